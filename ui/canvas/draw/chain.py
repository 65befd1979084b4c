"""The chain of one claim, drawn on any painter with the board's own cards and links.

Nothing is said by colour alone: a single point of failure has a second, heavy outline, an unknown
origin a dashed one and a question mark, a circle a shaded ground with its name on it; what is held,
and what is not on file, is written under the card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from board.case import Case
from board.evidence.chain_layout import Box, ChainLayout, Node, chain_layout, standard_size
from board.evidence.chain_marks import ORIGIN, Marks, chain_marks
from board.evidence.graph import YOU, ClaimGraph
from board.evidence.measures import Counts
from board.kinds import LINK_KINDS
from board.records import Placement, Point
from ui.canvas.cards import Card, card_of
from ui.canvas.draw.body import radius_of
from ui.canvas.draw.cards import draw_card, draw_strike
from ui.canvas.draw.links import LinkLook, draw_link
from ui.canvas.draw.style import Style
from ui.canvas.draw.text import draw_fitted
from ui.canvas.geometry import Floats
from ui.icons import draw_icon
from ui.pens import Pen

SIZE = (200.0, 84.0)
CAPTION = 16.0
"""Height of the words under a card, which its box in the layout includes."""
MARGIN = 24.0
_HEAVY = 2.6
_LARGEST = 1.7
_OUT = 4.0
"""How far the heavy outline stands off the card."""
_LABEL_ROOM = 24.0


@dataclass(frozen=True)
class ChainDrawing:
    """All that is needed to draw a chain, and plain enough for the worker."""

    layout: ChainLayout
    marks: dict[Node, Marks]
    cards: dict[Node, Card]
    captions: dict[Node, str]

    @property
    def extent(self) -> QRectF:
        """Everything that leaves a trace."""
        whole = QRectF(0, 0, self.layout.width, self.layout.height)
        top = _LABEL_ROOM if self.layout.loops else 0.0
        return whole.adjusted(-MARGIN, -MARGIN - top, MARGIN, MARGIN)

    def node_at(self, point: QPointF) -> Node | None:
        """The node under a point."""
        for node, box in self.layout.boxes.items():
            if card_box(node, box).adjusted(-_OUT, -_OUT, _OUT, _OUT).contains(point):
                return node
        return None


def chain_drawing(case: Case, graph: ClaimGraph, counts: Counts) -> ChainDrawing:
    """The chain of a claim, laid out with cards of one size."""
    layout, marks = chain_layout(graph, _size), chain_marks(graph, counts)
    cards = {node: _card(case, node[1]) for node in layout.boxes if node[0] == "voice"}
    captions = {node: caption(marks[node]) for node in layout.boxes}
    return ChainDrawing(layout, marks, cards, captions)


def caption(marks: Marks) -> str:
    """What is written under a node."""
    parts = []
    if marks.role == ORIGIN:
        parts.append(_tr("origin"))
    if marks.is_held:
        parts.append(_tr("held"))
    if marks.is_undocumented:
        parts.append(_tr("no document on file"))
    return " · ".join(parts)


def card_box(node: Node, box: Box) -> QRectF:
    """Where the card of a node stands in its box; the rest is for its caption."""
    below = CAPTION if node[0] == "voice" else 0.0
    # as much room above as below, so that lines meet the card's middle
    return QRectF(box.x, box.y + below, box.width, box.height - 2 * below)


def draw_chain(
    painter: Pen,
    drawing: ChainDrawing,
    style: Style,
    scale: float = 1.0,
    *,
    marked: Node | None = None,
    silent: Sequence[str] = (),
) -> None:
    """Draw a chain with its top left corner at the origin; `silent` voices are struck through."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    for loop in drawing.layout.loops:
        _draw_loop(painter, loop, style)
    for (start, end), line in drawing.layout.lines.items():
        way = _clear_of(line, *(drawing.marks[node].is_single_point for node in (start, end)))
        _draw_line(painter, way, style, scale, is_unknown=start[0] == "unknown")
    for node, box in drawing.layout.boxes.items():
        place = card_box(node, box)
        if node[0] == "voice":
            _draw_voice(painter, drawing, node, place, style, scale, is_silent=node[1] in silent)
        elif node == YOU:
            _draw_you(painter, place, style, scale)
        else:
            _draw_unknown(painter, place, style, scale)
        if node == marked:
            pen = QPen(style.colour("accent"), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(-8, -8, 8, 8), 14, 14)
    painter.restore()


