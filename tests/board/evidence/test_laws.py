"""The ten laws of the evidence model, each on hundreds of random cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from board.evidence.measures import Counts
from board.evidence.support import estimate
from board.records import Item, Link, Record
from tests.board.evidence.worlds import (
    CLAIM,
    GRADES,
    OTHER,
    VOICES,
    WORST_FIRST,
    analysis_of,
    claim,
    regraded,
    report,
    source,
    speaking,
    tie,
    worlds,
)

law = settings(max_examples=300, deadline=None)
NEW = "s99"
Records = list[Record]
EPSILON = 1e-12


@law
@given(worlds(stances=("affirms", "denies")), st.randoms(use_true_random=False), st.data())
def test_1_order_never_matters_and_saying_it_twice_changes_nothing(
    records: Records, random: object, data: st.DataObject
) -> None:
    before = analysis_of(records).finding(CLAIM)
    shuffled = data.draw(st.permutations(records))
    reports = [record for record in records if isinstance(record, Link) and record.kind == "reports"]
    if reports:
        again = data.draw(st.sampled_from(reports))
        shuffled.append(replace(again, id="again", via=again.via[::-1]))
    after = analysis_of(shuffled).finding(CLAIM)
    assert after == before


@law
@given(worlds(), st.sampled_from(GRADES), st.booleans(), st.data())
def test_2_repeating_a_held_document_only_adds_a_voice(
    records: Records, grade: str, held: bool, data: st.DataObject
) -> None:
    analysis = analysis_of(records)
    documents = [voice for voice in speaking(analysis) if analysis.case.items[voice].held]
    assume(documents)
    repeated = data.draw(st.sampled_from(documents))
    before = analysis.finding(CLAIM)
    more = [*records, source(NEW, grade, held=held), report(NEW, "relay", [repeated])]
    after = analysis_of(more).finding(CLAIM)
    undocumented = before.counts.undocumented if held else tuple(sorted({*before.counts.undocumented, NEW}))
    assert after.counts == replace(before.counts, voices=before.counts.voices + 1, undocumented=undocumented)
    assert after.support == before.support
    assert after.weighing == before.weighing


@law
@given(worlds(), st.sampled_from(GRADES), st.booleans(), st.data())
def test_3_no_repeater_ever_adds_an_origin(
    records: Records, grade: str, held: bool, data: st.DataObject
) -> None:
    analysis = analysis_of(records)
    assume(speaking(analysis))
    before = analysis.counts(CLAIM)
    sources = data.draw(st.lists(st.sampled_from(speaking(analysis)), min_size=1, max_size=3, unique=True))
    more = [*records, source(NEW, grade, held=held), report(NEW, "relay", sources)]
    after = analysis_of(more).counts(CLAIM)
    assert (after.origins_known, after.origins_unknown) == (before.origins_known, before.origins_unknown)
    for counts in (before, after):
        assert counts.width_known <= counts.origins_known
        assert counts.width_known <= counts.width <= counts.origins_known + counts.origins_unknown


@law
@given(worlds(), st.sampled_from(GRADES), st.booleans())
def test_4_a_new_independent_origin_adds_one_origin_and_harms_nothing(
    records: Records, grade: str, held: bool
) -> None:
    before = analysis_of(records).finding(CLAIM)
    after = analysis_of([*records, source(NEW, grade, held=held), report(NEW)]).finding(CLAIM)
    assert after.counts.origins_known == before.counts.origins_known + 1
    assert after.counts.origins_unknown == before.counts.origins_unknown
    assert after.counts.width >= before.counts.width
    assert after.counts.width_known >= before.counts.width_known
    assert after.support.low >= before.support.low - EPSILON
    assert after.support.high >= before.support.high - EPSILON
    new_points = set(after.counts.single_points) - set(before.counts.single_points)
    assert new_points <= (set() if before.counts.voices else {NEW})


@law
@given(worlds(), st.sampled_from(VOICES), st.data())
def test_5_a_better_grade_never_lowers_either_end_and_unknown_is_the_widest_range(
    records: Records, voice: str, data: st.DataObject
) -> None:
    worse, better = sorted(data.draw(st.tuples(*[st.integers(0, len(WORST_FIRST) - 1)] * 2)))
    low, high, unknown, ungraded = (
        analysis_of(regraded(records, voice, grade)).finding(CLAIM).support
        for grade in (WORST_FIRST[worse], WORST_FIRST[better], "F", "")
    )
    assert low.low <= high.low + EPSILON
    assert low.high <= high.high + EPSILON
    assert unknown == ungraded
    for graded in (low, high):
        assert unknown.low <= graded.low + EPSILON
        assert graded.high <= unknown.high + EPSILON


@law
@given(worlds(), st.sampled_from(VOICES), st.data())
def test_5_holds_for_estimates_too(records: Records, voice: str, data: st.DataObject) -> None:
    worse, better = sorted(data.draw(st.tuples(*[st.integers(0, len(WORST_FIRST) - 1)] * 2)))
    low, high = (analysis_of(regraded(records, voice, WORST_FIRST[rank])) for rank in (worse, better))
    for unknown in (0.0, 1.0):
        before = estimate(low.graph(CLAIM), low.high if unknown else low.low, unknown)
        after = estimate(high.graph(CLAIM), high.high if unknown else high.low, unknown)
        assert before <= after


@law
@given(worlds(), st.data())
def test_6_declaring_two_sources_not_independent_never_raises_origins_or_width(
    records: Records, data: st.DataObject
) -> None:
    voices = [record.id for record in records if isinstance(record, Item) and record.kind == "source"]
    assume(len(voices) > 1)
    one, other = data.draw(st.lists(st.sampled_from(voices), min_size=2, max_size=2, unique=True))
    before = analysis_of(records).counts(CLAIM)
    after = analysis_of([*records, replace(tie("not_independent", one, other), id="new")]).counts(CLAIM)
    assert after.voices == before.voices
    assert after.origins_known <= before.origins_known
    assert after.origins_unknown == before.origins_unknown
    assert after.width <= before.width
    assert after.width_known <= before.width_known


@law
@given(
    st.lists(st.tuples(st.sampled_from(GRADES), st.booleans()), min_size=2, max_size=7),
    st.sampled_from(("own", "relay", "unstated")),
)
def test_7_a_closed_loop_has_one_unknown_origin_and_is_named(
    papers: list[tuple[str, bool]], basis: str
) -> None:
    names = VOICES[: len(papers)]
    records: Records = [claim()]
    for number, (grade, held) in enumerate(papers):
        records += [
            source(names[number], grade, held=held),
            report(names[number], basis, [names[number - 1]]),
        ]
    found = analysis_of(records).finding(CLAIM)
    assert (found.counts.origins_known, found.counts.origins_unknown) == (0, 1)
    assert found.support.low == 0.0
    assert found.counts.loops == (names,)


@law
@given(worlds(), st.sampled_from(("own", "relay", "unstated")), st.booleans())
def test_7_naming_oneself_is_no_provenance(records: Records, basis: str, held: bool) -> None:
    plain = [*records, source(NEW, "C", held=held), report(NEW, basis)]
    circular = [*records, source(NEW, "C", held=held), report(NEW, basis, [NEW])]
    assert analysis_of(circular).finding(CLAIM) == analysis_of(plain).finding(CLAIM)


@law
@given(
    worlds(stances=("affirms", "denies"), claims=(CLAIM, OTHER), most=5),
    st.sampled_from(("direct", "tension")),
)
def test_9_what_is_weighed_adds_up_to_one(records: Records, strength: str) -> None:
    found = analysis_of([*records, tie("contradicts", CLAIM, OTHER, strength)]).finding(CLAIM)
    for shares, end in ((found.weighing.low, found.support.low), (found.weighing.high, found.support.high)):
        parts = (shares.only_for, shares.only_against, shares.conflict, shares.nothing)
        assert sum(parts) == pytest.approx(1.0)
        assert all(0.0 <= part <= 1.0 for part in parts)
        assert shares.only_for + shares.conflict == pytest.approx(end)


@law
@given(worlds(claims=(CLAIM, OTHER), most=5), st.booleans())
def test_9_against_one_is_for_the_other_when_they_contradict_directly(records: Records, turned: bool) -> None:
    pair = (OTHER, CLAIM) if turned else (CLAIM, OTHER)
    analysis = analysis_of([*records, tie("contradicts", *pair, "direct")])
    here, there = analysis.finding(CLAIM), analysis.finding(OTHER)
    assert here.against_known == there.counts.origins_known
    for mine, yours in (
        (here.weighing.low, there.weighing.low),
        (here.weighing.high, there.weighing.high),
    ):
        assert mine.only_against + mine.conflict == pytest.approx(yours.only_for + yours.conflict)
        assert mine.conflict == pytest.approx(yours.conflict)


@law
@given(worlds(stances=("affirms", "denies")), st.integers(0, 6))
def test_10_credibility_never_changes_a_count(records: Records, credibility: int) -> None:
    before = analysis_of(records).finding(CLAIM)
    graded = [record for record in records if record.key != ("item", CLAIM)] + [claim(CLAIM, credibility)]
    after = analysis_of(graded).finding(CLAIM)
    assert replace(after, hints=()) == replace(before, hints=())


def test_no_counts_without_voices() -> None:
    assert analysis_of([claim()]).counts(CLAIM) == Counts(0, 0, 0, 0, 0, (), (), ())
