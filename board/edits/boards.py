"""Edits of boards and of the frames on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from board.case import Case
from board.change import Change, of
from board.edits.checks import one_or_many, require_finite
from board.kinds import MIN_SIZE
from board.query import extent
from board.records import Board, Frame, Record

FRAME_PADDING = 24.0
"""Room between a frame and what it was drawn around, in px at 100 %."""
FRAME_HEADER = 28.0
"""More room above, for the title."""

_FRAME_LABELS = {
    frozenset({"title"}): "Rename frame",
    frozenset({"colour"}): "Colour frame",
    frozenset({"z"}): "Order frame",
}


def add_board(case: Case, title: str = "") -> tuple[Change, str]:
    """A new board behind the others; and its id."""
    (board_id,) = case.fresh_ids("b")
    order = 1 + max((board.order for board in case.boards.values()), default=-1)
    return of("Add board", (), [Board(board_id, title, order)]), board_id


def set_board(case: Case, board: str, **fields: str) -> Change:
    """The title or note of a board. Raises KeyError for an unknown board, TypeError for another field."""
    if not fields.keys() <= {"title", "note"}:
        raise TypeError("only the title and the note of a board are set")
    old = case.boards[board]
    changed: dict[str, Any] = dict(fields)
    label = "Rename board" if "title" in fields else "Edit note of board"
    return of(label, [old], [replace(old, **changed)])


def rename_board(case: Case, board: str, title: str) -> Change:
    """A board under another title."""
    return set_board(case, board, title=title)


def move_board(case: Case, board: str, index: int) -> Change:
    """A board's tab moved to a place among the others, counted from 0; beyond the ends is at the end."""
    boards = case.boards_in_order()
    moving = case.boards[board]
    boards.remove(moving)
    boards.insert(max(0, index), moving)
    return of("Move board", boards, [replace(old, order=order) for order, old in enumerate(boards)])


def duplicate_board(case: Case, board: str, title: str | None = None) -> tuple[Change, str]:
    """A board with the same items in the same places, next to the first; and its id.

    The items and links are the same records: only cards, frames and bend points are made anew.
    """
    old = case.boards[board]
    (new_id,) = case.fresh_ids("b")
    boards = case.boards_in_order()
    boards.insert(boards.index(old) + 1, replace(old, id=new_id, title=old.title if title is None else title))
    frames = [case.frames[frame] for frame in sorted(case.frames_on(board))]
    new_frames = [
        replace(frame, id=frame_id, board=new_id)
        for frame, frame_id in zip(frames, case.fresh_ids("g", len(frames)), strict=True)
    ]
    added: list[Record] = [replace(card, board=new_id) for card in case.on_board(board).values()]
    added += new_frames
    added += [replace(case.routes[board, link], board=new_id) for link in sorted(case.routes_on(board))]
    ordered = [replace(one, order=order) for order, one in enumerate(boards)]
    return of("Duplicate board", case.boards.values(), [*ordered, *added]), new_id


def delete_board(case: Case, board: str) -> Change:
    """A board taken out of the case with its cards, frames and bend points; the items stay in the case."""
    gone: list[Record] = [case.boards[board], *case.on_board(board).values()]
    gone += [case.frames[frame] for frame in case.frames_on(board)]
    gone += [case.routes[board, link] for link in case.routes_on(board)]
    return of("Delete board", gone, ())


def add_frame(
    case: Case,
    board: str,
    items: str | Iterable[str] = (),
    *,
    box: tuple[float, float, float, float] | None = None,
    title: str = "",
    colour: str = "",
) -> tuple[Change, str]:
    """A frame around some cards of a board, or at a box (x, y, width, height); and its id.

    Raises KeyError for what is not on the board, ValueError when there is neither card nor finite box.
    """
    there = case.on_board(case.boards[board].id)
    if box is None:
        area = extent(there[item] for item in one_or_many(items))
        if area is None:
            raise ValueError("a frame needs cards or a box")
        left, top, right, bottom = area
        x, y = left - FRAME_PADDING, top - FRAME_PADDING - FRAME_HEADER
        box = (x, y, right + FRAME_PADDING - x, bottom + FRAME_PADDING - y)
    (frame_id,) = case.fresh_ids("g")
    z = 1 + max((case.frames[frame].z for frame in case.frames_on(board)), default=-1)
    return of("Add frame", (), [_sound(Frame(frame_id, board, *box, title, colour, z))]), frame_id


def set_frame(case: Case, frames: str | Iterable[str], **fields: Any) -> Change:
    """The title, colour, box or order of frames; what lies inside stays where it is (see `placing.move_by`).

    Raises KeyError for an unknown frame, ValueError for a box that is not finite, TypeError for its identity.
    """
    _refuse_identity(fields)
    before = [case.frames[frame] for frame in one_or_many(frames)]
    label = _FRAME_LABELS.get(frozenset(fields), "Resize frame")
    return of(label, before, [_sound(replace(frame, **fields)) for frame in before])


def delete_frame(case: Case, frames: str | Iterable[str]) -> Change:
    """Frames taken away; what lies inside stays."""
    return of("Delete frame", [case.frames[frame] for frame in one_or_many(frames)], ())


def _refuse_identity(fields: Mapping[str, Any]) -> None:
    if not fields.keys().isdisjoint(("id", "board")):
        raise TypeError("a frame keeps its id and its board")


def _sound(frame: Frame) -> Frame:
    require_finite(frame.x, frame.y, frame.width, frame.height)
    return replace(frame, width=max(frame.width, MIN_SIZE[0]), height=max(frame.height, MIN_SIZE[1]))
