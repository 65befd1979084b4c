"""Editing in place: one real text field laid over a card, a frame's title or a link's label.

It is a child of the board in the card's own font at the board's zoom, so that input methods, undo of
typing, selection and screen readers work as everywhere. Only plain text ever gets in. The field knows
nothing about the case; it says what was typed, once.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPalette, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget
from typing_extensions import override

from board.text import displayed
from ui.theme import Theme

LEAST_FONT = 11.0
LEAST_WIDTH = 120.0
MOST_LINES = 12
_EDGE = 4
"""Px that keep the field off the edge of the board when what it names is out of sight."""


class InPlaceEditor(QPlainTextEdit):
    """A plain text field that commits on Enter or when the focus goes, and is dropped by Esc."""

    committed = Signal(str)
    cancelled = Signal()

    def __init__(self, board: QWidget, theme: Theme, text: str, *, has_lines: bool, name: str) -> None:
        super().__init__(board)
        self._board = board
        self._has_lines = has_lines
        self._is_over = False
        self._at = QRectF()
        self._font = QFont()
        self.setAccessibleName(name)
        self.setObjectName("inPlaceEditor")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setPlainText(text)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.DefaultContextMenu)
        self.document().setDocumentMargin(1)
        self._dress(theme)
        self.textChanged.connect(self._fit)
        self.hide()

    def _dress(self, theme: Theme) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, theme.colour("card"))
        palette.setColor(QPalette.ColorRole.Text, theme.colour("text"))
        palette.setColor(QPalette.ColorRole.Highlight, theme.colour("accent"))
        palette.setColor(QPalette.ColorRole.HighlightedText, theme.colour("onAccent"))
        self.setPalette(palette)
        face, edge = theme.colour("card").name(), theme.colour("accent").name()
        self.setStyleSheet(
            f"#inPlaceEditor{{background:{face};border:1px solid {edge};border-radius:4px;padding:0}}"
        )

    def open_over(self, at: QRectF, font: QFont, size: float) -> None:
        """Show the field where the words stand, in their font at a size in screen px."""
        self._font = font
        self.follow(at, size)
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def follow(self, at: QRectF, size: float) -> None:
        """Go along when the board under the field is panned or zoomed."""
        self._at = QRectF(at)
        font = QFont(self._font)
        font.setPixelSize(round(max(LEAST_FONT, size)))
        self.setFont(font)
        self._fit()

    def finish(self) -> None:
        """Hand over what was typed and go."""
        if not self._is_over:
            self._close()
            self.committed.emit(self.toPlainText())

    def drop(self) -> None:
        """Go without a word."""
        if not self._is_over:
            self._close()
            self.cancelled.emit()

    def _close(self) -> None:
        self._is_over = True
        if self.hasFocus():
            self._board.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()

    def _fit(self) -> None:
        """Be as high as the text needs, from the place of the words downwards."""
        if self._at.isNull():
            return
        width = max(LEAST_WIDTH, self._at.width() + 4)
        self.resize(round(width), self.height())
        line = self.fontMetrics().lineSpacing()
        lines = min(MOST_LINES, max(1, int(self.document().size().height())))
        height = max(round(self._at.height()) + 4, lines * line + 4)
        room = self._board.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        x = max(room.left(), min(round(self._at.x()) - 2, room.right() - round(width)))
        y = max(room.top(), min(round(self._at.y()) - 2, room.bottom() - height))
        self.setGeometry(x, y, round(width), height)

    @override
    def sizeHint(self) -> QSize:
        return self.size()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        text = displayed(source.text())
        self.insertPlainText(text if self._has_lines else " ".join(text.split()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        is_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape:
            self.drop()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_shift and self._has_lines:
                self.insertPlainText("\n")
            else:
                self.finish()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.finish()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish()
