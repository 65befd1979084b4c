"""The pages of a PDF as pictures, with the words on them to be selected and marked.

Pictures and the places of letters come from the worker process, a page at a time and only for what is in
sight. Until a picture is there its page is an empty sheet, and scrolling never waits.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.reader.area import AreaHand
from ui.reader.dress import ADDRESS
from ui.reader.letters import KnownLetters, Letters
from ui.reader.marks import Mark
from ui.reader.page import Page
from ui.reader.papers import Paper
from ui.reader.sheets import SheetPainter
from ui.style import Look

_EDGE, _GAP = 8, 12
_KEPT = 10
"""Pictures of pages that are kept; one of a whole page at 2x is some 12 MB."""
_SIDE = 6.0
"""How far beside a line the pointer may be and still mean it, in points."""


class PdfPage(Page):
    """All pages, one below the other, as wide as the reader."""

    area_marked = Signal()
    """A part of a page was drawn around."""
    wanted = Signal(int, float)
    """A page is in sight and has no picture at this scale (pixels a point) yet."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent, look)
        self.setAccessibleName(self.tr("Pages of the document"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._paper: Paper | None = None
        self._images: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._letters = KnownLetters()
        self._sizes: NDArray[np.float64] = np.zeros((0, 2))
        self._tops: NDArray[np.float64] = np.zeros(0)
        self.scale = 1.0
        self.areas = AreaHand(self)
        self._sheets = SheetPainter(self, look)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._on_scrolled)
        look.changed.connect(self.viewport().update)

    # -- what is shown ---------------------------------------------------------------------------

    def show_paper(self, paper: Paper) -> None:
        """Show the pages of another document."""
        self._paper = paper
        self._images.clear()
        self._letters.clear()
        self.areas.clear()
        self.marks, self.hits, self.hints = [], [], []
        self.anchor = self.cursor_at = 0
        sizes = np.array(paper.sizes, dtype=np.float64).reshape(-1, 2)
        self._sizes = np.where(sizes > 0, sizes, (595.0, 842.0))
        self._shape()
        self.verticalScrollBar().setValue(0)
        self.selection_changed.emit()

    def take(self, paper: Paper) -> None:
        """The text of the pages that are shown has come."""
        self._paper = paper
        self.anchor = self.cursor_at = 0
        self.viewport().update()

    @property
    def page_in_sight(self) -> int:
        """The page at the top."""
        return self._page_at(self.verticalScrollBar().value() + _GAP + 1)

    def put_image(self, page: int, scale: float, image: QImage) -> None:
        """A page's picture has come."""
        self._images[page] = (scale, image.convertToFormat(QImage.Format.Format_RGB32))
        self._images.move_to_end(page)
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        self.viewport().update()

    def put_letters(self, page: int, letters: Letters) -> None:
        """The places of a page's letters have come."""
        self._letters.put(page, letters)
        self.viewport().update()

    def has_letters(self, page: int) -> bool:
        """Whether it is known where a page's letters stand."""
        return page in self._letters

    @property
    @override
    def text(self) -> str:
        return self._paper.reading.text if self._paper is not None else ""

    @override
    def set_marks(self, marks: Sequence[Mark]) -> None:
        self.marks = list(marks)
        self.viewport().update()

    @override
    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        self.hits = list(hits)
        self.viewport().update()

    @override
    def set_hints(self, hints: Sequence[tuple[int, int]]) -> None:
        self.hints = list(hints)
        self.viewport().update()

    @override
    def set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        self._reshape()

    @override
    def clear_selection(self) -> None:
        self.areas.clear()
        super().clear_selection()

    def rects(self, start: int, end: int) -> list[tuple[int, float, float, float, float]]:
        """Page and rectangle of every line of a range, as far as its pages have been seen."""
        found = []
        for page in range(self.page_of(start), self.page_of(max(end - 1, start)) + 1):
            first = self.first_of(page)
            found += [(page, *rect) for rect in self._letters.rects(page, start - first, end - first)]
        return found

    @override
    def top_place(self) -> int:
        return (
            self.first_of(self._page_at(self.verticalScrollBar().value() + _GAP + 1))
            if len(self._tops)
            else 0
        )

    @override
    def go_to(self, place: int, share: float = 0.3) -> None:
        if not len(self._tops):
            return
        page = self.page_of(place)
        y = float(self._tops[page - 1])
        if self.has_letters(page) and share > 0:
            for _, _, top, _, _ in self.rects(place, place + 1)[:1]:
                y += top * self.scale - self.viewport().height() * share
        self.verticalScrollBar().setValue(round(y))

    def sheet_of(self, page: int) -> QRectF:
        """Where a page lies in the widget."""
        wide, high = (float(side) * self.scale for side in self._sizes[page - 1])
        return QRectF(self.corner(page), QSizeF(wide, high))

    def image_of(self, page: int) -> QImage | None:
        """What there is of a page's picture; a sharper one is asked for where it is wanted."""
        if self._paper is not None and self._paper.picture is not None:
            return self._paper.picture
        wanted = self.scale * self.devicePixelRatioF()
        scale, image = self._images.get(page, (0.0, None))
        if abs(scale - wanted) > 0.01 or page not in self._letters:
            self.wanted.emit(page, wanted)
        return image

    def letters_on(self, page: int) -> tuple[int, int]:
        """Both ends of a page's text, as far as its letters are known."""
        first = self.first_of(page)
        return first, first + len(self._letters.text(page) or "")

    # -- layout ----------------------------------------------------------------------------------

    def _shape(self) -> None:
        if not len(self._sizes):
            return
        room = max(self.viewport().width() - 2 * _EDGE, 40)
        self.scale = room * self.zoom / float(np.median(self._sizes[:, 0]))
        heights = self._sizes[:, 1] * self.scale + _GAP
        self._tops = np.concatenate(([0.0], np.cumsum(heights)[:-1]))
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setPageStep(self.viewport().height())
        down.setSingleStep(40)
        down.setRange(0, max(0, round(float(self._tops[-1] + heights[-1])) - self.viewport().height()))
        wide = float(self._sizes[:, 0].max()) * self.scale + 2 * _EDGE
        across.setPageStep(self.viewport().width())
        across.setRange(0, max(0, round(wide) - self.viewport().width()))

    def _reshape(self) -> None:
        if not len(self._tops):
            return
        bar = self.verticalScrollBar()
        page = self._page_at(bar.value())
        inside = (bar.value() - float(self._tops[page - 1])) / self.scale
        self._shape()
        bar.setValue(round(float(self._tops[page - 1]) + inside * self.scale))
        self.viewport().update()

    def _page_at(self, y: float) -> int:
        found = int(np.searchsorted(self._tops, y, side="right"))
        return min(max(found, 1), max(len(self._tops), 1))

    def page_of(self, place: int) -> int:
        """The page that a place in the text is on."""
        paper = self._paper
        page = paper.reading.page_at(place) if paper is not None and not paper.is_partial else 1
        return min(max(page, 1), max(len(self._tops), 1))

    def first_of(self, page: int) -> int:
        """The place in the text at which a page begins."""
        pages = self._paper.reading.pages if self._paper is not None else ()
        return pages[page - 1] if 0 < page <= len(pages) else 0

    def corner(self, page: int) -> QPointF:
        """Where a page's top left corner is in the widget."""
        wide = float(self._sizes[page - 1, 0]) * self.scale
        left = max((self.viewport().width() - wide) / 2, _EDGE) - self.horizontalScrollBar().value()
        return QPointF(left, float(self._tops[page - 1]) - self.verticalScrollBar().value() + _GAP / 2)

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return range(self._page_at(top), self._page_at(top + self.viewport().height()) + 1)

    # -- painting --------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.theme.colour("sunken"))
        if len(self._tops):
            for page in self._in_sight():
                self._sheets.paint(painter, page)
        painter.end()

    def mark_boxes(self, page: int, mark: Mark) -> list[QRectF]:
        """Where a mark stands on one page."""
        if mark.areas:
            return [self.area_box(page, area[1:]) for area in mark.areas if area[0] == page]
        return self.boxes_of(page, mark.start, mark.end)

    def area_box(self, page: int, area: Sequence[float]) -> QRectF:
        """A part of a page (x, y, width, height in the page's units) in the widget."""
        corner, scale = self.corner(page), self.scale
        x, y, wide, high = area
        return QRectF(corner.x() + x * scale, corner.y() + y * scale, wide * scale, high * scale)

    def boxes_of(self, page: int, start: int, end: int) -> list[QRectF]:
        """Where the words of a range stand on one page, in the widget."""
        if start >= end:
            return []
        first = self.first_of(page)
        return [self.area_box(page, rect) for rect in self._letters.rects(page, start - first, end - first)]

    # -- hands -----------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.areas.press(event):
            self.areas.clear()
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self.areas.move(event):
            super().mouseMoveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self.areas.release(event):
            super().mouseReleaseEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.areas.key(event):
            super().keyPressEvent(event)

    def page_under(self, at: QPointF) -> tuple[int, float, float]:
        """The page at a point of the widget, and where on it, in the page's units."""
        if not len(self._tops):
            return 0, 0.0, 0.0
        page = self._page_at(at.y() + self.verticalScrollBar().value())
        corner = self.corner(page)
        return page, (at.x() - corner.x()) / self.scale, (at.y() - corner.y()) / self.scale

    def page_size(self, page: int) -> tuple[float, float]:
        """Width and height of a page in its own units; nothing where there is no page."""
        if not 0 < page <= len(self._sizes):
            return 0.0, 0.0
        return float(self._sizes[page - 1, 0]), float(self._sizes[page - 1, 1])

    def has_words(self, page: int) -> bool:
        """Whether there is text on a page, as far as is known."""
        if self._paper is None or self._paper.is_scan:
            return False
        words = self._letters.text(page)
        return words is None or bool(words.strip())

    def show_area(self, area: Sequence[float]) -> None:
        """Bring a part of a page into sight."""
        page = round(area[0])
        if 0 < page <= len(self._tops):
            y = float(self._tops[page - 1]) + area[2] * self.scale
            self.verticalScrollBar().setValue(round(y - self.viewport().height() * 0.3))

    @override
    def place_under(self, at: QPointF) -> int:
        if not len(self._tops):
            return 0
        page = self._page_at(at.y() + self.verticalScrollBar().value())
        return self.first_of(page) + self._letter_at(page, at)[0]

    def _letter_at(self, page: int, at: QPointF) -> tuple[int, float]:
        """The letter of a page nearest to a point, the one after it for its right half; how far it is."""
        corner = self.corner(page)
        x, y = (at.x() - corner.x()) / self.scale, (at.y() - corner.y()) / self.scale
        return self._letters.nearest(page, x, y)

    @override
    def mark_under(self, at: QPointF) -> Mark | None:
        if not len(self._tops):
            return None
        page = self._page_at(at.y() + self.verticalScrollBar().value())
        over = [mark for mark in self.marks if any(box.contains(at) for box in self.mark_boxes(page, mark))]
        return min(over, key=lambda mark: mark.end - mark.start, default=None)

    @override
    def address_under(self, at: QPointF) -> str:
        page = self._page_at(at.y() + self.verticalScrollBar().value())
        words = self._letters.text(page)
        if words is None:
            return ""
        letter, far = self._letter_at(page, at)
        if far > _SIDE:
            return ""
        found = (one for one in ADDRESS.finditer(words) if one.start() <= letter < one.end())
        return next((one[0] for one in found), "")

    @override
    def box_of(self, place: int) -> QRectF:
        boxes = self.boxes_of(self.page_of(place), place, place + 1) if len(self._tops) else []
        return boxes[0] if boxes else QRectF()

    @override
    def moved(self, event: QKeyEvent) -> int | None:
        match event.key():
            case Qt.Key.Key_Left:
                return max(self.cursor_at - 1, 0)
            case Qt.Key.Key_Right:
                return min(self.cursor_at + 1, len(self.text))
            case Qt.Key.Key_Home:
                return 0
            case Qt.Key.Key_End:
                return len(self.text)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                way = 1 if event.key() == Qt.Key.Key_PageDown else -1
                return self.first_of(min(max(self.page_of(self.cursor_at) + way, 1), len(self._tops)))
            case _:
                return None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reshape()

    def _on_scrolled(self) -> None:
        self.viewport().update()
        self.place_changed.emit()
