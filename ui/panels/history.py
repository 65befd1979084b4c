"""Everything that was done, step by step; press one to go there, back or forth."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from board.document import Document
from board.history import Step
from board.text import one_line, shortened
from ui.style import Look, dressed
from ui.widgets import PlainLabel

_Index = QModelIndex | QPersistentModelIndex


def step_words(step: Step) -> str:
    """A step as a line: what was done, to what, or to how many."""
    label = QCoreApplication.translate("Changes", step.label)
    if step.subject:
        label = f"{label}: {shortened(one_line(step.subject), 60)}"
    if step.size > 2:
        label += " " + QCoreApplication.translate("History", "({count} records)").format(
            count=QLocale().toString(step.size)
        )
    return label


def time_words(at: str, now: datetime) -> str:
    """When a step was done, as short as it stays clear."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return ""
    if then.date() == now.date():
        return then.strftime("%H:%M:%S")
    return QLocale().toString(
        QDate(then.year, then.month, then.day), QLocale.FormatType.ShortFormat
    ) + then.strftime(" %H:%M")


class StepsModel(QAbstractListModel):
    """The steps, latest first, with the beginning of the case as the last row."""

    def __init__(self, parent: QWidget, clock: Callable[[], datetime]) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._clock = clock

    def show(self, document: Document | None) -> None:
        """Show another case's steps, or the same ones after they changed."""
        self.beginResetModel()
        self._document = document
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self._document is None:
            return 0
        return len(self._document.history.steps) + 1

    def position_of(self, row: int) -> int:
        """How many steps stand when one goes to a row."""
        return 0 if self._document is None else len(self._document.history.steps) - row

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self._document is None or not index.isValid():
            return None
        position = self.position_of(index.row())
        history = self._document.history
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                if not position:
                    return QCoreApplication.translate("History", "The beginning")
                step = history.steps[position - 1]
                return f"{step_words(step)}\n{time_words(step.at, self._clock())}"
            case Qt.ItemDataRole.FontRole:
                font = QFont(QApplication.font())
                font.setBold(position == history.position)
                return font
            case Qt.ItemDataRole.ForegroundRole if position > history.position:
                return QApplication.palette().placeholderText()
        return None


class HistoryPanel(QWidget):
    """The history beside the board."""

    step_chosen = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget, look: Look, clock: Callable[[], datetime]) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(12), look.px(8), look.px(8))
        head = QHBoxLayout()
        head.addWidget(dressed(PlainLabel(self.tr("History"), self), "title"), 1)
        close = look.tool(self, "x", self.tr("Close the history"), "text2", 16)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        words = PlainLabel(self.tr("Press a step to go back or forth to it. Nothing is lost."), self)
        words.setWordWrap(True)
        column.addWidget(dressed(words, "muted"))
        self.model = StepsModel(self, clock)
        self.list = dressed(QListView(self), "bare")
        self.list.setModel(self.model)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("Steps, latest first"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        column.addWidget(self.list, 1)

    def show_steps(self, document: Document | None) -> None:
        """Show where the case stands."""
        at = self.list.verticalScrollBar().value()
        self.model.show(document)
        self.list.verticalScrollBar().setValue(at)
        if document is not None:
            row = len(document.history.steps) - document.history.position
            self.list.setCurrentIndex(self.model.index(row))

    def _on_chosen(self, index: QModelIndex) -> None:
        self.step_chosen.emit(self.model.position_of(index.row()))
