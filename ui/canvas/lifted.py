"""What a gesture has lifted off the board: the cards it moves, and every link that runs anew for it.

They are left out of the content, which stays as it is for the whole gesture, and painted over it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from board.records import Frame
from ui.canvas.model import BoardModel
from ui.canvas.preview import Preview
from ui.canvas.runs import Box, Rows
from ui.canvas.scenery import Left

Names = tuple[frozenset[str], frozenset[str], frozenset[str]]


class Lifted:
    """A copy of the board's arrays in which what the preview names stands where it shows it."""

    def __init__(self, model: BoardModel, preview: Preview) -> None:
        self._below = model
        self.model = model.lifted()
        self.cards: Rows = np.zeros(0, np.intp)
        self.links: Rows = np.zeros(0, np.intp)
        self.frames: list[Frame] = []
        self._bent: set[int] = set()
        self._hidden: set[int] = set()
        self.follow(preview)

    @property
    def left(self) -> Left:
        """What the content leaves out meanwhile."""
        rewired = set(self.links.tolist()) | self._hidden
        return Left(frozenset(self.cards.tolist()), rewired, frozenset(f.id for f in self.frames))

    @property
    def names(self) -> Names:
        """The same by id: cards, links, frames."""
        model, left = self._below, self.left
        return (
            frozenset(model.ids[row] for row in left.cards),
            frozenset(model.link_ids[row] for row in left.links),
            frozenset(left.frames),
        )

    def follow(self, preview: Preview) -> None:
        """Take on the places that the preview now shows."""
        below, row = self._below, self._below.row
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
        self.frames = self._frames(preview)
        pending = preview.pending_link
        self._hidden = {
            below.link_row[link] for link in (pending.link if pending else "",) if link in below.link_row
        }
        self.links = self.links[~np.isin(self.links, list(self._hidden))]

    def _bend(self, preview: Preview) -> set[int]:
        rows = {self._below.link_row[link] for link in preview.bends if link in self._below.link_row}
        for row in self._bent | rows:
            shown = preview.bends.get(self.model.link_ids[row])
            points = self._below.bends.get(row, ()) if shown is None else tuple(shown)
            if points:
                self.model.bends[row] = points
            else:
                self.model.bends.pop(row, None)
        self._bent |= rows
        return self._bent

    def _frames(self, preview: Preview) -> list[Frame]:
        made = []
        for frame in self._below.frames:
            if frame.id in preview.frame_boxes:
                x, y, width, height = preview.frame_boxes[frame.id]
                made.append(replace(frame, x=x, y=y, width=width, height=height))
            elif frame.id in preview.moved_frames:
                dx, dy = preview.moved_frames[frame.id]
                made.append(replace(frame, x=frame.x + dx, y=frame.y + dy))
        return made
