"""A simple graph as arrays: what the measures run on, and what networkx is given.

Simple, as every measure is defined: at most one tie between two nodes, none from a node to itself. The
ties of node v are `heads[starts[v]:starts[v + 1]]`, sorted (compressed sparse rows); in an undirected
network each tie stands at both its ends. Nodes are numbered in the order of their ids, so that the same
case gives the same numbers, and whatever depends on order (Louvain) the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import networkx as nx
    from scipy.sparse import csr_array

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Nodes by id, and who is tied to whom."""

    nodes: tuple[str, ...]
    """Sorted. Where items were merged, the id of the first stands for all."""
    is_directed: bool
    starts: Ints
    heads: Ints
    links: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """Ids of the links behind each tie, from its tail to its head; undirected, from the lesser id."""
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The items that a node stands for, where it is more than one."""

    @property
    def ties(self) -> int:
        """How many ties there are."""
        return len(self.heads) if self.is_directed else len(self.heads) // 2

    @cached_property
    def place(self) -> dict[str, int]:
        """The number of every node."""
        return {node: number for number, node in enumerate(self.nodes)}

    @cached_property
    def node_of(self) -> dict[str, str]:
        """The node that stands for each item."""
        merged = {item: node for node, items in self.members.items() for item in items}
        return {node: node for node in self.nodes} | merged

    @cached_property
    def degrees(self) -> Ints:
        """Ties that start at each node."""
        return np.diff(self.starts)

    @cached_property
    def tails(self) -> Ints:
        """The node at which each tie starts."""
        return np.repeat(np.arange(len(self.nodes)), self.degrees)

    @cached_property
    def turned(self) -> Network:
        """The same ties the other way."""
        if not self.is_directed:
            return self
        starts, heads = _rows(len(self.nodes), self.heads, self.tails)
        return Network(self.nodes, True, starts, heads)

    @cached_property
    def undirected(self) -> Network:
        """The same ties without a direction."""
        if not self.is_directed:
            return self
        links: dict[tuple[str, str], tuple[str, ...]] = {}
        for (tail, head), behind in self.links.items():
            pair = (tail, head) if tail <= head else (head, tail)
            links[pair] = (*links.get(pair, ()), *behind)
        return of_pairs(self.nodes, self.tails, self.heads, False, links, self.members)

    def neighbours(self, node: int) -> Ints:
        """The heads of a node's ties."""
        return self.heads[self.starts[node] : self.starts[node + 1]]

    def beyond(self, nodes: Ints) -> tuple[Ints, Ints]:
        """The heads of all ties of some nodes, node after node, and how many each has."""
        counts = self.degrees[nodes]
        ends = np.cumsum(counts)
        steps = np.arange(int(ends[-1]) if len(ends) else 0)
        return self.heads[steps + np.repeat(self.starts[nodes] - ends + counts, counts)], counts

    def matrix(self) -> csr_array[Any]:
        """The adjacency matrix; a row for every tail."""
        from scipy.sparse import csr_array

        count = len(self.nodes)
        ones = np.ones(len(self.heads))
        return csr_array((ones, self.heads.astype(np.int32), self.starts.astype(np.int32)), (count, count))

    def graph(self) -> nx.Graph[str]:
        """The network for networkx (a DiGraph when directed); ids are the nodes."""
        return self._graph(self.nodes)

    def numbered_graph(self) -> nx.Graph[int]:
        """The same with the nodes' numbers, which order alike on every machine; strings do not."""
        return self._graph(range(len(self.nodes)))

    def _graph(self, names: Any) -> Any:
        import networkx as nx

        graph: Any = nx.DiGraph() if self.is_directed else nx.Graph()
        graph.add_nodes_from(names)
        pairs = zip(self.tails.tolist(), self.heads.tolist(), strict=True)
        graph.add_edges_from((names[tail], names[head]) for tail, head in pairs)
        return graph

    def links_between(self, one: str, other: str) -> tuple[str, ...]:
        """Ids of the links behind the tie from one node to another."""
        pair = (one, other) if self.is_directed or one <= other else (other, one)
        return self.links.get(pair, ())


def of_pairs(
    nodes: Iterable[str],
    tails: Ints,
    heads: Ints,
    is_directed: bool,
    links: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    members: Mapping[str, tuple[str, ...]] | None = None,
) -> Network:
    """The network with these ties between numbered nodes; doubled ones and loops fall away."""
    nodes = tuple(nodes)
    if not is_directed:
        tails, heads = np.concatenate([tails, heads]), np.concatenate([heads, tails])
    starts, found = _rows(len(nodes), tails, heads)
    return Network(nodes, is_directed, starts, found, links or {}, members or {})


def of_graph(graph: nx.Graph[Any]) -> Network:
    """The network of a graph of networkx, its nodes as text; of a multigraph each tie once."""
    names = {node: str(node) for node in graph}
    nodes = sorted(names.values())
    place = {node: number for number, node in enumerate(nodes)}
    pairs = [(place[names[tail]], place[names[head]]) for tail, head in graph.edges()]
    array = np.array(pairs, np.int64).reshape(-1, 2)
    return of_pairs(nodes, array[:, 0], array[:, 1], graph.is_directed())


def _rows(count: int, tails: Ints, heads: Ints) -> tuple[Ints, Ints]:
    """Compressed sparse rows of some pairs."""
    keys = np.unique(tails[tails != heads] * max(count, 1) + heads[tails != heads])
    found_tails, found_heads = np.divmod(keys, max(count, 1))
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(found_tails, minlength=count), out=starts[1:])
    return starts, found_heads
