"""Edits that keep what was found: some cards as a board of their own, or together in a frame.

The records are the same; only cards are made or moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from board import change as changes
from board.case import Case
from board.change import Change
from board.edits.boards import FRAME_HEADER, FRAME_PADDING
from board.edits.checks import one_or_many
from board.edits.placing import place
from board.kinds import default_size
from board.layout.beside import near_to
from board.layout.columns import columns as by_kind
from board.query import extent, links_among, shown_height
from board.records import Board, Frame, Placement, Point

COLUMN_GAP, ROW_GAP = 120.0, 32.0
"""Room between cards that are laid out in columns: for links and their labels."""
APART = 160.0
"""Room between a board and what is put beside it."""

Columns = Sequence[Sequence[str]]


def board_of(
    case: Case, items: str | Iterable[str], title: str, *, columns: Columns = (), like: str = ""
) -> tuple[Change, str]:
    """A new board, behind the others, with cards for some items; and its id.

    With `columns` they stand in these, left to right. Else they stand, and look, as on the board `like`
    where all of them lie there, and otherwise in columns by kind. Raises KeyError for an unknown item or
    board.
    """
    chosen = [case.items[item].id for item in one_or_many(items)]
    (board,) = case.fresh_ids("b")
    order = 1 + max((one.order for one in case.boards.values()), default=-1)
    there: Mapping[str, Placement] = case.on_board(case.boards[like].id) if like else {}
    sizes = {item: _size(case, there, item) for item in chosen}
    if columns:
        spots = _in_columns([[item for item in column if item in sizes] for column in columns], sizes)
        spots |= _below([item for item in chosen if item not in spots], spots, sizes)
    elif there and there.keys() >= set(chosen):
        spots = {item: (there[item].x, there[item].y) for item in chosen}
    else:
        spots = by_kind([case.items[item] for item in chosen], links_among(case, chosen), sizes)
    cards = [
        Placement(
            board, item, *spots[item], *sizes[item], z=z, colour=there[item].colour if item in there else ""
        )
        for z, item in enumerate(chosen)
    ]
    return changes.of("Make board of selection", (), [Board(board, title, order), *cards]), board


def frame_of(
    case: Case, board: str, items: str | Iterable[str], title: str, *, columns: Columns = ()
) -> tuple[Change, str]:
    """A frame around some items on a board, those that were not there laid on it; and its id.

    Where it would enclose other cards too, its own are gathered as near as there is room to where they were,
    in `columns` if they are given; cards that are new there go to the right of the board. Pinned cards are
    never moved: then the frame is drawn where they are.
    Raises KeyError for an unknown item or board, ValueError for no items.
    """
    chosen = one_or_many(items)
    there = case.on_board(case.boards[board].id)
    if not chosen:
        raise ValueError("a frame needs cards")
    missing = [item for item in chosen if item not in there]
    kept = [there[item] for item in chosen if item in there]
    is_free = not missing and not _others_inside(case, board, set(chosen))
    if not is_free and not any(card.pinned for card in kept):
        missing = chosen
    moved: list[Placement] = []
    placed: Change | None = None
    if not is_free and missing:
        placed = _beside(case, board, missing, columns)
        moved = [card for _, card in placed.pairs.values() if isinstance(card, Placement)]
    moved_items = {card.item for card in moved}
    area = extent([*moved, *(card for card in kept if card.item not in moved_items)])
    assert area is not None
    (frame,) = case.fresh_ids("g")
    left, top, right, bottom = area
    x, y = left - FRAME_PADDING, top - FRAME_PADDING - FRAME_HEADER
    z = 1 + max((case.frames[one].z for one in case.frames_on(board)), default=-1)
    box = (x, y, right + FRAME_PADDING - x, bottom + FRAME_PADDING - y)
    made = changes.of("Frame", (), [Frame(frame, board, *box, title, z=z)])
    return changes.fold("Put in frame", [*([placed] if placed else []), made]), frame


def _beside(case: Case, board: str, items: list[str], columns: Columns) -> Change:
    """Cards of a board put near to where they were, or, with new ones, to the right of all that is there."""
    there = case.on_board(board)
    sizes = {item: _size(case, there, item) for item in items}
    others = [card for item, card in there.items() if item not in sizes]
    area = extent([*others, *(case.frames[frame] for frame in case.frames_on(board))])
    at = (0.0, 0.0) if area is None else (area[2] + APART, area[1] + FRAME_HEADER + FRAME_PADDING)
    if columns:
        spots = _in_columns([[item for item in column if item in sizes] for column in columns], sizes, at)
        spots |= _below([item for item in items if item not in spots], spots, sizes, at)
    else:
        spots = by_kind([case.items[item] for item in items], links_among(case, items), sizes, at)
    if there.keys() >= sizes.keys():
        dx, dy = _way_back(case, board, spots, sizes)
        spots = {item: (x + dx, y + dy) for item, (x, y) in spots.items()}
    return place(case, board, spots, sizes)


def _way_back(
    case: Case, board: str, spots: Mapping[str, Point], sizes: Mapping[str, tuple[float, float]]
) -> Point:
    """How far a frame around cards at some spots is moved to lie near to where they were, and on nothing."""
    there = case.on_board(board)
    now = extent(replace(there[item], x=x, y=y) for item, (x, y) in spots.items())
    assert now is not None
    left, top, right, bottom = now
    x, y = left - FRAME_PADDING, top - FRAME_PADDING - FRAME_HEADER
    size = right + FRAME_PADDING - x, bottom + FRAME_PADDING - y
    others: list[Placement | Frame] = [card for item, card in sorted(there.items()) if item not in sizes]
    others += (case.frames[frame] for frame in sorted(case.frames_on(board)))
    free_x, free_y = near_to([there[item] for item in sorted(sizes)], size, others)
    return free_x - x, free_y - y


def _others_inside(case: Case, board: str, items: set[str]) -> bool:
    """Whether a frame around some cards would take in others."""
    there = case.on_board(board)
    area = extent(there[item] for item in items)
    assert area is not None
    left, top, right, bottom = area
    return any(
        card.x < right + FRAME_PADDING
        and card.x + card.width > left - FRAME_PADDING
        and card.y < bottom + FRAME_PADDING
        and card.y + shown_height(card) > top - FRAME_PADDING - FRAME_HEADER
        for item, card in there.items()
        if item not in items
    )


def _in_columns(
    columns: Columns, sizes: Mapping[str, tuple[float, float]], at: Point = (0.0, 0.0)
) -> dict[str, Point]:
    """Columns side by side, each centred on the tallest."""
    heights = [sum(sizes[item][1] + ROW_GAP for item in column) - ROW_GAP for column in columns]
    tallest = max(heights, default=0.0)
    spots: dict[str, Point] = {}
    x = at[0]
    for column, height in zip(columns, heights, strict=True):
        y = at[1] + (tallest - height) / 2
        for item in column:
            spots[item] = (x, y)
            y += sizes[item][1] + ROW_GAP
        if column:
            x += max(sizes[item][0] for item in column) + COLUMN_GAP
    return spots


def _below(
    items: Sequence[str],
    others: Mapping[str, Point],
    sizes: Mapping[str, tuple[float, float]],
    at: Point = (0.0, 0.0),
) -> dict[str, Point]:
    """A row under cards that have their spots."""
    y = max((spot[1] + sizes[item][1] + ROW_GAP for item, spot in others.items()), default=at[1])
    spots: dict[str, Point] = {}
    x = at[0]
    for item in items:
        spots[item] = (x, y)
        x += sizes[item][0] + ROW_GAP
    return spots


def _size(case: Case, there: Mapping[str, Placement], item: str) -> tuple[float, float]:
    card = there.get(item)
    return (card.width, card.height) if card else default_size(case.items[item].kind)
