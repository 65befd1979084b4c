"""What the inspector says of a claim: where it comes from, who is for and against, how far it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from board.case import Case
from board.evidence.findings import Finding
from board.evidence.graph import AFFIRMS, DENIES, reports_on
from board.evidence.likely import OWN
from board.evidence.sentence import (
    full_name,
    short_name,
    width_words,
)
from board.evidence.weigh import DIRECT, opposed
from board.grading import range_of
from board.kinds import LINK_KINDS, link_kind
from board.records import Link, LinkKind
from board.text import shortened
from ui.canvas.cards import grade_of
from ui.panels.chain_picture import ChainPicture
from ui.panels.controls import ElidedButton
from ui.panels.evidence_marks import BadgeLabel, EvidenceRow, SupportBar
from ui.panels.form import Desk, Section, cleared
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import badge_words, hint, range_words, source_sentence, support_word

MOST = 9
"""Rows for, and as many against."""
MOST_NEXT = 3
MOST_GRADES = 8

Row = tuple[str, str, str, str]
"""The link shown as a sample, the item to go to, its words, its grade."""


class ClaimEvidence(QWidget):
    """Four sections under the assessment of one claim."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent)
        self._look, self._desk = look, desk
        self._claim = ""
        self._shown: tuple[object, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._build_origin(column)
        self._build_sides(column)
        self._build_support(column)
        self.hide()

    def show_claim(self, claim: str) -> None:
        """Show what a claim rests on; "" shows nothing."""
        evidence, case = self._desk.evidence, self._desk.document.case
        is_claim = claim in case.items and case.items[claim].kind == "claim"
        self.setVisible(is_claim and evidence is not None)
        if not is_claim or evidence is None:
            self._shown = ()
            return
        self._claim = claim
        found = evidence.finding(claim)
        self._busy.setVisible(found is None)
        for part in (self._badge, self.picture, self.sentence, self._open, self._support):
            part.setVisible(found is not None)
        if found is None:
            self._shown = ()
            return
        graph = evidence.analysis.graph(claim)
        rows = (tuple(_for(case, claim)), tuple(_against(case, claim)))
        shown = (claim, found, graph, rows, self._names(found))
        if shown == self._shown:
            return
        self._shown = shown
        badge = evidence.badge(claim)
        self._badge.show_badge(badge)
        self._badge.setVisible(badge is not None and bool(found.counts.voices))
        self.picture.setVisible(graph.stands)
        self._open.setVisible(graph.stands)
        if graph.stands:
            self.picture.show_chain(case, graph, found.counts)
        self.sentence.setText(source_sentence(found))
        self._show_signs(found)
        self._show_sides(*rows)
        self._show_support(found)
        self._show_next(found)

    # -- where it comes from ---------------------------------------------------------------------

    def _build_origin(self, column: QVBoxLayout) -> None:
        section = Section(self, self._look, self.tr("Where it comes from"))
        self._badge = BadgeLabel(self, self._look)
        section.head.addWidget(self._badge)
        self._busy = section.add_words(self.tr("Following the chains …"), "faint")
        self.picture = ChainPicture(self, self._look)
        self.picture.voice_chosen.connect(self._on_voice)
        section.column.addWidget(self.picture)
        self.sentence = section.add_words()
        self._signs = QVBoxLayout()
        self._signs.setSpacing(self._look.px(4))
        section.column.addLayout(self._signs)
        self._open = self._look.push(self, self.tr("Show the chain"), "link")
        self._open.clicked.connect(self._on_open)
        section.column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(section)

    def _show_signs(self, found: Finding) -> None:
        """Hints on the grade, and what else is to be known of the chains, each with its mark."""
        cleared(self._signs)
        lines = [(self.tr("Hint: {words}.").format(words=hint(own)), "warnText") for own in found.hints]
        if found.indirect.claims:
            words = self.tr("With {count} supporting claims: {badge}.")
            if len(found.indirect.claims) == 1:
                words = self.tr("With {count} supporting claim: {badge}.")
            lines.append(
                (
                    words.format(count=len(found.indirect.claims), badge=badge_words(found.indirect.counts)),
                    "faint",
                )
            )
        for text, look in lines:
            label = dressed(PlainLabel(text, self), look)
            label.setWordWrap(True)
            self._signs.addWidget(label)

    # -- for and against -------------------------------------------------------------------------

    def _build_sides(self, column: QVBoxLayout) -> None:
        self._sides = Section(self, self._look, self.tr("For and against"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._sides.column.addLayout(self._rows)
        column.addWidget(self._sides)

    def _show_sides(self, favour: Iterable[Row], against: Iterable[Row]) -> None:
        cleared(self._rows)
        sides = (list(favour), list(against))
        self._sides.setVisible(any(sides))
        for rows in sides:
            for kind, item, words, grade in rows[:MOST]:
                row = EvidenceRow(self, self._look, _sample(kind), words, grade)
                row.clicked.connect(partial(self._desk.reveal, item))
                self._rows.addWidget(row)
            if len(rows) > MOST:
                rest = self.tr("and {count} more").format(count=len(rows) - MOST)
                self._rows.addWidget(dressed(PlainLabel(rest, self), "faint"))

    # -- how far it carries ----------------------------------------------------------------------

    def _build_support(self, column: QVBoxLayout) -> None:
        self._support = Section(self, self._look, self.tr("Support"))
        self._words = dressed(PlainLabel("", self), "small")
        self._support.head.addWidget(self._words)
        self.bar = SupportBar(self, self._look)
        self._support.column.addWidget(self.bar)
        ends = QHBoxLayout()
        self._low = dressed(PlainLabel("", self), "muted")
        self._high = dressed(PlainLabel("", self), "muted")
        ends.addWidget(self._low, 1)
        ends.addWidget(self._high)
        self._support.column.addLayout(ends)
        self._more = self._support.add_words(look="faint")
        self._next = QVBoxLayout()
        self._next.setSpacing(0)
        self._support.column.addLayout(self._next)
        column.addWidget(self._support)

    def _show_support(self, found: Finding) -> None:
        self._support.setVisible(bool(found.counts.voices))
        width = found.counts.width_known
        words = range_words(found.support, width)
        self._words.setText(_capital(words))
        self._low.setText(self.tr("at least {word}").format(word=support_word(found.support.low, width)))
        self._high.setText(self.tr("at most {word}").format(word=support_word(found.support.high, width)))
        self.bar.show_range(found.support, words, self._grades(found))
        lines = []
        if found.counts.voices:
            lines.append(
                self.tr("{width} independent voices must all be wrong for nothing to be left.").format(
                    width=width_words(found.counts.width)
                )
                if found.counts.width != 1
                else self.tr("One voice in error, and nothing is left.")
            )
        against = found.weighing.high.only_against + found.weighing.high.conflict
        if against > 0:
            lines.append(
                self.tr("Against it: at most {word}.").format(word=support_word(against, found.against_known))
            )
        if found.weighing.high.conflict > 0:
            lines.append(self.tr("Both sides may be proved at once: a conflict."))
        if found.estimated:
            lines.append(self.tr("Estimated from 2,000 fixed draws."))
        lines.append(self.tr("How far the evidence can prove it, not how likely it is to be true."))
        self._more.setText(" ".join(lines))

    def _grades(self, found: Finding) -> str:
        """Which grades the range comes from, for those who want to check."""
        evidence, case = self._desk.evidence, self._desk.document.case
        if evidence is None:
            return ""
        graph = evidence.analysis.graph(found.claim)
        lines = []
        voices = graph.names(graph.within)
        for voice in voices[:MOST_GRADES]:
            grade = case.items[voice].reliability
            low, high = range_of(case, grade)
            name = shortened(short_name(case, voice), 40)
            lines.append(f"{name}: {grade or self.tr('not graded')}, {low:.2f} – {high:.2f}")
        if len(voices) > MOST_GRADES:
            lines.append(self.tr("and {count} more").format(count=len(voices) - MOST_GRADES))
        lines.append(f"{self.tr('Range')}: {found.support.low:.2f} – {found.support.high:.2f}")
        return "\n".join(lines)

    def _show_next(self, found: Finding) -> None:
        """The documents that would do away with most single points of failure."""
        cleared(self._next)
        gains = [(voice, gone) for voice, gone in found.get_next if gone][:MOST_NEXT]
        if not gains:
            return
        case = self._desk.document.case
        self._next.addWidget(dressed(PlainLabel(self.tr("Get next"), self), "strong"))
        for voice, gone in gains:
            words = self.tr("{gone} of {all}:  {name}").format(
                name=shortened(short_name(case, voice), 48), gone=gone, all=len(found.counts.single_points)
            )
            row = ElidedButton(self, words)
            row.setIcon(self._look.icon("file-plus", "text2", 16))
            row.setToolTip(self.tr("So many single points of failure go away if you hold it"))
            row.clicked.connect(partial(self._desk.reveal, voice))
            self._next.addWidget(row)

    def _names(self, found: Finding) -> tuple[str, ...]:
        """Names and grades in the picture, so that a rename is seen."""
        items = self._desk.document.case.items
        evidence = self._desk.evidence
        voices = evidence.analysis.graph(found.claim).voices if evidence is not None else ()
        return tuple(f"{items[voice].title} {items[voice].reliability}" for voice in voices if voice in items)

    def _on_voice(self, voice: str) -> None:
        self._desk.reveal(voice)

    def _on_open(self) -> None:
        self._desk.show_chain(self._claim)


def _for(case: Case, claim: str) -> Iterator[Row]:
    """Who affirms it, those who know of their own first; then the claims that support it."""
    reports = [link for link in reports_on(case, claim) if (link.stance or AFFIRMS) == AFFIRMS]
    for link in sorted(reports, key=lambda link: (link.basis != OWN or bool(link.via), link.id)):
        yield _voiced(case, link)
    for other in sorted(_supporters(case, claim)):
        item = case.items[other]
        yield "supports", other, shortened(full_name(case, other), 120), grade_of(item)


def _against(case: Case, claim: str) -> Iterator[Row]:
    """Who denies it, and the claims that contradict it, direct ones first."""
    for link in sorted(reports_on(case, claim), key=lambda link: link.id):
        if link.stance == DENIES:
            yield _voiced(case, link)
    for other, strength in sorted(set(opposed(case, claim)), key=lambda row: (row[1] != DIRECT, row)):
        item = case.items[other]
        name = shortened(full_name(case, other), 120)
        if strength != DIRECT:
            name = QCoreApplication.translate("ClaimEvidence", "{claim} (tension)").format(claim=name)
        yield "contradicts", other, name, grade_of(item)


def _voiced(case: Case, link: Link) -> Row:
    item = case.items[link.from_id]
    kind = "denies" if link.stance == DENIES else "reports"
    return kind, item.id, shortened(full_name(case, item.id), 120), grade_of(item)


def _supporters(case: Case, claim: str) -> set[str]:
    links = (case.links[link] for link in case.links_at(claim))
    return {link.from_id for link in links if link.kind == "supports" and link.to_id == claim}


def _sample(kind: str) -> LinkKind:
    """How a row's line is drawn: a denial as a report with a cross."""
    if kind == "denies":
        base = LINK_KINDS["reports"]
        return LinkKind("denies", base.name, mid_glyph="cross in disc", colour=base.colour)
    return link_kind(Case(), kind)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
