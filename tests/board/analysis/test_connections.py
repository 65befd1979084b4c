"""Laws of connections: what is said to stand between two cards does."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from board.analysis.connections import Question, around, connect, without
from board.analysis.lens import Lens, network
from board.analysis.surroundings import neighbourhood
from board.case import Case
from board.records import Board, Item, Link, Placement
from tests.board.strategies import cases


@settings(max_examples=150)
@given(st.data(), cases(max_items=8, max_links=12, max_boards=2))
def test_what_stands_between_does(data: st.DataObject, case: Case) -> None:
    if len(case.items) < 2:
        return
    one, other = data.draw(st.lists(st.sampled_from(sorted(case.items)), min_size=2, max_size=2, unique=True))
    some = st.frozensets(st.sampled_from(sorted(case.items)))
    seen = Lens(
        board=data.draw(st.sampled_from(["", *case.boards])),
        items=data.draw(st.none() | some),
        link_kinds=data.draw(st.none() | st.frozensets(st.sampled_from(["reports", "supports", "about"]))),
        is_directed=data.draw(st.booleans()),
        links=data.draw(st.none() | st.frozensets(st.sampled_from(sorted(case.links) or ["k"]))),
    )
    question = Question(one, other, data.draw(st.integers(0, 4)), data.draw(some), seen)
    found = connect(case, question)
    if found.ways.ways:
        assert not found.between
        for way in found.ways.ways:
            assert not question.avoiding & set(way.items[1:-1])
            assert seen.links is None or way.links <= seen.links
            assert seen.items is None or set(way.items) <= seen.items
    elif found.between:
        assert connect(case, without(question, found.between)).ways.ways
        assert found.least > 0
    else:
        everything = without(question, ("avoiding", "direction", "links", "filter", "board"))
        assert not connect(case, everything).ways.ways


@settings(max_examples=80)
@given(st.data(), cases(max_items=8, max_links=12, max_boards=1), st.integers(1, 4))
def test_nearby_holds_the_neighbourhood(data: st.DataObject, case: Case, steps: int) -> None:
    if not case.items:
        return
    chosen = data.draw(st.sets(st.sampled_from(sorted(case.items)), min_size=1, max_size=3))
    near = around(case, chosen, steps)
    whole = neighbourhood(network(case, Lens()), chosen, steps)
    assert neighbourhood(network(case, Lens(items=near)), chosen, steps) == whole


def test_one_reason_is_enough() -> None:
    records = [Board("b", "B"), *(Item(one, "person") for one in "xyz")]
    records += [Link("k1", "paid", "x", "y"), Link("k2", "paid", "y", "z")]  # type: ignore[list-item]
    records += [Placement("b", one, 0, 0, 10, 10) for one in "xyz"]  # type: ignore[list-item]
    case = Case(records)
    kinds = Lens("b", link_kinds=frozenset({"about"}))
    assert connect(case, Question("x", "z", seen=kinds)).between == ("links",)
    avoiding = Question("x", "z", avoiding=frozenset("y"), seen=Lens("b"))
    assert connect(case, avoiding).between == ("avoiding",)
    both = Question("x", "z", avoiding=frozenset("y"), seen=kinds)
    assert connect(case, both).between == ("avoiding", "links", "board")


def test_an_impatient_search_says_so() -> None:
    layers = [[f"{layer}{at}" for at in range(6)] for layer in "bcdef"]
    names = ["a", *(one for layer in layers for one in layer), "z"]
    pairs = [("a", one) for one in layers[0]] + [(one, "z") for one in layers[-1]]
    for near, far in itertools.pairwise(layers):
        pairs += [(one, other) for one in near for other in far]
    records = [*(Item(one, "person") for one in names)]
    records += [Link(f"k{at}", "paid", *pair) for at, pair in enumerate(pairs)]  # type: ignore[list-item]
    case = Case(records)
    assert connect(case, Question("a", "z", 10_000), patience=50).ways.is_tired
    assert not connect(case, Question("a", "z", 3), patience=50).ways.is_tired
