"""Snapping: never further than its reach, at rest once it rests, and honest in its guides."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.snapping import SAME, Box, Boxes, snap, snap_edges

COORDINATE = st.integers(-2000, 2000).map(float)
SIZE = st.integers(10, 400).map(float)
REACH = 8.0


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, y = draw(COORDINATE), draw(COORDINATE)
    return (x, y, x + draw(SIZE), y + draw(SIZE))


def array(rows: list[Box]) -> Boxes:
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


@given(boxes(), st.lists(boxes(), max_size=8))
def test_never_pulls_further_than_its_reach(moving: Box, others: list[Box]) -> None:
    rest = snap(moving, array(others), REACH)
    assert abs(rest.dx) <= REACH
    assert abs(rest.dy) <= REACH


@given(boxes(), st.lists(boxes(), max_size=8))
def test_what_rests_stays_at_rest(moving: Box, others: list[Box]) -> None:
    first = snap(moving, array(others), REACH)
    rested = (moving[0] + first.dx, moving[1] + first.dy, moving[2] + first.dx, moving[3] + first.dy)
    again = snap(rested, array(others), SAME / 2)
    assert abs(again.dx) < SAME
    assert abs(again.dy) < SAME


@given(boxes(), st.lists(boxes(), min_size=1, max_size=8), COORDINATE, COORDINATE)
def test_does_not_depend_on_where_the_board_begins(
    moving: Box, others: list[Box], dx: float, dy: float
) -> None:
    here = snap(moving, array(others), REACH)
    there = snap(
        (moving[0] + dx, moving[1] + dy, moving[2] + dx, moving[3] + dy),
        array(others) + np.array([dx, dy, dx, dy]),
        REACH,
    )
    assert (here.dx, here.dy, len(here.guides)) == (there.dx, there.dy, len(there.guides))


@given(boxes(), st.lists(boxes(), min_size=1, max_size=8))
def test_a_pull_is_always_shown(moving: Box, others: list[Box]) -> None:
    rest = snap(moving, array(others), REACH)
    if rest.dx or rest.dy:
        assert rest.guides


@given(boxes(), boxes())
def test_the_axes_are_alike(moving: Box, other: Box) -> None:
    def turned(box: Box) -> Box:
        return (box[1], box[0], box[3], box[2])

    straight = snap(moving, array([other]), REACH)
    across = snap(turned(moving), array([turned(other)]), REACH)
    assert (straight.dx, straight.dy) == (across.dy, across.dx)


@given(boxes(), st.lists(boxes(), max_size=6), st.sampled_from([(0,), (2,), (1,), (3,), (2, 3), (0, 1)]))
def test_a_resize_moves_only_the_edges_it_may(box: Box, others: list[Box], edges: tuple[int, ...]) -> None:
    rest = snap_edges(box, edges, array(others), REACH)
    if all(edge % 2 for edge in edges):
        assert rest.dx == 0
    if not any(edge % 2 for edge in edges):
        assert rest.dy == 0


def test_left_edges_meet() -> None:
    rest = snap((103.0, 300.0, 203.0, 340.0), array([(100.0, 0.0, 250.0, 60.0)]), REACH)
    assert rest.dx == -3
    assert rest.guides[0].line == (100.0, 0.0, 100.0, 340.0)


def test_an_equal_gap_to_the_right() -> None:
    row = array([(0.0, 0.0, 100.0, 50.0), (140.0, 7.0, 260.0, 61.0)])
    rest = snap((303.0, 15.0, 333.0, 45.0), row, REACH)
    assert rest.dx == -3
    assert [guide.kind for guide in rest.guides].count("gap") == 2


def test_the_middle_between_two() -> None:
    row = array([(0.0, 0.0, 100.0, 50.0), (303.0, 0.0, 400.0, 50.0)])
    rest = snap((172.0, 12.0, 222.0, 33.0), row, REACH)
    assert rest.dx == 4.5
    assert {guide.line[:1] for guide in rest.guides if guide.kind == "gap"} == {(100.0,), (226.5,)}
