"""What a gesture has lifted off the board: the cards it moves, and every link that runs anew for it.

They are left out of the content, which stays as it is for the whole gesture, and painted over it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from board.records import Frame
from ui.canvas.geometry import Floats
from ui.canvas.layer import Layer
from ui.canvas.model import BoardModel
from ui.canvas.preview import Preview
from ui.canvas.runs import Box, Rows
from ui.canvas.scenery import Left
from ui.canvas.view import View

MANY = 60
"""When more cards than this are dragged, they go as one picture."""
Names = tuple[frozenset[str], frozenset[str], frozenset[str]]


class Lifted:
    """A copy of the board's arrays in which what the preview names stands where it shows it."""

    def __init__(self, model: BoardModel, preview: Preview) -> None:
        self.below = model
        """The board as it stands."""
        self.shift = _shift(preview)
        self.model = model.lifted(with_lines=self.shift is None)
        self.cards: Rows = np.zeros(0, np.intp)
        self.links: Rows = np.zeros(0, np.intp)
        """The links that run anew."""
        self.inner: Rows = np.zeros(0, np.intp)
        """The links that move along whole, when many cards are shifted."""
        self.frames: list[Frame] = []
        self.layer: Layer | None = None
        """The picture of what is shifted, once it has been painted."""
        self._bent: set[int] = set()
        self._hidden: set[int] = set()
        self._ends: Floats = np.zeros((0, 4, 1))
        self.left = Left()
        """What the content leaves out meanwhile."""
        self.names: Names = (frozenset(), frozenset(), frozenset())
        """The same by id: cards, links, frames."""
        if self.shift is not None:
            self._take_up(preview)
        self.follow(preview)

    def follows(self, preview: Preview) -> bool:
        """Whether it can go on to what the preview now shows."""
        return (_shift(preview) is None) == (self.shift is None) and (
            self.shift is None or len(preview.moved) == len(self.names[0])
        )

    def follow(self, preview: Preview) -> None:
        """Take on the places that the preview now shows."""
        self.frames = self._frames(preview)
        self.shift = _shift(preview)
        if self.shift is not None:
            self._move_along(np.array(self.shift))
            return
        below, row = self.below, self.below.row
        boxes: dict[int, Box] = {}
        for item, (dx, dy) in preview.moved.items():
            if item in row:
                x0, y0, x1, y1 = below.boxes[row[item]].tolist()
                boxes[row[item]] = (x0 + dx, y0 + dy, x1 + dx, y1 + dy)
        for item, (x, y, width, height) in preview.boxes.items():
            if item in row:
                boxes[row[item]] = (x, y, x + width, y + height)
        bent = self._bend(preview)
        self.links = self.model.place(boxes, bent)
        self.cards = below.in_order(np.array(sorted(boxes), np.intp))
        pending = preview.pending_link
        self._hidden = {
            below.link_row[link] for link in (pending.link if pending else "",) if link in below.link_row
        }
        self.links = below.shown_links(self.links[~np.isin(self.links, list(self._hidden))])
        self._note_left()

    def shifted(self, view: View, ratio: float) -> View:
        """The view in which the board's cards stand where they are shifted to."""
        dx, dy = self.shift or (0.0, 0.0)
        return view.moved(dx * view.scale, dy * view.scale).snapped(ratio)

    def picture(self, view: View, ratio: float) -> tuple[Layer, View] | None:
        """The picture of what is shifted, and the view in which it lies where it was last shown."""
        if self.layer is None or self.shift is None or self.layer.view.scale != view.scale:
            return None
        return self.layer, self.shifted(view, ratio)

    def _note_left(self) -> None:
        below = self.below
        links = set(self.links.tolist()) | set(self.inner.tolist()) | self._hidden
        self.left = Left(frozenset(self.cards.tolist()), links, frozenset(f.id for f in self.frames))
        self.names = (
            frozenset(below.ids[row] for row in self.left.cards),
            frozenset(below.link_ids[row] for row in links),
            frozenset(self.left.frames),
        )

    def _take_up(self, preview: Preview) -> None:
        """Begin to shift many cards at once: their links only stretch, and run anew when it is over."""
        below = self.below
        rows = np.array(sorted(below.row[item] for item in preview.moved if item in below.row), np.intp)
        self.cards = below.in_order(rows)
        moved = np.zeros(len(below), bool)
        moved[rows] = True
        tails, heads = moved[below.tails], moved[below.heads]
        self.inner, self.links = (
            below.shown_links(np.flatnonzero(rows)) for rows in (tails & heads, tails ^ heads)
        )
        at_tail, at_head = tails[self.links], heads[self.links]
        self._ends = np.stack([at_tail, at_tail, at_head, at_head], axis=1)[..., None].astype(float)
        self.frames = self._frames(preview)
        self._note_left()

    def _move_along(self, way: Floats) -> None:
        below, model = self.below, self.model
        model.boxes[self.cards] = below.boxes[self.cards] + np.tile(way, 2)
        model.curves[self.links] = below.curves[self.links] + self._ends * way

    def _bend(self, preview: Preview) -> set[int]:
        rows = {self.below.link_row[link] for link in preview.bends if link in self.below.link_row}
        for row in self._bent | rows:
            shown = preview.bends.get(self.model.link_ids[row])
            points = self.below.bends.get(row, ()) if shown is None else tuple(shown)
            if points:
                self.model.bends[row] = points
            else:
                self.model.bends.pop(row, None)
        self._bent |= rows
        return self._bent

    def _frames(self, preview: Preview) -> list[Frame]:
        made = []
        for frame in self.below.frames:
            if frame.id in preview.frame_boxes:
                x, y, width, height = preview.frame_boxes[frame.id]
                made.append(replace(frame, x=x, y=y, width=width, height=height))
            elif frame.id in preview.moved_frames:
                dx, dy = preview.moved_frames[frame.id]
                made.append(replace(frame, x=frame.x + dx, y=frame.y + dy))
        return made


def _shift(preview: Preview) -> tuple[float, float] | None:
    """The way that many cards go together, if that is all that the preview shows."""
    if len(preview.moved) < MANY or preview.boxes or preview.bends or preview.pending_link is not None:
        return None
    ways = iter(preview.moved.values())
    first = next(ways)
    return first if all(way == first for way in ways) else None
