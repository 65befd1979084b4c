"""The lists of the whole case beside the board: where it narrows, circles, ends in the dark, contradicts.

Headings carry the counts and fold; every row goes to its card, on another board where it lies there.
A suggestion is a row as well: it is answered at the foot, and never applied by itself.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.case import Case
from board.evidence.independence import Suggestion
from board.evidence.sentence import short_name
from board.kinds import item_kind
from board.text import shortened
from ui.evidence import Evidence
from ui.icons import draw_icon, draw_kind
from ui.panels.list_rows import Row, rows_of
from ui.style import Look, dressed
from ui.widgets import PlainLabel, tip
from ui.wording import ground

HEAD = 34
LOW = 28
HIGH = 42
ICON = 16
FOLDED = ("loops", "dark", "contradictions", "grade", "next", "pairs")
"""Lists that are folded at first, so that every heading is in sight with its count."""


class RowsModel(QAbstractListModel):
    """Headings and the rows of those that are unfolded."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: list[Row] = []
        self.folded = set(FOLDED)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show other rows."""
        self._all = rows
        self._take()

    def fold(self, head: str) -> None:
        """Fold or unfold what stands under a heading."""
        self.folded ^= {head}
        self._take()

    def _take(self) -> None:
        shown = [row for row in self._all if row.is_head or row.section not in self.folded]
        if shown != self.rows:
            self.beginResetModel()
            self.rows = shown
            self.endResetModel()

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return " ".join(part for part in (row.text, row.more, row.count) if part)
            case Qt.ItemDataRole.ToolTipRole if not row.is_head:
                return tip("\n".join(part for part in (row.text, row.more, row.tip) if part))
        return None


class RowsPanel(QWidget):
    """Who shows a list of rows, and of which case."""

    case: Case
    list: QListView


class RowDelegate(QStyledItemDelegate):
    """How headings and rows look."""

    def __init__(self, parent: RowsPanel, look: Look, model: RowsModel) -> None:
        super().__init__(parent)
        self._panel, self._look, self._model = parent, look, model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = self._model.rows[index.row()]
        return QSize(80, self._look.px(HEAD if row.is_head else HIGH if row.more else LOW))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, theme, look = self._model.rows[index.row()], self._look.theme, self._look
        view = self._panel.list
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect).adjusted(1, 1, -1, -1)
        is_current = view.currentIndex() == index
        if is_current:
            painter.setPen(theme.colour("accent") if view.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentSoft"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        if row.is_head:
            self._paint_head(painter, box, row)
        else:
            self._paint_row(painter, box.adjusted(look.px(4), 0, -look.px(6), 0), row)
        painter.restore()

    def _paint_head(self, painter: QPainter, box: QRectF, row: Row) -> None:
        look, theme = self._look, self._look.theme
        side = look.px(14)
        name = "chevron-right" if row.section in self._model.folded else "chevron-down"
        arrow = QRectF(box.left() + look.px(4), box.center().y() - side / 2, side, side)
        draw_icon(painter, name, arrow, theme.colour("text2"))
        painter.setFont(theme.font("bodyStrong"))
        painter.setPen(theme.colour("text"))
        words = box.adjusted(look.px(24), 0, -look.px(40), 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), row.text)
        _draw_count(painter, box.adjusted(0, 0, -look.px(6), 0), row.count, look)

    def _paint_row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        look, theme = self._look, self._look.theme
        side, left = look.px(ICON), box.left() + look.px(18)
        case = self._panel.case
        upper = QRectF(box.left(), box.top(), box.width(), look.px(LOW) - 2) if row.more else box
        mark = QRectF(left, upper.center().y() - side / 2, side, side)
        if row.item in case.items:
            draw_kind(painter, item_kind(case, case.items[row.item].kind), mark, theme)
        painter.setFont(theme.font("body"))
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(row.count) + look.px(10) if row.count else 0
        words = upper.adjusted(mark.right() - upper.left() + look.px(8), 0, -wide, 0)
        painter.setPen(theme.colour("text"))
        text = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, round(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.setPen(theme.colour("text2"))
        if row.count:
            painter.drawText(
                upper, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), row.count
            )
        if row.more:
            painter.setFont(theme.font("small"))
            below = QRectF(words.left(), upper.bottom() - 2, box.right() - words.left(), look.px(HIGH - LOW))
            shown = painter.fontMetrics().elidedText(
                row.more, Qt.TextElideMode.ElideRight, round(below.width())
            )
            painter.drawText(below, int(Qt.AlignmentFlag.AlignTop), shown)


class CaseListsPanel(RowsPanel):
    """Title, lists, and the answers to a suggestion."""

    item_chosen = Signal(str)
    suggestion_accepted = Signal(object)
    suggestion_declined = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        self._look = look
        self.case = Case()
        self.is_editable = True
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(12), look.px(8), look.px(8))
        column.setSpacing(look.px(6))
        head = QHBoxLayout()
        head.setContentsMargins(look.px(4), 0, 0, 0)
        head.addWidget(dressed(PlainLabel(self.tr("Case lists"), self), "title"), 1)
        close = look.tool(self, "x", self.tr("Close the lists"), "text2", 16)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        self.busy = dressed(PlainLabel(self.tr("Following the chains of every claim …"), self), "muted")
        self.busy.setContentsMargins(look.px(4), 0, 0, 0)
        self.busy.setWordWrap(True)
        column.addWidget(self.busy)
        self.model = RowsModel(self)
        self.list = dressed(QListView(self), "bare")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self, look, self.model))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Lists of the case"))
        self.list.clicked.connect(self._on_pressed)
        self.list.installEventFilter(self)
        column.addWidget(self.list, 1)
        self._build_answer(column)
        look.changed.connect(self.list.viewport().update)

    def show_evidence(self, evidence: Evidence) -> None:
        """Show the lists as they are now."""
        self.case = evidence.case
        survey = evidence.survey
        self.busy.setVisible(survey.lists is None)
        if survey.lists is None:
            return
        chosen = self.current()
        self.model.show(rows_of(evidence.analysis, survey.lists, evidence.suggestions()))
        again = next((at for at, row in enumerate(self.model.rows) if chosen and row == chosen), -1)
        self.list.setCurrentIndex(self.model.index(again) if again >= 0 else QModelIndex())
        self._show_answer()

    def current(self) -> Row | None:
        """The row that is marked."""
        at = self.list.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.current()
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
                self._on_pressed(self.list.currentIndex())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            folds = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}.get(Qt.Key(event.key()))
            if folds is not None and row is not None and row.is_head:
                if (row.section in self.model.folded) == folds:
                    self._fold(row)
                return True
        return False

    def _build_answer(self, column: QVBoxLayout) -> None:
        look = self._look
        self.answer = dressed(QFrame(self), "card")
        inner = QVBoxLayout(self.answer)
        inner.setContentsMargins(look.px(10), look.px(8), look.px(10), look.px(8))
        self.question = PlainLabel("", self.answer)
        self.question.setWordWrap(True)
        inner.addWidget(self.question)
        row = QHBoxLayout()
        self.decline = look.push(self.answer, self.tr("Not so"), "outline")
        self.decline.clicked.connect(self._on_declined)
        self.accept = look.push(self.answer, self.tr("Not independent"), "primary")
        self.accept.clicked.connect(self._on_accepted)
        row.addStretch(1)
        row.addWidget(self.decline)
        row.addWidget(self.accept)
        inner.addLayout(row)
        column.addWidget(self.answer)
        self.answer.hide()

    def _show_answer(self) -> None:
        row = self.current()
        one = row.suggestion if row is not None else None
        self.answer.setVisible(one is not None)
        self.accept.setEnabled(self.is_editable)
        if one is not None:
            self.question.setText(_question(self.case, one))
            # the list has not yet made way for the question
            QTimer.singleShot(0, self, lambda: self.list.scrollTo(self.list.currentIndex()))

    def _on_pressed(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.is_head:
            self._fold(row)
            return
        self._show_answer()
        if row.item in self.case.items:
            self.item_chosen.emit(row.item)

    def _fold(self, row: Row) -> None:
        self.model.fold(row.section)
        self.list.setCurrentIndex(self.model.index(self.model.rows.index(row)))

    def _on_accepted(self) -> None:
        row = self.current()
        if row is not None and row.suggestion is not None:
            self.suggestion_accepted.emit(row.suggestion)

    def _on_declined(self) -> None:
        row = self.current()
        if row is not None and row.suggestion is not None:
            self.suggestion_declined.emit(row.suggestion)


def _question(case: Case, one: Suggestion) -> str:
    words = QCoreApplication.translate(
        "CaseListsPanel", "Do {one} and {other} count as one voice? On the board: {ground}."
    )
    why = ground(one.ground)
    if one.common in case.items:
        why += f", {shortened(short_name(case, one.common), 60)}"
    first, second = (shortened(short_name(case, voice), 60) for voice in (one.first, one.second))
    return words.format(one=first, other=second, ground=why)


def _draw_count(painter: QPainter, box: QRectF, count: str, look: Look) -> None:
    theme = look.theme
    painter.setFont(theme.font("badge"))
    width, height = (
        max(painter.fontMetrics().horizontalAdvance(count) + look.px(12), look.px(22)),
        look.px(18),
    )
    rect = QRectF(box.right() - width, box.center().y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("sunken"))
    painter.drawRoundedRect(rect, height / 2, height / 2)
    painter.setPen(theme.colour("text2"))
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), count)
