"""The strip above the board that stays: read-only, or a write that failed and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from board.text import shortened
from ui.style import Look, dressed, redress
from ui.widgets import PlainLabel


class Banner(QFrame):
    """One sentence and what can be pressed."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "warn")
        self._look = look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.px(16), look.px(8), look.px(12), look.px(8))
        self._row.setSpacing(look.px(10))
        self._mark = PlainLabel("", self)
        self._row.addWidget(self._mark)
        self.label = PlainLabel("", self)
        self.label.setWordWrap(True)
        self._row.addWidget(self.label, 1)
        self._close = look.tool(self, "x", self.tr("Close this message"), "text2", 16)
        self._close.clicked.connect(self.hide)
        self._row.addWidget(self._close)
        self._buttons: list[QPushButton] = []
        self._mood = "warn"
        look.changed.connect(self._on_theme)
        self.hide()

    def show_message(
        self, text: str, mood: str = "warn", doing: tuple[tuple[str, Callable[[], object]], ...] = ()
    ) -> None:
        """Show a sentence; `mood` is warn or error."""
        self._mood = mood
        redress(self, look=mood)
        self.label.setText(shortened(text, 600))
        redress(self.label, look="errorText" if mood == "error" else "warnText")
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for words, run in doing:
            button = self._look.push(self, words, "outline")
            button.clicked.connect(run)
            self._row.insertWidget(self._row.count() - 1, button)
            self._buttons.append(button)
        self._on_theme()
        self.show()

    def withdraw_error(self) -> None:
        """Take a sentence on a write that failed away: one has come through."""
        if self._mood == "error":
            self.hide()

    def _on_theme(self) -> None:
        side = self._look.px(18)
        role = "errorText" if self._mood == "error" else "warnText"
        icon = self._look.icon("triangle-alert" if self._mood == "error" else "lock", role, side)
        self._mark.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatio()))
