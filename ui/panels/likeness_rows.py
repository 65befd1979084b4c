"""Cards that may be the one in front under another spelling: the same, or not the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board.case import Case
from board.kinds import item_kind
from board.text import one_line, shortened
from ui.icons import kind_icon
from ui.panels.controls import ElidedButton
from ui.panels.form import Section, cleared
from ui.style import Look

if TYPE_CHECKING:
    from board.suggest import Likeness

MOST = 4


class LikenessRows(Section):
    """A quiet list under the title, there only while something is to be decided."""

    shown = Signal(str)
    """Go to this item."""
    same = Signal(str)
    apart = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent, look, QCoreApplication.translate("LikenessRows", "Perhaps the same"))
        box = QWidget(self)
        self._rows = QVBoxLayout(box)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(look.px(4))
        self.column.addWidget(box)
        self._now: tuple[object, ...] = ()
        self.hide()

    def show_likenesses(self, case: Case, found: Sequence[Likeness], is_editable: bool) -> None:
        """Show these; none hides the list."""
        known = [one for one in found if one.item in case.items][:MOST]
        now = (*((one, case.items[one.item].title) for one in known), is_editable, self._look.theme.name)
        self.setVisible(bool(known) and is_editable)
        if now == self._now:
            return
        self._now = now
        cleared(self._rows)
        for one in known:
            self._add(case, one)

    def _add(self, case: Case, one: Likeness) -> None:
        look, item = self._look, case.items[one.item]
        name = shortened(one_line(item.title), 80) or self.tr("Untitled")
        if one.other_name != item.title:
            other = shortened(one_line(one.other_name), 40)
            name = self.tr("{name}, also {other}").format(name=name, other=other)
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(4))
        show = ElidedButton(box, name)
        show.setIcon(kind_icon(item_kind(case, item.kind), look.theme, look.px(16)))
        show.clicked.connect(partial(self._on_shown, one.item))
        row.addWidget(show, 1)
        same = look.push(box, self.tr("Same"), "link")
        same.setAccessibleName(self.tr("The same as {name}: make one card of both").format(name=name))
        same.clicked.connect(partial(self._on_same, one.item))
        row.addWidget(same)
        apart = look.push(box, self.tr("Not the same"), "link")
        apart.setAccessibleName(self.tr("Not the same as {name}: do not ask again").format(name=name))
        apart.clicked.connect(partial(self._on_apart, one.item))
        row.addWidget(apart)
        self._rows.addWidget(box)

    def _on_shown(self, item: str, _checked: bool = False) -> None:
        self.shown.emit(item)

    def _on_same(self, item: str, _checked: bool = False) -> None:
        self.same.emit(item)

    def _on_apart(self, item: str, _checked: bool = False) -> None:
        self.apart.emit(item)
