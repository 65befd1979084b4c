"""How a typed date is understood, and what may have been meant where it is not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from board import dates, typed_dates
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import date_words


class DateReading(QWidget):
    """A sentence below the line of a date, and a date to take instead."""

    taken = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        self.words = dressed(PlainLabel("", self), "faint")
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        column.addWidget(self.words)
        self.offer = look.push(self, "", "link")
        self.offer.clicked.connect(self._on_taken)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self._offered = ""

    def show_text(self, text: str) -> None:
        """Say how a date is read; nothing where there is none."""
        understood = dates.parse(text) if text else None
        self._offered = "" if understood or not text else typed_dates.suggest(text) or ""
        self.setVisible(bool(text))
        if understood:
            self.words.setText(self.tr("Understood as {words}").format(words=date_words(understood)))
        else:
            self.words.setText(self.tr("Not understood as a date; kept as written."))
        self.offer.setVisible(bool(self._offered))
        self.offer.setText(self.tr("Use {date}").format(date=self._offered))

    def _on_taken(self) -> None:
        self.taken.emit(self._offered)
