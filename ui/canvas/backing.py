"""The last picture of the board's content, kept so that only what is new is painted, a bit a frame.

It reaches beyond the window, so that panning mostly finds painted what comes into sight; an edit paints
the places it alters. What takes longer than a frame may - the whole board after a zoom or a filter - is
painted strip by strip into a second picture while the first one stays, stretched where the scale has
changed, and then takes its place at once. So no frame waits for the content, and nothing is seen half
done. Hover, selection and gestures are drawn over it and leave it alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, inf
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from ui.canvas.geometry import Floats
from ui.canvas.pyramid import Pyramid
from ui.canvas.steps import Steps, run
from ui.canvas.view import View

SPARE = 160
"""How far, in screen px, the picture reaches beyond the window."""
_AHEAD = 112
"""How much further it reaches to where the board is being panned."""
_LEAST_AHEAD = 72
"""When less than this is left there, the picture is moved on."""
_CELL = 32
"""What is stale is kept by squares of so many device pixels."""
_SLICE = 0.003
"""Seconds that painting one strip should take."""
_LEAST_SLICE = 0.03
"""A strip is at least such a part of the picture, for each costs something of its own."""
_BAND = 64
"""What lies outside the window is painted in bands so many device pixels wide, the nearest first."""
_LITTLE = 0.002
"""Bands are thinner when a frame may spend no more seconds than this."""
_PANNING = 0.0012
"""Seconds that a frame spends on bands while the board is panned."""
_LARGE = 0.3
"""When more than this part of the picture is stale, it is painted beside and then shown at once."""
_FAR_OFF = 2.5
"""A picture begun for a scale so many times another is of no use any more."""

_NEAR = 1.35
"""While the board zooms, a picture stretched no more than this is good enough."""

Paint = Callable[[QRectF, bool], Steps]
"""Paints a screen rectangle in the view that the layer is of; roughly when told so."""
PaintIn = Callable[[View], Paint]


@dataclass(slots=True)
class _Band:
    """A band that is being painted, in frames to come."""

    rect: QRect
    view: View
    """The view of the layer when it was begun, in which `rect` is."""
    pixmap: QPixmap
    steps: Steps


class Layer:
    """A picture of the content in one view, larger than the window, and which parts of it are stale."""

    def __init__(self, view: View, pixels: QSize, ratio: float, ground: QColor, *, is_rough: bool) -> None:
        spare = round(SPARE * ratio)
        self.view = view.moved(spare / ratio, spare / ratio)
        self.is_rough = is_rough
        self.ratio = ratio
        self.ground = ground
        self._pixels = pixels
        self.pixmap = QPixmap(pixels.width() + 2 * spare, pixels.height() + 2 * spare)
        self.pixmap.setDevicePixelRatio(ratio)
        self.pixmap.fill(ground)
        self.stale = QRegion(self.pixmap.rect())
        self.blank = QRegion(self.pixmap.rect())
        self.begun = view
        self._seen = self.view
        """The view in which it was last drawn."""
        self._band: _Band | None = None

    def twin(self, view: View) -> Layer:
        """Another to be painted anew while this one is shown."""
        return Layer(view, self._pixels, self.ratio, self.ground, is_rough=self.is_rough)

    def fits(self, pixels: QSize, ratio: float, ground: QColor) -> bool:
        """Whether it is as large as the window wants it."""
        return self._pixels == pixels and self.ratio == ratio and self.ground == ground

    def seen(self, view: View) -> QRect:
        """The part of the picture that the window shows in a view of the same scale."""
        x, y = (self.view.dx - view.dx) * self.ratio, (self.view.dy - view.dy) * self.ratio
        return QRect(round(x), round(y), self._pixels.width(), self._pixels.height())

    def shows(self, view: View) -> bool:
        """Whether the picture holds all that the window shows in a view."""
        return view.scale == self.view.scale and self.pixmap.rect().contains(self.seen(view))

    def is_empty(self) -> bool:
        """Whether nothing of it was ever painted."""
        return (QRegion(self.pixmap.rect()) - self.blank).isEmpty()

    def holds(self, view: View) -> bool:
        """Whether the picture, stretched, fills the window in a view."""
        size = self.pixmap.deviceIndependentSize()
        window = QRectF(0, 0, self._pixels.width() / self.ratio, self._pixels.height() / self.ratio)
        mine = self.view.rect_to_board(QRectF(0, 0, size.width(), size.height()))
        return view.rect_to_screen(mine).contains(window)

    def lacks(self, view: View) -> bool:
        """Whether some of what is seen in a view of the same scale was never painted."""
        return self.shows(view) and not (self.blank & self.seen(view)).isEmpty()

    def middle(self) -> QRect:
        """The part that the window would show in the view for which the picture was begun."""
        spare = round(SPARE * self.ratio)
        return QRect(spare, spare, self._pixels.width(), self._pixels.height())

    def follow(self, view: View) -> bool:
        """Come to hold all that is seen in a view; False when nothing of the picture can be kept."""
        if view.scale != self.view.scale:
            return False
        way_x, way_y = view.dx - self._seen.dx, view.dy - self._seen.dy
        self._seen = view
        if self.shows(view) and not self._ends_soon(view, way_x, way_y):
            return True
        # further ahead than behind: that is where the next bands will be seen
        ahead_x, ahead_y = (_AHEAD * ((way > 0) - (way < 0)) for way in (way_x, way_y))
        spare_x, spare_y = (round((SPARE + ahead) * self.ratio) / self.ratio for ahead in (ahead_x, ahead_y))
        target = view.moved(spare_x, spare_y)
        dx, dy = (target.dx - self.view.dx) * self.ratio, (target.dy - self.view.dy) * self.ratio
        whole = self.pixmap.rect()
        even = abs(dx - round(dx)) < 1e-3 and abs(dy - round(dy)) < 1e-3
        if not even or abs(dx) >= whole.width() or abs(dy) >= whole.height():
            return False
        self.view = target
        step_x, step_y = round(dx), round(dy)
        self.pixmap.scroll(step_x, step_y, whole)
        fresh = QRegion(whole) - QRegion(whole.translated(step_x, step_y) & whole)
        self.stale = (self.stale.translated(step_x, step_y) & QRegion(whole)) | fresh
        self.blank = (self.blank.translated(step_x, step_y) & QRegion(whole)) | fresh
        painter = QPainter(self.pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for rect in _rects(fresh):
            painter.fillRect(self._area(rect), self.ground)
        painter.end()
        return True

    def _ends_soon(self, view: View, way_x: float, way_y: float) -> bool:
        """Whether little of the picture is left in the direction in which the board is panned."""
        seen, whole, least = self.seen(view), self.pixmap.rect(), round(_LEAST_AHEAD * self.ratio)
        return (
            (way_x > 0 and seen.left() < least)
            or (way_x < 0 and whole.right() - seen.right() < least)
            or (way_y > 0 and seen.top() < least)
            or (way_y < 0 and whole.bottom() - seen.bottom() < least)
        )

    def paint_bands(self, paint: Paint, view: View, until: float, thick: int = _BAND) -> bool:
        """Go on with what is stale, nearest to what is seen first; gives whether nothing is left."""
        while True:
            band = self._band = self._band or self._next_band(paint, view, round(thick * self.ratio))
            if band is None:
                return True
            painter = QPainter(band.pixmap)
            painter.translate(-band.rect.x() / self.ratio, -band.rect.y() / self.ratio)
            try:
                band.steps.send(painter)
            except StopIteration:
                self._band = None
            finally:
                painter.end()
            if self._band is None:
                self._take(band)
            if perf_counter() >= until:
                return False

    def _take(self, band: _Band) -> None:
        """Put a band that is done into the picture, which may have been moved on meanwhile."""
        way = QPointF(self.view.dx - band.view.dx, self.view.dy - band.view.dy) * self.ratio
        rect = band.rect.translated(way.toPoint())
        painter = QPainter(self.pixmap)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawPixmap(self._area(rect).topLeft(), band.pixmap)
        painter.end()
        self.stale -= rect
        self.blank -= rect

    def _next_band(self, paint: Paint, view: View, thick: int) -> _Band | None:
        seen = self.seen(view)
        left = QRegion()
        for step in range(2 + max(self.pixmap.width(), self.pixmap.height()) // thick):
            left = self.stale & seen.adjusted(-thick * step, -thick * step, thick * step, thick * step)
            if not left.isEmpty():
                break
        rect = max(_rects(left), key=lambda one: one.width() * one.height(), default=QRect())
        if rect.isEmpty():
            return None
        # a sliver costs nearly as much as a band
        rect = rect.adjusted(-thick // 2, -thick // 2, thick // 2, thick // 2) & self.stale.boundingRect()
        if rect.width() > rect.height():
            top = max(rect.top(), min(seen.center().y(), rect.bottom() + 1 - thick))
            rect = rect & QRect(rect.left(), top, rect.width(), thick)
        else:
            start = max(rect.left(), min(seen.center().x(), rect.right() + 1 - thick))
            rect = rect & QRect(start, rect.top(), thick, rect.height())
        pixmap = QPixmap(rect.size())
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(self.ground)
        band = _Band(rect, self.view, pixmap, paint(self._area(rect), self.is_rough))
        next(band.steps)
        return band

    def invalidate(self, boxes: Floats, reach: float) -> None:
        """Paint what lies in boxes of the board, and so many screen px around them, anew."""
        self._band = None
        low = ((boxes[:, :2] * self.view.scale + (self.view.dx, self.view.dy)) - reach) * self.ratio
        high = ((boxes[:, 2:] * self.view.scale + (self.view.dx, self.view.dy)) + reach) * self.ratio
        self.stale |= _cells(low, high, self.pixmap.size())

    def paint(self, paint: Paint, within: QRect, until: float, slice_area: float) -> float:
        """Paint what is stale, strip by strip, until a moment has passed; gives how large strips may be."""
        left = self.stale & within
        if left.isEmpty():
            return slice_area
        self._band = None
        whole = self.pixmap.width() * self.pixmap.height()
        painter = QPainter(self.pixmap)
        while not left.isEmpty():
            started = perf_counter()
            fresh = left & self.blank
            rect = _rects(left if fresh.isEmpty() else fresh)[0]
            if until < inf:
                rect.setHeight(min(rect.height(), max(round(slice_area / rect.width()), 1)))
            area = self._area(rect)
            painter.setClipRect(area)
            run(painter, paint(area, self.is_rough))
            left -= rect
            self.stale -= rect
            self.blank -= rect
            now = perf_counter()
            painted = rect.width() * rect.height()
            if painted >= _LEAST_SLICE * whole:
                fitting = painted * _SLICE / max(now - started, 1e-6)
                slice_area = max(_LEAST_SLICE * whole, min((slice_area + fitting) / 2, whole))
            if now >= until:
                break
        painter.end()
        return slice_area

    def draw(self, painter: QPainter, view: View, tiles: Pyramid | None = None) -> None:
        """Draw the picture where it lies in a view, with tiles where it has nothing."""
        window = QRectF(0, 0, self._pixels.width() / self.ratio, self._pixels.height() / self.ratio)
        if view.scale == self.view.scale:
            painter.drawPixmap(QPointF(view.dx - self.view.dx, view.dy - self.view.dy), self.pixmap)
            lacking = self.blank & self.seen(view)
            if tiles is not None and not lacking.isEmpty():
                way = QPointF(view.dx - self.view.dx, view.dy - self.view.dy)
                painter.save()
                for rect in _rects(lacking):
                    place = self._area(rect).translated(way)
                    painter.setClipRect(place)
                    tiles.draw(painter, view, place, is_smooth=True)
                painter.restore()
            return
        size = self.pixmap.deviceIndependentSize()
        target = view.rect_to_screen(self.view.rect_to_board(QRectF(0, 0, size.width(), size.height())))
        if not target.contains(window):
            painter.fillRect(window, self.ground)
            if tiles is not None:
                tiles.draw(painter, view, window)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.drawPixmap(target, self.pixmap, QRectF(self.pixmap.rect()))

    def _area(self, rect: QRect) -> QRectF:
        part = QRectF(rect)
        return QRectF(part.topLeft() / self.ratio, part.size() / self.ratio)


class Backing:
    """The picture shown, and the one that is being painted to take its place."""

    def __init__(self) -> None:
        self._front: Layer | None = None
        self._back: Layer | None = None
        self._is_void = False
        """All of the picture shown has to be painted anew."""
        self._slice = 200_000.0
        """Device pixels that are likely painted in the time that one strip may take."""
        self._last = View()
        self._thick = 2 * _BAND
        self.tiles = Pyramid()
        """What stands for content that is not painted yet."""

    def invalidate(self, boxes: Floats | None = None, reach: float = 0.0) -> None:
        """Paint boxes of the board, or everything, anew from the next frame on."""
        self.tiles.invalidate(boxes, reach)
        if boxes is None:
            self._is_void, self._back = True, None
            return
        for layer in (self._front, self._back):
            if layer is not None:
                layer.invalidate(boxes, reach)

    def forget(self) -> None:
        """Begin with an empty picture: another board is shown."""
        self._front = self._back = None
        self.tiles.forget()

    def paint_on(self, view: View, draw: Callable[[QPainter], None]) -> None:
        """Draw something onto the picture shown, to stand there until it is painted properly."""
        front = self._front
        if front is not None and front.shows(view):
            painter = QPainter(front.pixmap)
            painter.translate(front.view.dx - view.dx, front.view.dy - view.dy)
            draw(painter)
            painter.end()

    def is_behind(self, view: View) -> bool:
        """Whether what is seen in a view is not yet painted as it should be."""
        front = self._front
        if front is None or self._is_void or self._back is not None or not front.shows(view):
            return True
        return not (front.stale & front.seen(view)).isEmpty()

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
        """Paint the content as seen in a view; gives whether nothing is left to be painted."""
        pixels = QSize(ceil(size.width() * ratio), ceil(size.height() * ratio))
        until = perf_counter() + seconds
        self._thick = _BAND if seconds <= _LITTLE else 2 * _BAND
        front = self._fitting(view, pixels, ratio, ground, is_rough=is_rough)
        if seconds == 0 and not front.blank.contains(front.middle()):
            front.draw(painter, view)
            return False
        if seconds == inf and (self._is_void or front.is_rough or front.view.scale != view.scale):
            front = self._begin(view, pixels, ratio, ground, is_rough=False)
        if front.view.scale == view.scale and not front.follow(view):
            front = self._begin(view, pixels, ratio, ground, is_rough=is_rough)
        if seconds < inf and self._bridge(painter, front, view, paint_in, size, is_rough=is_rough):
            return False
        was_behind = self.is_behind(view)
        if front.is_empty() and front.shows(view):
            # nothing could be shown meanwhile
            front.paint(paint_in(front.view), front.seen(view), inf, inf)
        elif seconds < inf and self._back is None and not self._is_void and front.lacks(view):
            front.paint_bands(paint_in(front.view), view, until, self._thick)
        elif front.shows(view):
            front = self._paint_front(front, view, paint_in, until)
        front = self._paint_back(front, view, paint_in, until, is_rough=is_rough)
        front.draw(painter, view, self.tiles if seconds < inf else None)
        if self._back is not None or not front.shows(view):
            return False
        # what lies around is painted a band a frame, before it is needed
        if not was_behind and seconds < inf:
            return front.paint_bands(paint_in(front.view), view, perf_counter() + _PANNING)
        if seconds == inf:
            front.paint(paint_in(front.view), front.pixmap.rect(), inf, self._slice)
        return front.stale.isEmpty()

    def _bridge(
        self,
        painter: QPainter,
        front: Layer,
        view: View,
        paint_in: PaintIn,
        size: QSize,
        *,
        is_rough: bool,
    ) -> bool:
        """Show what there is while the board is panned or zoomed, if that is good enough."""
        is_panned = self._last != view and self._last.scale == view.scale
        self._last = view
        if is_panned and self._back is None and not self._is_void and front.shows(view):
            seconds = 2 * _PANNING if front.lacks(view) else _PANNING
            front.paint_bands(paint_in(front.view), view, perf_counter() + seconds)
            front.draw(painter, view, self.tiles)
            return True
        if not is_rough or front.view.scale == view.scale:
            return False
        if self._draw_tiles(painter, front, view, size):
            return True
        if self._back is None and 1 / _NEAR < view.scale / front.view.scale < _NEAR and front.holds(view):
            front.draw(painter, view)
            return True
        return False

    def _draw_tiles(self, painter: QPainter, front: Layer, view: View, size: QSize) -> bool:
        """While the board zooms, show its tiles where they are nearer to the scale than the picture is."""
        if not self.tiles.covers(view, QSizeF(size)):
            return False
        self._back = None
        if 1 / _NEAR < view.scale / front.view.scale < _NEAR and front.holds(view):
            front.draw(painter, view)
        else:
            painter.fillRect(QRectF(QPointF(0, 0), QSizeF(size)), front.ground)
            self.tiles.draw(painter, view, QRectF(QPointF(0, 0), QSizeF(size)))
        return True

    def _paint_front(self, front: Layer, view: View, paint_in: PaintIn, until: float) -> Layer:
        """Bring the picture shown up to date, unless so much is stale that another will take its place."""
        seen = front.seen(view)
        is_large = self._is_void or _is_large((front.stale - front.blank) & seen, seen)
        if is_large and until < inf:
            if self._back is None:
                self._back = front.twin(view)
            self._is_void = False
            front.stale = QRegion(front.blank)
        if until == inf:
            self._slice = front.paint(paint_in(front.view), seen, until, self._slice)
        elif not (front.stale & seen).isEmpty():
            front.paint_bands(paint_in(front.view), view, until, self._thick)
        return front

    def _paint_back(
        self, front: Layer, view: View, paint_in: PaintIn, until: float, *, is_rough: bool
    ) -> Layer:
        """Go on with the next picture, and show it when it is done."""
        back = self._back
        if back is not None and not _is_useful(back, view):
            back = None
        if back is None and (not front.shows(view) or (front.is_rough and not is_rough)):
            back = front.twin(view)
            back.is_rough = is_rough
            self._is_void = False
        if back is not None and back.is_rough and not is_rough:
            back = front.twin(view)
            back.is_rough = False
        self._back = back
        if back is None:
            return front
        seen = back.seen(view) if back.view.scale == view.scale else back.middle()
        if until == inf:
            self._slice = back.paint(paint_in(back.view), seen, until, self._slice)
        elif not (back.stale & seen).isEmpty():
            back.paint_bands(
                paint_in(back.view), view if back.shows(view) else back.begun, until, self._thick
            )
        if not (back.stale & seen).isEmpty():
            return front
        self._front, self._back = back, None
        return back

    def _begin(self, view: View, pixels: QSize, ratio: float, ground: QColor, *, is_rough: bool) -> Layer:
        self._front, self._back = Layer(view, pixels, ratio, ground, is_rough=is_rough), None
        self._is_void = False
        return self._front

    def _fitting(self, view: View, pixels: QSize, ratio: float, ground: QColor, *, is_rough: bool) -> Layer:
        """The picture shown, as large as the widget wants it."""
        front = self._front
        if front is None or front.ratio != ratio:
            return self._begin(view, pixels, ratio, ground, is_rough=is_rough)
        if front.fits(pixels, ratio, ground):
            return front
        # as much as there is stays until there is more
        grown = Layer(view, pixels, ratio, ground, is_rough=front.is_rough)
        painter = QPainter(grown.pixmap)
        painter.translate(grown.view.dx - view.dx, grown.view.dy - view.dy)
        front.draw(painter, view)
        painter.end()
        if front.view.scale == view.scale:
            kept = (front.pixmap.rect()).translated(
                round((grown.view.dx - front.view.dx) * ratio), round((grown.view.dy - front.view.dy) * ratio)
            )
            grown.blank -= kept
        self._front, self._back = grown, None
        return grown


def _is_useful(back: Layer, view: View) -> bool:
    """Whether a picture begun for another view is still worth finishing."""
    if back.view.scale == view.scale:
        return back.follow(view)
    grown = view.scale / back.view.scale
    return 1 / _FAR_OFF < grown < _FAR_OFF


def _is_large(region: QRegion, seen: QRect) -> bool:
    area = sum(rect.width() * rect.height() for rect in _rects(region))
    return area > _LARGE * seen.width() * seen.height()


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
