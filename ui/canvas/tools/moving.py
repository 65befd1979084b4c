"""Moving cards and frames by a drag, and copying them with Alt.

The cards move in the preview; what is dropped is one Change. They come to rest on the edges, centres
and equal gaps of their neighbours while Alt is not held. A card that is pinned stays and says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from typing_extensions import override

from board.edits import clipboard, placing
from board.query import inside_frames
from ui.actions import marked
from ui.canvas import arranging, snapping
from ui.canvas import preview as previews
from ui.canvas.sentences import said
from ui.canvas.tools.gesture import Gesture, Modifiers, has

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

SNAP_REACH = 6.0
"""How near, in screen px, a line has to come to pull."""
MOST_MOVED = 200
"""Above this many moved cards nothing snaps: the box round them has no meaning to the eye."""


class Move(Gesture):
    """Cards and frames on their way to another place."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, board: BoardWidget, start: QPointF, items: set[str], frames: set[str]) -> None:
        super().__init__(board, start)
        case = board.document.case
        there = case.on_board(board.board_id)
        inner_items, inner_frames = inside_frames(case, board.board_id, sorted(frames))
        wanted = (items | set(inner_items)) & there.keys()
        pinned = {item for item in items & there.keys() if there[item].pinned}
        self.items = wanted - pinned
        self.frames = frames | set(inner_frames)
        self._grasped = frames
        self._pinned = pinned
        self._union = self._box_of_all()
        self._others = self._neighbours()
        self.dx = self.dy = 0.0
        if pinned:
            self.hint = (
                QCoreApplication.translate("Board", "Pinned. Unpin it to move it.")
                if not self.items
                else QCoreApplication.translate("Board", "Pinned cards stay where they are.")
            )

    @property
    def moves(self) -> bool:
        """Whether anything may move at all."""
        return bool(self.items or self.frames)

    def _box_of_all(self) -> snapping.Box | None:
        boxes = [box for item in self.items if (box := self.board.model.box(item)) is not None]
        boxes += [
            QRectF(one.x, one.y, one.width, one.height)
            for one in self.board.model.frames
            if one.id in self.frames
        ]
        if not boxes or len(boxes) > MOST_MOVED:
            return None
        union = QRectF(boxes[0])
        for box in boxes[1:]:
            union = union.united(box)
        return (union.left(), union.top(), union.right(), union.bottom())

    def _neighbours(self) -> snapping.Boxes:
        """The boxes in sight that stay, which are those to align with."""
        model, view = self.board.model, self.board.view
        seen = view.rect_to_board(QRectF(self.board.rect()))
        boxes = model.boxes
        rows = [row for row in np.sort(model.within(seen)) if model.ids[row] not in self.items]
        frames = [
            (one.x, one.y, one.x + one.width, one.y + one.height)
            for one in model.frames
            if one.id not in self.frames and not self._is_inside(one.x, one.y, one.width, one.height)
        ]
        return np.vstack([boxes[rows], np.array(frames, dtype=np.float64).reshape(-1, 4)])

    def _is_inside(self, x: float, y: float, width: float, height: float) -> bool:
        """Whether a frame holds what is moved: a card does not align with the frame that it leaves."""
        union = self._union
        return (
            union is not None
            and x <= union[0]
            and y <= union[1]
            and (union[2] <= x + width and union[3] <= y + height)
        )

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        way = self.way(at)
        self.dx, self.dy = way.x(), way.y()
        if has(modifiers, Modifiers.ShiftModifier):
            self._keep_straight()
        guides: list[previews.Guide] = []
        if self._union is not None and not has(modifiers, Modifiers.AltModifier):
            guides = self._snap(has(modifiers, Modifiers.ShiftModifier))
        self._show(guides)

    def _keep_straight(self) -> None:
        if abs(self.dx) >= abs(self.dy):
            self.dy = 0.0
        else:
            self.dx = 0.0

    def _snap(self, is_straight: bool) -> list[previews.Guide]:
        assert self._union is not None
        x0, y0, x1, y1 = self._union
        moved = (x0 + self.dx, y0 + self.dy, x1 + self.dx, y1 + self.dy)
        rest = snapping.snap(moved, self._others, SNAP_REACH / self.board.view.scale)
        if is_straight and ((self.dx == 0 and rest.dx) or (self.dy == 0 and rest.dy)):
            return []
        self.dx += rest.dx
        self.dy += rest.dy
        return [previews.Guide(*guide.line, is_gap=guide.kind == "gap") for guide in rest.guides]

    def _show(self, guides: list[previews.Guide]) -> None:
        preview = self.board.preview
        way = (self.dx, self.dy)
        preview.moved = dict.fromkeys(self.items, way)
        preview.moved_frames = dict.fromkeys(self.frames, way)
        preview.guides = guides
        self.board.preview_changed()

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.drag(at, modifiers)
        self.board.clear_preview()
        if (self.dx or self.dy) and self.moves:
            # what lies inside a frame is named by the edit itself; what is pinned inside goes along
            board = self.board
            change = placing.move_by(
                board.document.case, board.board_id, self.items, self.dx, self.dy, frames=self._grasped
            )
            if has(modifiers, Modifiers.AltModifier):  # as it is laid, on others or not
                board.document.do(change)
            else:
                arranging.put_down(board, change)


class CopyDrag(Move):
    """Cards of which copies are put where they are dropped; the cards themselves stay."""

    cursor = Qt.CursorShape.DragCopyCursor

    def __init__(self, board: BoardWidget, start: QPointF, items: set[str], grasped: str) -> None:
        super().__init__(board, start, set(), set())
        self.items = items & board.document.case.on_board(board.board_id).keys()
        self._item = grasped
        self._union = self._box_of_all()
        self.hint = said(marked("Board", "Copy"), marked("Board", "Copy {0} cards"), len(self.items))

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        # Alt is what makes the copy, so it cannot suspend the snapping as well
        super().drag(at, modifiers & ~Modifiers.AltModifier)

    @override
    def _show(self, guides: list[previews.Guide]) -> None:
        preview = self.board.preview
        box = self.board.model.box(self._item)
        if box is not None:
            preview.ghost = replace(self.board.card(self._item), is_lasting=False)
            preview.ghost_at = box.topLeft() + QPointF(self.dx, self.dy)
        preview.guides = guides
        self.board.preview_changed()

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.drag(at, modifiers)
        self.board.clear_preview()
        case, board_id = self.board.document.case, self.board.board_id
        there = case.on_board(board_id)
        left = min(there[item].x for item in self.items)
        top = min(there[item].y for item in self.items)
        change, made = clipboard.duplicate(case, board_id, self.items, at=(left + self.dx, top + self.dy))
        self.board.document.do(change)
        self.board.selection.set(items=made)
