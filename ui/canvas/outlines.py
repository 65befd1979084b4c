"""Outlines around the selected cards: one by one while they are few, as stamps when they are many."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from ui.canvas import batch
from ui.canvas.cards import CardSource
from ui.canvas.draw import Style
from ui.canvas.draw.body import radius_of
from ui.canvas.draw.marks import mark_sizes
from ui.canvas.geometry import Floats, centres
from ui.canvas.model import BoardModel
from ui.canvas.places import touching
from ui.canvas.runs import Rows
from ui.canvas.view import Tier, View

_FEW = 40
_WIDTH = 2.0
_OF_MARKS = 4.0
"""Radius of the outlines around marks."""


def outline(box: QRectF, gap: float, radius: float) -> QPainterPath:
    """A rounded line around a box at a distance."""
    path = QPainterPath()
    path.addRoundedRect(box.adjusted(-gap, -gap, gap, gap), radius + gap, radius + gap)
    return path


def card_outline(
    model: BoardModel, view: View, cards: CardSource, style: Style, item: str, gap: float
) -> QPainterPath:
    """The outline of a card, or of the mark that stands for it, in screen units."""
    box = model.boxes[model.row[item]][None]
    size, radius = _looks(model, view, cards, style, np.array([model.row[item]]))
    middle = QPointF(*(centres(box)[0] * view.scale + (view.dx, view.dy)).tolist())
    width, height = size[0].tolist()
    corner = middle - QPointF(width / 2, height / 2)
    return outline(QRectF(corner, QSizeF(width, height)), gap, float(radius[0]))


def paint_selected(
    painter: QPainter,
    model: BoardModel,
    view: View,
    cards: CardSource,
    style: Style,
    rows: Rows,
    gap: float,
) -> None:
    """Paint the outlines of those of these cards, by row, that are in sight."""
    rows = rows[touching(model.boxes[rows], view.visible(QSizeF(painter.viewport().size())))]
    if len(rows) == 0:
        return
    accent = style.colour("accent")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(accent, _WIDTH))
    if len(rows) <= _FEW:
        for row in rows.tolist():
            painter.drawPath(card_outline(model, view, cards, style, model.ids[row], gap))
        return
    sizes, radii = _looks(model, view, cards, style, rows)
    ratio = painter.device().devicePixelRatioF()
    looks = np.round(np.column_stack([sizes * ratio, radii * ratio])).astype(np.int64)
    middles = centres(model.boxes[rows]) * view.scale + (view.dx, view.dy)
    # one number is sorted many times as fast as three
    _, some, which = np.unique(looks @ (1 << 40, 1 << 16, 1), return_index=True, return_inverse=True)
    for index, (width, height, radius) in enumerate((looks[some] / ratio).tolist()):
        stamp = _stamp(QSizeF(width, height), gap, radius, accent, ratio)
        batch.draw_stamps(painter, stamp, middles[which == index])


def _looks(
    model: BoardModel, view: View, cards: CardSource, style: Style, rows: Rows
) -> tuple[Floats, Floats]:
    """How large cards or their marks are on the screen, and how round."""
    boxes = model.boxes[rows]
    if view.tier <= Tier.GLYPH:
        sides = mark_sizes(boxes[:, 3] - boxes[:, 1], view.scale)
        return np.column_stack([sides, sides]), np.full(len(rows), _OF_MARKS)
    radii = [radius_of(cards.card(model.ids[row]), style, view.scale) * view.scale for row in rows.tolist()]
    return (boxes[:, 2:] - boxes[:, :2]) * view.scale, np.array(radii)


def _stamp(size: QSizeF, gap: float, radius: float, ink: QColor, ratio: float) -> QPixmap:
    edge = gap + _WIDTH
    whole = (QSizeF(size.width() + 2 * edge, size.height() + 2 * edge) * ratio).toSize()
    pixmap = QPixmap(whole)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, _WIDTH))
    painter.drawPath(outline(QRectF(QPointF(edge, edge), size), gap, radius))
    painter.end()
    return pixmap
