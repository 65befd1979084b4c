"""Columns by kind: no overlaps, the same every time, few crossings."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from board.layout.columns import columns, ordered
from board.records import Item, Link

KINDS = ["source", "claim", "person", "event", "note", "vessel"]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Item], list[Link], dict[str, tuple[float, float]]]:
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=40))
    items = [Item(f"x{number}", kind) for number, kind in enumerate(kinds)]
    ends = st.sampled_from([item.id for item in items]) if items else st.nothing()
    links = (
        [
            Link(f"k{number}", "about", *pair)
            for number, pair in enumerate(draw(st.lists(st.tuples(ends, ends), max_size=60)))
        ]
        if items
        else []
    )
    sizes = {item.id: (draw(st.floats(40, 400)), draw(st.floats(30, 300))) for item in items}
    return items, links, sizes


@given(graphs())
def test_every_card_has_a_place_and_no_two_overlap(
    graph: tuple[list[Item], list[Link], dict[str, tuple[float, float]]],
) -> None:
    items, links, sizes = graph
    places = columns(items, links, sizes, (100, 200))
    assert set(places) == {item.id for item in items}
    assert columns(list(reversed(items)), list(reversed(links)), sizes, (100, 200)) == places
    for one, other in combinations(places, 2):
        (x, y), (u, v) = places[one], places[other]
        (w, h), (s, t) = sizes[one], sizes[other]
        assert x + w <= u or u + s <= x or y + h <= v or v + t <= y
    assert all(x >= 100 and y >= 200 for x, y in places.values())


def test_sources_stand_left_claims_in_the_middle_people_right() -> None:
    items = [Item("p", "person"), Item("c", "claim"), Item("n", "note"), Item("s", "source")]
    places = columns(items, [], {item.id: (100.0, 50.0) for item in items})
    assert places["s"] < places["c"] < places["p"] < places["n"]


def test_links_that_need_not_cross_do_not() -> None:
    groups = [["a", "b", "c", "d"], ["A", "B", "C", "D"]]
    links = [Link(f"k{tail}", "about", tail, head) for tail, head in zip("abcd", "DCBA", strict=True)]
    left, right = ordered(groups, links)
    assert [name.upper() for name in left] == [
        {"D": "A", "C": "B", "B": "C", "A": "D"}[name] for name in right
    ]


def test_many_cards_are_about_as_wide_as_a_window() -> None:
    items = [Item(f"c{number}", "claim") for number in range(400)]
    places = columns(items, [], {item.id: (200.0, 100.0) for item in items})
    width = max(x for x, _ in places.values()) + 200
    height = max(y for _, y in places.values()) + 100
    assert 1 < width / height < 2
