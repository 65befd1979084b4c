"""One drag from the press to the release, as an object that a tool holds while it lasts.

It is told where the pointer is in screen coordinates and keeps its own start in board coordinates, so
that it goes on rightly when the board scrolls or zooms under it. It shows itself in the preview only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

Modifiers = Qt.KeyboardModifier
NO_MODIFIERS = Qt.KeyboardModifier.NoModifier


class Gesture:
    """The part that every drag shares."""

    cursor = Qt.CursorShape.ArrowCursor
    scrolls = True
    """Whether the board moves along when the pointer comes to its edge."""

    def __init__(self, board: BoardWidget, start: QPointF) -> None:
        self.board = board
        self.start = board.view.to_board(start)
        self.hint = ""
        """A short remark shown beside the pointer."""

    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        """The pointer is here now."""

    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        """The button went up here: make the Change."""

    def drop(self) -> None:
        """Forget it."""
        self.board.clear_preview()

    def way(self, at: QPointF) -> QPointF:
        """How far the pointer is from the start, in board units."""
        return self.board.view.to_board(at) - self.start


def has(modifiers: Modifiers, one: Qt.KeyboardModifier) -> bool:
    """Whether a modifier is held."""
    return bool(modifiers & one)


def adds(modifiers: Modifiers) -> bool:
    """Whether what is picked joins the selection rather than replacing it."""
    return has(modifiers, Modifiers.ShiftModifier) or has(modifiers, Modifiers.ControlModifier)
