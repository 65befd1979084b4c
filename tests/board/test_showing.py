"""What was found, kept as a board, a frame or a view."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from board.analysis.filters import Condition, as_json
from board.analysis.lens import Lens
from board.case import Case
from board.edits.showing import board_of, frame_of
from board.edits.views import delete_view, save_view, set_view, views
from board.query import inside
from board.records import Board, Frame, Item, Placement
from tests.board.strategies import cases, document_of


@given(cases(), st.data())
def test_a_board_of_items_is_one_step(case: Case, data: st.DataObject) -> None:
    assume(case.items)
    chosen = data.draw(st.lists(st.sampled_from(sorted(case.items)), unique=True))
    columns = data.draw(st.lists(st.lists(st.sampled_from(sorted(case.items)), unique=True), max_size=3))
    like = data.draw(st.sampled_from(["", *case.boards]))
    before = Case(case.records())
    document = document_of(case)
    change, board = board_of(case, chosen, "Found", columns=columns, like=like)
    document.do(change)
    assert set(case.on_board(board)) == set(chosen)
    assert case.boards[board].title == "Found"
    assert case.boards_in_order()[-1].id == board
    document.undo()
    assert case == before


@given(cases(), st.data())
def test_a_frame_of_items_holds_them_all(case: Case, data: st.DataObject) -> None:
    assume(case.items and case.boards)
    chosen = data.draw(st.lists(st.sampled_from(sorted(case.items)), unique=True, min_size=1))
    board = data.draw(st.sampled_from(sorted(case.boards)))
    before = Case(case.records())
    document = document_of(case)
    change, frame = frame_of(case, board, chosen, "Found")
    document.do(change)
    assert inside(case, frame) >= set(chosen)
    pinned = any(before.placements[board, item].pinned for item in chosen if item in before.on_board(board))
    assert pinned or inside(case, frame) == set(chosen)
    for item, card in before.on_board(board).items():
        assert item in chosen or case.placements[board, item] == card
        assert not card.pinned or case.placements[board, item] == card
    document.undo()
    assert case == before


def spread(*spots: tuple[float, float]) -> Case:
    """People on a board at some spots, and one on none."""
    items = [Item(f"p{n}", "person", f"P{n}") for n in range(len(spots) + 1)]
    cards = [Placement("b1", f"p{n}", x, y, 100, 50) for n, (x, y) in enumerate(spots)]
    return Case([*items, Board("b1"), *cards])


def test_a_way_is_laid_out_step_by_step() -> None:
    case = spread((0, 0), (900, 0), (0, 900))
    change, board = board_of(case, ["p0", "p1", "p2", "p3"], "Way", columns=[["p1"], ["p0", "p3"], ["p2"]])
    case.apply(change)
    cards = case.on_board(board)
    assert cards["p1"].x < cards["p0"].x == cards["p3"].x < cards["p2"].x
    assert cards["p0"].y < cards["p1"].y == cards["p2"].y < cards["p3"].y


def test_a_part_of_a_board_looks_as_it_did() -> None:
    case = spread((0, 0), (900, 0), (0, 900))
    change, board = board_of(case, ["p0", "p2"], "Part", like="b1")
    case.apply(change)
    assert [(card.x, card.y) for card in case.on_board(board).values()] == [(0, 0), (0, 900)]


def test_cards_that_stand_together_are_framed_where_they_are() -> None:
    case = spread((0, 0), (0, 80), (900, 900))
    change, frame = frame_of(case, "b1", ["p0", "p1"], "Here")
    assert list(change.pairs) == [("frame", frame)]
    apart, frame = frame_of(case, "b1", ["p0", "p2"], "Gathered", columns=[["p0"], ["p2"]])
    case.apply(apart)
    assert inside(case, frame) == {"p0", "p2"}
    assert isinstance(case.frames[frame], Frame)
    assert case.frames[frame].x > 100
    with pytest.raises(ValueError, match="needs cards"):
        frame_of(case, "b1", [], "None")


def test_cards_are_gathered_where_there_is_room_near_to_them() -> None:
    row = [(number * 150.0, 0.0) for number in range(40)]
    case = spread(*row)
    change, frame = frame_of(case, "b1", ["p18", "p20"], "Near")
    case.apply(change)
    found = case.frames[frame]
    assert inside(case, frame) == {"p18", "p20"}
    assert abs(found.x + found.width / 2 - row[19][0]) < 200
    assert abs(found.y) < 400


def test_views_are_kept_by_name() -> None:
    case = Case()
    wanted = Condition("grade", ("D",))
    lens = Lens("b1", link_kinds=frozenset({"paid"}))
    change, view = save_view(case, " Weak ", wanted=wanted, lens=lens, measure="degree", hides=True)
    case.apply(change)
    assert case.saved_views[view].title == "Weak"
    assert case.saved_views[view].filter == as_json(wanted)
    change, again = save_view(case, "Weak")
    assert again == view
    case.apply(change)
    assert case.saved_views[view].filter == ""
    case.apply(save_view(case, "all")[0])
    case.apply(set_view(case, view, title="Zoo"))
    assert [one.title for one in views(case)] == ["all", "Zoo"]
    case.apply(delete_view(case, view))
    assert list(case.saved_views) == ["v02"]
    with pytest.raises(ValueError, match="needs a name"):
        save_view(case, "  ")
    with pytest.raises(TypeError):
        set_view(case, "v02", id="v9")
