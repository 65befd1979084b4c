"""Small controls that several panels share: segmented pickers, chips, text that grows with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QMargins, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from board.text import one_line, shortened
from ui.icons import draw_icon
from ui.style import Look, dressed

LONGEST = 20_000
"""Characters of one text that a field shows; more would make the window slow (safety.md 3.4)."""


class Segmented(QFrame):
    """A row of choices of which one, or none, holds."""

    chosen = Signal(str)

    def __init__(
        self, parent: QWidget, choices: Sequence[tuple[str, str, str]], name: str, look: Look
    ) -> None:
        """`choices` are (value, short text, full words)."""
        super().__init__(parent)
        dressed(self, "segments")
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons: dict[str, QToolButton] = {}
        for number, (value, text, words) in enumerate(choices):
            button = dressed(QToolButton(self), "segment")
            button.setProperty("first", number == 0)
            button.setText(text)
            button.setToolTip(words)
            button.setAccessibleName(f"{name}: {words}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setMinimumWidth(look.px(24))
            button.setMinimumHeight(look.px(24))
            button.clicked.connect(self._on_clicked)
            row.addWidget(button, 1)
            self._buttons[value] = button
        self.value = ""

    def set_value(self, value: str) -> None:
        """Show a choice without announcing it; an unknown one shows as none."""
        self.value = value
        for own, button in self._buttons.items():
            button.setChecked(own == value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        values = list(self._buttons)
        focused = next((at for at, value in enumerate(values) if self._buttons[value].hasFocus()), None)
        if step and focused is not None:
            self._buttons[values[(focused + step) % len(values)]].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        pressed = next(value for value, button in self._buttons.items() if button is self.sender())
        self.set_value("" if pressed == self.value else pressed)
        self.chosen.emit(self.value)


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


class Check(QCheckBox):
    """A box to tick, with the tick in the theme's colour."""

    def __init__(self, text: str, parent: QWidget, look: Look) -> None:
        super().__init__(text, parent)
        self._look = look
        self.setMinimumWidth(look.px(60))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.checkState() == Qt.CheckState.Unchecked:
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(part, option, self))
        name = "check" if self.checkState() == Qt.CheckState.Checked else "minus"
        painter = QPainter(self)
        draw_icon(painter, name, box.adjusted(2, 2, -2, -2), self._look.theme.colour("onAccent"))
        painter.end()


class Choice(QComboBox):
    """A list to choose one from, with its arrow in the theme's colour."""

    def __init__(self, parent: QWidget, look: Look, name: str) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past it must not change what is chosen."""
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._look.px(14)
        box = QRectF(self.width() - side - self._look.px(8), (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        draw_icon(painter, "chevron-down", box, self._look.theme.colour("text2"))
        painter.end()


class ElidedButton(QPushButton):
    """A button whose words end in an ellipsis where there is no room."""

    def __init__(self, parent: QWidget, words: str = "", look: str = "row") -> None:
        super().__init__(parent)
        dressed(self, look)
        self._words = words
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        return QSize(80, super().sizeHint().height())

    def _fit(self) -> None:
        room = self.width() - (0 if self.icon().isNull() else self.iconSize().width() + 6) - 12
        text = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 12))
        self.setText(text.replace("&", "&&"))


class GrowingText(QPlainTextEdit):
    """Plain text as tall as its words, between a least and a most; says when it was typed into."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, name: str, least: int = 1, most: int = 12) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._least, self._most = least, most
        self._is_showing = False
        self._cut = False
        self._is_locked = False
        self.single_line = False
        self.textChanged.connect(self._on_changed)
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show a text without taking it for typing; the caret stays where it can."""
        self._cut = len(text) > LONGEST
        shown = text[:LONGEST]
        self.setReadOnly(self._cut or self._is_locked)
        if shown == self.toPlainText():
            return
        self._is_showing = True
        caret = self.textCursor().position()
        self.setPlainText(shown)
        cursor = self.textCursor()
        cursor.setPosition(min(caret, len(self.toPlainText())))
        self.setTextCursor(cursor)
        self._is_showing = False
        self._fit_soon.start()

    def set_locked(self, locked: bool) -> None:
        """Whether it can be typed in."""
        self._is_locked = locked
        self.setReadOnly(self._cut or locked)

    @property
    def is_cut(self) -> bool:
        """Whether the text is longer than what is shown."""
        return self._cut

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.single_line and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_soon.start()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit_soon.start()

    @override
    def sizeHint(self) -> QSize:
        return QSize(80, self.height())

    def _on_changed(self) -> None:
        self._fit_soon.start()
        if not self._is_showing and not self._cut:
            self.typed.emit(self.toPlainText())

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        wanted_rows = max(self._least, int(self.document().size().height()))
        rows = min(wanted_rows, self._most)
        off, on = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(on if wanted_rows > self._most else off)
        around = self.height() - self.viewport().height() + 2 * round(self.document().documentMargin())
        wanted = rows * line + max(around, 8) + 2
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
