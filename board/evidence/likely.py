"""How a voice most likely knows what it reports: what to offer first when a person is asked.

An offer and nothing more; it saves keys and is never taken without a yes. A paper that had one claim
from somebody likely had the next from there as well, and people mostly speak for themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from board.case import Case
from board.evidence.graph import AFFIRMS, reports_on
from board.records import Link

OWN = "own"
RELAY = "relay"
UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Answer:
    """How they know: the basis of a report, and whom they had it from."""

    basis: str
    via: tuple[str, ...] = ()


def likely_answer(case: Case, link: Link) -> Answer:
    """What to mark first for a report; what it says already stands."""
    if link.basis or link.via:
        return Answer(link.basis or RELAY, link.via)
    speaker = case.items[link.from_id]
    others = {
        report.from_id: report
        for report in sorted(reports_on(case, link.to_id), key=lambda report: report.id)
        if report.from_id != link.from_id and (report.stance or AFFIRMS) == (link.stance or AFFIRMS)
    }
    usual = Counter((report.basis, report.via) for report in _reports_by(case, link) if report.basis)
    for (basis, via), _ in usual.most_common():
        if basis == RELAY and any(source in others for source in via):
            return Answer(RELAY, via)
    if speaker.kind in ("person", "organisation"):
        return Answer(OWN)
    knowing = [voice for voice, report in others.items() if report.basis == OWN and not report.via]
    if len(knowing or others) == 1:
        return Answer(RELAY, tuple(knowing or others))
    if len(usual) == 1:
        ((basis, via),) = usual
        return Answer(basis, via)
    return Answer(UNSTATED)


def _reports_by(case: Case, link: Link) -> Iterator[Link]:
    """What else the same voice reports."""
    for identity in sorted(case.links_at(link.from_id)):
        other = case.links[identity]
        if other.kind == "reports" and other.from_id == link.from_id and other.id != link.id:
            yield other
