"""Small widgets that every room of the window uses.

A case holds strangers' text, and Qt's labels guess whether a text is markup; `PlainLabel` never does.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from board.text import displayed


def tip(words: str) -> str:
    """Words as a tool tip, which Qt would take for markup, and open what they name, were they not escaped."""
    shown = displayed(words)
    return "<qt>" + escape(shown).replace("\n", "<br>") + "</qt>" if "<" in shown else shown


class PlainLabel(QLabel):
    """A label that shows any text as text, and can end it in an ellipsis where it does not fit."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, elides: bool = False) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._elides = elides
        self.setText(text)

    @override
    def setText(self, text: str) -> None:
        super().setText(displayed(text))

    @override
    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._elides else hint

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._elides:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._elides:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            text,
            self.foregroundRole(),
        )
        painter.end()
