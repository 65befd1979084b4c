"""Where everything stands in the chain view of one claim: origins left, you right.

A voice stands right of all it has the claim from. Voices that have it from one another in a circle
stand in one column, one above the other with nothing between, so that a plain rectangle can be shaded
behind them. No two boxes overlap, and lines run through the gaps and past boxes, never across one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from board.evidence.graph import ROOT, ClaimGraph, digraph
from board.layout.layer_heights import heights
from board.layout.layer_order import ordered
from board.records import Point

if TYPE_CHECKING:
    import networkx as nx

Node = tuple[str, ...]
"""("voice", id), ("unknown", ids of the voices it feeds) or `board.evidence.graph.YOU`."""
Size = tuple[float, float]

COLUMN_GAP = 60.0
ROW_GAP = 28.0
LOOP_GAP = 20.0
"""Between two voices of one circle."""
LOOP_MARGIN = 12.0
"""How far the shade behind a circle reaches beyond its boxes."""
LANE = 10.0
"""Height kept free for a line that passes a column."""
BULGE = 28.0
"""How far a line between two voices in one column swings out."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; x, y is its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The y of its middle line."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class ChainLayout:
    """A chain view laid out, its top left corner at 0, 0."""

    boxes: dict[Node, Box]
    lines: dict[tuple[Node, Node], tuple[Point, ...]]
    """For every pair of which the second has it from the first, the way from box to box."""
    loops: tuple[Box, ...]
    """The shades behind circles."""
    width: float
    height: float


def standard_size(node: Node) -> Size:
    """Sizes to lay out with where the caller has none of its own."""
    match node[0]:
        case "voice":
            return 184.0, 56.0
        case "unknown":
            return 44.0, 44.0
        case _:
            return 72.0, 44.0


def make_ready(_report: object = None) -> None:
    """Read in what laying out a chain needs, at a moment when nobody waits."""
    import networkx  # noqa: F401


def chain_layout(graph: ClaimGraph, size: Callable[[Node], Size] = standard_size) -> ChainLayout:
    """Lay out the graph of one claim; `size` gives the width and height of each node's box."""
    drawn = digraph(graph)
    drawn.remove_node(ROOT)
    chart = _Chart(drawn, size)
    boxes = chart.boxes()
    lines = {(start, end): chart.line(start, end, boxes) for start, end in drawn.edges}
    loops = tuple(_shade([boxes[node] for node in block]) for block in chart.blocks if len(block) > 1)
    corners = [*boxes.values(), *loops]
    left = min(box.x for box in corners)
    top = min([box.y for box in corners] + [y for line in lines.values() for _, y in line])
    bottom = max([box.y + box.height for box in corners] + [y for line in lines.values() for _, y in line])
    return ChainLayout(
        boxes={node: _moved(box, left, top) for node, box in boxes.items()},
        lines={ends: tuple((x - left, y - top) for x, y in line) for ends, line in lines.items()},
        loops=tuple(_moved(box, left, top) for box in loops),
        width=max(box.x + box.width for box in corners) - left,
        height=bottom - top,
    )


