"""The titles of the outermost tier: those of pinned cards and of the best linked ones.

They hang on the board as a whole, so they are painted over the content in every frame. Whose they are is
settled once for a state of the board, and which of them have room once for a scale.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPixmap

from ui.canvas import geometry
from ui.canvas.cards import CardSource
from ui.canvas.columns import PINNED
from ui.canvas.draw.cards import untitled
from ui.canvas.draw.marks import far_mark_size
from ui.canvas.geometry import Floats
from ui.canvas.labels import TITLE_REACH, priority
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import TITLE_HEIGHT, Sprites
from ui.canvas.view import View, on_pixel

Flags = NDArray[np.bool_]

_CENTRAL = 8
"""So many of the best linked cards keep their titles in the outermost tier."""
_SIZE = 11


class FarTitles:
    """The titles of one state of a board that are shown when it is seen as dots."""

    def __init__(
        self, model: BoardModel, cards: CardSource, sprites: Sprites, faint: Flags | None, ratio: float
    ) -> None:
        self._model, self._version = model, model.version
        self._faint, self._ratio = faint, ratio
        self._rows = _chosen(model, faint)
        texts = [cards.card(model.ids[row]).title or untitled() for row in self._rows.tolist()]
        self._pixmaps: list[QPixmap] = [sprites.title(text, TITLE_REACH, _SIZE, ratio) for text in texts]
        self._widths = np.array([pixmap.deviceIndependentSize().width() for pixmap in self._pixmaps])
        self._centres = geometry.centres(model.boxes[self._rows])
        self._priority = priority(model, self._rows)
        self._left: AbstractSet[int] = frozenset()
        self._scale = 0.0
        self._free: Rows = np.zeros(0, np.intp)

    def serves(self, model: BoardModel, faint: Flags | None, ratio: float) -> bool:
        """Whether it is about the board as it is shown."""
        is_of_board = self._model is model and self._version == model.version
        return is_of_board and self._faint is faint and self._ratio == ratio

    def draw(self, painter: QPainter, view: View, left: AbstractSet[int]) -> None:
        """Draw those of cards that are not left out, where they do not run into one another."""
        if (view.scale, left) != (self._scale, self._left):
            self._scale, self._left = view.scale, left
            self._free = self._with_room(view.scale, left)
        half, ratio = far_mark_size(view.scale) / 2, self._ratio
        window = QRectF(QPointF(0, 0), QSizeF(painter.viewport().size()))
        middles = self._centres[self._free] * view.scale + (view.dx, view.dy)
        for index, (x, y) in zip(self._free.tolist(), middles.tolist(), strict=True):
            pixmap = self._pixmaps[index]
            at = QPointF(on_pixel(x - self._widths[index] / 2, ratio), on_pixel(y + half + 1, ratio))
            if window.intersects(QRectF(at, pixmap.deviceIndependentSize())):
                painter.drawPixmap(at, pixmap)

    def _with_room(self, scale: float, left: AbstractSet[int]) -> Rows:
        """Which titles, by position, run into no other mark and into no title that matters more."""
        kept = np.flatnonzero(~np.isin(self._rows, list(left))) if left else np.arange(len(self._rows))
        half = far_mark_size(scale) / 2
        centres, widths = self._centres[kept] * scale, self._widths[kept]
        lefts, tops = centres[:, 0] - widths / 2, centres[:, 1] + half + 1
        titles = np.stack([lefts, tops, lefts + widths, tops + TITLE_HEIGHT], axis=1)
        marks = np.concatenate([centres - half, centres + half], axis=1)
        weight = self._priority[kept]
        others = ~np.eye(len(titles), dtype=bool)
        on_titles = _meet(titles, titles) & (weight[None, :] > weight[:, None])
        taken = (_meet(titles, marks) | on_titles) & others
        return kept[~taken.any(axis=1)]


def _chosen(model: BoardModel, faint: Flags | None) -> Rows:
    """The cards whose titles are wanted; where some stand out from dimmed ones, theirs: all, if few."""
    if len(model) == 0:
        return np.zeros(0, np.intp)
    degree, seen = model.degree(), model.hiding.cards(model)
    if faint is not None:
        seen = seen & ~faint
    if faint is not None and np.count_nonzero(seen) <= 4 * _CENTRAL:
        return np.flatnonzero(seen)
    least = np.partition(degree, -_CENTRAL)[-_CENTRAL] if len(degree) > _CENTRAL else 0
    pinned = (model.flags & PINNED) > 0
    chosen = np.flatnonzero((pinned | (degree >= max(least, 2))) & seen)
    if len(chosen) > 4 * _CENTRAL:
        # of cards linked alike, those drawn lower: rows change places with every edit
        chosen = chosen[np.lexsort((model.rank[chosen], -degree[chosen]))][: 4 * _CENTRAL]
    return chosen


def _meet(these: Floats, those: Floats) -> Flags:
    a, b = these[:, :, None], those.T
    meet: Flags = (a[:, 0] < b[2]) & (a[:, 2] > b[0])
    meet &= (a[:, 1] < b[3]) & (a[:, 3] > b[1])
    return meet
