"""The field that finds words in the document: which of how many, back and forth."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.find_line import FindLine
from ui.reader.finding import Search
from ui.style import Look


class FindField(FindLine):
    """A line under the tools of the reader, there while something is sought."""

    found = Signal(object)
    """Every place found; none when the field goes away."""
    shown = Signal(int, int)
    """The place to be looked at now."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(
            parent, look, "panel", QCoreApplication.translate("FindField", "Find in this document")
        )
        self.row.setContentsMargins(look.px(12), 0, look.px(8), look.px(6))
        self.row.setSpacing(look.px(2))
        self.tally.setMinimumWidth(look.px(52))
        self._search = Search(self)
        self._search.found.connect(self._on_found)
        self._text = ""
        self._hits: list[tuple[int, int]] = []
        self._from = 0

    def open_up(self, text: str, place: int, words: str = "") -> None:
        """Come up for a text that is being read at a place."""
        self._text, self._from = text, place
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()
        self._on_typed()

    def use_text(self, text: str) -> None:
        """Another document is in front."""
        self._text, self._from = text, 0
        if self.isVisible():
            self._on_typed()

    @override
    def close_up(self) -> None:
        if self.isVisible():
            self.hide()
            self._search.stop()
            self._hits = []
            self.found.emit([])
            self.closed.emit()

    @override
    def step(self, way: int) -> None:
        if not self._hits:
            return
        if self._at < 0:
            ahead = next((at for at, hit in enumerate(self._hits) if hit[0] >= self._from), 0)
            self._at = ahead if way > 0 else ahead - 1
        else:
            self._at += way
        self._at %= len(self._hits)
        self._show_tally(len(self._hits))
        self.shown.emit(*self._hits[self._at])

    @override
    def _on_typed(self) -> None:
        self._at = -1
        self._search.start(self._text, self.field.text())

    def _on_found(self, hits: list[tuple[int, int]], _is_done: bool) -> None:
        self._hits = hits
        self._show_tally(len(self._hits))
        self.found.emit(hits)
