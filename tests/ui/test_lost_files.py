"""The file goes, changes or fills up under an open window: nothing is lost, and it can be closed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from board.edits import items
from storage import check, open_case
from ui.app import watch
from ui.main_window import MainWindow


def _deleted(path: Path) -> None:
    path.unlink()


def _renamed(path: Path) -> None:
    path.rename(path.with_name("elsewhere.caseboard"))


def _replaced(path: Path) -> None:
    other = path.with_name("other.caseboard")
    shutil.copyfile(path, other)
    other.replace(path)


def _written_over(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(b"shopping list" * (len(data) // 13))


def _cut_to_nothing(path: Path) -> None:
    path.write_bytes(b"")


def _folder_gone(path: Path) -> None:
    shutil.rmtree(path.parent)


LOSSES = [_deleted, _renamed, _replaced, _written_over, _cut_to_nothing, _folder_gone]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """In a folder of its own, which may go."""
    folder = tmp_path / "cases"
    folder.mkdir()
    return folder / "a.caseboard"


@pytest.fixture
def watched(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window with a card, and with what nobody catches said as the program says it."""
    change, _ = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    opened.document.do(change)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watch(opened)
    return opened


def _act(window: MainWindow) -> None:
    """An edit as a hand makes it; what goes wrong goes where the program sends it."""
    try:
        window.deeds.boards.command("add.claim")
    except Exception as error:  # noqa: BLE001  # as PySide does with what comes out of a slot
        sys.excepthook(type(error), error, error.__traceback__)


@pytest.mark.parametrize("lose", LOSSES)
def test_an_edit_says_so_a_copy_keeps_everything_and_the_window_closes(
    lose: Callable[[Path], None],
    watched: MainWindow,
    path: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lose(path)
    left = path.read_bytes() if path.exists() else None
    before = dict(watched.document.case.items)
    _act(watched)
    assert watched.workspace is not None
    banner = watched.workspace.banner
    assert banner.isVisible()
    assert "Save a copy" in banner.label.text()
    assert watched.document.case.items == before
    copy = tmp_path / "copy.caseboard"
    monkeypatch.setattr("ui.dialogs.paths.QFileDialog.getSaveFileName", lambda *_: (str(copy), ""))
    watched.deeds.save_copy()
    qtbot.waitUntil(lambda: any("copy.caseboard" in text for text in watched.toasts.texts))
    assert check(copy).is_good
    with open_case(copy, read_only=True) as store:
        assert store.load()[0].items == before
    watched.close()
    assert not watched.isVisible()
    assert watched.files.current is None
    assert (path.read_bytes() if path.exists() else None) == left, "what stands there now is not ours"


@pytest.mark.parametrize("lose", LOSSES)
def test_what_is_being_typed_when_the_window_closes_is_not_lost_unsaid(
    lose: Callable[[Path], None], watched: MainWindow, path: Path, qtbot: QtBot
) -> None:
    """Closing with half a title typed that cannot be written: the window stays and says why, once."""
    assert watched.workspace is not None
    board = watched.workspace.board
    (item,) = watched.document.case.items
    board.selection.set(items=[item])
    board.setFocus()
    qtbot.waitUntil(watched.actions_table["edit.rename"].isEnabled)
    watched.actions_table["edit.rename"].trigger()
    qtbot.waitUntil(lambda: board.editor is not None)
    assert board.editor is not None
    QTest.keyClicks(board.editor, "More")
    lose(path)
    watched.close()
    assert board.editor is not None
    assert board.editor.toPlainText() == "More"
    assert watched.isVisible(), "the first time it stays, so that a copy can be saved"
    assert watched.workspace.banner.isVisible()
    watched.close()
    assert not watched.isVisible()
    assert watched.files.current is None


def test_a_write_that_comes_through_takes_the_message_away(watched: MainWindow, path: Path) -> None:
    away = path.with_name("away.caseboard")
    path.rename(away)
    _act(watched)
    assert watched.workspace is not None
    assert watched.workspace.banner.isVisible()
    away.rename(path)
    _act(watched)
    assert not watched.workspace.banner.isVisible()
    assert len(watched.document.case.items) == 2


def test_a_full_disk_stops_nothing_but_writing(watched: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
    _act(watched)
    assert watched.workspace is not None
    assert "full" in watched.workspace.banner.label.text()
    assert len(watched.document.case.items) == 1
    watched.close()
    assert watched.files.current is None


def test_a_full_disk_is_said_once_and_no_more_when_there_is_room(
    watched: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
        _act(watched)
        watched.actions_table["layout.axis"].trigger()
        watched.actions_table["edit.undo"].trigger()
        assert watched.workspace is not None
        assert "full" in watched.workspace.banner.label.text()
        assert not watched.toasts.texts
    _act(watched)
    assert not watched.workspace.banner.isVisible()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_became_read_only(watched: MainWindow, path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        _act(watched)
        assert watched.workspace is not None
        assert watched.workspace.banner.isVisible()
    finally:
        path.parent.chmod(0o700)
