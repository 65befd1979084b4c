"""A picture laid out: the board, what stands above and below it, and how it is drawn by any pen.

The same for pixels, SVG and PDF. It is measured in board units (px at 100 %) with its corner at the origin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from typing_extensions import override

from board.case import Case
from ui import theme
from ui.canvas import links_layer
from ui.canvas.cards import CardState
from ui.canvas.columns import LABELLED
from ui.canvas.draw import draw_card, draw_frame
from ui.canvas.draw.chain import draw_chain
from ui.canvas.draw.cork import draw_cork, draw_pin
from ui.canvas.draw.style import Style
from ui.canvas.emphasis import Emphasis
from ui.canvas.model import BoardModel
from ui.canvas.runs import Rows
from ui.canvas.sprites import Sprites
from ui.canvas.view import View
from ui.captions import Header, Legend
from ui.covering import Covering, covering_of
from ui.pens import Pen
from ui.render_layers import Layer
from ui.seen_words import Covers, seen
from ui.svg_pen import SvgPen

if TYPE_CHECKING:
    from ui.render import Request

LEAST_WORDS = 0.12
"""Below this scale a card is drawn as from afar: thumbnails of large boards."""
_LEAST_SMALL_PRINT = 0.5
"""Below this one it has its title alone, in letters as large as the card takes."""
_COMPACT = 0.45
_SHADOW = 40.0
"""How far a card's shadow and a link's caps reach beyond them."""
_REACH = 200.0
"""How far from its curve a link's label can reach; drawn with the next band as well."""
_LABEL_AIR = 4.0
_ABOVE_WORDS = 20.0
_TELL_EVERY = 200
"""Cards drawn between two words on how far it is."""

Tell: TypeAlias = Callable[[float], None]
"""Called with the part that is drawn, 0 to 1."""
Pictures: TypeAlias = Mapping[str, "QImage | str"]


class WordPainter(QPainter):
    """Qt's painter, but for words and letters that are `covered`: those it leaves out."""

    def __init__(self, device: QPaintDevice) -> None:
        super().__init__(device)
        self.covered: Covers | None = None
        self._depth = 0

    @override
    def save(self) -> None:
        self._depth += 1
        super().save()

    @override
    def restore(self) -> None:
        self._depth -= 1
        super().restore()

    def leave(self) -> None:
        """End, wherever the drawing broke off."""
        while self._depth:
            self.restore()
        self.end()

    @override
    def drawText(self, at: QPointF, words: str) -> None:  # type: ignore[override]  # one call of many
        """Words that start at a point on their base line."""
        for start, part in seen(words, at, self.fontMetrics(), self.covered):
            super().drawText(start, part)


