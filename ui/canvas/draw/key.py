"""The key to what is drawn around cards, with real numbers, and the drawing around a card itself.

The same functions draw on the board, in its floating legend and in an exported picture.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPen

from ui.canvas.draw.style import Style
from ui.canvas.draw.text import draw_fitted
from ui.pens import Pen

_RING = 7.0
_WIDEST = {"size": 20.0, "glow": 20.0}
_NARROWEST = {"size": 2.0, "glow": 7.0}
_LAYERS = 9
_PILL = 16.0
_PAD = 5.0
_ABOVE = 3.0
_TITLE, _LINE, _ROW = 18.0, 16.0, 24.0
_CARD = QSizeF(26, 10)
_SIGN = 56.0
_GAP = 6.0


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One line of a key: how a card looks, and what that stands for."""

    role: str
    strength: float
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Key:
    """What is shown on the board, in the words of the user."""

    look: str
    title: str
    term: str
    note: str
    rows: tuple[KeyRow, ...]

    def sentence(self) -> str:
        """All of it for those who hear it."""
        parts = [self.title, self.term, self.note, *(f"{row.label} {row.words}".strip() for row in self.rows)]
        return "; ".join(part for part in parts if part)


def extent_of(look: str, strength: float) -> float:
    """How far beyond its card a value reaches, in board units."""
    if look in _WIDEST:
        return _NARROWEST[look] + (_WIDEST[look] - _NARROWEST[look]) * strength
    return _RING


def draw_around(painter: Pen, box: QRectF, colour: QColor, look: str, reach: float, radius: float) -> None:
    """What lies around a card, which is drawn over it afterwards."""
    painter.setPen(Qt.PenStyle.NoPen)
    if look == "glow":
        soft = QColor(colour)
        soft.setAlphaF(0.17)
        painter.setBrush(soft)
        for layer in range(_LAYERS, 0, -1):
            _draw_grown(painter, box, reach * layer / _LAYERS, radius)
        return
    inside = QColor(colour)
    if look == "size":
        inside.setAlphaF(0.3)
        painter.setPen(QPen(colour, 1.25))
    painter.setBrush(inside)
    _draw_grown(painter, box, reach, radius)


def _draw_grown(painter: Pen, box: QRectF, reach: float, radius: float) -> None:
    painter.drawRoundedRect(box.adjusted(-reach, -reach, reach, reach), radius + reach, radius + reach)


def draw_label(painter: Pen, corner: QPointF, words: str, style: Style) -> None:
    """A few letters in a pill that stands on the upper left corner of a card, outside of it."""
    font = style.font("badge")
    fitted = style.fit(words, font, 60, 1)
    wide = max(style.measure(font).horizontalAdvance(words) + 2 * _PAD, _PILL)
    pill = QRectF(corner.x() - _ABOVE, corner.y() - _PILL - 1, wide, _PILL)
    painter.setPen(QPen(style.colour("borderControl"), 1))
    painter.setBrush(style.colour("raised"))
    painter.drawRoundedRect(pill, _PILL / 2, _PILL / 2)
    painter.setPen(style.colour("text"))
    left = pill.left() + (wide - style.measure(font).horizontalAdvance(words)) / 2
    draw_fitted(painter, fitted, font, left, pill.top(), _PILL)


def key_size(key: Key, style: Style, width: float = 0.0) -> QSizeF:
    """The room that a key takes, at most `width` wide where one is given."""
    small, strong = style.measure(style.font("small")), style.measure(style.font("bodyStrong"))
    wide = [strong.horizontalAdvance(key.title)]
    wide += [small.horizontalAdvance(words) for words in (key.term, *_notes(key))]
    wide += [_SIGN + small.horizontalAdvance(row.words) for row in key.rows]
    most = max(wide) + 2
    lines = (1 if key.term else 0) + len(_notes(key))
    high = _TITLE + lines * _LINE + (_GAP if key.rows else 0) + len(key.rows) * _ROW
    return QSizeF(min(most, width) if width else most, high)


def draw_key(painter: Pen, key: Key, style: Style, at: QPointF, width: float) -> None:
    """Draw a key with its upper left corner at a point."""
    y = at.y()
    _draw_words(painter, key.title, style, "bodyStrong", "text", QPointF(at.x(), y), width, _TITLE)
    y += _TITLE
    for words in (key.term, *_notes(key)):
        if words:
            _draw_words(painter, words, style, "small", "text2", QPointF(at.x(), y), width, _LINE)
            y += _LINE
    y += _GAP
    for row in key.rows:
        _draw_sign(painter, row, key.look, style, QRectF(at.x(), y, _SIGN, _ROW))
        place = QPointF(at.x() + _SIGN, y + (_ROW - _LINE) / 2)
        _draw_words(painter, row.words, style, "small", "text", place, width - _SIGN, _LINE)
        y += _ROW


def _draw_sign(painter: Pen, row: KeyRow, look: str, style: Style, box: QRectF) -> None:
    """A little card as it stands on the board."""
    card = QRectF(QPointF(box.left() + 10, box.center().y() - _CARD.height() / 2), _CARD)
    if row.role:
        reach = extent_of(look, row.strength) * 0.42
        draw_around(painter, card, style.colour(row.role), look, max(reach, 1.2), 2)
    painter.setPen(QPen(style.colour("border"), 1))
    painter.setBrush(style.colour("card"))
    painter.drawRoundedRect(card, 2, 2)
    if row.label:
        font = style.font("badge")
        painter.setPen(style.colour("text"))
        wide = style.measure(font).horizontalAdvance(row.label)
        left, top = card.center().x() - wide / 2, box.center().y() - _PILL / 2
        draw_fitted(painter, style.fit(row.label, font, 60, 1), font, left, top, _PILL)


def _notes(key: Key) -> list[str]:
    return key.note.split("\n") if key.note else []


def _draw_words(
    painter: Pen, words: str, style: Style, role: str, ink: str, at: QPointF, width: float, line: float
) -> None:
    font = style.font(role)
    painter.setPen(style.colour(ink))
    draw_fitted(painter, style.fit(words, font, width, 1), font, at.x(), at.y(), line)
