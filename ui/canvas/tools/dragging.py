"""What tools that drag have in common: threshold, scrolling at the edge, hints, Esc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from typing_extensions import override

from ui.canvas.draw.hints import draw_hint
from ui.canvas.tools.gesture import NO_MODIFIERS, Gesture, Modifiers
from ui.canvas.tools.tool import Tool

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

THRESHOLD = 4.0
"""Screen px that make a drag of a press."""
_EDGE = 28.0
"""Screen px from the edge within which the board comes along."""
_FASTEST = 14.0
_TICK = 16


class DragTool(Tool):
    """A tool whose presses become clicks or drags."""

    def __init__(self, board: BoardWidget) -> None:
        super().__init__(board)
        self.gesture: Gesture | None = None
        self._pressed: QPointF | None = None
        self._at = QPointF()
        self._modifiers = NO_MODIFIERS
        self._scrolling = QTimer(board)
        self._scrolling.setInterval(_TICK)
        self._scrolling.timeout.connect(self._scroll)

    # what a heir says -----------------------------------------------------------------------------

    def begin(self, event: QMouseEvent) -> None:
        """The left button went down."""

    def start_drag(self, start: QPointF, modifiers: Modifiers) -> Gesture | None:
        """The drag that a press at `start` has become."""
        return None

    def click(self, event: QMouseEvent) -> None:
        """The button came up where it went down."""

    def hover(self, at: QPointF) -> None:
        """The pointer moved with no button down."""

    def ended(self) -> None:
        """A drag was finished or dropped."""

    # events ---------------------------------------------------------------------------------------

    @property
    @override
    def is_busy(self) -> bool:
        return self.gesture is not None

    def forget_press(self) -> None:
        """Let the release that follows mean nothing."""
        self._pressed = None

    @override
    def press(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._at, self._modifiers = event.position(), event.modifiers()
            self.begin(event)
        elif self.gesture is not None:
            self.cancel()

    @override
    def move(self, event: QMouseEvent) -> None:
        at = self._at = event.position()
        self._modifiers = event.modifiers()
        if self._pressed is None:
            self.hover(at)
        elif self.gesture is not None:
            self._drag()
        elif (at - self._pressed).manhattanLength() >= THRESHOLD:
            self.gesture = self.start_drag(self._pressed, self._modifiers)
            if self.gesture is None:
                self.forget_press()
            else:
                self.board.set_hovered(None)
                self._drag()

    def _drag(self) -> None:
        if self.gesture is None:
            return
        self.gesture.drag(self._at, self._modifiers)
        self.board.update()
        if self.gesture.scrolls and self._push() != QPointF():
            self._scrolling.start()
        else:
            self._scrolling.stop()

    @override
    def release(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        gesture, self.gesture = self.gesture, None
        self._scrolling.stop()
        if gesture is None:
            self.click(event)
        else:
            gesture.finish(event.position(), event.modifiers())
            self.ended()
        self.hover(event.position())
        self.board.update()

    @override
    def cancel(self) -> bool:
        gesture, self.gesture = self.gesture, None
        self._pressed = None
        self._scrolling.stop()
        if gesture is None:
            return False
        gesture.drop()
        self.ended()
        self.board.update()
        return True

    @override
    def key_press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self.gesture is not None:
            return self.cancel()
        return self._modifier_changed(event, is_down=True)

    @override
    def key_release(self, event: QKeyEvent) -> bool:
        return self._modifier_changed(event, is_down=False)

    def _modifier_changed(self, event: QKeyEvent, *, is_down: bool) -> bool:
        """Let Alt and Shift act at once, not only with the next movement."""
        known = {Qt.Key.Key_Alt: Modifiers.AltModifier, Qt.Key.Key_Shift: Modifiers.ShiftModifier}
        modifier = known.get(Qt.Key(event.key()))
        if modifier is None or self.gesture is None:
            return False
        self._modifiers = self._modifiers | modifier if is_down else self._modifiers & ~modifier
        self._drag()
        return True

    @override
    def leave(self) -> None:
        if self.gesture is None:
            self.board.set_hovered(None)

    # scrolling at the edge ------------------------------------------------------------------------

    def _push(self) -> QPointF:
        """How far the board should come along per tick, faster the further out the pointer is."""
        room = QRectF(self.board.rect())

        def speed(low: float, high: float) -> float:
            over = max(0.0, _EDGE - low) - max(0.0, _EDGE - high)
            return max(-_FASTEST, min(_FASTEST, over / _EDGE * _FASTEST))

        return QPointF(
            speed(self._at.x() - room.left(), room.right() - self._at.x()),
            speed(self._at.y() - room.top(), room.bottom() - self._at.y()),
        )

    def _scroll(self) -> None:
        push = self._push()
        if self.gesture is None or push == QPointF():
            self._scrolling.stop()
            return
        self.board.pan_by(push.x(), push.y())
        self._drag()

    @override
    def paint(self, painter: QPainter) -> None:
        if self.gesture is not None and self.gesture.hint:
            draw_hint(painter, self.gesture.hint, self._at, QRectF(self.board.rect()), self.board.theme)
