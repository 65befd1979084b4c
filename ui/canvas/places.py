"""Where the cards, links and frames of a board stand, asked by rectangle, point and id.

Culling, hit tests and rubber bands work on whole arrays, so that ten thousand cards cost a few calls.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from typing_extensions import override

from board.records import Frame
from ui.canvas import geometry
from ui.canvas.geometry import Floats, Ints
from ui.canvas.hiding import Flags, Hiding
from ui.canvas.runs import LinkRuns, Rows
from ui.canvas.shelved import Shelved

LABEL_REACH = np.array([-210.0, -30.0, 210.0, 30.0])
"""How far a link's label, and the cards it keeps clear of, may lie from the box of its curve."""


class Places(LinkRuns):
    """The cards, links and frames of one board by row and by id."""

    def __init__(self) -> None:
        super().__init__()
        self.version = 0
        """Counts the updates."""
        self.ids: list[str] = []
        self.row: dict[str, int] = {}
        self.kinds: Ints = np.zeros(0, np.int32)
        """Of each card, an index into `kind_ids`."""
        self.kind_ids: list[str] = []
        self.z: Ints = np.zeros(0, np.int32)
        self.rank: Ints = np.zeros(0, np.int32)
        """Of each card, its place in the order of drawing."""
        self.flags: NDArray[np.uint8] = np.zeros(0, np.uint8)
        self.link_row: dict[str, int] = {}
        self.link_flags: NDArray[np.uint8] = np.zeros(0, np.uint8)
        self.label_boxes: dict[int, tuple[str, QRectF]] = {}
        """Where the label of a link stands, by row, once it has been drawn."""
        self.frames: list[Frame] = []
        """In the order of drawing."""
        self.hiding = Hiding()
        self._bounds = (-1, QRectF())
        self.shelved = Shelved()

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
        return self.in_order(np.flatnonzero(self._seen(touching(self.boxes, rect))))

    def links_within(self, rect: QRectF) -> Rows:
        """Rows of the links of which a piece may touch a rectangle."""
        return self.with_pieces_in(self.links_touching(rect), rect)

    def links_touching(self, rect: QRectF) -> Rows:
        """Rows of the links whose boxes touch a rectangle."""
        near = touching(self.link_boxes, rect)
        return np.flatnonzero(near & self.hiding.runs(self) if self.hiding else near)

    def with_pieces_in(self, rows: Rows, rect: QRectF) -> Rows:
        """Which of some links have a piece that may touch a rectangle."""
        low, high = (rect.left(), rect.top()), (rect.right(), rect.bottom())
        return rows[geometry.pieces_within(self.lines[rows], low, high).any(axis=1)]

    def cards_around(self, x: float, y: float, grow: float) -> Rows:
        """Rows of the cards in sight whose boxes, grown on all sides, hold a point."""
        rows = self.shelved.cards(self).around(x, y, grow, grow)
        rows = rows[touching(self.boxes[rows], QRectF(x - grow, y - grow, 2 * grow, 2 * grow))]
        return rows[self.hiding.cards(self)[rows]] if self.hiding else rows

    def links_around(self, x: float, y: float, across: float, down: float) -> Rows:
        """Rows of the links in sight that may come so near to a point."""
        return self.shown_links(self.shelved.links(self).around(x, y, across, down))

    def in_order(self, rows: Rows) -> Rows:
        """Card rows as they are drawn, the topmost last."""
        return rows[np.argsort(self.rank[rows], kind="stable")]

    def items_in(self, rect: QRectF, *, whole: bool = False) -> list[str]:
        """The items whose cards touch a rectangle, or lie wholly in it."""
        boxes = self.boxes
        if whole:
            inside = (boxes[:, 0] >= rect.left()) & (boxes[:, 2] <= rect.right())
            inside &= (boxes[:, 1] >= rect.top()) & (boxes[:, 3] <= rect.bottom())
        else:
            inside = touching(boxes, rect)
        return [self.ids[row] for row in np.flatnonzero(self._seen(inside))]

    def shown(self, items: Iterable[str] | None = None) -> set[str]:
        """Those of these items, or of all on the board, that are not hidden."""
        return set(self.row if items is None else items) - self.hiding.items

    def shown_links(self, rows: Rows) -> Rows:
        """Those of these links that are not hidden."""
        return rows[self.hiding.runs(self)[rows]] if self.hiding else rows

    def hide(self, items: Iterable[str], links: Iterable[str] = ()) -> None:
        """Leave these cards and links out of sight, and no others."""
        self.hiding = Hiding(items, links)
        self.label_boxes.clear()
        self.version += 1

    def _seen(self, cards: Flags) -> Flags:
        return cards & self.hiding.cards(self) if self.hiding else cards

    def bounds(self, items: Iterable[str] | None = None) -> QRectF:
        """The rectangle around these items, or around all cards, frames and links."""
        if items is not None:
            rows = [self.row[item] for item in items if item in self.row]
            return _around(self.boxes[rows])
        if self._bounds[0] == self.version:
            return QRectF(self._bounds[1])
        framed = np.array([(f.x, f.y, f.x + f.width, f.y + f.height) for f in self.frames]).reshape(-1, 4)
        boxes, links = self.boxes, self.link_boxes
        if self.hiding:
            boxes, links = boxes[self.hiding.cards(self)], links[self.hiding.runs(self)]
        self._bounds = (self.version, _around(boxes, framed, links))
        return QRectF(self._bounds[1])

    def boxes_in(self, rect: QRectF) -> Floats:
        """Left, top, right and bottom of the cards and frames that touch a rectangle."""
        framed = np.array([(f.x, f.y, f.x + f.width, f.y + f.height) for f in self.frames]).reshape(-1, 4)
        shown = self.boxes[self.hiding.cards(self)] if self.hiding else self.boxes
        boxes = np.concatenate([shown, framed])
        across = (boxes[:, 0] < rect.right()) & (boxes[:, 2] > rect.left())
        found: Floats = boxes[across & (boxes[:, 1] < rect.bottom()) & (boxes[:, 3] > rect.top())]
        return found

    @override
    def lifted(self, *, with_lines: bool = True) -> Self:
        twin = super().lifted(with_lines=with_lines)
        twin.label_boxes, twin.shelved = {}, Shelved()
        return twin


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


def _around(*boxes: Floats) -> QRectF:
    """The rectangle around all of these boxes."""
    # column by column: to reduce rows of four takes ten times as long
    found = [
        [some[:, column].min() for column in (0, 1)] + [some[:, column].max() for column in (2, 3)]
        for some in boxes
        if len(some)
    ]
    if not found:
        return QRectF()
    x0, y0, x1, y1 = (
        pick(values) for pick, values in zip((min, min, max, max), zip(*found, strict=True), strict=True)
    )
    return QRectF(x0, y0, x1 - x0, y1 - y0)
