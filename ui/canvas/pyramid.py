"""The board seen from afar as tiles of a few fixed scales, to be shown until it is painted properly.

When the board is zoomed out or thrown far aside, what comes into sight has not been painted yet, and
painting it takes longer than a frame. The tiles were painted while nothing else was to be done; stretched,
they stand for it. Nothing that rests is shown as tiles: they only ever bridge the moment.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log2
from time import perf_counter

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPixmap

from ui.canvas.geometry import Floats
from ui.canvas.steps import Steps
from ui.canvas.view import View

_SIDE = 256
"""A tile has so many pixels a side, one for each px of the screen: half of a fine one's, for it moves."""
_FINEST = 0.5
_MOST_BYTES = 44 * 2**20
_TILE_BYTES = _SIDE * _SIDE * 4
_COARSEST = 25
_SHRUNK = 0.95
"""Tiles are shown no smaller than this part of their size, for more of them would have to be read."""
_BEYOND = 60.0
"""How far, in board units, marks and lines may reach beyond the board's bounds."""
Key = tuple[int, int, int]
"""Level, column and row of a tile; each level is half as fine as the one before."""
PaintIn = Callable[[View], Callable[[QRectF, bool], Steps]]


@dataclass(slots=True)
class _Tile:
    pixmap: QPixmap
    is_fresh: bool = True


@dataclass(slots=True)
class _Work:
    """A tile that is being painted."""

    key: Key
    pixmap: QPixmap
    steps: Steps


