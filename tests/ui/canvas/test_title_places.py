"""Titles of marks: in one another's way never, left out hardly, the same whatever else is in sight."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.canvas.geometry import Floats
from ui.canvas.title_places import BELOW, NOWHERE, RIGHT, boxes_of, settle

_HEIGHT = 15.0
_SPOT = st.tuples(
    st.integers(0, 2400), st.integers(0, 300), st.sampled_from((5, 11, 14)), st.integers(20, 154)
)


def _arrays(spots: list[tuple[int, int, int, int]]) -> tuple[Floats, Floats, Floats, Floats]:
    table = np.array(spots, float)
    return table[:, :2], table[:, 2], table[:, 3], np.arange(len(spots), 0, -1.0)


def test_a_column_has_its_titles_beside_and_the_last_below() -> None:
    place, _ = settle(*_arrays([(0, n * 32, 14, 100) for n in range(6)]), _HEIGHT)
    assert place.tolist() == [RIGHT] * 5 + [BELOW]


def test_neighbours_in_a_row_are_shortened_rather_than_left_out() -> None:
    place, room = settle(*_arrays([(n * 80, 0, 14, 110) for n in range(6)]), _HEIGHT)
    assert set(place.tolist()) == {BELOW}
    assert room.max() < 80


def test_what_has_no_title_is_given_no_place() -> None:
    centres, halves, widths, priority = _arrays([(0, 0, 14, 50), (300, 0, 14, 50)])
    widths[0] = np.nan
    assert settle(centres, halves, widths, priority, _HEIGHT)[0].tolist() == [NOWHERE, BELOW]


@settings(max_examples=60, deadline=None)
@given(st.lists(_SPOT, min_size=1, max_size=40))
def test_no_title_runs_into_a_mark_or_another_title(spots: list[tuple[int, int, int, int]]) -> None:
    centres, halves, widths, priority = _arrays(spots)
    place, room = settle(centres, halves, widths, priority, _HEIGHT)
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


@settings(max_examples=60, deadline=None)
@given(st.lists(_SPOT, min_size=2, max_size=40))
def test_what_stands_far_away_alters_nothing(spots: list[tuple[int, int, int, int]]) -> None:
    arrays = _arrays(spots)
    near = np.abs(arrays[0][:, 0] - arrays[0][0, 0]) <= 450
    whole, part = settle(*arrays, _HEIGHT), settle(*(one[near] for one in arrays), height=_HEIGHT)
    assert whole[0][0] == part[0][0]
    if whole[0][0]:
        assert whole[1][0] == part[1][0]
