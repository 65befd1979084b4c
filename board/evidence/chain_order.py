"""The order of a layered drawing: what stands above what in each layer, and how far apart.

Sugiyama's method (K. Sugiyama, S. Tagawa, M. Toda, 1981): barycentre sweeps to and fro from several
starts, then exchanges of neighbours as long as they save crossings. Heights follow by sweeps of
isotonic regression: every entry as near to its neighbours' mean as the order and the gaps allow,
links of many layers pulled straightest (weights after E. Gansner et al., 1993).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

Layers = list[list[int]]
"""Entries by layer, each from the top down."""
Steps = Mapping[int, Sequence[int]]
"""For each entry those it is joined to in the next layer, or in the one before."""

SWEEPS = 12
EXCHANGES = 8
STRAIGHTENINGS = 10
IDLE = 0.1
"""How much an entry joined to nothing would stay where it is."""


def ordered(layers: Sequence[Sequence[int]], after: Steps, before: Steps) -> Layers:
    """The layers, each in an order that lets few links cross."""
    best: Layers = []
    fewest = -1
    for start in _starts(layers, after, before):
        for sweep in range(SWEEPS):
            _sweep(start, before if sweep % 2 == 0 else after, forwards=sweep % 2 == 0)
            count = crossings(start, after)
            if fewest < 0 or count < fewest:
                best, fewest = [list(layer) for layer in start], count
            if not fewest:
                return best
    _exchange(best, after, before)
    return best


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


def heights(
    layers: Layers,
    after: Steps,
    before: Steps,
    sizes: Mapping[int, float],
    gap: float,
    weights: Mapping[tuple[int, int], float],
) -> dict[int, float]:
    """The middle of every entry: in order, at least `gap` between two in a layer, links as level as can be.

    `sizes` are the heights of the entries; `weights` says how much the straightness of a link between an
    entry and one in the next layer matters, 1 where it does not say.
    """
    middles: dict[int, float] = {}
    for layer in layers:
        top = -sum(sizes[entry] + gap for entry in layer) / 2
        for entry in layer:
            middles[entry] = top + sizes[entry] / 2
            top += sizes[entry] + gap
    for turn in range(STRAIGHTENINGS):
        goes_back = turn % 2 == 1
        is_last = turn >= STRAIGHTENINGS - 2
        for layer in layers[::-1] if goes_back else layers:
            pulls = []
            for entry in layer:
                back = () if goes_back and not is_last else before.get(entry, ())
                forth = after.get(entry, ()) if goes_back or is_last else ()
                wishes = [(middles[other], weights.get((other, entry), 1.0)) for other in back]
                wishes += [(middles[other], weights.get((entry, other), 1.0)) for other in forth]
                pulls.append(_pull(wishes, middles[entry]))
            spaces = [(sizes[one] + sizes[other]) / 2 + gap for one, other in pairwise(layer)]
            middles.update(zip(layer, _spread(pulls, spaces), strict=True))
    return middles


def _starts(layers: Sequence[Sequence[int]], after: Steps, before: Steps) -> Iterator[Layers]:
    """Orders to begin with: as given, and as a walk from either side first meets the entries."""
    yield [list(layer) for layer in layers]
    for steps, first in ((after, layers[0]), (before, layers[-1])):
        rank = {entry: place for place, entry in enumerate(_walk(first, steps))}
        yield [sorted(layer, key=lambda entry: rank.get(entry, len(rank))) for layer in layers]


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


def _exchange(layers: Layers, after: Steps, before: Steps) -> None:
    """Swap neighbours as long as that saves crossings."""
    for _ in range(EXCHANGES):
        place = {entry: index for layer in layers for index, entry in enumerate(layer)}
        is_better = False
        for layer in layers:
            for index in range(len(layer) - 1):
                one, other = layer[index], layer[index + 1]
                saved = sum(
                    _crossed(steps.get(one, ()), steps.get(other, ()), place)
                    - _crossed(steps.get(other, ()), steps.get(one, ()), place)
                    for steps in (after, before)
                )
                if saved > 0:
                    layer[index], layer[index + 1] = other, one
                    place[one], place[other] = index + 1, index
                    is_better = True
        if not is_better:
            return


def _crossed(upper: Sequence[int], lower: Sequence[int], place: Mapping[int, int]) -> int:
    """Crossings between the links of an entry and of the one below it."""
    return sum(place[one] > place[other] for one in upper for other in lower)


def _pull(wishes: Sequence[tuple[float, float]], here: float) -> tuple[float, float]:
    """Where an entry would like its middle to be, and how much, from its neighbours' middles and weights."""
    total = sum(weight for _, weight in wishes)
    if not total:
        return here, IDLE
    return sum(middle * weight for middle, weight in wishes) / total, total


def _spread(pulls: Sequence[tuple[float, float]], spaces: Sequence[float]) -> list[float]:
    """Places nearest to what is wished, in order and at least `spaces` apart: isotonic regression."""
    offsets = [0.0]
    for space in spaces:
        offsets.append(offsets[-1] + space)
    pools: list[tuple[float, float, int]] = []
    for (wish, weight), offset in zip(pulls, offsets, strict=True):
        mean, total, count = wish - offset, weight, 1
        while pools and pools[-1][0] >= mean:
            other, other_total, other_count = pools.pop()
            mean = (mean * total + other * other_total) / (total + other_total)
            total += other_total
            count += other_count
        pools.append((mean, total, count))
    levels = [mean for mean, _, count in pools for _ in range(count)]
    return [level + offset for level, offset in zip(levels, offsets, strict=True)]
