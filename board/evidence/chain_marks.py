"""What the chain view shows of every node beside its place: role, single point, held, circle.

Each of these is drawn by shape, outline or pattern as well as by colour.
"""

from __future__ import annotations

from dataclasses import dataclass

from board.evidence.bits import bits
from board.evidence.graph import YOU, ClaimGraph
from board.evidence.measures import Counts

ORIGIN = "origin"
RELAY = "relay"
UNKNOWN = "unknown"
READER = "you"


@dataclass(frozen=True, slots=True)
class Marks:
    """How one node of a chain view is to be drawn."""

    role: str
    """origin (knows of its own), relay, unknown (an origin nobody knows) or you."""
    is_single_point: bool = False
    """Every chain runs through it, or through its label."""
    is_held: bool = False
    is_undocumented: bool = False
    """The end of a chain, and no document on file."""
    circle: int = -1
    """Which of `Counts.loops` it is in; -1 for none."""


def chain_marks(graph: ClaimGraph, counts: Counts) -> dict[tuple[str, ...], Marks]:
    """The marks of every node that `chain_layout` places; `counts` are those of the same graph."""
    circle_of = {voice: number for number, circle in enumerate(counts.loops) for voice in circle}
    marks: dict[tuple[str, ...], Marks] = {YOU: Marks(READER)}
    for vertex in bits(graph.within & graph.all_voices):
        voice = graph.voices[vertex]
        marks["voice", voice] = Marks(
            role=ORIGIN if graph.known >> vertex & 1 else RELAY,
            is_single_point=graph.labels[vertex] in counts.single_points,
            is_held=bool((graph.to_you & ~graph.undocumented) >> vertex & 1),
            is_undocumented=bool(graph.undocumented >> vertex & 1),
            circle=circle_of.get(voice, -1),
        )
    for vertex in bits(graph.unknown):
        marks["unknown", *graph.names(graph.feeds[vertex])] = Marks(UNKNOWN)
    return marks
