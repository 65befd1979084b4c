"""The links in sight: as full curves while they can be told apart, as batched hairlines when not."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from math import log10

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from board.kinds import link_kind
from board.records import Link, LinkKind
from board.text import one_line, shortened
from ui.canvas import batch, geometry
from ui.canvas.columns import LABELLED
from ui.canvas.draw import LinkLook, Style, draw_label, draw_link
from ui.canvas.draw.links import CAP_LENGTH, at_part, dashes, glyph_place, label_size, length_of, unit_at
from ui.canvas.draw.marks import mark_size
from ui.canvas.emphasis import Emphasis
from ui.canvas.geometry import Floats
from ui.canvas.kept_lines import KeptLines
from ui.canvas.model import BoardModel
from ui.canvas.places import as_rect, touching
from ui.canvas.runs import Rows
from ui.canvas.signs import Caps, signs_seen
from ui.canvas.sprites import Sprites
from ui.canvas.steps import Steps, run
from ui.canvas.strokes import stroke_steps
from ui.canvas.view import Tier, View
from ui.pens import Pen
from ui.wording import link_name

_SCREEN = 1600.0 * 1000.0
_SHORT = 40
"""From afar, links no longer than this on the screen run straight from card to card."""
_MOST_ROUGH = 150
"""While the board zooms, more links than this are drawn as hairlines whatever the scale."""
_MOST_SMOOTH = 3000
"""More hairlines than this are drawn without smoothing."""
_CROWD = 1000.0
"""Where more hairlines than this cross a screen, they are paler the more there are."""
_PALEST = 0.4
_PARTS = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
_PARTS_BESIDE_GLYPH = (0.3, 0.7, 0.24, 0.76, 0.18, 0.82)
_NONE: frozenset[str] = frozenset()


def paint(
    painter: QPainter,
    model: BoardModel,
    view: View,
    rows: Rows,
    sprites: Sprites,
    emphasis: Emphasis,
    area: QRectF,
    *,
    is_rough: bool = False,
) -> None:
    """Paint links by row where they touch a part of the screen, in screen units."""
    run(painter, link_steps(model, view, rows, sprites, emphasis, area, is_rough=is_rough))


def link_steps(
    model: BoardModel,
    view: View,
    rows: Rows,
    sprites: Sprites,
    emphasis: Emphasis,
    area: QRectF,
    kept: KeptLines | None = None,
    *,
    is_rough: bool = False,
) -> Steps:
    """The same step by step; from lines that are kept, if any."""
    style = sprites.style
    faint = among(model, rows, emphasis)
    if view.tier == Tier.DOT or (is_rough and len(rows) > _MOST_ROUGH):
        is_smooth = not is_rough and _links_a_screen(model, view) <= _MOST_SMOOTH
        ink = _strength(_links_a_screen(model, view))
        yield from _hairline_steps(model, view, rows, style, faint, ink, is_smooth=is_smooth)
        return
    thin = _thin(model, rows, emphasis)
    if len(rows):
        kept = kept or KeptLines(model, view.scale)
        yield from stroke_steps(model, view, rows, sprites, area, faint, thin, kept, is_smooth=not is_rough)
    if view.tier >= Tier.COMPACT:
        painter = yield
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, not is_rough)
        painter.translate(view.dx, view.dy)
        painter.scale(view.scale, view.scale)
        unit = unit_at(view.scale)
        painter.scale(unit, unit)
        for row in rows[(model.link_flags[rows] & LABELLED) > 0].tolist():
            look = look_of(model, model.case.links[model.link_ids[row]], emphasis)
            if look.label:
                at = label_box(model, row, look, path_of(model, row), style).center()
                draw_label(painter, look.label, at / unit, style)


def _links_a_screen(model: BoardModel, view: View) -> float:
    """How many links are likely in sight at a scale.

    It hangs on the scale and the board alone, so that nothing changes its look while it is panned.
    """
    bounds = model.bounds()
    area = bounds.width() * bounds.height() * view.scale * view.scale
    return len(model.link_ids) * min(_SCREEN / max(area, 1.0), 1.0)


def paint_curves(
    painter: Pen,
    model: BoardModel,
    view: View,
    rows: Rows,
    style: Style,
    emphasis: Emphasis,
    strong: AbstractSet[str] = _NONE,
) -> None:
    """Paint links with all their signs, in board units; the `strong` ones in accent and with a name."""
    faint = float(style.theme.metrics["card"]["dimmedOpacity"])
    links = [model.case.links[model.link_ids[row]] for row in rows.tolist()]
    looks = [look_of(model, link, emphasis, strong) for link in links]
    paths = [shown_path(model, row, view.scale) for row in rows.tolist()]
    if not strong and not style.has_links_on_top:
        looks = _with_signs_seen(model, View(view.scale), looks, paths)
    for row, link, look, path in zip(rows.tolist(), links, looks, paths, strict=True):
        spot = None
        if look.label and view.tier >= Tier.COMPACT:
            spot = label_box(model, row, look, path, style).center()
        if link.id in emphasis.dimmed_links or not emphasis.dimmed.isdisjoint((link.from_id, link.to_id)):
            painter.setOpacity(faint)
        draw_link(painter, path, look, style, spot, view.scale)
        painter.setOpacity(1.0)


def _with_signs_seen(
    model: BoardModel, view: View, looks: list[LinkLook], paths: list[Floats]
) -> list[LinkLook]:
    """Looks of links without the signs that cards would cut to crumbs."""
    if not paths:
        return looks
    unit = unit_at(view.scale)
    tips = np.array([(path[0], path[-1]) for path in paths]) * view.scale
    froms = np.array([(path[1], path[-2]) for path in paths]) * view.scale
    caps = [CAP_LENGTH.get(cap, 0.0) for look in looks for cap in (look.kind.start_cap, look.kind.end_cap)]
    size = unit * view.scale
    places = [glyph_place(path / unit, length_of(path / unit)) for path in paths]
    middles = np.array([at.toTuple() for at, _ in places]) * size
    ends = Caps(tips.reshape(-1, 2), froms.reshape(-1, 2), np.array(caps) * size)
    parts = np.array([part for _, part in places])
    seen, glyphs = signs_seen(model, view, ends, middles, parts * size)
    return [
        look if all(caps) and glyph else replace(look, shows_caps=caps, shows_glyph=glyph)
        for look, caps, glyph in zip(
            looks, zip(seen[::2].tolist(), seen[1::2].tolist(), strict=True), glyphs.tolist(), strict=True
        )
    ]


def look_of(model: BoardModel, link: Link, emphasis: Emphasis, strong: AbstractSet[str] = _NONE) -> LinkLook:
    """How a link is drawn; its kind is named only while it is looked at."""
    kind = link_kind(model.case, link.kind)
    label = shortened(one_line(link.label[:400]), 80)
    if not label and link.id in strong:
        label = link_name(kind, model.case.items[link.from_id].kind)
    glyph = "cross in disc" if link.stance == "denies" and not kind.mid_glyph else kind.mid_glyph
    return LinkLook(kind, glyph, label, link.id in strong, link.id in emphasis.thin_links)


def path_of(model: BoardModel, row: int) -> Floats:
    """The control points (3k+1, 2) along which a link runs."""
    path = model.paths.get(row)
    return model.curves[row] if path is None else path


def shown_path(model: BoardModel, row: int, scale: float) -> Floats:
    """The way a link is drawn: to the cards' edges, or from afar to the marks that stand for them."""
    path = path_of(model, row)
    if scale >= 0.45:
        return path
    tail, head = model.boxes[model.tails[row]], model.boxes[model.heads[row]]
    start, end = _mark_edge(tail, path[0], scale, 0.0), _mark_edge(head, path[-1], scale, 3.0)
    return np.concatenate([_straight(start, path[0])[:3], path, _straight(path[-1], end)[1:]])


