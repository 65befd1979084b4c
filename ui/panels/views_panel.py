"""The saved views of the case: show one, save what is seen, rename, update and delete."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.analysis.filters import EVERYTHING, NotAFilter, from_json
from board.case import Case
from board.edits.views import spot_of, views
from board.records import SavedView
from board.text import one_line, shortened
from ui.filter_words import words
from ui.style import Look, dressed
from ui.widgets import PlainLabel, tip

LONGEST_NAME = 200
ROW = 30


class ViewsPanel(QWidget):
    """A line to save under, the list, and what can be done with the marked one."""

    closed = Signal()
    save_wanted = Signal(str)
    """What is seen is to be saved under this name."""
    chosen = Signal(str)
    """A view is to be shown: its id."""
    renamed = Signal(str, str)
    updated = Signal(str)
    deleted = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        self._look = look
        self._case = Case()
        self._is_editable = True
        self._is_filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(12), look.px(12), look.px(10))
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        head.addWidget(dressed(PlainLabel(self.tr("Saved views"), self), "title"), 1)
        close = look.tool(self, "x", self.tr("Close (Esc)"), "text2", 16)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        row = QHBoxLayout()
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Name for what you see now"))
        self.line.setAccessibleName(self.tr("Name for what you see now"))
        self.line.setMaxLength(LONGEST_NAME)
        self.line.textChanged.connect(lambda _text: self._enable())
        self.line.installEventFilter(self)
        row.addWidget(self.line, 1)
        self.save = look.push(self, self.tr("Save"), "primary")
        self.save.clicked.connect(self._on_save)
        row.addWidget(self.save)
        column.addLayout(row)
        hint = self.tr("A view keeps the filter, the board and where you look. Undo takes it back.")
        self.hint = dressed(PlainLabel(hint, self), "muted")
        self.hint.setWordWrap(True)
        column.addWidget(self.hint)
        self._build_list(column)
        self._build_foot(column)
        look.changed.connect(self._fill)

    def _build_list(self, column: QVBoxLayout) -> None:
        self.list = dressed(QListWidget(self), "bare")
        self.list.setAccessibleName(self.tr("Saved views"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.list.setIconSize(QSize(self._look.px(16), self._look.px(16)))
        self.list.itemClicked.connect(self._on_pressed)
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        self.list.installEventFilter(self)
        column.addWidget(self.list, 1)
        self.detail = dressed(PlainLabel("", self), "muted")
        self.detail.setWordWrap(True)
        column.addWidget(self.detail)

    def _build_foot(self, column: QVBoxLayout) -> None:
        look, row = self._look, QHBoxLayout()
        row.setSpacing(look.px(6))
        self.update_button = look.push(self, self.tr("Update"), "outline")
        self.update_button.setToolTip(self.tr("Keep what you see now under this name"))
        self.update_button.clicked.connect(lambda: self.updated.emit(self.current()))
        self.rename = look.push(self, self.tr("Rename"), "outline")
        self.rename.clicked.connect(self._on_rename)
        self.delete = look.tool(self, "trash-2", self.tr("Delete this view"), "text2", 16)
        self.delete.clicked.connect(lambda: self.deleted.emit(self.current()))
        row.addWidget(self.update_button, 1)
        row.addWidget(self.rename, 1)
        row.addWidget(self.delete)
        column.addLayout(row)

    def show_views(self, case: Case, *, is_editable: bool) -> None:
        """Show the views of the case as they are."""
        self._case, self._is_editable = case, is_editable
        self._fill()

    def begin(self) -> None:
        """The keys on the line for a name, or on the list where nothing can be saved."""
        (self.line if self._is_editable else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> str:
        """The id of the marked view, or nothing."""
        at = self.list.currentIndex()
        return str(at.data(Qt.ItemDataRole.UserRole)) if at.isValid() else ""

    def _fill(self) -> None:
        marked, self._is_filling = self.current(), True
        self.list.clear()
        for view in views(self._case):
            title = shortened(one_line(view.title), LONGEST_NAME)
            entry = QListWidgetItem(self._look.icon("bookmark", "text2"), title, self.list)
            entry.setData(Qt.ItemDataRole.UserRole, view.id)
            entry.setToolTip(tip(f"{title}\n{described(self._case, view)}"))
            entry.setSizeHint(QSize(0, self._look.px(ROW)))
            if self._is_editable:
                entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsEditable)
            if view.id == marked:
                self.list.setCurrentItem(entry)
        self._is_filling = False
        self._enable()

    def _enable(self) -> None:
        view = self._case.saved_views.get(self.current())
        for button in (self.update_button, self.rename, self.delete):
            button.setEnabled(view is not None and self._is_editable)
        self.line.setEnabled(self._is_editable)
        self.save.setEnabled(self._is_editable and bool(self.line.text().strip()))
        if view is not None:
            self.detail.setText(described(self._case, view))
        else:
            self.detail.setText("" if self._case.saved_views else self.tr("No view has been saved yet."))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif watched is self.line and is_enter:
            self._on_save()
        elif watched is self.list and is_enter and self.current():
            self.chosen.emit(self.current())
        elif watched is self.list and event.key() == Qt.Key.Key_Delete and self.delete.isEnabled():
            self.deleted.emit(self.current())
        else:
            return False
        return True

    def _on_save(self) -> None:
        name = self.line.text().strip()
        if name and self._is_editable:
            self.line.clear()
            self.save_wanted.emit(name)

    def _on_pressed(self, entry: QListWidgetItem) -> None:
        self.chosen.emit(str(entry.data(Qt.ItemDataRole.UserRole)))

    def _on_rename(self) -> None:
        if (entry := self.list.currentItem()) is not None:
            self.list.editItem(entry)

    def _on_item_changed(self, entry: QListWidgetItem) -> None:
        if not self._is_filling:
            view, title = str(entry.data(Qt.ItemDataRole.UserRole)), entry.text().strip()
            # the list is filled anew, which must not happen while it takes what was typed
            QTimer.singleShot(0, self, lambda: self.renamed.emit(view, title))


def described(case: Case, view: SavedView) -> str:
    """What a view shows, and where."""
    try:
        wanted = from_json(view.filter)
        said = words(case, wanted) if wanted != EVERYTHING else _tr("No filter")
    except NotAFilter:
        said = _tr("A filter that this version cannot read")
    if view.hides and view.filter:
        said = _tr("{filter}; the others hidden").format(filter=said)
    spot = spot_of(view)
    if spot is None:
        return _tr("{filter}. On any board.").format(filter=said)
    board = case.boards.get(spot.board)
    if board is None:
        return _tr("{filter}. Its board has been deleted.").format(filter=said)
    title = shortened(one_line(board.title), 60)
    return _tr("{filter}. On the board “{board}”.").format(filter=said, board=title)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ViewsPanel", text)
