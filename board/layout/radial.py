"""Rings around one card: what is one link away stands nearest, then what is two away, and so on.

Each card has a sector as wide as what hangs on it. Where a ring has no room for all its cards, they are
staggered; groups that cannot be reached from the middle stand beside the whole.
"""

from __future__ import annotations

import math

import numpy as np

from board.layout.force import force_places
from board.layout.net import GAP, SHAPE, Floats, Ints, Net, Report, components, neighbour_lists, silent
from board.layout.overlap import apart
from board.layout.packing import PART_GAP, bounds
from board.layout.trees import Rooted, rooted

RING = 1.35
"""From one ring to the next, in boxes."""
TURNS = 4


def radial_places(graph: Net, centre: int, *, seed: int = 0, report: Report = silent) -> Floats:
    """Middles in rings around one box."""
    groups = components(graph)
    reached = next(group for group in groups if centre in group)
    rest = np.setdiff1d(np.arange(graph.count), reached)
    places = np.zeros((graph.count, 2))
    places[reached] = _rings(graph.part(reached), int(np.flatnonzero(reached == centre)[0]), report)
    if len(rest):
        beside = force_places(graph.part(rest), seed=seed, report=report)
        low, high = bounds(places[reached], graph.sizes[reached])
        corner, end = bounds(beside, graph.sizes[rest])
        shift = np.array([(low[0] + high[0] - corner[0] - end[0]) / 2, high[1] + PART_GAP - corner[1]])
        places[rest] = beside + np.rint(shift)
    return places


def _rings(part: Net, centre: int, report: Report) -> Floats:
    tree = rooted(part, centre)
    angles = _angles(part, tree)
    depth = {centre: 0}
    for box in tree.order:
        depth.update((child, depth[box] + 1) for child in tree.children[box])
    far = np.array([depth[box] for box in range(part.count)])
    places = np.zeros((part.count, 2))
    radius = 0.0
    for ring in range(1, int(far.max()) + 1):
        members = np.flatnonzero(far == ring)
        members = members[np.argsort(angles[members], kind="stable")]
        radius += RING
        stagger = math.ceil(len(members) * 1.5 / (2 * math.pi * radius))
        if len(members) > 2 * radius:  # crowded: in the same order, but evenly
            even = np.arange(len(members)) * 2 * math.pi / len(members)
            angles[members] = even + (angles[members] - even).mean()
        radii = radius + np.arange(len(members)) % stagger
        places[members, 0] = radii * np.cos(angles[members])
        places[members, 1] = radii * np.sin(angles[members])
        radius += stagger - 1
    fixed = np.zeros(part.count, dtype=bool)
    fixed[centre] = True
    return apart(places * _unit(part.sizes), part.sizes, fixed=fixed, report=report)


def _unit(sizes: Floats) -> Floats:
    """From one ring to the next, across and down: rings are no flatter than a window."""
    unit: Floats = sizes.mean(axis=0) + GAP
    too_flat = max(1.0, float(unit[0] / (unit[1] * SHAPE)))
    found: Floats = unit * [too_flat**-0.5, too_flat**0.5]
    return found


def _angles(part: Net, tree: Rooted) -> Floats:
    """The middle of each box's sector; children in the order of what else they are linked to."""
    lists = neighbour_lists(part)
    weight = np.ones(part.count)
    for box in reversed(tree.order):
        if below := tree.children[box]:
            weight[box] = max(1.0, float(weight[below].sum()))
    angles = _sectors(tree, weight)
    for _ in range(TURNS):
        way = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        for box, below in tree.children.items():
            pull = {child: _turned(way[lists[child]].sum(axis=0), float(angles[box])) for child in below}
            tree.children[box] = sorted(below, key=lambda child: (pull[child], child))
        angles = _sectors(tree, weight)
    return angles


def _turned(way: Floats, angle: float) -> float:
    """The angle of a way as seen from another angle, within half a turn of it."""
    turn = math.atan2(float(way[1]), float(way[0])) - angle
    return round((turn + math.pi) % (2 * math.pi) - math.pi, 9)


def _sectors(tree: Rooted, weight: Floats) -> Floats:
    angles = np.zeros(len(weight))
    root = tree.order[0]
    begin = {root: 0.0}
    unit = 2 * math.pi / float(weight[root])
    for box in tree.order:
        at = begin[box]
        for child in tree.children[box]:
            begin[child] = at
            at += float(weight[child])
            angles[child] = (begin[child] + float(weight[child]) / 2) * unit
    return angles


def widest(graph: Net) -> int:
    """The box with the most links, the first of equals: a centre where none is named."""
    count: Ints = np.bincount(graph.links.ravel(), minlength=graph.count)
    return int(count.argmax())
