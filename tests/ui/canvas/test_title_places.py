"""Titles of marks: in one another's way never, left out hardly, the same whatever else is in sight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.canvas.geometry import Floats
from ui.canvas.title_places import BELOW, LEFT, NOWHERE, REACH, RIGHT, Flags, boxes_of, settle

_HEIGHT = 15.0
_SPOT = st.tuples(
    st.integers(0, 2400),
    st.integers(0, 300),
    st.sampled_from((5, 11, 14)),
    st.integers(20, 154),
    st.booleans(),
)
_Spot = tuple[int, int, int, int, bool]


def _arrays(spots: Sequence[_Spot]) -> tuple[Floats, Floats, Floats, Floats, float, Flags]:
    table = np.array(spots, float)
    ranks = np.arange(len(spots), 0, -1.0)
    return table[:, :2], table[:, 2], table[:, 3], ranks, _HEIGHT, table[:, 4] > 0


@pytest.mark.parametrize(("leans", "beside"), [(False, RIGHT), (True, LEFT)])
def test_a_column_has_its_titles_beside_and_the_last_below(leans: bool, beside: int) -> None:
    place, _ = settle(*_arrays([(0, n * 32, 14, 100, leans) for n in range(6)]))
    assert place.tolist() == [beside] * 5 + [BELOW]


def test_what_finds_no_room_where_it_leans_to_stands_on_the_other_side() -> None:
    column = [(0, n * 32, 14, 100, False) for n in range(6)]
    place, _ = settle(*_arrays([*column, (40, 64, 14, 20, False)]))
    assert place[2] == LEFT


def test_titles_that_face_each_other_share_what_is_between() -> None:
    columns = [(x, n * 32, 14, 110, x > 0) for x in (0, 180) for n in range(3)]
    place, room = settle(*_arrays(columns))
    assert place.tolist() == [RIGHT, RIGHT, BELOW, LEFT, LEFT, BELOW]
    assert (room[[0, 1, 3, 4]] < 75).all()


def test_neighbours_in_a_row_are_shortened_rather_than_left_out() -> None:
    place, room = settle(*_arrays([(n * 80, 0, 14, 110, False) for n in range(6)]))
    assert set(place.tolist()) == {BELOW}
    assert room.max() < 80


def test_what_has_no_title_is_given_no_place() -> None:
    centres, halves, widths, *others = _arrays([(0, 0, 14, 50, False), (300, 0, 14, 50, False)])
    widths[0] = np.nan
    assert settle(centres, halves, widths, *others)[0].tolist() == [NOWHERE, BELOW]


@settings(max_examples=200, deadline=None)
@given(st.lists(_SPOT, min_size=1, max_size=40))
def test_no_title_runs_into_a_mark_or_another_title(spots: list[_Spot]) -> None:
    arrays = _arrays(spots)
    centres, halves = arrays[:2]
    place, room = settle(*arrays)
    boxes = boxes_of(centres, halves, place, room, _HEIGHT)
    shown = np.flatnonzero(place)
    marks = np.hstack([centres - halves[:, None], centres + halves[:, None]])
    for one in shown.tolist():
        for others, names in ((boxes[shown], shown), (marks, np.arange(len(spots)))):
            a = boxes[one]
            meet = (
                (a[0] < others[:, 2]) & (a[2] > others[:, 0]) & (a[1] < others[:, 3]) & (a[3] > others[:, 1])
            )
            assert not np.any(meet & (names != one))


@settings(max_examples=200, deadline=None)
@given(st.lists(_SPOT, min_size=2, max_size=40))
def test_what_stands_far_away_alters_nothing(spots: list[_Spot]) -> None:
    arrays = _arrays(spots)
    near = (np.abs(arrays[0] - arrays[0][0]) <= REACH).all(axis=1)
    centres, halves, widths, priority, height, leans = arrays
    part = settle(centres[near], halves[near], widths[near], priority[near], height, leans[near])
    whole = settle(*arrays)
    assert whole[0][0] == part[0][0]
    if whole[0][0]:
        assert whole[1][0] == part[1][0]
