"""A small question beside cards of the board: never in the way, gone with Esc or a press elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.canvas.board_widget import BoardWidget
from ui.canvas.chooser import SHADOW, draw_raised, placed
from ui.style import Look, dressed
from ui.widgets import PlainLabel

CLEAR = 56
"""Room at the top of the board where the tabs float."""


class Popover(QFrame):
    """A raised panel that stands beside some cards and stays there while the board moves."""

    closed = Signal()

    def __init__(self, board: BoardWidget, look: Look, title: str, width: int) -> None:
        super().__init__(board.parentWidget() or board)
        self.board, self.look = board, look
        self._is_closed = False
        self._before: QWidget | None = None
        self.setAccessibleName(title)
        self.setFixedWidth(look.px(width) + 2 * SHADOW)
        self.column = QVBoxLayout(self)
        across, down = SHADOW + look.px(12), SHADOW + look.px(10)
        self.column.setContentsMargins(across, down, across, down)
        self.column.setSpacing(look.px(4))
        head = QHBoxLayout()
        head.addWidget(dressed(PlainLabel(title, self), "strong"), 1)
        close = look.tool(self, "x", self.tr("Close (Esc)"), "text2", 14)
        close.clicked.connect(self.escaped)
        head.addWidget(close)
        self.column.addLayout(head)
        board.viewport_changed.connect(self.place)
        board.content_changed.connect(self.place)
        board.board_changed.connect(self.close_up)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.hide()

    def beside(self) -> Sequence[str]:
        """The items it stands beside."""
        return ()

    def keep_clear(self) -> Sequence[QPointF]:
        """Points of the screen, as of a link, that it had better not hide."""
        return ()

    def escaped(self) -> None:
        """Esc, or the cross."""
        self.close_up()

    def open_up(self, first: QWidget) -> None:
        """Come up with the keys on this part of it."""
        self._before = self._before or QApplication.focusWidget()
        self.fit()
        self.show()
        self.raise_()
        self.place()
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_up(self) -> None:
        """Go away, and give the keys back to whoever had them, or to the board."""
        if self._is_closed:
            return
        self._is_closed = True
        focused = QApplication.focusWidget()
        self.hide()
        if focused is None or self.isAncestorOf(focused):
            before = self._before
            is_there = before is not None and isValid(before) and before.isVisible()
            back = before if before is not None and is_there else self.board
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def fit(self) -> None:
        """Take the height that the content wants."""
        self.column.invalidate()
        self.column.activate()
        wanted = self.column.heightForWidth(self.width()) if self.column.hasHeightForWidth() else -1
        self.resize(self.width(), max(wanted, self.column.sizeHint().height()))
        if self.isVisible():
            self.place()

    def place(self) -> None:
        """Stand beside the cards, and hide as little as can be."""
        board = self.board
        boxes = [board.view.rect_to_screen(box) for item in self.beside() if (box := board.model.box(item))]
        bare = self.size() - QSize(2 * SHADOW, 2 * SHADOW)
        within = QRectF(board.rect()).adjusted(8, self.look.px(CLEAR), -8, -8)
        boxes = [box for box in boxes if box.intersects(within)]
        corner = placed(bare, boxes, self.keep_clear(), within)
        self.move((corner - QPointF(SHADOW, SHADOW)).toPoint())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        draw_raised(painter, body, self.look.theme)
        painter.end()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        # another window in front, or nobody with the keys, is no answer
        if now is None or self._is_closed or now.window() is not self.window():
            return
        if now is not self and not self.isAncestorOf(now):
            self.close_up()
