"""Every measure worked out a second time, by networkx or by trying everything (law 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given, settings

from board.evidence.analysis import Analysis
from board.evidence.cuts import WIDEST, width
from board.evidence.get_next import get_next
from board.evidence.graph import DENIES, ROOT, YOU, ClaimGraph, digraph, restricted, union
from board.evidence.support import estimate, exact
from board.grading import range_of
from board.records import Item, Link, Record
from tests.board.evidence.worlds import CLAIM, OTHER, analysis_of, tie, with_record, worlds

law = settings(max_examples=300, deadline=None)
Records = list[Record]
Graph = nx.DiGraph


def joined(graph: Graph, gone: Iterable[tuple[str, ...]] = ()) -> bool:
    left = graph.copy()
    left.remove_nodes_from(list(gone))
    return bool(nx.has_path(left, ROOT, YOU))


def groups(analysis: Analysis, graph: Graph) -> list[list[tuple[str, ...]]]:
    """The nodes of each label; an unknown origin is one of its own."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for node in set(graph) - {ROOT, YOU}:
        label = analysis.labels.get(node[1], node[1]) if node[0] == "voice" else f"unknown of {node[1]}"
        found.setdefault(label, []).append(node)
    return [found[label] for label in sorted(found)]


def smallest_cut(analysis: Analysis, graph: Graph) -> int:
    labels = groups(analysis, graph)
    for size in range(WIDEST):
        for some in combinations(labels, size):
            if not joined(graph, [node for label in some for node in label]):
                return size
    return WIDEST


def tried_out(graph: Graph, labels: Mapping[str, str], chances: Mapping[str, float]) -> float:
    """The chance of a chain from ROOT to YOU over every way in which the labels hold or fail."""
    voices = [node for node in graph if node[0] == "voice"]
    names = sorted({labels.get(node[1], node[1]) for node in voices})
    total = 0.0
    for holds in product((False, True), repeat=len(names)):
        standing = dict(zip(names, holds, strict=True))
        weight = 1.0
        for name, is_standing in standing.items():
            weight *= chances[name] if is_standing else 1.0 - chances[name]
        if weight and joined(graph, [node for node in voices if not standing[labels.get(node[1], node[1])]]):
            total += weight
    return total


def without_unknown(graph: Graph) -> Graph:
    return nx.subgraph_view(graph, filter_node=lambda node: node[0] != "unknown").copy()


def chances(analysis: Analysis, records: Records, end: int) -> dict[str, float]:
    """The weakest member's chance for every label, straight from the records."""
    found: dict[str, float] = {}
    for record in records:
        if isinstance(record, Item):
            label = analysis.labels.get(record.id, record.id)
            chance = range_of(analysis.case, record.reliability)[end]
            found[label] = min(found.get(label, 1.0), chance)
    return found


@law
@given(worlds(shared=False))
def test_width_is_the_smallest_vertex_cut_and_single_points_dominate(records: Records) -> None:
    analysis = analysis_of(records)
    graph = digraph(analysis.graph(CLAIM))
    counts = analysis.counts(CLAIM)
    if not joined(graph):
        assert counts.width == 0
        return
    assert counts.width == min(WIDEST, len(nx.minimum_node_cut(graph, ROOT, YOU)))
    above = nx.immediate_dominators(graph, ROOT)
    dominators = []
    node = YOU
    while (node := above[node]) != ROOT:
        dominators.append(node)
    assert list(counts.single_points) == [node[1] for node in reversed(dominators) if node[0] == "voice"]
    assert (counts.width == 1) == bool(dominators)


@law
@given(worlds())
def test_widths_and_single_points_are_what_trying_every_cut_finds(records: Records) -> None:
    analysis = analysis_of(records)
    graph = digraph(analysis.graph(CLAIM))
    counts = analysis.counts(CLAIM)
    assert counts.width == (smallest_cut(analysis, graph) if joined(graph) else 0)
    known = without_unknown(graph)
    assert counts.width_known == (smallest_cut(analysis, known) if joined(known) else 0)
    alone = [group for group in groups(analysis, graph) if not joined(graph, group)]
    voices = {analysis.labels.get(group[0][1], group[0][1]) for group in alone if group[0][0] == "voice"}
    assert set(counts.single_points) == (voices if joined(graph) else set())
    assert len(counts.single_points) == len(set(counts.single_points))
    assert (counts.width == 1) == bool(alone and joined(graph))


@law
@given(worlds(most=6))
def test_the_range_is_what_trying_every_outcome_finds(records: Records) -> None:
    analysis = analysis_of(records)
    graph = digraph(analysis.graph(CLAIM))
    support = analysis.finding(CLAIM).support
    low, high = (chances(analysis, records, end) for end in (0, 1))
    assert support.low == pytest.approx(tried_out(without_unknown(graph), analysis.labels, low))
    assert support.high == pytest.approx(tried_out(graph, analysis.labels, high))
    assert not support.estimated
    assert 0.0 <= support.low <= support.high <= 1.0 + 1e-12


