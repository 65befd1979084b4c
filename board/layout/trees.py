"""Trees drawn without a crossing: tidy to both sides of their middle, as bubbles, or as a folded line.

Tidy trees stand in columns by depth, each subtree as near to the one above as their outlines allow
(after E. Reingold and J. Tilford, 1981). Bubbles put the subtrees of a card around it, each in a circle of
its own (after G. Melançon and I. Herman, 1998). A line of cards is folded like a river, and the leaves
of a star lie in rings. Of these the one that takes the least room is taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from board.layout.net import GAP, SHAPE, Floats, Net, neighbour_lists
from board.layout.overlap import apart

LEVEL_GAP = 64.0
CORRIDOR = 0.35
"""Half the width of the way that the link from outside has into a bubble, in boxes."""
RING = 1.02
"""Boxes from one ring of leaves to the next."""
FEW_LEAVES = 8
"""More leaves than this lie in rings about their card."""


@dataclass(slots=True)
class Rooted:
    """A tree seen from its root: boxes from the root outwards, each with its children."""

    order: list[int]
    children: dict[int, list[int]] = field(default_factory=dict)


def rooted(graph: Net, root: int | None = None) -> Rooted:
    """The breadth-first tree of a connected net, from its middle unless a root is named."""
    lists = neighbour_lists(graph)
    if root is None:
        root = _middle(lists)
    tree, seen = Rooted([root]), {root}
    for box in tree.order:
        below = [other for other in lists[box] if other not in seen]
        seen.update(below)
        tree.children[box] = below
        tree.order += below
    return tree


def _middle(lists: Sequence[Sequence[int]]) -> int:
    """A box halfway along the longest way."""
    way, end = _farthest(lists, 0)
    way, end = _farthest(lists, end)
    for _ in range(len(_path(way, end)) // 2):
        end = way[end]
    return end


def _farthest(lists: Sequence[Sequence[int]], start: int) -> tuple[dict[int, int], int]:
    """Where each box is reached from, and the box reached last."""
    back = {start: start}
    order = [start]
    for box in order:
        for other in lists[box]:
            if other not in back:
                back[other] = box
                order.append(other)
    return back, order[-1]


def _path(back: dict[int, int], end: int) -> list[int]:
    path = [end]
    while back[end] != end:
        end = back[end]
        path.append(end)
    return path


def tree_places(graph: Net) -> Floats:
    """Places for a connected net by its breadth-first tree; a tree has no crossing then."""
    tree = rooted(graph)
    if (line := _line(graph, tree)) is not None:
        return line
    ways: list[Callable[[], Floats]] = [
        lambda: tidy(graph, tree, sides=1),
        lambda: tidy(graph, tree, sides=2),
        lambda: tidy(graph, tree, sides=2, down=True),
        lambda: tidy(graph, tree, sides=1, down=True),
        lambda: bubbles(graph, tree),
    ]
    found = [way() for way in ways]
    return min(found, key=lambda places: fit(places, graph.sizes))


def fit(places: Floats, sizes: Floats) -> float:
    """How much room boxes take: between their own area and that of the window they fill."""
    width, height = ((places + sizes / 2).max(axis=0) - (places - sizes / 2).min(axis=0)).tolist()
    return float(math.sqrt(width * height)) * max(float(width), SHAPE * float(height))


def tidy(graph: Net, tree: Rooted, *, sides: int = 1, down: bool = False) -> Floats:
    """The tree in columns to the right of its root, or to both sides; or in rows below and above it."""
    sizes = graph.sizes[:, ::-1] if down else graph.sizes
    root = tree.order[0]
    places = np.zeros((graph.count, 2))
    branches = tree.children[root]
    tall = _heights(tree, sizes[:, 1])
    parts: list[list[int]] = [[] for _ in range(sides)]
    for branch in sorted(branches, key=lambda box: (-tall[box], box)):
        min(parts, key=lambda part: sum(tall[box] for box in part)).append(branch)
    for sign, part in zip((1.0, -1.0), parts, strict=False):
        chosen = [branch for branch in branches if branch in set(part)]
        offsets, column = _stacked(tree, chosen, root, sizes)
        for box, y in offsets.items():
            places[box] = sign * column[box], y
    return places[:, ::-1].copy() if down else places


def _heights(tree: Rooted, heights: Floats) -> dict[int, float]:
    """About how high each subtree is."""
    tall: dict[int, float] = {}
    for box in reversed(tree.order):
        below = sum(tall[child] for child in tree.children[box])
        tall[box] = max(float(heights[box]) + GAP, below)
    return tall


def _stacked(
    tree: Rooted, chosen: list[int], root: int, sizes: Floats
) -> tuple[dict[int, float], dict[int, float]]:
    """For the root and the subtrees chosen: how far each box is below the root, and its column's middle."""
    depth = {root: 0}
    inner = [root]
    for box in inner:
        for child in chosen if box == root else tree.children[box]:
            depth[child] = depth[box] + 1
            inner.append(child)
    wide = [0.0] * (max(depth.values()) + 1)
    for box, level in depth.items():
        wide[level] = max(wide[level], float(sizes[box, 0]))
    middles = [0.0]
    for level in range(1, len(wide)):
        middles.append(middles[-1] + (wide[level - 1] + wide[level]) / 2 + LEVEL_GAP)
    shift: dict[int, float] = {}
    outlines: dict[int, list[tuple[float, float]]] = {}
    for box in reversed(inner):
        half = float(sizes[box, 1]) / 2
        below = chosen if box == root else tree.children[box]
        outlines[box] = [(-half, half), *_joined(below, outlines, shift)]
    y = {root: 0.0}
    for box in inner[1:]:
        y[box] = 0.0
    for box in inner:
        for child in chosen if box == root else tree.children[box]:
            y[child] = y[box] + shift[child]
    return y, {box: middles[level] for box, level in depth.items()}


