"""The small editor of one chip: what it asks for, taken at once as it is chosen or typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QEvent, QLocale, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.analysis.filters import Condition, Filter, Not
from board.dates import is_date
from board.text import fold
from ui.canvas.board_widget import BoardWidget
from ui.canvas.chooser import SHADOW
from ui.filter_words import BARE, name
from ui.panels.controls import Check, Segmented
from ui.panels.filter_rows import Pick, group_of, picks
from ui.panels.form import named
from ui.panels.popover import Popover
from ui.sight import Sight
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import grade_words

WIDTH = 268
ROW = 26
MOST_ROWS = 9
NARROW_FROM = 12
"""Rows from which there is a field to narrow them."""
TYPED = 150
"""Time in ms after the last key before what was typed is asked."""


class PickList(QWidget):
    """Rows to tick; arrows walk, Space ticks."""

    changed = Signal(tuple)

    def __init__(self, parent: QWidget, look: Look, name: str) -> None:
        super().__init__(parent)
        self._look = look
        self._picks: list[Pick] = []
        self._chosen: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        self.narrow = QLineEdit(self)
        self.narrow.setPlaceholderText(self.tr("Narrow the list"))
        self.narrow.setAccessibleName(self.tr("Narrow the list"))
        self.narrow.setMaxLength(100)
        self.narrow.textChanged.connect(self._fill)
        column.addWidget(self.narrow)
        self.list = dressed(QListWidget(self), "bare")
        self.list.setAccessibleName(name)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        side = look.px(16)
        self.list.setIconSize(QSize(side, side))
        self.list.itemClicked.connect(self._toggle)
        self.list.installEventFilter(self)
        column.addWidget(self.list)
        look.changed.connect(self._fill)

    def show_picks(self, found: Sequence[Pick], chosen: Collection[str]) -> None:
        """Offer these, some of them ticked; what is chosen and not there any more is offered too."""
        known = {pick.value for pick in found}
        self._picks = [*found, *(Pick(value, value, 0) for value in chosen if value not in known)]
        self._chosen = set(chosen)
        is_long = len(self._picks) > NARROW_FROM
        self.narrow.setVisible(is_long)
        rows = min(max(len(self._picks), 1), MOST_ROWS)
        self.list.setFixedHeight(self._look.px(ROW) * rows + 4)
        self.setFixedHeight(
            self.list.height() + (self.narrow.sizeHint().height() + self._look.px(4)) * is_long
        )
        self._fill()

    def _fill(self) -> None:
        row, wanted = self.list.currentRow(), fold(self.narrow.text()).split()
        self.list.clear()
        for pick in self._picks:
            if all(word in fold(pick.text) for word in wanted):
                entry = QListWidgetItem(self.list)
                entry.setData(Qt.ItemDataRole.UserRole, pick.value)
                entry.setSizeHint(QSize(0, self._look.px(ROW)))
                self._dress(entry, pick)
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))

    def _dress(self, entry: QListWidgetItem, pick: Pick) -> None:
        ticked = pick.value in self._chosen
        count = QLocale().toString(pick.count)
        entry.setText(f"{pick.text}   {count}")
        role = "accent" if ticked else "text2"
        entry.setIcon(self._look.icon("square-check" if ticked else "square", role))
        said = self.tr("{what}, chosen, {count}") if ticked else self.tr("{what}, not chosen, {count}")
        entry.setData(Qt.ItemDataRole.AccessibleTextRole, said.format(what=pick.text, count=count))

    def _toggle(self, entry: QListWidgetItem) -> None:
        value = str(entry.data(Qt.ItemDataRole.UserRole))
        self._chosen ^= {value}
        pick = next(pick for pick in self._picks if pick.value == value)
        self._dress(entry, pick)
        self.changed.emit(tuple(pick.value for pick in self._picks if pick.value in self._chosen))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            if (entry := self.list.currentItem()) is not None:
                self._toggle(entry)
            return True
        return False


class FilterEditor(Popover):
    """One condition of the filter, under its chip."""

    def __init__(
        self,
        board: BoardWidget,
        look: Look,
        sight: Sight,
        what: str,
        part: Filter | None,
        where: Callable[[], QRect],
    ) -> None:
        super().__init__(board, look, name(what), WIDTH)
        self._sight, self._what, self._where = sight, what, where
        self.part = part
        """The part of the filter that is edited; None until something is chosen."""
        inner = part.part if isinstance(part, Not) else part
        self._values = inner.values if isinstance(inner, Condition) else ()
        self.first: QWidget = self
        self._typed = QTimer(self, singleShot=True, interval=TYPED)
        self._typed.timeout.connect(self._take_typed)
        self._build()
        self.negated = Check(self.tr("Leave these out instead"), self, look)
        self.negated.setChecked(isinstance(part, Not))
        self.negated.toggled.connect(self._take)
        self.column.addWidget(self.negated)
        if what in BARE:
            self.first = self.negated
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        sight.changed.connect(self._on_sight)

    def open_here(self) -> None:
        """Come up under the chip."""
        self.open_up(self.first)

    @override
    def place(self) -> None:
        parent = self.parentWidget()
        assert parent is not None
        anchor = self._where()
        left = min(anchor.left() - SHADOW, parent.width() - self.width() + SHADOW - 8)
        self.move(max(left, 8 - SHADOW), anchor.bottom() + 6 - SHADOW)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.escaped()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QLineEdit):
                self._take_typed()
                self.escaped()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        match self._what:
            case "grade" | "credibility":
                self._build_grades()
            case "date":
                self._build_dates()
            case "text":
                self._build_line()
            case what if what not in BARE:
                self._build_list()

    def _build_list(self) -> None:
        self.busy = dressed(PlainLabel(self.tr("Finding groups …"), self), "muted")
        self.column.addWidget(self.busy)
        self.list = PickList(self, self.look, name(self._what))
        self.list.changed.connect(self._take_values)
        self.column.addWidget(self.list)
        self.first = self.list.list
        if self._what == "community":
            self._sight.want_groups()
        self._offer()

    def _offer(self) -> None:
        is_ready = self._what != "community" or self._sight.has_groups
        case, groups = self.board.document.case, self._sight.groups if is_ready else {}
        found = picks(case, self.board.board_id, self._what, groups)
        chosen: Collection[str] = self._values
        if self._what == "community":
            # a group is named after another card when links have changed
            wanted = {group_of(value, groups) for value in self._values} - {-1}
            chosen = [pick.value for pick in found if group_of(pick.value, groups) in wanted]
            self.busy.setText(
                self.tr("Finding groups …") if not is_ready else self.tr("No groups on this board")
            )
        else:
            self.busy.setText(self.tr("Nothing on this board to choose"))
        self.busy.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.show_picks(found, chosen)
        self.fit()

    def _build_grades(self) -> None:
        grades = list("ABCDE") if self._what == "grade" else list("12345")
        best = self.tr("{grade} or better: {words}")
        choices = [
            (one, one, best.format(grade=one, words=grade_words(int(one) if one.isdigit() else one)))
            for one in grades
        ]
        self.grades = Segmented(self, choices, name(self._what), self.look)
        self.grades.set_value(self._values[0] if self._values else "")
        self.grades.chosen.connect(lambda value: self._take_values((value,) if value else ()))
        self.column.addWidget(self.grades)
        said = (
            self.tr("At least this grade. Asks voices only; what they speak about stays.")
            if self._what == "grade"
            else self.tr("At least this digit. Asks claims only.")
        )
        hint = dressed(PlainLabel(said, self), "muted")
        hint.setWordWrap(True)
        self.column.addWidget(hint)
        at = grades.index(self._values[0]) if self._values and self._values[0] in grades else 0
        self.first = self.grades.buttons[at]

    def _build_dates(self) -> None:
        first, last = self._values if len(self._values) == 2 else ("", "")
        self.lines = [self._line(self.tr("From"), first), self._line(self.tr("To"), last)]
        self.trouble = dressed(PlainLabel("", self), "errorText")
        self.trouble.setWordWrap(True)
        self.column.addWidget(self.trouble)
        self.trouble.hide()
        self.first = self.lines[0]

    def _build_line(self) -> None:
        self.lines = [self._line(self.tr("Words"), " ".join(self._values), self.tr("All of these words"))]
        self.first = self.lines[0]

    def _line(self, label: str, text: str, hint: str = "2021, 2021-03, 2021-03-14") -> QLineEdit:
        row = QHBoxLayout()
        row.addWidget(named(label, self, self.look))
        field = QLineEdit(text, self)
        field.setMaxLength(200)
        field.setPlaceholderText(hint)
        field.setAccessibleName(label)
        field.textEdited.connect(lambda _text: self._typed.start())
        row.addWidget(field, 1)
        self.column.addLayout(row)
        return field

    def _take_typed(self) -> None:
        self._typed.stop()
        if self._what == "text":
            words = self.lines[0].text().strip()
            self._take_values((words,) if words else ())
        elif self._what == "date":
            texts = tuple(line.text().strip() for line in self.lines)
            wrong = next((text for text in texts if text and not is_date(text)), "")
            words = self.tr("“{text}” is no date: write 2021, 2021-03 or 2021-03-14.")
            self.trouble.setText(words.format(text=wrong))
            self.trouble.setVisible(bool(wrong))
            self.fit()
            if not wrong:
                self._take_values(texts if any(texts) else ())

    def _take_values(self, values: tuple[str, ...]) -> None:
        self._values = values
        self._take()

    def _take(self) -> None:
        is_said = bool(self._values) or self._what in BARE
        made: Filter | None = Condition(self._what, self._values) if is_said else None
        if made is not None and self.negated.isChecked():
            made = Not(made)
        old, self.part = self.part, made
        if made != old:
            self._sight.exchange(old, made)

    def _on_sight(self) -> None:
        if self._what == "community" and not self._is_closed and not self.list.isVisible():
            self._offer()
