"""Icons and kind silhouettes, tinted by theme and crisp at every device pixel ratio.

The icons are Lucide's SVG files with the current colour replaced; the silhouettes are paths, so
that a kind is known by its shape even where there is no colour to see.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from math import cos, hypot, pi, sin

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

import assets
from board.records import ItemKind
from ui.pens import Pen
from ui.theme import Theme

_Draw = Callable[[QPainter, QRectF], None]

_MISSING = "asterisk"
_DISABLED = 0.38


def draw_icon(painter: Pen, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon as vectors into a rectangle."""
    if isinstance(painter, QPainter):
        renderer(name, colour.name(QColor.NameFormat.HexRgb)).render(painter, rect)
    else:
        painter.draw_icon(name, partial(_svg, name), rect, colour)


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """An icon as a square pixmap of `size` device-independent px."""
    return _pixmap_of(size, ratio, lambda painter, rect: draw_icon(painter, name, rect, colour))


def icon(name: str, theme: Theme, role: str = "text", size: int = 16) -> QIcon:
    """An icon for a button or action, rendered afresh for every screen it is shown on."""
    return QIcon(_TintedEngine(name, theme.colour(role), size))


def draw_kind(painter: Pen, kind: ItemKind, rect: QRectF, theme: Theme) -> None:
    """Draw the mark of an item kind: its silhouette with its icon inside."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.kind_colour(kind))
    draw_silhouette(painter, kind.silhouette, rect)
    draw_icon(painter, kind.icon, icon_rect(kind.silhouette, rect), theme.colour("onKind"))
    painter.restore()


def kind_pixmap(kind: ItemKind, size: int, theme: Theme, ratio: float = 1.0) -> QPixmap:
    """The mark of an item kind as a square pixmap."""
    return _pixmap_of(size, ratio, lambda painter, rect: draw_kind(painter, kind, rect, theme))


def kind_icon(kind: ItemKind, theme: Theme, size: int = 20) -> QIcon:
    """The mark of an item kind for menus and lists, sharp at 1x, 1.5x and 2x."""
    made = QIcon()
    for ratio in (1.0, 1.5, 2.0):
        made.addPixmap(kind_pixmap(kind, size, theme, ratio))
    return made


def silhouette(shape: str, rect: QRectF) -> QPainterPath:
    """The outline of a kind: circle, square, speech bubble, hexagon, diamond, pin and so on."""
    side = min(rect.width(), rect.height())
    corner = rect.center() - QPointF(side / 2, side / 2)
    return QTransform(side, 0, 0, side, corner.x(), corner.y()).map(_unit_silhouette(shape))


def draw_silhouette(painter: Pen, shape: str, rect: QRectF) -> None:
    """Draw the outline of a kind with the painter's pen and brush."""
    if isinstance(painter, QPainter):
        painter.drawPath(silhouette(shape, rect))
    else:
        painter.draw_shape(shape, partial(_unit_silhouette, shape), rect)


def icon_rect(shape: str, rect: QRectF) -> QRectF:
    """Where the icon stands inside a silhouette."""
    side = min(rect.width(), rect.height())
    part, up = _ICON_PLACES.get(shape, (0.56, 0.0))
    size = side * part
    centre = rect.center() + QPointF(0, up * side)
    return QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)


_ICON_PLACES = {
    "circle": (0.54, 0.0),
    "square": (0.58, 0.0),
    "speech bubble": (0.58, -0.05),
    "hexagon": (0.54, 0.0),
    "diamond": (0.44, 0.0),
    "pin": (0.44, -0.09),
    "cut-corner square": (0.56, 0.0),
    "portrait page": (0.48, 0.06),
}


@lru_cache(maxsize=512)
def renderer(name: str, colour: str) -> QSvgRenderer:
    """The vector picture of an icon in one colour."""
    return QSvgRenderer(QByteArray(_svg(name).replace(b"currentColor", colour.encode())))


