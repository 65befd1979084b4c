"""The lists of the whole case, worked out beside whatever the user is doing.

A case of ordinary size is gone through in slices of a few milliseconds between events, and after an
edit only the claims it touches are looked at again. A large case goes to the worker; what the user
edits meanwhile is left out of what comes back and follows in slices.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from board.case import Case
from board.evidence.analysis import Analysis
from board.evidence.case_lists import CaseLists, case_lists
from board.evidence.findings import Finding
from board.evidence.graph import DENIES
from board.evidence.independence import Suggestion, suggestions
from board.records import Record
from ui.jobs import Job, Jobs
from ui.worker import Refused, Report

LARGE = 400
"""Claims to be worked out from which the worker is called."""
SLICE = 0.012
"""Seconds that a slice takes of the window's time."""


class Survey(QObject):
    """The findings of every claim and the lists that sum them up."""

    finished = Signal()
    started = Signal(object)
    """The worker has been called: its Job."""

    def __init__(self, analysis: Analysis, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._analysis, self._jobs = analysis, jobs
        self.is_wanted = False
        self.is_ready = False
        self.findings: dict[str, Finding] = {}
        self.lists: CaseLists | None = None
        self.suggestions: tuple[Suggestion, ...] = ()
        self._left: list[str] = []
        self._summed: CaseLists | None = None
        """The lists, when the suggestions are still to come."""
        self._job: Job | None = None
        self._touched: set[str] = set()
        """Claims that were edited while the worker was at it."""
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Make the lists as the case is now; at once where that takes no time."""
        self.is_wanted = True
        if self.is_ready or self._job is not None:
            return
        self._left = [claim for claim in self._analysis.claims if claim not in self.findings]
        if len(self._left) > LARGE:
            self._send()
        else:
            self._go_on()

    def forget(self, claims: Iterable[str]) -> None:
        """A Change was made that concerns these claims."""
        self.is_ready = False
        self._summed = None
        gone = set(claims)
        self._touched |= gone
        for claim in gone:
            self.findings.pop(claim, None)

    def stop(self) -> None:
        """Leave it at that."""
        self._next.stop()
        if self._job is not None:
            self._job.cancel()

    def _send(self) -> None:
        self._touched = set()
        self._job = self._jobs.run(survey_of, bearing(self._analysis.case), known=(Refused,))
        self._job.finished.connect(self._on_finished)
        for ended in (self._job.failed, self._job.cancelled):
            ended.connect(self._on_ended)
        self.started.emit(self._job)

    def _go_on(self) -> None:
        """Work out claims until the slice is over, then sum up."""
        until = perf_counter() + SLICE
        while self._left:
            claim = self._left.pop()
            if claim in self._analysis.case.items:
                self.findings[claim] = self._analysis.finding(claim)
                self._analysis.graph(claim, DENIES)
            if perf_counter() > until and self._left:
                self._next.start()
                return
        claims = self._analysis.claims
        if any(claim not in self.findings for claim in claims):
            self._left = [claim for claim in claims if claim not in self.findings]
            self._next.start()
            return
        self.findings = {claim: self.findings[claim] for claim in claims}
        if self._summed is None:
            self._summed = case_lists(self._analysis, self.findings)
            if perf_counter() > until:  # of a large case each half takes as long as a slice may
                self._next.start()
                return
        lists, self._summed = self._summed, None
        self._show(lists, suggestions(self._analysis.case))

    def _show(self, lists: CaseLists, offered: tuple[Suggestion, ...]) -> None:
        self.lists, self.suggestions = lists, offered
        self.is_ready = True
        self.finished.emit()

    def _on_finished(self, found: tuple[dict[str, Finding], CaseLists, tuple[Suggestion, ...]]) -> None:
        self._job = None
        findings, lists, offered = found
        kept = {claim: one for claim, one in findings.items() if claim not in self._touched}
        self._analysis.adopt(kept)
        self.findings |= kept
        self._show(lists, offered)
        if self._touched:
            self.is_ready = False
            self.begin()

    def _on_ended(self) -> None:
        self._job = None


def bearing(case: Case) -> tuple[Record, ...]:
    """What findings depend on, as frozen records: the case itself may change on the way to the worker."""
    return (case.info, *case.items.values(), *case.links.values())


def survey_of(
    records: tuple[Record, ...], report: Report
) -> tuple[dict[str, Finding], CaseLists, tuple[Suggestion, ...]]:
    """Findings, lists and suggestions of a case: work for the worker process."""
    case = Case(records)
    analysis = Analysis(case)
    findings = analysis.whole(report)
    return findings, case_lists(analysis, findings), suggestions(case)


def finding_of(records: tuple[Record, ...], claim: str, report: Report) -> Finding:
    """The finding of one claim: work for the worker process."""
    report("Following chains", 0, 0)
    return Analysis(Case(records)).finding(claim)
