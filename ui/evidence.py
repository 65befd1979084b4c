"""What the open case rests on, kept for everything on the screen that shows it.

One Analysis follows the document. Counts on cards are worked out when a card is drawn, a few
milliseconds at a time; what a panel wants to know of one claim at once, or in the worker where the
voices are many; the lists of the whole case in slices, and in the worker where the case is large.
Nothing here alters the case: *without this voice* and a suggestion turned down are view state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from board.case import Case
from board.change import Change
from board.document import Document
from board.evidence.analysis import Analysis
from board.evidence.findings import Finding, signs
from board.evidence.independence import Suggestion
from board.evidence.sentence import badge_text
from board.evidence.without import speaking_for
from ui.canvas.cards import Badge, BadgeOf
from ui.jobs import Job, Jobs, Lane
from ui.survey import Survey, bearing, finding_of
from ui.wording import badge_words, source_sentence
from ui.worker import Refused

AT_ONCE = 0.02
"""Seconds of one turn of the event loop that badges may take; the rest of them come in the next."""
MANY_VOICES = 24
"""Voices from which a claim's finding is worked out in the worker."""
SETTLED = 120
"""Time in ms without a Change before the lists of the case are made anew."""


class Evidence(QObject):
    """The findings of one open case, and what the user has set aside while looking at them."""

    badges_changed = Signal(set)
    """Claims whose cards are to be drawn anew."""
    changed = Signal()
    """What panels show may be out of date; once a turn at most."""
    silence_changed = Signal()
    """Other voices are left out, or other claims fall without them."""

    def __init__(self, document: Document, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.analysis = Analysis(document.case)
        self.silent: tuple[str, ...] = ()
        """The voices that are left out for the moment, in the order in which they were."""
        self.declined: set[Suggestion] = set()
        self._jobs = jobs
        self._badges: dict[str, Badge | None] = {}
        self._waiting: set[str] = set()
        self._spent = 0.0
        self._known: dict[str, Finding] = {}
        self._working: dict[str, Job] = {}
        self._fallen: tuple[str, ...] | None = None
        self._turn = self._timer(0, self._on_turn)
        self._soon = self._timer(0, self.changed.emit)
        self._settled = self._timer(SETTLED, self._on_settled)
        self.survey = Survey(self.analysis, jobs, self)
        self.survey.finished.connect(self._soon.start)
        self._stop_listening = document.listen(self._on_change)

    @property
    def case(self) -> Case:
        """The open case."""
        return self.document.case

    def close(self) -> None:
        """The case is being closed: hear and say nothing any more."""
        self._stop_listening()
        self.blockSignals(True)
        for timer in (self._turn, self._soon, self._settled):
            timer.stop()
        for job in self._working.values():
            job.cancel()
        self.survey.stop()

    # -- claims ----------------------------------------------------------------------------------

    def badge(self, item: str) -> Badge | None:
        """What a claim's card shows; None for other items, and where it comes a little later."""
        if item in self._badges:
            return self._badges[item]
        record = self.case.items.get(item)
        if record is None or record.kind != "claim":
            return None
        if self._spent > AT_ONCE:
            self._waiting.add(item)
            self._turn.start()
            return None
        started = perf_counter()
        found = self._badges[item] = badge_of(self.analysis, item)
        self._spent += perf_counter() - started
        self._turn.start()
        return found

    def finding(self, claim: str) -> Finding | None:
        """Everything about a claim; None while the worker is at it, and `changed` comes when it is done."""
        known = self._known.get(claim) or self.survey.findings.get(claim)
        if known is not None:
            return known
        if self.analysis.counts(claim).voices <= MANY_VOICES:
            known = self._known[claim] = self.analysis.finding(claim)
            return known
        if claim not in self._working:
            job = self._working[claim] = self._jobs.run(
                finding_of, bearing(self.case), claim, known=(Refused,), lane=Lane.QUICK
            )
            job.finished.connect(lambda found: self._on_found(claim, job, found))
        return None

    def source_line(self, item: str) -> str:
        """What a claim rests on, in a sentence for those who hear it."""
        record = self.case.items.get(item)
        if record is None or record.kind != "claim":
            return ""
        found = self.finding(item)
        return source_sentence(found) if found is not None else badge_words(self.analysis.counts(item))

    # -- voices ----------------------------------------------------------------------------------

    def hang_on(self, item: str) -> list[str]:
        """The claims that hang on a voice alone."""
        return self.analysis.hang_on(item)

    def suggestions(self) -> list[Suggestion]:
        """Pairs that may be one voice, as far as the lists are made, less those turned down."""
        return [one for one in self.survey.suggestions if one not in self.declined]

    def suggestions_for(self, item: str) -> list[Suggestion]:
        """The suggestions that a voice is part of."""
        return [one for one in self.suggestions() if item in (one.first, one.second)]

    def decline(self, suggestion: Suggestion) -> None:
        """Suggest this pair no more while the case is open."""
        self.declined.add(suggestion)
        self.changed.emit()

    # -- without this voice ----------------------------------------------------------------------

    def toggle_silent(self, items: Iterable[str]) -> None:
        """Leave voices out, or let them speak again when all of them are left out."""
        chosen = [item for item in items if item in self.case.items]
        if set(chosen) <= set(self.silent):
            self.set_silent(own for own in self.silent if own not in chosen)
        else:
            self.set_silent((*self.silent, *chosen))

    def set_silent(self, items: Iterable[str]) -> None:
        """Leave out these voices and nobody else."""
        silent = tuple(dict.fromkeys(items))
        if silent != self.silent:
            self.silent = silent
            self._fallen = None
            self.silence_changed.emit()

    @property
    def fallen(self) -> tuple[str, ...]:
        """The claims that fall without the silent voices."""
        if self._fallen is None:
            self._fallen = tuple(self.analysis.fallen(self.silent)) if self.silent else ()
        return self._fallen

    def all_silent(self) -> frozenset[str]:
        """The silent voices with the sources they are the voice of."""
        return speaking_for(self.case, self.silent)

    # -- following -------------------------------------------------------------------------------

    def want_lists(self) -> None:
        """Make the lists of the whole case, and keep them up to date from now on."""
        self.survey.begin()

    def _on_change(self, change: Change) -> None:
        concerned = self.analysis.follow(change)
        if concerned:
            for claim in concerned:
                self._badges.pop(claim, None)
                self._known.pop(claim, None)
                if (job := self._working.pop(claim, None)) is not None:
                    job.cancel()
            self.badges_changed.emit(concerned)
        self.survey.forget(concerned)
        if self.survey.is_wanted:
            self._settled.start()
        if self.silent:
            left = tuple(item for item in self.silent if item in self.case.items)
            before, self._fallen = self._fallen, None
            if left != self.silent or self.fallen != before or concerned:
                self.silent = left
                self._fallen = None
                self.silence_changed.emit()
        self._soon.start()

    def _on_turn(self) -> None:
        """A new turn: badges that did not fit into the last one come now."""
        self._spent = 0.0
        if self._waiting:
            made, self._waiting = self._waiting, set()
            self.badges_changed.emit(made)

    def _on_settled(self) -> None:
        self.survey.begin()

    def _on_found(self, claim: str, job: Job, found: Finding) -> None:
        if self._working.get(claim) is job:
            del self._working[claim]
            self._known[claim] = found
            self._soon.start()

    def _timer(self, delay: int, run: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(run)
        return timer


def badge_of(analysis: Analysis, claim: str) -> Badge | None:
    """The badge of a claim; None where nobody says it and nothing is to be marked."""
    counts, signed = analysis.counts(claim), signs(analysis, claim)
    if not counts.voices and not signed.contradicted and not signed.hints:
        return None
    return Badge(
        short=badge_text(counts),
        words=badge_words(counts),
        is_echo=counts.voices > counts.origins_known + counts.origins_unknown,
        has_unknown=bool(counts.origins_unknown),
        is_contradicted=bool(signed.contradicted),
        has_hint=bool(signed.hints),
    )


def badges_in(case: Case) -> BadgeOf:
    """The badges of a case that is not the open one, as when it is redacted for others."""
    analysis = Analysis(case)

    def made(item: str) -> Badge | None:
        record = case.items.get(item)
        return badge_of(analysis, item) if record is not None and record.kind == "claim" else None

    return made
