"""The counts of one claim in one stance: voices, origins, width, single points of failure, loops."""

from __future__ import annotations

from dataclasses import dataclass

from board.evidence.bits import bits, loops
from board.evidence.cuts import known_width, single_points, width
from board.evidence.graph import ClaimGraph


@dataclass(frozen=True, slots=True)
class Counts:
    """How many say it, and what that rests on."""

    voices: int
    """Voices with a report of their own that are on some chain from ROOT to YOU. Who is only named as
    where others had it from says nothing here."""
    origins_known: int
    """Independent labels with knowledge of their own."""
    origins_unknown: int
    """Trails that end without anybody who knows."""
    width: int
    """Fewest labels that must all fail, 0 .. `cuts.WIDEST`, which reads "5 or more"."""
    width_known: int
    """The same without the unknown origins; never more than the known origins."""
    single_points: tuple[str, ...]
    """Labels without which no chain is left, in order from the world to us."""
    loops: tuple[tuple[str, ...], ...]
    """Voices that have it from one another in a circle, each circle sorted."""
    undocumented: tuple[str, ...]
    """Voices at the end of a chain with no document on file."""


def counts(graph: ClaimGraph) -> Counts:
    """The measures of a graph that no grade has a say in."""
    masks = graph.label_masks()
    voices = graph.within & graph.all_voices
    return Counts(
        voices=len(graph.names(voices & graph.speaking)),
        origins_known=sum(1 for mask in masks.values() if mask & graph.known),
        origins_unknown=graph.unknown.bit_count(),
        width=width(graph),
        width_known=known_width(graph),
        single_points=single_points(graph),
        loops=tuple(graph.names(circle) for circle in loops(graph.feeds, graph.fed_by, voices)),
        undocumented=graph.names(graph.undocumented & graph.within),
    )


def origins(graph: ClaimGraph) -> set[str]:
    """The labels with knowledge of their own."""
    return {graph.labels[vertex] for vertex in bits(graph.known & graph.within)}
