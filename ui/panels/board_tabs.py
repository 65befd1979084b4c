"""The boards of the case as tabs: add, rename in place, drag into another order, duplicate, delete."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTabBar, QWidget
from typing_extensions import override

from board.records import Board
from board.text import one_line, shortened
from ui.style import Look, dressed

LONGEST_TITLE = 200
LEAST_LETTERS = 18
"""Letters for which a tab keeps room."""


class _Bar(QTabBar):
    """A tab bar that can be renamed by double-click or F2."""

    rename_asked = Signal(int)
    menu_asked = Signal(int, QPoint)
    dropped = Signal()

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        """Titles stay readable where there is little room; then the bar scrolls."""
        whole = self.tabSizeHint(index)
        return QSize(
            min(whole.width(), LEAST_LETTERS * self.fontMetrics().averageCharWidth()), whole.height()
        )

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if (index := self.tabAt(event.position().toPoint())) >= 0:
            self.rename_asked.emit(index)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.dropped.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_F2 | Qt.Key.Key_Return:
                self.rename_asked.emit(self.currentIndex())
            case Qt.Key.Key_Menu:
                corner = self.mapToGlobal(self.tabRect(self.currentIndex()).bottomLeft())
                self.menu_asked.emit(self.currentIndex(), corner)
            case _:
                super().keyPressEvent(event)


class BoardTabs(QFrame):
    """The tabs, floating at the top left of the board."""

    board_chosen = Signal(str)
    board_wanted = Signal()
    renamed = Signal(str, str)
    moved = Signal(str, int)
    menu_asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "tabs")
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(2), 0, look.px(2), 0)
        row.setSpacing(0)
        self.bar = _Bar(self)
        self.bar.setMovable(True)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setUsesScrollButtons(True)
        self.bar.setElideMode(Qt.TextElideMode.ElideRight)
        self.bar.setAccessibleName(self.tr("Boards"))
        self.bar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.bar.customContextMenuRequested.connect(self._on_menu)
        self.bar.currentChanged.connect(self._on_current)
        self.bar.rename_asked.connect(self.rename)
        self.bar.menu_asked.connect(self._ask_menu)
        self.bar.dropped.connect(self._on_dropped)
        row.addWidget(self.bar, 1)
        self.add_button = look.tool(self, "plus", self.tr("New board"), "text2", 16, "Ctrl+T")
        self.add_button.clicked.connect(self.board_wanted)
        row.addWidget(self.add_button)
        self._boards: list[Board] = []
        self._is_showing = False
        self._field: QLineEdit | None = None

    def show_boards(self, boards: Sequence[Board], current: str, editable: bool) -> None:
        """Show the boards in order, one of them open."""
        self._is_showing = True
        self._boards = list(boards)
        while self.bar.count() > len(boards):
            self.bar.removeTab(self.bar.count() - 1)
        for index, board in enumerate(boards):
            title = shortened(one_line(board.title) or self.tr("Untitled board"), 40).replace("&", "&&")
            if index >= self.bar.count():
                self.bar.addTab(title)
            elif self.bar.tabText(index) != title:
                self.bar.setTabText(index, title)
            self.bar.setTabData(index, board.id)
            if board.id == current:
                self.bar.setCurrentIndex(index)
        self.bar.setMovable(editable)
        self.add_button.setEnabled(editable)
        self._is_showing = False
        self.fit()

    def fit(self) -> None:
        """Take the room the tabs need, as far as the board leaves it."""
        over = self.parentWidget()
        most = over.width() - 2 * self.x() if over else 600
        self.bar.updateGeometry()  # a tab that was added while it was hidden told nobody of its height
        wanted = self.bar.sizeHint().width() + self.add_button.sizeHint().width() + self._look.px(6)
        self.resize(min(wanted, most), self.sizeHint().height())

    def rename(self, index: int) -> None:
        """Edit a tab's title in its place; Enter keeps it, Esc does not."""
        if not 0 <= index < len(self._boards) or not self.bar.isMovable():
            return
        self._end_rename()
        field = dressed(QLineEdit(self._boards[index].title[:LONGEST_TITLE], self.bar), "tab")
        field.setMaxLength(LONGEST_TITLE)
        field.setAccessibleName(self.tr("Title of the board"))
        field.setProperty("board", self._boards[index].id)
        rect: QRect = self.bar.tabRect(index)
        field.setGeometry(rect.adjusted(2, 3, max(0, 120 - rect.width()) - 2, -3))
        field.selectAll()
        field.installEventFilter(self)
        field.editingFinished.connect(self._on_renamed)
        self._field = field
        field.show()
        field.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Escape:
                    self._end_rename()
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._on_renamed()
                case _:
                    return False
            self.bar.setFocus()
            return True
        return False

    def _on_renamed(self) -> None:
        field = self._field
        if field is None:
            return
        board, title = str(field.property("board")), field.text().strip()
        self._end_rename()
        if title and any(own.id == board and own.title != title for own in self._boards):
            self.renamed.emit(board, title)

    def _end_rename(self) -> None:
        if self._field is not None:
            field, self._field = self._field, None
            field.hide()
            field.deleteLater()

    def _on_current(self, index: int) -> None:
        if not self._is_showing and 0 <= index < self.bar.count():
            self.board_chosen.emit(str(self.bar.tabData(index)))

    def _on_dropped(self) -> None:
        """One Change when the mouse lets go, not one for every tab passed."""
        order = [str(self.bar.tabData(index)) for index in range(self.bar.count())]
        was = [board.id for board in self._boards]
        if order != was:
            here = str(self.bar.tabData(self.bar.currentIndex()))
            self.moved.emit(here, order.index(here))

    def _on_menu(self, at: QPoint) -> None:
        self._ask_menu(self.bar.tabAt(at), self.bar.mapToGlobal(at))

    def _ask_menu(self, index: int, at: QPoint) -> None:
        if index >= 0:
            self.menu_asked.emit(str(self.bar.tabData(index)), at)
