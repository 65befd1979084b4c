"""How strongly values are shown, and which of them a legend names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from board.analysis.scale import scale_of

values = st.lists(st.floats(0, 1e6, allow_subnormal=False), max_size=40)


@given(values)
def test_more_is_never_shown_as_less(numbers: list[float]) -> None:
    scale = scale_of(numbers)
    shown = [scale.strength(value) for value in sorted(numbers)]
    assert shown == sorted(shown)
    assert all(0 <= strength <= 1 for strength in shown)


@given(values)
def test_a_legend_names_values_that_are_there_from_the_highest(numbers: list[float]) -> None:
    stops = scale_of(numbers).stops(numbers)
    above = [value for value in numbers if value > 0]
    assert set(stops) <= set(above)
    assert stops[:1] == ([max(above)] if above else [])
    assert stops == sorted(stops, reverse=True)


def test_close_values_are_told_apart() -> None:
    near, far = scale_of([0.30, 0.35, 0.40]), scale_of([0.01, 0.35, 0.40])
    assert (near.strength(0.30), near.strength(0.40)) == (0.0, 1.0)
    assert far.low == 0.0
