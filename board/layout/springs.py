"""Links pull, cards push: the shape of a large net by forces, and its crowded parts made even.

The start is PivotMDS (U. Brandes, C. Pich, 2006) on the hops from a few boxes. Links then pull in
proportion to their length and all boxes push each other off, hubs more than leaves; the push of all on
all is a convolution, done on a grid by fast Fourier transform. Last, boxes flow from crowded to empty
regions along the slope of a potential found by cosine transform, and between two flows each goes some
way to the middle of its neighbours: the flow alone would tear apart what belongs together, the pull alone
would heap it up. So taking overlaps away afterwards moves each box only a little.
"""

from __future__ import annotations

import math

import numpy as np

from board.layout.net import Flags, Floats, Ints, Net, Report, degrees, grained, hops, silent, spanned

PIVOTS = 24
NOISE = 0.01
"""Part of the whole by which boxes at one place are strewn."""
POWER = 1.5
"""The push falls off with this power of the distance."""
PUSH = 0.05
SOFT = 0.6
"""Nearer than this, in cells of the grid, the push grows no more."""
STEPS = (50.0, 0.8)
"""Steps: so many, and so many for each root of the number of boxes."""
HEAT = 0.1
"""The longest first step, as part of the whole."""
EASINGS = 16
FLOWS = 2
"""Flows after each pull."""
RATE = 0.8


