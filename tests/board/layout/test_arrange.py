"""Arranging a board: one Change that takes itself back, obeys pins, frames and the selection."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.case import Case
from board.change import Change, of
from board.edits.boards import FRAME_HEADER, FRAME_PADDING
from board.layout.arrange import INSIDE, LABELS, arrange, insert, moved, route_links
from board.layout.axis import MOST_TICKS, axis_of, has_time_axis, show_time_axis, time_axis
from board.layout.room import make_room, room_for
from board.query import inside, shown_height
from board.records import Board, Frame, Item, Link, Placement, Record, Route

KINDS = ["source", "claim", "person", "event", "note"]
DATES = ["", "2022-03-24", "2022-03", "1999/2001", "2020/..", "199X", "spring"]


@st.composite
def boards(draw: st.DrawFn) -> Case:
    """A case with one board: linked cards, some pinned, and frames apart from one another."""
    count = draw(st.integers(0, 12))
    ids = [f"x{number:02}" for number in range(count)]
    records: list[Record] = [Board("b1")]
    for item in ids:
        records.append(Item(item, draw(st.sampled_from(KINDS)), item, date=draw(st.sampled_from(DATES))))
        x, y = draw(st.tuples(*[st.integers(-800, 800)] * 2))
        wide, high = draw(st.tuples(st.integers(80, 400), st.integers(40, 300)))
        records.append(
            Placement(
                "b1", item, float(x), float(y), float(wide), float(high), pinned=draw(st.integers(0, 5)) == 0
            )
        )
    if count > 1:
        for number in range(draw(st.integers(0, 2 * count))):
            tail, head = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
            records.append(Link(f"k{number}", "about", tail, head))
            if draw(st.integers(0, 4)) == 0:
                records.append(Route("b1", f"k{number}", ((1.0, 2.0), (30.0, 4.0))))
    frames = range(draw(st.integers(0, 2)))
    records += [Frame(f"g{number}", "b1", -700.0 + 900 * number, -300.0, 500.0, 400.0) for number in frames]
    return Case(records)


def applied(case: Case, change: Change) -> Case:
    case.check(change)
    after = Case(case.records())
    after.apply(change)
    return after


def in_frames(case: Case) -> set[str]:
    return {item for frame in case.frames for item in inside(case, frame)}


def overlap(one: Placement, other: Placement) -> bool:
    return (
        one.x + one.width > other.x + 1e-6
        and other.x + other.width > one.x + 1e-6
        and one.y + shown_height(one) > other.y + 1e-6
        and other.y + shown_height(other) > one.y + 1e-6
    )


@pytest.mark.parametrize("how", LABELS)
@settings(max_examples=60, deadline=None)
@given(case=boards())
def test_arranging_obeys_pins_and_frames_and_takes_itself_back(how: str, case: Case) -> None:
    change = arrange(case, "b1", how)
    after = applied(case, change)
    assert change.label == LABELS[how]
    assert applied(after, change.inverse()) == case
    assert arrange(case, "b1", how).pairs == change.pairs
    before_cards, cards = case.on_board("b1"), after.on_board("b1")
    for item, card in cards.items():
        assert replace(card, x=0, y=0) == replace(before_cards[item], x=0, y=0)
        if card.pinned:
            assert card == before_cards[item]
    for frame in case.frames.values():
        now = after.frames[frame.id]
        assert inside(case, frame.id) <= inside(after, frame.id)
        for item in inside(case, frame.id) if in_frames(case) != set(cards) else ():
            assert cards[item].x - now.x == pytest.approx(before_cards[item].x - frame.x)
    framed = in_frames(case)
    for one, other in combinations(cards.values(), 2):
        if not (one.pinned and other.pinned) and not ({one.item, other.item} & framed):
            assert not overlap(one, other)
    assert moved(change) == sum(
        (card.x, card.y) != (before_cards[item].x, before_cards[item].y) for item, card in cards.items()
    )


@pytest.mark.parametrize("how", LABELS)
@settings(max_examples=60, deadline=None)
@given(case=boards(), data=st.data())
def test_only_the_selection_moves_and_lands_on_nothing(how: str, case: Case, data: st.DataObject) -> None:
    ids = sorted(case.on_board("b1"))
    chosen = set(data.draw(st.lists(st.sampled_from(ids), unique=True))) if ids else set()
    after = applied(case, arrange(case, "b1", how, items=chosen))
    cards = after.on_board("b1")
    for item, card in case.on_board("b1").items():
        if item not in chosen:
            assert cards[item] == card
    if not case.frames:
        for one, other in combinations(cards.values(), 2):
            if {one.item, other.item} & {item for item in chosen if not cards[item].pinned}:
                assert not overlap(one, other)


def case_of(*records: Record) -> Case:
    return Case([Board("b1"), *records])


def cards_at(spots: dict[str, tuple[float, float]], **marks: bool) -> list[Record]:
    records: list[Record] = []
    for item, (x, y) in spots.items():
        records += [Item(item, "claim", item), Placement("b1", item, x, y, 200.0, 100.0, **marks)]
    return records


def test_a_frame_grows_around_what_is_arranged_inside_it() -> None:
    spots = {f"c{number}": (10.0 + number, 10.0) for number in range(9)}
    case = case_of(*cards_at(spots), Frame("g1", "b1", 0, 0, 260, 160))
    after = applied(case, arrange(case, "b1", "grid", items=spots))
    assert inside(after, "g1") == set(spots)
    frame = after.frames["g1"]
    for card in after.on_board("b1").values():
        assert frame.x <= card.x
        assert card.x + card.width <= frame.x + frame.width


@pytest.mark.parametrize("how", INSIDE)
def test_where_all_cards_lie_in_frames_those_in_each_are_arranged(how: str) -> None:
    spots = {f"c{number}": (10.0 + 37 * number, 10.0 + 7 * number) for number in range(6)}
    spots |= {f"d{number}": (910.0 + 37 * number, 10.0 + 7 * number) for number in range(6)}
    links = [Link(f"k{n}", "about", f"{side}{n}", f"{side}0") for side in "cd" for n in range(1, 6)]
    across = [Link("k9", "about", "c1", "d1"), Route("b1", "k9", ((1.0, 2.0),))]
    frames = [Frame("g1", "b1", 0, 0, 800, 700), Frame("g2", "b1", 900, 0, 800, 700)]
    case = case_of(*cards_at(spots), *links, *across, *frames)
    change = arrange(case, "b1", how)
    after = applied(case, change)
    assert applied(after, change.inverse()) == case
    cards = after.on_board("b1")
    assert not any(overlap(one, other) for one, other in combinations(cards.values(), 2))
    for frame, name in (("g1", "c"), ("g2", "d")):
        assert inside(after, frame) == {item for item in spots if item.startswith(name)}
        area, inner = after.frames[frame], [cards[item] for item in inside(after, frame)]
        assert area.x + FRAME_PADDING <= min(card.x for card in inner)
        assert area.y + FRAME_PADDING + FRAME_HEADER <= min(card.y for card in inner) or how == "tidy"
    left, right = sorted(after.frames.values(), key=lambda frame: frame.x)
    assert left.x + left.width < right.x or left.y + left.height < right.y or right.y + right.height < left.y
    loose = [Item("n", "note"), Placement("b1", "n", 0, 2000, 200, 60)]
    with_one = applied(case, of("More", (), loose))
    after = applied(with_one, arrange(with_one, "b1", how))
    cards = after.on_board("b1")
    assert {cards[item].x - after.frames["g1"].x for item in ("c1",)} == {spots["c1"][0]}


def test_bends_go_with_what_moves_alike_and_are_dropped_else() -> None:
    spots = {"a": (0.0, 0.0), "b": (400.0, 0.0), "c": (0.0, 3000.0), "d": (5.0, 3010.0)}
    links = [Link("k1", "about", "a", "b"), Link("k2", "about", "c", "d")]
    routes = [Route("b1", "k1", ((5.0, 5.0),)), Route("b1", "k2", ((5.0, 5.0),))]
    case = case_of(*cards_at(spots), *links, *routes, Frame("g1", "b1", -50, -50, 800, 300))
    after = applied(case, arrange(case, "b1", "force"))
    frame = after.frames["g1"]
    assert after.routes["b1", "k1"].points == ((55.0 + frame.x, 55.0 + frame.y),)
    assert ("b1", "k2") not in after.routes


def test_a_long_link_of_a_layered_board_bends_around_what_it_passes() -> None:
    spots = dict.fromkeys("abc", (0.0, 0.0))
    links = [Link(f"k{tail}{head}", "about", tail, head) for tail, head in ("ab", "bc", "ac")]
    case = case_of(*cards_at(spots), *links)
    after = applied(case, arrange(case, "b1", "layered"))
    cards = after.on_board("b1")
    assert cards["a"].x < cards["b"].x < cards["c"].x
    assert set(after.routes) == {("b1", "kac")}
    assert not applied(case, arrange(case, "b1", "layered", is_routed=False)).routes


def test_dates_run_from_left_to_right_and_make_an_axis() -> None:
    dates = {"a": "1999", "b": "2022-03-24", "c": "2022-03-24", "d": "2010/2012", "e": "", "f": "someday"}
    records: list[Record] = []
    for item, date in dates.items():
        records += [Item(item, "event", item, date=date), Placement("b1", item, 0, 0, 200.0, 100.0)]
    case = case_of(*records)
    assert time_axis(case, "b1") is None
    after = applied(case, arrange(case, "b1", "timeline"))
    cards = after.on_board("b1")
    assert cards["a"].x < cards["d"].x < cards["b"].x == cards["c"].x
    assert min(cards["e"].y, cards["f"].y) > max(cards[item].y for item in "abcd")
    axis = time_axis(after, "b1")
    assert axis is not None
    assert set(axis.spans) == set("abcd")
    assert all(span.left <= span.right for span in axis.spans.values())
    ticks = axis.ticks(80.0)
    assert [tick.x for tick in ticks] == sorted(tick.x for tick in ticks)
    assert "2010" in [tick.moment.words() for tick in ticks]
    assert axis.tray is not None
    assert axis.tray[1] == min(cards["e"].y, cards["f"].y)


@pytest.mark.parametrize(
    ("dates", "texts"),
    [
        (["2022-03-01", "2022-03-12"], "5 March 2022"),
        (["2022-03-01", "2022-09-12"], "April 2022"),
        (["-0500", "1900"], "1000"),
        (["Y-170000", "2000"], "100001 BC"),
    ],
)
def test_the_axis_has_some_marks_at_any_scale(dates: list[str], texts: str) -> None:
    records: list[Record] = []
    for number, date in enumerate(dates):
        records += [
            Item(f"e{number}", "event", date=date),
            Placement("b1", f"e{number}", number * 900.0, 0, 200.0, 100.0),
        ]
    axis = axis_of(case_of(*records), "b1")
    assert axis is not None
    assert 1 < len(axis.ticks(100.0)) < 32
    assert texts in [tick.moment.words() for tick in axis.ticks(100.0)]
    assert len(axis.ticks(100.0)) <= len(axis.ticks(5.0)) <= MOST_TICKS


def dated(*spots: tuple[str, float]) -> Case:
    """A case with events of some dates at some x."""
    records: list[Record] = []
    for number, (date, x) in enumerate(spots):
        records += [
            Item(f"e{number}", "event", date=date),
            Placement("b1", f"e{number}", x, 0, 200.0, 100.0),
        ]
    return case_of(*records)


def test_a_card_put_elsewhere_leaves_the_axis_right() -> None:
    spots = [(f"20{year:02}", year * 300.0) for year in range(10)]
    axis = axis_of(dated(*spots), "b1")
    assert axis is not None
    spots[4] = ("2004", 5000.0)
    after = axis_of(dated(*spots), "b1")
    assert after is not None
    assert {day: x for day, x in zip(axis.days, axis.xs, strict=True) if x != axis.xs[4]} == dict(
        zip(after.days, after.xs, strict=True)
    )
    assert axis_of(dated(("2001", 0.0)), "b1") is None
    assert axis_of(dated(*((date, -x) for date, x in spots)), "b1") is None


def test_nothing_under_the_axis_reaches_into_its_dates() -> None:
    case = dated(("2001", 0.0), ("2002", 900.0))

    def top(*records: Record, only: set[str] | None = None) -> float:
        axis = axis_of(applied(case, of("More", (), records)), "b1", only)
        assert axis is not None
        return axis.top

    around = Frame("g1", "b1", -20, -60, 240, 200, "Around")
    above = [Item("n", "note"), Placement("b1", "n", 50, -150, 200, 60)]
    assert top() == 0
    assert top(around) == -60
    assert top(around, *above) == -150
    assert top(*above) == -150
    assert top(Frame("g1", "b1", 400, -60, 100, 30, "Empty")) == 0
    assert top(Item("n", "note"), Placement("b1", "n", 50, -900, 200, 60)) == 0
    assert top(Item("n", "note"), Placement("b1", "n", 5000, -50, 200, 60)) == 0
    assert top(*above, only={"e0", "e1"}) == 0


def test_a_board_says_whether_it_was_arranged_by_date() -> None:
    case = dated(("2001", 0.0), ("2002", 900.0))
    assert time_axis(case, "b1") is None
    after = applied(case, arrange(case, "b1", "timeline"))
    assert has_time_axis(after.boards["b1"])
    assert not has_time_axis(applied(after, arrange(after, "b1", "grid")).boards["b1"])
    assert has_time_axis(applied(after, arrange(after, "b1", "tidy")).boards["b1"])
    change = show_time_axis(after, "b1", shown=False)
    assert time_axis(applied(after, change), "b1") is None
    assert applied(after, change).boards["b1"] == case.boards["b1"]
    part = applied(case, arrange(case, "b1", "timeline", items=["e0"]))
    assert not has_time_axis(part.boards["b1"])


def test_open_spans_go_on_and_uncertain_ones_are_wide() -> None:
    axis = axis_of(dated(("2001", 0.0), ("2010/..", 900.0), ("2020-05-01", 1800.0)), "b1")
    assert axis is not None
    year, since, day = (axis.spans[f"e{number}"] for number in range(3))
    assert since.is_open_right
    assert not since.is_open_left
    assert since.right > since.left
    assert year.left < year.right
    assert day.left == day.right


def test_links_under_cards_are_led_around_and_bent_ones_left() -> None:
    spots = {name: (number * 400.0, 0.0) for number, name in enumerate("abc")}
    links = [Link("k1", "about", "a", "c"), Link("k2", "about", "a", "b"), Link("k3", "about", "c", "a")]
    case = case_of(*cards_at(spots), *links, Route("b1", "k3", ((500.0, 900.0),)))
    change = route_links(case, "b1")
    after = applied(case, change)
    assert set(change.pairs) == {("route", "b1", "k1")}
    assert all(not 0 < y < 100 for _, y in after.routes["b1", "k1"].points)
    assert applied(after, change.inverse()) == case
    assert not route_links(after, "b1")
    assert not route_links(case, "b1", ["k2"])


def test_the_card_named_stands_in_the_middle_of_rings() -> None:
    spots = {f"c{number}": (0.0, 0.0) for number in range(7)}
    links = [Link(f"k{number}", "about", "c0", f"c{number}") for number in range(1, 7)]
    case = case_of(*cards_at(spots), *links)
    cards = applied(case, arrange(case, "b1", "radial", centre="c0")).on_board("b1")
    xs = sorted(card.x for card in cards.values())
    assert xs[0] < cards["c0"].x < xs[-1]
    others = [card for item, card in cards.items() if item != "c0"]
    assert sum(card.y < cards["c0"].y for card in others) == 3


def test_room_is_made_for_what_was_dropped() -> None:
    spots = {f"c{x}{y}": (x * 240.0, y * 140.0) for x in range(8) for y in range(8)}
    spots["new"] = (840.0, 500.0)
    case = case_of(*cards_at(spots))
    change = make_room(case, "b1", ["new"])
    cards = applied(case, change).on_board("b1")
    assert cards["new"] == case.on_board("b1")["new"]
    assert not any(overlap(one, other) for one, other in combinations(cards.values(), 2))
    assert 0 < moved(change) <= 40
    assert not make_room(applied(case, change), "b1", ["new"])


@settings(max_examples=40, deadline=None)
@given(boards(), st.data())
def test_what_makes_way_is_free_and_little(case: Case, data: st.DataObject) -> None:
    there = case.on_board("b1")
    if not there:
        return
    card = there[data.draw(st.sampled_from(sorted(there)))]
    x, y = data.draw(st.tuples(*[st.integers(-800, 800)] * 2))
    drop = of("Move", [card], [replace(card, x=float(x), y=float(y))])
    change = room_for(case, "b1", drop)
    after = applied(case, change).on_board("b1")
    assert after[card.item] == applied(case, drop).on_board("b1")[card.item]
    assert change.label == "Move"
    for item, before in there.items():
        if item != card.item and after[item] != before:
            assert not before.pinned
            assert abs(after[item].x - before.x) <= 1.6 * max(card.width, card.height)
            assert not overlap(after[item], after[card.item])


def test_items_are_laid_beside_their_neighbours_and_nothing_moves() -> None:
    spots = {f"c{x}{y}": (x * 240.0, y * 140.0) for x in range(8) for y in range(8)}
    new = [Item("n1", "person"), Item("n2", "person"), Item("n3", "person")]
    links = [Link("k1", "about", "n1", "c44"), Link("k2", "about", "n2", "n1")]
    case = case_of(*cards_at(spots), *new, *links)
    change = insert(case, "b1", ["n1", "n2", "n3"])
    after = applied(case, change)
    assert moved(change) == 0
    cards = after.on_board("b1")
    assert {"n1", "n2", "n3"} <= set(cards)
    assert not any(overlap(one, other) for one, other in combinations(cards.values(), 2))
    assert cards["n3"].y > max(y for _, y in spots.values())


def test_an_unknown_way_board_or_item_is_refused() -> None:
    case = case_of(*cards_at({"a": (0.0, 0.0)}))
    for board, how, items in (("b1", "spiral", None), ("b9", "force", None), ("b1", "force", ["z"])):
        with pytest.raises(KeyError):
            arrange(case, board, how, items=items)
