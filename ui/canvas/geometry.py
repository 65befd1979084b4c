"""How links run: from which side of a card to which side of the other, and along which curve.

All of it is array work over many links at once. A link leaves a card on the side that faces the other
card; the links of one side share it in the order in which their far ends lie, so that they neither
coincide nor cross on the way out. Links between the same two cards thereby run beside one another.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

LEFT, TOP, RIGHT, BOTTOM = range(4)
STEPS = 16
"""Pieces a curve is flattened into."""
SPACING = 20.0
"""Distance between neighbouring links on one side of a card, where there is room."""
CORNER = 14.0
"""Ends keep this far from a card's corners."""
GAP = 4.0
"""Distance from the tip of a link to the card it points at."""
_LEAST_ASIDE = 20.0
_STEEP = 1.6
_STEEP_FROM = 40.0
_LEAST_PULL = 22.0
_MOST_PULL = 190.0

_OUT = np.array([(-1.0, 0.0), (0.0, -1.0), (1.0, 0.0), (0.0, 1.0)])
"""The way out of each side."""


def _basis(steps: int) -> Floats:
    """What each control point weighs at evenly spaced parameters."""
    t = np.linspace(0.0, 1.0, steps + 1)[:, None]
    return np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])


BASES = {steps: _basis(steps) for steps in (1, 2, 4, 8, 16, 32, 64, 128)}
"""For curves flattened into so many pieces, what each control point weighs at their ends."""


def _part(index: int) -> Floats:
    """The control points of one of STEPS parts of a curve, from those of the curve."""
    start, stop = index / STEPS, (index + 1) / STEPS
    blossom = [(start, start, start), (start, start, stop), (start, stop, stop), (stop, stop, stop)]
    rows = []
    for a, b, c in blossom:
        ones = (1 - a) * (1 - b) * (1 - c)
        thrice = a * b * c
        twos = a * (1 - b) * (1 - c) + b * (1 - a) * (1 - c) + c * (1 - a) * (1 - b)
        rows.append((ones, twos, a * b + b * c + a * c - 3 * thrice, thrice))
    return np.array(rows)


PARTS = np.stack([_part(index) for index in range(STEPS)])
"""For each of STEPS parts of a curve, what the curve's control points weigh in the part's."""


def _speeds() -> Floats:
    """What each step between control points weighs in the speed at three places of each of STEPS parts."""
    middles = (np.arange(STEPS) + 0.5) / STEPS
    t = (middles[:, None] + np.array([-1.0, 0.0, 1.0]) * 0.6**0.5 / 2 / STEPS).reshape(-1, 1)
    return 3 * np.hstack([(1 - t) ** 2, 2 * t * (1 - t), t**2])


_SPEEDS = _speeds()
_GAUSS = np.array([5.0, 8.0, 5.0])[None, :, None] / 18 / STEPS


def reaches(x: Floats, y: Floats) -> Floats:
    """The lengths (STEPS + 1, n) of curves up to each of their parts, given control points as rows."""
    speed = np.hypot(_SPEEDS @ np.diff(x, axis=0), _SPEEDS @ np.diff(y, axis=0))
    lengths = (speed.reshape(STEPS, 3, -1) * _GAUSS).sum(axis=1)
    return np.concatenate([np.zeros((1, x.shape[1])), np.cumsum(lengths, axis=0)])


def centres(boxes: Floats) -> Floats:
    """The centres of boxes given as x0, y0, x1, y1."""
    return (boxes[:, :2] + boxes[:, 2:]) / 2