def _joined(
    below: Sequence[int], outlines: dict[int, list[tuple[float, float]]], shift: dict[int, float]
) -> list[tuple[float, float]]:
    """The outline of subtrees set one under the other, about the middle of the first and the last."""
    whole: list[tuple[float, float]] = []
    at = 0.0
    for child in below:
        line = outlines.pop(child)
        at = max((high + GAP - low for (_, high), (low, _) in zip(whole, line, strict=False)), default=0.0)
        shift[child] = at
        moved = [(low + at, high + at) for low, high in line]
        joined = [(one[0], other[1]) for one, other in zip(whole, moved, strict=False)]
        longer = whole if len(whole) > len(moved) else moved
        whole = joined + longer[len(joined) :]
    middle = at / 2
    for child in below:
        shift[child] -= middle
    return [(low - middle, high - middle) for low, high in whole]


def bubbles(graph: Net, tree: Rooted) -> Floats:
    """The subtrees of each card in circles around it."""
    unit = graph.sizes.max(axis=0) + GAP
    inside: dict[int, list[tuple[int, float, float]]] = {}
    centre: dict[int, tuple[float, float]] = {}
    radius: dict[int, float] = {}
    for box in reversed(tree.order):
        leaves = [child for child in tree.children[box] if not tree.children[child]]
        leaves = leaves if len(leaves) > FEW_LEAVES else []
        spots, core = _ringed(leaves)
        others = [child for child in tree.children[box] if child not in set(leaves)]
        spots += _around(others, radius, core)
        inside[box] = spots
        circles = [(0.0, 0.0, core), *((x, y, radius.get(child, 0.5)) for child, x, y in spots)]
        x, y, radius[box] = _enclosing(circles)
        centre[box] = x, y
        if len(leaves) == len(tree.children[box]):
            centre[box] = 0.0, 0.0
    places: Floats = _turned_out(tree, inside, centre, graph.count) * unit
    return places


def _ringed(leaves: Sequence[int]) -> tuple[list[tuple[int, float, float]], float]:
    """Leaves in rings about the origin, and the radius of the whole."""
    if not leaves:
        return [], 0.71
    spots: list[tuple[int, float, float]] = []
    radius = 0.0
    while len(spots) < len(leaves):
        radius += 1.42 if not radius else RING
        most = max(1, int(2 * math.pi * radius / 1.2))
        some = leaves[len(spots) : len(spots) + most]
        for step, leaf in enumerate(some):
            angle = 2 * math.pi * (step + 0.5) / len(some)
            spots.append((leaf, radius * math.cos(angle), radius * math.sin(angle)))
    return spots, radius + 0.71


def _around(below: Sequence[int], radius: dict[int, float], core: float) -> list[tuple[int, float, float]]:
    """Circles set about a core, with a way in from the left."""
    if not below:
        return []
    sizes = [radius[child] for child in below]
    # The largest in the middle, opposite the way in.
    order = sorted(range(len(below)), key=lambda place: sizes[place])
    order = order[::2] + order[1::2][::-1]
    distance = core + max(sizes)

    def needed(far: float) -> float:
        way_in = 2 * math.asin(min(1.0, CORRIDOR / far))
        return way_in + sum(2 * math.asin(min(1.0, size / far)) for size in sizes)

    while needed(distance) > 2 * math.pi:
        distance *= 1.02
    spare = (2 * math.pi - needed(distance)) / (len(below) + 1)
    spare = min(spare, 0.5)
    angle = -(needed(distance) - 2 * math.asin(min(1.0, CORRIDOR / distance)) + spare * (len(below) - 1)) / 2
    spots = []
    for place in order:
        half = math.asin(min(1.0, sizes[place] / distance))
        angle += half
        own = max(core + sizes[place], distance) if len(below) > 1 else core + sizes[place]
        spots.append((below[place], own * math.cos(angle), own * math.sin(angle)))
        angle += half + spare
    return spots


