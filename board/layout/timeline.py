"""The timeline: cards by their date from left to right, those of one kind in one band.

Time runs evenly where things happened; long stretches in which nothing did are shortened, and crowded
days get as much room as their cards need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from board.layout.net import GAP, SHAPE, Floats
from board.layout.packing import PART_GAP, bounds, in_rows

BAND_GAP = 48.0
WIDEST = 480.0
"""The most between two dates that follow each other."""
NARROWEST = (1.0, 6.0, 24.0, 60.0, 120.0, 180.0, 260.0)
"""The least, as is tried."""
STACKED = 3
"""Cards of one kind and day that stand one below the other before any stands beside."""
ABREAST = (1, 2, 3, 4, 6, 9)
"""Cards of one kind and day that stand side by side, as is tried."""
STRETCHES = (2.0, 12.0, 40.0, 120.0, 360.0)
"""Width of all time for each card, as is tried."""

Abreast = tuple[dict[int, float], dict[float, float]]
"""How far each box stands from its day, and how far each day reaches to both sides when it is a row."""


def timeline_places(days: Sequence[float | None], bands: Sequence[int], sizes: Floats) -> Floats:
    """Middles by day (None: undated, in a tray below) and by band from the top down."""
    dated = [box for box, day in enumerate(days) if day is not None]
    places = np.zeros((len(sizes), 2))
    if dated:
        known = {box: day for box in dated if (day := days[box]) is not None}
        places[dated] = _best(known, bands, sizes, sizes[[day is None for day in days]])
    tray = [box for box, day in enumerate(days) if day is None]
    if tray:
        tray.sort(key=lambda box: (bands[box], box))
        width = float(np.ptp(places[dated], axis=0)[0] + sizes[dated].max(axis=0)[0]) if dated else 0.0
        places[tray] = in_rows(sizes[tray], width=width)
        low, high = bounds(places[dated], sizes[dated]) if dated else (np.zeros(2), np.zeros(2))
        corner, _ = bounds(places[tray], sizes[tray])
        places[tray] += np.array([low[0], high[1] + (2 * PART_GAP if dated else 0.0)]) - corner
    return np.rint(places - sizes / 2) + sizes / 2


def _best(days: Mapping[int, float], bands: Sequence[int], sizes: Floats, tray: Floats) -> Floats:
    """The stretch of time, and the cards of one day side by side, that fill a window best."""
    room = sizes[list(days)]
    rows = [_side_by_side(days, bands, sizes, abreast) for abreast in ABREAST]
    different = [row for place, row in enumerate(rows) if row not in rows[:place]]

    def taken(row: Abreast) -> float:
        return _window(_banded(days, bands, sizes, STRETCHES[2], NARROWEST[3], row), room, tray)

    tries = (
        _banded(days, bands, sizes, stretch, least, row)
        for row in sorted(different, key=taken)[:2]
        for stretch in STRETCHES
        for least in NARROWEST
    )
    return min(tries, key=lambda places: _window(places, room, tray))


def _banded(
    days: Mapping[int, float],
    bands: Sequence[int],
    sizes: Floats,
    stretch: float,
    least: float,
    row: Abreast,
) -> Floats:
    """The dated boxes, in the order of `days`, at one stretch of time, those of one day in rows."""
    shift, half = row
    across = _scale(sorted(half), half, stretch * len(days), least)
    middles: dict[int, tuple[float, float]] = {}
    top = 0.0
    for band in sorted({bands[box] for box in days}):
        members = [box for box in days if bands[box] == band]
        members.sort(key=lambda box: (across[days[box]] + shift[box], box))
        lanes: list[list[int]] = []
        free_from = np.full(len(members), -np.inf)
        for box in members:
            left = across[days[box]] + shift[box] - float(sizes[box, 0]) / 2
            lane = int((free_from <= left).argmax())
            if lane == len(lanes):
                lanes.append([])
            lanes[lane].append(box)
            free_from[lane] = left + float(sizes[box, 0]) + GAP
        for lane_boxes in lanes:
            high = max(float(sizes[box, 1]) for box in lane_boxes)
            for box in lane_boxes:
                middles[box] = across[days[box]] + shift[box], top + high / 2
            top += high + GAP
        top += BAND_GAP
    return np.array([middles[box] for box in days])


def _side_by_side(days: Mapping[int, float], bands: Sequence[int], sizes: Floats, abreast: int) -> Abreast:
    """How far each box stands from its day, and how far a day reaches to both sides when it is a row."""
    alike: defaultdict[tuple[int, float], list[int]] = defaultdict(list)
    for box, day in days.items():
        alike[bands[box], day].append(box)
    shift: dict[int, float] = {}
    half = dict.fromkeys(days.values(), 0.0)
    for (_, day), boxes in alike.items():
        columns = min(-(-len(boxes) // STACKED), abreast)
        step = float(sizes[boxes, 0].max()) + GAP
        for place, box in enumerate(boxes):
            row, column = divmod(place, columns)
            in_row = min(columns, len(boxes) - row * columns)
            shift[box] = (column - (in_row - 1) / 2) * step
        if columns > 1:
            half[day] = max(half[day], columns * step / 2)
    return shift, half


def _scale(
    days: Sequence[float], half: Mapping[float, float], wide: float, least: float
) -> dict[float, float]:
    """An x for every day: steps in proportion to time, within bounds, and room for days that are rows."""
    span = max(days[-1] - days[0], 1.0)
    at, found = 0.0, {days[0]: 0.0}
    for last, day in pairwise(days):
        at += max(min(max((day - last) / span * wide, least), WIDEST), half[last] + half[day])
        found[day] = at
    return found


def _window(places: Floats, sizes: Floats, tray: Floats) -> float:
    """How large a window it takes, with those that have no date in rows below."""
    low, high = bounds(places, sizes)
    width, height = (high - low).tolist()
    if len(tray):
        wide, tall = (tray.mean(axis=0) + GAP).tolist()
        height += 2 * PART_GAP + -(-len(tray) // max(1, int(width / wide))) * tall
    return max(float(width), SHAPE * float(height))
