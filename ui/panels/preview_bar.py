"""The strip above the board while an arrangement is only shown: what it is, Apply and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.style import Look, dressed
from ui.widgets import PlainLabel


class PreviewBar(QFrame):
    """Asks whether the board is to be as it is shown; Esc says no wherever the focus is."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "without")
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(6), look.px(12), look.px(6))
        row.setSpacing(look.px(8))
        self._mark = PlainLabel("", self)
        row.addWidget(self._mark)
        self.words = dressed(PlainLabel("", self, elides=True), "strong")
        row.addWidget(self.words, 1)
        self.cancel = look.push(self, self.tr("Cancel"), "outline")
        self.cancel.clicked.connect(self.declined)
        row.addWidget(self.cancel)
        self.apply = look.push(self, self.tr("Apply"), "primary")
        self.apply.clicked.connect(self.accepted)
        row.addWidget(self.apply)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), parent)
        self._escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.declined)
        look.changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def ask(self, sentence: str) -> None:
        """Show what is shown, ready for Enter and Esc."""
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self._escape.setEnabled(True)
        self.show()
        self.apply.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        """Nothing is asked any more."""
        self._escape.setEnabled(False)
        self.hide()

    def _on_theme(self) -> None:
        side = self._look.px(18)
        icon = self._look.icon("eye", "text", side)
        self._mark.setPixmap(icon.pixmap(QSize(side, side), self.devicePixelRatio()))
