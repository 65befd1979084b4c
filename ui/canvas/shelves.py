"""Boxes in groups, so that those around a point are found without looking at all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.canvas import geometry
from ui.canvas.geometry import Floats, Ints
from ui.canvas.runs import Rows

_GROUP = 64
_CELL = 512.0
_MOST = 2**24 - 1
"""Boxes so many cells away from the first lie in no order any more."""
_WASTE = 0.5
"""When of all room such a part stands for nothing or for what came later, the order is made anew."""


class Shelves:
    """Rows, each with one box or more, whose boxes are in groups of 64 alike in size and near one another.

    The order is that of the boxes when it was made. It is kept while they move, come and go: the groups'
    own boxes are measured anew, so that what is found hangs on the order in nothing but speed.
    """

    def __init__(self, boxes: Floats, counts: Ints | None = None) -> None:
        self._counts = np.ones(len(boxes), np.int32) if counts is None else counts
        order = _ordered(boxes)
        self._slots: Ints = np.empty(len(boxes), np.int32)
        """Of each box, row after row, its place on the shelves."""
        self._slots[order] = np.arange(len(boxes))
        self._late = 0
        self._lay_out(len(boxes))
        self.renew(np.arange(len(self._counts)), boxes)

    def __len__(self) -> int:
        return len(self._counts)

    @property
    def is_worn(self) -> bool:
        """Whether so much has come and gone that the order is of little use."""
        return self._late > _WASTE * len(self._rows)

    def counts(self, rows: Rows) -> Ints:
        """How many boxes each of these rows has."""
        return self._counts[rows]

    def renew(self, rows: Rows, boxes: Floats) -> None:
        """These rows have other boxes, given row after row."""
        slots = self._slots[geometry.stretches(self._starts[rows], self._counts[rows])]
        # single precision, and never smaller for it
        self._columns[:2, slots] = np.nextafter(boxes[:, :2].T.astype(np.float32), np.float32(-np.inf))
        self._columns[2:, slots] = np.nextafter(boxes[:, 2:].T.astype(np.float32), np.float32(np.inf))
        self._measure(np.unique(slots // _GROUP))

    def replace(self, kept: NDArray[np.bool_], fresh: int) -> None:
        """Only these rows are kept, and behind them come so many with a box that is still to be given."""
        gone = self._slots[geometry.stretches(self._starts[:-1][~kept], self._counts[~kept])]
        self._columns[:2, gone], self._columns[2:, gone] = np.inf, -np.inf
        stays = np.repeat(kept, self._counts)
        late = len(self._rows) + np.arange(fresh, dtype=np.int32)
        self._slots = np.concatenate([self._slots[stays], late])
        self._counts = np.concatenate([self._counts[kept], np.ones(fresh, np.int32)])
        self._late += len(gone) + fresh
        self._lay_out(len(self._rows) + fresh, self._columns)

    def around(self, x: float, y: float, across: float, down: float) -> Rows:
        """The rows of which a box, grown so far on all sides, holds a point, or all but does."""
        groups = np.flatnonzero(_holding(self._groups, x, y, across, down))
        group, at = np.nonzero(_holding(self._shelved()[:, groups], x, y, across, down))
        return np.unique(self._rows[groups[group] * _GROUP + at]).astype(np.intp)

    def _lay_out(self, room: int, columns: NDArray[np.float32] | None = None) -> None:
        """Make room for so many boxes, and note whose place each is."""
        self._starts: Ints = np.concatenate([[0], np.cumsum(self._counts)]).astype(np.int32)
        size = -(-room // _GROUP) * _GROUP
        self._rows: Ints = np.full(size, -1, np.int32)
        self._rows[self._slots] = np.repeat(np.arange(len(self._counts)), self._counts)
        former = np.zeros((4, 0), np.float32) if columns is None else columns
        more = np.full((4, size - former.shape[1]), np.inf, np.float32)
        more[2:] = -np.inf
        self._columns = np.hstack([former, more])
        self._groups = np.empty((4, size // _GROUP), np.float32)
        self._measure(np.arange(size // _GROUP))

    def _shelved(self) -> NDArray[np.float32]:
        return self._columns.reshape(4, -1, _GROUP)

    def _measure(self, groups: Rows) -> None:
        boxes = self._shelved()[:, groups]
        self._groups[:2, groups] = boxes[:2].min(axis=2)
        self._groups[2:, groups] = boxes[2:].max(axis=2)


def _holding(
    columns: NDArray[np.float32], x: float, y: float, across: float, down: float
) -> NDArray[np.bool_]:
    x0, y0, x1, y1 = columns
    inside: NDArray[np.bool_] = (x0 <= x + across) & (x1 >= x - across)
    inside &= (y0 <= y + down) & (y1 >= y - down)
    return inside


def _ordered(boxes: Floats) -> Rows:
    """The large among the large, and beside what lies beside them."""
    if len(boxes) == 0:
        return np.zeros(0, np.intp)
    sizes = np.frexp(np.maximum((boxes[:, 2:] - boxes[:, :2]).max(axis=1), 1.0))[1].astype(np.int64)
    cells = np.floor(geometry.centres(boxes) / _CELL)
    cells = (cells - cells.min(axis=0)).clip(0, _MOST).astype(np.int64)
    # one number to go by, for to sort by one is many times faster than by three
    order: Rows = np.argsort((sizes * (_MOST + 1) + cells[:, 1]) * (_MOST + 1) + cells[:, 0])
    return order
