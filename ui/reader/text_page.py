"""A text to be read, searched and marked: one widget that lays out no more than is seen.

What is drawn is text and nothing but text: no markup is read, nothing is loaded and nothing opens. The
words are a source's own, so they stand in Source Serif.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from typing_extensions import override

from ui.reader.dress import ADDRESS, dressed, mark_colour, span, underlined
from ui.reader.flow import Flow, chip_box, ranges_within
from ui.reader.marks import Mark
from ui.reader.paragraphs import Piece
from ui.reader.walking import moved, word_at
from ui.style import Look

_EDGE = 22
"""Room at both sides of the words."""
ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5)


class TextPage(QAbstractScrollArea):
    """The text of one document, with its marks."""

    selection_changed = Signal()
    place_changed = Signal()
    """Another part of the text is in sight."""
    mark_pressed = Signal(str)
    """A passage was pressed: its id."""
    drag_wanted = Signal(str)
    """What is selected, or the passage of this id, is being taken away by the mouse."""
    link_pressed = Signal(str)
    key_typed = Signal(QKeyEvent)
    """A key that the text has no use for."""
    zoom_wanted = Signal(int)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self.setProperty("look", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Text of the document"))
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.marks: list[Mark] = []
        self.hits: list[tuple[int, int]] = []
        self.hints: list[tuple[int, int]] = []
        self.zoom = 1.0
        self.anchor = self.cursor_at = 0
        self._pressed: QPoint | None = None
        self._grip = ""
        """What a move would drag: a passage's id, or "selection"."""
        self._address = ""
        self._by_words = False
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

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks."""
        if list(marks) != self.marks:
            self.marks = list(marks)
            self._redress()

    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Show these places as found."""
        if list(hits) != self.hits:
            self.hits = list(hits)
            self._redress()

    def set_hints(self, hints: Sequence[tuple[int, int]]) -> None:
        """Underline these places quietly."""
        if list(hints) != self.hints:
            self.hints = list(hints)
            self._redress()

    def set_zoom(self, zoom: float) -> None:
        """Show the words larger or smaller; what is at the top stays there."""
        self.zoom = zoom
        self._reshape()

    @property
    def text(self) -> str:
        """The whole text."""
        return self.flow.text

    @property
    def selection(self) -> tuple[int, int]:
        """Both ends of what is selected; the same place twice for nothing."""
        return min(self.anchor, self.cursor_at), max(self.anchor, self.cursor_at)

    def select(self, start: int, end: int) -> None:
        """Select a part of the text."""
        self._set_cursor(start, True)
        self._set_cursor(end, False)

    def top_place(self) -> int:
        """The first place that is in sight."""
        return self.flow.ranges[self.flow.at(self.verticalScrollBar().value() + 1)][0]

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
        return dressed(text, start, self.marks, near, self.hints, self._look.theme, self.zoom)

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

    def place_under(self, at: QPointF) -> int:
        """The place in the text under a point of the widget."""
        margin = self._margin()
        return self.flow.place_at(at.x() - margin, at.y() - margin + self.verticalScrollBar().value())

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

    def address_under(self, at: QPointF) -> str:
        """The address under a point."""
        place = self.place_under(at)
        start, end = self.flow.ranges[self.flow.number_of(place)]
        for found in ADDRESS.finditer(self.text[start:end]):
            if found.start() <= place - start < found.end():
                return found[0]
        return ""

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        place = self.place_under(at)
        start, end = self.selection
        self._pressed, self._by_words = at.toPoint(), False
        mark = self.mark_under(at)
        keeps = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._address = self.address_under(at)
        if start < end and start <= place < end and not keeps:
            self._grip = "selection"
        elif mark is not None and not keeps:
            self._grip = mark.passage
        else:
            self._grip = ""
            self._set_cursor(place, not keeps)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            self._show_cursor(at)
            return
        if self._grip:
            if (at.toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
                grip, self._grip, self._pressed = self._grip, "", None
                self.drag_wanted.emit("" if grip == "selection" else grip)
            return
        place = self.place_under(at)
        if self._by_words:
            first, last = word_at(self.text, place)
            place = last if place >= self.anchor else first
        self._set_cursor(place, False)
        self._scroll_along(at)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        grip, self._grip, self._pressed = self._grip, "", None
        if grip == "selection":
            self._set_cursor(self.place_under(event.position()), True)
        elif grip:
            self.mark_pressed.emit(grip)
        elif self._address and self.anchor == self.cursor_at:
            self.link_pressed.emit(self._address)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.select(*word_at(self.text, self.place_under(event.position())))
            self._pressed, self._grip, self._by_words = event.position().toPoint(), "", True
            self._address = ""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_wanted.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_A:
            self.select(0, len(self.text))
        elif control and event.key() == Qt.Key.Key_C:
            self.copy()
        elif (place := moved(self, event)) is not None:
            self._set_cursor(place, not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go_to(place, 0.5)
        else:
            self.key_typed.emit(event)

    def copy(self) -> None:
        """Put what is selected on the clipboard, as text."""
        start, end = self.selection
        if start < end:
            QGuiApplication.clipboard().setText(self.text[start:end])

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() in (Qt.Key.Key_A, Qt.Key.Key_C):
                event.accept()
                return True
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reshape()

    def _set_cursor(self, place: int, anchors: bool) -> None:
        place = min(max(place, 0), len(self.text))
        if anchors:
            self.anchor = place
        self.cursor_at = place
        self.viewport().update()
        self.selection_changed.emit()

    def _scroll_along(self, at: QPointF) -> None:
        over = min(at.y(), 0) + max(at.y() - self._high(), 0)
        if over:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + round(over))

    def _show_cursor(self, at: QPointF) -> None:
        place, (start, end) = self.place_under(at), self.selection
        if self.mark_under(at) is not None or start <= place < end:
            shape = Qt.CursorShape.OpenHandCursor
        elif self.address_under(at):
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def _on_scrolled(self) -> None:
        self._settle()
        self.viewport().update()
        self.place_changed.emit()

    def _on_theme(self) -> None:
        self._redress()
