"""How two cards are connected, seen through a lens - and where they are not, what stands between them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from board.analysis.lens import Lens, network
from board.analysis.ways import PATIENCE, Ways, short_ways, shortest_ways
from board.case import Case
from board.query import neighbours

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Question:
    """How are these two connected?"""

    one: str
    other: str
    count: int = 0
    """So many ways, longer ones too; 0 is all shortest."""
    avoiding: frozenset[str] = frozenset()
    seen: Lens = field(default_factory=Lens)


@dataclass(frozen=True, slots=True)
class Connection:
    """The ways between two cards, or what excludes them."""

    ways: Ways
    between: tuple[str, ...] = ()
    """Where there is no way: what has to be given up for one, of `avoiding`, `direction`, `links`, `filter`
    and `board`; empty where nothing helps."""
    least: int = 0
    """The steps of the shortest way once that is given up."""


def connect(
    case: Case, question: Question, report: Report | None = None, patience: int = PATIENCE
) -> Connection:
    """The ways between two items. Raises KeyError for one that the case does not hold."""
    if report is not None:
        report("Looking for ways", 0, 0)
    found = _ways(case, question, patience)
    if found.ways or found.is_cut:
        return Connection(found)
    limits = _limits(question)
    tries = [(one,) for one in limits] + ([tuple(limits)] if len(limits) > 1 else [])
    for given_up in tries:
        if report is not None:
            report("Looking for what stands between", 0, 0)
        wider = _ways(case, replace(without(question, given_up), count=0), patience, most=1)
        if wider.ways:
            return Connection(found, given_up, len(wider.ways[0].steps))
    return Connection(found)


def without(question: Question, limits: Collection[str]) -> Question:
    """The same question with some limits given up."""
    seen, avoiding = question.seen, question.avoiding
    if "avoiding" in limits:
        avoiding = frozenset()
    if "direction" in limits:
        seen = replace(seen, is_directed=False)
    if "links" in limits:
        seen = replace(seen, link_kinds=None)
    if "filter" in limits or "board" in limits:
        seen = replace(seen, items=None, links=None)
    if "board" in limits:
        seen = replace(seen, board="")
    return replace(question, seen=seen, avoiding=avoiding)


def around(case: Case, items: Collection[str], steps: int) -> frozenset[str]:
    """Everybody within so many steps, whatever a lens leaves out: what a search near by has to look at."""
    found, ring = set(items), set(items)
    for _ in range(steps):
        ring = neighbours(case, ring) - found
        if not ring:
            break
        found |= ring
    return frozenset(found)


def _ways(case: Case, question: Question, patience: int, most: int = 0) -> Ways:
    net = network(case, question.seen)
    one, other = case.items[question.one].id, case.items[question.other].id
    if not {one, other} <= net.node_of.keys():
        return Ways((), False)
    avoiding = question.avoiding - {one, other}
    if question.count:
        return short_ways(net, one, other, question.count, avoiding, patience)
    if most:
        return shortest_ways(net, one, other, avoiding, most, patience)
    return shortest_ways(net, one, other, avoiding, patience=patience)


def _limits(question: Question) -> list[str]:
    seen = question.seen
    limits = {
        "avoiding": bool(question.avoiding),
        "direction": seen.is_directed,
        "links": seen.link_kinds is not None,
        "filter": seen.items is not None or seen.links is not None,
        "board": bool(seen.board),
    }
    return [limit for limit, holds in limits.items() if holds]
