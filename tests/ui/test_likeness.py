"""Two cards that may be one: asked quietly, answered with one press, and never asked twice."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from board.edits import items
from tests.ui.modal import waited_for
from ui.dialogs.duplicates import DuplicatesDialog
from ui.main_window import MainWindow
from ui.panels.likeness_rows import LikenessRows

LEFT = Qt.MouseButton.LeftButton


def _add(window: MainWindow, title: str) -> str:
    document = window.document
    change, item = items.add_item(document.case, "person", title=title, board=window.board_id, at=(0, 0))
    document.do(change)
    return item


def _rows(window: MainWindow) -> LikenessRows:
    assert window.workspace is not None
    return window.workspace.inspector.items.likeness


def _press(within: QWidget, start: str) -> None:
    buttons = [one for one in within.findChildren(QAbstractButton) if one.accessibleName().startswith(start)]
    QTest.mouseClick(buttons[0], LEFT)


def _select(window: MainWindow, item: str) -> None:
    assert window.workspace is not None
    window.workspace.board.selection.set(items=[item])


def test_a_new_card_that_sounds_like_another_is_asked_about(opened: MainWindow, qtbot: QtBot) -> None:
    first = _add(opened, "Anatoly Bolyuch")
    other = _add(opened, "Anatoly Boljukh")
    asked = "Is Anatoly Boljukh the same as Anatoly Bolyuch?"
    qtbot.waitUntil(lambda: asked in opened.toasts.texts, timeout=20_000)
    _select(opened, other)
    qtbot.waitUntil(lambda: _rows(opened).isVisible(), timeout=20_000)
    _press(_rows(opened), "The same as")
    case = opened.document.case
    assert set(case.items) == {first}
    assert case.items[first].aliases == ("Anatoly Boljukh",)
    opened.document.undo()
    assert set(case.items) == {first, other}


def test_what_was_told_apart_is_not_asked_again(opened: MainWindow, qtbot: QtBot) -> None:
    first, other = _add(opened, "Anatoly Bolyuch"), _add(opened, "Anatoly Boljukh")
    _select(opened, first)
    qtbot.waitUntil(lambda: _rows(opened).isVisible(), timeout=20_000)
    _press(_rows(opened), "Not the same")
    assert not _rows(opened).isVisible()
    _select(opened, other)
    qtbot.wait(50)
    assert not _rows(opened).isVisible()
    opened.document.undo()
    _select(opened, first)
    qtbot.waitUntil(lambda: _rows(opened).isVisible(), timeout=20_000)


def test_all_likely_duplicates_are_listed(opened: MainWindow, qtbot: QtBot) -> None:
    kept = [_add(opened, name) for name in ("Oleh Holovchenko", "Oleg Golovčenko", "Marek Sobotka")]
    opened.actions_table["case.duplicates"].trigger()
    dialog = waited_for(qtbot, DuplicatesDialog)
    assert set(dialog.rows) == {(kept[0], kept[1])}
    _press(dialog, "Same:")
    assert set(opened.document.case.items) == {kept[0], kept[2]}
    assert not dialog.rows
    dialog.accept()


def test_selected_cards_of_one_kind_become_one(opened: MainWindow, qtbot: QtBot) -> None:
    first, other = _add(opened, "The clerk"), _add(opened, "Ilse Marren")
    assert opened.workspace is not None
    opened.workspace.board.selection.set(items=[first, other])
    opened.refresh()
    opened.actions_table["edit.merge"].trigger()
    assert set(opened.document.case.items) == {first}
    assert opened.document.case.items[first].aliases == ("Ilse Marren",)
