"""The ways of links on the screen as straight pieces, all of them at once in arrays.

A short link is flattened whole. Of a long one only the sixteenths that touch the part of the screen in
question are, each as finely as it is bent: a strip of the window is crossed by hundreds of links that
mostly run elsewhere.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, fields
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainter

from ui.canvas import geometry
from ui.canvas.draw.links import LEAST_LINE, SHORT
from ui.canvas.draw.marks import mark_sizes
from ui.canvas.geometry import Floats, Ints
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.view import Tier, View

_FLAT = 0.12
"""How far, in screen px, a flattened curve may lie from the curve."""
_FLAT_PART = 0.08
"""The same of a part of a long curve, which is measured less exactly."""
_STEPS = np.array([1, 2, 4, 8, 16])
_MOST_WHOLE = 8
"""Links that need more pieces than this are flattened part by part."""
Found = TypeVar("Found")
Stages: TypeAlias = Generator[None, QPainter, Found]
"""Finding something in stages that may lie frames apart, as what is painted does."""
PARTS = 16
"""Into how many parts long links are cut."""


@dataclass(slots=True)
class Ends:
    """Of each link in screen px where it begins and ends, whence it comes there, and where its sign is."""

    starts: Floats
    ends: Floats
    start_from: Floats
    end_from: Floats
    middles: Floats
    lengths: Floats
    """How far it is from end to end; bent links count as long."""
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


@dataclass(frozen=True, slots=True)
class _Run:
    """Stretches of links of one number of pieces: a row a step, a column a stretch."""

    owner: Rows
    x: Floats
    y: Floats
    before: Floats | float = 0.0
    whole: Floats | None = None
    """The lengths of the links; None when the stretches are whole links."""


def ends_of(model: BoardModel, view: View, rows: Rows) -> Ends:
    """Where links by row begin and end on the screen, and where their signs are."""
    curves, bent, (first, last) = _curves(model, view, rows)
    starts, ends = curves[:, 0], curves[:, 3]
    start_from, end_from = curves[:, 1], curves[:, 2]
    middles = (starts + 3 * start_from + 3 * end_from + ends) / 8
    early = geometry.at_parts(curves, 0.28)
    for index in np.flatnonzero(bent).tolist():
        path = model.paths[int(rows[index])] * view.scale + (view.dx, view.dy)
        start_from[index], end_from[index] = path[1], path[-2]
        middles[index] = early[index] = geometry.at_part(path, 0.5)
    if view.tier <= Tier.GLYPH:
        early = np.where(bent[:, None], early, first + (starts - first) * 0.84)
        start_from, end_from = starts, ends
    lengths = np.where(bent, np.inf, np.hypot(*(last - first).T))
    is_short = lengths < SHORT * max(view.scale, LEAST_LINE)
    middles = np.where(is_short[:, None], early, middles)
    return Ends(first, last, start_from, end_from, middles, lengths, is_short)


def pieces_of(
    model: BoardModel, view: View, rows: Rows, wanted: NDArray[np.bool_], is_fresh: NDArray[np.bool_]
) -> Stages[tuple[Pieces, NDArray[np.bool_], Floats]]:
    """The pieces of links by row: of long ones the sixteenths wanted, of the others all.

    What is not fresh is a long link of which other sixteenths were asked for before. Gives with the
    pieces which links are long, and how far each is from end to end; bent ones count as long as can be.
    """
    curves, bent, tips = _curves(model, view, rows)
    yield
    runs, is_long = yield from _runs(view, curves, bent, tips, wanted, is_fresh)
    (first, last), scale, offset = tips, view.scale, (view.dx, view.dy)
    for index in np.flatnonzero(bent).tolist():
        path = model.paths[int(rows[index])] * scale + offset
        flat = geometry.flattened(np.stack([path[k : k + 4] for k in range(0, len(path) - 3, 3)]), 32)
        points = np.vstack([first[index], flat[0], *flat[1:, 1:], last[index]])
        runs.append(_Run(np.array([index]), points[:, :1], points[:, 1:]))
    lengths = np.where(bent, np.inf, np.hypot(*(last - first).T))
    return (yield from _put_together(runs)), is_long, lengths


def _curves(
    model: BoardModel, view: View, rows: Rows
) -> tuple[Floats, NDArray[np.bool_], tuple[Floats, Floats]]:
    """The control points of links on the screen, which are bent by hand, and where lines begin and end."""
    curves = model.curves[rows] * view.scale + (view.dx, view.dy)
    bent = np.zeros(len(rows), bool)
    if model.paths:
        bent[:] = [row in model.paths for row in rows.tolist()]
    first, last = curves[:, 0], curves[:, 3]
    if view.tier <= Tier.GLYPH:
        # from afar, links run on to the marks that stand for the cards
        first = mark_edges(model, view, model.tails[rows], first, 0.0)
        last = mark_edges(model, view, model.heads[rows], last, 3.0)
    return curves, bent, (first, last)


def _runs(
    view: View,
    curves: Floats,
    bent: NDArray[np.bool_],
    tips: tuple[Floats, Floats],
    wanted: NDArray[np.bool_],
    is_fresh: NDArray[np.bool_],
) -> Stages[tuple[list[_Run], NDArray[np.bool_]]]:
    """Curves as points, as many as each needs to look smooth: straight ones two."""
    x, y = np.ascontiguousarray(curves[..., 0].T), np.ascontiguousarray(curves[..., 1].T)
    needed = _needed(x, y)
    tier = np.searchsorted(_STEPS[:-1], needed)
    is_long = (needed > _MOST_WHOLE) & ~bent
    tier[bent | is_long] = -1
    (first_x, first_y), (last_x, last_y) = (tip.T for tip in tips)
    with_tips = view.tier <= Tier.GLYPH
    runs = []
    for step in np.unique(tier[tier >= 0]).tolist():
        index = np.flatnonzero(tier == step)
        basis = geometry.BASES[int(_STEPS[step])]
        across, down = basis @ x[:, index], basis @ y[:, index]
        if with_tips:
            across = np.vstack([first_x[index], across, last_x[index]])
            down = np.vstack([first_y[index], down, last_y[index]])
        runs.append(_Run(index, across, down))
    long = np.flatnonzero(is_long)
    if len(long):
        yield
        runs += yield from _in_parts(view, (x, y), tips, long, wanted[long], is_fresh[long])
    return runs, is_long


def _needed(x: Floats, y: Floats) -> Floats:
    """Into how many pieces curves have to be cut, given their control points as rows."""
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
    needed: Floats = np.where(straight, 1.0, np.sqrt(second * 0.75 / _FLAT))
    return needed


def _in_parts(
    view: View,
    curves: tuple[Floats, Floats],
    tips: tuple[Floats, Floats],
    long: Rows,
    wanted: NDArray[np.bool_],
    is_fresh: NDArray[np.bool_],
) -> Stages[list[_Run]]:
    """The sixteenths wanted of long curves, each as fine as it has to be, and the tips of the fresh ones."""
    x, y = (along[:, long] for along in curves)
    reaches = geometry.reaches(x, y)
    before, whole = np.zeros(len(long)), reaches[-1]
    runs = []
    if view.tier <= Tier.GLYPH:
        first, last = (tip[long] for tip in tips)
        before = np.hypot(x[0] - first[:, 0], y[0] - first[:, 1])
        after = before + whole
        whole = after + np.hypot(x[3] - last[:, 0], y[3] - last[:, 1])
        ends_x, ends_y = (
            np.stack([first[:, 0], x[0], x[3], last[:, 0]])[:, is_fresh],
            np.stack([first[:, 1], y[0], y[3], last[:, 1]])[:, is_fresh],
        )
        owner, all_of_it = long[is_fresh], whole[is_fresh]
        runs.append(_Run(owner, ends_x[:2], ends_y[:2], np.zeros(len(owner)), all_of_it))
        runs.append(_Run(owner, ends_x[2:], ends_y[2:], after[is_fresh], all_of_it))
    yield
    place, part = np.nonzero(wanted)
    cut = geometry.PARTS[part]
    part_x = np.einsum("pij,jp->ip", cut, x[:, place])
    part_y = np.einsum("pij,jp->ip", cut, y[:, place])
    far = before[place] + reaches[part, place]
    tier = np.searchsorted(_STEPS[:-1], _bulges(part_x, part_y))
    for step in np.unique(tier).tolist():
        index = np.flatnonzero(tier == step)
        basis = geometry.BASES[int(_STEPS[step])]
        owner = place[index]
        runs.append(
            _Run(long[owner], basis @ part_x[:, index], basis @ part_y[:, index], far[index], whole[owner])
        )
    return runs


def _bulges(x: Floats, y: Floats) -> Floats:
    """Into how many pieces short parts of curves have to be cut: they go nearly straight on."""
    across, down = x[3] - x[0], y[3] - y[0]
    length = np.maximum(np.hypot(across, down), 1e-6)
    aside = np.abs(np.diff(x, n=2, axis=0) * down - np.diff(y, n=2, axis=0) * across).max(axis=0) / length
    needed: Floats = np.sqrt(aside * 0.75 / _FLAT_PART)
    return needed


def _put_together(runs: list[_Run]) -> Stages[Pieces]:
    """The pieces that points make."""
    made = []
    for run in runs:
        yield
        x0, y0, x1, y1 = run.x[:-1], run.y[:-1], run.x[1:], run.y[1:]
        length = np.hypot(x1 - x0, y1 - y0)
        far = np.cumsum(length, axis=0) + run.before
        whole = far[-1] if run.whole is None else run.whole
        real = length > 0
        link, long = np.nonzero(real)[1], length[real]
        made.append(
            (x0[real], y0[real], x1[real], y1[real], run.owner[link], far[real] - long, long, whole[link])
        )
    if not made:
        none = np.zeros(0)
        return Pieces(none, none, none, none, np.zeros(0, np.intp), none, none, none)
    return Pieces(*map(np.concatenate, zip(*made, strict=True)))


def mark_edges(model: BoardModel, view: View, cards: Ints, tips: Floats, gap: float) -> Floats:
    """The points on the marks' edges that face where the links meet the cards."""
    boxes = model.boxes[cards]
    middle = geometry.centres(boxes) * view.scale + (view.dx, view.dy)
    way = tips - middle
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
    reach = mark_sizes(boxes[:, 3] - boxes[:, 1], view.scale) / 2 + gap
    edges: Floats = middle + way / length[:, None] * np.minimum(reach, length)[:, None]
    return edges
