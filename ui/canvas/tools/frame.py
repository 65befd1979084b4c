"""The frame tool: a drag draws a frame, whose title is then typed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from board.edits import boards
from ui.canvas import editing
from ui.canvas.tools import keys
from ui.canvas.tools.dragging import DragTool
from ui.canvas.tools.gesture import Gesture, Modifiers

_LEAST = 40.0
"""Board units below which a drag is taken for a slip."""


class DrawFrame(Gesture):
    """A rectangle that becomes a frame."""

    cursor = Qt.CursorShape.CrossCursor

    def _box(self, at: QPointF) -> QRectF:
        return QRectF(self.start, self.board.view.to_board(at)).normalized()

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        self.board.preview.band = self._box(at)
        self.board.preview_changed()

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.board.clear_preview()
        box = self._box(at)
        if min(box.width(), box.height()) < _LEAST:
            return
        document = self.board.document
        sides = (box.x(), box.y(), box.width(), box.height())
        x, y, width, height = (float(round(side)) for side in sides)
        change, frame = boards.add_frame(document.case, self.board.board_id, box=(x, y, width, height))
        step = f"new {frame}"
        document.do(change, merge=step)
        self.board.selection.set(frames=[frame])
        editing.edit_frame(self.board, frame, step=step)


class FrameTool(DragTool):
    """Draws one frame, then gives way to the select tool."""

    name = "frame"

    @property
    @override
    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    @override
    def start_drag(self, start: QPointF, modifiers: Modifiers) -> Gesture | None:
        return None if self.board.is_read_only else DrawFrame(self.board, start)

    @override
    def ended(self) -> None:
        self.board.set_tool("select")

    @override
    def key_press(self, event: QKeyEvent) -> bool:
        return super().key_press(event) or keys.pressed(self.board, event)
