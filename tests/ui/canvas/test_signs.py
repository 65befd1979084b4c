"""Signs of links: whole or not at all, the same in the window and in pictures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.case import Case
from board.records import Board, Item, Placement
from ui.canvas.model import BoardModel
from ui.canvas.signs import Caps, covered, signs_seen
from ui.canvas.view import View


def _model(*boxes: tuple[float, float, float, float]) -> BoardModel:
    records: list[Item | Placement] = []
    for n, box in enumerate(boxes):
        records += [Item(f"x{n}", "claim", f"Card {n}"), Placement("b1", f"x{n}", *box)]
    return BoardModel(Case([Board("b1"), *records]), "b1")


_NEAR = _model((0, 0, 300, 80), (0, 88, 300, 80))


_NONE = np.zeros((0, 2))


@pytest.mark.parametrize(("gap", "is_seen"), [(8, False), (28, True)])
def test_a_cap_between_cards_that_nearly_touch_is_left_out(gap: float, is_seen: bool) -> None:
    model = _model((0, 0, 300, 80), (0, 80 + gap, 300, 80))
    caps = Caps(np.array([(150.0, 76.0 + gap)]), np.array([(150.0, 60.0)]), np.array([9.0]))
    assert signs_seen(model, View(), caps, _NONE, np.zeros(0))[0].tolist() == [is_seen]


@pytest.mark.parametrize(
    ("place", "is_seen"),
    [((150, 84), False), ((150, 40), False), ((150, -12), True), ((310, 40), True), ((301, 40), True)],
)
def test_a_disc_is_seen_if_most_of_it_is(place: tuple[float, float], is_seen: bool) -> None:
    caps = Caps(_NONE, _NONE, np.zeros(0))
    assert signs_seen(_NEAR, View(), caps, np.array([place], float), np.ones(1))[1].tolist() == [is_seen]


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
