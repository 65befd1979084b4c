"""Betweenness by Brandes' algorithm, for many sources at a time.

Brandes, "A faster algorithm for betweenness centrality" (2001), walks outwards from one source counting
shortest ways, then back, handing each node its share of what lies behind it. Here a block of sources walks
together, a column each, so that a step is one product with the adjacency matrix. Where a wave is thin - a
long chain has a thousand of them - a step goes through the cells of the wave instead of the whole matrix.
With F the number of shortest ways in a wave and C what is handed back, C = 1/F + A C' on the cells of the
wave, and a node's share is F (A C').
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from board.analysis.network import Floats, Ints, Network

Report = Callable[[str, int, int], None]
"""Told what is being done, how much of it is and how much there is; may raise to stop the work."""

CELLS, SOURCES = 200_000, 128
"""Nodes times sources in a block, and sources: what stays in a processor's cache."""
LONG = 100
"""A network with more waves than this is walked in blocks `WIDER` times as wide: its waves are thin."""
WIDER = 8
THIN = 32
"""A step through single cells costs so many times more for each tie than a step of the whole block."""


def betweenness(network: Network, sources: Sequence[int], report: Report | None = None) -> Floats:
    """For every node the sum, over the sources, of its share in the shortest ways from there."""
    count = len(network.nodes)
    total = np.zeros(count)
    if not len(network.heads):
        return total
    block = _Block(network)
    width = max(1, min(SOURCES, CELLS // count))
    first, wide = 0, 1
    while first < len(sources):
        if report is not None:
            report("Following shortest paths", first, len(sources))
        chosen = np.asarray(sources[first : first + width * wide], np.int64)
        waves = block.outwards(chosen)
        total += block.back(waves, len(chosen))
        first += len(chosen)
        wide = WIDER if len(waves) > LONG else 1
    return total


class _Wave:
    """The cells (node and source) that lie at one distance, and their numbers of shortest ways."""

    def __init__(self, cells: Ints | None, ways: Floats) -> None:
        self.cells = cells
        """Flat indexes, or None when `ways` is the whole block with zeros elsewhere."""
        self.ways = ways


class _Block:
    """The adjacency matrix both ways, ready for blocks of sources."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.count = len(network.nodes)
        self.to_heads: Any = network.turned.matrix()  # row of a node: those it is reached from
        self.to_tails: Any = network.matrix()

    def outwards(self, sources: Ints) -> list[_Wave]:
        """The waves that go out from some sources together."""
        width = len(sources)
        is_new = np.ones(self.count * width, bool)
        cells = sources * width + np.arange(width)
        is_new[cells] = False
        waves = [_Wave(cells, np.ones(width))]
        while True:
            wave = waves[-1]
            if wave.cells is not None and self._is_thin(wave.cells, width):
                found = self._thin_step(wave.cells, wave.ways, is_new, width)
            else:
                found = self._whole_step(self._whole(wave, width), is_new)
            if found is None:
                return waves
            waves.append(found)

    def _is_thin(self, cells: Ints, width: int) -> bool:
        whole = len(self.network.heads) * width
        if len(cells) * THIN > whole:
            return False
        return int(self.network.degrees[cells // width].sum()) * THIN < whole

    def _whole(self, wave: _Wave, width: int) -> Floats:
        if wave.cells is None:
            return wave.ways
        whole = np.zeros(self.count * width)
        whole[wave.cells] = wave.ways
        return whole.reshape(self.count, width)

    def _whole_step(self, ways: Floats, is_new: NDArray[np.bool_]) -> _Wave | None:
        found = self.to_heads @ ways
        flat: Floats = found.reshape(-1)
        flat *= is_new
        is_in = flat > 0
        size = int(np.count_nonzero(is_in))
        if not size:
            return None
        is_new ^= is_in
        if size * 16 < len(flat):
            cells: Ints = np.flatnonzero(is_in)
            return _Wave(cells, flat[cells])
        return _Wave(None, found)

    def _thin_step(self, cells: Ints, ways: Floats, is_new: NDArray[np.bool_], width: int) -> _Wave | None:
        targets, counts = self._next_cells(cells, width)
        kept = is_new[targets]
        if not kept.any():
            return None
        found, places = np.unique(targets[kept], return_inverse=True)
        is_new[found] = False
        sums: Floats = np.bincount(places, np.repeat(ways, counts)[kept]).astype(float)
        return _Wave(found, sums)

    def _next_cells(self, cells: Ints, width: int) -> tuple[Ints, Ints]:
        """The cells that ties lead to from some cells, and how many from each."""
        heads, counts = self.network.beyond(cells // width)
        return heads * width + np.repeat(cells % width, counts), counts

    def back(self, waves: list[_Wave], width: int) -> Floats:
        """Each node's share, summed over the sources the waves came from."""
        total = np.zeros(self.count)
        handed = np.zeros(self.count * width)
        behind = _Wave(np.zeros(0, np.int64), np.zeros(0))
        for wave in reversed(waves[1:]):
            if wave.cells is not None:
                got = self._got(handed, wave.cells, width)
                total += np.bincount(wave.cells // width, wave.ways * got, minlength=self.count)
                handed[slice(None) if behind.cells is None else behind.cells] = 0.0
                handed[wave.cells] = 1.0 / wave.ways + got
            else:
                product = self.to_tails @ handed.reshape(self.count, width)
                total += np.einsum("ij,ij->i", wave.ways, product)
                flat, is_in = wave.ways.reshape(-1), wave.ways.reshape(-1) > 0
                handed = np.divide(1.0, flat, out=np.zeros(len(flat)), where=is_in)
                handed += product.reshape(-1) * is_in
            behind = wave
        return total

    def _got(self, handed: Floats, cells: Ints, width: int) -> Floats:
        """What some cells are handed by the wave behind them."""
        found: Floats
        if self._is_thin(cells, width):
            targets, counts = self._next_cells(cells, width)
            owners = np.repeat(np.arange(len(cells)), counts)
            found = np.bincount(owners, handed[targets], len(cells)).astype(float)
        else:
            found = (self.to_tails @ handed.reshape(self.count, width)).reshape(-1)[cells]
        return found
