"""Suggestions in the document in front: quiet underlines, and what can be made of them on asking."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from board.kinds import ITEM_KINDS
from board.passages import mark
from board.suggest import KnownNames, Suggestion
from ui.icons import kind_icon
from ui.jobs import Lane
from ui.reader.marks import source_of
from ui.reader.offers import Offer, offered, offers_of
from ui.wording import kind_name

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.reader.papers import Paper
    from ui.reader.reader import Reader

SETTING = "suggestions"
_MOST = 6


class Offering(QObject):
    """Looks through the document in front in the worker, and makes what somebody chooses."""

    def __init__(self, window: MainWindow, reader: Reader) -> None:
        super().__init__(reader)
        self._window, self._reader = window, reader
        self._known: dict[str, list[Suggestion]] = {}
        """Suggestions by the hash of the text they are for."""
        self._asked: set[str] = set()
        reader.suggest.setChecked(window.settings.shown(SETTING))
        reader.suggest.toggled.connect(self._on_switched)
        for page in (reader.texts, reader.sheets):
            page.menu_wanted.connect(self._on_menu)

    def look_through(self, paper: Paper) -> None:
        """Show what a document offers, once it is known."""
        text = paper.reading.sha256
        if not self._reader.suggest.isChecked() or text in self._known:
            self._show()
        elif text not in self._asked and self._window.is_editable:
            self._asked.add(text)
            case = self._window.document.case
            source = case.items.get(source_of(case, paper.attachment))
            near = source.date if source is not None else ""
            names = KnownNames.of(case)
            job = self._window.jobs.run(offered, paper.reading.text, names, near, lane=Lane.QUICK)
            job.finished.connect(partial(self._on_found, text))

    def _on_found(self, text: str, found: list[Suggestion]) -> None:
        self._known[text] = found
        self._show()

    def _show(self) -> None:
        hints = [(one.start, one.end) for one in self._suggestions()]
        self._reader.texts.set_hints(hints)
        self._reader.sheets.set_hints(hints)

    def _suggestions(self) -> list[Suggestion]:
        paper = self._reader.paper
        if paper is None or not self._reader.suggest.isChecked():
            return []
        return self._known.get(paper.reading.sha256, [])

    def offers_at(self, place: int) -> list[Offer]:
        """What can be chosen at a place of the text: the shortest suggestion first."""
        paper, case = self._reader.paper, self._window.document.case
        here = [one for one in self._suggestions() if one.start <= place < one.end]
        here.sort(key=lambda one: one.end - one.start)
        if paper is None:
            return []
        return [offer for one in here for offer in offers_of(case, paper.reading, one)][:_MOST]

    def take(self, offer: Offer) -> None:
        """Do what was chosen."""
        paper, case = self._reader.paper, self._window.document.case
        if not offer.kind:
            self._window.reveal(offer.item)
            return
        if paper is None:
            return
        source = source_of(case, paper.attachment)
        rects = self._reader.rects(offer.start, offer.end)
        passage = mark(
            paper.reading, offer.start, offer.end, attachment=paper.attachment, source=source, rects=rects
        )
        more: dict[str, Any] = {}
        if offer.title:
            more["title"] = offer.title
        if offer.date:
            more["date"] = offer.date
        if offer.kind == "claim" and source:
            more["stance"] = offer.stance
            if offer.item in case.items and offer.item != source:
                more |= {"via": (offer.item,), "basis": "relay"}
            elif offer.speaker:
                more |= {"speaker": offer.speaker, "basis": "relay"}
        self._window.deeds.reading.make_from(passage, offer.kind, **more)

    def _on_menu(self, place: int, at: QPoint) -> None:
        from ui.reader_deeds import KINDS

        window, menu = self._window, QMenu(self._reader)
        for offer in self.offers_at(place):
            menu.addAction(offer.words.replace("&", "&&")).triggered.connect(partial(self._on_chosen, offer))
        start, end = self._reader.page.selection
        if start < end and window.is_editable:
            menu.addSeparator()
            for key, kind in KINDS.items():
                name = kind_name(ITEM_KINDS[kind]).lower()
                action = menu.addAction(self.tr("New {kind} from these words").format(kind=name) + f"\t{key}")
                action.setIcon(kind_icon(ITEM_KINDS[kind], window.look.theme, 18))
                action.triggered.connect(partial(self._on_kind, kind))
        if start < end:
            menu.addSeparator()
            menu.addAction(self.tr("Copy")).triggered.connect(self._on_copy)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _on_chosen(self, offer: Offer, _checked: bool = False) -> None:
        self.take(offer)

    def _on_kind(self, kind: str, _checked: bool = False) -> None:
        self._window.deeds.reading.make_card(kind)

    def _on_copy(self) -> None:
        self._reader.page.copy()

    def _on_switched(self, shown: bool) -> None:
        self._window.settings.set_shown(SETTING, shown)
        if self._reader.paper is not None:
            self.look_through(self._reader.paper)