def _draw_loop(painter: Pen, loop: Box, style: Style) -> None:
    box = QRectF(loop.x, loop.y, loop.width, loop.height)
    pen = QPen(style.colour("warnBorder"), 1.4, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([5, 3])
    painter.setPen(pen)
    painter.setBrush(style.colour("warnBg"))
    painter.drawRoundedRect(box, 14, 14)
    font = style.font("badge")
    fitted = style.fit(_tr("Circular reporting"), font, box.width(), 1)
    painter.setPen(style.colour("warnText"))
    draw_fitted(painter, fitted, font, box.left() + 4, box.top() - 20, 18)


def _draw_line(painter: Pen, line: Sequence[Point], style: Style, scale: float, *, is_unknown: bool) -> None:
    kind = LINK_KINDS["reports"]
    if is_unknown:
        kind = replace(kind, dash=(4.0, 4.0))
    draw_link(painter, curve_of(line), LinkLook(kind), style, None, scale)


def _clear_of(line: Sequence[Point], from_heavy: bool, to_heavy: bool) -> Sequence[Point]:
    """A way that begins and ends at the heavy outlines and not inside them."""
    (x1, y1), (x2, y2) = line[0], line[-1]
    way = 1 if len(line) < 2 or line[1][0] >= x1 else -1
    back = 1 if len(line) < 2 or line[-2][0] <= x2 else -1
    start = (x1 + way * _OUT * from_heavy, y1)
    end = (x2 - back * (_OUT + 1) * to_heavy, y2)
    return (start, *line[1:-1], end)


def curve_of(line: Sequence[Point]) -> Floats:
    """A way from box to box as a curve: level where it is level, swinging from one level to another."""
    points = [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        if y1 == y2 or x1 == x2:
            points += [
                (x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3),
                (x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3),
            ]
        else:
            middle = (x1 + x2) / 2
            points += [(middle, y1), (middle, y2)]
        points.append((x2, y2))
    return np.array(points)


def _draw_voice(
    painter: Pen,
    drawing: ChainDrawing,
    node: Node,
    place: QRectF,
    style: Style,
    scale: float,
    *,
    is_silent: bool,
) -> None:
    card, marks = drawing.cards[node], drawing.marks[node]
    if marks.is_single_point:
        painter.setPen(QPen(style.colour("text"), _HEAVY))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = radius_of(card, style) + _OUT
        painter.drawRoundedRect(place.adjusted(-_OUT, -_OUT, _OUT, _OUT), radius, radius)
    painter.save()
    painter.translate(place.topLeft())
    if is_silent:
        painter.setOpacity(0.5)
    draw_card(painter, card, style, scale=max(scale, 0.5))
    if is_silent:
        draw_strike(painter, card, style, max(scale, 0.5))
    painter.restore()
    if words := drawing.captions[node]:
        painter.save()
        painter.translate(place.left() + 2, place.bottom() + _OUT + 1)
        unit = _unit(painter, scale)
        font, x = style.font("caption"), 0.0
        if marks.is_held:
            draw_icon(painter, "file-check", QRectF(0, 1, 12, 12), style.colour("text2"))
            x = 16.0
        painter.setPen(style.colour("text2"))
        draw_fitted(painter, style.fit(words, font, place.width() / unit - x, 1), font, x, 0, 14)
        painter.restore()


def _draw_you(painter: Pen, place: QRectF, style: Style, scale: float) -> None:
    painter.setPen(QPen(style.colour("text"), 1.4))
    painter.setBrush(style.colour("raised"))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    _centred(painter, _tr("You"), place, style, scale)


def _draw_unknown(painter: Pen, place: QRectF, style: Style, scale: float) -> None:
    pen = QPen(style.colour("text2"), 1.8, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2.5, 2])
    painter.setPen(pen)
    painter.setBrush(style.colour("canvas"))
    painter.drawEllipse(place.adjusted(1, 1, -1, -1))
    _centred(painter, "?", place, style, scale)


def _centred(painter: Pen, text: str, place: QRectF, style: Style, scale: float) -> None:
    font = style.font("bodyStrong")
    painter.save()
    painter.translate(place.center())
    _unit(painter, scale)
    fitted = style.fit(text, font, place.width(), 1)
    wide = fitted.widths[0] if fitted.widths else 0.0
    painter.setPen(style.colour("text"))
    draw_fitted(painter, fitted, font, -wide / 2, -10, 20)
    painter.restore()


def _unit(painter: Pen, scale: float) -> float:
    """Let words keep their size on the screen as far as there is room; how much larger that is."""
    unit = min(max(1.0, 1 / scale), _LARGEST)
    painter.scale(unit, unit)
    return unit


def _size(node: Node) -> tuple[float, float]:
    return (SIZE[0], SIZE[1] + 2 * CAPTION) if node[0] == "voice" else standard_size(node)


def _card(case: Case, voice: str) -> Card:
    """A voice's card as on a board, without what belongs to the board."""
    made = card_of(case, case.items[voice], Placement("", voice, 0, 0, *SIZE))
    return replace(made, links=0, picture="", body="" if made.title else made.body)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Chain", text)
