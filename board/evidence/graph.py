"""The graph of one claim: how it travelled from the world to us.

Two ends, ROOT (the world) and YOU (the case), and between them everybody who says it. A voice with
knowledge of its own hangs on ROOT; a voice that has it from another hangs on that one; a document
that is held ends at YOU. Where a trail ends without anybody who knows - "doesn't say", or a closed
circle - an unknown origin stands in, so that no claim looks better founded than it is.

Basis and source of an attribution belong to the report, never to the source: one paper has one claim
from a general and another from an agency.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from board.case import Case
from board.evidence.bits import bits, flood, loops, mask_of
from board.records import Link

if TYPE_CHECKING:
    import networkx as nx

AFFIRMS = "affirms"
DENIES = "denies"
ROOT = ("root",)
YOU = ("you",)


@dataclass(frozen=True, slots=True)
class Attribution:
    """All that one voice says about one claim in one stance, its reports merged."""

    own: bool
    """Some report has knowledge of its own and names nobody else."""
    via: frozenset[str]
    speaks: bool = True
    """It has a report of its own; without one it is only named as where others had it from."""


@dataclass(frozen=True, slots=True)
class ClaimGraph:
    """Who says one thing, and who has it from whom; sets of vertices are bits (`board.evidence.bits`).

    Vertices 0 .. len(voices) - 1 are the voices, those after them the unknown origins. ROOT leads to
    `known` and to every unknown origin, `to_you` leads to YOU; neither end is a vertex here.
    """

    voices: tuple[str, ...]
    """Item ids. In a union of several graphs a voice stands once for each."""
    feeds: tuple[int, ...]
    """For each vertex those that have it from there."""
    fed_by: tuple[int, ...]
    known: int
    """Voices with knowledge of their own."""
    speaking: int
    """Voices with a report of their own; the others are only named as where one was had from."""
    to_you: int
    undocumented: int
    """Voices at the end of a chain with no document on file; they lead to YOU all the same."""
    labels: tuple[str, ...]
    """The label of each voice."""
    within: int
    """Vertices that take part; `without` takes some out."""

    @property
    def unknown(self) -> int:
        """The unknown origins that take part."""
        return self.within & ~self.all_voices

    @property
    def all_voices(self) -> int:
        """Every voice, whether it takes part or not."""
        return (1 << len(self.voices)) - 1

    @property
    def starts(self) -> int:
        """Vertices right after ROOT."""
        return (self.known & self.within) | self.unknown

    @property
    def ends(self) -> int:
        """Vertices right before YOU."""
        return self.to_you & self.within

    @property
    def stands(self) -> bool:
        """Whether any chain leads from ROOT to YOU."""
        return bool(self.within)

    def names(self, mask: int) -> tuple[str, ...]:
        """Ids of the voices in a set, sorted, each once."""
        return tuple(sorted({self.voices[vertex] for vertex in bits(mask & self.all_voices)}))

    def label_masks(self) -> dict[str, int]:
        """The voices that take part, by label."""
        masks: dict[str, int] = {}
        for vertex in bits(self.within & self.all_voices):
            label = self.labels[vertex]
            masks[label] = masks.get(label, 0) | 1 << vertex
        return masks


def graph_of(case: Case, claim: str, stance: str, labels: Mapping[str, str]) -> ClaimGraph:
    """The graph of everybody who affirms, or denies, a claim; `labels` as `labels.labels` gives them."""
    said = attributions(case, claim, stance)
    voices = tuple(sorted(said))
    place = {voice: vertex for vertex, voice in enumerate(voices)}
    fed_by = [mask_of(place[source] for source in said[voice].via) for voice in voices]
    feeds = _turned(fed_by)
    known = mask_of(place[voice] for voice in voices if said[voice].own)
    held = mask_of(place[voice] for voice in voices if case.items[voice].held)
    everybody = (1 << len(voices)) - 1
    circles = loops(feeds, fed_by, everybody)
    for number, component in enumerate(_lost(fed_by, known, circles, everybody), start=len(voices)):
        feeds.append(component)
        fed_by.append(0)
        for member in bits(component):
            fed_by[member] |= 1 << number
    undocumented = reduce(or_, _lost(feeds[: len(voices)], held, circles, everybody), 0)
    return ClaimGraph(
        voices=voices,
        feeds=tuple(feeds),
        fed_by=tuple(fed_by),
        known=known,
        speaking=mask_of(place[voice] for voice in voices if said[voice].speaks),
        to_you=held | undocumented,
        undocumented=undocumented,
        labels=tuple(labels.get(voice, voice) for voice in voices),
        within=(1 << len(feeds)) - 1,
    )


def attributions(case: Case, claim: str, stance: str) -> dict[str, Attribution]:
    """Everybody who takes part in one stance on a claim, also those only named as somebody's source.

    Naming oneself is no provenance and is dropped. A source that is not in the case is no vertex,
    yet who names it has not said it of their own knowledge.
    """
    said: dict[str, Attribution] = {}
    for link in reports_on(case, claim):
        if (link.stance or AFFIRMS) != stance:
            continue
        others = frozenset(source for source in link.via if source != link.from_id)
        own = link.basis == "own" and not others
        via = frozenset(source for source in others if source in case.items)
        before = said.get(link.from_id)
        if before is not None:
            own, via = own or before.own, via | before.via
        said[link.from_id] = Attribution(own, via)
    named = {source for attribution in said.values() for source in attribution.via}
    only_named = Attribution(own=False, via=frozenset(), speaks=False)
    return said | dict.fromkeys(named - said.keys(), only_named)


def reports_on(case: Case, claim: str) -> Iterator[Link]:
    """The reports of a claim, in no order."""
    for identity in case.links_at(claim):
        link = case.links[identity]
        if link.kind == "reports" and link.to_id == claim:
            yield link


def without(graph: ClaimGraph, voices: Iterable[str]) -> ClaimGraph:
    """The graph as if some voices had not spoken: they and whatever then hangs in the air are out."""
    gone = set(voices)
    silent = mask_of(vertex for vertex, voice in enumerate(graph.voices) if voice in gone)
    return restricted(graph, graph.within & ~silent)


def restricted(graph: ClaimGraph, within: int) -> ClaimGraph:
    """The graph on some of its vertices, less those on no way from ROOT to YOU."""
    reached = flood(graph.starts, graph.feeds, within)
    return replace(graph, within=flood(graph.to_you, graph.fed_by, reached))


def union(graphs: Iterable[ClaimGraph]) -> ClaimGraph:
    """Several graphs side by side between the same ROOT and YOU, equal labels being one event."""
    layers = [graph for graph in graphs if graph.voices]
    count = sum(len(graph.voices) for graph in layers)
    voices: list[str] = []
    labels: list[str] = []
    steps: tuple[list[int], list[int]] = ([0] * count, [0] * count)
    sets = [0, 0, 0, 0, 0]
    for graph in layers:
        moved = _Moved(len(graph.voices), len(voices), len(steps[0]))
        for target, source in zip(steps, (graph.feeds, graph.fed_by), strict=True):
            shifted = [moved(mask) for mask in source]
            target[len(voices) : len(voices) + len(graph.voices)] = shifted[: len(graph.voices)]
            target.extend(shifted[len(graph.voices) :])
        voices.extend(graph.voices)
        labels.extend(graph.labels)
        masks = (graph.known, graph.speaking, graph.to_you, graph.undocumented, graph.within)
        for number, mask in enumerate(masks):
            sets[number] |= moved(mask)
    known, speaking, to_you, undocumented, within = sets
    feeds, fed_by = (tuple(one) for one in steps)
    return ClaimGraph(
        tuple(voices), feeds, fed_by, known, speaking, to_you, undocumented, tuple(labels), within
    )


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where the vertices of one graph come to stand in a union."""

    count: int
    voices_from: int
    unknown_from: int

    def __call__(self, mask: int) -> int:
        spoken = mask & ((1 << self.count) - 1)
        return spoken << self.voices_from | (mask >> self.count) << self.unknown_from


