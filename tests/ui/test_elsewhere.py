"""A case from elsewhere is asked about once, and becomes one's own without its file being touched."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlcipher3
from pytestqt.qtbot import QtBot

from board.document import Document
from board.edits import items
from storage import create_case
from storage.store import now
from ui.dialogs import messages
from ui.main_window import MainWindow


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A case that somebody else made."""
    path = tmp_path / "sent.caseboard"
    with create_case(path, "Sent") as store:
        case, history = store.load()
        change, _ = items.add_item(case, "person", title="Ilse")
        Document(case, store, history, now).do(change)
    return path


def answering(answer: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []

    def ask(*args: object) -> int:
        said.append(str(args[2]))
        return answer

    monkeypatch.setattr(messages, "ask", ask)
    return said


def test_a_safe_copy_holds_what_was_sent_and_the_file_stays_as_it_is(
    window: MainWindow, sent: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answering(0, monkeypatch)
    copy = tmp_path / "mine.caseboard"
    monkeypatch.setattr("ui.dialogs.paths.QFileDialog.getSaveFileName", lambda *_: (str(copy), ""))
    before = sent.read_bytes()
    assert not window.deeds.open_path(sent)
    qtbot.waitUntil(lambda: window.files.current is not None)
    assert window.files.current is not None
    assert window.files.current.path == copy
    assert [item.title for item in window.document.case.items.values()] == ["Ilse"]
    assert said == ["This case comes from elsewhere"]
    assert sent.read_bytes() == before


def test_a_case_taken_as_ones_own_is_not_asked_about_again(
    window: MainWindow, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answering(1, monkeypatch)
    assert window.deeds.open_path(sent)
    window.files.close()
    assert window.deeds.open_path(sent)
    assert len(said) == 1
    assert "sent" not in window.settings._text("own/cases")


def test_nothing_is_opened_without_an_answer(
    window: MainWindow, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(-1, monkeypatch)
    assert not window.deeds.open_path(sent)
    assert window.files.current is None


def test_a_case_made_here_opens_without_a_question(
    opened: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answering(-1, monkeypatch)
    opened.files.close()
    assert opened.deeds.open_path(path)
    assert not said


def test_a_case_without_a_board_gets_one(
    window: MainWindow, sent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(1, monkeypatch)
    assert window.deeds.open_path(sent)
    assert [board.title for board in window.document.case.boards.values()] == ["Main board"]


def choosing(chosen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.dialogs.paths.QFileDialog.getSaveFileName", lambda *_: (str(chosen), ""))


def test_a_case_that_is_replaced_stays_when_what_was_sent_turns_out_damaged(
    window: MainWindow, sent: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = answering(0, monkeypatch)
    mine = tmp_path / "mine.caseboard"
    create_case(mine, "Mine").close()
    before = mine.read_bytes()
    with sqlcipher3.connect(str(sent)) as connection:
        connection.execute("CREATE TABLE odd (n)")
    choosing(mine, monkeypatch)
    window.deeds.open_path(sent)
    qtbot.waitUntil(lambda: bool(window.toasts.texts))
    assert mine.read_bytes() == before
    assert len(said) == 1
    assert window.files.current is None


def test_the_open_case_is_not_replaced_by_a_copy_by_whatever_way(
    opened: MainWindow, path: Path, sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(0, monkeypatch)
    before = path.read_bytes()
    other_way = tmp_path / "other.caseboard"
    other_way.hardlink_to(path)
    (tmp_path / "x").mkdir()
    for place in (path, tmp_path / "x" / ".." / path.name, other_way):
        choosing(place, monkeypatch)
        assert not opened.deeds.open_path(sent)
        assert path.read_bytes() == before
        assert other_way.samefile(path)
    assert opened.files.current is not None
    assert opened.files.current.path == path
