"""How often straight links cross: what drawings of small groups are chosen by."""

from __future__ import annotations

import numpy as np

from board.layout.net import Floats, Ints

MOST = 4096
"""More links than this are sampled, evenly."""


def crossings(places: Floats, links: Ints) -> int:
    """Pairs of links that cross; pairs with a common end do not count."""
    if len(links) > MOST:
        links = links[:: -(-len(links) // MOST)]
    start, end = places[links[:, 0]], places[links[:, 1]]
    way = end - start
    # On which side of each link (rows) the ends of every other lie.
    sides = [
        np.sign(
            way[:, :1] * (point[None, :, 1] - start[:, 1:]) - way[:, 1:] * (point[None, :, 0] - start[:, :1])
        )
        for point in (start, end)
    ]
    splits = sides[0] * sides[1] < 0
    crossed = splits & splits.T
    for one in (0, 1):
        for other in (0, 1):
            crossed &= links[:, None, one] != links[None, :, other]
    return int(crossed.sum()) // 2
