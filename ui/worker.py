"""The worker process's side of `ui.jobs`: takes one job after another and answers.

It knows neither the window nor an open case. A job is a module-level function and plain values;
the function's last argument is `report(verb, done, total)`, which also ends it when the user has
pressed Cancel. A thread waits for word from the window: when the window is gone, so is the worker.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeAlias

from ui.confinement import confine

Report: TypeAlias = Callable[[str, int, int], None]
"""Called with a verb, how much is done and how much there is; 0 of 0 when nobody can say."""

NO_MEMORY = "This takes more memory than it may have."
BROKEN = "Something went wrong, and nothing was changed ({place})."
BROKE_OFF = "The work broke off, and nothing was changed."
TOO_LONG = "The work took too long and was stopped."

PIECE = 1 << 20
"""Bytes that cross at a time. Unpacking a long message holds the interpreter's lock from first to last."""
REPORT_EVERY = 0.05
"""Seconds between two reports of progress: more could not be seen."""


class Cancelled(Exception):
    """The user does not want the answer any more."""


class Sentence(NamedTuple):
    """What went wrong, for the user: words to be translated, and what is to be put into them."""

    words: str
    values: dict[str, object]


class Refused(Exception):
    """What was given cannot be worked on; the message is one sentence for the user."""

    def __init__(self, sentence: str, /, **values: object) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence.format(**values) if values else sentence)


class Task(NamedTuple):
    """A job on its way to the worker."""

    number: int
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    known: tuple[type[Exception], ...]
    """Exceptions whose message is a sentence for the user; any other is a bug."""


class Bulk(NamedTuple):
    """What a job may return in place of long bytes: they cross piece by piece."""

    parts: tuple[bytes, ...]


class Answer(NamedTuple):
    """A word from the worker on one job."""

    number: int
    what: str
    """progressed, piece, finished, failed or cancelled."""
    value: Any = None


def serve(pipe: Connection) -> None:
    """Work until the window closes its end."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # matrices here are small: threads would wait for one another
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.excepthook = lambda broken: _say_where(broken.exc_value)
    sys.excepthook = lambda _kind, error, _trace: _say_where(error)
    confine()
    tasks: SimpleQueue[Task] = SimpleQueue()
    unwanted: set[int] = set()
    threading.Thread(target=_hear, args=(pipe, tasks, unwanted), daemon=True).start()
    while True:
        task = tasks.get()
        answer = _answer(task, _reporter(pipe, task.number, unwanted))
        if isinstance(answer.value, Bulk):
            answer = _sent_ahead(pipe, answer.number, answer.value)
        pipe.send(answer)


def _sent_ahead(pipe: Connection, number: int, bulk: Bulk) -> Answer:
    """The last word on a job whose bytes have been sent before it."""
    for part, data in enumerate(bulk.parts):
        for at in range(0, len(data), PIECE):
            pipe.send(Answer(number, "piece", (part, data[at : at + PIECE])))
    return Answer(number, "finished", Bulk((b"",) * len(bulk.parts)))


def put_together(answer: Answer, pieces: list[tuple[int, bytes]]) -> Answer:
    """The last word on a job, with the bytes that came before it."""
    if not isinstance(answer.value, Bulk):
        return answer
    numbers = range(len(answer.value.parts))
    return answer._replace(
        value=Bulk(tuple(b"".join(piece for part, piece in pieces if part == number) for number in numbers))
    )


def _say_where(error: BaseException | None) -> None:
    """What broke the worker itself, without its words: what is printed is kept by many systems."""
    if error is not None and sys.stderr is not None:
        sys.stderr.write(f"caseboard worker: {where(error)}\n")


def call(task: Task, report: Report) -> Any:
    """Run a job's function; what goes wrong comes out as Cancelled or Refused."""
    try:
        return task.function(*task.arguments, report)
    except Cancelled:
        raise
    except MemoryError:
        raise Refused(NO_MEMORY) from None
    except Exception as error:  # noqa: BLE001  # a bug in a job is an answer, not the end of the worker
        if isinstance(error, (Refused, *task.known)):
            said = sentence_of(error)
            raise Refused(said.words, **said.values) from None
        raise Refused(BROKEN, place=where(error)) from None


def sentence_of(error: BaseException) -> Sentence:
    """What an error says to the user, in parts where it has them."""
    words, values = getattr(error, "sentence", None), getattr(error, "values", None)
    if isinstance(words, str) and isinstance(values, dict):
        if not values and words == str(error):
            return Sentence(words, {})
        if values and words.format(**values) == str(error):
            return Sentence(words, values)
    return Sentence(str(error), {})


def where(error: BaseException) -> str:
    """An error as it may be logged: its class, file and line, and never its text."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return type(error).__name__ + place


def _answer(task: Task, report: Report) -> Answer:
    try:
        return Answer(task.number, "finished", call(task, report))
    except Cancelled:
        return Answer(task.number, "cancelled")
    except Refused as error:
        return Answer(task.number, "failed", sentence_of(error))


def _reporter(pipe: Connection, number: int, unwanted: set[int]) -> Report:
    last = 0.0

    def report(verb: str, done: int, total: int) -> None:
        nonlocal last
        if number in unwanted:
            raise Cancelled
        now = time.monotonic()
        if now - last >= REPORT_EVERY or done == total:
            last = now
            pipe.send(Answer(number, "progressed", (verb, done, total)))

    return report


def _hear(pipe: Connection, tasks: SimpleQueue[Task], unwanted: set[int]) -> None:
    """Take in jobs and the numbers of those nobody wants any more."""
    while True:
        try:
            word = pipe.recv()
        except (EOFError, OSError):
            os._exit(0)
        if isinstance(word, Task):
            tasks.put(word)
        else:
            unwanted.add(word)
