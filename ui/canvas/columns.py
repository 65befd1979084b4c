"""The records of one board read into columns: one pass over the records, no call for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from board.case import Case
from board.kinds import COLLAPSED_HEIGHT
from board.records import Placement
from ui.canvas.geometry import Floats, Ints

PINNED, COLLAPSED, CONFIDENTIAL = 1, 2, 4
DENIES, LABELLED = 1, 2


@dataclass(frozen=True, slots=True)
class CardColumns:
    """Of some cards the boxes, kinds, heights in the pile and marks."""

    boxes: Floats
    kinds: Ints
    z: Ints
    flags: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """Of some links the rows of the cards they join, their kinds, marks and bends."""

    tails: Ints
    heads: Ints
    kinds: Ints
    flags: NDArray[np.uint8]
    bends: dict[int, tuple[tuple[float, float], ...]]
    """By position among the links read."""


def read_cards(case: Case, placements: Sequence[Placement], kind_ids: list[str]) -> CardColumns:
    """Cards as they are placed; kinds not met before are added to `kind_ids`."""
    items = case.items
    boxes = np.array(
        [(p.x, p.y, p.width, COLLAPSED_HEIGHT if p.collapsed else p.height) for p in placements], float
    ).reshape(-1, 4)
    boxes[:, 2:] += boxes[:, :2]
    found = [items[p.item] for p in placements]
    flags = [
        PINNED * p.pinned + COLLAPSED * p.collapsed + CONFIDENTIAL * item.confidential
        for p, item in zip(placements, found, strict=True)
    ]
    return CardColumns(
        boxes,
        _indices([item.kind for item in found], kind_ids),
        np.array([p.z for p in placements], np.int32),
        np.array(flags, np.uint8),
    )


def read_links(
    case: Case, board: str, link_ids: Sequence[str], row_of: dict[str, int], kind_ids: list[str]
) -> LinkColumns:
    """Links between cards by row; kinds not met before are added to `kind_ids`."""
    links = [case.links[link] for link in link_ids]
    routes = case.routes
    bent = [(at, routes.get((board, link))) for at, link in enumerate(link_ids)] if routes else ()
    return LinkColumns(
        np.array([row_of[link.from_id] for link in links], np.int32),
        np.array([row_of[link.to_id] for link in links], np.int32),
        _indices([link.kind for link in links], kind_ids),
        np.array(
            [DENIES * (link.stance == "denies") + LABELLED * bool(link.label) for link in links], np.uint8
        ),
        {at: route.points for at, route in bent if route is not None and route.points},
    )


def ties(link_ids: Sequence[str]) -> NDArray[np.int64]:
    """Of each link, a number made from its id."""
    return np.array([crc32(link.encode()) for link in link_ids], np.int64)


def _indices(names: list[str], known: list[str]) -> Ints:
    place = {name: index for index, name in enumerate(known)}
    for name in dict.fromkeys(names):
        if name not in place:
            place[name] = len(known)
            known.append(name)
    return np.array([place[name] for name in names], np.int32)
