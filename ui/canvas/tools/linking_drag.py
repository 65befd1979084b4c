"""Drawing a link from one card to another, and taking either end of a link elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from typing_extensions import override

from board.edits import links
from ui.canvas import creating, linking
from ui.canvas.hit import card_hit
from ui.canvas.preview import PendingLink
from ui.canvas.tools.gesture import Gesture, Modifiers

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget


def card_at(board: BoardWidget, at: QPointF) -> str:
    """The card under a screen point, or ""."""
    found = card_hit(board.model, board.view.to_board(at), board.view.scale)
    return found.id if found is not None else ""


class DrawLink(Gesture):
    """A link that leaves a card and follows the pointer."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, board: BoardWidget, start: QPointF, item: str) -> None:
        super().__init__(board, start)
        self.item = item

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        over = card_at(self.board, at)
        target = over if over != self.item else ""
        preview = self.board.preview
        preview.pending_link = PendingLink(tail=self.item, head=target, point=self.board.view.to_board(at))
        preview.drop_target = target
        self.hint = "" if over else QCoreApplication.translate("Board", "Drop for a new linked card")
        self.board.preview_changed()

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        over = card_at(self.board, at)
        self.board.clear_preview()
        if over and over != self.item:
            linking.link_items(self.board, self.item, over)
        elif not over:
            creating.ask_and_link(self.board, self.item, self.board.view.to_board(at))


class Rewire(Gesture):
    """One end of a link on its way to another card."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, board: BoardWidget, start: QPointF, link: str, end: Literal["tail", "head"]) -> None:
        super().__init__(board, start)
        self._link = board.document.case.links[link]
        self._end = end
        self._kept = self._link.to_id if end == "tail" else self._link.from_id

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        over = card_at(self.board, at)
        target = over if over != self._kept else ""
        tail, head = (target, self._kept) if self._end == "tail" else (self._kept, target)
        preview = self.board.preview
        preview.pending_link = PendingLink(
            tail=tail, head=head, point=self.board.view.to_board(at), link=self._link.id
        )
        preview.drop_target = target
        self.hint = "" if target else QCoreApplication.translate("Board", "Drop on a card")
        self.board.preview_changed()

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        over = card_at(self.board, at)
        self.board.clear_preview()
        old = self._link.from_id if self._end == "tail" else self._link.to_id
        if not over or over in (self._kept, old):
            return
        case = self.board.document.case
        ends = {"from_id": over} if self._end == "tail" else {"to_id": over}
        self.board.document.do(links.rewire(case, self._link.id, **ends))