class Pyramid:
    """The tiles of one board, the least used dropped when they grow beyond a bound."""

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most_bytes // _TILE_BYTES
        self._tiles: OrderedDict[Key, _Tile] = OrderedDict()
        self._ratio = 1.0
        self._ground = QColor()
        self._bounds = QRectF()
        self._work: _Work | None = None
        self.painted = 0
        """How many tiles have been painted since the board was opened."""

    def __len__(self) -> int:
        return len(self._tiles)

    def follow(self, bounds: QRectF, ratio: float, ground: QColor) -> None:
        """Take note of how large the board is, and on what it is shown."""
        if ground != self._ground:
            self.forget()
        self._bounds = bounds.adjusted(-_BEYOND, -_BEYOND, _BEYOND, _BEYOND)
        self._ratio, self._ground = ratio, ground

    def forget(self) -> None:
        """Begin anew: another board is shown, or the same in other colours."""
        self._tiles.clear()
        self._work = None

    def break_off(self) -> None:
        """Drop the tile that is being painted."""
        self._work = None

    def invalidate(self, boxes: Floats | None = None, reach: float = 0.0) -> None:
        """Paint the tiles that touch boxes of the board, or all, anew; the old ones stand in meanwhile."""
        self._work = None
        if boxes is None:
            for tile in self._tiles.values():
                tile.is_fresh = False
            return
        fresh = [key for key, tile in self._tiles.items() if tile.is_fresh]
        if not fresh:
            return
        levels, across, down = np.array(fresh).T
        grown = (reach / _FINEST * 2.0**levels)[:, None]
        side = (self._side(0) * 2.0**levels)[:, None]
        left, top = across[:, None] * side, down[:, None] * side
        met = (boxes[:, 0] <= left + side + grown) & (boxes[:, 2] >= left - grown)
        met &= (boxes[:, 1] <= top + side + grown) & (boxes[:, 3] >= top - grown)
        for at in np.flatnonzero(met.any(axis=1)).tolist():
            self._tiles[fresh[at]].is_fresh = False

    def draw(self, painter: QPainter, view: View, rect: QRectF, *, is_smooth: bool = False) -> None:
        """Draw what there is of a rectangle of the screen, as fine as the scale wants it, and no ground."""
        level = min(_level_of(view.scale * 1.5 if is_smooth else view.scale), self._coarsest())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
        across, down = self._range(level, view.rect_to_board(rect))
        # each begins where the one before ends, whatever the rounding
        step = self._side(level) * view.scale
        lefts = [floor((x * step + view.dx) * self._ratio) / self._ratio for x in (*across, across.stop)]
        tops = [floor((y * step + view.dy) * self._ratio) / self._ratio for y in (*down, down.stop)]
        for y, top, bottom in zip(down, tops, tops[1:], strict=False):
            for x, left, right in zip(across, lefts, lefts[1:], strict=False):
                found, part = self._best((level, x, y))
                if found is not None:
                    painter.drawPixmap(QRectF(left, top, right - left, bottom - top), found.pixmap, part)

    def covers(self, view: View, size: QSizeF) -> bool:
        """Whether all that is seen in a view can be shown in about the scale that it wants."""
        if view.scale > _FINEST * 2 or self._bounds.isEmpty():
            return False
        return all(
            (level, across, down) in self._tiles or (level + 1, across >> 1, down >> 1) in self._tiles
            for level, across, down in self._keys(_level_of(view.scale), view.visible(size))
        )

    def fineness(self, view: View, size: QSizeF) -> float:
        """The largest scale of which there are tiles for all that is seen in a view; 0 if there is none."""
        for level in range(_level_of(view.scale), _COARSEST):
            keys = list(self._keys(level, view.visible(size)))
            if not keys:
                break
            if all(key in self._tiles for key in keys):
                return _scale_of(level)
        return 0.0

    def reach_beyond(self, view: View, size: QSizeF) -> bool:
        """Whether what lies between the tiles of the outermost columns and rows fills the window."""
        return self._bounds.contains(view.visible(size))

    def fill(self, paint_in: PaintIn, view: View, size: QSizeF, focus: QPointF, until: float) -> bool:
        """Paint tiles that will be wanted, step by step; gives whether none is left to be painted.

        It is about `focus`, a point of the screen, that the board is likely to be zoomed.
        """
        while True:
            work = self._work = self._work or self._next(paint_in, self._wanted(view, size, focus))
            if work is None:
                return True
            painter = QPainter(work.pixmap)
            try:
                work.steps.send(painter)
            except StopIteration:
                self._work = None
                self._keep(work)
            finally:
                painter.end()
            if perf_counter() >= until:
                return False

    def _next(self, paint_in: PaintIn, wanted: Iterable[Key]) -> _Work | None:
        for key in wanted:
            tile = self._tiles.get(key)
            if tile is None or not tile.is_fresh:
                return self._begin(paint_in, key)
            self._tiles.move_to_end(key)
        return None

    def _begin(self, paint_in: PaintIn, key: Key) -> _Work:
        level, across, down = key
        side = float(_SIDE)
        pixmap = QPixmap(_SIDE, _SIDE)
        pixmap.fill(self._ground)
        steps = paint_in(View(_scale_of(level), -across * side, -down * side))(QRectF(0, 0, side, side), True)
        next(steps)
        return _Work(key, pixmap, steps)

    def _keep(self, work: _Work) -> None:
        self._tiles[work.key] = _Tile(work.pixmap)
        self._tiles.move_to_end(work.key)
        self.painted += 1
        while len(self._tiles) > self._most:
            self._tiles.popitem(last=False)

    def _wanted(self, view: View, size: QSizeF, focus: QPointF) -> Iterator[Key]:
        """What is worth having: the board as finely as there is room for, then what zooming would show."""
        room = self._most - 8
        for level in range(self._coarsest(), -1, -1):
            keys = list(self._keys(level, self._bounds))
            if len(keys) > room:
                break
            room -= len(keys)
            yield from keys
        else:
            return
        for finer in range(level, -1, -1):
            # what lies at the window's edges at first may be half as fine until it is nearer
            seen = view.scaled(_scale_of(finer) * 1.3, focus).visible(size)
            keys = list(self._keys(finer, seen))[:room]
            room -= len(keys)
            yield from keys
        seen = view.visible(size)
        spare_x, spare_y = seen.width() / 2, seen.height() / 2
        around = seen.adjusted(-spare_x, -spare_y, spare_x, spare_y)
        yield from list(self._keys(min(_level_of(view.scale), level), around))[:room]

    def _coarsest(self) -> int:
        """The level at which the board is hardly larger than a tile: those beyond would show it too small."""
        most = 2 * max(self._bounds.width(), self._bounds.height(), 1.0) / self._side(0)
        return min(max(floor(log2(most)), 0), _COARSEST)

    def _best(self, key: Key) -> tuple[_Tile | None, QRectF]:
        """The finest tile that shows a place, and the part of it that does."""
        level, across, down = key
        part, x, y = float(_SIDE), 0.0, 0.0
        while level <= _COARSEST:
            tile = self._tiles.get((level, across, down))
            if tile is not None:
                self._tiles.move_to_end((level, across, down))
                return tile, QRectF(x, y, part, part)
            part /= 2
            x, y = (x + (across & 1) * _SIDE) / 2, (y + (down & 1) * _SIDE) / 2
            level, across, down = level + 1, across >> 1, down >> 1
        return None, QRectF()

    def _keys(self, level: int, area: QRectF) -> Iterator[Key]:
        """The tiles of a level that touch a part of the board."""
        across, down = self._range(level, area)
        return ((level, x, y) for y in down for x in across)

    def _range(self, level: int, area: QRectF) -> tuple[range, range]:
        """The columns and rows of the tiles of a level that touch a part of the board."""
        side, area = self._side(level), area & self._bounds
        if area.isEmpty():
            return range(0), range(0)
        return (
            range(floor(area.left() / side), ceil(area.right() / side)),
            range(floor(area.top() / side), ceil(area.bottom() / side)),
        )

    def _side(self, level: int) -> float:
        """How large a tile of a level is, in board units."""
        return _SIDE / _scale_of(level)


def _scale_of(level: int) -> float:
    return _FINEST / float(2**level)


def _level_of(scale: float) -> int:
    """The coarsest level whose tiles are hardly shrunk."""
    return min(max(ceil(log2(_FINEST * _SHRUNK / scale)), 0), _COARSEST)
