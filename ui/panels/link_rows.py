"""The links of one item: how, and to whom; press one to go there."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QSize
from PySide6.QtWidgets import QWidget

from board.case import Case
from board.kinds import item_kind, link_kind
from board.query import other_end
from board.records import Item, Link
from board.text import one_line, shortened
from ui.icons import kind_icon
from ui.panels.controls import ElidedButton
from ui.panels.form import Desk, Section
from ui.style import Look
from ui.widgets import PlainLabel
from ui.wording import link_name

MOST = 40


def link_words(case: Case, link: Link, seen_from: str) -> str:
    """A link as read from one of its ends: "reported by The Times"."""
    kind = link_kind(case, link.kind)
    backwards = link.from_id != seen_from
    name = link_name(kind, case.items[link.from_id].kind, backwards=backwards)
    if link.stance == "denies":
        name = QCoreApplication.translate("LinkRows", "{how}, denying").format(how=name)
    other = case.items[other_end(link, seen_from)]
    title = shortened(one_line(other.title), 120) or QCoreApplication.translate("LinkRows", "untitled")
    return f"{one_line(name)}  {title}"


class LinkRows(Section):
    """The links of an item, the kinds together."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent, look, QCoreApplication.translate("LinkRows", "Links"))
        self._desk = desk
        self._rows: list[ElidedButton] = []
        self._shown: list[tuple[str, str]] = []
        self._count = PlainLabel("", self)
        self.head.addWidget(self._count)
        self._rest = self.add_words(look="faint")

    def show_item(self, item: Item | None) -> None:
        """Show the links of an item; without links there is nothing to show."""
        case = self._desk.document.case
        ids = case.links_at(item.id) if item else frozenset()
        self.setVisible(bool(ids))
        if item is None or not ids:
            return
        links = sorted(
            (case.links[id_] for id_ in ids), key=lambda link: (link.kind, link.from_id != item.id, link.id)
        )
        self._count.setText(QLocale().toString(len(links)))
        rows = [(link.id, link_words(case, link, item.id)) for link in links[:MOST]]
        if rows != self._shown:
            self._fill(rows, item.id)
        for row, link in zip(self._rows, links, strict=False):
            other = case.items[other_end(link, item.id)]
            row.setIcon(kind_icon(item_kind(case, other.kind), self._look.theme, self._look.px(16)))
        self._rest.setVisible(len(links) > MOST)
        self._rest.setText(self.tr("and {count} more").format(count=len(links) - MOST))

    def _fill(self, rows: list[tuple[str, str]], item: str) -> None:
        self._shown = rows
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        for at, (link, words) in enumerate(rows):
            row = ElidedButton(self, words)
            row.setProperty("link", link)
            row.setIconSize(QSize(self._look.px(16), self._look.px(16)))
            row.clicked.connect(self._on_pressed)
            self.column.insertWidget(1 + at, row)
            self._rows.append(row)

    def _on_pressed(self) -> None:
        sender = self.sender()
        assert sender is not None
        self._desk.reveal_link(str(sender.property("link")))
