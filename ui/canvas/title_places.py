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
REACH = 3 * 150.0
"""How far, in screen px, cards may stand that a title's place hangs on."""
SWAY = (520.0, 130.0)
"""How far, across and down, the picture may change where one card does."""
_GAP = 3.0
_WIDEST_BESIDE = 110.0
_PAIR = (260.0, 64.0)
"""Marks and titles of cards further apart than this cannot meet."""
Places = NDArray[np.uint8]
_Pairs = tuple[NDArray[np.intp], NDArray[np.intp]]


def settle(
    centres: Floats, halves: Floats, widths: Floats, priority: Floats, height: float
) -> tuple[Places, Floats]:
    """Where each title stands and how wide it may be there; a width that is not a number has no title."""
    one, other = _pairs(centres)
    has, wide = ~np.isnan(widths), np.nan_to_num(widths)
    least = np.minimum(wide, LEAST)
    rooms = {BELOW: _room_below(centres, halves, wide, has, priority, height, (one, other))}
    rooms.update(_rooms_beside(centres, halves, height, (one, other)))
    place = np.full(len(centres), NOWHERE, np.uint8)
    room = np.zeros(len(centres))
    for candidate, found in rooms.items():
        taken = has & (place == NOWHERE) & (found >= least)
        place[taken], room[taken] = candidate, np.minimum(found, wide)[taken]
    boxes = boxes_of(centres, halves, place, room, height)
    # what stands where one looks for it matters more than what had to step aside
    matters = priority + 1e12 * (place == BELOW)
    a, b = boxes[one], boxes[other]
    meet = (a[:, 0] < b[:, 2]) & (a[:, 2] > b[:, 0]) & (a[:, 1] < b[:, 3]) & (a[:, 3] > b[:, 1])
    meet &= (place[one] > NOWHERE) & (place[other] > NOWHERE) & (matters[other] > matters[one])
    place[one[meet]] = NOWHERE
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
    has: NDArray[np.bool_],
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


def _rooms_beside(centres: Floats, halves: Floats, height: float, pairs: _Pairs) -> dict[int, Floats]:
    one, other = pairs
    level = np.abs(centres[one, 1] - centres[other, 1]) < height / 2 + halves[other]
    rooms: dict[int, Floats] = {}
    for place, way in ((RIGHT, 1), (LEFT, -1)):
        along = way * (centres[other, 0] - centres[one, 0])
        start = halves[one] + 2
        ahead = level & (along + halves[other] > start)
        room = np.full(len(centres), _WIDEST_BESIDE)
        np.minimum.at(room, one[ahead], (along - halves[other] - _GAP - start)[ahead])
        rooms[place] = room
    return rooms


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
