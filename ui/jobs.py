"""Work that would keep the window waiting, done elsewhere.

Work for the processor goes to warm processes, one for each lane, spawned when it is first needed: in
a thread it would hold the interpreter's lock and make the window stutter. Lanes are there so that a
page that is looked at does not wait behind an arrangement of ten thousand cards. Work that waits for
the disk goes to a thread. Either way the answer arrives in the window's thread as a signal, the work
can be cancelled, and what goes wrong is one sentence. A job that does not stop when asked, takes too
long or dies costs only its lane's process; the next job there gets a new one.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from enum import Enum
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from ui.faults import spoken
from ui.verbs import doing
from ui.worker import (
    BROKE_OFF,
    BROKEN,
    TOO_LONG,
    Answer,
    Cancelled,
    Refused,
    Report,
    Sentence,
    Task,
    call,
    put_together,
    sentence_of,
    serve,
    where,
)

LOOK_EVERY = 0.1
GRACE = 1.0
"""Seconds a cancelled job has to stop by itself."""


class Lane(Enum):
    """Which process does the work; within a lane one job follows another."""

    QUICK = "quick"
    """What the eye waits for and what is done in a moment: pages, previews, suggestions, evidence."""
    READING = "reading"
    """Text out of documents, which may be large, hostile, or many."""
    LONG = "long"
    """Arrangements, analyses, imports and exports."""


class Job(QObject):
    """One piece of work that is under way; exactly one of the last three signals comes, once."""

    progressed = Signal(str, int, int)
    finished = Signal(object)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(self, number: int, parent: QObject) -> None:
        super().__init__(parent)
        self.number = number
        self.is_over = False
        self.unwanted = threading.Event()

    def cancel(self) -> None:
        """Ask for it to stop; `cancelled` comes when it has."""
        self.unwanted.set()


class Jobs(QObject):
    """All work of one window that is done elsewhere."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: dict[int, Job] = {}
        self._futures: dict[int, Future[Any]] = {}
        self._last_number = 0
        self._is_closed = False
        self._processes: dict[Lane, _Process] = {}
        self._thread: ThreadPoolExecutor | None = None
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[..., Any],
        *arguments: Any,
        known: tuple[type[Exception], ...] = (),
        seconds: float = 600,
        lane: Lane = Lane.LONG,
    ) -> Job:
        """Have a module-level function called in a lane's process, as `function(*arguments, report)`.

        `known` are exceptions whose message is a sentence for the user.
        """
        job = self._new_job()
        if job.is_over:
            return job
        if lane not in self._processes:
            self._processes[lane] = _Process(self._answered.emit, lane)
        self._processes[lane].add(Task(job.number, function, arguments, known), job.unwanted, seconds)
        return job

    def run_in_thread(
        self, function: Callable[..., Any], *arguments: Any, known: tuple[type[Exception], ...] = ()
    ) -> Job:
        """Have a function called in the thread for slow disks, as `function(*arguments, report)`."""
        job = self._new_job()
        if job.is_over:
            return job
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "disk")
        task = Task(job.number, function, arguments, known)
        future = self._thread.submit(call, task, _thread_report(job, self._answered.emit))
        self._futures[job.number] = future
        future.add_done_callback(lambda done: self._answered.emit(_answer_of(job.number, done)))
        return job

    def end(self, jobs: Iterable[Job]) -> None:
        """Cancel jobs; what is done in the thread has stopped when this returns, and `cancelled` comes."""
        unwanted = list(jobs)
        for job in unwanted:
            job.cancel()
        wait([self._futures[job.number] for job in unwanted if job.number in self._futures])

    def close(self) -> None:
        """Stop everything for good; no process or thread is left, and no signal comes any more."""
        self._is_closed = True
        for job in self._jobs.values():
            job.unwanted.set()
            job.is_over = True
        self._jobs.clear()
        self._futures.clear()
        for process in self._processes.values():
            process.hang_up()
        for process in self._processes.values():
            process.join()
        self._processes.clear()
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
            self._thread = None

    def _new_job(self) -> Job:
        self._last_number += 1
        job = Job(self._last_number, self)
        if self._is_closed:  # a timer of a window that is going
            job.is_over = True
            return job
        self._jobs[job.number] = job
        return job

    def _on_answered(self, answer: Answer) -> None:
        job = self._jobs.get(answer.number)
        if job is None:
            return
        if answer.what == "progressed":
            if not job.unwanted.is_set():
                verb, done, total = answer.value
                job.progressed.emit(doing(verb), done, total)
            return
        del self._jobs[answer.number]
        self._futures.pop(answer.number, None)
        job.is_over = True
        if answer.what == "cancelled" or job.unwanted.is_set():
            job.cancelled.emit()
        elif answer.what == "finished":
            job.finished.emit(answer.value)
        else:
            job.failed.emit(spoken(answer.value))
        job.deleteLater()


