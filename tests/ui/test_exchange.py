"""Cases come in and go out without keeping the window waiting, and one step takes an import back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from storage.exchange.case_json import write
from ui.main_window import MainWindow


def _choose(monkeypatch: pytest.MonkeyPatch, what: str, path: Path) -> None:
    monkeypatch.setattr(f"ui.dialogs.paths.QFileDialog.{what}", lambda *_: (str(path), ""))


def _said(window: MainWindow, words: str) -> bool:
    return any(words in text for text in window.toasts.texts)


@pytest.mark.parametrize("form", ["json", "zip"])
def test_out_and_into_another_case_that_holds_something(
    form: str, window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.files.open_sample("quay-9", tmp_path / "a.caseboard")
    out = tmp_path / f"quay.{form}"
    _choose(monkeypatch, "getSaveFileName", out)
    window.actions_table["case.export"].trigger()
    qtbot.waitUntil(lambda: _said(window, "exported"))
    before = write(window.document.case)
    window.files.open_sample("moscow-rumours", tmp_path / "b.caseboard")
    mine = write(window.document.case)
    _choose(monkeypatch, "getOpenFileName", out)
    window.actions_table["case.import"].trigger()
    qtbot.waitUntil(lambda: _said(window, "came in"), timeout=20_000)
    assert len(window.document.case.attachments) == 4
    assert len(window.document.case.items) == 126 + 37
    assert all(
        window.files.current and window.files.current.picture(one) for one in window.document.case.attachments
    )
    window.document.undo()
    assert write(window.document.case) == mine
    window.files.create(tmp_path / "c.caseboard")
    window.actions_table["case.import"].trigger()
    qtbot.waitUntil(lambda: len(window.document.case.items) == 37, timeout=20_000)
    assert {json.loads(before)["title"]} <= {"Quay 9 cold-store imports"}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("broken.json", b'{"format": "caseboard-case",', "not JSON"),
        ("deep.json", b"[" * 5_000_000, "nested too deeply"),
        ("text.zip", b"shopping list", "no zip"),
        ("empty.json", b"", "not JSON"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_changes_nothing(
    name: str, data: bytes, words: str, opened: MainWindow, tmp_path: Path, qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    source = tmp_path / name
    source.write_bytes(data)
    _choose(monkeypatch, "getOpenFileName", source)
    position = opened.document.history.position
    opened.actions_table["case.import"].trigger()
    qtbot.waitUntil(lambda: _said(opened, words), timeout=20_000)
    assert opened.document.history.position == position


def test_a_usable_part_comes_in_and_the_rest_is_counted(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "part.json"
    links = [{"id": "k1", "kind": "about", "from": "n1", "to": "nowhere"}]
    items = [{"id": "n1", "title": "<b>One</b>"}, 7]
    source.write_text(json.dumps({"format": "caseboard-case", "version": 1, "items": items, "links": links}))
    _choose(monkeypatch, "getOpenFileName", source)
    opened.actions_table["case.import"].trigger()
    qtbot.waitUntil(lambda: _said(opened, "2 parts could not be used"), timeout=20_000)
    assert [item.title for item in opened.document.case.items.values()] == ["<b>One</b>"]


def test_an_export_that_cannot_be_written_is_one_sentence(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, "getSaveFileName", tmp_path / "no" / "such" / "out.json")
    opened.actions_table["case.export"].trigger()
    qtbot.waitUntil(lambda: _said(opened, "could not be written there"))
