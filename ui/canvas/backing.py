"""The last picture of the board's content, kept so that only what is new is painted.

Panning scrolls it and paints the strips that come into sight; hover, selection and gestures are drawn
over it and leave it alone.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

from ui.canvas.view import View

_MOST_RECTS = 6

Paint = Callable[[QPainter, QRectF], None]


class Backing:
    """A pixmap as large as the widget, and which parts of it are stale."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._view = View()
        self._stale = QRegion()

    def invalidate(self, rect: QRectF | None = None) -> None:
        """Paint a screen rectangle, or everything, anew next time."""
        whole = self._pixmap.rect()
        if rect is None:
            self._stale = QRegion(whole)
            return
        ratio = self._pixmap.devicePixelRatio()
        area = QRectF(rect.topLeft() * ratio, rect.size() * ratio).adjusted(-1, -1, 1, 1)
        self._stale |= QRegion(area.toAlignedRect() & whole)

    def refreshed(self, view: View, size: QSize, ratio: float, paint: Paint) -> QPixmap:
        """The content as seen in a view, after painting what was stale."""
        pixels = QSize(ceil(size.width() * ratio), ceil(size.height() * ratio))
        if self._pixmap.size() != pixels or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = QPixmap(pixels)
            self._pixmap.setDevicePixelRatio(ratio)
            self._stale = QRegion(self._pixmap.rect())
        elif view != self._view:
            self._scroll_to(view, ratio)
        self._view = view
        if not self._stale.isEmpty():
            rects, self._stale = _rects(self._stale), QRegion()
            painter = QPainter(self._pixmap)
            for rect in rects:
                area = QRectF(rect.x() / ratio, rect.y() / ratio, rect.width() / ratio, rect.height() / ratio)
                painter.setClipRect(area)
                paint(painter, area)
            painter.end()
        return self._pixmap

    def _scroll_to(self, view: View, ratio: float) -> None:
        dx, dy = (view.dx - self._view.dx) * ratio, (view.dy - self._view.dy) * ratio
        whole = self._pixmap.rect()
        even = abs(dx - round(dx)) < 1e-3 and abs(dy - round(dy)) < 1e-3
        if (
            view.scale != self._view.scale
            or not even
            or abs(dx) >= whole.width()
            or abs(dy) >= whole.height()
        ):
            self._stale = QRegion(whole)
            return
        step_x, step_y = round(dx), round(dy)
        self._stale.translate(step_x, step_y)
        self._pixmap.scroll(step_x, step_y, whole)
        kept = whole.translated(step_x, step_y) & whole
        self._stale |= QRegion(whole) - QRegion(kept)
        self._stale &= QRegion(whole)


def _rects(region: QRegion) -> list[QRect]:
    """The rectangles of a region or, when they are many, the one around them."""
    if region.rectCount() > _MOST_RECTS:
        return [region.boundingRect()]
    return [QRect(rect) for rect in region]  # type: ignore[attr-defined]  # iterable, unknown to the stubs
