"""Where a new card finds room: array work over the boxes of a board."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np

from ui.canvas.snapping import Boxes

Side: TypeAlias = Literal["left", "right", "up", "down"]

WAYS: dict[Side, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
"""Each side as a step in x and y."""

_STEP, _STEPS = 24.0, 20
"""How finely and how far a clear spot is looked for round a point."""
_OUT, _ASIDE = 5, 20
"""How many places a new card may go further out, and aside."""


def free_spot(
    boxes: Boxes, here: int, side: Side, size: tuple[float, float], gap: float
) -> tuple[float, float]:
    """The top left corner for a new box at one side of another, as near as it covers nothing.

    It may step aside, one way or the other, and further out.
    """
    dx, dy = WAYS[side]
    box, (width, height) = boxes[here], size
    x = (box[0] + box[2] - width) / 2 + dx * ((box[2] - box[0] + width) / 2 + gap)
    y = (box[1] + box[3] - height) / 2 + dy * ((box[3] - box[1] + height) / 2 + gap)
    margin = gap / 4
    across, along = width + margin, height + margin
    steps = [(out, aside) for out in range(_OUT) for aside in range(-_ASIDE, _ASIDE + 1)]

    def distance(step: tuple[int, int]) -> float:
        out, aside = step
        return out * (across if dx else along) + abs(aside) * (along if dx else across)

    for out, aside in sorted(steps, key=distance):
        left = x + dx * out * across + abs(dy) * aside * across
        top = y + dy * out * along + abs(dx) * aside * along
        if not _covers(boxes, left - margin, top - margin, left + width + margin, top + height + margin):
            return float(left), float(top)
    return float(x), float(y)


def clear_spot(
    boxes: Boxes, middle: tuple[float, float], size: tuple[float, float], margin: float
) -> tuple[float, float]:
    """The middle for a new box at a point, or as near as it covers nothing; the point if nowhere."""
    reach = np.arange(-_STEPS, _STEPS + 1) * _STEP
    offsets = np.array([(x, y) for x in reach for y in reach], dtype=np.float64)
    offsets = offsets[np.argsort(np.hypot(*offsets.T), kind="stable")]
    low = offsets + middle - np.array(size) / 2 - margin
    high = offsets + middle + np.array(size) / 2 + margin
    (left, top), (right, bottom) = low.min(axis=0), high.max(axis=0)
    near = boxes[(boxes[:, 0] < right) & (boxes[:, 2] > left) & (boxes[:, 1] < bottom) & (boxes[:, 3] > top)]
    taken = np.zeros(len(offsets), dtype=np.bool_)
    for x0, y0, x1, y1 in near:
        taken |= (low[:, 0] < x1) & (high[:, 0] > x0) & (low[:, 1] < y1) & (high[:, 1] > y0)
    x, y = offsets[int(taken.argmin())] if not taken.all() else (0.0, 0.0)
    return middle[0] + float(x), middle[1] + float(y)


def _covers(boxes: Boxes, x0: float, y0: float, x1: float, y1: float) -> bool:
    apart = (boxes[:, 0] >= x1) | (boxes[:, 2] <= x0) | (boxes[:, 1] >= y1) | (boxes[:, 3] <= y0)
    return not bool(apart.all())
