"""Boxes in groups, so that those around a point are found without looking at all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.canvas import geometry
from ui.canvas.geometry import Floats, Ints
from ui.canvas.runs import Rows

_GROUP = 64


class Shelves:
    """Boxes in groups of 64 that are about as large and lie near one another.

    The order is that of the boxes when it was made. It may be kept while they move: the groups' own boxes
    are measured anew, so that what is found hangs on it in nothing but speed.
    """

    def __init__(self, boxes: Floats, shown: NDArray[np.bool_] | None, former: Shelves | None = None) -> None:
        kept = former is not None and len(former.order) == len(boxes)
        self.order: Rows = former.order if former is not None and kept else _ordered(boxes)
        columns = np.full((4, -(-len(boxes) // _GROUP) * _GROUP), np.inf)
        columns[2:] = -np.inf
        columns[:, : len(boxes)] = boxes[self.order].T
        if shown is not None:
            hidden = np.flatnonzero(~shown[self.order])
            columns[:2, hidden], columns[2:, hidden] = np.inf, -np.inf
        self._columns = columns.reshape(4, -1, _GROUP)
        low, high = self._columns[:2].min(axis=2), self._columns[2:].max(axis=2)
        self._groups = np.concatenate([low, high])

    def around(self, x: float, y: float, grow: float) -> Rows:
        """Which boxes, grown on all sides, hold a point."""
        groups = np.flatnonzero(_holding(self._groups, x, y, grow))
        group, at = np.nonzero(_holding(self._columns[:, groups], x, y, grow))
        return np.sort(self.order[groups[group] * _GROUP + at])


def _holding(columns: Floats, x: float, y: float, grow: float) -> NDArray[np.bool_]:
    x0, y0, x1, y1 = columns
    inside: NDArray[np.bool_] = (x0 <= x + grow) & (x1 >= x - grow)
    inside &= (y0 <= y + grow) & (y1 >= y - grow)
    return inside


def _ordered(boxes: Floats) -> Rows:
    """The large among the large, and beside what lies beside them."""
    if len(boxes) == 0:
        return np.zeros(0, np.intp)
    near = geometry.in_spatial_order(geometry.centres(boxes))
    sizes: Ints = np.frexp(np.maximum((boxes[:, 2:] - boxes[:, :2]).max(axis=1), 1.0))[1].astype(np.int16)
    order: Rows = near[np.argsort(sizes[near], kind="stable")].astype(np.intp)
    return order