@law
@given(worlds(claims=(CLAIM, OTHER), stances=("affirms", "denies"), most=4))
def test_what_is_weighed_is_what_trying_every_outcome_finds(records: Records) -> None:
    analysis = analysis_of([*records, tie("contradicts", OTHER, CLAIM, "direct")])
    shares = analysis.finding(CLAIM).weighing.high
    layers = [analysis.graph(CLAIM), analysis.graph(CLAIM, DENIES), analysis.graph(OTHER)]
    named = [
        nx.relabel_nodes(digraph(layer), {node: (*node, str(number)) for node in digraph(layer)})
        for number, layer in enumerate(layers)
    ]
    high = chances(analysis, records, 1)

    def proved(*numbers: int) -> float:
        graph = nx.DiGraph([(ROOT, YOU)])
        graph.remove_edge(ROOT, YOU)
        for number in numbers:
            ends = {(*ROOT, str(number)): ROOT, (*YOU, str(number)): YOU}
            graph.update(nx.relabel_nodes(named[number], ends))
        return tried_out(graph, analysis.labels, high)

    both = proved(0) + proved(1, 2) - proved(0, 1, 2)
    assert shares.conflict == pytest.approx(both, abs=1e-9)
    assert shares.only_for == pytest.approx(proved(0) - both, abs=1e-9)
    assert shares.only_against == pytest.approx(proved(1, 2) - both, abs=1e-9)


@law
@given(worlds())
def test_every_voice_is_on_some_way_and_loops_are_components(records: Records) -> None:
    analysis = analysis_of(records)
    graph = digraph(analysis.graph(CLAIM))
    counts = analysis.counts(CLAIM)
    reached = nx.descendants(graph, ROOT) & nx.ancestors(graph, YOU)
    assert reached == set(graph) - {ROOT, YOU}
    assert sum(node[0] == "voice" for node in reached) == len(taking_part(analysis))
    assert counts.voices == len(reporters(records) & set(taking_part(analysis)))
    components = nx.strongly_connected_components(graph.subgraph(reached))
    named = sorted(
        tuple(sorted(node[1] for node in component)) for component in components if len(component) > 1
    )
    assert sorted(counts.loops) == named
    assert counts.origins_unknown == sum(node[0] == "unknown" for node in reached)


def taking_part(analysis: Analysis) -> tuple[str, ...]:
    return analysis.graph(CLAIM).voices


def reporters(records: Records) -> set[str]:
    """Who affirms one of the claims with a report of their own."""
    return {
        record.from_id
        for record in records
        if isinstance(record, Link) and record.kind == "reports" and record.stance != "denies"
    }


@law
@given(worlds())
def test_get_next_is_what_holding_each_voice_in_turn_finds(records: Records) -> None:
    analysis = analysis_of(records)
    before = set(analysis.counts(CLAIM).single_points)
    found = dict(get_next(analysis.graph(CLAIM)))
    items = analysis.case.items
    assert found.keys() == {voice for voice in taking_part(analysis) if not items[voice].held}
    for voice, gone in found.items():
        held = analysis_of(with_record(records, replace(items[voice], held=True)))
        assert gone == len(before - set(held.counts(CLAIM).single_points))


@law
@given(worlds(claims=(CLAIM, OTHER), most=5))
def test_indirect_counts_are_those_of_the_layered_graph(records: Records) -> None:
    analysis = analysis_of([*records, tie("supports", OTHER, CLAIM)])
    layered = nx.DiGraph([(("arrival", CLAIM), YOU)])
    for one in (CLAIM, OTHER):
        arrival = ("arrival", one)
        names = {
            node: arrival if node == YOU else node if node == ROOT else (*node, one)
            for node in digraph(analysis.graph(one))
        }
        layered.update(nx.relabel_nodes(digraph(analysis.graph(one)), names))
    layered.add_edge(("arrival", OTHER), ("arrival", CLAIM))
    layered.add_node(ROOT)
    counts = analysis.finding(CLAIM).indirect.counts
    voices = [node for node in layered if node[0] == "voice"]
    assert counts.voices == len({node[1] for node in voices} & reporters(records))
    labels = {analysis.labels.get(node[1], node[1]) for node in voices}
    cutting = {
        label
        for label in labels
        if joined(layered)
        and not joined(layered, [node for node in voices if analysis.labels.get(node[1], node[1]) == label])
    }
    assert set(counts.single_points) == cutting


@law
@given(worlds())
def test_a_union_with_itself_or_nothing_is_the_same(records: Records) -> None:
    analysis = analysis_of(records)
    graph = analysis.graph(CLAIM)
    nothing = analysis.graph(CLAIM, DENIES)
    assert union((graph, nothing)) == graph
    twice = union((graph, graph))
    assert width(twice, twice.all_voices) == width(graph, graph.all_voices)
    assert exact(twice, analysis.high, 1.0) == pytest.approx(exact(graph, analysis.high, 1.0))


@law
@given(worlds())
def test_draws_come_close_to_the_exact_chance(records: Records) -> None:
    analysis = analysis_of(records)
    graph: ClaimGraph = analysis.graph(CLAIM)
    for end, unknown in ((analysis.low, 0.0), (analysis.high, 1.0)):
        assert estimate(graph, end, unknown) == pytest.approx(exact(graph, end, unknown), abs=0.06)


@law
@given(worlds())
def test_nothing_is_left_over_when_a_graph_is_restricted_to_itself(records: Records) -> None:
    graph = analysis_of(records).graph(CLAIM)
    assert restricted(graph, graph.within) == graph
