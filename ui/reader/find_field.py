"""The field that finds words in the document: which of how many, back and forth."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from ui.reader.finding import Search
from ui.style import Look, dressed
from ui.widgets import PlainLabel


class FindField(QFrame):
    """A line under the tools of the reader, there while something is sought."""

    found = Signal(object)
    """Every place found; none when the field goes away."""
    shown = Signal(int, int)
    """The place to be looked at now."""
    closed = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), 0, look.px(8), look.px(6))
        row.setSpacing(look.px(2))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find in this document"))
        self.field.setAccessibleName(self.tr("Find in this document"))
        self.field.setMaxLength(400)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        row.addWidget(self.field, 1)
        self.tally = dressed(PlainLabel("", self), "muted")
        self.tally.setMinimumWidth(look.px(52))
        row.addWidget(self.tally)
        self.previous = look.tool(self, "chevron-up", self.tr("Previous"))
        self.previous.clicked.connect(self._on_previous)
        self.next = look.tool(self, "chevron-down", self.tr("Next"))
        self.next.clicked.connect(self._on_next)
        close = look.tool(self, "x", self.tr("Close"))
        close.clicked.connect(self.close_up)
        for button in (self.previous, self.next, close):
            row.addWidget(button)
        self._search = Search(self)
        self._search.found.connect(self._on_found)
        self._text = ""
        self._hits: list[tuple[int, int]] = []
        self._at, self._from = -1, 0
        self.hide()

    def open_up(self, text: str, place: int, words: str = "") -> None:
        """Come up for a text that is being read at a place."""
        self._text, self._from = text, place
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus()
        self.field.selectAll()
        self._on_typed()

    def use_text(self, text: str) -> None:
        """Another document is in front."""
        self._text, self._from = text, 0
        if self.isVisible():
            self._on_typed()

    def close_up(self) -> None:
        """Go away, and the marks of what was found with it."""
        if self.isVisible():
            self.hide()
            self._search.stop()
            self._hits = []
            self.found.emit([])
            self.closed.emit()

    def step(self, way: int) -> None:
        """Look at the next or the previous one; after the last comes the first."""
        if not self._hits:
            return
        if self._at < 0:
            ahead = next((at for at, hit in enumerate(self._hits) if hit[0] >= self._from), 0)
            self._at = ahead if way > 0 else ahead - 1
        else:
            self._at += way
        self._at %= len(self._hits)
        self._show_tally()
        self.shown.emit(*self._hits[self._at])

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
        self._at = -1
        self._search.start(self._text, self.field.text())

    def _on_found(self, hits: list[tuple[int, int]], _is_done: bool) -> None:
        self._hits = hits
        self._show_tally()
        self.found.emit(hits)

    def _on_previous(self) -> None:
        self.step(-1)

    def _on_next(self) -> None:
        self.step(1)

    def _show_tally(self) -> None:
        if not self.field.text().strip():
            self.tally.setText("")
        elif not self._hits:
            self.tally.setText(self.tr("None"))
        elif self._at < 0:
            self.tally.setText(self.tr("{count} found").format(count=len(self._hits)))
        else:
            self.tally.setText(self.tr("{at} of {count}").format(at=self._at + 1, count=len(self._hits)))
