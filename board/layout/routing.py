"""Ways for links around the cards they would run under: one or two bends at corners of what is in the way.

A link gets bends only where the way they make is free of every card and not much longer; others stay
straight. What is found is offered as bend points; nothing is bent that the user has bent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from board.layout.net import Flags, Floats, Ints, Report, silent
from board.records import Point

MARGIN = 12.0
"""Kept between a bend and the card it goes around."""
DETOUR = 1.6
"""A way is at most this many times as long as the straight line."""
LANE = 9.0
"""Between two links that bend at the same corner."""
MOST_LANES = 4
CORNERS = 24
"""Corners that are tried, the nearest to the straight line first."""

Pair = tuple[int, int]


def routed(
    middles: Floats, sizes: Floats, links: Sequence[Pair], report: Report = silent
) -> dict[int, tuple[Point, ...]]:
    """Bends by the number of the link, for those that need and can have any."""
    found = {}
    taken: Counter[Point] = Counter()
    low, high = middles - sizes / 2, middles + sizes / 2
    for number, (tail, head) in enumerate(links):
        report("Routing links", number, len(links))
        if tail == head:
            continue
        near = _near(low, high, middles[tail], middles[head], (tail, head))
        hit = _hits(low[near], high[near], middles[tail][None], middles[head][None])[0]
        if hit.any():
            box = near[hit]
            bends = _way(low[near], high[near], middles[tail], middles[head], _corners(low[box], high[box]))
            if bends:
                found[number] = tuple(_beside(point, middles[box], taken) for point in bends)
    return found


def _beside(point: Point, middles: Floats, taken: Counter[Point]) -> Point:
    """A bend of its own where others bend already: a little further out from the card it goes around."""
    taken[point] += 1
    nearest = middles[np.hypot(*(middles - point).T).argmin()]
    further = LANE * min(taken[point] - 1, MOST_LANES)
    x, y = (one + further * (1 if one > middle else -1) for one, middle in zip(point, nearest, strict=True))
    return float(x), float(y)


def _near(low: Floats, high: Floats, start: Floats, end: Floats, ends: Pair) -> Ints:
    """The cards about a link, its own two left out."""
    reach = np.hypot(*(end - start)) * (DETOUR - 1) / 2 + MARGIN
    least, most = np.minimum(start, end) - reach, np.maximum(start, end) + reach
    near = np.flatnonzero(((high > least) & (low < most)).all(axis=1))
    found: Ints = near[(near != ends[0]) & (near != ends[1])]
    return found


def _hits(low: Floats, high: Floats, starts: Floats, ends: Floats) -> Flags:
    """Which lines (rows) run through which boxes (columns)."""
    way = ends - starts
    way = np.where(np.abs(way) < 1e-9, 1e-9, way)[:, None]
    first = (low[None] - starts[:, None]) / way
    last = (high[None] - starts[:, None]) / way
    enter = np.minimum(first, last).max(axis=2)
    leave = np.maximum(first, last).min(axis=2)
    found: Flags = (enter < leave) & (leave > 0) & (enter < 1)
    return found


def _corners(low: Floats, high: Floats) -> Floats:
    """The points around boxes at which a way may bend."""
    left, top, right, bottom = *(low - MARGIN).T, *(high + MARGIN).T
    return np.concatenate(
        [np.stack(pair, axis=1) for pair in ((left, top), (right, top), (left, bottom), (right, bottom))]
    )


def _way(low: Floats, high: Floats, start: Floats, end: Floats, corners: Floats) -> tuple[Point, ...]:
    """The shortest free way by one corner or two; nothing when there is none."""
    straight = np.hypot(*(end - start))
    to, on = np.hypot(*(corners - start).T), np.hypot(*(end - corners).T)
    order = np.argsort(to + on, kind="stable")[:CORNERS]
    corners, to, on = corners[order], to[order], on[order]
    leaves = ~_hits(low, high, np.broadcast_to(start, corners.shape), corners).any(axis=1)
    arrives = ~_hits(low, high, corners, np.broadcast_to(end, corners.shape)).any(axis=1)
    one = np.where(leaves & arrives, to + on, np.inf)
    if len(one) and one.min() <= DETOUR * straight:
        return (_point(corners[int(one.argmin())]),)
    first, second = np.flatnonzero(leaves), np.flatnonzero(arrives)
    if not len(first) or not len(second):
        return ()
    tails, heads = (grid.ravel() for grid in np.meshgrid(first, second, indexing="ij"))
    length = to[tails] + np.hypot(*(corners[heads] - corners[tails]).T) + on[heads]
    length[_hits(low, high, corners[tails], corners[heads]).any(axis=1)] = np.inf
    best = int(length.argmin())
    if length[best] > DETOUR * straight:
        return ()
    return _point(corners[tails[best]]), _point(corners[heads[best]])


def _point(corner: Floats) -> Point:
    return float(round(corner[0])), float(round(corner[1]))
