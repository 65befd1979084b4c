"""The board: one widget over arrays, with one tool.

It turns the wheel, the middle button and the space bar into motion and hands every other event to its
tool; there are no mode flags. It learns of Changes, its own gestures' included, from the document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
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
from ui.canvas.pictures import OpenPicture
from ui.canvas.surface import Surface
from ui.canvas.tools.tool import Tool
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.canvas.hit import Hit

_NOTCH = 120.0
_ZOOM_A_NOTCH = 1.2
_PAN_A_NOTCH = 60.0


class BoardWidget(Surface):
    """A board under a person's hands."""

    edit_requested = Signal(object)
    """A record's key is to be edited."""
    menu_requested = Signal(object, QPoint)
    """A Hit and the global position at which its menu is to open."""
    tool_changed = Signal(str)

    def __init__(
        self,
        document: Document,
        board_id: str,
        theme: Theme,
        open_picture: OpenPicture | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, board_id, theme, open_picture, parent)
        self.wheel = "auto"
        """What the plain wheel does: "mouse" zooms, "trackpad" pans, "auto" goes by the device."""
        self.actions_by_id: dict[str, QAction] = {}
        self.pointer: QPointF | None = None
        """Where the pointer is, in screen units, or None while it is elsewhere."""
        self._grip: QPointF | None = None
        """Where the board is being dragged by the middle button or the space bar."""
        self._space = False
        self.tool = Tool(self)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)

    # -- painting --------------------------------------------------------------------------------

    @override
    def paint_above(self, painter: QPainter) -> None:
        self.tool.paint(painter)

    # -- mouse -----------------------------------------------------------------------------------

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position()
        self.motion.stop()
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
        self.menu_requested.emit(self._menu_hit(event), event.globalPos())

    def _menu_hit(self, event: QContextMenuEvent) -> Hit:
        return self.hit(QPointF(event.pos()))

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
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.set_scale(self.view.scale * (1 + event.value()), event.position())
                return True
        return super().event(event)

    # -- keys ------------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
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
