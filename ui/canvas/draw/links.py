"""Links, drawn on any painter: curve, dash, caps, mid glyph and label.

Meaning is carried by dash, cap and glyph; colour only helps. Colours are opaque, because Qt draws
see-through lines several times slower.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from math import atan2, hypot, inf

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from board.records import LinkKind
from ui.canvas import geometry
from ui.canvas.draw.style import Style
from ui.canvas.draw.text import draw_fitted
from ui.canvas.geometry import Floats
from ui.icons import draw_icon
from ui.pens import Pen
from ui.theme import Theme

CAP_LENGTH = {
    "filled triangle": 9.0,
    "open triangle": 9.0,
    "cross bar": 1.5,
    "open ring": 9.0,
    "small dot": 3.0,
    "filled diamond": 13.0,
    "open diamond": 13.0,
}
LEAST_LINE = 0.62
"""Below this scale lines and caps no longer shrink."""
DISC = 8.5
"""Radius of the disc that a mid glyph stands in."""
SMALL_DISC = 0.62
"""How much smaller it is on short links."""
_BAR = 8.0
SHORT = 44.0
"""Links shorter than this have a smaller mid glyph, nearer their tail."""
SIGNLESS = 24.0
"""Links shorter than this have no mid glyph: it would hide all of the link."""
CAPLESS = 14.0
"""Links shorter than this have no caps either."""
THIN = 0.6
"""How wide links are that have lost their weight, for one."""
_Shape = tuple[tuple[float, float], ...]


def _triangle(grown: float) -> _Shape:
    """The arrow head, by how much its outline goes beyond it."""
    slant = hypot(9.5, 4.5)
    tip = grown * slant / 4.5
    back = -9.5 - grown
    half = (tip - back) * 4.5 / 9.5
    return (tip, 0.0), (back, -half), (back, half)


def _diamond(grown: float) -> _Shape:
    factor = 1 + grown * hypot(6.5, 4.5) / (6.5 * 4.5)
    return (
        (-6.5 + 6.5 * factor, 0.0),
        (-6.5, -4.5 * factor),
        (-6.5 - 6.5 * factor, 0.0),
        (-6.5, 4.5 * factor),
    )


_CAPS: dict[str, tuple[_Shape, _Shape]] = {
    "filled triangle": (_triangle(0.6), ()),
    "open triangle": (_triangle(0.6), _triangle(-0.6)),
    "cross bar": (((0.0, -_BAR), (-3.0, -_BAR), (-3.0, _BAR), (0.0, _BAR)), ()),
    "filled diamond": (_diamond(0.7), ()),
    "open diamond": (_diamond(0.7), _diamond(-0.7)),
}
"""What is filled with the link's colour, and what is then left open in it."""
LABEL_PAD = 4.0
LABEL_HEIGHT = 16.0
MOST_LABEL = 180.0


@dataclass(frozen=True, slots=True)
class LinkLook:
    """How one link is drawn, apart from where it runs."""

    kind: LinkKind
    glyph: str = ""
    """The mid glyph; a report that denies has a cross whatever its kind."""
    label: str = ""
    is_strong: bool = False
    """Selected or hovered: in the accent colour."""
    is_thin: bool = False
    """What it carried has fallen, or it is dimmed."""
    shows_glyph: bool = True
    shows_caps: tuple[bool, bool] = (True, True)
    """Whether a cap at its start, and one at its end, is seen."""


def draw_link(
    painter: Pen,
    path: Floats,
    look: LinkLook,
    style: Style,
    label_at: QPointF | None = None,
    scale: float = 1.0,
) -> None:
    """Draw a link along the control points (3k+1, 2) of its curve, in board units, as read at `scale`."""
    is_cut = bool(look.kind.dash) and style.is_cut(float(path[:, 1].min()), float(path[:, 1].max()))
    unit = unit_at(scale)
    if unit > 1.0:
        # far out, lines and caps keep the size on the screen that they have at the far bound
        painter.save()
        painter.scale(unit, unit)
        _draw(painter, path / unit, look, style, None if label_at is None else label_at / unit, is_cut=is_cut)
        painter.restore()
    else:
        _draw(painter, path, look, style, label_at, is_cut=is_cut)