def facing_sides(tails: Floats, heads: Floats) -> tuple[Ints, Ints]:
    """The sides on which links leave their tails and reach their heads, given both boxes."""
    gap_x = np.maximum(heads[:, 0] - tails[:, 2], tails[:, 0] - heads[:, 2])
    gap_y = np.maximum(heads[:, 1] - tails[:, 3], tails[:, 1] - heads[:, 3])
    way = centres(heads) - centres(tails)
    aside = gap_x >= _LEAST_ASIDE
    steep = aside & (gap_y > _STEEP * gap_x + _STEEP_FROM)
    across = (aside & ~steep) | (~aside & (gap_y < 0) & (gap_x > gap_y))
    tail_x, head_x = np.where(way[:, 0] >= 0, RIGHT, LEFT), np.where(way[:, 0] >= 0, LEFT, RIGHT)
    tail_y, head_y = np.where(way[:, 1] >= 0, BOTTOM, TOP), np.where(way[:, 1] >= 0, TOP, BOTTOM)
    # a steep link leaves sideways and comes in from above or below
    tail_sides = np.where(across | steep, tail_x, tail_y)
    head_sides = np.where(across, head_x, head_y)
    return tail_sides.astype(np.int32), head_sides.astype(np.int32)


def side_towards(box: Floats, point: Floats) -> int:
    """The side of one box that faces a point."""
    centre = (box[:2] + box[2:]) / 2
    way = (point - centre) / np.maximum((box[2:] - box[:2]) / 2, 1.0)
    if abs(way[0]) >= abs(way[1]):
        return RIGHT if way[0] >= 0 else LEFT
    return BOTTOM if way[1] >= 0 else TOP


