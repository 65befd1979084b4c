"""The marks that stand for cards when the board is seen from afar, with what stands out or back."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from board.kinds import item_kind
from ui.canvas import batch
from ui.canvas.cards import CardState
from ui.canvas.draw.marks import far_mark_size, mark_sizes
from ui.canvas.emphasis import Emphasis
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import Sprites
from ui.canvas.view import View

_LEAST_SHAPE = 5.0
"""Marks smaller than this are plain squares."""


def faint_rows(model: BoardModel, emphasis: Emphasis) -> NDArray[np.bool_] | None:
    """Which cards are dimmed, by row; None when none is."""
    dimmed = emphasis.dimmed
    return emphasis.mask(dimmed, model.row, model.version) if dimmed else None


def paint_marks(
    painter: QPainter, model: BoardModel, view: View, rows: Rows, sprites: Sprites, emphasis: Emphasis
) -> None:
    """Paint the marks that stand for cards in the middle tier, each as large as its card."""
    ratio = painter.device().devicePixelRatioF()
    boxes = model.boxes[rows]
    sizes = np.round(mark_sizes(boxes[:, 3] - boxes[:, 1], view.scale))
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2 * view.scale + (view.dx, view.dy)
    corners = np.floor((centres - (sizes / 2 + 1)[:, None]) * ratio + 0.501) / ratio
    looks = model.kinds[rows] * 64 + sizes.astype(np.int32)
    marks = {
        look: sprites.mark(item_kind(model.case, model.kind_ids[look >> 6]), look & 63, ratio)
        for look in np.unique(looks).tolist()
    }
    faint = faint_rows(model, emphasis)
    dim = float(sprites.style.theme.metrics["card"]["dimmedOpacity"])
    for (x, y), look, row in zip(corners.tolist(), looks.tolist(), rows.tolist(), strict=True):
        if faint is not None and faint[row]:
            painter.setOpacity(dim)
            painter.drawPixmap(QPointF(x, y), marks[look])
            painter.setOpacity(1.0)
        else:
            painter.drawPixmap(QPointF(x, y), marks[look])
    if emphasis.hits or emphasis.fallen:
        for (x, y), size, row in zip(centres.tolist(), sizes.tolist(), rows.tolist(), strict=True):
            state = emphasis.of(model.ids[row])
            if state & (CardState.HIT | CardState.FALLEN):
                _ring(painter, QPointF(x, y), size / 2 + 2, state, _ink(sprites, state))


def paint_dots(
    painter: QPainter, model: BoardModel, view: View, rows: Rows, sprites: Sprites, emphasis: Emphasis
) -> None:
    """Paint the marks of the outermost tier, all alike and kind by kind."""
    size = far_mark_size(view.scale)
    boxes = model.boxes[rows]
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2 * view.scale + (view.dx, view.dy)
    ratio = painter.device().devicePixelRatioF()
    kinds = model.kinds[rows]
    dimmed = faint_rows(model, emphasis)
    faint = np.zeros(len(rows), bool) if dimmed is None else dimmed[rows]
    for is_faint in (True, False):
        painter.setOpacity(float(sprites.style.theme.metrics["card"]["dimmedOpacity"]) if is_faint else 1.0)
        for kind in np.unique(kinds).tolist():
            places = centres[(kinds == kind) & (faint == is_faint)]
            record = item_kind(model.case, model.kind_ids[kind])
            if size < _LEAST_SHAPE:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(sprites.style.kind_ink(record))
                squares = np.hstack([places - size / 2, np.full_like(places, size)])
                batch.draw_rects(painter, squares)
            else:
                batch.draw_stamps(painter, sprites.mark(record, round(size), ratio), places)
    painter.setOpacity(1.0)
    for state, names in ((CardState.FALLEN, emphasis.fallen), (CardState.HIT, emphasis.hits)):
        if names:
            marked = emphasis.mask(names, model.row, model.version)[rows]
            stamp = _ring_stamp(size / 2 + 2, state, _ink(sprites, state), ratio)
            batch.draw_stamps(painter, stamp, centres[marked])


def _ink(sprites: Sprites, state: CardState) -> QColor:
    return sprites.style.colour("warnBorder" if state & CardState.HIT else "text")


def _ring_stamp(radius: float, state: CardState, ink: QColor, ratio: float) -> QPixmap:
    """A ring to be put around many marks."""
    half = ceil((radius + 2) * ratio) / ratio
    stamp = QPixmap(round(2 * half * ratio), round(2 * half * ratio))
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    _ring(painter, QPointF(half, half), radius, state, ink)
    painter.end()
    return stamp


def _ring(painter: QPainter, centre: QPointF, radius: float, state: CardState, ink: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state & CardState.HIT:
        painter.drawEllipse(centre, radius, radius)
    if state & CardState.FALLEN:
        painter.drawLine(centre - QPointF(radius, 0), centre + QPointF(radius, 0))
    painter.restore()
