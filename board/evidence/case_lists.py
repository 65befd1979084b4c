"""What the whole case shows: where it narrows, turns in circles, ends in the dark or contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from board.case import Case
from board.evidence.analysis import Analysis
from board.evidence.findings import Finding
from board.evidence.graph import DENIES
from board.evidence.weigh import DIRECT, TENSION


@dataclass(frozen=True, slots=True)
class CaseLists:
    """The lists of a case; every row names items to jump to."""

    bottlenecks: tuple[tuple[str, int], ...]
    """Labels, and how many claims each alone holds up; most first."""
    loops: tuple[tuple[str, tuple[str, ...]], ...]
    """Claims, each with voices that have it from one another in a circle."""
    no_known_origin: tuple[str, ...]
    """Claims that nobody is known to know of their own; also those nobody makes."""
    contradictions: tuple[tuple[str, str, str], ...]
    """Two claims and direct or tension; direct ones first."""
    denied: tuple[str, ...]
    """Claims that some voice denies."""
    grade_first: tuple[tuple[str, int], ...]
    """Ungraded voices, and on how many claims each speaks; those that most claims hang on first."""
    get_next: tuple[tuple[str, int], ...]
    """Voices not held, and how many single points of failure in all go away with each; most first."""


def case_lists(analysis: Analysis, findings: Mapping[str, Finding]) -> CaseLists:
    """The lists of a case from the findings of all its claims."""
    points = Counter(label for found in findings.values() for label in found.counts.single_points)
    gains: Counter[str] = Counter()
    for found in findings.values():
        gains.update({voice: gone for voice, gone in found.get_next if gone})
    return CaseLists(
        bottlenecks=_ranked(points),
        loops=tuple((claim, circle) for claim, found in findings.items() for circle in found.counts.loops),
        no_known_origin=tuple(claim for claim, found in findings.items() if not found.counts.origins_known),
        contradictions=contradictions(analysis.case),
        denied=tuple(claim for claim in findings if analysis.graph(claim, DENIES).stands),
        grade_first=_grade_first(analysis, findings, points),
        get_next=_ranked(gains),
    )


def contradictions(case: Case) -> tuple[tuple[str, str, str], ...]:
    """Every pair of claims in contradiction, once for each strength."""
    pairs = {
        (*sorted((link.from_id, link.to_id)), TENSION if link.strength == TENSION else DIRECT)
        for link in case.links.values()
        if link.kind == "contradicts" and link.from_id != link.to_id
    }
    return tuple(sorted(((a, b, strength) for a, b, strength in pairs), key=lambda row: (row[2], row)))


def _grade_first(
    analysis: Analysis, findings: Mapping[str, Finding], points: Mapping[str, int]
) -> tuple[tuple[str, int], ...]:
    spoken: Counter[str] = Counter()
    for claim in findings:
        graph = analysis.graph(claim)
        spoken.update(graph.names(graph.within))
    items = analysis.case.items
    ungraded = [voice for voice in spoken if not items[voice].reliability]
    held_up = {voice: points.get(analysis.labels.get(voice, voice), 0) for voice in ungraded}
    ungraded.sort(key=lambda voice: (-held_up[voice], -spoken[voice], voice))
    return tuple((voice, spoken[voice]) for voice in ungraded)


def _ranked(counter: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))