def _draw(
    painter: Pen, path: Floats, look: LinkLook, style: Style, label_at: QPointF | None, *, is_cut: bool
) -> None:
    colour, kind = link_ink(look, style), look.kind
    width = kind.width * (THIN if look.is_thin else 1.0) + (0.6 if look.is_strong else 0.0)
    pen = style.link_pen(kind, width, colour)
    length = length_of(path)
    caps = [
        cap if length >= CAPLESS and is_shown else ""
        for cap, is_shown in zip((kind.start_cap, kind.end_cap), look.shows_caps, strict=True)
    ]
    curve = curve_path(path, *(CAP_LENGTH.get(cap, 0.0) for cap in caps))
    if is_cut and isinstance(painter, QPainter):
        # Qt counts dashes from where a line comes in sight: they would not meet the next band's
        painter.fillPath(QPainterPathStroker(pen).createStroke(curve), colour)
    else:
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(curve)
    for cap, tip, before in ((caps[0], path[0], path[1]), (caps[1], path[-1], path[-2])):
        if cap in CAP_LENGTH:
            draw_cap(painter, cap, _point(tip), angle(before, tip), colour, width, style)
    if look.glyph and look.shows_glyph and length >= SIGNLESS:
        at, size = glyph_place(path, length)
        draw_glyph(painter, look.glyph, at, colour, style, size)
    if look.label and label_at is not None:
        draw_label(painter, look.label, label_at, style, is_strong=look.is_strong)


def length_of(path: Floats) -> float:
    """How far it is from end to end; bent links count as long."""
    return hypot(*(path[-1] - path[0])) if len(path) == 4 else inf


def glyph_place(path: Floats, length: float) -> tuple[QPointF, float]:
    """Where a link's sign stands, and how large: on a short one it makes room for the cap."""
    return (at_part(path, 0.28), SMALL_DISC) if length < SHORT else (middle(path), 1.0)


def draw_link_sample(painter: Pen, box: QRectF, kind: LinkKind, theme: Theme) -> None:
    """A short straight piece of a kind of link, for choosers and the legend."""
    y = box.center().y()
    ends = np.array([[box.left() + 1, y], [box.right() - 1, y]])
    way = (ends[1] - ends[0]) / 3
    path = np.array([ends[0], ends[0] + way, ends[1] - way, ends[1]])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_link(painter, path, LinkLook(kind, kind.mid_glyph), Style(theme))
    painter.restore()


def unit_at(scale: float) -> float:
    """How much larger than the board lines and caps are drawn at a scale."""
    return max(1.0, LEAST_LINE / scale)


def dashes(kind: LinkKind) -> tuple[float, ...]:
    """A kind's dashes, in pairs as Qt wants them."""
    return kind.dash if len(kind.dash) % 2 == 0 else kind.dash * 2


def link_ink(look: LinkLook, style: Style) -> QColor:
    """The colour of a link in its state."""
    if look.is_strong:
        return style.colour("accent")
    return style.colour("borderControl") if look.is_thin else style.theme.link_colour(look.kind)


def curve_path(path: Floats, cut_start: float = 0.0, cut_end: float = 0.0) -> QPainterPath:
    """Control points as Qt's path, shortened at both ends by what the caps cover."""
    points = [QPointF(x, y) for x, y in path.tolist()]
    points[0], points[1] = _cut(points[0], points[1], cut_start)
    points[-1], points[-2] = _cut(points[-1], points[-2], cut_end)
    made = QPainterPath(points[0])
    for index in range(1, len(points) - 2, 3):
        made.cubicTo(points[index], points[index + 1], points[index + 2])
    return made


def middle(path: Floats) -> QPointF:
    """The point halfway along a link's curve."""
    return at_part(path, 0.5)


def at_part(path: Floats, part: float) -> QPointF:
    """The point at a part (0..1) of the curve's parameter."""
    return _point(geometry.at_part(path, part))


def angle(start: Floats, end: Floats) -> float:
    """The direction from one point to another in radians."""
    return atan2(float(end[1] - start[1]), float(end[0] - start[0]))


def draw_cap(
    painter: Pen,
    cap: str,
    tip: QPointF,
    direction: float,
    colour: QColor,
    width: float,
    style: Style,
    size: float = 1.0,
) -> None:
    """The end of a link at `tip`, pointing in `direction`."""
    tips, angles = np.array([(tip.x(), tip.y())]), np.array([direction])
    draw_caps(painter, cap, tips, angles, colour, width, style, size)


