"""Walking by key: every card is reached once in reading order, and a step goes where the arrow points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.walking import WAYS, Side, free_spot, nearest, reading_order

BOX = st.tuples(st.integers(-900, 900), st.integers(-900, 900), st.integers(20, 200), st.integers(20, 200))
GRID = np.array([[x, y, x + 100, y + 50] for y in (0, 100) for x in (0, 150, 300)], dtype=np.float64)


def rows_of(raw: list[tuple[int, int, int, int]]) -> np.ndarray:
    return np.array([(x, y, x + w, y + h) for x, y, w, h in raw], dtype=np.float64).reshape(-1, 4)


@given(st.lists(BOX, max_size=20))
def test_reading_order_names_every_card_once(raw: list[tuple[int, int, int, int]]) -> None:
    assert sorted(reading_order(rows_of(raw)).tolist()) == list(range(len(raw)))


def test_reading_order_goes_row_by_row() -> None:
    ragged = GRID + np.array([[0, dy, 0, dy] for dy in (9, 0, 4, 0, 12, 3)], dtype=np.float64)
    assert reading_order(ragged).tolist() == [0, 1, 2, 3, 4, 5]


@given(st.lists(BOX, min_size=2, max_size=20), st.sampled_from(sorted(WAYS)))
def test_a_step_goes_to_the_side_it_names(raw: list[tuple[int, int, int, int]], side: Side) -> None:
    boxes = rows_of(raw)
    there = nearest(boxes, 0, side)
    if there is not None:
        way = (boxes[there, :2] + boxes[there, 2:] - boxes[0, :2] - boxes[0, 2:]) / 2
        assert way @ np.array(WAYS[side]) > 0


@pytest.mark.parametrize(("side", "there"), [("right", 1), ("down", 3), ("left", None), ("up", None)])
def test_steps_on_a_grid(side: Side, there: int | None) -> None:
    assert nearest(GRID, 0, side) == there


@given(st.lists(BOX, min_size=1, max_size=8), st.sampled_from(sorted(WAYS)))
def test_a_free_spot_covers_nothing(raw: list[tuple[int, int, int, int]], side: Side) -> None:
    boxes = rows_of(raw)
    x, y = free_spot(boxes, 0, side, (120.0, 60.0), 40.0)
    apart = (boxes[:, 0] >= x + 120) | (boxes[:, 2] <= x) | (boxes[:, 1] >= y + 60) | (boxes[:, 3] <= y)
    assert apart.all()
