"""Links as they are painted in the window: thousands at once, straight from numpy's memory.

A stroked path costs Qt three times what its pieces cost as lines, and each link drawn by itself as much
again in Python. So curves are flattened, cut to what is in sight, dashed and shortened for their caps in
arrays, and drawn as lines kind by kind. Nothing hangs on the strip that is painted: dashes are measured
from the link's start, and what is drawn one by one is chosen by where it stands.
`draw.links` draws the same for pictures and print, as curves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from board.kinds import link_kind
from board.records import LinkKind
from ui.canvas import batch, geometry
from ui.canvas.draw.cards import mark_sizes
from ui.canvas.draw.links import CAP_LENGTH, LEAST_LINE, SHORT, THIN, dashes, draw_cap
from ui.canvas.geometry import Floats, Ints
from ui.canvas.model import DENIES, BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import Sprites
from ui.canvas.view import Tier, View, on_pixel

_FLAT = 0.12
"""How far, in screen px, a flattened curve may lie from the curve."""
_STEPS = (1, 2, 4, 8, 16, 32, 64, 128)
_JOIN = 0.4
"""Pieces reach so many px into the next one, so that no seam shows."""
_AROUND = 24.0


@dataclass(slots=True)
class Ways:
    """Links in screen px: where each begins, ends and has its sign, and the pieces it is made of."""

    starts: Floats
    ends: Floats
    start_from: Floats
    """The points from which the links' directions at their starts and ends are told."""
    end_from: Floats
    middles: Floats
    is_short: NDArray[np.bool_]
    lengths: Floats
    pieces: Floats
    """x0, y0, x1, y1"""
    owner: Rows
    """Of each piece, the link it belongs to."""
    before: Floats
    """Of each piece, the length of its link before it."""


def paint_strokes(
    painter: QPainter,
    model: BoardModel,
    view: View,
    rows: Rows,
    sprites: Sprites,
    area: QRectF,
    faint: NDArray[np.bool_],
    thin: NDArray[np.bool_],
    *,
    with_signs: bool = True,
) -> None:
    """Paint links by row with all their signs but labels, where they touch a part of the screen."""
    if len(rows) == 0:
        return
    ways = _ways(model, view, rows)
    size = max(view.scale, LEAST_LINE)
    wide = area.adjusted(-_AROUND * size, -_AROUND * size, _AROUND * size, _AROUND * size)
    low, high = np.array([wide.left(), wide.top()]), np.array([wide.right(), wide.bottom()])
    first, last = (
        np.minimum(ways.pieces[:, :2], ways.pieces[:, 2:]),
        np.maximum(ways.pieces[:, :2], ways.pieces[:, 2:]),
    )
    seen = ((first <= high) & (last >= low)).all(axis=1)
    kinds = model.link_kinds[rows]
    groups = kinds * 4 + thin * 2 + np.logical_not(faint)
    dim = float(sprites.style.theme.metrics["card"]["dimmedOpacity"])
    chosen = [(int(group), groups == group) for group in np.unique(groups)]
    for group, mine in chosen:
        kind = link_kind(model.case, model.link_kind_ids[group >> 2])
        painter.setOpacity(1.0 if group & 1 else dim)
        width = kind.width * (THIN if group & 2 else 1.0)
        pen = QPen(_ink(sprites, kind, is_thin=bool(group & 2)), width * size)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        batch.draw_lines(painter, _lines(ways, np.flatnonzero(seen & mine[ways.owner]), kind, size))
    if with_signs:
        denies = (model.link_flags[rows] & DENIES) > 0
        for group, mine in chosen:
            kind = link_kind(model.case, model.link_kind_ids[group >> 2])
            painter.setOpacity(1.0 if group & 1 else dim)
            ink = _ink(sprites, kind, is_thin=bool(group & 2))
            width = kind.width * (THIN if group & 2 else 1.0)
            for cap, tips, froms in (
                (kind.start_cap, ways.starts, ways.start_from),
                (kind.end_cap, ways.ends, ways.end_from),
            ):
                if cap in CAP_LENGTH:
                    _paint_caps(
                        painter, cap, tips, froms, mine & _inside(tips, low, high), ink, width, size, sprites
                    )
            for glyph, these in ((kind.mid_glyph, mine), ("cross in disc", mine & denies)):
                if glyph and (these is mine or not kind.mid_glyph):
                    _paint_glyphs(
                        painter, ways, these & _inside(ways.middles, low, high), glyph, ink, size, sprites
                    )
    painter.setOpacity(1.0)


