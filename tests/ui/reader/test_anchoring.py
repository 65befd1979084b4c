"""Passages of a text that was read anew: found, moved or lost, and none of them dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from board.change import of
from tests.ui.modal import standing, waited_for
from ui.anchoring import Anchoring
from ui.dialogs.astray import AstrayDialog
from ui.main_window import MainWindow


def test_moved_is_confirmed_and_lost_is_listed(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.files.open_sample("quay-9", path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    document = window.document
    old = [document.case.passages[one] for one in ("q03", "q04", "q05")]
    new = [
        replace(old[0], quote="They  brought it back\nto the weighbridge", text_sha256="0"),
        replace(old[1], quote="The woman with a tablet was from Brightwater.", text_sha256="0", start=0),
        replace(old[2], quote="Nobody ever wrote these words down anywhere.", text_sha256="0", start=0),
    ]
    document.do(of("Edit", old, new))
    window.show_passage("q03")

    def is_read() -> bool:
        reader = window.workspace.reader if window.workspace else None
        return reader is not None and len(reader.texts.marks) == 2

    qtbot.waitUntil(is_read)
    assert window.workspace is not None
    reader = window.workspace.reader
    assert reader is not None
    assert [mark.is_moved for mark in reader.texts.marks] == [False, True]
    assert reader.astray.isVisible()
    anchoring = reader.findChild(Anchoring)
    assert anchoring is not None
    assert [passage.id for passage in anchoring.lost] == ["q05"]
    QTest.mouseClick(reader.astray, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in reader.findChildren(QMenu) if menu.isVisible())
    confirm = next(menu for menu in menu.findChildren(QMenu)).actions()[1]
    confirm.trigger()
    menu.close()
    qtbot.waitUntil(lambda: not anchoring.moved)
    after = document.case.passages["q04"]
    assert after.quote == new[1].quote
    assert reader.texts.text[after.start : after.end].endswith("tablet was from Brightwater.")
    assert "q05" in document.case.passages


def _listed(window: MainWindow, qtbot: QtBot) -> AstrayDialog:
    window.actions_table["read.lost"].trigger()
    return waited_for(qtbot, AstrayDialog)


def _press(dialog: AstrayDialog, passage: str, number: int) -> None:
    button = dialog.rows[passage].findChildren(QPushButton)[number]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_what_is_lost_is_listed_for_the_whole_case(window: MainWindow, path: Path, qtbot: QtBot) -> None:
    window.files.open_sample("quay-9", path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.workspace is not None
    dialog = _listed(window, qtbot)
    assert not dialog.rows
    dialog.accept()
    document = window.document
    old = [document.case.passages[one] for one in ("q01", "q05")]
    words = "Nobody ever wrote these words down anywhere."
    document.do(of("Edit", old, [replace(one, quote=words, text_sha256="0", start=0) for one in old]))
    dialog = _listed(window, qtbot)
    assert set(dialog.rows) == {"q01", "q05"}
    _press(dialog, "q05", 0)
    assert window.workspace.board.selection.items
    assert standing() is None
    _press(_listed(window, qtbot), "q01", 1)

    def is_read() -> bool:
        reader = window.workspace.reader if window.workspace else None
        paper = reader.paper if reader is not None else None
        return paper is not None and paper.attachment == old[0].attachment

    qtbot.waitUntil(is_read, timeout=30_000)