def label_box(model: BoardModel, row: int, look: LinkLook, path: Floats, style: Style) -> QRectF:
    """Where a link's label stands: on its curve, and off the cards where that can be."""
    found = model.label_boxes.get(row)
    if found is not None and found[0] == look.label:
        return found[1]
    width, height = label_size(look.label, style)
    near = as_rect(model.link_boxes[row]).adjusted(-width, -height, width, height)
    cards = model.boxes[touching(model.boxes, near)]
    best, fewest = QRectF(), None
    for part in _PARTS_BESIDE_GLYPH if look.glyph else _PARTS:
        at = at_part(path, part)
        box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
        covered = _overlap(cards, box)
        if fewest is None or covered < fewest:
            best, fewest = box, covered
        if covered == 0:
            break
    model.label_boxes[row] = (look.label, best)
    return best


def _overlap(cards: Floats, box: QRectF) -> float:
    """How much of a box lies on cards."""
    wide = np.minimum(cards[:, 2], box.right()) - np.maximum(cards[:, 0], box.left())
    high = np.minimum(cards[:, 3], box.bottom()) - np.maximum(cards[:, 1], box.top())
    return float((np.maximum(wide, 0) * np.maximum(high, 0)).sum())


def _mark_edge(box: Floats, towards: Floats, scale: float, gap: float) -> Floats:
    """The point on a mark's edge that faces where the link meets the card."""
    centre = (box[:2] + box[2:]) / 2
    way = towards - centre
    length = max(float(np.hypot(*way)), 1e-6)
    reach = (mark_size(float(box[3] - box[1]), scale) / 2 + gap) / scale
    return centre + way / length * min(reach, length)