def _enclosing(circles: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """A small circle about circles: the centre goes towards the farthest, less and less."""
    x = y = 0.0
    for step in range(1, 60):
        _, u, v = max((math.hypot(u - x, v - y) + r, u, v) for u, v, r in circles)
        x += (u - x) / (step + 1)
        y += (v - y) / (step + 1)
    return x, y, max(math.hypot(u - x, v - y) + r for u, v, r in circles)


def _turned_out(
    tree: Rooted,
    inside: dict[int, list[tuple[int, float, float]]],
    centre: dict[int, tuple[float, float]],
    count: int,
) -> Floats:
    """The bubbles in place, each turned so that its way in faces the card it hangs on."""
    places = np.zeros((count, 2))
    turn = {tree.order[0]: 0.0}
    for box in tree.order:
        x, y = places[box]
        for child, across, down in inside[box]:
            angle = math.atan2(down, across) + turn[box]
            far = math.hypot(across, down)
            turn[child] = angle
            shift = centre[child]
            cos, sin = math.cos(angle), math.sin(angle)
            places[child] = (
                x + far * cos - (shift[0] * cos - shift[1] * sin),
                y + far * sin - (shift[0] * sin + shift[1] * cos),
            )
    return places


def _line(graph: Net, tree: Rooted) -> Floats | None:
    """A line of cards folded into rows, or None when the tree is none."""
    ends = [box for box in tree.order if len(tree.children[box]) == 0]
    root = tree.order[0]
    if any(len(below) > (2 if box == root else 1) for box, below in tree.children.items()):
        return None
    if len(graph.links) != graph.count - 1 or not ends:
        return None
    lists = neighbour_lists(graph)
    start = min(box for box in range(graph.count) if len(lists[box]) <= 1)
    back, end = _farthest(lists, start)
    return folded(graph, _path(back, end)[::-1])


def folded(graph: Net, line: Sequence[int]) -> Floats:
    """Cards in rows, to and fro, about as wide as a window."""
    wide, high = (graph.sizes.max(axis=0) + LEVEL_GAP).tolist()
    most = max(6, round(math.sqrt(len(line) * SHAPE * high / wide)))
    places = np.zeros((graph.count, 2))
    for step, box in enumerate(line):
        row, column = divmod(step, most)
        places[box] = (most - 1 - column if row % 2 else column) * wide, row * high
    return places


def ring(graph: Net, cycle: Sequence[int]) -> Floats:
    """A circle of cards: round when they are few, else folded so that its ends meet."""
    wide, high = (graph.sizes.max(axis=0) + LEVEL_GAP).tolist()
    count = len(cycle)
    places = np.zeros((graph.count, 2))
    if count <= 24:
        angles = np.arange(count) * 2 * np.pi / count
        round_ = np.stack([np.cos(angles) * SHAPE, np.sin(angles)], axis=1) * count * high / 4
        places[list(cycle)] = round_
        return apart(places, graph.sizes)
    teeth = max(2, 2 * round(math.sqrt(count * SHAPE * high / wide) / 2))
    long = -(-(count - teeth) // teeth)
    spots = [(column, -1) for column in range(teeth - 1, -1, -1)]
    for column in range(teeth):
        rows = range(long) if column % 2 == 0 else range(long - 1, -1, -1)
        spots += [(column, row) for row in rows]
    spare = len(spots) - count
    # Pairs are left out at the tips of teeth, so that the line goes on without a jump.
    dropped: set[tuple[int, int]] = set()
    for tooth in range(0, teeth, 2):
        for depth in range(long - 1):
            if spare - len(dropped) >= 2:
                dropped |= {(tooth, long - 1 - depth), (tooth + 1, long - 1 - depth)}
    if spare - len(dropped) == 1:
        dropped.add((teeth // 2, -1))
    spots = [spot for spot in spots if spot not in dropped]
    for box, (column, row) in zip(cycle, spots, strict=True):
        places[box] = column * wide, row * high
    return places
