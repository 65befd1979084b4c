"""Ways between cards, against all that networkx finds."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.analysis import ways
from board.analysis.lens import Lens, network
from board.analysis.network import of_graph
from board.analysis.surroundings import common_neighbours, links_within, neighbourhood
from board.analysis.ways import Way, crossing, sentence, short_ways, shortest_ways, weakest
from board.case import Case
from board.records import Board, Item, Link, Placement
from tests.board.analysis.graphs import case_of, graphs


@given(graphs(), st.data())
def test_all_shortest_ways_are_found(graph: Any, data: st.DataObject) -> None:
    _check_shortest(graph, data)


@given(graphs(is_directed=True), st.data())
def test_all_shortest_directed_ways_are_found(graph: Any, data: st.DataObject) -> None:
    _check_shortest(graph, data)


def _check_shortest(graph: Any, data: st.DataObject) -> None:
    net = of_graph(graph)
    if not net.nodes:
        return
    one, other = (data.draw(st.sampled_from(net.nodes)) for _ in range(2))
    shut = data.draw(st.sets(st.sampled_from(net.nodes)))
    left = net.graph().copy()
    left.remove_nodes_from(shut - {one, other})
    wanted = []
    if one in left and other in left and nx.has_path(left, one, other):
        wanted = sorted(map(tuple, nx.all_shortest_paths(left, one, other)))
    found = shortest_ways(net, one, other, shut)
    assert sorted(way.items for way in found.ways) == wanted
    assert not found.is_cut
    lengths = sorted(map(len, nx.all_simple_paths(left, one, other))) if one != other else [1]
    if one != other:
        lengths = [length for length in lengths if length <= lengths[0] + ways.LONGER]
    for count in (1, 3, 1000):
        short = short_ways(net, one, other, count, shut)
        assert [len(way.items) for way in short.ways] == lengths[:count]
        assert short.is_cut == (len(lengths) > count)
        assert len({way.items for way in short.ways}) == len(short.ways)
        for way in short.ways:
            assert nx.is_simple_path(left, list(way.items))


def test_too_many_ways_are_cut_and_said_so() -> None:
    net = network(case_of(nx.grid_2d_graph(8, 8)), Lens())
    found = shortest_ways(net, "n000", "n063")
    assert len(found.ways) == ways.MOST
    assert found.is_cut
    tired = short_ways(network(case_of(nx.complete_graph(40)), Lens()), "n000", "n001", 10_000_000)
    assert tired.is_cut


def test_an_unknown_card_is_a_slip() -> None:
    with pytest.raises(KeyError):
        shortest_ways(of_graph(nx.path_graph(3)), "0", "9")


def voices() -> Case:
    """Two people joined over a claim that a weak and a middling source report, and over an organisation."""
    items = [
        Item("p1", "person", "Anna"),
        Item("p2", "person", "Boris"),
        Item("s1", "source", "The Times", reliability="D"),
        Item("s2", "source", "The Post", reliability="B"),
        Item("s3", "source", "A leaflet"),
        Item("c1", "claim", "It was he"),
        Item("o1", "organisation", "The bank"),
    ]
    links = [
        Link("k1", "voice_of", "p1", "s1"),
        Link("k2", "reports", "s1", "c1"),
        Link("k3", "reports", "s1", "c1"),
        Link("k4", "about", "c1", "p2"),
        Link("k5", "voice_of", "p1", "s2"),
        Link("k6", "reports", "s2", "c1"),
        Link("k7", "reports", "s3", "c1"),
    ]
    cards = [Placement("b1", item, 0, 0, 10, 10) for item in ("p1", "s1", "c1", "p2")]
    return Case([*items, *links, Board("b1", "Main"), *cards])


def test_the_weakest_report_is_named() -> None:
    case = voices()
    found = shortest_ways(network(case, Lens()), "p1", "p2")
    assert [way.items for way in found.ways] == [("p1", "s1", "c1", "p2"), ("p1", "s2", "c1", "p2")]
    assert found.ways[0].steps == (("k1",), ("k2", "k3"), ("k4",))
    assert found.links == {"k1", "k2", "k3", "k4", "k5", "k6"}
    assert found.items == {"p1", "s1", "s2", "c1", "p2"}
    assert found.columns == (("p1",), ("s1", "s2"), ("c1",), ("p2",))
    weak = weakest(case, found.ways[0])
    assert weak is not None
    assert (weak.voice, weak.grade) == ("s1", "D")
    assert sentence(case, found) == "2 ways of 3 steps; the weakest report on the first: The Times (D)."
    unknown = Way(("s3", "c1", "s1"), (("k7",), ("k2",)))
    assert (weak := weakest(case, unknown)) is not None
    assert weak.voice == "s3"
    assert weakest(case, Way(("p1", "s1"), (("k1",),))) is None


def test_what_a_way_crosses() -> None:
    case = voices()
    way = shortest_ways(network(case, Lens()), "p1", "p2").ways[0]
    found = crossing(case, way, {"p1": 1, "s1": 1, "c1": 0, "p2": 0})
    assert found.kinds == (("claim", 1), ("source", 1))
    assert found.reports == 1
    assert found.boards == ("b1",)
    assert found.communities == (1, 0)


def test_no_way_and_one_step() -> None:
    case = voices()
    net = network(case, Lens())
    assert sentence(case, shortest_ways(net, "p1", "o1")) == "No way leads from one to the other."
    assert sentence(case, shortest_ways(net, "p1", "s1")) == "1 way of 1 step."
    assert sentence(case, short_ways(net, "s1", "p2", 2)) == (
        "2 ways of 2 to 4 steps; the weakest report on the first: The Times (D)."
    )


@given(graphs(), st.integers(0, 4), st.data())
def test_rings_hold_who_is_so_many_steps_away(graph: Any, steps: int, data: st.DataObject) -> None:
    net = of_graph(graph)
    if not net.nodes:
        return
    asked = data.draw(st.sets(st.sampled_from(net.nodes), min_size=1))
    found = neighbourhood(net, asked, steps)
    away = nx.multi_source_dijkstra_path_length(net.graph(), asked, cutoff=steps)
    assert {item: ring for ring, items in enumerate(found.columns) for item in items} == away
    assert found.items == set(away)


@given(graphs(), st.data())
def test_common_neighbours_are_tied_to_each(graph: Any, data: st.DataObject) -> None:
    net = of_graph(graph)
    if not net.nodes:
        return
    asked = data.draw(st.sets(st.sampled_from(net.nodes), min_size=1, max_size=3))
    near = [set(net.graph()[node]) for node in asked]
    assert set(common_neighbours(net, asked).items) - asked == set.intersection(*near) - asked


def test_rings_along_and_against_the_direction() -> None:
    net = network(case_of(nx.path_graph(5, nx.DiGraph), "paid"), Lens(is_directed=True))
    assert neighbourhood(net, ["n002"], 1, "out").columns == (("n002",), ("n003",))
    assert neighbourhood(net, ["n002"], 9, "in").columns == (("n002",), ("n001",), ("n000",))
    assert neighbourhood(net, ["n002"], 1).columns == (("n002",), ("n001", "n003"))
    assert neighbourhood(net, ["n002"], 1).links == {"k001", "k002"}
    assert neighbourhood(net, ["elsewhere"], 1).columns == ()
    assert common_neighbours(net, ["n001", "n003"]).columns == (("n001", "n003"), ("n002",))
    assert common_neighbours(net, ["n001", "n003"]).links == {"k001", "k002"}
    assert common_neighbours(net, []).items == frozenset()
    assert links_within(net, ["n000", "n001", "n004"]) == {"k000"}
