"""Nets as hypothesis draws them: any sizes, any links, boxes anywhere."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from board.layout.net import Flags, Floats, Net, net
from board.layout.overlap import overlapping

lengths = st.floats(20, 900, width=32)
spots = st.floats(-3000, 3000, width=32)


@st.composite
def nets(draw: st.DrawFn, most: int = 24) -> Net:
    """A net, with links to oneself and repeated ones among those it is made from."""
    sizes = draw(st.lists(st.tuples(lengths, lengths), max_size=most))
    ends = st.integers(0, max(len(sizes) - 1, 0))
    links = draw(st.lists(st.tuples(ends, ends), max_size=2 * most)) if sizes else []
    return net(sizes, links)


@st.composite
def scenes(draw: st.DrawFn, most: int = 16) -> tuple[Net, Floats, Flags]:
    """A net, where its boxes stand, and which of them stay; those that stay do not overlap."""
    graph = draw(nets(most))
    count = graph.count
    places = np.array(draw(st.lists(st.tuples(spots, spots), min_size=count, max_size=count))).reshape(-1, 2)
    fixed = np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool)
    one, other = overlapping(places, graph.sizes)
    fixed[other[fixed[one] & fixed[other]]] = False
    return graph, places, fixed


def assert_apart(places: Floats, sizes: Floats, gap: float = 0.0) -> None:
    """No two boxes overlap, and every place is a number."""
    assert np.isfinite(places).all()
    one, other = overlapping(places, sizes, gap)
    assert not len(one), f"{one} {other}"
