"""A pen with the calls of Qt's painter that writes SVG: the draw functions do not know the difference.

Only what the draw functions call is here (ui/pens.py). A move, a scale or a clip opens a group, which
`restore` closes. Words are written where they start and with the width they have here, so that a reader
with other fonts shows them in the room there is. What other cards wholly cover is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from ui.seen_words import Covers, seen
from ui.svg import SvgSheet, font_look, image_data, ink, number, path_data, text

_FINE = 2.0
"""Pictures are kept with so many pixels for each px they are shown at."""
_INSIDE = re.compile(rb"<svg[^>]*>(.*)</svg>", re.DOTALL)
_STROKE = re.compile(rb'stroke-width="([\d.]+)"')
_CAPS = {Qt.PenCapStyle.RoundCap: "round", Qt.PenCapStyle.SquareCap: "square"}


@dataclass(slots=True)
class _State:
    """What `save` keeps."""

    stroke: str = ""
    """The pen as declarations but for its colour; empty for none."""
    stroke_ink: QColor | None = None
    fill: QColor | None = None
    opacity: float = 1.0
    is_rtl: bool = False
    opened: int = 0
    """Groups opened since."""


class SvgPen:
    """Draws into a sheet."""

    def __init__(self, sheet: SvgSheet) -> None:
        self._sheet = sheet
        self._out = sheet.body
        self._states: list[_State] = []
        self._now = _State()
        self._font_look = ""
        self._measure: QFontMetricsF | None = None
        self._fonts: dict[str, tuple[str, QFontMetricsF]] = {}
        self._moved = (0.0, 0.0, 1.0, 1.0)
        self.covered: Covers | None = None
        """What lies above; words and letters under it are left out."""

    # -- state ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Keep pen, brush, opacity, place and clip until `restore`."""
        self._place()
        self._states.append(self._now)
        self._now = replace(self._now, opened=0)

    def restore(self) -> None:
        """Go back to what was kept."""
        self._moved = (0.0, 0.0, 1.0, 1.0)
        self._close(self._now.opened)
        self._now = self._states.pop()

    def finish(self) -> None:
        """Close what is still open."""
        self._moved = (0.0, 0.0, 1.0, 1.0)
        self._close(self._now.opened)
        self._now.opened = 0

    def setPen(self, pen: QPen | QColor | Qt.PenStyle, /) -> None:
        """Draw outlines and words so."""
        if isinstance(pen, Qt.PenStyle):
            self._now.stroke, self._now.stroke_ink = "", None
        elif isinstance(pen, QColor):
            self._now.stroke, self._now.stroke_ink = "stroke-width:1", pen
        else:
            self._now.stroke, self._now.stroke_ink = _stroke(pen), pen.color()

    def setBrush(self, brush: QColor | Qt.BrushStyle, /) -> None:
        """Fill shapes so."""
        self._now.fill = brush if isinstance(brush, QColor) else None

    def setFont(self, font: QFont, /) -> None:
        """Write words so."""
        key = font.key()
        if key not in self._fonts:
            self._fonts[key] = (font_look(font), QFontMetricsF(font))
        self._font_look, self._measure = self._fonts[key]

    def opacity(self) -> float:
        """How much is seen of what is drawn."""
        return self._now.opacity

    def setOpacity(self, opacity: float, /) -> None:
        """Draw so see-through."""
        self._now.opacity = opacity

    def setLayoutDirection(self, direction: Qt.LayoutDirection, /) -> None:
        """Write words from the left or the right."""
        self._now.is_rtl = direction == Qt.LayoutDirection.RightToLeft

    def setRenderHint(self, hint: QPainter.RenderHint, on: bool = True, /) -> None:
        """Lines are drawn by whoever reads the file."""

    def setRenderHints(self, hints: QPainter.RenderHint, on: bool = True, /) -> None:
        """Lines are drawn by whoever reads the file."""

    def translate(self, by: QPointF | float, down: float = 0.0, /) -> None:
        """Move what is drawn."""
        dx, dy = (by.x(), by.y()) if isinstance(by, QPointF) else (by, down)
        x, y, across, high = self._moved
        self._moved = (x + dx * across, y + dy * high, across, high)

    def scale(self, across: float, down: float, /) -> None:
        """Draw larger or smaller."""
        x, y, sx, sy = self._moved
        self._moved = (x, y, sx * across, sy * down)

    def setClipRect(self, rect: QRectF, operation: Qt.ClipOperation, /) -> None:
        """Show only what is in a rectangle as well."""
        box = _box(rect)
        self._clip(f"<rect {box}/>")

    def setClipPath(self, path: QPainterPath, operation: Qt.ClipOperation, /) -> None:
        """Show only what is in a shape as well."""
        self._clip(f'<path d="{path_data(path)}"/>')

    # -- drawing -------------------------------------------------------------------------------

    def drawPath(self, path: QPainterPath, /) -> None:
        """An outline; one that is filled is defined once and used wherever it comes again."""
        if self._now.fill is None:
            self._add(f'<path class="{self._look()}" d="{path_data(path)}"/>')
            return
        first = path.elementAt(0)
        origin = QPointF(first.x, first.y)
        data = path_data(path, origin)
        name = self._sheet.defined(("path", data), lambda name: f'<path id="{name}" d="{data}"/>')
        place = f'x="{number(origin.x())}" y="{number(origin.y())}"'
        self._add(f'<use xlink:href="#{name}" class="{self._look()}" {place}/>')

    def drawRoundedRect(self, rect: QRectF, across: float, down: float, /) -> None:
        """A rectangle with round corners."""
        round_x, round_y = min(across, rect.width() / 2), min(down, rect.height() / 2)
        corner = f' rx="{number(round_x)}"' + (f' ry="{number(round_y)}"' if round_y != round_x else "")
        self._add(f'<rect class="{self._look()}" {_box(rect)}{corner}/>')

    def drawRect(self, rect: QRectF, /) -> None:
        """A rectangle."""
        self._add(f'<rect class="{self._look()}" {_box(rect)}/>')

    def fillRect(self, rect: QRectF, colour: QColor, /) -> None:
        """A rectangle without an outline."""
        look = self._sheet.look(ink(colour, "fill", self._now.opacity))
        self._add(f'<rect class="{look}" {_box(rect)}/>')

    def drawEllipse(self, at: QRectF | QPointF, across: float = 0.0, down: float = 0.0, /) -> None:
        """A circle or ellipse, in a rectangle or around a point."""
        centre = at
        if isinstance(at, QRectF):
            centre, across, down = at.center(), at.width() / 2, at.height() / 2
        radius = f'r="{number(across)}"' if across == down else f'rx="{number(across)}" ry="{number(down)}"'
        place = f'cx="{number(centre.x())}" cy="{number(centre.y())}"'
        self._add(f'<{"circle" if across == down else "ellipse"} class="{self._look()}" {place} {radius}/>')

    def drawLine(self, start: QPointF, end: QPointF, /) -> None:
        """A line."""
        way = f"M{number(start.x())} {number(start.y())}L{number(end.x())} {number(end.y())}"
        self._add(f'<path class="{self._look()}" d="{way}"/>')

    def drawLines(self, lines: Sequence[QLineF], /) -> None:
        """Some lines."""
        for line in lines:
            self.drawLine(line.p1(), line.p2())

    def drawConvexPolygon(self, points: Sequence[QPointF], /) -> None:
        """A polygon."""
        way = "L".join(f"{number(point.x())} {number(point.y())}" for point in points)
        self._add(f'<path class="{self._look()}" d="M{way}Z"/>')

    def drawText(self, at: QPointF, words: str, /) -> None:
        """Words that start at a point on their base line."""
        measure, colour = self._measure, self._now.stroke_ink
        if measure is None or colour is None or not words:
            return
        for start, part in seen(words, at, measure, self.covered):
            self._write(start, part, measure, colour)

    def _write(self, at: QPointF, words: str, measure: QFontMetricsF, colour: QColor) -> None:
        width = measure.horizontalAdvance(words)
        look = self._sheet.look(f"{self._font_look};{ink(colour, 'fill', self._now.opacity)}")
        more = ' direction="rtl" text-anchor="end"' if self._now.is_rtl else ""
        if "  " in words:
            more += ' xml:space="preserve"'
        if len(words) > 1:
            more += f' textLength="{number(width)}" lengthAdjust="spacingAndGlyphs"'
        self._add(
            f'<text class="{look}" x="{number(at.x())}" y="{number(at.y())}"{more}>{text(words)}</text>'
        )

    def drawImage(self, target: QRectF, image: QImage, source: QRectF, /) -> None:
        """The part of a picture that is seen, no finer than it can be seen."""
        key = ("image", image.cacheKey(), *_parts(source), round(target.width()), round(target.height()))

        def make(name: str) -> str:
            part = image.copy(source.toAlignedRect())
            wide, high = (round(side * _FINE) for side in (target.width(), target.height()))
            if part.width() > wide:
                part = part.scaled(wide, high, mode=Qt.TransformationMode.SmoothTransformation)
            size = f'width="{number(target.width())}" height="{number(target.height())}"'
            return f'<image id="{name}" {size} preserveAspectRatio="none" xlink:href="{image_data(part)}"/>'

        name = self._sheet.defined(key, make)
        seen = f' opacity="{number(self._now.opacity)}"' if self._now.opacity < 1 else ""
        place = f'x="{number(target.left())}" y="{number(target.top())}"'
        self._add(f'<use xlink:href="#{name}" {place}{seen}/>')

    def draw_icon(self, name: str, svg: Callable[[], bytes], rect: QRectF, colour: QColor) -> None:
        """An icon, from 24 px wide outlines in the current colour that are defined once."""

        def make(made: str) -> str:
            data = svg()
            inside, stroke = _INSIDE.search(data), _STROKE.search(data)
            width = stroke.group(1).decode() if stroke else "2"
            look = f'fill="none" stroke="currentColor" stroke-width="{width}"'
            ends = 'stroke-linecap="round" stroke-linejoin="round"'
            return f'<g id="{made}" {look} {ends}>{inside.group(1).decode() if inside else ""}</g>'

        self._use(("icon", name), make, rect, 24.0, ink(colour, "color", self._now.opacity))

    def draw_shape(self, name: str, outline: Callable[[], QPainterPath], rect: QRectF) -> None:
        """An outline within the unit square that is defined once, in a square in the middle of `rect`."""
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(rect.center())
        if self._now.stroke_ink is not None or self._now.fill is None:
            # an outline must not grow with the shape
            self.save()
            self.translate(square.topLeft())
            width = self._now.stroke
            self.scale(side / 100, side / 100)
            self._now.stroke = f"{width};vector-effect:non-scaling-stroke"
            self._add(f'<path class="{self._look()}" d="{_fine(outline())}"/>')
            self.restore()
            return
        look = ink(self._now.fill, "fill", self._now.opacity)
        self._use(
            ("shape", name), lambda made: f'<path id="{made}" d="{_fine(outline())}"/>', square, 100.0, look
        )

    def fill_tiled(self, rect: QRectF, tile: QImage, side: float) -> None:
        """A rectangle filled with a picture beside itself, so wide, from the origin on."""

        def make(name: str) -> str:
            size = f'width="{number(side)}" height="{number(side)}"'
            picture = f'<image {size} xlink:href="{image_data(tile)}"/>'
            return f'<pattern id="{name}" patternUnits="userSpaceOnUse" {size}>{picture}</pattern>'

        name = self._sheet.defined(("tile", tile.cacheKey()), make)
        self._add(f'<rect {_box(rect)} fill="url(#{name})"/>')

    # -- how -----------------------------------------------------------------------------------

    def _use(
        self, key: object, make: Callable[[str], str], rect: QRectF, unit: float, declarations: str
    ) -> None:
        name = self._sheet.defined(key, make)
        look = self._sheet.look(declarations)
        grown = f"{rect.width() / unit:.4g}"
        if rect.height() != rect.width():
            grown += f" {rect.height() / unit:.4g}"
        place = f"translate({number(rect.left())} {number(rect.top())})scale({grown})"
        self._add(f'<use xlink:href="#{name}" class="{look}" transform="{place}"/>')

    def _look(self) -> str:
        """The class of shapes as pen and brush stand."""
        now = self._now
        fill = "fill:none" if now.fill is None else ink(now.fill, "fill", now.opacity)
        if now.stroke_ink is None:
            return self._sheet.look(fill)
        return self._sheet.look(f"{fill};{ink(now.stroke_ink, 'stroke', now.opacity)};{now.stroke}")

    def _add(self, markup: str) -> None:
        if self._moved != (0.0, 0.0, 1.0, 1.0):
            self._place()
        self._out.append(markup)

    def _place(self) -> None:
        """Open a group for a move that has not been told yet."""
        x, y, across, down = self._moved
        if self._moved == (0.0, 0.0, 1.0, 1.0):
            return
        told = f"translate({number(x)} {number(y)})" if x or y else ""
        if across != 1 or down != 1:
            told += f"scale({across:.6g})" if across == down else f"scale({across:.6g} {down:.6g})"
        self._open(f'<g transform="{told}">')
        self._moved = (0.0, 0.0, 1.0, 1.0)

    def _clip(self, shape: str) -> None:
        self._place()
        name = self._sheet.defined(("clip", shape), lambda name: f'<clipPath id="{name}">{shape}</clipPath>')
        self._open(f'<g clip-path="url(#{name})">')

    def _open(self, group: str) -> None:
        self._out.append(group)
        self._now.opened += 1

    def _close(self, count: int) -> None:
        for _ in range(count):
            if self._out[-1].startswith("<g "):
                self._out.pop()  # nothing was drawn in it
            else:
                self._out.append("</g>")


