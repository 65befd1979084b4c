"""How strongly a value is shown, and the values that its legend names.

A square root, so that what the eye takes in is an area; from naught, or from the lowest value where all lie
close together (closeness), or every card would look alike. The legend says real numbers, so nothing is hidden
by either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

SHOWN = (1.0, 0.7, 0.4, 0.1)
"""Strengths that the legend gives a value for, as nearly as there is one."""
CLOSE = 0.25
"""Values whose lowest is a greater part of the highest than this are shown from the lowest on."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From the value that is shown as nothing to the one that is shown most strongly."""

    low: float
    high: float

    def strength(self, value: float) -> float:
        """From 0 to 1."""
        if self.high <= self.low:
            return 1.0 if value > 0 else 0.0
        return sqrt(min(max((value - self.low) / (self.high - self.low), 0.0), 1.0))

    def stops(self, values: Iterable[float]) -> list[float]:
        """A few of the values there are, from the highest to a low one, each shown clearly otherwise."""
        above = sorted({value for value in values if value > 0}, reverse=True)
        nearest = (
            min(above, key=lambda value: abs(self.strength(value) - wanted))
            for wanted in (SHOWN if above else ())
        )
        return list(dict.fromkeys(nearest))


def scale_of(values: Iterable[float]) -> Scale:
    """The scale that suits some values."""
    above = [value for value in values if value > 0]
    low, high = (min(above), max(above)) if above else (0.0, 0.0)
    return Scale(low if CLOSE * high < low < high else 0.0, high)
