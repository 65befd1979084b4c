"""What is selected on one board: view state, never part of a Change."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

Ids = frozenset[str]
_NONE: Ids = frozenset()


class Selection(QObject):
    """The ids of the selected items, links and frames; tells when they change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items = _NONE
        self._links = _NONE
        self._frames = _NONE
        self._rows = np.zeros(0, np.intp)
        self._rows_of: tuple[Ids, Mapping[str, int], int] = (_NONE, {}, 0)

    @property
    def items(self) -> Ids:
        """Selected items."""
        return self._items

    @property
    def links(self) -> Ids:
        """Selected links."""
        return self._links

    @property
    def frames(self) -> Ids:
        """Selected frames."""
        return self._frames

    def __bool__(self) -> bool:
        return bool(self._items or self._links or self._frames)

    def __len__(self) -> int:
        return len(self._items) + len(self._links) + len(self._frames)

    def rows(self, row: Mapping[str, int], version: int) -> NDArray[np.intp]:
        """The rows of the selected items, looked up once for each state of a board."""
        items, known, known_version = self._rows_of
        if items is not self._items or known is not row or known_version != version:
            self._rows_of = (self._items, row, version)
            self._rows = np.array([row[item] for item in self._items if item in row], np.intp)
        return self._rows

    def set(self, items: Iterable[str] = (), links: Iterable[str] = (), frames: Iterable[str] = ()) -> None:
        """Select exactly these."""
        self._take(frozenset(items), frozenset(links), frozenset(frames))

    def add(self, items: Iterable[str] = (), links: Iterable[str] = (), frames: Iterable[str] = ()) -> None:
        """Select these too."""
        self._take(self._items | set(items), self._links | set(links), self._frames | set(frames))

    def toggle(
        self, items: Iterable[str] = (), links: Iterable[str] = (), frames: Iterable[str] = ()
    ) -> None:
        """Select those of these that are not selected, and let go of the others."""
        self._take(self._items ^ set(items), self._links ^ set(links), self._frames ^ set(frames))

    def clear(self) -> None:
        """Select nothing."""
        self._take(_NONE, _NONE, _NONE)

    def keep(self, items: Container[str], links: Container[str], frames: Container[str]) -> None:
        """Let go of everything that is not among these: what the board still holds."""
        self._take(_among(self._items, items), _among(self._links, links), _among(self._frames, frames))

    def _take(self, items: Ids, links: Ids, frames: Ids) -> None:
        if (items, links, frames) != (self._items, self._links, self._frames):
            self._items, self._links, self._frames = items, links, frames
            self.changed.emit()


def _among(chosen: Ids, held: Container[str]) -> Ids:
    # to intersect with what is held would go through all of it
    return frozenset(one for one in chosen if one in held)
