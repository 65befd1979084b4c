"""Small repairs of an arrangement made by hand: overlaps taken away, gaps evened, room made, cards added.

Each moves as few cards as it can, and those as little as it can: the arrangement is the argument.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from board.layout.net import GAP, Flags, Floats, Ints, Report, silent
from board.layout.overlap import apart, free_place, overlapping
from board.layout.packing import PART_GAP, bounds

SNAP = 14.0
"""Edges nearer than this are meant to be in line."""
UNEVEN = 0.35
"""Gaps that differ from their mean by less than this part of it are meant to be equal."""
ROOMY = (12, 40)
"""Cards around that may move to make room: few, or more where one of those would have to go far."""
ROOM_PUSHES = 24
FAR = 1.2
"""Further than this, in cards, is far."""


def tidied(middles: Floats, sizes: Floats, fixed: Flags, report: Report = silent) -> Floats:
    """Edges in line, gaps in rows and columns equal, nothing overlapping."""
    corners = middles - sizes / 2
    for axis in (1, 0):
        corners[:, axis] = _aligned(corners[:, axis], fixed)
    for axis in (0, 1):
        corners[:, axis] = _evened(corners, sizes, fixed, axis)
    lined = np.where(fixed[:, None], middles, corners + sizes / 2)
    found = apart(lined, sizes, gap=GAP / 2, fixed=fixed, report=report)
    return _only_moved(middles, found, np.flatnonzero(~fixed), sizes)


def _aligned(edges: Floats, fixed: Flags) -> Floats:
    """Edges that nearly agree made to agree: with a fixed one, or with the middle one."""
    found = edges.copy()
    order = np.argsort(edges, kind="stable")
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and edges[order[end]] - edges[order[start]] <= SNAP:
            end += 1
        group = order[start:end]
        pins = group[fixed[group]]
        line = edges[pins[0]] if len(pins) else edges[group[len(group) // 2]]
        found[group] = np.where(fixed[group], edges[group], line)
        start = end
    return found


def _evened(corners: Floats, sizes: Floats, fixed: Flags, axis: int) -> Floats:
    """Three or more boxes in line, with gaps about equal: made equal, the first and the last staying."""
    found = corners[:, axis].copy()
    across = corners[:, 1 - axis]
    for line in np.unique(across):
        row = np.flatnonzero(across == line)
        row = row[np.argsort(found[row], kind="stable")]
        gaps = found[row[1:]] - found[row[:-1]] - sizes[row[:-1], axis]
        mean = gaps.mean() if len(gaps) else 0.0
        is_even = len(row) > 2 and mean > 0 and (np.abs(gaps - mean) <= UNEVEN * mean).all()
        if is_even and not fixed[row[1:-1]].any():
            found[row[1:]] = found[row[0]] + np.cumsum(sizes[row[:-1], axis] + mean)
    return found


def room_made(
    middles: Floats, sizes: Floats, dropped: Ints, fixed: Flags, roomy: Sequence[int] = ROOMY
) -> Floats:
    """Boxes dropped among others stay; the nearest few others make way, and nothing else moves."""
    gap = GAP / 2
    one, other = overlapping(middles, sizes)
    is_dropped = np.zeros(len(middles), dtype=bool)
    is_dropped[dropped] = True
    if not (is_dropped[one] ^ is_dropped[other]).any():
        return middles.copy()
    off = np.full(len(middles), np.inf)
    for box in dropped.tolist():
        outside = np.abs(middles - middles[box]) - (sizes + sizes[box]) / 2
        off = np.minimum(off, np.hypot(*np.maximum(outside, 0).T) + 1e-3 * np.hypot(*outside.T))
    off[is_dropped | fixed] = np.inf
    order = np.argsort(off, kind="stable")
    order = order[np.isfinite(off[order])]
    least = int((off <= 1e-3).sum())
    best, farthest = middles, np.inf
    for few in roomy:
        near = order[: max(few, least)]
        stays = np.ones(len(middles), dtype=bool)
        stays[near] = False
        found = _only_moved(
            middles, apart(middles, sizes, gap=gap, fixed=stays, pushes=ROOM_PUSHES), near, sizes
        )
        far = float(np.abs(found - middles).max())
        if far < farthest:
            best, farthest = found, far
        if farthest <= FAR * float(sizes[dropped].max()) or len(near) == len(order):
            break
    return best


def _only_moved(before: Floats, after: Floats, near: Ints, sizes: Floats) -> Floats:
    """Boxes that were merely rounded to whole places are left where they were, if that is free."""
    found = after.copy()
    found[near] = np.where(np.abs(after[near] - before[near]) <= 1.0, before[near], after[near])
    one, other = overlapping(found, sizes)
    hit = np.unique(np.concatenate([one, other]))
    found[hit] = after[hit]
    return found


def inserted(middles: Floats, sizes: Floats, new: Floats, neighbours: Sequence[Sequence[int]]) -> Floats:
    """Places for new boxes beside those they are linked to; nothing else moves.

    `neighbours` of new box i are numbers of boxes there are, or of new ones counted on from those.
    """
    count = len(middles)
    places = np.concatenate([middles, np.zeros_like(new)])
    room = np.concatenate([sizes, new])
    placed = np.arange(count + len(new)) < count
    todo = dict.fromkeys(range(len(new)))
    while todo:
        known = {box: [one for one in neighbours[box] if placed[one]] for box in todo}
        box = max(todo, key=lambda box: (len(known[box]), -box))
        here = np.flatnonzero(placed)
        if known[box]:
            wish = places[known[box]].mean(axis=0)
        elif len(here):
            low, high = bounds(places[here], room[here])
            wish = np.array([low[0] + new[box, 0] / 2, high[1] + PART_GAP + new[box, 1] / 2])
        else:
            wish = new[box] / 2
        places[count + box] = free_place(wish, new[box], places[here], room[here])
        placed[count + box] = True
        del todo[box]
    return places[count:]
