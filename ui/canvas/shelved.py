"""The cards and links of a board on shelves, brought up to what has moved when a point is next asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.canvas import geometry
from ui.canvas.geometry import Floats, Ints
from ui.canvas.runs import LinkRuns, Rows
from ui.canvas.shelves import Shelves

_QUARTERED, _PARTED = 900.0, 3600.0
"""Links larger than this are shelved as four parts, and as sixteen: their boxes hold mostly nothing."""


class Shelved:
    """The boxes of cards, and those along links, in which a point is found soonest."""

    def __init__(self) -> None:
        self._cards: Shelves | None = None
        self._links: Shelves | None = None
        self._moved_cards: list[Rows] = []
        self._moved_links: list[Rows] = []

    def cards(self, runs: LinkRuns) -> Shelves:
        """Those of cards, as they now stand."""
        if self._cards is None:
            self._cards = Shelves(runs.boxes)
        elif self._moved_cards:
            rows = np.unique(np.concatenate(self._moved_cards))
            self._cards.renew(rows, runs.boxes[rows])
        self._moved_cards = []
        return self._cards

    def links(self, runs: LinkRuns) -> Shelves:
        """Those of links, as they now run."""
        if self._links is None:
            spans = (runs.link_boxes[:, 2:] - runs.link_boxes[:, :2]).max(axis=1, initial=0.0)
            counts = np.where(spans > _PARTED, 16, np.where(spans > _QUARTERED, 4, 1)).astype(np.int32)
            self._links = Shelves(_boxes_along(runs, np.arange(len(counts)), counts), counts)
        elif self._moved_links:
            rows = np.unique(np.concatenate(self._moved_links))
            self._links.renew(rows, _boxes_along(runs, rows, self._links.counts(rows)))
        self._moved_links = []
        return self._links

    def note_moved(self, cards: Rows, links: Rows) -> None:
        """These cards and links stand elsewhere now."""
        self._moved_cards.append(cards)
        self._moved_links.append(links)

    def replace_cards(self, runs: LinkRuns, kept: NDArray[np.bool_], fresh: int) -> None:
        """Only these cards are kept and move up; behind them so many come, which are yet to be placed."""
        self._cards = _replaced(self.cards(runs), kept, fresh) if self._cards is not None else None

    def replace_links(self, runs: LinkRuns, kept: NDArray[np.bool_], fresh: int) -> None:
        """The same of links."""
        self._links = _replaced(self.links(runs), kept, fresh) if self._links is not None else None


def _replaced(shelves: Shelves, kept: NDArray[np.bool_], fresh: int) -> Shelves | None:
    shelves.replace(kept, fresh)
    return None if shelves.is_worn else shelves


def _boxes_along(runs: LinkRuns, rows: Rows, counts: Ints) -> Floats:
    """Boxes that together hold a link, as many as is said for each, link after link."""
    made, starts = np.empty((int(counts.sum()), 4)), np.cumsum(counts) - counts
    for count in np.unique(counts).tolist():
        mine = np.flatnonzero(counts == count)
        boxes = runs.link_boxes[rows[mine]]
        if count > 1:
            boxes = geometry.boxes_of_parts(runs.lines[rows[mine]], count).reshape(-1, 4)
        made[(starts[mine][:, None] + np.arange(count)).reshape(-1)] = boxes
    return made
