"""Where a card that grows out of another finds room: array work over the boxes of a board."""

from __future__ import annotations

from typing import Literal, TypeAlias

from ui.canvas.snapping import Boxes

Side: TypeAlias = Literal["left", "right", "up", "down"]

WAYS: dict[Side, tuple[int, int]] = {"left": (-1, 0), "right": (1, 0), "up": (0, -1), "down": (0, 1)}
"""Each side as a step in x and y."""


def free_spot(
    boxes: Boxes, here: int, side: Side, size: tuple[float, float], gap: float
) -> tuple[float, float]:
    """The top left corner for a new box at one side of another, where it covers nothing.

    It steps aside along that side, first one way then the other, and stays near.
    """
    dx, dy = WAYS[side]
    box, (width, height) = boxes[here], size
    x = (box[0] + box[2] - width) / 2 + dx * ((box[2] - box[0] + width) / 2 + gap)
    y = (box[1] + box[3] - height) / 2 + dy * ((box[3] - box[1] + height) / 2 + gap)
    margin = gap / 4
    for step in range(41):
        away = (step + 1) // 2 * (1 if step % 2 else -1)
        left = x + away * abs(dy) * (width + margin)
        top = y + away * abs(dx) * (height + margin)
        if not _covers(boxes, left - margin, top - margin, left + width + margin, top + height + margin):
            return float(left), float(top)
    return float(x), float(y)


def _covers(boxes: Boxes, x0: float, y0: float, x1: float, y1: float) -> bool:
    apart = (boxes[:, 0] >= x1) | (boxes[:, 2] <= x0) | (boxes[:, 1] >= y1) | (boxes[:, 3] <= y0)
    return not bool(apart.all())
