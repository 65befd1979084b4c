"""Every field of the selected item, or what several selected ones have in common."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from board.edits import items as item_edits
from board.edits import placing
from board.grading import CREDIBILITY, RELIABILITY
from board.kinds import VOICES, all_item_kinds, item_kind, tag
from board.records import Item
from board.text import one_line, shortened
from ui.icons import kind_icon, kind_pixmap
from ui.panels.chips import Chips
from ui.panels.claim_evidence import ClaimEvidence
from ui.panels.controls import Check, Choice, GrowingText, Segmented
from ui.panels.date_reading import DateReading
from ui.panels.field_rows import FieldRows
from ui.panels.file_rows import FileRows
from ui.panels.form import Desk, Section, Swatches, common, named, several, show_line, show_words
from ui.panels.likeness_rows import LikenessRows
from ui.panels.link_rows import LinkRows
from ui.panels.passage_rows import PassageRows
from ui.panels.standing import Standing
from ui.panels.voice_evidence import VoiceEvidence
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import grade_words, kind_name


class ItemForm(QWidget):
    """The form; `show_items` fills it from the case."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent)
        self._look, self._desk = look, desk
        self.ids: tuple[str, ...] = ()
        self._lines: dict[str, QLineEdit] = {}
        self._texts: dict[str, GrowingText] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build_head()
        self.likeness = LikenessRows(self, look)
        self._column.addWidget(self.likeness)
        self._build_verdict()
        self.standing = Standing(self, look, desk)
        self._column.addWidget(self.standing)
        self.claim = ClaimEvidence(self, look, desk)
        self.voice = VoiceEvidence(self, look, desk)
        self._column.addWidget(self.claim)
        self._column.addWidget(self.voice)
        self._build_words()
        self._build_more()
        self._column.addStretch(1)
        look.changed.connect(self.refresh)

    def show_items(self, ids: tuple[str, ...]) -> None:
        """Show these items."""
        if ids != self.ids:
            self._leave()
        self.ids = ids
        self.refresh()

    def refresh(self) -> None:
        """Show what the case says now."""
        items = self._items()
        if not items:
            return
        self._show_head(items)
        for name, field in self._lines.items():
            show_line(field, *common(getattr(item, name) for item in items))
        for name, text in self._texts.items():
            show_words(text, *common(getattr(item, name) for item in items))
        self.cut.setVisible(any(text.is_cut for text in self._texts.values()))
        self._show_verdict(items)
        date, mixed = common(item.date for item in items)
        self.date.show_text("" if mixed or not date else str(date))
        self._aliases.set_words(items[0].aliases if len(items) == 1 else ())
        shared = set.intersection(*(set(item.tags) for item in items))
        self._tags.set_words(tag for tag in items[0].tags if tag in shared)
        self._show_more(items)
        self.show_evidence()

    def show_evidence(self) -> None:
        """Show what the item rests on, or what hangs on it."""
        one = self.ids[0] if len(self.ids) == 1 else ""
        self.claim.show_claim(one)
        self.voice.show_voice(one)
        self.standing.show_item(one)

    def edit_title(self) -> None:
        """Put the caret into the title."""
        self.title.setFocus()
        self.title.selectAll()

    def _build_head(self) -> None:
        self._head = section = Section(self, self._look, first=True)
        row = QHBoxLayout()
        row.setSpacing(self._look.px(10))
        self._mark = PlainLabel("", self)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.kind = QPushButton(self)
        dressed(self.kind, "link")
        self.kind.setAccessibleName(self.tr("Kind"))
        self.kind.setToolTip(self.tr("Press to change the kind"))
        self.kind.clicked.connect(self._on_kind)
        words.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.title = GrowingText(self, self.tr("Title"), 1, 8)
        dressed(self.title, "heading")
        self.title.single_line = True
        self.title.setProperty("hint", self.tr("Untitled"))
        self.title.typed.connect(partial(self._on_typed, "title"))
        self.title.left.connect(self._leave)
        self._texts["title"] = self.title
        words.addWidget(self.title)
        self._count = dressed(PlainLabel("", self), "title")
        self._count.setWordWrap(True)
        words.addWidget(self._count)
        row.addLayout(words, 1)
        section.column.addLayout(row)
        self.cut = section.add_words(
            self.tr("The text is too long to be edited here; the start of it is shown."), "warnText"
        )
        self._column.addWidget(section)

    def _build_verdict(self) -> None:
        look = self._look
        self._verdict = section = Section(self, look, self.tr("Assessment"))
        statuses = (
            ("open", self.tr("Open"), self.tr("Not decided yet")),
            ("contested", self.tr("Contested"), self.tr("Others say otherwise")),
            ("settled", self.tr("Settled"), self.tr("No longer in question")),
        )
        self.status = Segmented(self, statuses, self.tr("Status"), look)
        self.status.chosen.connect(partial(self._on_set, "status"))
        self._status_row = _rowed(section, self.tr("Status"), self.status, look)
        self.claim_type = Choice(self, look, self.tr("Type of claim"))
        for value, words in (
            ("", self.tr("Not said")),
            ("fact", self.tr("Fact")),
            ("opinion", self.tr("Opinion")),
            ("inference", self.tr("Inference")),
            ("forecast", self.tr("Forecast")),
        ):
            self.claim_type.addItem(words, value)
        self.claim_type.activated.connect(self._on_type)
        self._type_row = _rowed(section, self.tr("Type"), self.claim_type, look)
        letters = [(letter, letter, f"{letter}: {grade_words(letter)}") for letter in RELIABILITY]
        self.reliability = Segmented(self, letters, self.tr("Reliability of the source"), look)
        self.reliability.chosen.connect(partial(self._on_set, "reliability"))
        self._reliability_row = _rowed(section, self.tr("Source"), self.reliability, look)
        digits = [(str(digit), str(digit), f"{digit}: {grade_words(digit)}") for digit in CREDIBILITY]
        self.credibility = Segmented(self, digits, self.tr("Credibility of the content"), look)
        self.credibility.chosen.connect(self._on_credibility)
        self._credibility_row = _rowed(section, self.tr("Content"), self.credibility, look)
        self.grade_words = section.add_words()
        self._add_line(section, "grade_reason", self.tr("Reason"), self.tr("Why this grade"))
        self.held = Check(self.tr("We hold it: the file, or our own note"), self, look)
        self.held.clicked.connect(partial(self._on_checked, "held"))
        section.column.addWidget(self.held)
        self._column.addWidget(section)

    def _build_words(self) -> None:
        section = Section(self, self._look)
        self._add_text(section, "text", self.tr("Text"), self.tr("The words themselves"))
        self._add_line(section, "date", self.tr("Date"), self.tr("2022-03-24, 2022-03, 2022?"))
        self.date = DateReading(self, self._look)
        self.date.taken.connect(partial(self._on_set, "date"))
        section.column.addWidget(self.date)
        self._tags = Chips(self, self.tr("Tags"), self.tr("Add tag"))
        self._tags.edited.connect(self._on_tags)
        section.add_below(self.tr("Tags"), self._tags)
        self._aliases = Chips(self, self.tr("Also called"), self.tr("Add name"))
        self._aliases.edited.connect(partial(self._on_set, "aliases"))
        section.add_below(self.tr("Also called"), self._aliases)
        self._add_text(section, "note", self.tr("Note"), self.tr("Your own remarks"))
        self._column.addWidget(section)

    def _build_more(self) -> None:
        self.passages = PassageRows(self, self._look, self._desk)
        self._column.addWidget(self.passages)
        self.links = LinkRows(self, self._look, self._desk)
        self._column.addWidget(self.links)
        self.fields = FieldRows(self, self._look, self._desk)
        self._column.addWidget(self.fields)
        self.files = FileRows(self, self._look, self._desk)
        self._column.addWidget(self.files)
        section = Section(self, self._look, self.tr("Card"))
        self.colour = Swatches(self, self._look, self.tr("Colour of the card"))
        for token, button in self.colour.buttons.items():
            button.clicked.connect(partial(self._on_colour, token))
        section.column.addWidget(self.colour)
        self.confidential = Check(self.tr("Confidential: left out of exports"), self, self._look)
        self.confidential.clicked.connect(partial(self._on_checked, "confidential"))
        section.column.addWidget(self.confidential)
        self.boards = section.add_words(look="faint")
        self._column.addWidget(section)

    def _show_head(self, items: list[Item]) -> None:
        case, theme = self._desk.document.case, self._look.theme
        kinds = Counter(item.kind for item in items)
        one = items[0] if len(items) == 1 else None
        kind = item_kind(case, items[0].kind)
        side = self._look.px(30)
        self._mark.setVisible(len(kinds) == 1)
        self._mark.setPixmap(kind_pixmap(kind, side, theme, self.devicePixelRatio()))
        name = shortened(one_line(kind_name(kind)), 40)
        words = (
            f"{name} · {tag(one)}"
            if one and tag(one)
            else name
            if len(kinds) == 1
            else self.tr("several kinds")
        )
        self.kind.setText(words.replace("&", "&&"))
        colour = theme.kind_colour(kind) if len(kinds) == 1 else theme.colour("text2")
        self.kind.setStyleSheet(f"color: {colour.name()}; font-size: {self._look.px(11)}px; padding: 0 2px;")
        self.kind.setEnabled(self._desk.is_editable)
        self.title.setVisible(one is not None)
        self._count.setVisible(one is None)
        self._count.setText(self.tr("{count} cards selected").format(count=len(items)))
        locked = not self._desk.is_editable
        for field in self._lines.values():
            field.setReadOnly(locked)
        for text in self._texts.values():
            text.set_locked(locked)

    def _show_verdict(self, items: list[Item]) -> None:
        kinds = {item.kind for item in items}
        is_claim, is_voice = kinds == {"claim"}, kinds <= set(VOICES)
        self._verdict.setVisible(is_claim or is_voice)
        self._status_row.setVisible(is_claim)
        self._type_row.setVisible(is_claim)
        self._credibility_row.setVisible(is_claim)
        self._reliability_row.setVisible(is_voice)
        self.held.setVisible(is_voice)
        editable = self._desk.is_editable
        for name, picker in (
            ("status", self.status),
            ("reliability", self.reliability),
            ("credibility", self.credibility),
        ):
            value, mixed = common(getattr(item, name) for item in items)
            picker.set_value("" if mixed or not value else str(value))
            picker.setEnabled(editable)
        kind_of, mixed = common(item.claim_type for item in items)
        self.claim_type.setCurrentIndex(-1 if mixed else self.claim_type.findData(kind_of))
        self.claim_type.setEnabled(editable)
        self.grade_words.setText(self._grade_words(items, is_claim))
        self._check(self.held, [item.held for item in items])
        self._check(self.confidential, [item.confidential for item in items])

    def _grade_words(self, items: list[Item], is_claim: bool) -> str:
        value, mixed = common(item.credibility if is_claim else item.reliability for item in items)
        if mixed:
            return several()
        if words := grade_words(value):
            return f"{value}: {words}."
        return self.tr("Not graded yet.")

    def _show_more(self, items: list[Item]) -> None:
        case, board = self._desk.document.case, self._desk.board_id
        editable = self._desk.is_editable
        one = items[0] if len(items) == 1 else None
        self._tags.set_read_only(not editable)
        self._aliases.set_read_only(not editable or one is None)
        self.passages.show_item(one)
        self.links.show_item(one)
        self.fields.show_item(one)
        self.files.show_item(one)
        placed = [place for item in items if (place := case.placements.get((board, item.id)))]
        worn, mixed = common(place.colour for place in placed)
        self.colour.set_value(None if mixed or not placed else worn)
        self.colour.setEnabled(editable and bool(placed))
        names = [case.boards[own].title for own in sorted(case.boards_of(items[0].id))] if one else []
        shown = ", ".join(shortened(one_line(name), 40) for name in names[:6])
        self.boards.setText(self.tr("On {boards}").format(boards=shown) if shown else self.tr("On no board"))
        self.boards.setVisible(one is not None)

    def _add_line(self, section: Section, name: str, label: str, hint: str) -> None:
        field = QLineEdit(self)
        field.setProperty("hint", hint)
        field.setPlaceholderText(hint)
        field.textEdited.connect(partial(self._on_typed, name))
        field.editingFinished.connect(self._leave)
        section.add_row(label, field)
        self._lines[name] = field

    def _add_text(self, section: Section, name: str, label: str, hint: str) -> None:
        field = GrowingText(self, label, 1, 14)
        field.setProperty("hint", hint)
        field.typed.connect(partial(self._on_typed, name))
        field.left.connect(self._leave)
        section.add_below(label, field)
        self._texts[name] = field

    def _check(self, box: QCheckBox, values: list[bool]) -> None:
        value, mixed = common(values)
        box.setTristate(mixed)
        box.setCheckState(
            Qt.CheckState.PartiallyChecked
            if mixed
            else Qt.CheckState.Checked
            if value
            else Qt.CheckState.Unchecked
        )
        box.setEnabled(self._desk.is_editable)

    def _items(self) -> list[Item]:
        known = self._desk.document.case.items
        return [known[own] for own in self.ids if own in known]

    def _set(self, fields: dict[str, object], merge: str = "") -> None:
        document = self._desk.document
        ids = [item.id for item in self._items()]
        if ids:
            document.do(item_edits.set_fields(document.case, ids, **fields), merge)

    def _on_typed(self, name: str, text: str) -> None:
        text = text.replace("\n", " ") if name == "title" else text
        self._set({name: text}, f"{name} {' '.join(sorted(self.ids))}")

    def _on_set(self, name: str, value: object) -> None:
        self._set({name: value})

    def _on_type(self, index: int) -> None:
        self._set({"claim_type": str(self.claim_type.itemData(index))})

    def _on_checked(self, name: str, value: bool) -> None:
        self._set({name: value})

    def _on_credibility(self, value: str) -> None:
        self._set({"credibility": int(value or "0")})

    def _on_tags(self, words: tuple[str, ...]) -> None:
        document, items = self._desk.document, self._items()
        shared = set.intersection(*(set(item.tags) for item in items))
        ids = [item.id for item in items]
        gone = tuple(tag for tag in shared if tag not in words)
        new = tuple(word for word in words if word not in shared)
        if gone:
            document.do(item_edits.remove_values(document.case, ids, "tags", *gone))
        if new:
            document.do(item_edits.add_values(document.case, ids, "tags", *new))

    def _on_colour(self, token: str) -> None:
        document, board = self._desk.document, self._desk.board_id
        placed = [own for own in self.ids if (board, own) in document.case.placements]
        document.do(placing.colour(document.case, board, placed, token))

    def _on_kind(self) -> None:
        menu = QMenu(self)
        for kind in all_item_kinds(self._desk.document.case):
            action = menu.addAction(shortened(one_line(kind_name(kind)), 40).replace("&", "&&"))
            action.setIcon(kind_icon(kind, self._look.theme, 18))
            action.triggered.connect(partial(self._on_kind_chosen, kind.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.kind.mapToGlobal(self.kind.rect().bottomLeft()))

    def _on_kind_chosen(self, kind: str) -> None:
        self._set({"kind": kind})

    def _leave(self) -> None:
        """The next letter typed anywhere begins a step of its own."""
        self._desk.end_typing()


def _rowed(section: Section, label: str, widget: QWidget, look: Look) -> QWidget:
    """A labelled row as one widget, so that it can be hidden whole."""
    box = QWidget(section)
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.px(8))
    words = named(label, box, look)
    row.addWidget(words)
    row.addWidget(widget, 1)
    section.column.addWidget(box)
    box.setMinimumSize(QSize(0, look.px(28)))
    return box
