"""What counts, and what does not."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.analysis import lens
from board.analysis.lens import Lens, network
from board.analysis.measures import answer
from board.analysis.network import Network
from board.analysis.report import MEASURES, centrality
from board.case import Case
from board.records import Board, Item, Link, Placement, Record
from tests.board.evidence.worlds import moscow
from tests.board.strategies import cases


def ties(net: Network) -> set[tuple[str, str]]:
    """Every tie by the ids of its ends."""
    return set(net.graph().edges)


def report(number: int, voice: str, claim: str, *via: str, **rest: Any) -> Link:
    """A report of a claim, had from others where they are named."""
    basis = rest.pop("basis", "relay" if via else "own")
    return Link(f"r{number}", "reports", voice, claim, basis=basis, via=via, stance="affirms", **rest)


def world(*links: Link) -> Case:
    """Three sources, three people and two claims, tied as given; two people on a board."""
    items: list[Record] = [Item(f"s{n}", "source") for n in (1, 2, 3)]
    items += [Item(f"p{n}", "person") for n in (1, 2, 3)]
    items += [Item("c1", "claim"), Item("c2", "claim")]
    cards = [Placement("b1", item, 0, 0, 100, 50) for item in ("p1", "p2")]
    return Case([*items, *links, Board("b1"), *cards])


@given(cases(), st.booleans(), st.booleans(), st.booleans())
def test_every_tie_stands_for_links_of_the_case(
    case: Case, is_directed: bool, collapses: bool, merges: bool
) -> None:
    net = network(case, Lens("", None, None, is_directed, collapses, merges))
    assert list(net.nodes) == sorted(net.nodes)
    assert net.node_of.keys() == case.items.keys()
    assert {net.nodes[net.place[node]] for node in net.node_of.values()} == set(net.nodes)
    for one, other in ties(net):
        links = net.links_between(one, other)
        assert links
        assert all(link in case.links for link in links)
        if not collapses:
            for link in (case.links[link] for link in links):
                ends = {net.node_of[link.from_id], net.node_of[link.to_id]}
                assert ends == {one, other}
    assert network(case, Lens()).graph().number_of_edges() == net.ties or is_directed or collapses or merges


@given(cases())
def test_the_plain_lens_is_the_simple_graph_of_the_links(case: Case) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(case.items)
    graph.add_edges_from((link.from_id, link.to_id) for link in case.links.values())
    assert nx.utils.graphs_equal(network(case, Lens()).graph(), graph)


@given(cases())
def test_collapsing_makes_no_link_of_nothing(case: Case) -> None:
    plain, collapsed = network(case, Lens()), network(case, Lens(collapses_relays=True))
    reports = {
        link.id for link in case.links.values() if link.kind == "reports" and link.from_id != link.to_id
    }
    for pair in ties(collapsed) - ties(plain):
        assert reports.issuperset(collapsed.links_between(*pair))


def test_a_board_a_selection_and_some_kinds() -> None:
    case = world(
        Link("k1", "family", "p1", "p2"), Link("k2", "paid", "p2", "p3"), Link("k3", "paid", "p1", "p2")
    )
    assert ties(network(case, Lens(board="b1"))) == {("p1", "p2")}
    assert network(case, Lens(board="b1")).links_between("p2", "p1") == ("k1", "k3")
    assert network(case, Lens(items=frozenset({"p2", "p3"}))).nodes == ("p2", "p3")
    assert ties(network(case, Lens(link_kinds=frozenset({"family"})))) == {("p1", "p2")}
    assert not ties(network(case, Lens(link_kinds=frozenset())))


def test_directed_links_count_one_way_and_others_both() -> None:
    case = world(Link("k1", "family", "p1", "p2"), Link("k2", "paid", "p2", "p3"))
    assert ties(network(case, Lens(is_directed=True))) == {("p1", "p2"), ("p2", "p1"), ("p2", "p3")}


def test_an_echo_makes_nobody_central() -> None:
    case = world(report(1, "s1", "c1"), report(2, "s2", "c1", "s1"), report(3, "s3", "c1", "s2"))
    assert ties(network(case, Lens())) == {("c1", "s1"), ("c1", "s2"), ("c1", "s3")}
    collapsed = network(case, Lens(collapses_relays=True))
    assert ties(collapsed) == {("c1", "s1")}
    assert collapsed.links_between("s1", "c1") == ("r1", "r2", "r3")


def test_an_origin_that_reports_nothing_itself_counts_for_its_echoes() -> None:
    case = world(report(1, "s1", "c1", "p1"), report(2, "s2", "c1", "p1"))
    assert ties(network(case, Lens(collapses_relays=True))) == {("c1", "p1")}


def test_a_trail_that_ends_with_nobody_counts_for_its_last_voice() -> None:
    case = world(report(1, "s1", "c1", basis="unstated"), report(2, "s2", "c1", "s1"))
    assert ties(network(case, Lens(collapses_relays=True))) == {("c1", "s1")}
    ring = world(report(1, "s1", "c1", "s2"), report(2, "s2", "c1", "s1"))
    assert ties(network(ring, Lens(collapses_relays=True))) == {("c1", "s1")}


def test_same_as_is_one() -> None:
    case = world(
        Link("k1", "same_as", "p1", "p2"), Link("k2", "paid", "p2", "p3"), Link("k3", "paid", "p1", "p3")
    )
    net = network(case, Lens(merges_same=True))
    assert ties(net) == {("p1", "p3")}
    assert net.links_between("p1", "p3") == ("k2", "k3")
    degree = answer(net, "degree")
    assert degree.of("p2") == degree.of("p1") == degree.values["p1"]
    assert degree.of("nobody") is None


def test_what_counts_is_said_and_kept() -> None:
    case = world()
    seen = Lens("b1", None, frozenset({"paid", "own"}), True, True, True)
    assert lens.sentence(case, seen) == (
        "This board; only links “own”, “paid”; along the direction of links; "
        "relayed reports counted for their origin; “same as” taken for one"
    )
    assert lens.sentence(case, Lens()) == "The whole case"
    assert lens.sentence(case, Lens(items=frozenset("ab"))) == "2 selected cards"
    assert lens.from_json(seen.as_json()) == Lens("", None, frozenset({"paid", "own"}), True, True, True)
    assert Lens().as_json() == ""


@pytest.mark.parametrize(
    "text", ["", "odd", "[1]", "7", "[" * 9999, '{"link_kinds": 3}', '{"is_directed": "yes"}']
)
def test_a_lens_from_a_strange_file_is_the_plain_one(text: str) -> None:
    assert lens.from_json(text) == Lens()


def test_centrality_of_the_sample_is_networkx_s() -> None:
    case = Case(moscow())
    graph: Any = nx.Graph()
    graph.add_nodes_from(sorted(case.items))
    graph.add_edges_from((link.from_id, link.to_id) for link in case.links.values())
    found = centrality(case)
    assert all(tuple(values) == MEASURES for values in found.values())
    for name, wanted in {
        "degree": nx.degree_centrality(graph),
        "betweenness": nx.betweenness_centrality(graph),
        "closeness": nx.closeness_centrality(graph),
        "eigenvector": nx.eigenvector_centrality(graph, max_iter=1000),
        "pagerank": nx.pagerank(graph),
    }.items():
        assert {item: values[name] for item, values in found.items()} == pytest.approx(wanted, abs=1e-9)
    assert found["s02"]["community"] == 0


def test_in_the_sample_the_english_text_is_central_only_as_an_echo() -> None:
    case = Case(moscow())
    plain = answer(network(case, Lens()), "betweenness").values
    collapsed = answer(network(case, Lens(collapses_relays=True)), "betweenness").values
    echo = next(item.id for item in case.items.values() if item.title == "English text in hand")
    assert sorted(plain, key=lambda item: -plain[item]).index(echo) == 1
    assert sorted(collapsed, key=lambda item: -collapsed[item]).index(echo) > 10
