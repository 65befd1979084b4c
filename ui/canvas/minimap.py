"""The whole board small, with the part in sight as a rectangle that can be dragged.

It shows the tiles that the board paints ahead, so it follows whatever the board shows.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.canvas.surface import Surface
from ui.canvas.view import View, fitted

_MARGIN = 8.0


class Minimap(QWidget):
    """A picture of all that a surface shows; pressing or dragging in it moves the surface's view."""

    def __init__(self, board: Surface, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._picture = QPixmap()
        self._view = View()
        self._is_stale = True
        self._grip: QPointF | None = None
        """How far, in board units, the drag began from the middle of the part in sight."""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        board.viewport_changed.connect(self.update)
        board.content_changed.connect(self.refresh)
        board.painted_ahead.connect(self.refresh)
        board.board_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Draw the board anew when next shown."""
        self._is_stale = True
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 112)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_stale = True

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._is_stale or self._picture.devicePixelRatio() != ratio:
            self._draw_board(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if len(self._board.model):
            theme = self._board.theme
            accent, wash = theme.colour("accent"), QColor(theme.colour("accent"))
            wash.setAlphaF(0.08)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(accent, 1.2))
            painter.setBrush(wash)
            seen = self._view.rect_to_screen(self._board.visible_rect())
            inside = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(seen & inside if seen.intersects(inside) else QRectF(), 2, 2)
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point, seen = self._view.to_board(event.position()), self._board.visible_rect()
        # beside the rectangle, it jumps to the pointer and is dragged from there
        self._grip = point - seen.center() if seen.contains(point) else QPointF(0, 0)
        self._look_at(point)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._look_at(self._view.to_board(event.position()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def _look_at(self, point: QPointF) -> None:
        grip = self._grip or QPointF(0, 0)
        view = self._board.view.centred(point - grip, QSizeF(self._board.size()))
        self._board.set_view(view)

    def _draw_board(self, ratio: float) -> None:
        self._is_stale = False
        self._picture = QPixmap(self.size() * ratio)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        bounds, theme = self._board.model.bounds(), self._board.theme
        if bounds.isEmpty():
            return
        self._view = fitted(bounds, QSizeF(self.size()), _MARGIN, largest=0.25)
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, shape = QRectF(self.rect()), QPainterPath()
        radius = theme.metrics["radius"]["panel"] - 1
        shape.addRoundedRect(whole, radius, radius)
        painter.fillPath(shape, theme.colour("canvas"))
        self._board.draw_overview(painter, self._view, whole)
        painter.end()
