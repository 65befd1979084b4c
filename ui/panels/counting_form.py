"""What counts: which cards, which links, in which direction, and whether an echo counts for its origin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from board.case import Case
from board.kinds import link_kind
from board.text import one_line, shortened
from ui.measuring import Counting
from ui.panels.controls import Check, Segmented
from ui.style import Look
from ui.wording import link_kind_name


class CountingForm(QWidget):
    """The choices, which fold away when they are made."""

    chosen = Signal(object)
    """A Counting."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._counting = Counting()
        self._selected: frozenset[str] = frozenset()
        self._kinds: list[str] = []
        self._case = Case()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        scopes = (
            ("board", self.tr("This board"), self.tr("Only the cards on the board in front")),
            ("case", self.tr("Whole case"), self.tr("Every card of the case, on whatever board")),
            ("selection", self.tr("Selection"), self.tr("Only the cards that are selected now")),
        )
        self.scope = Segmented(self, scopes, self.tr("Which cards count"), look)
        self.scope.chosen.connect(self._on_scope)
        column.addWidget(self.scope)
        self.kinds = look.push(self, "", "outline", "spline")
        self.kinds.clicked.connect(self._on_kinds)
        column.addWidget(self.kinds)
        self.relays = self._check(self.tr("Relayed reports count for their origin"), "collapses_relays")
        self.direction = self._check(self.tr("Links count in their direction only"), "is_directed")
        self.same = self._check(self.tr("Cards linked by “same as” are one"), "merges_same")
        for box in (self.relays, self.direction, self.same):
            column.addWidget(box)

    def show_counting(self, case: Case, counting: Counting, selected: Iterable[str]) -> None:
        """Show what counts now."""
        self._case, self._counting, self._selected = case, counting, frozenset(selected)
        self.scope.set_value(counting.scope)
        self.relays.setChecked(counting.collapses_relays)
        self.direction.setChecked(counting.is_directed)
        self.same.setChecked(counting.merges_same)
        chosen = counting.link_kinds
        if chosen is None:
            words = self.tr("All kinds of links")
        elif len(chosen) == 1:
            words = shortened(self._name(next(iter(chosen))), 30)
        else:
            words = self.tr("{count} kinds of links").format(count=len(chosen))
        self.kinds.setText(" " + words.replace("&", "&&"))
        self.kinds.setAccessibleName(words)

    def menu_of_kinds(self) -> QMenu:
        """The kinds of links in use, each to be ticked or not."""
        menu = QMenu(self)
        everything = menu.addAction(self.tr("All kinds of links"))
        everything.setCheckable(True)
        everything.setChecked(self._counting.link_kinds is None)
        everything.triggered.connect(lambda: self._choose(link_kinds=None))
        menu.addSeparator()
        used = sorted({link.kind for link in self._case.links.values()}, key=self._name)
        chosen = self._counting.link_kinds
        for kind in used:
            action = menu.addAction(shortened(self._name(kind), 40).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(chosen is None or kind in chosen)
            self._attend(action, kind, frozenset(used))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _attend(self, action: QAction, kind: str, used: frozenset[str]) -> None:
        action.triggered.connect(lambda checked: self._on_kind(kind, used, checked))

    def _check(self, words: str, name: str) -> Check:
        box = Check(words, self, self._look)
        box.clicked.connect(lambda checked: self._choose(**{name: checked}))
        return box

    def _name(self, kind: str) -> str:
        return one_line(link_kind_name(link_kind(self._case, kind)))

    def _choose(self, **what: object) -> None:
        counting = replace(self._counting, **what)  # type: ignore[arg-type]
        self._counting = counting
        self.chosen.emit(counting)

    def _on_scope(self, scope: str) -> None:
        if not scope or (scope == "selection" and not self._selected):
            self.scope.set_value(self._counting.scope)
            return
        items = self._selected if scope == "selection" else frozenset()
        self._choose(scope=scope, items=items)

    def _on_kinds(self) -> None:
        self.menu_of_kinds().popup(self.kinds.mapToGlobal(self.kinds.rect().bottomLeft()))

    def _on_kind(self, kind: str, used: frozenset[str], checked: bool) -> None:
        before = used if self._counting.link_kinds is None else self._counting.link_kinds & used
        after = before | {kind} if checked else before - {kind}
        self._choose(link_kinds=None if after == used else frozenset(after))
