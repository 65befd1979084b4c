"""Selecting by a drag over the empty board: a box, or with Alt a lasso."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPolygonF
from typing_extensions import override

from ui.canvas.tools.gesture import Gesture, Modifiers, adds

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget

_STEP = 3.0
"""Screen px between two points of a lasso."""


class BoxSelect(Gesture):
    """A rectangle that selects the cards it touches, and frames it holds whole."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, board: BoardWidget, start: QPointF, modifiers: Modifiers) -> None:
        super().__init__(board, start)
        selection = board.selection
        self._before = (selection.items, selection.links, selection.frames)
        self._adds = adds(modifiers)

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        band = QRectF(self.start, self.board.view.to_board(at)).normalized()
        self.board.preview.band = band
        self.board.preview_changed()
        self._select(self._held(band), self._frames_in(band))

    def _select(self, items: set[str], frames: set[str]) -> None:
        old_items, old_links, old_frames = (
            self._before if self._adds else (frozenset(), frozenset(), frozenset())
        )
        self.board.selection.set(old_items | items, old_links, old_frames | frames)

    def _held(self, band: QRectF) -> set[str]:
        return set(self.board.model.items_in(band))

    def _frames_in(self, band: QRectF) -> set[str]:
        return {
            frame.id
            for frame in self.board.model.frames
            if band.contains(QRectF(frame.x, frame.y, frame.width, frame.height))
        }

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.drag(at, modifiers)
        self.board.clear_preview()

    @override
    def drop(self) -> None:
        self.board.clear_preview()
        self.board.selection.set(*self._before)


class Lasso(BoxSelect):
    """A loop drawn by hand that selects the cards whose middle it holds."""

    def __init__(self, board: BoardWidget, start: QPointF, modifiers: Modifiers) -> None:
        super().__init__(board, start, modifiers)
        self._loop = QPolygonF([self.start])

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        point = self.board.view.to_board(at)
        gap = point - self._loop.last()
        if abs(gap.x()) + abs(gap.y()) >= _STEP / self.board.view.scale:
            self._loop.append(point)
        self.board.preview.lasso = QPolygonF(self._loop)
        self.board.preview_changed()
        loop = np.array([(corner.x(), corner.y()) for corner in self._loop.toList()], dtype=np.float64)
        boxes, ids = self.board.model.boxes, self.board.model.ids
        inside = within(loop, (boxes[:, :2] + boxes[:, 2:]) / 2)
        self._select(self.board.model.shown(ids[row] for row in np.flatnonzero(inside)), set())


def within(loop: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points a closed loop holds, by counting the edges that a ray to the right crosses."""
    inside = np.zeros(len(points), dtype=np.bool_)
    if len(loop) < 3:
        return inside
    x, y = points[:, 0], points[:, 1]
    for (x0, y0), (x1, y1) in zip(loop, np.roll(loop, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crosses = (y0 > y) != (y1 > y)
        inside ^= crosses & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return inside
