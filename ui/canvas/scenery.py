"""What the board shows of the case: ground, frames, links and cards, by tiers of zoom.

Everything in sight is found by array operations; Python touches only what is drawn one by one. The
same functions paint the whole window, a strip that a pan exposes, the cards that a gesture has lifted
and, on another painter, an exported picture.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from board.dates import Date, Moment
from board.layout.axis import TimeAxis
from board.records import Frame
from ui.canvas import links_layer
from ui.canvas.cards import Card, CardSource, CardState
from ui.canvas.draw import draw_frame, draw_strike
from ui.canvas.draw.axis import draw_dates, draw_time, draw_tray
from ui.canvas.draw.body import radius_of
from ui.canvas.draw.frames import dot_stamp, draw_ground
from ui.canvas.emphasis import Emphasis
from ui.canvas.far_titles import FarTitles
from ui.canvas.geometry import Floats
from ui.canvas.kept_lines import KeptLines
from ui.canvas.labels import TITLE_REACH, Titles
from ui.canvas.marks_layer import faint_rows, paint_dots, paint_marks
from ui.canvas.model import BoardModel
from ui.canvas.places import touching
from ui.canvas.runs import Rows
from ui.canvas.sprites import MARGIN, Sprites
from ui.canvas.steps import Steps, run
from ui.canvas.view import Tier, View
from ui.wording import date_words

__all__ = ["Emphasis", "Left", "Scenery"]

_NONE: frozenset[str] = frozenset()
_LINK_REACH = 24.0
"""How far, in screen px, what belongs to a link reaches beyond its curve."""
_SPARE = 700.0
"""How far beyond what is painted, in screen px, links are looked up at once."""
_FRESH_IN_MOTION = 4
"""Sprites that may be drawn in one frame while the board zooms."""
_FRESH_AT_ONCE = 1
"""Sprites that are drawn in one step of painting."""
_CARDS_AT_ONCE = 24
"""Cards painted in one step, sprites there already."""
_MARKS_AT_ONCE = 120


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
    boxes: Floats
    """The boxes around them, column by column."""

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
        self.axis: TimeAxis | None = None
        self.in_motion = False
        """While the board zooms, cards are stretched rather than drawn."""
        self._around: _Around | None = None
        self._kept: KeptLines | None = None
        self._titles: Titles | None = None
        self._far_titles: FarTitles | None = None
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
        run(painter, self.steps(rect, model, view, left, is_rough=is_rough))

    def steps(
        self, rect: QRectF, model: BoardModel, view: View, left: Left, *, is_rough: bool = False
    ) -> Steps:
        """The same step by step."""
        painter = yield
        ratio = painter.device().devicePixelRatioF()
        draw_ground(painter, rect, view, self.style, self._ground(ratio))
        area = view.rect_to_board(rect)
        reach = _LINK_REACH / view.scale
        wide = area.adjusted(-reach, -reach, reach, reach)
        self._paint_time(painter, view, wide)
        self.paint_frames(painter, model, view, wide, left.frames)
        if self.emphasis.measured is not None:
            faint = faint_rows(model, self.emphasis)
            self.emphasis.measured.paint(painter, area, model, view, left.cards, self.style, faint)
        yield
        links = _without(self._links_near(model, view, wide), left.links)
        yield from links_layer.link_steps(
            model,
            view,
            links,
            self.sprites,
            self.emphasis,
            rect,
            None if is_rough else self._kept_lines(model, view),
            is_rough=is_rough,
        )
        yield
        rows = _without(self._near(model, view, area), left.cards)
        yield from self._card_steps(model, view, rows, is_rough=is_rough)

    def _links_near(self, model: BoardModel, view: View, area: QRectF) -> Rows:
        """The links that may touch a part of the board; found among those around it."""
        if self._around is None or not self._around.holds(model, area):
            spare = _SPARE / view.scale
            wide = area.adjusted(-spare, -spare, spare, spare)
            near = model.links_touching(wide)
            boxes = np.asfortranarray(model.link_boxes[near])
            self._around = _Around(model, model.version, wide, near, boxes)
        rows = self._around.links[touching(self._around.boxes, area)]
        return rows if view.tier == Tier.DOT else model.with_pieces_in(rows, area)

    def _kept_lines(self, model: BoardModel, view: View) -> KeptLines:
        if self._kept is None or not self._kept.serves(model, view.scale):
            self._kept = KeptLines(model, view.scale)
        return self._kept

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
        run(painter, self._card_steps(model, view, rows, is_rough=self.in_motion, is_hasty=self.in_motion))

    def _card_steps(
        self, model: BoardModel, view: View, rows: Rows, *, is_rough: bool, is_hasty: bool = False
    ) -> Steps:
        painter = yield
        if view.tier == Tier.DOT:
            paint_dots(painter, model, view, rows, self.sprites, self.emphasis)
        elif view.tier == Tier.GLYPH:
            for first in range(0, len(rows), _MARKS_AT_ONCE):
                paint_marks(
                    painter, model, view, rows[first : first + _MARKS_AT_ONCE], self.sprites, self.emphasis
                )
                painter = yield
            titles = self._titles_for(model, view.scale, painter.device().devicePixelRatioF(), is_rough)
            if titles is not None:
                faint = faint_rows(model, self.emphasis)
                yield from titles.steps(view, rows, self.cards, self.sprites, faint, may_decide=not is_rough)
        else:
            self.in_motion = is_rough
            done = self._paint_sprites(painter, model, view, rows[:_CARDS_AT_ONCE], is_hasty=is_hasty)
            while done < len(rows):
                painter = yield
                self.in_motion = is_rough
                some = rows[done : done + _CARDS_AT_ONCE]
                done += self._paint_sprites(painter, model, view, some, is_hasty=is_hasty)

    def some_steps(self, rect: QRectF, model: BoardModel, view: View, cards: Rows, links: Rows) -> Steps:
        """Paint these cards, and roughly these links, where they touch a rectangle of the screen."""
        area = view.rect_to_board(rect)
        near = links[touching(model.link_boxes[links], area)]
        yield from links_layer.link_steps(model, view, near, self.sprites, self.emphasis, rect, is_rough=True)
        painter = yield
        rows = self._near(model, view, area)
        self.paint_cards(painter, model, view, rows[np.isin(rows, cards)])

    def paint_above(self, painter: QPainter, model: BoardModel, view: View, left: Left) -> None:
        """Paint the titles of the outermost tier: few, and they hang on the board as a whole."""
        if view.tier == Tier.DOT:
            faint, ratio = faint_rows(model, self.emphasis), painter.device().devicePixelRatioF()
            titles = self._far_titles
            if titles is None or not titles.serves(model, faint, ratio):
                titles = self._far_titles = FarTitles(model, self.cards, self.sprites, faint, ratio)
            titles.draw(painter, view, left.cards)

    def paint_dates(self, painter: QPainter, view: View, seen: QRectF, least_top: float) -> None:
        """Paint the dates of the time axis, which keep their size and stay in sight."""
        if self.axis is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            origin = QPointF(view.dx, view.dy)
            words = QCoreApplication.translate("Board", "Without a date")
            draw_tray(painter, self.axis, self.style, view.scale, origin, words)
            draw_dates(painter, self.axis, self.style, view.scale, origin, seen, least_top, _moment_words)
            painter.restore()

    def _paint_time(self, painter: QPainter, view: View, area: QRectF) -> None:
        if self.axis is not None:
            painter.save()
            _to_board(painter, view)
            draw_time(painter, self.axis, self.style, view.scale, area)
            painter.restore()

    def paint_frame(self, painter: QPainter, frame: Frame, scale: float) -> None:
        """Paint one frame in board units."""
        draw_frame(painter, frame, self.style, scale)

    def resized(self, card: Card, width: float, height: float) -> Card:
        """A card as it will look at another size."""
        return replace(card, width=width, height=height)

    def foreseen_steps(self, model: BoardModel, view: View, seen: QRectF) -> Steps:
        """Get ready what a rectangle of the screen is painted from: lines of links, and sprites."""
        yield
        if view.tier > Tier.DOT:
            area = view.rect_to_board(seen)
            yield from self._kept_lines(model, view).within(self._links_near(model, view, area), view, seen)
            if view.tier > Tier.GLYPH:  # titles of all those marks would take more room than they save time
                rows = self._near(model, view, area)
                yield from self._card_steps(model, view, rows, is_rough=False)

    def _near(self, model: BoardModel, view: View, area: QRectF) -> Rows:
        """The cards that leave a trace in a part of the board, their shadows and titles included."""
        across, down = (MARGIN, MARGIN)
        if view.tier == Tier.GLYPH:
            across, down = TITLE_REACH / view.scale, 48 / view.scale
        elif view.tier == Tier.DOT:
            across = down = 12 / view.scale
        return model.within(area.adjusted(-across, -down, across, down))

    def _paint_sprites(
        self, painter: QPainter, model: BoardModel, view: View, rows: Rows, *, is_hasty: bool
    ) -> int:
        """Paint cards until some sprites had to be drawn; gives how many cards were painted.

        All in haste: cards of which there are no sprites are then left bare.
        """
        ratio = painter.device().devicePixelRatioF()
        corners = model.boxes[rows, :2] * view.scale + (view.dx, view.dy)
        # on whole device pixels, or the words blur
        corners = np.floor(corners * ratio + 0.501) / ratio
        edge, fresh = MARGIN * view.scale, self.sprites.made
        places = np.floor((corners - edge) * ratio + 0.501) / ratio
        is_plain = not (self.emphasis.dimmed or self.emphasis.fallen or self.emphasis.hits)
        dim = float(self.style.theme.metrics["card"]["dimmedOpacity"])
        for index, (corner, place, row) in enumerate(
            zip(corners.tolist(), places.tolist(), rows.tolist(), strict=True)
        ):
            if not is_hasty and self.sprites.made - fresh >= _FRESH_AT_ONCE:
                return index
            item = model.ids[row]
            card = self.cards.card(item)
            state = CardState.REST if is_plain else self.emphasis.of(item)
            if state & CardState.DIMMED:
                painter.setOpacity(dim)
            if self.in_motion:
                may_draw = not is_hasty or self.sprites.made - fresh < _FRESH_IN_MOTION
                self._paint_roughly(painter, card, QPointF(*corner), view.scale, ratio, may_draw=may_draw)
            else:
                painter.drawPixmap(QPointF(*place), self.sprites.card(card, view.scale, ratio).pixmap)
            if not is_plain:
                if state & (CardState.FALLEN | CardState.HIT):
                    self._paint_state(painter, item, state, view, QPointF(*corner))
                painter.setOpacity(1.0)
        return len(rows)

    def _paint_roughly(
        self, painter: QPainter, card: Card, corner: QPointF, scale: float, ratio: float, *, may_draw: bool
    ) -> None:
        """A card as its sprite of about this scale, stretched."""
        sprite = self.sprites.rough(card, scale, ratio, may_draw=may_draw)
        if sprite is None:
            size = QSizeF(card.width * scale, card.height * scale)
            painter.fillRect(QRectF(corner, size), self.style.colour("card"))
            return
        grow, edge = scale / sprite.scale, MARGIN * scale
        size = sprite.pixmap.deviceIndependentSize() * grow
        target = QRectF(corner - QPointF(edge, edge), size)
        painter.drawPixmap(target, sprite.pixmap, QRectF(sprite.pixmap.rect()))

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

    def _titles_for(self, model: BoardModel, scale: float, ratio: float, is_rough: bool) -> Titles | None:
        """Titles under marks; while the board zooms, those of the scale at which it last was at rest."""
        titles = self._titles
        if titles is None or not titles.serves(model, scale, ratio):
            if is_rough:
                is_near = titles is not None and titles.is_of(model) and 0.6 < scale / titles.scale < 1.7
                return titles if is_near else None
            titles = self._titles = Titles(model, scale, ratio)
        return titles

    def _ground(self, ratio: float) -> QPixmap | None:
        if self._dot[0] != ratio:
            self._dot = (ratio, dot_stamp(self.style, ratio))
        return self._dot[1]


def _moment_words(moment: Moment) -> str:
    return date_words(Date(moment))


def _to_board(painter: QPainter, view: View) -> None:
    painter.translate(view.dx, view.dy)
    painter.scale(view.scale, view.scale)


def _without(rows: Rows, left: AbstractSet[int]) -> Rows:
    if not left:
        return rows
    return rows[~np.isin(rows, np.fromiter(left, np.intp, len(left)))]
