"""The place of a card in the network, under its assessment: there once a question was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.panels.form import Desk, Section
from ui.style import Look

if TYPE_CHECKING:
    from ui.panels.standing_rows import StandingRows


class Standing(Section):
    """A section of the details; what it needs is made when there is something to show."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent, look, self.tr("Place in the network"))
        self._desk = desk
        self.rows: StandingRows | None = None
        self.hide()

    def show_item(self, item: str) -> None:
        """Show where an item stands; "" shows nothing."""
        measuring = self._desk.measuring
        if measuring is None or not item or measuring.answer is None:
            self.hide()
            return
        if self.rows is None:
            from ui.panels.standing_rows import StandingRows

            self.rows = StandingRows(self, self._look)
            self.column.addWidget(self.rows)
        self.setVisible(self.rows.show_item(measuring, item))
