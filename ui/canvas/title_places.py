"""Where the titles of marks stand: below them, shortened or beside them where others leave no more room.

Each title's place follows from the marks and titles around it alone, never from what is in sight.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ui.canvas.geometry import Floats

NOWHERE, BELOW, RIGHT, LEFT = 0, 1, 2, 3
LEAST = 44.0
"""No title that is longer is shortened to less, in screen px."""
REACH = (612.0, 150.0)
"""How far, across and down, in screen px, cards may stand that a title's place hangs on."""
SWAY = (740.0, 160.0)
"""How far, across and down, the picture may change where one card does."""
_GAP = 3.0
_WIDEST_BESIDE = 110.0
_PAIR = (260.0, 64.0)
"""Marks and titles of cards further apart than this cannot meet."""
Places = NDArray[np.uint8]
Flags = NDArray[np.bool_]
_Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]


def settle(
    centres: Floats, halves: Floats, widths: Floats, priority: Floats, height: float, leans_left: Flags
) -> tuple[Places, Floats]:
    """Where each title stands and how wide it may be there; a width that is not a number has no title.

    Below where there is room, or else beside: first on the side that a card leans to, then on the other.
    What comes later makes do with what is left, so no two meet and none has to be taken back.
    """
    pairs = _pairs(centres)
    has, wide = ~np.isnan(widths), np.nan_to_num(widths)
    least = np.minimum(wide, LEAST)
    place = np.full(len(centres), NOWHERE, np.uint8)
    room = _room_below(centres, halves, wide, has, priority, height, pairs)
    place[has & (room >= least)] = BELOW
    room = np.where(place == BELOW, np.minimum(room, wide), 0.0)
    ways = np.where(leans_left, -1.0, 1.0)
    for way in (ways, -ways):
        found = _room_beside(centres, halves, priority, height, way, pairs)
        _keep_clear(
            found, centres, halves, height, way, place, boxes_of(centres, halves, place, room, height), pairs
        )
        taken = has & (place == NOWHERE) & (found >= least)
        place[taken] = np.where(way > 0, RIGHT, LEFT)[taken]
        room[taken] = np.minimum(found, wide)[taken]
    return place, room


def _pairs(centres: Floats) -> _Pairs:
    """Both ways round, the cards that stand near enough to one another."""
    order = np.argsort(centres[:, 1], kind="stable")
    down = centres[order, 1]
    first = np.searchsorted(down, down - _PAIR[1])
    counts = np.searchsorted(down, down + _PAIR[1], side="right") - first
    one = np.repeat(np.arange(len(order)), counts)
    other = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts) + first[one]
    one, other = order[one], order[other]
    near = (one != other) & (np.abs(centres[one, 0] - centres[other, 0]) < _PAIR[0])
    return one[near], other[near]


def _room_below(
    centres: Floats,
    halves: Floats,
    wide: Floats,
    has: Flags,
    priority: Floats,
    height: float,
    pairs: _Pairs,
) -> Floats:
    one, other = pairs
    apart = np.abs(centres[one, 0] - centres[other, 0])
    top = centres[:, 1] + halves + 1
    room = np.full(len(centres), np.inf)
    clash = has[one] & has[other] & (np.abs(top[one] - top[other]) < height)
    clash &= apart < (wide[one] + wide[other]) / 2 + _GAP
    # two that stand too near for both: the lesser one steps aside
    near = clash & (apart - _GAP < LEAST)
    lesser = near & (priority[other] > priority[one])
    np.minimum.at(room, one[lesser], -1.0)
    np.minimum.at(room, one[clash & ~near], (apart - _GAP)[clash & ~near])
    in_way = (top[one] < (centres[:, 1] + halves)[other]) & (
        top[one] + height > (centres[:, 1] - halves)[other]
    )
    np.minimum.at(room, one[in_way], (2 * (apart - halves[other] - 1))[in_way])
    return room


def _room_beside(
    centres: Floats, halves: Floats, priority: Floats, height: float, way: Floats, pairs: _Pairs
) -> Floats:
    """How wide titles beside their marks may be for the marks ahead, and for titles that face them."""
    one, other = pairs
    apart = np.abs(centres[one, 1] - centres[other, 1])
    level = apart < np.maximum(height / 2 + halves[other], height)
    along = way[one] * (centres[other, 0] - centres[one, 0])
    gap = along - halves[other] - _GAP - halves[one] - 2
    # of two that would stand between their marks, each has half of it
    faces = (way[one] != way[other]) & (apart < height)
    ahead = level & (along + halves[other] > halves[one] + 2)
    room = np.full(len(centres), _WIDEST_BESIDE)
    np.minimum.at(room, one[ahead], np.where(faces, (gap - 2) / 2, gap)[ahead])
    # of marks that lie on one another the lesser steps aside
    upon = (apart < height) & (priority[other] > priority[one])
    upon &= np.abs(along) <= np.abs(halves[one] - halves[other]) + 2
    room[one[upon]] = -1.0
    return room


def _keep_clear(
    room: Floats,
    centres: Floats,
    halves: Floats,
    height: float,
    way: Floats,
    place: Places,
    boxes: Floats,
    pairs: _Pairs,
) -> None:
    """Take from the room beside marks what titles that are placed already stand in."""
    one, other = pairs
    open_ones = (place[one] == NOWHERE) & (place[other] > NOWHERE)
    one, other = one[open_ones], other[open_ones]
    level = (boxes[other, 1] < centres[one, 1] + height / 2) & (
        boxes[other, 3] > centres[one, 1] - height / 2
    )
    near_edge = np.where(way[one] > 0, boxes[other, 0], boxes[other, 2])
    far_edge = np.where(way[one] > 0, boxes[other, 2], boxes[other, 0])
    start = halves[one] + 2
    met = level & (way[one] * (far_edge - centres[one, 0]) > start)
    free = way[one] * (near_edge - centres[one, 0]) - _GAP - start
    np.minimum.at(room, one[met], free[met])


def boxes_of(centres: Floats, halves: Floats, place: Places, room: Floats, height: float) -> Floats:
    """Where titles stand, as left, top, right and bottom."""
    left, top = corners(centres, halves, place, room, height)
    made: Floats = np.stack([left, top, left + room, top + height], axis=1)
    return made


def corners(
    centres: Floats, halves: Floats, place: Places, widths: Floats, height: float
) -> tuple[Floats, Floats]:
    """The left and upper edges of titles as wide as given, at their places."""
    x, y = centres[:, 0], centres[:, 1]
    left = np.select(
        [place == RIGHT, place == LEFT], [x + halves + 2, x - halves - 2 - widths], x - widths / 2
    )
    top = np.where(place == BELOW, y + halves + 1, y - height / 2)
    return left, top
