"""Where cards lie: the laws of moving, lining up, spreading and stacking."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from board.case import Case
from board.change import Change, fold
from board.edits import links, placing
from board.kinds import MIN_SIZE
from board.query import extent, inside_frames, shown_height
from board.records import Board, Frame, Item, Link, Placement, Route
from tests.board.strategies import EDGES, coordinates, lengths


@st.composite
def crowds(draw: st.DrawFn, least: int = 0) -> Case:
    """A board of cards of all sizes, some pinned, some collapsed, with bent links."""
    marks = st.tuples(st.integers(-3, 3), st.booleans(), st.booleans())
    count = draw(st.integers(least, 6))
    ids = [f"c{number:02}" for number in range(count)]
    case = Case([Board("b01"), *(Item(item, "claim") for item in ids)])
    cards = [
        Placement(
            "b01", item, draw(coordinates), draw(coordinates), draw(lengths), draw(lengths), *draw(marks)
        )
        for item in ids
    ]
    tied = [Link(f"k{tail}{head}", "about", tail, head) for tail in ids for head in ids if tail < head]
    bends = [Route("b01", link.id, ((draw(coordinates), 1.0),)) for link in tied if draw(st.booleans())]
    return Case([*case.records(), *cards, *tied, *bends, Frame("g01", "b01", -100, -100, 5000, 5000)])


def after(case: Case, change: Change) -> Case:
    """Another case, after a Change that this one accepts."""
    case.check(change)
    other = Case(case.records())
    other.apply(change)
    return other


def part(case: Case, data: st.DataObject) -> list[str]:
    """Some of the cards."""
    return data.draw(st.lists(st.sampled_from(sorted(case.items)), unique=True)) if case.items else []


@given(crowds(), st.data(), st.integers(-1000, 1000), st.integers(-1000, 1000))
def test_moving_there_and_back_is_staying(case: Case, data: st.DataObject, dx: int, dy: int) -> None:
    whole = Case([*case.records(), *(_rounded(card) for card in case.placements.values())])
    whole = Case(
        [*whole.records(), *(Route(one.board, one.link, ((8.0, 1.0),)) for one in case.routes.values())]
    )
    chosen = part(whole, data)
    there = placing.move_by(whole, "b01", chosen, dx, dy)
    back = placing.move_by(after(whole, there), "b01", chosen, -dx, -dy)
    assert not fold("Move", [there, back])


def _rounded(card: Placement) -> Placement:
    return Placement(
        card.board, card.item, float(round(card.x)), float(round(card.y)), card.width, card.height
    )


@given(crowds(), st.data(), coordinates, coordinates)
def test_only_bends_between_moved_cards_move_along(
    case: Case, data: st.DataObject, dx: float, dy: float
) -> None:
    assume((dx, dy) != (0, 0))
    chosen = part(case, data)
    change = placing.move_by(case, "b01", chosen, dx, dy)
    moved = after(case, change)
    for (board, link_id), route in case.routes.items():
        link = case.links[link_id]
        offset = (dx, dy) if {link.from_id, link.to_id} <= set(chosen) else (0.0, 0.0)
        (x, y) = route.points[0]
        assert moved.routes[board, link_id].points == ((x + offset[0], y + offset[1]),)
    assert {key[2] for key in change.pairs if key[0] == "placement"} <= set(chosen)


@given(crowds(), coordinates, coordinates)
def test_a_frame_takes_along_what_lies_inside(case: Case, dx: float, dy: float) -> None:
    inner, _ = inside_frames(case, "b01", ["g01"])
    moved = after(case, placing.move_by(case, "b01", [], dx, dy, ["g01"]))
    assert moved.frames["g01"].x == -100 + dx
    for item, card in case.on_board("b01").items():
        x, y = (card.x + dx, card.y + dy) if item in inner else (card.x, card.y)
        assert (moved.placements["b01", item].x, moved.placements["b01", item].y) == (x, y)


@given(crowds(least=1), st.sampled_from(EDGES))
def test_aligned_cards_share_an_edge_within_what_they_spanned(case: Case, edge: str) -> None:
    before = extent(case.placements.values())
    aligned = after(case, placing.align(case, "b01", list(case.items), edge))
    cards = list(aligned.placements.values())
    spots = {
        "left": lambda card: card.x,
        "centre": lambda card: card.x + card.width / 2,
        "right": lambda card: card.x + card.width,
        "top": lambda card: card.y,
        "middle": lambda card: card.y + shown_height(card) / 2,
        "bottom": lambda card: card.y + shown_height(card),
    }[edge]
    assert [spots(card) for card in cards] == pytest.approx([spots(cards[0])] * len(cards), abs=1e-6)
    area = extent(cards)
    assert before is not None
    assert area is not None
    for low, old in zip(area[:2], before[:2], strict=True):
        assert low >= old - 1e-6
    for high, old in zip(area[2:], before[2:], strict=True):
        assert high <= old + 1e-6
    if edge in ("left", "top"):
        assert not placing.align(aligned, "b01", list(case.items), edge)


@given(crowds(least=3), st.sampled_from(["horizontal", "vertical"]))
def test_distributed_cards_have_equal_gaps_between_ends_that_stay(case: Case, axis: str) -> None:
    across = axis == "horizontal"

    def span(card: Placement) -> tuple[float, float]:
        return (card.x, card.width) if across else (card.y, shown_height(card))

    order = sorted(case.placements.values(), key=lambda card: (2 * span(card)[0] + span(card)[1], card.item))
    spread = after(case, placing.distribute(case, "b01", list(case.items), axis))
    cards = [spread.placements["b01", card.item] for card in order]
    assert (cards[0], cards[-1]) == (order[0], order[-1])
    gaps = [span(b)[0] - sum(span(a)) for a, b in pairwise(cards)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), abs=1e-6)


@given(crowds(), st.data())
def test_raised_cards_lie_in_front_and_lowered_behind_in_their_order(case: Case, data: st.DataObject) -> None:
    chosen = part(case, data)
    before = placing._stacked(case, "b01", chosen)
    for edit, is_front in ((placing.raise_, True), (placing.lower, False)):
        stacked = after(case, edit(case, "b01", chosen))
        assert [card.item for card in placing._stacked(stacked, "b01", chosen)] == [
            card.item for card in before
        ]
        for item in chosen:
            for other in set(case.items) - set(chosen):
                mine, theirs = stacked.placements["b01", item].z, stacked.placements["b01", other].z
                assert mine > theirs if is_front else mine < theirs
        assert not edit(stacked, "b01", chosen)


@given(crowds(least=1))
def test_matching_gives_all_the_size_of_one(case: Case) -> None:
    model = case.placements["b01", "c00"]
    same = after(case, placing.match_size(case, "b01", list(case.items), "c00"))
    assert {(card.width, card.height) for card in same.placements.values()} == {(model.width, model.height)}
    wide = after(case, placing.match_size(case, "b01", list(case.items), "c00", height=False))
    assert {card.width for card in wide.placements.values()} == {model.width}
    assert [card.height for card in wide.placements.values()] == [
        card.height for card in case.placements.values()
    ]


@pytest.fixture
def case() -> Case:
    """Three items of which two lie on the board, and a bent link between them."""
    return Case(
        [
            Board("b01"),
            *(Item(item, "claim") for item in ("c01", "c02", "c03")),
            Placement("b01", "c01", 0, 0, 240, 112, 3),
            Placement("b01", "c02", 300, 0, 240, 112),
            Link("k01", "supports", "c01", "c02"),
            Route("b01", "k01", ((270.0, 50.0),)),
        ]
    )


def test_placing_lays_new_cards_on_top_and_moves_those_that_are_there(case: Case) -> None:
    change = placing.place(case, "b01", {"c01": (5, 5), "c03": (7, 8)}, {"c03": (100, 90)})
    assert change.label == "Place on board"
    placed = after(case, change)
    assert placed.placements["b01", "c03"] == Placement("b01", "c03", 7, 8, 100, 90, 4)
    assert placed.placements["b01", "c01"].x == 5
    assert placing.place(case, "b01", {"c01": (5, 5)}).label == "Move"
    assert not placing.place(case, "b01", {"c01": (0, 0)})


def test_taking_off_takes_the_bends_and_leaves_the_item(case: Case) -> None:
    off = after(case, placing.take_off(case, "b01", "c01"))
    assert "c01" in off.items
    assert "k01" in off.links
    assert not off.routes
    assert off.boards_of("c01") == set()


def test_boxes_are_never_smaller_than_can_be_used(case: Case) -> None:
    small = after(case, placing.set_boxes(case, "b01", {"c01": (1, 2, 0, -5)}))
    card = small.placements["b01", "c01"]
    assert (card.x, card.y, card.width, card.height) == (1, 2, *MIN_SIZE)
    assert placing.set_boxes(case, "b01", {"c01": (1, 2, 3, 4)}, label="Arrange").label == "Arrange"


def test_marks_are_set_and_taken_back(case: Case) -> None:
    for mark, value in ((placing.pin, "pinned"), (placing.collapse, "collapsed")):
        marked = after(case, mark(case, "b01", ["c01", "c02"]))
        assert all(getattr(card, value) for card in marked.placements.values())
        assert after(marked, mark(marked, "b01", ["c01", "c02"], False)) == case
        assert not mark(case, "b01", "c01", False)
    assert after(case, placing.colour(case, "b01", "c01", "stone")).placements["b01", "c01"].colour == "stone"


def test_what_is_not_there_or_makes_no_sense_is_refused(case: Case) -> None:
    nan, far = float("nan"), float("inf")
    for edit in (placing.take_off, placing.pin, placing.collapse, placing.raise_, placing.lower):
        with pytest.raises(KeyError):
            edit(case, "b01", "c03")
        with pytest.raises(KeyError):
            edit(case, "b99", "c01")
    with pytest.raises(KeyError):
        placing.move_by(case, "b01", "c03", 1, 1)
    with pytest.raises(KeyError):
        placing.place(case, "b01", {"c99": (0, 0)})
    with pytest.raises(ValueError, match="finite"):
        placing.move_by(case, "b01", "c01", nan, 0)
    with pytest.raises(ValueError, match="finite"):
        placing.place(case, "b01", {"c01": (0, far)})
    with pytest.raises(ValueError, match="finite"):
        placing.set_boxes(case, "b01", {"c01": (0, 0, nan, 1)})
    with pytest.raises(ValueError, match="edge"):
        placing.align(case, "b01", ["c01", "c02"], "inside")
    with pytest.raises(ValueError, match="distributed"):
        placing.distribute(case, "b01", ["c01", "c02"], "diagonal")


def test_few_cards_are_not_spread_or_lined_up(case: Case) -> None:
    assert not placing.distribute(case, "b01", ["c01", "c02"], "vertical")
    assert not placing.align(case, "b01", [], "left")
    assert not placing.move_by(case, "b01", [], 5, 5)
    assert not placing.move_by(case, "b01", ["c01"], 0, 0)
    assert not links.reverse(case, [])