class _Process(threading.Thread):
    """The thread that feeds the worker process of one lane and waits for its answers."""

    def __init__(self, tell: Callable[[Answer], None], lane: Lane) -> None:
        super().__init__(name=f"worker-{lane.value}", daemon=True)
        self._tell = tell
        self._tasks: SimpleQueue[tuple[Task, threading.Event, float] | None] = SimpleQueue()
        self._closing = threading.Event()
        self._child: BaseProcess | None = None
        self._pipe: Connection | None = None
        self.start()

    def add(self, task: Task, unwanted: threading.Event, seconds: float) -> None:
        """Queue a job."""
        self._tasks.put((task, unwanted, seconds))

    def hang_up(self) -> None:
        """Have the process and this thread end; `join` waits until they have."""
        self._closing.set()
        self._tasks.put(None)

    @override
    def run(self) -> None:
        """Do one job after another; starts and replaces the process as needed."""
        while (entry := self._tasks.get()) is not None and not self._closing.is_set():
            task, unwanted, seconds = entry
            if unwanted.is_set():
                self._tell(Answer(task.number, "cancelled"))
                continue
            self._tell(self._done(task, unwanted, seconds))
        self._end_child()

    def _done(self, task: Task, unwanted: threading.Event, seconds: float) -> Answer:
        """Send a job and wait for its last word, or for a reason not to wait any longer."""
        pipe = self._open()
        try:
            pipe.send(task)
            return self._last_word(pipe, task.number, unwanted, time.monotonic() + seconds)
        except (EOFError, OSError):
            self._end_child()
            return Answer(task.number, "failed", Sentence(BROKE_OFF, {}))

    def _last_word(self, pipe: Connection, number: int, unwanted: threading.Event, deadline: float) -> Answer:
        has_asked = False
        pieces: list[tuple[int, bytes]] = []
        while True:
            if pipe.poll(LOOK_EVERY):
                answer: Answer = pipe.recv()
                if answer.what == "piece":
                    pieces.append(answer.value)
                elif answer.what == "progressed":
                    self._tell(answer)
                else:
                    return put_together(answer, pieces)
            if unwanted.is_set() and not has_asked:
                pipe.send(number)
                has_asked, deadline = True, time.monotonic() + GRACE
            if self._closing.is_set() or time.monotonic() > deadline:
                self._end_child()
                return Answer(number, "failed", Sentence(TOO_LONG, {}))

    def _open(self) -> Connection:
        if self._pipe is None or self._child is None or not self._child.is_alive():
            self._end_child()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._child = context.Process(target=serve, args=(theirs,), name="caseboard-worker", daemon=True)
            self._child.start()
            theirs.close()
        return self._pipe

    def _end_child(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._child is not None:
            self._child.kill()
            self._child.join()
            self._child.close()
            self._child = None


def _thread_report(job: Job, tell: Callable[[Answer], None]) -> Report:
    def report(verb: str, done: int, total: int) -> None:
        if job.unwanted.is_set():
            raise Cancelled
        tell(Answer(job.number, "progressed", (verb, done, total)))

    return report


def _answer_of(number: int, done: Future[Any]) -> Answer:
    if done.cancelled():
        return Answer(number, "cancelled")
    error = done.exception()
    match error:
        case None:
            return Answer(number, "finished", done.result())
        case Refused():
            return Answer(number, "failed", sentence_of(error))
        case Cancelled():
            return Answer(number, "cancelled")
        case _:
            return Answer(number, "failed", Sentence(BROKEN, {"place": where(error)}))
