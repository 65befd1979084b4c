"""The link tool: a drag from anywhere on a card draws a link."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from typing_extensions import override

from ui.canvas import creating, linking
from ui.canvas.hit import Hit
from ui.canvas.preview import PendingLink
from ui.canvas.tools import keys
from ui.canvas.tools.dragging import DragTool
from ui.canvas.tools.gesture import Gesture, Modifiers
from ui.canvas.tools.linking_drag import DrawLink, card_at


class LinkTool(DragTool):
    """Links cards: by a drag, or by a click on the one and a click on the other."""

    name = "link"
    _first = ""
    """The card that was clicked first."""

    @property
    @override
    def cursor(self) -> Qt.CursorShape:
        return Qt.CursorShape.CrossCursor

    @property
    @override
    def is_busy(self) -> bool:
        return bool(self._first) or super().is_busy

    @override
    def start_drag(self, start: QPointF, modifiers: Modifiers) -> Gesture | None:
        item = card_at(self.board, start)
        self._first = ""
        return DrawLink(self.board, start, item) if item and not self.board.is_read_only else None

    @override
    def click(self, event: QMouseEvent) -> None:
        if self.board.is_read_only:
            return
        item, first = card_at(self.board, event.position()), self._first
        self._first = ""
        self.board.clear_preview()
        if first and not item:
            creating.ask_and_link(self.board, first, self.board.view.to_board(event.position()))
        elif first and item != first:
            linking.link_items(self.board, first, item)
        elif item and not first:
            self._first = item

    @override
    def hover(self, at: QPointF) -> None:
        over = card_at(self.board, at)
        self.board.set_hovered(Hit("card", over) if over else None)
        if self._first:
            target = over if over != self._first else ""
            self.board.preview.pending_link = PendingLink(
                tail=self._first, head=target, point=self.board.view.to_board(at)
            )
            self.board.preview.drop_target = target
            self.board.preview_changed()

    @override
    def cancel(self) -> bool:
        had_first, self._first = bool(self._first), ""
        if had_first:
            self.board.clear_preview()
        return super().cancel() or had_first

    @override
    def key_press(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._first:
            return self.cancel()
        return super().key_press(event) or keys.pressed(self.board, event)
