"""The general layout: what is linked stands together, no card on another, groups beside one another.

Each connected group is drawn as suits it: a tree as a tree, a circle as a ring, a small group by stress,
a large one by forces (`springs`). Then overlaps are taken away and the groups are packed. Pinned cards
stay where they are: their group is drawn freely, and bent smoothly until it fits its pins.
"""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np

from board.layout import springs
from board.layout.crossing import crossings
from board.layout.net import (
    GAP,
    SHAPE,
    Flags,
    Floats,
    Ints,
    Net,
    Report,
    components,
    degrees,
    neighbour_lists,
    silent,
)
from board.layout.overlap import apart, free_place
from board.layout.packing import bounds, in_rows, packed
from board.layout.stress import stress_places
from board.layout.trees import ring, tree_places

SMALL = 64
"""Boxes up to which a group is drawn by stress."""
TRIED = 400
"""Boxes up to which several drawings are made, and the one with the fewest crossings is taken."""
NEAR_TREE = 0.04
"""Links beyond those of a tree, as part of the boxes, up to which a group may be drawn as one."""
TRIES = 6
LONG = 1.15
"""A group longer than a window by this is made shorter."""
FILL = 2.0
"""Room for all boxes, in rooms of one."""
BENDS = 60


def force_places(
    graph: Net,
    *,
    seed: int = 0,
    fixed: Flags | None = None,
    at: Floats | None = None,
    report: Report = silent,
) -> Floats:
    """The middles of all boxes; `fixed` ones stay where `at` has them."""
    groups = components(graph)
    drawn = _drawn(graph, groups, seed, report)
    if fixed is None or at is None or not fixed.any():
        return _packed(graph, groups, drawn)
    return _about_pins(graph, groups, drawn, fixed, at, report)


def _drawn(graph: Net, groups: list[Ints], seed: int, report: Report) -> list[Floats]:
    """Every group on its own, nothing overlapping in it."""
    drawn: list[Floats] = [np.zeros((len(group), 2)) for group in groups]
    alike: defaultdict[int, list[int]] = defaultdict(list)
    parts = [graph.part(group) if len(group) > 1 else None for group in groups]
    for number, part in enumerate(parts):
        if part is None:
            continue
        report("Arranging", number, len(groups))
        if (shaped := _shaped(part)) is not None:
            drawn[number] = apart(shaped, part.sizes)
        elif part.count <= SMALL:
            alike[part.count].append(number)
        else:
            drawn[number] = _large(part, seed, report)
    for numbers in alike.values():
        nets = [part for number in numbers if (part := parts[number]) is not None]
        for number, part, places in zip(
            numbers, nets, stress_places(nets, np.random.default_rng(seed)), strict=True
        ):
            drawn[number] = _best(part, places, seed)
    return drawn


def _shaped(part: Net) -> Floats | None:
    """A drawing for a group of a special shape, or None."""
    if len(part.links) == part.count - 1:
        return tree_places(part)
    if len(part.links) == part.count and (degrees(part) == 2).all():
        return ring(part, _round(part))
    return None


def _round(part: Net) -> list[int]:
    """The boxes of a circle as one comes round it."""
    lists = neighbour_lists(part)
    walk, last = [0], -1
    while True:
        ahead = next(other for other in lists[walk[-1]] if other != last)
        if ahead == 0:
            return walk
        last = walk[-1]
        walk.append(ahead)


def _large(part: Net, seed: int, report: Report) -> Floats:
    """A large group: by forces, as a tree where it is nearly one, whichever crosses less."""
    spare = len(part.links) - part.count + 1
    tries = TRIES if part.count <= TRIED else 1
    ways = [_by_force(part, (seed, step), report) for step in range(tries)]
    if spare <= NEAR_TREE * part.count:
        ways.append(apart(tree_places(part), part.sizes))
    return ways[0] if len(ways) == 1 else min(ways, key=lambda places: crossings(places, part.links))


def _by_force(part: Net, seed: tuple[int, int], report: Report) -> Floats:
    dice = np.random.default_rng(seed)
    free = springs.forced(part, springs.pivot_places(part, dice), report=report)
    return _fitted(part, free, report)


def _best(part: Net, places: Floats, seed: int) -> Floats:
    """A small group: by stress, by forces or as a tree, whichever crosses least."""
    first = apart(_stretched(part, places), part.sizes)
    if crossings(first, part.links) == 0:
        return first
    ways = [first, _fitted(part, places, silent)]
    ways += [_by_force(part, (seed, step), silent) for step in range(TRIES)]
    if len(part.links) - part.count + 1 <= max(1, NEAR_TREE * part.count):
        ways.append(apart(tree_places(part), part.sizes))
    return min(ways, key=lambda way: crossings(way, part.links))


def _fitted(part: Net, places: Floats, report: Report) -> Floats:
    """Places of points made to places of boxes."""
    spread = springs.eased(part, _stretched(part, places), part.sizes + GAP, report=report)
    return apart(spread, part.sizes, report=report)