def spread(cards: Ints, sides: Ints, boxes: Floats, targets: Floats, ties: NDArray[np.int64]) -> Floats:
    """How far from the middle of its side each end stands, in px along the side.

    `cards`, `sides` and `boxes` describe the ends, `targets` is where the far ends lie, and `ties`
    settles, alike at both ends, which goes first where those lie in one direction. Every end on each
    side taken part must be among them.
    """
    if len(cards) == 0:
        return np.zeros(0)
    way = targets - centres(boxes)
    is_x = sides & 1 == LEFT
    slope = np.where(is_x, way[:, 1] / (np.abs(way[:, 0]) + 1), way[:, 0] / (np.abs(way[:, 1]) + 1))
    group = cards.astype(np.int64) * 4 + sides
    order = np.lexsort((ties, slope, group))
    ordered = group[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    counts = np.diff(np.r_[starts, len(ordered)])
    rank = np.empty(len(order))
    rank[order] = np.arange(len(order)) - np.repeat(starts, counts)
    count = np.empty(len(order))
    count[order] = np.repeat(counts, counts)
    length = np.where(is_x, boxes[:, 3] - boxes[:, 1], boxes[:, 2] - boxes[:, 0])
    room = np.maximum(length - 2 * CORNER, 0.0)
    step = np.minimum(SPACING, room / np.maximum(count - 1, 1))
    offsets = (rank - (count - 1) / 2) * step
    # an end that has its side to itself is marked, so that it may slide to make the link straight
    return np.where(count == 1, np.nan, offsets)


def curves(
    tails: Floats, heads: Floats, tail_sides: Ints, head_sides: Ints, tail_at: Floats, head_at: Floats
) -> Floats:
    """The control points (n, 4, 2) of links between boxes, at the offsets that `spread` gave."""
    tail_free, head_free = np.isnan(tail_at), np.isnan(head_at)
    tail_at, head_at = np.nan_to_num(tail_at), np.nan_to_num(head_at)
    # sides that look along one axis are alike in their last bit
    for axis, are_along in ((1, (tail_sides | head_sides) & 1 == 0), (0, tail_sides & head_sides & 1 == 1)):
        straight = tail_free & head_free & are_along
        low = np.maximum(tails[:, axis], heads[:, axis]) + CORNER
        high = np.minimum(tails[:, axis + 2], heads[:, axis + 2]) - CORNER
        straight &= high >= low
        middle = (low + high) / 2
        tail_at = np.where(straight, middle - (tails[:, axis] + tails[:, axis + 2]) / 2, tail_at)
        head_at = np.where(straight, middle - (heads[:, axis] + heads[:, axis + 2]) / 2, head_at)
    start, start_out = _port(tails, tail_sides, tail_at), _OUT[tail_sides]
    end_out = _OUT[head_sides]
    end = _port(heads, head_sides, head_at) + end_out * GAP
    way = end - start
    start_pull = np.abs((way * start_out).sum(1)) * 0.5
    end_pull = np.abs((way * end_out).sum(1)) * 0.5
    # where the way is short, a long pull would make a knot
    most = np.maximum(np.hypot(way[:, 0], way[:, 1]) * 0.6, 2.0)
    # and between sides that face each other one longer than the gap a wave
    gap = (way * start_out).sum(1)
    faces = (gap > 0) & ((start_out * end_out).sum(1) < -0.5)
    most = np.where(faces, np.minimum(most, np.maximum(gap * 0.75, 2.0)), most)
    start_pull = np.minimum(np.clip(start_pull, _LEAST_PULL, _MOST_PULL), most)
    end_pull = np.minimum(np.clip(end_pull, _LEAST_PULL, _MOST_PULL), most)
    return np.stack(
        [start, start + start_out * start_pull[:, None], end + end_out * end_pull[:, None], end], axis=1
    )


def loops(boxes: Floats, nth: Ints) -> Floats:
    """The control points of links from cards to themselves: over the top right corner, each larger."""
    size = 34.0 + 14.0 * nth
    right, top = boxes[:, 2], boxes[:, 1]
    along = np.minimum(36.0, (boxes[:, 2] - boxes[:, 0]) * 0.3)
    down = np.minimum(28.0, (boxes[:, 3] - boxes[:, 1]) * 0.4)
    return np.stack(
        [
            np.stack([right - along, top], axis=1),
            np.stack([right - along, top - size * 1.5], axis=1),
            np.stack([right + size * 1.5, top + down], axis=1),
            np.stack([right + GAP, top + down], axis=1),
        ],
        axis=1,
    )


def through(curve: Floats, points: Sequence[tuple[float, float]]) -> Floats:
    """Control points (3k+1, 2) of a smooth way from a curve's start to its end through bend points."""
    way = np.vstack([curve[0], np.asarray(points, dtype=np.float64), curve[3]])
    tangents = np.empty_like(way)
    tangents[1:-1] = (way[2:] - way[:-2]) / 2
    for at, other, control in ((0, 1, curve[1]), (-1, -2, curve[2])):
        out = control - way[at]
        length = max(float(np.hypot(*out)), 1e-9)
        reach = float(np.hypot(*(way[other] - way[at])))
        tangents[at] = out / length * reach * (1 if at == 0 else -1)
    gaps = np.hypot(*(way[1:] - way[:-1]).T)
    made = [way[0]]
    for index in range(len(way) - 1):
        for at, sign in ((index, 1), (index + 1, -1)):
            length = max(float(np.hypot(*tangents[at])), 1e-9)
            pull = min(length, float(gaps[index]) * 1.2) / 3
            made.append(way[at] + sign * tangents[at] / length * pull)
        made.append(way[index + 1])
    return np.array(made)


def flattened(control: Floats, steps: int = STEPS) -> Floats:
    """Curves (n, 4, 2) as lines of `steps` + 1 points each; `steps` is a power of two up to 128."""
    # one product of two matrices: many times faster than a sum over an axis
    points = BASES[steps] @ control.transpose(1, 0, 2).reshape(4, -1)
    return np.ascontiguousarray(points.reshape(steps + 1, -1, 2).transpose(1, 0, 2))


def flattened_in_boxes(control: Floats) -> tuple[Floats, Floats]:
    """Curves as lines of STEPS + 1 points each, and the boxes around those."""
    points = BASES[STEPS] @ control.transpose(1, 0, 2).reshape(4, -1)
    boxes = np.hstack([points.min(axis=0).reshape(-1, 2), points.max(axis=0).reshape(-1, 2)])
    return np.ascontiguousarray(points.reshape(STEPS + 1, -1, 2).transpose(1, 0, 2)), boxes


def pieces_within(
    lines: Floats, low: tuple[float, float], high: tuple[float, float], bulge: float | None = None
) -> NDArray[np.bool_]:
    """Which pieces of lines may touch a box, given how far curves bulge beyond them."""
    x, y = lines[..., 0], lines[..., 1]
    left, right = np.minimum(x[:, 1:], x[:, :-1]), np.maximum(x[:, 1:], x[:, :-1])
    top, bottom = np.minimum(y[:, 1:], y[:, :-1]), np.maximum(y[:, 1:], y[:, :-1])
    beyond: Floats | float = 0.0 if bulge is None else bulge
    if bulge is None:
        beyond = np.maximum((right - left).max(axis=1), (bottom - top).max(axis=1))[:, None] * 0.1 + 4
    inside: NDArray[np.bool_] = (left - beyond <= high[0]) & (right + beyond >= low[0])
    inside &= (top - beyond <= high[1]) & (bottom + beyond >= low[1])
    return inside


def boxes_along(lines: Floats, most: float) -> Floats:
    """Boxes that together hold lines (n, points, 2): one for each line no larger than `most`, else many."""
    low, high = lines.min(axis=1), lines.max(axis=1)
    is_long = (high - low).max(axis=1) > most
    long = lines[is_long]
    pieces = np.concatenate(
        [np.minimum(long[:, 1:], long[:, :-1]), np.maximum(long[:, 1:], long[:, :-1])], axis=2
    )
    return np.concatenate([np.hstack([low, high])[~is_long], pieces.reshape(-1, 4)])


def boxes_of_parts(lines: Floats, parts: int) -> Floats:
    """The boxes (n, parts, 4) of even parts of lines of STEPS + 1 points."""
    shape = (len(lines), parts, STEPS // parts, 2)
    low = np.minimum(lines[:, 1:], lines[:, :-1]).reshape(shape).min(axis=2)
    high = np.maximum(lines[:, 1:], lines[:, :-1]).reshape(shape).max(axis=2)
    return np.concatenate([low, high], axis=2)


def stretches(starts: Ints, counts: Ints) -> NDArray[np.intp]:
    """The numbers of stretches that begin somewhere and are so long, one stretch after another."""
    total = int(counts.sum())
    return np.repeat(starts - np.cumsum(counts) + counts, counts).astype(np.intp) + np.arange(total)


def flattened_path(path: Floats) -> Floats:
    """A way of several curves (3k+1, 2) as one line of STEPS + 1 points."""
    count = (len(path) - 1) // 3
    pieces = flattened(np.stack([path[3 * k : 3 * k + 4] for k in range(count)]))
    every = np.concatenate([pieces[0], *pieces[1:, 1:]])
    # an even choice that keeps both ends
    chosen: Floats = every[np.linspace(0, len(every) - 1, STEPS + 1).round().astype(int)]
    return chosen


def at_parts(control: Floats, part: float) -> Floats:
    """The points of curves (n, 4, 2) at one parameter."""
    t = part
    weights = np.array([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
    points: Floats = np.einsum("k,nkd->nd", weights, control)
    return points


def at_part(path: Floats, part: float) -> Floats:
    """The point at a part (0..1) of the parameter of a way (3k+1, 2)."""
    pieces = (len(path) - 1) // 3
    place = min(max(part, 0.0), 1.0) * pieces
    piece = min(int(place), pieces - 1)
    point: Floats = at_parts(path[None, 3 * piece : 3 * piece + 4], place - piece)[0]
    return point


def spans(lines: Floats) -> Floats:
    """The boxes x0, y0, x1, y1 around lines."""
    return np.concatenate([lines.min(axis=1), lines.max(axis=1)], axis=1)


def in_spatial_order(points: Floats, block: float = 512.0) -> NDArray[np.intp]:
    """An order in which points that lie near one another mostly stand near one another."""
    cells = np.floor(points / block)
    return np.lexsort((points[:, 0], cells[:, 0], cells[:, 1]))


def _port(boxes: Floats, sides: Ints, offsets: Floats) -> Floats:
    """The places on the sides of boxes that lie `offsets` from the sides' middles."""
    middle, half = centres(boxes), (boxes[:, 2:] - boxes[:, :2]) / 2
    out = _OUT[sides]
    ports: Floats = middle + out * half + np.abs(out[:, ::-1]) * offsets[:, None]
    return ports
