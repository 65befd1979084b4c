"""What must fail for a claim to lose every chain.

The width is the fewest labels whose removal cuts ROOT from YOU: how many independent voices must all
be wrong. Without shared labels that is Menger's theorem (K. Menger, Fund. Math. 10, 1927): the number
of chains that share no voice. With shared labels it is a hitting set; a search that branches on the
labels of a shortest chain finds it, bounded from below by chains that share no label.
An unknown origin is a vertex like any other here: it may fail too.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from board.evidence.bits import bits, flood, mask_of
from board.evidence.graph import ClaimGraph

WIDEST = 5
"""A width of 5 reads "5 or more"."""


def single_points(graph: ClaimGraph) -> tuple[str, ...]:
    """The labels whose removal alone cuts ROOT from YOU, in order from ROOT.

    Where no labels are shared these are the dominators of YOU among the voices.
    """
    masks = graph.label_masks()
    chain = shortest_chain(graph, graph.within)
    alone = _cutting(graph, chain)
    labels = dict.fromkeys(graph.labels[vertex] for vertex in chain if vertex < len(graph.voices))

    def cuts(mask: int) -> bool:
        is_shared = bool(mask & (mask - 1))
        return bool(mask & alone) or (is_shared and not _is_joined(graph, graph.within & ~mask))

    return tuple(label for label in labels if cuts(masks[label]))


def width(graph: ClaimGraph, within: int | None = None) -> int:
    """The fewest labels whose removal cuts ROOT from YOU, 0 .. `WIDEST`; unknown origins count as labels.

    With `within` only those vertices take part: the known width leaves the unknown origins out.
    """
    within = graph.within if within is None else within & graph.within
    if not _is_joined(graph, within):
        return 0
    masks = [mask & within for mask in graph.label_masks().values()]
    if not any(mask & (mask - 1) for mask in masks):
        return _disjoint_chains(graph, within)
    label_of = {vertex: mask for mask in masks for vertex in bits(mask)}
    label_of |= {vertex: 1 << vertex for vertex in bits(within & graph.unknown)}
    search = _LabelCut(graph, [label_of.get(vertex, 0) for vertex in range(len(graph.feeds))])
    return search.smallest(within)


def known_width(graph: ClaimGraph) -> int:
    """The width when nothing is taken to stand behind the unknown origins, 0 .. `WIDEST`."""
    return width(graph, graph.within & ~graph.unknown)


def shortest_chain(graph: ClaimGraph, within: int) -> list[int]:
    """The vertices of a chain from ROOT to YOU with the fewest of them; empty where there is none."""
    waves = [graph.starts & within]
    seen = waves[0]
    while not waves[-1] & graph.ends:
        wave = 0
        for vertex in bits(waves[-1]):
            wave |= graph.feeds[vertex]
        wave &= within & ~seen
        if not wave:
            return []
        seen |= wave
        waves.append(wave)
    chain = [next(bits(waves.pop() & graph.ends))]
    while waves:
        chain.append(next(bits(waves.pop() & graph.fed_by[chain[-1]])))
    return chain[::-1]


def _cutting(graph: ClaimGraph, chain: Sequence[int]) -> int:
    """The vertices, all on `chain`, without any one of which no other chain is left.

    One pass along the chain: a vertex cuts when nothing before it, on the chain or off it, leads past it.
    """
    place = {vertex: index for index, vertex in enumerate(chain)}
    aside = graph.within & ~mask_of(chain)
    cutting = farthest = 0
    new = graph.starts
    for index, vertex in enumerate(chain):
        reached = flood(new, graph.feeds, aside)
        aside &= ~reached
        if reached & graph.ends:
            break
        for one in bits(reached):
            new |= graph.feeds[one]
        farthest = max([farthest, *(place[one] for one in bits(new) if one in place)])
        if farthest == index:
            cutting |= 1 << vertex
        new = graph.feeds[vertex]
    return cutting


def _is_joined(graph: ClaimGraph, within: int) -> bool:
    return bool(flood(graph.starts, graph.feeds, within) & graph.ends)


def _disjoint_chains(graph: ClaimGraph, within: int) -> int:
    """How many chains share no vertex, `WIDEST` at most: augmenting paths through split vertices.

    Vertex v is an entry 2v and an exit 2v + 1; ROOT is `size` and YOU `size + 1`.
    """
    size = 2 * len(graph.feeds)
    residual: list[set[int]] = [set() for _ in range(size + 2)]
    for vertex in bits(within):
        residual[2 * vertex].add(2 * vertex + 1)
        residual[2 * vertex + 1].update(2 * after for after in bits(graph.feeds[vertex] & within))
    for vertex in bits(graph.ends & within):
        residual[2 * vertex + 1].add(size + 1)
    residual[size].update(2 * vertex for vertex in bits(graph.starts & within))
    for found in range(WIDEST):
        way = _way(residual, size, size + 1)
        if not way:
            return found
        for start, end in pairwise(way):
            residual[start].discard(end)
            residual[end].add(start)
    return WIDEST


def _way(steps: Sequence[set[int]], start: int, end: int) -> list[int]:
    """A shortest way from start to end, both included; empty where there is none."""
    came_from = {start: start}
    wave = [start]
    while wave and end not in came_from:
        after = []
        for one in wave:
            for other in steps[one]:
                if other not in came_from:
                    came_from[other] = one
                    after.append(other)
        wave = after
    if end not in came_from:
        return []
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return way[::-1]


class _LabelCut:
    """The search for a smallest set of labels that cuts a graph in which labels are shared."""

    def __init__(self, graph: ClaimGraph, label_of: Sequence[int]) -> None:
        self._graph = graph
        self._label_of = label_of
        """For each vertex all that fails with it."""
        self._hopeless: set[tuple[int, int]] = set()

    def smallest(self, within: int) -> int:
        """The size of a smallest cut, `WIDEST` at most."""
        return next((size for size in range(WIDEST) if self._can_cut(within, size)), WIDEST)

    def _can_cut(self, within: int, size: int) -> bool:
        chain = shortest_chain(self._graph, within)
        if not chain:
            return True
        if self._apart(within) > size or (within, size) in self._hopeless:
            return False
        on_chain = {self._label_of[vertex] for vertex in chain}
        if any(self._can_cut(within & ~label, size - 1) for label in sorted(on_chain)):
            return True
        self._hopeless.add((within, size))
        return False

    def _apart(self, within: int) -> int:
        """Some number of chains no two of which share a label: each needs a cut of its own."""
        count = 0
        while chain := shortest_chain(self._graph, within):
            count += 1
            for vertex in chain:
                within &= ~self._label_of[vertex]
        return count
