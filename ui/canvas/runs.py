"""Links between boxes, as arrays: who is linked to whom, and along which curve each link runs.

It knows nothing of the case. When boxes move, only the links at them run anew, and those that share a
side of a card with one of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from typing import Self, cast

import numpy as np
from numpy.typing import NDArray

from ui.canvas import geometry
from ui.canvas.geometry import Floats, Ints
from ui.canvas.patched import Patched

_FEW = 8
"""When a gesture moves no more links than this, those beside them run anew as well."""
MOST_SWEPT = 600
"""When more links than this run anew, it is quicker to paint the whole board than to tell where."""
Rows = NDArray[np.intp]
Box = tuple[float, float, float, float]
_AT_ONCE = 8192
"""So many links are run at once."""
OF_LINKS = (
    "tails",
    "heads",
    "link_kinds",
    "link_flags",
    "curves",
    "lines",
    "link_boxes",
    "_sides",
    "_offsets",
    "_ties",
)
"""The arrays that have a row a link."""


def _no_lines(count: int) -> Floats:
    """Room for the lines of links, the largest of the arrays: half as exact as all else will do for them."""
    return cast("Floats", np.zeros((count, geometry.STEPS + 1, 2), np.float32))


class LinkRuns:
    """The boxes of cards and the runs of the links between them, by row."""

    def __init__(self) -> None:
        self.boxes: Floats = np.zeros((0, 4))
        """x0, y0, x1, y1 of each card in board units."""
        self.link_ids: list[str] = []
        self.tails: Ints = np.zeros(0, np.int32)
        self.heads: Ints = np.zeros(0, np.int32)
        self.link_kinds: Ints = np.zeros(0, np.int32)
        """Of each link, an index into `link_kind_ids`."""
        self.link_kind_ids: list[str] = []
        self.curves: Floats = np.zeros((0, 4, 2))
        """Control points of each link; of a bent one, those of the straight run it would have."""
        self.lines = _no_lines(0)
        """Each link as a line of STEPS + 1 points."""
        self.link_boxes: Floats = np.zeros((0, 4))
        self.bends: dict[int, tuple[tuple[float, float], ...]] = {}
        """Bend points, by row, of the links that have any."""
        self.paths: dict[int, Floats] = {}
        """Control points (3k+1, 2), by row, of the links that have bend points."""
        self._ties: NDArray[np.int64] = np.zeros(0, np.int64)
        """Of each link, a number made from its id; it settles which of two goes first."""
        self._sides: Ints = np.zeros((0, 2), np.int32)
        self._offsets: Floats = np.zeros((0, 2))
        self.swept: list[Floats] = []
        """The lines along which links ran, and run, that were renewed since it was last emptied."""
        self._starts: Ints = np.zeros(1, np.int32)
        self._ends: Ints = np.zeros(0, np.int32)

    def links_of(self, row: int) -> Ints:
        """Rows of the links at a card."""
        return np.unique(self._ends[self._starts[row] : self._starts[row + 1]] >> 1).astype(np.int32)

    def degree(self) -> Ints:
        """How many link ends each card has on this board."""
        return np.diff(self._starts).astype(np.int32)

    def lifted(self, *, with_lines: bool = True) -> Self:
        """A copy whose boxes a gesture may move with `place` without the board knowing.

        Without lines of its own it can only be shifted: they are the largest of its arrays.
        """
        twin = copy(self)
        twin.boxes = self.boxes.copy()
        for name in ("curves", "lines", "link_boxes", "_sides", "_offsets") if with_lines else ("curves",):
            # read and written by rows only, as an array is
            setattr(twin, name, cast("Floats", Patched(getattr(self, name))))
        twin.bends, twin.paths, twin.swept = dict(self.bends), dict(self.paths), []
        return twin

    def _index(self) -> None:
        """Who is linked to whom: for each card a stretch of `_ends`, which hold row * 2 + end."""
        cards = np.concatenate([self.tails, self.heads])
        count = len(self.tails)
        codes = np.concatenate([np.arange(count) * 2, np.arange(count) * 2 + 1]).astype(np.int32)
        order = np.lexsort((codes, cards))
        self._ends = codes[order]
        self._starts = np.searchsorted(cards[order], np.arange(len(self.boxes) + 1)).astype(np.int32)

    def place(self, boxes: Mapping[int, Box], links: Iterable[int] = ()) -> Rows:
        """Move cards of a lifted copy by row; gives the rows of the links that run anew for it."""
        self.swept = []
        for row, box in boxes.items():
            self.boxes[row] = box
        cards, own = list(boxes), self._codes_at(list(boxes))
        first = np.unique(np.concatenate([np.array(list(links), np.intp), own >> 1]))
        if len(first) <= _FEW:
            return self._run_around(cards, list(links))
        # what else stands at their other ends makes room only when it is over
        self._set_sides(first)
        self._set_offsets(own)
        self._set_curves(first)
        return first

    def _run_around(self, cards: list[int], links: list[int], *, sweeps: bool = True) -> Rows:
        """Run afresh the links that moved, and those that share a side with one of them.

        Along which lines they ran and run is noted unless nobody is to know, or they are too many.
        """
        first = np.unique(np.concatenate([np.array(links, np.intp), self._codes_at(cards) >> 1]))
        if len(first) == 0:
            return first
        self._set_sides(first)
        ends = np.unique(np.concatenate([self.tails[first], self.heads[first], np.array(cards, np.int32)]))
        every = self._codes_at(ends)
        again: Rows = np.unique(every >> 1).astype(np.intp)
        offsets = np.nan_to_num(self._offsets[again], nan=np.inf)
        self._set_offsets(every)
        shifted = (offsets != np.nan_to_num(self._offsets[again], nan=np.inf)).any(axis=1)
        again = again[shifted | np.isin(again, first)]
        before = self.lines[again] if sweeps and len(again) <= MOST_SWEPT else None
        self._set_curves(again)
        if before is not None:
            altered = (before != self.lines[again]).any(axis=(1, 2)) | np.isin(again, links)
            self.swept += [before[altered], self.lines[again[altered]]]
        return again

    def _codes_at(self, cards: Sequence[int] | Ints) -> Rows:
        """The link ends (row * 2 + end) at cards, of which each is named once."""
        rows = np.asarray(cards, np.intp)
        starts = self._starts[rows]
        return self._ends[geometry.stretches(starts, self._starts[rows + 1] - starts)].astype(np.intp)

    def _run(self, rows: Rows) -> None:
        """Run all links."""
        count = len(rows)
        self.curves, self.lines = np.zeros((count, 4, 2)), _no_lines(count)
        self.link_boxes, self.paths = np.zeros((count, 4)), {}
        self._sides, self._offsets = np.zeros((count, 2), np.int32), np.zeros((count, 2))
        if count:
            self._set_sides(rows)
            self._set_offsets(np.arange(count * 2))
            # bit by bit: what is made in between would else take twice the room of what is kept
            for start in range(0, count, _AT_ONCE):
                self._set_curves(rows[start : start + _AT_ONCE])

    def _set_sides(self, rows: Rows) -> None:
        tails, heads = self.boxes[self.tails[rows]], self.boxes[self.heads[rows]]
        self._sides[rows] = np.stack(geometry.facing_sides(tails, heads), axis=1)
        for row in self.bends.keys() & set(rows.tolist()) if self.bends else ():
            points = np.array(self.bends[row])
            self._sides[row] = (
                geometry.side_towards(self.boxes[self.tails[row]], points[0]),
                geometry.side_towards(self.boxes[self.heads[row]], points[-1]),
            )

    def _set_offsets(self, codes: NDArray[np.integer]) -> None:
        """Share out the sides; `codes` (row * 2 + end) must hold every end at each card it names."""
        rows, ends = codes >> 1, codes & 1
        own = np.where(ends == 0, self.tails[rows], self.heads[rows])
        far = np.where(ends == 0, self.heads[rows], self.tails[rows])
        plain = own != far
        rows, ends, own, far = rows[plain], ends[plain], own[plain], far[plain]
        targets = geometry.centres(self.boxes[far])
        for row, points in self.bends.items():
            targets[(rows == row) & (ends == 0)] = points[0]
            targets[(rows == row) & (ends == 1)] = points[-1]
        self._offsets[rows, ends] = geometry.spread(
            own.astype(np.int32), self._sides[rows, ends], self.boxes[own], targets, self._ties[rows]
        )

    def _set_curves(self, rows: Rows) -> None:
        tails, heads = self.boxes[self.tails[rows]], self.boxes[self.heads[rows]]
        sides, offsets = self._sides[rows], self._offsets[rows]
        made = geometry.curves(tails, heads, sides[:, 0], sides[:, 1], offsets[:, 0], offsets[:, 1])
        looped = np.flatnonzero(self.tails[rows] == self.heads[rows])
        if len(looped):
            made[looped] = geometry.loops(tails[looped], self._nth_loops(rows[looped]))
        self.curves[rows] = made
        self.lines[rows], self.link_boxes[rows] = geometry.flattened_in_boxes(made)
        for row in rows.tolist() if self.bends or self.paths else ():
            self.paths.pop(row, None)
            if row in self.bends:
                self.paths[row] = geometry.through(self.curves[row], self.bends[row])
                self.lines[row] = geometry.flattened_path(self.paths[row])
                self.link_boxes[row] = geometry.spans(self.lines[row : row + 1])[0]

    def _nth_loops(self, rows: Rows) -> Ints:
        """Which of the loops at its card each link is."""
        nth = []
        for row, card in zip(rows.tolist(), self.tails[rows].tolist(), strict=True):
            ends = self._ends[self._starts[card] : self._starts[card + 1]]
            leaving = ends[ends & 1 == 0] >> 1
            loops = leaving[self.heads[leaving] == card]
            nth.append(sorted(self.link_ids[loop] for loop in loops.tolist()).index(self.link_ids[row]))
        return np.array(nth, np.int32)
