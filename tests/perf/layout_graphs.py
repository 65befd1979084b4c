"""Graphs that layouts are measured on, and what is counted of a picture: crossings, overlaps, area."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

CARDS = ((220.0, 120.0), (260.0, 140.0), (200.0, 96.0), (180.0, 72.0))
"""Sizes of cards, as the kinds have them."""


def evidence(count: int, seed: int = 1) -> nx.Graph:
    """A board as investigations grow it: communities about hubs, small groups, lone cards."""
    dice = np.random.default_rng(seed)
    graph: nx.Graph = nx.empty_graph(count)
    lone, small = int(count * 0.05), int(count * 0.10)
    start = lone
    while start < lone + small:
        size = int(dice.integers(2, 9))
        for step in range(1, size):
            graph.add_edge(start + step, start + int(dice.integers(0, step)))
        start += size
    rest = np.arange(start, count)
    groups = np.split(rest, np.cumsum(_sizes(len(rest), dice))[:-1])
    want = int(1.85 * count) - graph.number_of_edges()
    for group in groups:
        _grow(graph, group, dice, want * 0.9 * len(group) / len(rest))
    while want > 0 and graph.number_of_edges() < 1.85 * count:
        one = int(dice.integers(len(rest)))
        far = int(dice.geometric(1 / 60)) if dice.random() < 0.8 else int(dice.integers(len(rest)))
        other = (one + far) % len(rest)
        if one != other:
            graph.add_edge(int(rest[one]), int(rest[other]))
    return graph


def _sizes(count: int, dice: np.random.Generator) -> Ints:
    """Sizes of communities that fill a board, a few large and many small."""
    sizes = []
    while count > 0:
        size = min(count, int(8 + dice.pareto(1.3) * 12), 120)
        sizes.append(size)
        count -= size
    return np.array(sizes)


def _grow(graph: nx.Graph, group: Ints, dice: np.random.Generator, links: float) -> None:
    """Join a community up, those with many links gaining more."""
    ends = [int(group[0])]
    for card in group[1:].tolist():
        other = ends[int(dice.integers(len(ends)))]
        graph.add_edge(card, other)
        ends += [card, other]
    tries = 0
    while len(group) > 3 and tries < links - len(group):
        one, other = ends[int(dice.integers(len(ends)))], int(dice.choice(group))
        if one != other:
            graph.add_edge(one, other)
            ends += [one, other]
        tries += 1


def provenance(count: int, seed: int = 2) -> nx.DiGraph:
    """Who had it from whom: most from one or two a little earlier, some from the first of all."""
    dice = np.random.default_rng(seed)
    graph: nx.DiGraph = nx.empty_graph(count, create_using=nx.DiGraph)
    origins = max(3, count // 12)
    for card in range(origins, count):
        for _ in range(int(dice.choice((1, 1, 1, 2, 2, 3)))):
            back = int(dice.geometric(6 / count)) if dice.random() < 0.85 else int(dice.integers(1, card + 1))
            graph.add_edge(max(0, card - back), card)
    return graph


def shapes() -> dict[str, nx.Graph]:
    """Graphs whose drawing everybody knows."""
    found = {
        "random tree of 300": nx.random_labeled_tree(300, seed=5),
        "tree of threes, 364": nx.balanced_tree(3, 5),
        "path of 100": nx.path_graph(100),
        "star of 300": nx.star_graph(299),
        "grid 20 x 20": nx.grid_2d_graph(20, 20),
        "grid 8 x 30": nx.grid_2d_graph(8, 30),
        "cycle of 300": nx.cycle_graph(300),
        "cycle of 20": nx.cycle_graph(20),
        "karate": nx.karate_club_graph(),
        "davis": nx.davis_southern_women_graph(),
        "les miserables": nx.les_miserables_graph(),
    }
    return {name: nx.convert_node_labels_to_integers(graph) for name, graph in found.items()}


def sizes_of(graph: nx.Graph, seed: int = 3) -> Floats:
    """A size for every card."""
    dice = np.random.default_rng(seed)
    return np.array(CARDS)[dice.integers(0, len(CARDS), len(graph))]


def links_of(graph: nx.Graph) -> Ints:
    """The links as pairs of numbers."""
    return np.array(list(graph.edges()), dtype=np.intp).reshape(-1, 2)


def crossings(middles: Floats, links: Ints) -> int:
    """Pairs of straight links that cross, those with a common end left out."""
    links = links[links[:, 0] != links[:, 1]]
    start, end = middles[links[:, 0]], middles[links[:, 1]]
    order = np.argsort(np.minimum(start[:, 0], end[:, 0]), kind="stable")
    links, start, end = links[order], start[order], end[order]
    low, high = np.minimum(start, end), np.maximum(start, end)
    last = np.searchsorted(low[:, 0], high[:, 0], side="right")
    count = 0
    for one in range(len(links)):
        others = slice(one + 1, last[one])
        near = np.flatnonzero((low[others, 1] <= high[one, 1]) & (high[others, 1] >= low[one, 1])) + one + 1
        ends = links[near]
        near = near[((ends != links[one, 0]) & (ends != links[one, 1])).all(axis=1)]
        if len(near):
            crossed = _sides(start[one], end[one], start[near]) * _sides(start[one], end[one], end[near]) < 0
            back = _sides(start[near], end[near], start[one]) * _sides(start[near], end[near], end[one]) < 0
            count += int((crossed & back).sum())
    return count


def _sides(start: Floats, end: Floats, point: Floats) -> Floats:
    """On which side of lines points lie."""
    way, there = end - start, point - start
    sides: Floats = np.sign(way[..., 0] * there[..., 1] - way[..., 1] * there[..., 0])
    return sides


def overlaps(middles: Floats, sizes: Floats) -> int:
    """Pairs of cards that lie on one another."""
    order = np.argsort(middles[:, 0] - sizes[:, 0] / 2, kind="stable")
    low, high = (middles - sizes / 2)[order], (middles + sizes / 2)[order]
    last = np.searchsorted(low[:, 0], high[:, 0] - 1e-6, side="left")
    count = 0
    for one in range(len(order)):
        others = slice(one + 1, last[one])
        count += int(((low[others, 1] < high[one, 1] - 1e-6) & (high[others, 1] > low[one, 1] + 1e-6)).sum())
    return count


def spread(middles: Floats, sizes: Floats) -> tuple[float, float]:
    """The area of the whole in areas of cards, and its width to height."""
    width, height = ((middles + sizes / 2).max(axis=0) - (middles - sizes / 2).min(axis=0)).tolist()
    return width * height / float(sizes.prod(axis=1).sum()), width / height


def under_cards(middles: Floats, sizes: Floats, links: Ints) -> float:
    """Cards that a link runs under, per link."""
    total = 0
    low, high = middles - sizes / 2, middles + sizes / 2
    for one, other in links.tolist():
        start, way = middles[one], middles[other] - middles[one]
        with np.errstate(divide="ignore", invalid="ignore"):
            first, last = (low - start) / way, (high - start) / way
        enter = np.fmax.reduce(np.fmin(first, last), axis=1)
        leave = np.fmin.reduce(np.fmax(first, last), axis=1)
        hit = (enter < leave) & (leave > 0) & (enter < 1)
        hit[[one, other]] = False
        total += int(hit.sum())
    return total / max(len(links), 1)
