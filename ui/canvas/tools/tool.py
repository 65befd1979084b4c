"""What a tool is: the meaning of the mouse and the keys on the board at one moment.

The board widget holds exactly one tool and asks it about every event; there are no mode flags in
the widget. A gesture lives inside its tool from press to release, shows itself only through the
widget's preview, and ends in one Change or, when it is cancelled, in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget


class Tool:
    """The part that every tool shares: a board, and no reaction to anything."""

    name = ""
    """What the zoom bar and the actions table call it."""

    def __init__(self, board: BoardWidget) -> None:
        self.board = board

    @property
    def cursor(self) -> Qt.CursorShape:
        """The pointer's shape while nothing under it asks for another."""
        return Qt.CursorShape.ArrowCursor

    @property
    def is_busy(self) -> bool:
        """Whether a gesture is under way."""
        return False

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved, with or without a button."""

    def release(self, event: QMouseEvent) -> None:
        """A button went up."""

    def double_click(self, event: QMouseEvent) -> None:
        """The second press of a double click."""

    def key_press(self, event: QKeyEvent) -> bool:
        """A key went down; True when it was taken."""
        return False

    def key_release(self, event: QKeyEvent) -> bool:
        """A key went up; True when it was taken."""
        return False

    def leave(self) -> None:
        """The pointer left the board."""

    def cancel(self) -> bool:
        """Drop the gesture under way without a Change; True when there was one."""
        return False

    def paint(self, painter: QPainter) -> None:
        """Draw what only this tool knows, in screen coordinates above the board."""
