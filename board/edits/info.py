"""Edits of the case itself: its title, its note and the ranges of its grades."""

from __future__ import annotations

from dataclasses import replace

from board.case import Case
from board.change import Change, of
from board.grading import RANGES, is_range


def set_title(case: Case, title: str) -> Change:
    """The case under another title."""
    return of("Rename case", [case.info], [replace(case.info, title=title)])


def set_note(case: Case, note: str) -> Change:
    """The case with another note."""
    return of("Edit note of case", [case.info], [replace(case.info, note=note)])


def set_range(case: Case, grade: str, low: float, high: float) -> Change:
    """The chances a grade A..E stands for in this case; those of `RANGES` are taken back to the default.

    Raises ValueError unless 0 <= low <= high <= 1 and the grade can be judged.
    """
    if not is_range(grade, low, high):
        raise ValueError("a range lies within 0 and 1, for a grade from A to E")
    others = [own for own in case.info.ranges if own[0] != grade]
    own = [] if RANGES[grade] == (low, high) else [(grade, float(low), float(high))]
    return of("Set range of grade", [case.info], [replace(case.info, ranges=tuple(sorted([*others, *own])))])


def reset_ranges(case: Case) -> Change:
    """The default chances for every grade."""
    return of("Reset ranges of grades", [case.info], [replace(case.info, ranges=())])
