"""What was done, in order, and how much of it stands.

The history is a line of steps and a position on it. A new step after some were undone replaces
those; the log on disk keeps them all the same (`storage.log`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from board.change import Change
from board.records import Board, Frame, Item, ItemKind, Link, LinkKind, SavedView
from board.text import shortened

LONGEST_SUBJECT = 120
"""Code points of a title that the history keeps."""


@dataclass(frozen=True, slots=True)
class Step:
    """One Change as the history shows it."""

    seq: int
    """Place in the log; grows, never reused."""
    label: str
    at: str
    """ISO 8601 time with zone. Order goes by `seq`: clocks can be set back."""
    size: int = 1
    """Records touched."""
    subject: str = ""
    """Title of the first thing touched that has one."""
    merge: str = ""
    """Steps in a row with the same merge key are one to the user (typing, arrow keys)."""


class History:
    """The line of steps and how many of them stand."""

    def __init__(self, steps: Iterable[Step] = (), position: int | None = None) -> None:
        self.steps = list(steps)
        self.position = len(self.steps) if position is None else position

    @property
    def last(self) -> Step | None:
        """The step that undo would take back."""
        return self.steps[self.position - 1] if self.position else None

    @property
    def next(self) -> Step | None:
        """The step that redo would do again."""
        return self.steps[self.position] if self.position < len(self.steps) else None

    def push(self, step: Step) -> None:
        """Add a step after those that stand; those that were undone leave the line."""
        del self.steps[self.position :]
        self.steps.append(step)
        self.position += 1

    def clear(self) -> None:
        """Begin a new line, with nothing on it."""
        self.steps.clear()
        self.position = 0

    def replace_last(self, step: Step) -> None:
        """Put a step in the place of the last one that stands (coalesced edits)."""
        self.steps[self.position - 1] = step


def step_of(change: Change, seq: int, at: str, merge: str = "") -> Step:
    """The history's entry for a Change."""
    titled = (Item, Board, Frame, ItemKind, LinkKind, Link, SavedView)
    subject = ""
    for before, after in change.pairs.values():
        record = after or before
        if isinstance(record, titled) and (subject := shortened(_title(record), LONGEST_SUBJECT)):
            break
    return Step(seq, change.label, at, len(change.pairs), subject, merge)


def _title(record: Item | Board | Frame | ItemKind | LinkKind | Link | SavedView) -> str:
    match record:
        case ItemKind() | LinkKind():
            return record.name
        case Link():
            return record.label
        case _:
            return record.title
