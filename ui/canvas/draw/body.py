"""The body of a card: shadow, face and border, and the fold of a note."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.canvas.cards import Card, CardState
from ui.canvas.draw.shadow import draw_patch, draw_rings
from ui.canvas.draw.style import Style
from ui.pens import Pen

_NOTE_RADIUS = 4.0


def is_note(card: Card) -> bool:
    """Whether a card is a note, which has a folded corner and no mark."""
    return card.kind.id == "note"


def face(card: Card, style: Style) -> tuple[QColor, QColor]:
    """The colours of a card's face and border."""
    if card.colour:
        token = style.theme.token(card.colour)
        return token.wash, token.edge
    if is_note(card):
        return style.colour("noteCard"), style.colour("noteBorder")
    return style.colour("card"), style.colour("border")


def radius_of(card: Card, style: Style, scale: float = 1.0) -> float:
    """The corner radius of a card in board units."""
    radius = _NOTE_RADIUS if is_note(card) else float(style.theme.metrics["radius"]["card"])
    return min(radius, 8.0 / scale if scale < 0.75 else radius, card.height / 2)


def draw_body(painter: Pen, card: Card, style: Style, state: CardState, scale: float) -> None:
    """Draw the body of a card at the origin in board units."""
    box = QRectF(0, 0, card.width, card.height)
    if not state & CardState.DIMMED:
        _draw_shadow(painter, card, style, state, scale)
    fill, edge = face(card, style)
    if state & CardState.DROP:
        fill = style.colour("accentSoft")
    width = min(1.0, 1.0 / scale) if scale >= 0.75 else 1.0 / scale
    pen = QPen(edge, width)
    if not card.is_lasting:
        pen = QPen(style.colour("accent"), 1.2 * width, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(fill)
    radius = radius_of(card, style, scale)
    inside = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    if is_note(card):
        painter.drawPath(_folded(inside, radius, min(12.0, card.height / 3)))
        _draw_fold(painter, inside, edge, min(12.0, card.height / 3))
    else:
        painter.drawRoundedRect(inside, radius, radius)


def _draw_shadow(painter: Pen, card: Card, style: Style, state: CardState, scale: float) -> None:
    kind, box = _shadow_state(card, state), QRectF(0, 0, card.width, card.height)
    if style.rings or not isinstance(painter, QPainter):
        radius = radius_of(card, style, scale)
        draw_rings(painter, style.theme.shadow(kind), box, radius, max(style.rings, 1))
        return
    ratio = min(max(scale * painter.device().devicePixelRatioF(), 0.5), 3.0)
    patch = style.shadow(kind, round(ratio * 2) / 2)
    if patch is not None:
        draw_patch(painter, patch, box)


def _shadow_state(card: Card, state: CardState) -> str:
    if not card.is_lasting:
        return "drag"
    return "hover" if state & CardState.HOVER else "card"


def _folded(box: QRectF, radius: float, fold: float) -> QPainterPath:
    """The outline of a note: its lower right corner is folded up."""
    path = QPainterPath(QPointF(box.left() + radius, box.top()))
    path.lineTo(box.right() - radius, box.top())
    path.quadTo(box.topRight(), QPointF(box.right(), box.top() + radius))
    path.lineTo(box.right(), box.bottom() - fold)
    path.lineTo(box.right() - fold, box.bottom())
    path.lineTo(box.left() + radius, box.bottom())
    path.quadTo(box.bottomLeft(), QPointF(box.left(), box.bottom() - radius))
    path.lineTo(box.left(), box.top() + radius)
    path.quadTo(box.topLeft(), QPointF(box.left() + radius, box.top()))
    return path


def _draw_fold(painter: Pen, box: QRectF, edge: QColor, fold: float) -> None:
    path = QPainterPath(QPointF(box.right(), box.bottom() - fold))
    path.lineTo(box.right() - fold, box.bottom() - fold)
    path.lineTo(box.right() - fold, box.bottom())
    path.closeSubpath()
    painter.setBrush(edge)
    painter.drawPath(path)
