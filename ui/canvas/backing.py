"""The last picture of the board's content, kept so that only what is new is painted, a bit a frame.

Panning scrolls it and paints the strips that come into sight; an edit paints the places it alters. What
takes longer than a frame may - the whole board after a zoom or a filter - is painted strip by strip into
a second picture while the first one stays, stretched where the scale has changed, and then takes its
place at once. So no frame waits for the content, and nothing is seen half done. Hover, selection and
gestures are drawn over it and leave it alone.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf
from time import perf_counter

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from ui.canvas.geometry import Floats
from ui.canvas.view import View

_CELL = 32
"""What is stale is kept by squares of so many device pixels."""
_SLICE = 0.004
"""Seconds that painting one strip should take."""
_LEAST_SLICE = 0.08
"""A strip is at least such a part of the picture, for each costs something of its own."""
_LARGE = 0.3
"""When more than this part of the picture is stale, it is painted beside and then shown at once."""
_FAR_OFF = 2.5
"""A picture begun for a scale so many times another is of no use any more."""

Paint = Callable[[QPainter, QRectF, bool], None]
"""Paints a screen rectangle in the view that the layer is of; roughly when told so."""
PaintIn = Callable[[View], Paint]


class Layer:
    """A picture of the content in one view, and which parts of it are stale."""

    def __init__(self, view: View, pixels: QSize, ratio: float, *, is_rough: bool) -> None:
        self.view = view
        self.is_rough = is_rough
        self.pixmap = QPixmap(pixels)
        self.pixmap.setDevicePixelRatio(ratio)
        self.stale = self.blank = QRegion(self.pixmap.rect())

    @property
    def ratio(self) -> float:
        """Device pixels to a px of the screen."""
        return self.pixmap.devicePixelRatio()

    def twin(self) -> Layer:
        """A copy to be painted while this one is shown."""
        made = Layer(self.view, self.pixmap.size(), self.ratio, is_rough=self.is_rough)
        made.pixmap, made.stale, made.blank = self.pixmap.copy(), QRegion(self.stale), QRegion(self.blank)
        return made

    def invalidate(self, boxes: Floats, reach: float) -> None:
        """Paint what lies in boxes of the board, and so many screen px around them, anew."""
        low = ((boxes[:, :2] * self.view.scale + (self.view.dx, self.view.dy)) - reach) * self.ratio
        high = ((boxes[:, 2:] * self.view.scale + (self.view.dx, self.view.dy)) + reach) * self.ratio
        self.stale |= _cells(low, high, self.pixmap.size())

    def scroll_to(self, view: View) -> bool:
        """Go to another view of the same scale; False when nothing of the picture can be kept."""
        dx, dy = (view.dx - self.view.dx) * self.ratio, (view.dy - self.view.dy) * self.ratio
        whole = self.pixmap.rect()
        even = abs(dx - round(dx)) < 1e-3 and abs(dy - round(dy)) < 1e-3
        is_near = abs(dx) < whole.width() and abs(dy) < whole.height()
        if view.scale != self.view.scale or not even or not is_near:
            return False
        self.view = view
        step_x, step_y = round(dx), round(dy)
        if step_x or step_y:
            self.pixmap.scroll(step_x, step_y, whole)
            fresh = QRegion(whole) - QRegion(whole.translated(step_x, step_y) & whole)
            self.stale = (self.stale.translated(step_x, step_y) & whole) | fresh
            self.blank = (self.blank.translated(step_x, step_y) & whole) | fresh
        return True

    def paint(self, paint: Paint, until: float, slice_area: float) -> float:
        """Paint what is stale, strip by strip, until a moment has passed; gives how large strips may be."""
        if self.stale.isEmpty():
            return slice_area
        whole = self.pixmap.width() * self.pixmap.height()
        painter = QPainter(self.pixmap)
        while not self.stale.isEmpty():
            started = perf_counter()
            rect = _next(self.blank if not self.blank.isEmpty() else self.stale)
            if until < inf:
                rect.setHeight(min(rect.height(), max(round(slice_area / rect.width()), 1)))
            area = QRectF(rect)
            area = QRectF(area.topLeft() / self.ratio, area.size() / self.ratio)
            painter.setClipRect(area)
            paint(painter, area, self.is_rough)
            self.stale -= QRegion(rect)
            self.blank -= QRegion(rect)
            now = perf_counter()
            painted = rect.width() * rect.height()
            if painted >= _LEAST_SLICE * whole:
                fitting = painted * _SLICE / max(now - started, 1e-6)
                slice_area = max(_LEAST_SLICE * whole, min((slice_area + fitting) / 2, whole))
            if now >= until:
                break
        painter.end()
        return slice_area

    def covered(self, view: View) -> QRectF:
        """Where this picture lies on the screen in another view."""
        size = self.pixmap.deviceIndependentSize()
        return view.rect_to_screen(self.view.rect_to_board(QRectF(0, 0, size.width(), size.height())))


class Backing:
    """The picture shown, and the one that is being painted to take its place."""

    def __init__(self) -> None:
        self._front: Layer | None = None
        self._back: Layer | None = None
        self._slice = 200_000.0
        """Device pixels that are likely painted in the time that one strip may take."""

    def invalidate(self, boxes: Floats | None = None, reach: float = 0.0) -> None:
        """Paint boxes of the board, or everything, anew from the next frame on."""
        if boxes is not None:
            for layer in (self._front, self._back):
                if layer is not None:
                    layer.invalidate(boxes, reach)
        elif self._front is not None:
            self._front.stale = QRegion(self._front.pixmap.rect())
            self._back = None

    def forget(self) -> None:
        """Begin with an empty picture: another board is shown."""
        self._front = self._back = None

    def paint_on(self, view: View, draw: Callable[[QPainter], None]) -> None:
        """Draw something onto the picture shown, to stand there until it is painted properly."""
        if self._front is not None and self._front.view == view:
            painter = QPainter(self._front.pixmap)
            draw(painter)
            painter.end()

    def show(
        self,
        painter: QPainter,
        view: View,
        size: QSize,
        ratio: float,
        paint_in: PaintIn,
        ground: QColor,
        *,
        seconds: float = inf,
        is_rough: bool = False,
    ) -> bool:
        """Paint the content as seen in a view; gives whether it is all there."""
        pixels = QSize(ceil(size.width() * ratio), ceil(size.height() * ratio))
        until = perf_counter() + seconds
        front = self._fitting(view, pixels, ratio, is_rough=is_rough)
        if seconds == inf and (front.is_rough or front.view.scale != view.scale):
            self._front = front = Layer(view, pixels, ratio, is_rough=False)
            self._back = None
        if front.view.scale == view.scale and not front.scroll_to(view):
            self._front = front = Layer(view, pixels, ratio, is_rough=is_rough)
        if front.view == view:
            # what has just come into sight is painted first
            if seconds == inf or not _is_large(front.stale - front.blank, pixels):
                self._slice = front.paint(paint_in(view), until, self._slice)
            elif self._back is None:
                self._back = front.twin()
                front.stale = QRegion(front.blank)
            elif not front.blank.isEmpty():
                front.stale = QRegion(front.blank)
                self._slice = front.paint(paint_in(view), until, self._slice)
        self._paint_back(view, pixels, ratio, paint_in, until, is_rough=is_rough)
        shown = self._front or front
        _draw(painter, shown, view, size, ground)
        return shown.view == view and shown.stale.isEmpty() and self._back is None

    def _paint_back(
        self, view: View, pixels: QSize, ratio: float, paint_in: PaintIn, until: float, *, is_rough: bool
    ) -> None:
        """Go on with the next picture, and show it when it is done."""
        front, back = self._front, self._back
        if front is None:
            return
        if back is not None and not _is_useful(back, view):
            back = None
        if back is None and (front.view != view or (front.is_rough and not is_rough)):
            back = Layer(view, pixels, ratio, is_rough=is_rough)
        if back is not None and back.is_rough and not is_rough:
            back = Layer(view, pixels, ratio, is_rough=False)
        self._back = back
        if back is None:
            return
        self._slice = back.paint(paint_in(back.view), until, self._slice)
        if back.stale.isEmpty():
            self._front, self._back = back, None

    def _fitting(self, view: View, pixels: QSize, ratio: float, *, is_rough: bool) -> Layer:
        """The picture shown, as large as the widget."""
        front = self._front
        if front is None or front.ratio != ratio:
            front = self._front = Layer(view, pixels, ratio, is_rough=is_rough)
            self._back = None
        elif front.pixmap.size() != pixels:
            grown = Layer(front.view, pixels, ratio, is_rough=front.is_rough)
            kept = front.pixmap.rect() & grown.pixmap.rect()
            painter = QPainter(grown.pixmap)
            painter.drawPixmap(0, 0, front.pixmap)
            painter.end()
            grown.blank = (grown.blank - QRegion(kept)) | (front.blank & kept)
            grown.stale = (grown.stale - QRegion(kept)) | (front.stale & kept)
            self._front, self._back = grown, None
            front = grown
        return front


def _draw(painter: QPainter, front: Layer, view: View, size: QSize, ground: QColor) -> None:
    """Draw a picture where it lies in a view."""
    if front.view == view:
        painter.drawPixmap(0, 0, front.pixmap)
        for rect in _rects(front.blank):
            part = QRectF(rect)
            painter.fillRect(QRectF(part.topLeft() / front.ratio, part.size() / front.ratio), ground)
        return
    target = front.covered(view)
    if not target.contains(QRectF(0, 0, size.width(), size.height())):
        painter.fillRect(QRect(0, 0, size.width(), size.height()), ground)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.drawPixmap(target, front.pixmap, QRectF(front.pixmap.rect()))


def _is_useful(back: Layer, view: View) -> bool:
    """Whether a picture begun for another view is still worth finishing."""
    if back.view.scale == view.scale:
        return back.scroll_to(view)
    grown = view.scale / back.view.scale
    return 1 / _FAR_OFF < grown < _FAR_OFF


def _is_large(region: QRegion, pixels: QSize) -> bool:
    area = sum(rect.width() * rect.height() for rect in _rects(region))
    return area > _LARGE * pixels.width() * pixels.height()


def _next(region: QRegion) -> QRect:
    """The first rectangle of a region."""
    return QRect(_rects(region)[0])


def _rects(region: QRegion) -> list[QRect]:
    return [QRect(rect) for rect in region]  # type: ignore[attr-defined]  # iterable, unknown to the stubs


def _cells(low: Floats, high: Floats, pixels: QSize) -> QRegion:
    """The squares of the picture that boxes touch."""
    across, down = -(-pixels.width() // _CELL), -(-pixels.height() // _CELL)
    first = np.floor(low / _CELL).clip(0, (across, down)).astype(int)
    last = (np.floor(high / _CELL) + 1).clip(0, (across, down)).astype(int)
    seen = (last > first).all(axis=1)
    (x0, y0), (x1, y1) = first[seen].T, last[seen].T
    # each box adds one inside it: the running sums of what changes at its corners
    depth = np.zeros((down + 1, across + 1), np.int32)
    for y, x, sign in ((y0, x0, 1), (y0, x1, -1), (y1, x0, -1), (y1, x1, 1)):
        np.add.at(depth, (y, x), sign)
    marked = depth.cumsum(axis=0).cumsum(axis=1)[:down, :across] > 0
    region = QRegion()
    for y in np.flatnonzero(marked.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.r_[0, marked[y].astype(np.int8), 0])).tolist()
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            region |= QRect(start * _CELL, y * _CELL, (stop - start) * _CELL, _CELL)
    return region & QRect(0, 0, pixels.width(), pixels.height())
