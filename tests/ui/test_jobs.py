"""Work done elsewhere: answers, progress, cancelling, and a worker that dies."""

from __future__ import annotations

import os
import platform
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from ui.jobs import Job, Jobs, Lane
from ui.worker import PIECE, Bulk, Refused, Report, where


def doubled(number: int, report: Report) -> tuple[int, int]:
    for done in range(number + 1):
        report("Counting", done, number)
    return number * 2, os.getpid()


def forever(report: Report) -> None:
    while True:
        report("Waiting", 0, 0)
        time.sleep(0.01)


def deaf(report: Report) -> None:
    threading.Event().wait()


def dying(report: Report) -> None:
    os._exit(3)


def refusing(report: Report) -> None:
    raise Refused("This is no picture.")


def buggy(secret: str, report: Report) -> None:
    int(secret)


def knowing(report: Report) -> None:
    raise KeyError("sentence")


def greedy(report: Report) -> int:
    return len(bytearray(8 * 1024**3))


def talkative(report: Report) -> str:
    try:
        socket.socket()
    except PermissionError:
        return "refused"
    return "open"


def spawning(report: Report) -> str:
    try:
        subprocess.run(["/bin/true"], check=False)
    except PermissionError:
        return "refused"
    return "open"


def many_bytes(count: int, report: Report) -> Bulk:
    report("Counting", 1, 1)
    return Bulk((b"a" * count, b"", bytes(range(256)) * (count // 256)))


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    found = Jobs()
    yield found
    found.close()


def answer(qtbot: QtBot, job: Job, signal: str) -> Any:
    with qtbot.waitSignal(getattr(job, signal), timeout=20_000) as caught:
        pass
    return caught.args[0] if caught.args else None


def test_an_answer_and_its_progress_arrive_in_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[tuple[str, int, int, threading.Thread]] = []
    job = jobs.run(doubled, 5)
    job.progressed.connect(lambda *words: seen.append((*words, threading.current_thread())))
    number, process = answer(qtbot, job, "finished")
    assert number == 10
    assert process != os.getpid()
    assert seen[-1] == ("Counting", 5, 5, threading.main_thread())
    assert job.is_over


def test_the_same_process_serves_job_after_job(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[tuple[int, int]] = []
    for number in (1, 2):
        jobs.run(doubled, number).finished.connect(answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2, timeout=20_000)
    (first, one), (second, other) = answers
    assert (first, second) == (2, 4)
    assert one == other


def test_many_bytes_cross_in_pieces_and_arrive_whole(qtbot: QtBot, jobs: Jobs) -> None:
    for count in (0, 256, PIECE, 3 * PIECE + 256):
        found = answer(qtbot, jobs.run(many_bytes, count), "finished")
        assert found == many_bytes(count, lambda *_: None)


def test_a_job_that_is_cancelled_stops(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.run(forever)
    answer(qtbot, job, "progressed")
    job.cancel()
    answer(qtbot, job, "cancelled")
    assert answer(qtbot, jobs.run(doubled, 1), "finished")[0] == 2


def test_a_job_that_does_not_hear_is_ended_with_its_process(qtbot: QtBot, jobs: Jobs) -> None:
    job = jobs.run(deaf)
    waiting = jobs.run(doubled, 1)
    job.cancel()
    answer(qtbot, job, "cancelled")
    assert answer(qtbot, waiting, "finished")[0] == 2


def test_a_job_that_takes_too_long_is_ended(qtbot: QtBot, jobs: Jobs) -> None:
    assert "too long" in answer(qtbot, jobs.run(deaf, seconds=0.2), "failed")


def test_a_worker_that_dies_is_replaced(qtbot: QtBot, jobs: Jobs) -> None:
    assert "broke off" in answer(qtbot, jobs.run(dying), "failed")
    assert answer(qtbot, jobs.run(doubled, 3), "finished")[0] == 6


def test_a_refusal_is_told_in_its_own_words(qtbot: QtBot, jobs: Jobs) -> None:
    assert answer(qtbot, jobs.run(refusing), "failed") == "This is no picture."
    assert "sentence" in answer(qtbot, jobs.run(knowing, known=(KeyError,)), "failed")


def test_a_bug_is_named_by_class_and_line_and_quotes_nothing(qtbot: QtBot, jobs: Jobs) -> None:
    sentence = answer(qtbot, jobs.run(buggy, "Jane Source"), "failed")
    assert "ValueError, test_jobs.py:" in sentence
    assert "Jane" not in sentence


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits")
def test_memory_has_an_end(qtbot: QtBot, jobs: Jobs) -> None:
    assert "memory" in answer(qtbot, jobs.run(greedy), "failed")


@pytest.mark.skipif(platform.machine() != "x86_64" or sys.platform != "linux", reason="no such filter")
def test_the_worker_reaches_neither_the_network_nor_other_programs(qtbot: QtBot, jobs: Jobs) -> None:
    assert answer(qtbot, jobs.run(talkative), "finished") == "refused"
    assert answer(qtbot, jobs.run(spawning), "finished") == "refused"


def test_what_the_eye_waits_for_does_not_wait_behind_long_work(qtbot: QtBot, jobs: Jobs) -> None:
    long = jobs.run(deaf)
    one = answer(qtbot, jobs.run(doubled, 1, lane=Lane.QUICK), "finished")
    two = answer(qtbot, jobs.run(doubled, 2, lane=Lane.QUICK), "finished")
    other = answer(qtbot, jobs.run(doubled, 3, lane=Lane.READING), "finished")
    assert (one[0], two[0], other[0]) == (2, 4, 6)
    assert one[1] == two[1] != other[1]
    assert not long.is_over


def test_cancelling_ends_the_process_of_its_own_lane_only(qtbot: QtBot, jobs: Jobs) -> None:
    process = answer(qtbot, jobs.run(doubled, 1, lane=Lane.QUICK), "finished")[1]
    job = jobs.run(deaf)
    job.cancel()
    answer(qtbot, job, "cancelled")
    assert answer(qtbot, jobs.run(doubled, 1, lane=Lane.QUICK), "finished")[1] == process


def test_a_lane_nobody_uses_has_no_process(qtbot: QtBot, jobs: Jobs) -> None:
    others = set(threading.enumerate())
    answer(qtbot, jobs.run(doubled, 1, lane=Lane.QUICK), "finished")
    assert {thread.name for thread in set(threading.enumerate()) - others} == {"worker-quick"}


def test_closing_ends_every_lane(qtbot: QtBot) -> None:
    others = set(threading.enumerate())
    jobs = Jobs()
    for lane in Lane:
        answer(qtbot, jobs.run(doubled, 1, lane=lane), "finished")
        jobs.run(deaf, lane=lane)
    jobs.close()
    assert not set(threading.enumerate()) - others


@pytest.mark.parametrize("lane", Lane)
@pytest.mark.skipif(platform.machine() != "x86_64" or sys.platform != "linux", reason="no such filter")
def test_every_lane_is_confined(qtbot: QtBot, jobs: Jobs, lane: Lane) -> None:
    assert answer(qtbot, jobs.run(talkative, lane=lane), "finished") == "refused"


def test_a_thread_serves_as_well(qtbot: QtBot, jobs: Jobs) -> None:
    assert answer(qtbot, jobs.run_in_thread(doubled, 4), "finished") == (8, os.getpid())
    assert "ValueError" in answer(qtbot, jobs.run_in_thread(buggy, "x"), "failed")
    job = jobs.run_in_thread(forever)
    answer(qtbot, job, "progressed")
    job.cancel()
    answer(qtbot, job, "cancelled")


def test_closing_leaves_neither_process_nor_thread(qtbot: QtBot) -> None:
    others = set(threading.enumerate())  # windows of other tests that would not close keep theirs
    jobs = Jobs()
    job = jobs.run(deaf)
    answer(qtbot, jobs.run_in_thread(doubled, 1), "finished")
    assert {thread.name for thread in set(threading.enumerate()) - others} == {"worker-long", "disk_0"}
    told: list[str] = []
    job.cancelled.connect(lambda: told.append("cancelled"))
    jobs.close()
    assert not set(threading.enumerate()) - others
    assert job.is_over
    assert told == []


def test_no_process_is_started_before_it_is_needed(qtbot: QtBot, jobs: Jobs) -> None:
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("worker")]


def test_where_names_no_values(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        (tmp_path / "secret").read_bytes()
    assert where(caught.value).startswith("FileNotFoundError, ")
    assert "secret" not in where(caught.value)


def leaving(report: Report) -> None:
    raise SystemExit(3)


def test_what_nobody_foresaw_in_the_thread_is_a_failure_with_its_place(qtbot: QtBot, jobs: Jobs) -> None:
    sentence = answer(qtbot, jobs.run_in_thread(leaving), "failed")
    assert "SystemExit, test_jobs.py:" in sentence


def test_after_closing_nothing_is_begun(jobs: Jobs) -> None:
    done: list[int] = []
    jobs.close()
    before = threading.active_count()
    assert jobs.run_in_thread(lambda _: done.append(1)).is_over
    assert jobs.run(doubled, 1).is_over
    assert threading.active_count() == before
    assert not done
