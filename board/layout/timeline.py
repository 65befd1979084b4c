"""The timeline: cards by their date from left to right, those of one kind in one band.

Time runs evenly where things happened; long stretches in which nothing did are shortened, and crowded
days get as much room as their cards need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from board.layout.net import GAP, SHAPE, Floats
from board.layout.packing import PART_GAP, bounds, in_rows

BAND_GAP = 48.0
WIDEST = 480.0
"""The most between two dates that follow each other."""
NARROWEST = (24.0, 60.0, 120.0, 180.0, 260.0)
"""The least, as is tried."""
STRETCHES = (12.0, 40.0, 120.0, 360.0)
"""Width of all time for each card, as is tried."""


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
