"""One board as arrays: boxes, kinds and order of its cards, ends and curves of its links.

Culling, hit tests, rubber bands and drawing work on whole arrays, so that ten thousand cards cost a
few calls. The arrays follow the case: `update` reads the keys of a Change and renews only the rows
that it touches; it comes to the same as building the model again (tests hold it to that).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from board.case import Case
from board.change import Change
from board.records import Link, Placement, Record
from ui.canvas import geometry
from ui.canvas.columns import read_cards, read_links, ties
from ui.canvas.geometry import Floats
from ui.canvas.places import LABEL_REACH, Places
from ui.canvas.runs import MOST_SWEPT, OF_LINKS, Box
from ui.canvas.shelved import Shelved

_MANY = 1000
"""Cards touched at once from which it may be quicker to paint the whole board."""
_T = TypeVar("_T", bound=np.generic)


@dataclass(slots=True)
class Touched:
    """What an update renewed."""

    items: set[str] = field(default_factory=set)
    """Cards whose place, look or links are no longer what they were."""
    links: set[str] = field(default_factory=set)
    whole: bool = False
    """Everything may look different."""
    boxes: list[Box] = field(default_factory=list)
    """Where those cards stood and stand."""
    lines: list[Floats] = field(default_factory=list)
    """Along which links ran and run, in arrays (n, STEPS + 1, 2)."""

    def __bool__(self) -> bool:
        return bool(self.items or self.links or self.whole)


class BoardModel(Places):
    """The cards, links and frames of one board, in arrays."""

    def __init__(self, case: Case, board: str) -> None:
        super().__init__()
        self.case = case
        self.board = board
        self.rebuild()

    def rebuild(self) -> None:
        """Read the whole board afresh."""
        placements = self.case.on_board(self.board)
        self.ids = list(placements)
        self.row = {item: row for row, item in enumerate(self.ids)}
        self.kind_ids, self.link_kind_ids = [], []
        self._read_cards(placements)
        self._read_links()
        self._read_frames()
        self._index()
        self._run(np.arange(len(self.link_ids)))
        self.label_boxes.clear()
        self.version += 1
        self.shelved = Shelved()
        self.shelved.cards(self)
        self.shelved.links(self)

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
        # where most of a board is touched, telling the places apart takes longer than painting all
        touched.whole = touched.whole or len(touched.items) > max(_MANY, len(self.ids) // 2)
        if touched:
            self._note_boxes(touched)
            self.swept = []
            self._follow(touched, moved)
            self._note_boxes(touched)
            touched.lines, self.swept = self.swept, []
            self._forget_labels(touched)
            self.version += 1
        return touched

    def _note_boxes(self, touched: Touched) -> None:
        if not touched.whole:
            rows = [row for item in touched.items if (row := self.row.get(item)) is not None]
            touched.boxes += map(tuple, self.boxes[rows].tolist())

    def _forget_labels(self, touched: Touched) -> None:
        """Labels stand clear of cards: those near a card that has changed may stand elsewhere now."""
        if touched.whole or not self.label_boxes:
            self.label_boxes.clear()
            return
        rows = np.fromiter(self.label_boxes, np.intp, len(self.label_boxes))
        near, void = (
            self.link_boxes[rows] + LABEL_REACH,
            np.isin(rows, [self.link_row.get(link, -1) for link in touched.links]),
        )
        for x0, y0, x1, y1 in dict.fromkeys(touched.boxes):
            void |= (near[:, 0] <= x1) & (near[:, 2] >= x0) & (near[:, 1] <= y1) & (near[:, 3] >= y0)
        for row in rows[void].tolist():
            label, _ = self.label_boxes.pop(row)
            if label:
                touched.lines.append(self.lines[row : row + 1])

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
        cards = [self.row[item] for item in touched.items if item in self.row]
        rows = [self.link_row[link] for link in known if link in self.link_row]
        links = self._run_around(cards, rows, sweeps=not touched.whole)
        touched.whole = touched.whole or len(links) > MOST_SWEPT
        self.shelved.note_moved(np.array(cards, np.intp), links)

    def _renew_cards(self, moved: set[str]) -> set[str]:
        """Take cards in and out; gives the links whose rows are void for it."""
        placements = self.case.on_board(self.board)
        fresh = [item for item in placements.keys() & moved if item not in self.row]
        kept = np.array([item in placements for item in self.ids], bool)
        new_row = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        self.tails, self.heads = new_row[self.tails], new_row[self.heads]
        void = np.flatnonzero((self.tails < 0) | (self.heads < 0))
        self.shelved.replace_cards(self, kept, len(fresh))
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
        self.shelved.replace_links(self, kept, len(fresh))
        self.swept.append(self.lines[~kept])
        old_ids, paths, bends, labels = self.link_ids, self.paths, self.bends, self.label_boxes
        self.link_ids = [link for link, stays in zip(old_ids, kept.tolist(), strict=True) if stays] + fresh
        self.link_row = {link: row for row, link in enumerate(self.link_ids)}
        rows = {row: self.link_row.get(old_ids[row]) for row in paths.keys() | bends.keys() | labels.keys()}
        self.paths = {new: paths[row] for row, new in rows.items() if new is not None and row in paths}
        self.bends = {new: bends[row] for row, new in rows.items() if new is not None and row in bends}
        self.label_boxes = {
            new: labels[row] for row, new in rows.items() if new is not None and row in labels
        }
        for name in OF_LINKS:
            setattr(self, name, _extended(getattr(self, name)[kept], len(fresh)))
        if fresh:
            self._ties[-len(fresh) :] = ties(fresh)
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
            self._put_cards(range(count), (placements[item] for item in self.ids))
        self._rank()

    def _renew_rows(self, items: Iterable[str]) -> None:
        rows = [row for item in items if (row := self.row.get(item)) is not None]
        if not rows:
            return
        before = self.z[rows]
        self._put_cards(rows, [self.case.placements[self.board, self.ids[row]] for row in rows])
        if (before != self.z[rows]).any():
            self._rank()

    def _put_cards(self, rows: Sequence[int], placements: Iterable[Placement]) -> None:
        read = read_cards(self.case, list(placements), self.kind_ids)
        self.boxes[rows], self.kinds[rows] = read.boxes, read.kinds
        self.z[rows], self.flags[rows] = read.z, read.flags

    def _rank(self) -> None:
        if not self.ids:
            self.rank = np.zeros(0, np.int32)
            return
        order = np.lexsort((np.array(self.ids), self.z))
        self.rank = np.empty(len(self.ids), np.int32)
        self.rank[order] = np.arange(len(self.ids))

    def _read_links(self) -> None:
        """Read all links between cards of the board, those that lie near one another in a row."""
        row = self.row
        found = sorted(
            link.id for link in self.case.links.values() if link.from_id in row and link.to_id in row
        )
        read = read_links(self.case, self.board, found, row, self.link_kind_ids)
        middles = geometry.centres(np.hstack([self.boxes[read.tails, :2], self.boxes[read.heads, 2:]]))
        order = geometry.in_spatial_order(middles)
        self.tails, self.heads = read.tails[order], read.heads[order]
        self.link_kinds, self.link_flags = read.kinds[order], read.flags[order]
        self.link_ids = [found[at] for at in order.tolist()]
        self.link_row = {link: at for at, link in enumerate(self.link_ids)}
        self.bends = {self.link_row[found[at]]: points for at, points in read.bends.items()}
        self._ties = ties(self.link_ids)

    def _read_link_rows(self, rows: Sequence[int]) -> None:
        if len(rows) == 0:
            return
        ids = [self.link_ids[row] for row in rows]
        read = read_links(self.case, self.board, ids, self.row, self.link_kind_ids)
        self.tails[rows], self.heads[rows] = read.tails, read.heads
        self.link_kinds[rows], self.link_flags[rows] = read.kinds, read.flags
        for at, row in enumerate(rows):
            self.bends.pop(row, None)
            if at in read.bends:
                self.bends[row] = read.bends[at]

    def _read_frames(self) -> None:
        mine = (self.case.frames[frame] for frame in self.case.frames_on(self.board))
        self.frames = sorted(mine, key=lambda frame: (frame.z, -frame.width * frame.height, frame.id))


def _ends(record: Record | None) -> tuple[str, ...]:
    return (record.from_id, record.to_id) if isinstance(record, Link) else ()


def _extended(rows: NDArray[_T], count: int) -> NDArray[_T]:
    return np.concatenate([rows, np.zeros((count, *rows.shape[1:]), rows.dtype)])
