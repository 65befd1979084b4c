"""What the forms of the inspector are built of: sections, labelled rows, and fields bound to one attribute.

A form never keeps what was typed: every edit is a Change at once, and what it shows comes back from the
case. Typing in one field is one step, which ends when the field is left.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.document import Document
from board.query import FoldedWords
from ui.panels.controls import GrowingText
from ui.style import Look, dressed, line
from ui.widgets import PlainLabel, tip
from ui.wording import colour_name

NAME = (56, 88)
"""Least and greatest width of the name of a field."""

if TYPE_CHECKING:
    from board.evidence.independence import Suggestion
    from ui.evidence import Evidence
    from ui.measuring import Measuring


class Desk(Protocol):
    """What the forms need of the window: the open case and which board is in front."""

    @property
    def document(self) -> Document: ...

    @property
    def folded(self) -> FoldedWords: ...

    @property
    def board_id(self) -> str: ...

    @property
    def is_editable(self) -> bool: ...

    def end_typing(self) -> None:
        """A field was left: what is typed next is a step of its own."""

    def reveal(self, item: str) -> None:
        """Select an item and bring it into view."""

    def reveal_link(self, link: str) -> None:
        """Select a link and bring it into view."""

    def add_pictures(self, item: str) -> None:
        """Ask for pictures and put them on an item."""

    def add_files(self, item: str) -> None:
        """Ask for files and keep them with an item."""

    def save_file(self, attachment: str) -> None:
        """Ask where to, and write a kept file there."""

    def open_document(self, attachment: str) -> None:
        """Open a kept file in the reader."""

    def picture(self, attachment: str) -> QImage | None:
        """A kept picture, small; an empty one where it cannot be shown, None while it is on its way."""

    def show_passage(self, passage: str) -> None:
        """Open the reader at a passage."""

    @property
    def evidence(self) -> Evidence | None: ...

    @property
    def measuring(self) -> Measuring | None: ...

    def ask_how(self, link: str) -> None:
        """Ask how they know, beside a report."""

    def show_chain(self, claim: str) -> None:
        """Show the chain of a claim over the board."""

    def accept_suggestion(self, suggestion: Suggestion) -> None:
        """Declare a suggested pair of voices not independent."""


class Section(QWidget):
    """A part of a form under a hairline, with an optional title."""

    def __init__(self, parent: QWidget, look: Look, title: str = "", first: bool = False) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if not first:
            outer.addWidget(line(self))
        self.column = QVBoxLayout()
        self.column.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(12))
        self.column.setSpacing(look.px(6))
        outer.addLayout(self.column)
        self._look = look
        if title:
            self.head = QHBoxLayout()
            self.head.addWidget(dressed(PlainLabel(title, self), "strong"))
            self.head.addStretch(1)
            self.column.addLayout(self.head)

    def add_row(self, label: str, widget: QWidget) -> QWidget:
        """A widget with its name at the left."""
        row = QHBoxLayout()
        row.setSpacing(self._look.px(8))
        words = named(label, self, self._look)
        words.setBuddy(widget)
        row.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(widget, 1)
        self.column.addLayout(row)
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        return widget

    def add_below(self, label: str, widget: QWidget) -> QWidget:
        """A widget with its name above it."""
        words = dressed(PlainLabel(label, self), "muted")
        words.setBuddy(widget)
        self.column.addWidget(words)
        self.column.addWidget(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        return widget

    def add_words(self, text: str = "", look: str = "muted") -> PlainLabel:
        """A wrapped line of explanation."""
        words = dressed(PlainLabel(text, self), look)
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
        self.column.addWidget(words)
        return words


def named(text: str, parent: QWidget, look: Look) -> PlainLabel:
    """The name at the left of a field; a long one ends in an ellipsis."""
    words = dressed(PlainLabel(text, parent, elides=True), "muted")
    words.ensurePolished()
    wanted = words.fontMetrics().horizontalAdvance(text) + 4
    words.setFixedWidth(max(look.px(NAME[0]), min(wanted, look.px(NAME[1]))))
    return words


def cleared(layout: QBoxLayout) -> None:
    """Take every widget out of a layout and away."""
    while (entry := layout.takeAt(0)) is not None:
        if (widget := entry.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def several() -> str:
    """What a field says where the selected ones differ."""
    return QCoreApplication.translate("Form", "several")


def common(values: Iterable[object]) -> tuple[object, bool]:
    """The value that all share, or None and that they differ."""
    kept = list(values)
    first = kept[0] if kept else None
    return (first, False) if all(value == first for value in kept) else (None, True)


def show_line(field: QLineEdit, value: object, mixed: bool) -> None:
    """Show a value in a line without moving the caret of somebody who is typing there."""
    text = "" if mixed or value is None else str(value)
    hint = field.property("hint") or ""
    field.setPlaceholderText(several() if mixed else str(hint))
    if field.text() != text:
        caret = field.cursorPosition()
        field.setText(text)
        field.setCursorPosition(min(caret, len(text)) if field.hasFocus() else 0)


def show_words(field: GrowingText, value: object, mixed: bool) -> None:
    """Show a value in a text field."""
    hint = field.property("hint") or ""
    field.setPlaceholderText(several() if mixed else str(hint))
    field.show_text("" if mixed or value is None else str(value))


class Swatches(QWidget):
    """The colours a card or frame may wear; the first is its own."""

    def __init__(self, parent: QWidget, look: Look, name: str) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(2))
        self.buttons: dict[str, Swatch] = {}
        for token in ("", *list(look.theme.tokens)[:11]):
            button = Swatch(self, look, token)
            row.addWidget(button)
            self.buttons[token] = button
        row.addStretch(1)

    def set_value(self, value: object) -> None:
        """Mark the colour that is worn."""
        for token, button in self.buttons.items():
            button.setChecked(token == value)


class Swatch(QToolButton):
    """One colour to press."""

    def __init__(self, parent: QWidget, look: Look, token: str) -> None:
        super().__init__(parent)
        self.token = token
        self._look = look
        self.setCheckable(True)
        self.setFixedSize(look.px(20), look.px(20))
        words = colour_name(token) if token else QCoreApplication.translate("Form", "own colour")
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        look.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.token(self.token).ink if self.token else theme.colour("card")
        ring = theme.colour("accent") if self.isChecked() or self.hasFocus() else theme.colour("border")
        painter.setPen(QPen(ring, 2 if self.isChecked() or self.hasFocus() else 1))
        painter.setBrush(theme.colour("panel"))
        box = self.rect().adjusted(1, 1, -1, -1)
        if self.isChecked() or self.hasFocus():
            painter.drawEllipse(box)
        painter.setPen(
            QPen(QColor(theme.colour("borderControl")), 1) if not self.token else Qt.PenStyle.NoPen
        )
        painter.setBrush(ink)
        painter.drawEllipse(box.adjusted(3, 3, -3, -3))
        if not self.token:
            painter.setPen(QPen(theme.colour("borderControl"), 1))
            painter.drawLine(box.adjusted(5, 5, -5, -5).bottomLeft(), box.adjusted(5, 5, -5, -5).topRight())
        painter.end()
