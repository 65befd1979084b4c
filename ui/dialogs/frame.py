"""What every dialog has: a title, an icon-free body and a row of buttons that fits translations."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.style import Look, dressed
from ui.widgets import PlainLabel


class Dialog(QDialog):
    """A dialog in the program's look. Esc closes it."""

    def __init__(self, parent: QWidget | None, look: Look, title: str, width: int = 520) -> None:
        super().__init__(parent)
        self.look = look
        self.setWindowTitle(title)
        self.setModal(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.px(24), look.px(20), look.px(24), look.px(16))
        outer.setSpacing(look.px(12))
        outer.addWidget(dressed(PlainLabel(title, self), "title"))
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(10))
        outer.addLayout(self.body, 1)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)
        self.setMinimumWidth(min(look.px(width), self.screen().availableGeometry().width() - 40))

    def add_words(self, text: str, kind: str = "muted") -> PlainLabel:
        """A wrapped paragraph."""
        words = dressed(PlainLabel(text, self), kind)
        words.setWordWrap(True)
        self.body.addWidget(words)
        return words

    def add_button(self, text: str, run: Callable[[], object], primary: bool = False) -> QPushButton:
        """A button in the row at the foot; the primary one answers to Enter."""
        button = self.look.push(self, text, "primary" if primary else "outline")
        button.setAutoDefault(primary)
        button.setDefault(primary)
        button.clicked.connect(run)
        self.buttons.addWidget(button)
        return button
