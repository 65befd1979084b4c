"""Every field of the selected link: what it says, how the voice knows, and how strongly."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from board import dates
from board.edits import links as link_edits
from board.kinds import VOICES, all_link_kinds, fitting, link_kind
from board.records import Item, Link
from board.text import fold, one_line, shortened
from ui.panels.chips import Chips
from ui.panels.controls import Check, Choice, ElidedButton, GrowingText, Segmented
from ui.panels.form import Desk, Section, common, show_line, show_words
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import date_words, link_name


class LinkForm(QWidget):
    """The form; `show_links` fills it from the case."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent)
        self._look, self._desk = look, desk
        self.ids: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build_head()
        self._build_report()
        self._build_rest()
        self._column.addStretch(1)

    def show_links(self, ids: tuple[str, ...]) -> None:
        """Show these links."""
        if ids != self.ids:
            self._leave()
        self.ids = ids
        self.refresh()

    def refresh(self) -> None:
        """Show what the case says now."""
        links = self._links()
        if not links:
            return
        one = links[0] if len(links) == 1 else None
        case = self._desk.document.case
        self._caption.setText(self.tr("Link") if one else self.tr("{count} links").format(count=len(links)))
        for button, end in ((self._from, "from_id"), (self._to, "to_id")):
            button.setVisible(one is not None)
            if one:
                item = case.items[getattr(one, end)]
                title = shortened(one_line(item.title), 60) or self.tr("untitled")
                button.set_words(title)
        self._show_kinds(links, one)
        self._turn.setVisible(one is not None and link_kind(case, one.kind).directed)
        for name, field in (("label", self._label), ("date", self._date)):
            show_line(field, *common(getattr(link, name) for link in links))
        show_words(self._note, *common(link.note for link in links))
        self._show_report(links, one)
        self.ask.setVisible(one is not None and one.kind == "reports" and self._desk.is_editable)
        self._show_date(str(links[0].date) if one else "")
        for widget in (self.kind, self._turn, self._confidential, *self._pickers.values()):
            widget.setEnabled(self._desk.is_editable)
        for field in (self._label, self._date):
            field.setReadOnly(not self._desk.is_editable)
        self._note.set_locked(not self._desk.is_editable)
        self._confidential.setChecked(all(link.confidential for link in links))

    def _build_head(self) -> None:
        section = Section(self, self._look, first=True)
        self._caption = dressed(PlainLabel("", self), "caption")
        section.column.addWidget(self._caption)
        self._from = self._end("from_id")
        section.column.addWidget(self._from)
        self.kind = Choice(self, self._look, self.tr("Kind of link"))
        self.kind.activated.connect(self._on_kind)
        section.column.addWidget(self.kind)
        self._to = self._end("to_id")
        section.column.addWidget(self._to)
        self._turn = self._look.push(self, self.tr("Turn round"), "", "arrow-left-right")
        self._turn.clicked.connect(self._on_turned)
        section.column.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(section)

    def _build_report(self) -> None:
        look = self._look
        self._report = section = Section(self, look, self.tr("How do they know?"))
        self._pickers: dict[str, Segmented] = {}
        basis = (
            ("own", self.tr("Own"), self.tr("Own knowledge or own view")),
            ("relay", self.tr("Had it from"), self.tr("Had it from somebody else")),
            ("unstated", self.tr("Not said"), self.tr("Does not say")),
        )
        self._add_picker(section, "basis", basis, self.tr("How do they know?"))
        self.basis_words = section.add_words()
        self.ask = look.push(self, self.tr("Ask beside the link"), "link")
        self.ask.clicked.connect(self._on_ask)
        section.head.addWidget(self.ask)
        self.via = Chips(self, self.tr("Had it from"), self.tr("Add a source by name"))
        self.via.edited.connect(self._on_via)
        section.add_below(self.tr("Had it from"), self.via)
        stance = (
            ("affirms", self.tr("Affirms"), self.tr("Says that it is so")),
            ("denies", self.tr("Denies"), self.tr("Says that it is not so")),
        )
        self._add_picker(section, "stance", stance, self.tr("Says that it is so, or not"))
        sure = (
            ("stated", self.tr("Stated"), self.tr("In so many words")),
            ("inferred", self.tr("Inferred"), self.tr("We read it out of the words")),
        )
        self._add_picker(section, "sure", sure, self.tr("In so many words, or read out of them"))
        self._column.addWidget(section)
        self._against = section = Section(self, look, self.tr("How strongly?"))
        strength = (
            ("direct", self.tr("Directly"), self.tr("Both cannot be true")),
            ("tension", self.tr("In tension"), self.tr("Hard to believe both, yet possible")),
        )
        self._add_picker(section, "strength", strength, self.tr("How strongly?"))
        self.strength_words = section.add_words()
        self._column.addWidget(section)

    def _build_rest(self) -> None:
        section = Section(self, self._look)
        self._label = self._line(section, "label", self.tr("Label"), self.tr("Shown on the link"))
        self._date = self._line(section, "date", self.tr("Date"), self.tr("2022-03-24, 2022-03, 2022?"))
        self._date_words = section.add_words(look="faint")
        self._note = GrowingText(self, self.tr("Note"), 2, 14)
        self._note.typed.connect(partial(self._on_typed, "note"))
        self._note.left.connect(self._leave)
        section.add_below(self.tr("Note"), self._note)
        self._confidential = Check(self.tr("Confidential: left out of exports"), self, self._look)
        self._confidential.clicked.connect(self._on_confidential)
        section.column.addWidget(self._confidential)
        self._column.addWidget(section)

    def _show_kinds(self, links: list[Link], one: Link | None) -> None:
        case = self._desk.document.case
        fits = fitting(case, one.from_id, one.to_id) if one else []
        first = {kind.id for kind in fits}
        rest = [kind for kind in all_link_kinds(case) if kind.id not in first]
        used = link_kind(case, links[0].kind)
        known = [*fits, *rest]
        if used.id not in {kind.id for kind in known}:
            known.insert(0, used)
        tail = case.items[one.from_id].kind if one else ""
        self.kind.clear()
        for kind in known:
            self.kind.addItem(shortened(one_line(link_name(kind, tail)), 40), kind.id)
        same = all(link.kind == links[0].kind for link in links)
        self.kind.setCurrentIndex(self.kind.findData(links[0].kind) if same else -1)

    def _show_report(self, links: list[Link], one: Link | None) -> None:
        self._report.setVisible(all(link.kind == "reports" for link in links))
        self._against.setVisible(all(link.kind == "contradicts" for link in links))
        for name, picker in self._pickers.items():
            value, mixed = common(getattr(link, name) for link in links)
            picker.set_value("" if mixed else str(value))
        basis, mixed = common(link.basis for link in links)
        has_via = bool(one and one.via)
        words = {
            "own": self.tr("Own knowledge, or their own view."),
            "relay": self.tr("They had it from somebody else."),
            "unstated": self.tr("They do not say how they know."),
        }.get("" if mixed else str(basis), self.tr("Not answered yet."))
        if basis == "own" and has_via:
            words = self.tr("They had it from others and add a view of their own; it counts as a relay.")
        self.basis_words.setText(words)
        strength, mixed = common(link.strength for link in links)
        self.strength_words.setText(
            {
                "direct": self.tr("Both cannot be true."),
                "tension": self.tr("Hard to believe both, yet both are possible."),
            }.get("" if mixed else str(strength), self.tr("Not answered yet."))
        )
        self.via.set_read_only(not self._desk.is_editable or one is None)
        case = self._desk.document.case
        names = [self._name(case.items[id_]) for id_ in one.via if id_ in case.items] if one else []
        self.via.set_words(names)
        completer = QCompleter(sorted(self._by_name()), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.via.set_completer(completer)

    def _show_date(self, text: str) -> None:
        understood = dates.parse(text) if text else None
        self._date_words.setVisible(bool(text))
        known = self.tr("Understood as {words}").format(words=date_words(understood)) if understood else ""
        self._date_words.setText(known or self.tr("Not understood as a date; kept as written."))

    def _end(self, end: str) -> ElidedButton:
        button = ElidedButton(self, "", "end")
        button.clicked.connect(partial(self._on_end, end))
        return button

    def _add_picker(
        self, section: Section, name: str, choices: tuple[tuple[str, str, str], ...], words: str
    ) -> None:
        picker = Segmented(self, choices, words, self._look)
        picker.chosen.connect(partial(self._on_set, name))
        section.column.addWidget(picker)
        self._pickers[name] = picker

    def _line(self, section: Section, name: str, label: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("hint", hint)
        field.textEdited.connect(partial(self._on_typed, name))
        field.editingFinished.connect(self._leave)
        section.add_row(label, field)
        return field

    def _links(self) -> list[Link]:
        known = self._desk.document.case.links
        return [known[own] for own in self.ids if own in known]

    def _set(self, fields: dict[str, object], merge: str = "") -> None:
        document = self._desk.document
        ids = [link.id for link in self._links()]
        if ids:
            document.do(link_edits.set_link(document.case, ids, **fields), merge)

    def _on_typed(self, name: str, text: str) -> None:
        self._set({name: text}, f"{name} {' '.join(sorted(self.ids))}")

    def _on_set(self, name: str, value: str) -> None:
        self._set({name: value})

    def _on_confidential(self, value: bool) -> None:
        self._set({"confidential": value})

    def _on_kind(self, index: int) -> None:
        self._set({"kind": str(self.kind.itemData(index))})

    def _on_turned(self) -> None:
        document = self._desk.document
        document.do(link_edits.reverse(document.case, list(self.ids)))

    def _on_ask(self) -> None:
        for link in self.ids:
            self._desk.ask_how(link)

    def _on_end(self, end: str) -> None:
        if links := self._links():
            self._desk.reveal(getattr(links[0], end))

    def _on_via(self, names: tuple[str, ...]) -> None:
        link, case = self._links()[0], self._desk.document.case
        by_name = self._by_name()
        kept = {self._name(case.items[id_]): id_ for id_ in link.via if id_ in case.items}
        ids = [kept.get(name) or by_name.get(name) or self._like(name) for name in names]
        via = tuple(dict.fromkeys(id_ for id_ in ids if id_))
        if via != link.via:
            fields: dict[str, object] = {"via": via}
            if via and link.basis in ("", "unstated"):
                fields["basis"] = "relay"
            self._set(fields)
        self.refresh()

    def _by_name(self) -> dict[str, str]:
        items = self._desk.document.case.items.values()
        return {self._name(item): item.id for item in items if item.kind in VOICES}

    def _like(self, words: str) -> str:
        """The only voice whose name begins with what was typed."""
        wanted = fold(words)
        found = [id_ for name, id_ in self._by_name().items() if fold(name).startswith(wanted)]
        return found[0] if len(found) == 1 else ""

    def _name(self, item: Item) -> str:
        return shortened(one_line(item.title), 80) or item.id

    def _leave(self) -> None:
        self._desk.end_typing()
