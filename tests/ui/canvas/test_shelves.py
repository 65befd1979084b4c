"""Boxes are found around a point as if all had been looked at."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.shelves import Shelves

_PLACES = st.integers(-300, 300).map(lambda tenth: tenth / 10)
_SIZES = st.sampled_from((0.0, 0.1, 1.0, 3.7, 40.0, 500.0))


@given(st.lists(st.tuples(_PLACES, _PLACES, _SIZES, _SIZES, st.booleans())), _PLACES, _PLACES, _SIZES)
def test_finds_what_looking_at_all_finds(
    made: list[tuple[float, float, float, float, bool]], x: float, y: float, grow: float
) -> None:
    boxes = np.array([(a, b, a + width, b + height) for a, b, width, height, _ in made]).reshape(-1, 4)
    shown = np.array([one[-1] for one in made], bool)
    x0, y0, x1, y1 = boxes.T
    inside = shown & (x0 <= x + grow) & (x1 >= x - grow) & (y0 <= y + grow) & (y1 >= y - grow)
    elsewhere = Shelves(boxes[::-1] * 3, None)
    for former in (None, elsewhere):
        assert Shelves(boxes, shown, former).around(x, y, grow).tolist() == np.flatnonzero(inside).tolist()
