"""The ranked table: who comes where, with real numbers; every row goes to its card."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from board.analysis.measures import Answer
from board.analysis.ranks import Rank
from board.analysis.scale import Scale, scale_of
from board.case import Case
from board.kinds import item_kind
from board.text import one_line, shortened
from ui import analysis_words
from ui.icons import draw_kind
from ui.measure_views import tone
from ui.style import Look, dressed
from ui.widgets import tip

PLACE, CARD, VALUE = range(3)
ROW, BAR = 32, 3
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_Index = QModelIndex | QPersistentModelIndex


class RankModel(QAbstractTableModel):
    """The places of one answer; words are made for the rows that are seen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.case = Case()
        self.answer: Answer | None = None
        self.scale = Scale(0.0, 0.0)
        self.nodes: list[str] = []
        self._order = (PLACE, Qt.SortOrder.AscendingOrder)
        self._shown: tuple[Answer | None, tuple[int, Qt.SortOrder]] = (None, self._order)

    def show(self, case: Case, answer: Answer | None) -> None:
        """Show another answer, or the same with other titles."""
        self.case = case
        is_same = answer is self._shown[0] and self._order == self._shown[1] and self._order[0] != CARD
        if is_same and (answer is None or all(node in case.items for node in self.nodes)):
            if self.nodes:
                self.dataChanged.emit(self.index(0, CARD), self.index(len(self.nodes) - 1, CARD))
            return
        self.beginResetModel()
        self.answer = answer
        self.scale = scale_of(answer.values.values()) if answer is not None else Scale(0.0, 0.0)
        self.nodes = self._sorted()
        self._shown = (answer, self._order)
        self.endResetModel()

    def row_of(self, item: str) -> int:
        """The row of an item, or -1."""
        node = self.answer.node_of.get(item, item) if self.answer is not None else item
        return self.nodes.index(node) if node in self._places() else -1

    def place(self, row: int) -> Rank:
        """The place of a row."""
        return self._places()[self.nodes[row]]

    def words(self, row: int) -> str:
        """The value of a row."""
        assert self.answer is not None
        number = self.answer.values[self.nodes[row]]
        return analysis_words.value(self.answer.question, number, len(self.answer.values))

    def strength(self, row: int) -> float:
        """How strongly a row is shown, from 0 to 1."""
        assert self.answer is not None
        value = self.answer.values[self.nodes[row]]
        return self.scale.strength(value) if value > 0 else 0.0

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._order = (column, order)
        self.show(self.case, self.answer)

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.nodes)

    @override
    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        return _FLAGS

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_last = section == VALUE
            side = Qt.AlignmentFlag.AlignRight if is_last else Qt.AlignmentFlag.AlignLeft
            return int(Qt.AlignmentFlag.AlignVCenter | side)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Place"), self.tr("Card"), self.tr("Value"))[section]

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.nodes):
            return None
        row = index.row()
        item = self.case.items.get(self.nodes[row])
        title = shortened(one_line(item.title), 200) if item is not None else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                place = self.place(row)
                return (
                    f"={place.place}" if place.is_joint else str(place.place),
                    title,
                    self.words(row),
                )[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{analysis_words.rank(self.place(row))}: {title}, {self.words(row)}"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(f"{title}\n{analysis_words.rank(self.place(row))}, {self.words(row)}")
        return None

    def _places(self) -> dict[str, Rank]:
        return self.answer.ranks if self.answer is not None else {}

    def _sorted(self) -> list[str]:
        items = self.case.items
        nodes = [node for node in self._places() if node in items]
        column, order = self._order
        if column == CARD:
            nodes.sort(key=lambda node: items[node].title.casefold())
            return nodes[::-1] if order == Qt.SortOrder.DescendingOrder else nodes
        # the highest value has the first place
        is_turned = (order == Qt.SortOrder.AscendingOrder) == (column == VALUE)
        return nodes[::-1] if is_turned else nodes


_ALIGNED = (Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)


class RankDelegate(QStyledItemDelegate):
    """How a cell looks: the mark of the kind, and a bar as long as the value under the title."""

    def __init__(self, parent: QWidget, look: Look, model: RankModel) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, theme = self._look, self._look.theme
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        view = self.parent()
        assert isinstance(view, QTableView)
        if view.currentIndex().row() == index.row():
            painter.fillRect(box, theme.colour("accentSoft"))
        words = str(index.data())
        box = box.adjusted(look.px(4), 0, -look.px(10 if index.column() == PLACE else 4), 0)
        painter.setFont(theme.font("body" if index.column() == CARD else "small"))
        painter.setPen(theme.colour("text" if index.column() == CARD else "text2"))
        if index.column() == CARD:
            box = self._paint_bar(painter, box, index.row())
            painter.setPen(theme.colour("text"))
        text = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | _ALIGNED[index.column()]), text)
        if index.column() == PLACE and view.currentIndex().row() == index.row() and view.hasFocus():
            painter.fillRect(
                QRectF(option.rect.left(), option.rect.top(), look.px(3), option.rect.height()),
                theme.colour("accent"),
            )
        painter.restore()

    def _paint_bar(self, painter: QPainter, box: QRectF, row: int) -> QRectF:
        """Mark and bar; gives what is left for the title."""
        look, theme, model = self._look, self._look.theme, self._model
        side, bar = look.px(16), look.px(BAR)
        # a card may have gone since it was measured
        if (item := model.case.items.get(model.nodes[row])) is not None:
            mark = QRectF(box.left(), box.center().y() - side / 2, side, side)
            draw_kind(painter, item_kind(model.case, item.kind), mark, theme)
        left = box.left() + side + look.px(8)
        strength = model.strength(row)
        if strength > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(tone(strength)))
            line = QRectF(left, box.bottom() - bar - look.px(2), (box.right() - left) * strength, bar)
            painter.drawRoundedRect(line, bar / 2, bar / 2)
        return QRectF(left, box.top(), box.right() - left, box.height() - bar)


