"""The case lists as rows to show: headings with counts, and what stands under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from board.case import Case
from board.evidence.analysis import Analysis
from board.evidence.case_lists import CaseLists
from board.evidence.independence import Suggestion
from board.evidence.sentence import full_name, short_name, short_names
from board.evidence.weigh import DIRECT
from board.text import shortened
from ui.wording import badge_words, ground

LONGEST = 160


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the lists."""

    section: str
    text: str
    is_head: bool = False
    count: str = ""
    more: str = ""
    """A second, smaller line."""
    tip: str = ""
    item: str = ""
    """Where a press goes."""
    members: tuple[str, ...] = ()
    """What a press selects, where it is several."""
    suggestion: Suggestion | None = None


def rows_of(analysis: Analysis, lists: CaseLists, offered: Iterable[Suggestion]) -> list[Row]:
    """All rows, an empty list as nothing."""
    case = analysis.case
    sections: list[tuple[str, str, list[Row]]] = [
        ("bottlenecks", _tr("Bottlenecks"), list(_bottlenecks(analysis, lists))),
        ("loops", _tr("Circular reporting"), list(_loops(case, lists))),
        ("dark", _tr("No known origin"), list(_dark(analysis, lists))),
        ("contradictions", _tr("Contradictions"), list(_contradictions(case, lists))),
        ("grade", _tr("Grade these first"), list(_grade_first(case, lists))),
        ("next", _tr("Get next"), list(_get_next(case, lists))),
        ("pairs", _tr("Perhaps not independent"), list(_pairs(case, offered))),
    ]
    rows: list[Row] = []
    for section, title, inside in sections:
        rows.append(Row(section, title, is_head=True, count=_number(len(inside))))
        rows.extend(inside)
    return rows


def _bottlenecks(analysis: Analysis, lists: CaseLists) -> Iterator[Row]:
    for label, count in lists.bottlenecks:
        members = analysis.members(label)
        names = short_names(analysis.case, members)
        yield Row(
            "bottlenecks",
            _cut(_tr(" with ").join(names)),
            count=_claims(count),
            tip=_tr("So many claims hang on it alone"),
            item=members[0],
        )


def _loops(case: Case, lists: CaseLists) -> Iterator[Row]:
    for claim, circle in lists.loops:
        yield Row("loops", _title(case, claim), more=", ".join(short_names(case, circle)), item=claim)


def _dark(analysis: Analysis, lists: CaseLists) -> Iterator[Row]:
    for claim in lists.no_known_origin:
        counts = analysis.counts(claim)
        words = badge_words(counts) if counts.voices else _tr("nobody says it")
        yield Row("dark", _title(analysis.case, claim), more=words, item=claim)


def _contradictions(case: Case, lists: CaseLists) -> Iterator[Row]:
    for one, other, strength in lists.contradictions:
        words = _tr("against: {claim}") if strength == DIRECT else _tr("in tension with: {claim}")
        yield Row("contradictions", _title(case, one), more=words.format(claim=_title(case, other)), item=one)
    for claim in lists.denied:
        yield Row("contradictions", _title(case, claim), more=_tr("somebody denies it"), item=claim)


def _grade_first(case: Case, lists: CaseLists) -> Iterator[Row]:
    for voice, count in lists.grade_first:
        tip = _tr("It stands in the chains of so many claims, and has no grade")
        yield Row("grade", _cut(short_name(case, voice)), count=_claims(count), tip=tip, item=voice)


def _get_next(case: Case, lists: CaseLists) -> Iterator[Row]:
    for voice, gone in lists.get_next:
        words = _tr("{count} points") if gone != 1 else _tr("{count} point")
        tip = _tr("Single points of failure that would go away if you held it")
        yield Row(
            "next",
            _cut(short_name(case, voice)),
            count=words.format(count=_number(gone)),
            tip=tip,
            item=voice,
        )


def _pairs(case: Case, offered: Iterable[Suggestion]) -> Iterator[Row]:
    for one in offered:
        if {one.first, one.second} <= case.items.keys():
            names = [_cut(short_name(case, voice)) for voice in (one.first, one.second)]
            yield Row(
                "pairs", _tr(" and ").join(names), more=ground(one.ground), item=one.first, suggestion=one
            )


def _title(case: Case, claim: str) -> str:
    return _cut(full_name(case, claim))


def _cut(text: str) -> str:
    return shortened(text, LONGEST)


def _claims(count: int) -> str:
    words = _tr("{count} claim") if count == 1 else _tr("{count} claims")
    return words.format(count=_number(count))


def _number(count: int) -> str:
    return QLocale().toString(count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaseLists", text)
