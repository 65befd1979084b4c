"""Which cards and links of a board are left out of sight, by id and by row; view state.

The arrays keep them, so that hiding thousands costs two masks and a repaint, and nothing is made anew
when they come back.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ui.canvas.places import Places

Flags = NDArray[np.bool_]


class Hiding:
    """What is hidden on one board."""

    def __init__(self, items: Iterable[str] = (), links: Iterable[str] = ()) -> None:
        self.items = frozenset(items)
        self.links = frozenset(links)
        self._version = -1
        self._cards: Flags = np.zeros(0, bool)
        self._runs: Flags = np.zeros(0, bool)

    def __bool__(self) -> bool:
        return bool(self.items or self.links)

    def cards(self, model: Places) -> Flags:
        """Which cards are shown, by row."""
        self._follow(model)
        return self._cards

    def runs(self, model: Places) -> Flags:
        """Which links are shown, by row: those that are not hidden and neither of whose ends is."""
        self._follow(model)
        return self._runs

    def _follow(self, model: Places) -> None:
        if self._version == model.version:
            return
        self._version = model.version
        self._cards = _but(self.items, model.row, len(model))
        self._runs = _but(self.links, model.link_row, len(model.link_ids))
        if self.items:
            self._runs &= self._cards[model.tails] & self._cards[model.heads]


def _but(names: frozenset[str], rows: dict[str, int], count: int) -> Flags:
    shown = np.ones(count, bool)
    if names:
        shown[[rows[name] for name in names if name in rows]] = False
    return shown
