"""The boxes in which lines are painted anew hold them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ui.canvas import geometry

_AT = st.integers(-2000, 2000).map(float)


@given(st.lists(st.lists(st.tuples(_AT, _AT), min_size=5, max_size=5), max_size=6), st.integers(0, 900))
def test_every_piece_lies_in_a_box(made: list[list[tuple[float, float]]], most: int) -> None:
    lines = np.array(made, float).reshape(-1, 5, 2)
    boxes = geometry.boxes_along(lines, most)
    for line in lines:
        for start, end in pairwise(line):
            low, high = np.minimum(start, end), np.maximum(start, end)
            assert ((boxes[:, :2] <= low).all(axis=1) & (boxes[:, 2:] >= high).all(axis=1)).any()
    assert len(boxes) <= 4 * len(lines)
