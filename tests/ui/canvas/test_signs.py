"""Signs of links: whole or not at all, the same in the window and in pictures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.case import Case
from board.records import Board, Item, Placement
from ui.canvas.model import BoardModel
from ui.canvas.signs import caps_seen, covered, discs_seen
from ui.canvas.view import View


def _model(*boxes: tuple[float, float, float, float]) -> BoardModel:
    records: list[Item | Placement] = []
    for n, box in enumerate(boxes):
        records += [Item(f"x{n}", "claim", f"Card {n}"), Placement("b1", f"x{n}", *box)]
    return BoardModel(Case([Board("b1"), *records]), "b1")


_NEAR = _model((0, 0, 300, 80), (0, 88, 300, 80))


def test_a_cap_between_cards_that_nearly_touch_is_left_out() -> None:
    tips, froms = np.array([(150.0, 84.0)]), np.array([(150.0, 81.0)])
    assert not caps_seen(_NEAR, View(), tips, froms, np.array([9.0])).any()
    apart = _model((0, 0, 300, 80), (0, 108, 300, 80))
    assert caps_seen(apart, View(), np.array([(150.0, 104.0)]), froms, np.array([9.0])).all()


@pytest.mark.parametrize(
    ("place", "is_seen"),
    [((150, 84), False), ((150, 40), False), ((150, -12), True), ((310, 40), True), ((301, 40), True)],
)
def test_a_disc_is_seen_if_most_of_it_is(place: tuple[float, float], is_seen: bool) -> None:
    assert discs_seen(_NEAR, View(), np.array([place], float), np.ones(1)).tolist() == [is_seen]


def test_from_afar_marks_cover_signs_and_cards_do_not() -> None:
    assert not covered(_NEAR, View(0.2), np.array([(2.0, 8.0)])).any()
    assert covered(_NEAR, View(0.2), np.array([(30.0, 8.0)])).all()


def test_what_is_hidden_covers_nothing() -> None:
    model = _model((0, 0, 300, 80))
    model.hide(frozenset({"x0"}), frozenset())
    assert not covered(model, View(), np.array([(150.0, 40.0)])).any()


_BOX = st.tuples(st.integers(-500, 500), st.integers(-500, 500), st.integers(20, 400), st.integers(20, 300))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(_BOX, min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(-600, 900), st.integers(-600, 900)), min_size=1, max_size=20),
    st.sampled_from((0.5, 1.0, 2.0)),
)
def test_covered_is_what_lies_in_a_box(
    boxes: list[tuple[int, int, int, int]], points: list[tuple[int, int]], scale: float
) -> None:
    model, view = _model(*boxes), View(scale, 30.0, -20.0)
    at = (np.array(points, float) + 0.5) * scale + (30.0, -20.0)
    expected = [
        any(x < px + 0.5 < x + w and y < py + 0.5 < y + h for x, y, w, h in boxes) for px, py in points
    ]
    assert covered(model, view, at).tolist() == expected
