"""The one door: an open case, its journal and its history.

`do` is the only way a case changes. The journal writes the Change in one transaction, then memory
follows, then the history, then everybody who listens is told, once. When the journal raises,
nothing has happened. Undo is the inverse through the same door; there is no Save.

Who listens only looks: a Change made while others still wait to hear of the last one would reach
them in the wrong order, so it is refused. A listener that fails keeps nobody from hearing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from board import change as changes
from board.case import Case
from board.change import Change
from board.history import History, Step, step_of

Listener = Callable[[Change], None]


class NestedChange(Exception):
    """A Change made by somebody who was just being told of another."""


class Journal(Protocol):
    """What keeps a case: each call is one durable transaction, or raises and keeps nothing."""

    def append(self, change: Change, step: Step) -> None:
        """Write the records of a new step, and the step."""

    def extend(self, change: Change, whole: Change, step: Step) -> None:
        """Write the records of `change`; `whole` takes the place of the last step's Change."""

    def move(self, change: Change, position: Step | None) -> None:
        """Write the records of an undo or redo; `position` is the last step that stands then."""

    def change_of(self, seq: int) -> Change:
        """The Change of a step."""


class Document:
    """A case that is open: what is in it, what was done to it, and where it is kept."""

    def __init__(self, case: Case, journal: Journal, history: History, clock: Callable[[], datetime]) -> None:
        self.case = case
        self.history = history
        self._journal = journal
        self._clock = clock
        self._next_seq = 1 + max((step.seq for step in history.steps), default=0)
        self._listeners: list[Listener] = []
        self._may_merge = False
        self._is_telling = False

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` called after every Change; call what is returned to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def do(self, change: Change, merge: str = "", *, resumes: bool = False) -> None:
        """Make a Change: durable first, then in memory, then announced.

        `merge` names a run of edits that is one step to the user, such as typing in one field;
        it ends with the next edit of another name, an undo, or `end_merge`. `resumes` goes on with a run
        of that name after `end_merge`, as long as it is the last step: a card put down and then named.
        Raises StaleChange, BrokenChange, NestedChange or the journal's error; then nothing has happened.
        A listener's own error comes out when everybody has been told, and the Change stands.
        """
        if not change:
            return
        self._refuse_nested()
        self.case.check(change)
        last = self.history.last
        may_join = self._may_merge or (resumes and self.history.next is None)
        if merge and may_join and last is not None and last.merge == merge:
            self._extend(last, change)
        else:
            step = step_of(change, self._next_seq, self._now(), merge)
            self._journal.append(change, step)
            self._next_seq += 1
            self.history.push(step)
        self._may_merge = True
        self._announce(change)

    def end_merge(self) -> None:
        """Make the next edit a step of its own, whatever its merge key."""
        self._may_merge = False

    def undo(self) -> None:
        """Take the last step back."""
        self.go_to(self.history.position - 1)

    def redo(self) -> None:
        """Do the next step again."""
        self.go_to(self.history.position + 1)

    def go_to(self, position: int, way: Change | None = None) -> None:
        """Go back or forth to where `position` steps stand; beyond either end nothing happens.

        `way` is what `way_to` has just said, to spare reading a large step twice.
        """
        change = way or self.way_to(position)
        if change is None:
            return
        self._refuse_nested()
        self.case.check(change)
        self._journal.move(change, self.history.steps[position - 1] if position else None)
        self.history.position = position
        self._may_merge = False
        self._announce(change)

    def way_to(self, position: int) -> Change | None:
        """What going to `position` would do; None where it is here or beyond an end."""
        steps, here = self.history.steps, self.history.position
        if position == here or not 0 <= position <= len(steps):
            return None
        if position < here:
            way = [self._journal.change_of(step.seq).inverse() for step in reversed(steps[position:here])]
        else:
            way = [self._journal.change_of(step.seq) for step in steps[here:position]]
        return way[0] if len(way) == 1 else changes.fold("Go to", way)

    def forget_steps(self) -> None:
        """Know nothing any more of what was done, as the journal does; the case stays as it is."""
        self.history.clear()
        self._may_merge = False

    def _extend(self, last: Step, change: Change) -> None:
        whole = changes.fold(change.label, [self._journal.change_of(last.seq), change])
        step = step_of(whole, last.seq, self._now(), last.merge)
        self._journal.extend(change, whole, step)
        self.history.replace_last(step)

    def _announce(self, change: Change) -> None:
        self.case.apply(change)
        faults: list[Exception] = []
        self._is_telling = True
        try:
            for listener in tuple(self._listeners):
                try:
                    listener(change)
                except Exception as fault:  # noqa: BLE001  # the others must hear of it all the same
                    faults.append(fault)
        finally:
            self._is_telling = False
        if len(faults) > 1:
            raise ExceptionGroup("several listeners failed", faults)
        if faults:
            raise faults[0]

    def _refuse_nested(self) -> None:
        if self._is_telling:
            raise NestedChange("who is told of a Change must not make one")

    def _now(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")
