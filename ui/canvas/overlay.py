"""What lies over the board's content: what is hovered, selected, focused, and the gesture under way.

Widths and dots keep their size on the screen at every zoom.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from board.records import LinkKind
from ui.canvas import geometry, links_layer, trailing
from ui.canvas.cards import Card, CardSource, CardState
from ui.canvas.draw import LinkLook, Style, draw_card, draw_link
from ui.canvas.draw.body import radius_of
from ui.canvas.draw.hints import draw_hint
from ui.canvas.hit import Hit, corners, dots
from ui.canvas.layer import Layer
from ui.canvas.lifted import Lifted
from ui.canvas.model import BoardModel
from ui.canvas.outlines import card_outline, outline, paint_selected
from ui.canvas.preview import PendingLink, Preview
from ui.canvas.runs import Rows
from ui.canvas.scenery import Emphasis, Scenery
from ui.canvas.selection import Selection
from ui.canvas.steps import Steps
from ui.canvas.view import Tier, View, on_pixel

DOT = 10.0
_LEAST_FOR_DOTS = 20.0
_CORNER = 8.0
_MOST_STILL = 300
_BULGE = 12.0
"""How far, in board units, a link with its signs may lie from the line along it."""
_PLAIN = LinkKind("", "", width=2.0, end_cap="none")


@dataclass(slots=True)
class Scene:
    """All that the overlay looks at."""

    model: BoardModel
    """The board as shown, what a gesture has lifted included."""
    view: View
    style: Style
    cards: CardSource
    scenery: Scenery
    selection: Selection
    preview: Preview
    lifted: Lifted | None
    hovered: Hit | None
    dot_opacity: float
    is_still: bool
    """What a gesture has lifted stands where it stood in the last frame."""
    focused: str
    """The item that has the keyboard's focus, while that is to be seen."""
    may_edit: bool


