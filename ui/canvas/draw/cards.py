"""Cards, drawn on any painter: the window's sprites, pictures, print.

`draw_card` draws in board units with the card's top left corner at the origin. How much is drawn hangs
on the scale at which it will be read (tokens' zoom levels); below full size the words keep their size
on the screen and are laid out in the box that is left. Nothing but the shadow leaves the box.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.canvas.cards import Card, CardState
from ui.canvas.draw.body import draw_body, is_note, radius_of
from ui.canvas.draw.marks import (
    GRADE_CELL,
    GRADE_HEIGHT,
    SMALL_BADGE,
    badge_width,
    draw_badge,
    draw_grade,
    draw_mark,
    draw_small_badge,
    grade_width,
    mark_size,
    small_badge_width,
)
from ui.canvas.draw.picture import draw_picture, picture_box
from ui.canvas.draw.style import Style
from ui.canvas.draw.text import Fitted, draw_fitted, line_boxes
from ui.canvas.view import Tier, tier_of
from ui.icons import draw_icon
from ui.pens import Pen

PAD = 12.0
MARK = 26.0
"""Side of the kind's mark on a full card."""
_SMALL = 140.0
"""Cards narrower than this have a smaller mark."""
_KIND_HEIGHT = 14.0
_LINE = 18.0
_QUOTE_LINE = 19.0
_SMALL_ICON = 13.0
_MOST_LINES = 14
_ENOUGH_LINES = 3
_META_BELOW = 9.5
_META_ROOM = _META_BELOW + GRADE_HEIGHT + 4
_BELOW = 9.0
_BADGE_LEFT = 4.0
_NARROW = 132.0
"""Compact cards narrower than this, in screen px, spend less on mark and padding."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text in its place on a card."""

    fitted: Fitted
    role: str
    weight: int
    size: int
    left: float
    top: float
    line: float

    @property
    def bottom(self) -> float:
        """Where the block ends."""
        return self.top + len(self.fitted.lines) * self.line


