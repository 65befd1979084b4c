"""Rows set on a patched array are found there, and the array below is as it was."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.patched import Patched


@given(st.lists(st.lists(st.integers(0, 9), min_size=1, max_size=4, unique=True), max_size=5), st.data())
def test_it_reads_as_a_copy_would(writes: list[list[int]], data: st.DataObject) -> None:
    base = np.arange(60.0).reshape(10, 3, 2)
    before, copy, patched = base.copy(), base.copy(), Patched(base)
    for number, rows in enumerate(writes):
        values = np.full((len(rows), 3, 2), 100.0 + number)
        copy[rows] = values
        patched[np.array(rows)] = values
    ends = np.array(data.draw(st.lists(st.integers(0, 2), min_size=4, max_size=4)))
    copy[np.arange(4), ends] = patched[np.arange(4), ends] = -1.0
    assert np.array_equal(patched[np.arange(3, 7), ends], copy[np.arange(3, 7), ends])
    chosen = data.draw(st.lists(st.integers(0, 9), max_size=6))
    row = data.draw(st.integers(0, 9))
    assert np.array_equal(patched[np.array(chosen, int)], copy[np.array(chosen, int)])
    assert np.array_equal(patched[row], copy[row])
    assert np.array_equal(patched[row, -1], copy[row, -1])
    assert np.array_equal(patched[2:7], copy[2:7])
    assert np.array_equal(patched[row, ::2], copy[row, ::2])
    assert patched.shape == copy.shape
    assert np.array_equal(base, before)
