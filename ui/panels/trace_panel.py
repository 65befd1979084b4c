"""Ways and surroundings beside the board: what is asked, what was found, and how to keep it.

Hovering or marking a row draws it on the board by dimming everything else.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.case import Case
from board.kinds import link_kind
from board.text import one_line
from ui.panels.card_field import CardField
from ui.panels.chips import Chips
from ui.panels.controls import Choice, Number, Segmented
from ui.panels.form import named
from ui.panels.found_rows import FoundRows
from ui.sight import Sight
from ui.style import Look, dressed
from ui.trace_words import name
from ui.tracing import MOST_STEPS, Found, Tracing
from ui.widgets import PlainLabel, tip
from ui.wording import link_kind_name

MOST_WAYS = 50


class TracePanel(QWidget):
    """The question, the rows, and what can be done with them."""

    closed = Signal()
    frame_wanted = Signal(object)
    """A Found is to be framed on this board."""
    board_wanted = Signal(object)
    select_wanted = Signal(object)
    shown = Signal(object)
    """A Found was marked by key or press: bring it into view."""

    def __init__(self, parent: QWidget, look: Look, tracing: Tracing, sight: Sight) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        self._look, self._tracing, self._sight = look, tracing, sight
        self.case = Case()
        self.is_editable = True
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(12), look.px(12), look.px(10))
        column.setSpacing(look.px(8))
        head = QHBoxLayout()
        self.title = dressed(PlainLabel("", self, elides=True), "title")
        head.addWidget(self.title, 1)
        close = look.tool(self, "x", self.tr("Close (Esc)"), "text2", 16)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        self._build_ends(column)
        self._build_limits(column)
        self.sentence = PlainLabel("", self)
        self.sentence.setWordWrap(True)
        column.addWidget(self.sentence)
        self.lift = look.push(self, self.tr("Look without it"), "outline")
        self.lift.clicked.connect(tracing.give_up)
        column.addWidget(self.lift, 0, Qt.AlignmentFlag.AlignLeft)
        self._build_list(column)
        self._build_foot(column)
        tracing.changed.connect(self.refresh)
        look.changed.connect(self.list.viewport().update)

    # -- what it is made of ----------------------------------------------------------------------

    def _build_ends(self, column: QVBoxLayout) -> None:
        self.ends = (
            CardField(self, self._look, self.tr("From")),
            CardField(self, self._look, self.tr("To")),
        )
        for at, field in enumerate(self.ends):
            field.chosen.connect(partial(self._on_end, at))
            column.addWidget(field)
        self.who = dressed(PlainLabel("", self), "muted")
        self.who.setWordWrap(True)
        column.addWidget(self.who)

    def _build_limits(self, column: QVBoxLayout) -> None:
        look = self._look
        self.count = Number(self, look, 0, MOST_WAYS)
        self.count.setSpecialValueText(self.tr("All shortest"))
        self.count.valueChanged.connect(lambda count: self._tracing.alter(count=count))
        self._count_row = self._row(column, self.tr("Ways"), self.count)
        steps = [(str(n), str(n), self.tr("{count} steps").format(count=n)) for n in range(1, MOST_STEPS + 1)]
        self.steps = Segmented(self, steps, self.tr("Steps"), look)
        self.steps.chosen.connect(lambda value: self._on_steps(int(value or self._tracing.asked.steps)))
        self._steps_row = self._row(column, self.tr("Steps"), self.steps)
        self.scope = Choice(self, look, self.tr("Where"))
        for text, value in (
            (self.tr("What is shown"), "seen"),
            (self.tr("This board"), "board"),
            (self.tr("Whole case"), "case"),
        ):
            self.scope.addItem(text, value)
        self.scope.activated.connect(lambda _at: self._tracing.alter(scope=str(self.scope.currentData())))
        self._row(column, self.tr("Where"), self.scope)
        self.kinds = look.push(self, self.tr("All kinds of links"), "outline")
        self.kinds.clicked.connect(self._on_kinds)
        self._row(column, self.tr("Links"), self.kinds)
        self.avoiding = Chips(self, self.tr("Avoiding"), "")
        self.avoiding.hide_field()
        self.avoiding.edited.connect(self._on_avoiding)
        self._avoid_row = self._row(column, self.tr("Avoiding"), self.avoiding)

    def _row(self, column: QVBoxLayout, label: str, widget: QWidget) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._look.px(8))
        words = named(label, holder, self._look)
        words.setBuddy(widget)
        row.addWidget(words)
        row.addWidget(widget, 1)
        if not widget.accessibleName():
            widget.setAccessibleName(label)
        column.addWidget(holder)
        return holder

    def _build_list(self, column: QVBoxLayout) -> None:
        self.list = dressed(QListWidget(self), "bare")
        self.list.setAccessibleName(self.tr("Found"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(FoundRows(self.list, self._look, self._tracing))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.entered.connect(lambda index: self._draw(index.row()))
        self.list.currentRowChanged.connect(self._on_marked)
        self.list.itemClicked.connect(lambda _row: self._on_pressed())
        self.list.installEventFilter(self)
        self.list.viewport().installEventFilter(self)
        column.addWidget(self.list, 1)

    def _build_foot(self, column: QVBoxLayout) -> None:
        look = self._look
        row = QHBoxLayout()
        row.setSpacing(look.px(6))
        self.frame = look.push(self, self.tr("Keep in a frame"), "outline")
        self.frame.clicked.connect(lambda: self._emit(self.frame_wanted))
        self.board = look.push(self, self.tr("New board"), "outline")
        self.board.clicked.connect(lambda: self._emit(self.board_wanted))
        self.select = look.tool(self, "square-dashed", self.tr("Select these cards"), "text2", 16)
        self.select.clicked.connect(lambda: self._emit(self.select_wanted))
        for button in (self.frame, self.board):
            row.addWidget(button, 1)
        row.addWidget(self.select)
        column.addLayout(row)

    # -- showing ---------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the question and its answer as they are."""
        asked, tracing = self._tracing.asked, self._tracing
        if not asked.mode:
            return
        is_ways = asked.mode == "ways"
        self.title.setText(
            {
                "ways": self.tr("How are they connected?"),
                "around": self.tr("Neighbourhood"),
                "shared": self.tr("Common neighbours"),
            }[asked.mode]
        )
        for at, field in enumerate(self.ends):
            field.setVisible(is_ways)
            field.show_card(self.case, asked.items[at] if is_ways and at < len(asked.items) else "")
        self.who.setVisible(not is_ways)
        names = ", ".join(name(self.case, item) for item in asked.items[:6])
        more = self.tr(" and {count} more").format(count=len(asked.items) - 6)
        self.who.setText(self.tr("of {who}").format(who=names + (more if len(asked.items) > 6 else "")))
        self._count_row.setVisible(is_ways)
        self._steps_row.setVisible(asked.mode == "around")
        self._avoid_row.setVisible(bool(asked.avoiding))
        self._show_limits()
        self.sentence.setText(tracing.sentence)
        self.lift.setVisible(bool(tracing.between))
        self._show_rows()
        has_found = bool(tracing.rows)
        for button in (self.frame, self.board):
            button.setEnabled(has_found and self.is_editable)
        self.select.setEnabled(has_found)

    def _show_limits(self) -> None:
        asked = self._tracing.asked
        self.count.blockSignals(True)
        self.count.setValue(asked.count)
        self.count.blockSignals(False)
        self.steps.set_value(str(asked.steps))
        # without a filter the whole board is shown
        shown = "board" if asked.scope == "seen" and not self._sight.sieve.parts else asked.scope
        self.scope.setCurrentIndex(self.scope.findData(shown))
        if asked.kinds is None:
            said = self.tr("All kinds of links")
        else:
            said = self.tr("{count} kinds of links").format(count=len(asked.kinds))
        self.kinds.setText(said + (" →" if asked.is_directed else ""))
        self.avoiding.set_words(name(self.case, item) for item in asked.avoiding)

    def _show_rows(self) -> None:
        rows = self._tracing.rows
        at = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        for found in rows:
            entry = QListWidgetItem(self.list)
            entry.setData(
                Qt.ItemDataRole.AccessibleTextRole, ". ".join(filter(None, (found.title, found.detail)))
            )
            entry.setToolTip(tip("\n".join(filter(None, (found.title, found.detail)))))
        last = len(rows) - 1 if self._tracing.asked.mode == "around" else 0
        self.list.setCurrentRow(at if 0 <= at < len(rows) and at != 0 else last)
        self.list.blockSignals(False)

    def current(self) -> Found | None:
        """The row that is marked."""
        at, rows = self.list.currentRow(), self._tracing.rows
        return rows[at] if 0 <= at < len(rows) else None

    def take_focus(self) -> None:
        """The keys where they are needed next."""
        missing = next((field for field in self.ends if field.isVisibleTo(self) and not field.card), None)
        (missing.line if missing is not None else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def take_card(self, item: str) -> bool:
        """A card was pressed on the board: it is the end that is still missing, if one is."""
        asked = self._tracing.asked
        if asked.mode == "ways" and len(asked.items) == 1 and item != asked.items[0]:
            self._tracing.alter(items=(*asked.items, item))
            return True
        return False

    # -- what is done ----------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list.viewport() and event.type() == QEvent.Type.Leave:
            self._draw(self.list.currentRow())
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_pressed()
                return True
            return self._key(event.text())
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _key(self, text: str) -> bool:
        """Digits and + - set how far, or how many."""
        asked = self._tracing.asked
        if asked.mode == "around":
            steps = int(text) if text in tuple("12345") else asked.steps + {"+": 1, "-": -1}.get(text, 0)
            if steps != asked.steps:
                self._on_steps(steps)
            return text in tuple("12345+-")
        if asked.mode == "ways" and text in ("+", "-"):
            self.count.setValue(asked.count + (1 if text == "+" else -1))
            return True
        return False

    def _draw(self, at: int) -> None:
        rows = self._tracing.rows
        if 0 <= at < len(rows):
            self._sight.trace(rows[at].items, rows[at].links)

    def _on_marked(self, at: int) -> None:
        self._draw(at)
        if self.list.hasFocus() and (found := self.current()) is not None:
            self.shown.emit(found)

    def _on_pressed(self) -> None:
        self._draw(self.list.currentRow())
        if (found := self.current()) is not None:
            self.shown.emit(found)

    def _on_end(self, at: int, item: str) -> None:
        items = list(self._tracing.asked.items)
        items[at : at + 1] = [item]
        if len(set(items)) == len(items):
            self._tracing.alter(items=tuple(items))
        self.take_focus()

    def _on_steps(self, steps: int) -> None:
        self._tracing.alter(steps=min(max(steps, 1), MOST_STEPS))

    def _on_avoiding(self, words: tuple[str, ...]) -> None:
        avoiding = self._tracing.asked.avoiding
        self._tracing.alter(avoiding=tuple(item for item in avoiding if name(self.case, item) in words))

    def _on_kinds(self) -> None:
        asked, menu = self._tracing.asked, QMenu(self)
        used = sorted({link.kind for link in self.case.links.values()})
        for kind in used:
            action = menu.addAction(one_line(link_kind_name(link_kind(self.case, kind))).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(asked.kinds is None or kind in asked.kinds)
            action.triggered.connect(partial(self._toggle_kind, kind, frozenset(used)))
        menu.addSeparator()
        along = menu.addAction(self.tr("Only along their direction"))
        along.setCheckable(True)
        along.setChecked(asked.is_directed)
        along.triggered.connect(lambda checked: self._tracing.alter(is_directed=bool(checked)))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.kinds.mapToGlobal(self.kinds.rect().bottomLeft()))

    def _toggle_kind(self, kind: str, used: frozenset[str], _checked: bool = False) -> None:
        kinds = self._tracing.asked.kinds
        chosen = (used if kinds is None else kinds) ^ {kind}
        self._tracing.alter(kinds=None if chosen >= used else chosen)

    def _on_menu(self, at: QPoint) -> None:
        """Cards on the way that the next search can do without."""
        asked, row = self._tracing.asked, self.list.indexAt(at).row()
        if asked.mode != "ways" or not 0 <= row < len(self._tracing.rows):
            return
        menu = QMenu(self)
        found = self._tracing.rows[row]
        between = [item for column in found.columns for item in column if item not in asked.items]
        for item in between[:12]:
            words = self.tr("Avoid {card}").format(card=name(self.case, item))
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(partial(self.avoid, item))
        menu.aboutToHide.connect(menu.deleteLater)
        if between:
            menu.popup(self.list.viewport().mapToGlobal(at))

    def avoid(self, item: str, _checked: bool = False) -> None:
        """Look for ways around a card."""
        asked = self._tracing.asked
        if item not in asked.avoiding and item not in asked.items:
            self._tracing.alter(avoiding=(*asked.avoiding, item))

    def _emit(self, signal: object) -> None:
        if (found := self.current()) is not None:
            signal.emit(found)  # type: ignore[attr-defined]
