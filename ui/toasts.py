"""Messages that come and go at the foot of the board, at most three, the latest lowest.

An ordinary one stays 4 seconds, one with Undo 8, an error until it is closed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from board.text import shortened
from ui.shade import Shade
from ui.style import Look, dressed
from ui.widgets import PlainLabel

WIDTH = 420
LIVES = {"ok": 4000, "undo": 8000, "error": 0}
MOST = 3
FOOT = 98
"""Room left below for the zoom bar."""
ROOM = 14
"""Around the messages, for their shadows."""


class Toast(QFrame):
    """One message, with what can be done about it."""

    def __init__(self, parent: QWidget, look: Look, text: str, mood: str, icon: str) -> None:
        super().__init__(parent)
        dressed(self, "toastError" if mood == "error" else "toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(12), look.px(8), look.px(6), look.px(8))
        row.setSpacing(look.px(10))
        mark = look.tool(self, icon, "", "errorText" if mood == "error" else "text2", 16)
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.label = PlainLabel(shortened(text, 400), self)
        self.label.setWordWrap(True)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        row.addWidget(self.label, 1)
        self._row = row
        self._look = look
        self.setAccessibleName(shortened(text, 400))
        self.setFixedWidth(look.px(WIDTH))
        self.step = 0
        """Number of the step it offers to undo, where it does."""

    def add_button(self, text: str, run: Callable[[], object], close: Callable[[], None]) -> None:
        """A word that does something and ends the message."""
        button = self._look.push(self, text, "link")

        def act() -> None:
            close()
            run()

        button.clicked.connect(act)
        self._row.addWidget(button)

    def add_close(self, text: str, close: Callable[[], None]) -> None:
        """The cross at the end."""
        button = self._look.tool(self, "x", text, "text2", 14)
        button.clicked.connect(close)
        self._row.addWidget(button)


class Toasts(QWidget):
    """The pile of messages over the board."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._column = QVBoxLayout(self)
        room = look.px(ROOM)
        self._column.setContentsMargins(room, room, room, room)
        self._column.setSpacing(look.px(8))
        self._toasts: list[Toast] = []
        self.above: QWidget | None = None
        """What the messages stand over the middle of; nothing is the whole window."""
        parent.installEventFilter(self)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the messages say, oldest first."""
        return [toast.label.text() for toast in self._toasts]

    def say(
        self,
        text: str,
        mood: str = "ok",
        icon: str = "",
        doing: tuple[tuple[str, Callable[[], object]], ...] = (),
        step: int = 0,
    ) -> None:
        """Show a message; `doing` are words to press and what they do, `step` what it speaks of."""
        icon = icon or {"ok": "check", "undo": "undo-2", "error": "triangle-alert"}[mood]
        toast = Toast(self, self._look, text, mood, icon)
        toast.step = step

        def close() -> None:
            self._close(toast)

        for word, run in doing:
            toast.add_button(word, run, close)
        toast.add_close(self.tr("Close this message"), close)
        for earlier in [one for one in self._toasts if not doing and one.label.text() == toast.label.text()]:
            self._close(earlier)
        while len(self._toasts) >= MOST:
            self._close(self._toasts[0])
        self._toasts.append(toast)
        self._column.addWidget(toast)
        Shade(toast, self._look)
        toast.show()
        if LIVES[mood]:
            QTimer.singleShot(LIVES[mood], toast, close)
        self._place()

    def clear(self) -> None:
        """Close every message."""
        for toast in tuple(self._toasts):
            self._close(toast)

    def withdraw(self, standing: int) -> None:
        """Close what speaks of steps after this one: they were undone."""
        for toast in tuple(self._toasts):
            if toast.step > standing:
                self._close(toast)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._toasts:
            self._place()
        return False

    def _close(self, toast: Toast) -> None:
        if toast in self._toasts:
            self._toasts.remove(toast)
            self._column.removeWidget(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        over = self.parentWidget()
        if not self._toasts or over is None:
            self.hide()
            return
        room = self._look.px(ROOM)
        width = self._look.px(WIDTH) + 2 * room
        tall = self._column.heightForWidth(width) if self._column.hasHeightForWidth() else -1
        height = max(tall, self._column.sizeHint().height())
        foot = self._look.px(FOOT)
        middle = over.rect().center()
        if self.above is not None and self.above.isVisible():
            middle = self.above.mapTo(over, self.above.rect().center())
        self.setGeometry(middle.x() - width // 2, over.height() - foot + room - height, width, height)
        self.show()
        self.raise_()
