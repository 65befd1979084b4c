"""What the board shows of the case: ground, frames, links and cards, by tiers of zoom.

Everything in sight is found by array operations; Python touches only what is drawn one by one. The
same functions paint the whole window, a strip that a pan exposes, the cards that a gesture has lifted
and, on another painter, an exported picture.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from board.kinds import item_kind
from board.records import Frame, ItemKind
from ui.canvas import batch, links_layer
from ui.canvas.cards import Card, CardSource, CardState
from ui.canvas.draw import draw_frame, draw_strike
from ui.canvas.draw.cards import far_mark_size, mark_size, radius_of
from ui.canvas.draw.frames import dot_stamp, draw_ground
from ui.canvas.emphasis import Emphasis
from ui.canvas.labels import TITLE_REACH, draw_far_titles, draw_glyph_titles
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import MARGIN, Sprites
from ui.canvas.view import Tier, View, on_pixel

__all__ = ["Emphasis", "Left", "Scenery"]

_NONE: frozenset[str] = frozenset()
_LINK_REACH = 24.0
"""How far, in screen px, what belongs to a link reaches beyond its curve."""
_SPARE = 0.3
"""How far beyond what is in sight, as a part of it, links are looked up at once."""
_FRESH_IN_MOTION = 12
"""Sprites that may be drawn in one frame while the board zooms."""
_MOTION_MARK = 28
_LEAST_SHAPE = 5.0
"""Marks smaller than this are plain squares."""


@dataclass(slots=True)
class Left:
    """What is left out of the content because a gesture shows it elsewhere."""

    cards: AbstractSet[int] = field(default_factory=frozenset)
    links: AbstractSet[int] = field(default_factory=frozenset)
    frames: AbstractSet[str] = _NONE


@dataclass(frozen=True, slots=True)
class _Around:
    """The links that touch a part of the board larger than what is in sight."""

    model: BoardModel
    version: int
    area: QRectF
    links: Rows

    def holds(self, model: BoardModel, area: QRectF) -> bool:
        """Whether the links that touch an area are among them."""
        return self.model is model and self.version == model.version and self.area.contains(area)


class Scenery:
    """The painter of one board's content."""

    def __init__(self, sprites: Sprites, cards: CardSource) -> None:
        self.sprites = sprites
        self.style = sprites.style
        self.cards = cards
        self.emphasis = Emphasis()
        self.in_motion = False
        """While the board zooms, cards are stretched rather than drawn."""
        self._around: _Around | None = None
        self._dot: tuple[float, QPixmap | None] = (0.0, None)

    def paint(
        self,
        painter: QPainter,
        rect: QRectF,
        model: BoardModel,
        view: View,
        left: Left,
        *,
        is_rough: bool = False,
    ) -> None:
        """Paint a rectangle of the screen."""
        self.in_motion = is_rough
        ratio = painter.device().devicePixelRatioF()
        draw_ground(painter, rect, view, self.style, self._ground(ratio))
        area = view.rect_to_board(rect)
        reach = _LINK_REACH / view.scale
        wide = area.adjusted(-reach, -reach, reach, reach)
        self.paint_frames(painter, model, view, wide, left.frames)
        links = _without(self._links_near(painter, model, view, wide), left.links)
        links_layer.paint(
            painter, model, view, links, self.sprites, self.emphasis, rect, is_rough=self.in_motion
        )
        self.paint_cards(painter, model, view, _without(self._near(model, view, area), left.cards))

    def _links_near(self, painter: QPainter, model: BoardModel, view: View, area: QRectF) -> Rows:
        """The links that may touch a part of the board; found among those around what is in sight."""
        if self._around is None or not self._around.holds(model, area):
            device = painter.device()
            ratio = device.devicePixelRatioF()
            seen = view.rect_to_board(QRectF(0, 0, device.width() / ratio, device.height() / ratio))
            spare_x, spare_y = seen.width() * _SPARE, seen.height() * _SPARE
            seen = seen.united(area).adjusted(-spare_x, -spare_y, spare_x, spare_y)
            self._around = _Around(model, model.version, seen, model.links_within(seen))
        return model.links_within(area, self._around.links)

    def paint_frames(
        self, painter: QPainter, model: BoardModel, view: View, area: QRectF, left: AbstractSet[str]
    ) -> None:
        """Paint the frames that touch a part of the board."""
        painter.save()
        _to_board(painter, view)
        for frame in model.frames:
            if frame.id not in left and area.intersects(QRectF(frame.x, frame.y, frame.width, frame.height)):
                draw_frame(painter, frame, self.style, view.scale)
        painter.restore()

    def paint_cards(self, painter: QPainter, model: BoardModel, view: View, rows: Rows) -> None:
        """Paint cards, given in the order of drawing."""
        if view.tier == Tier.DOT:
            self._paint_dots(painter, model, view, rows)
        elif view.tier == Tier.GLYPH:
            self._paint_glyphs(painter, model, view, rows)
            draw_glyph_titles(painter, model, view, rows, self.cards, self.sprites, in_motion=self.in_motion)
        else:
            self._paint_sprites(painter, model, view, rows)

    def paint_above(self, painter: QPainter, model: BoardModel, view: View, left: Left) -> None:
        """Paint the titles of the outermost tier: few, and they hang on the board as a whole."""
        if view.tier == Tier.DOT:
            draw_far_titles(painter, model, view, left.cards, self.cards, self.sprites)

    def paint_frame(self, painter: QPainter, frame: Frame, scale: float) -> None:
        """Paint one frame in board units."""
        draw_frame(painter, frame, self.style, scale)

    def resized(self, card: Card, width: float, height: float) -> Card:
        """A card as it will look at another size."""
        return replace(card, width=width, height=height)

    def _near(self, model: BoardModel, view: View, area: QRectF) -> Rows:
        """The cards that leave a trace in a part of the board, their shadows and titles included."""
        across, down = (MARGIN, MARGIN)
        if view.tier == Tier.GLYPH:
            # whether a title is shown hangs on its neighbours, and they may lie outside
            across, down = 2 * TITLE_REACH / view.scale, TITLE_REACH / view.scale
        elif view.tier == Tier.DOT:
            across = down = 12 / view.scale
        return model.within(area.adjusted(-across, -down, across, down))

    def _paint_sprites(self, painter: QPainter, model: BoardModel, view: View, rows: Rows) -> None:
        ratio = painter.device().devicePixelRatioF()
        corners = model.boxes[rows, :2] * view.scale + (view.dx, view.dy)
        fresh = self.sprites.made
        for (x, y), row in zip(corners.tolist(), rows.tolist(), strict=True):
            item = model.ids[row]
            card, state = self.cards.card(item), self.emphasis.of(item)
            if state & CardState.DIMMED:
                painter.setOpacity(float(self.style.theme.metrics["card"]["dimmedOpacity"]))
            # on whole device pixels, or the words blur
            x, y = on_pixel(x, ratio), on_pixel(y, ratio)
            edge = MARGIN * view.scale
            if self.in_motion:
                may_draw = self.sprites.made - fresh < _FRESH_IN_MOTION
                sprite = self.sprites.rough(card, view.scale, ratio, may_draw=may_draw)
                if sprite is None:
                    self._paint_blank(
                        painter, QRectF(x, y, card.width * view.scale, card.height * view.scale)
                    )
                else:
                    grow = view.scale / sprite.scale
                    size = sprite.pixmap.deviceIndependentSize() * grow
                    painter.drawPixmap(
                        QRectF(QPointF(x - edge, y - edge), size), sprite.pixmap, QRectF(sprite.pixmap.rect())
                    )
            else:
                sprite = self.sprites.card(card, view.scale, ratio)
                painter.drawPixmap(
                    QPointF(on_pixel(x - edge, ratio), on_pixel(y - edge, ratio)),
                    sprite.pixmap,
                )
            if state:
                self._paint_state(painter, item, state, view, QPointF(x, y))
            painter.setOpacity(1.0)

    def _paint_state(
        self, painter: QPainter, item: str, state: CardState, view: View, corner: QPointF
    ) -> None:
        card = self.cards.card(item)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(corner)
        painter.scale(view.scale, view.scale)
        if state & CardState.FALLEN:
            draw_strike(painter, card, self.style, view.scale)
        if state & CardState.HIT:
            painter.setPen(QPen(self.style.colour("warnBorder"), 3 / view.scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = radius_of(card, self.style, view.scale)
            painter.drawRoundedRect(QRectF(0, 0, card.width, card.height), radius, radius)
        painter.restore()

    def _paint_blank(self, painter: QPainter, box: QRectF) -> None:
        painter.fillRect(box, self.style.colour("card"))

    def _paint_glyphs(self, painter: QPainter, model: BoardModel, view: View, rows: Rows) -> None:
        ratio = painter.device().devicePixelRatioF()
        boxes = model.boxes[rows]
        centres = (boxes[:, :2] + boxes[:, 2:]) / 2 * view.scale + (view.dx, view.dy)
        for (x, y), height, row in zip(
            centres.tolist(), (boxes[:, 3] - boxes[:, 1]).tolist(), rows.tolist(), strict=True
        ):
            item = model.ids[row]
            size = round(mark_size(height, view.scale))
            # while the board zooms, one size serves all
            pixmap = self.sprites.mark(
                self._kind(model, row), _MOTION_MARK if self.in_motion else size, ratio
            )
            half = size / 2 + 1
            state = self.emphasis.of(item)
            if state & CardState.DIMMED:
                painter.setOpacity(float(self.style.theme.metrics["card"]["dimmedOpacity"]))
            at = QPointF(on_pixel(x - half, ratio), on_pixel(y - half, ratio))
            if self.in_motion:
                painter.drawPixmap(QRectF(at.x(), at.y(), 2 * half, 2 * half), pixmap, QRectF(pixmap.rect()))
            else:
                painter.drawPixmap(at, pixmap)
            painter.setOpacity(1.0)
            if state & (CardState.HIT | CardState.FALLEN):
                _ring(painter, QPointF(x, y), half + 1, state, self._state_ink(state))

    def _paint_dots(self, painter: QPainter, model: BoardModel, view: View, rows: Rows) -> None:
        size = far_mark_size(view.scale)
        boxes = model.boxes[rows]
        centres = (boxes[:, :2] + boxes[:, 2:]) / 2 * view.scale + (view.dx, view.dy)
        ratio = painter.device().devicePixelRatioF()
        kinds = model.kinds[rows]
        faint = np.zeros(len(rows), bool)
        if self.emphasis.dimmed:
            faint = np.array([model.ids[row] in self.emphasis.dimmed for row in rows.tolist()], bool)
        for is_faint in (True, False):
            painter.setOpacity(float(self.style.theme.metrics["card"]["dimmedOpacity"]) if is_faint else 1.0)
            for kind in np.unique(kinds).tolist():
                places = centres[(kinds == kind) & (faint == is_faint)]
                record = item_kind(model.case, model.kind_ids[kind])
                if size < _LEAST_SHAPE:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(self.style.kind_ink(record))
                    squares = np.hstack([places - size / 2, np.full_like(places, size)])
                    batch.draw_rects(painter, squares)
                else:
                    batch.draw_stamps(painter, self.sprites.mark(record, round(size), ratio), places)
        painter.setOpacity(1.0)
        marked = self.emphasis.hits | self.emphasis.fallen
        for item in marked & {model.ids[row] for row in rows.tolist()} if marked else ():
            box = model.boxes[model.row[item]]
            x, y = ((box[:2] + box[2:]) / 2 * view.scale + (view.dx, view.dy)).tolist()
            state = self.emphasis.of(item)
            _ring(painter, QPointF(x, y), size / 2 + 2, state, self._state_ink(state))

    def _state_ink(self, state: CardState) -> QColor:
        return self.style.colour("warnBorder" if state & CardState.HIT else "text")

    def _kind(self, model: BoardModel, row: int) -> ItemKind:
        return self.cards.card(model.ids[row]).kind

    def _ground(self, ratio: float) -> QPixmap | None:
        if self._dot[0] != ratio:
            self._dot = (ratio, dot_stamp(self.style, ratio))
        return self._dot[1]


def _to_board(painter: QPainter, view: View) -> None:
    painter.translate(view.dx, view.dy)
    painter.scale(view.scale, view.scale)


def _without(rows: Rows, left: AbstractSet[int]) -> Rows:
    if not left:
        return rows
    return rows[~np.isin(rows, np.fromiter(left, np.intp, len(left)))]


def _ring(painter: QPainter, centre: QPointF, radius: float, state: CardState, ink: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state & CardState.HIT:
        painter.drawEllipse(centre, radius, radius)
    if state & CardState.FALLEN:
        painter.drawLine(centre - QPointF(radius, 0), centre + QPointF(radius, 0))
    painter.restore()