def draw_card(
    painter: Pen, card: Card, style: Style, state: CardState = CardState.REST, scale: float = 1.0
) -> None:
    """Draw a card at the origin in board units, as it is read at `scale`."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    if state & CardState.DIMMED:
        painter.setOpacity(painter.opacity() * style.theme.metrics["card"]["dimmedOpacity"])
    tier = tier_of(scale)
    if tier <= Tier.GLYPH:
        _draw_far(painter, card, style, scale)
    else:
        draw_body(painter, card, style, state, scale)
        # letters of some scripts, and piled up accents, are taller than any line
        painter.setClipRect(QRectF(0, 0, card.width, card.height), Qt.ClipOperation.IntersectClip)
        if tier == Tier.FULL:
            _draw_full(painter, card, style)
        else:
            _draw_compact(painter, card, style, scale)
        if state & CardState.FALLEN:
            draw_strike(painter, card, style, scale)
    painter.restore()


def draw_strike(painter: Pen, card: Card, style: Style, scale: float = 1.0) -> None:
    """Strike the title of a card through."""
    if tier_of(scale) <= Tier.GLYPH:
        return
    full = tier_of(scale) == Tier.FULL
    unit = 1.0 if full else scale
    block = title_block(card, style) if full else compact_title(card, style, scale)
    painter.setPen(QPen(style.colour("text"), 1.6 / unit))
    for box in line_boxes(block.fitted, block.left, block.top, block.line):
        y = (box.center().y() + 0.5) / unit
        painter.drawLine(QPointF(box.left() / unit, y), QPointF(box.right() / unit, y))


def title_block(card: Card, style: Style) -> Block:
    """The title, or what stands for it, on a full card."""
    box = _text_box(card, style)
    if is_note(card) and not (card.title and card.body):
        return _block(card.title or card.body or untitled(), style, "body", box, _LINE)
    if not card.title and card.body:
        return _body_block(card, style, box)
    return _block(card.title or untitled(), style, "cardTitle", box, _LINE)


def compact_title(card: Card, style: Style, scale: float) -> Block:
    """The title on a compact card, in screen px."""
    width, height = card.width * scale, card.height * scale
    pad, mark = _compact_pad(width), _compact_mark(width, height)
    indent = pad if is_note(card) else pad + mark + (5 if width < _NARROW else 7)
    if _has_compact_badge(card, width, height) and card.badge is not None:
        indent = max(indent, small_badge_width(card.badge, style) + _BADGE_LEFT + 4)
    right = pad + (grade_width(card.grade, 15.0) + 4 if _has_compact_grade(card, width) else 0)
    line = 15.0
    lines = max(1, min(4, int((height - 4) // line)))
    font = style.font("bodyStrong", size=12)
    room = width - indent - right
    text = style.whole_words(card.title or card.body or untitled(), font, room)
    fitted = style.fit(text, font, room, lines)
    top = (height - len(fitted.lines) * line) / 2
    return Block(fitted, "bodyStrong", 0, 12, indent, top, line)


def untitled() -> str:
    """What stands for a title that was not given."""
    return QCoreApplication.translate("Card", "Untitled")


def _draw_full(painter: Pen, card: Card, style: Style) -> None:
    picture = picture_box(card)
    if picture is not None:
        draw_picture(painter, card, style, picture, radius_of(card, style))
    if not is_note(card) and (picture is None or not picture.is_thumbnail):
        side = _mark_side(card)
        top = (card.height - side) / 2 if _is_low(card) else _top(card)
        draw_mark(painter, card.kind, QRectF(PAD, top, side, side), style.theme)
    if not is_note(card) and not _is_low(card):
        _draw_kind_line(painter, card, style)
    block = title_block(card, style)
    painter.setPen(style.colour("text") if card.title or card.body else style.colour("text3"))
    _draw_block(painter, block, style)
    box = _text_box(card, style)
    if card.title and card.body:
        rest = QRectF(box.left(), block.bottom + 4, box.width(), box.bottom() - block.bottom - 4)
        if rest.height() >= _QUOTE_LINE:
            painter.setPen(style.colour("text2"))
            _draw_block(painter, _body_block(card, style, rest), style)
    _draw_marks(painter, card, style)
    if _has_meta(card, style):
        _draw_meta(painter, card, style)


def _draw_kind_line(painter: Pen, card: Card, style: Style) -> None:
    left = _left(card)
    width = card.width - left - PAD - _marks_width(card)
    if not _has_meta(card, style) and card.grade:
        width -= grade_width(card.grade, GRADE_CELL) + 4
    font = style.font("caption")
    painter.setPen(style.ink(card))
    fitted = style.fit(card.kind_line, font, width, 1)
    draw_fitted(painter, fitted, font, left, _top(card), _KIND_HEIGHT)


def _draw_marks(painter: Pen, card: Card, style: Style) -> None:
    """The small icons at the top right: pinned, confidential, and the grade of a low card."""
    x = card.width - PAD
    top = _top(card)
    if card.grade and not _has_meta(card, style) and (_has_low_grade(card) or not _is_low(card)):
        x -= grade_width(card.grade, GRADE_CELL)
        y = top - 2 if not _is_low(card) else (card.height - GRADE_HEIGHT) / 2
        draw_grade(painter, card.grade, QPointF(x, y), style)
        x -= 4
    for name in _mark_icons(card):
        x -= _SMALL_ICON
        draw_icon(painter, name, QRectF(x, top + 0.5, _SMALL_ICON, _SMALL_ICON), style.colour("text3"))
        x -= 3


def _draw_meta(painter: Pen, card: Card, style: Style) -> None:
    """The bottom row: what a claim rests on or how many links there are, and the grade."""
    left, y = _left(card), card.height - _META_BELOW - GRADE_HEIGHT
    right = card.width - PAD
    if card.grade:
        right -= grade_width(card.grade, GRADE_CELL)
        draw_grade(painter, card.grade, QPointF(right, y), style)
        right -= 6
    if card.badge is not None:
        width = badge_width(card.badge, style, right - left)
        if width:
            draw_badge(painter, card.badge, QRectF(left, y - 1, width, GRADE_HEIGHT + 2), style)
        return
    if card.links and right - left > 34:
        icon = QRectF(left, y + (GRADE_HEIGHT - _SMALL_ICON) / 2, _SMALL_ICON, _SMALL_ICON)
        draw_icon(painter, "link-2", icon, style.colour("text3"))
        font = style.font("small")
        painter.setPen(style.colour("text2"))
        count = style.fit(f"{card.links:,}", font, right - left - 18, 1)
        draw_fitted(painter, count, font, left + 18, y, GRADE_HEIGHT)


def _draw_compact(painter: Pen, card: Card, style: Style, scale: float) -> None:
    painter.save()
    painter.scale(1 / scale, 1 / scale)
    width, height = card.width * scale, card.height * scale
    pad, mark = _compact_pad(width), _compact_mark(width, height)
    if card.badge is not None and _has_compact_badge(card, width, height):
        # the badge stands under the mark, so that the title keeps its room
        mark = min(mark, 18.0)
        top = (height - mark - SMALL_BADGE - 2) / 2
        wide = small_badge_width(card.badge, style)
        middle = _BADGE_LEFT + wide / 2
        pad = max(middle - mark / 2, _BADGE_LEFT)
        draw_mark(painter, card.kind, QRectF(pad, top, mark, mark), style.theme)
        box = QRectF(_BADGE_LEFT, top + mark + 2, wide, SMALL_BADGE)
        draw_small_badge(painter, card.badge, box, style)
        pad = _compact_pad(width)
    elif not is_note(card):
        draw_mark(painter, card.kind, QRectF(pad, (height - mark) / 2, mark, mark), style.theme)
    block = compact_title(card, style, scale)
    painter.setPen(style.colour("text") if card.title or card.body else style.colour("text3"))
    _draw_block(painter, block, style)
    if _has_compact_grade(card, width):
        x = width - pad - grade_width(card.grade, 15.0)
        draw_grade(painter, card.grade, QPointF(x, (height - 16) / 2), style, 15.0, 16.0)
    painter.restore()


def _draw_far(painter: Pen, card: Card, style: Style, scale: float) -> None:
    """The mark alone, with the title under it while there is room."""
    side = mark_size(card.height, scale) / scale
    centre = QPointF(card.width / 2, card.height / 2)
    box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    draw_mark(painter, card.kind, box, style.theme, with_icon=side * scale >= 14)


def _body_block(card: Card, style: Style, box: QRectF) -> Block:
    """The item's text: a source's own words in the quoting face, the analyst's in the plain one."""
    return _block(card.body, style, "quote" if card.is_quote else "body", box, _QUOTE_LINE)


