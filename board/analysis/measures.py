"""The answers: every measure of a network, by item, as networkx defines it.

`answers_of` is work for the worker process. Exact betweenness takes seconds from some thousand cards on;
`sampled` first gives an estimate from so many starting points, marked as one (Brandes and Pich, 2007).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from board.analysis import distances, lens, shortest, spectral, trees
from board.analysis.lens import Lens
from board.analysis.network import Floats, Network
from board.analysis.ranks import Rank, ranks
from board.analysis.structure import structure
from board.case import Case

Report = Callable[[str, int, int], None]
SEED = 1
EXACT_UP_TO = 2_000
"""Nodes; beyond, betweenness is sampled unless it is asked for exactly."""
SAMPLE = 500


@dataclass(frozen=True)
class Answer:
    """One question answered for everybody."""

    question: str
    values: Mapping[str, float]
    """By node: an item, or the first of those taken for one."""
    sampled: int = 0
    """From how many starting points it was estimated; 0 is exact."""
    is_settled: bool = True
    """False where rounds did not come to rest; the values are those of the last round."""
    node_of: Mapping[str, str] = field(default_factory=dict)
    """The node of every item that is taken for one with others."""

    @cached_property
    def ranks(self) -> dict[str, Rank]:
        """The place of every node; worked out once, for the inspector asks at each selection."""
        return ranks(self.values)

    def of(self, item: str) -> float | None:
        """The value of an item; None when it was not measured."""
        return self.values.get(self.node_of.get(item, item))


def answers_of(
    case: Case, seen: Lens, questions: Sequence[str], is_exact: bool, report: Report | None = None
) -> dict[str, Answer]:
    """Some questions answered for a case seen through a lens: work for the worker process."""
    net = lens.network(case, seen)
    return {question: answer(net, question, is_exact=is_exact, report=report) for question in questions}


def answer(net: Network, question: str, *, is_exact: bool = False, report: Report | None = None) -> Answer:
    """One question answered. Raises KeyError for a question nobody knows."""
    sampled = 0 if is_exact or len(net.nodes) <= EXACT_UP_TO or question != "betweenness" else SAMPLE
    is_settled = True
    if sampled:
        values = sampled_betweenness(net, sampled, report=report)
    elif question in _SETTLING:
        values, is_settled = _SETTLING[question](net)
    else:
        values = _MEASURES[question](net, report)
    merged = {item: node for node, items in net.members.items() for item in items}
    return Answer(question, dict(zip(net.nodes, values.tolist(), strict=True)), sampled, is_settled, merged)


def degree(net: Network, _report: Report | None = None) -> Floats:
    """Direct neighbours, as a share of all others; directed, ties in and out."""
    count = len(net.nodes)
    ties = net.degrees + net.turned.degrees if net.is_directed else net.degrees
    shares: Floats = np.ones(count) if count == 1 else ties / max(count - 1, 1)
    return shares


def betweenness(net: Network, report: Report | None = None) -> Floats:
    """The share of shortest ways between two others that lead through a node."""
    count = len(net.nodes)
    pairs = max((count - 1) * (count - 2), 1)
    if net.is_directed or not len(net.heads):
        return shortest.betweenness(net, range(count), report) / pairs
    inside = trees.in_trees(net)
    counted = trees.betweenness(net, inside) if inside.any() else np.zeros(count)
    walked = np.flatnonzero(~inside).tolist()
    return (counted + shortest.betweenness(net, walked, report)) / pairs if walked else counted / pairs


def sampled_betweenness(net: Network, sample: int, seed: int = SEED, report: Report | None = None) -> Floats:
    """Betweenness estimated from some starting points, drawn and weighed as networkx does."""
    count = len(net.nodes)
    if sample >= count:
        return betweenness(net, report)
    sources = random.Random(seed).sample(range(count), sample)  # noqa: S311  # the same sample every time
    values = shortest.betweenness(net, sources, report)
    scale = np.full(count, 1.0 / (sample * max(count - 2, 1)))
    scale[sources] = 1.0 / (max(sample - 1, 1) * max(count - 2, 1))
    estimated: Floats = values * scale
    return estimated


def core(net: Network, _report: Report | None = None) -> Floats:
    """The largest k so that a node is in a group where everybody has k links inside."""
    flat = net.undirected
    starts, heads, left = flat.starts.tolist(), flat.heads.tolist(), flat.degrees.tolist()
    waiting: list[list[int]] = [[] for _ in range(max(left, default=0) + 1)]
    for node, ties in enumerate(left):
        waiting[ties].append(node)
    found = [-1] * len(left)
    for depth, nodes in enumerate(waiting):
        # grows while it is walked through: whoever loses a tie to somebody less deep comes up again
        for node in nodes:
            if found[node] >= 0:
                continue
            found[node] = depth
            for other in heads[starts[node] : starts[node + 1]]:
                if left[other] > depth:
                    left[other] -= 1
                    waiting[left[other]].append(other)
    return np.array(found, float)


def falls_apart(net: Network, _report: Report | None = None) -> Floats:
    """How many cards are cut off when a node goes; 0 where all holds together."""
    points = structure(net).points
    return np.array([points[node].cut_off if node in points else 0 for node in net.nodes], float)


def communities(net: Network, report: Report | None = None, seed: int = SEED) -> list[set[int]]:
    """Groups of nodes with more links within than between (Louvain), the largest first."""
    import networkx as nx

    found: list[set[int]] = [{node} for node in range(len(net.nodes))]
    if not len(net.heads):
        return found
    graph = net.undirected.numbered_graph()
    for round_, partition in enumerate(nx.community.louvain_partitions(graph, seed=seed)):
        if report is not None:
            report("Finding communities", round_, 0)
        found = partition
    return sorted(found, key=lambda group: (-len(group), min(group)))


def community(net: Network, report: Report | None = None) -> Floats:
    """The number of each node's community; 0 is the largest."""
    numbers = np.zeros(len(net.nodes))
    for number, group in enumerate(communities(net, report)):
        numbers[sorted(group)] = number
    return numbers


_MEASURES: dict[str, Callable[[Network, Report | None], Floats]] = {
    "degree": degree,
    "betweenness": betweenness,
    "closeness": distances.closeness,
    "harmonic": distances.harmonic,
    "core": core,
    "falls_apart": falls_apart,
    "community": community,
}
_SETTLING: dict[str, Callable[[Network], tuple[Floats, bool]]] = {
    "eigenvector": spectral.eigenvector,
    "pagerank": spectral.pagerank,
}
