"""Questions on a case and a board."""

from __future__ import annotations

import pytest
from hypothesis import given

from board import query
from board.case import Case
from board.records import Attachment, Board, Frame, Item, Link, Passage, Placement
from tests.board.strategies import cases


@pytest.fixture
def case() -> Case:
    """Two rows of cards on a board, a frame around the left half, and an item on no board."""
    records = [
        Item("p01", "person", "Vladimir Osechkin", aliases=("Osetschkin",), files=("a",)),
        Item("c01", "claim", "The odds rise", tags=("coup",)),
        Item("c02", "claim", "Weighed again", note="Осечкин said so", fields=(("ship", "KX-4471"),)),
        Item("s01", "source", "The Times"),
        Item("n01", "note", "on no board"),
        Link("k01", "reports", "p01", "c01"),
        Link("k02", "reports", "s01", "c01"),
        Link("k03", "about", "n01", "c01"),
        Board("b01", "Main"),
        Placement("b01", "p01", 0, 0, 160, 64),
        Placement("b01", "c01", 300, 10, 240, 112),
        Placement("b01", "c02", 0, 200, 240, 112, collapsed=True),
        Placement("b01", "s01", 300, 210, 160, 64),
        Frame("g01", "b01", -20, -40, 280, 300),
        Frame("g02", "b01", -10, -10, 200, 90),
        Attachment("a"),
        Attachment("b"),
        Attachment("c"),
        Passage("q01", "c", "s01"),
    ]
    return Case(records)


def test_neighbours_and_degree(case: Case) -> None:
    assert query.neighbours(case, "c01") == {"p01", "s01", "n01"}
    assert query.neighbours(case, ["c01", "p01"], "b01") == {"s01"}
    assert query.degree(case, "c01") == 3
    assert query.degree(case, "c01", "b01") == 2
    assert query.same_kind(case, ["c01"]) == {"c01", "c02"}
    assert query.same_kind(case, ["n01"], "b01") == set()


def test_counts(case: Case) -> None:
    assert query.counts(case, "b01") == query.Counts(4, 2, 2, (("claim", 2), ("person", 1), ("source", 1)))
    assert query.counts(case).items == 5
    assert query.counts(case).links == 3
    assert [link.id for link in query.links_among(case, ["c01", "s01", "c02"])] == ["k02"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("osech", ["p01"]),
        ("OSETSCHKIN", ["p01"]),
        ("осечкин", ["c02"]),
        ("kx-4471", ["c02"]),
        ("coup odds", ["c01"]),
        ("weighed coup", []),
        ("the", ["c01", "s01"]),
        ("on", ["n01"]),
        ("c02", ["c02"]),
        ("  ", []),
    ],
)
def test_items_are_found_by_their_words(case: Case, words: str, found: list[str]) -> None:
    assert [item.id for item in query.find(case, words)] == found


def test_finding_on_a_board_leaves_out_the_rest(case: Case) -> None:
    assert query.find(case, "on no", "b01") == []
    assert [item.id for item in query.find(case, "the", limit=1)] == ["c01"]


def test_what_lies_nowhere(case: Case) -> None:
    assert [item.id for item in query.on_no_board(case)] == ["n01"]
    assert query.loose_attachments(case) == ["b"]


def test_reading_order_goes_row_by_row(case: Case) -> None:
    assert query.reading_order(case, "b01") == ["p01", "c01", "c02", "s01"]


@pytest.mark.parametrize(
    ("item", "way", "found"),
    [
        ("p01", (1, 0), "c01"),
        ("p01", (0, 1), "c02"),
        ("p01", (-1, 0), None),
        ("s01", (0, -1), "c01"),
        ("s01", (-1, 0), "c02"),
    ],
)
def test_the_nearest_card_in_a_direction(
    case: Case, item: str, way: tuple[int, int], found: str | None
) -> None:
    assert query.towards(case, "b01", item, *way) == found


def test_what_lies_in_a_frame(case: Case) -> None:
    assert query.inside(case, "g02") == {"p01"}
    assert query.inside_frames(case, "b01", ["g01"]) == ({"p01", "c02"}, {"g02"})
    assert query.inside_frames(case, "b01", ["g02"]) == ({"p01"}, set())


def test_extent_is_of_what_is_drawn(case: Case) -> None:
    cards = [case.placements["b01", "p01"], case.placements["b01", "c02"]]
    assert query.extent(cards) == (0, 0, 240, 236)
    assert query.extent([]) is None


@given(cases())
def test_reading_order_has_every_card_once(case: Case) -> None:
    for board in case.boards:
        assert sorted(query.reading_order(case, board)) == sorted(case.on_board(board))
