"""The short remark beside the pointer while something is dragged."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from ui.theme import Theme

_AWAY = QPointF(14.0, 18.0)


def draw_hint(painter: QPainter, text: str, at: QPointF, within: QRectF, theme: Theme) -> None:
    """Draw a remark below and to the right of a point, inside a rectangle."""
    font = theme.font("small")
    metrics = QFontMetricsF(font)
    box = QRectF(0, 0, metrics.horizontalAdvance(text) + 20, metrics.height() + 10)
    box.moveTopLeft(at + _AWAY)
    box.moveRight(min(box.right(), within.right() - 8))
    box.moveBottom(min(box.bottom(), within.bottom() - 8))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("tooltip"))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(theme.colour("onTooltip"))
    painter.setFont(font)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.restore()
