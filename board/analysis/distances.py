"""How far everybody is from everybody: searches from 64 nodes at a time, a bit each.

A row of bits says who has reached a node. In one step every node takes over what its neighbours had got
new in the step before; the bits that were not there yet are new at this distance, and counting them is all
that closeness asks. A machine word works for 64 searches, which makes it dozens of times as quick as one
search after another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from board.analysis.network import Floats, Ints, Network

Report = Callable[[str, int, int], None]
BLOCK = 500_000
"""Words that may be gathered in one step: what fits a processor's cache, more or less."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How many come to each node, and from how far."""

    count: Ints
    """Others that reach the node."""
    sum: Ints
    """The sum of their distances."""
    inverse: Floats
    """The sum of one by their distances."""


def reach(network: Network, report: Report | None = None) -> Reach:
    """Distances *to* every node, as networkx counts closeness; undirected they are the same both ways."""
    count = len(network.nodes)
    found = Reach(np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(count))
    into = network.turned
    rows = np.flatnonzero(into.degrees)
    if not len(rows):
        return found
    words = -(-count // 64)
    width = max(1, min(words, BLOCK // len(into.heads)))
    for first in range(0, words, width):
        if report is not None:
            report("Measuring distances", first, words)
        _search(into, rows, range(first * 64, min(count, (first + width) * 64)), found)
    return found


def _search(into: Network, rows: Ints, sources: range, found: Reach) -> None:
    """Searches from some nodes, added to what was found."""
    count, width = len(into.nodes), -(-len(sources) // 64)
    new = np.zeros((count, width), np.uint64)
    places = np.arange(len(sources))
    new[places + sources.start, places // 64] = np.uint64(1) << (places % 64).astype(np.uint64)
    missing = ~new
    distance = 0
    while True:
        distance += 1
        reached: NDArray[np.uint64] = np.bitwise_or.reduceat(new[into.heads], into.starts[rows], axis=0)
        reached &= missing[rows]
        counts = np.bitwise_count(reached).sum(axis=1, dtype=np.int64)
        if not counts.any():
            return
        missing[rows] ^= reached
        new[:] = 0
        new[rows] = reached
        found.count[rows] += counts
        found.sum[rows] += counts * distance
        found.inverse[rows] += counts / distance


def steps_from(network: Network, node: int, shut: Collection[int] = ()) -> Ints:
    """How many steps every node is away from one, around those that are shut; -1 where no way leads."""
    found = np.full(len(network.nodes), -1, np.int64)
    is_open = np.ones(len(found), bool)
    is_open[np.array([*shut], np.int64)] = False
    ring = np.array([node])
    distance = 0
    while len(ring):
        found[ring] = distance
        is_open[ring] = False
        heads, _ = network.beyond(ring)
        ring = np.unique(heads[is_open[heads]])
        distance += 1
    return found


def closeness(network: Network, report: Report | None = None) -> Floats:
    """Closeness after Wasserman and Faust: who reaches few is not close for that."""
    found = reach(network, report)
    others = max(1, len(network.nodes) - 1)
    near = np.divide(found.count, found.sum, out=np.zeros(len(network.nodes)), where=found.sum > 0)
    return near * found.count / others


def harmonic(network: Network, report: Report | None = None) -> Floats:
    """The sum of one by the distance to everybody."""
    return reach(network, report).inverse
