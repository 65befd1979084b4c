"""Resizing a card by a corner or a frame by an edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from typing_extensions import override

from board.edits import placing
from board.kinds import MIN_SIZE
from board.query import shown_height
from ui.canvas import preview as previews
from ui.canvas import snapping
from ui.canvas.tools.gesture import Gesture, Modifiers, has
from ui.canvas.tools.moving import SNAP_REACH

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_EDGES = {"left": 0, "top": 1, "right": 2, "bottom": 3}
_MIN_FRAME = (120.0, 80.0)

Box = tuple[float, float, float, float]


def cursor_of(part: str) -> Qt.CursorShape:
    """The pointer's shape over a corner or an edge."""
    if part in ("top_left", "bottom_right"):
        return Qt.CursorShape.SizeFDiagCursor
    if part in ("top_right", "bottom_left"):
        return Qt.CursorShape.SizeBDiagCursor
    return Qt.CursorShape.SizeHorCursor if part in ("left", "right") else Qt.CursorShape.SizeVerCursor


def resized(
    box: snapping.Box, edges: list[int], dx: float, dy: float, least: tuple[float, float]
) -> snapping.Box:
    """The box (x0, y0, x1, y1) after some of its edges moved, no smaller than `least`."""
    sides = list(box)
    for edge in edges:
        axis = edge % 2
        moved = sides[edge] + (dy if axis else dx)
        if edge < 2:
            sides[edge] = min(moved, sides[edge + 2] - least[axis])
        else:
            sides[edge] = max(moved, sides[edge - 2] + least[axis])
    return (sides[0], sides[1], sides[2], sides[3])


class Resize(Gesture):
    """A card or frame whose edges follow the pointer."""

    def __init__(
        self, board: BoardWidget, start: QPointF, *, item: str = "", frame: str = "", part: str
    ) -> None:
        super().__init__(board, start)
        self.cursor = cursor_of(part)
        self._item, self._frame = item, frame
        self._edges = [_EDGES[side] for side in part.split("_")]
        there = board.document.case.placements.get((board.board_id, item))
        self._folded = there if there is not None and there.collapsed else None
        if self._folded is not None:
            # a folded card has one height; what it will have unfolded stays
            self._edges = [edge for edge in self._edges if edge % 2 == 0]
        self._least = MIN_SIZE if item else _MIN_FRAME
        self._from = self._box()
        self._to = self._from
        shown = board.model.shown() - {item}
        rows = [row for row, id_ in enumerate(board.model.ids) if id_ in shown]
        self._others = board.model.boxes[rows] if item else np.zeros((0, 4))

    def _box(self) -> snapping.Box:
        case = self.board.document.case
        if self._item:
            there = case.placements[self.board.board_id, self._item]
            return (there.x, there.y, there.x + there.width, there.y + shown_height(there))
        frame = case.frames[self._frame]
        return (frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        way = self.way(at)
        box = resized(self._from, self._edges, way.x(), way.y(), self._least)
        guides: list[previews.Guide] = []
        if not has(modifiers, Modifiers.AltModifier):
            seen = self._in_sight()
            rest = snapping.snap_edges(box, self._edges, seen, SNAP_REACH / self.board.view.scale)
            box = resized(box, self._edges, rest.dx, rest.dy, self._least)
            guides = [previews.Guide(*guide.line) for guide in rest.guides]
        self._to = box
        self._show(guides)

    def _in_sight(self) -> snapping.Boxes:
        seen = self.board.view.rect_to_board(QRectF(self.board.rect()))
        boxes = self._others
        near = (boxes[:, 0] <= seen.right()) & (boxes[:, 2] >= seen.left())
        return boxes[near & (boxes[:, 1] <= seen.bottom()) & (boxes[:, 3] >= seen.top())]

    def _show(self, guides: list[previews.Guide]) -> None:
        preview = self.board.preview
        if self._item:
            preview.boxes = {self._item: self._sized()}
        else:
            preview.frame_boxes = {self._frame: self._sized()}
        preview.guides = guides
        self.board.preview_changed()

    def _sized(self) -> Box:
        x0, y0, x1, y1 = self._to
        return (x0, y0, x1 - x0, y1 - y0)

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.drag(at, modifiers)
        self.board.clear_preview()
        document = self.board.document
        if self._to == self._from:
            return
        x, y, width, height = self._sized()
        if self._folded is not None:
            height = self._folded.height
        boxes = {self._item: (x, y, width, height)} if self._item else {}
        frames = {self._frame: self._sized()} if self._frame else {}
        document.do(placing.set_boxes(document.case, self.board.board_id, boxes, frames))
