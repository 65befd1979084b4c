"""Lines that are kept while a board is panned are those that would be found for each part by itself."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from tests.ui.canvas.test_surface import case
from ui.canvas.kept_lines import KeptLines
from ui.canvas.model import BoardModel
from ui.canvas.view import View

Found = TypeVar("Found")
_MODEL = BoardModel(case(), "b1")
_PLACE = (st.floats(-400, 900), st.floats(-400, 700), st.floats(9, 500), st.floats(9, 500))
_AREAS = st.lists(st.builds(QRectF, *_PLACE), min_size=1, max_size=6)


def _done(stages: Generator[None, QPainter, Found]) -> Found:
    try:
        while True:
            next(stages)
    except StopIteration as end:
        found: Found = end.value
        return found


def _lines(kept: KeptLines, view: View, area: QRectF) -> list[list[float]]:
    """What is found for an area, in an order of its own."""
    wide = view.rect_to_board(area.adjusted(-24, -24, 24, 24))
    lines, owner = _done(kept.within(_MODEL.links_within(wide), view, area))
    rows = np.column_stack([owner, lines]).round(3)
    return sorted(rows.tolist())


@settings(deadline=None)
@given(_AREAS, st.sampled_from([0.2, 0.3, 0.5, 1.0, 2.0]), st.floats(-300, 300))
def test_what_is_kept_is_what_is_found_anew(areas: list[QRectF], scale: float, way: float) -> None:
    kept = KeptLines(_MODEL, scale)
    for n, area in enumerate(areas):
        view = View(scale, n * way, -n * way)
        assert _lines(kept, view, area) == _lines(KeptLines(_MODEL, scale), view, area)


@given(_AREAS)
@settings(deadline=None)
def test_two_parts_that_are_painted_by_turns_share_what_they_find(areas: list[QRectF]) -> None:
    kept, view, rows = KeptLines(_MODEL, 1.0), View(), np.arange(len(_MODEL.link_ids))
    turns = [kept.within(rows, view, area) for area in areas]
    while turns:
        for one in list(turns):
            try:
                next(one)
            except StopIteration:
                turns.remove(one)
    for area in areas:
        assert _lines(kept, view, area) == _lines(KeptLines(_MODEL, 1.0), view, area)