def draw_caps(
    painter: Pen,
    cap: str,
    tips: Floats,
    directions: Floats,
    colour: QColor,
    width: float,
    style: Style,
    size: float = 1.0,
) -> None:
    """The ends of many links of one kind, each at its tip and pointing in its direction."""
    inner = None if cap.startswith(("filled", "small")) else style.colour("canvas")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    along = np.stack([np.cos(directions), np.sin(directions)], axis=1) * size
    if cap in ("open ring", "small dot"):
        ring = max(min(width, 2.2), 1.4) / 2
        back, radius = (4.5, 4.2 + ring) if inner else (3.0, 3.4)
        for x, y in (tips - back * along).tolist():
            painter.drawEllipse(QPointF(x, y), radius * size, radius * size)
            if inner:
                painter.setBrush(inner)
                painter.drawEllipse(QPointF(x, y), (4.2 - ring) * size, (4.2 - ring) * size)
                painter.setBrush(colour)
    elif cap in _CAPS:
        outer, hollow = (_placed(shape, tips, along) for shape in _CAPS[cap])
        for corners, hole in zip_longest(outer, hollow if inner else ()):
            painter.drawConvexPolygon([QPointF(x, y) for x, y in corners])
            if inner and hole:
                painter.setBrush(inner)
                painter.drawConvexPolygon([QPointF(x, y) for x, y in hole])
                painter.setBrush(colour)


def _placed(shape: _Shape, tips: Floats, along: Floats) -> list[list[list[float]]]:
    """A shape's corners at many tips."""
    if not shape:
        return []
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1)
    corners = np.array(shape)
    placed: list[list[list[float]]] = (
        tips[:, None] + corners[:, :1] * along[:, None] + corners[:, 1:] * aside[:, None]
    ).tolist()
    return placed


def draw_glyph(
    painter: Pen, glyph: str, at: QPointF, colour: QColor, style: Style, size: float = 1.0
) -> None:
    """A disc on a link with what the link means."""
    painter.save()
    painter.translate(at)
    painter.scale(size, size)
    painter.setPen(QPen(style.colour("canvas"), 1.5))
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(0, 0), DISC, DISC)
    on = style.colour("card")
    painter.setPen(QPen(on, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    match glyph:
        case "plus in disc":
            painter.drawLines([QLineF(-3.9, 0, 3.9, 0), QLineF(0, -3.9, 0, 3.9)])
        case "cross in disc":
            painter.drawLines([QLineF(-2.8, -2.8, 2.8, 2.8), QLineF(-2.8, 2.8, 2.8, -2.8)])
        case "equals in disc":
            painter.drawLines([QLineF(-3.5, -2, 3.5, -2), QLineF(-3.5, 2, 3.5, 2)])
        case "link in disc":
            draw_icon(painter, "link-2", QRectF(-6, -6, 12, 12), on)
    painter.restore()


def label_size(label: str, style: Style) -> tuple[float, float]:
    """Width and height of a label with its backdrop."""
    fitted = style.fit(label, style.font("caption"), MOST_LABEL, 1)
    return (fitted.widths[0] if fitted.widths else 0.0) + 2 * LABEL_PAD, LABEL_HEIGHT


def draw_label(painter: Pen, label: str, at: QPointF, style: Style, *, is_strong: bool = False) -> None:
    """A label on a small backdrop, centred on a point."""
    width, height = label_size(label, style)
    box = QRectF(at.x() - width / 2, at.y() - height / 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("canvas"))
    painter.drawRoundedRect(box, 4, 4)
    font = style.font("caption")
    painter.setPen(style.colour("accent" if is_strong else "text2"))
    fitted = style.fit(label, font, MOST_LABEL, 1).tight()
    draw_fitted(painter, fitted, font, box.left() + LABEL_PAD, box.top(), height)


def _cut(end: QPointF, control: QPointF, length: float) -> tuple[QPointF, QPointF]:
    """An end and its control point, moved along the curve's direction by a length."""
    way = control - end
    reach = hypot(way.x(), way.y())
    if not length or reach < 1e-6:
        return end, control
    shift = QPointF(way.x() / reach * length, way.y() / reach * length)
    return end + shift, control + shift * (0.0 if reach > 3 * length else 0.6)


def _point(point: Floats) -> QPointF:
    return QPointF(float(point[0]), float(point[1]))
