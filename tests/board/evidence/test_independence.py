"""Suggestions of what may not be independent: offered on grounds, never applied."""

from __future__ import annotations

from board.case import Case
from board.evidence.independence import DESCRIPTION, MOST_IN_ONE_GROUP, Suggestion, reasons, suggestions
from board.records import Item, Record
from tests.board.evidence.worlds import claim, moscow, report, source, tie


def pairs(case: Case) -> list[tuple[str, str, str]]:
    return [(one.first, one.second, one.ground) for one in suggestions(case)]


def test_the_sample_case() -> None:
    assert suggestions(Case(moscow())) == (
        Suggestion("s05", "s06", "same person behind", "p03"),
        Suggestion("s02", "s11", "same publisher", "o05"),
        Suggestion("s02", "s12", "same publisher", "o05"),
        Suggestion("s11", "s12", "same publisher", "o05"),
    )


def test_what_is_declared_already_is_not_offered() -> None:
    declared = [tie("not_independent", "s06", "s05"), tie("not_independent", "s02", "s12")]
    case = Case([*moscow(), *declared, tie("not_independent", "s12", "s11")])
    assert suggestions(case) == ()


def test_only_voices_are_compared_and_descriptions_count_without_case_and_brackets() -> None:
    records: list[Record] = [
        claim(),
        Item("s01", "source", "Unnamed analysts (voice)"),
        Item("s02", "source", "The note", aliases=("unnamed ANALYSTS",)),
        Item("s03", "source", "Unnamed analysts"),
        Item("s04", "source", "..."),
        Item("s05", "source", "!"),
    ]
    records += [report(voice) for voice in ("s01", "s04", "s05")] + [
        report("s04", "relay", ["s02"], number=1)
    ]
    assert pairs(Case(records)) == [("s01", "s02", DESCRIPTION)]


def test_a_person_who_speaks_and_their_own_statements() -> None:
    records = [claim(), Item("p01", "person", "Ann"), source("s01"), report("p01"), report("s01")]
    found = suggestions(Case([*records, tie("voice_of", "p01", "s01")]))
    assert [(one.first, one.second) for one in found] == [("p01", "s01")]
    assert reasons(found[0], {"p01": "Ann"}) == "same person behind: Ann"


def test_a_large_publisher_does_not_swamp_the_list() -> None:
    records: list[Record] = [claim(), Item("o01", "organisation", "Wire")]
    for number in range(MOST_IN_ONE_GROUP + 1):
        voice = f"s{number:03}"
        records += [source(voice), report(voice), tie("published_by", voice, "o01")]
    assert len(suggestions(Case(records))) == MOST_IN_ONE_GROUP