def paint_overlay(painter: QPainter, scene: Scene) -> None:
    """Paint everything that lies over the content, in screen units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_strong_links(painter, scene)
    if scene.lifted is not None:
        _paint_lifted(painter, scene, scene.lifted)
    _paint_hover(painter, scene)
    for frame in scene.model.frames:
        if frame.id in scene.selection.frames:
            _paint_frame_outline(painter, scene, QRectF(frame.x, frame.y, frame.width, frame.height))
    _paint_selected(painter, scene)
    _paint_link_handles(painter, scene)
    _paint_preview(painter, scene)


def _paint_strong_links(painter: QPainter, scene: Scene) -> None:
    """The selected links, and the one under the pointer, in accent and by name."""
    hovered = scene.hovered
    strong = set(scene.selection.links)
    if hovered is not None and hovered.kind in ("link", "link_label", "link_end", "bend"):
        strong.add(hovered.id)
    model = scene.model
    rows = np.array(sorted(model.link_row[link] for link in strong if link in model.link_row), np.intp)
    if len(rows) == 0:
        return
    painter.save()
    _to_board(painter, scene.view)
    links_layer.paint_curves(painter, model, scene.view, rows, scene.style, Emphasis(), strong)
    painter.restore()
    # the cards lie above their links
    ends = np.unique(np.concatenate([model.tails[rows], model.heads[rows]]))
    if scene.lifted is None and len(ends) <= 40:
        scene.scenery.paint_cards(painter, model, scene.view, model.in_order(ends.astype(np.intp)))


def _paint_shifted(painter: QPainter, scene: Scene, lifted: Lifted) -> None:
    """Many cards that go together, as one picture over the links that stretch after them."""
    view, scenery = scene.view, scene.scenery
    window = QRectF(painter.viewport())
    if lifted.layer is not None:
        # in the first frame they still stand in the picture below
        trailing.paint(painter, lifted.model, view, lifted.links, scenery.sprites, scenery.emphasis, window)
    ratio = painter.device().devicePixelRatioF()
    shifted = lifted.shifted(view, ratio)
    layer = lifted.layer
    if layer is None or not layer.follow(shifted):
        pixels = (window.size() * ratio).toSize()
        layer = lifted.layer = Layer(
            shifted, pixels, ratio, QColor(Qt.GlobalColor.transparent), is_rough=True
        )

    def paint(area: QRectF, _: bool) -> Steps:
        return scenery.some_steps(area, lifted.below, layer.view, lifted.cards, lifted.inner)

    if not (layer.stale & layer.seen(shifted)).isEmpty():
        # all of it: every frame to come would else begin with a sliver
        layer.paint(paint, layer.rect(), inf, inf)
    layer.draw(painter, shifted)


def _paint_lifted(painter: QPainter, scene: Scene, lifted: Lifted) -> None:
    model, view = lifted.model, scene.view
    painter.save()
    _to_board(painter, view)
    for frame in lifted.frames:
        scene.scenery.paint_frame(painter, frame, view.scale)
    painter.restore()
    if lifted.shift is not None:
        _paint_shifted(painter, scene, lifted)
        return
    trailing.paint(
        painter,
        model,
        view,
        lifted.links,
        scene.scenery.sprites,
        scene.scenery.emphasis,
        QRectF(painter.viewport()),
        is_still=scene.is_still,
    )
    if len(lifted.links) and view.tier >= Tier.COMPACT:
        # the cards that stay lie above the links that move
        near = model.within(view.visible(painter.viewport().size().toSizeF()))
        if len(near) <= _MOST_STILL:
            still = near[~np.isin(near, lifted.cards)]
            crossed = still[_crossed(model, still, lifted.links)]
            scene.scenery.paint_cards(painter, model, view, crossed)
    resized = {model.row[item] for item in scene.preview.boxes if item in model.row}
    rows = np.array([row for row in lifted.cards.tolist() if row not in resized], np.intp)
    scene.scenery.paint_cards(painter, model, view, rows)
    for item, (x, y, width, height) in scene.preview.boxes.items():
        if item in model.row:
            card = scene.scenery.resized(scene.cards.card(item), width, height)
            _paint_card(painter, scene, card, QPointF(x, y), CardState.REST)


def _crossed(model: BoardModel, cards: Rows, links: Rows) -> NDArray[np.bool_]:
    """Which cards some links may run over."""
    lines, boxes = model.lines[links], model.boxes[cards]
    low = np.minimum(lines[:, 1:], lines[:, :-1]).reshape(-1, 2) - _BULGE
    high = np.maximum(lines[:, 1:], lines[:, :-1]).reshape(-1, 2) + _BULGE
    met = (low[:, :1] <= boxes[:, 2]) & (high[:, :1] >= boxes[:, 0])
    met &= (low[:, 1:] <= boxes[:, 3]) & (high[:, 1:] >= boxes[:, 1])
    crossed: NDArray[np.bool_] = np.any(met, axis=0)
    return crossed


def _paint_hover(painter: QPainter, scene: Scene) -> None:
    hovered = scene.hovered
    if hovered is None or hovered.kind not in ("card", "dot", "resize"):
        return
    box = scene.model.box(hovered.id)
    if box is None or scene.preview.changes_cards() or scene.view.tier < Tier.COMPACT:
        return
    if scene.preview.drop_target != hovered.id:
        card = scene.cards.card(hovered.id)
        _paint_card(
            painter, scene, card, box.topLeft(), CardState.HOVER | scene.scenery.emphasis.of(hovered.id)
        )


def _paint_selected(painter: QPainter, scene: Scene) -> None:
    accent = scene.style.colour("accent")
    chosen = scene.selection.items
    rows = scene.selection.rows(scene.model.row, scene.model.version)
    paint_selected(painter, scene.model, scene.view, scene.cards, scene.style, rows, 2.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    focused = scene.model.box(scene.focused) if scene.focused else None
    if focused is not None:
        pen = QPen(accent, 2)
        pen.setDashPattern([4 / 2, 3 / 2])
        painter.setPen(pen)
        painter.drawPath(_card_outline(scene, scene.focused, 5.0))
    if len(chosen) == 1 and scene.may_edit and not scene.preview.changes_cards():
        box = scene.model.box(*chosen)
        if box is not None and scene.view.tier >= Tier.COMPACT:
            _paint_corners(painter, scene.view.rect_to_screen(box), accent, scene.style)
            _paint_dots(painter, scene, box, 1.0)
            return
    _paint_hover_dots(painter, scene)


def _paint_hover_dots(painter: QPainter, scene: Scene) -> None:
    hovered = scene.hovered
    if hovered is None or hovered.kind not in ("card", "dot") or not scene.may_edit:
        return
    box = scene.model.box(hovered.id)
    if box is not None and not scene.preview.changes_cards():
        _paint_dots(painter, scene, box, scene.dot_opacity)


def _card_outline(scene: Scene, item: str, gap: float) -> QPainterPath:
    return card_outline(scene.model, scene.view, scene.cards, scene.style, item, gap)


def _paint_dots(painter: QPainter, scene: Scene, box: QRectF, opacity: float) -> None:
    if box.height() * scene.view.scale < _LEAST_FOR_DOTS or opacity <= 0:
        return
    painter.save()
    painter.setOpacity(opacity)
    painter.setPen(QPen(scene.style.colour("accent"), 2))
    painter.setBrush(scene.style.colour("card"))
    for place in dots(scene.view.rect_to_screen(box)).values():
        painter.drawEllipse(place, DOT / 2 - 0.5, DOT / 2 - 0.5)
    painter.restore()


def _paint_corners(painter: QPainter, box: QRectF, accent: QColor, style: Style) -> None:
    painter.setPen(QPen(accent, 1.5))
    painter.setBrush(style.colour("card"))
    half = _CORNER / 2
    for place in corners(box.adjusted(-2, -2, 2, 2)).values():
        painter.drawRoundedRect(QRectF(place.x() - half, place.y() - half, _CORNER, _CORNER), 2, 2)


def _paint_frame_outline(painter: QPainter, scene: Scene, box: QRectF) -> None:
    accent = scene.style.colour("accent")
    painter.setPen(QPen(accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    place = scene.view.rect_to_screen(box)
    painter.drawPath(outline(place, 1.0, 14.0 * scene.view.scale))
    if len(scene.selection.frames) == 1 and scene.may_edit:
        _paint_corners(painter, place, accent, scene.style)


def _paint_link_handles(painter: QPainter, scene: Scene) -> None:
    """The ends and bend points of the selected link."""
    if len(scene.selection.links) != 1 or not scene.may_edit:
        return
    model = scene.lifted.model if scene.lifted is not None else scene.model
    row = model.link_row.get(next(iter(scene.selection.links)))
    if row is None:
        return
    painter.setPen(QPen(scene.style.colour("accent"), 2))
    painter.setBrush(scene.style.colour("card"))
    ends = [tuple(model.lines[row, at].tolist()) for at in (0, -1)]
    for x, y in ends:
        painter.drawEllipse(scene.view.to_screen(QPointF(x, y)), 4.5, 4.5)
    painter.setBrush(scene.style.colour("accent"))
    for x, y in model.bends.get(row, ()):
        painter.drawEllipse(scene.view.to_screen(QPointF(x, y)), 3.5, 3.5)


def _paint_preview(painter: QPainter, scene: Scene) -> None:
    preview, view, style = scene.preview, scene.view, scene.style
    accent = style.colour("accent")
    if preview.pending_link is not None:
        _paint_pending(painter, scene, preview.pending_link)
    if preview.drop_target:
        box = scene.model.box(preview.drop_target)
        if box is not None:
            _paint_drop_target(painter, scene, preview.drop_target, box)
    if preview.ghost is not None and preview.ghost_at is not None:
        _paint_ghost(painter, scene, preview.ghost, preview.ghost_at)
    if preview.guides:
        painter.setPen(QPen(accent, 1))
        painter.drawLines(
            [
                QLineF(view.to_screen(QPointF(g.x0, g.y0)), view.to_screen(QPointF(g.x1, g.y1)))
                for g in preview.guides
            ]
        )
        painter.drawLines(_gap_marks(view, preview))
    soft = QColor(accent)
    soft.setAlphaF(0.10)
    if preview.band is not None:
        painter.setPen(QPen(accent, 1))
        painter.setBrush(soft)
        painter.drawRect(view.rect_to_screen(preview.band))
    if preview.lasso is not None:
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(soft)
        painter.drawPolygon(QPolygonF([view.to_screen(point) for point in preview.lasso.toList()]))
    _paint_hint(painter, scene)


def _paint_ghost(painter: QPainter, scene: Scene, card: Card, at: QPointF) -> None:
    """The card that is being dragged in; words out of a document come with a dashed edge and a remark."""
    _paint_card(painter, scene, card, at, CardState.REST)
    if not card.is_quote:
        return
    place = scene.view.rect_to_screen(QRectF(at.x(), at.y(), card.width, card.height))
    painter.setPen(QPen(scene.style.colour("accent"), 1.4, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline(place, 0.0, radius_of(card, scene.style, scene.view.scale) * scene.view.scale))


def _paint_hint(painter: QPainter, scene: Scene) -> None:
    """The remark under the ghost, or under the card that would take what is dragged."""
    preview = scene.preview
    box = scene.model.box(preview.drop_target) if preview.drop_target else None
    if preview.ghost is not None and preview.ghost_at is not None:
        at, ghost = preview.ghost_at, preview.ghost
        box = QRectF(at.x(), at.y(), ghost.width, ghost.height)
    if preview.hint and box is not None:
        below = scene.view.rect_to_screen(box).bottomLeft() - QPointF(14, 10)
        draw_hint(painter, preview.hint, below, QRectF(painter.window()), scene.style.theme)


def _paint_drop_target(painter: QPainter, scene: Scene, item: str, box: QRectF) -> None:
    if scene.view.tier >= Tier.COMPACT:
        _paint_card(painter, scene, scene.cards.card(item), box.topLeft(), CardState.DROP)
    painter.setPen(QPen(scene.style.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_card_outline(scene, item, 3.0))


def _gap_marks(view: View, preview: Preview) -> list[QLineF]:
    """The little bars at both ends of a line that measures a gap."""
    made: list[QLineF] = []
    for guide in preview.guides:
        if not guide.is_gap:
            continue
        across = QPointF(0, 4) if abs(guide.y1 - guide.y0) < abs(guide.x1 - guide.x0) else QPointF(4, 0)
        for x, y in ((guide.x0, guide.y0), (guide.x1, guide.y1)):
            at = view.to_screen(QPointF(x, y))
            made.append(QLineF(at - across, at + across))
    return made


def _paint_pending(painter: QPainter, scene: Scene, pending: PendingLink) -> None:
    """The link that is being drawn, from a card to the pointer or to the card under it."""
    boxes = [_pending_box(scene, end, pending.point) for end in (pending.tail, pending.head)]
    tail, head = boxes
    if tail is None or head is None:
        return
    tails, heads = np.array([tail]), np.array([head])
    sides = geometry.facing_sides(tails, heads)
    free = np.full(1, np.nan)
    path = geometry.curves(tails, heads, *sides, free, free)[0]
    kind = pending.kind or _PLAIN
    painter.save()
    _to_board(painter, scene.view)
    draw_link(painter, path, LinkLook(kind, is_strong=True), scene.style, None, scene.view.scale)
    painter.restore()
    if pending.point is not None and not (pending.tail and pending.head):
        painter.setPen(QPen(scene.style.colour("accent"), 2))
        painter.setBrush(scene.style.colour("card"))
        painter.drawEllipse(scene.view.to_screen(pending.point), 4.5, 4.5)


def _pending_box(scene: Scene, item: str, point: QPointF | None) -> list[float] | None:
    row = scene.model.row.get(item)
    if row is not None:
        return [float(value) for value in scene.model.boxes[row]]
    return None if point is None else [point.x(), point.y(), point.x(), point.y()]


def _paint_card(painter: QPainter, scene: Scene, card: Card, at: QPointF, state: CardState) -> None:
    """A single card, drawn as it is rather than from a sprite."""
    painter.save()
    corner, ratio = scene.view.to_screen(at), painter.device().devicePixelRatioF()
    painter.translate(on_pixel(corner.x(), ratio), on_pixel(corner.y(), ratio))
    painter.scale(scene.view.scale, scene.view.scale)
    draw_card(painter, card, scene.style, state, scene.view.scale)
    painter.restore()


def _to_board(painter: QPainter, view: View) -> None:
    painter.translate(view.dx, view.dy)
    painter.scale(view.scale, view.scale)
