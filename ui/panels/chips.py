"""Short words in a row that wraps, each with a way to remove it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLayout, QLayoutItem, QLineEdit, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from board.text import one_line, shortened
from ui.style import dressed


class Flow(QLayout):
    """Widgets in reading order that wrap like words."""

    def __init__(self, parent: QWidget, gap: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._arranged(QRect(0, 0, width, 0), False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arranged(rect, True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def clear(self) -> None:
        """Take everything out and away."""
        while item := self.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _arranged(self, rect: QRect, place: bool) -> int:
        margins: QMargins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        x, y, tall = inner.x(), inner.y(), 0
        for item in self._items:
            size = item.sizeHint()
            width = min(size.width(), inner.width())
            if x + width > inner.right() + 1 and tall:
                x, y, tall = inner.x(), y + tall + self._gap, 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, size.height())))
            x += width + self._gap
            tall = max(tall, size.height())
        return y + tall - rect.y() + margins.bottom()


class Chips(QWidget):
    """Short words, each with a way to remove it, and a field to add one."""

    edited = Signal(tuple)

    def __init__(self, parent: QWidget, name: str, hint: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._name = name
        self._words: tuple[str, ...] = ()
        self._flow = Flow(self)
        self._field = QLineEdit(self)
        self._field.setPlaceholderText(hint)
        self._field.setAccessibleName(hint)
        self._field.setMaxLength(500)
        self._field.returnPressed.connect(self._on_added)
        self._field.editingFinished.connect(self._on_added)
        self._field.setMinimumWidth(90)
        self._flow.addWidget(self._field)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_words(self, words: Iterable[str]) -> None:
        """Show these words."""
        words = tuple(words)
        if words == self._words and self._flow.count() == len(words[:200]) + 1:
            return
        self._words = words
        self._flow.takeAt(self._flow.indexOf(self._field))
        self._flow.clear()
        for word in words[:200]:
            chip = dressed(QToolButton(self), "chip")
            chip.setText(shortened(one_line(word), 60).replace("&", "&&") + "  ×")
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            chip.setAccessibleName(self.tr("Remove {word}").format(word=shortened(one_line(word), 60)))
            chip.setProperty("word", word)
            chip.clicked.connect(self._on_removed)
            chip.show()
            self._flow.addWidget(chip)
        self._flow.addWidget(self._field)
        self.updateGeometry()

    def set_completer(self, completer: QCompleter) -> None:
        """Offer words while one is typed."""
        if (old := self._field.completer()) is not None:
            old.deleteLater()
        self._field.setCompleter(completer)

    def hide_field(self) -> None:
        """Words can be removed only."""
        self._field.hide()

    def set_read_only(self, value: bool) -> None:
        """Whether words can be added and removed."""
        self.setEnabled(not value)

    def _on_added(self) -> None:
        word = self._field.text().strip()
        self._field.clear()
        if word and word not in self._words:
            self.edited.emit((*self._words, word))

    def _on_removed(self) -> None:
        sender = self.sender()
        assert sender is not None
        gone = sender.property("word")
        self.edited.emit(tuple(word for word in self._words if word != gone))