def _straight(start: Floats, end: Floats) -> Floats:
    """A straight piece as a curve."""
    return np.array([start, start + (end - start) / 3, end - (end - start) / 3, end])


def _strength(count: float) -> float:
    """How much of their colour so many hairlines have: marks and titles have to stand out from them."""
    return min(max(1.0 - 0.6 * log10(max(count, 1.0) / _CROWD), _PALEST), 1.0)


def _hairline_ink(kind: LinkKind, style: Style, strength: float) -> QColor:
    """The colour of a hairline: paler where it stands for dashes, but opaque, which is drawn faster."""
    parts = dashes(kind)
    strength *= max(sum(parts[::2]) / sum(parts), 0.5) if parts else 1.0
    ink, ground = style.theme.link_colour(kind), style.colour("canvas")
    mixed = (a * strength + b * (1 - strength) for a, b in zip(_rgb(ink), _rgb(ground), strict=True))
    return QColor(*map(round, mixed))


def _rgb(colour: QColor) -> tuple[int, int, int]:
    return colour.red(), colour.green(), colour.blue()


def _hairline_steps(
    model: BoardModel,
    view: View,
    rows: Rows,
    style: Style,
    faint: NDArray[np.bool_],
    strength: float,
    *,
    is_smooth: bool,
) -> Steps:
    """Paint links as hairlines, kind by kind."""
    for is_faint in (True, False):
        chosen = rows[faint == is_faint]
        kinds = model.link_kinds[chosen]
        for kind in np.unique(kinds).tolist():
            painter = yield
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, is_smooth)
            painter.setOpacity(float(style.theme.metrics["card"]["dimmedOpacity"]) if is_faint else 1.0)
            record = link_kind(model.case, model.link_kind_ids[kind])
            width = max(1.0, record.width * view.scale)
            painter.setPen(QPen(_hairline_ink(record, style, strength), width, Qt.PenStyle.SolidLine))
            batch.draw_lines(painter, _segments(model, view, chosen[kinds == kind]))


def _segments(model: BoardModel, view: View, rows: Rows) -> Floats:
    """The lines of links in screen units: from centre to centre when short, bent as they run when long."""
    ends = np.stack(
        [geometry.centres(model.boxes[cards[rows]]) for cards in (model.tails, model.heads)], axis=1
    )
    spans = np.abs(ends[:, 1] - ends[:, 0])
    long = np.maximum(spans[:, 0], spans[:, 1]) * view.scale > _SHORT
    short = ends[~long].reshape(-1, 4)
    runs = geometry.flattened(model.curves[rows[long]], 8)
    for place, row in enumerate(rows[long].tolist()) if model.paths else ():
        if row in model.paths:
            runs[place] = model.lines[row, ::2]
    way = np.concatenate([ends[long][:, :1], runs, ends[long][:, 1:]], axis=1)
    bent = np.concatenate([way[:, :-1], way[:, 1:]], axis=2).reshape(-1, 4)
    made: Floats = np.concatenate([short, bent]) * view.scale + (view.dx, view.dy, view.dx, view.dy)
    return made


def among(model: BoardModel, rows: Rows, emphasis: Emphasis) -> NDArray[np.bool_]:
    """Which links stand back, for themselves or with an end."""
    among = np.zeros(len(rows), bool)
    if emphasis.dimmed:
        dim = emphasis.mask(emphasis.dimmed, model.row, model.version)
        among |= dim[model.tails[rows]] | dim[model.heads[rows]]
    if emphasis.dimmed_links:
        among |= emphasis.mask(emphasis.dimmed_links, model.link_row, model.version)[rows]
    return among


def _thin(model: BoardModel, rows: Rows, emphasis: Emphasis) -> NDArray[np.bool_]:
    """Which links have lost what they carried."""
    if not emphasis.thin_links:
        return np.zeros(len(rows), bool)
    thin: NDArray[np.bool_] = emphasis.mask(emphasis.thin_links, model.link_row, model.version)[rows]
    return thin
