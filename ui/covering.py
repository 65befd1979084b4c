"""Which cards lie under others, so that a file of words holds no word that is not to be seen.

In a picture made of pixels what is covered is gone. In SVG and PDF it would still be there for anyone
who moves the upper card aside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from ui.canvas.geometry import Floats
from ui.canvas.model import BoardModel


class Covering:
    """What lies on the cards of a board, by row."""

    def __init__(self, hidden: frozenset[int], above: Mapping[int, Sequence[QRectF]], solid: Floats) -> None:
        self.hidden = hidden
        """Rows of cards of which nothing is seen."""
        self._above, self._solid = above, solid

    def above(self, row: int) -> list[QRectF]:
        """What lies on a card, measured from the card's own corner."""
        return list(self._above.get(row, ()))

    def over(self, box: QRectF) -> list[QRectF]:
        """The cards that lie on what is drawn below all of them."""
        sides = np.array([box.left(), box.top(), box.right(), box.bottom()])
        found = self._solid[_touch(self._solid, sides)]
        return [QRectF(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in found.tolist()]


def covering_of(model: BoardModel, see_through: frozenset[str]) -> Covering:
    """Look through a board; cards that are `see_through` hide nothing."""
    boxes, rank = model.boxes, model.rank
    order = np.argsort(boxes[:, 0], kind="stable")
    lefts = boxes[order, 0]
    widest = float((boxes[:, 2] - boxes[:, 0]).max(initial=0.0))
    solid = np.array([item not in see_through for item in model.ids], bool)
    hidden: set[int] = set()
    above: dict[int, list[QRectF]] = {}
    for row in range(len(boxes)):
        box = boxes[row]
        near = order[np.searchsorted(lefts, box[0] - widest) : np.searchsorted(lefts, box[2])]
        over = near[(rank[near] > rank[row]) & solid[near]]
        over = over[_touch(boxes[over], box)]
        if len(over) == 0:
            continue
        shifted = boxes[over] - np.tile(box[:2], 2)
        above[row] = [QRectF(x0, y0, x1 - x0, y1 - y0) for x0, y0, x1, y1 in shifted.tolist()]
        if _is_hidden(boxes[over], box):
            hidden.add(row)
    return Covering(frozenset(hidden), above, boxes[solid])


def _touch(boxes: Floats, box: Floats) -> NDArray[np.bool_]:
    touch: NDArray[np.bool_] = (boxes[:, 0] < box[2]) & (boxes[:, 2] > box[0])
    touch &= (boxes[:, 1] < box[3]) & (boxes[:, 3] > box[1])
    return touch


def _is_hidden(over: Floats, box: Floats) -> bool:
    """Whether boxes together leave nothing of a box: looked at cell by cell between all their edges."""
    xs = np.unique(np.clip(np.r_[over[:, 0], over[:, 2], box[0], box[2]], box[0], box[2]))
    ys = np.unique(np.clip(np.r_[over[:, 1], over[:, 3], box[1], box[3]], box[1], box[3]))
    x, y = np.meshgrid((xs[1:] + xs[:-1]) / 2, (ys[1:] + ys[:-1]) / 2)
    seen = np.ones(x.shape, bool)
    for x0, y0, x1, y1 in over.tolist():
        seen &= ~((x >= x0) & (x <= x1) & (y >= y0) & (y <= y1))
    return not seen.any()
