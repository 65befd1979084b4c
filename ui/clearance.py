"""Where to look so that what floats over a board hides none of its cards.

Cards may reach past a panel at the edge as long as none lies under it; a plain margin on every side
would make the board smaller than it has to be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from ui.canvas.view import MIN_SCALE, View

_STEP = 0.97
_CELLS = 40
"""With more boxes than this squared, the cells they touch stand for them, as many each way."""
_PLACES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95, 0.0, 1.0)
"""Shares of the spare room to put left of, or above, the board: the middle is liked best."""

Boxes = NDArray[np.float64]
Meets = Callable[[Boxes], bool]
"""Whether a box lies under one of these rectangles, all in board units."""


def clear_view(
    bounds: QRectF, boxes: Boxes, room: QRectF, covers: Sequence[QRectF], *, largest: float = 1.0
) -> View:
    """The nearest view that shows `bounds` whole within `room` and no box under any of `covers`."""
    fits = min(room.width() / max(bounds.width(), 1.0), room.height() / max(bounds.height(), 1.0), largest)
    scale = max(fits, MIN_SCALE)
    first = _middle(bounds, room, scale)
    shades = np.array([(r.left(), r.top(), r.right(), r.bottom()) for r in covers]).reshape(-1, 4)
    meets = _Crowd(boxes).meets if len(boxes) > _CELLS * _CELLS else partial(_meets, boxes)
    while scale >= MIN_SCALE:
        if (view := _clear_at(bounds, meets, room, shades, scale)) is not None:
            return view
        scale *= _STEP
    return first


def _clear_at(bounds: QRectF, meets: Meets, room: QRectF, shades: Boxes, scale: float) -> View | None:
    spare_x = room.width() - bounds.width() * scale
    spare_y = room.height() - bounds.height() * scale
    for down in _PLACES:
        for along in _PLACES:
            dx = room.left() + spare_x * along - bounds.left() * scale
            dy = room.top() + spare_y * down - bounds.top() * scale
            if not meets((shades - (dx, dy, dx, dy)) / scale):
                return View(scale, dx, dy)
    return None


def _meets(boxes: Boxes, shades: Boxes) -> bool:
    a, b = boxes[:, None], shades[None]
    across = (a[..., 0] < b[..., 2]) & (a[..., 2] > b[..., 0])
    return bool((across & (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])).any())


class _Crowd:
    """Many boxes, as the cells of a grid that they touch."""

    def __init__(self, boxes: Boxes) -> None:
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        self._origin = np.tile(low, 2)
        self._cell = np.tile(np.maximum((high - low) / _CELLS, 1.0), 2)
        left, top, right, bottom = np.floor((boxes - self._origin) / self._cell).astype(int).T
        edges = np.zeros((_CELLS + 2, _CELLS + 2), int)
        for at, count in (
            ((left, top), 1),
            ((right + 1, top), -1),
            ((left, bottom + 1), -1),
            ((right + 1, bottom + 1), 1),
        ):
            np.add.at(edges, at, count)
        taken = edges.cumsum(axis=0).cumsum(axis=1) > 0
        self._sums = np.pad(taken.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
        """How many cells are taken above and left of each corner of the grid."""

    def meets(self, shades: Boxes) -> bool:
        """Whether a cell that is taken lies under one of some rectangles."""
        cells = (shades - self._origin) / self._cell
        first = np.clip(np.floor(cells[:, :2]), 0, _CELLS + 2).astype(int)
        end = np.clip(np.ceil(cells[:, 2:]), 0, _CELLS + 2).astype(int)
        end = np.maximum(first, end)
        (left, top), (right, bottom), sums = first.T, end.T, self._sums
        found = sums[right, bottom] - sums[left, bottom] - sums[right, top] + sums[left, top]
        return bool(found.any())


def _middle(bounds: QRectF, room: QRectF, scale: float) -> View:
    shift = room.center() - bounds.center() * scale
    return View(scale, shift.x(), shift.y())
