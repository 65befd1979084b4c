"""Three small pictures at the foot of the start page: what a board of evidence shows that a list does not."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from board.kinds import ITEM_KINDS, LINK_KINDS
from ui.actions import marked
from ui.icons import draw_kind
from ui.style import Look, dressed
from ui.widgets import PlainLabel

_Spots = tuple[tuple[str, float, float], ...]
_Ties = tuple[tuple[int, int, str], ...]

LESSONS: tuple[tuple[str, str, _Spots, _Ties], ...] = (
    (
        marked("Lessons", "Three reports, one origin"),
        marked("Lessons", "Say where each report was had from, and repetition stops counting as proof."),
        (
            ("source", 0.1, 0.5),
            ("source", 0.45, 0.18),
            ("source", 0.45, 0.5),
            ("source", 0.45, 0.82),
            ("claim", 0.88, 0.5),
        ),
        (
            *((0, at, "voice_of") for at in (1, 2, 3)),
            *((at, 4, "reports") for at in (1, 2, 3)),
        ),
    ),
    (
        marked("Lessons", "For and against"),
        marked("Lessons", "Claims support or contradict each other in the open, and sources are graded."),
        (("claim", 0.14, 0.26), ("claim", 0.14, 0.74), ("claim", 0.85, 0.5)),
        ((0, 2, "supports"), (1, 2, "contradicts")),
    ),
    (
        marked("Lessons", "The same person everywhere"),
        marked("Lessons", "A card on several boards is one record: change it once, and it changes on all."),
        (
            ("person", 0.5, 0.5),
            ("organisation", 0.12, 0.24),
            ("event", 0.88, 0.24),
            ("place", 0.12, 0.78),
            ("file", 0.88, 0.78),
        ),
        ((0, 1, "member_of"), (0, 2, "took_part"), (0, 3, "located"), (0, 4, "wrote")),
    ),
)


class _Picture(QWidget):
    """Kinds and the lines between them."""

    def __init__(self, parent: QWidget, look: Look, spots: _Spots, ties: _Ties) -> None:
        super().__init__(parent)
        self._look, self._spots, self._ties = look, spots, ties
        self.setFixedHeight(look.px(104))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, side = self._look.theme, float(self._look.px(24))
        wide, high = self.width() - side, self.height() - side
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centres = [QPointF(side / 2 + x * wide, side / 2 + y * high) for _, x, y in self._spots]
        for tail, head, kind in self._ties:
            drawn = LINK_KINDS[kind]
            pen = QPen(theme.link_colour(drawn), drawn.width)
            if drawn.dash:
                pen.setDashPattern([part / drawn.width for part in drawn.dash])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            path = QPainterPath(centres[tail])
            bend = QPointF((centres[head].x() - centres[tail].x()) / 2, 0)
            path.cubicTo(centres[tail] + bend, centres[head] - bend, centres[head])
            painter.drawPath(path)
        for (kind, _, _), centre in zip(self._spots, centres, strict=True):
            box = QRectF(0, 0, side, side)
            box.moveCenter(centre)
            draw_kind(painter, ITEM_KINDS[kind], box, theme)
        painter.end()


class Lessons(QWidget):
    """The three, side by side."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(16))
        for title, words, spots, ties in LESSONS:
            box = dressed(QFrame(self), "lesson")
            column = QVBoxLayout(box)
            column.setContentsMargins(look.px(16), look.px(14), look.px(16), look.px(14))
            column.setSpacing(look.px(4))
            column.addWidget(_Picture(box, look, spots, ties))
            column.addSpacing(look.px(6))
            head = dressed(PlainLabel(self.tr(title), box), "strong")
            head.setWordWrap(True)
            column.addWidget(head)
            text = dressed(PlainLabel(self.tr(words), box), "muted")
            text.setWordWrap(True)
            column.addWidget(text)
            column.addStretch(1)
            row.addWidget(box, 1)
