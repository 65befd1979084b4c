"""How one line of the search's answers is drawn: mark, words with what was found marked, keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from unicodedata import bidirectional as direction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from board.text import fold
from ui.icons import draw_icon, draw_kind
from ui.style import Look

if TYPE_CHECKING:
    from ui.panels.finder import Row

_Index = QModelIndex | QPersistentModelIndex


def marks(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, compared as search compares them."""
    folded = [fold(char) for char in text]
    plain = "".join(folded)
    owner = [at for at, piece in enumerate(folded) for _ in piece]
    for word in words:
        start = plain.find(word)
        if start >= 0:
            yield owner[start], owner[start + len(word) - 1] + 1


class RowPainter(QStyledItemDelegate):
    """Paints headings, cards, documents and commands."""

    def __init__(self, parent: QWidget, look: Look, words: Callable[[], list[str]]) -> None:
        super().__init__(parent)
        self._look, self._words = look, words

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        return QSize(100, self._look.px(44 if row.do else 26))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        theme, px = self._look.theme, self._look.px
        box: QRect = option.rect.adjusted(px(12), 0, -px(12), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not row.do:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(box.adjusted(px(10), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.text)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentSoft"))
            painter.drawRoundedRect(QRectF(box), px(6), px(6))
        side = px(22)
        mark = QRectF(box.x() + px(10), box.center().y() - side / 2, side, side)
        if row.kind is not None:
            draw_kind(painter, row.kind, mark, theme)
        else:
            draw_icon(painter, row.icon, mark.adjusted(3, 3, -3, -3), theme.colour("text2"))
        right = self._keys(painter, box, row.keys or ("Enter" if chosen and row.kind else ""))
        left = box.x() + px(44)
        width = right - left - px(8)
        self._line(
            painter, QRectF(left, box.y() + px(4), width, px(19)), row.text, theme.font("bodyStrong"), "text"
        )
        font = theme.font("quote" if row.quoted else "small")
        font.setPixelSize(px(12))
        self._line(painter, QRectF(left, box.y() + px(22), width, px(17)), row.detail, font, "text2")
        painter.restore()

    def _line(self, painter: QPainter, box: QRectF, text: str, font: QFont, role: str) -> None:
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("highlight"))
        if text.isascii() or all(direction(char) not in ("R", "AL") for char in text):
            for start, end in marks(text, self._words()):
                left = metrics.horizontalAdvance(text[:start])
                wide = metrics.horizontalAdvance(text[start:end])
                painter.drawRect(QRectF(box.x() + left, box.y() + 1, wide, box.height() - 2))
        painter.setPen(self._look.theme.colour(role))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _keys(self, painter: QPainter, box: QRect, keys: str) -> float:
        if not keys:
            return float(box.right())
        theme, px = self._look.theme, self._look.px
        font = theme.font("caption")
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(keys) + px(12)
        cap = QRectF(box.right() - wide - px(8), box.center().y() - px(9), wide, px(18))
        painter.setPen(theme.colour("border"))
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(cap, px(4), px(4))
        painter.setFont(font)
        painter.setPen(theme.colour("text2"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        return cap.left()
