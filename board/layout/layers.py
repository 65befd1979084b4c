"""Which layer each box stands in: links lead to a later layer, and are as short as can be in all.

Circles are opened first (P. Eades, X. Lin, W. Smyth, 1993): the order that has few links going back, and
those are taken the other way round. The layers are the optimum of a linear programme, whose matrix is
such that it comes out in whole numbers (E. Gansner et al., 1993, solve the same by network simplex).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

Pair = tuple[int, int]


def acyclic(count: int, links: Sequence[Pair]) -> list[Pair]:
    """The links with those turned round that close circles; links to oneself and repeated ones go."""
    place = {box: rank for rank, box in enumerate(_sources_first(count, links))}
    turned = {(one, other) if place[one] < place[other] else (other, one) for one, other in links}
    return sorted(pair for pair in turned if pair[0] != pair[1])


def layers_of(count: int, links: Sequence[Pair], lean: float = 0.0) -> list[int]:
    """The layer of every box, from 0; the links must be without circles.

    Boxes that are as well off in several layers stand early when `lean` is above 0, late when below.
    """
    if not links:
        return [0] * count
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    ends = np.array(links)
    rows = np.repeat(np.arange(len(ends)), 2)
    matrix = csr_array((np.tile([1.0, -1.0], len(ends)), (rows, ends.ravel())), shape=(len(ends), count))
    cost = np.bincount(ends[:, 1], minlength=count) - np.bincount(ends[:, 0], minlength=count)
    leaning = cost + lean / (2 * count)
    found = linprog(leaning, A_ub=matrix, b_ub=np.full(len(ends), -1.0), bounds=(0, count), method="highs-ds")
    if found.x is None:
        return _longest_ways(count, links)
    layers = np.rint(found.x).astype(int)
    found_layers: list[int] = (layers - layers.min()).tolist()
    return found_layers


def balanced(layers: Sequence[int], links: Sequence[Pair]) -> list[int]:
    """The same sum of lengths, but boxes that are as well off in several layers in the emptiest of those."""
    after: defaultdict[int, list[int]] = defaultdict(list)
    before: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in links:
        after[one].append(other)
        before[other].append(one)
    found = list(layers)
    filled = Counter(found)
    for box in range(len(found)):
        if len(after[box]) == len(before[box]) > 0:
            first = max(found[other] for other in before[box]) + 1
            last = min(found[other] for other in after[box]) - 1
            best = min(range(first, last + 1), key=lambda layer: (filled[layer], abs(layer - found[box])))
            filled[found[box]] -= 1
            filled[best] += 1
            found[box] = best
    return found


def _longest_ways(count: int, links: Sequence[Pair]) -> list[int]:
    """Each box one layer after the last of those before it."""
    layer = [0] * count
    before: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in links:
        before[other].append(one)
    for box in _sources_first(count, links):
        layer[box] = max((layer[one] + 1 for one in before[box]), default=0)
    return layer


def _sources_first(count: int, links: Sequence[Pair]) -> list[int]:
    """The boxes in an order in which few links go back."""
    after: list[set[int]] = [set() for _ in range(count)]
    before: list[set[int]] = [set() for _ in range(count)]
    for one, other in links:
        if one != other:
            after[one].add(other)
            before[other].add(one)
    first: list[int] = []
    last: list[int] = []
    left = dict.fromkeys(range(count))
    sources = [box for box in left if not before[box]]
    sinks = [box for box in left if before[box] and not after[box]]

    def take(box: int, into: list[int]) -> None:
        del left[box]
        into.append(box)
        for other in sorted(after[box]):
            before[other].discard(box)
            if other in left and not before[other]:
                sources.append(other)
        for other in sorted(before[box]):
            after[other].discard(box)
            if other in left and not after[other]:
                sinks.append(other)

    while left:
        while sources or sinks:
            box, into = (sources.pop(0), first) if sources else (sinks.pop(0), last)
            if box in left:
                take(box, into)
        if left:
            take(max(left, key=lambda box: (len(after[box]) - len(before[box]), -box)), first)
    return first + last[::-1]
