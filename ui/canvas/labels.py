"""Titles beside marks when the board is seen from afar: only where they do not run into one another.

Whether a title is shown depends on its neighbours alone and not on what else is in sight, so that
titles neither flicker nor are cut while the board is panned.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap

from ui.canvas import geometry, title_places
from ui.canvas.cards import CardSource
from ui.canvas.columns import PINNED
from ui.canvas.draw.cards import untitled
from ui.canvas.draw.marks import mark_sizes
from ui.canvas.geometry import Floats
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import TITLE_HEIGHT, Sprites
from ui.canvas.steps import Steps
from ui.canvas.view import View

Flags = NDArray[np.bool_]

_WIDEST = 150.0
TITLE_REACH = _WIDEST
"""How far from its card's middle a title may reach, in screen px."""
_ROOM_STEP = 11.0
"""Titles are fitted to multiples of this, so that zooming finds most of them fitted already."""
_CELL = (150.0, 60.0)
_CROWD = 40
"""Where more cards than this stand in one cell of the screen, none has room for its title."""
_HIDDEN, _SHOWN = 1, 2
_PADDING = 5
"""What a title's ground and rounding take of its room."""
_AT_ONCE = 16
"""So many titles are measured or drawn in one step."""


class Titles:
    """The titles under the marks of the middle tier: at one scale each is decided once."""

    def __init__(self, model: BoardModel, scale: float, ratio: float) -> None:
        self._model, self._version = model, model.version
        self.scale, self.ratio = scale, ratio
        count = len(model)
        self._state = np.zeros(count, np.uint8)
        self._widths = np.full(count, np.nan)
        self._places = np.zeros(count, np.uint8)
        self._drawn = np.zeros(count)
        self._fitted = np.zeros(count)
        self._pixmaps: dict[int, QPixmap] = {}
        boxes = model.boxes
        self._centres = geometry.centres(boxes) * scale
        self._halves = np.round(mark_sizes(boxes[:, 3] - boxes[:, 1], scale)) / 2
        self._rooms = _rooms(boxes, scale)
        self._priority = priority(model, np.arange(count))
        self._leans_left = _leans_left(model)
        cells = np.floor(self._centres / _CELL).astype(np.int64)
        _, where, counts = np.unique(
            cells[:, 0] * (1 << 32) + cells[:, 1], return_inverse=True, return_counts=True
        )
        self._shown = model.hiding.cards(model)
        self._crowded = (counts[where] > _CROWD) | ~self._shown
        self._state[self._crowded] = _HIDDEN

    def serves(self, model: BoardModel, scale: float, ratio: float) -> bool:
        """Whether what was decided still holds."""
        return self.is_of(model) and (self.scale, self.ratio) == (scale, ratio)

    def is_of(self, model: BoardModel) -> bool:
        """Whether it is about the board as it stands."""
        return self._model is model and self._version == model.version

    def steps(
        self,
        view: View,
        rows: Rows,
        cards: CardSource,
        sprites: Sprites,
        faint: Flags | None,
        *,
        may_decide: bool,
    ) -> Steps:
        """Draw the titles of cards by row that have room for theirs."""
        open_ones = rows[self._state[rows] == 0] if may_decide else rows[:0]
        if len(open_ones):
            yield from self._measure(open_ones, cards, sprites)
            yield
            self._decide(open_ones)
        rows = rows[self._state[rows] == _SHOWN]
        for start in range(0, len(rows), _AT_ONCE):
            painter = yield
            self._draw(painter, view, rows[start : start + _AT_ONCE], cards, sprites, faint)

    def _draw(
        self,
        painter: QPainter,
        view: View,
        rows: Rows,
        cards: CardSource,
        sprites: Sprites,
        faint: Flags | None,
    ) -> None:
        for row in rows.tolist():
            if row not in self._pixmaps:
                text = cards.card(self._model.ids[row]).title or untitled()
                made = sprites.title(text, float(self._fitted[row]), 12, self.ratio)
                self._pixmaps[row], self._drawn[row] = made, made.deviceIndependentSize().width()
        centres = self._centres[rows] * (view.scale / self.scale) + (view.dx, view.dy)
        left, top = title_places.corners(
            centres, self._halves[rows], self._places[rows], self._drawn[rows], TITLE_HEIGHT
        )
        left, top = (np.floor(at * self.ratio + 0.501) / self.ratio for at in (left, top))
        dim = float(sprites.style.theme.metrics["card"]["dimmedOpacity"])
        for row, x, y in zip(rows.tolist(), left.tolist(), top.tolist(), strict=True):
            pixmap = self._pixmaps[row]
            if faint is not None and faint[row]:
                painter.setOpacity(dim)
                painter.drawPixmap(QPointF(x, y), pixmap)
                painter.setOpacity(1.0)
            else:
                painter.drawPixmap(QPointF(x, y), pixmap)

    def _around(self, rows: Rows) -> Rows:
        """The cards whose marks and titles may be in the way of these cards' titles."""
        x, y = self._centres[:, 0], self._centres[:, 1]
        across, down = title_places.REACH
        near = (x >= x[rows].min() - across) & (x <= x[rows].max() + across)
        near &= (y >= y[rows].min() - down) & (y <= y[rows].max() + down)
        return np.flatnonzero(near & self._shown)

    def _measure(self, rows: Rows, cards: CardSource, sprites: Sprites) -> Steps:
        """Find out how wide the titles in question are."""
        others = self._around(rows)
        unknown = others[np.isnan(self._widths[others]) & ~self._crowded[others]].tolist()
        for count, row in enumerate(unknown):
            if count % _AT_ONCE == 0:
                yield
            text = cards.card(self._model.ids[row]).title or untitled()
            self._widths[row] = sprites.title_width(text, float(self._rooms[row]), 12, self.ratio)

    def _decide(self, rows: Rows) -> None:
        """Find out where these titles stand, and which run into one that matters more."""
        others = self._around(rows)
        widths = np.where(self._crowded[others], np.nan, self._widths[others])
        place, room = title_places.settle(
            self._centres[others],
            self._halves[others],
            widths,
            self._priority[others],
            TITLE_HEIGHT,
            self._leans_left[others],
        )
        mine = np.isin(others, rows)
        chosen = others[mine]
        self._places[chosen] = place[mine]
        is_short = room[mine] < self._widths[chosen]
        self._fitted[chosen] = np.where(is_short, np.floor(room[mine]) - _PADDING, self._rooms[chosen])
        self._state[chosen] = np.where(place[mine] > title_places.NOWHERE, _SHOWN, _HIDDEN)


def _rooms(boxes: Floats, scale: float) -> Floats:
    """How wide the titles under cards may be."""
    rooms = np.clip((boxes[:, 2] - boxes[:, 0]) * scale * 1.35, title_places.LEAST, _WIDEST)
    stepped: Floats = np.floor(rooms / _ROOM_STEP) * _ROOM_STEP
    return stepped


def _leans_left(model: BoardModel) -> Flags:
    """Whether more links meet a card on its right, so that a title beside it had better stand on the left."""
    count = len(model)
    cards = np.concatenate([model.tails, model.heads])
    tips = np.concatenate([model.curves[:, 0, 0], model.curves[:, 3, 0]])
    boxes = model.boxes
    to_left = np.bincount(cards[tips <= boxes[cards, 0]], minlength=count)
    to_right = np.bincount(cards[tips >= boxes[cards, 2]], minlength=count)
    leans: Flags = to_right > to_left
    return leans


def priority(model: BoardModel, rows: Rows) -> Floats:
    """What settles which of two titles stays: pinned first, then the better linked, then the upper card."""
    pinned = (model.flags[rows] & PINNED) > 0
    weight: Floats = pinned * 1e9 + model.degree()[rows] * 1e5 - model.rank[rows] / 1e2
    return weight
