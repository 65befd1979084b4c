"""A text to be read, searched and marked: one widget that lays out no more than is seen.

What is drawn is text and nothing but text: no markup is read, nothing is loaded and nothing opens. The
words are a source's own, so they stand in Source Serif.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.reader.dress import ADDRESS, dressed, mark_colour, span, underlined
from ui.reader.flow import Flow, chip_box, ranges_within
from ui.reader.marks import Mark
from ui.reader.page import Page
from ui.reader.paragraphs import LONGEST, Piece
from ui.reader.walking import moved
from ui.style import Look

_EDGE = 22
"""Room at both sides of the words."""


class TextPage(Page):
    """The text of one document, with its marks."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent, look)
        self.setAccessibleName(self.tr("Text of the document"))
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.flow = Flow("", self._dressed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        look.changed.connect(self._on_theme)

    # -- what is shown ---------------------------------------------------------------------------

    def show_text(self, text: str) -> None:
        """Show another text from its beginning."""
        self.flow = Flow(text, self._dressed)
        self.marks, self.hits, self.hints = [], [], []
        self.anchor = self.cursor_at = 0
        self._shape()
        self.verticalScrollBar().setValue(0)
        self.selection_changed.emit()

    @override
    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks."""
        if list(marks) != self.marks:
            self.marks = list(marks)
            self._redress()

    @override
    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Show these places as found."""
        if list(hits) != self.hits:
            self.hits = list(hits)
            self._redress()

    @override
    def set_hints(self, hints: Sequence[tuple[int, int]]) -> None:
        """Underline these places quietly."""
        if list(hints) != self.hints:
            self.hints = list(hints)
            self._redress()

    @override
    def set_zoom(self, zoom: float) -> None:
        """Show the words larger or smaller; what is at the top stays there."""
        self.zoom = zoom
        self._reshape()

    @property
    @override
    def text(self) -> str:
        """The whole text."""
        return self.flow.text

    @override
    def top_place(self) -> int:
        """The first place that is in sight."""
        return self.flow.ranges[self.flow.at(self.verticalScrollBar().value() + 1)][0]

    @override
    def go_to(self, place: int, share: float = 0.3) -> None:
        """Bring a place into sight, some way down from the top unless it is in sight already."""
        bar = self.verticalScrollBar()
        for _ in range(3):  # heights that were guesses become known on the way
            y = self.flow.line_of(place)[1]
            if bar.value() <= y - self.flow.line and y + 2 * self.flow.line <= bar.value() + self._high():
                break
            self._fit_bar()
            bar.setValue(round(y - self._high() * share))
            self._settle()
        self.viewport().update()

    # -- layout ----------------------------------------------------------------------------------

    def _font(self) -> QFont:
        font = self._look.theme.font("quote")
        font.setPixelSize(max(round(font.pixelSize() * self.zoom), 6))
        return font

    def _margin(self) -> int:
        return self._look.px(_EDGE)

    def _high(self) -> int:
        return self.viewport().height()

    def _shape(self) -> None:
        self.flow.set_shape(self._font(), self.viewport().width() - 2 * self._margin())
        self._settle()

    def _reshape(self) -> None:
        place = self.top_place()
        self._shape()
        self.verticalScrollBar().setValue(round(self.flow.tops()[self.flow.number_of(place)]))
        self._settle()
        self.viewport().update()

    def _redress(self) -> None:
        self.flow.dress_again()
        self._settle()
        self.viewport().update()

    def _fit_bar(self) -> None:
        bar = self.verticalScrollBar()
        bar.setPageStep(self._high())
        bar.setSingleStep(round(self.flow.line))
        bar.setRange(0, max(0, round(self.flow.height) + 2 * self._margin() - self._high()))

    def _settle(self) -> None:
        """Lay out what is in sight; what turns out higher above it does not push it away."""
        bar, flow = self.verticalScrollBar(), self.flow
        first = flow.at(bar.value() - self._margin())
        before = float(flow.tops()[first])
        for number in range(max(first - 6, 0), first):
            if not flow.is_known(number):
                flow.laid(number)
        shift = round(float(flow.tops()[first]) - before)
        number, bottom = first, bar.value() + shift + self._high()
        while number < len(flow.ranges) and float(flow.tops()[number]) < bottom:
            flow.laid(number)
            number += 1
        bar.blockSignals(True)
        self._fit_bar()
        bar.setValue(bar.value() + shift)
        bar.blockSignals(False)

    def _dressed(self, number: int, text: str) -> tuple[Piece, list[QTextLayout.FormatRange]]:
        start, end = self.flow.ranges[number]
        first, last = bisect_left(self.hits, (start, 0)), bisect_left(self.hits, (end, 0))
        near = self.hits[max(first - 1, 0) : last]
        first, last = bisect_left(self.hints, (start - LONGEST, 0)), bisect_left(self.hints, (end, 0))
        hints = self.hints[first:last]
        return dressed(text, start, self.marks, near, hints, self._look.theme, self.zoom)

    # -- painting --------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("page"))
        flow, margin = self.flow, self._margin()
        top = self.verticalScrollBar().value() - margin
        painter.setPen(theme.colour("text"))
        number = flow.at(max(top, 0))
        while number < len(flow.ranges) and float(flow.tops()[number]) < top + self._high():
            self._paint(painter, number, QPointF(margin, float(flow.tops()[number]) - top))
            number += 1
        if self.hasFocus() and self.anchor == self.cursor_at:
            x, y = flow.line_of(self.cursor_at)
            painter.fillRect(QRectF(margin + x, y - top + 3, 1, flow.line - 6), theme.colour("text2"))
        painter.end()

    def _paint(self, painter: QPainter, number: int, at: QPointF) -> None:
        theme, flow = self._look.theme, self.flow
        laid = flow.laid(number)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, chip in enumerate(laid.piece.chips):
            x, y, wide, high = chip_box(laid, index, flow.line)
            painter.setPen(QPen(mark_colour(self.marks[chip.mark], theme), 1))
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(QRectF(at.x() + x, at.y() + y, wide, high), 4, 4)
        painter.setPen(theme.colour("text"))
        laid.layout.draw(painter, at, self._selected(number))

    def _selected(self, number: int) -> list[QTextLayout.FormatRange]:
        start, end = self.flow.ranges[number]
        theme, piece = self._look.theme, self.flow.laid(number).piece
        found = []
        for _, a, b in ranges_within([self.selection], start, end):
            form = underlined(theme.colour("accent"), QTextCharFormat.UnderlineStyle.DashUnderline)
            form.setBackground(theme.colour("accentSoft"))
            form.setForeground(theme.colour("text"))
            first, last = piece.to_shown(a), piece.to_shown(b, is_end=True)
            found.append(span(first, last - first, form))
        return found

    # -- hands -----------------------------------------------------------------------------------

    @override
    def place_under(self, at: QPointF) -> int:
        """The place in the text under a point of the widget."""
        margin = self._margin()
        return self.flow.place_at(at.x() - margin, at.y() - margin + self.verticalScrollBar().value())

    @override
    def mark_under(self, at: QPointF) -> Mark | None:
        """The mark under a point: its chip, or the shortest passage there."""
        x = at.x() - self._margin()
        y = at.y() - self._margin() + self.verticalScrollBar().value()
        if not 0 <= y <= self.flow.height:
            return None
        chip = self.flow.chip_at(x, y)
        if chip is not None:
            return self.marks[chip]
        place = self.flow.place_at(x, y)
        left, top = self.flow.line_of(place)
        if abs(left - x) > self.flow.line or not top <= y <= top + self.flow.line:
            return None
        over = [mark for mark in self.marks if mark.start <= place < mark.end]
        return min(over, key=lambda mark: mark.end - mark.start, default=None)

    @override
    def address_under(self, at: QPointF) -> str:
        """The address under a point."""
        place = self.place_under(at)
        start, end = self.flow.ranges[self.flow.number_of(place)]
        for found in ADDRESS.finditer(self.text[start:end]):
            if found.start() <= place - start < found.end():
                return found[0]
        return ""

    @override
    def box_of(self, place: int) -> QRectF:
        """Where a place stands in the widget."""
        x, y = self.flow.line_of(place)
        margin = self._margin()
        return QRectF(margin + x, margin + y - self.verticalScrollBar().value(), 1, self.flow.line)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reshape()

    @override
    def moved(self, event: QKeyEvent) -> int | None:
        return moved(self, event)

    def _on_scrolled(self) -> None:
        self._settle()
        self.viewport().update()
        self.place_changed.emit()

    def _on_theme(self) -> None:
        self._redress()
