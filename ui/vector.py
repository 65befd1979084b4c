"""Boards as files of lines and words: SVG, and PDF on a page of its own size, one sheet, or many.

Qt writes the PDF and embeds the letters that are used. What it adds of its own (its name, the time, a
random number) is taken out again, so that the same picture is the same bytes and says nothing but what
is seen. docs/adr/0011 says why SVG is not left to Qt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QHashSeed, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen

from ui.canvas.draw.text import draw_fitted
from ui.drawing import Drawing, Tell, WordPainter
from ui.paper import Sheet, Spread, TooManySheets, spread
from ui.render import Request, application, drawing_of
from ui.svg import SvgSheet
from ui.svg_pen import SvgPen
from ui.worker import Refused, Report

_DOTS = 1200
"""Dots an inch: how finely Qt rounds what it writes into a PDF."""
_INCH = 25.4
_MARK = 5.0
"""Length of a cutting mark in mm, and what it keeps clear of the picture."""
_CLEAR = 1.5
_PARTS = 1000
_LETTERS = re.compile(rb"(?s)beginbfrange\n.*?endbfrange")
_TAB = re.compile(rb"<0009>|<00a0>|<00A0>")
GAP = 8.0
"""Between sheets that are shown beside one another, in mm."""


def write_svg(wanted: Request, stream: BinaryIO, report: Report) -> tuple[int, int]:
    """Write the picture as SVG; returns its width and height in px."""
    application()
    report("Drawing", 0, 0)
    drawing = drawing_of(wanted, is_vector=True)
    scale = wanted.width / drawing.width if wanted.width else wanted.scale
    sheet = SvgSheet()
    pen = SvgPen(sheet)
    if not drawing.look.is_transparent:
        pen.fillRect(QRectF(0, 0, drawing.width, drawing.height), drawing.style.colour("canvas"))
    drawing.draw(pen, QRectF(0, 0, drawing.width, drawing.height), 1.0, _telling(report))
    pen.finish()
    size = (drawing.width * scale, drawing.height * scale)
    sheet.write(stream, size, (drawing.width, drawing.height))
    return round(size[0]), round(size[1])


def write_pdf(wanted: Request, stream: BinaryIO, report: Report) -> tuple[int, int]:
    """Write the picture as PDF; returns how many sheets it has, across and down."""
    application()
    report("Drawing", 0, 0)
    drawing = drawing_of(wanted, is_vector=True)
    spread = spread_of(wanted, drawing)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    with _same_order():
        writer = QPdfWriter(buffer)
        writer.setResolution(_DOTS)
        writer.setTitle("")
        writer.setCreator("")
        writer.setPageLayout(_layout(spread))
        painter = WordPainter(writer)
        try:
            for number, sheet in enumerate(spread.sheets()):
                if number:
                    writer.newPage()
                draw_sheet(painter, drawing, spread, sheet, _DOTS / _INCH, _telling(report, number, spread))
        finally:
            painter.leave()
        del painter, writer
    stream.write(bare_pdf(bytes(buffer.data().data())))
    report("Drawing", _PARTS, _PARTS)
    return spread.columns, spread.rows


def spread_of(wanted: Request, drawing: Drawing) -> Spread:
    """How the picture lies on its paper. Raises Refused for a poster of too many sheets."""
    scale = wanted.width / drawing.width if wanted.width else wanted.scale
    try:
        return spread(wanted.page, drawing.width, drawing.height, scale)
    except TooManySheets as error:
        raise Refused(
            "The poster would have {count} sheets. Choose fewer beside one another.", count=error.count
        ) from None


def whole_size(spread: Spread) -> tuple[float, float]:
    """Width and height in mm of all sheets laid beside one another with a gap."""
    wide, high = spread.size
    return spread.columns * (wide + GAP) - GAP, spread.rows * (high + GAP) - GAP


def draw_sheet(
    painter: WordPainter, drawing: Drawing, spread: Spread, sheet: Sheet, dots: float, tell: Tell
) -> None:
    """Draw one sheet with `dots` to a mm, the paper's corner at the origin."""
    painter.covered = None
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.scale(dots, dots)
    left, top = spread.corner()
    if not drawing.look.is_transparent and not spread.margin:
        painter.fillRect(QRectF(0, 0, *spread.size), drawing.style.colour("canvas"))
    shown = QRectF(0, 0, *spread.drawn).intersected(QRectF(sheet.left, sheet.top, sheet.width, sheet.height))
    painter.save()
    painter.translate(left - sheet.left, top - sheet.top)
    painter.setClipRect(shown)
    if not drawing.look.is_transparent and spread.margin:
        painter.fillRect(shown, drawing.style.colour("canvas"))
    painter.scale(spread.scale, spread.scale)
    seen = QRectF(shown.topLeft() / spread.scale, shown.size() / spread.scale)
    drawing.draw(painter, seen, 1.0, tell)
    painter.restore()
    if spread.is_poster:
        _draw_marks(painter, shown.translated(left - sheet.left, top - sheet.top))
        _draw_name(painter, drawing, spread, sheet)
    painter.restore()


