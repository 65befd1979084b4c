"""Finding on this board: the cards that hold the words, one after the other in reading order."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board.query import find, reading_order
from ui.find_line import FindLine
from ui.panels.folding import Folding
from ui.panels.form import Desk
from ui.style import Look


class FindBar(FindLine):
    """The line that floats over the board."""

    found = Signal(list)
    """All ids that hold the words; empty when the bar goes away."""
    shown = Signal(str)
    """The id to be looked at now."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        hint = QCoreApplication.translate("FindBar", "Find on this board")
        super().__init__(parent, look, "raised", hint)
        self._desk = desk
        self.row.setContentsMargins(look.px(8), look.px(6), look.px(6), look.px(6))
        self.row.setSpacing(look.px(4))
        self.field.setMinimumWidth(look.px(180))
        self.tally.setMinimumWidth(look.px(56))
        self._hits: list[str] = []
        self._folding = Folding(self)

    def open_up(self) -> None:
        """Come up with the words of the last time selected."""
        self._folding.begin(self._desk.document.case, self._desk.folded)
        self.adjustSize()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()
        self._look_up()

    @override
    def close_up(self) -> None:
        if self.isVisible():
            self._folding.stop()
            self.hide()
            self.found.emit([])
            self.closed.emit()

    @override
    def step(self, way: int) -> None:
        if self._hits:
            self._at = (self._at + way) % len(self._hits)
            self._show_tally(len(self._hits))
            self.shown.emit(self._hits[self._at])

    @override
    def _on_typed(self) -> None:
        self._look_up()

    def _look_up(self) -> None:
        case, board = self._desk.document.case, self._desk.board_id
        ids = {item.id for item in find(case, self.field.text(), board, folded=self._desk.folded)}
        self._hits = [id_ for id_ in reading_order(case, board) if id_ in ids] if ids else []
        self._at = -1
        self._show_tally(len(self._hits))
        self.found.emit(self._hits)
