"""What can be made of the words that were pressed: a few rows below them, each one press or one key.

It takes no keys: they go on being the page's, so that whoever reads on need not send it away.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from board.kinds import ITEM_KINDS
from ui.canvas.chooser import SHADOW, draw_raised
from ui.icons import kind_icon
from ui.panels.controls import answer_row
from ui.reader.offers import Offer
from ui.style import Look

_ROW, _ICON, _EDGE = 30, 16, 4


class OfferBar(QFrame):
    """A raised list over the page that goes at the next thing that is done there."""

    chosen = Signal(object)
    """The Offer that was pressed."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look, self._over = look, parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("What can be made of these words"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[SHADOW + look.px(_EDGE)] * 4)
        self._column.setSpacing(0)
        self.rows: list[QWidget] = []
        self.hide()

    def show_offers(self, offers: Sequence[tuple[Offer, str]], beside: QRectF) -> None:
        """Offer these, each with its key, near a line of the page."""
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(offer, key) for offer, key in offers]
        for row in self.rows:
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))
        self.resize(self._size())
        self.move(self._corner(beside))
        self.raise_()

    def _row(self, offer: Offer, key: str) -> QWidget:
        row = answer_row(self, self._look, offer.words, key)
        row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.setFixedHeight(self._look.px(_ROW))
        if offer.kind:
            row.setIcon(kind_icon(ITEM_KINDS[offer.kind], self._look.theme, self._look.px(_ICON)))
        else:
            row.setIcon(self._look.icon("plus" if offer.end else "search", "text2", _ICON))
        row.clicked.connect(partial(self._on_pressed, offer))
        return row

    def _size(self) -> QSize:
        px = self._look.px
        high = len(self.rows) * px(_ROW) + 2 * (SHADOW + px(_EDGE))
        return QSize(self._over.width() + 2 * SHADOW - px(8), high)

    def _corner(self, beside: QRectF) -> QPoint:
        """Below the line, or above it where there is no room."""
        within: QRect = self._over.rect()
        left = round((within.width() - self.width()) / 2)
        below = round(beside.bottom()) - SHADOW + 4
        if below + self.height() - SHADOW > within.bottom():
            below = round(beside.top()) - self.height() + SHADOW - 4
        return QPoint(left, max(below, -SHADOW))

    def _on_pressed(self, offer: Offer, _checked: bool = False) -> None:
        self.hide()
        self.chosen.emit(offer)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        draw_raised(painter, body, self._look.theme)
        painter.end()
