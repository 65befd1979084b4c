"""Titles beside marks when the board is seen from afar: only where they do not run into one another.

Whether a title is shown depends on its neighbours alone and not on what else is in sight, so that
titles neither flicker nor are cut while the board is panned.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from ui.canvas.cards import CardSource
from ui.canvas.draw.cards import far_mark_size, mark_size, untitled
from ui.canvas.geometry import Floats
from ui.canvas.model import PINNED, BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import TITLE_HEIGHT, Sprites
from ui.canvas.view import View, on_pixel

Flags = NDArray[np.bool_]

_WIDEST = 150.0
TITLE_REACH = _WIDEST
"""How far from its card's middle a title, and one that gives way to it, may reach, in screen px."""
_LEAST = 44.0
_ROOM_STEP = 11.0
"""Titles are fitted to multiples of this, so that zooming finds most of them fitted already."""
_FRESH_IN_MOTION = 24
"""Titles that may be drawn for the first time in one frame while the board zooms."""
_CENTRAL = 8
"""So many of the best linked cards keep their titles in the outermost tier."""
_MOST = 1200
"""With more marks in sight than this, titles would only be noise."""


def draw_glyph_titles(
    painter: QPainter,
    model: BoardModel,
    view: View,
    rows: Rows,
    cards: CardSource,
    sprites: Sprites,
    *,
    in_motion: bool,
) -> None:
    """Draw titles under marks in the middle tier, 12 px high on the screen."""
    if in_motion:
        rows = _mostly_drawn(rows, model, view, cards, sprites, painter.device().devicePixelRatioF())
    if 0 < len(rows) <= _MOST:
        _draw(painter, model, view, rows, cards, sprites, far=False)


def draw_far_titles(
    painter: QPainter,
    model: BoardModel,
    view: View,
    left: AbstractSet[int],
    cards: CardSource,
    sprites: Sprites,
) -> None:
    """Draw the titles of pinned cards and of the best linked ones in the outermost tier."""
    if len(model) == 0:
        return
    degree = model.degree()
    least = np.partition(degree, -_CENTRAL)[-_CENTRAL] if len(degree) > _CENTRAL else 0
    pinned = (model.flags & PINNED) > 0
    chosen = np.flatnonzero(pinned | (degree >= max(least, 2)))
    if len(chosen) > 4 * _CENTRAL:
        chosen = chosen[np.argsort(-degree[chosen], kind="stable")][: 4 * _CENTRAL]
    if left:
        chosen = chosen[~np.isin(chosen, list(left))]
    if len(chosen):
        _draw(painter, model, view, chosen, cards, sprites, far=True)


def _draw(
    painter: QPainter,
    model: BoardModel,
    view: View,
    rows: Rows,
    cards: CardSource,
    sprites: Sprites,
    *,
    far: bool,
) -> None:
    boxes = model.boxes[rows]
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2 * view.scale + (view.dx, view.dy)
    heights = (boxes[:, 3] - boxes[:, 1]).tolist()
    sizes = np.array([far_mark_size(view.scale) if far else mark_size(h, view.scale) for h in heights])
    rooms = _rooms(boxes, view.scale)
    if far:
        rooms[:] = _WIDEST
    texts = [cards.card(model.ids[row]).title or untitled() for row in rows.tolist()]
    ratio, size = painter.device().devicePixelRatioF(), 11 if far else 12
    pixmaps = [sprites.title(t, room, size, ratio) for t, room in zip(texts, rooms.tolist(), strict=True)]
    widths = np.array([pixmap.deviceIndependentSize().width() for pixmap in pixmaps])
    tops = centres[:, 1] + sizes / 2 + 1
    titles = np.stack(
        [centres[:, 0] - widths / 2, tops, centres[:, 0] + widths / 2, tops + TITLE_HEIGHT], axis=1
    )
    marks = np.concatenate([centres - sizes[:, None] / 2, centres + sizes[:, None] / 2], axis=1)
    priority = _priority(model, rows)
    for index in np.flatnonzero(_free(titles, marks, priority)).tolist():
        left, top = titles[index, 0], titles[index, 1]
        painter.drawPixmap(QPointF(on_pixel(left, ratio), on_pixel(top, ratio)), pixmaps[index])


def _rooms(boxes: Floats, scale: float) -> Floats:
    """How wide the titles under cards may be."""
    rooms = np.clip((boxes[:, 2] - boxes[:, 0]) * scale * 1.35, _LEAST, _WIDEST)
    stepped: Floats = np.floor(rooms / _ROOM_STEP) * _ROOM_STEP
    return stepped


def _mostly_drawn(
    rows: Rows, model: BoardModel, view: View, cards: CardSource, sprites: Sprites, ratio: float
) -> Rows:
    """The cards whose titles are at hand, and a few more: while the board zooms, words may come late."""
    made: list[int] = []
    fresh = 0
    for row, room in zip(rows.tolist(), _rooms(model.boxes[rows], view.scale).tolist(), strict=True):
        if not sprites.has_title(cards.card(model.ids[row]).title or untitled(), room, 12, ratio):
            fresh += 1
            if fresh > _FRESH_IN_MOTION:
                continue
        made.append(row)
    return np.array(made, np.intp)


def _priority(model: BoardModel, rows: Rows) -> Floats:
    """What settles which of two titles stays: pinned first, then the better linked, then the upper card."""
    pinned = (model.flags[rows] & PINNED) > 0
    weight: Floats = pinned * 1e9 + model.degree()[rows] * 1e5 - model.rank[rows] / 1e2
    return weight


def _free(titles: Floats, marks: Floats, priority: Floats) -> Flags:
    """Which titles run into no other mark and into no title that matters more."""
    others = ~np.eye(len(titles), dtype=bool)
    on_marks = _meet(titles, marks) & others
    on_titles = _meet(titles, titles) & others & (priority[None, :] > priority[:, None])
    free: Flags = np.logical_not((on_marks | on_titles).any(axis=1))
    return free


def _meet(these: Floats, those: Floats) -> Flags:
    a, b = these[:, None], those[None]
    across = (a[..., 0] < b[..., 2]) & (a[..., 2] > b[..., 0])
    meet: Flags = across & (a[..., 1] < b[..., 3]) & (a[..., 3] > b[..., 1])
    return meet
