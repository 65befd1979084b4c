"""All cards of the case that may be one and the same, two by two, to be decided one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from board.case import Case
from board.kinds import item_kind, tag
from board.text import one_line, shortened
from ui.dialogs.frame import Dialog
from ui.icons import kind_icon
from ui.panels.controls import ElidedButton
from ui.style import Look

if TYPE_CHECKING:
    from board.suggest import Likeness

    Pair = tuple[str, Likeness]

MOST = 200


class DuplicatesDialog(Dialog):
    """A row for each pair: show either, or say whether they are the same."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        case: Case,
        pairs: Sequence[Pair],
        deeds: tuple[Callable[[str], object], Callable[[str, str], object], Callable[[str, str], object]],
    ) -> None:
        title = QCoreApplication.translate("DuplicatesDialog", "Likely duplicates")
        super().__init__(parent, look, title, 640)
        self._case = case
        self._show, self._same, self._apart = deeds
        self._words = self.add_words("")
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(self._area)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, look.px(8), 0)
        self._column.setSpacing(look.px(4))
        self.rows: dict[tuple[str, str], QWidget] = {}
        for one, likeness in pairs[:MOST]:
            self._add(one, likeness)
        self._column.addStretch(1)
        self._area.setWidget(inner)
        self._area.setMinimumHeight(look.px(280))
        self._area.setVisible(bool(pairs))
        self.body.addWidget(self._area, 1)
        self.add_button(self.tr("Close"), self.accept, primary=True)
        self._count()

    def _add(self, one: str, likeness: Likeness) -> None:
        pair = (one, likeness.item)
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.look.px(4))
        names = []
        for item in pair:
            record = self._case.items[item]
            name = shortened(one_line(record.title), 80)
            names.append(name)
            button = ElidedButton(box, f"{name}  {tag(record)}")
            kind = item_kind(self._case, record.kind)
            button.setIcon(kind_icon(kind, self.look.theme, self.look.px(16)))
            button.clicked.connect(partial(self._on_show, item))
            row.addWidget(button, 1)
        both = self.tr("{one} and {other}").format(one=names[0], other=names[1])
        for words, act in ((self.tr("Same"), self._same), (self.tr("Not the same"), self._apart)):
            answer = self.look.push(box, words, "outline")
            answer.setAccessibleName(f"{words}: {both}")
            answer.setAutoDefault(False)
            answer.clicked.connect(partial(self._on_decided, act, pair))
            row.addWidget(answer)
        self._column.addWidget(box)
        self.rows[pair] = box

    def _on_show(self, item: str, _checked: bool = False) -> None:
        self._show(item)

    def _on_decided(
        self, act: Callable[[str, str], object], pair: tuple[str, str], _checked: bool = False
    ) -> None:
        act(*pair)
        gone = pair[1] if act == self._same else ""
        for key in [key for key in self.rows if key == pair or gone in key]:
            box = self.rows.pop(key)
            box.hide()
            box.deleteLater()
        self._count()

    def _count(self) -> None:
        if not self.rows:
            self._area.hide()
            self._words.setText(self.tr("No two cards have names that sound alike, but for those decided."))
        elif len(self.rows) == 1:
            self._words.setText(
                self.tr("Two cards have names that sound alike. “Same” makes one card of both.")
            )
        else:
            words = self.tr(
                "{count} pairs of cards have names that sound alike. “Same” makes one card of both."
            )
            self._words.setText(words.format(count=len(self.rows)))
