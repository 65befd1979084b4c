"""How findings look in panels: the badge as on the card, the support bar, and rows for and against."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from board.evidence.support import Support
from board.records import LinkKind
from ui.canvas.cards import Badge
from ui.canvas.draw import draw_badge, draw_grade, draw_link_sample
from ui.canvas.draw.marks import GRADE_CELL, GRADE_HEIGHT, badge_width, grade_width
from ui.canvas.draw.style import Style
from ui.style import Look, dressed
from ui.widgets import tip

THIRDS = (1 / 3, 2 / 3)
_BAR = 8
_SAMPLE = 34
_WIDEST = 300.0


class BadgeLabel(QWidget):
    """What a claim rests on, drawn as on its card."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._badge: Badge | None = None
        self._style = Style(look.theme)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._on_theme)

    def show_badge(self, badge: Badge | None) -> None:
        """Show another badge, its marks left to the lines below it."""
        plain = None if badge is None else replace(badge, is_contradicted=False, has_hint=False)
        if plain != self._badge:
            self._badge = plain
            self.setAccessibleName(plain.words if plain else "")
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._look.px(self._width(_WIDEST) + 1), self._look.px(GRADE_HEIGHT + 4))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(self._width(0) + 1), self._look.px(GRADE_HEIGHT + 4))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        scale = self._look.scale
        room = self.width() / scale
        width = self._width(room)
        if self._badge is None or not width:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        draw_badge(painter, self._badge, QRectF(room - width, 1, width, GRADE_HEIGHT + 2), self._style)
        painter.end()

    def _width(self, room: float) -> float:
        """The width of the fullest form that the room takes, and of the short one where it takes none."""
        if self._badge is None:
            return 0.0
        short = replace(self._badge, words="")
        return badge_width(self._badge, self._style, room) or badge_width(short, self._style, _WIDEST)

    def _on_theme(self) -> None:
        self._style = Style(self._look.theme)
        self.updateGeometry()
        self.update()


class SupportBar(QWidget):
    """A support range from nought to one: filled up to its low end, hatched up to its high end."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._range = Support(0.0, 0.0)
        self.setFixedHeight(look.px(_BAR + 8))
        self.setMinimumWidth(look.px(80))
        look.changed.connect(self.update)

    def show_range(self, support: Support, words: str, grades: str) -> None:
        """Show another range; `words` say it, `grades` which grades it comes from."""
        self._range = support
        self.setAccessibleName(words)
        self.setToolTip(tip(grades))
        self.setAccessibleDescription(grades)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look = self._look.theme, self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(0.5, look.px(4) + 0.5, self.width() - 1, look.px(_BAR) - 1)
        radius = track.height() / 2
        painter.setPen(QPen(theme.colour("borderControl"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(track, radius, radius)
        inside = QPainterPath()
        inside.addRoundedRect(track, radius, radius)
        painter.save()
        painter.setClipPath(inside)
        low, high = self._range.low, self._range.high
        filled = QRectF(track.left(), track.top(), track.width() * low, track.height())
        painter.fillRect(filled, theme.colour("text2"))
        open_part = QRectF(filled.right(), track.top(), track.width() * (high - low), track.height())
        _hatch(painter, open_part, theme.colour("text2"))
        painter.restore()
        painter.setPen(QPen(theme.colour("text2"), 1.4))
        for end in {low, high} - {0.0, 1.0}:
            x = track.left() + track.width() * end
            painter.drawLine(round(x), round(track.top() - 3), round(x), round(track.bottom() + 3))
        painter.setPen(QPen(theme.colour("borderControl"), 1))
        for third in THIRDS:
            x = round(track.left() + track.width() * third)
            painter.drawLine(x, round(track.bottom()), x, round(track.bottom() + 3))
        painter.end()


class EvidenceRow(QPushButton):
    """A voice or claim that speaks for or against: how, who, and its grade; press it to go there."""

    def __init__(self, parent: QWidget, look: Look, kind: LinkKind, words: str, grade: str) -> None:
        super().__init__(parent)
        dressed(self, "row")
        self._look, self._kind, self._words, self._grade = look, kind, words, grade
        self._style = Style(look.theme)
        self.setAccessibleName(words)
        self.setMinimumHeight(look.px(26))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(80, self._look.px(26))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, theme, scale = self._look, self._look.theme, self._look.scale
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        edge, high = look.px(4), self.height()
        painter.save()
        painter.scale(scale, scale)
        draw_link_sample(painter, QRectF(4, 0, _SAMPLE, high / scale), self._kind, theme)
        room = self.width() / scale - 4
        if self._grade:
            wide = grade_width(self._grade, GRADE_CELL)
            at = QRectF(room - wide, (high / scale - GRADE_HEIGHT) / 2, wide, GRADE_HEIGHT)
            draw_grade(painter, self._grade, at.topLeft(), self._style)
            room -= wide + 6
        painter.restore()
        left = look.px(_SAMPLE + 12)
        painter.setPen(theme.colour("text"))
        painter.setFont(self.font())
        width = round(room * scale) - left - edge
        text = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(width, 10))
        box = QRectF(left, 0, width, high)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        painter.end()


def _hatch(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Slanting lines: it may reach as far as this, and nobody knows."""
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, 1.2))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(round(x), round(box.bottom()), round(x + box.height()), round(box.top()))
        x += 5
    painter.restore()
