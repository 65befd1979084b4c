"""The straight lines that links are made of at one scale, kept so that panning only moves them.

Flattening, cutting and dashing cost as much as drawing, and a link is met by many bands of the picture.
So its lines are found once, of long links sixteenth by sixteenth as these come near, and kept in the order
in which they were asked for, without the offset of the view.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from board.kinds import link_kind
from ui.canvas import geometry
from ui.canvas.draw.links import CAP_LENGTH, CAPLESS, LEAST_LINE, dashes
from ui.canvas.geometry import Floats
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.view import View
from ui.canvas.ways import PARTS, Pieces, Stages, pieces_of

_JOIN = 0.4
"""Pieces reach so many px into the next one, so that no seam shows."""
_LINKS_AT_ONCE = 200
"""Links whose lines are found without a pause but between stages."""
_MOST = 100_000
"""When there are more lines than this, of 56 bytes each, one begins anew."""
_LOT = 6000
"""Lots smaller than this are put together: each costs something of its own."""
_NOTHING = (np.zeros((4, 0)), np.zeros(0, np.intp))
_ALL = np.uint16(0xFFFF)
_BITS = (1 << np.arange(PARTS)).astype(np.uint16)


@dataclass(frozen=True, slots=True)
class _Lot:
    """Lines that were found together, and of what."""

    lines: Floats
    """x0, y0, x1 and y1 as rows, without the view's offset."""
    low: NDArray[np.float32]
    """The left and upper edges of the boxes around them."""
    high: NDArray[np.float32]
    owner: Rows

    def within(self, left: float, top: float, right: float, bottom: float) -> tuple[Floats, Rows]:
        """Those that touch a part of the screen, and of which links they are."""
        near = (self.low[0] <= right) & (self.high[0] >= left) & (self.low[1] <= bottom)
        near &= self.high[1] >= top
        return self.lines[:, near], self.owner[near]


