"""Pictures of cards and marks, kept so that a repaint costs one blit each.

A full card takes about 200 µs to draw and 4 µs to blit. A sprite is known by what the card shows, never
by where it stands or what state it is in, so moving, selecting, dimming and striking through cost none.
While the board zooms, sprites of a few fixed scales are stretched; at rest each is drawn exactly.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from board.records import ItemKind
from ui.canvas.cards import Card
from ui.canvas.draw import Style, draw_card, draw_mark
from ui.canvas.draw.links import DISC, draw_glyph
from ui.canvas.draw.text import draw_fitted
from ui.canvas.view import Tier, tier_of

MOST_BYTES = 22 * 1024 * 1024
"""Three windows full of cards where a px is one pixel; as many times more as it is more pixels."""
MARGIN = 10.0
"""Room for the shadow around a card, in board units."""
TITLE_HEIGHT = 15.0
"""Height of a title that stands below a mark, in screen px."""
Key = tuple[Hashable, ...]
_MIPS = {Tier.COMPACT: (0.6,), Tier.FULL: (1.0, 2.0, 4.0)}


@dataclass(frozen=True, slots=True)
class Sprite:
    """The picture of a card and the scale it was drawn for."""

    pixmap: QPixmap
    scale: float


class Sprites:
    """The sprites of one style, the least used dropped first when they grow beyond a bound."""

    def __init__(self, style: Style, most_bytes: int = MOST_BYTES) -> None:
        self.style = style
        self._most = most_bytes
        self._kept: OrderedDict[Key, Sprite] = OrderedDict()
        self._latest: dict[int, tuple[Card, Sprite]] = {}
        """By identity, the cards last drawn at one scale."""
        self._latest_for = (0.0, 0.0)
        self.bytes = 0
        self.made = 0
        """How many were drawn since the board was opened."""

    def card(self, card: Card, scale: float, ratio: float) -> Sprite:
        """The sprite of a card for exactly this scale."""
        if self._latest_for != (scale, ratio):
            self._latest_for, self._latest = (scale, ratio), {}
        # telling whether two cards look alike costs more than drawing a sprite
        known = self._latest.get(id(card))
        if known is not None and known[0] is card:
            return known[1]
        key = (card, scale, ratio)
        found = self._find(key) or self._keep(key, self._draw(card, scale, ratio))
        self._latest[id(card)] = (card, found)
        return found

    def rough(self, card: Card, scale: float, ratio: float, *, may_draw: bool) -> Sprite | None:
        """A sprite of a card for about this scale, to be stretched while the board is zooming."""
        near = mip(scale)
        return (
            self._find((card, scale, ratio))
            or self._find((card, near, ratio))
            or (self.card(card, near, ratio) if may_draw else None)
        )

    def mark(self, kind: ItemKind, size: float, ratio: float) -> QPixmap:
        """The mark of a kind at a size in screen px."""
        key = (kind, size, ratio)
        found = self._find(key)
        if found is None:
            pixmap = _blank(size + 2, size + 2, ratio)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_mark(painter, kind, QRectF(1, 1, size, size), self.style.theme, with_icon=size >= 14)
            painter.end()
            found = self._keep(key, Sprite(pixmap, 1.0))
        return found.pixmap

    def glyph(self, glyph: str, ink: QColor, size: float, ratio: float) -> QPixmap:
        """The disc of a link with what the link means."""
        key = (glyph, ink.rgb(), round(size, 3), ratio)
        found = self._find(key)
        if found is None:
            side = 2 * (DISC + 1.5) * size
            pixmap = _blank(side, side, ratio)
            middle = pixmap.deviceIndependentSize().width() / 2
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_glyph(painter, glyph, QPointF(middle, middle), ink, self.style, size)
            painter.end()
            found = self._keep(key, Sprite(pixmap, 1.0))
        return found.pixmap

    def title_width(self, text: str, room: float, size: int, ratio: float) -> float:
        """How wide the picture of a title is, without drawing it."""
        fitted = self.style.fit(text, self.style.font("caption", size=size), room, 1)
        return max(ceil((max(fitted.widths, default=0.0) + 4) * ratio), 1) / ratio

    def title(self, text: str, room: float, size: int, ratio: float) -> QPixmap:
        """A title on one line no wider than `room`, on the ground's colour so that links do not cross it."""
        key = (text, room, size, ratio)
        found = self._find(key)
        if found is None:
            font = self.style.font("caption", size=size)
            fitted = self.style.fit(text, font, room, 1).tight()
            pixmap = _blank(fitted.width + 4, TITLE_HEIGHT, ratio)
            painter = QPainter(pixmap)
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.style.colour("canvas"))
            width = pixmap.deviceIndependentSize().width()
            painter.drawRoundedRect(QRectF(0, 1, width, TITLE_HEIGHT - 1), 3, 3)
            painter.setPen(self.style.colour("text"))
            draw_fitted(painter, fitted, font, 2, 0, TITLE_HEIGHT)
            painter.end()
            found = self._keep(key, Sprite(pixmap, 1.0))
        return found.pixmap

    def forget_pictures(self, pictures: AbstractSet[str]) -> None:
        """Drop the cards that show one of these pictures: it has come only now."""
        void = [key for key in self._kept if isinstance(key[0], Card) and key[0].picture in pictures]
        for key in void:
            self.bytes -= _bytes(self._kept.pop(key))
        self._latest.clear()

    def _draw(self, card: Card, scale: float, ratio: float) -> Sprite:
        pixmap = _blank((card.width + 2 * MARGIN) * scale, (card.height + 2 * MARGIN) * scale, ratio)
        painter = QPainter(pixmap)
        painter.scale(scale, scale)
        painter.translate(MARGIN, MARGIN)
        draw_card(painter, card, self.style, scale=scale)
        painter.end()
        self.made += 1
        return Sprite(pixmap, scale)

    def _find(self, key: Key) -> Sprite | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def _keep(self, key: Key, sprite: Sprite) -> Sprite:
        self._kept[key] = sprite
        self.bytes += _bytes(sprite)
        most = self._most * max(sprite.pixmap.devicePixelRatio(), 1.0) ** 2
        while self.bytes > most and len(self._kept) > 1:
            self._latest.clear()
            self.bytes -= _bytes(self._kept.popitem(last=False)[1])
        return sprite


def mip(scale: float) -> float:
    """The fixed scale from which sprites are stretched to this one."""
    mips = _MIPS.get(tier_of(scale), (scale,))
    return next((candidate for candidate in mips if candidate >= scale * 0.8), mips[-1])


def _blank(width: float, height: float, ratio: float) -> QPixmap:
    pixmap = QPixmap(max(ceil(width * ratio), 1), max(ceil(height * ratio), 1))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _bytes(sprite: Sprite) -> int:
    return sprite.pixmap.width() * sprite.pixmap.height() * 4