class Drawing:
    """A picture that is ready to be drawn."""

    def __init__(self, wanted: Request, pictures: Pictures, *, is_vector: bool = False) -> None:
        self.style = Style(theme.load(wanted.look.theme), pictures.get, is_vector=is_vector)
        self.look = wanted.look
        self.has_bands = False
        """Whether it is drawn in bands that are put together."""
        self._wanted = wanted
        self._emphasis = Emphasis(dimmed=wanted.dimmed, dimmed_links=wanted.dimmed_links)
        self._model = BoardModel(Case(wanted.records), wanted.board)
        self._covering: Covering | None = None
        if is_vector:
            self._covering = covering_of(self._model, wanted.dimmed)
        self.board = QRectF(*wanted.extent) if wanted.extent is not None else self._extent()
        """Everything that leaves a trace on the board."""
        self._lay_out(self.board)

    def _lay_out(self, board: QRectF) -> None:
        wanted, margin = self._wanted, float(self.look.margin)
        self._header = Header(self.look.title, self.look.date, self.style)
        case = Case(wanted.records) if self.look.has_legend else Case()
        self._legend = Legend(case, self.style, wanted.names)
        width = max(board.width(), self._header.least_width, self._legend.least_width)
        above = self._header.height(width)
        self._board_at = QPointF(
            margin - board.left() + (width - board.width()) / 2, margin + above - board.top()
        )
        self._legend_top = margin + above + board.height()
        bottom = self._legend_top + self._legend.height(width)
        self._words: list[tuple[Layer, float]] = []
        for layer in _layers(wanted):
            high = layer.words_height(self.style, width)
            if high > 0:
                self._words.append((layer, bottom + _ABOVE_WORDS))
                bottom += high + _ABOVE_WORDS
        self._inner_width = width
        self.width, self.height = width + 2 * margin, bottom + margin

    def _extent(self) -> QRectF:
        """Cards and their shadows, links, labels, layers."""
        if self._wanted.chain is not None:
            return self._wanted.chain.extent
        # by the letters of the screen, so that a drawing is as large as the picture of pixels
        model, style = self._model, Style(self.style.theme)
        extent = model.bounds().adjusted(-_SHADOW, -_SHADOW, _SHADOW, _SHADOW)
        for row in np.flatnonzero(model.link_flags & LABELLED).tolist():
            look = links_layer.look_of(model, model.case.links[model.link_ids[row]], Emphasis())
            path = links_layer.path_of(model, row)
            label = links_layer.label_box(model, row, look, path, style)
            extent = extent.united(label.adjusted(-_LABEL_AIR, -_LABEL_AIR, _LABEL_AIR, _LABEL_AIR))
        for layer in _layers(self._wanted):
            extent = extent.united(layer.extent())
        return extent

    def draw(self, pen: Pen, seen: QRectF, scale: float, tell: Tell) -> None:
        """Draw what touches a part of it, as it is read at a scale; the ground is the caller's."""
        margin = float(self.look.margin)
        if self.style.theme.finish == "cork" and not self.look.is_transparent:
            draw_cork(pen, seen.intersected(QRectF(0, 0, self.width, self.height)))
        pen.save()
        pen.translate(self._board_at)
        if self._wanted.chain is not None:
            draw_chain(pen, self._wanted.chain, self.style)
        else:
            self._draw_board(pen, seen.translated(-self._board_at), scale, tell)
        pen.restore()
        self._header.draw(pen, QPointF(margin, margin), self._inner_width)
        self._legend.draw(pen, QPointF(margin, self._legend_top), self._inner_width)
        for layer, top in self._words:
            layer.draw_words(pen, self.style, QPointF(margin, top), self._inner_width)

    def _draw_board(self, pen: Pen, seen: QRectF, scale: float, tell: Tell) -> None:
        """Draw what touches a part of the board: cards as full as words can be read."""
        model, style = self._model, self.style
        read_at = 1.0 if style.is_vector else _read_at(scale)
        if read_at < _LEAST_SMALL_PRINT:
            style.rings = 1  # so small, nobody sees the difference
        style.band = (seen.top(), seen.bottom()) if self.has_bands else None
        area = seen.adjusted(-_REACH, -_REACH, _REACH, _REACH)
        for frame in model.frames:
            if area.intersects(QRectF(frame.x, frame.y, frame.width, frame.height)):
                self._cover(pen, frame.x, frame.y)
                draw_frame(pen, frame, style, read_at)
        self._uncover(pen)
        for layer in _layers(self._wanted):
            pen.save()
            layer.draw(pen, style, read_at)
            pen.restore()
        if not style.has_links_on_top:
            self._cover(pen)
            self._draw_links(pen, area, read_at)
            self._uncover(pen)
        self._draw_cards(pen, model.within(area), read_at, tell)
        if style.has_links_on_top:
            self._draw_links(pen, area, read_at)

    def _cover(self, pen: Pen, left: float = 0.0, top: float = 0.0) -> None:
        """Let words drawn from a corner on be left out where cards will lie on them."""
        if self._covering is not None and isinstance(pen, SvgPen | WordPainter):
            pen.covered = partial(_moved, self._covering.over, left, top)

    def _uncover(self, pen: Pen) -> None:
        if isinstance(pen, SvgPen | WordPainter):
            pen.covered = None

    def _draw_links(self, pen: Pen, seen: QRectF, read_at: float) -> None:
        rows = self._model.links_within(seen)
        if read_at < _LEAST_SMALL_PRINT and isinstance(pen, QPainter):
            # thousands at once, as in the window, which takes a painter in its units
            pen.save()
            pen.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            pen.scale(1 / read_at, 1 / read_at)
            area = QRectF(seen.topLeft() * read_at, seen.size() * read_at)
            sprites = Sprites(self.style)
            links_layer.paint(pen, self._model, View(read_at), rows, sprites, self._emphasis, area)
            pen.restore()
            return
        links_layer.paint_curves(pen, self._model, View(read_at), rows, self.style, self._emphasis)

    def _draw_cards(self, pen: Pen, rows: Rows, read_at: float, tell: Tell) -> None:
        model, style, covering = self._model, self.style, self._covering
        is_cork = style.theme.finish == "cork"
        for number, row in enumerate(rows.tolist()):
            if number % _TELL_EVERY == 0:
                tell(number / len(rows))
            if covering is not None and row in covering.hidden:
                continue
            item = model.ids[row]
            card, state = self._wanted.cards[item], self._emphasis.of(item)
            pen.save()
            pen.translate(float(model.boxes[row, 0]), float(model.boxes[row, 1]))
            if covering is not None and isinstance(pen, SvgPen | WordPainter):
                pen.covered = partial(_always, covering.above(row))
            draw_card(pen, card, style, state, read_at)
            if is_cork and not state & CardState.DIMMED:
                draw_pin(pen, card.width, style, style.kind_ink(card.kind))
            pen.restore()
        self._uncover(pen)


def _always(covers: list[QRectF], _box: QRectF) -> list[QRectF]:
    return covers


def _moved(over: Covers, left: float, top: float, box: QRectF) -> list[QRectF]:
    return [cover.translated(-left, -top) for cover in over(box.translated(left, top))]


def _read_at(scale: float) -> float:
    """The scale for which a picture's cards are laid out: so that what is written can be read."""
    if scale >= _LEAST_SMALL_PRINT:
        return 1.0
    return max(scale, _COMPACT) if scale >= LEAST_WORDS else scale


def _layers(wanted: Request) -> list[Layer]:
    return [layer for layer in (wanted.axis, wanted.heat) if layer is not None]
