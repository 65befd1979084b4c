"""Where the board is looked at: a place that is wanted, or all of it clear of the panels over it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtWidgets import QWidget

from ui.canvas.board_widget import BoardWidget
from ui.canvas.view import View
from ui.canvas_area import GAP, CanvasArea
from ui.clearance import clear_view
from ui.style import Look

SETTLING = 400
"""Time in ms in which a new window may still be given its size."""


class Outlook(QWidget):
    """What holds a board and chooses the part of it that is seen."""

    board: BoardWidget
    area: CanvasArea

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._wanted: tuple[float, float, float] | None = None
        self._is_settled = False

    def settle_soon(self) -> None:
        """Keep the view as wanted while the window is given its size, and no longer."""
        self.area.resized.connect(self._on_resized)
        QTimer.singleShot(SETTLING, self, self._on_settled)

    def looking_at(self) -> tuple[float, float, float]:
        """The board point in the middle of what is seen, and the scale."""
        middle = self.board.view.to_board(QRectF(self.board.rect()).center())
        return middle.x(), middle.y(), self.board.view.scale

    def look_at(self, x: float, y: float, scale: float) -> None:
        """Look at a board point at a scale; at once, or when the board has its size."""
        self._wanted = (x, y, scale)
        self._look_again()

    def look_at_all(self) -> None:
        """Look at the whole board; at once, or when the board has its size."""
        self._wanted = None
        self._look_again()

    def _look_again(self) -> None:
        size = self.board.size()
        if self._wanted is None:
            self.board.set_view(self._whole())
        else:
            x, y, scale = self._wanted
            self.board.set_view(View(scale, size.width() / 2 - x * scale, size.height() / 2 - y * scale))

    def fit(self) -> None:
        """Glide to where the whole board is seen."""
        self.board.set_view(self._whole(), self._look.theme.motion("base"))

    def _whole(self) -> View:
        """The view of the whole board, clear of what floats over it where that costs little."""
        bounds = self.board.extent()
        if bounds.isEmpty():
            return View()
        return self.framed(bounds)

    def framed(self, wanted: QRectF) -> View:
        """The nearest view of a part of the board in which nothing lies over its cards."""
        gap, area, board = self._look.px(GAP), self.area, self.board
        near = gap // 2
        room = QRectF(board.rect()).adjusted(gap, area.tabs.geometry().bottom() + near, -gap, -gap)
        keys = (area.key,) if area.key is not None else ()
        over = (*keys, area.filters, area.finding, area.legend, area.zoom, area.minimap)
        covers = [
            QRectF(panel.geometry()).adjusted(-near, -near, near, near) for panel in over if panel.isVisible()
        ]
        boxes = board.model.boxes_in(wanted)
        return clear_view(wanted, boxes, room, covers)

    def _on_resized(self) -> None:
        """Until somebody moves the view, it is kept as wanted while the window takes its size."""
        if not self._is_settled:
            self._look_again()

    def _on_settled(self) -> None:
        self._is_settled = True
