"""Boxes are found around a point as if all had been looked at, whatever came and went before."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ui.canvas.geometry import Floats
from ui.canvas.shelves import Shelves

_PLACES = st.integers(-300, 300).map(lambda tenth: tenth / 10)
_SIZES = st.sampled_from((0.0, 0.1, 1.0, 3.7, 40.0, 500.0))
_BOXES = st.tuples(_PLACES, _PLACES, _SIZES, _SIZES).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))
_ROWS = st.lists(st.lists(_BOXES, min_size=1, max_size=3), max_size=90)
_SLACK = 1e-3


def _array(boxes: list[tuple[float, float, float, float]]) -> Floats:
    return np.array(boxes, float).reshape(-1, 4)


def _found(rows: list[list[tuple[float, float, float, float]]], x: float, y: float, grow: float) -> set[int]:
    return {
        row
        for row, boxes in enumerate(rows)
        for x0, y0, x1, y1 in boxes
        if x0 <= x + grow and x1 >= x - grow and y0 <= y + grow and y1 >= y - grow
    }


@given(st.data(), _ROWS, _PLACES, _PLACES, _SIZES)
def test_finds_what_looking_at_all_finds(
    data: st.DataObject,
    rows: list[list[tuple[float, float, float, float]]],
    x: float,
    y: float,
    grow: float,
) -> None:
    def holds() -> None:
        found = set(shelves.around(x, y, grow, grow).tolist())
        assert _found(rows, x, y, grow) <= found <= _found(rows, x, y, grow + _SLACK)

    shelves = Shelves(
        _array([box for row in rows for box in row]), np.array([len(r) for r in rows], np.int32)
    )
    holds()
    for step in data.draw(st.lists(st.sampled_from((_move, _exchange)), max_size=3)):
        rows = step(data.draw, shelves, rows)
        holds()
    assert len(shelves) == len(rows)


def _move(
    draw: Callable[..., list[int]], shelves: Shelves, rows: list[list[tuple[float, ...]]]
) -> list[list[tuple[float, ...]]]:
    """Some rows move on."""
    chosen = sorted(draw(st.sets(st.integers(0, len(rows) - 1)))) if rows else []
    moved = [
        [tuple(value + 7.3 for value in box) for box in row] if at in chosen else row
        for at, row in enumerate(rows)
    ]
    shelves.renew(np.array(chosen, np.intp), _array([box for at in chosen for box in moved[at]]))
    return moved


def _exchange(
    draw: Callable[..., list[int]], shelves: Shelves, rows: list[list[tuple[float, ...]]]
) -> list[list[tuple[float, ...]]]:
    """Some rows go, and others come."""
    gone = draw(st.sets(st.integers(0, max(len(rows) - 1, 0))))
    fresh = [[box] for box in draw(st.lists(_BOXES, max_size=70))]
    kept = np.array([at not in gone for at in range(len(rows))], bool)
    shelves.replace(kept, len(fresh))
    stayed = [row for at, row in enumerate(rows) if at not in gone]
    shelves.renew(np.arange(len(fresh)) + len(stayed), _array([row[0] for row in fresh]))
    return stayed + fresh