def _paint_caps(
    painter: QPainter,
    cap: str,
    tips: Floats,
    froms: Floats,
    chosen: NDArray[np.bool_],
    ink: QColor,
    width: float,
    size: float,
    sprites: Sprites,
) -> None:
    way = tips[chosen] - froms[chosen]
    angles = np.arctan2(way[:, 1], way[:, 0]).tolist()
    for (x, y), angle in zip(tips[chosen].tolist(), angles, strict=True):
        draw_cap(painter, cap, QPointF(x, y), angle, ink, width, sprites.style, size)


def _paint_glyphs(
    painter: QPainter,
    ways: Ways,
    chosen: NDArray[np.bool_],
    glyph: str,
    ink: QColor,
    size: float,
    sprites: Sprites,
) -> None:
    ratio = painter.device().devicePixelRatioF()
    for is_short in (False, True):
        places = ways.middles[chosen & (ways.is_short == is_short)]
        if len(places) == 0:
            continue
        stamp = sprites.glyph(glyph, ink, size * (0.62 if is_short else 1.0), ratio)
        half = stamp.deviceIndependentSize().width() / 2
        for x, y in places.tolist():
            painter.drawPixmap(QPointF(on_pixel(x - half, ratio), on_pixel(y - half, ratio)), stamp)


