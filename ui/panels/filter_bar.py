"""The filter of a board as chips over it: what it asks, how much is left, and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from board.analysis.filters import Condition, Filter, Not
from ui.canvas.board_widget import BoardWidget
from ui.filter_words import ASKABLE, BARE, name, words
from ui.panels.chips import Flow
from ui.sight import Sight
from ui.style import Look, dressed
from ui.widgets import PlainLabel, tip

if TYPE_CHECKING:
    from ui.panels.filter_editor import FilterEditor

LONGEST_CHIP = 260
EDGE = 4
"""What the frame's own line takes of its width."""


class Chip(QFrame):
    """One part of the filter: press it to edit it, its cross or Delete to drop it."""

    edited = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "filterChip")
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(4), 0, look.px(2), 0)
        row.setSpacing(0)
        self.button = dressed(QToolButton(self), "filterWords")
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.follow(self.button, "funnel", "text2", 14)
        self.button.clicked.connect(self.edited)
        self.button.installEventFilter(self)
        row.addWidget(self.button)
        self.cross = look.tool(self, "x", self.tr("Drop this condition"), "text2", 14)
        self.cross.setMinimumSize(look.px(22), look.px(24))
        self.cross.clicked.connect(self.dropped)
        row.addWidget(self.cross)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, text: str, *, can_edit: bool) -> None:
        """Show what it asks."""
        metrics = self.button.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._look.px(LONGEST_CHIP))
        self.button.setText(" " + shown.replace("&", "&&"))
        self.button.setAccessibleName(text)
        self.button.setToolTip(tip(text))
        self.button.setEnabled(can_edit)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in keys:
            self.dropped.emit()
            return True
        return False


