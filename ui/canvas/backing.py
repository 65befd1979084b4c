"""The last picture of the board's content, kept so that only what is new is painted, a bit a frame.

It reaches beyond the window, so that panning mostly finds painted what comes into sight; an edit paints
the places it alters. What takes longer than a frame may - the whole board after a zoom or a filter - is
painted strip by strip into a second picture while the first one stays, stretched where the scale has
changed, and then takes its place at once. So no frame waits for the content, and nothing is seen half
done. Hover, selection and gestures are drawn over it and leave it alone.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf
from time import perf_counter

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QPainter, QRegion

from ui.canvas.geometry import Floats
from ui.canvas.layer import Layer, Paint
from ui.canvas.pyramid import Pyramid
from ui.canvas.regions import is_large
from ui.canvas.view import View

_BESIDE = 0.0012
"""Seconds that a frame in which all is painted spends on what lies around."""
_FAR_OFF = 2.5
"""A picture begun for a scale so many times another is of no use any more."""
_NEAR = 1.35
"""While the board zooms, a picture stretched no more than this is good enough."""
PaintIn = Callable[[View], Paint]


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
        self.tiles = Pyramid()
        """What stands for content that is not painted yet."""

    def invalidate(self, boxes: Floats | None = None, reach: float = 0.0) -> None:
        """Paint boxes of the board, or everything, anew from the next frame on."""
        self.break_off()
        self.tiles.invalidate(boxes, reach)
        if boxes is None:
            self._is_void, self._back = True, None
            return
        for layer in (self._front, self._back):
            if layer is not None:
                layer.invalidate(boxes, reach)

    def break_off(self) -> None:
        """Drop what is half painted, for its steps go by a state of the board that is no more."""
        self.tiles.break_off()
        for layer in (self._front, self._back):
            if layer is not None:
                layer.break_off()

    def forget(self) -> None:
        """Begin with an empty picture: another board is shown."""
        self._front = self._back = None
        self.tiles.forget()

    def paint_on(self, view: View, draw: Callable[[QPainter], None]) -> None:
        """Draw something onto the picture shown, to stand there until it is painted properly."""
        front = self._front
        if front is not None and front.shows(view):
            for painter in front.painters(view):
                draw(painter)

    def is_behind(self, view: View) -> bool:
        """Whether what is seen in a view is not yet painted as it should be."""
        front = self._front
        if front is None or self._is_void or self._back is not None or not front.shows(view):
            return True
        if front.is_outdated:
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
        front = self._fitting(view, pixels, ratio, ground, is_rough=is_rough)
        if seconds == 0 and not front.blank.contains(front.middle()):
            if not front.shows(view):
                painter.fillRect(QRectF(QPointF(0, 0), QSizeF(size)), ground)
            front.draw(painter, view)
            return False
        is_old = self._is_void or front.is_outdated or front.is_rough
        if seconds == inf and (is_old or front.view.scale != view.scale):
            front = self._begin(view, pixels, ratio, ground, is_rough=False)
        if front.view.scale == view.scale and not front.follow(view):
            front = self._begin(view, pixels, ratio, ground, is_rough=is_rough)
        if seconds < inf and self._bridge(painter, front, view, paint_in, size, is_rough=is_rough):
            return False
        was_behind = self.is_behind(view)
        if front.is_empty() and front.shows(view) and not self.tiles.fineness(view, QSizeF(size)):
            # nothing could be shown meanwhile
            front.paint(paint_in(front.view), front.seen(view), inf, inf)
        elif seconds < inf and self._back is None and not self._is_void and front.lacks(view):
            front.paint_bands(paint_in(front.view), view, until)
        elif front.shows(view):
            front = self._paint_front(front, view, paint_in, until)
        front = self._paint_back(front, view, paint_in, until, is_rough=is_rough)
        self._draw(painter, front, view, size)
        if self._back is not None or not front.shows(view):
            return False
        # what lies around is painted a band a frame, before it is needed
        if not was_behind and seconds < inf:
            return front.paint_bands(paint_in(front.view), view, perf_counter() + _BESIDE)
        if seconds == inf:
            front.paint(paint_in(front.view), front.rect(), inf, self._slice)
        return front.stale.isEmpty()

    def _draw(self, painter: QPainter, front: Layer, view: View, size: QSize) -> None:
        """Draw the picture, or the tiles where these are nearer to the scale."""
        if front.view.scale < view.scale and front.view.scale < self.tiles.fineness(view, QSizeF(size)):
            self._fill_with_tiles(painter, front, view, size)
        else:
            front.draw(painter, view, self.tiles)

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
            front.paint_bands(paint_in(front.view), view, perf_counter() + front.pace(view))
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
            self._fill_with_tiles(painter, front, view, size)
        return True

    def _fill_with_tiles(self, painter: QPainter, front: Layer, view: View, size: QSize) -> None:
        window = QRectF(QPointF(0, 0), QSizeF(size))
        if not self.tiles.reach_beyond(view, window.size()):
            painter.fillRect(window, front.ground)
        self.tiles.draw(painter, view, window)

    def _paint_front(self, front: Layer, view: View, paint_in: PaintIn, until: float) -> Layer:
        """Bring the picture shown up to date, unless so much is stale that another will take its place."""
        seen = front.seen(view)
        is_much = self._is_void or is_large((front.stale - front.blank) & seen, seen)
        if is_much and until < inf:
            if self._back is None:
                self._back = front.twin(view)
            self._is_void, front.is_outdated = False, True
            front.stale = QRegion(front.blank)
        if until == inf:
            self._slice = front.paint(paint_in(front.view), seen, until, self._slice)
        elif not (front.stale & seen).isEmpty():
            front.paint_bands(paint_in(front.view), view, until)
        return front

    def _paint_back(
        self, front: Layer, view: View, paint_in: PaintIn, until: float, *, is_rough: bool
    ) -> Layer:
        """Go on with the next picture, and show it when it is done."""
        back = self._back
        if back is not None and not _is_useful(back, view):
            back = None
        if back is None and (not front.shows(view) or front.is_outdated or (front.is_rough and not is_rough)):
            back = front.twin(view)
            back.is_rough = is_rough
            # should this one be given up, the picture shown is none the fresher
            front.is_outdated |= self._is_void
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
            back.paint_bands(paint_in(back.view), view if back.shows(view) else back.begun, until)
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
        grown.take_over(front, view)
        self._front, self._back = grown, None
        return grown


def _is_useful(back: Layer, view: View) -> bool:
    """Whether a picture begun for another view is still worth finishing."""
    if back.view.scale == view.scale:
        return back.follow(view)
    grown = view.scale / back.view.scale
    return 1 / _FAR_OFF < grown < _FAR_OFF
