"""The order of a layered drawing: what stands above what in each layer, so that few links cross.

Sugiyama's method (K. Sugiyama, S. Tagawa, M. Toda, 1981): sweeps to and fro, from several starts. Where a
layer is not too long its entries are sifted (C. Matuszewski, R. Schönfeld, P. Molitor, 1999): each goes
where it crosses least, all pairs of a layer counted at once by a product of two matrices. Longer layers
are sorted by the mean place of what each entry is joined to.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from random import Random
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from board.layout.net import Ints

Layers = list[list[int]]
"""Entries by layer, each from the top down."""
Steps = Mapping[int, Sequence[int]]
"""For each entry those it is joined to in the next layer, or in the one before."""
Counts: TypeAlias = NDArray[np.float32]
"""Whole numbers small enough to be exact."""

SWEEPS = 4
"""Sorting sweeps before the first sifting."""
LONG_SWEEPS = 24
"""Sorting sweeps where layers are too long to sift."""
MOST_SHUFFLES, SHUFFLED = 24, 4000
"""Small drawings are begun in more ways: entries in all of them together, and at most so often."""
EXCHANGES = 2
SIFTINGS, SIFTED = 6, 4000
"""Rounds in which each layer is sifted by the one before, the one after, and both; fewer in large ones."""
LONGEST = 2.5e8
"""Steps that one sifting of all layers may take at most."""


def ordered(layers: Sequence[Sequence[int]], after: Steps, before: Steps) -> Layers:
    """The layers, each in an order that lets few links cross."""
    if _work(layers) > LONGEST:
        return _swept(layers, after, before)
    best: Layers = [list(layer) for layer in layers]
    fewest = crossings(best, after)
    chart = _Chart(layers, after)
    for order in _starts(layers, after, before, has_more=True):
        if not fewest:
            return best
        for sweep in range(SWEEPS):
            _sweep(order, before if sweep % 2 == 0 else after, forwards=sweep % 2 == 0)
        best, fewest = min((best, fewest), chart.sifted(order, 1), key=lambda found: found[1])
    if fewest:
        turns = max(1, min(SIFTINGS, SIFTED // sum(map(len, layers))))
        best, _ = min((best, fewest), chart.sifted(best, turns), key=lambda found: found[1])
    return best


def _swept(layers: Sequence[Sequence[int]], after: Steps, before: Steps) -> Layers:
    """The order of layers too large to sift: sorted to and fro, the best that was met."""
    rows = _LongRows(layers, after)
    best = [np.array(layer, dtype=np.intp) for layer in layers]
    fewest = rows.crossings(best)
    for start in _starts(layers, after, before, has_more=False):
        order = [np.array(layer, dtype=np.intp) for layer in start]
        for sweep in range(LONG_SWEEPS):
            if not fewest:
                break
            rows.sweep(order, forwards=sweep % 2 == 0)
            if (count := rows.crossings(order)) < fewest:
                best, fewest = [row.copy() for row in order], count
    return [row.tolist() for row in best]


def _work(layers: Sequence[Sequence[int]]) -> float:
    """About how many steps it takes to sift all layers once."""
    sizes = [float(len(layer)) for layer in layers]
    return sum(one * one * other + other * other * one for one, other in pairwise(sizes))


def crossings(layers: Sequence[Sequence[int]], after: Steps) -> int:
    """How many pairs of links cross between neighbouring layers."""
    count = 0
    for upper, lower in pairwise(layers):
        place = {entry: index for index, entry in enumerate(lower)}
        seen: list[int] = []
        for entry in upper:
            ends = sorted(place[other] for other in after.get(entry, ()))
            count += sum(len(seen) - bisect_left(seen, end + 1) for end in ends)
            for end in ends:
                insort(seen, end)
    return count


def _inversions(ends: Ints) -> int:
    """How many pairs stand in falling order: counted while runs that double are merged."""
    count = len(ends)
    bound = 1 + int(ends.max(initial=0))
    size = 1 << max(count - 1, 0).bit_length()
    row = np.full(size, bound, dtype=np.int64)
    row[:count] = ends
    total, width = 0, 1
    while width < size:
        runs = row.reshape(-1, 2, width) + (np.arange(size // (2 * width)) * (bound + 1))[:, None, None]
        left, right = runs[:, 0].ravel(), runs[:, 1].ravel()
        block = np.repeat(np.arange(1, size // (2 * width) + 1) * width, width)
        total += int((block - np.searchsorted(left, right, side="right")).sum())
        row = np.sort(row.reshape(-1, 2 * width), axis=1).ravel()
        width *= 2
    return total


def _starts(layers: Sequence[Sequence[int]], after: Steps, before: Steps, has_more: bool) -> Iterator[Layers]:
    """Orders to begin with: as given, as a walk from either side first meets the entries, and shuffled."""
    yield [list(layer) for layer in layers]
    for steps, first in ((after, layers[0]), (before, layers[-1])):
        rank = {entry: place for place, entry in enumerate(_walk(first, steps))}
        yield [sorted(layer, key=lambda entry: rank.get(entry, len(rank))) for layer in layers]
    dice = Random(0)  # noqa: S311  # a start, no secret
    for _ in range(min(MOST_SHUFFLES, SHUFFLED // sum(map(len, layers))) if has_more else 0):
        yield [dice.sample(list(layer), len(layer)) for layer in layers]


def _walk(first: Iterable[int], steps: Steps) -> dict[int, None]:
    """Entries in the order in which a depth-first walk meets them."""
    met: dict[int, None] = {}
    todo = list(first)[::-1]
    while todo:
        entry = todo.pop()
        if entry not in met:
            met[entry] = None
            todo.extend(reversed(steps.get(entry, ())))
    return met


def _sweep(layers: Layers, towards: Steps, *, forwards: bool) -> None:
    """Sort layer after layer by the mean place of what each entry is joined to in the one just sorted."""
    turn = layers if forwards else layers[::-1]
    for fixed, layer in pairwise(turn):
        place = {entry: index for index, entry in enumerate(fixed)}
        scale = len(fixed) / max(len(layer), 1)
        mean = {
            entry: (
                sum(place[other] for other in towards[entry]) / len(towards[entry])
                if towards.get(entry)
                else index * scale
            )
            for index, entry in enumerate(layer)
        }
        layer.sort(key=mean.__getitem__)


class _LongRows:
    """The links between neighbouring layers, by entry, to sort and count by arrays."""

    def __init__(self, layers: Sequence[Sequence[int]], after: Steps) -> None:
        self._place = np.zeros(1 + max(entry for layer in layers for entry in layer), dtype=np.intp)
        self._links = [
            np.array(
                [(entry, other) for entry in layer for other in after.get(entry, ())], dtype=np.intp
            ).reshape(-1, 2)
            for layer in layers[:-1]
        ]

    def crossings(self, order: Sequence[Ints]) -> int:
        """How many pairs of links cross."""
        for row in order:
            self._place[row] = np.arange(len(row))
        total = 0
        for links in self._links:
            tails, heads = self._place[links].T
            total += _inversions(heads[np.lexsort((heads, tails))])
        return total

    def sweep(self, order: list[Ints], *, forwards: bool) -> None:
        """Sort layer after layer by the mean place of what each entry is joined to in the one just sorted."""
        turn = range(1, len(order)) if forwards else range(len(order) - 2, -1, -1)
        for number in turn:
            fixed, row = order[number - 1 if forwards else number + 1], order[number]
            links = self._links[number - 1 if forwards else number]
            ends, own = links.T if forwards else links[:, ::-1].T
            self._place[fixed] = np.arange(len(fixed))
            where = self._place[ends]
            self._place[row] = np.arange(len(row))
            near = self._place[own]
            count = np.bincount(near, minlength=len(row))
            mean = np.bincount(near, where, len(row)) / np.maximum(count, 1)
            idle = np.arange(len(row)) * (len(fixed) / max(len(row), 1))
            order[number] = row[np.argsort(np.where(count > 0, mean, idle), kind="stable")]


class _Chart:
    """The links between neighbouring layers as arrays of numbers within each layer."""

    def __init__(self, layers: Sequence[Sequence[int]], after: Steps) -> None:
        self._layers = [list(layer) for layer in layers]
        self._number = {entry: place for layer in layers for place, entry in enumerate(layer)}
        self._links: list[tuple[Ints, Ints]] = []
        for layer in self._layers[:-1]:
            pairs = [(entry, other) for entry in layer for other in after.get(entry, ())]
            self._links.append(
                (
                    np.array([self._number[entry] for entry, _ in pairs], dtype=np.intp),
                    np.array([self._number[other] for _, other in pairs], dtype=np.intp),
                )
            )

    def sifted(self, start: Layers, turns: int) -> tuple[Layers, int]:
        """A better order, and how many links cross in it."""
        order = [np.array([self._number[entry] for entry in layer], dtype=np.intp) for layer in start]
        best, fewest = [row.copy() for row in order], self._crossings(order)
        idle = 0
        for _ in range(turns):
            for sides, rows in (
                (-1, range(len(order))),
                (1, range(len(order) - 1, -1, -1)),
                (0, range(len(order))),
            ):
                for row in rows:
                    _sift(order[row], self._costs(order, row, sides))
            for _ in range(EXCHANGES):
                for row in (*range(len(order)), *range(len(order) - 2, -1, -1)):
                    _sift(order[row], self._costs(order, row, 0))
            count = self._crossings(order)
            idle = 0 if count < fewest else idle + 1
            if count < fewest:
                best, fewest = [row.copy() for row in order], count
            if not fewest or idle == 2:
                break
        return [[self._layers[row][one] for one in best[row]] for row in range(len(best))], fewest

    def _costs(self, order: list[Ints], row: int, side: int) -> Counts:
        """How many links of an entry cross those of another if it stands above; by one side or both."""
        costs = np.zeros((len(order[row]), len(order[row])), dtype=np.float32)
        if row and side <= 0:
            ends, own = self._links[row - 1]
            costs += _crossed(own, ends, order[row - 1], len(order[row]))
        if row < len(order) - 1 and side >= 0:
            own, ends = self._links[row]
            costs += _crossed(own, ends, order[row + 1], len(order[row]))
        return costs

    def _crossings(self, order: list[Ints]) -> int:
        total = 0.0
        for row in range(len(order) - 1):
            own, ends = self._links[row]
            joined = _joined(own, ends, order[row + 1], len(order[row]))[order[row]]
            above = joined.cumsum(axis=0) - joined
            beyond = above[:, ::-1].cumsum(axis=1)[:, ::-1] - above
            total += float((joined * beyond).sum(dtype=np.float64))
        return round(total)


def _joined(own: Ints, ends: Ints, order: Ints, count: int) -> Counts:
    """Which entry (rows) is joined to which place of the other layer (columns)."""
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    joined = np.zeros((count, len(order)), dtype=np.float32)
    np.add.at(joined, (own, place[ends]), 1.0)
    return joined


def _crossed(own: Ints, ends: Ints, order: Ints, count: int) -> Counts:
    """For all pairs of entries the links that cross if the first stands above the second."""
    joined = _joined(own, ends, order, count)
    costs: Counts = joined @ (joined.cumsum(axis=1) - joined).T
    return costs


def _sift(order: Ints, costs: Counts) -> None:
    """Put every entry where it costs least among the others."""
    gains = costs.T - costs
    total = np.zeros(len(order) + 1, dtype=np.float32)
    for entry in order.copy():
        gains[entry].take(order).cumsum(out=total[1:])
        spot = int(total.argmin())
        at = int((order == entry).argmax())
        if total[spot] < total[at]:
            if spot < at:
                order[spot + 1 : at + 1] = order[spot:at].copy()
                order[spot] = entry
            else:
                order[at : spot - 1] = order[at + 1 : spot].copy()
                order[spot - 1] = entry
