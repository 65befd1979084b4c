"""Boxes taken off one another: pushed apart where they overlap, and the last few put where there is room.

Pushing moves both of a pair along the axis on which they overlap least, many pairs at a time; it leaves
some overlaps where boxes are crowded between others. `settled` takes those out and puts each at the free
place nearest to where it was. That place always exists, and it is found exactly: the nearest point
outside a number of rectangles lies on the side of one or at a corner between two. So the result
overlaps nowhere, whatever the sizes, but among boxes that must stay.
"""

from __future__ import annotations

import numpy as np

from board.layout.net import GAP, Flags, Floats, Ints, Report, grained, silent

SLACK = 1e-3
"""An overlap less than this is none."""
LARGE = 3.0
"""Boxes this many times the median size are compared with all others."""
FEW = 256
"""So many boxes are compared each with each."""
PUSHES = 60
NEAR = 40
BATCH = 128
MOST_LINES = 240
"""Boxes whose sides are tried first for a free place."""


def overlapping(middles: Floats, sizes: Floats, gap: float = 0.0) -> tuple[Ints, Ints]:
    """The pairs of boxes nearer than the gap to each other, in order."""
    count = len(middles)
    if count < 2:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    room = sizes + gap
    is_large = (room > LARGE * np.median(room, axis=0)).any(axis=1)
    small = np.flatnonzero(~is_large)
    found = [np.empty((0, 2), dtype=np.intp)]
    if 1 < len(small) <= FEW:
        reach = room[small].max(axis=0)
        x, y = middles[small].T
        near = (np.abs(x[:, None] - x) < reach[0]) & (np.abs(y[:, None] - y) < reach[1])
        first, second = np.nonzero(near)
        found.append(np.stack([small[first], small[second]], axis=1)[first < second])
    elif len(small) > 1:
        from scipy.spatial import cKDTree

        reach = room[small].max(axis=0)
        pairs = cKDTree(middles[small] / reach).query_pairs(1.0, p=np.inf, output_type="ndarray")
        found.append(small[pairs.astype(np.intp)])
    for one in np.flatnonzero(is_large):
        near = (np.abs(middles - middles[one]) < (room + room[one]) / 2).all(axis=1)
        near[one] = False
        others = np.flatnonzero(near & (~is_large | (np.arange(count) > one)))
        found.append(np.stack([np.full(len(others), one), others], axis=1))
    pairs = np.sort(np.concatenate(found), axis=1)
    first, second = pairs[:, 0], pairs[:, 1]
    apart = np.abs(middles[first] - middles[second])
    pairs = pairs[(apart < (sizes[first] + sizes[second]) / 2 + gap - SLACK).all(axis=1)]
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return pairs[:, 0], pairs[:, 1]


def apart(
    middles: Floats,
    sizes: Floats,
    *,
    gap: float = GAP,
    fixed: Flags | None = None,
    pushes: int = PUSHES,
    report: Report = silent,
) -> Floats:
    """The boxes where no two overlap any more, near to where they were; fixed ones stay."""
    still = np.zeros(len(middles), dtype=bool) if fixed is None else fixed
    pushed = push_apart(middles, sizes, gap, still, pushes, report)
    return settled(pushed, sizes, gap, still, report)


def push_apart(
    middles: Floats, sizes: Floats, gap: float, fixed: Flags, pushes: int = PUSHES, report: Report = silent
) -> Floats:
    """Boxes that overlap moved from one another, step by step; some may still overlap at the end."""
    places = middles.copy()
    count = len(places)
    weight = np.where(fixed, 0.0, 1.0)
    for step in range(pushes):
        report("Pushing cards apart", step, pushes)
        one, other = overlapping(places, sizes, gap)
        both = weight[one] + weight[other]
        one, other, both = one[both > 0], other[both > 0], both[both > 0]
        if not len(one):
            break
        way = places[other] - places[one]
        depth = (sizes[one] + sizes[other]) / 2 + gap - np.abs(way)
        axis = (depth[:, 1] < depth[:, 0]).astype(np.intp)
        rows = np.arange(len(one))
        sign = np.where(way[rows, axis] < 0, -1.0, 1.0)
        push = sign * depth[rows, axis] / both
        moves = np.zeros_like(places)
        for side in (0, 1):
            on = axis == side
            moves[:, side] += np.bincount(other[on], (push * weight[other])[on], minlength=count)
            moves[:, side] -= np.bincount(one[on], (push * weight[one])[on], minlength=count)
        crowd = np.bincount(np.concatenate([one, other]), minlength=count)
        pushed = grained(places + moves / np.sqrt(np.maximum(crowd, 1))[:, None])
        places = np.where(fixed[:, None], middles, pushed)
    return places


