"""What an empty board says: how to put the first card on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board.kinds import ITEM_KINDS, LINK_KINDS
from ui.canvas.draw import draw_link_sample
from ui.icons import draw_kind
from ui.style import Look, dressed
from ui.widgets import PlainLabel

WIDTH = 380


class _Picture(QWidget):
    """A source, an arrow and a claim."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedSize(QSize(look.px(140), look.px(36)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self._look.theme, float(self.height() - 4)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_kind(painter, ITEM_KINDS["source"], QRectF(2, 2, side, side), theme)
        draw_kind(painter, ITEM_KINDS["claim"], QRectF(self.width() - side - 2, 2, side, side), theme)
        between = QRectF(side + 14, 2, self.width() - 2 * side - 28, side)
        draw_link_sample(painter, between, LINK_KINDS["reports"], theme)
        painter.end()


class EmptyBoard(QWidget):
    """Two sentences and two buttons in the middle of the board; clicks beside them reach the board."""

    claim_wanted = Signal()
    files_wanted = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(_Picture(self, look), 0, Qt.AlignmentFlag.AlignHCenter)
        title = dressed(PlainLabel(self.tr("Put the first card on the board"), self), "title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        words = PlainLabel(
            self.tr("Double-click anywhere, drag a kind from the left, or drop a document."), self
        )
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words.setWordWrap(True)
        column.addWidget(dressed(words, "muted"))
        for label in (title, words):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout()
        row.addStretch(1)
        claim = look.push(self, self.tr("New claim"), "primary", "plus")
        claim.clicked.connect(self.claim_wanted)
        row.addWidget(claim)
        files = look.push(self, self.tr("Add documents"), "outline", "file-text")
        files.clicked.connect(self.files_wanted)
        row.addWidget(files)
        row.addStretch(1)
        column.addLayout(row)
        self.setFixedWidth(look.px(WIDTH))
        self.adjustSize()
