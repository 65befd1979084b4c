"""Small controls that several panels share: segmented pickers, chips, text that grows with its words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from ui.icons import draw_icon
from ui.style import Look, dressed
from ui.widgets import PlainLabel, tip

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
            button.setToolTip(tip(words))
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

    @property
    def buttons(self) -> list[QToolButton]:
        """The buttons, in order."""
        return list(self._buttons.values())

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


class Number(QSpinBox):
    """A number to type or to step, with its arrows in the theme's colour."""

    def __init__(self, parent: QWidget, look: Look, least: int, most: int, unit: str = "") -> None:
        super().__init__(parent)
        self._look = look
        self.setRange(least, most)
        self.setSuffix(unit)
        self.lineEdit().setTextMargins(look.px(6), 0, 0, 0)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past it must not change the number."""
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._look.px(12)
        left, middle = self.width() - side - self._look.px(7), self.height() / 2
        colour = self._look.theme.colour("text2" if self.isEnabled() else "text3")
        painter = QPainter(self)
        draw_icon(painter, "chevron-up", QRectF(left, middle - side, side, side), colour)
        draw_icon(painter, "chevron-down", QRectF(left, middle, side, side), colour)
        painter.end()


class ElidedButton(QPushButton):
    """A button whose words end in an ellipsis where there is no room."""

    def __init__(self, parent: QWidget, words: str = "", look: str = "row") -> None:
        super().__init__(parent)
        dressed(self, look)
        self._words, self.kept = words, 0
        """What is shown in full, and the room at the end that something else takes."""
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
        room = self.width() - (0 if self.icon().isNull() else self.iconSize().width() + 6) - 12 - self.kept
        text = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 12))
        self.setText(text.replace("&", "&&"))


def answer_row(parent: QWidget, look: Look, words: str, key: str = "") -> QPushButton:
    """A row to be pressed, with the key that presses it at its end."""
    button = ElidedButton(parent, words, "answer")
    button.setAccessibleName(f"{key}: {words}" if key else words)
    button.kept = look.px(30)
    inner = QHBoxLayout(button)
    inner.setContentsMargins(0, 0, look.px(6), 0)
    inner.addStretch(1)
    if key:
        shown = dressed(PlainLabel(key, button), "key")
        shown.setFixedHeight(look.px(18))
        shown.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner.addWidget(shown)
    return button


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
