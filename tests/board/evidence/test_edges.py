"""Odd and extreme cases, and two definitions that looked right and were not."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pytest

from board.case import Case
from board.evidence.analysis import Analysis
from board.evidence.graph import ROOT, YOU, digraph
from board.evidence.hints import hints
from board.evidence.measures import Counts
from board.evidence.report import UnknownItem, analyse
from board.evidence.sentence import range_words, width_words, word
from board.evidence.support import EXACT_LABELS, Support
from board.records import Record
from tests.board.evidence.worlds import CLAIM, OTHER, analysis_of, case_of, claim, report, source, tie

NO_COUNTS = Counts(0, 0, 0, 0, 0, (), (), ())


def test_nobody_says_it() -> None:
    found = analysis_of([claim()]).finding(CLAIM)
    assert found.counts == NO_COUNTS
    assert found.support == Support(0.0, 0.0)
    assert found.sentence == "Nobody on the board says it."
    assert found.weighing.high.nothing == 1.0


def test_a_claim_that_is_only_denied() -> None:
    found = analysis_of([claim(), source("s01", "B", held=True), report("s01", stance="denies")]).finding(
        CLAIM
    )
    assert found.counts == NO_COUNTS
    assert found.against_known == 1
    assert found.contradicted == "direct"
    assert found.weighing.low.only_against == pytest.approx(0.7)
    assert found.sentence == "Nobody on the board says it; against it: 1 known origin."


def test_a_ring_of_three_held_papers() -> None:
    records: list[Record] = [claim()]
    for voice, before in (("s01", "s03"), ("s02", "s01"), ("s03", "s02")):
        records += [source(voice, held=True), report(voice, "relay", [before])]
    found = analysis_of(records).finding(CLAIM)
    counts = found.counts
    assert (counts.voices, counts.origins_known, counts.origins_unknown) == (3, 0, 1)
    assert counts.loops == (("s01", "s02", "s03"),)
    assert (found.support.low, found.support.high) == (0.0, 1.0)
    assert (counts.width, counts.width_known, counts.single_points) == (1, 0, ())
    assert "in a circle: Source s01, Source s02, Source s03" in found.sentence


def test_both_sides_of_one_mouth_are_one_event() -> None:
    records = [claim(), source("s01", "A", held=True), report("s01"), report("s01", stance="denies")]
    shares = analysis_of(records).finding(CLAIM).weighing.low
    assert shares.conflict == pytest.approx(0.9)
    assert shares.only_for == shares.only_against == pytest.approx(0.0)


def test_who_names_a_source_that_is_gone_does_not_become_a_witness() -> None:
    counts = analysis_of([claim(), source("s01", "A"), report("s01", "own", ["gone"])]).counts(CLAIM)
    assert (counts.origins_known, counts.origins_unknown) == (0, 1)
    assert counts.undocumented == ("s01",)


def test_a_relay_with_its_own_knowledge_in_a_second_report_is_an_origin() -> None:
    records = [claim(), source("s01", "B"), source("s02", "B", held=True), report("s01")]
    relayed = [*records, report("s02", "own", ["s01"])]
    assert analysis_of(relayed).counts(CLAIM).origins_known == 1
    assert analysis_of([*relayed, report("s02", "own", number=1)]).counts(CLAIM).origins_known == 2


def test_voice_of_wrote_and_published_by_change_no_count() -> None:
    records = [claim(), source("s01", "B", held=True), source("s02", "B", held=True)]
    records = [*records, report("s01"), report("s02"), replace(source("p01"), kind="person")]
    before = analysis_of(records).finding(CLAIM)
    ties = [tie(kind, "p01", voice) for kind in ("voice_of", "wrote") for voice in ("s01", "s02")]
    ties += [tie("published_by", voice, "p01") for voice in ("s01", "s02")]
    assert analysis_of([*records, *ties]).finding(CLAIM) == before


def test_a_letter_that_only_others_name_is_no_voice_but_every_chain_runs_through_it() -> None:
    papers = [source(f"s{number}", held=True) for number in (1, 2, 3)]
    reports = [report(f"s{number}", basis="relay", via=("s9",)) for number in (1, 2, 3)]
    counts = analysis_of([claim(), source("s9"), *papers, *reports]).counts("c01")
    assert (counts.voices, counts.origins_known, counts.origins_unknown) == (3, 0, 1)
    assert counts.single_points == ("s9",)


def test_a_shared_label_holds_as_its_weakest_member_and_cuts_as_one() -> None:
    records = [claim(), source("s01", "A", held=True), source("s02", "D", held=True)]
    records = [*records, report("s01"), report("s02"), tie("not_independent", "s02", "s01")]
    found = analysis_of(records).finding(CLAIM)
    assert (found.support.low, found.support.high) == (pytest.approx(0.2), pytest.approx(0.45))
    assert (found.counts.voices, found.counts.origins_known, found.counts.width) == (2, 1, 1)
    assert found.counts.single_points == ("s01",)
    assert "every chain runs through Source s01 with Source s02" in found.sentence


def forty(count: int) -> list[Record]:
    """Many graded voices, none held, that each have it from two others."""
    records: list[Record] = [claim()]
    for number in range(count):
        voice = f"s{number:03}"
        records.append(source(voice, "BCD"[number % 3]))
        if number < 3:
            records.append(report(voice))
        else:
            records.append(report(voice, "relay", [f"s{number - 2:03}", f"s{number - 3:03}"]))
    return records


def test_beyond_forty_labels_the_range_is_estimated_the_same_way_each_time() -> None:
    assert not analysis_of(forty(EXACT_LABELS)).finding(CLAIM).estimated
    found = analysis_of(forty(EXACT_LABELS + 1)).finding(CLAIM)
    assert found.support.estimated
    assert found.estimated
    assert analysis_of(forty(EXACT_LABELS + 1)).finding(CLAIM) == found


def test_width_is_five_or_more_beyond_four() -> None:
    records: list[Record] = [claim()]
    for number in range(1, 8):
        records += [source(f"s0{number}", held=True), report(f"s0{number}")]
    counts = analysis_of(records).counts(CLAIM)
    assert (counts.width, counts.origins_known) == (5, 7)
    assert width_words(counts.width) == "5 or more"
    assert width_words(4) == "4"


def test_origins_are_not_the_fewest_voices_to_cut() -> None:
    """Thrown out: origins as "fewest origin voices to cut". A relay's own opinion lowered that count."""

    def fewest_origins_to_cut(analysis: Analysis) -> int:
        graph = digraph(analysis.graph(CLAIM))
        origins = set(graph.successors(ROOT))
        flow = nx.DiGraph()
        for start, end in graph.edges:
            flow.add_edge((start, "out"), (end, "in"))
        for node in graph:
            capacity = {"capacity": 1} if node in origins else {}
            flow.add_edge((node, "in"), (node, "out"), **capacity)
        return int(nx.minimum_cut_value(flow, (ROOT, "out"), (YOU, "in")))

    records: list[Record] = [claim(), source("s01"), source("s02"), source("s03", held=True)]
    records += [report("s01"), report("s02"), report("s03", "relay", ["s01", "s02"])]
    opinion = [*records, report("s03", "own", number=1)]
    before, after = analysis_of(records), analysis_of(opinion)
    assert fewest_origins_to_cut(before) == 2
    assert fewest_origins_to_cut(after) == 1
    assert before.counts(CLAIM).origins_known == 2
    assert after.counts(CLAIM).origins_known == 3


