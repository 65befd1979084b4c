"""One board as arrays: boxes, kinds and order of its cards, ends and curves of its links.

Culling, hit tests, rubber bands and drawing work on whole arrays, so that ten thousand cards cost a
few calls. The arrays follow the case: `update` reads the keys of a Change and renews only the rows
that it touches; it comes to the same as building the model again (tests hold it to that).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF

from board.case import Case
from board.change import Change
from board.kinds import COLLAPSED_HEIGHT
from board.records import Frame, Link, Placement, Record
from ui.canvas import geometry
from ui.canvas.geometry import Floats, Ints

PINNED, COLLAPSED, CONFIDENTIAL = 1, 2, 4
Rows = NDArray[np.intp]
_OF_LINKS = ("tails", "heads", "link_kinds", "curves", "lines", "link_boxes", "_sides", "_offsets", "_ties")
"""The arrays that have a row a link."""
_T = TypeVar("_T", bound=np.generic)


@dataclass(slots=True)
class Touched:
    """What an update renewed."""

    items: set[str] = field(default_factory=set)
    """Cards whose place, look or links are no longer what they were."""
    links: set[str] = field(default_factory=set)
    whole: bool = False
    """Everything may look different."""

    def __bool__(self) -> bool:
        return bool(self.items or self.links or self.whole)


class BoardModel:
    """The cards, links and frames of one board, in arrays."""

    def __init__(self, case: Case, board: str) -> None:
        self.case = case
        self.board = board
        self.version = 0
        """Counts the updates."""
        self.ids: list[str] = []
        self.row: dict[str, int] = {}
        self.boxes: Floats = np.zeros((0, 4))
        """x0, y0, x1, y1 of each card in board units."""
        self.kinds: Ints = np.zeros(0, np.int32)
        """Of each card, an index into `kind_ids`."""
        self.kind_ids: list[str] = []
        self.z: Ints = np.zeros(0, np.int32)
        self.rank: Ints = np.zeros(0, np.int32)
        """Of each card, its place in the order of drawing."""
        self.flags: NDArray[np.uint8] = np.zeros(0, np.uint8)
        self.link_ids: list[str] = []
        self.link_row: dict[str, int] = {}
        self.tails: Ints = np.zeros(0, np.int32)
        self.heads: Ints = np.zeros(0, np.int32)
        self.link_kinds: Ints = np.zeros(0, np.int32)
        """Of each link, an index into `link_kind_ids`."""
        self.link_kind_ids: list[str] = []
        self.curves: Floats = np.zeros((0, 4, 2))
        """Control points of each link; of a bent one, those of the straight run it would have."""
        self.lines: Floats = np.zeros((0, geometry.STEPS + 1, 2))
        """Each link as a line of STEPS + 1 points."""
        self.link_boxes: Floats = np.zeros((0, 4))
        self.bends: dict[int, tuple[tuple[float, float], ...]] = {}
        """Bend points, by row, of the links that have any."""
        self.paths: dict[int, Floats] = {}
        """Control points (3k+1, 2), by row, of the links that have bend points."""
        self.label_boxes: dict[int, tuple[str, QRectF]] = {}
        """Where the label of a link stands, by row, once it has been drawn."""
        self.frames: list[Frame] = []
        """In the order of drawing."""
        self._ties: NDArray[np.int64] = np.zeros(0, np.int64)
        """Of each link, a number made from its id; it settles which of two goes first."""
        self._sides: Ints = np.zeros((0, 2), np.int32)
        self._offsets: Floats = np.zeros((0, 2))
        self._starts: Ints = np.zeros(1, np.int32)
        self._ends: Ints = np.zeros(0, np.int32)
        self.rebuild()

    # -- asking ----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.ids)

    def box(self, item: str) -> QRectF | None:
        """The box of a card, or None when it is not on this board."""
        row = self.row.get(item)
        return None if row is None else as_rect(self.boxes[row])

    def frame(self, frame: str) -> Frame | None:
        """A frame of this board by id."""
        return next((found for found in self.frames if found.id == frame), None)

    def within(self, rect: QRectF) -> Rows:
        """Rows of the cards that touch a rectangle, in the order of drawing."""
        return self.in_order(np.flatnonzero(touching(self.boxes, rect)))

    def links_within(self, rect: QRectF) -> Rows:
        """Rows of the links of which a piece may touch a rectangle."""
        rows = np.flatnonzero(touching(self.link_boxes, rect))
        low, high = (rect.left(), rect.top()), (rect.right(), rect.bottom())
        return rows[geometry.pieces_within(self.lines[rows], low, high).any(axis=1)]

    def in_order(self, rows: Rows) -> Rows:
        """Card rows as they are drawn, the topmost last."""
        return rows[np.argsort(self.rank[rows], kind="stable")]

    def links_of(self, row: int) -> Ints:
        """Rows of the links at a card."""
        return np.unique(self._ends[self._starts[row] : self._starts[row + 1]] >> 1).astype(np.int32)

    def degree(self) -> Ints:
        """How many link ends each card has on this board."""
        return np.diff(self._starts).astype(np.int32)

    def items_in(self, rect: QRectF, *, whole: bool = False) -> list[str]:
        """The items whose cards touch a rectangle, or lie wholly in it."""
        boxes = self.boxes
        if whole:
            inside = (boxes[:, 0] >= rect.left()) & (boxes[:, 2] <= rect.right())
            inside &= (boxes[:, 1] >= rect.top()) & (boxes[:, 3] <= rect.bottom())
        else:
            inside = touching(boxes, rect)
        return [self.ids[row] for row in np.flatnonzero(inside)]

    def bounds(self, items: Iterable[str] | None = None) -> QRectF:
        """The rectangle around these items, or around all cards, frames and links."""
        if items is not None:
            rows = [self.row[item] for item in items if item in self.row]
            return _around(self.boxes[rows])
        framed = np.array([(f.x, f.y, f.x + f.width, f.y + f.height) for f in self.frames]).reshape(-1, 4)
        return _around(np.concatenate([self.boxes, framed, self.link_boxes]))

    # -- following the case ----------------------------------------------------------------------

    def rebuild(self) -> None:
        """Read the whole board afresh."""
        placements = self.case.on_board(self.board)
        self.ids = list(placements)
        self.row = {item: row for row, item in enumerate(self.ids)}
        self.kind_ids, self.link_kind_ids = [], []
        self._read_cards(placements)
        links = {link for item in self.ids for link in self.case.links_at(item)}
        self.link_ids = sorted(link for link in links if self._is_here(link))
        self._read_links()
        if self.link_ids:
            middles = geometry.centres(np.hstack([self.boxes[self.tails, :2], self.boxes[self.heads, 2:]]))
            order = geometry.in_spatial_order(middles)
            self.link_ids = [self.link_ids[row] for row in order]
            self._read_links()
        self._read_frames()
        self._index()
        self._run(np.arange(len(self.link_ids)))
        self.label_boxes.clear()
        self.version += 1

    def update(self, change: Change) -> Touched:
        """Follow a Change that the case has taken."""
        touched, frames = Touched(), False
        moved: set[str] = set()
        for key, (before, after) in change.pairs.items():
            match key:
                case ("placement", board, item) if board == self.board:
                    touched.items.add(item)
                    moved.add(item)
                    if before is None or after is None:
                        self._touch_links_at(item, touched)
                case ("item", item) if item in self.row:
                    touched.items.add(item)
                case ("link", link):
                    touched.links.add(link)
                    touched.items.update(_ends(before), _ends(after))
                case ("route", board, link) if board == self.board:
                    touched.links.add(link)
                case ("frame", _):
                    frames = True
                case ("item_kind" | "link_kind", _):
                    touched.whole = True
        if frames:
            self._read_frames()
            touched.whole = True
        if touched:
            self._follow(touched, moved)
            self.label_boxes.clear()
            self.version += 1
        return touched

    def _touch_links_at(self, item: str, touched: Touched) -> None:
        """Mark the links of a card that comes or goes, and the cards at their other ends."""
        for link in self.case.links_at(item):
            touched.links.add(link)
            touched.items.update(_ends(self.case.links[link]))

    def _follow(self, touched: Touched, moved: set[str]) -> None:
        """Renew the rows of what was touched."""
        if any((item in self.row) != ((self.board, item) in self.case.placements) for item in moved):
            gone_links = self._renew_cards(moved)
            touched.links |= gone_links
        self._renew_rows(touched.items)
        known = {link for link in touched.links if link in self.link_row or self._is_here(link)}
        if any((link in self.link_row) != self._is_here(link) for link in known):
            self._renew_links(known)
        elif known:
            rows = [self.link_row[link] for link in known]
            before = (self.tails[rows].copy(), self.heads[rows].copy())
            self._read_link_rows(rows)
            if not all(map(np.array_equal, before, (self.tails[rows], self.heads[rows]))):
                self._index()
        self._run_around(
            [self.row[item] for item in touched.items if item in self.row],
            [self.link_row[link] for link in known if link in self.link_row],
        )

    def _renew_cards(self, moved: set[str]) -> set[str]:
        """Take cards in and out; gives the links whose rows are void for it."""
        placements = self.case.on_board(self.board)
        fresh = [item for item in placements.keys() & moved if item not in self.row]
        kept = np.array([item in placements for item in self.ids], bool)
        new_row = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        self.tails, self.heads = new_row[self.tails], new_row[self.heads]
        void = np.flatnonzero((self.tails < 0) | (self.heads < 0))
        self.ids = [item for item in self.ids if item in placements] + fresh
        self.row = {item: row for row, item in enumerate(self.ids)}
        for name in ("boxes", "kinds", "z", "flags"):
            setattr(self, name, _extended(getattr(self, name)[kept], len(fresh)))
        self._renew_rows(fresh)
        self._rank()
        if len(void) == 0:
            self._index()
        return {self.link_ids[row] for row in void.tolist()}

    def _renew_links(self, known: set[str]) -> None:
        """Take links in and out."""
        kept = np.array([link not in known or self._is_here(link) for link in self.link_ids], bool)
        fresh = sorted(link for link in known if link not in self.link_row and self._is_here(link))
        old_ids, paths, bends = self.link_ids, self.paths, self.bends
        self.link_ids = [link for link, stays in zip(old_ids, kept.tolist(), strict=True) if stays] + fresh
        self.link_row = {link: row for row, link in enumerate(self.link_ids)}
        rows = {row: self.link_row.get(old_ids[row]) for row in paths.keys() | bends.keys()}
        self.paths = {new: paths[row] for row, new in rows.items() if new is not None and row in paths}
        self.bends = {new: bends[row] for row, new in rows.items() if new is not None and row in bends}
        for name in _OF_LINKS:
            setattr(self, name, _extended(getattr(self, name)[kept], len(fresh)))
        if fresh:
            self._ties[-len(fresh) :] = [crc32(link.encode()) for link in fresh]
        self._read_link_rows([self.link_row[link] for link in known if link in self.link_row])
        self._index()

    def _is_here(self, link: str) -> bool:
        record = self.case.links.get(link)
        placed = self.case.placements
        return (
            record is not None
            and (self.board, record.from_id) in placed
            and (self.board, record.to_id) in placed
        )

    def _read_cards(self, placements: Mapping[str, Placement]) -> None:
        count = len(self.ids)
        self.boxes = np.zeros((count, 4))
        self.kinds, self.z = np.zeros(count, np.int32), np.zeros(count, np.int32)
        self.flags = np.zeros(count, np.uint8)
        if count:
            read = [self._card(placements[item]) for item in self.ids]
            self.boxes[:] = [row[0] for row in read]
            self.kinds[:] = [row[1] for row in read]
            self.z[:] = [row[2] for row in read]
            self.flags[:] = [row[3] for row in read]
        self._rank()

    def _renew_rows(self, items: Iterable[str]) -> None:
        reordered = False
        for item in items:
            row = self.row.get(item)
            if row is None:
                continue
            box, kind, z, flags = self._card(self.case.placements[self.board, item])
            reordered = reordered or bool(self.z[row] != z)
            self.boxes[row], self.kinds[row], self.z[row], self.flags[row] = box, kind, z, flags
        if reordered:
            self._rank()

    def _card(self, placement: Placement) -> tuple[tuple[float, float, float, float], int, int, int]:
        item = self.case.items[placement.item]
        height = COLLAPSED_HEIGHT if placement.collapsed else placement.height
        flags = PINNED * placement.pinned + COLLAPSED * placement.collapsed + CONFIDENTIAL * item.confidential
        x, y = placement.x, placement.y
        return (
            (x, y, x + placement.width, y + height),
            _index_in(self.kind_ids, item.kind),
            placement.z,
            flags,
        )

    def _rank(self) -> None:
        if not self.ids:
            self.rank = np.zeros(0, np.int32)
            return
        order = np.lexsort((np.array(self.ids), self.z))
        self.rank = np.empty(len(self.ids), np.int32)
        self.rank[order] = np.arange(len(self.ids))

    def _read_links(self) -> None:
        count = len(self.link_ids)
        self.link_row = {link: row for row, link in enumerate(self.link_ids)}
        self.tails, self.heads = np.zeros(count, np.int32), np.zeros(count, np.int32)
        self.link_kinds = np.zeros(count, np.int32)
        self._ties = np.array([crc32(link.encode()) for link in self.link_ids], np.int64)
        self.bends = {}
        self._read_link_rows(range(count))

    def _read_link_rows(self, rows: Iterable[int]) -> None:
        routes, links, row_of = self.case.routes, self.case.links, self.row
        for row in rows:
            link = links[self.link_ids[row]]
            self.tails[row], self.heads[row] = row_of[link.from_id], row_of[link.to_id]
            self.link_kinds[row] = _index_in(self.link_kind_ids, link.kind)
            route = routes.get((self.board, link.id))
            if route is not None and route.points:
                self.bends[row] = route.points
            else:
                self.bends.pop(row, None)

    def _read_frames(self) -> None:
        mine = (self.case.frames[frame] for frame in self.case.frames_on(self.board))
        self.frames = sorted(mine, key=lambda frame: (frame.z, -frame.width * frame.height, frame.id))

    # -- running the links -----------------------------------------------------------------------

    def _index(self) -> None:
        """Who is linked to whom: for each card a stretch of `_ends`, which hold row * 2 + end."""
        cards = np.concatenate([self.tails, self.heads])
        count = len(self.tails)
        codes = np.concatenate([np.arange(count) * 2, np.arange(count) * 2 + 1]).astype(np.int32)
        order = np.lexsort((codes, cards))
        self._ends = codes[order]
        self._starts = np.searchsorted(cards[order], np.arange(len(self.ids) + 1)).astype(np.int32)

    def lifted(self) -> BoardModel:
        """A copy whose boxes a gesture may move with `place` without the board knowing."""
        twin = copy(self)
        for name in ("boxes", "curves", "lines", "link_boxes", "_sides", "_offsets"):
            setattr(twin, name, getattr(self, name).copy())
        twin.bends, twin.paths, twin.label_boxes = dict(self.bends), dict(self.paths), {}
        return twin

    def place(
        self, boxes: Mapping[int, tuple[float, float, float, float]], links: Iterable[int] = ()
    ) -> Rows:
        """Move cards of a lifted copy by row; gives the rows of the links that run anew for it."""
        for row, box in boxes.items():
            self.boxes[row] = box
        return self._run_around(list(boxes), list(links))

    def _run_around(self, cards: list[int], links: list[int]) -> Rows:
        """Run afresh the links that moved, and those that share a side with one of them."""
        first = np.unique(np.concatenate([np.array(links, np.intp), self._codes_at(cards) >> 1]))
        if len(first) == 0:
            return first
        self._set_sides(first)
        ends = np.unique(np.concatenate([self.tails[first], self.heads[first], np.array(cards, np.int32)]))
        every = self._codes_at(ends)
        self._set_offsets(every)
        again = np.unique(every >> 1).astype(np.intp)
        self._set_curves(again)
        return again

    def _codes_at(self, cards: Sequence[int] | Ints) -> Rows:
        """The link ends (row * 2 + end) at cards, each once."""
        starts, stops = self._starts[cards], self._starts[np.add(cards, 1, dtype=np.intp, casting="unsafe")]
        counts = stops - starts
        total = int(counts.sum())
        if total == 0:
            return np.zeros(0, np.intp)
        into = np.repeat(starts - np.r_[0, np.cumsum(counts)[:-1]], counts) + np.arange(total)
        return np.unique(self._ends[into]).astype(np.intp)

    def _run(self, rows: Rows) -> None:
        """Run all links."""
        count = len(rows)
        self.curves, self.lines = np.zeros((count, 4, 2)), np.zeros((count, geometry.STEPS + 1, 2))
        self.link_boxes, self.paths = np.zeros((count, 4)), {}
        self._sides, self._offsets = np.zeros((count, 2), np.int32), np.zeros((count, 2))
        if count:
            self._set_sides(rows)
            self._set_offsets(np.arange(count * 2))
            self._set_curves(rows)

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
        self.lines[rows] = geometry.flattened(made)
        for row in rows.tolist() if self.bends or self.paths else ():
            self.paths.pop(row, None)
            if row in self.bends:
                self.paths[row] = geometry.through(self.curves[row], self.bends[row])
                self.lines[row] = geometry.flattened_path(self.paths[row])
        self.link_boxes[rows] = geometry.spans(self.lines[rows])

    def _nth_loops(self, rows: Rows) -> Ints:
        """Which of the loops at its card each link is."""
        nth = []
        for row in rows.tolist():
            at = [r for r in self.links_of(int(self.tails[row])).tolist() if self.tails[r] == self.heads[r]]
            nth.append(sorted(self.link_ids[r] for r in at).index(self.link_ids[row]))
        return np.array(nth, np.int32)


def touching(boxes: Floats, rect: QRectF) -> NDArray[np.bool_]:
    """Which boxes touch a rectangle."""
    return (
        (boxes[:, 0] <= rect.right())
        & (boxes[:, 2] >= rect.left())
        & (boxes[:, 1] <= rect.bottom())
        & (boxes[:, 3] >= rect.top())
    )


def as_rect(box: Floats) -> QRectF:
    """A box x0, y0, x1, y1 as Qt's rectangle."""
    x0, y0, x1, y1 = box.tolist()
    return QRectF(x0, y0, x1 - x0, y1 - y0)


def _around(boxes: Floats) -> QRectF:
    if len(boxes) == 0:
        return QRectF()
    return as_rect(np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)]))


def _ends(record: Record | None) -> tuple[str, ...]:
    return (record.from_id, record.to_id) if isinstance(record, Link) else ()


def _index_in(names: list[str], name: str) -> int:
    if name not in names:
        names.append(name)
    return names.index(name)


def _extended(rows: NDArray[_T], count: int) -> NDArray[_T]:
    return np.concatenate([rows, np.zeros((count, *rows.shape[1:]), rows.dtype)])
