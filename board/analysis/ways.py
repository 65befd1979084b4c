"""How two cards are connected: the shortest ways between them, and some that are not much longer.

A search from the far end says how many steps each card is away from it, so that a walk from the near end
never takes a step from which the rest cannot be done any more. A way is as good as its weakest report: that
one is named, with its grade.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from board.analysis.distances import steps_from
from board.analysis.network import Network
from board.case import Case
from board.grading import range_of
from board.records import Link
from board.text import one_line, shortened

MOST = 200
"""Shortest ways that are listed; between well linked cards there can be millions."""
LONGER = 6
"""A way with more steps than the shortest and these is none that anybody would call short."""
PATIENCE = 300_000
"""Steps that are tried before the search gives up on further ways."""
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Way:
    """One way from a card to another."""

    items: tuple[str, ...]
    """From the one end to the other, both among them."""
    steps: tuple[tuple[str, ...], ...]
    """Ids of the links of each step; several where links lie side by side."""

    @property
    def links(self) -> frozenset[str]:
        """Every link on the way."""
        return frozenset(link for step in self.steps for link in step)


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways that were found between two cards, the shortest first."""

    ways: tuple[Way, ...]
    is_cut: bool
    """There may be more than these."""
    is_tired: bool = False
    """The search gave up before it had tried everything."""

    @property
    def items(self) -> frozenset[str]:
        """Every card on some way."""
        return frozenset(item for way in self.ways for item in way.items)

    @property
    def links(self) -> frozenset[str]:
        """Every link on some way."""
        return frozenset(link for way in self.ways for link in way.links)

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        """The cards by their least number of steps from the start: how a new board lays them out."""
        least: dict[str, int] = {}
        for way in self.ways:
            for step, item in enumerate(way.items):
                least[item] = min(step, least.get(item, step))
        return in_columns(least)


