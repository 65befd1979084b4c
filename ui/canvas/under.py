"""Which links run under cards that they have nothing to do with, as they are drawn."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ui.canvas.geometry import Floats
from ui.canvas.model import BoardModel

_INSIDE = 6.0
"""A link that only grazes a card by so much is no trouble."""
_BETWEEN = 5
"""Points looked at between two of a link's line."""


def cards_over(model: BoardModel, links: Iterable[str]) -> dict[str, int]:
    """For each of some links of a board how many cards lie over it, its own two left out."""
    low, high = model.boxes[:, :2] + _INSIDE, model.boxes[:, 2:] - _INSIDE
    found = {}
    for link in links:
        row = model.link_row[link]
        x0, y0, x1, y1 = model.link_boxes[row].tolist()
        near = (low[:, 0] < x1) & (high[:, 0] > x0) & (low[:, 1] < y1) & (high[:, 1] > y0)
        near[[model.tails[row], model.heads[row]]] = False
        cards = np.flatnonzero(near)
        points = _finely(model.lines[row])
        inside = (points[:, None] > low[cards]) & (points[:, None] < high[cards])
        found[link] = int(inside.all(axis=2).any(axis=0).sum())
    return found


def _finely(line: Floats) -> Floats:
    """A line with points between those it has."""
    steps = np.linspace(0.0, 1.0, _BETWEEN, endpoint=False)[:, None]
    return (line[:-1, None] + (line[1:] - line[:-1])[:, None] * steps).reshape(-1, 2)
