"""Whether a case's history leads to the case as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from board.case import Case
from board.change import Change
from board.history import History
from board.records import Key, Record


def follows(case: Case, history: History, change_of: Callable[[int], Change]) -> bool:
    """Whether the steps can be taken back one by one from here, and those undone be done again."""
    standing = reversed(history.steps[: history.position])
    undone = history.steps[history.position :]
    back = (change_of(step.seq).inverse() for step in standing)
    forth = (change_of(step.seq) for step in undone)
    return _fit(case, back) and _fit(case, forth)


def _fit(case: Case, changes: Iterable[Change]) -> bool:
    state: dict[Key, Record | None] = {}
    for change in changes:
        for key, (before, after) in change.pairs.items():
            if (state[key] if key in state else case.get(key)) != before:
                return False
            state[key] = after
    return True
