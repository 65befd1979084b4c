"""How long it takes to find out who matters, against networkx on the same graph.

The graphs are like boards: communities, a few well linked cards, chains and loose ends, 1.85 links a card.
The time to turn the case into a network counts with ours, and is not in networkx's.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import networkx as nx

from board.analysis import lens, measures
from board.analysis.lens import Lens
from board.analysis.measures import answer
from board.analysis.structure import structure
from board.analysis.ways import short_ways
from board.case import Case
from board.records import Item, Link, Record
from tests.perf.measure import Row, seconds

_TIMES_20 = 1 / 20
_PEERS: dict[str, Callable[[Any], object]] = {
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "harmonic": nx.harmonic_centrality,
    "eigenvector": lambda graph: nx.eigenvector_centrality(graph, max_iter=1000),
    "pagerank": nx.pagerank,
    "core": nx.core_number,
    "community": lambda graph: nx.community.louvain_communities(graph, seed=1),
}
_ASKED = ("betweenness", "closeness", "harmonic")


def measured() -> Iterator[Row]:
    """The rows of the table."""
    small = board_of(1_000)
    for question, peer in _PEERS.items():
        yield _against(small, question, peer, "1,000 cards", 5, _TIMES_20 if question in _ASKED else None)
    for name, graph in {
        "tree of 1,000": nx.random_labeled_tree(1000, seed=1),
        "grid of 1,024": nx.grid_2d_graph(32, 32),
        "chain of 1,000": nx.path_graph(1000),
    }.items():
        yield _against(case_of(graph), "betweenness", _PEERS["betweenness"], name, 3)
    large = board_of(10_000)
    graph = lens.network(large, Lens()).graph()
    yield Row(
        f"betweenness, 10,000 cards, {measures.SAMPLE} sampled",
        seconds(
            lambda case: answer(lens.network(case, Lens()), "betweenness"), lambda: large, repeats=3, cpu=True
        ),
        "s",
        peer=seconds(
            lambda one: nx.betweenness_centrality(one, k=25, seed=1), lambda: graph, repeats=1, cpu=True
        )
        * measures.SAMPLE
        / 25,
        most=1.0,
    )
    yield Row(
        "betweenness, 10,000 cards, exact (networkx: extrapolated)",
        _once(large, "betweenness"),
        "s",
        peer=seconds(
            lambda one: nx.betweenness_centrality(one, k=25, seed=1), lambda: graph, repeats=1, cpu=True
        )
        * 400,
    )
    yield Row("closeness, 10,000 cards", _once(large, "closeness"), "s")
    for question in ("eigenvector", "pagerank", "core"):
        yield _against(large, question, _PEERS[question], "10,000 cards", 3)
    net = lens.network(large, Lens())
    yield Row(
        "cards and ties that hold 10,000 together",
        seconds(structure, lambda: net, repeats=3, cpu=True),
        "s",
        peer=seconds(
            lambda one: (list(nx.articulation_points(one)), list(nx.bridges(one))),
            lambda: graph,
            repeats=3,
            cpu=True,
        ),
    )
    ends = net.nodes[0], net.nodes[-1]
    yield Row(
        "10 short ways between two of 10,000",
        seconds(lambda one: short_ways(one, *ends, 10), lambda: net, repeats=3, cpu=True),
        "s",
        peer=seconds(
            lambda one: list(islice(nx.shortest_simple_paths(one, *ends), 10)),
            lambda: graph,
            repeats=3,
            cpu=True,
        ),
        most=0.05,
    )
    yield Row(
        "10,000 cards as a network",
        seconds(lambda one: lens.network(one, Lens()), lambda: large, cpu=True),
        "s",
    )


def _against(
    case: Case,
    question: str,
    peer: Callable[[Any], object],
    what: str,
    repeats: int,
    most: float | None = None,
) -> Row:
    _once(case, question)
    return Row(
        f"{question}, {what}",
        seconds(lambda one: _exact(one, question), lambda: case, repeats=repeats, cpu=True),
        "s",
        peer=seconds(lambda one: peer(_graph(one)), lambda: case, repeats=2, cpu=True),
        most_times=most,
    )


def _graph(case: Case) -> Any:
    """What networkx measures: made from the case, as ours is."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(case.items)
    graph.add_edges_from((link.from_id, link.to_id) for link in case.links.values())
    return graph


def _exact(case: Case, question: str) -> object:
    return answer(lens.network(case, Lens()), question, is_exact=True)


def _once(case: Case, question: str) -> float:
    started = time.process_time()
    _exact(case, question)
    return time.process_time() - started


def board_of(count: int) -> Case:
    """A case like an investigation of so many cards."""
    dice = random.Random(3)
    group = [dice.randrange(max(2, count // 40)) for _ in range(count)]
    members: dict[int, list[int]] = {}
    for node, number in enumerate(group):
        members.setdefault(number, []).append(node)
    graph = nx.empty_graph(count)
    while graph.number_of_edges() < 1.85 * count:
        one = int(count * dice.random() ** 2)
        other = dice.choice(members[group[one]]) if dice.random() < 0.8 else dice.randrange(count)
        if one != other:
            graph.add_edge(one, other)
    return case_of(graph)


def case_of(graph: Any) -> Case:
    """A case whose items and links are a graph's nodes and edges."""
    names = {node: f"p{number:05}" for number, node in enumerate(graph)}
    records: list[Record] = [Item(name, "person", name) for name in names.values()]
    records += [
        Link(f"k{number:05}", "related", names[tail], names[head])
        for number, (tail, head) in enumerate(graph.edges())
    ]
    return Case(records)
