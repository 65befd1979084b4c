"""Which signs of links are seen whole enough to be understood.

Cards are painted over links. Where less of a link is seen than a sign takes, as between two cards that
nearly touch, a cut arrow head or disc is but a crumb: it is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from ui.canvas import geometry
from ui.canvas.draw.links import DISC
from ui.canvas.draw.marks import mark_sizes
from ui.canvas.geometry import Floats
from ui.canvas.model import BoardModel
from ui.canvas.view import Tier, View

Flags = NDArray[np.bool_]

_CAP_PART = 0.75
"""So much of a cap has to be seen, from its tip."""
_DISC_PART = 0.8
_SPOTS = np.array([(0.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)])
"""Places of a disc, of which all but one have to be seen."""
_ROUND = 0.85
"""A mark fills about so much of its square."""
_AT_ONCE = 2048


@dataclass(frozen=True, slots=True)
class Caps:
    """Ends of links on the screen: their tips, whence the links come there, how long the caps are."""

    tips: Floats
    froms: Floats
    lengths: Floats


def signs_seen(
    model: BoardModel, view: View, caps: Caps, middles: Floats, sizes: Floats
) -> tuple[Flags, Flags]:
    """Which caps, and which discs of some sizes around their middles, are seen."""
    way = caps.tips - caps.froms
    along = way / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)[:, None]
    backs = caps.tips - along * (caps.lengths * _CAP_PART)[:, None]
    spots = middles[:, None] + _SPOTS * (DISC * _DISC_PART * sizes)[:, None, None]
    hidden = covered(model, view, np.concatenate([backs, spots.reshape(-1, 2)]))
    discs = hidden[len(backs) :].reshape(-1, len(_SPOTS)).sum(axis=1) <= 1
    return ~hidden[: len(backs)], discs


def covered(model: BoardModel, view: View, points: Floats) -> Flags:
    """Which places on the screen lie under a card, or from afar under the mark that stands for it."""
    found = np.zeros(len(points), bool)
    if len(points) == 0:
        return found
    order = np.argsort(points[:, 1], kind="stable")
    for first in range(0, len(order), _AT_ONCE):
        part = order[first : first + _AT_ONCE]
        found[part] = _within(points[part], _boxes(model, view, points[part]))
    return found


def _boxes(model: BoardModel, view: View, points: Floats) -> Floats:
    """What cards, or their marks, take up on the screen where some points lie."""
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    area = view.rect_to_board(QRectF(QPointF(left, top), QPointF(right, bottom)))
    boxes = model.boxes[model.within(area.adjusted(-1, -1, 1, 1))]
    if view.tier > Tier.GLYPH:
        made: Floats = boxes * view.scale + (view.dx, view.dy) * 2
        return made
    middles = geometry.centres(boxes) * view.scale + (view.dx, view.dy)
    half = (mark_sizes(boxes[:, 3] - boxes[:, 1], view.scale) * (_ROUND / 2))[:, None]
    return np.hstack([middles - half, middles + half])


def _within(points: Floats, boxes: Floats) -> Flags:
    """Which points lie in a box."""
    if len(boxes) == 0:
        return np.zeros(len(points), bool)
    boxes = boxes[np.argsort(boxes[:, 0], kind="stable")]
    widest = float((boxes[:, 2] - boxes[:, 0]).max())
    first = np.searchsorted(boxes[:, 0], points[:, 0] - widest)
    counts = np.searchsorted(boxes[:, 0], points[:, 0], side="right") - first
    one = np.repeat(np.arange(len(points)), counts)
    box = boxes[np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts) + first[one]]
    x, y = points[one, 0], points[one, 1]
    inside = (x < box[:, 2]) & (y > box[:, 1]) & (y < box[:, 3]) & (x > box[:, 0])
    found: Flags = np.bincount(one[inside], minlength=len(points)) > 0
    return found
