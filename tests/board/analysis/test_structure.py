"""What breaks a board, against taking every card and tie away in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from board.analysis.measures import answer
from board.analysis.network import of_graph
from board.analysis.structure import Breaks, structure
from tests.board.analysis.graphs import DIRECTED, UNDIRECTED, graphs

ALL = UNDIRECTED | DIRECTED


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_points_and_bridges_are_those_of_networkx(make: Callable[[], Any]) -> None:
    net = of_graph(make())
    graph = net.undirected.graph()
    found = structure(net)
    assert set(found.points) == set(nx.articulation_points(graph))
    assert {frozenset(pair) for pair in found.bridges} == set(map(frozenset, nx.bridges(graph)))
    assert list(found.pieces) == sorted(map(len, nx.connected_components(graph)), reverse=True)


@given(graphs())
def test_it_says_what_falls_off(graph: Any) -> None:
    net = of_graph(graph)
    whole = net.graph()
    found = structure(net)
    for node in whole:
        left = whole.subgraph(nx.node_connected_component(whole, node) - {node})
        assert found.points.get(node, Breaks(1, 0)) == _breaks(left)
    for one, other in whole.edges:
        left = whole.subgraph(nx.node_connected_component(whole, one)).copy()
        left.remove_edge(one, other)
        pair = (one, other) if one <= other else (other, one)
        assert found.bridges.get(pair, Breaks(1, 0)) == _breaks(left)
    values = answer(net, "falls_apart").values
    assert {node for node, value in values.items() if value} == set(found.points)


def _breaks(left: Any) -> Breaks:
    pieces = [len(piece) for piece in nx.connected_components(left)] or [0]
    return Breaks(len(pieces), sum(pieces) - max(pieces))


def test_a_long_chain_is_no_deep_recursion() -> None:
    found = structure(of_graph(nx.path_graph(5000)))
    assert len(found.points) == 4998
    assert len(found.bridges) == 4999
