"""Cards in columns by kind: who says it left, what is said in the middle, who and what it is about right.

The order within a column is found by barycentres (Sugiyama's heuristic): each card moves to the
mean place of its neighbours in the other columns, to and fro, which keeps crossings low.
Nothing is random: the same case is always arranged in the same way, and no two cards overlap.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from board.records import Item, Link, Point

Size = tuple[float, float]

KIND_COLUMNS: tuple[tuple[str, ...], ...] = (
    ("source", "file"),
    ("claim",),
    ("person", "organisation"),
    ("event", "place"),
)
"""Kinds from left to right; every other kind, and notes, come last."""

ROW_GAP = 28.0
COLUMN_GAP = 56.0
GROUP_GAP = 180.0
"""Between columns of different kinds there is room for links and their labels."""
SWEEPS = 12
SHAPE = 1.6
"""Width to height that the whole aims at: that of a window."""


def columns(
    items: Sequence[Item], links: Iterable[Link], sizes: Mapping[str, Size], at: Point = (0.0, 0.0)
) -> dict[str, Point]:
    """The top left corner of every item's card, the whole beginning at `at`."""
    groups = _by_kind(items)
    order = ordered(groups, links)
    height = _target_height(order, sizes)
    places: dict[str, Point] = {}
    x = at[0]
    for group in order:
        right = _put_group(group, sizes, height, x, at[1], places)
        x = right + GROUP_GAP
    return places


def ordered(groups: Sequence[Sequence[str]], links: Iterable[Link]) -> list[list[str]]:
    """The same columns, each ordered so that few links cross."""
    column_of = {item: index for index, group in enumerate(groups) for item in group}
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.from_id in column_of and link.to_id in column_of and link.from_id != link.to_id:
            neighbours[link.from_id].append(link.to_id)
            neighbours[link.to_id].append(link.from_id)
    order = [list(group) for group in groups]
    rank = {item: place for group in order for item, place in _ranks(group).items()}
    best, fewest = [list(group) for group in order], math.inf
    for sweep in range(SWEEPS):
        indexes = range(len(order)) if sweep % 2 == 0 else range(len(order) - 1, -1, -1)
        for index in indexes:
            group = order[index]
            pull = {item: _mean(neighbours[item], rank, column_of, index, rank[item]) for item in group}
            group.sort(key=lambda item: pull[item])
            rank.update(_ranks(group))
        spread = sum(abs(rank[item] - rank[other]) for item, others in neighbours.items() for other in others)
        if spread < fewest:
            best, fewest = [list(group) for group in order], spread
    return best


def _by_kind(items: Sequence[Item]) -> list[list[str]]:
    place = {kind: index for index, kinds in enumerate(KIND_COLUMNS) for kind in kinds}
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.id):
        groups[place.get(item.kind, len(KIND_COLUMNS))].append(item.id)
    return [groups[index] for index in sorted(groups)]


def _ranks(group: Sequence[str]) -> dict[str, float]:
    """Each item's place in its column, from 0 at the top to 1 at the bottom."""
    return {item: (index + 0.5) / len(group) for index, item in enumerate(group)}


def _mean(
    others: Sequence[str], rank: Mapping[str, float], column_of: Mapping[str, int], index: int, own: float
) -> float:
    """Where an item's neighbours in other columns pull it; without any it stays."""
    places = [rank[other] for other in others if column_of[other] != index]
    return sum(places) / len(places) if places else own


def _target_height(groups: Sequence[Sequence[str]], sizes: Mapping[str, Size]) -> float:
    """The least height at which the whole is no wider than SHAPE times as high."""
    tallest = max((sizes[item][1] for group in groups for item in group), default=0.0)
    height = tallest
    while height < 1e7:
        width = sum(_width(group, sizes, height) for group in groups) + GROUP_GAP * (len(groups) - 1)
        if width <= SHAPE * height:
            return height
        height = height * 1.1 + 1
    return height


def _width(group: Sequence[str], sizes: Mapping[str, Size], height: float) -> float:
    count = _column_count(group, sizes, height)
    widest = max(sizes[item][0] for item in group)
    return count * widest + (count - 1) * COLUMN_GAP


def _column_count(group: Sequence[str], sizes: Mapping[str, Size], height: float) -> int:
    total = sum(sizes[item][1] + ROW_GAP for item in group)
    return max(1, min(len(group), math.ceil(total / (height + ROW_GAP))))


def _put_group(
    group: Sequence[str],
    sizes: Mapping[str, Size],
    height: float,
    x: float,
    y: float,
    places: dict[str, Point],
) -> float:
    """Place one kind's cards in as many columns as it needs, row by row; returns its right edge.

    Going row by row keeps a card near the height that its order asks for.
    """
    count = _column_count(group, sizes, height)
    widest = max(sizes[item][0] for item in group)
    stacks: list[list[str]] = [list(group[index::count]) for index in range(count)]
    for index, stack in enumerate(stacks):
        tall = sum(sizes[item][1] for item in stack) + ROW_GAP * (len(stack) - 1)
        top = y + max(0.0, (height - tall) / 2)
        left = x + index * (widest + COLUMN_GAP)
        for item in stack:
            places[item] = (round(left), round(top))
            top += sizes[item][1] + ROW_GAP
    return x + count * widest + (count - 1) * COLUMN_GAP
