"""Suggestions in the document in front: quiet underlines, and what can be made of them on asking."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QRectF, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from board.case import Case
from board.kinds import ITEM_KINDS
from board.passages import mark
from board.records import Passage
from board.suggest import KnownNames, Suggestion
from board.suggest.names import NAMED
from ui.icons import kind_icon
from ui.jobs import Lane
from ui.reader.marks import KEY_OF, KINDS, source_of
from ui.reader.offer_bar import OfferBar
from ui.reader.offers import Offer, offer_of, offered, offers_over, told_in, voice_kind, voice_named
from ui.wording import kind_name

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.reader.papers import Paper
    from ui.reader.reader import Reader

SETTING = "suggestions"
_MOST = 6
_SETTLED = 400
"""Milliseconds without a change of the case's names after which a document is looked through again."""


class Offering(QObject):
    """Looks through the document in front in the worker, and makes what somebody chooses."""

    def __init__(self, window: MainWindow, reader: Reader) -> None:
        super().__init__(reader)
        self._window, self._reader = window, reader
        self._known: dict[str, list[Suggestion]] = {}
        """Suggestions by the hash of the text they are for."""
        self._asked: set[str] = set()
        self._names: object = None
        """The names that the case had when it was last looked through."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_SETTLED)
        self._again.timeout.connect(self._on_settled)
        self.bar = OfferBar(reader, window.look)
        self.bar.chosen.connect(self._on_chosen)
        reader.suggest.setChecked(window.settings.shown(SETTING))
        reader.suggest.toggled.connect(self._on_switched)
        for page in (reader.texts, reader.sheets):
            page.menu_wanted.connect(self._on_menu)
            page.place_pressed.connect(self._on_place)
            for signal in (page.selection_changed, page.place_changed, page.key_typed):
                signal.connect(self.bar.hide)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def look_through(self, paper: Paper) -> None:
        """Show what a document offers, once it is known."""
        text = paper.reading.sha256
        if paper.is_partial:
            return
        if not self._reader.suggest.isChecked() or text in self._known:
            self._show()
        elif text not in self._asked and self._window.is_editable:
            self._asked.add(text)
            case = self._window.document.case
            self._names = self._names or _names(case)
            source = case.items.get(source_of(case, paper.attachment))
            near = source.date if source is not None else ""
            names = KnownNames.of(case)
            job = self._window.jobs.run(offered, paper.reading.text, names, near, lane=Lane.QUICK)
            job.finished.connect(partial(self._on_found, text))
            for ended in (job.finished, job.failed, job.cancelled):
                ended.connect(partial(self._on_ended, text))

    def refresh(self) -> None:
        """The case has changed: other names may be known now."""
        self._again.start()

    def _on_settled(self) -> None:
        paper, current = self._reader.paper, self._window.files.current
        if paper is None or current is None or (names := _names(current.document.case)) == self._names:
            return
        self._names = names
        before = self._known.pop(paper.reading.sha256, None)
        self._known.clear()
        self._asked.clear()
        self.look_through(paper)
        if before is not None:  # what was found stays in sight until there is better
            self._known.setdefault(paper.reading.sha256, before)

    def _on_ended(self, text: str, _result: object = None) -> None:
        self._asked.discard(text)

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
        if paper is None:
            return []
        return offers_over(case, paper.reading, self._at(place))[:_MOST]

    def make_at_cursor(self, kind: str) -> None:
        """Make a card of what stands where the text was pressed last."""
        paper, place = self._reader.paper, self._reader.page.cursor_at
        if paper is None:
            return
        offer = offer_of(self._window.document.case, paper.reading, self._at(place), place, kind)
        if offer is not None:
            self.take(offer)

    def make(self, passage: Passage, kind: str) -> None:
        """Make a card of words that are selected; a claim with who is said to have said it."""
        told = told_in(self._suggestions(), passage.start, passage.end) if kind == "claim" else None
        case = self._window.document.case
        more: dict[str, Any] = {}
        if told is not None:
            more["stance"] = told.stance
            voice = told.item or voice_named(case, told.speaker)
            if voice in case.items and voice != passage.source:
                more |= {"via": (voice,), "basis": "relay"}
        self._window.deeds.reading.marking.make_from(passage, kind, **more)
        if told is not None and told.speaker and "via" not in more and not told.is_guess:
            self._window.deeds.chains.propose(told.speaker, voice_kind(told.speaker))

    def take(self, offer: Offer) -> None:
        """Do what was chosen."""
        paper, case = self._reader.paper, self._window.document.case
        if not offer.end:
            self._window.reveal(offer.item)
            return
        if paper is None:
            return
        passage = self._passage(paper, offer)
        if not offer.kind:
            self._window.deeds.reading.marking.add_to(passage, offer.item)
            return
        more: dict[str, Any] = {}
        if offer.title:
            more["title"] = offer.title
        if offer.date:
            more["date"] = offer.date
        if offer.kind == "claim" and passage.source:
            more["stance"] = offer.stance
            voice = offer.item or voice_named(case, offer.speaker)
            if voice in case.items and voice != passage.source:
                more |= {"via": (voice,), "basis": "relay"}
            elif offer.speaker:
                more |= {"speaker": offer.speaker, "speaker_kind": voice_kind(offer.speaker)}
                more["basis"] = "relay"
        self._window.deeds.reading.marking.make_from(passage, offer.kind, **more)

    def _passage(self, paper: Paper, offer: Offer) -> Passage:
        source = source_of(self._window.document.case, paper.attachment)
        rects = self._reader.rects(offer.start, offer.end)
        return mark(
            paper.reading, offer.start, offer.end, attachment=paper.attachment, source=source, rects=rects
        )

    def _at(self, place: int) -> list[Suggestion]:
        here = [one for one in self._suggestions() if one.start <= place < one.end]
        return sorted(here, key=lambda one: one.end - one.start)

    def _on_place(self, place: int) -> None:
        """Show what can be made of the words that were pressed."""
        offers = self.offers_at(place) if self._window.is_editable else []
        page = self._reader.page
        if not offers:
            return
        keyed: list[tuple[Offer, str]] = []
        for offer in offers:
            key = KEY_OF.get(offer.kind, "")
            keyed.append((offer, "" if key in {one[1] for one in keyed} else key))
        box = page.box_of(place)
        corner = page.viewport().mapTo(self._reader, box.topLeft().toPoint())
        self.bar.show_offers(keyed, QRectF(corner.x(), corner.y(), box.width(), box.height()))

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not self._reader.page:
            self.bar.hide()

    def _on_menu(self, place: int, at: QPoint) -> None:
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
        self._window.deeds.reading.marking.make_card(kind)

    def _on_copy(self) -> None:
        self._reader.page.copy()

    def _on_switched(self, shown: bool) -> None:
        self._window.settings.set_shown(SETTING, shown)
        if self._reader.paper is not None:
            self.look_through(self._reader.paper)


def _names(case: Case) -> frozenset[tuple[str, str, str, tuple[str, ...]]]:
    """What a text is looked through for: who has which names."""
    named = (item for item in case.items.values() if item.kind in NAMED)
    return frozenset((item.id, item.kind, item.title, item.aliases) for item in named)