def test_one_document_on_file_does_not_erase_the_undocumented_chain() -> None:
    """Thrown out: "if nothing is held, the last voices count as held"."""
    records: list[Record] = [claim(), source("s01", "B"), source("s02", "B"), report("s01")]
    records += [report("s02", "relay", ["s01"])]
    assert "; no document on file from Source s02. " in analysis_of(records).finding(CLAIM).sentence
    before = analysis_of(records).counts(CLAIM)
    more = [*records, source("s03", "B", held=True), report("s03")]
    after = analysis_of(more).counts(CLAIM)
    assert before.undocumented == after.undocumented == ("s02",)
    assert (after.voices, after.origins_known, after.width) == (3, 2, 2)


def test_words_for_the_ends_of_a_range() -> None:
    assert [word(end, 2) for end in (0.0, 0.1, 1 / 3, 0.5, 2 / 3, 1.0)] == [
        "none",
        "weak",
        "moderate",
        "moderate",
        "strong",
        "strong",
    ]
    assert word(1.0, 1) == "moderate"
    assert range_words(Support(0.0, 0.0), 0) == "none"
    assert range_words(Support(0.0, 0.9), 2) == "at most strong"
    assert range_words(Support(0.1, 0.9), 1) == "weak to moderate"
    assert range_words(Support(0.7, 0.9), 2) == "strong"


@pytest.mark.parametrize(
    ("credibility", "counts", "against", "contradicted", "expected"),
    [
        (1, replace(NO_COUNTS, origins_known=2, width_known=1), 0, False, ("one_chain",)),
        (1, replace(NO_COUNTS, origins_known=2, width_known=2), 0, False, ()),
        (1, NO_COUNTS, 0, False, ("one_chain", "no_known_origin")),
        (2, replace(NO_COUNTS, origins_known=1, width_known=1), 0, False, ()),
        (2, replace(NO_COUNTS, origins_known=1, width_known=1), 2, True, ("more_against",)),
        (2, NO_COUNTS, 1, True, ("no_known_origin", "more_against")),
        (3, NO_COUNTS, 1, True, ()),
        (5, NO_COUNTS, 0, False, ("uncontradicted",)),
        (5, NO_COUNTS, 0, True, ()),
        (6, NO_COUNTS, 0, False, ()),
        (0, NO_COUNTS, 3, True, ()),
    ],
)
def test_hints(
    credibility: int, counts: Counts, against: int, contradicted: bool, expected: tuple[str, ...]
) -> None:
    assert hints(credibility, counts, against, contradicted=contradicted) == expected


def test_ids_that_are_not_there_are_refused_in_one_sentence() -> None:
    case = case_of(claim(), source("s01"))
    with pytest.raises(UnknownItem, match=r"^There is no claim s01 in this case\.$"):
        analyse(case, "s01")
    with pytest.raises(UnknownItem, match=r"^There is nothing with the id s09 in this case\.$"):
        analyse(case, silent=["s09"])


def test_an_empty_case() -> None:
    assert analyse(Case()) == {
        "claims": {},
        "bottlenecks": [],
        "loops": [],
        "no_known_origin": [],
        "contradictions": [],
    }


def test_support_links_in_a_circle_end() -> None:
    records = [claim(), claim(OTHER), source("s01", "B", held=True), report("s01", of=OTHER)]
    records = [*records, tie("supports", CLAIM, OTHER), tie("supports", OTHER, CLAIM)]
    found = analysis_of(records).finding(CLAIM)
    assert found.indirect.claims == (OTHER,)
    assert (found.counts.voices, found.indirect.counts.voices) == (0, 1)
    assert found.support == Support(0.0, 0.0)
