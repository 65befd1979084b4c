"""Grades in the Admiralty 6x6 scheme: reliability of a voice A..F, credibility of a claim 1..6.

F and 6 say that it cannot be judged, which is *unknown* and not *worst*: they span everything, as an
ungraded voice does. The ranges are the ones the evidence model was tested with; a case may set its own.
"""

from __future__ import annotations

from math import isfinite

from board.case import Case

RELIABILITY: dict[str, str] = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}
"""Words for how far a voice can be relied on."""

CREDIBILITY: dict[int, str] = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Truth cannot be judged",
}
"""Words for the user's verdict on a claim."""

RANGES: dict[str, tuple[float, float]] = {
    "A": (0.90, 1.0),
    "B": (0.70, 0.90),
    "C": (0.45, 0.70),
    "D": (0.20, 0.45),
    "E": (0.0, 0.20),
    "F": (0.0, 1.0),
    "": (0.0, 1.0),
}
"""Lowest and highest chance that a voice of each grade holds; "" is ungraded."""


def ranges(case: Case) -> dict[str, tuple[float, float]]:
    """The chances per grade of a case: its own where it has set them soundly, else `RANGES`."""
    own = {grade: (low, high) for grade, low, high in case.info.ranges if is_range(grade, low, high)}
    return RANGES | own


def is_range(grade: str, low: float, high: float) -> bool:
    """Whether a case may hold this range: a grade that can be judged, and 0 <= low <= high <= 1."""
    return grade in RANGES and grade not in ("F", "") and isfinite(low + high) and 0 <= low <= high <= 1


def range_of(case: Case, reliability: str) -> tuple[float, float]:
    """The chances a grade stands for in a case; what is no grade is ungraded."""
    known = ranges(case)
    return known.get(reliability, known[""])
