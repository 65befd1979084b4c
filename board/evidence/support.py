"""How far the evidence for a claim can carry: a lowest and a highest chance that some chain is unbroken.

Every label holds independently with a chance inside its grade's range, a shared label as its weakest
member does. The low end takes every low end and nothing behind the unknown origins; the high end every
high end and certainty behind them. It is the chance that the evidence *proves* the claim (G. Shafer's
simple support functions, combined without normalising), never that the claim is true.

Two-terminal reliability with failing vertices, exact by factoring: a label right after ROOT holds or
fails, and each leaves a smaller graph, met before more often than not. Beyond `EXACT_LABELS` labels that
matter, or `MOST_STATES` different graphs, `DRAWS` fixed draws estimate it: every label draws from a
stream seeded by its name, so that a better grade never lowers an estimate either.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import shake_256

from board.evidence.bits import bits
from board.evidence.graph import ClaimGraph

EXACT_LABELS = 40
MOST_STATES = 20_000
DRAWS = 2_000

_DRAW_BITS = 24
"""Coins to a draw: chances are told apart to one in 16 million."""
_DRAW_BYTES = DRAWS // 8

Chances = Mapping[str, float]
"""The chance that a label holds; 0..1."""


class TooWide(Exception):
    """A graph on which the exact calculation would take too long."""


@dataclass(frozen=True, slots=True)
class Support:
    """The range within which the evidence proves a claim."""

    low: float
    high: float
    estimated: bool = False


def support(graph: ClaimGraph, low: Chances, high: Chances) -> Support:
    """The support range of a graph; `low` and `high` give the chances of every label of it."""
    try:
        return Support(exact(graph, low, 0.0), exact(graph, high, 1.0))
    except TooWide:
        return Support(estimate(graph, low, 0.0), estimate(graph, high, 1.0), estimated=True)


def exact(graph: ClaimGraph, chances: Chances, unknown: float) -> float:
    """The chance of an unbroken chain, `unknown` (0 or 1) standing behind the unknown origins.

    Raises TooWide beyond `EXACT_LABELS` labels that matter or `MOST_STATES` graphs on the way.
    """
    starts, within = _settled(graph, unknown)
    starts, within = _relevant(graph, starts, within)
    if len({graph.labels[vertex] for vertex in bits(within)}) > EXACT_LABELS:
        raise TooWide
    return _Factoring(graph, chances).chance(starts, within)


def estimate(graph: ClaimGraph, chances: Chances, unknown: float) -> float:
    """The share of `DRAWS` draws with an unbroken chain; one bit of an integer is one draw."""
    starts, within = _settled(graph, unknown)
    holds = {
        label: _draws(label, chances[label]) for label in {graph.labels[vertex] for vertex in bits(within)}
    }
    unbroken = dict.fromkeys(bits(within), 0)
    todo = deque(bits(starts))
    while todo:
        vertex = todo.popleft()
        reached = (1 << DRAWS) - 1 if starts >> vertex & 1 else 0
        for before in bits(graph.fed_by[vertex] & within):
            reached |= unbroken[before]
        reached &= holds[graph.labels[vertex]]
        if reached != unbroken[vertex]:
            unbroken[vertex] = reached
            todo.extend(bits(graph.feeds[vertex] & within))
    arrived = 0
    for vertex in bits(graph.to_you & within):
        arrived |= unbroken[vertex]
    return arrived.bit_count() / DRAWS


def _draws(label: str, chance: float) -> int:
    """The draws in which a label holds, as bits: those whose coins, read as a number, are below its chance.

    All draws are compared at once, one binary place after another, the last place first.
    """
    if chance <= 0.0 or chance >= 1.0:
        return (1 << DRAWS) - 1 if chance >= 1.0 else 0
    stream = shake_256(label.encode("utf-8", "surrogatepass")).digest(_DRAW_BITS * _DRAW_BYTES)
    level = int(chance * 2**_DRAW_BITS)
    below = 0
    for place in range(_DRAW_BITS):
        coins = int.from_bytes(stream[place * _DRAW_BYTES : (place + 1) * _DRAW_BYTES], "big")
        below = below | coins if level >> place & 1 else below & coins
    return below


def _settled(graph: ClaimGraph, unknown: float) -> tuple[int, int]:
    """The voices right after ROOT, and all that take part, once the unknown origins are decided."""
    starts = graph.known & graph.within
    if unknown:
        for vertex in bits(graph.unknown):
            starts |= graph.feeds[vertex]
    voices = graph.within & graph.all_voices
    return starts & voices, voices


def _relevant(graph: ClaimGraph, starts: int, within: int) -> tuple[int, int]:
    """The same without what has no bearing: on no way to YOU, behind a voice that already arrived,
    or before one that needs no help.
    """
    ends = graph.to_you
    reached = todo = starts & within
    while todo:
        low = todo & -todo
        todo ^= low
        if not low & ends:
            new = graph.feeds[low.bit_length() - 1] & within & ~reached
            reached |= new
            todo |= new
    needed = todo = ends & reached
    while todo:
        low = todo & -todo
        todo ^= low
        if not low & starts:
            new = graph.fed_by[low.bit_length() - 1] & reached & ~needed & ~ends
            needed |= new
            todo |= new
    return starts & needed, needed


class _Factoring:
    """The exact calculation on one graph, with every smaller graph met on the way remembered."""

    def __init__(self, graph: ClaimGraph, chances: Chances) -> None:
        self._graph = graph
        self._chances = chances
        self._label_of = graph.label_masks()
        self._met: dict[tuple[int, int, int], float] = {}

    def chance(self, starts: int, within: int) -> float:
        """The chance of an unbroken chain from any of `starts` to YOU."""
        sure = 0
        for label, mask in self._label_of.items():
            if self._chances[label] <= 0.0:
                within &= ~mask
            elif self._chances[label] >= 1.0:
                sure |= mask
        return self._chance(starts & within, within, sure)

    def _chance(self, starts: int, within: int, sure: int) -> float:
        graph = self._graph
        while passed := starts & sure:
            if passed & graph.to_you:
                return 1.0
            within &= ~passed
            for vertex in bits(passed):
                starts |= graph.feeds[vertex]
            starts &= within
        starts, within = _relevant(graph, starts, within)
        if not starts:
            return 0.0
        state = (starts, within, sure & within)
        if (known := self._met.get(state)) is not None:
            return known
        if len(self._met) >= MOST_STATES:
            raise TooWide
        label = graph.labels[self._pivot(starts, within)]
        mask = self._label_of[label]
        chance = self._chances[label]
        holds = self._chance(starts, within, sure | mask)
        fails = self._chance(starts & ~mask, within & ~mask, sure)
        result = self._met[state] = chance * holds + (1.0 - chance) * fails
        return result

    def _pivot(self, starts: int, within: int) -> int:
        """The vertex to decide on: one that arrives, or else the one that leads to the most others.

        Deciding the busiest first left 5 to 10 times fewer graphs to look at than the idlest first.
        """
        if arriving := starts & self._graph.to_you:
            return next(bits(arriving))
        return max(bits(starts), key=lambda vertex: (self._graph.feeds[vertex] & within).bit_count())
