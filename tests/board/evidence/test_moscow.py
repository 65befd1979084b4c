"""The worked numbers of the evidence model on the sample case, and its six what-ifs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from board.evidence.analysis import Analysis
from board.evidence.case_lists import case_lists
from board.evidence.report import analyse, as_text
from board.evidence.sentence import badge_text, badge_words
from board.records import Item, Link, Record
from tests.board.evidence.worlds import analysis_of, moscow, report, source

THE_TABLE = {
    # claim: voices, origins known and unknown, width, single points, low, high, against, in tension
    "c01": (6, 1, 0, 1, "s06 s05 s04 s03 s02 s01", 0.00, 0.40, 0, 3),
    "c14": (3, 1, 0, 1, "s16 s02 s01", 0.00, 0.13, 1, 0),
    "c18": (4, 1, 0, 1, "s09 s08 s02 s01", 0.00, 0.28, 0, 2),
    "c22": (2, 0, 1, 1, "s02 s01", 0.00, 0.63, 0, 0),
    "c34": (5, 2, 0, 1, "s12 s02 s01", 0.10, 0.57, 0, 1),
}


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    return analysis_of(moscow())


@pytest.mark.parametrize("claim", THE_TABLE)
def test_the_table(analysis: Analysis, claim: str) -> None:
    found = analysis.finding(claim)
    voices, known, unknown, width, points, low, high, against, tension = THE_TABLE[claim]
    assert found.counts.voices == voices
    assert (found.counts.origins_known, found.counts.origins_unknown) == (known, unknown)
    assert found.counts.width == width
    assert " ".join(found.counts.single_points) == points
    assert (round(found.support.low, 2), round(found.support.high, 2)) == (low, high)
    assert (found.against_known, found.tension_known) == (against, tension)


def test_the_whole_case(analysis: Analysis) -> None:
    lists = case_lists(analysis, analysis.whole())
    assert len(analysis.claims) == 39
    assert len(lists.no_known_origin) == 15
    bottlenecks = dict(lists.bottlenecks)
    expected = {"s01": 39, "s02": 39, "s03": 9, "s04": 9, "s12": 6, "s06": 4, "s05": 3}
    assert {voice: bottlenecks[voice] for voice in expected} == expected
    assert list(lists.bottlenecks)[:7] == list(expected.items())
    assert lists.loops == ()
    assert lists.contradictions[0] == ("c13", "c14", "direct")
    assert {strength for *_, strength in lists.contradictions[1:]} == {"tension"}
    assert len(lists.contradictions) == 9


def test_badges(analysis: Analysis) -> None:
    assert badge_text(analysis.counts("c01")) == "6 > 1"
    assert badge_text(analysis.counts("c22")) == "2 > 0+1"
    assert badge_words(analysis.counts("c34")) == "5 voices, 2 origins"
    assert badge_words(analysis.counts("c22")) == "2 voices, 1 unknown origin"


def test_the_source_line(analysis: Analysis) -> None:
    assert analysis.finding("c01").sentence == (
        "6 voices, 1 known origin; every chain runs through Anonymous FSB officer, The eleven letters, "
        "Osechkin, The Times, Italian newspaper article, English text in hand; against it: 3 known origins. "
        "Support: at most moderate."
    )


@pytest.mark.parametrize("voice", ["s04", "p02"])
def test_without_osechkin_nine_claims_fall(analysis: Analysis, voice: str) -> None:
    assert len(analysis.fallen([voice])) == 9
    answer = analyse(analysis.case, silent=[voice])
    assert answer["falls"] == analysis.fallen([voice])
    assert all(answer["claims"][claim]["voices"] == 0 for claim in answer["falls"])
    assert answer["claims"]["c02"]["sentence"] == "No chain is left."


def held(records: list[Record], voice: str) -> list[Record]:
    return [
        replace(record, held=True) if isinstance(record, Item) and record.id == voice else record
        for record in records
    ]


def five_papers() -> list[Record]:
    papers: list[Record] = []
    for number in range(91, 96):
        papers += [source(f"s{number}", "B", held=True), report(f"s{number}", "relay", ["s03"], of="c01")]
    return papers


def what_ifs() -> dict[str, tuple[list[Record], tuple[int, int, int, int, float, float]]]:
    as_is = moscow()
    italian = held(as_is, "s02")
    times = held(italian, "s03")
    insider = [source("s90", "C", held=True), report("s90", of="c01")]
    return {
        "as is": (as_is, (6, 1, 1, 6, 0.00, 0.40)),
        "we hold the Italian original": (italian, (6, 1, 1, 5, 0.00, 0.57)),
        "and The Times itself": (times, (6, 1, 1, 4, 0.00, 0.63)),
        "and five more papers quoting The Times": ([*times, *five_papers()], (11, 1, 1, 4, 0.00, 0.63)),
        "instead the letters as posted": (held(as_is, "s05"), (6, 1, 1, 2, 0.00, 1.00)),
        "a separate insider speaks to us": ([*as_is, *insider], (7, 2, 2, 0, 0.45, 0.82)),
    }


@pytest.mark.parametrize("name", what_ifs())
def test_what_if(name: str) -> None:
    records, expected = what_ifs()[name]
    found = analysis_of(records).finding("c01")
    counts = found.counts
    ends = (round(found.support.low, 2), round(found.support.high, 2))
    assert (counts.voices, counts.origins_known, counts.width, len(counts.single_points), *ends) == expected


def test_the_letters_confirmed_in_a_circle() -> None:
    """The Times "confirms" the letters it has from Osechkin, who has them from the letters."""
    records = moscow()
    before = analysis_of(records).finding("c01")
    letters = next(
        record
        for record in records
        if isinstance(record, Link) and record.from_id == "s05" and record.to_id == "c01"
    )
    confirmed = [*records, replace(letters, id="confirmation", via=("s03",))]
    after = analysis_of(confirmed).finding("c01")
    assert after.counts == replace(before.counts, loops=(("s03", "s04", "s05"),))
    assert after.support == before.support


def test_the_plain_data_and_the_text_say_the_same(analysis: Analysis) -> None:
    answer = analyse(analysis.case)
    assert list(answer["claims"]) == analysis.claims
    assert answer["claims"]["c01"] == {
        "voices": 6,
        "origins_known": 1,
        "origins_unknown": 0,
        "width": 1,
        "width_known": 1,
        "single_points": ["s01", "s02", "s03", "s04", "s05", "s06"],
        "loops": [],
        "support": [0.0, 0.3969],
        "estimated": False,
        "against_known": 0,
        "tension_known": 3,
        "weigh": {
            "low": {"for": 0.0, "against": 0.0, "conflict": 0.0, "nothing": 1.0},
            "high": {"for": 0.3969, "against": 0.0, "conflict": 0.0, "nothing": 0.6031},
        },
        "undocumented": [],
        "hints": [],
        "sentence": analysis.finding("c01").sentence,
    }
    assert "falls" not in answer
    text = as_text(analysis.case)
    assert all(found["sentence"] in text for found in answer["claims"].values())
    assert "Osechkin: 9 claims" in text
    only = as_text(analysis.case, "c14", ["p02"])
    assert analysis.finding("c14").sentence in only
    assert "Without Vladimir Osechkin: 9 claims would fall." in only
    assert list(analyse(analysis.case, "c14")["claims"]) == ["c14"]
