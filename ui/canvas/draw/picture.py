"""Pictures on cards: a banner on a tall card, a thumbnail in place of the mark on a low one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen

from ui.canvas.cards import Card
from ui.canvas.draw.marks import draw_mark
from ui.canvas.draw.style import Style
from ui.icons import draw_icon
from ui.pens import Pen

_TEXT_ROOM = 84.0
"""What a banner leaves for the words below it."""
_LEAST_BANNER = 56.0
_MOST_THUMBNAIL = 64.0
_INSET = 10.0


@dataclass(frozen=True, slots=True)
class PictureBox:
    """Where a card's picture stands."""

    box: QRectF
    is_thumbnail: bool


def picture_box(card: Card) -> PictureBox | None:
    """Where the picture stands on a full card, or None when there is none or no room."""
    if not card.picture or card.height < 46 or card.kind.id == "note":
        return None
    if card.height - _TEXT_ROOM >= _LEAST_BANNER:
        return PictureBox(QRectF(1, 1, card.width - 2, card.height - _TEXT_ROOM), False)
    side = min(card.height - 2 * _INSET, _MOST_THUMBNAIL, card.width * 0.4)
    return PictureBox(QRectF(_INSET, (card.height - side) / 2, side, side), True)


def draw_picture(painter: Pen, card: Card, style: Style, place: PictureBox, radius: float) -> None:
    """Draw a card's picture, cut to fill its place; a mark where it cannot be shown."""
    picture = style.picture_of(card.picture) if style.picture_of is not None else None
    clip = QPainterPath()
    if place.is_thumbnail:
        clip.addRoundedRect(place.box, 6, 6)
    else:
        clip.addRoundedRect(place.box.adjusted(0, 0, 0, radius), radius - 1, radius - 1)
        below = QPainterPath()
        below.addRect(place.box)
        clip = clip.intersected(below)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("sunken"))
    painter.drawPath(clip)
    if isinstance(picture, QImage):
        painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place.box, picture, _filling(picture, place.box))
    else:
        side = min(20.0, place.box.height() - 8)
        box = QRectF(0, 0, side, side)
        box.moveCenter(place.box.center())
        draw_icon(painter, "image" if picture is None else "ban", box, style.colour("text3"))
    painter.restore()
    if place.is_thumbnail:
        mark = QRectF(place.box.right() - 12, place.box.bottom() - 12, 16, 16)
        painter.setPen(QPen(style.colour("card"), 2))
        draw_mark(painter, card.kind, mark, style.theme)


def _filling(picture: QImage, box: QRectF) -> QRectF:
    """The middle part of a picture that has the shape of a box; of a tall one, nearer its top."""
    width, height = float(picture.width()), float(picture.height())
    shape = box.width() / max(box.height(), 1.0)
    if width / max(height, 1.0) > shape:
        part = height * shape
        return QRectF((width - part) / 2, 0, part, height)
    part = width / shape
    return QRectF(0, (height - part) * 0.3, width, part)
