"""The links of what is being dragged: as lines with plain tips, drawn in a fraction of the time.

Painted in full, the signs and dashes of thirty links would take most of a frame that is gone the next
moment. Whatever is held still or put down is painted in full.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from board.kinds import link_kind
from ui.canvas import batch, geometry, links_layer
from ui.canvas.draw.links import CAP_LENGTH, LEAST_LINE
from ui.canvas.emphasis import Emphasis
from ui.canvas.geometry import Floats
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import Sprites
from ui.canvas.view import Tier, View
from ui.canvas.ways import mark_edges

_FEW = 10
"""So many links are painted in full even while they move."""
_MANY = 150
"""More than this are lines without smoothing or tips."""
_PIECES = 8
_DASHES = 32
"""Pieces of a dashed link, of which every other one is drawn."""
_TIP = np.array([(-1.0, 0.45), (-1.0, -0.45)])
"""Whence the two strokes of a tip come, along the link and across it, by the length of its sign."""


def paint(
    painter: QPainter,
    model: BoardModel,
    view: View,
    rows: Rows,
    sprites: Sprites,
    emphasis: Emphasis,
    area: QRectF,
    *,
    is_still: bool = False,
) -> None:
    """Paint links by row over a part of the screen, in screen units."""
    if len(rows) <= _FEW or view.tier == Tier.DOT or (is_still and len(rows) <= _MANY):
        is_rough = len(rows) > _MANY
        links_layer.paint(painter, model, view, rows, sprites, emphasis, area, is_rough=is_rough)
        return
    curves = _on_screen(model, view, rows)
    bent = [place for place, row in enumerate(rows.tolist()) if row in model.paths] if model.paths else []
    kinds, size = model.link_kinds[rows], max(view.scale, LEAST_LINE)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(rows) <= _MANY)
    faint = links_layer.among(model, rows, emphasis)
    dim = float(sprites.style.theme.metrics["card"]["dimmedOpacity"])
    for group in np.unique(kinds * 2 + faint).tolist():
        mine = np.flatnonzero(kinds * 2 + faint == group)
        kind = link_kind(model.case, model.link_kind_ids[group >> 1])
        lines = [_lines(curves[np.setdiff1d(mine, bent) if bent else mine], is_dashed=bool(kind.dash))]
        for place in set(bent) & set(mine.tolist()):
            way = model.lines[rows[place]] * view.scale + (view.dx, view.dy)
            lines.append(np.hstack([way[:-1], way[1:]]))
        if len(rows) <= _MANY and kind.end_cap in CAP_LENGTH:
            lines.append(_tips(curves[mine], CAP_LENGTH[kind.end_cap] * size))
        pen = QPen(sprites.style.theme.link_colour(kind), max(kind.width * size, 1.0))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setOpacity(dim if group & 1 else 1.0)
        batch.draw_lines(painter, _touching(np.concatenate(lines), area))
    painter.restore()


def _on_screen(model: BoardModel, view: View, rows: Rows) -> Floats:
    """The control points of links in screen px, from mark to mark where cards are shown as marks."""
    curves = model.curves[rows] * view.scale + (view.dx, view.dy)
    if view.tier <= Tier.GLYPH:
        curves[:, 0] = mark_edges(model, view, model.tails[rows], curves[:, 0], 0.0)
        curves[:, 3] = mark_edges(model, view, model.heads[rows], curves[:, 3], 3.0)
    return curves


def _lines(curves: Floats, *, is_dashed: bool) -> Floats:
    points = geometry.flattened(curves, _DASHES if is_dashed else _PIECES)
    lines = np.concatenate([points[:, :-1], points[:, 1:]], axis=2)
    return lines[:, :: 2 if is_dashed else 1].reshape(-1, 4)


def _tips(curves: Floats, length: float) -> Floats:
    """Two strokes to the end of each link."""
    ends = curves[:, 3]
    way = ends - curves[:, 2]
    way /= np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)[:, None]
    aside = np.stack([-way[:, 1], way[:, 0]], axis=1)
    strokes = [np.hstack([ends + (along * way + across * aside) * length, ends]) for along, across in _TIP]
    return np.concatenate(strokes)


def _touching(lines: Floats, area: QRectF) -> Floats:
    """Those of these lines that may touch a part of the screen."""
    low, high = np.minimum(lines[:, :2], lines[:, 2:]), np.maximum(lines[:, :2], lines[:, 2:])
    near = (low <= (area.right(), area.bottom())) & (high >= (area.left(), area.top()))
    return lines[near.all(axis=1)]
