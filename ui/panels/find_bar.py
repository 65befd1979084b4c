"""Finding on this board: the cards that hold the words, one after the other in reading order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from board.query import find, reading_order
from ui.panels.folding import Folding
from ui.panels.form import Desk
from ui.style import Look, dressed
from ui.widgets import PlainLabel


class FindBar(QFrame):
    """A field, which of how many, back and forth."""

    found = Signal(list)
    """All ids that hold the words; empty when the bar goes away."""
    shown = Signal(str)
    """The id to be looked at now."""
    closed = Signal()

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent)
        dressed(self, "raised")
        self._desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(8), look.px(6), look.px(6), look.px(6))
        row.setSpacing(look.px(4))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find on this board"))
        self.field.setAccessibleName(self.tr("Find on this board"))
        self.field.setMaxLength(400)
        self.field.setMinimumWidth(look.px(180))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        self.tally = dressed(PlainLabel("", self), "muted")
        self.tally.setMinimumWidth(look.px(56))
        row.addWidget(self.tally)
        for icon, text, way in (
            ("chevron-up", self.tr("Previous"), -1),
            ("chevron-down", self.tr("Next"), 1),
        ):
            button = look.tool(self, icon, text)
            button.setProperty("way", way)
            button.clicked.connect(self._on_step)
            row.addWidget(button)
        close = look.tool(self, "x", self.tr("Close"))
        close.clicked.connect(self.close_up)
        row.addWidget(close)
        self._hits: list[str] = []
        self._at = -1
        self._folding = Folding(self)
        self.hide()

    def open_up(self) -> None:
        """Come up with the words of the last time selected."""
        self._folding.begin(self._desk.document.case, self._desk.folded)
        self.adjustSize()
        self.show()
        self.raise_()
        self.field.setFocus()
        self.field.selectAll()
        self._look_up()

    def close_up(self) -> None:
        """Go away, and the marks on the board with it."""
        if self.isVisible():
            self._folding.stop()
            self.hide()
            self.found.emit([])
            self.closed.emit()

    def step(self, way: int) -> None:
        """Look at the next or the previous one; after the last comes the first."""
        if self._hits:
            self._at = (self._at + way) % len(self._hits)
            self._show_tally()
            self.shown.emit(self._hits[self._at])

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
        self._look_up()

    def _on_step(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.step(int(sender.property("way")))

    def _look_up(self) -> None:
        case, board = self._desk.document.case, self._desk.board_id
        ids = {item.id for item in find(case, self.field.text(), board, folded=self._desk.folded)}
        self._hits = [id_ for id_ in reading_order(case, board) if id_ in ids] if ids else []
        self._at = -1
        self._show_tally()
        self.found.emit(self._hits)

    def _show_tally(self) -> None:
        if not self.field.text().strip():
            self.tally.setText("")
        elif not self._hits:
            self.tally.setText(self.tr("None"))
        elif self._at < 0:
            self.tally.setText(self.tr("{count} found").format(count=len(self._hits)))
        else:
            self.tally.setText(self.tr("{at} of {count}").format(at=self._at + 1, count=len(self._hits)))
