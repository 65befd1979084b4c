"""Links as they are painted in the window: thousands at once, straight from numpy's memory.

A stroked path costs Qt three times what its pieces cost as lines, and each link drawn by itself as much
again in Python. So curves are flattened, cut to what is in sight, dashed and shortened for their caps in
arrays, and drawn as lines kind by kind. Nothing hangs on the strip that is painted: dashes are measured
from the link's start, and what is drawn one by one is chosen by where it stands.
`draw.links` draws the same for pictures and print, as curves.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from board.kinds import link_kind
from board.records import LinkKind
from ui.canvas import batch, geometry
from ui.canvas.draw.links import CAP_LENGTH, LEAST_LINE, SHORT, THIN, dashes, draw_caps
from ui.canvas.draw.marks import mark_sizes
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
_Run = tuple[Rows, Floats, Floats]
"""Some links, and the x and y of the points along them: a row a step, a column a link."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How the links of one kind in one state are painted."""

    kind: LinkKind
    ink: QColor
    width: float
    opacity: float


@dataclass(slots=True)
class Ends:
    """Of each link in screen px where it begins and ends, whence it comes there, and where its sign is."""

    starts: Floats
    ends: Floats
    start_from: Floats
    end_from: Floats
    middles: Floats
    is_short: NDArray[np.bool_]


