"""Tiles: what zooming is going to show is painted before, and leaves no gaps."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.canvas.layer import Paint
from ui.canvas.pyramid import Pyramid
from ui.canvas.steps import Steps
from ui.canvas.view import View

pytestmark = pytest.mark.usefixtures("qapp")

_BOARD = QRectF(-500, -300, 62_000, 44_000)
_SIZE = QSizeF(1600, 1000)
_GROUND, _CONTENT = QColor(10, 20, 30), QColor(200, 100, 50)


def _paint_in(_: View) -> Paint:
    def paint(rect: QRectF, is_rough: bool) -> Steps:
        painter = yield
        painter.fillRect(rect, _CONTENT)

    return paint


def filled(view: View, focus: QPointF, ratio: float = 1.0) -> Pyramid:
    """The tiles that there are once a view has been looked at for long."""
    tiles = Pyramid()
    tiles.follow(_BOARD, ratio, _GROUND)
    while not tiles.fill(_paint_in, view, _SIZE, focus, inf):
        pass
    return tiles


def looking_at(scale: float, x: float, y: float) -> View:
    return View(scale).centred(QPointF(x * _BOARD.width(), y * _BOARD.height()), _SIZE)


_PARTS = st.floats(0.1, 0.9)
_VIEWS = st.builds(looking_at, st.floats(0.02, 1.0), _PARTS, _PARTS)
_SPOTS = st.builds(QPointF, st.floats(0, 1600), st.floats(0, 1000))


@settings(max_examples=25, deadline=None)
@given(_VIEWS, _SPOTS, st.floats(0.03, 1.0))
def test_zooming_about_the_pointer_finds_tiles(view: View, focus: QPointF, scale: float) -> None:
    tiles = filled(view, focus)
    zoomed = view.scaled(scale, focus)
    # a board so large leaves no room for the finest everywhere
    if scale <= 0.25:
        assert tiles.covers(zoomed, _SIZE)
    assert tiles.fineness(zoomed, _SIZE) > 0.03 or tiles.covers(zoomed, _SIZE)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(_VIEWS, _SPOTS), min_size=1, max_size=4))
def test_filling_ends_wherever_one_looks(looks: list[tuple[View, QPointF]]) -> None:
    tiles = Pyramid()
    tiles.follow(_BOARD, 1.0, _GROUND)
    for view, focus in looks:
        begun = []

        def paint_in(seen: View, begun: list[View] = begun) -> Paint:
            begun.append(seen)
            return _paint_in(seen)

        while not tiles.fill(paint_in, view, _SIZE, focus, inf):
            pass
        assert len(begun) <= len(tiles)
        begun.clear()
        assert tiles.fill(paint_in, view, _SIZE, focus, inf)
        assert not begun


@settings(max_examples=15, deadline=None)
@given(_VIEWS, _SPOTS, st.floats(0.05, 0.25), st.sampled_from((1.0, 1.5)))
def test_tiles_leave_no_gap(view: View, focus: QPointF, scale: float, ratio: float) -> None:
    tiles, zoomed = filled(view, focus, ratio), view.scaled(scale, focus)
    image = QImage((_SIZE * ratio).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(_GROUND)
    painter = QPainter(image)
    tiles.draw(painter, zoomed, QRectF(QPointF(0, 0), _SIZE))
    painter.end()
    colours = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    seen = (_BOARD & zoomed.visible(_SIZE)).adjusted(1 / scale, 1 / scale, -1 / scale, -1 / scale)
    if seen.isEmpty():
        return
    place = zoomed.rect_to_screen(seen)
    left, top = round(place.left() * ratio), round(place.top() * ratio)
    right, bottom = round(place.right() * ratio), round(place.bottom() * ratio)
    assert (colours[top:bottom, left:right] == _CONTENT.rgb()).all()
