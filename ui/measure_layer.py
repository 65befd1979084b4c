"""What a measure says of cards, with its key, as a part of a picture that the worker draws."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from board.case import Case
from board.query import shown_height
from ui.canvas.draw.key import Key, draw_around, draw_key, draw_label, extent_of, key_size
from ui.canvas.draw.style import Style
from ui.canvas.measured import REACH, Measured
from ui.pens import Pen


@dataclass(frozen=True, slots=True)
class MarkedCard:
    """A card's box with what is drawn around it."""

    x: float
    y: float
    width: float
    height: float
    role: str
    strength: float
    label: str
    is_faint: bool = False
    """A filter lets the card stand back."""


@dataclass(frozen=True, slots=True)
class MeasureLayer:
    """The cards that were measured, below links and cards, and the key below the board."""

    cards: tuple[MarkedCard, ...]
    key: Key

    def extent(self) -> QRectF:
        """All that is drawn, letters included."""
        if not self.cards:
            return QRectF()
        left, top = min(card.x for card in self.cards), min(card.y for card in self.cards)
        right = max(card.x + card.width for card in self.cards)
        bottom = max(card.y + card.height for card in self.cards)
        return QRectF(left, top, right - left, bottom - top).adjusted(-REACH, -REACH, REACH, REACH)

    def draw(self, pen: Pen, style: Style, scale: float) -> None:
        """Draw what lies around the cards, in board units."""
        radius = float(style.theme.metrics["radius"]["card"])
        dim = float(style.theme.metrics["card"]["dimmedOpacity"])
        for card in self.cards:
            pen.setOpacity(dim if card.is_faint else 1.0)
            box = QRectF(card.x, card.y, card.width, card.height)
            reach = extent_of(self.key.look, card.strength)
            draw_around(pen, box, style.colour(card.role), self.key.look, reach, radius)
        for card in self.cards:
            if card.label:
                pen.setOpacity(dim if card.is_faint else 1.0)
                draw_label(pen, QPointF(card.x, card.y), card.label, style)
        pen.setOpacity(1.0)

    def words_height(self, style: Style, width: float) -> float:
        """The height of the key."""
        return key_size(self.key, style, width).height()

    def draw_words(self, pen: Pen, style: Style, at: QPointF, width: float) -> None:
        """Draw the key."""
        draw_key(pen, self.key, style, at, width)


def layer_of(
    measured: Measured | None, case: Case, board: str, only: Collection[str], dimmed: Collection[str] = ()
) -> MeasureLayer | None:
    """What is shown on a board, of the cards that are in the picture and of no others."""
    if measured is None:
        return None
    placed = case.on_board(board)
    cards = tuple(
        MarkedCard(
            card.x,
            card.y,
            card.width,
            shown_height(card),
            measured.tones[item],
            measured.strengths.get(item, 0.0),
            measured.labels.get(item, ""),
            item in dimmed,
        )
        for item, card in sorted(placed.items())
        if item in measured.tones and item in only
    )
    return MeasureLayer(cards, measured.key)
