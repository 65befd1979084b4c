"""What the inspector says of a voice: the claims that hang on it alone, and whether it is one of a pair."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board.evidence.independence import Suggestion
from board.evidence.sentence import full_name, short_name
from board.kinds import VOICES, item_kind
from board.text import shortened
from ui.icons import kind_icon
from ui.panels.controls import ElidedButton
from ui.panels.form import Desk, Section, cleared
from ui.style import Look, dressed
from ui.widgets import PlainLabel, tip
from ui.wording import ground

MOST = 8


class VoiceEvidence(Section):
    """A section under the assessment of one source, person, organisation or file."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent, look, "")
        self._desk = desk
        self._voice = ""
        self._all = False
        """Whether the whole list is unfolded."""
        head = QHBoxLayout()
        self._title = dressed(PlainLabel("", self), "strong")
        self._title.setWordWrap(True)
        head.addWidget(self._title, 1)
        self.column.addLayout(head)
        self._words = self.add_words(look="faint")
        self.without = look.push(self, self.tr("Without this voice"), "outline", "eye-off")
        self.without.setCheckable(True)
        self.without.clicked.connect(self._on_without)
        self.column.addWidget(self.without, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(look.px(4))
        self.column.addLayout(self._pairs)
        self._shown: tuple[object, ...] = ()
        self.hide()

    def show_voice(self, voice: str) -> None:
        """Show what hangs on a voice; "" shows nothing."""
        evidence, case = self._desk.evidence, self._desk.document.case
        item = case.items.get(voice)
        if evidence is None or item is None or item.kind not in VOICES:
            self.hide()
            self._shown = ()
            return
        if voice != self._voice:
            self._all = False
        self._voice = voice
        hanging = evidence.hang_on(voice)
        falling = evidence.analysis.fallen([voice])
        spoken = evidence.analysis.spoken_on(voice)
        offered = evidence.suggestions_for(voice)
        self.setVisible(bool(spoken or falling or offered))
        is_silent = voice in evidence.silent
        self.without.setChecked(is_silent)
        self.without.setEnabled(bool(falling) or is_silent)
        claims = falling or hanging
        names = tuple(full_name(case, claim) for claim in claims)
        shown = (voice, tuple(claims), names, len(spoken), tuple(offered), self._all, is_silent)
        if shown == self._shown:
            return
        self._shown = shown
        self._title.setText(self._title_of(len(claims)))
        self._words.setText(self._words_of(len(spoken)))
        self._words.setVisible(bool(spoken))
        self._show_claims(claims)
        self._show_pairs(offered)

    def _title_of(self, count: int) -> str:
        if not count:
            return self.tr("No claim hangs on it alone")
        if count == 1:
            return self.tr("1 claim hangs on it alone")
        return self.tr("{count} claims hang on it alone").format(count=count)

    def _words_of(self, spoken: int) -> str:
        words = self.tr("It stands in the chains of {count} claims.")
        if spoken == 1:
            words = self.tr("It stands in the chains of {count} claim.")
        return words.format(count=spoken)

    def _show_claims(self, claims: list[str]) -> None:
        cleared(self._rows)
        case = self._desk.document.case
        for claim in claims if self._all else claims[:MOST]:
            row = ElidedButton(self, shortened(full_name(case, claim), 160))
            row.setToolTip(tip(shortened(full_name(case, claim), 300)))
            kind = item_kind(case, case.items[claim].kind)
            row.setIcon(kind_icon(kind, self._look.theme, self._look.px(16)))
            row.clicked.connect(partial(self._desk.reveal, claim))
            self._rows.addWidget(row)
        if len(claims) > MOST and not self._all:
            more = self.tr("Show all {count}").format(count=len(claims))
            button = self._look.push(self, more, "link")
            button.clicked.connect(self._on_all)
            self._rows.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_pairs(self, offered: list[Suggestion]) -> None:
        """Who may be one with it, offered and never applied."""
        cleared(self._pairs)
        case = self._desk.document.case
        for one in offered[:3]:
            other = one.second if one.first == self._voice else one.first
            words = self.tr("May not be independent of {name}: {ground}.").format(
                name=shortened(short_name(case, other), 60), ground=self._ground(one)
            )
            box = QWidget(self)
            column = QVBoxLayout(box)
            column.setContentsMargins(0, self._look.px(4), 0, 0)
            column.setSpacing(self._look.px(2))
            label = dressed(PlainLabel(words, box), "muted")
            label.setWordWrap(True)
            column.addWidget(label)
            row = QHBoxLayout()
            row.setSpacing(self._look.px(4))
            accept = self._look.push(box, self.tr("Not independent"), "link")
            accept.setEnabled(self._desk.is_editable)
            accept.clicked.connect(partial(self._desk.accept_suggestion, one))
            decline = self._look.push(box, self.tr("Not so"), "link")
            decline.clicked.connect(partial(self._on_declined, one))
            row.addWidget(accept)
            row.addWidget(decline)
            row.addStretch(1)
            column.addLayout(row)
            self._pairs.addWidget(box)

    def _ground(self, one: Suggestion) -> str:
        items = self._desk.document.case.items
        common = shortened(full_name(self._desk.document.case, one.common), 60) if one.common in items else ""
        return f"{ground(one.ground)}, {common}" if common else ground(one.ground)

    def _on_without(self) -> None:
        if (evidence := self._desk.evidence) is not None:
            evidence.toggle_silent([self._voice])

    def _on_all(self) -> None:
        self._all = True
        self.show_voice(self._voice)

    def _on_declined(self, one: Suggestion) -> None:
        if (evidence := self._desk.evidence) is not None:
            evidence.decline(one)
