"""Small nets by stress: cards as far apart as the links between them are many.

Stress is lessened by majorisation (J. de Leeuw, 1977; E. Gansner, Y. Koren, S. North, 2004), for all nets
of one size at once: a board often has hundreds of small groups, and a batch costs little more than one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from board.layout.net import Floats, Net, grained, hops

ROUNDS = 60


def stress_places(nets: Sequence[Net], dice: np.random.Generator) -> Floats:
    """Places, in hops, for the boxes of connected nets that all have the same number of boxes."""
    count = nets[0].count
    far = np.stack([hops(one, np.arange(count)) for one in nets])
    weight = np.where(far > 0, 1.0 / np.maximum(far, 1.0) ** 2, 0.0)
    here = _scaled(far) + dice.normal(0.0, 0.05, (len(nets), count, 2))
    laplace = -weight
    np.einsum("kii->ki", laplace)[:] = weight.sum(axis=2)
    inverse = np.linalg.inv(laplace + 1.0 / count)  # the constant vector is its only null space
    for _ in range(ROUNDS):
        way = here[:, :, None] - here[:, None]
        distance = np.maximum(np.hypot(way[..., 0], way[..., 1]), 1e-6)
        stretch = -weight * far / distance
        np.einsum("kii->ki", stretch)[:] = 0
        np.einsum("kii->ki", stretch)[:] = -stretch.sum(axis=2)
        here = grained(inverse @ (stretch @ here))
    return here


def _scaled(far: Floats) -> Floats:
    """A start by classical scaling."""
    squares = far**2
    squares = squares - squares.mean(axis=1, keepdims=True) - squares.mean(axis=2, keepdims=True)
    squares += (far**2).mean(axis=(1, 2), keepdims=True)
    values, axes = np.linalg.eigh(grained(-squares / 2))
    best = axes[:, :, -2:] * np.sqrt(np.maximum(values[:, None, -2:], 0.0))
    signs = np.sign(np.take_along_axis(best, np.abs(best).argmax(axis=1, keepdims=True), axis=1))
    found: Floats = best * np.where(signs == 0, 1.0, signs)
    return grained(found)
