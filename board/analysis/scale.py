"""How strongly a value is shown, and the round values that its legend names.

A square root, so that what the eye takes in is an area; from naught, or from the lowest value where all lie
close together (closeness), or every card would look alike. The legend says real numbers, so nothing is hidden
by either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from board.analysis.ranks import legend

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

    def stops(self, steps: int = 3) -> list[float]:
        """Round values between both ends and the ends themselves, from high to low."""
        if self.high <= 0:
            return []
        round_ones = [value for value, _ in legend({"": self.high - self.low}, steps)]
        between = [self.low + value for value in round_ones] if self.low else round_ones
        return between + ([self.low] if self.low else [])


def scale_of(values: Iterable[float]) -> Scale:
    """The scale that suits some values."""
    above = [value for value in values if value > 0]
    low, high = (min(above), max(above)) if above else (0.0, 0.0)
    return Scale(low if CLOSE * high < low < high else 0.0, high)
