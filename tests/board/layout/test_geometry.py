"""Layouts as geometry: nothing overlaps, pins stay, the same picture twice, whatever the net."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.layout.crossing import crossings
from board.layout.force import force_places
from board.layout.layered import layered_places
from board.layout.layers import acyclic, layers_of
from board.layout.net import Flags, Floats, Net, components, net
from board.layout.overlap import apart, free_place, overlapping
from board.layout.packing import in_rows, packed
from board.layout.radial import radial_places
from board.layout.routing import routed
from board.layout.tidy import inserted, room_made, tidied
from tests.board.layout.nets import assert_apart, nets, scenes

Scene = tuple[Net, Floats, Flags]


def drawn(graph: nx.Graph, wide: float = 220.0, high: float = 120.0) -> Net:
    numbered = nx.convert_node_labels_to_integers(graph)
    return net([(wide, high)] * len(numbered), list(numbered.edges()))


LAYOUTS: dict[str, Callable[[Net], Floats]] = {
    "force": force_places,
    "layered": lambda graph: layered_places(graph.sizes, list(map(tuple, graph.links.tolist()))).places,
    "radial": lambda graph: radial_places(graph, 0) if graph.count else np.zeros((0, 2)),
    "rows": lambda graph: in_rows(graph.sizes),
    "packed": lambda graph: packed(graph.sizes),
}


@pytest.mark.parametrize("name", LAYOUTS)
@settings(max_examples=60, deadline=None)
@given(graph=nets())
def test_no_layout_lets_boxes_overlap_and_each_draws_the_same_twice(name: str, graph: Net) -> None:
    places = LAYOUTS[name](graph)
    assert places.shape == (graph.count, 2)
    assert_apart(places, graph.sizes)
    assert (LAYOUTS[name](graph) == places).all()


@settings(max_examples=60, deadline=None)
@given(scenes())
def test_pinned_boxes_stay_and_nothing_overlaps_them(scene: Scene) -> None:
    graph, places, fixed = scene
    found = force_places(graph, fixed=fixed, at=places)
    assert (found[fixed] == places[fixed]).all()
    assert_apart(found, graph.sizes)


@settings(max_examples=200, deadline=None)
@given(scenes())
def test_boxes_pushed_apart_are_apart_and_fixed_ones_stay(scene: Scene) -> None:
    graph, places, fixed = scene
    found = apart(places, graph.sizes, gap=20, fixed=fixed)
    assert (found[fixed] == places[fixed]).all()
    assert_apart(found, graph.sizes)


def test_boxes_all_at_one_place_are_taken_apart() -> None:
    sizes = np.full((60, 2), (220.0, 120.0))
    assert_apart(apart(np.zeros((60, 2)), sizes), sizes)


@settings(max_examples=200, deadline=None)
@given(scenes(), st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)))
def test_the_free_place_is_free_and_no_simple_one_is_nearer(scene: Scene, wish: tuple[float, float]) -> None:
    graph, places, _ = scene
    size = np.array([180.0, 90.0])
    at = np.array(wish)
    found = free_place(at, size, places, graph.sizes, gap=10)
    assert ((np.abs(found - places) >= (size + graph.sizes) / 2 + 9).any(axis=1)).all()
    far = np.hypot(*(found - at))
    for angle in np.linspace(0, 2 * np.pi, 16, endpoint=False):
        spot = at + (far - 3) * np.array([np.cos(angle), np.sin(angle)])
        inside = (np.abs(spot - places) < (size + graph.sizes) / 2 + 10).all(axis=1)
        assert far < 3 or inside.any()


@pytest.mark.parametrize("size", [(220.0, 120.0), (90.0, 300.0)])
@pytest.mark.parametrize(
    "graph",
    [
        nx.balanced_tree(3, 4),
        nx.random_labeled_tree(120, seed=4),
        nx.star_graph(80),
        nx.path_graph(40),
        nx.cycle_graph(12),
        nx.cycle_graph(97),
        nx.grid_2d_graph(9, 7),
    ],
    ids=["tree of threes", "random tree", "star", "path", "ring", "circle", "grid"],
)
def test_what_can_be_drawn_without_a_crossing_is(graph: nx.Graph, size: tuple[float, float]) -> None:
    graph = drawn(graph, *size)
    places = force_places(graph)
    assert crossings(places, graph.links) == 0
    assert_apart(places, graph.sizes)


def test_every_circle_has_a_ring() -> None:
    for count in range(3, 120):
        graph = drawn(nx.cycle_graph(count))
        places = force_places(graph)
        assert_apart(places, graph.sizes)
        assert crossings(places, graph.links) == 0


def test_groups_and_lone_cards_stand_apart_in_the_shape_of_a_window() -> None:
    graph = drawn(nx.disjoint_union_all([nx.complete_graph(5), nx.path_graph(3), nx.empty_graph(30)]))
    places = force_places(graph)
    width, height = np.ptp(places, axis=0) + graph.sizes[0]
    assert 1 < width / height < 3
    boxes = [(places[group].min(axis=0), places[group].max(axis=0)) for group in components(graph)[:2]]
    (low, high), (other_low, other_high) = boxes
    assert (high < other_low).any() or (other_high < low).any()


def test_another_seed_is_another_picture() -> None:
    graph = drawn(nx.gnm_random_graph(90, 200, seed=1))
    assert (force_places(graph, seed=1) != force_places(graph, seed=2)).any()


def test_work_ends_when_the_report_says_so() -> None:
    class Stop(Exception):
        pass

    def report(_verb: str, _done: int, _total: int) -> None:
        raise Stop

    with pytest.raises(Stop):
        force_places(drawn(nx.gnm_random_graph(90, 200, seed=1)), report=report)


@given(
    st.integers(1, 12).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))
    )
)
def test_links_lead_to_later_layers_and_are_as_short_as_can_be(
    graph: tuple[int, list[tuple[int, int]]],
) -> None:
    count, links = graph
    straight = acyclic(count, links)
    assert {frozenset(pair) for pair in straight} == {
        frozenset(pair) for pair in links if len(set(pair)) == 2
    }
    layers = layers_of(count, straight)
    assert all(layers[one] < layers[other] for one, other in straight)
    longest = nx.DiGraph(straight)
    for number, layer in enumerate(nx.topological_generations(longest)):
        for box in layer:
            assert layers[box] >= number
    if nx.is_directed_acyclic_graph(nx.DiGraph(links)):
        assert set(straight) == set(links)


@settings(max_examples=80, deadline=None)
@given(nets())
def test_layered_links_bend_around_every_card(graph: Net) -> None:
    links = [(one, other) for one, other in graph.links.tolist()]
    found = layered_places(graph.sizes, links)
    low, high = found.places - graph.sizes / 2, found.places + graph.sizes / 2
    for (tail, head), bends in found.bends.items():
        points = [*bends]
        for one, other in pairwise(points):
            xs = sorted((one[0], other[0]))
            if one[1] == other[1]:
                level = (low[:, 1] < one[1]) & (one[1] < high[:, 1])
                hit = level & (low[:, 0] < xs[1]) & (xs[0] < high[:, 0])
                hit[[tail, head]] = False
                assert not hit.any()


@settings(max_examples=100, deadline=None)
@given(scenes())
def test_tidying_leaves_no_overlap_and_the_tidy_alone(scene: Scene) -> None:
    graph, places, fixed = scene
    found = tidied(places, graph.sizes, fixed)
    assert (found[fixed] == places[fixed]).all()
    assert_apart(found, graph.sizes)


def test_tidying_evens_gaps_and_lines_up_edges() -> None:
    sizes = np.full((4, 2), (200.0, 100.0))
    middles = np.array([[100.0, 50.0], [360.0, 56.0], [610.0, 45.0], [900.0, 50.0]])
    found = tidied(middles, sizes, np.zeros(4, dtype=bool))
    assert len(set(found[:, 1].tolist())) == 1
    gaps = np.diff(found[:, 0])
    assert np.ptp(gaps) <= 2
    assert np.abs(found - middles).max() < 30


@settings(max_examples=100, deadline=None)
@given(scenes(), st.data())
def test_making_room_moves_a_few_around_and_not_what_was_dropped(scene: Scene, data: st.DataObject) -> None:
    graph, _, fixed = scene
    if not graph.count:
        return
    places = in_rows(graph.sizes)
    dropped = data.draw(st.integers(0, graph.count - 1))
    fixed[dropped] = False
    places[dropped] = places[data.draw(st.integers(0, graph.count - 1))] + (30, 20)
    found = room_made(places, graph.sizes, np.array([dropped]), fixed)
    assert (found[dropped] == places[dropped]).all()
    assert (found[fixed] == places[fixed]).all()
    one, other = overlapping(found, graph.sizes)
    assert all(
        {int(a), int(b)} <= {dropped, *np.flatnonzero(fixed).tolist()}
        for a, b in zip(one, other, strict=True)
    )


def test_making_room_leaves_the_far_alone() -> None:
    sizes = np.full((400, 2), (220.0, 120.0))
    places = in_rows(sizes, gap=70)
    places[7] = places[200] + (60, 40)
    found = room_made(places, sizes, np.array([7]), np.zeros(400, dtype=bool))
    moved = np.flatnonzero((found != places).any(axis=1))
    assert 1 <= len(moved) <= 12
    assert np.abs(found[moved] - places[moved]).max() < 300
    assert_apart(found, sizes)


@settings(max_examples=100, deadline=None)
@given(scenes(), nets(6))
def test_what_is_inserted_stands_free_and_near_its_neighbours(scene: Scene, new: Net) -> None:
    graph, places, _ = scene
    places = apart(places, graph.sizes)
    ends = [[0] if graph.count else [] for _ in range(new.count)]
    found = inserted(places, graph.sizes, new.sizes, ends)
    assert_apart(np.concatenate([places, found]), np.concatenate([graph.sizes, new.sizes]))


def test_links_are_led_around_a_card() -> None:
    sizes = np.full((3, 2), (200.0, 100.0))
    middles = np.array([[0.0, 0.0], [400.0, 0.0], [800.0, 0.0]])
    bends = routed(middles, sizes, [(0, 2), (0, 1)])
    assert set(bends) == {0}
    assert all(abs(y) > 50 for _, y in bends[0])
