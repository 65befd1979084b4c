"""The passages of the case that moved or are lost, each with the way to its card and to its document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from board.case import Case
from board.kinds import item_kind
from board.passages import Found
from board.records import Passage
from board.text import displayed, one_line, shortened
from ui.dialogs.frame import Dialog
from ui.icons import kind_icon
from ui.panels.controls import ElidedButton
from ui.reader.marks import owners
from ui.style import Look, dressed
from ui.widgets import PlainLabel

MOST = 200


class AstrayDialog(Dialog):
    """A row for each passage: its words, the card that was read off it, its document."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        case: Case,
        passages: Sequence[tuple[Passage, Found]],
        deeds: tuple[Callable[[Passage], object], Callable[[Passage], object]],
    ) -> None:
        title = QCoreApplication.translate("AstrayDialog", "Passages not found again")
        super().__init__(parent, look, title, 680)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._case, self._owners = case, owners(case)
        self._to_card, self._to_document = deeds
        self.add_words(self._told(passages))
        self.rows: dict[str, QWidget] = {}
        if passages:
            self.body.addWidget(self._listed(passages), 1)
        self.add_button(self.tr("Close"), self.accept, primary=True)

    def _told(self, passages: Sequence[tuple[Passage, Found]]) -> str:
        if not passages:
            return self.tr("Every passage stands in its document as it was marked.")
        told = self.tr(
            "These passages keep their words, but do not stand any more where they were marked. "
            "Those that moved are confirmed at the foot of the reader."
        )
        if len(passages) > MOST:
            more = self.tr("The first {count} of {all} are listed.").format(count=MOST, all=len(passages))
            told = f"{told} {more}"
        return told

    def _listed(self, passages: Sequence[tuple[Passage, Found]]) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, self.look.px(8), 0)
        column.setSpacing(self.look.px(4))
        for passage, found in passages[:MOST]:
            self.rows[passage.id] = self._row(inner, passage, found)
            column.addWidget(self.rows[passage.id])
        column.addStretch(1)
        area.setWidget(inner)
        area.setMinimumHeight(self.look.px(280))
        return area

    def _row(self, parent: QWidget, passage: Passage, found: Found) -> QWidget:
        box = QWidget(parent)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, self.look.px(6))
        column.setSpacing(self.look.px(2))
        words = self.tr("Moved: “{words}”") if found.how == "moved" else self.tr("Not found: “{words}”")
        quote = shortened(one_line(passage.quote[:1000]), 160)
        said = PlainLabel(words.format(words=quote), box)
        said.setWordWrap(True)
        column.addWidget(dressed(said, "strong"))
        row = QHBoxLayout()
        row.setSpacing(self.look.px(4))
        held = [self._case.items[one] for one in self._owners.get(passage.id, []) if one in self._case.items]
        if held:
            button = ElidedButton(box, shortened(one_line(held[0].title), 80) or self.tr("Untitled"))
            kind = item_kind(self._case, held[0].kind)
            button.setIcon(kind_icon(kind, self.look.theme, self.look.px(16)))
            button.clicked.connect(partial(self._go, self._to_card, passage))
            row.addWidget(button, 1)
        file = self._case.attachments.get(passage.attachment)
        if file is not None:
            button = ElidedButton(box, shortened(displayed(file.name), 80))
            button.clicked.connect(partial(self._go, self._to_document, passage))
            row.addWidget(button, 1)
        column.addLayout(row)
        return box

    def _go(self, deed: Callable[[Passage], object], passage: Passage, _checked: bool = False) -> None:
        self.accept()
        deed(passage)
