"""Where to look so that what floats over a board hides none of its cards.

Cards may reach past a panel at the edge as long as none lies under it; a plain margin on every side
would make the board smaller than it has to be.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from ui.canvas.view import MIN_SCALE, View

_STEP = 0.97
_CELLS = 40
"""With more boxes than this squared, boxes are taken together in as many cells each way."""
_PLACES = (0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95, 0.0, 1.0)
"""Shares of the spare room to put left of, or above, the board: the middle is liked best."""

Boxes = NDArray[np.float64]


def clear_view(
    bounds: QRectF, boxes: Boxes, room: QRectF, covers: Sequence[QRectF], *, largest: float = 1.0
) -> View:
    """The nearest view that shows `bounds` whole within `room` and no box under any of `covers`."""
    fits = min(room.width() / max(bounds.width(), 1.0), room.height() / max(bounds.height(), 1.0), largest)
    scale = max(fits, MIN_SCALE)
    first = _middle(bounds, room, scale)
    boxes = _taken_together(boxes)
    shades = np.array([(r.left(), r.top(), r.right(), r.bottom()) for r in covers]).reshape(-1, 4)
    while scale >= MIN_SCALE:
        if (view := _clear_at(bounds, boxes, room, shades, scale)) is not None:
            return view
        scale *= _STEP
    return first


def _clear_at(bounds: QRectF, boxes: Boxes, room: QRectF, shades: Boxes, scale: float) -> View | None:
    spare_x = room.width() - bounds.width() * scale
    spare_y = room.height() - bounds.height() * scale
    for down in _PLACES:
        for along in _PLACES:
            dx = room.left() + spare_x * along - bounds.left() * scale
            dy = room.top() + spare_y * down - bounds.top() * scale
            if not _meets(boxes * scale + (dx, dy, dx, dy), shades):
                return View(scale, dx, dy)
    return None


def _taken_together(boxes: Boxes) -> Boxes:
    """Boxes, or where they are many the cells of a grid that they touch."""
    if len(boxes) <= _CELLS * _CELLS:
        return boxes
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    cell = np.tile(np.maximum((high - low) / _CELLS, 1.0), 2)
    origin = np.tile(low, 2)
    cells: Boxes = np.unique(np.floor((boxes - origin) / cell), axis=0)
    cells[:, 2:] += 1
    found: Boxes = cells * cell + origin
    return found


def _meets(boxes: Boxes, shades: Boxes) -> bool:
    a, b = boxes[:, None], shades[None]
    across = (a[..., 0] < b[..., 2]) & (a[..., 2] > b[..., 0])
    return bool((across & (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])).any())


def _middle(bounds: QRectF, room: QRectF, scale: float) -> View:
    shift = room.center() - bounds.center() * scale
    return View(scale, shift.x(), shift.y())
