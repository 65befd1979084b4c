"""Strangers' pictures, decoded in the worker process and nowhere else.

The format is told by the first bytes, never by the name, and only four are known: Qt's other readers
open what a picture refers to (SVG) or bring in half a PDF viewer. What comes back is pixels; comments,
positions and colour profiles stay behind.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from ui.worker import Refused, Report

MAX_PIXELS = 64_000_000
MAX_SIDE = 12_000
"""Pixels either way up to which a picture is decoded whole to cut a part out of it."""
TOO_LARGE = "The picture is larger than {count} MB."
TOO_MANY = "The picture has {count} million pixels; at most {most} million can be shown."
MAX_BYTES = 200_000_000
_MEGABYTES = 512
"""What Qt may allocate for one picture: 64 million pixels of 4 bytes, and as much while it scales."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


class Pixels(NamedTuple):
    """A decoded picture on its way between processes."""

    width: int
    height: int
    rgba: bytes
    """Rows of 4 bytes a pixel, premultiplied, without padding."""
    full_width: int
    full_height: int


def format_of(head: bytes) -> str:
    """png, jpeg, gif or webp by a file's first bytes; "" for anything else."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((name for magic, name in _MAGIC if head.startswith(magic)), "")


def decode(data: bytes, most_side: int, report: Report) -> Pixels:
    """The picture, no larger than `most_side` either way; raises Refused with a sentence."""
    report("Opening picture", 0, 0)
    kind = format_of(data[:16])
    if not kind:
        raise Refused("This is no PNG, JPEG, GIF or WebP picture.")
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE, count=MAX_BYTES // 1_000_000)
    QImageReader.setAllocationLimit(_MEGABYTES)
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    try:
        full, image = _read(reader, most_side)
    finally:
        # a reader must not outlive what it reads from
        del reader
        buffer.close()
    image = image.convertToFormat(QImage.Format.Format_RGBA8888_Premultiplied)
    return Pixels(image.width(), image.height(), _packed(image), full.width(), full.height())


def _packed(image: QImage) -> bytes:
    """Rows of 4 bytes a pixel without padding."""
    row, step, lines = image.width() * 4, image.bytesPerLine(), bytes(image.constBits())
    return lines if step == row else b"".join(lines[at : at + row] for at in range(0, len(lines), step))


def decode_part(
    data: bytes, area: tuple[float, float, float, float], most_side: int, report: Report
) -> Pixels:
    """A part of a picture (x, y, width, height in its own pixels) on white; raises Refused."""
    whole = decode(data, max(MAX_SIDE, most_side), report)
    image = image_of(whole)
    share = whole.width / max(whole.full_width, 1)
    x, y, wide, high = (round(side * share) for side in area)
    part = image.copy(QRect(x, y, max(wide, 1), max(high, 1)).intersected(image.rect()))
    if part.isNull():
        raise Refused("There is nothing of the picture there.")
    if max(part.width(), part.height()) > most_side:
        part = part.scaled(
            most_side,
            most_side,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    sheet = QImage(part.size(), QImage.Format.Format_RGBA8888_Premultiplied)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, part)
    painter.end()
    return Pixels(sheet.width(), sheet.height(), _packed(sheet), sheet.width(), sheet.height())


def image_of(pixels: Pixels) -> QImage:
    """The picture as Qt's image, which keeps its own copy of the pixels."""
    form = QImage.Format.Format_RGBA8888_Premultiplied
    return QImage(pixels.rgba, pixels.width, pixels.height, pixels.width * 4, form).copy()


def _read(reader: QImageReader, most_side: int) -> tuple[QSize, QImage]:
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isEmpty():
        raise Refused("The picture is damaged and cannot be shown.")
    if full.width() * full.height() > MAX_PIXELS:
        millions = full.width() * full.height() // 1_000_000
        most = MAX_PIXELS // 1_000_000
        raise Refused(TOO_MANY, count=millions, most=most)
    if max(full.width(), full.height()) > most_side:
        reader.setScaledSize(_within(full, most_side))
    image = reader.read()
    if image.isNull():
        raise Refused("The picture is damaged and cannot be shown.")
    if reader.transformation().value & 4:  # turned by a quarter: width and height change places
        full = full.transposed()
    return full, image


def _within(full: QSize, most_side: int) -> QSize:
    share = most_side / max(full.width(), full.height())
    return QSize(max(round(full.width() * share), 1), max(round(full.height() * share), 1))