def settled(middles: Floats, sizes: Floats, gap: float, fixed: Flags, report: Report = silent) -> Floats:
    """Whole places at which no box overlaps another: those that did are put at the nearest free place."""
    places = np.where(fixed[:, None], middles, _whole(middles, sizes))
    homeless = _homeless(places, sizes, gap, fixed)
    if not len(homeless):
        return places
    placed = np.ones(len(places), dtype=bool)
    placed[homeless] = False
    homeless = homeless[np.lexsort((homeless, -sizes[homeless].prod(axis=1)))]
    for step, box in enumerate(homeless.tolist()):
        report("Finding room", step, len(homeless))
        others = np.flatnonzero(placed)
        places[box] = free_place(middles[box], sizes[box], places[others], sizes[others], gap)
        placed[box] = True
    return places


def free_place(wish: Floats, size: Floats, middles: Floats, sizes: Floats, gap: float = GAP) -> Floats:
    """The whole place nearest to a wish where a box overlaps none of the others."""
    here = _whole(wish, size)
    reach = (sizes + size) / 2 + gap
    outside = np.abs(middles - here) - reach
    if not (outside < -SLACK).all(axis=1).any():
        return here
    distance = np.hypot(*np.maximum(outside, 0).T)
    order = np.argsort(distance, kind="stable")
    middles, reach, distance = middles[order], reach[order], distance[order]
    near = NEAR
    while True:
        low, high = (middles - reach)[:near], (middles + reach)[:near]
        # A gap is taken at its near side, rounded away from the box to a whole place.
        xs = _nearest([*_down(low[:, 0], size[0]), *_up(high[:, 0], size[0]), here[0]], here[0])
        ys = _nearest([*_down(low[:, 1], size[1]), *_up(high[:, 1], size[1]), here[1]], here[1])
        # Boxes further off than `far` may offer something nearer than what lies beyond it.
        far = distance[near] if near < len(distance) and near < 16 * NEAR else np.inf
        found = _first_free(here, xs, ys, far, middles, reach, distance)
        if found is not None:
            return found
        near *= 4


def _nearest(lines: list[float], wish: float) -> Floats:
    """The lines nearest to a wish, and the two outermost: beyond those there is always room."""
    found: Floats = np.unique(lines)
    if len(found) > MOST_LINES:
        near = np.sort(np.argsort(np.abs(found - wish), kind="stable")[:MOST_LINES])
        found = np.unique([*found[near], found[0], found[-1]])
    return found


def _first_free(
    wish: Floats, xs: Floats, ys: Floats, far: float, middles: Floats, reach: Floats, distance: Floats
) -> Floats | None:
    """The nearest crossing of some columns and rows, within `far`, that lies in no box's reach."""
    ways = np.hypot(xs[:, None] - wish[0], ys[None, :] - wish[1]).ravel()
    order = np.argsort(ways, kind="stable")
    order = order[ways[order] <= far]
    for begin in range(0, len(order), BATCH):
        some = order[begin : begin + BATCH]
        spots = np.stack([xs[some // len(ys)], ys[some % len(ys)]], axis=1)
        # A box whose reach begins further off than the spots cannot cover one.
        last = int(np.searchsorted(distance, ways[some[-1]] + 1.0))
        inside = np.abs(spots[:, None] - middles[None, :last]) < reach[None, :last] - SLACK
        free: Flags = ~np.any(np.all(inside, axis=2), axis=1)
        if free.any():
            found: Floats = spots[int(np.argmax(free))]
            return found
    return None


def _homeless(places: Floats, sizes: Floats, gap: float, fixed: Flags) -> Ints:
    """The fewest boxes, or nearly, without which none overlap."""
    one, other = overlapping(places, sizes, gap - 1.0)
    free = ~(fixed[one] & fixed[other])
    one, other = one[free], other[free]
    out: list[int] = []
    while len(one):
        count = np.bincount(np.concatenate([one, other]), minlength=len(places))
        count[fixed] = 0
        most = count.max()
        # Several at a time, as long as they have nothing to do with one another.
        worst = np.flatnonzero(count == most)
        taken = np.zeros(len(places), dtype=bool)
        for box in worst.tolist()[: max(1, len(worst) // 2)]:
            taken[box] = True
        out += np.flatnonzero(taken).tolist()
        left = ~(taken[one] | taken[other])
        one, other = one[left], other[left]
    return np.array(out, dtype=np.intp)


def _whole(middles: Floats, sizes: Floats) -> Floats:
    """Middles for which the top left corners are whole numbers."""
    return np.rint(middles - sizes / 2) + sizes / 2


def _down(values: Floats, size: float) -> Floats:
    found: Floats = np.floor(values - size / 2 + SLACK) + size / 2
    return found


def _up(values: Floats, size: float) -> Floats:
    found: Floats = np.ceil(values - size / 2 - SLACK) + size / 2
    return found
