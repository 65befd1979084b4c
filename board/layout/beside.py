"""Places for what comes to a board: beside what it is linked to there, while nothing else moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from board.query import shown_height
from board.records import Frame, Link, Placement, Point

if TYPE_CHECKING:
    from board.layout.net import Floats

MOST = 150
"""More new cards than this are no addition: they stand as a block of their own."""


def beside(
    there: Mapping[str, Placement], sizes: Mapping[str, tuple[float, float]], links: Iterable[Link]
) -> dict[str, Point]:
    """Top left corners for new cards, given by their sizes: the free places nearest to their neighbours."""
    import numpy as np

    from board.layout.tidy import inserted

    number = {item: place for place, item in enumerate([*sorted(there), *sizes])}
    joined: list[list[int]] = [[] for _ in sizes]
    for link in links:
        for end, other in ((link.from_id, link.to_id), (link.to_id, link.from_id)):
            if end in sizes and other in number and end != other:
                joined[number[end] - len(there)].append(number[other])
    cards = [there[item] for item in sorted(there)]
    boxes = np.array([(card.x, card.y, card.width, shown_height(card)) for card in cards], dtype=np.float64)
    boxes = boxes.reshape(-1, 4)
    room = np.array(list(sizes.values()), dtype=np.float64).reshape(-1, 2)
    near = [sorted(set(ends)) for ends in joined]
    found = inserted(boxes[:, :2] + boxes[:, 2:] / 2, boxes[:, 2:], room, near) - room / 2
    return {item: (float(x), float(y)) for item, (x, y) in zip(sizes, found, strict=True)}


def near_to(
    cards: Sequence[Placement], size: tuple[float, float], others: Sequence[Placement | Frame]
) -> Point:
    """Top left corner of the free place for a box that is nearest to the middle of some cards."""
    import numpy as np

    from board.layout.overlap import free_place

    def boxes(parts: Sequence[Placement | Frame]) -> tuple[Floats, Floats]:
        found = np.array([(part.x, part.y, part.width, shown_height(part)) for part in parts])
        found = found.reshape(-1, 4)
        return found[:, :2] + found[:, 2:] / 2, found[:, 2:]

    room = np.array(size)
    x, y = np.rint(free_place(boxes(cards)[0].mean(axis=0), room, *boxes(others)) - room / 2).tolist()
    return x, y


def reaching(there: Iterable[str], items: Iterable[str], links: Sequence[Link]) -> set[str]:
    """The new items from which links lead to a card that is there, over other new ones if need be."""
    new = set(items)
    ends = defaultdict(set)
    for link in links:
        ends[link.from_id].add(link.to_id)
        ends[link.to_id].add(link.from_id)
    known = set(there)
    found: set[str] = set()
    front = [item for item in new if ends[item] & known]
    while front:
        item = front.pop()
        if item not in found:
            found.add(item)
            front += ends[item] & (new - found)
    return found
