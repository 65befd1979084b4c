"""Where the board is thrown far aside, tiles stand for it: no frame waits until all is painted."""

from __future__ import annotations

from functools import partial
from math import inf

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.canvas.backing import Backing
from ui.canvas.layer import Paint
from ui.canvas.steps import Steps
from ui.canvas.view import View

pytestmark = pytest.mark.usefixtures("qapp")

_BOARD = QRectF(-20_000, -20_000, 40_000, 40_000)
_SIZE = QSize(400, 300)
_GROUND, _CONTENT = QColor(10, 20, 30), QColor(200, 100, 50)
_STEPS = 30_000
"""More than a frame of panning has time for."""


class _Window:
    """A picture in the place of a window, painted frame by frame."""

    def __init__(self) -> None:
        self.backing = Backing()
        self.image = QImage(_SIZE, QImage.Format.Format_RGB32)
        self.steps = 0
        """Steps of painting that have been taken."""

    def show(self, view: View, seconds: float = 1e-9) -> bool:
        self.steps, painter = 0, QPainter(self.image)
        done = self.backing.show(painter, view, _SIZE, 1.0, self._paint_in, _GROUND, seconds=seconds)
        painter.end()
        return done

    def rest(self, view: View) -> None:
        while not self.show(view, 0.02):
            pass
        tiles, middle = self.backing.tiles, QPointF(200, 150)
        tiles.follow(_BOARD, 1.0, _GROUND)
        while not tiles.fill(partial(self._paint_in, steps=1), view, QSizeF(_SIZE), middle, inf):
            pass

    def is_filled(self) -> bool:
        return all(
            self.image.pixelColor(x, y) == _CONTENT for x in range(0, 400, 13) for y in range(0, 300, 13)
        )

    def _paint_in(self, _: View, steps: int = _STEPS) -> Paint:
        def paint(rect: QRectF, is_rough: bool) -> Steps:
            for _ in range(steps):
                painter = yield
                self.steps += 1
            painter.fillRect(rect, _CONTENT)

        return paint


@pytest.mark.parametrize("way", [(5000.0, 0.0), (-900.0, 3000.0), (350.0, 250.0)])
def test_a_far_jump_is_bridged_by_tiles_and_painted_bit_by_bit(way: tuple[float, float]) -> None:
    window, view = _Window(), View(1.0, 0.0, 0.0)
    window.rest(view)
    view = view.moved(*way)
    for _ in range(3):
        assert not window.show(view)
        assert window.steps < _STEPS
        assert window.is_filled()
    while not window.show(view, 0.02):
        assert window.is_filled()


def test_what_could_show_nothing_else_is_painted_at_once() -> None:
    window = _Window()
    window.show(View(1.0, 0.0, 0.0))
    assert window.is_filled()
