"""Where the window looks on the board: one scale and one offset, and the way between the two.

A View is a value. Board units are px at 100 %; screen units are device-independent px of the widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSizeF

MIN_SCALE = 0.01
MAX_SCALE = 4.0
FAR = 1e7
"""No offset goes beyond this, so that coordinates stay exact."""


class Tier(IntEnum):
    """How much of a card is drawn, by how large it stands on the screen."""

    DOT = 0
    GLYPH = 1
    COMPACT = 2
    FULL = 3


def tier_of(scale: float) -> Tier:
    """The tier at a scale; `metrics.json` names the same bounds."""
    if scale < 0.18:
        return Tier.DOT
    if scale < 0.45:
        return Tier.GLYPH
    return Tier.COMPACT if scale < 0.75 else Tier.FULL


@dataclass(frozen=True, slots=True)
class View:
    """screen = board * scale + (dx, dy)."""

    scale: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    @property
    def tier(self) -> Tier:
        """How much of a card is drawn in this view."""
        return tier_of(self.scale)

    def to_screen(self, point: QPointF) -> QPointF:
        """A board point on the screen."""
        return QPointF(point.x() * self.scale + self.dx, point.y() * self.scale + self.dy)

    def to_board(self, point: QPointF) -> QPointF:
        """The board point under a screen point."""
        return QPointF((point.x() - self.dx) / self.scale, (point.y() - self.dy) / self.scale)

    def rect_to_screen(self, rect: QRectF) -> QRectF:
        """A board rectangle on the screen."""
        return QRectF(self.to_screen(rect.topLeft()), rect.size() * self.scale)

    def rect_to_board(self, rect: QRectF) -> QRectF:
        """The board rectangle under a screen rectangle."""
        return QRectF(self.to_board(rect.topLeft()), rect.size() / self.scale)

    def visible(self, size: QSizeF) -> QRectF:
        """The part of the board that a widget of that size shows."""
        return self.rect_to_board(QRectF(QPointF(0, 0), size))

    def moved(self, dx: float, dy: float) -> View:
        """The view after the board has been dragged by so many screen px."""
        return View(self.scale, _bounded(self.dx + dx), _bounded(self.dy + dy))

    def scaled(self, scale: float, about: QPointF) -> View:
        """The view at another scale, in which the board point under `about` stays where it is."""
        scale = min(max(scale, MIN_SCALE), MAX_SCALE)
        held = self.to_board(about)
        return View(scale, _bounded(about.x() - held.x() * scale), _bounded(about.y() - held.y() * scale))

    def centred(self, point: QPointF, size: QSizeF) -> View:
        """The view at the same scale with a board point in the middle of the widget."""
        return View(
            self.scale,
            _bounded(size.width() / 2 - point.x() * self.scale),
            _bounded(size.height() / 2 - point.y() * self.scale),
        )

    def snapped(self, ratio: float) -> View:
        """The nearest view whose offset is a whole number of device pixels, so that text is crisp."""
        return View(self.scale, round(self.dx * ratio) / ratio, round(self.dy * ratio) / ratio)


def on_pixel(value: float, ratio: float) -> float:
    """The nearest whole device pixel; halves always go the same way, whatever the rounding before."""
    return floor(value * ratio + 0.501) / ratio


def fitted(rect: QRectF, size: QSizeF, margin: float = 48.0, largest: float = 1.0) -> View:
    """The view that shows a board rectangle whole, in the middle, with a margin in screen px."""
    room_x = max(size.width() - 2 * margin, size.width() * 0.5, 1.0)
    room_y = max(size.height() - 2 * margin, size.height() * 0.5, 1.0)
    scale = min(room_x / max(rect.width(), 1.0), room_y / max(rect.height(), 1.0), largest)
    scale = min(max(scale, MIN_SCALE), MAX_SCALE)
    return View(scale).centred(rect.center(), size)


def between(start: View, end: View, part: float, size: QSizeF) -> View:
    """The view a part of the way from one to another, zooming evenly about the way's centre."""
    if part >= 1.0:
        return end
    scale = start.scale * (end.scale / start.scale) ** part
    # what is seen moves in proportion to the change in 1/scale, so that the flight is straight
    if abs(end.scale - start.scale) < 1e-9:
        share = part
    else:
        share = (1 / scale - 1 / start.scale) / (1 / end.scale - 1 / start.scale)
    middle = QPointF(size.width() / 2, size.height() / 2)
    here, there = start.to_board(middle), end.to_board(middle)
    return View(scale).centred(here + (there - here) * share, size)


def _bounded(offset: float) -> float:
    return min(max(offset, -FAR), FAR)
