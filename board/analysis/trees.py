"""Betweenness where there is only one way from each to each: counted, not walked.

In a tree a node lies between two others when they are in different branches of it. With branches of sizes
s₁, s₂ … that is the case for (Σs)² - Σs² ordered pairs, and one walk from a root finds every size. A chain of
a thousand cards is a thousand waves to whoever walks outwards from each.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from board.analysis.network import Floats, Network


def in_trees(network: Network) -> NDArray[np.bool_]:
    """Which nodes of an undirected network belong to a component without any circle."""
    from scipy.sparse.csgraph import connected_components

    count, component = connected_components(network.matrix(), directed=False)
    sizes = np.bincount(component, minlength=count)
    ties = np.bincount(component, network.degrees, count) / 2
    found: NDArray[np.bool_] = (ties == sizes - 1)[component]
    return found


def betweenness(network: Network, inside: NDArray[np.bool_]) -> Floats:
    """The number of ordered pairs that each of some nodes, which make up whole trees, lies between."""
    starts, heads = network.starts.tolist(), network.heads.tolist()
    total = np.zeros(len(network.nodes))
    above = [-2] * len(total)
    for root in np.flatnonzero(inside).tolist():
        if above[root] == -2:
            above[root] = -1
            order = [root]
            for node in order:
                for other in heads[starts[node] : starts[node + 1]]:
                    if other != above[node]:
                        above[other] = node
                        order.append(other)
            _count(order, above, total)
    return total


def _count(order: list[int], above: list[int], total: Floats) -> None:
    """Fill in one tree, given from the root on."""
    size = len(order)
    below = dict.fromkeys(order, 1)
    squares = dict.fromkeys(order, 0)
    for node in reversed(order[1:]):
        weight = below[node]
        below[above[node]] += weight
        squares[above[node]] += weight * weight
    for node in order:
        up = size - below[node]
        total[node] = (size - 1) ** 2 - squares[node] - up * up
