"""A pixmap whose edges meet, so that it scrolls without being copied.

Where its upper left corner lies in memory moves instead; what has scrolled out at one edge gives its
room to what comes in at the other. A part of it lies in up to four pieces, which are painted and drawn
one by one.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QPainter, QPixmap


class RollingPixmap:
    """A picture of a fixed size in device pixels; rectangles count from where its corner is now."""

    def __init__(self, size: QSize, ratio: float, ground: QColor, *, is_filled: bool = True) -> None:
        self._pixmap = QPixmap(size)
        self._pixmap.setDevicePixelRatio(ratio)
        if is_filled:
            self._pixmap.fill(ground)
        self._ratio = ratio
        self._ground = ground
        self._corner = QPoint(0, 0)

    def rect(self) -> QRect:
        """All of it."""
        return self._pixmap.rect()

    def size(self) -> QSizeF:
        """How large it is on the screen."""
        return self._pixmap.deviceIndependentSize()

    def scroll(self, dx: int, dy: int) -> None:
        """Have everything lie so many pixels further to the right and down."""
        width, height = self._pixmap.width(), self._pixmap.height()
        self._corner = QPoint((self._corner.x() - dx) % width, (self._corner.y() - dy) % height)

    def clear(self, rect: QRect) -> None:
        """Leave nothing but the ground in a part."""
        painter = QPainter(self._pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for _, place in self._pieces(rect):
            painter.fillRect(self._logical(place), self._ground)
        painter.end()

    def put(self, at: QPoint, pixmap: QPixmap) -> None:
        """Put another picture in the place of what is there."""
        painter = QPainter(self._pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for part, place in self._pieces(QRect(at, pixmap.size())):
            painter.drawPixmap(
                self._logical(place).topLeft(), pixmap, QRectF(part.translated(-at.x(), -at.y()))
            )
        painter.end()

    def painters(self, rect: QRect) -> Iterator[tuple[QRect, QPainter]]:
        """For each piece of a part a painter of its own, at home in the picture and clipped to the piece."""
        for part, place in self._pieces(rect):
            painter = QPainter(self._pixmap)
            painter.translate(QPointF(place.topLeft() - part.topLeft()) / self._ratio)
            painter.setClipRect(self._logical(part))
            try:
                yield part, painter
            finally:
                painter.end()

    def draw(self, painter: QPainter, at: QPointF, rect: QRect) -> None:
        """Draw a part as it is; `at` is where the picture's corner lies."""
        for part, place in self._pieces(rect):
            painter.drawPixmap(at + QPointF(part.topLeft()) / self._ratio, self._pixmap, QRectF(place))

    def draw_stretched(self, painter: QPainter, target: QRectF, rect: QRect) -> None:
        """Draw a part where it lies when all is stretched into a rectangle, to the nearest pixel."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        whole = self.rect()
        across, down = target.width() / whole.width(), target.height() / whole.height()
        for part, place in self._pieces(rect):
            x0, y0 = target.x() + part.x() * across, target.y() + part.y() * down
            # pieces end on whole pixels, or a seam would show between them
            left, top = round(x0), round(y0)
            right, bottom = round(x0 + part.width() * across), round(y0 + part.height() * down)
            painter.drawPixmap(QRectF(left, top, right - left, bottom - top), self._pixmap, QRectF(place))

    def _pieces(self, rect: QRect) -> Iterator[tuple[QRect, QRect]]:
        """A part piece by piece, and where each lies in memory."""
        whole = self.rect()
        rect = rect & whole
        for x, width in _runs(rect.x() + self._corner.x(), rect.width(), whole.width()):
            for y, height in _runs(rect.y() + self._corner.y(), rect.height(), whole.height()):
                place = QRect(x, y, width, height)
                yield (
                    QRect(
                        (x - self._corner.x()) % whole.width(),
                        (y - self._corner.y()) % whole.height(),
                        width,
                        height,
                    ),
                    place,
                )

    def _logical(self, rect: QRect) -> QRectF:
        part = QRectF(rect)
        return QRectF(part.topLeft() / self._ratio, part.size() / self._ratio)


def _runs(start: int, length: int, around: int) -> Iterator[tuple[int, int]]:
    """A stretch of a circle cut where the circle begins."""
    start %= around
    first = min(length, around - start)
    if first > 0:
        yield start, first
    if length > first:
        yield 0, length - first
