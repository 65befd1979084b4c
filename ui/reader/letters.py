"""Where the letters of PDF pages stand, as far as their pages have been seen; all in the pages' own units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Rect: TypeAlias = tuple[float, float, float, float]
"""Left, top, width and height."""

_RANGES = 20_000
"""Ranges of words whose places are remembered."""


class Letters(Protocol):
    """A page's text and where each of its letters stands, as the worker tells it."""

    @property
    def text(self) -> str: ...

    @property
    def boxes(self) -> Sequence[float]: ...

    def rects(self, start: int, end: int) -> list[Rect]:
        """Rectangles around a range of letters, one a line."""


class KnownLetters:
    """The letters of those pages that have been seen."""

    def __init__(self) -> None:
        self._pages: dict[int, Letters] = {}
        self._boxes: dict[int, NDArray[np.float64]] = {}
        self._rects: dict[tuple[int, int, int], list[Rect]] = {}

    def __contains__(self, page: int) -> bool:
        return page in self._pages

    def clear(self) -> None:
        """Another document is shown."""
        self._pages.clear()
        self._boxes.clear()
        self._rects.clear()

    def put(self, page: int, letters: Letters) -> None:
        """The letters of a page have come."""
        self._pages[page] = letters
        self._boxes[page] = np.array(letters.boxes, dtype=np.float64).reshape(-1, 4)
        self._rects = {key: known for key, known in self._rects.items() if key[0] != page}

    def text(self, page: int) -> str | None:
        """The words of a page, None where they are not known."""
        letters = self._pages.get(page)
        return letters.text if letters is not None else None

    def rects(self, page: int, start: int, end: int) -> list[Rect]:
        """Where a range of a page's text stands, a rectangle a line; worked out once."""
        letters = self._pages.get(page)
        if letters is None:
            return []
        known = self._rects.get((page, start, end))
        if known is None:
            if len(self._rects) > _RANGES:
                self._rects.clear()
            known = self._rects[page, start, end] = letters.rects(start, end)
        return known

    def nearest(self, page: int, x: float, y: float) -> tuple[int, float]:
        """The letter nearest to a point, the one after it for its right half; how far it is."""
        boxes = self._boxes.get(page)
        if boxes is None or not len(boxes):
            return 0, np.inf
        left, top, wide, high = boxes.T
        drawn = (wide > 0) | (high > 0)
        across = np.maximum(np.maximum(left - x, x - left - wide), 0)
        down = np.maximum(np.maximum(top - y, y - top - high), 0)
        far = np.where(drawn, down * 8 + across, np.inf)
        best = int(far.argmin())
        return best + int(x > left[best] + wide[best] / 2), float(far[best])
