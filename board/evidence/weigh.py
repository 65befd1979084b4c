"""What speaks for a claim held against what speaks against it.

Against it speak its denials, and everybody who affirms a claim in direct contradiction to it. A voice,
or several under one label, on both sides is one event. A claim merely in tension is listed, never weighed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from board.case import Case
from board.evidence.graph import ClaimGraph, union
from board.evidence.support import Chances, Support, TooWide, estimate, exact

DIRECT = "direct"
TENSION = "tension"


@dataclass(frozen=True, slots=True)
class Shares:
    """Chances that the evidence proves the claim alone, its opposite alone, both, or neither; sum 1."""

    only_for: float
    only_against: float
    conflict: float
    nothing: float


@dataclass(frozen=True, slots=True)
class Weighing:
    """The shares with every chance at its low, and at its high end."""

    low: Shares
    high: Shares
    estimated: bool = False


def weigh(
    affirmed: ClaimGraph, bearing: Support, against: ClaimGraph, low: Chances, high: Chances
) -> Weighing:
    """Weigh what speaks for a claim, of which `bearing` is the support, against what speaks against it.

    `low` and `high` give the chances of the labels of both graphs.
    """
    if not against.stands:
        low_end = _shares(bearing.low, 0.0, bearing.low)
        return Weighing(low_end, _shares(bearing.high, 0.0, bearing.high), bearing.estimated)
    others = (against, union((affirmed, against)))
    if not bearing.estimated:
        with suppress(TooWide):
            refuted, either = (exact(graph, low, 0.0) for graph in others)
            low_end = _shares(bearing.low, refuted, either)
            refuted, either = (exact(graph, high, 1.0) for graph in others)
            return Weighing(low_end, _shares(bearing.high, refuted, either))
    graphs = (affirmed, *others)
    return Weighing(
        _shares(*(estimate(graph, low, 0.0) for graph in graphs)),
        _shares(*(estimate(graph, high, 1.0) for graph in graphs)),
        estimated=True,
    )


def opposed(case: Case, claim: str) -> Iterator[tuple[str, str]]:
    """Claims in contradiction to a claim, whichever way the link runs, each with direct or tension."""
    for identity in case.links_at(claim):
        link = case.links[identity]
        if link.kind == "contradicts" and link.from_id != link.to_id:
            other = link.from_id if link.to_id == claim else link.to_id
            yield other, TENSION if link.strength == TENSION else DIRECT


def _shares(proved: float, refuted: float, either: float) -> Shares:
    conflict = min(max(proved + refuted - either, 0.0), proved, refuted)
    only_for, only_against = proved - conflict, refuted - conflict
    return Shares(only_for, only_against, conflict, max(1.0 - only_for - only_against - conflict, 0.0))
