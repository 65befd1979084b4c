"""The layered layout: what others have it from stands left of them, links run to the right.

Each connected group is laid out by Sugiyama's method: layers (`layers`), the order in each
(`layer_order`), heights at which links run level (`layer_heights`). A link that passes layers has a lane
of its own there, and bends at its edges, so that it runs under no card. Only where a layer would be a tower
its boxes stand in several columns, and lanes pass under some.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from board.layout.layer_heights import heights
from board.layout.layer_order import crossings, ordered
from board.layout.layers import acyclic, balanced, layers_of
from board.layout.net import GAP, SHAPE, Floats, Ints, Report, components, net, silent
from board.layout.overlap import apart
from board.layout.packing import bounds, in_rows, packed
from board.records import Point

COLUMN_GAP = 96.0
LANE = 14.0
"""Height kept free for a link that passes a column."""
STRAND = 7.0
"""Between links that go the same way, as between two frames; at most so many have that."""
MOST_STRANDS = 12
PULLS = (1.0, 2.0, 8.0)
"""How much it matters that a step of a link is level: between two boxes, box and lane, two lanes."""
TOWER = 1.8
"""A layer so many times as high as all layers are wide is folded into columns."""
MOST_FOLDS = 6
FOLD_GAP = 48.0
FEW = 150
"""Boxes up to which several ways to fill the layers are tried."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layered:
    """The middles of boxes, and the bends of the links that have any, from the earlier box to the later."""

    places: Floats
    bends: dict[Pair, tuple[Point, ...]] = field(default_factory=dict)


def layered_places(sizes: Floats, links: Sequence[Pair], report: Report = silent) -> Layered:
    """Boxes in layers from left to right, groups that have nothing to do with each other apart."""
    strands = Counter(_pair(*pair) for pair in links)
    links = acyclic(len(sizes), links)
    groups = components(net(sizes, links))
    places = np.zeros((len(sizes), 2))
    drawn = []
    bends: dict[Pair, tuple[Point, ...]] = {}
    lone = [int(group[0]) for group in groups if len(group) == 1]
    blocks = [group for group in groups if len(group) > 1]
    for number, group in enumerate(blocks):
        report("Arranging", number, len(blocks))
        inner = _within(group, links, len(sizes))
        wide = {(a, b): strands[_pair(int(group[a]), int(group[b]))] for a, b in inner}
        drawn.append(_group(sizes[group], inner, wide))
    if lone:
        blocks.append(np.array(lone))
        drawn.append(Layered(in_rows(sizes[lone])))
    corners = [bounds(one.places, sizes[group]) for group, one in zip(blocks, drawn, strict=True)]
    middles = packed(np.array([high - low for low, high in corners]).reshape(-1, 2))
    for group, one, (low, high), middle in zip(blocks, drawn, corners, middles, strict=True):
        shift = np.rint(middle - (low + high) / 2)
        places[group] = one.places + shift
        for (tail, head), points in one.bends.items():
            moved = tuple((float(x + shift[0]), float(y + shift[1])) for x, y in points)
            bends[int(group[tail]), int(group[head])] = moved
    return Layered(places, bends)


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def strand(number: int, count: int) -> float:
    """How far off the middle of their lane one of several links runs that go the same way."""
    return (number - (count - 1) / 2) * STRAND * min(1.0, MOST_STRANDS / max(count, 1))


def _within(group: Ints, links: Sequence[Pair], count: int) -> list[Pair]:
    """The links of a group, by numbers within it."""
    number = np.full(count, -1)
    number[group] = np.arange(len(group))
    ends = number[np.array(links).reshape(-1, 2)]
    return [(int(one), int(other)) for one, other in ends[(ends >= 0).all(axis=1)]]


@dataclass(frozen=True, slots=True)
class Sketch:
    """A connected group in ordered layers, its long links as lanes in the layers they pass."""

    layers: list[list[int]]
    after: dict[int, list[int]]
    before: dict[int, list[int]]
    lanes: dict[Pair, list[int]]

    @property
    def crossings(self) -> int:
        """How many links cross."""
        return crossings(self.layers, self.after)


def sketched(count: int, links: Sequence[Pair]) -> Sketch:
    """The order in layers of a connected group of boxes whose links make no circle."""
    layer = layers_of(count, links)
    first = _sketch(layer, links)
    if count > FEW or not first.crossings:
        return first
    # Many ways to fill the layers are equally short, and how links cross depends on the way.
    others = [balanced(layer, links), layers_of(count, links, 0.5), layers_of(count, links, -0.5)]
    return min([first, *(_sketch(other, links) for other in others)], key=lambda found: found.crossings)


