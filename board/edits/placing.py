"""Edits of where cards lie on a board: placing, moving, sizes, order and marks.

x and y are the top left corner in px at 100 %. Cards are moved by the thousand, so nothing here looks
at more than it moves, but for one pass over the board's bent links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from board.case import Case
from board.change import Change, of
from board.edits.checks import one_or_many, require_finite
from board.kinds import MIN_SIZE, default_size
from board.query import extent, inside_frames, shown_height
from board.records import Placement, Point, Record, Route

Box = tuple[float, float, float, float]
"""x, y, width, height."""


def place(
    case: Case, board: str, spots: Mapping[str, Point], sizes: Mapping[str, tuple[float, float]] | None = None
) -> Change:
    """Items put with their top left corner at a spot: laid on the board if not on it yet, else moved.

    A new card gets its size from `sizes`, else from its kind, and lies on top.
    Raises KeyError for an unknown board or item, ValueError for a spot that is not finite.
    """
    there = case.on_board(case.boards[board].id)
    given = sizes or {}
    before = [there[item] for item in spots if item in there]
    after = []
    z = top_z(case, board)
    for item, (x, y) in spots.items():
        require_finite(x, y)
        if item in there:
            after.append(_at(there[item], x, y))
        else:
            width, height = given.get(item) or default_size(case.items[item].kind)
            require_finite(width, height)
            z += 1
            after.append(Placement(board, item, x, y, width, height, z))
    return of("Move" if len(before) == len(spots) else "Place on board", before, after)


def move_by(
    case: Case, board: str, items: str | Iterable[str], dx: float, dy: float, frames: Iterable[str] = ()
) -> Change:
    """Cards moved, and frames with all that lies inside them; links between moved cards keep their shape.

    Raises KeyError for what is not on the board, ValueError when the way is not finite.
    """
    require_finite(dx, dy)
    there = case.on_board(case.boards[board].id)
    moved = one_or_many(items)
    moved_frames = list(frames)
    if moved_frames:
        inner_items, inner_frames = inside_frames(case, board, moved_frames)
        moved = list(dict.fromkeys((*moved, *inner_items)))
        moved_frames = list(dict.fromkeys((*moved_frames, *inner_frames)))
    cards = [there[item] for item in moved]
    before: list[Record] = [*cards]
    after: list[Record] = [_at(card, card.x + dx, card.y + dy) for card in cards]
    for frame in map(case.frames.__getitem__, moved_frames):
        before.append(frame)
        after.append(replace(frame, x=frame.x + dx, y=frame.y + dy))
    for route in _routes_between(case, board, set(moved)):
        before.append(route)
        after.append(replace(route, points=tuple((x + dx, y + dy) for x, y in route.points)))
    return of("Move", before, after)


def set_boxes(
    case: Case, board: str, boxes: Mapping[str, Box], frames: Mapping[str, Box] | None = None, label: str = ""
) -> Change:
    """Cards, and frames, each with a new place and size; a card is never smaller than `MIN_SIZE`.

    `label` names the step where it is more than a resize (an automatic layout).
    Raises KeyError for what is not on the board, ValueError for a box that is not finite.
    """
    there = case.on_board(case.boards[board].id)
    before: list[Record] = [there[item] for item in boxes]
    after: list[Record] = []
    for item, (x, y, width, height) in boxes.items():
        require_finite(x, y, width, height)
        width, height = max(width, MIN_SIZE[0]), max(height, MIN_SIZE[1])
        after.append(replace(there[item], x=x, y=y, width=width, height=height))
    for frame_id, (x, y, width, height) in (frames or {}).items():
        require_finite(x, y, width, height)
        frame = case.frames[frame_id]
        before.append(frame)
        after.append(replace(frame, x=x, y=y, width=max(width, MIN_SIZE[0]), height=max(height, MIN_SIZE[1])))
    return of(label or "Resize", before, after)


def take_off(case: Case, board: str, items: str | Iterable[str]) -> Change:
    """Cards taken off a board, with the bend points of their links there; the items stay in the case.

    Raises KeyError for an item that is not on the board.
    """
    cards = _cards(case, board, items)
    links = {link for card in cards for link in case.links_at(card.item)}
    routes = [case.routes[board, link] for link in case.routes_on(board) if link in links]
    return of("Take off board", [*routes, *cards], ())


def pin(case: Case, board: str, items: str | Iterable[str], pinned: bool = True) -> Change:
    """Cards that layouts leave where they are, or no longer."""
    return _marked(case, board, items, "Pin" if pinned else "Unpin", pinned=pinned)


def collapse(case: Case, board: str, items: str | Iterable[str], collapsed: bool = True) -> Change:
    """Cards drawn as one line, or in full again."""
    return _marked(case, board, items, "Collapse" if collapsed else "Expand", collapsed=collapsed)


def colour(case: Case, board: str, items: str | Iterable[str], token: str) -> Change:
    """Cards in a colour of the theme, by its token; "" gives back the kind's own."""
    return _marked(case, board, items, "Colour", colour=token)


