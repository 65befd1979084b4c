"""The board: one widget over arrays, with one tool.

It turns the wheel, the middle button and the space bar into motion and hands every other event to its
tool; there are no mode flags. It learns of Changes, its own gestures' included, from the document.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board.document import Document
from ui.canvas import accessible, drop, menus
from ui.canvas.chooser import Chooser
from ui.canvas.editor import InPlaceEditor
from ui.canvas.model import BoardModel
from ui.canvas.pictures import OpenPicture
from ui.canvas.surface import Surface
from ui.canvas.tools import keys, tool_of
from ui.canvas.tools.tool import Tool
from ui.theme import Theme

_NOTCH = 120.0
_ZOOM_A_NOTCH = 1.2
_PAN_A_NOTCH = 60.0


class BoardWidget(Surface):
    """A board under a person's hands."""

    menu_requested = Signal(object, QPoint)
    """A Hit and the global position at which its menu is to open."""
    tool_changed = Signal(str)
    reported = Signal(str)
    """A sentence about what was just done."""
    asked_how = Signal(str)
    """How they know is to be asked of a report: its link's id."""
    document_asked = Signal(str)
    """A card that stands for a document is to be read: its item."""
    area_taken = Signal(str, str, str)
    """A part of a page was put on a card: item, passage, and the step it was put there in."""
    trace_dismissed = Signal()
    """Esc, while ways or surroundings are drawn."""
    measure_dismissed = Signal()
    """What a measure says of the cards is to be shown no more."""
    linked = Signal(str)
    """A link was made by hand: its id."""

    def __init__(
        self,
        document: Document,
        board_id: str,
        theme: Theme,
        open_picture: OpenPicture | None = None,
        parent: QWidget | None = None,
        model: BoardModel | None = None,
    ) -> None:
        super().__init__(document, board_id, theme, open_picture, parent, model)
        accessible.install()
        self.wheel = "auto"
        """What the plain wheel does: "mouse" zooms, "trackpad" pans, "auto" goes by the device."""
        self.makes_room = True
        """Whether cards make way for one that is dropped on them."""
        self.is_traced = False
        """Ways or surroundings are drawn by dimming the rest."""
        self.actions_by_id: dict[str, QAction] = {}
        self.pointer: QPointF | None = None
        """Where the pointer is, in screen units, or None while it is elsewhere."""
        self.keep_files: drop.Keeper | None = None
        """Who keeps the bytes of dropped and pasted files; without it files are not taken."""
        self.about_file: Callable[[str], drop.About] = _unread
        """What is known of a kept file beside its bytes."""
        self.source_line_of: Callable[[str], str] | None = None
        """What a claim rests on in a sentence, where somebody knows more than its badge says."""
        self.editor: InPlaceEditor | None = None
        """The field that is open over the board."""
        self.accessible: accessible.BoardAccessible | None = None
        """What screen readers see of the board, once one has asked."""
        self._chooser: Chooser | None = None
        self._menu_at: QPointF | None = None
        """Where the menu was asked for, until the pointer moves on."""
        self._grip: QPointF | None = None
        """Where the board is being dragged by the middle button or the space bar."""
        self._space = False
        self.tool: Tool = tool_of("select", self)
        self.content_changed.connect(self._on_content_changed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)

    # -- tools, questions, fields ----------------------------------------------------------------

    def set_tool(self, name: str) -> None:
        """Take a tool in the hand: "select", "hand", "link" or "frame"."""
        self.tool.cancel()
        if name != self.tool.name:
            self.tool = tool_of(name, self)
            self.set_hovered(None)
            self.tool_changed.emit(name)
            self._show_cursor()

    def ask(self, chooser: Chooser) -> None:
        """Let a question take the place of the one that is open."""
        if self._chooser is not None:
            self._chooser.cancel()
        self._chooser = chooser
        chooser.answered.connect(self._on_answered)

    def finish_editing(self) -> None:
        """Keep what has been typed so far and drop an open question."""
        if self.editor is not None:
            self.editor.finish()
        if self._chooser is not None:
            self._chooser.cancel()

    def where(self) -> QPointF:
        """Where in the widget something new goes: at the pointer, else in the middle."""
        return self._menu_at or self.pointer or QPointF(self.rect().center())

    def source_line(self, item: str) -> str:
        """What a claim rests on, in words."""
        if self.source_line_of is not None:
            return self.source_line_of(item)
        badge = self.card(item).badge if item in self.model.row else None
        return badge.words or badge.short if badge is not None else ""

    @override
    def set_board(self, board_id: str) -> None:
        self.finish_editing()
        self.tool.cancel()
        super().set_board(board_id)

    @override
    def set_focused(self, item: str, *, is_shown: bool = True) -> None:
        super().set_focused(item, is_shown=is_shown)
        accessible.tell_focus(self)

    def _on_answered(self) -> None:
        self._chooser = None

    def _on_content_changed(self) -> None:
        # a drag or a question that began on another state of the board has lost its ground
        if self.tool.is_busy:
            self.tool.cancel()
        if self._chooser is not None:
            self._chooser.cancel()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.finish_editing()
        super().hideEvent(event)

    # -- painting --------------------------------------------------------------------------------

    @override
    def paint_above(self, painter: QPainter) -> None:
        self.tool.paint(painter)

    # -- mouse -----------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position()
        self._menu_at = None
        self.motion.stop()
        self.glide.stop()
        self.shows_focus = False
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (self._space and event.button() == Qt.MouseButton.LeftButton):
            self._grip = event.position()
        else:
            self.tool.press(event)
        self._show_cursor()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position()
        self._menu_at = None
        if self._grip is not None:
            way = event.position() - self._grip
            self._grip = event.position()
            self.pan_by(way.x(), way.y())
        else:
            self.tool.move(event)
        self._show_cursor()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            if not event.buttons():
                self._grip = None
        else:
            self.tool.release(event)
        self._show_cursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._space:
            self.tool.double_click(event)
        else:
            self.mousePressEvent(event)
        self._show_cursor()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.pointer = None
        self.set_hovered(None)
        self.tool.leave()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.tool.is_busy:
            return
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            hit, at = keys.menu_place(self)
        else:
            at = QPointF(event.pos())
            hit = self.hit(at)
        self._menu_at = at
        menus.select_hit(self, hit)
        self.menu_requested.emit(hit, self.mapToGlobal(at.toPoint()))

    # -- drag and drop ---------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        drop.drag_enter(self, event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        drop.drag_move(self, event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        drop.drag_leave(self)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        drop.dropped(self, event)

    # -- wheel and pinch -------------------------------------------------------------------------

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        notches = (angle.x() or angle.y()) / _NOTCH
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            self._zoom_at(event.position(), notches)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan_by(notches * _PAN_A_NOTCH, 0)
        elif self._wheel_pans(event):
            if pixels.isNull():
                self.pan_by(angle.x() / _NOTCH * _PAN_A_NOTCH, angle.y() / _NOTCH * _PAN_A_NOTCH)
            else:
                self.pan_by(pixels.x(), pixels.y())
        else:
            self._zoom_at(event.position(), angle.y() / _NOTCH)
        event.accept()

    def _wheel_pans(self, event: QWheelEvent) -> bool:
        if self.wheel != "auto":
            return self.wheel == "trackpad"
        from_pad = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
        return from_pad or not event.pixelDelta().isNull() or event.phase() != Qt.ScrollPhase.NoScrollPhase

    def _zoom_at(self, point: QPointF, notches: float) -> None:
        if notches:
            self.zoom_by(_ZOOM_A_NOTCH**notches, point)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._is_pinch(event):
            self.set_scale(self.view.scale * (1 + event.value()), event.position())
            return True
        return super().event(event)

    def _is_pinch(self, event: QNativeGestureEvent) -> bool:
        return event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture

    # -- keys ------------------------------------------------------------------------------------

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        """Walk the cards by Tab; past either end the focus goes on to the next widget."""
        # a child that goes away asks too; then nobody has pressed Tab
        walked = self.hasFocus() and keys.walk(self, forwards=next)
        return walked or super().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.glide.stop()
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._space = True
            self._show_cursor()
        elif not self.tool.key_press(event):
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space = False
                self._show_cursor()
        elif not self.tool.key_release(event):
            super().keyReleaseEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.shows_focus = event.reason() in by_key and bool(self.focused_item)
        accessible.tell_focus(self)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space, self._grip = False, None
        self.update()

    def _show_cursor(self) -> None:
        if self._grip is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        else:
            shape = self.tool.cursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)


def _unread(_file: str) -> drop.About:
    return drop.About({})