def _stretched(part: Net, places: Floats) -> Floats:
    """Places turned to lie level and scaled so that the boxes have room."""
    room = part.sizes + GAP
    turned = _turned(part, places) * room.mean(axis=0)
    extent = np.maximum(np.ptp(turned, axis=0), room.mean(axis=0))
    found: Floats = turned * math.sqrt(FILL * float(room.prod(axis=1).sum()) / float(extent.prod()))
    return found


def _turned(part: Net, places: Floats) -> Floats:
    """The longest way level; or the links level and upright, where most run along two axes."""
    centred = places - places.mean(axis=0)
    span = centred[part.links[:, 1]] - centred[part.links[:, 0]]
    length = np.hypot(span[:, 0], span[:, 1])
    angle = np.arctan2(span[:, 1], span[:, 0])
    four = np.array([(np.cos(4 * angle) * length).sum(), (np.sin(4 * angle) * length).sum()])
    is_square = np.hypot(*four) > 0.6 * length.sum()
    if is_square:
        turn = math.atan2(four[1], four[0]) / 4
    else:
        spread = centred.T @ centred
        turn = math.atan2(2 * spread[0, 1], spread[0, 0] - spread[1, 1]) / 2
    cos, sin = math.cos(turn), math.sin(turn)
    found: Floats = centred @ np.array([[cos, -sin], [sin, cos]])
    if np.ptp(found[:, 1]) > np.ptp(found[:, 0]):
        found = found[:, ::-1] * [1.0, -1.0]
    return found if is_square else _shaped_like_window(found, part.sizes)


def _shaped_like_window(places: Floats, sizes: Floats) -> Floats:
    """Long places made shorter and higher: no link crosses another for that which did not before."""
    wide, high = np.maximum(np.ptp(places, axis=0), 1e-9) * (sizes + GAP).mean(axis=0)
    too_long = wide / (high * SHAPE * LONG)
    return places * [too_long**-0.5, too_long**0.5] if too_long > 1 else places


def _packed(graph: Net, groups: list[Ints], drawn: list[Floats]) -> Floats:
    """Groups beside one another, lone cards as one block in rows."""
    places = np.zeros((graph.count, 2))
    blocks = [group for group in groups if len(group) > 1]
    lone = np.sort(np.concatenate([group for group in groups if len(group) == 1] or [np.zeros(0, np.intp)]))
    shapes = drawn[: len(blocks)]
    if len(lone):
        lone = lone[np.lexsort((lone, -graph.sizes[lone, 0], -graph.sizes[lone, 1]))]
        blocks.append(lone)
        shapes = [*shapes, in_rows(graph.sizes[lone])]
    corners = [bounds(shape, graph.sizes[group]) for group, shape in zip(blocks, shapes, strict=True)]
    middles = packed(np.array([high - low for low, high in corners]).reshape(-1, 2))
    for group, shape, (low, high), middle in zip(blocks, shapes, corners, middles, strict=True):
        places[group] = np.rint(middle - (low + high) / 2) + shape
    return places


def _about_pins(
    graph: Net, groups: list[Ints], drawn: list[Floats], fixed: Flags, at: Floats, report: Report
) -> Floats:
    """Groups with pins bent to fit them, the others put around them."""
    places = at.copy()
    placed = fixed.copy()
    loose = []
    for group, shape in zip(groups, drawn, strict=True):
        if fixed[group].any():
            places[group] = _bent(graph.part(group), shape, fixed[group], at[group])
            placed[group] = True
        else:
            loose.append((group, shape))
    places[placed] = apart(places[placed], graph.sizes[placed], fixed=fixed[placed], report=report)
    taken_at, taken = [*places[placed]], [*graph.sizes[placed]]
    low, high = bounds(np.array(taken_at), np.array(taken))
    for group, shape in loose:
        report("Packing", len(taken_at), graph.count)
        corner, end = bounds(shape, graph.sizes[group])
        spot = free_place((low + high) / 2, end - corner, np.array(taken_at), np.array(taken))
        places[group] = np.rint(spot - (corner + end) / 2) + shape
        taken_at.append(spot)
        taken.append(end - corner)
    return places


def _bent(part: Net, shape: Floats, fixed: Flags, at: Floats) -> Floats:
    """A drawing moved so that its pinned boxes are in place: the shift of others is smooth along links."""
    shift = np.zeros_like(shape)
    shift[:] = (at[fixed] - shape[fixed]).mean(axis=0)
    shift[fixed] = (at - shape)[fixed]
    count = np.maximum(degrees(part), 1)[:, None]
    for _ in range(BENDS):
        mean = np.zeros_like(shift)
        for axis in (0, 1):
            mean[:, axis] = np.bincount(
                part.links.ravel(), shift[part.links[:, ::-1].ravel(), axis], part.count
            )
        shift = np.where(fixed[:, None], shift, mean / count)
    bent: Floats = np.where(fixed[:, None], at, shape + shift)
    return bent
