"""Finding words in a long text without holding the window up: a slice at a time."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QTimer, Signal

SLICE = 200_000
"""Characters searched at once: some 5 ms."""
MOST = 20_000
_SHOWN_AS_FOUND = 200
"""Hits after which the rest is shown when all of them are known."""


class Search(QObject):
    """One search through one text."""

    found = Signal(object, bool)
    """All places found so far, and whether the text has been searched to its end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text, self._at = "", 0
        self._pattern: re.Pattern[str] | None = None
        self._longest = 0
        self._hits: list[tuple[int, int]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def start(self, text: str, words: str) -> None:
        """Look for words, whatever their case and however they are broken into lines."""
        self._timer.stop()
        self._text, self._at, self._hits = text, 0, []
        parts = [re.escape(word) for word in words.split()]
        if not parts:
            self._pattern = None
            self.found.emit([], True)
            return
        self._pattern = re.compile(r"\s{1,4}".join(parts), re.IGNORECASE)
        self._longest = len(words) * 2 + 4 * len(parts)
        self._go_on()

    def stop(self) -> None:
        """Give the search up."""
        self._timer.stop()

    def _go_on(self) -> None:
        assert self._pattern is not None
        is_first, before = self._at == 0, len(self._hits)
        end = min(self._at + SLICE, len(self._text))
        for hit in self._pattern.finditer(self._text, self._at, min(end + self._longest, len(self._text))):
            if hit.start() >= end or len(self._hits) >= MOST:
                break
            if not self._hits or hit.start() >= self._hits[-1][1]:
                self._hits.append(hit.span())
        has_more = len(self._hits) > before
        self._at = end
        is_done = end >= len(self._text) or len(self._hits) >= MOST
        if is_done:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        if is_done or is_first or (has_more and before < _SHOWN_AS_FOUND):
            self.found.emit(list(self._hits), is_done)
