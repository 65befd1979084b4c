"""The undo history is forgotten when that is wanted, and what was deleted is not in the file afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from board.edits import items
from storage import open_case
from ui.dialogs import messages
from ui.main_window import MainWindow

TITLE, TEXT = "Zxqwvomir Kplatt", "Met her behind the Yvbnurk weighbridge."


def _holding(path: Path) -> list[str]:
    """Which of the secret words a file holds; an index keeps only the ends of words, in small letters."""
    data = path.read_bytes().lower()
    return [word for word in ("omir", "kplatt", "nurk") if word.encode() in data]


def _with_a_deleted_card(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    change, item = items.add_item(
        window.document.case, "person", title=TITLE, text=TEXT, board=window.board_id
    )
    window.document.do(change)
    note = folder / "Kplatt.txt"
    note.write_text(TEXT * 50, "utf-8")
    window.deeds.files.keep_files(
        [note], lambda kept: window.files.put_on_item(item, list(kept), pictures=False)
    )
    qtbot.waitUntil(lambda: bool(window.document.case.attachments))
    keep, _ = items.add_item(window.document.case, "person", title="Ilse Marren", board=window.board_id)
    window.document.do(keep)
    window.document.do(items.delete_items(window.document.case, [item]))


def test_what_was_deleted_is_not_in_the_file_once_the_history_is_forgotten(
    opened: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_a_deleted_card(opened, tmp_path, qtbot)
    assert _holding(path)
    said: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda *args: said.append(args[3]) or 0)
    opened.actions_table["case.forget"].trigger()
    assert "a backups" in said[0]
    assert not _holding(path)
    assert not opened.actions_table["edit.undo"].isEnabled()
    assert [item.title for item in opened.document.case.items.values()] == ["Ilse Marren"]
    change, _ = items.add_item(opened.document.case, "place", title="Quay", board=opened.board_id)
    opened.document.do(change)
    opened.document.undo()
    opened.document.redo()
    assert opened.files.current is not None
    opened.files.close()
    assert not _holding(path)
    with open_case(path) as store:
        case, history = store.load()
        assert {one.title for one in case.items.values()} == {"Ilse Marren", "Quay"}
        assert [step.label for step in history.steps] == ["Add place"]


def test_the_history_stays_when_the_answer_is_no(
    opened: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _with_a_deleted_card(opened, tmp_path, qtbot)
    for answer in (1, -1):
        monkeypatch.setattr(messages, "ask", lambda *_, answer=answer: answer)
        opened.actions_table["case.forget"].trigger()
        assert _holding(path)
    opened.document.undo()
    assert any(item.title == TITLE for item in opened.document.case.items.values())
