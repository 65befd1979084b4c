"""What was done to the case, kept in the case: undo across restarts, and the audit trail.

A new step is a row at the end; undoing and redoing are rows too, so that the trail says what
happened in which order, and steps that were undone and then overtaken stay readable. Only the last
step is ever rewritten, while a run of edits (typing in one field) grows it.

Rows are ordered by number, never by time: clocks can be set back. The log holds what was deleted,
that is its purpose; `storage.store.Store.purge_history` empties it.
"""

from __future__ import annotations

from collections.abc import Iterable

from board.change import Change
from board.history import History, Step
from storage.codec import unpacked_change
from storage.driver import Cursor, Row

DONE = "do"
_INSERT = (
    "INSERT INTO log (n, step, at, action, label, size, subject, merge, payload)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class BrokenLog(Exception):
    """A log that does not add up."""


def load(cursor: Cursor) -> History:
    """The line of steps as it stands, read off the whole log."""
    history = History()
    places: dict[int, int] = {}
    for step, at, action, label, size, subject, merge in cursor.execute(
        "SELECT step, at, action, label, size, subject, merge FROM log ORDER BY n"
    ):
        if action == DONE:
            history.push(Step(step, label, at, size, subject, merge))
            places[step] = history.position
        else:
            place = places.get(step, 0)
            if place > len(history.steps) or (place and history.steps[place - 1].seq != step):
                raise BrokenLog
            history.position = place
    return history


def append(cursor: Cursor, step: Step, payload: bytes, files: Iterable[str]) -> None:
    """Add a step, and the attachments it could bring back."""
    row = _next_row(cursor)
    cursor.execute(
        _INSERT, (row, step.seq, step.at, DONE, step.label, step.size, step.subject, step.merge, payload)
    )
    _keep_files(cursor, row, files)


def extend(cursor: Cursor, step: Step, payload: bytes, files: Iterable[str]) -> None:
    """Put a longer step in the place of the last one."""
    row = _next_row(cursor) - 1
    cursor.execute(
        "UPDATE log SET at = ?, label = ?, size = ?, subject = ?, merge = ?, payload = ?"
        " WHERE n = ? AND step = ? AND action = 'do'",
        (step.at, step.label, step.size, step.subject, step.merge, payload, row, step.seq),
    )
    if cursor.rowcount != 1:
        raise BrokenLog
    _keep_files(cursor, row, files)


def move(cursor: Cursor, change: Change, position: Step | None, action: str, at: str) -> None:
    """Add that the case went back or forth to where `position` is the last step that stands."""
    target = 0 if position is None else position.seq
    cursor.execute(
        _INSERT, (_next_row(cursor), target, at, action, change.label, len(change.pairs), "", "", b"")
    )


def change_of(cursor: Cursor, seq: int) -> Change:
    """The Change of a step."""
    row = cursor.execute("SELECT label, payload FROM log WHERE step = ? AND action = 'do'", (seq,)).fetchone()
    if row is None:
        raise BrokenLog
    return unpacked_change(row[0], row[1])


def copy(cursor: Cursor, row: Row, files: Iterable[str]) -> None:
    """Write a row of another case's log."""
    cursor.execute(_INSERT, row)
    _keep_files(cursor, row[0], files)


def _next_row(cursor: Cursor) -> int:
    row = cursor.execute("SELECT max(n) FROM log").fetchone()
    return 1 + (row[0] if row and row[0] else 0)


def _keep_files(cursor: Cursor, row: int, files: Iterable[str]) -> None:
    cursor.executemany("INSERT INTO log_file (log, sha256) VALUES (?, ?)", [(row, name) for name in files])
