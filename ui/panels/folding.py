"""Getting a large case ready for a search as somebody types, a few milliseconds at a time."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

from board.case import Case
from board.query import FoldedWords
from board.records import Item

SLICE = 0.008
"""Seconds that a slice takes of the window's time."""


class Folding(QObject):
    """Folds the items of a case from the time when a search comes up."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left: Iterator[Item] = iter(())
        self._folded = FoldedWords()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._go_on)

    def begin(self, case: Case, folded: FoldedWords) -> None:
        """Fold what is not folded yet."""
        self._left, self._folded = iter(list(case.items.values())), folded
        self._next.start()

    def stop(self) -> None:
        """Leave it at that."""
        self._next.stop()
        self._left = iter(())

    def _go_on(self) -> None:
        until = perf_counter() + SLICE
        for item in self._left:
            self._folded.of(item).learn()
            if perf_counter() > until:
                self._next.start()
                return
