"""The cork board, for pictures only: a ground of crumbs drawn by us, and pins that hold the cards."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from ui.canvas.draw.style import Style
from ui.pens import Pen

TILE = 256
"""Side of the piece of cork that is repeated, in board px."""
_BASE = (201, 165, 119)
_CRUMBS = 1200
_DARK = (-36, -35, -32)
_LIGHT = (22, 22, 20)
_PIN = 5.5
_PIN_TOP = 2.0


def draw_cork(pen: Pen, rect: QRectF) -> None:
    """Cover a rectangle with cork, the same from wherever it is drawn."""
    if isinstance(pen, QPainter):
        pen.fillRect(rect, QBrush(cork()))
    else:
        pen.fill_tiled(rect, cork(), TILE)


def draw_pin(pen: Pen, width: float, style: Style, colour: QColor) -> None:
    """A pin through the middle of a card's upper edge."""
    at = QPointF(width / 2, _PIN_TOP)
    pen.setPen(Qt.PenStyle.NoPen)
    shade = QColor(style.colour("text"))
    shade.setAlphaF(0.25)
    pen.setBrush(shade)
    pen.drawEllipse(at + QPointF(1.6, 2.6), _PIN, _PIN)
    pen.setBrush(colour)
    pen.drawEllipse(at, _PIN, _PIN)
    shine = QColor(style.colour("onKind"))
    shine.setAlphaF(0.55)
    pen.setBrush(shine)
    pen.drawEllipse(at - QPointF(1.7, 1.9), _PIN * 0.32, _PIN * 0.32)


@cache
def cork() -> QImage:
    """A square of cork that fits beside itself on all sides; always the same."""
    random = np.random.default_rng(1)
    shade = np.zeros((TILE, TILE))
    for _ in range(_CRUMBS):
        cx, cy = random.uniform(0, TILE, 2)
        across, down = random.uniform(0.7, 3.4, 2)
        strength = random.choice((-1.0, -0.55, 0.7, 0.5)) * random.uniform(0.3, 1.0)
        _crumb(shade, (cx, cy), (across, down), strength)
    shade += random.normal(0, 0.06, shade.shape)
    dark, light = np.clip(-shade, 0, 1)[..., None], np.clip(shade, 0, 1)[..., None]
    colour = np.array(_BASE) + dark * np.array(_DARK) + light * np.array(_LIGHT)
    pixels = np.ascontiguousarray(np.clip(colour, 0, 255).astype(np.uint8))
    return QImage(pixels.data, TILE, TILE, TILE * 3, QImage.Format.Format_RGB888).copy()


def _crumb(
    shade: NDArray[np.float64],
    at: tuple[float, float],
    size: tuple[float, float],
    strength: float,
) -> None:
    """Add a soft spot, which goes on at the other side where it runs over an edge."""
    reach = 12
    rows, columns = (np.arange(int(c) - reach, int(c) + reach + 1) for c in (at[1], at[0]))
    far = ((columns - at[0]) / size[0]) ** 2 + (((rows - at[1]) / size[1]) ** 2)[:, None]
    place = np.ix_(rows % TILE, columns % TILE)
    shade[place] += strength * np.exp(-far / 2)
