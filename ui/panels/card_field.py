"""One card to choose: its name, or a line that finds it as one types."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.case import Case
from board.kinds import item_kind
from board.query import find
from board.text import one_line, shortened
from ui.icons import kind_icon
from ui.panels.controls import ElidedButton
from ui.panels.form import named
from ui.style import Look, dressed

MOST = 7
ROW = 26


class CardField(QFrame):
    """The card that is chosen, as a button to change it; without one, a line to type in."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, look: Look, label: str) -> None:
        super().__init__(parent)
        self._look = look
        self._case = Case()
        self.card = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(2))
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(named(label, self, look))
        self.button = ElidedButton(self, "", "outline")
        self.button.setToolTip(self.tr("Choose another card"))
        self.button.clicked.connect(self._on_change)
        row.addWidget(self.button, 1)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Name of a card"))
        self.line.setAccessibleName(label)
        self.line.setMaxLength(200)
        self.line.textEdited.connect(self._look_up)
        self.line.installEventFilter(self)
        row.addWidget(self.line, 1)
        column.addLayout(row)
        self.offers = dressed(QListWidget(self), "bare")
        self.offers.setAccessibleName(self.tr("Cards found"))
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.itemClicked.connect(lambda _entry: self._take())
        column.addWidget(self.offers)
        self.offers.hide()

    def show_card(self, case: Case, card: str) -> None:
        """Show what is chosen; a line to type in where nothing is."""
        if card == self.card and case is self._case and (card or self.line.text()):
            return
        self._case, self.card = case, card
        record = case.items.get(card)
        self.button.setVisible(record is not None)
        self.line.setVisible(record is None)
        self.offers.hide()
        if record is not None:
            side = self._look.px(16)
            self.button.setIconSize(QSize(side, side))
            self.button.setIcon(kind_icon(item_kind(case, record.kind), self._look.theme, side))
            title = shortened(one_line(record.title[:400]), 100) or self.tr("Untitled")
            self.button.set_words(title)
            self.line.clear()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                count = self.offers.count()
                if count:
                    self.offers.setCurrentRow((self.offers.currentRow() + step) % count)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take()
            case Qt.Key.Key_Escape if self.card:
                card, self.card = self.card, ""
                self.show_card(self._case, card)
            case _:
                return False
        return True

    def _on_change(self) -> None:
        self.button.hide()
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_up(self, text: str) -> None:
        self.offers.clear()
        for item in find(self._case, text, limit=MOST):
            kind = item_kind(self._case, item.kind)
            title = shortened(one_line(item.title[:400]), 80) or self.tr("Untitled")
            entry = QListWidgetItem(kind_icon(kind, self._look.theme, self._look.px(16)), title, self.offers)
            entry.setData(Qt.ItemDataRole.UserRole, item.id)
            entry.setSizeHint(QSize(0, self._look.px(ROW)))
        self.offers.setCurrentRow(0)
        self.offers.setFixedHeight(self._look.px(ROW) * self.offers.count() + 4)
        self.offers.setVisible(self.offers.count() > 0)

    def _take(self) -> None:
        if (entry := self.offers.currentItem()) is not None:
            self.chosen.emit(str(entry.data(Qt.ItemDataRole.UserRole)))