def pivot_places(graph: Net, dice: np.random.Generator) -> Floats:
    """Places for the boxes of a connected net whose distances are about the hops between them."""
    count = graph.count
    starts = np.sort(dice.choice(count, min(PIVOTS, count), replace=False))
    squares = hops(graph, starts).T ** 2
    squares -= squares.mean(axis=0)
    squares -= squares.mean(axis=1, keepdims=True)
    values, axes = np.linalg.eigh(grained(squares.T @ squares))
    found = np.zeros((count, 2))
    best = squares @ axes[:, np.argsort(values)[::-1][:2]]
    found[:, : best.shape[1]] = best
    # Eigenvectors have no sign of their own.
    found *= np.where(found[np.abs(found).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    scale = np.maximum(np.abs(found).max(axis=0), 1e-9)
    found = found / scale * [1.0, max(math.sqrt(float(scale[1] / scale[0])), 0.3)]
    return grained(found + dice.normal(0.0, NOISE, found.shape))


def forced(graph: Net, places: Floats, fixed: Flags | None = None, report: Report = silent) -> Floats:
    """The places after links have pulled and boxes have pushed; fixed boxes stay, the scale is kept."""
    count = graph.count
    mass = degrees(graph).astype(np.float64) + 1.0
    extent = math.sqrt(count)
    scale = extent / max(float(spanned(places)[1].max()), 1e-9)
    here = places * scale
    loose = np.ones(count) if fixed is None else np.where(fixed, 0.0, 1.0)
    field = _Field(count)
    steps = round(STEPS[0] + STEPS[1] * extent)
    for step in range(steps):
        report("Arranging", step, steps)
        force = field.push(here, mass) + _pull(graph.links, here)
        strength = np.hypot(force[:, 0], force[:, 1])
        heat = extent * HEAT * (1 - step / steps) ** 2 + NOISE
        reach = np.minimum(heat, strength) / np.maximum(strength, 1e-12) * loose
        here = grained(here + force * reach[:, None])
    return here / scale


def eased(
    graph: Net, places: Floats, room: Floats, fixed: Flags | None = None, report: Report = silent
) -> Floats:
    """The places with crowded regions spread into empty ones, the whole keeping its extent."""
    low, size = spanned(places)
    size = np.maximum(size, 1.0)
    loose = np.ones(graph.count) if fixed is None else np.where(fixed, 0.0, 1.0)
    share = (loose / np.maximum(degrees(graph), 1))[:, None]
    flow = _Flow(low, size, room)
    here = places
    for step in range(EASINGS):
        report("Spreading", step, EASINGS)
        here = here + _pull(graph.links, here) * share * (1 - step / EASINGS)
        if fixed is None or not fixed.any():
            corner, span = spanned(here)
            here = (here - corner) / np.maximum(span, 1e-9) * size + low
        for _ in range(FLOWS):
            here = grained(here + flow.way(here) * RATE * loose[:, None])
    return here


def _pull(links: Ints, here: Floats) -> Floats:
    """What the links of each box add up to."""
    span = here[links[:, 1]] - here[links[:, 0]]
    count = len(here)
    return np.stack(
        [
            np.bincount(links[:, 0], span[:, axis], count) - np.bincount(links[:, 1], span[:, axis], count)
            for axis in (0, 1)
        ],
        axis=1,
    )


def _shared(at: Floats, shape: tuple[int, int]) -> tuple[Ints, Floats]:
    """The four points of a grid around each place (rows), and the share that each has in it."""
    base = at.astype(np.intp)
    x, y = (at - base).T
    index = base[:, 0] * shape[1] + base[:, 1]
    corners = index + np.array([[0], [shape[1]], [1], [shape[1] + 1]])
    return corners, np.array([(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y])


def _heaped(corners: Ints, shares: Floats, weight: Floats, shape: tuple[int, int]) -> Floats:
    """Weights laid out on a grid."""
    heap = np.bincount(corners.ravel(), (shares * weight).ravel(), shape[0] * shape[1])
    return heap.reshape(shape).astype(np.float64)


def _read(grid: Floats, corners: Ints, shares: Floats) -> Floats:
    """The values of a grid, whose last two axes are the plane, at places."""
    flat = grid.reshape(*grid.shape[:-2], -1)
    found: Floats = (flat[..., corners] * shares).sum(axis=-2)
    return found


def _slope(potential: Floats) -> Floats:
    """How a potential falls along both axes; not at all at the rim."""
    slope = np.zeros((2, *potential.shape))
    slope[0, 1:-1] = (potential[:-2] - potential[2:]) / 2
    slope[1, :, 1:-1] = (potential[:, :-2] - potential[:, 2:]) / 2
    return slope


class _Field:
    """The push of all boxes on all, on a square grid."""

    def __init__(self, count: int) -> None:
        from scipy import fft

        self._fft = fft
        self._cells = int(fft.next_fast_len(max(16, round(1.5 * math.sqrt(count))), real=True))
        span = np.fft.fftfreq(2 * self._cells, 1 / (2 * self._cells))
        distance = np.maximum(np.hypot(span[:, None], span[None, :]), SOFT)
        self._kernel = fft.rfft2(distance ** (1 - POWER) / (POWER - 1))

    def push(self, here: Floats, mass: Floats) -> Floats:
        """The force on every box."""
        cells = self._cells
        low, size = spanned(here)
        cell = max(float(size.max()) / (cells - 3), 1e-9)
        corners, shares = _shared((here - low) / cell + 1, (cells, cells))
        grid = _heaped(corners, shares, mass, (cells, cells))
        whole = (2 * cells, 2 * cells)  # beyond the grid is nothing: the transform goes round
        wave = self._fft.rfft2(grid, whole) * self._kernel
        potential = self._fft.irfft2(wave, whole)[:cells, :cells]
        force = _read(_slope(potential), corners, shares).T
        found: Floats = force * (PUSH * mass * cell**-POWER)[:, None]
        return found


class _Flow:
    """The way from crowded to empty regions of a rectangle that nothing leaves."""

    def __init__(self, low: Floats, size: Floats, room: Floats) -> None:
        from scipy import fft

        self._fft = fft
        self._low = low
        self._shape = tuple(np.clip(np.rint(size / room.mean(axis=0)), 8, 256).astype(int).tolist())
        self._unit = size / self._shape
        self._area = room.prod(axis=1)
        waves = [2 * np.cos(np.pi * np.arange(cells) / cells) - 2 for cells in self._shape]
        self._curve = waves[0][:, None] / self._unit[0] ** 2 + waves[1][None, :] / self._unit[1] ** 2
        self._curve[0, 0] = 1.0

    def way(self, here: Floats) -> Floats:
        """How far each box would go."""
        top = np.array(self._shape) - 1.001
        corners, shares = _shared(np.clip((here - self._low) / self._unit - 0.5, 0, top), self._shape)
        crowd = _heaped(corners, shares, self._area, self._shape) / self._unit.prod()
        wave = self._fft.dctn(crowd - crowd.mean(), type=2) / self._curve
        wave[0, 0] = 0.0
        slope = _slope(self._fft.idctn(wave, type=2)) / self._unit[:, None, None]
        dense = np.maximum(_read(crowd, corners, shares), crowd.mean())
        found: Floats = -_read(slope, corners, shares).T / dense[:, None]
        return found
