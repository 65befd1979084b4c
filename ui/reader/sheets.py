"""How the sheets of a PDF are painted: the picture, and over it what is found, marked and selected."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.reader.dress import mark_colour
from ui.reader.marks import Mark
from ui.style import Look
from ui.theme import load

if TYPE_CHECKING:
    from ui.reader.pdf_page import PdfPage

_LONGEST_HINT = 2_000
"""Characters of a hint or a hit that are looked back for."""


class SheetPainter:
    """Paints one page of a document after the other."""

    def __init__(self, page: PdfPage, look: Look) -> None:
        self._page, self._look = page, look
        self._ink = load("light")
        """What is drawn on paper is drawn for white, in every theme."""

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint a page where it lies in the widget."""
        pages = self._page
        sheet, image = pages.sheet_of(page), pages.image_of(page)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, image)
        painter.setPen(QPen(self._look.theme.colour("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(sheet)
        first, last = pages.letters_on(page)
        self._underline_hints(painter, page, first, last)
        self._wash(painter, page, within(pages.hits, first, last), "accentSoft")
        chips: list[QRectF] = []
        for mark in pages.marks:
            if mark.areas or (mark.start < last and mark.end > first):
                self._paint_mark(painter, page, mark, sheet, chips)
        self._wash(painter, page, [pages.selection], "accentSoft")
        pages.areas.paint(painter, page, self._ink)

    def _underline_hints(self, painter: QPainter, page: int, first: int, last: int) -> None:
        painter.setPen(QPen(self._ink.colour("borderControl"), 1, Qt.PenStyle.DotLine))
        for start, end in within(self._page.hints, first, last):
            for box in self._page.boxes_of(page, start, end):
                painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _wash(self, painter: QPainter, page: int, spans: Sequence[tuple[int, int]], role: str) -> None:
        """Colour words without covering them. The paper is white in every theme, and so is the wash."""
        self._wash_boxes(
            painter, [box for start, end in spans for box in self._page.boxes_of(page, start, end)], role
        )

    def _wash_boxes(self, painter: QPainter, boxes: Sequence[QRectF], role: str) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in boxes:
            painter.fillRect(box, self._ink.colour(role))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _paint_mark(
        self, painter: QPainter, page: int, mark: Mark, sheet: QRectF, chips: list[QRectF]
    ) -> None:
        theme = self._ink
        boxes = self._page.mark_boxes(page, mark)
        self._wash_boxes(painter, boxes, "highlight" if mark.is_placed else "highlightSoft")
        dashed = not mark.is_placed or mark.is_moved
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(mark_colour(mark, theme), 1.4, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in boxes:
            if mark.areas:
                painter.drawRect(box)
            else:
                painter.drawLine(box.bottomLeft(), box.bottomRight())
        is_here = bool(mark.areas) or self._page.page_of(max(mark.end - 1, mark.start)) == page
        if boxes and mark.tag and is_here:
            self._paint_chip(painter, mark, boxes[-1], sheet, chips)

    def _paint_chip(
        self, painter: QPainter, mark: Mark, after: QRectF, sheet: QRectF, chips: list[QRectF]
    ) -> None:
        """The tag in the margin beside the words, below those that are there already."""
        theme = self._ink
        painter.setFont(self._look.theme.font("badge"))
        metrics = painter.fontMetrics()
        box = QRectF(0, 0, metrics.horizontalAdvance(mark.tag) + 8, metrics.height())
        box.moveTop(after.center().y() - box.height() / 2)
        box.moveRight(min(sheet.right() - 3, self._page.viewport().width() - 3.0))
        while any(box.intersects(other) for other in chips):
            box.translate(0, 2)
        chips.append(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(mark_colour(mark, theme), 1))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(box, 4, 4)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark.tag)


def within(spans: Sequence[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """Those of spans in order that touch a range."""
    a, b = bisect_left(spans, (first - _LONGEST_HINT, 0)), bisect_left(spans, (last, 0))
    return [span for span in spans[a:b] if span[1] > first]
