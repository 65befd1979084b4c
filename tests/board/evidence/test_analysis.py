"""Kept findings are those that a fresh look gives, after any Change, and only what can differ is redone."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board import change as changes
from board.case import Case
from board.change import Change
from board.evidence.analysis import Analysis, findings_of
from board.evidence.case_lists import case_lists
from board.evidence.without import falls, speaking_for
from board.records import Info, Item, Link, Record
from tests.board.evidence.worlds import (
    CLAIM,
    GRADES,
    OTHER,
    VOICES,
    analysis_of,
    claim,
    moscow,
    report,
    source,
    tie,
    worlds,
)

THIRD = "c03"
CLAIMS = (CLAIM, OTHER, THIRD)


def made(case: Case, change: Change) -> None:
    case.check(change)
    case.apply(change)


@st.composite
def edits(draw: st.DrawFn, case: Case) -> Change:
    """Some Change of a case: another item, a link more, less or otherwise, a source gone, other ranges."""
    sources = sorted(item.id for item in case.items.values() if item.kind == "source")
    links = sorted(case.links)
    what = draw(st.sampled_from(("item", "claim", "report", "tie", "relink", "unlink", "delete", "ranges")))
    before: list[Record] = []
    after: list[Record] = []
    if what == "item" and sources:
        old = case.items[draw(st.sampled_from(sources))]
        grade, held = draw(st.sampled_from(GRADES)), draw(st.booleans())
        title = draw(st.sampled_from((old.title, "Another title")))
        before, after = [old], [replace(old, reliability=grade, held=held, title=title)]
    elif what == "claim":
        old = case.items[draw(st.sampled_from(CLAIMS))]
        before, after = [old], [replace(old, credibility=draw(st.integers(0, 6)))]
    elif what == "report" and sources:
        via = draw(st.lists(st.sampled_from(sources), max_size=2, unique=True))
        stance = draw(st.sampled_from(("affirms", "denies")))
        new = report(
            draw(st.sampled_from(sources)), "own", via, stance=stance, of=draw(st.sampled_from(CLAIMS))
        )
        after = [replace(new, id=case.fresh_ids("k")[0])]
    elif what == "tie":
        kind = draw(
            st.sampled_from(("not_independent", "supports", "contradicts", "published_by", "voice_of"))
        )
        ends = CLAIMS if kind in ("supports", "contradicts") else (*sources, "o01")
        one, other = draw(st.sampled_from(ends)), draw(st.sampled_from(ends))
        strength = draw(st.sampled_from(("direct", "tension")))
        after = [replace(tie(kind, one, other, strength), id=case.fresh_ids("k")[0])]
    elif what in ("relink", "unlink") and links:
        link = case.links[draw(st.sampled_from(links))]
        before = [link]
        if what == "relink" and sources and link.kind == "reports":
            via = (draw(st.sampled_from(sources)),)
            after = [replace(link, via=via, basis="relay", to_id=draw(st.sampled_from(CLAIMS)))]
    elif what == "delete" and sources:
        gone = draw(st.sampled_from(sources))
        before = [case.items[gone], *(case.links[link] for link in sorted(case.links_at(gone)))]
    elif what == "ranges":
        before, after = [case.info], [replace(case.info, ranges=(("C", 0.1, draw(st.floats(0.1, 1.0))),))]
    return changes.of("Edit", before, after)


@settings(max_examples=300, deadline=None)
@given(worlds(claims=CLAIMS, stances=("affirms", "denies"), most=4), st.data())
def test_following_changes_ends_where_a_fresh_look_does(records: list[Record], data: st.DataObject) -> None:
    publisher = Item("o01", "organisation", "Another")
    links = [tie("supports", OTHER, CLAIM), tie("contradicts", THIRD, OTHER, "direct"), Info()]
    case = Case([*records, publisher, *links])
    analysis = Analysis(case)
    for _ in range(data.draw(st.integers(1, 4))):
        before = analysis.whole()
        change = data.draw(edits(case))
        made(case, change)
        concerned = analysis.follow(change)
        fresh = Analysis(case).whole()
        assert analysis.whole() == fresh
        differing = {claim for claim in fresh if fresh[claim] != before.get(claim)}
        assert differing <= concerned


def test_what_a_change_cannot_touch_is_not_redone() -> None:
    case = Case(moscow())
    analysis = Analysis(case)
    before = analysis.whole()
    letters = case.items["s05"]
    change = changes.of("Edit", [letters], [replace(letters, held=True)])
    made(case, change)
    concerned = analysis.follow(change)
    after = analysis.whole()
    assert concerned >= {"c01", "c02", "c30"}
    kept = set(before) - concerned
    assert len(kept) > 20
    assert all(after[claim] is before[claim] for claim in kept)


def test_what_findings_do_not_rest_on_concerns_nobody() -> None:
    case = Case(moscow())
    analysis = Analysis(case)
    analysis.whole()
    letters = case.items["s05"]
    change = changes.of("Edit", [letters], [replace(letters, note="seen", text="…", tags=("x",))])
    made(case, change)
    assert analysis.follow(change) == set()


def test_a_worker_s_findings_travel_and_are_taken_over() -> None:
    case = pickle.loads(pickle.dumps(Case(moscow())))
    told: list[tuple[str, int, int]] = []
    found = pickle.loads(pickle.dumps(findings_of(case, lambda *word: told.append(word))))
    assert [done for _, done, _ in told] == list(range(39))
    analysis = Analysis(case)
    analysis.adopt(found)
    assert analysis.finding("c01") is found["c01"]
    assert analysis.counts("c01") is found["c01"].counts
    assert found == Analysis(case).whole()


def test_the_work_stops_when_its_report_raises() -> None:
    def stop(verb: str, done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        findings_of(Case(moscow()), stop)


def test_an_analysis_without_voices_does_not_follow() -> None:
    with pytest.raises(ValueError, match="make it anew"):
        Analysis(Case(moscow()), ["s01"]).follow(Change("Edit"))


@settings(max_examples=300, deadline=None)
@given(worlds(), st.sets(st.sampled_from(VOICES), min_size=1))
def test_a_claim_falls_when_no_chain_is_left(records: list[Record], silent: set[str]) -> None:
    analysis = analysis_of(records)
    graph = analysis.graph(CLAIM)
    silent &= set(graph.voices)
    fallen = analysis.fallen(silent)
    quiet = Analysis(analysis.case, silent).graph(CLAIM)
    assert fallen == ([CLAIM] if graph.stands and not quiet.stands else [])
    assert falls(graph, silent) == bool(fallen)
    if len(silent) == 1 and not any(link.kind == "not_independent" for link in analysis.case.links.values()):
        assert bool(fallen) == (silent <= set(analysis.counts(CLAIM).single_points))


def test_a_person_takes_along_their_voices_and_several_can_be_silent() -> None:
    records = [claim(), source("s01", held=True), source("s02", held=True), source("p01")]
    records = [*records, report("s01"), report("s02"), tie("voice_of", "p01", "s01")]
    analysis = analysis_of(records)
    assert speaking_for(analysis.case, ["p01"]) == {"p01", "s01"}
    assert analysis.fallen(["p01"]) == []
    assert analysis.fallen(["p01", "s02"]) == [CLAIM]


def test_who_speaks_where_and_what_hangs_on_whom() -> None:
    analysis = analysis_of(moscow())
    assert len(analysis.spoken_on("s01")) == 39
    assert analysis.hang_on("s04") == ["c01", "c02", "c03", "c05", "c07", "c08", "c09", "c10", "c12"]
    assert analysis.spoken_on("p01") == []


def test_grade_first_and_get_next_and_denied() -> None:
    records = [claim(), claim(OTHER), source("s01"), source("s02"), source("s03", "B", held=True)]
    records += [report("s01"), report("s02", "relay", ["s01"]), report("s03", "relay", ["s02"])]
    records += [report("s03", of=OTHER), report("s02", of=OTHER), report("s01", of=OTHER, stance="denies")]
    analysis = analysis_of(records)
    lists = case_lists(analysis, analysis.whole())
    assert lists.grade_first == (("s02", 2), ("s01", 1))
    assert lists.get_next == (("s01", 2), ("s02", 1))
    assert lists.denied == (OTHER,)


def test_replacing_a_link_s_kind_is_followed() -> None:
    case = Case([claim(), claim(OTHER), source("s01", held=True), report("s01", of=OTHER)])
    made(case, add := changes.of("Add", [], [tie("supports", OTHER, CLAIM)]))
    analysis = Analysis(case)
    assert analysis.finding(CLAIM).indirect.counts.voices == 1
    old = case.links[next(iter(key[1] for key in add.pairs))]
    assert isinstance(old, Link)
    change = changes.of("Edit", [old], [replace(old, kind="about")])
    made(case, change)
    assert CLAIM in analysis.follow(change)
    assert analysis.finding(CLAIM).indirect.counts.voices == 0