class KeptLines:
    """The lines of one board's links at one scale."""

    def __init__(self, model: BoardModel, scale: float) -> None:
        self._model = model
        self._version = model.version
        self._view = View(scale)
        self._found = np.zeros(len(model.link_ids), np.uint16)
        """Which sixteenths of each link are kept, as bits."""
        self._lots: list[_Lot] = []
        self._count = 0

    def serves(self, model: BoardModel, scale: float) -> bool:
        """Whether they are the lines of the board as it stands, and not too many."""
        is_it = self._model is model and self._version == model.version and self._view.scale == scale
        return is_it and self._count <= _MOST

    def within(self, rows: Rows, view: View, area: QRectF) -> Stages[tuple[Floats, Rows]]:
        """The lines of some links that touch a part of the screen, as rows, and of which link each is."""
        left, top = area.left() - view.dx, area.top() - view.dy
        right, bottom = left + area.width(), top + area.height()
        for first in range(0, len(rows), _LINKS_AT_ONCE):
            yield
            yield from self._find(rows[first : first + _LINKS_AT_ONCE], (left, top), (right, bottom))
        yield
        found = [lot.within(left, top, right, bottom) for lot in self._lots]
        lines, owner = (np.concatenate(of_all, axis=-1) for of_all in zip(_NOTHING, *found, strict=True))
        offset = np.array([view.dx, view.dy, view.dx, view.dy])
        return lines.T + offset, owner

    def _find(self, rows: Rows, low: tuple[float, float], high: tuple[float, float]) -> Stages[None]:
        """See to it that the lines of links near a part of the board are kept."""
        model, scale = self._model, self._view.scale
        rows = rows[self._found[rows] != _ALL]
        corners = [(x / scale, y / scale) for x, y in (low, high)]
        wanted = geometry.pieces_within(model.lines[rows], corners[0], corners[1])
        # a link of which only a tip may be near
        wanted[~wanted.any(axis=1), 0] = True
        while True:
            before = self._found[rows]
            missing = wanted & ((before[:, None] & _BITS) == 0)
            asked = missing.any(axis=1)
            if not asked.any():
                return
            rows, wanted, missing, before = rows[asked], wanted[asked], missing[asked], before[asked]
            found = yield from pieces_of(model, self._view, rows, missing, before == 0)
            yield
            # in the meantime another part may have been painted that needed them too
            if np.array_equal(before, self._found[rows]):
                pieces, is_long, lengths = found
                self._found[rows] |= np.where(is_long, missing @ _BITS, _ALL).astype(np.uint16)
                self._keep(rows, pieces, lengths)

    def _keep(self, rows: Rows, pieces: Pieces, lengths: Floats) -> None:
        made = [lines for lines in self._lines(rows, pieces, lengths) if len(lines[1])]
        if made:
            lines, owner = (np.concatenate(of_all, axis=-1) for of_all in zip(*made, strict=True))
            low, high = np.minimum(lines[:2], lines[2:]), np.maximum(lines[:2], lines[2:])
            lot = _Lot(lines, low.astype(np.float32), high.astype(np.float32), rows[owner])
            if self._lots and len(self._lots[-1].owner) < _LOT:
                lot = _both(self._lots.pop(), lot)
            self._lots.append(lot)
            self._count += len(owner)

    def _lines(self, rows: Rows, pieces: Pieces, lengths: Floats) -> Iterator[tuple[Floats, Rows]]:
        """Pieces as lines, shortened by what the caps cover, dashed; with the link's index in `rows`."""
        model, size = self._model, max(self._view.scale, LEAST_LINE)
        kinds = model.link_kinds[rows]
        of_pieces = kinds[pieces.owner]
        order = np.argsort(of_pieces, kind="stable")
        pieces, of_pieces = pieces.chosen(order), of_pieces[order]
        found = np.unique(of_pieces).tolist()
        cuts = np.zeros((max(found, default=0) + 1, 2))
        looks = {kind: link_kind(model.case, model.link_kind_ids[kind]) for kind in found}
        for kind, look in looks.items():
            cuts[kind] = [CAP_LENGTH.get(cap, 0.0) * size for cap in (look.start_cap, look.end_cap)]
        cut = cuts[of_pieces] * (lengths >= CAPLESS * size)[pieces.owner][:, None]
        until = pieces.whole - cut[:, 1]
        start = np.maximum(pieces.before, cut[:, 0])
        stop = np.minimum(pieces.before + pieces.length, until)
        across, down = (pieces.x1 - pieces.x0) / pieces.length, (pieces.y1 - pieces.y0) / pieces.length
        # where a link's line would lie, going on from this piece, so that dashes are measured along it
        base_x, base_y = pieces.x0 - across * pieces.before, pieces.y0 - down * pieces.before
        far = np.where(stop < until, stop + _JOIN, stop)
        bounds = np.searchsorted(of_pieces, [*found, max(found, default=0) + 1]).tolist()
        for (kind, look), first, last in zip(looks.items(), bounds, bounds[1:], strict=False):
            index, low, high = np.arange(first, last), start[first:last], far[first:last]
            real = stop[first:last] > low
            index, low, high = index[real], low[real], high[real]
            if look.dash:
                parts = [length * size for length in dashes(look)]
                index, low, high = dashed(start[first:last], stop[first:last], float(cuts[kind, 0]), parts)
                index += first
            x, y, along_x, along_y = base_x[index], base_y[index], across[index], down[index]
            lines = np.stack([x + along_x * low, y + along_y * low, x + along_x * high, y + along_y * high])
            yield lines, pieces.owner[index]


def _both(one: _Lot, other: _Lot) -> _Lot:
    return _Lot(
        np.concatenate([one.lines, other.lines], axis=1),
        np.concatenate([one.low, other.low], axis=1),
        np.concatenate([one.high, other.high], axis=1),
        np.concatenate([one.owner, other.owner]),
    )


def dashed(start: Floats, stop: Floats, zero: float, parts: list[float]) -> tuple[Rows, Floats, Floats]:
    """Stretches of lines cut into dashes that are measured from `zero`; gives whose each dash is."""
    period = max(sum(parts), 0.5)
    first = np.floor((start - zero) / period)
    counts = np.maximum(np.floor((stop - zero) / period) - first + 1, 0).astype(np.intp)
    index = np.repeat(np.arange(len(start)), counts)
    nth = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
    base = zero + (first[index] + nth) * period
    made = []
    on = 0.0
    for ink, gap in zip(parts[::2], parts[1::2], strict=True):
        low, high = np.maximum(base + on, start[index]), np.minimum(base + on + ink, stop[index])
        inked = high > low
        made.append((index[inked], low[inked], high[inked]))
        on += ink + gap
    whose, lows, highs = (np.concatenate(parts) for parts in zip(*made, strict=True))
    return whose, lows, highs
