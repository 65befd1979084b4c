"""A part of a page, drawn around by hand: what can be marked where there are no words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from ui.theme import Theme

if TYPE_CHECKING:
    from ui.reader.pdf_page import PdfPage

LEAST = 6.0
"""Pixels either way below which a rectangle was a slip of the hand."""


class Area(NamedTuple):
    """A page and a rectangle on it, in the page's own units."""

    page: int
    x: float
    y: float
    wide: float
    high: float


class AreaHand:
    """The rectangle that is drawn, or has been, on the pages of a document."""

    def __init__(self, page: PdfPage) -> None:
        self._page = page
        self.area: Area | None = None
        self.is_on = False
        """A drag draws a rectangle wherever it begins, and not only where there are no words."""
        self._corner: tuple[int, float, float] | None = None
        self._grip: QPointF | None = None

    def clear(self) -> None:
        """Mark nothing."""
        if self.area is not None:
            self.area = self._corner = None
            self._page.viewport().update()

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the rectangle, or begin one; False where the words are meant."""
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton:
            return self.area is not None and event.button() == Qt.MouseButton.RightButton
        if self.area is not None and self._box(self.area).contains(at):
            self._grip = at
            return True
        page, x, y = self._page.page_under(at)
        wide, high = self._page.page_size(page)
        is_asked = self.is_on or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not is_asked and (self._page.has_words(page) or self._page.mark_under(at) is not None):
            return False
        if not (0 <= x <= wide and 0 <= y <= high):
            return False
        self._page.select(0, 0)
        self.area, self._corner = None, (page, x, y)
        self._page.viewport().update()
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Draw on, or take what is drawn to the board; False where neither is under way."""
        at = event.position()
        if self._grip is not None:
            if (at - self._grip).manhattanLength() >= QApplication.startDragDistance():
                self._grip = None
                self._page.drag_wanted.emit("")
            return True
        if self._corner is None or not event.buttons() & Qt.MouseButton.LeftButton:
            is_over = self.area is not None and self._box(self.area).contains(at)
            if is_over or self._is_for_areas(at):
                cross, hand = Qt.CursorShape.CrossCursor, Qt.CursorShape.OpenHandCursor
                self._page.viewport().setCursor(hand if is_over else cross)
                return True
            return False
        page, x0, y0 = self._corner
        box = self._page.area_box(page, (0.0, 0.0, *self._page.page_size(page)))
        scale = box.width() / max(self._page.page_size(page)[0], 1e-6)
        x1 = (min(max(at.x(), box.left()), box.right()) - box.left()) / scale
        y1 = (min(max(at.y(), box.top()), box.bottom()) - box.top()) / scale
        self.area = Area(page, min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))
        self._page.viewport().update()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """The rectangle is drawn."""
        if event.button() != Qt.MouseButton.LeftButton or (self._corner is None and self._grip is None):
            return False
        self._corner = self._grip = None
        if self.area is not None:
            box = self._box(self.area)
            if box.width() < LEAST or box.height() < LEAST:
                self.clear()
        self._page.area_marked.emit()
        return True

    def key(self, event: QKeyEvent) -> bool:
        """Esc marks nothing; Ctrl+A on a page without words marks all of it."""
        if event.key() == Qt.Key.Key_Escape and self.area is not None:
            self.clear()
            self._page.area_marked.emit()
            return True
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_A:
            page = self._page.page_under(QPointF(self._page.viewport().rect().center()))[0]
            wide, high = self._page.page_size(page)
            if wide > 0 and not self._page.has_words(page):
                self.area = Area(page, 0.0, 0.0, wide, high)
                self._page.viewport().update()
                self._page.area_marked.emit()
                return True
        return False

    def paint(self, painter: QPainter, page: int, theme: Theme) -> None:
        """Draw the rectangle where it is on this page."""
        if self.area is None or self.area.page != page:
            return
        wash = QColor(theme.colour("accent"))
        wash.setAlphaF(0.14)
        painter.setBrush(wash)
        painter.setPen(QPen(theme.colour("accent"), 1.4, Qt.PenStyle.DashLine))
        painter.drawRect(self._box(self.area))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _is_for_areas(self, at: QPointF) -> bool:
        page, x, y = self._page.page_under(at)
        wide, high = self._page.page_size(page)
        is_free = self.is_on or (not self._page.has_words(page) and self._page.mark_under(at) is None)
        return is_free and 0 <= x <= wide and 0 <= y <= high

    def _box(self, area: Area) -> QRectF:
        return self._page.area_box(area.page, area[1:])
