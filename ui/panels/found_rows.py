"""How a way, or a ring of cards, looks in the list of what was found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.style import Look
from ui.tracing import Found, Tracing

MOST_LINES = 4


class FoundRows(QStyledItemDelegate):
    """How a way looks in the list: its cards over some lines, and what is said of it."""

    def __init__(self, view: QListWidget, look: Look, tracing: Tracing) -> None:
        super().__init__(view)
        self._view, self._look, self._tracing = view, look, tracing

    def _height(self, found: Found) -> int:
        metrics = QFontMetrics(self._look.theme.font("body"))
        flags = int(Qt.TextFlag.TextWordWrap)
        within = metrics.boundingRect(QRect(0, 0, self._room(), 10_000), flags, found.title).height()
        return min(within, metrics.lineSpacing() * MOST_LINES)

    def _room(self) -> int:
        # as if the bar stood there: rows must not wrap anew when it comes
        bar = self._view.verticalScrollBar().sizeHint().width()
        return max(self._view.width() - bar - self._look.px(18), 40)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.row() >= len(self._tracing.rows):  # the list is about to follow
            return QSize(80, 0)
        found = self._tracing.rows[index.row()]
        below = self._look.px(18) if found.detail else 0
        return QSize(80, self._height(found) + below + self._look.px(12))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if index.row() >= len(self._tracing.rows):
            return
        found, theme, look = self._tracing.rows[index.row()], self._look.theme, self._look
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.currentIndex() == index:
            painter.setPen(theme.colour("accent") if self._view.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentSoft"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)
        high = self._height(found)
        words = QRect(rect.left() + look.px(8), rect.top() + look.px(5), self._room(), high)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("body"))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), found.title)
        if found.detail:
            painter.setPen(theme.colour("text2"))
            painter.setFont(theme.font("small"))
            below = QRect(words.left(), words.bottom() + 1, words.width(), look.px(18))
            shown = painter.fontMetrics().elidedText(found.detail, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()
