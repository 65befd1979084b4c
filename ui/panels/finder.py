"""The one search: every card, every word in the documents and every command behind Ctrl+K.

`>` narrows to commands, `#` to tags, `@` to people and organisations. Nothing here knows storage: hits
in documents come from a function that the window gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from board.case import Case
from board.edits.views import views
from board.kinds import item_kind, tag
from board.query import FoldedWords, find
from board.records import Item, ItemKind
from board.text import fold, one_line, shortened
from ui.actions import Actions, native, spoken
from ui.panels.finder_rows import RowPainter
from ui.panels.folding import Folding
from ui.shade import Shade
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import kind_name

WIDTH, HEIGHT = 640, 440
SHOWN = 40
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: a heading, a card, a place in a document, or a command."""

    text: str
    detail: str = ""
    keys: str = ""
    kind: ItemKind | None = None
    icon: str = ""
    do: str = ""
    """`item ID`, `action ID`, `view ID`, `place ATTACHMENT START`; empty for a heading."""
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class WordHit:
    """Where words were found in the text of the case, as storage tells it."""

    item: str
    where: str
    excerpt: str
    attachment: str = ""
    start: int = -1
    """In a document: where the first word stands."""


Search = Callable[[str, int], Iterable[WordHit]]


class Rows(QAbstractListModel):
    """The list's rows."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.text}, {row.detail}" if row.detail else row.text
        return row if role == Qt.ItemDataRole.UserRole else None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not self.rows[index.row()].do:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class Finder(QFrame):
    """The search box and its answers, over the middle of the window."""

    item_chosen = Signal(str)
    action_chosen = Signal(str)
    view_chosen = Signal(str)
    place_chosen = Signal(str, int)
    """A place in a document: its attachment, and where."""
    closed = Signal()

    def __init__(self, parent: QWidget, look: Look, actions: Actions) -> None:
        super().__init__(parent)
        dressed(self, "raised")
        self._look, self._actions = look, actions
        self._case: Case | None = None
        self._search: Search | None = None
        self._folded: FoldedWords | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.px(16), look.px(10), look.px(14), look.px(10))
        mark = look.tool(self, "search", "", "text2", 18)
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        head.addWidget(mark)
        self.field = dressed(QLineEdit(self), "ask")
        self.field.setPlaceholderText(self.tr("Search cards and documents, or run a command"))
        self.field.setAccessibleName(self.tr("Search cards and documents, or run a command"))
        self.field.setMaxLength(400)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        head.addWidget(self.field, 1)
        head.addWidget(dressed(PlainLabel("Esc", self), "key"), 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self.model = Rows(self)
        self.list = dressed(QListView(self), "bare")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowPainter(self.list, look, self._words))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._on_chosen)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(look.px(16), look.px(8), look.px(16), look.px(8))
        hint = self.tr("Type > for commands, # for tags, @ for people")
        foot.addWidget(dressed(PlainLabel(hint, self, elides=True), "muted"), 1)
        self.tally = dressed(PlainLabel("", self), "muted")
        foot.addWidget(self.tally)
        column.addLayout(foot)
        self._folding = Folding(self)
        self._soon = QTimer(self, singleShot=True, interval=60)
        self._soon.timeout.connect(self._look_up)
        self.scrim = dressed(QWidget(parent), "scrim")
        self.scrim.hide()
        Shade(self, look)
        self.hide()

    def open_for(
        self,
        case: Case | None,
        search: Search | None,
        folded: FoldedWords | None = None,
        text: str = "",
    ) -> None:
        """Come up, empty or with a text to begin with."""
        self._case, self._search, self._folded = case, search, folded
        if case is not None and folded is not None:
            self._folding.begin(case, folded)
        over = self.parentWidget()
        assert over is not None
        self.field.setText(text)
        self._look_up()
        self.scrim.setGeometry(over.rect())
        self.scrim.show()
        self.scrim.raise_()
        self.show()
        self.raise_()
        self.field.setFocus()

    def close_up(self) -> None:
        """Go away and give the focus back."""
        if self.isVisible():
            self._folding.stop()
            self.hide()
            self.scrim.hide()
            self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.close_up()
        if watched is not self.field or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_up()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._step(7 if event.key() == Qt.Key.Key_PageDown else -7)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._look_up_now()
                self._on_chosen(self.list.currentIndex())
            case _:
                return False
        return True

    def _on_typed(self) -> None:
        self._soon.start()

    def _look_up_now(self) -> None:
        if self._soon.isActive():
            self._soon.stop()
            self._look_up()

    def _look_up(self) -> None:
        began = perf_counter()
        rows = self._rows_for(self.field.text().strip())
        self.model.show(rows)
        found = sum(bool(row.do) for row in rows)
        spent = (perf_counter() - began) * 1000
        words = (
            self.tr("{count} results in {time} ms") if found != 1 else self.tr("{count} result in {time} ms")
        )
        self.tally.setText(words.format(count=found, time=f"{spent:.0f}"))
        self._step(1, from_top=True)
        self._fit()

    def _fit(self) -> None:
        """As tall as what was found, as far as the window goes."""
        over = self.parentWidget()
        assert over is not None
        rows = sum(self.list.sizeHintForRow(row) for row in range(self.model.rowCount()))
        around = self._look.px(104)
        width = min(self._look.px(WIDTH), over.width() - 32)
        height = min(max(rows, self._look.px(44)) + around, self._look.px(HEIGHT), over.height() - 120)
        self.setGeometry((over.width() - width) // 2, self._look.px(76), width, height)

    def _words(self) -> list[str]:
        return fold(self.field.text().strip().lstrip(">#@")).split()

    def _rows_for(self, text: str) -> list[Row]:
        mark, rest = (text[:1], text[1:].strip()) if text[:1] in (">", "#", "@") else ("", text)
        if mark == ">":
            return self._commands(rest, SHOWN)
        if self._case is None:
            return self._commands(rest, SHOWN)
        if mark == "#":
            return self._headed(self.tr("Cards with this tag"), self._tagged(rest))
        if mark == "@":
            among = ("person", "organisation")
            items = find(self._case, rest, folded=self._folded) if rest else list(self._case.items.values())
            people = [item for item in items if item.kind in among]
            return self._headed(self.tr("People and organisations"), people)
        if not text:
            return self._commands("", 12)
        items = find(self._case, rest, limit=SHOWN, folded=self._folded)
        seen = {item.id for item in items}
        return [
            *self._headed(self.tr("Cards"), items[:SHOWN]),
            *self._views(rest),
            *self._documents(rest, seen),
            *self._commands(rest, 8),
        ]

    def _tagged(self, words: str) -> list[Item]:
        wanted = fold(words)
        assert self._case is not None
        return [
            item
            for item in self._case.items.values()
            if any(fold(own).startswith(wanted) for own in item.tags)
        ]

    def _headed(self, heading: str, items: list[Item]) -> list[Row]:
        if not items:
            return []
        return [Row(heading), *(self._card(item) for item in items[:SHOWN])]

    def _card(self, item: Item) -> Row:
        case = self._case
        assert case is not None
        kind = item_kind(case, item.kind)
        parts = [f"{one_line(kind_name(kind))} {tag(item)}".strip()]
        if grade := item.reliability or item.credibility:
            parts.append(self.tr("grade {grade}").format(grade=grade))
        if links := len(case.links_at(item.id)):
            parts.append(self.tr("{count} links").format(count=links))
        if boards := sorted(case.boards_of(item.id)):
            title = shortened(one_line(case.boards[boards[0]].title), 40)
            parts.append(self.tr("on {board}").format(board=title))
        title = shortened(one_line(item.title), 160) or self.tr("Untitled")
        return Row(title, ", ".join(parts), kind=kind, do=f"item {item.id}")

    def _views(self, words: str) -> list[Row]:
        """Saved views whose names hold the words."""
        assert self._case is not None
        wanted = fold(words).split()
        found = [
            Row(shortened(one_line(view.title), 100), icon="bookmark", do=f"view {view.id}")
            for view in views(self._case)
            if all(word in fold(view.title) for word in wanted)
        ]
        return [Row(self.tr("Saved views")), *found[:SHOWN]] if found else []

    def _documents(self, words: str, seen: set[str]) -> list[Row]:
        if self._search is None or self._case is None or len(words) < 2:
            return []
        rows = []
        for hit in self._search(words, 20):
            item = self._case.items.get(hit.item)
            file = self._case.attachments.get(hit.attachment)
            excerpt = shortened(one_line(hit.excerpt), 160)
            if file is not None:
                title = shortened(one_line(item.title if item else file.name), 100)
                do = f"place {hit.attachment} {hit.start}"
                rows.append(Row(title or self.tr("Untitled"), excerpt, icon="file-text", do=do, quoted=True))
            elif item is not None and item.id not in seen:
                title = shortened(one_line(item.title), 100) or self.tr("Untitled")
                rows.append(Row(title, excerpt, icon="file-text", do=f"item {item.id}", quoted=True))
                seen.add(item.id)
        return [Row(self.tr("Documents")), *rows] if rows else []

    def _commands(self, words: str, most: int) -> list[Row]:
        wanted = fold(words).split()
        suited = self._actions.suited()
        rows: list[Row] = []
        for row in self._actions:
            action = self._actions[row.id]
            text = spoken(row.text)
            if not action.isEnabled() or row.id in ("find.anything", "help.question"):
                continue
            if all(word in fold(f"{text} {spoken(row.group)}") for word in wanted):
                keys = native([key.toString() for key in action.shortcuts()[:1]])
                detail = spoken(row.group)
                if row.id == suited:
                    detail = self.tr("{group}, suits this board").format(group=detail)
                rows.append(Row(text, detail, keys, icon=row.icon or "zap", do=f"action {row.id}"))
        if wanted:  # what begins with the words is meant sooner than what holds them somewhere
            rows.sort(
                key=lambda row: (row.do != f"action {suited}", not fold(row.text).startswith(wanted[0]))
            )
        return [Row(self.tr("Commands")), *rows[:most]] if rows else []

    def _step(self, way: int, from_top: bool = False) -> None:
        rows = self.model.rows
        at = -1 if from_top or not self.list.currentIndex().isValid() else self.list.currentIndex().row()
        direction = 1 if way > 0 else -1
        for _ in range(abs(way)):
            following = at + direction
            while 0 <= following < len(rows) and not rows[following].do:
                following += direction
            if not 0 <= following < len(rows):
                break
            at = following
        if 0 <= at < len(rows):
            self.list.setCurrentIndex(self.model.index(at))
            self.list.scrollTo(self.model.index(0 if at == 1 else at))

    def _on_chosen(self, index: QModelIndex) -> None:
        if not index.isValid() or not (do := self.model.rows[index.row()].do):
            return
        what, _, id_ = do.partition(" ")
        self.close_up()
        match what:
            case "item":
                self.item_chosen.emit(id_)
            case "place":
                attachment, _, start = id_.rpartition(" ")
                self.place_chosen.emit(attachment, int(start))
            case "view":
                self.view_chosen.emit(id_)
            case _:
                self.action_chosen.emit(id_)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(WIDTH), self._look.px(HEIGHT))
