"""What a picture may show beside cards and links: a heat map, an axis of time. Each brings its own words."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF

from ui.canvas.draw.style import Style
from ui.pens import Pen


class Layer(Protocol):
    """Something drawn below the cards; plain data, since it goes to the worker process."""

    def extent(self) -> QRectF:
        """The part of the board it needs; a null rectangle where it stays within that of the cards."""

    def draw(self, pen: Pen, style: Style, scale: float) -> None:
        """Draw it in board units, as read at a scale."""

    def words_height(self, style: Style, width: float) -> float:
        """What its legend needs below the board, when it may be so wide."""

    def draw_words(self, pen: Pen, style: Style, at: QPointF, width: float) -> None:
        """Draw its legend with its top left corner at a point."""
