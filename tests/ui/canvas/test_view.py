"""Laws of the view: there and back is where one was, and what is held stays under the pointer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.canvas import view as views
from ui.canvas.view import MAX_SCALE, MIN_SCALE, Tier, View, between, fitted, tier_of

numbers = st.floats(-1e5, 1e5)
scales = st.floats(MIN_SCALE, MAX_SCALE)
points = st.builds(QPointF, numbers, numbers)
seen = st.builds(View, scales, numbers, numbers)
sizes = st.builds(QSizeF, st.floats(100, 4000), st.floats(100, 4000))


def near(one: QPointF, other: QPointF, tolerance: float = 1e-3) -> bool:
    return abs(one.x() - other.x()) <= tolerance and abs(one.y() - other.y()) <= tolerance


@given(seen, points)
def test_to_the_board_and_back(view: View, point: QPointF) -> None:
    assert near(view.to_screen(view.to_board(point)), point)


@given(seen, scales, points)
def test_zooming_holds_the_point_it_is_about(view: View, scale: float, about: QPointF) -> None:
    held = view.to_board(about)
    zoomed = view.scaled(scale, about)
    if abs(zoomed.dx) < views.FAR and abs(zoomed.dy) < views.FAR:
        assert near(zoomed.to_screen(held), about, 0.01)


@given(seen, st.floats(1e-6, 1e6), points)
def test_the_scale_keeps_its_bounds(view: View, scale: float, about: QPointF) -> None:
    assert MIN_SCALE <= view.scaled(scale, about).scale <= MAX_SCALE


@given(st.builds(QRectF, numbers, numbers, st.floats(1, 5e4), st.floats(1, 5e4)), sizes)
def test_a_fitted_rectangle_is_in_sight_and_in_the_middle(rect: QRectF, size: QSizeF) -> None:
    view = fitted(rect, size)
    shown = view.rect_to_screen(rect)
    if view.scale > MIN_SCALE:
        assert shown.width() <= size.width() + 0.01
        assert shown.height() <= size.height() + 0.01
    assert near(shown.center(), QPointF(size.width() / 2, size.height() / 2), 0.01)


@given(seen, seen, st.floats(0, 1), sizes)
def test_a_flight_starts_and_ends_where_it_should(a: View, b: View, part: float, size: QSizeF) -> None:
    assert between(a, b, 1.0, size) == b
    start = between(a, b, 0.0, size)
    assert abs(start.scale - a.scale) < 1e-9
    low, high = sorted((a.scale, b.scale))
    assert low - 1e-9 <= between(a, b, part, size).scale <= high + 1e-9


@given(seen, st.sampled_from([1.0, 1.5, 2.0]))
def test_snapping_moves_less_than_a_pixel(view: View, ratio: float) -> None:
    snapped = view.snapped(ratio)
    assert abs(snapped.dx - view.dx) <= 0.5 / ratio + 1e-9
    assert abs(snapped.dx * ratio - round(snapped.dx * ratio)) < 1e-6


def test_tiers_change_where_the_metrics_say(qapp: QApplication) -> None:
    bounds = theme.load("light").metrics["zoom"]
    for tier, name in ((Tier.GLYPH, "glyph"), (Tier.COMPACT, "compact"), (Tier.FULL, "full")):
        assert tier_of(bounds[name]) == tier
        assert tier_of(bounds[name] - 1e-6) == tier - 1
