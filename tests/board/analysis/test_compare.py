"""What differs between two boards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from board.analysis.compare import compare
from board.case import Case
from board.edits.boards import duplicate_board
from board.records import Board, Item, Link, Placement
from tests.board.strategies import cases


@given(cases(), st.data())
def test_a_copy_is_the_same_and_going_back_mirrors(case: Case, data: st.DataObject) -> None:
    assume(case.boards)
    one, other = (data.draw(st.sampled_from(sorted(case.boards))) for _ in range(2))
    assert compare(case, one, one).is_same
    there, back = compare(case, one, other), compare(case, other, one)
    assert (there.added, there.gone) == (back.gone, back.added)
    assert (there.links_added, there.links_gone) == (back.links_gone, back.links_added)
    assert there.changed == back.changed
    change, copy = duplicate_board(case, one)
    case.apply(change)
    assert compare(case, one, copy).is_same


def boards() -> Case:
    """Two boards of one case."""
    items = [Item(f"p{n}", "person", f"P{n}") for n in range(6)]
    links = [Link("k1", "paid", "p0", "p1"), Link("k2", "paid", "p1", "p5"), Link("k3", "paid", "p2", "p0")]
    first = [Placement("b1", f"p{n}", 10.0 * n, 0, 100, 50) for n in range(5)]
    second = [replace(card, board="b2", x=card.x + 500) for card in first[:4]]
    second[2] = replace(second[2], y=99.0)
    second[3] = replace(second[3], colour="claim", width=120)
    return Case(
        [*items, *links, Board("b1"), Board("b2"), *first, *second, Placement("b2", "p5", 0, 0, 9, 9)]
    )


def test_what_was_added_taken_and_moved() -> None:
    found = compare(boards(), "b1", "b2")
    assert found.added == ("p5",)
    assert found.gone == ("p4",)
    assert found.moved == ("p2",)
    assert found.changed == (("p3", ("width", "colour")),)
    assert found.links_added == ("k2",)
    assert found.links_gone == ()
    assert found.sentence() == "1 card added, 1 gone, 1 changed, 1 moved; 1 link added"
    assert compare(boards(), "b1", "b1").sentence() == "The boards are the same"


def test_a_board_in_an_earlier_copy_of_the_case() -> None:
    case = boards()
    records = [record for record in case.records() if record.key not in {("link", "k1"), ("item", "p1")}]
    later = Case([*records, Item("p1", "person", "P1!", note="n"), Link("k1", "paid", "p0", "p1", "much")])
    found = compare(case, "b1", "b1", later)
    assert found.changed == (("p1", ("title", "note")),)
    assert found.links_changed == (("k1", ("label",)),)
    with pytest.raises(KeyError):
        compare(case, "b1", "b9")