@lru_cache(maxsize=256)
def _svg(name: str) -> bytes:
    file = assets.path("icons", f"{name}.svg")
    known = name.replace("-", "").isalnum() and file.is_file()
    return (file if known else assets.path("icons", f"{_MISSING}.svg")).read_bytes()


class _TintedEngine(QIconEngine):
    """An icon that is drawn, not scaled, at the size it is asked for."""

    def __init__(self, name: str, colour: QColor, size: int) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._size = size

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.save()
        if mode == QIcon.Mode.Disabled:
            painter.setOpacity(painter.opacity() * _DISABLED)
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        draw_icon(painter, self._name, square, self._colour)
        painter.restore()

    @override
    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size.boundedTo(QSize(self._size, self._size))

    @override
    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        made = QPixmap(round(size.width() * scale), round(size.height() * scale))
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, made.rect(), mode, state)
        painter.end()
        made.setDevicePixelRatio(scale)
        return made

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    @override
    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._colour, self._size)


def _pixmap_of(size: int, ratio: float, draw: _Draw) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(0, 0, size, size))
    painter.end()
    return made


@lru_cache(maxsize=16)
def _unit_silhouette(shape: str) -> QPainterPath:
    """A silhouette within the unit square."""
    path = QPainterPath()
    match shape:
        case "circle":
            path.addEllipse(QRectF(0.02, 0.02, 0.96, 0.96))
        case "speech bubble":
            tail = [(0.42, 0.83, 0.02), (0.16, 1.02, 0.04), (0.22, 0.83, 0.02)]
            path = _rounded(
                [(0.05, 0.03, 0.18), (0.95, 0.03, 0.18), (0.95, 0.83, 0.18), *tail, (0.05, 0.83, 0.16)]
            )
        case "hexagon":
            angles = (k * pi / 3 for k in range(6))
            path = _rounded([(0.5 + 0.5 * sin(a), 0.5 - 0.5 * cos(a), 0.09) for a in angles])
        case "diamond":
            path = _rounded([(0.5, -0.03, 0.14), (1.03, 0.5, 0.14), (0.5, 1.03, 0.14), (-0.03, 0.5, 0.14)])
        case "pin":
            path.moveTo(0.5, 1.0)
            path.cubicTo(0.36, 0.84, 0.09, 0.68, 0.09, 0.41)
            path.cubicTo(0.09, 0.18, 0.27, 0.0, 0.5, 0.0)
            path.cubicTo(0.73, 0.0, 0.91, 0.18, 0.91, 0.41)
            path.cubicTo(0.91, 0.68, 0.64, 0.84, 0.5, 1.0)
        case "cut-corner square":
            square = [(0.05, 0.95, 0.1), (0.05, 0.05, 0.1), (0.95, 0.05, 0.1)]
            path = _rounded([*square, (0.95, 0.64, 0.06), (0.64, 0.95, 0.06)])
        case "portrait page":
            page = [(0.86, 1.0, 0.09), (0.14, 1.0, 0.09), (0.14, 0.0, 0.09)]
            path = _rounded([*page, (0.6, 0.0, 0.05), (0.86, 0.26, 0.05)])
        case _:
            path.addRoundedRect(QRectF(0.04, 0.04, 0.92, 0.92), 0.17, 0.17)
    return path


def _rounded(corners: list[tuple[float, float, float]]) -> QPainterPath:
    """A polygon given by x, y and radius of each corner, rounded off by quadratic curves."""
    points = [QPointF(x, y) for x, y, _ in corners]
    path = QPainterPath()
    for index, (corner, (_, _, radius)) in enumerate(zip(points, corners, strict=True)):
        before, after = points[index - 1], points[(index + 1) % len(points)]
        start, end = _towards(corner, before, radius), _towards(corner, after, radius)
        if index == 0:
            path.moveTo(start)
        else:
            path.lineTo(start)
        path.quadTo(corner, end)
    path.closeSubpath()
    return path


def _towards(start: QPointF, end: QPointF, distance: float) -> QPointF:
    way = end - start
    part = min(0.5, distance / hypot(way.x(), way.y()))
    return QPointF(start.x() + way.x() * part, start.y() + way.y() * part)