def bare_pdf(data: bytes) -> bytes:
    """A PDF of Qt's without its name, times and random numbers, every byte else in its place."""
    data = re.sub(rb"(?s)(?<=\n1 0 obj\n)<<\n/Title .*?>>(?=\nendobj)", _blank_dictionary, data, count=1)
    data = re.sub(rb"(?s)(?<=<\?xpacket).*?(?=\?>\s*endstream)", _spaces, data, count=1)
    data = re.sub(rb"(?s)<\?xpacket.*?\?>(?=\s*endstream)", _spaces, data, count=1)
    data = re.sub(rb"/Metadata \d+ 0 R", _spaces, data, count=1)
    data = re.sub(rb"/Info 1 0 R|/ID \[[^\]]*\]", _spaces, data)
    return _LETTERS.sub(_plain_spaces, data)


def _plain_spaces(found: re.Match[bytes]) -> bytes:
    """What glyphs stand for: a space is a space, and not the tab that looks like it."""
    return re.sub(rb"\[[^\]]*\]", lambda letters: _TAB.sub(b"<0020>", letters.group()), found.group())


def _spaces(found: re.Match[bytes]) -> bytes:
    return b" " * len(found.group())


def _blank_dictionary(found: re.Match[bytes]) -> bytes:
    return b"<<" + b" " * (len(found.group()) - 4) + b">>"


@contextmanager
def _same_order() -> Iterator[None]:
    """Fonts come in the order of a hash table; let it be the same every time."""
    QHashSeed.setDeterministicGlobalSeed()
    try:
        yield
    finally:
        QHashSeed.resetRandomGlobalSeed()


def _layout(spread: Spread) -> QPageLayout:
    points = QSizeF(*(side / _INCH * 72 for side in spread.size))
    size = QPageSize(points, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0))


def _draw_marks(painter: QPainter, box: QRectF) -> None:
    """Short lines beyond each corner of what a sheet shows."""
    painter.setPen(QPen(QColor(Qt.GlobalColor.black), 0.15, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for x, way_x in ((box.left(), -1), (box.right(), 1)):
        for y, way_y in ((box.top(), -1), (box.bottom(), 1)):
            painter.drawLine(QPointF(x + way_x * _CLEAR, y), QPointF(x + way_x * (_CLEAR + _MARK), y))
            painter.drawLine(QPointF(x, y + way_y * _CLEAR), QPointF(x, y + way_y * (_CLEAR + _MARK)))


def _draw_name(painter: WordPainter, drawing: Drawing, spread: Spread, sheet: Sheet) -> None:
    """Which sheet it is, in the lower margin: B3 of 4 by 5."""
    font = drawing.style.font("small")
    words = f"{sheet.name}  ({spread.columns} × {spread.rows})"
    painter.save()
    painter.translate(spread.size[0] / 2, spread.size[1] - spread.margin)
    painter.scale(0.25, 0.25)
    fitted = drawing.style.fit(words, font, 200, 1)
    painter.setPen(QColor(Qt.GlobalColor.black))
    draw_fitted(painter, fitted, font, -fitted.widths[0] / 2, 10, 18)
    painter.restore()


def _telling(report: Report, number: int = 0, spread: Spread | None = None) -> Tell:
    count = spread.count if spread is not None else 1
    return lambda part: report("Drawing", int((number + part) / count * (_PARTS - 1)), _PARTS)
