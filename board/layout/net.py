"""Boxes and the links between them as arrays: what every layout begins with.

Geometry knows no cases: a box is a middle and a size, a link a pair of numbers. Positions are always
middles; `board.layout.arrange` turns them into the top left corners of cards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]
Report: TypeAlias = Callable[[str, int, int], None]
"""Called with a verb, how much is done and how much there is; it raises to end the work."""

GAP = 28.0
"""Kept free between two cards."""
SHAPE = 1.6
"""Width to height that a whole aims at: that of a window."""
GRAIN = 1024.0
"""Positions are rounded to this part of a unit in each step of an iteration, so that the last bits,
in which processors differ, do not grow into another picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """Boxes by number, and which of them are linked: each pair once, none with itself."""

    sizes: Floats
    links: Ints

    @property
    def count(self) -> int:
        """How many boxes there are."""
        return len(self.sizes)

    def part(self, members: Ints) -> Net:
        """The net of some boxes, numbered as they come in `members`."""
        number = np.full(self.count, -1, dtype=np.intp)
        number[members] = np.arange(len(members))
        links = number[self.links]
        return Net(self.sizes[members], links[(links >= 0).all(axis=1)])


def net(sizes: Sequence[tuple[float, float]] | Floats, links: Sequence[tuple[int, int]] | Ints) -> Net:
    """A net; links to oneself and repeated ones are dropped."""
    boxes = np.asarray(sizes, dtype=np.float64).reshape(-1, 2)
    pairs = np.sort(np.asarray(links, dtype=np.intp).reshape(-1, 2), axis=1)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    keys = np.unique(pairs[:, 0] * max(len(boxes), 1) + pairs[:, 1])
    return Net(boxes, np.stack(np.divmod(keys, max(len(boxes), 1)), axis=1))


def silent(_verb: str, _done: int, _total: int) -> None:
    """A report to nobody."""


def grained(places: Floats) -> Floats:
    """The places rounded to the grain."""
    return np.rint(places * GRAIN) / GRAIN


def spanned(places: Floats) -> tuple[Floats, Floats]:
    """The least corner of places and how far they reach (several times as fast as over the first axis)."""
    low = np.array([column.min() for column in places.T])
    return low, np.array([column.max() for column in places.T]) - low


def degrees(graph: Net) -> Ints:
    """How many links each box has."""
    return np.bincount(graph.links.ravel(), minlength=graph.count)


def neighbours(graph: Net) -> tuple[Ints, Ints]:
    """Neighbours in one row: those of box i are `others[start[i] : start[i + 1]]`, in rising order."""
    tails = np.concatenate([graph.links[:, 0], graph.links[:, 1]])
    heads = np.concatenate([graph.links[:, 1], graph.links[:, 0]])
    order = np.lexsort((heads, tails))
    start = np.zeros(graph.count + 1, dtype=np.intp)
    np.cumsum(np.bincount(tails, minlength=graph.count), out=start[1:])
    return start, heads[order]


def neighbour_lists(graph: Net) -> list[list[int]]:
    """The neighbours of every box as lists, for walks."""
    start, others = neighbours(graph)
    flat, ends = others.tolist(), start.tolist()
    return [flat[ends[box] : ends[box + 1]] for box in range(graph.count)]


def components(graph: Net) -> list[Ints]:
    """The boxes that hang together, the largest group first, equals by their smallest number."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not graph.count:
        return []
    ones = np.ones(len(graph.links), dtype=np.int8)
    matrix = coo_array((ones, (graph.links[:, 0], graph.links[:, 1])), shape=(graph.count, graph.count))
    number, labels = connected_components(matrix, directed=False)
    order = np.argsort(labels, kind="stable")
    ends = np.cumsum(np.bincount(labels, minlength=number))[:-1]
    return sorted(np.split(order, ends), key=lambda group: (-len(group), int(group[0])))


def hops(graph: Net, starts: Ints) -> Floats:
    """Links on the shortest way from each of `starts` (rows) to every box; what is out of reach is far."""
    from scipy.sparse import csr_array

    start, others = neighbours(graph)
    matrix = csr_array(
        (np.ones(len(others), dtype=np.float32), others, start), shape=(graph.count, graph.count)
    )
    steps = np.full((graph.count, len(starts)), -1.0)
    front = np.zeros((graph.count, len(starts)), dtype=np.float32)
    front[starts, np.arange(len(starts))] = 1
    steps[front > 0] = 0
    step = 0
    while front.any():
        step += 1
        met = (matrix @ front > 0) & (steps < 0)
        steps[met] = step
        front = met.astype(np.float32)
    steps[steps < 0] = step + 1
    return np.ascontiguousarray(steps.T)
