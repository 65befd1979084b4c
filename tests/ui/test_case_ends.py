"""Cases that end while work on them is under way, change places, or cannot be opened: nothing goes astray."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from board.edits import items
from storage import CaseError, DiskFull, NotACase, check, create_case, open_case
from ui.intake import Intake
from ui.main_window import MainWindow
from ui.worker import Report


def _with_file(window: MainWindow, folder: Path, qtbot: QtBot, name: str = "Interview.txt") -> str:
    """The attachment of a file that is put on the board."""
    note = folder / name
    note.write_text("They brought it back to the weighbridge.", "utf-8")
    before = set(window.document.case.attachments)
    window.deeds.files.take_files([note])
    qtbot.waitUntil(lambda: set(window.document.case.attachments) > before)
    (added,) = set(window.document.case.attachments) - before
    return added


def _blocked(window: MainWindow) -> threading.Event:
    """Keep the thread for slow disks busy until the event is set."""
    go_on = threading.Event()

    def work(_: Report) -> None:
        go_on.wait(20)

    window.jobs.run_in_thread(work)
    return go_on


def test_a_kept_file_is_not_saved_over_its_own_case(
    opened: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    attachment = _with_file(opened, tmp_path, qtbot)
    by_another_name = tmp_path / "link.txt"
    os.link(path, by_another_name)
    for target in (path, by_another_name):
        with qtbot.waitSignal(opened.files.write_out(attachment, target).failed) as caught:
            pass
        assert "the case that is open" in caught.args[0]
        with qtbot.waitSignal(opened.files.export_case(target).failed):
            pass
    opened.files.close()
    assert check(path).is_good


def test_a_kept_file_is_written_whole(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    attachment = _with_file(opened, tmp_path, qtbot)
    target = tmp_path / "out.txt"
    target.write_text("what was there before and is longer than what comes in its place", "utf-8")
    with qtbot.waitSignal(opened.files.write_out(attachment, target).finished):
        pass
    assert target.read_text("utf-8") == "They brought it back to the weighbridge."


def test_a_file_for_one_case_does_not_land_in_the_next(
    opened: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    note = tmp_path / "Interview.txt"
    note.write_text("weighbridge", "utf-8")
    opened.deeds.files.take_files([note])
    other = tmp_path / "b.caseboard"
    opened.files.create(other)
    last = _with_file(opened, tmp_path, qtbot, "Second.txt")
    assert [item.title for item in opened.document.case.items.values()] == [
        "They brought it back to the weighbridge."
    ]
    assert set(opened.document.case.attachments) == {last}


def test_a_file_that_is_being_read_goes_with_its_case(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    """The bytes are kept already, and the next case is opened before they have been read."""
    note = tmp_path / "Interview.txt"
    note.write_text("weighbridge", "utf-8")
    landed: list[object] = []
    with qtbot.waitSignal(opened.files.keep([note]).finished) as caught:
        pass
    opened.deeds.files.read_in(landed.append, caught.args[0])
    opened.files.create(tmp_path / "b.caseboard")
    _with_file(opened, tmp_path, qtbot, "Second.txt")
    assert not landed


def test_reading_that_is_cancelled_ends_once(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    note = tmp_path / "Interview.txt"
    note.write_text("weighbridge", "utf-8")
    with qtbot.waitSignal(opened.files.keep([note]).finished) as caught:
        pass
    intake = Intake(opened, opened.files)
    intake.started.connect(lambda job: job.cancel())
    with qtbot.waitSignal(intake.cancelled):
        intake.start(caught.args[0])


def test_closing_waits_for_work_on_the_case(
    opened: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    copy = tmp_path / "copy.caseboard"
    ended: list[str] = []
    job = opened.files.copy_to(copy)
    job.failed.connect(ended.append)
    job.finished.connect(lambda _: ended.append("finished"))
    job.cancelled.connect(lambda: ended.append("cancelled"))
    opened.files.close()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["cancelled"]
    assert not copy.exists() or check(copy).is_good
    assert not list(tmp_path.glob("*.part"))


def test_work_that_waits_for_its_turn_ends_with_the_case(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    go_on = _blocked(opened)
    job = opened.files.copy_to(tmp_path / "copy.caseboard")
    threading.Timer(0.1, go_on.set).start()
    with qtbot.waitSignal(job.cancelled):
        opened.files.close()
    assert not (tmp_path / "copy.caseboard").exists()


def test_a_case_opened_later_gets_its_backup(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    opened.files.create(tmp_path / "b.caseboard")
    change, _ = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    opened.document.do(change)
    folder = tmp_path / "b backups"
    qtbot.waitUntil(lambda: bool(list(folder.glob("*.caseboard"))))


def test_a_backup_that_fails_is_said(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    change, _ = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    opened.document.do(change)
    (tmp_path / "a backups").write_text("in the way", "utf-8")
    opened.settle()
    qtbot.waitUntil(lambda: any("backup" in text for text in opened.toasts.texts))


def test_a_case_that_cannot_be_made_ready_leaves_the_other_open(
    opened: MainWindow, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage("/")
    opened.files.close()
    bare = tmp_path / "bare.caseboard"
    create_case(bare).close()
    opened.files.open(path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(DiskFull):
        opened.files.open(bare)
    assert opened.files.current is not None
    assert opened.files.current.path == path
    with pytest.raises(CaseError):
        opened.files.create(tmp_path / "new.caseboard")
    assert not (tmp_path / "new.caseboard").exists()
    monkeypatch.undo()
    opened.files.open(bare)
    assert opened.files.current.path == bare


def test_a_file_that_is_no_case_leaves_the_other_open(opened: MainWindow, path: Path, tmp_path: Path) -> None:
    strange = tmp_path / "list.caseboard"
    strange.write_text("shopping" * 100, "utf-8")
    with pytest.raises(NotACase):
        opened.files.open(strange)
    assert opened.files.current is not None


def test_a_case_that_is_gone_closes_without_an_error(opened: MainWindow, path: Path, qtbot: QtBot) -> None:
    path.unlink()
    with qtbot.captureExceptions() as raised:
        opened.files.close()
    assert not raised
    assert opened.files.current is None


def test_a_scratch_copy_leaves_no_trace_and_survives_another_size(
    window: MainWindow, path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window.files.create(path, "Harbour")
    change, _ = items.add_item(window.document.case, "person", title="Ilse", board=window.board_id)
    window.document.do(change)
    window.files.close()
    pictures = set((window.settings.folder / "thumbnails").glob("*"))
    with open_case(path):
        window.files.open_copy(path)
        current = window.files.current
        assert current is not None
        window.settings.scale = 130
        assert window.files.current is not None
        assert [item.title for item in window.document.case.items.values()] == ["Ilse"]
        assert window.files.search("Ilse", 5)
        window.settings.scale = 100
        window.files.close()
        assert not current.path.exists()
    assert [row["path"] for row in window.settings.recent] == [str(path)]
    assert set((window.settings.folder / "thumbnails").glob("*")) == pictures


def test_words_that_cannot_be_kept_stay_when_the_size_changes(
    opened: MainWindow, path: Path, qtbot: QtBot
) -> None:
    change, item = items.add_item(opened.document.case, "person", title="Ilse", board=opened.board_id)
    opened.document.do(change)
    assert opened.workspace is not None
    board = opened.workspace.board
    board.selection.set(items=[item])
    board.setFocus()
    qtbot.waitUntil(opened.actions_table["edit.rename"].isEnabled)
    opened.actions_table["edit.rename"].trigger()
    qtbot.waitUntil(lambda: board.editor is not None)
    assert board.editor is not None
    QTest.keyClicks(board.editor, "More")
    away = path.with_name("away.caseboard")
    path.rename(away)
    with qtbot.captureExceptions():
        opened.settings.scale = 115
    assert opened.workspace.board is board
    assert board.editor.toPlainText() == "More"
    away.rename(path)


def test_the_end_of_one_job_leaves_the_others_shown(opened: MainWindow, qtbot: QtBot) -> None:
    go_on = _blocked(opened)
    first = opened.jobs.run_in_thread(lambda report: None)
    second = opened.jobs.run_in_thread(lambda report: hold.wait(20))
    hold = threading.Event()
    opened.follow(second, "Second")
    opened.follow(first, "First")
    with qtbot.waitSignal(first.finished):
        go_on.set()
    assert opened.status.work.text() == "Second"
    with qtbot.waitSignal(second.finished):
        hold.set()
    assert not opened.status.work.text()


def test_what_was_read_of_one_case_is_forgotten_with_it(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    attachment = _with_file(opened, tmp_path, qtbot)
    assert opened.deeds.files.about_file(attachment).fields
    opened.files.close()
    assert not opened.deeds.files.about_file(attachment).fields