def raise_(case: Case, board: str, items: str | Iterable[str]) -> Change:
    """Cards brought in front of all others, keeping their order among themselves."""
    cards = _stacked(case, board, items)
    others = _others_z(case, board, cards)
    if not others or min((card.z for card in cards), default=0) > max(others):
        return of("Bring to front", (), ())
    top = max(others) + 1
    return of("Bring to front", cards, [replace(card, z=top + step) for step, card in enumerate(cards)])


def lower(case: Case, board: str, items: str | Iterable[str]) -> Change:
    """Cards put behind all others, keeping their order among themselves."""
    cards = _stacked(case, board, items)
    others = _others_z(case, board, cards)
    if not others or max((card.z for card in cards), default=0) < min(others):
        return of("Send to back", (), ())
    bottom = min(others) - len(cards)
    return of("Send to back", cards, [replace(card, z=bottom + step) for step, card in enumerate(cards)])


def align(case: Case, board: str, items: str | Iterable[str], edge: str) -> Change:
    """Cards brought in line at an edge or middle of what encloses them all.

    `edge` is left, centre, right, top, middle or bottom; another raises ValueError.
    """
    cards = _cards(case, board, items)
    area = extent(cards)
    if area is None:
        return of("Align", (), ())
    left, top, right, bottom = area
    match edge:
        case "left":
            after = [_at(card, left, card.y) for card in cards]
        case "centre":
            after = [_at(card, (left + right - card.width) / 2, card.y) for card in cards]
        case "right":
            after = [_at(card, right - card.width, card.y) for card in cards]
        case "top":
            after = [_at(card, card.x, top) for card in cards]
        case "middle":
            after = [_at(card, card.x, (top + bottom - shown_height(card)) / 2) for card in cards]
        case "bottom":
            after = [_at(card, card.x, bottom - shown_height(card)) for card in cards]
        case _:
            raise ValueError("cards have no such edge")
    return of("Align", cards, after)


def distribute(case: Case, board: str, items: str | Iterable[str], axis: str) -> Change:
    """Three or more cards with equal gaps between them, the first and the last staying where they are.

    `axis` is horizontal or vertical; another raises ValueError. Where there is no room the gaps are
    below 0, all alike.
    """
    if axis not in ("horizontal", "vertical"):
        raise ValueError("cards are distributed horizontally or vertically")
    across = axis == "horizontal"
    cards = sorted(
        _cards(case, board, items),
        key=lambda card: (2 * card.x + card.width if across else 2 * card.y + shown_height(card), card.item),
    )
    if len(cards) < 3:
        return of("Distribute", (), ())
    sizes = [card.width if across else shown_height(card) for card in cards]
    first = cards[0].x if across else cards[0].y
    last = cards[-1].x if across else cards[-1].y
    gap = (last - first - sum(sizes[:-1])) / (len(cards) - 1)
    after = []
    spot = first
    for card, size in zip(cards[1:-1], sizes, strict=False):
        spot += size + gap
        after.append(_at(card, spot, card.y) if across else _at(card, card.x, spot))
    return of("Distribute", cards[1:-1], after)


def match_size(
    case: Case,
    board: str,
    items: str | Iterable[str],
    like: str,
    *,
    width: bool = True,
    height: bool = True,
) -> Change:
    """Cards given the width, the height or both of the card `like`."""
    model = case.on_board(board)[like]
    cards = _cards(case, board, items)
    after = [
        replace(
            card, width=model.width if width else card.width, height=model.height if height else card.height
        )
        for card in cards
    ]
    return of("Match size", cards, after)


def top_z(case: Case, board: str) -> int:
    """The z of the topmost card of a board; -1 when it is empty."""
    return max((card.z for card in case.on_board(board).values()), default=-1)


def _at(card: Placement, x: float, y: float) -> Placement:
    """The card at another place (`dataclasses.replace` takes three times as long)."""
    return Placement(
        card.board,
        card.item,
        x,
        y,
        card.width,
        card.height,
        card.z,
        card.pinned,
        card.collapsed,
        card.colour,
        card.extra,
    )


def _routes_between(case: Case, board: str, items: set[str]) -> list[Route]:
    """The bent links of a board with both ends among the items."""
    found = []
    for link_id in case.routes_on(board):
        link = case.links[link_id]
        if link.from_id in items and link.to_id in items:
            found.append(case.routes[board, link_id])
    return found


def _cards(case: Case, board: str, items: str | Iterable[str]) -> list[Placement]:
    there = case.on_board(case.boards[board].id)
    return [there[item] for item in one_or_many(items)]


def _marked(case: Case, board: str, items: str | Iterable[str], label: str, **marks: Any) -> Change:
    before = _cards(case, board, items)
    return of(label, before, [replace(card, **marks) for card in before])


def _stacked(case: Case, board: str, items: str | Iterable[str]) -> list[Placement]:
    """The cards from the bottom up; ties lie as the canvas draws them, by id."""
    return sorted(_cards(case, board, items), key=lambda card: (card.z, card.item))


def _others_z(case: Case, board: str, cards: list[Placement]) -> list[int]:
    chosen = {card.item for card in cards}
    return [card.z for item, card in case.on_board(board).items() if item not in chosen]
