"""All that is found out about one claim, in one record that can be kept, compared and sent to a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from board.case import Case
from board.evidence.get_next import get_next
from board.evidence.graph import AFFIRMS, DENIES, ClaimGraph, union
from board.evidence.hints import hints
from board.evidence.indirect import Indirect, supporting
from board.evidence.measures import Counts, counts, origins
from board.evidence.sentence import SourceLine, short_names, source_line
from board.evidence.support import Chances, Support, support
from board.evidence.weigh import DIRECT, TENSION, Weighing, opposed, weigh


@dataclass(frozen=True, slots=True)
class Finding:
    """What one claim rests on."""

    claim: str
    counts: Counts
    support: Support
    against_known: int
    """Known origins of its denials and of the claims in direct contradiction to it."""
    tension_known: int
    """Known origins of the claims in tension with it: listed, never weighed."""
    weighing: Weighing
    indirect: Indirect
    hints: tuple[str, ...]
    """Names from `board.evidence.hints`."""
    get_next: tuple[tuple[str, int], ...]
    """Voices not held, with the single points that holding each would do away with; most first."""
    contradicted: str
    """direct (also when denied), tension, or empty."""
    line: SourceLine
    """What the source sentence says."""

    @property
    def sentence(self) -> str:
        """The source sentence in English."""
        return source_line(self.line)

    @property
    def estimated(self) -> bool:
        """Whether any chance in here was drawn instead of calculated."""
        return self.support.estimated or self.weighing.estimated


class Graphs(Protocol):
    """Where the graphs of a case and the chances of its labels come from (`analysis.Analysis`)."""

    @property
    def case(self) -> Case:
        """The case looked at."""

    def graph(self, claim: str, stance: str = AFFIRMS) -> ClaimGraph:
        """The graph of a claim."""

    def counts(self, claim: str) -> Counts:
        """The counts of a claim as affirmed."""

    @property
    def low(self) -> Chances:
        """The low end of every voice's label."""

    @property
    def high(self) -> Chances:
        """The high end of every voice's label."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What a card shows of a finding beside its counts, at a fraction of the finding's cost."""

    contradicted: str
    """As in a Finding."""
    hints: tuple[str, ...]


def signs(graphs: Graphs, claim: str) -> Signs:
    """Whether anything contradicts a claim, and whether its grade goes with its counts."""
    case, denied = graphs.case, graphs.graph(claim, DENIES)
    others = set(opposed(case, claim))
    contradicted = _contradicted({strength for _, strength in others}, denied)
    credibility = case.items[claim].credibility if claim in case.items else 0
    if not credibility:
        return Signs(contradicted, ())
    against = union(
        [denied, *(graphs.graph(other) for other, strength in sorted(others) if strength == DIRECT)]
    )
    own, against_known = graphs.counts(claim), len(origins(against))
    return Signs(contradicted, hints(credibility, own, against_known, contradicted=bool(contradicted)))


def finding(graphs: Graphs, claim: str) -> Finding:
    """Everything about one claim; an id that is no claim yields the finding of a claim nobody makes."""
    case, affirmed = graphs.case, graphs.graph(claim)
    own = graphs.counts(claim)
    denied = graphs.graph(claim, DENIES)
    others = sorted(set(opposed(case, claim)))
    against = union([denied, *(graphs.graph(other) for other, strength in others if strength == DIRECT)])
    tension = union(graphs.graph(other) for other, strength in others if strength == TENSION)
    contradicted = _contradicted({strength for _, strength in others}, denied)
    bearing = support(affirmed, graphs.low, graphs.high)
    against_known = len(origins(against))
    credibility = case.items[claim].credibility if claim in case.items else 0
    return Finding(
        claim=claim,
        counts=own,
        support=bearing,
        against_known=against_known,
        tension_known=len(origins(tension)),
        weighing=weigh(affirmed, bearing, against, graphs.low, graphs.high),
        indirect=_indirect(graphs, claim, own),
        hints=hints(credibility, own, against_known, contradicted=bool(contradicted)),
        get_next=get_next(affirmed),
        contradicted=contradicted,
        line=SourceLine(
            own,
            tuple(_points(case, affirmed, own)),
            tuple(tuple(short_names(case, circle)) for circle in own.loops),
            tuple(short_names(case, own.undocumented)),
            len(origins(against) | origins(tension)),
            bearing,
            is_fallen=bool(affirmed.voices) and not affirmed.stands,
        ),
    )


def _contradicted(strengths: set[str], denied: ClaimGraph) -> str:
    if DIRECT in strengths or denied.stands:
        return DIRECT
    return TENSION if strengths else ""


def _indirect(graphs: Graphs, claim: str, own: Counts) -> Indirect:
    claims = supporting(graphs.case, claim)
    layers = [layer for other in claims if (layer := graphs.graph(other)).stands]
    return Indirect(claims, counts(union([graphs.graph(claim), *layers])) if layers else own)


def _points(case: Case, graph: ClaimGraph, own: Counts) -> list[tuple[str, ...]]:
    """The names of the single points of failure, voices under one label named together."""
    masks = graph.label_masks()
    groups = [graph.names(masks[label]) for label in own.single_points]
    names = iter(short_names(case, [voice for group in groups for voice in group]))
    return [tuple(next(names) for _ in group) for group in groups]