class _Chart:
    """Blocks (a node, a circle of nodes, or the lane of a passing line) in layers, and what joins them."""

    def __init__(self, drawn: nx.DiGraph, size: Callable[[Node], Size]) -> None:
        self._size = {node: size(node) for node in drawn}
        # a window that opens a case comes up without it
        import networkx as nx

        condensed = nx.condensation(drawn)
        self.blocks: list[tuple[Node, ...]] = [
            _round(drawn.subgraph(condensed.nodes[number]["members"])) for number in condensed
        ]
        self._block_of: dict[Node, int] = condensed.graph["mapping"]
        self._layers = [sorted(layer) for layer in nx.topological_generations(condensed)]
        layer_of = {block: number for number, layer in enumerate(self._layers) for block in layer}
        self._after: defaultdict[int, list[int]] = defaultdict(list)
        self._before: defaultdict[int, list[int]] = defaultdict(list)
        self._lanes: dict[tuple[int, int], list[int]] = {}
        """For two joined blocks, the lanes in the layers between them."""
        for start, end in sorted(condensed.edges):
            lanes = [self._add_lane(layer) for layer in range(layer_of[start] + 1, layer_of[end])]
            self._lanes[start, end] = lanes
            for one, other in pairwise([start, *lanes, end]):
                self._after[one].append(other)
                self._before[other].append(one)
        self._layers = ordered(self._layers, self._after, self._before)
        self._middles = heights(
            self._layers,
            self._after,
            self._before,
            {block: self._height(block) for block in range(len(self.blocks))},
            ROW_GAP,
            {
                (one, other): (1.0, 2.0, 8.0)[(not self.blocks[one]) + (not self.blocks[other])]
                for one, others in self._after.items()
                for other in others
            },
        )
        self._columns = self._placed_columns()

    def boxes(self) -> dict[Node, Box]:
        """The box of every node."""
        found = {}
        for block, nodes in enumerate(self.blocks):
            if not nodes:
                continue
            left, right = self._columns[block]
            y = self._middles[block] - self._height(block) / 2
            y += LOOP_MARGIN if len(nodes) > 1 else 0.0
            for node in nodes:
                width, height = self._size[node]
                found[node] = Box((left + right - width) / 2, y, width, height)
                y += height + LOOP_GAP
        return found

    def line(self, start: Node, end: Node, boxes: dict[Node, Box]) -> tuple[Point, ...]:
        """The way from one box to another: level across a column, slanting only between two."""
        first, last = boxes[start], boxes[end]
        one, other = self._block_of[start], self._block_of[end]
        if one == other:
            return _around(first, last, self._columns[one])
        points = [(first.x + first.width, first.middle), (self._columns[one][1], first.middle)]
        for lane in self._lanes[one, other]:
            points += [(x, self._middles[lane]) for x in self._columns[lane]]
        points += [(self._columns[other][0], last.middle), (last.x, last.middle)]
        return tuple(dict.fromkeys(points))

    def _add_lane(self, layer: int) -> int:
        self.blocks.append(())
        self._layers[layer].append(len(self.blocks) - 1)
        return len(self.blocks) - 1

    def _height(self, block: int) -> float:
        nodes = self.blocks[block]
        if not nodes:
            return LANE
        inside = sum(self._size[node][1] for node in nodes) + LOOP_GAP * (len(nodes) - 1)
        return inside + 2 * LOOP_MARGIN * (len(nodes) > 1)

    def _placed_columns(self) -> dict[int, tuple[float, float]]:
        """The left and right edge of the column each block stands in."""
        found = {}
        x = 0.0
        for layer in self._layers:
            nodes = [node for block in layer for node in self.blocks[block]]
            has_loop = any(len(self.blocks[block]) > 1 for block in layer)
            margin = BULGE + LOOP_MARGIN if has_loop else 0.0
            width = max(self._size[node][0] for node in nodes) + 2 * margin
            found.update(dict.fromkeys(layer, (x, x + width)))
            x += width + COLUMN_GAP
        return found


def _round(members: nx.DiGraph) -> tuple[Node, ...]:
    """The members of a circle as one comes round it, beginning with the smallest."""
    import networkx as nx

    walk: list[Node] = list(nx.dfs_preorder_nodes(members, min(members), sort_neighbors=sorted))
    return tuple(walk)


def _around(first: Box, last: Box, column: tuple[float, float]) -> tuple[Point, ...]:
    """A way between two boxes of one column: down along the right side, up along the left."""
    if first.y < last.y:
        x = column[1] - LOOP_MARGIN
        ends = first.x + first.width, last.x + last.width
    else:
        x = column[0] + LOOP_MARGIN
        ends = first.x, last.x
    return (ends[0], first.middle), (x, first.middle), (x, last.middle), (ends[1], last.middle)


def _shade(members: list[Box]) -> Box:
    margin = BULGE + LOOP_MARGIN
    left = min(box.x for box in members) - margin
    right = max(box.x + box.width for box in members) + margin
    top = min(box.y for box in members) - LOOP_MARGIN
    bottom = max(box.y + box.height for box in members) + LOOP_MARGIN
    return Box(left, top, right - left, bottom - top)


def _moved(box: Box, left: float, top: float) -> Box:
    return Box(box.x - left, box.y - top, box.width, box.height)
