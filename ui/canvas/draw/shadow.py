"""Soft shadows, made once per theme and state and stretched like a rubber stamp.

Qt's drop shadow effect would blur afresh at every repaint; nine pieces of one small picture do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter

from ui.pens import Pen
from ui.theme import Shadow

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Patch:
    """A picture of a shadow whose middle rows and columns stretch; measures in px at 100 %."""

    image: QImage
    margin: float
    """How far it reaches beyond the box."""
    corner: float
    """The part at each corner that does not stretch, from the picture's edge."""


def patch_of(layers: Sequence[Shadow], radius: float, ratio: float) -> Patch:
    """The patch for a box with rounded corners."""
    margin = float(ceil(max(layer.blur + max(abs(layer.x), abs(layer.y)) for layer in layers)))
    corner = 2 * margin + radius
    side = ceil((2 * corner + 1) * ratio)
    # single precision: these few arrays are the most that the window ever holds while it starts
    whole = np.zeros((side, side, 4), np.float32)
    for layer in layers:
        alpha = _blurred(_box(side, margin, layer, radius, ratio), layer.blur * ratio / 2)
        parts = [layer.colour.blueF(), layer.colour.greenF(), layer.colour.redF(), 1.0]
        source = alpha.astype(np.float32)[..., None] * np.array(parts, np.float32)
        source *= np.float32(layer.colour.alphaF())
        whole = source + whole * (1 - source[..., 3:])
    data = np.ascontiguousarray((whole * 255).round().astype(np.uint8))
    image = QImage(data.data, side, side, side * 4, QImage.Format.Format_ARGB32_Premultiplied).copy()
    return Patch(image, margin, corner)


def draw_patch(painter: QPainter, patch: Patch, box: QRectF) -> None:
    """Draw a shadow around a box; one too small for the patch gets each quarter from a larger box."""
    least = 2 * (patch.corner - patch.margin)
    across, down = max(least - box.width(), 0.0), max(least - box.height(), 0.0)
    if not across and not down:
        _draw_stretched(painter, patch, box)
        return
    middle, far = box.center(), patch.margin + 1
    for left in (True, False):
        for top in (True, False):
            quarter = QRectF(
                middle.x() - (box.width() / 2 + far if left else 0),
                middle.y() - (box.height() / 2 + far if top else 0),
                box.width() / 2 + far,
                box.height() / 2 + far,
            )
            larger = box.adjusted(
                0 if left else -across, 0 if top else -down, across if left else 0, down if top else 0
            )
            painter.save()
            painter.setClipRect(quarter, Qt.ClipOperation.IntersectClip)
            _draw_stretched(painter, patch, larger)
            painter.restore()


def draw_rings(painter: Pen, layers: Sequence[Shadow], box: QRectF, radius: float, most: int) -> None:
    """Draw a shadow as see-through shapes, each a little larger than the next: for files of lines."""
    painter.setPen(Qt.PenStyle.NoPen)
    for layer in reversed(layers):
        rings = min(max(ceil(layer.blur / 2), 1), most)
        ink = layer.colour
        if rings > 1:
            ink = QColor(ink)
            ink.setAlphaF(1 - (1 - ink.alphaF()) ** (1 / rings))
        painter.setBrush(ink)
        for ring in range(rings):
            grown = layer.blur * (0.5 - (ring + 0.5) / rings)
            shape = box.translated(layer.x, layer.y).adjusted(-grown, -grown, grown, grown)
            painter.drawRoundedRect(shape, max(radius + grown, 0.0), max(radius + grown, 0.0))


def _draw_stretched(painter: QPainter, patch: Patch, box: QRectF) -> None:
    """Draw the corners as they are and what lies between them as long as it takes."""
    reach = box.adjusted(-patch.margin, -patch.margin, patch.margin, patch.margin)
    side = float(patch.image.width())
    cut = side * patch.corner / (2 * patch.corner + 1)
    corner = min(patch.corner, reach.width() / 2, reach.height() / 2)
    source = (0.0, cut, side - cut, side)
    device = painter.deviceTransform()
    lefts = (reach.left(), reach.left() + corner, reach.right() - corner, reach.right())
    tops = (reach.top(), reach.top() + corner, reach.bottom() - corner, reach.bottom())
    # pieces that meet within a pixel would leave a seam there
    across = [(round(x * device.m11() + device.dx()) - device.dx()) / device.m11() for x in lefts]
    down = [(round(y * device.m22() + device.dy()) - device.dy()) / device.m22() for y in tops]
    for row in range(3):
        for column in range(3):
            target = QRectF(
                across[column], down[row], across[column + 1] - across[column], down[row + 1] - down[row]
            )
            piece = QRectF(
                source[column],
                source[row],
                source[column + 1] - source[column],
                source[row + 1] - source[row],
            )
            # the middle lies under the box
            if target.width() > 0 and target.height() > 0 and (row, column) != (1, 1):
                painter.drawImage(target, patch.image, piece)


def _box(side: int, margin: float, layer: Shadow, radius: float, ratio: float) -> Floats:
    """The coverage of the box that throws the shadow, moved by its offset."""
    image = QImage(side, side, QImage.Format.Format_Alpha8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    length = side / ratio - 2 * margin
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(Qt.GlobalColor.black))
    painter.drawRoundedRect(QRectF(margin + layer.x, margin + layer.y, length, length), radius, radius)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(side, image.bytesPerLine())
    return rows[:, :side] / 255.0


def _blurred(alpha: Floats, sigma: float) -> Floats:
    """A Gaussian blur along both axes."""
    if sigma < 0.2:
        return alpha
    reach = ceil(sigma * 3)
    kernel = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    kernel /= kernel.sum()
    for axis in (0, 1):
        alpha = np.apply_along_axis(lambda line: np.convolve(line, kernel, mode="same"), axis, alpha)
    return alpha