class RankTable(QTableView):
    """The table; the row that is gone to is told once, by mouse or by key."""

    item_chosen = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "bare")
        self.ranks = RankModel(self)
        self.setModel(self.ranks)
        self.setItemDelegate(RankDelegate(self, look, self.ranks))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Who comes where"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.px(ROW))
        header = self.horizontalHeader()
        header.setSectionResizeMode(CARD, QHeaderView.ResizeMode.Stretch)
        for column, wide in ((PLACE, 54), (VALUE, 68)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, look.px(wide))
        header.setSortIndicator(PLACE, Qt.SortOrder.AscendingOrder)
        header.setHighlightSections(False)
        self.setSortingEnabled(True)
        self._is_following = False
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.clicked.connect(self._on_pressed)
        look.changed.connect(self.viewport().update)

    def show_answer(self, case: Case, answer: Answer | None, item: str) -> None:
        """Show an answer with the row of an item marked."""
        self.ranks.show(case, answer)
        self.follow(item)

    def follow(self, item: str) -> None:
        """Mark the row of an item that was selected elsewhere."""
        row = self.ranks.row_of(item) if item else -1
        if row == self.currentIndex().row():
            return
        self._is_following = True
        index = self.ranks.index(row, CARD) if row >= 0 else QModelIndex()
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self._is_following = False
        self.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt takes the first row where there is none; nobody has gone to its card by that
        self._is_following = True
        super().focusInEvent(event)
        self._is_following = False

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.viewport().update()
        if index.isValid() and not self._is_following and self.hasFocus():
            self._on_pressed(index)

    def _on_pressed(self, index: QModelIndex) -> None:
        item = self.ranks.nodes[index.row()]
        if item in self.ranks.case.items:
            self.item_chosen.emit(item)
