"""The small signs on cards: the kind's mark, the grade's cells, and what a claim rests on.

A grade is told by its letter or digit and by the fill of its cell, never by colour, so that it prints
in black and white.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen

from board.records import ItemKind
from ui.canvas.cards import Badge
from ui.canvas.draw.style import Style
from ui.canvas.draw.text import draw_fitted
from ui.canvas.geometry import Floats
from ui.icons import draw_icon, draw_silhouette, icon_rect
from ui.pens import Pen
from ui.theme import Theme

GRADE_CELL = 17.0
GRADE_HEIGHT = 18.0
_BADGE_PAD = 8.0
_BADGE_ICON = 16.0
_SIGN = 14.0
_SMALL_PAD = 5.0
_FAR_MARK = 16.0
"""The largest mark of the outermost tier, where every kind has the same."""
SMALL_BADGE = 14.0
"""Height of a badge on a compact card."""


def draw_mark(painter: Pen, kind: ItemKind, box: QRectF, theme: Theme, *, with_icon: bool = True) -> None:
    """A kind's silhouette in its colour, with its icon inside."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.kind_colour(kind))
    draw_silhouette(painter, kind.silhouette, box)
    if with_icon:
        draw_icon(painter, kind.icon, icon_rect(kind.silhouette, box), theme.colour("onKind"))


def mark_size(height: float, scale: float) -> float:
    """The side in screen px of the mark that stands for a card of that height when seen from afar."""
    return float(mark_sizes(np.array([height]), scale)[0])


def mark_sizes(heights: Floats, scale: float) -> Floats:
    """The same for many heights at once."""
    if scale < 0.18:
        return np.full(len(heights), far_mark_size(scale))
    # where the outermost tier ends all are alike; from there on they grow apart
    sizes: Floats = np.clip(heights * scale * 1.1, 10.0, min(28.0, _FAR_MARK + 160 * (scale - 0.18)))
    return sizes


def far_mark_size(scale: float) -> float:
    """The side in screen px of a mark in the outermost tier."""
    return min(max(scale * 130.0, 2.0), 7.0 + scale * 50.0, _FAR_MARK)


def grade_width(grade: str, cell: float) -> float:
    """The width of a grade's cells."""
    return len(grade) * cell + (2 if grade else 0)


def draw_grade(
    painter: Pen,
    grade: str,
    at: QPointF,
    style: Style,
    cell: float = GRADE_CELL,
    height: float = GRADE_HEIGHT,
) -> None:
    """The cells of a grade: solid, tinted, outlined, or dashed where it cannot be judged."""
    fills = style.theme.metrics["grade"]["cells"]
    whole = QRectF(at.x() + 0.5, at.y() + 0.5, grade_width(grade, cell) - 1, height - 1)
    outline = QPainterPath()
    outline.addRoundedRect(whole, 4, 4)
    step = whole.width() / max(len(grade), 1)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for index, sign in enumerate(grade):
        part = QPainterPath()
        part.addRect(QRectF(whole.left() + index * step, whole.top(), step, whole.height()))
        fill = fills.get(sign, "outline")
        if fill in ("solid", "tint"):
            painter.setBrush(style.colour("gradeSolid" if fill == "solid" else "gradeTint"))
            painter.drawPath(outline.intersected(part) if len(grade) > 1 else outline)
    dashed = any(fills.get(sign) == "dashed" for sign in grade)
    pen = QPen(style.colour("gradeSolid"), 1)
    if dashed:
        pen.setDashPattern([2.5, 2])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
    if len(grade) > 1:
        x = whole.left() + step
        painter.drawLine(QPointF(x, whole.top()), QPointF(x, whole.bottom()))
    font = style.font("badge")
    for index, sign in enumerate(grade):
        solid = fills.get(sign) == "solid"
        painter.setPen(style.colour("onGradeSolid" if solid else "text"))
        fitted = style.fit(sign, font, step + 2, 1)
        left = whole.left() + index * step + (step - (fitted.widths[0] if fitted.widths else 0)) / 2
        draw_fitted(painter, fitted, font, left, at.y(), height)
    painter.restore()


