"""The first page: samples, recent cases, cases that are gone, documents that are dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.recent_cases import CaseCard
from ui.widgets import PlainLabel


def _cards(window: MainWindow) -> list[CaseCard]:
    return [card for card in window.start.findChildren(CaseCard) if card.isVisible()]


def _words(window: MainWindow) -> str:
    return "\n".join(label.text() for label in window.start.findChildren(PlainLabel) if label.isVisible())


def test_it_offers_samples(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.start.isVisible()
    assert not window.top.isVisible()
    assert "Every claim is reported speech" in _words(window)
    button = next(
        own for own in window.start.findChildren(QPushButton) if own.property("sample") == "moscow-rumours"
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.files.current is not None
    assert window.files.current.path.parent == tmp_path
    assert len(window.document.case.items) > 100
    assert not window.actions_table["edit.undo"].isEnabled()


def test_a_case_that_was_open_is_listed_with_its_picture(
    sample: MainWindow, path: Path, qtbot: QtBot
) -> None:
    sample.files.close()
    qtbot.waitUntil(lambda: len(_cards(sample)) == 1)
    assert sample.files.thumbnail_path(str(path)).is_file()
    QTest.mouseClick(_cards(sample)[0], Qt.MouseButton.LeftButton)
    assert sample.files.current is not None


def test_the_picture_of_a_case_is_replaced_whole(sample: MainWindow, path: Path, qtbot: QtBot) -> None:
    file = sample.files.thumbnail_path(str(path))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"before")
    with file.open("rb") as being_read:
        sample.files.close()
        qtbot.waitUntil(lambda: len(_cards(sample)) == 1)
        assert being_read.read() == b"before"
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_case_that_is_gone_says_so_and_can_be_taken_off(
    opened: MainWindow, path: Path, qtbot: QtBot
) -> None:
    opened.files.close()
    path.unlink()
    opened.start.refresh()
    qtbot.waitUntil(lambda: "Not there any more" in _words(opened))
    opened.start.forget_asked.emit(str(path))
    qtbot.waitUntil(lambda: "Not there any more" not in _words(opened))
    assert opened.settings.recent == []


def test_the_filter_narrows(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    opened.files.create(tmp_path / "b.caseboard", "Quay")
    opened.files.close()
    qtbot.waitUntil(lambda: len(_cards(opened)) == 2)
    QTest.keyClicks(opened.start.filter, "quay")
    qtbot.waitUntil(lambda: len(_cards(opened)) == 1)


def test_no_list_when_it_is_switched_off(opened: MainWindow, path: Path, qtbot: QtBot) -> None:
    opened.settings.keeps_recent = False
    opened.files.close()
    assert opened.settings.recent == []
    assert not opened.files.thumbnail_path(str(path)).exists()
    qtbot.waitUntil(lambda: "switched off" in _words(opened))


def test_documents_dropped_make_a_case(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = tmp_path / "Letter.txt"
    note.write_text("Dear editor", "utf-8")
    chosen = str(tmp_path / "fresh.caseboard")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(note))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = QPointF(QPoint(20, 20))
    entered = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window.start.well, entered)
    QApplication.sendEvent(window.start.well, QDropEvent(at, Qt.DropAction.CopyAction, data, left, none))
    qtbot.waitUntil(lambda: window.files.current is not None and bool(window.document.case.items))
    assert Path(chosen).is_file()
