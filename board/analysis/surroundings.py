"""Who is around some cards: everybody within so many steps, and those that several have in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import reduce

from board.analysis.network import Network


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Cards ring by ring, the ones that were asked about first."""

    columns: tuple[tuple[str, ...], ...]
    links: frozenset[str]
    """The links between all of these."""

    @property
    def items(self) -> frozenset[str]:
        """Every card in some ring."""
        return frozenset(item for ring in self.columns for item in ring)


def neighbourhood(net: Network, items: Iterable[str], steps: int, direction: str = "both") -> Surroundings:
    """Everybody within so many steps of some items; `direction` is "both", "out" or "in".

    Rings end where nobody new is met. Items that are not in the network are left out.
    """
    walked = {"both": net.undirected, "out": net, "in": net.turned}[direction]
    ring = sorted({net.place[net.node_of[item]] for item in items if item in net.node_of})
    seen, rings = set(ring), [ring] if ring else []
    for _ in range(steps):
        ring = sorted({other for node in ring for other in walked.neighbours(node).tolist()} - seen)
        if not ring:
            break
        seen.update(ring)
        rings.append(ring)
    columns = tuple(tuple(net.nodes[node] for node in ring) for ring in rings)
    return Surroundings(columns, links_within(net, [node for column in columns for node in column]))


def common_neighbours(net: Network, items: Iterable[str]) -> Surroundings:
    """Everybody who is tied to each of some items, with the links to them."""
    flat = net.undirected
    asked = sorted({net.node_of[item] for item in items if item in net.node_of})
    if not asked:
        return Surroundings((), frozenset())
    circles = [{flat.nodes[other] for other in flat.neighbours(flat.place[node]).tolist()} for node in asked]
    shared = sorted(reduce(set.__and__, circles) - set(asked))
    pairs = ((node, other) for node in asked for other in shared)
    links = {link for one, other in pairs for link in flat.links_between(*sorted((one, other)))}
    return Surroundings((tuple(asked), tuple(shared)) if shared else (tuple(asked),), frozenset(links))


def links_within(net: Network, nodes: Collection[str]) -> frozenset[str]:
    """The links behind every tie between some nodes."""
    chosen = set(nodes)
    found: set[str] = set()
    for pair, links in net.links.items():
        if chosen.issuperset(pair):
            found.update(links)
    return frozenset(found)