@dataclass(frozen=True, slots=True)
class WeakReport:
    """The report that a way can least be relied on for."""

    link: str
    voice: str
    grade: str
    """A..F, or empty where the voice has none."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """What lies on a way between its ends."""

    kinds: tuple[tuple[str, int], ...]
    """Kinds of items, the commonest first."""
    reports: int
    boards: tuple[str, ...]
    """Boards on which all of the way lies."""
    communities: tuple[int, ...]
    """In the order in which they are entered."""


def shortest_ways(
    net: Network,
    one: str,
    other: str,
    avoiding: Collection[str] = (),
    most: int = MOST,
    patience: int = PATIENCE,
) -> Ways:
    """All shortest ways between two items, none over those to be avoided. Raises KeyError."""
    walk = _Walk(net, one, other, avoiding, patience)
    found = list(islice(walk.of_length(walk.least), most + 1)) if walk.least is not None else []
    is_cut = len(found) > most or walk.is_tired
    return Ways(tuple(walk.way(path) for path in found[:most]), is_cut, walk.is_tired)


def short_ways(
    net: Network,
    one: str,
    other: str,
    count: int,
    avoiding: Collection[str] = (),
    patience: int = PATIENCE,
) -> Ways:
    """Up to `count` ways between two items, the shortest first; at most `LONGER` steps of a detour."""
    walk = _Walk(net, one, other, avoiding, patience)
    found: list[list[int]] = []
    if walk.least is not None:
        for length in range(walk.least, walk.least + LONGER + 1):
            found += islice(walk.of_length(length), count + 1 - len(found))
            if len(found) > count or walk.is_tired or length >= len(net.nodes):
                break
    is_cut = len(found) > count or walk.is_tired
    return Ways(tuple(walk.way(path) for path in found[:count]), is_cut, walk.is_tired)


class _Walk:
    """A search between two nodes."""

    def __init__(self, net: Network, one: str, other: str, avoiding: Collection[str], patience: int) -> None:
        self._net, self._patience = net, patience
        self._start, self._goal = (net.place[net.node_of[item]] for item in (one, other))
        shut = {net.place[net.node_of[item]] for item in avoiding if item in net.node_of}
        self._left = steps_from(net.turned, self._goal, shut - {self._start, self._goal})
        self._tries = 0

    @property
    def least(self) -> int | None:
        """Steps of a shortest way; None when there is no way."""
        least = int(self._left[self._start])
        return None if least < 0 else least

    @property
    def is_tired(self) -> bool:
        """Whether the search gave up."""
        return self._tries > self._patience

    def way(self, path: list[int]) -> Way:
        """A path as items and links."""
        items = tuple(self._net.nodes[node] for node in path)
        return Way(items, tuple(self._net.links_between(*pair) for pair in pairwise(items)))

    def of_length(self, length: int) -> Iterator[list[int]]:
        """Every path of so many steps that meets no node twice, in the order of ids."""
        path, on_path = [self._start], {self._start}
        branches = [self._next(self._start, length)]
        if length == 0:
            yield [*path]
        while branches and not self.is_tired:
            node = next(branches[-1], None)
            if node is None:
                branches.pop()
                on_path.discard(path.pop())
            elif node in on_path:
                continue
            elif node == self._goal:
                if len(path) == length:
                    yield [*path, node]
            else:
                self._tries += 1
                path.append(node)
                on_path.add(node)
                branches.append(self._next(node, length - len(path) + 1))

    def _next(self, node: int, left: int) -> Iterator[int]:
        """Neighbours from which the goal can be reached in what is left of the steps."""
        near = self._net.neighbours(node)
        steps = self._left[near]
        return iter(near[(steps >= 0) & (steps < left)].tolist())


def weakest(case: Case, way: Way) -> WeakReport | None:
    """The report on a way with the lowest grade; None when no step hangs on reports alone.

    Where several reports lie side by side, the best of them counts. No grade, and F, can be anything: that
    is weaker than D, and not so weak as E.
    """
    best_of_each = [
        max(reports, key=lambda link: _strength(case, link))
        for step in way.steps
        if (reports := [case.links[link] for link in step if link in case.links])
        and all(link.kind == "reports" for link in reports)
    ]
    if not best_of_each:
        return None
    link = min(best_of_each, key=lambda one: _strength(case, one))
    return WeakReport(link.id, link.from_id, case.items[link.from_id].reliability)


def crossing(case: Case, way: Way, communities: Mapping[str, int] | None = None) -> Crossing:
    """What a way leads over."""
    between = way.items[1:-1]
    kinds = Counter(case.items[item].kind for item in between)
    boards = [board.id for board in case.boards_in_order() if case.on_board(board.id).keys() >= {*way.items}]
    entered = (
        dict.fromkeys(communities[item] for item in way.items if item in communities) if communities else {}
    )
    return Crossing(
        tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        sum(
            any(case.links[link].kind == "reports" for link in step if link in case.links)
            for step in way.steps
        ),
        tuple(boards),
        tuple(entered),
    )


def sentence(case: Case, found: Ways) -> str:
    """What was found, in one sentence: "2 ways of 3 steps; the weakest report: The Times (D)"."""
    if not found.ways:
        return "No way leads from one to the other."
    lengths = sorted({len(way.steps) for way in found.ways})
    ways = "1 way" if len(found.ways) == 1 else f"{len(found.ways)}{' or more' if found.is_cut else ''} ways"
    steps = f"{lengths[0]} step{'s' if lengths[-1] != 1 else ''}"
    if len(lengths) > 1:
        steps = f"{lengths[0]} to {lengths[-1]} steps"
    weak = weakest(case, found.ways[0])
    if weak is None:
        return f"{ways} of {steps}."
    name = shortened(one_line(case.items[weak.voice].title), _LONGEST_TITLE) or weak.voice
    which = "the weakest report" if len(found.ways) == 1 else "the weakest report on the first"
    return f"{ways} of {steps}; {which}: {name} ({weak.grade or 'no grade'})."


def in_columns(steps: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Items by how many steps away they are, each column by id."""
    last = max(steps.values(), default=-1)
    columns: list[list[str]] = [[] for _ in range(last + 1)]
    for item in sorted(steps):
        columns[steps[item]].append(item)
    return tuple(tuple(column) for column in columns if column)


def _strength(case: Case, link: Link) -> tuple[float, float, str]:
    return (*range_of(case, case.items[link.from_id].reliability), link.id)
