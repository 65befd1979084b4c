"""Room for cards that are dropped into a crowd: the nearest few others make way, in the same step.

It has to be done before the hand has left the mouse, so only the surroundings are looked at. What is
pinned stays, frames stay, and no card is pushed into a frame or out of one: where that cannot be,
nothing moves, and the cards lie on each other as they were put.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from board.case import Case
from board.change import Change, of
from board.layout.net import Floats, Ints
from board.layout.tidy import room_made
from board.query import shown_height
from board.records import Frame, Placement

MOST_DROPPED = 40
"""More cards than this are a board of their own, and nobody makes way for them."""
TOUCH = 6.0
"""An overlap of less than this is none: edges that were laid on each other."""
AROUND = 64
"""Cards that are looked at, the nearest first."""
TRIES = 3
MOVED = 14
"""So many of them may move."""
FAR = 1.6
"""Nobody makes way further than this, in sizes of what was dropped: then the cards stay as they lie."""


def room_for(case: Case, board: str, change: Change) -> Change:
    """A Change that puts cards on a board, and in it the moves of those that make way for them."""
    dropped = {
        after.item: after
        for before, after in change.pairs.values()
        if isinstance(after, Placement)
        and after.board == board
        and (not isinstance(before, Placement) or (before.x, before.y) != (after.x, after.y))
    }
    made = _made(case, board, dropped)
    if not made:
        return change
    return Change(change.label, {**{after.key: (before, after) for before, after in made}, **change.pairs})


def make_room(case: Case, board: str, dropped: Iterable[str]) -> Change:
    """The cards around those just dropped moved out of their way, as few and as little as can be."""
    there = case.on_board(case.boards[board].id)
    made = _made(case, board, {item: there[item] for item in dropped})
    return of("Make room", [before for before, _ in made], [after for _, after in made])


def _made(case: Case, board: str, dropped: Mapping[str, Placement]) -> list[tuple[Placement, Placement]]:
    """The cards that make way, before and after."""
    others = [card for item, card in case.on_board(board).items() if item not in dropped]
    if not dropped or len(dropped) > MOST_DROPPED or not others:
        return []
    cards = [*dropped.values(), *others]
    boxes = np.array([(card.x, card.y, card.width, shown_height(card)) for card in cards])
    sizes = boxes[:, 2:]
    middles = boxes[:, :2] + sizes / 2
    count = len(dropped)
    way = np.abs(middles[:count, None] - middles[None, count:])
    deep = ((sizes[:count, None] + sizes[None, count:]) / 2 - way).min(axis=2)
    if not (deep > TOUCH).any():
        return []
    near = _nearest(middles, sizes, count)
    frames = [case.frames[frame] for frame in sorted(case.frames_on(board))]
    homes = [_home(frames, place) for place in middles[near].tolist()]
    fixed = np.array([cards[row].pinned for row in near.tolist()])
    fixed |= np.array([home != homes[0] for home in homes])
    for _ in range(TRIES):
        found = room_made(middles[near], sizes[near], np.arange(count), fixed, (MOVED,))
        moved = np.flatnonzero((found != middles[near]).any(axis=1))
        strays = [row for row in moved.tolist() if _home(frames, found[row].tolist()) != homes[row]]
        if not strays:
            break
        fixed[strays] = True
    else:
        return []
    far = np.abs(found - middles[near]) > FAR * sizes[:count].max(axis=0)
    if not len(moved) or far.any() or _hits_others(middles, sizes, near, found, moved):
        return []
    corners = found - sizes[near] / 2
    return [
        (cards[near[row]], replace(cards[near[row]], x=float(corners[row, 0]), y=float(corners[row, 1])))
        for row in moved.tolist()
    ]


def _nearest(middles: Floats, sizes: Floats, count: int) -> Ints:
    """The dropped boxes, and the others that are nearest to one of them."""
    off = np.full(len(middles), np.inf)
    for box in range(count):
        outside = np.abs(middles - middles[box]) - (sizes + sizes[box]) / 2
        off = np.minimum(off, np.hypot(*np.maximum(outside, 0).T))
    off[:count] = -1.0
    return np.argsort(off, kind="stable")[: count + AROUND]


def _home(frames: Sequence[Frame], place: Sequence[float]) -> tuple[str, ...]:
    """The frames that a place lies in."""
    x, y = place
    return tuple(
        frame.id
        for frame in frames
        if frame.x <= x <= frame.x + frame.width and frame.y <= y <= frame.y + frame.height
    )


def _hits_others(middles: Floats, sizes: Floats, near: Ints, found: Floats, moved: Ints) -> bool:
    """Whether a box that made way now lies on one that was not looked at."""
    if len(near) == len(middles):
        return False
    far = np.ones(len(middles), dtype=bool)
    far[near] = False
    way = np.abs(found[moved][:, None] - middles[far][None])
    return bool((way < (sizes[near[moved]][:, None] + sizes[far][None]) / 2).all(axis=2).any())