@dataclass(slots=True)
class Pieces:
    """The straight pieces that links are made of, in screen px, as columns."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    owner: Rows
    """The link that a piece belongs to."""
    before: Floats
    """The length of its link before it."""
    length: Floats
    whole: Floats
    """The length of its link."""

    def chosen(self, pieces: NDArray[np.bool_] | Rows) -> Pieces:
        """Some of them."""
        return Pieces(*(getattr(self, name)[pieces] for name in _COLUMNS))


_COLUMNS = tuple(one.name for one in fields(Pieces))


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
    ends, runs = _ways(model, view, rows)
    size = max(view.scale, LEAST_LINE)
    wide = area.adjusted(-_AROUND * size, -_AROUND * size, _AROUND * size, _AROUND * size)
    low, high = (wide.left(), wide.top()), (wide.right(), wide.bottom())
    groups = model.link_kinds[rows] * 4 + thin * 2 + np.logical_not(faint)
    looks = {group: _look(model, group, sprites) for group in np.unique(groups).tolist()}
    _paint_lines(painter, _put_together(runs, low, high), groups, looks, size)
    if with_signs:
        _paint_signs(painter, model, rows, ends, (low, high), groups, looks, size, sprites)
    painter.setOpacity(1.0)


def _look(model: BoardModel, group: int, sprites: Sprites) -> _Look:
    kind = link_kind(model.case, model.link_kind_ids[group >> 2])
    dim = float(sprites.style.theme.metrics["card"]["dimmedOpacity"])
    width = kind.width * (THIN if group & 2 else 1.0)
    return _Look(kind, _ink(sprites, kind, is_thin=bool(group & 2)), width, 1.0 if group & 1 else dim)


def _paint_lines(
    painter: QPainter, pieces: Pieces, groups: Ints, looks: dict[int, _Look], size: float
) -> None:
    """Paint lines group by group, shortened by what the caps cover, dashed."""
    cuts = np.zeros((max(looks) + 1, 2))
    for group, look in looks.items():
        cuts[group] = [CAP_LENGTH.get(cap, 0.0) * size for cap in (look.kind.start_cap, look.kind.end_cap)]
    of_pieces = groups[pieces.owner]
    order = np.argsort(of_pieces, kind="stable")
    pieces, of_pieces = pieces.chosen(order), of_pieces[order]
    until = pieces.whole - cuts[of_pieces, 1]
    start = np.maximum(pieces.before, cuts[of_pieces, 0])
    stop = np.minimum(pieces.before + pieces.length, until)
    across, down = (pieces.x1 - pieces.x0) / pieces.length, (pieces.y1 - pieces.y0) / pieces.length
    # where a link's line would lie, going on from this piece, so that dashes are measured along it
    base_x, base_y = pieces.x0 - across * pieces.before, pieces.y0 - down * pieces.before
    far = np.where(stop < until, stop + _JOIN, stop)
    lines = np.empty((len(start), 4))
    lines[:, 0], lines[:, 1] = base_x + across * start, base_y + down * start
    lines[:, 2], lines[:, 3] = base_x + across * far, base_y + down * far
    real = stop > start
    bounds = np.searchsorted(of_pieces, [*looks, max(looks) + 1]).tolist()
    for (group, look), first, last in zip(looks.items(), bounds, bounds[1:], strict=False):
        part = slice(first, last)
        made = lines[part][real[part]]
        if look.kind.dash and last > first:
            parts = [length * size for length in dashes(look.kind)]
            index, low, high = _dashed(start[part], stop[part], cuts[group, 0], parts)
            index += first
            x, y, along_x, along_y = base_x[index], base_y[index], across[index], down[index]
            made = np.stack([x + along_x * low, y + along_y * low, x + along_x * high, y + along_y * high], 1)
        pen = QPen(look.ink, look.width * size)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setOpacity(look.opacity)
        batch.draw_lines(painter, made)


def _paint_signs(
    painter: QPainter,
    model: BoardModel,
    rows: Rows,
    ends: Ends,
    area: tuple[tuple[float, float], tuple[float, float]],
    groups: Ints,
    looks: dict[int, _Look],
    size: float,
    sprites: Sprites,
) -> None:
    """Paint the caps at the ends of links and the signs in their middles."""
    denies = (model.link_flags[rows] & DENIES) > 0
    at_start, at_end, at_middle = (_inside(at, *area) for at in (ends.starts, ends.ends, ends.middles))
    for group, look in looks.items():
        mine, kind = groups == group, look.kind
        painter.setOpacity(look.opacity)
        for cap, tips, froms, is_seen in (
            (kind.start_cap, ends.starts, ends.start_from, at_start),
            (kind.end_cap, ends.ends, ends.end_from, at_end),
        ):
            chosen = np.flatnonzero(mine & is_seen) if cap in CAP_LENGTH else ()
            if len(chosen):
                way = tips[chosen] - froms[chosen]
                angles = np.arctan2(way[:, 1], way[:, 0])
                draw_caps(painter, cap, tips[chosen], angles, look.ink, look.width, sprites.style, size)
        signed = mine & at_middle & (denies | bool(kind.mid_glyph))
        if signed.any():
            _paint_glyphs(painter, ends, signed, kind.mid_glyph or "cross in disc", look.ink, size, sprites)


def _paint_glyphs(
    painter: QPainter,
    ends: Ends,
    chosen: NDArray[np.bool_],
    glyph: str,
    ink: QColor,
    size: float,
    sprites: Sprites,
) -> None:
    ratio = painter.device().devicePixelRatioF()
    for is_short in (False, True):
        places = ends.middles[chosen & (ends.is_short == is_short)]
        if len(places) == 0:
            continue
        stamp = sprites.glyph(glyph, ink, size * (0.62 if is_short else 1.0), ratio)
        half = stamp.deviceIndependentSize().width() / 2
        for x, y in places.tolist():
            painter.drawPixmap(QPointF(on_pixel(x - half, ratio), on_pixel(y - half, ratio)), stamp)


def _inside(points: Floats, low: tuple[float, float], high: tuple[float, float]) -> NDArray[np.bool_]:
    x, y = points[:, 0], points[:, 1]
    inside: NDArray[np.bool_] = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
    return inside


def _ink(sprites: Sprites, kind: LinkKind, *, is_thin: bool) -> QColor:
    return sprites.style.colour("borderControl") if is_thin else sprites.style.theme.link_colour(kind)


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


def _ways(model: BoardModel, view: View, rows: Rows) -> tuple[Ends, list[_Run]]:
    """Links by row as they run on the screen."""
    offset, scale = np.array([view.dx, view.dy]), view.scale
    curves = model.curves[rows] * scale + offset
    starts, ends = curves[:, 0], curves[:, 3]
    start_from, end_from = curves[:, 1], curves[:, 2]
    middles = (starts + 3 * start_from + 3 * end_from + ends) / 8
    early = geometry.at_parts(curves, 0.28)
    bent = np.zeros(len(rows), bool)
    if model.paths:
        bent[:] = [row in model.paths for row in rows.tolist()]
    runs = _flattened(curves, bent)
    for index in np.flatnonzero(bent).tolist():
        path = model.paths[int(rows[index])] * scale + offset
        flat = geometry.flattened(np.stack([path[k : k + 4] for k in range(0, len(path) - 3, 3)]), 32)
        points = np.vstack([flat[0], *flat[1:, 1:]])
        runs.append((np.array([index]), points[:, :1], points[:, 1:]))
        start_from[index], end_from[index] = path[1], path[-2]
        middles[index] = early[index] = geometry.at_part(path, 0.5)
    if view.tier <= Tier.GLYPH:
        # from afar, links run on to the marks that stand for the cards
        first, last = (
            _mark_edges(model, view, cards[rows], tips, gap)
            for cards, tips, gap in ((model.tails, starts, 0.0), (model.heads, ends, 3.0))
        )
        runs = [
            (
                index,
                np.vstack([first[index, 0], x, last[index, 0]]),
                np.vstack([first[index, 1], y, last[index, 1]]),
            )
            for index, x, y in runs
        ]
        early = np.where(bent[:, None], early, first + (starts - first) * 0.84)
        start_from, end_from, starts, ends = starts, ends, first, last
    is_short = np.hypot(*(ends - starts).T) < SHORT * max(scale, LEAST_LINE)
    middles = np.where(is_short[:, None], early, middles)
    return Ends(starts, ends, start_from, end_from, middles, is_short), runs


def _put_together(runs: list[_Run], low: tuple[float, float], high: tuple[float, float]) -> Pieces:
    """The pieces of links that touch a part of the screen."""
    made = []
    for index, x, y in runs:
        x0, y0, x1, y1 = x[:-1], y[:-1], x[1:], y[1:]
        seen = (np.minimum(x0, x1) <= high[0]) & (np.maximum(x0, x1) >= low[0])
        seen &= (np.minimum(y0, y1) <= high[1]) & (np.maximum(y0, y1) >= low[1])
        length = np.hypot(x1 - x0, y1 - y0)
        far = np.cumsum(length, axis=0)
        seen &= length > 0
        link = np.nonzero(seen)[1]
        long = length[seen]
        made.append(
            (x0[seen], y0[seen], x1[seen], y1[seen], index[link], far[seen] - long, long, far[-1][link])
        )
    return Pieces(*map(np.concatenate, zip(*made, strict=True)))


def _flattened(curves: Floats, bent: NDArray[np.bool_]) -> list[_Run]:
    """Curves as points, as many as each needs to look smooth: straight ones two."""
    x, y = np.ascontiguousarray(curves[..., 0].T), np.ascontiguousarray(curves[..., 1].T)
    across, down = x[3] - x[0], y[3] - y[0]
    square = np.maximum(across**2 + down**2, 1e-9)
    out_x, out_y = x[1:3] - x[0], y[1:3] - y[0]
    aside = np.abs(out_x * down - out_y * across).max(axis=0)
    along = out_x * across + out_y * down
    straight = (
        (aside < 2 * _FLAT * np.sqrt(square)) & (along.min(axis=0) >= 0) & (along.max(axis=0) <= square)
    )
    second = np.maximum(
        np.abs(np.diff(x, n=2, axis=0)).max(axis=0), np.abs(np.diff(y, n=2, axis=0)).max(axis=0)
    )
    needed = np.where(straight, 1.0, np.sqrt(second * 0.75 / _FLAT))
    tier = np.searchsorted(_STEPS[:-1], needed)
    tier[bent] = -1
    runs = []
    for step in np.unique(tier[tier >= 0]).tolist():
        index = np.flatnonzero(tier == step)
        basis = geometry.BASES[_STEPS[step]]
        runs.append((index, basis @ x[:, index], basis @ y[:, index]))
    return runs


def _mark_edges(model: BoardModel, view: View, cards: Ints, tips: Floats, gap: float) -> Floats:
    """The points on the marks' edges that face where the links meet the cards."""
    boxes = model.boxes[cards]
    middle = geometry.centres(boxes) * view.scale + (view.dx, view.dy)
    way = tips - middle
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
    reach = mark_sizes(boxes[:, 3] - boxes[:, 1], view.scale) / 2 + gap
    edges: Floats = middle + way / length[:, None] * np.minimum(reach, length)[:, None]
    return edges
