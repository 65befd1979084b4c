"""A case keeps a board to stand on, and a message offers to undo what it speaks of and nothing else."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from board.document import Document
from board.edits import boards, info
from storage import create_case
from ui.files import local_now, with_ending
from ui.main_window import MainWindow
from ui.toasts import Toast


def _bare(path: Path, *, with_step: bool) -> Path:
    """A case without a board, or with one that a step made."""
    with create_case(with_ending(path), "Bare") as store:
        if with_step:
            case, history = store.load()
            change, _ = boards.add_board(case, "Brought")
            Document(case, store, history, local_now).do(change)
    return path


def test_a_case_without_a_board_is_given_one_for_good(window: MainWindow, path: Path) -> None:
    window.files.open(_bare(path, with_step=False))
    assert len(window.document.case.boards) == 1
    assert not window.document.history.steps
    assert not window.actions_table["edit.undo"].isEnabled()


def test_what_was_undone_before_the_board_is_not_swept_away(window: MainWindow, path: Path) -> None:
    with create_case(with_ending(path), "Bare") as store:
        case, history = store.load()
        document = Document(case, store, history, local_now)
        document.do(info.set_note(case, "kept in the log"))
        document.undo()
    window.files.open(path)
    assert len(window.document.history.steps) == 1
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) > 1 FROM log").fetchone() == (1,)
    database.close()


def test_the_step_that_made_the_only_board_stays(window: MainWindow, path: Path) -> None:
    window.files.open(_bare(path, with_step=True))
    window.actions_table["edit.undo"].trigger()
    assert [board.title for board in window.document.case.boards_in_order()] == ["Brought"]
    assert "the only board" in window.toasts.texts[-1]
    document = window.document
    document.do(info.set_note(document.case, "x"))
    window.deeds.step_to(0)
    assert document.history.position == 2
    window.actions_table["edit.undo"].trigger()
    assert document.history.position == 1


def test_a_message_about_a_step_goes_when_the_step_is_undone(opened: MainWindow) -> None:
    document = opened.document
    document.do(info.set_note(document.case, "first"))
    opened.deeds.boards.say_with_undo("The note was changed")
    document.undo()
    assert not opened.toasts.texts


def test_a_message_undoes_no_other_step(opened: MainWindow) -> None:
    document = opened.document
    document.do(info.set_note(document.case, "first"))
    opened.deeds.boards.say_with_undo("The note was changed")
    document.do(info.set_title(document.case, "Other"))
    (toast,) = opened.toasts.findChildren(Toast)
    (undo,) = (one for one in toast.findChildren(QAbstractButton) if one.text() == "Undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert document.case.info.title == "Other"
    assert "the history takes you back" in opened.toasts.texts[-1]


def test_the_menu_of_the_case_reads_like_the_others(opened: MainWindow) -> None:
    menu = opened.top.case_button.menu()
    assert menu.layoutDirection() == opened.top.arrange.menu().layoutDirection()


def test_what_is_said_twice_stands_once(opened: MainWindow) -> None:
    for _ in range(2):
        opened.deeds.say_failed("The disk is full")
    assert opened.toasts.texts == ["The disk is full"]
