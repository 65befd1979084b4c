"""The analysis of a case as plain data, for `analyse --json` and other programs, and as text to read.

The keys are part of the program's open interface (docs/evidence.md): they are added to, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from board.case import Case
from board.evidence.analysis import Analysis
from board.evidence.case_lists import CaseLists, case_lists
from board.evidence.findings import Finding
from board.evidence.sentence import HINTS, full_name, short_name, short_names
from board.evidence.weigh import Shares
from board.text import one_line

_DIGITS = 6
_MOST_LISTED = 10


class UnknownItem(LookupError):
    """An id that no item, or no claim, of the case has; the message is a sentence for the user."""


def analyse(case: Case, claim: str = "", silent: Iterable[str] = ()) -> dict[str, Any]:
    """What every claim of a case rests on, as `analyse --json` prints it.

    With `claim` only that one is given under "claims"; the lists are of the whole case all the same.
    With `silent` items everything is worked out as if they had not spoken, and "falls" names the claims
    left without any chain. Raises UnknownItem.
    """
    silent = tuple(silent)
    _check(case, claim, silent)
    analysis = Analysis(case, silent)
    findings = analysis.whole()
    lists = case_lists(analysis, findings)
    shown = [claim] if claim else list(findings)
    answer: dict[str, Any] = {
        "claims": {one: _claim(findings[one]) for one in shown},
        "bottlenecks": [list(row) for row in lists.bottlenecks],
        "loops": [[one, list(circle)] for one, circle in lists.loops],
        "no_known_origin": list(lists.no_known_origin),
        "contradictions": [list(row) for row in lists.contradictions],
    }
    if silent:
        answer["falls"] = Analysis(case).fallen(silent)
    return answer


def as_text(case: Case, claim: str = "", silent: Iterable[str] = ()) -> str:
    """The same to read: a paragraph for each claim, then the lists of the case. Raises UnknownItem."""
    silent = tuple(silent)
    _check(case, claim, silent)
    analysis = Analysis(case, silent)
    findings = analysis.whole()
    lines: list[str] = []
    for one in [claim] if claim else findings:
        lines += [*_paragraph(case, findings[one]), ""]
    if not claim:
        lines += _lists(case, case_lists(analysis, findings))
    if silent:
        fallen = Analysis(case).fallen(silent)
        names = ", ".join(full_name(case, one) for one in silent)
        lines += [f"Without {names}: {_claims(len(fallen))} would fall."]
        lines += [f"  {_titled(case, one)}" for one in fallen]
    return "\n".join(lines).rstrip() + "\n"


def _check(case: Case, claim: str, silent: Iterable[str]) -> None:
    if claim and (claim not in case.items or case.items[claim].kind != "claim"):
        raise UnknownItem(f"There is no claim {claim} in this case.")
    for item in silent:
        if item not in case.items:
            raise UnknownItem(f"There is nothing with the id {item} in this case.")


def _claim(found: Finding) -> dict[str, Any]:
    return {
        "voices": found.counts.voices,
        "origins_known": found.counts.origins_known,
        "origins_unknown": found.counts.origins_unknown,
        "width": found.counts.width,
        "width_known": found.counts.width_known,
        "single_points": sorted(found.counts.single_points),
        "loops": [list(circle) for circle in found.counts.loops],
        "support": [round(found.support.low, _DIGITS), round(found.support.high, _DIGITS)],
        "estimated": found.estimated,
        "against_known": found.against_known,
        "tension_known": found.tension_known,
        "weigh": {"low": _shares(found.weighing.low), "high": _shares(found.weighing.high)},
        "undocumented": list(found.counts.undocumented),
        "hints": list(found.hints),
        "sentence": found.sentence,
    }


def _shares(shares: Shares) -> dict[str, float]:
    rounded = {name: round(share, _DIGITS) for name, share in asdict(shares).items()}
    return {
        "for": rounded["only_for"],
        "against": rounded["only_against"],
        "conflict": rounded["conflict"],
        "nothing": rounded["nothing"],
    }


def _paragraph(case: Case, found: Finding) -> list[str]:
    lines = [_titled(case, found.claim), f"  {found.sentence}"]
    lines += [f"  Hint: {HINTS[hint]}." for hint in found.hints]
    if found.get_next and (gone := found.get_next[0][1]):
        voice = short_name(case, found.get_next[0][0])
        lines.append(f"  Get next: {voice} ({gone} of {_points(found.counts.single_points)} would go away).")
    return lines


def _lists(case: Case, lists: CaseLists) -> list[str]:
    bottlenecks = [f"{short_name(case, label)}: {_claims(count)}" for label, count in lists.bottlenecks]
    gains = [f"{short_name(case, voice)}: {gone}" for voice, gone in lists.get_next]
    rows: Mapping[str, list[str]] = {
        "Bottlenecks (claims that hang on one voice)": bottlenecks[:_MOST_LISTED],
        "Circular reporting": [
            f"{one_line(claim)}: {', '.join(short_names(case, circle))}" for claim, circle in lists.loops
        ],
        "No known origin": [_titled(case, claim) for claim in lists.no_known_origin],
        "Contradictions": [
            f"{strength}: {_titled(case, one)} / {_titled(case, other)}"
            for one, other, strength in lists.contradictions
        ],
        "Grade these first": [
            f"{short_name(case, voice)}: {_claims(count)}"
            for voice, count in lists.grade_first[:_MOST_LISTED]
        ],
        "Get next (single points of failure that would go away)": gains[:_MOST_LISTED],
    }
    lines: list[str] = []
    for heading, entries in rows.items():
        if entries:
            lines += [heading, *(f"  {entry}" for entry in entries), ""]
    return lines


def _titled(case: Case, claim: str) -> str:
    """A claim's id and title, fit for a terminal."""
    return f"{one_line(claim)}  {full_name(case, claim)}"


def _points(points: tuple[str, ...]) -> str:
    return f"{len(points)} single point{'s' if len(points) != 1 else ''} of failure"


def _claims(count: int) -> str:
    return f"{count} claim" if count == 1 else f"{count} claims"
