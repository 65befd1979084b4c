"""Bending a selected link: a drag on its line adds a point, a drag on a point moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from typing_extensions import override

from board.edits import links
from board.records import Point
from ui.canvas.tools.gesture import Gesture, Modifiers

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget


class Bend(Gesture):
    """A bend point that follows the pointer; a new one where no index is given."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, board: BoardWidget, start: QPointF, link: str, index: int | None) -> None:
        super().__init__(board, start)
        self._link = link
        row = board.model.link_row[link]
        self._points: list[Point] = list(board.model.bends.get(row, ()))
        if index is None:
            index = place_among(self._points, board.model.lines[row], (self.start.x(), self.start.y()))
            self._points.insert(index, (self.start.x(), self.start.y()))
        self._index = index

    @override
    def drag(self, at: QPointF, modifiers: Modifiers) -> None:
        point = self.board.view.to_board(at)
        self._points[self._index] = (float(round(point.x())), float(round(point.y())))
        self.board.preview.bends = {self._link: list(self._points)}
        self.board.preview_changed()

    @override
    def finish(self, at: QPointF, modifiers: Modifiers) -> None:
        self.drag(at, modifiers)
        self.board.clear_preview()
        document = self.board.document
        document.do(links.bend(document.case, self.board.board_id, self._link, self._points))


def place_among(
    points: list[Point], line: np.ndarray[tuple[int, int], np.dtype[np.float64]], at: Point
) -> int:
    """Where along a link's bend points a new one belongs."""

    def along(point: Point) -> int:
        return int(np.hypot(*(line - np.array(point)).T).argmin())

    return sum(along(point) < along(at) for point in points)


def remove_bend(board: BoardWidget, link: str, index: int) -> None:
    """Take one bend point out of a link."""
    points = list(board.model.bends.get(board.model.link_row[link], ()))
    del points[index]
    board.document.do(links.bend(board.document.case, board.board_id, link, points))
