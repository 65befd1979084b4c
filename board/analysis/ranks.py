"""Who comes where: places with their ties.

A place is said with its company, "joint 3rd of 46": that several are level is a finding, and an order
among them would be made up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isclose
from typing import NamedTuple, TypeAlias

Say: TypeAlias = Callable[[str], str]
"""Puts a built-in phrase, with its places still open, into the user's language."""

SAME = 1e-9
"""Values that differ by less, in proportion, are level: so far do two ways of adding up agree."""


PLACES = ("{place} of {count}", "joint {place} of {count}")
ORDINALS = ("{number}th", "{number}st", "{number}nd", "{number}rd")


class Rank(NamedTuple):
    """A place among all that were measured; a tuple, for ten thousand come from the worker at once."""

    place: int
    of: int
    is_joint: bool

    def words(self, say: Say = str) -> str:
        """ "2nd of 46", "joint 3rd of 46"."""
        return say(PLACES[self.is_joint]).format(place=ordinal(self.place, say), count=self.of)


def ordinal(number: int, say: Say = str) -> str:
    """1st, 2nd, 3rd, 4th … 11th … 21st."""
    last = 0 if number % 100 in (11, 12, 13) or number % 10 > 3 else number % 10
    return say(ORDINALS[last]).format(number=number)


def ranks(values: Mapping[str, float]) -> dict[str, Rank]:
    """The place of everybody, the highest value first, level ones by id."""
    order = sorted(values, key=lambda one: (-values[one], one))
    found: dict[str, Rank] = {}
    first = 0
    while first < len(order):
        after = first + 1
        while after < len(order) and is_level(values[order[after - 1]], values[order[after]]):
            after += 1
        found |= {one: Rank(first + 1, len(order), after - first > 1) for one in sorted(order[first:after])}
        first = after
    return found


def is_level(one: float, other: float) -> bool:
    """Whether two values count as the same."""
    return isclose(one, other, rel_tol=SAME, abs_tol=1e-15)