class FilterBar(QFrame):
    """Chips, dim or hide, how many are shown, and everything again."""

    resized = Signal()
    """It wants another size."""
    save_wanted = Signal()

    def __init__(self, parent: QWidget, look: Look, sight: Sight, board: BoardWidget) -> None:
        super().__init__(parent)
        dressed(self, "raised")
        self.setAccessibleName(self.tr("Filter"))
        self._look, self._sight, self._board = look, sight, board
        self._flow = Flow(self, look.px(4))
        gap = look.px(4)
        self._flow.setContentsMargins(gap, gap, gap, gap)
        self.chips: list[Chip] = []
        self.editor: FilterEditor | None = None
        self.joins = dressed(QToolButton(self), "filterWords")
        self.joins.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.joins.clicked.connect(self._on_joins)
        self.add = dressed(QToolButton(self), "filterWords")
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.clicked.connect(self.open_menu)
        self.mode = dressed(QToolButton(self), "filterWords")
        self.mode.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.mode.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.mode.clicked.connect(self._on_mode)
        self.tally = dressed(PlainLabel("", self), "muted")
        self.tally.setFixedHeight(look.px(26))
        self.save = look.tool(self, "bookmark", self.tr("Save this view"), "text2", 16)
        self.save.clicked.connect(self.save_wanted)
        self.clear = look.tool(self, "funnel-x", self.tr("Clear the filter"), "text2", 16)
        self.clear.clicked.connect(sight.clear)
        for one in (self.joins, self.add, self.mode):
            one.setFixedHeight(look.px(26))
        for one in (self.save, self.clear):
            one.setMinimumSize(look.px(26), look.px(26))
        sight.changed.connect(self.refresh)
        look.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the filter as it is."""
        sieve, case = self._sight.sieve, self._board.document.case
        while len(self.chips) > len(sieve.parts):
            gone = self.chips.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.chips) < len(sieve.parts):
            chip = Chip(self, self._look)
            chip.edited.connect(partial(self._on_edit, chip))
            chip.dropped.connect(partial(self._on_drop, chip))
            self.chips.append(chip)
        for chip, part in zip(self.chips, sieve.parts, strict=True):
            chip.say(words(case, part), can_edit=_condition_of(part) is not None)
        is_on = bool(sieve.parts)
        self.joins.setText(self.tr("Any of") if sieve.is_any else self.tr("All of"))
        any_words = self.tr("Cards for which any condition holds; press for all")
        all_words = self.tr("Cards for which all conditions hold; press for any")
        self.joins.setToolTip(tip(any_words if sieve.is_any else all_words))
        self.add.setText("" if is_on else f" {self.tr('Filter')}")
        self.add.setIcon(self._look.icon("plus" if is_on else "funnel", "text2", 16))
        self.add.setAccessibleName(self.tr("Add a condition to the filter"))
        self.add.setToolTip(tip(self.add.accessibleName()))
        self.mode.setText(" " + (self.tr("Hidden") if sieve.hides else self.tr("Dimmed")))
        self.mode.setIcon(self._look.icon("eye-off" if sieve.hides else "eye", "text2", 16))
        self.mode.setAccessibleName(
            self.tr("The other cards are hidden; press to dim them")
            if sieve.hides
            else self.tr("The other cards are dimmed; press to hide them")
        )
        self.mode.setToolTip(tip(self.mode.accessibleName()))
        locale = QLocale()
        counts = {"count": locale.toString(self._sight.passing), "total": locale.toString(self._sight.total)}
        said = self.tr("{count} of {total} shown") if sieve.hides else self.tr("{count} of {total} stand out")
        self.tally.setText(f" {said.format(**counts)} ")
        for widget in (self.mode, self.tally, self.save, self.clear):
            widget.setVisible(is_on)
        self.joins.setVisible(len(sieve.parts) > 1)
        self._lay_out()

    def _lay_out(self) -> None:
        while self._flow.takeAt(0):
            pass
        order = [self.joins, *self.chips, self.add, self.mode, self.tally, self.save, self.clear]
        for widget in order:
            if widget.isVisibleTo(self) or widget in self.chips:
                widget.show()
                self._flow.addWidget(widget)
        self.resized.emit()

    def fit(self, room: int) -> None:
        """Take as much of so much width as it needs, and wrap beyond."""
        margins = self._flow.contentsMargins()
        widths = [self._flow.itemAt(at).sizeHint().width() for at in range(self._flow.count())]  # type: ignore[union-attr]
        wide = sum(widths) + self._look.px(4) * max(len(widths) - 1, 0) + 2 * margins.left() + EDGE
        self.setFixedWidth(min(wide, max(room, 1)))
        self.setFixedHeight(self._flow.heightForWidth(self.width()) + margins.top())

    def open_menu(self) -> None:
        """Ask what to filter by."""
        menu = QMenu(self)
        for what, (_, icon) in ASKABLE.items():
            action = menu.addAction(self._look.icon(icon), name(what).replace("&", "&&"))
            action.triggered.connect(partial(self._on_wanted, what))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + self._look.px(4))))

    def _on_wanted(self, what: str, _checked: bool = False) -> None:
        if what in BARE:
            if Condition(what) not in self._sight.sieve.parts:
                self._sight.exchange(None, Condition(what))
            return
        of_kind = [part for part in self._sight.sieve.parts if _what(part) == what]
        self._open(what, of_kind[0] if of_kind and what != "text" else None)

    def _on_edit(self, chip: Chip) -> None:
        part = self._sight.sieve.parts[self.chips.index(chip)]
        self._open(_what(part), part)

    def _on_drop(self, chip: Chip) -> None:
        at = self.chips.index(chip)
        self._sight.exchange(self._sight.sieve.parts[at], None)
        after = self.chips[min(at, len(self.chips) - 1)].button if self.chips else self._board
        after.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, what: str, part: Filter | None) -> None:
        from ui.panels.filter_editor import FilterEditor

        if self.editor is not None:
            self.editor.close_up()
        editor = FilterEditor(self._board, self._look, self._sight, what, part, self._anchor)
        self.editor = editor
        editor.closed.connect(partial(self._on_closed, editor))
        self.resized.connect(editor.place)
        editor.open_here()

    def _anchor(self) -> QRect:
        """Where the editor stands: the chip of what it edits, or the button that asked for it."""
        parts = self._sight.sieve.parts
        part = self.editor.part if self.editor is not None else None
        widget: QWidget = self.chips[parts.index(part)] if part in parts else self.add
        if not widget.isVisible():
            widget = self
        over = self.parentWidget()
        assert over is not None
        return QRect(widget.mapTo(over, QPoint(0, 0)), widget.size())

    def _on_closed(self, editor: FilterEditor) -> None:
        if self.editor is editor:
            self.editor = None

    def _on_joins(self) -> None:
        self._sight.set_any(not self._sight.sieve.is_any)

    def _on_mode(self) -> None:
        self._sight.set_hides(not self._sight.sieve.hides)


def _condition_of(part: Filter) -> Condition | None:
    """The one condition that a part is, turned round or not."""
    inner = part.part if isinstance(part, Not) else part
    return inner if isinstance(inner, Condition) else None


def _what(part: Filter) -> str:
    condition = _condition_of(part)
    return condition.what if condition is not None else ""