def badge_width(badge: Badge, style: Style, room: float) -> float:
    """The width of a badge in the fullest form that the room takes; 0 when none does."""
    font = style.font("badge")
    for words in (badge.words, badge.short):
        width = _badge_frame(badge) + style.measure(font).horizontalAdvance(words)
        if words and width <= room:
            return float(width)
    return 0.0


def draw_badge(painter: Pen, badge: Badge, box: QRectF, style: Style) -> None:
    """What a claim rests on; amber when several voices come from one origin."""
    font = style.font("badge")
    room = box.width() - _badge_frame(badge)
    words = badge.words if style.measure(font).horizontalAdvance(badge.words) <= room + 0.5 else ""
    painter.save()
    x = box.left()
    if badge.is_echo:
        painter.setPen(QPen(style.colour("warnBorder"), 1))
        painter.setBrush(style.colour("warnBg"))
        inside = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)
        _draw_confluence(painter, QRectF(x + _BADGE_PAD, box.top() + 2, _BADGE_ICON, box.height() - 4), style)
        x += _BADGE_PAD + _BADGE_ICON + 5
    painter.setPen(style.colour("warnText" if badge.is_echo else "text2"))
    fitted = style.fit(words or badge.short, font, room + 1, 1).tight()
    draw_fitted(painter, fitted, font, x, box.top(), box.height())
    x += fitted.widths[0] if fitted.widths else 0
    centre = box.center().y()
    if badge.has_unknown:
        pen = QPen(style.colour("text2"), 1.4, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([1, 1.6])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(x + 9, centre), 4.5, 4.5)
        x += _SIGN
    if badge.is_contradicted:
        painter.setPen(QPen(style.colour("errorText"), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for slope in (-1, 1):
            painter.drawLine(QPointF(x + 6, centre - 3 * slope), QPointF(x + 12, centre + 3 * slope))
        x += _SIGN
    if badge.has_hint:
        icon = QRectF(x + 3, centre - 6, 12, 12)
        draw_icon(painter, "triangle-alert", icon, style.colour("warnText"))
    painter.restore()


def small_badge_width(badge: Badge, style: Style) -> float:
    """The width of a badge on a compact card."""
    font = style.font("badge", size=10)
    return float(style.measure(font).horizontalAdvance(_tight(badge))) + 2 * _SMALL_PAD


def draw_small_badge(painter: Pen, badge: Badge, box: QRectF, style: Style) -> None:
    """The figures of a badge for a compact card; amber as on a full one."""
    font = style.font("badge", size=10)
    if badge.is_echo:
        painter.setPen(QPen(style.colour("warnBorder"), 1))
        painter.setBrush(style.colour("warnBg"))
        inside = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)
    painter.setPen(style.colour("warnText" if badge.is_echo else "text2"))
    fitted = style.fit(_tight(badge), font, box.width(), 1)
    draw_fitted(painter, fitted, font, box.left() + _SMALL_PAD, box.top(), box.height())


def _tight(badge: Badge) -> str:
    """The figures without the air between them."""
    return badge.short.replace(" ", "\u200a")


def _badge_frame(badge: Badge) -> float:
    """The width of a badge beside its words."""
    signs = _SIGN * (badge.has_unknown + badge.is_contradicted + badge.has_hint)
    return signs + (2 * _BADGE_PAD + _BADGE_ICON + 5 if badge.is_echo else 2)


def _draw_confluence(painter: Pen, box: QRectF, style: Style) -> None:
    """Three voices that run into one origin."""
    painter.setPen(QPen(style.colour("warnText"), 1.3))
    end = QPointF(box.right() - 2, box.center().y())
    meet = QPointF(box.left() + box.width() * 0.55, box.center().y())
    path = QPainterPath()
    for dy in (-4.5, 0.0, 4.5):
        start = QPointF(box.left() + 2, box.center().y() + dy)
        path.moveTo(start)
        path.cubicTo(QPointF(meet.x(), start.y()), QPointF(box.left() + 5, meet.y()), meet)
    path.lineTo(end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.setBrush(style.colour("warnText"))
    painter.setPen(Qt.PenStyle.NoPen)
    for dy in (-4.5, 0.0, 4.5):
        painter.drawEllipse(QPointF(box.left() + 1.8, box.center().y() + dy), 1.6, 1.6)
    painter.drawEllipse(end, 1.9, 1.9)
