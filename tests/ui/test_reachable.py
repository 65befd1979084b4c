"""Everything can be reached by key and is named for those who hear the window instead of seeing it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


def _nameless(root: QWidget) -> list[str]:
    found = []
    for widget in root.findChildren(QWidget):
        inside = widget.parent()
        if not isinstance(widget, CONTROLS) or isinstance(inside, QComboBox | QAbstractSpinBox):
            continue
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        said = widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        if not said.strip():
            found.append(f"{type(widget).__name__} in {type(inside).__name__}")
    return found


def test_the_start_page_is_named(window: MainWindow) -> None:
    assert _nameless(window) == []


def test_the_window_is_named(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    case, selection = sample.document.case, sample.workspace.board.selection
    assert _nameless(sample) == []
    for kind in ("claim", "source", "note"):
        item = next(id_ for id_ in case.on_board(sample.board_id) if case.items[id_].kind == kind)
        selection.set(items=[item])
        qtbot.waitUntil(lambda item=item: sample.workspace.inspector.items.ids == (item,))
        assert _nameless(sample) == []
    link = next(own.id for own in case.links.values() if own.kind == "reports")
    selection.set(links=[link])
    qtbot.waitUntil(lambda: sample.workspace.inspector.links.ids == (link,))
    assert _nameless(sample) == []


def test_the_analysis_is_named(sample: MainWindow, qtbot: QtBot) -> None:
    for page in ("ranks", "structure", "compare"):
        sample.actions_table[f"analysis.{page}"].trigger()
        assert sample.workspace is not None
        measuring, panel = sample.workspace.measuring, sample.workspace.analysis
        assert measuring is not None
        assert panel is not None
        panel.counts.setChecked(True)
        qtbot.waitUntil(lambda measuring=measuring: not measuring.is_busy, timeout=20_000)
        assert _nameless(sample) == []


def test_the_dialogs_are_named(sample: MainWindow) -> None:
    for action in ("app.preferences", "help.shortcuts", "help.about", "export.board", "kind.new"):
        sample.actions_table[action].trigger()
        dialog = next(own for own in sample.findChildren(QDialog) if own.isVisible())
        assert _nameless(dialog) == [], action
        assert dialog.windowTitle()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_tab_goes_round_the_start_page(window: MainWindow) -> None:
    window.setFocus()
    seen: list[QWidget] = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is None or focused in seen:
            break
        assert not isinstance(focused, QScrollBar)
        seen.append(focused)
    words = {own.accessibleName() for own in seen}
    assert {"New case…", "Open a case…", "Preferences"} <= words
    assert any(name.startswith("Open the sample") for name in words)
