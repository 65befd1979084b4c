"""A line to find words with: which of how many, back and forth. What is searched, and how, is its heirs'."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from ui.style import Look, dressed
from ui.widgets import PlainLabel


class FindLine(QFrame):
    """Field, tally and buttons; Enter goes on, Shift+Enter back, Esc away."""

    closed = Signal()

    def __init__(self, parent: QWidget, look: Look, dress: str, hint: str) -> None:
        super().__init__(parent)
        dressed(self, dress)
        self._at = -1
        """The place among what was found that is looked at; before the first one -1."""
        self.row = QHBoxLayout(self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setMaxLength(400)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.row.addWidget(self.field, 1)
        self.tally = dressed(PlainLabel("", self), "muted")
        self.row.addWidget(self.tally)
        self.previous = look.tool(self, "chevron-up", self.tr("Previous"))
        self.previous.clicked.connect(partial(self._on_step, -1))
        self.next = look.tool(self, "chevron-down", self.tr("Next"))
        self.next.clicked.connect(partial(self._on_step, 1))
        close = look.tool(self, "x", self.tr("Close"))
        close.clicked.connect(self.close_up)
        for button in (self.previous, self.next, close):
            self.row.addWidget(button)
        self.hide()

    def step(self, way: int) -> None:
        """Look at the next or the previous one; after the last comes the first."""
        raise NotImplementedError

    def close_up(self) -> None:
        """Go away, and the marks of what was found with it."""
        raise NotImplementedError

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self.close_up()
                    return True
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
                    return True
        return False

    def _on_typed(self) -> None:
        raise NotImplementedError

    def _on_step(self, way: int, _checked: bool = False) -> None:
        self.step(way)

    def _show_tally(self, count: int) -> None:
        if not self.field.text().strip():
            self.tally.setText("")
        elif not count:
            self.tally.setText(self.tr("None"))
        elif self._at < 0:
            self.tally.setText(self.tr("{count} found").format(count=count))
        else:
            self.tally.setText(self.tr("{at} of {count}").format(at=self._at + 1, count=count))