def _inside(points: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    return np.asarray(((points >= low) & (points <= high)).all(axis=1))


def _ink(sprites: Sprites, kind: LinkKind, *, is_thin: bool) -> QColor:
    return sprites.style.colour("borderControl") if is_thin else sprites.style.theme.link_colour(kind)


def _lines(ways: Ways, pieces: Rows, kind: LinkKind, size: float) -> Floats:
    """The lines of one kind of link: shortened by what the caps cover, dashed."""
    owner, before = ways.owner[pieces], ways.before[pieces]
    x = ways.pieces[pieces]
    length = np.hypot(x[:, 2] - x[:, 0], x[:, 3] - x[:, 1])
    cut = CAP_LENGTH.get(kind.start_cap, 0.0) * size
    start = np.maximum(before, cut)
    whole = ways.lengths[owner] - CAP_LENGTH.get(kind.end_cap, 0.0) * size
    stop = np.minimum(before + length, whole)
    if kind.dash:
        index, start, stop = _dashed(start, stop, cut, [part * size for part in dashes(kind)])
        x, before, length = x[index], before[index], length[index]
    else:
        stop = np.where(stop < whole, stop + _JOIN, stop)
    real: NDArray[np.bool_] = (stop > start) & (length > 0)
    x, before, length = x[real], before[real], length[real]
    from_part, to_part = (start[real] - before) / length, (stop[real] - before) / length
    at, way = x[:, :2], x[:, 2:] - x[:, :2]
    return np.hstack([at + way * from_part[:, None], at + way * to_part[:, None]])


def _dashed(start: Floats, stop: Floats, zero: float, parts: list[float]) -> tuple[Rows, Floats, Floats]:
    """Stretches of lines cut into dashes that are measured from `zero`; gives whose each dash is."""
    period = max(sum(parts), 0.5)
    first = np.floor((start - zero) / period)
    counts = np.maximum(np.floor((stop - zero) / period) - first + 1, 0).astype(np.intp)
    index = np.repeat(np.arange(len(start)), counts)
    nth = np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
    base = zero + (first[index] + nth) * period
    made = []
    on = 0.0
    for ink, gap in zip(parts[::2], parts[1::2], strict=True):
        low, high = np.maximum(base + on, start[index]), np.minimum(base + on + ink, stop[index])
        inked = high > low
        made.append((index[inked], low[inked], high[inked]))
        on += ink + gap
    whose, lows, highs = (np.concatenate(parts) for parts in zip(*made, strict=True))
    return whose, lows, highs


def _ways(model: BoardModel, view: View, rows: Rows) -> Ways:
    """Links by row as they run on the screen."""
    offset, scale = np.array([view.dx, view.dy]), view.scale
    curves = model.curves[rows] * scale + offset
    starts, ends = curves[:, 0].copy(), curves[:, 3].copy()
    start_from, end_from = curves[:, 1].copy(), curves[:, 2].copy()
    middles = (curves[:, 0] + 3 * curves[:, 1] + 3 * curves[:, 2] + curves[:, 3]) / 8
    bent = np.array([row in model.paths for row in rows.tolist()] if model.paths else [False] * len(rows))
    runs = [(np.flatnonzero(mine), flat) for mine, flat in _flattened(curves, bent)]
    for index in np.flatnonzero(bent).tolist():
        path = model.paths[int(rows[index])] * scale + offset
        pieces = np.stack([path[k : k + 4] for k in range(0, len(path) - 3, 3)])
        flat = geometry.flattened(pieces, 32)
        runs.append((np.array([index]), np.vstack([flat[0], *flat[1:, 1:]])[None]))
        start_from[index], end_from[index] = path[1], path[-2]
        middles[index] = geometry.at_part(path, 0.5)
    is_short = np.hypot(*(ends - starts).T) < SHORT * max(scale, LEAST_LINE)
    early = geometry.at_parts(curves, 0.28)
    if view.tier <= Tier.GLYPH:
        # from afar, links run on to the marks that stand for the cards
        onward = [
            _mark_edges(model, view, cards[rows], tips, gap)
            for cards, tips, gap in ((model.tails, starts, 0.0), (model.heads, ends, 3.0))
        ]
        early = onward[0] + (starts - onward[0]) * 0.84
        runs = [
            (index, np.concatenate([onward[0][index, None], flat, onward[1][index, None]], axis=1))
            for index, flat in runs
        ]
        is_short = np.hypot(*(onward[1] - onward[0]).T) < SHORT * LEAST_LINE
        start_from, end_from = starts, ends
        starts, ends = onward
    middles = np.where(is_short[:, None] & ~bent[:, None], early, middles)
    return _put_together(runs, starts, ends, start_from, end_from, middles, is_short)


def _put_together(
    runs: list[tuple[Rows, Floats]],
    starts: Floats,
    ends: Floats,
    start_from: Floats,
    end_from: Floats,
    middles: Floats,
    is_short: NDArray[np.bool_],
) -> Ways:
    lengths = np.zeros(len(starts))
    pieces, owner, before = [np.zeros((0, 4))], [np.zeros(0, np.intp)], [np.zeros(0)]
    for index, points in runs:
        steps = np.hypot(*np.moveaxis(np.diff(points, axis=1), -1, 0))
        far = np.cumsum(steps, axis=1)
        lengths[index] = far[:, -1]
        pieces.append(np.concatenate([points[:, :-1], points[:, 1:]], axis=2).reshape(-1, 4))
        owner.append(np.repeat(index, steps.shape[1]))
        before.append((far - steps).ravel())
    return Ways(
        starts,
        ends,
        start_from,
        end_from,
        middles,
        is_short,
        lengths,
        np.concatenate(pieces),
        np.concatenate(owner),
        np.concatenate(before),
    )


def _flattened(curves: Floats, bent: NDArray[np.bool_]) -> list[tuple[NDArray[np.bool_], Floats]]:
    """Curves as points, as many as each needs to look smooth: straight ones two."""
    chord = curves[:, 3] - curves[:, 0]
    length = np.maximum(np.hypot(chord[:, 0], chord[:, 1]), 1e-6)
    out = curves[:, 1:3] - curves[:, :1]
    aside = np.abs(out[..., 0] * chord[:, None, 1] - out[..., 1] * chord[:, None, 0]).max(axis=1) / length
    along = (out * chord[:, None]).sum(axis=2)
    within = ((along >= 0) & (along <= length[:, None] ** 2)).all(axis=1)
    second = np.abs(np.diff(curves, n=2, axis=1)).max(axis=(1, 2))
    needed = np.sqrt(second * 0.75 / _FLAT)
    needed[(aside < 2 * _FLAT) & within] = 1.0
    tier = np.searchsorted(_STEPS[:-1], needed)
    tier[bent] = -1
    return [
        (tier == step, geometry.flattened(curves[tier == step], _STEPS[step]))
        for step in np.unique(tier[tier >= 0]).tolist()
    ]


def _mark_edges(model: BoardModel, view: View, cards: Ints, tips: Floats, gap: float) -> Floats:
    """The points on the marks' edges that face where the links meet the cards."""
    boxes = model.boxes[cards]
    middle = geometry.centres(boxes) * view.scale + (view.dx, view.dy)
    way = tips - middle
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
    reach = mark_sizes(boxes[:, 3] - boxes[:, 1], view.scale) / 2 + gap
    edges: Floats = middle + way / length[:, None] * np.minimum(reach, length)[:, None]
    return edges
