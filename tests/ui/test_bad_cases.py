"""What stands in the way of a case is one sentence, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from board.edits import items
from storage import create_case, open_case
from ui.app import report_of, start_log, watch
from ui.dialogs import messages
from ui.main_window import MainWindow


def _text(path: Path) -> None:
    path.write_text("shopping list", "utf-8")


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    assert not path.exists()


def _cut_off(path: Path) -> None:
    create_case(path, "Cut").close()
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _overwritten(path: Path) -> None:
    create_case(path, "Torn").close()
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\x5a" * 4096
    path.write_bytes(data)


@pytest.mark.parametrize("spoil", [_text, _empty, _folder, _missing, _cut_off, _overwritten])
def test_what_does_not_open_is_said_in_a_sentence(
    spoil: Callable[[Path], None], window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(path)
    said: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda *args: said.append(args[3]) or -1)
    assert not window.deeds.open_path(path)
    (sentence,) = said
    assert "a.caseboard" in sentence
    assert "Error" not in sentence
    assert "Traceback" not in sentence
    assert window.files.current is None
    assert window.start.isVisible()


def test_a_case_that_is_open_elsewhere_is_offered_as_a_copy(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda *args: said.append(args[3]) or 0)
    with create_case(path, "Shared") as store:
        window.settings.take_as_own(store.case_id, path)
        assert not window.deeds.open_path(path)
        assert "open in another window" in said[0]
        assert window.files.current is not None
        assert not window.files.current.is_editable
        assert window.document.case.info.title == "Shared"


def test_another_case_that_fails_leaves_the_open_one(
    opened: MainWindow, tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ask", lambda *_: -1)
    bad = tmp_path / "bad.caseboard"
    _text(bad)
    assert not opened.deeds.open_path(bad)
    assert opened.files.current is not None
    assert opened.files.current.path == path


def test_a_write_that_fails_changes_nothing_and_stays_said(opened: MainWindow, path: Path) -> None:
    change, item = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    moved = path.with_name("moved.caseboard")
    path.rename(moved)
    with pytest.raises(Exception, match="moved or deleted") as failure:
        opened.document.do(change)
    assert item not in opened.document.case.items
    opened.deeds.write_failed(failure.value)
    assert opened.workspace is not None
    assert opened.workspace.banner.isVisible()
    assert "Save a copy" in opened.workspace.banner.label.text()
    moved.rename(path)


def test_a_copy_is_written_while_the_case_is_open(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, item = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    opened.document.do(change)
    copy = tmp_path / "copy.caseboard"
    monkeypatch.setattr("ui.dialogs.paths.QFileDialog.getSaveFileName", lambda *_: (str(copy), ""))
    opened.actions_table["case.copy"].trigger()
    qtbot.waitUntil(lambda: any("copy.caseboard" in text for text in opened.toasts.texts))
    with open_case(copy, read_only=True) as store:
        assert store.load()[0].items[item].title == "Ilse"


def test_a_report_holds_nothing_of_the_case() -> None:
    try:
        int("Jane Source lives at 5 Elm St")
    except ValueError as error:
        report = report_of(error)
    assert report.startswith("ValueError")
    assert "test_bad_cases.py:" in report
    assert "Jane" not in report
    assert "Elm" not in report


def test_known_errors_become_a_banner(opened: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from storage import DiskFull

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    watch(opened)
    error = DiskFull("a.caseboard")
    sys.excepthook(DiskFull, error, None)
    assert opened.workspace is not None
    assert "full" in opened.workspace.banner.label.text()


def test_a_bug_is_reported_without_the_case(
    opened: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging
    import sys

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    shown: list[str] = []
    monkeypatch.setattr(
        messages.CrashDialog, "exec", lambda dialog: shown.append(dialog.report.toPlainText()) or 0
    )
    start_log(tmp_path / "logs")
    watch(opened)
    try:
        {}["Jane Source lives at 5 Elm St"]
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)
    for handler in tuple(logging.getLogger("caseboard").handlers):
        handler.close()
        logging.getLogger("caseboard").removeHandler(handler)
    written = (tmp_path / "logs" / "caseboard.log").read_text("utf-8")
    for text in (*shown, written):
        assert "KeyError" in text
        assert "Jane" not in text
