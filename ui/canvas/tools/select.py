"""The select tool, which the board has unless another is picked.

A press only notes what was hit. What happens is settled by what comes next: a release makes it a
click, a few pixels of movement make it a drag, and what was hit says which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from typing_extensions import override

from ui.canvas import creating, editing
from ui.canvas.hit import EMPTY, Hit
from ui.canvas.tools import keys
from ui.canvas.tools.bending import Bend, remove_bend
from ui.canvas.tools.dragging import DragTool
from ui.canvas.tools.gesture import Gesture, Modifiers, adds, has
from ui.canvas.tools.linking_drag import DrawLink, Rewire
from ui.canvas.tools.moving import CopyDrag, Move
from ui.canvas.tools.picking import BoxSelect, Lasso
from ui.canvas.tools.resizing import Resize, cursor_of

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_LINK_PARTS = ("link", "link_label", "link_end", "bend")


class SelectTool(DragTool):
    """Selects, moves, links, resizes, bends, and edits on a double click."""

    name = "select"

    def __init__(self, board: BoardWidget) -> None:
        super().__init__(board)
        self._hit = EMPTY
        self._over = EMPTY
        self._narrows = False
        """A plain click on one of several selected cards leaves that one selected."""

    @property
    @override
    def cursor(self) -> Qt.CursorShape:
        if self.gesture is not None:
            return self.gesture.cursor
        match self._over.kind:
            case "dot":
                return Qt.CursorShape.CrossCursor
            case "resize" | "frame_edge":
                return cursor_of(self._over.part)
            case "bend" | "link_end":
                return Qt.CursorShape.SizeAllCursor
            case "link" | "link_label":
                return Qt.CursorShape.PointingHandCursor
            case _:
                return Qt.CursorShape.ArrowCursor

    @override
    def begin(self, event: QMouseEvent) -> None:
        hit = self._hit = self.board.hit(event.position())
        selection, more = self.board.selection, adds(event.modifiers())
        self._narrows = False
        chosen = self._chosen(hit)
        ids = next(iter(chosen.values()), None)
        if ids is None:
            return
        if hit.kind == "card":
            self.board.set_focused(hit.id, is_shown=False)
        is_selected = hit.id in selection.items | selection.links | selection.frames
        if more and not is_selected:
            selection.add(**chosen)
        elif more:
            self._narrows = True
        elif not is_selected:
            if not has(event.modifiers(), Modifiers.AltModifier) or hit.kind == "card":
                selection.set(**chosen)
        elif hit.kind == "card" and len(selection) > 1:
            self._narrows = True

    def _chosen(self, hit: Hit) -> dict[str, list[str]]:
        """What a click on this selects; the inside of a frame is ground on which to draw a box."""
        if hit.kind == "card":
            return {"items": [hit.id]}
        if hit.kind in _LINK_PARTS:
            return {"links": [hit.id]}
        if hit.kind == "frame_edge" or (hit.kind == "frame" and hit.part == "title"):
            return {"frames": [hit.id]}
        return {}

    @override
    def start_drag(self, start: QPointF, modifiers: Modifiers) -> Gesture | None:
        board, hit = self.board, self._hit
        selection = board.selection
        if board.is_read_only and hit.kind not in ("empty", "frame"):
            return None
        match hit.kind:
            case "dot":
                return DrawLink(board, start, hit.id)
            case "resize":
                return Resize(board, start, item=hit.id, part=hit.part)
            case "bend":
                return Bend(board, start, hit.id, int(hit.part))
            case "link_end":
                return Rewire(board, start, hit.id, cast("Literal['tail', 'head']", hit.part))
            case "link" | "link_label":
                return Bend(board, start, hit.id, None)
            case "frame_edge":
                return Resize(board, start, frame=hit.id, part=hit.part)
            case "card" if has(modifiers, Modifiers.AltModifier):
                return CopyDrag(board, start, set(selection.items) | {hit.id}, hit.id)
            case "card":
                return Move(board, start, set(selection.items), set(selection.frames))
            case "frame" if hit.part == "title" or hit.id in selection.frames:
                return Move(board, start, set(selection.items), set(selection.frames))
            case _ if has(modifiers, Modifiers.AltModifier):
                return Lasso(board, start, modifiers)
            case _:
                return BoxSelect(board, start, modifiers)

    def _is_document(self, item: str) -> bool:
        """Whether a card is there for a file that can be read, and not for what somebody typed."""
        record = self.board.document.case.items[item]
        return record.kind == "file" and bool(record.files)

    def _is_report(self, link: str) -> bool:
        """Whether what matters of a link is how they know, and not its label."""
        return self.board.document.case.links[link].kind == "reports"

    @override
    def click(self, event: QMouseEvent) -> None:
        hit, selection, more = self._hit, self.board.selection, adds(event.modifiers())
        if self._narrows:
            chosen = self._chosen(hit)
            if more:
                selection.toggle(**chosen)
            else:
                selection.set(**chosen)
        elif hit.kind == "dot":
            selection.set(items=[hit.id])
        elif hit.kind == "frame" and hit.part != "title":
            if more:
                selection.toggle(frames=[hit.id])
            else:
                selection.set(frames=[hit.id])
        elif hit.kind == "empty" and not more:
            selection.clear()

    @override
    def hover(self, at: QPointF) -> None:
        self._over = self.board.hit(at)
        self.board.set_hovered(self._over)

    @override
    def leave(self) -> None:
        self._over = EMPTY
        super().leave()

    @override
    def double_click(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self.board.is_read_only:
            return
        self.forget_press()
        hit = self.board.hit(event.position())
        match hit.kind:
            case "card" if self._is_document(hit.id):
                self.board.document_asked.emit(hit.id)
            case "card" | "dot" | "resize":
                editing.edit_item(self.board, hit.id)
            case "bend":
                remove_bend(self.board, hit.id, int(hit.part))
            case "link" | "link_end" if self._is_report(hit.id):
                self.board.asked_how.emit(hit.id)
            case "link" | "link_label" | "link_end":
                editing.edit_link(self.board, hit.id)
            case "frame" if hit.part == "title":
                editing.edit_frame(self.board, hit.id)
            case "frame_edge":
                editing.edit_frame(self.board, hit.id)
            case _:
                creating.ask_and_add(self.board, self.board.view.to_board(event.position()))

    @override
    def key_press(self, event: QKeyEvent) -> bool:
        return super().key_press(event) or keys.pressed(self.board, event)