def _stroke(pen: QPen) -> str:
    if pen.style() == Qt.PenStyle.NoPen:
        return ""
    width = pen.widthF()
    made = [f"stroke-width:{number(width)}"]
    if pen.style() != Qt.PenStyle.SolidLine:
        dashes = " ".join(number(part * max(width, 1e-6)) for part in pen.dashPattern())
        made.append(f"stroke-dasharray:{dashes}")
    cap = _CAPS.get(pen.capStyle())
    if cap:
        made.append(f"stroke-linecap:{cap}")
    if pen.joinStyle() == Qt.PenJoinStyle.RoundJoin:
        made.append("stroke-linejoin:round")
    return ";".join(made)


def _fine(path: QPainterPath) -> str:
    """An outline of the unit square, a hundred times as large so that two digits are enough."""
    from PySide6.QtGui import QTransform

    return path_data(QTransform.fromScale(100, 100).map(path))


def _parts(rect: QRectF) -> tuple[float, float, float, float]:
    return rect.x(), rect.y(), rect.width(), rect.height()


def _box(rect: QRectF) -> str:
    made = f'width="{number(rect.width())}" height="{number(rect.height())}"'
    if rect.left():
        made = f'x="{number(rect.left())}" ' + made
    return f'y="{number(rect.top())}" ' + made if rect.top() else made
