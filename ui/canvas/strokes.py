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
from ui.canvas import batch
from ui.canvas.columns import DENIES
from ui.canvas.draw.links import CAP_LENGTH, CAPLESS, LEAST_LINE, SIGNLESS, SMALL_DISC, THIN, draw_caps
from ui.canvas.geometry import Floats, Ints
from ui.canvas.kept_lines import KeptLines
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.signs import Caps, signs_seen
from ui.canvas.sprites import Sprites
from ui.canvas.steps import Steps
from ui.canvas.view import View, on_pixel
from ui.canvas.ways import Ends, ends_of

_AROUND = 24.0
"""How far a sign reaches, in px of a line as wide as it is near by."""
_BESIDE = 4.0
"""How far a line does."""
_INK_AT_ONCE = 5000.0
"""So many px of smooth lines are drawn in one step, each taking some 50 ns."""
_ROUGH_INK_AT_ONCE = 40_000.0
_SIGNS_AT_ONCE = 40
"""Caps drawn in one step."""


Box = tuple[tuple[float, float], tuple[float, float]]
"""The low and the high corner of a part of the screen."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How the links of one kind in one state are painted."""

    kind: LinkKind
    ink: QColor
    width: float
    opacity: float


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs that are painted, by the links they belong to."""

    caps: list[Rows]
    """Those at starts, and those at ends."""
    bare: list[Rows]
    """Starts and ends whose caps a card would cut."""
    discs: Rows


def stroke_steps(
    model: BoardModel,
    view: View,
    rows: Rows,
    sprites: Sprites,
    area: QRectF,
    faint: NDArray[np.bool_],
    thin: NDArray[np.bool_],
    kept: KeptLines,
    *,
    is_smooth: bool = True,
) -> Steps:
    """Paint links by row with all their signs but labels, where they touch a part of the screen."""
    size = max(view.scale, LEAST_LINE)
    groups = model.link_kinds[rows] * 4 + thin * 2 + np.logical_not(faint)
    looks = {group: _look(model, group, sprites) for group in np.unique(groups).tolist()}
    beside, around = _BESIDE * size, _AROUND * size
    lines, owner = yield from kept.within(rows, view, area.adjusted(-beside, -beside, beside, beside))
    yield
    group_of = np.full(len(model.link_ids), -1)
    group_of[rows] = groups
    of_lines = group_of[owner]
    order = np.argsort(of_lines, kind="stable")
    lines, of_lines = np.ascontiguousarray(lines[order]), of_lines[order]
    for group, look in looks.items():
        first, last = np.searchsorted(of_lines, [group, group + 1]).tolist()
        yield from _line_steps(lines[first:last], look, size, is_smooth=is_smooth)
    yield
    ends, denies = ends_of(model, view, rows), (model.link_flags[rows] & DENIES) > 0
    seen = _signs_seen(model, view, ends, denies, _grown(area, around), groups, looks, size)
    yield from _sign_steps(ends, seen, groups, looks, size, sprites, is_smooth=is_smooth)


def _look(model: BoardModel, group: int, sprites: Sprites) -> _Look:
    kind = link_kind(model.case, model.link_kind_ids[group >> 2])
    dim = float(sprites.style.theme.metrics["card"]["dimmedOpacity"])
    width = kind.width * (THIN if group & 2 else 1.0)
    return _Look(kind, _ink(sprites, kind, is_thin=bool(group & 2)), width, 1.0 if group & 1 else dim)


def _line_steps(lines: Floats, look: _Look, size: float, *, is_smooth: bool) -> Steps:
    """Draw lines of one look, about as many px of them in each step."""
    far = np.cumsum(np.hypot(lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]))
    most = _INK_AT_ONCE if is_smooth else _ROUGH_INK_AT_ONCE
    start = 0
    while start < len(lines):
        stop = int(np.searchsorted(far, (far[start - 1] if start else 0.0) + most)) + 1
        painter = yield
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
        pen = QPen(look.ink, look.width * size)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.setOpacity(look.opacity)
        batch.draw_lines(painter, lines[start:stop])
        painter.setOpacity(1.0)
        start = stop


def _signs_seen(
    model: BoardModel,
    view: View,
    ends: Ends,
    denies: NDArray[np.bool_],
    area: Box,
    groups: Ints,
    looks: dict[int, _Look],
    size: float,
) -> _Signs:
    """The signs of links in a part of the screen, and which of them cards would cut to crumbs."""
    lengths = np.zeros((max(looks) + 1, 2))
    has_glyph = np.zeros(max(looks) + 1, bool)
    for group, look in looks.items():
        both = (look.kind.start_cap, look.kind.end_cap)
        lengths[group] = [CAP_LENGTH.get(cap, 0.0) * size for cap in both]
        has_glyph[group] = bool(look.kind.mid_glyph)
    is_capped = (lengths[groups] > 0) & (ends.lengths >= CAPLESS * size)[:, None]
    first = np.flatnonzero(is_capped[:, 0] & _inside(ends.starts, *area))
    last = np.flatnonzero(is_capped[:, 1] & _inside(ends.ends, *area))
    is_signed = (denies | has_glyph[groups]) & (ends.lengths >= SIGNLESS * size)
    discs = np.flatnonzero(is_signed & _inside(ends.middles, *area))
    caps = Caps(
        np.concatenate([ends.starts[first], ends.ends[last]]),
        np.concatenate([ends.start_from[first], ends.end_from[last]]),
        np.concatenate([lengths[groups[first], 0], lengths[groups[last], 1]]),
    )
    sizes = np.where(ends.is_short[discs], SMALL_DISC, 1.0) * size
    seen, discs_seen = signs_seen(model, view, caps, ends.middles[discs], sizes)
    sides = ((first, seen[: len(first)]), (last, seen[len(first) :]))
    return _Signs(
        [links[whole] for links, whole in sides], [links[~whole] for links, whole in sides], discs[discs_seen]
    )


def _sign_steps(
    ends: Ends,
    signs: _Signs,
    groups: Ints,
    looks: dict[int, _Look],
    size: float,
    sprites: Sprites,
    *,
    is_smooth: bool,
) -> Steps:
    """Paint the caps at the ends of links and the signs in their middles."""
    sides = ((ends.starts, ends.start_from), (ends.ends, ends.end_from))
    for group, look in looks.items():
        for cap, (tips, froms), whole, cut in zip(
            (look.kind.start_cap, look.kind.end_cap), sides, signs.caps, signs.bare, strict=True
        ):
            capped, bare = whole[groups[whole] == group], cut[groups[cut] == group]
            for first in range(0, len(capped), _SIGNS_AT_ONCE):
                chosen = capped[first : first + _SIGNS_AT_ONCE]
                way = tips[chosen] - froms[chosen]
                angles = np.arctan2(way[:, 1], way[:, 0])
                painter = yield
                painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
                painter.setOpacity(look.opacity)
                draw_caps(painter, cap, tips[chosen], angles, look.ink, look.width, sprites.style, size)
                painter.setOpacity(1.0)
            if len(bare):
                # what the line was shortened by for the cap
                way = tips[bare] - froms[bare]
                way *= CAP_LENGTH[cap] * size / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)[:, None]
                yield from _line_steps(
                    np.hstack([tips[bare] - way, tips[bare]]), look, size, is_smooth=is_smooth
                )
        signed = signs.discs[groups[signs.discs] == group]
        if len(signed):
            painter = yield
            painter.setOpacity(look.opacity)
            glyph = look.kind.mid_glyph or "cross in disc"
            _paint_glyphs(painter, ends, signed, glyph, look.ink, size, sprites)
            painter.setOpacity(1.0)


def _paint_glyphs(
    painter: QPainter,
    ends: Ends,
    chosen: Rows,
    glyph: str,
    ink: QColor,
    size: float,
    sprites: Sprites,
) -> None:
    ratio = painter.device().devicePixelRatioF()
    for is_short in (False, True):
        places = ends.middles[chosen[ends.is_short[chosen] == is_short]]
        if len(places) == 0:
            continue
        stamp = sprites.glyph(glyph, ink, size * (SMALL_DISC if is_short else 1.0), ratio)
        half = stamp.deviceIndependentSize().width() / 2
        for x, y in places.tolist():
            painter.drawPixmap(QPointF(on_pixel(x - half, ratio), on_pixel(y - half, ratio)), stamp)


def _grown(area: QRectF, by: float) -> Box:
    return (area.left() - by, area.top() - by), (area.right() + by, area.bottom() + by)


def _inside(points: Floats, low: tuple[float, float], high: tuple[float, float]) -> NDArray[np.bool_]:
    x, y = points[:, 0], points[:, 1]
    inside: NDArray[np.bool_] = (x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1])
    return inside


def _ink(sprites: Sprites, kind: LinkKind, *, is_thin: bool) -> QColor:
    return sprites.style.colour("borderControl") if is_thin else sprites.style.theme.link_colour(kind)
