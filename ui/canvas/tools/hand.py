"""The hand tool: every drag moves the board under the window."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from ui.canvas.tools import keys
from ui.canvas.tools.dragging import DragTool
from ui.canvas.tools.gesture import Gesture, Modifiers


class Pan(Gesture):
    """The board held at one point."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        held = self.board.view.to_screen(self.start)
        self.board.pan_by(at.x() - held.x(), at.y() - held.y())

    @override
    def drop(self) -> None:
        """What was seen on the way is not taken back: looking is not editing."""


class HandTool(DragTool):
    """Drags the board."""

    name = "hand"

    @property
    @override
    def cursor(self) -> Qt.CursorShape:
        return self.gesture.cursor if self.gesture is not None else Qt.CursorShape.OpenHandCursor

    @override
    def start_drag(self, start: QPointF, modifiers: Modifiers) -> Gesture | None:
        return Pan(self.board, start)

    @override
    def key_press(self, event: QKeyEvent) -> bool:
        return super().key_press(event) or keys.pressed(self.board, event)
