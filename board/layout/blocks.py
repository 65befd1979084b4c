"""What of a board is arranged: cards, and frames together with all that lies inside them.

A frame and what is in it move as one block. With a selection only that moves: a frame when all in it is
selected, single cards when they lie in no frame or all of them in the same; everything else stays and is
in the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from board.case import Case
from board.change import Change, of
from board.layout.net import Flags, Floats
from board.query import inside_frames, links_on, shown_height
from board.records import Frame, Placement, Point, Record, Route


@dataclass(frozen=True, slots=True)
class Block:
    """Cards and frames that move as one."""

    cards: tuple[Placement, ...]
    frames: tuple[Frame, ...] = ()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of what encloses it."""
        parts: list[Placement | Frame] = [*self.cards, *self.frames]
        left = min(part.x for part in parts)
        top = min(part.y for part in parts)
        right = max(part.x + part.width for part in parts)
        bottom = max(part.y + shown_height(part) for part in parts)
        return left, top, right - left, bottom - top

    @property
    def is_pinned(self) -> bool:
        """Whether a layout leaves it where it is."""
        return any(card.pinned for card in self.cards)


class Scene:
    """One board as blocks: those that may move, and those that are in the way."""

    def __init__(self, case: Case, board: str, items: Iterable[str] | None = None) -> None:
        self.case, self._board = case, board
        there = case.on_board(case.boards[board].id)
        wanted = set(there) if items is None else set(items)
        if unknown := wanted - set(there):
            raise KeyError(min(unknown))
        groups = _groups(case, board)
        self.around: tuple[Frame, ...] = ()
        """The frames that the selection lies in, which grow to hold it."""
        moving, still, inner = [], [], set()
        for cards, frames in groups:
            inner |= cards
            block = _block(case, board, cards, frames)
            if items is not None and wanted and wanted <= cards:
                self.around = block.frames
            elif items is None or (cards and cards <= wanted):
                moving.append(block)
            else:
                still.append(block)
        if self.around:
            still = []  # outside its frame nothing is in the way of what stays inside
            inside = {item for cards, _ in groups if wanted <= cards for item in cards}
            still += [Block((there[item],)) for item in sorted(inside - wanted)]
            inner -= wanted
        moving += [Block((there[item],)) for item in sorted(wanted - inner)]
        still += [Block((card,)) for item, card in sorted(there.items()) if item not in wanted | inner]
        self.blocks: tuple[Block, ...] = tuple(moving)
        self.still: tuple[Block, ...] = tuple(still)
        self.sizes, self.middles = _boxes(self.blocks)
        self.still_sizes, self.still_middles = _boxes(self.still)
        self.pinned: Flags = np.array([block.is_pinned for block in self.blocks], dtype=bool)
        self._number = {card.item: number for number, block in enumerate(self.blocks) for card in block.cards}

    def after(self, case: Case) -> Scene:
        """The same blocks in a later state of the case, whatever has come to lie in which frame."""
        later = copy(self)
        later.case = case
        later.blocks = tuple(
            Block(
                tuple(case.placements[self._board, card.item] for card in block.cards),
                tuple(case.frames[frame.id] for frame in block.frames),
            )
            for block in self.blocks
        )
        later.sizes, later.middles = _boxes(later.blocks)
        return later

    @cached_property
    def items(self) -> tuple[str, ...]:
        """For every block an item that stands for it: its first, of the kind that most are of."""
        found = []
        for block in self.blocks:
            kinds = Counter(self.case.items[card.item].kind for card in block.cards)
            most = kinds.most_common(1)[0][0] if kinds else ""
            same = [card.item for card in block.cards if self.case.items[card.item].kind == most]
            found.append(same[0] if same else "")
        return tuple(found)

    def number_of(self, item: str) -> int | None:
        """The block that an item's card is in, if it may move."""
        return self._number.get(item)

    def links(self) -> list[tuple[int, int]]:
        """The links between blocks, from tail to head, in the order of the case."""
        number = self._number
        return [
            (number[link.from_id], number[link.to_id])
            for link in links_on(self.case, self._board)
            if link.from_id in number and link.to_id in number
        ]

    def link_ids(self) -> list[str]:
        """The ids of `links`."""
        number = self._number
        return [
            link.id
            for link in links_on(self.case, self._board)
            if link.from_id in number and link.to_id in number
        ]

    def moved(
        self,
        middles: Floats,
        label: str,
        bends: dict[str, tuple[Point, ...]] | None = None,
        *,
        keeps_bends: bool = False,
    ) -> Change:
        """The Change that puts the blocks at their middles, and gives links new bends.

        Bends of links between things that moved alike move along; of others they are dropped,
        unless small repairs leave them (`keeps_bends`).
        """
        before: list[Record] = []
        after: list[Record] = []
        shifts: dict[str, tuple[float, float]] = {}
        for block, place, size in zip(self.blocks, middles, self.sizes, strict=True):
            left, top, _, _ = block.box
            dx, dy = (place - size / 2 - (left, top)).tolist()
            for card in block.cards:
                shifts[card.item] = dx, dy
            if not (dx or dy):
                continue
            parts: list[Placement | Frame] = [*block.cards, *block.frames]
            before += parts
            after += [replace(part, x=part.x + dx, y=part.y + dy) for part in parts]
        grown = self._grown({record.key: record for record in after})
        before += [frame for frame, _ in grown]
        after += [frame for _, frame in grown]
        for route, later in self._routes(shifts, bends or {}, keeps_bends):
            before += [route] if route else []
            after += [later] if later else []
        return of(label, before, after)

    def _routes(
        self, shifts: dict[str, tuple[float, float]], bends: dict[str, tuple[Point, ...]], keeps: bool
    ) -> list[tuple[Route | None, Route | None]]:
        case, board = self.case, self._board
        found: list[tuple[Route | None, Route | None]] = []
        for link_id in sorted(set(case.routes_on(board)) | bends.keys()):
            route = case.routes.get((board, link_id))
            link = case.links[link_id]
            ends = shifts.get(link.from_id, (0.0, 0.0)), shifts.get(link.to_id, (0.0, 0.0))
            if link_id in bends:
                found.append((route, Route(board, link_id, bends[link_id])))
            elif route is None or (ends[0] == ends[1] == (0.0, 0.0)):
                continue
            elif ends[0] == ends[1]:
                dx, dy = ends[0]
                points = tuple((x + dx, y + dy) for x, y in route.points)
                found.append((route, replace(route, points=points)))
            elif not keeps:
                found.append((route, None))
        return found

    def _grown(self, after: dict[tuple[str, ...], Record]) -> list[tuple[Frame, Frame]]:
        """The frames around the selection, made large enough for what lay in them."""
        found = []
        for frame in self.around:
            cards = [
                card
                for card in self.case.on_board(self._board).values()
                if frame.x <= card.x + card.width / 2 <= frame.x + frame.width
                and frame.y <= card.y + shown_height(card) / 2 <= frame.y + frame.height
            ]
            now = [after.get(card.key, card) for card in cards]
            boxes = [card for card in now if isinstance(card, Placement)]
            left = min([frame.x, *(card.x - MARGIN for card in boxes if card.x < frame.x)])
            top = min([frame.y, *(card.y - MARGIN for card in boxes if card.y < frame.y)])
            right = max(
                [frame.x + frame.width]
                + [
                    card.x + card.width + MARGIN
                    for card in boxes
                    if card.x + card.width > frame.x + frame.width
                ]
            )
            bottom = max(
                [frame.y + frame.height]
                + [
                    card.y + shown_height(card) + MARGIN
                    for card in boxes
                    if card.y + shown_height(card) > frame.y + frame.height
                ]
            )
            found.append((frame, replace(frame, x=left, y=top, width=right - left, height=bottom - top)))
        return found


MARGIN = 24.0
"""Kept free between a card and the rim of a frame that grew to hold it."""


def _boxes(blocks: Sequence[Block]) -> tuple[Floats, Floats]:
    """Sizes and middles."""
    boxes = np.array([block.box for block in blocks], dtype=np.float64).reshape(-1, 4)
    return boxes[:, 2:], boxes[:, :2] + boxes[:, 2:] / 2


def _block(case: Case, board: str, cards: set[str], frames: set[str]) -> Block:
    there = case.on_board(board)
    return Block(
        tuple(there[item] for item in sorted(cards)), tuple(case.frames[frame] for frame in sorted(frames))
    )


def _groups(case: Case, board: str) -> list[tuple[set[str], set[str]]]:
    """Frames of a board, those that share a card or lie in one another together, with the cards in them."""
    groups: list[tuple[set[str], set[str]]] = []
    for frame in sorted(case.frames_on(board)):
        cards, inner = inside_frames(case, board, [frame])
        frames = {frame, *inner}
        apart = []
        for group in groups:
            if group[0] & cards or group[1] & frames:
                cards |= group[0]
                frames |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (cards, frames)]
    return groups
