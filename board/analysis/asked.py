"""What the window asks of the worker process: a case in outline there, what was worked out back.

A case of ten thousand cards holds megabytes of text that no measure reads. What is sent is a table of plain
values, made in a few milliseconds: the window must not wait for it, and the case may change on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from board.analysis import lens, measures
from board.analysis.lens import Lens
from board.analysis.measures import Answer
from board.analysis.structure import Structure, structure
from board.case import Case
from board.records import Item, Link, LinkKind

Report = Callable[[str, int, int], None]
_OF_ITEMS = ("id", "kind")
_OF_LINKS = ("id", "kind", "from_id", "to_id", "stance", "basis", "via")


@dataclass(frozen=True)
class Outline:
    """All of a case that a measure depends on."""

    items: tuple[tuple[Any, ...], ...]
    links: tuple[tuple[Any, ...], ...]
    link_kinds: tuple[LinkKind, ...]


@dataclass(frozen=True)
class Outcome:
    """What was worked out."""

    answers: dict[str, Answer] = field(default_factory=dict)
    structure: Structure | None = None
    nodes: int = 0
    ties: int = 0


def outline(case: Case) -> Outline:
    """A case as it is now."""
    items = tuple(map(attrgetter(*_OF_ITEMS), case.items.values()))
    links = tuple(map(attrgetter(*_OF_LINKS), case.links.values()))
    return Outline(items, links, tuple(case.link_kinds.values()))


def case_of(drawn: Outline) -> Case:
    """The bare case behind an outline."""
    items = (Item(*row) for row in drawn.items)
    links = (Link(**dict(zip(_OF_LINKS, row, strict=True))) for row in drawn.links)
    return Case((*items, *links, *drawn.link_kinds))


def worked_out(
    drawn: Outline,
    seen: Lens,
    questions: Sequence[str],
    is_exact: bool,
    with_structure: bool,
    report: Report | None = None,
) -> Outcome:
    """Some questions answered, and where the network breaks if that is asked: work for the worker process."""
    net = lens.network(case_of(drawn), seen)
    answers: dict[str, Answer] = {}
    for question in questions:
        if report is not None:
            report("Measuring the board", len(answers), len(questions))
        answers[question] = measures.answer(net, question, is_exact=is_exact, report=report)
        # places take as long as some measures do: they come along, worked out
        assert answers[question].ranks is not None
    return Outcome(answers, structure(net) if with_structure else None, len(net.nodes), net.ties)
