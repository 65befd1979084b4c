"""The time axis of a board: hairlines down the board, the time that each card may be of, dates above.

Hairlines and spans belong to the board and lie under everything; the dates keep their size, stay in
sight while the cards below them are scrolled, and thin out where they would run into one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from board.dates import Moment
from board.layout.axis import TimeAxis
from ui.canvas.draw.style import Style
from ui.canvas.draw.text import draw_fitted
from ui.pens import Pen

Words = Callable[[Moment], str]
HEAD = 34.0
"""Height of the row of dates, in px."""
ABOVE = 56.0
"""From the line of the axis to the uppermost card, in board units."""
BELOW = 24.0
_LEAST_GAP = 84.0
_AIR = 14.0
_LINE = 16.0
_PAD = 7.0
_SPAN = 2.0
_SPAN_ABOVE = 9.0
_LEAST_SPAN = 12.0
_TRAY_ABOVE = 30.0
_WIDEST_WORDS = 200.0
_LEAST_READ = 0.35
"""In a picture smaller than this the dates shrink with it."""


def extent_of(axis: TimeAxis) -> QRectF:
    """All that the axis takes up, in board units."""
    left = min([axis.left, *(span.left for span in axis.spans.values())])
    right = max([axis.right, *(span.right for span in axis.spans.values())])
    top = axis.top - ABOVE - HEAD
    bottom = axis.bottom + BELOW
    if axis.tray is not None:
        bottom = max(bottom, axis.tray[1])
    return QRectF(left - _WIDEST_WORDS / 2, top, right - left + _WIDEST_WORDS, bottom - top)


def draw_time(painter: Pen, axis: TimeAxis, style: Style, scale: float, area: QRectF) -> None:
    """Hairlines at the dates, and a bar above each card whose time is not a single day."""
    width = 1.0 / min(scale, 1.0)
    painter.save()
    line = QColor(style.colour("border"))
    painter.setPen(QPen(line, width))
    top, bottom = axis.top - ABOVE, axis.bottom + BELOW
    painter.drawLines(
        [
            QLineF(tick.x, top, tick.x, bottom)
            for tick in axis.ticks(_LEAST_GAP / scale)
            if area.left() - width <= tick.x <= area.right() + width
        ]
    )
    painter.setPen(Qt.PenStyle.NoPen)
    for span in dict.fromkeys(axis.spans.values()):
        if span.right - span.left >= _LEAST_SPAN:
            thick = _SPAN * width
            box = QRectF(span.left, span.y - _SPAN_ABOVE, span.right - span.left, thick)
            if box.intersects(area.adjusted(-1, -8 * width, 1, 8 * width)):
                _draw_span(painter, box, style, (span.is_open_left, span.is_open_right), width)
    painter.restore()


def _draw_span(painter: Pen, box: QRectF, style: Style, is_open: tuple[bool, bool], width: float) -> None:
    """A bar between two stops; an open end runs out in dashes instead. `width` is that of a hairline."""
    ink = QColor(style.colour("text3"))
    soft = QColor(ink)
    soft.setAlphaF(0.35)
    painter.setBrush(soft)
    painter.drawRect(box)
    painter.setBrush(ink)
    for open_, x, way in ((is_open[0], box.left(), -1.0), (is_open[1], box.right(), 1.0)):
        if not open_:
            painter.drawRect(QRectF(x - width, box.center().y() - 4, 2 * width, 8))
            continue
        for step in range(3):
            at = x + way * (4 + 8 * step)
            painter.drawRect(QRectF(at - 2, box.top(), 4, box.height()))


def draw_dates(
    painter: Pen,
    axis: TimeAxis,
    style: Style,
    scale: float,
    at: QPointF,
    seen: QRectF,
    least_top: float,
    words: Words,
) -> None:
    """The line of the axis and its dates, in px: `at` is where the board's origin stands in them.

    The row keeps below `least_top` as long as dated cards are in sight under it.
    """
    line_y = at.y() + (axis.top - ABOVE) * scale
    foot = at.y() + axis.bottom * scale - HEAD
    is_stuck = line_y < least_top + HEAD
    if is_stuck:
        line_y = min(least_top + HEAD, foot)
    if not seen.adjusted(0, -2 * HEAD, 0, 2 * HEAD).contains(QPointF(seen.center().x(), line_y)):
        return
    painter.save()
    ends = (at.x() + axis.left * scale, at.x() + axis.right * scale)
    left, right = max(ends[0], seen.left()), min(ends[1], seen.right())
    if right > left and not is_stuck:
        painter.setPen(QPen(style.colour("borderControl"), 1.5))
        painter.drawLine(QPointF(left, line_y), QPointF(right, line_y))
    last = -1e9
    for tick in axis.ticks(_LEAST_GAP / scale):
        x = at.x() + tick.x * scale
        text = words(tick.moment)
        width = _date_width(style, text)
        if x - width / 2 < last + _AIR or x + width / 2 < seen.left() or x - width / 2 > seen.right():
            continue
        _draw_date(painter, style, text, QPointF(x, line_y), is_stuck=is_stuck)
        last = x + width / 2
    painter.restore()


def draw_tray(painter: Pen, axis: TimeAxis, style: Style, scale: float, at: QPointF, words: str) -> None:
    """What the cards without a date are, above them, in px."""
    if axis.tray is None:
        return
    x, y = at.x() + axis.tray[0] * scale, at.y() + axis.tray[1] * scale
    font = style.font("small", weight=600)
    painter.save()
    painter.setPen(style.colour("text2"))
    above = min(_TRAY_ABOVE * max(scale, 0.4), _TRAY_ABOVE)
    draw_fitted(painter, style.fit(words, font, 2 * _WIDEST_WORDS, 1), font, x, y - above - 4, _LINE)
    painter.restore()


def _date_width(style: Style, text: str) -> float:
    font = style.font("small")
    return style.fit(text, font, _WIDEST_WORDS, 1).tight().width + 2 * _PAD


def _draw_date(painter: Pen, style: Style, text: str, at: QPointF, *, is_stuck: bool) -> None:
    """One date on its plate, and the stroke that ties it to the line."""
    font = style.font("small")
    fitted = style.fit(text, font, _WIDEST_WORDS, 1).tight()
    box = QRectF(at.x() - fitted.width / 2 - _PAD, at.y() - HEAD + 4, fitted.width + 2 * _PAD, _LINE + 6)
    plate = QColor(style.colour("canvas"))
    plate.setAlphaF(0.92)
    painter.setPen(QPen(style.colour("border"), 1) if is_stuck else Qt.PenStyle.NoPen)
    painter.setBrush(plate)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    if not is_stuck:
        painter.setPen(QPen(style.colour("borderControl"), 1.5))
        painter.drawLine(QPointF(at.x(), at.y() - 5), QPointF(at.x(), at.y() + 5))
    painter.setPen(style.colour("text2"))
    draw_fitted(painter, fitted, font, box.left() + _PAD, box.top() + 3, _LINE)


def moments_of(axis: TimeAxis) -> set[Moment]:
    """The moments that a picture of the axis may name, whatever its size."""
    finest, gap, found = _LEAST_GAP, _LEAST_GAP / _LEAST_READ, set[Moment]()
    while gap >= finest / 2:
        found |= {tick.moment for tick in axis.ticks(gap)}
        gap /= 2**0.5
    return found


@dataclass(frozen=True, slots=True)
class AxisLayer:
    """The time axis in a picture, as `ui.render_layers.Layer` has it; nothing in it but what is seen."""

    axis: TimeAxis
    words: Mapping[Moment, str]
    """The dates as the user's language writes them, which the worker does not speak."""
    undated: str
    """What stands above the cards without a date."""

    def extent(self) -> QRectF:
        """The part of the board it needs."""
        return extent_of(self.axis)

    def draw(self, pen: Pen, style: Style, scale: float) -> None:
        """Draw it in board units, as read at a scale."""
        area = extent_of(self.axis)
        draw_time(pen, self.axis, style, scale, area)
        read_at = min(max(scale, _LEAST_READ), 1.0)
        pen.save()
        pen.scale(1 / read_at, 1 / read_at)
        seen = QRectF(area.topLeft() * read_at, area.size() * read_at)
        draw_dates(pen, self.axis, style, read_at, QPointF(0, 0), seen, seen.top() - 2 * HEAD, self._word)
        draw_tray(pen, self.axis, style, read_at, QPointF(0, 0), self.undated)
        pen.restore()

    def _word(self, moment: Moment) -> str:
        return self.words.get(moment) or moment.words()

    def words_height(self, style: Style, width: float) -> float:
        """It has no legend."""
        return 0.0

    def draw_words(self, pen: Pen, style: Style, at: QPointF, width: float) -> None:
        """It has no legend."""
