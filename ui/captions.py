"""What stands around a board in an exported picture: title and date above it, a legend below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont

from board.case import Case
from board.kinds import item_kind, link_kind
from board.records import ItemKind, LinkKind
from board.text import one_line, shortened
from ui.canvas.draw import draw_link_sample
from ui.canvas.draw.style import Style
from ui.canvas.draw.text import draw_fitted
from ui.icons import draw_kind
from ui.pens import Pen

_TITLE_LINE = 28.0
_DATE_LINE = 20.0
_BELOW_TITLE = 20.0
_ABOVE_LEGEND = 28.0
_ROW = 26.0
_MARK = 16.0
_SAMPLE = 48.0
_GAP = 8.0
_BETWEEN = 24.0
_MOST_WORDS = 40

_Sign = Callable[[Pen, QRectF], None]


class Header:
    """The title of a picture, over a line with its date."""

    least_width = 240.0

    def __init__(self, title: str, date: str, style: Style) -> None:
        self._title = shortened(one_line(title[:2000]), 300)
        self._date = shortened(one_line(date[:400]), 80)
        self._style = style

    def height(self, width: float) -> float:
        """What the header needs above the board, when it may be so wide."""
        if not self._title and not self._date:
            return 0.0
        lines = len(self._style.fit(self._title, self._style.font("pageTitle"), width, 3).lines)
        return lines * _TITLE_LINE + (_DATE_LINE if self._date else 0.0) + _BELOW_TITLE

    def draw(self, painter: Pen, at: QPointF, width: float) -> None:
        """Draw it with its top left corner at a point."""
        font = self._style.font("pageTitle")
        fitted = self._style.fit(self._title, font, width, 3)
        painter.setPen(self._style.colour("text"))
        draw_fitted(painter, fitted, font, at.x(), at.y(), _TITLE_LINE)
        if self._date:
            _draw_words(
                painter,
                self._date,
                self._style,
                "body",
                "text2",
                QPointF(at.x(), at.y() + len(fitted.lines) * _TITLE_LINE),
                width,
                _DATE_LINE,
            )


class Legend:
    """What the marks and lines mean that are in the picture, and no others."""

    def __init__(self, case: Case, style: Style, names: Mapping[str, str]) -> None:
        self._style = style
        items = Counter(item.kind for item in case.items.values())
        links = Counter(link.kind for link in case.links.values())
        self._entries: list[tuple[_Sign, float, str]] = []
        for kind, _ in sorted(items.items(), key=lambda entry: (-entry[1], entry[0])):
            found = item_kind(case, kind)
            self._entries.append((self._mark(found), _MARK, names.get(kind, found.name)))
        for kind, _ in sorted(links.items(), key=lambda entry: (-entry[1], entry[0])):
            line = link_kind(case, kind)
            self._entries.append((self._line(line), _SAMPLE, names.get(kind, line.name)))

    @property
    def least_width(self) -> float:
        """Room for a few entries beside one another."""
        return 480.0 if self._entries else 0.0

    def height(self, width: float) -> float:
        """What the legend needs below the board, when it may be so wide."""
        if not self._entries:
            return 0.0
        return _ABOVE_LEGEND + max(box.bottom() for box in self._boxes(width))

    def draw(self, painter: Pen, at: QPointF, width: float) -> None:
        """Draw it with its top left corner at a point."""
        for (sign, room, words), box in zip(self._entries, self._boxes(width), strict=True):
            box = box.translated(at.x(), at.y() + _ABOVE_LEGEND)
            sign(painter, QRectF(box.left(), box.center().y() - _MARK / 2, room, _MARK))
            place = QPointF(box.left() + room + _GAP, box.top())
            _draw_words(painter, _short(words), self._style, "small", "text2", place, width, _ROW)

    def _boxes(self, width: float) -> list[QRectF]:
        """Where each entry stands: row by row, as many beside one another as there is room for."""
        measure = self._style.measure(self._style.font("small"))
        boxes: list[QRectF] = []
        x = y = 0.0
        for _, room, words in self._entries:
            wide = room + _GAP + measure.horizontalAdvance(_short(words))
            if x and x + wide > width:
                x, y = 0.0, y + _ROW
            boxes.append(QRectF(x, y, wide, _ROW))
            x += wide + _BETWEEN
        return boxes

    def _mark(self, kind: ItemKind) -> _Sign:
        return lambda painter, box: draw_kind(painter, kind, box, self._style.theme)

    def _line(self, kind: LinkKind) -> _Sign:
        return lambda painter, box: draw_link_sample(painter, box, kind, self._style.theme)


def _short(words: str) -> str:
    return shortened(one_line(words), _MOST_WORDS)


def _draw_words(
    painter: Pen, words: str, style: Style, role: str, ink: str, at: QPointF, width: float, line: float
) -> None:
    font: QFont = style.font(role)
    painter.setPen(style.colour(ink))
    draw_fitted(painter, style.fit(words, font, width, 1), font, at.x(), at.y(), line)
