"""What holds a board together: the cards and ties without which it falls apart, in one walk.

Hopcroft and Tarjan's depth-first search (1973) finds both: `low` is the earliest node that a branch can get
back to without the tie it hangs on. The same walk weighs each branch, so that it is known not only that
something falls off, but how much.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from board.analysis.network import Network


class Breaks(NamedTuple):
    """What comes of taking one card or tie away."""

    pieces: int
    """Into how many pieces its component falls."""
    cut_off: int
    """How many cards no longer hang together with the largest of them."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Where a network breaks."""

    points: dict[str, Breaks]
    """Articulation points: cards that hold others together."""
    bridges: dict[tuple[str, str], Breaks]
    """Ties that no way leads around, the lesser id first."""
    pieces: tuple[int, ...]
    """Sizes of the components, the largest first."""


def structure(network: Network) -> Structure:
    """The articulation points and bridges of a network, its directions disregarded."""
    walk = _Walk(network.undirected)
    for root in range(len(walk.seen)):
        if walk.seen[root] < 0:
            walk.component(root)
    names = network.nodes
    points = {names[node]: breaks for node, breaks in sorted(walk.points.items())}
    pairs = {tuple(sorted((names[one], names[other]))): each for (one, other), each in walk.bridges.items()}
    bridges = {(one, other): pairs[one, other] for one, other in sorted(pairs)}
    return Structure(points, bridges, tuple(sorted(walk.sizes, reverse=True)))


class _Walk:
    """A depth-first search, without recursion: a chain of cards may be longer than Python's stack."""

    def __init__(self, network: Network) -> None:
        starts, heads = network.starts.tolist(), network.heads.tolist()
        self.near = [heads[start:end] for start, end in pairwise(starts)]
        self.seen = [-1] * len(self.near)
        self.low = [0] * len(self.near)
        self.weight = [1] * len(self.near)
        self.above = [-1] * len(self.near)
        self.sizes: list[int] = []
        self.points: dict[int, Breaks] = {}
        self.bridges: dict[tuple[int, int], Breaks] = {}
        self._clock = 0

    def component(self, root: int) -> None:
        """Walk through all that hangs together with a node."""
        order = self._down(root)
        size = len(order)
        self.sizes.append(size)
        falling: dict[int, list[int]] = {}
        for node in reversed(order[1:]):
            above = self.above[node]
            self.weight[above] += self.weight[node]
            self.low[above] = min(self.low[above], self.low[node])
            if self.low[node] >= self.seen[above]:
                falling.setdefault(above, []).append(self.weight[node])
            if self.low[node] > self.seen[above]:
                smaller = min(self.weight[node], size - self.weight[node])
                self.bridges[above, node] = Breaks(2, smaller)
        for node, branches in falling.items():
            rest = size - 1 - sum(branches)
            pieces = [*branches, rest] if rest else branches
            if len(pieces) > 1:
                self.points[node] = Breaks(len(pieces), size - 1 - max(pieces))

    def _down(self, root: int) -> list[int]:
        """The nodes in the order they are first met, with what each can get back to directly."""
        self._meet(root)
        order, path = [root], [(root, iter(self.near[root]))]
        while path:
            node, rest = path[-1]
            for other in rest:
                if self.seen[other] < 0:
                    self.above[other] = node
                    self._meet(other)
                    order.append(other)
                    path.append((other, iter(self.near[other])))
                    break
                if other != self.above[node]:
                    self.low[node] = min(self.low[node], self.seen[other])
            else:
                path.pop()
        return order

    def _meet(self, node: int) -> None:
        self.seen[node] = self.low[node] = self._clock
        self._clock += 1
