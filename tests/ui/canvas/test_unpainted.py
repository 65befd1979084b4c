"""What has not been painted of a picture is ground, at whatever scale and place it is shown."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from ui.canvas.layer import Layer
from ui.canvas.steps import Steps
from ui.canvas.view import View

pytestmark = pytest.mark.usefixtures("qapp")

_GROUND, _CONTENT = QColor(10, 20, 30), QColor(200, 100, 50)
_PIXELS = QSize(300, 200)


def _paint(rect: QRectF, is_rough: bool) -> Steps:
    painter = yield
    painter.fillRect(rect, _CONTENT)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-200, 200), st.integers(-150, 150)), max_size=5),
    st.integers(0, 4),
    st.floats(0.3, 3.0),
    st.sampled_from((1.0, 1.5)),
)
def test_nothing_is_shown_but_ground_and_content(
    ways: list[tuple[int, int]], bands: int, scale: float, ratio: float
) -> None:
    view = View(1.0, 40.0, 30.0).snapped(ratio)
    layer = Layer(view, _PIXELS * ratio, ratio, _GROUND, is_rough=False)
    for _ in range(bands):
        layer.paint_bands(_paint, view, 0.0)
    for dx, dy in ways:
        moved = view.moved(dx, dy).snapped(ratio)
        if layer.follow(moved):
            view = moved
            layer.paint_bands(_paint, view, 0.0)
    for shown in (view, View(view.scale * scale, view.dx * scale, view.dy * scale)):
        image = QImage(_PIXELS * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        layer.draw(painter, shown)
        painter.end()
        colours = np.frombuffer(image.constBits(), np.uint32)
        assert set(np.unique(colours).tolist()) <= {_GROUND.rgb(), _CONTENT.rgb()}