def _sketch(layer: Sequence[int], links: Sequence[Pair]) -> Sketch:
    """The order for given layers."""
    fresh = len(layer)
    layers: list[list[int]] = [[] for _ in range(max(layer) + 1)]
    for box, number in enumerate(layer):
        layers[number].append(box)
    after: defaultdict[int, list[int]] = defaultdict(list)
    before: defaultdict[int, list[int]] = defaultdict(list)
    lanes: dict[Pair, list[int]] = {}
    for tail, head in links:
        passed = range(layer[tail] + 1, layer[head])
        lanes[tail, head] = list(range(fresh, fresh + len(passed)))
        fresh += len(passed)
        for number, lane in zip(passed, lanes[tail, head], strict=True):
            layers[number].append(lane)
        for one, other in pairwise([tail, *lanes[tail, head], head]):
            after[one].append(other)
            before[other].append(one)
    return Sketch(ordered(layers, after, before), after, before, lanes)


def _group(sizes: Floats, links: list[Pair], strands: Mapping[Pair, int]) -> Layered:
    """One connected group; `strands` says how many links there are where more than one goes the same way."""
    count = len(sizes)
    sketch = sketched(count, links)
    tall = dict(enumerate(sizes[:, 1].tolist()))
    for pair, lanes in sketch.lanes.items():
        wide = LANE + STRAND * (min(strands.get(pair, 1), MOST_STRANDS) - 1)
        tall.update(dict.fromkeys(lanes, wide))
    weights = {
        (one, other): PULLS[(one >= count) + (other >= count)]
        for one, others in sketch.after.items()
        for other in others
    }
    folds = _folds(sketch.layers, sizes)
    if folds > 1:
        for layer in sketch.layers:
            tallest = max(tall[entry] for entry in layer)
            tall.update({entry: (tallest + GAP) / folds - GAP for entry in layer if entry < count})
    middles = heights(sketch.layers, sketch.after, sketch.before, tall, GAP, weights)
    columns, across = _columns(sketch.layers, sizes, folds)
    places = np.array([(across[box], middles[box]) for box in range(count)])
    if folds > 1:
        places = apart(places, sizes)
    places = np.rint(places - sizes / 2) + sizes / 2
    bends = {
        pair: points
        for pair, lanes in sketch.lanes.items()
        if (points := _bends(places, pair, [(columns[lane], middles[lane]) for lane in lanes]))
    }
    return Layered(places, bends)


def _folds(layers: Sequence[Sequence[int]], sizes: Floats) -> int:
    """In how many columns each layer stands: more than one where it would be a tower."""
    boxes = [[entry for entry in layer if entry < len(sizes)] for layer in layers]
    wide = sum(float(sizes[some, 0].max()) + COLUMN_GAP for some in boxes)
    high = max(float(sizes[some, 1].sum()) + GAP * len(some) for some in boxes)
    return min(MOST_FOLDS, round(math.sqrt(SHAPE * high / wide))) if high > TOWER * wide else 1


def _columns(
    layers: Sequence[Sequence[int]], sizes: Floats, folds: int
) -> tuple[dict[int, tuple[float, float]], dict[int, float]]:
    """The left and right edge of the layer each entry stands in, and the middle of each box."""
    columns, across = {}, {}
    x = 0.0
    for entries in layers:
        boxes = [entry for entry in entries if entry < len(sizes)]
        width = max(float(sizes[box, 0]) for box in boxes)
        used = min(folds, len(boxes))
        whole = used * width + (used - 1) * FOLD_GAP
        columns.update(dict.fromkeys(entries, (x, x + whole)))
        for place, box in enumerate(boxes):
            across[box] = x + width / 2 + place % used * (width + FOLD_GAP)
        x += whole + COLUMN_GAP
    return columns, across


def _bends(
    places: Floats, pair: Pair, lanes: Sequence[tuple[tuple[float, float], float]]
) -> tuple[Point, ...]:
    """The corners of a link that passes columns by its lanes; none where it is straight without them."""
    points = [(float(x), round(y)) for columns, y in lanes for x in columns]
    ends = [tuple(places[box].tolist()) for box in pair]
    kept = [*ends[:1], *points, *ends[1:]]
    turns = [
        here
        for last, here, ahead in zip(kept, kept[1:], kept[2:], strict=False)
        if abs((here[0] - last[0]) * (ahead[1] - last[1]) - (here[1] - last[1]) * (ahead[0] - last[0])) > 1e-6
    ]
    return tuple((float(x), float(y)) for x, y in turns)
