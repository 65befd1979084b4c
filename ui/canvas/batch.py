"""Many small things drawn in one call, straight from numpy's memory.

Making a Qt object for each of twenty thousand lines costs more than drawing them; Qt takes a pointer
to the first of them, and an array of doubles laid out alike will do.
"""

from __future__ import annotations

from typing import cast

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import wrapInstance

from ui.canvas.geometry import Floats


def draw_lines(painter: QPainter, lines: Floats) -> None:
    """Draw lines given as rows x0, y0, x1, y1."""
    rows = np.ascontiguousarray(lines, dtype=np.float64)
    if len(rows):
        painter.drawLines(cast("QLineF", wrapInstance(rows.ctypes.data, QLineF)), len(rows))


def draw_rects(painter: QPainter, rects: Floats) -> None:
    """Draw rectangles given as rows x, y, width, height."""
    rows = np.ascontiguousarray(rects, dtype=np.float64)
    if len(rows):
        painter.drawRects(cast("QRectF", wrapInstance(rows.ctypes.data, QRectF)), len(rows))


def draw_stamps(painter: QPainter, pixmap: QPixmap, centres: Floats) -> None:
    """Draw one pixmap at many places, given by its centre in screen px."""
    if len(centres) == 0:
        return
    ratio = pixmap.devicePixelRatio()
    rows = np.zeros((len(centres), 10))
    rows[:, 0:2] = centres
    rows[:, 4:6] = pixmap.width(), pixmap.height()
    rows[:, 6:8] = 1 / ratio
    rows[:, 9] = 1.0
    first = cast("QPainter.PixmapFragment", wrapInstance(rows.ctypes.data, QPainter.PixmapFragment))
    painter.drawPixmapFragments(first, len(rows), pixmap)
