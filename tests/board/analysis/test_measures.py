"""Every measure is what networkx says it is, on graphs of every shape."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from board.analysis import measures
from board.analysis.lens import Lens
from board.analysis.measures import answer, answers_of
from board.analysis.network import of_graph
from board.analysis.questions import QUESTIONS, words
from tests.board.analysis.graphs import DIRECTED, UNDIRECTED, case_of, graphs, simple

Make = Callable[[], Any]
ALL = UNDIRECTED | DIRECTED
PEERS: dict[str, Callable[[Any], Any]] = {
    "degree": nx.degree_centrality,
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "harmonic": nx.harmonic_centrality,
    "eigenvector": lambda graph: nx.eigenvector_centrality(graph, max_iter=1000) if graph else {},
    "pagerank": lambda graph: nx.pagerank(graph, max_iter=1000),
    "core": lambda graph: nx.core_number(graph.to_undirected()),
}


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
@pytest.mark.parametrize("question", PEERS)
def test_it_equals_networkx(question: str, make: Make) -> None:
    net = of_graph(make())
    found = answer(net, question, is_exact=True)
    try:
        wanted = PEERS[question](net.graph())
    except nx.PowerIterationFailedConvergence:
        assert not found.is_settled
        return
    assert found.is_settled
    assert found.values == pytest.approx(wanted, abs=1e-9, rel=1e-9)


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_network_is_the_simple_graph(make: Make) -> None:
    graph = simple(make())
    net = of_graph(make())
    assert nx.utils.graphs_equal(net.graph(), graph)
    assert net.ties == graph.number_of_edges()
    assert nx.utils.graphs_equal(net.undirected.graph(), graph.to_undirected())
    turned = graph.reverse() if graph.is_directed() else graph
    assert nx.utils.graphs_equal(net.turned.graph(), turned)


@given(graphs(most=14))
def test_any_small_graph(graph: Any) -> None:
    net = of_graph(graph)
    for question in ("betweenness", "closeness", "harmonic"):
        assert answer(net, question).values == pytest.approx(PEERS[question](net.graph()), abs=1e-9)


@given(graphs(most=14, is_directed=True))
def test_any_small_directed_graph(graph: Any) -> None:
    net = of_graph(graph)
    for question in ("betweenness", "closeness", "harmonic"):
        assert answer(net, question).values == pytest.approx(PEERS[question](net.graph()), abs=1e-9)


@pytest.mark.parametrize("name", ["karate", "scale-free", "pieces", "directed random"])
def test_a_sample_is_drawn_and_weighed_as_networkx_does(name: str) -> None:
    net = of_graph(ALL[name]())
    wanted = nx.betweenness_centrality(net.numbered_graph(), k=9, seed=random.Random(5))
    found = measures.sampled_betweenness(net, 9, seed=5)
    assert dict(enumerate(found.tolist())) == pytest.approx(wanted, abs=1e-9)


def test_a_sample_of_everybody_is_exact() -> None:
    net = of_graph(UNDIRECTED["karate"]())
    assert measures.sampled_betweenness(net, 34).tolist() == measures.betweenness(net).tolist()


def test_large_boards_are_sampled_unless_asked_exactly() -> None:
    net = of_graph(nx.star_graph(measures.EXACT_UP_TO))
    assert answer(net, "betweenness").sampled == measures.SAMPLE
    assert answer(net, "betweenness", is_exact=True).sampled == 0
    assert answer(net, "degree").sampled == 0


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_communities_are_those_of_louvain_the_largest_first(make: Make) -> None:
    net = of_graph(make())
    found = measures.communities(net)
    graph = net.undirected.numbered_graph()
    wanted = nx.community.louvain_communities(graph, seed=measures.SEED) if len(graph) else []
    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted))
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)
    numbers = answer(net, "community").values
    assert all(numbers[net.nodes[node]] == number for number, group in enumerate(found) for node in group)


def test_every_question_is_answered_in_words() -> None:
    case = case_of(UNDIRECTED["barbell"]())
    found = answers_of(case, Lens(), list(QUESTIONS), is_exact=False)
    assert list(found) == list(QUESTIONS)
    for question, one in found.items():
        assert one.values.keys() == case.items.keys()
        assert all(words(question, value, len(case.items)) for value in one.values.values())
    middle = "n008"
    assert words("degree", found["degree"].values[middle], 17) == "2 others"
    assert words("falls_apart", found["falls_apart"].values[middle], 17) == "cuts off 8"
    assert words("betweenness", 0.00001, 17) == "< 0.01 %"


def test_progress_is_told_and_can_stop_the_work() -> None:
    net = of_graph(nx.cycle_graph(300))
    told: list[tuple[str, int, int]] = []
    answer(net, "betweenness", report=lambda *word: told.append(word))
    answer(net, "closeness", report=lambda *word: told.append(word))
    answer(net, "community", report=lambda *word: told.append(word))
    assert {verb for verb, _, _ in told} == {
        "Following shortest paths",
        "Measuring distances",
        "Finding communities",
    }

    class Enough(Exception):
        pass

    def stop(*_word: object) -> None:
        raise Enough

    for question in ("betweenness", "closeness", "community"):
        with pytest.raises(Enough):
            answer(net, question, report=stop)


def test_an_unknown_question_is_a_slip() -> None:
    with pytest.raises(KeyError):
        answer(of_graph(nx.path_graph(3)), "fame")
