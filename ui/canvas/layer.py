"""A picture of the content in one view, larger than the window, that is painted in bands.

A band is painted by steps into a small picture of its own and put in when it is done, so that the window
never shows half of it, however many frames it takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from time import perf_counter

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion

from ui.canvas.geometry import Floats
from ui.canvas.pyramid import Pyramid
from ui.canvas.regions import band_of, cells, rects
from ui.canvas.rolling import RollingPixmap
from ui.canvas.steps import Steps, run
from ui.canvas.view import View

_SPARE = 256
"""How far, in screen px, the picture reaches beyond the window."""
_AHEAD = 192
"""How much further it reaches to where the board is being panned."""
_LEAST_AHEAD = 256
"""When less than this is left there, the picture is moved on."""
_LEAST_PACE, _MOST_PACE, _HURRY = 0.0003, 0.0013, 0.0018
"""Seconds of a frame that are spent on bands while the board is panned; more when some is needed at once."""
_SOON = 1.0
"""So many frames ahead nothing may be missing."""
_SLICE = 0.003
"""Seconds that painting one strip should take."""
_LEAST_SLICE = 0.03
"""A strip is at least such a part of the picture, for each costs something of its own."""
_BAND = 192
"""What is stale is painted in bands so many screen px wide: thin ones cost nearly as much."""

Paint = Callable[[QRectF, bool], Steps]
"""Paints a screen rectangle in the view that the layer is of; roughly when told so."""


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
        spare = round(_SPARE * ratio)
        self.view = view.moved(spare / ratio, spare / ratio)
        self.is_rough = is_rough
        self.is_outdated = False
        """It shows what was, until another takes its place."""
        self.ratio = ratio
        self.ground = ground
        self._pixels = pixels
        self._is_clear = ground.alpha() < 255
        """The ground can be seen through; else what was not painted need not be filled: it is never shown."""
        whole = pixels + QSize(2 * spare, 2 * spare)
        self._picture = RollingPixmap(whole, ratio, ground, is_filled=self._is_clear)
        self.stale = QRegion(self.rect())
        self.blank = QRegion(self.rect())
        self.begun = view
        self._seen = self.view
        """The view in which it was last drawn."""
        self._way = QPointF()
        """How far it was moved since the view before."""
        self._band: _Band | None = None
        self._spent = 0.0
        """Seconds that the band has taken so far."""
        self._done = (0.0, 1.0)
        """Seconds, and the device pixels painted in them: the later the more they count."""

    def rect(self) -> QRect:
        """All of the picture, in device pixels."""
        return self._picture.rect()

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
        return view.scale == self.view.scale and self.rect().contains(self.seen(view))

    def painters(self, view: View) -> Iterator[QPainter]:
        """Painters of the pieces that the window shows in a view of the same scale, at home in that view."""
        for _, painter in self._picture.painters(self.seen(view)):
            painter.translate(self.view.dx - view.dx, self.view.dy - view.dy)
            yield painter

    def take_over(self, other: Layer, view: View) -> None:
        """Show in a view what another picture, of another size, shows there."""
        is_alike = other.view.scale == self.view.scale
        self.is_outdated = other.is_outdated
        for _, painter in self._picture.painters(self.rect()):
            painter.translate(self.view.dx - view.dx, self.view.dy - view.dy)
            if is_alike:
                other._picture.draw(painter, other._at(view), other.rect())
            else:
                other.draw(painter, view)
        if is_alike:
            kept = QRegion(other.rect()) - other.blank
            self.blank -= kept.translated(((other._at(self.view)) * self.ratio).toPoint())

    def _at(self, view: View) -> QPointF:
        """Where the picture's corner lies in a view of the same scale."""
        return QPointF(view.dx - self.view.dx, view.dy - self.view.dy)

    def is_empty(self) -> bool:
        """Whether nothing of it was ever painted."""
        return (QRegion(self.rect()) - self.blank).isEmpty()

    def holds(self, view: View) -> bool:
        """Whether what is painted, stretched, fills the window in a view."""
        window = QRectF(0, 0, self._pixels.width() / self.ratio, self._pixels.height() / self.ratio)
        seen = self.view.rect_to_screen(view.rect_to_board(window))
        needed = QRectF(seen.topLeft() * self.ratio, seen.size() * self.ratio).toAlignedRect()
        return self.rect().contains(needed) and (self.blank & needed).isEmpty()

    def lacks(self, view: View) -> bool:
        """Whether some of what is seen in a view of the same scale was never painted."""
        return self.shows(view) and not (self.blank & self.seen(view)).isEmpty()

    def middle(self) -> QRect:
        """The part that the window would show in the view for which the picture was begun."""
        spare = round(_SPARE * self.ratio)
        return QRect(spare, spare, self._pixels.width(), self._pixels.height())

    def follow(self, view: View) -> bool:
        """Come to hold all that is seen in a view; False when nothing of the picture can be kept."""
        if view.scale != self.view.scale:
            return False
        self._way = QPointF(view.dx - self._seen.dx, view.dy - self._seen.dy)
        self._seen = view
        seen, whole = self.seen(view), self.rect()
        x = self._spare(self._way.x(), seen.left(), whole.right() - seen.right())
        y = self._spare(self._way.y(), seen.top(), whole.bottom() - seen.bottom())
        if x is None and y is None:
            return True
        target = View(
            view.scale,
            self.view.dx if x is None else view.dx + x,
            self.view.dy if y is None else view.dy + y,
        )
        dx, dy = (target.dx - self.view.dx) * self.ratio, (target.dy - self.view.dy) * self.ratio
        even = abs(dx - round(dx)) < 1e-3 and abs(dy - round(dy)) < 1e-3
        if not even or abs(dx) >= whole.width() or abs(dy) >= whole.height():
            return False
        self.view = target
        step_x, step_y = round(dx), round(dy)
        self._picture.scroll(step_x, step_y)
        fresh = QRegion(whole) - QRegion(whole.translated(step_x, step_y) & whole)
        self.stale = (self.stale.translated(step_x, step_y) & QRegion(whole)) | fresh
        self.blank = (self.blank.translated(step_x, step_y) & QRegion(whole)) | fresh
        for rect in rects(fresh) if self._is_clear else ():
            self._picture.clear(rect)
        return True

    def _spare(self, way: float, before: int, after: int) -> float | None:
        """How far, in screen px, the picture should reach beyond what is seen; None: as far as it does.

        Further ahead than behind, and on by a band at once: that is where the next bands will be seen.
        """
        ahead = before if way > 0 else after if way < 0 else inf
        if before >= 0 and after >= 0 and ahead >= _LEAST_AHEAD * self.ratio:
            return None
        return round((_SPARE + _AHEAD * ((way > 0) - (way < 0))) * self.ratio) / self.ratio

    def pace(self, view: View) -> float:
        """Seconds that a frame has to spend, as the board is panned, to be done before all is needed."""
        seen = self.seen(view)
        total, pace, soonest = 0.0, 0.0, inf
        rate = self._done[0] / self._done[1]
        for rect in rects(self.stale & self._wanted(seen)):
            took = rect.width() * rect.height() * rate
            total += took
            frames = self._frames_to(rect, seen)
            pace += took / max(frames - 1.0, 1.0)
            soonest = min(soonest, frames)
        left = 1.0 - min(self._spent / total, 1.0) if total else 0.0
        return min(max(pace * left, _LEAST_PACE), _MOST_PACE if soonest > _SOON else _HURRY)

    def _frames_to(self, rect: QRect, seen: QRect) -> float:
        """In how many frames a part of the picture comes into sight if the board is panned on like this."""
        needed = 0.0
        for gap, way in (
            (max(rect.left() - seen.right(), seen.left() - rect.right()), self._way.x()),
            (max(rect.top() - seen.bottom(), seen.top() - rect.bottom()), self._way.y()),
        ):
            if gap > 0:
                needed = max(needed, gap / (abs(way) * self.ratio) if way else inf)
        return needed

    def paint_bands(self, paint: Paint, view: View, until: float) -> bool:
        """Go on with what is stale, nearest to what is seen first; gives whether nothing is left."""
        while True:
            band = self._band = self._band or self._next_band(paint, view)
            if band is None:
                return True
            started = perf_counter()
            is_done = self._paint_band(band, until)
            self._spent += perf_counter() - started
            if not is_done:
                return False
            self._band = None
            self._take(band)
            seconds, area = self._done
            self._done = (seconds / 2 + self._spent, area / 2 + band.rect.width() * band.rect.height())
            self._spent = 0.0
            if perf_counter() >= until:
                return False

    def _paint_band(self, band: _Band, until: float) -> bool:
        """Take steps of painting a band until a moment; gives whether it is done."""
        painter = QPainter(band.pixmap)
        painter.translate(-band.rect.x() / self.ratio, -band.rect.y() / self.ratio)
        now = perf_counter()
        try:
            while True:
                started = now
                painter.save()
                band.steps.send(painter)
                painter.restore()
                now = perf_counter()
                # the next step is likely to take as long as this one
                if now + (now - started) >= until:
                    return False
        except StopIteration:
            painter.restore()
            return True
        finally:
            painter.end()

    def _take(self, band: _Band) -> None:
        """Put a band that is done into the picture, which may have been moved on meanwhile."""
        way = QPointF(self.view.dx - band.view.dx, self.view.dy - band.view.dy) * self.ratio
        rect = band.rect.translated(way.toPoint())
        self._picture.put(rect.topLeft(), band.pixmap)
        self.stale -= rect
        self.blank -= rect

    def _wanted(self, seen: QRect) -> QRect:
        """What is worth painting now: while the board is panned, what it is panned to."""
        x, y = self._way.x(), self._way.y()
        if x == y == 0:
            return self.rect()
        far = round((_SPARE + _AHEAD) * self.ratio)
        return self.rect() & seen.adjusted(-far * (x > 0), -far * (y > 0), far * (x < 0), far * (y < 0))

    def _next_band(self, paint: Paint, view: View) -> _Band | None:
        seen, thick = self.seen(view), round(_BAND * self.ratio)
        stale, left = self.stale & self._wanted(seen), QRegion()
        for step in range(2 + max(self.rect().width(), self.rect().height()) // thick):
            left = stale & seen.adjusted(-thick * step, -thick * step, thick * step, thick * step)
            if not left.isEmpty():
                break
        rect = min(
            rects(left),
            key=lambda one: (self._frames_to(one, seen), -one.width() * one.height()),
            default=QRect(),
        )
        if rect.isEmpty():
            return None
        bounds, middle = stale.boundingRect(), seen.center()
        if rect.width() > rect.height():
            start, stop = band_of(rect.top(), rect.bottom(), bounds.top(), bounds.bottom(), middle.y(), thick)
            rect = QRect(rect.left() - thick, start, rect.width() + 2 * thick, stop + 1 - start) & bounds
        else:
            start, stop = band_of(rect.left(), rect.right(), bounds.left(), bounds.right(), middle.x(), thick)
            rect = QRect(start, rect.top() - thick, stop + 1 - start, rect.height() + 2 * thick) & bounds
        pixmap = QPixmap(rect.size())
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(self.ground)
        band = _Band(rect, self.view, pixmap, paint(self._area(rect), self.is_rough))
        next(band.steps)
        return band

    def break_off(self) -> None:
        """Drop the band that is being painted."""
        self._band = None

    def invalidate(self, boxes: Floats, reach: float) -> None:
        """Paint what lies in boxes of the board, and so many screen px around them, anew."""
        self._band = None
        low = ((boxes[:, :2] * self.view.scale + (self.view.dx, self.view.dy)) - reach) * self.ratio
        high = ((boxes[:, 2:] * self.view.scale + (self.view.dx, self.view.dy)) + reach) * self.ratio
        self.stale |= cells(low, high, self.rect().size())

    def paint(self, paint: Paint, within: QRect, until: float, slice_area: float) -> float:
        """Paint what is stale, strip by strip, until a moment has passed; gives how large strips may be."""
        left = self.stale & within
        if left.isEmpty():
            return slice_area
        self._band = None
        whole = self.rect().width() * self.rect().height()
        while not left.isEmpty():
            started = perf_counter()
            fresh = left & self.blank
            rect = rects(left if fresh.isEmpty() else fresh)[0]
            if until < inf:
                rect.setHeight(min(rect.height(), max(round(slice_area / rect.width()), 1)))
            for part, painter in self._picture.painters(rect):
                run(painter, paint(self._area(part), self.is_rough))
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
        return slice_area

    def draw(self, painter: QPainter, view: View, tiles: Pyramid | None = None) -> None:
        """Draw the picture where it lies in a view, with tiles where it has nothing."""
        window = QRectF(0, 0, self._pixels.width() / self.ratio, self._pixels.height() / self.ratio)
        if view.scale == self.view.scale:
            self._picture.draw(painter, self._at(view), self.seen(view))
            lacking = QRegion() if self._is_clear else self.blank & self.seen(view)
            for rect in rects(lacking):
                place = self._area(rect).translated(self._at(view))
                painter.save()
                painter.setClipRect(place)
                painter.fillRect(place, self.ground)
                if tiles is not None:
                    tiles.draw(painter, view, place)
                painter.restore()
            return
        size = self._picture.size()
        target = view.rect_to_screen(self.view.rect_to_board(QRectF(0, 0, size.width(), size.height())))
        if not self.holds(view):
            painter.fillRect(window, self.ground)
            if tiles is not None:
                tiles.draw(painter, view, window)
        for rect in rects(QRegion(self.rect()) - self.blank):
            self._picture.draw_stretched(painter, target, rect)

    def _area(self, rect: QRect) -> QRectF:
        part = QRectF(rect)
        return QRectF(part.topLeft() / self.ratio, part.size() / self.ratio)
