"""The timeline: cards by their date from left to right, those of one kind in one band.

Time runs evenly where things happened; long stretches in which nothing did are shortened, and crowded
days get as much room as their cards need. The axis is read off where dated cards stand, so that it is
right after cards were moved by hand, too, and needs nothing to be stored.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from board.dates import Date, Moment, parse
from board.layout.net import GAP, SHAPE, Floats
from board.layout.packing import PART_GAP, bounds, in_rows

BAND_GAP = 48.0
WIDEST = 480.0
"""The most between two dates that follow each other."""
NARROWEST = (24.0, 60.0, 120.0, 180.0, 260.0)
"""The least, as is tried."""
STRETCHES = (12.0, 40.0, 120.0, 360.0)
"""Width of all time for each card, as is tried."""
MOST_TICKS = 14
YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis, and what is written at it."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A time axis in board units: marks, and from where to where the time of each item spans."""

    ticks: tuple[Tick, ...]
    spans: dict[str, tuple[float, float]]
    left: float
    right: float


def day_of(date: Date) -> float:
    """The day at which a date stands: the middle of what it can be, or its only known end."""
    first, last = date.earliest, date.latest
    if math.isinf(first) or math.isinf(last):
        return last if math.isinf(first) else first
    return (first + last) / 2


def timeline_places(days: Sequence[float | None], bands: Sequence[int], sizes: Floats) -> Floats:
    """Middles by day (None: undated, in a tray below) and by band from the top down."""
    dated = [box for box, day in enumerate(days) if day is not None]
    places = np.zeros((len(sizes), 2))
    if dated:
        known = {box: day for box in dated if (day := days[box]) is not None}
        tries = [_banded(known, bands, sizes, stretch, least) for stretch in STRETCHES for least in NARROWEST]
        found = min(tries, key=lambda places: _window(places, sizes[dated]))
        places[dated] = found
    tray = [box for box, day in enumerate(days) if day is None]
    if tray:
        tray.sort(key=lambda box: (bands[box], box))
        places[tray] = in_rows(sizes[tray])
        low, high = bounds(places[dated], sizes[dated]) if dated else (np.zeros(2), np.zeros(2))
        corner, _ = bounds(places[tray], sizes[tray])
        places[tray] += np.array([low[0], high[1] + (2 * PART_GAP if dated else 0.0)]) - corner
    return np.rint(places - sizes / 2) + sizes / 2


def _banded(
    days: Mapping[int, float], bands: Sequence[int], sizes: Floats, stretch: float, least: float
) -> Floats:
    """The dated boxes, in the order of `days`, at one stretch of time."""
    distinct = sorted(set(days.values()))
    across = _scale(distinct, stretch * len(days), least)
    middles: dict[int, tuple[float, float]] = {}
    top = 0.0
    for band in sorted({bands[box] for box in days}):
        members = sorted((box for box in days if bands[box] == band), key=lambda box: (days[box], box))
        lanes: list[list[int]] = []
        ends: list[float] = []
        for box in members:
            left = across[days[box]] - float(sizes[box, 0]) / 2
            lane = next((number for number, end in enumerate(ends) if end + GAP <= left), len(lanes))
            if lane == len(lanes):
                lanes.append([])
                ends.append(0.0)
            lanes[lane].append(box)
            ends[lane] = left + float(sizes[box, 0])
        for lane_boxes in lanes:
            high = max(float(sizes[box, 1]) for box in lane_boxes)
            for box in lane_boxes:
                middles[box] = across[days[box]], top + high / 2
            top += high + GAP
        top += BAND_GAP
    return np.array([middles[box] for box in days])


def _scale(days: Sequence[float], wide: float, least: float) -> dict[float, float]:
    """An x for every day: steps in proportion to time, within bounds."""
    span = max(days[-1] - days[0], 1.0)
    at, found = 0.0, {days[0]: 0.0}
    for last, day in pairwise(days):
        at += min(max((day - last) / span * wide, least), WIDEST)
        found[day] = at
    return found


def _window(places: Floats, sizes: Floats) -> float:
    low, high = bounds(places, sizes)
    width, height = (high - low).tolist()
    return max(float(width), SHAPE * float(height))


def time_axis(dated: Iterable[tuple[str, str, float]]) -> TimeAxis | None:
    """The axis of items given by id, date and the x of their middle; None when x does not follow time."""
    found = [(item, date, x) for item, text, x in dated if (date := parse(text)) is not None]
    at: dict[float, list[float]] = {}
    for _, date, x in found:
        at.setdefault(day_of(date), []).append(x)
    days = sorted(at)
    xs = [sum(at[day]) / len(at[day]) for day in days]
    follows = all(one < other for one, other in pairwise(xs))
    stacked = all(max(there) - min(there) < 2.0 for there in at.values())
    if len(days) < 2 or not follows or not stacked:
        return None
    rule = _Rule(days, xs)
    spans = {}
    for item, date, _ in found:
        ends = [rule.x(end) for end in (date.earliest, date.latest) if not math.isinf(end)]
        spans[item] = (
            xs[0] - WIDEST if math.isinf(date.earliest) else ends[0],
            xs[-1] + WIDEST if math.isinf(date.latest) else ends[-1],
        )
    ticks = tuple(Tick(rule.x(moment.earliest), moment.words()) for moment in _marks(days[0], days[-1]))
    return TimeAxis(ticks, spans, xs[0], xs[-1])


class _Rule:
    """The x of any day, from those of some."""

    def __init__(self, days: Sequence[float], xs: Sequence[float]) -> None:
        self._days, self._xs = days, xs

    def x(self, day: float) -> float:
        """Evenly between two known days; beyond them as fast as in all."""
        days, xs = self._days, self._xs
        if day <= days[0] or day >= days[-1]:
            pace = (xs[-1] - xs[0]) / (days[-1] - days[0])
            end = 0 if day <= days[0] else -1
            return xs[end] + max(-WIDEST, min(WIDEST, (day - days[end]) * pace))
        last = bisect_right(days, day) - 1
        part = (day - days[last]) / (days[last + 1] - days[last])
        return xs[last] + (xs[last + 1] - xs[last]) * part


def _marks(first: float, last: float) -> Iterator[Moment]:
    """Moments at whole years, months or days, not too many."""
    years = (last - first) / YEAR
    if years > 2:
        step = _round_step(years / MOST_TICKS)
        begin = math.ceil((first / YEAR + 1) / step) * step
        yield from (Moment(year) for year in range(begin, int(last / YEAR) + 2, step))
        return
    for month in range(math.floor(first / YEAR * 12), math.ceil(last / YEAR * 12) + 2):
        year, number = divmod(month, 12)
        moment = Moment(year + 1, number + 1)
        if years > 1 / 6:
            if years <= 1 or number % 2 == 0:
                yield from [moment] if first - 1 <= moment.earliest <= last else []
            continue
        step = max(1, math.ceil((last - first) / MOST_TICKS))
        length = moment.latest - moment.earliest + 1
        days = (Moment(year + 1, number + 1, day) for day in range(1, length + 1, step))
        yield from (day for day in days if first <= day.earliest <= last)


def _round_step(least: float) -> int:
    """1, 2, 5, 10, 20 … years, at least so many."""
    power: int = 10 ** math.floor(math.log10(max(least, 1.0)))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= least)
