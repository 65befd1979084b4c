"""Pictures as files, previews and pages. Drawing knows no disk: this is the door between the two.

All but `Preview` is called in the worker process, with nothing but plain records and numbers.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from ui import render
from ui.dialogs.parcel import Parcel
from ui.paper import Spread
from ui.render import Request
from ui.worker import Bulk, Refused, Report, sentence_of

KINDS = ("png", "svg", "pdf")
MOST_COPIED = 4_000
"""The longer side in pixels of a picture that is copied."""
COPIED_SCALE = 2.0
PRINTED = 300
"""Dots an inch of what is printed."""
_MOST_IN_FULL = 800
"""Cards up to which a preview shows each with all its words."""
STRIP = 160
"""Rows of a printed sheet that are handed to the printer at a time."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A small picture of what an export would make, and its measures."""

    png: bytes
    width: float
    """In px at 100 %."""
    height: float
    spread: Spread
    extent: tuple[float, float, float, float] | None
    """Of the board, which need not be measured again."""


def export_png(wanted: Request, path: str, report: Report) -> tuple[int, int]:
    """Write the picture to a file as PNG, whole or not at all; returns its width and height."""
    return export_picture(wanted, "png", path, report)


def export_parcel(parcel: Parcel, kind: str, path: str, report: Report) -> tuple[int, int]:
    """The same as `export_picture`."""
    return export_picture(parcel.opened(), kind, path, report)


def export_picture(wanted: Request, kind: str, path: str, report: Report) -> tuple[int, int]:
    """Write the picture to a file of a kind, whole or not at all; returns its size in px or in sheets."""
    from storage import CaseError, replacing

    try:
        with replacing(Path(path)) as stream:
            if kind == "png":
                return render.write_png(wanted, stream, report)
            from ui import vector

            return (vector.write_svg if kind == "svg" else vector.write_pdf)(wanted, stream, report)
    except CaseError as error:
        found = sentence_of(error)
        raise Refused(found.words, **found.values) from None


def preview(parcel: Parcel, most: tuple[int, int], report: Report) -> Preview:
    """What the picture will look like, within so many pixels; Refused where it cannot be made."""
    from ui import vector

    render.application()
    wanted = parcel.opened()
    drawing = render.drawing_of(wanted)
    wanted = render.measured(wanted, drawing)
    spread = vector.spread_of(wanted, drawing)
    if len(wanted.cards) <= _MOST_IN_FULL:
        final = wanted.width / drawing.width if wanted.width else wanted.scale
        wanted = replace(wanted, read_as=1.0 if wanted.page.paper else final)
    if not wanted.page.paper:
        scale = min(most[0] / drawing.width, most[1] / drawing.height)
        small = replace(wanted, width=max(round(drawing.width * scale), 16))
        return Preview(render.png_bytes(small, report), drawing.width, drawing.height, spread, wanted.extent)
    whole = vector.whole_size(spread)
    scale = min(most[0] / whole[0], most[1] / whole[1])
    small = replace(wanted, width=max(round(spread.drawn[0] * scale), 16))
    picture = QImage.fromData(render.png_bytes(small, report))
    return Preview(
        _png(_on_paper(picture, spread, scale)), drawing.width, drawing.height, spread, wanted.extent
    )


def copied(parcel: Parcel, report: Report) -> Bulk:
    """The picture for the clipboard, as PNG and as SVG."""
    from ui import vector

    render.application()
    wanted = parcel.opened()
    drawing = render.drawing_of(wanted)
    wanted = render.measured(wanted, drawing)
    scale = min(COPIED_SCALE, MOST_COPIED / max(drawing.width, drawing.height))
    sized = replace(wanted, scale=scale, width=0)
    stream = io.BytesIO()
    vector.write_svg(replace(wanted, scale=1.0, width=0), stream, report)
    return Bulk((render.png_bytes(sized, report), stream.getvalue()))


def printed_sheet(parcel: Parcel, number: int, report: Report) -> tuple[int, list[bytes]]:
    """One sheet in strips from top to bottom, and how many sheets there are."""
    from ui import vector
    from ui.drawing import WordPainter

    render.application()
    wanted = parcel.opened()
    drawing = render.drawing_of(wanted)
    spread = vector.spread_of(wanted, drawing)
    sheet = list(spread.sheets())[number]
    dots = PRINTED / 25.4
    wide, high = spread.size
    image = QImage(round(wide * dots), round(high * dots), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = WordPainter(image)
    try:
        vector.draw_sheet(
            painter, drawing, spread, sheet, dots, lambda part: report("Drawing", int(part * 100), 100)
        )
    finally:
        painter.leave()
    tops = range(0, image.height(), STRIP)
    return spread.count, [_png(image.copy(0, top, image.width(), STRIP)) for top in tops]


def _on_paper(picture: QImage, spread: Spread, scale: float) -> QImage:
    """The picture cut into sheets that lie beside one another."""
    from ui import vector

    whole = vector.whole_size(spread)
    made = QImage(round(whole[0] * scale), round(whole[1] * scale), QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(0)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.scale(scale, scale)
    left, top = spread.corner()
    unit = picture.width() / spread.drawn[0]
    for sheet in spread.sheets():
        x = sheet.column * (spread.size[0] + vector.GAP)
        y = sheet.row * (spread.size[1] + vector.GAP)
        painter.fillRect(QRectF(x, y, *spread.size), 0xFFFFFFFF)
        part = QRectF(0, 0, *spread.drawn).intersected(QRectF(sheet.left, sheet.top, *spread.inside))
        source = QRectF(part.topLeft() * unit, part.size() * unit)
        painter.drawImage(part.translated(x + left - sheet.left, y + top - sheet.top), picture, source)
    painter.end()
    return made


def _png(image: QImage) -> bytes:
    """A picture that stays in the program as PNG, packed lightly."""
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "png", 90)  # type: ignore[call-overload]  # bytes in the stubs
    return bytes(buffer.data().data())
