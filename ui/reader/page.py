"""What a text and the pages of a PDF have in common under a hand: selecting, dragging, pressing marks.

Nothing in a document acts by itself: an address that is pressed is only told to whoever asks first.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from typing_extensions import override

from ui.reader import accessible
from ui.reader.marks import Mark
from ui.reader.walking import word_at
from ui.style import Look

ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0, 2.5)


class Page(QAbstractScrollArea):
    """A document in sight; places count the characters of its text."""

    selection_changed = Signal()
    place_changed = Signal()
    """Another part of the text is in sight."""
    mark_pressed = Signal(str)
    """A passage was pressed: its id."""
    drag_wanted = Signal(str)
    """What is selected, or the passage of this id, is being taken away by the mouse."""
    link_pressed = Signal(str)
    place_pressed = Signal(int)
    """A place of the text was pressed, with nothing to open there and nothing selected."""
    key_typed = Signal(QKeyEvent)
    """A key that the text has no use for."""
    left = Signal()
    """Esc, with nothing selected: the keys are wanted elsewhere."""
    zoom_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)
    """A place in the text, and where on the screen its menu is to open."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        accessible.install()
        self.accessible: accessible.PageAccessible | None = None
        """What screen readers see of the page, once one has asked."""
        self._look = look
        self.setProperty("look", "page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
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

    # -- what each sort of page knows ------------------------------------------------------------

    @property
    def text(self) -> str:
        """The whole text."""
        raise NotImplementedError

    def place_under(self, at: QPointF) -> int:
        """The place in the text under a point of the widget."""
        raise NotImplementedError

    def mark_under(self, at: QPointF) -> Mark | None:
        """The mark under a point."""
        raise NotImplementedError

    def address_under(self, at: QPointF) -> str:
        """The address under a point; "" where there is none."""
        raise NotImplementedError

    def box_of(self, place: int) -> QRectF:
        """Where a place stands in the widget; empty when that is not known."""
        raise NotImplementedError

    def moved(self, event: QKeyEvent) -> int | None:
        """Where a key takes the cursor; None for a key that does not move it."""
        raise NotImplementedError

    def go_to(self, place: int, share: float = 0.3) -> None:
        """Bring a place into sight."""
        raise NotImplementedError

    def top_place(self) -> int:
        """The first place that is in sight."""
        raise NotImplementedError

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks."""
        raise NotImplementedError

    def set_hits(self, hits: Sequence[tuple[int, int]]) -> None:
        """Show these places as found."""
        raise NotImplementedError

    def set_hints(self, hints: Sequence[tuple[int, int]]) -> None:
        """Underline these places quietly."""
        raise NotImplementedError

    def set_zoom(self, zoom: float) -> None:
        """Show it larger or smaller."""
        raise NotImplementedError

    # -- what is selected ------------------------------------------------------------------------

    @property
    def selection(self) -> tuple[int, int]:
        """Both ends of what is selected; the same place twice for nothing."""
        return min(self.anchor, self.cursor_at), max(self.anchor, self.cursor_at)

    def select(self, start: int, end: int) -> None:
        """Select a part of the text."""
        self._set_cursor(start, True)
        self._set_cursor(end, False)

    def clear_selection(self) -> None:
        """Select nothing, and leave the cursor at the end of what was selected."""
        if self.anchor != self.cursor_at:
            self._set_cursor(self.selection[1], True)

    def copy(self) -> None:
        """Put what is selected on the clipboard, as text."""
        start, end = self.selection
        if start < end:
            QGuiApplication.clipboard().setText(self.text[start:end])

    # -- hands -----------------------------------------------------------------------------------

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
            self._set_cursor(self.place_under(event.position()), True)
            self.mark_pressed.emit(grip)
            self.place_pressed.emit(self.cursor_at)
        elif self.anchor == self.cursor_at and not self._by_words:
            if self._address:
                self.link_pressed.emit(self._address)
            else:
                self.place_pressed.emit(self.cursor_at)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.select(*word_at(self.text, self.place_under(event.position())))
            self._pressed, self._grip, self._by_words = event.position().toPoint(), "", True
            self._address = ""

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.cursor_at if by_key else self.place_under(event.pos().toPointF())
        self.menu_wanted.emit(place, event.globalPos())

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
        elif event.key() == Qt.Key.Key_Escape:
            if self.anchor == self.cursor_at:
                self.left.emit()
            self.clear_selection()
        elif (place := self.moved(event)) is not None:
            self._set_cursor(place, not event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go_to(place, 0.5)
        else:
            self.key_typed.emit(event)

    def _set_cursor(self, place: int, anchors: bool) -> None:
        place = min(max(place, 0), len(self.text))
        if anchors:
            self.anchor = place
        self.cursor_at = place
        self.viewport().update()
        self.selection_changed.emit()

    def _scroll_along(self, at: QPointF) -> None:
        over = min(at.y(), 0) + max(at.y() - self.viewport().height(), 0)
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