def _block(text: str, style: Style, role: str, box: QRectF, line: float) -> Block:
    fitted = style.fit(text, style.font(role), box.width(), _lines(box.height(), line))
    return Block(fitted, role, 0, 0, box.left(), box.top(), line)


def _draw_block(painter: Pen, block: Block, style: Style) -> None:
    font = style.font(block.role, block.weight, block.size)
    draw_fitted(painter, block.fitted, font, block.left, block.top, block.line)


def _text_box(card: Card, style: Style) -> QRectF:
    """Where title and body go on a full card."""
    if is_note(card):
        return QRectF(PAD, 9, card.width - 2 * PAD, card.height - 18)
    left = _left(card)
    if _is_low(card):
        right = PAD + (grade_width(card.grade, GRADE_CELL) + 6 if _has_low_grade(card) else 0)
        return QRectF(left, (card.height - _LINE) / 2, card.width - left - right, _LINE)
    top = _top(card) + _KIND_HEIGHT + 1
    bottom = card.height - (_META_ROOM if _has_meta(card, style) else _BELOW)
    return QRectF(left, top, card.width - left - PAD, bottom - top)


def _left(card: Card) -> float:
    picture = picture_box(card)
    if picture is not None and picture.is_thumbnail:
        return picture.box.right() + 10
    return PAD + _mark_side(card) + (10.0 if card.width >= _SMALL else 6.0)


def _mark_side(card: Card) -> float:
    """The side of the kind's mark on a full card."""
    return MARK if card.width >= _SMALL and not _is_low(card) else 18.0


def _top(card: Card) -> float:
    picture = picture_box(card)
    return PAD if picture is None or picture.is_thumbnail else picture.box.bottom() + 9


def _is_low(card: Card) -> bool:
    """Whether there is no room for a kind line: collapsed cards."""
    return card.height < 46


def _has_low_grade(card: Card) -> bool:
    return bool(card.grade) and card.width >= _SMALL


def _has_meta(card: Card, style: Style) -> bool:
    """Whether a card has its bottom row; a title that needs the room goes before a mere count."""
    room = card.height - _top(card)
    if room < 66 or is_note(card) or not (card.badge or card.links or card.grade):
        return False
    return card.badge is not None or not _is_cut(card, style, room)


def _is_cut(card: Card, style: Style, room: float) -> bool:
    """Whether the title would show more were there no bottom row."""
    width = card.width - _left(card) - PAD
    with_row, alone = (_lines(room - _KIND_HEIGHT - 1 - below) for below in (_META_ROOM, _BELOW))
    if with_row >= _ENOUGH_LINES:
        return False
    needed = len(style.fit(card.title or card.body, style.font("cardTitle"), width, alone).lines)
    return needed > with_row


def _lines(height: float, line: float = _LINE) -> int:
    # a line may stick out a little where the padding below takes it
    return max(min(int((height + 3) // line), _MOST_LINES), 1 if height >= line - 5 else 0)


def _mark_icons(card: Card) -> list[str]:
    icons = ["pin"] if card.is_pinned else []
    return [*icons, "eye-off"] if card.is_confidential else icons


def _marks_width(card: Card) -> float:
    return len(_mark_icons(card)) * (_SMALL_ICON + 3)


def _compact_pad(width: float) -> float:
    return 6.0 if width < _NARROW else 8.0


def _compact_mark(width: float, height: float) -> float:
    return min(16.0 if width < _NARROW else 22.0, height - 10)


def _has_compact_badge(card: Card, width: float, height: float) -> bool:
    return card.badge is not None and width >= 96 and height >= 36


def _has_compact_grade(card: Card, width: float) -> bool:
    return bool(card.grade) and width >= 104
