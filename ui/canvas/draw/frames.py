"""Frames and the ground they lie on."""

from __future__ import annotations

from math import ceil, floor

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPixmap

from board.records import Frame
from board.text import one_line, shortened
from ui.canvas.batch import draw_stamps
from ui.canvas.draw.style import Style
from ui.canvas.draw.text import draw_fitted
from ui.canvas.view import View
from ui.pens import Pen

_TITLE_TOP = 7.0
_TITLE_LINE = 18.0
_TITLE_LEFT = 14.0
_LEAST_TITLE = 8.5
"""A title that would stand smaller than this on the screen is drawn larger than the board."""
_DOTS = 24.0
"""Distance of the ground's dots in board units."""
_LEAST_DOTS = 13.0
_DOT = 1.7


def draw_frame(painter: Pen, frame: Frame, style: Style, scale: float = 1.0) -> None:
    """Draw a frame in board units, as it is read at `scale`."""
    token = style.theme.token(frame.colour or "stone")
    box = QRectF(frame.x, frame.y, frame.width, frame.height)
    width = min(1.0 / min(scale, 1.0), frame.width / 4, frame.height / 4)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(token.edge, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.setBrush(token.frame)
    radius = min(float(style.theme.metrics["radius"]["panel"]) + 2, frame.width / 4, frame.height / 4)
    if style.is_cut(box.top(), box.bottom()) and isinstance(painter, QPainter):
        outline = QPainterPath()
        outline.addRoundedRect(box, radius, radius)
        painter.fillPath(outline, token.frame)
        painter.fillPath(QPainterPathStroker(pen).createStroke(outline), token.edge)
    else:
        painter.drawRoundedRect(box, radius, radius)
    if frame.title:
        _draw_title(painter, frame, style, token.ink, scale)
    painter.restore()


def _draw_title(painter: Pen, frame: Frame, style: Style, ink: QColor, scale: float) -> None:
    font = style.font("small", weight=600)
    grow = max(1.0, _LEAST_TITLE / (font.pixelSize() * scale))
    if grow * (_TITLE_TOP + _TITLE_LINE) > frame.height:
        return
    painter.translate(frame.x, frame.y)
    painter.scale(grow, grow)
    painter.setPen(ink)
    room = frame.width / grow - 2 * _TITLE_LEFT
    fitted = style.fit(shortened(one_line(frame.title[:800]), 200), font, room, 1)
    draw_fitted(painter, fitted, font, _TITLE_LEFT, _TITLE_TOP, _TITLE_LINE)


def draw_ground(painter: QPainter, rect: QRectF, view: View, style: Style, dot: QPixmap | None) -> None:
    """Fill a screen rectangle with the canvas colour and its grid of dots.

    Each dot stands on whole device pixels, so that it looks the same whatever strip it is painted with.
    """
    painter.fillRect(rect, style.colour("canvas"))
    if dot is None:
        return
    step, ratio = dot_step(view.scale), dot.devicePixelRatio()
    x, y = (
        np.arange(floor((low - offset) / step) - 1, ceil((high - offset) / step) + 1) * step + offset
        for low, high, offset in ((rect.left(), rect.right(), view.dx), (rect.top(), rect.bottom(), view.dy))
    )
    half = dot.width() / ratio / 2
    places = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    draw_stamps(painter, dot, np.floor((places - half) * ratio + 0.501) / ratio + half)


def dot_step(scale: float) -> float:
    """The distance in screen px between the dots of the ground."""
    step = _DOTS * scale
    while step < _LEAST_DOTS:
        step *= 2
    return step


def dot_stamp(style: Style, ratio: float) -> QPixmap | None:
    """One dot of the ground's grid, or None where the theme has no dots to see."""
    if style.colour("canvasDot") == style.colour("canvas"):
        return None
    pixels = ceil((_DOT + 1) * ratio)
    stamp = QPixmap(pixels, pixels)
    stamp.setDevicePixelRatio(ratio)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("canvasDot"))
    middle = pixels / ratio / 2
    painter.drawEllipse(QPointF(middle, middle), _DOT / 2, _DOT / 2)
    painter.end()
    return stamp
