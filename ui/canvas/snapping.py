"""Where a moved or resized box wants to rest: on edges, centres and equal gaps of its neighbours.

Pure numbers in board units. A gesture asks on every pointer move, so everything is array work over
the boxes that are in sight. Each axis is settled by itself; the smallest shift wins, and an edge
wins over a centre, a centre over a gap, where they are equally far.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Boxes: TypeAlias = NDArray[np.float64]
"""Rows of x0, y0, x1, y1."""
Box: TypeAlias = tuple[float, float, float, float]
Line: TypeAlias = tuple[float, float, float, float]

SAME = 0.01
"""Two coordinates closer than this are one line to the eye."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A line that shows why a box rests where it does; a gap's line measures an equal distance."""

    kind: Literal["edge", "centre", "gap"]
    line: Line


@dataclass(frozen=True, slots=True)
class Snap:
    """The shift that brings a box to rest, and the guides to show then."""

    dx: float = 0.0
    dy: float = 0.0
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pull:
    """One reason to shift along an axis; `rank` settles ties."""

    shift: float
    rank: int


def snap(moving: Box, others: Boxes, reach: float) -> Snap:
    """How a moved box comes to rest among others within `reach` of each of its lines."""
    if len(others) == 0:
        return Snap()
    dx = _best(_pulls(moving, others, 0, reach))
    dy = _best(_pulls(moving, others, 1, reach))
    rested = (moving[0] + dx, moving[1] + dy, moving[2] + dx, moving[3] + dy)
    return Snap(dx, dy, tuple(_guides(rested, others)))


def snap_edges(box: Box, edges: Sequence[int], others: Boxes, reach: float) -> Snap:
    """How the edges that a resize moves (indexes into the box: 0 left, 1 top, 2 right, 3 bottom) rest."""
    if len(others) == 0:
        return Snap()
    shifts = [0.0, 0.0]
    for edge in edges:
        axis = edge % 2
        away = others[:, (axis, axis + 2)].ravel() - box[edge]
        shifts[axis] = _best(_Pull(float(d), 0) for d in away[np.abs(away) <= reach])
    moved = list(box)
    for edge in edges:
        moved[edge] += shifts[edge % 2]
    rested = (moved[0], moved[1], moved[2], moved[3])
    lines = [line for edge in edges for line in _edge_lines(rested, others, edge % 2, (edge,))]
    return Snap(shifts[0], shifts[1], tuple(Guide("edge", line) for line in lines))


def _best(pulls: Iterator[_Pull]) -> float:
    return min(pulls, key=lambda pull: (round(abs(pull.shift), 6), pull.rank), default=_Pull(0.0, 9)).shift


def _pulls(box: Box, others: Boxes, axis: int, reach: float) -> Iterator[_Pull]:
    low, high = box[axis], box[axis + 2]
    lows, highs = others[:, axis], others[:, axis + 2]
    edges = np.concatenate([lows - low, highs - high, lows - high, highs - low])
    centres = (lows + highs) / 2 - (low + high) / 2
    for rank, away in enumerate((edges, centres)):
        near = away[np.abs(away) <= reach]
        if len(near):
            yield _Pull(float(near[np.abs(near).argmin()]), rank)
    for rest in _gap_rests(box, others, axis):
        if abs(rest - low) <= reach:
            yield _Pull(rest - low, 2)


def _row(box: Box, others: Boxes, axis: int) -> Boxes:
    """The boxes that stand in one row with this one along an axis, in order, none overlapping it in part."""
    across = 1 - axis
    shares = (others[:, across] < box[across + 2]) & (others[:, across + 2] > box[across])
    row = others[shares]
    return row[np.argsort(row[:, axis], kind="stable")]


def _gap_rests(box: Box, others: Boxes, axis: int) -> Iterator[float]:
    """Low edges at which this box and its neighbours in the row stand at equal distances."""
    size = box[axis + 2] - box[axis]
    middle = (box[axis] + box[axis + 2]) / 2
    row = _row(box, others, axis)
    middles = (row[:, axis] + row[:, axis + 2]) / 2
    before, after = row[middles < middle], row[middles >= middle]
    if len(before) and len(after):
        space = after[0, axis] - before[-1, axis + 2]
        if space > size:
            yield float(before[-1, axis + 2] + (space - size) / 2)
    if len(before) > 1 and (gap := before[-1, axis] - before[-2, axis + 2]) > 0:
        yield float(before[-1, axis + 2] + gap)
    if len(after) > 1 and (gap := after[1, axis] - after[0, axis + 2]) > 0:
        yield float(after[0, axis] - gap - size)


def _guides(box: Box, others: Boxes) -> Iterator[Guide]:
    for axis in (0, 1):
        lines = list(_edge_lines(box, others, axis, (axis, axis + 2)))
        yield from (Guide("edge", line) for line in lines)
        if not lines and (line := _centre_line(box, others, axis)) is not None:
            yield Guide("centre", line)
        yield from (Guide("gap", line) for line in _gap_lines(box, others, axis))


def _edge_lines(box: Box, others: Boxes, axis: int, edges: Sequence[int]) -> Iterator[Line]:
    """A line along each of the box's edges on which a neighbour's edge lies too."""
    for edge in edges:
        at = box[edge]
        on = (np.abs(others[:, axis] - at) < SAME) | (np.abs(others[:, axis + 2] - at) < SAME)
        if on.any():
            yield _along(box, others[on], axis, at)


def _centre_line(box: Box, others: Boxes, axis: int) -> Line | None:
    at = (box[axis] + box[axis + 2]) / 2
    on = np.abs((others[:, axis] + others[:, axis + 2]) / 2 - at) < SAME
    return _along(box, others[on], axis, at) if on.any() else None


def _along(box: Box, boxes: Boxes, axis: int, at: float) -> Line:
    across = 1 - axis
    start = float(min(box[across], boxes[:, across].min()))
    end = float(max(box[across + 2], boxes[:, across + 2].max()))
    return (at, start, at, end) if axis == 0 else (start, at, end, at)


def _gap_lines(box: Box, others: Boxes, axis: int) -> Iterator[Line]:
    """The equal distances round a box that rests between or beside its neighbours."""
    if not any(abs(rest - box[axis]) < SAME for rest in _gap_rests(box, others, axis)):
        return
    row = _row(box, others, axis)
    middle = (box[axis] + box[axis + 2]) / 2
    middles = (row[:, axis] + row[:, axis + 2]) / 2
    before, after = row[middles < middle], row[middles >= middle]
    chain = [*(tuple(map(float, one)) for one in before[-2:]), box]
    chain += [tuple(map(float, one)) for one in after[:2]]
    gaps = [(left, right, right[axis] - left[axis + 2]) for left, right in pairwise(chain)]
    mine = {gap for left, right, gap in gaps if box in (left, right)}
    for left, right, gap in gaps:
        equal = sum(abs(gap - other) < SAME for _, _, other in gaps) > 1
        if gap > 0 and equal and any(abs(gap - own) < SAME for own in mine):
            yield _measure(left, right, axis)


def _measure(left: Sequence[float], right: Sequence[float], axis: int) -> Line:
    """The line between two neighbours, halfway along what they share."""
    across = 1 - axis
    low, high = max(left[across], right[across]), min(left[across + 2], right[across + 2])
    at = (low + high) / 2
    start, end = left[axis + 2], right[axis]
    return (start, at, end, at) if axis == 0 else (at, start, at, end)
