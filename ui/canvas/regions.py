"""Parts of a picture as regions of pixels: which are stale, and how they are cut into bands."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QRegion

from ui.canvas.geometry import Floats

_CELL = 32
"""What is stale is kept by squares of so many device pixels."""
_LARGE = 0.3
"""When more than this part of the picture is stale, it is painted beside and then shown at once."""


def band_of(first: int, last: int, low: int, high: int, middle: int, thick: int) -> tuple[int, int]:
    """From where to where a band reaches that is about so thick: a sliver costs nearly as much as a band.

    It begins at a stretch, goes on within bounds away from the middle, and leaves no sliver over.
    """
    most = thick * 3 // 2
    if last - first >= most:
        start = max(first, min(middle, last + 1 - thick))
        return start, start + thick - 1
    if first + last >= 2 * middle:
        return first, high if high - first < most else max(last, first + thick - 1)
    return low if last - low < most else min(first, last + 1 - thick), last


def is_large(region: QRegion, seen: QRect) -> bool:
    """Whether a region is too much of what is seen to be painted in its place."""
    area = sum(rect.width() * rect.height() for rect in rects(region))
    return area > _LARGE * seen.width() * seen.height()


def rects(region: QRegion) -> list[QRect]:
    """The rectangles that a region is made of."""
    return [QRect(rect) for rect in region]  # type: ignore[attr-defined]  # iterable, unknown to the stubs


def cells(low: Floats, high: Floats, pixels: QSize) -> QRegion:
    """The squares of a picture so large that boxes touch, all in its pixels."""
    across, down = -(-pixels.width() // _CELL), -(-pixels.height() // _CELL)
    first = np.floor(low / _CELL).clip(0, (across, down)).astype(int)
    last = (np.floor(high / _CELL) + 1).clip(0, (across, down)).astype(int)
    seen = (last > first).all(axis=1)
    (x0, y0), (x1, y1) = first[seen].T, last[seen].T
    # each box adds one inside it: the running sums of what changes at its corners
    wide = across + 1
    places = np.concatenate([y0 * wide + x0, y1 * wide + x1, y0 * wide + x1, y1 * wide + x0])
    signs = np.repeat((1.0, -1.0), 2 * len(x0))
    depth = np.bincount(places, signs, minlength=(down + 1) * wide).reshape(down + 1, wide)
    marked = depth.cumsum(axis=0).cumsum(axis=1)[:down, :across] > 0.5
    region = QRegion()
    for y in np.flatnonzero(marked.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.r_[0, marked[y].astype(np.int8), 0])).tolist()
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            region |= QRect(start * _CELL, y * _CELL, (stop - start) * _CELL, _CELL)
    return region & QRect(0, 0, pixels.width(), pixels.height())
