"""The key to what the board shows of a measure, floating over it: real numbers, and how to be rid of it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.canvas.draw.key import Key, draw_key, key_size
from ui.canvas.draw.style import Style
from ui.style import Look, dressed

WIDEST = 260


class _Sheet(QWidget):
    """The key itself, drawn as in an exported picture."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._style = Style(look.theme)
        self.key: Key | None = None
        look.changed.connect(self._on_theme)

    def show_key(self, key: Key) -> None:
        """Show a key."""
        self.key = key
        size = key_size(key, self._style, WIDEST)
        self.setFixedSize(QSize(self._look.px(size.width()) + 1, self._look.px(size.height()) + 1))
        self.setAccessibleName(key.sentence())
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.key is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self._look.scale, self._look.scale)
        draw_key(painter, self.key, self._style, QPointF(0, 0), self.width() / self._look.scale)
        painter.end()

    def _on_theme(self) -> None:
        self._style = Style(self._look.theme)
        self.update()


class MeasureKey(QFrame):
    """The key with a button that takes the measure off the board."""

    closed = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "raised")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(8), look.px(4), look.px(8))
        row.setSpacing(look.px(6))
        self.sheet = _Sheet(self, look)
        row.addWidget(self.sheet)
        side = QVBoxLayout()
        self.close_button = look.tool(self, "x", self.tr("Take it off the board (Esc)"), "text2", 14)
        self.close_button.clicked.connect(self.closed)
        side.addWidget(self.close_button)
        side.addStretch(1)
        row.addLayout(side)
        self.hide()

    def show_key(self, key: Key | None) -> None:
        """Show a key, or nothing."""
        self.setVisible(key is not None)
        if key is not None and key != self.sheet.key:
            self.sheet.show_key(key)
            self.setAccessibleName(key.sentence())
            self.adjustSize()
