"""What filters pick out, how they say it, and what a saved view keeps of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.analysis.conditions import RULES, Ground
from board.analysis.filters import (
    EVERYTHING,
    All,
    AnyOf,
    Condition,
    Filter,
    Not,
    NotAFilter,
    as_json,
    conditions,
    from_json,
    picked,
    sentence,
    with_other_ids,
)
from board.case import Case
from board.records import Attachment, Board, Item, Link, Placement
from tests.board.strategies import cases, texts

VALUES = {
    "kind": st.sampled_from(["person", "claim", "own"]),
    "grade": st.sampled_from("ABCDEF"),
    "credibility": st.sampled_from("123456"),
    "date": st.sampled_from(["", "2022", "2022-03-24", "199X"]),
    "link_kind": st.sampled_from(["reports", "about"]),
    "community": st.sampled_from(["p01", "c02"]),
    "status": st.sampled_from(["open", ""]),
}


@st.composite
def one_condition(draw: st.DrawFn) -> Condition:
    """Any condition that can be asked."""
    what = draw(st.sampled_from(sorted(RULES)))
    rule = RULES[what]
    count = draw(st.integers(rule.values.start, min(rule.values.stop - 1, 3)))
    return Condition(what, tuple(draw(VALUES.get(what, texts)) for _ in range(count)))


filters: st.SearchStrategy[Filter] = st.recursive(
    one_condition(),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


@given(filters)
def test_a_filter_survives_its_file(wanted: Filter) -> None:
    assert from_json(as_json(wanted)) == wanted


@given(cases(), filters)
def test_what_is_picked_hangs_together(case: Case, wanted: Filter) -> None:
    found = picked(Ground(case, "", lambda: dict.fromkeys(case.items, 0)), wanted)
    assert found.items <= case.items.keys()
    assert all({case.links[one].from_id, case.links[one].to_id} <= found.items for one in found.links)
    assert sentence(case, wanted)
    for board in case.boards:
        there = picked(Ground(case, board, lambda: dict.fromkeys(case.items, 0)), wanted)
        assert there.items == found.items & case.on_board(board).keys()


@given(cases(), filters, filters)
def test_filters_obey_logic(case: Case, one: Filter, other: Filter) -> None:
    ground = Ground(case, "", lambda: dict.fromkeys(case.items, 0))

    def items(wanted: Filter) -> frozenset[str]:
        return picked(ground, wanted).items

    everything = frozenset(case.items)
    assert items(EVERYTHING) == everything
    assert items(AnyOf(())) == frozenset()
    assert items(All((one, other))) == items(one) & items(other)
    assert items(AnyOf((one, other))) == items(one) | items(other)
    assert items(Not(one)) == everything - items(one)
    assert picked(ground, Not(Not(one))) == picked(ground, one)
    assert picked(ground, Not(All((one, other)))) == picked(ground, AnyOf((Not(one), Not(other))))


def sample() -> Case:
    """A small case with something for every condition."""
    file = "a" * 64
    items = [
        Item("p1", "person", "Ärger", tags=("Money",), status="Open", date="2022-03"),
        Item("p2", "person", "Boris", confidential=True, date="1999"),
        Item("s1", "source", "The Times", reliability="B", files=(file,)),
        Item("s2", "source", "A leaflet", reliability="E"),
        Item("s3", "source", "A letter"),
        Item("s4", "source", "A stranger", reliability="F"),
        Item("c1", "claim", "It was he", credibility=2),
        Item("c2", "claim", "It was not", credibility=6),
    ]
    links = [
        Link("k1", "reports", "s1", "c1"),
        Link("k2", "reports", "s2", "c1", date="2022-05-01"),
        Link("k3", "family", "p1", "p2"),
        Link("k4", "paid", "p1", "p2", confidential=True),
        Link("k5", "reports", "p2", "c1"),
    ]
    cards = [Placement("b1", item.id, 0, 0, 10, 10) for item in items[:3]]
    return Case([*items, *links, Attachment(file), Board("b1"), *cards])


@pytest.mark.parametrize(
    ("wanted", "items", "links", "words"),
    [
        (Condition("kind", ("person",)), "p1 p2", "k3 k4", "Person"),
        (Condition("kind", ("person", "claim")), "p1 p2 c1 c2", "k3 k4 k5", "Person or claim"),
        (Not(Condition("kind", ("source", "claim"))), "p1 p2", "k3 k4", "Not source or claim"),
        (Condition("tag", ("MONEY",)), "p1", "", "Tagged “MONEY”"),
        (Condition("grade", ("C",)), "p1 s1 c1 c2", "k1", "Grade C or better"),
        (Condition("grade", ("A",)), "p1 c1 c2", "", "Grade A"),
        (Condition("ungraded"), "p2 s3 s4", "", "Voice without a grade"),
        (
            Condition("credibility", ("3",)),
            "p1 p2 s1 s2 s3 s4 c1",
            "k1 k2 k3 k4 k5",
            "Credibility 3 or better",
        ),
        (Condition("date", ("2022", "")), "p1", "", "Dated 2022 or later"),
        (Condition("date", ("", "2000")), "p2", "", "Dated 2000 or earlier"),
        (Condition("date", ("1999-06", "2022-03-04")), "p1 p2", "k3 k4", "Dated June 1999 to 4 March 2022"),
        (Condition("link_kind", ("family",)), "p1 p2", "k3", "Linked by “family of”"),
        (Condition("community", ("s1",)), "s1 c1", "k1", "In the community of The Times"),
        (Condition("text", ("arger",)), "p1", "", "With the words “arger”"),
        (Condition("confidential"), "p2", "", "Confidential"),
        (Not(Condition("confidential")), "p1 s1 s2 s3 s4 c1 c2", "k1 k2", "Not confidential"),
        (Condition("documents"), "s1", "", "With documents"),
        (Condition("status", ("open",)), "p1", "", "Status “open”"),
        (
            All((Condition("kind", ("person",)), Condition("link_kind", ("paid",)))),
            "p1 p2",
            "k4",
            "Person and linked by “paid”",
        ),
        (
            All(
                (
                    AnyOf((Condition("tag", ("money",)), Condition("documents"))),
                    Not(Condition("text", ("x",))),
                )
            ),
            "p1 s1",
            "",
            "(tagged “money” or with documents) and without the words “x”",
        ),
        (Not(All((Condition("documents"),))), "p1 p2 s2 s3 s4 c1 c2", "k2 k3 k4 k5", "Not (with documents)"),
        (EVERYTHING, "p1 p2 s1 s2 s3 s4 c1 c2", "k1 k2 k3 k4 k5", "Everything"),
    ],
    ids=lambda value: value if isinstance(value, str) and value[:1].isupper() else "",
)
def test_what_it_picks_and_says(wanted: Filter, items: str, links: str, words: str) -> None:
    case = sample()
    found = picked(Ground(case, communities=lambda: {"s1": 0, "c1": 0, "p1": 1}), wanted)
    assert found.items == set(items.split())
    assert found.links == set(links.split())
    assert sentence(case, wanted) == words


def test_a_link_with_a_date_of_its_own_is_judged_by_it() -> None:
    case = Case(
        [
            Item("a", "event", date="2022"),
            Item("b", "event", date="2022"),
            Link("k", "precedes", "a", "b", date="1990"),
        ]
    )
    assert not picked(Ground(case), Condition("date", ("2021", "2023"))).links


def test_the_conditions_of_a_filter_are_its_chips() -> None:
    one, other = Condition("documents"), Condition("tag", ("x",))
    assert conditions(All((one, Not(AnyOf((other,)))))) == [one, other]


@pytest.mark.parametrize(
    "text",
    [
        "odd",
        "[1]",
        '{"what": "fame", "values": ["1"]}',
        '{"what": "grade"}',
        '{"what": "grade", "values": [1]}',
        '{"what": "date", "values": ["2022"]}',
        '{"all": 3}',
        '{"not": {"not": []}}',
        '{"not": ' * 60 + '{"all": []}' + "}" * 60,
        "[" * 100_000,
    ],
    ids=range(10),
)
def test_what_is_no_filter_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(NotAFilter, match=r"^The filter .*\.$"):
        from_json(text)
    assert with_other_ids(text, str.upper) == text


def test_ids_follow_when_items_get_others() -> None:
    wanted = All((Not(Condition("community", ("p1", "p2"))), AnyOf((Condition("tag", ("p1",)),))))
    moved = with_other_ids(as_json(wanted), lambda item: {"p1": "p9"}.get(item, item))
    assert from_json(moved) == All(
        (Not(Condition("community", ("p9", "p2"))), AnyOf((Condition("tag", ("p1",)),)))
    )
    spaced = json.dumps({"what": "documents"}, indent=3)
    assert with_other_ids(spaced, str.upper) == spaced