def digraph(graph: ClaimGraph) -> nx.DiGraph[tuple[str, ...]]:
    """The graph for networkx: nodes ROOT, YOU, ("voice", id) and ("unknown", ids of the voices it feeds).

    Meant for the graph of one claim; in a union equal voices fall together.
    """
    # counting needs no networkx; a window that shows counts comes up without it
    import networkx as nx

    names: dict[int, tuple[str, ...]] = {}
    for vertex in bits(graph.within):
        is_voice = vertex < len(graph.voices)
        names[vertex] = (
            ("voice", graph.voices[vertex]) if is_voice else ("unknown", *graph.names(graph.feeds[vertex]))
        )
    result: nx.DiGraph[tuple[str, ...]] = nx.DiGraph()
    result.add_nodes_from((ROOT, YOU, *names.values()))
    result.add_edges_from((ROOT, names[vertex]) for vertex in bits(graph.starts))
    result.add_edges_from((names[vertex], YOU) for vertex in bits(graph.ends))
    for vertex, name in names.items():
        result.add_edges_from((name, names[after]) for after in bits(graph.feeds[vertex] & graph.within))
    return result


def _turned(steps: list[int]) -> list[int]:
    """The same steps the other way."""
    result = [0] * len(steps)
    for vertex, mask in enumerate(steps):
        for other in bits(mask):
            result[other] |= 1 << vertex
    return result


def _lost(into: list[int], anchored: int, circles: list[int], everybody: int) -> list[int]:
    """The components with no anchored member that nothing outside them leads into."""
    alone = everybody & ~reduce(or_, circles, 0) & ~anchored
    found = [1 << vertex for vertex in bits(alone) if not into[vertex]]
    for component in circles:
        entered = reduce(or_, (into[member] for member in bits(component)), 0)
        if not component & anchored and not entered & ~component:
            found.append(component)
    return found
