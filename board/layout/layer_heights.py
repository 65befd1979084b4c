"""How far apart the entries of a layered drawing stand in their layers, so that links run level.

Sweeps of isotonic regression to and fro: every entry as near to its neighbours' mean as the order and
the gaps allow, links of many layers pulled straightest (weights after E. Gansner et al., 1993).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from board.layout.layer_order import Layers, Steps

STRAIGHTENINGS = 10
IDLE = 0.1
"""How much an entry joined to nothing would stay where it is."""


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
