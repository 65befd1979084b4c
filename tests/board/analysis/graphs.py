"""Graphs of every shape for the tests, and cases of which they are the links."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
from hypothesis import strategies as st

from board.case import Case
from board.records import Item, Link

UNDIRECTED: dict[str, Callable[[], Any]] = {
    "nothing": nx.Graph,
    "one": lambda: nx.empty_graph(1),
    "two": lambda: nx.path_graph(2),
    "apart": lambda: nx.empty_graph(7),
    "pieces": lambda: nx.disjoint_union_all([nx.path_graph(5), nx.cycle_graph(6), nx.empty_graph(3)]),
    "path": lambda: nx.path_graph(40),
    "long path": lambda: nx.path_graph(400),
    "cycle": lambda: nx.cycle_graph(31),
    "star": lambda: nx.star_graph(70),
    "two stars": lambda: nx.disjoint_union(nx.star_graph(12), nx.star_graph(7)),
    "complete": lambda: nx.complete_graph(14),
    "grid": lambda: nx.grid_2d_graph(9, 13),
    "tree": lambda: nx.balanced_tree(3, 4),
    "barbell": lambda: nx.barbell_graph(7, 3),
    "wheel": lambda: nx.wheel_graph(20),
    "ladder": lambda: nx.ladder_graph(15),
    "karate": lambda: nx.Graph(nx.karate_club_graph().edges),
    "davis": lambda: nx.Graph(nx.davis_southern_women_graph().edges),
    "les miserables": lambda: nx.Graph(nx.les_miserables_graph().edges),
    "florentine": nx.florentine_families_graph,
    "scale-free": lambda: nx.barabasi_albert_graph(150, 2, seed=3),
    "small world": lambda: nx.watts_strogatz_graph(120, 4, 0.1, seed=4),
    "sparse": lambda: nx.gnm_random_graph(130, 120, seed=5),
    "communities": lambda: nx.planted_partition_graph(5, 20, 0.3, 0.02, seed=6),
    "loops": lambda: nx.Graph([(0, 0), (0, 1), (1, 2), (2, 2), (3, 3)]),
    "doubled": lambda: nx.MultiGraph([(0, 1), (0, 1), (1, 2), (2, 2), (3, 4), (4, 3)]),
}
DIRECTED: dict[str, Callable[[], Any]] = {
    "directed nothing": nx.DiGraph,
    "directed one": lambda: nx.empty_graph(1, nx.DiGraph),
    "directed path": lambda: nx.path_graph(9, nx.DiGraph),
    "directed cycle": lambda: nx.cycle_graph(9, nx.DiGraph),
    "directed random": lambda: nx.gnp_random_graph(90, 0.03, seed=7, directed=True),
    "both ways": lambda: nx.DiGraph([(0, 1), (1, 0), (1, 2), (2, 2), (3, 0)]),
    "directed doubled": lambda: nx.MultiDiGraph([(0, 1), (0, 1), (1, 2), (2, 0), (2, 3)]),
    "growing": lambda: nx.DiGraph(nx.gn_graph(60, seed=8)),
}


def simple(graph: Any) -> Any:
    """The graph as it is measured: one tie at most between two nodes, no loops, nodes as text."""
    found = nx.DiGraph() if graph.is_directed() else nx.Graph()
    found.add_nodes_from(map(str, graph))
    found.add_edges_from((str(tail), str(head)) for tail, head in graph.edges() if tail != head)
    return found


def case_of(graph: Any, kind: str = "related") -> Case:
    """A case whose items and links are a graph's nodes and edges."""
    names = {node: f"n{number:03}" for number, node in enumerate(graph)}
    items = [Item(name, "person", name) for name in names.values()]
    links = [
        Link(f"k{number:03}", kind, names[tail], names[head])
        for number, (tail, head) in enumerate(graph.edges())
    ]
    return Case([*items, *links])


@st.composite
def graphs(draw: st.DrawFn, most: int = 9, is_directed: bool = False) -> Any:
    """Any small graph."""
    count = draw(st.integers(0, most))
    graph = nx.DiGraph() if is_directed else nx.Graph()
    graph.add_nodes_from(range(count))
    if count > 1:
        nodes = st.integers(0, count - 1)
        graph.add_edges_from(draw(st.lists(st.tuples(nodes, nodes), max_size=2 * most)))
    return graph
