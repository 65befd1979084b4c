"""A card that grows out of another finds room beside it."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.walking import WAYS, Side, clear_spot, free_spot

BOX = st.tuples(st.integers(-900, 900), st.integers(-900, 900), st.integers(20, 200), st.integers(20, 200))


def rows_of(raw: list[tuple[int, int, int, int]]) -> np.ndarray:
    return np.array([(x, y, x + w, y + h) for x, y, w, h in raw], dtype=np.float64).reshape(-1, 4)


@given(st.lists(BOX, min_size=1, max_size=8), st.sampled_from(sorted(WAYS)))
def test_a_free_spot_covers_nothing(raw: list[tuple[int, int, int, int]], side: Side) -> None:
    boxes = rows_of(raw)
    x, y = free_spot(boxes, 0, side, (120.0, 60.0), 40.0)
    apart = (boxes[:, 0] >= x + 120) | (boxes[:, 2] <= x) | (boxes[:, 1] >= y + 60) | (boxes[:, 3] <= y)
    assert apart.all()


@given(st.lists(BOX, max_size=8), st.integers(-900, 900), st.integers(-900, 900))
def test_a_clear_spot_is_the_point_itself_or_covers_nothing(
    raw: list[tuple[int, int, int, int]], x: int, y: int
) -> None:
    boxes = rows_of(raw)
    across, down = clear_spot(boxes, (x, y), (120, 60), 8)
    left, top = across - 60, down - 30
    apart = (boxes[:, 0] >= left + 120) | (boxes[:, 2] <= left)
    apart |= (boxes[:, 1] >= top + 60) | (boxes[:, 3] <= top)
    assert apart.all() or (across, down) == (x, y)
