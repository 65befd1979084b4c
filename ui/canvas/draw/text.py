"""Words fitted into a box: broken into lines, cut with an ellipsis, right-to-left where they run so.

Nothing is laid out that cannot be seen: what is beyond the last line is cut before Qt shapes it. Lines of
plain words are put together from how wide the words are, which Qt is asked once for each.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from ui.pens import Pen

_Index = Callable[[int], int]
_NO_SPACES = "\u2e80"
"""Above this lie the scripts that put no spaces between words."""
_MOST_WORDS = 240
_LINE_BREAK = "\u2028"
_WORD = r"[A-Za-z0-9À-ÖØ-öø-ɏА-яЁё,.']+…?"
_PLAIN = re.compile(rf"{_WORD}(?: {_WORD})*")
"""Words that break between one another and nowhere else, whatever stands beside them."""
_CLOSE = 1.0
"""A line that fits or does not by less than this is left to Qt."""
_MOST_KEPT = 20_000
_WIDEST = 1.1
_NARROW = 0.4
"""How wide a letter is at least, on the average of a line, in parts of its font's height."""


class Measure(QFontMetricsF):
    """The measures of a font, which remember how wide the words are that were asked for."""

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self.font = font
        self._widths: dict[str, float] = {}
        self._gaps: dict[tuple[str, str], float] = {}
        self._cut: dict[tuple[str, float], str] = {}

    def word(self, word: str) -> float:
        """How wide a word is."""
        width = self._widths.get(word)
        if width is None:
            if len(self._widths) >= _MOST_KEPT:
                self._widths.clear()
            width = self._widths[word] = self.horizontalAdvance(word)
        return width

    def gap(self, before: str, after: str) -> float:
        """How far apart two words stand: some fonts move a space nearer to certain letters."""
        last, first = before[-1], after[0]
        gap = self._gaps.get((last, first))
        if gap is None:
            gap = self.horizontalAdvance(f"{last} {first}") - self.word(last) - self.word(first)
            self._gaps[last, first] = gap
        return gap

    def cut(self, word: str, width: float) -> str:
        """A word that is too wide, cut short."""
        cut = self._cut.get((word, width))
        if cut is None:
            if len(self._cut) >= _MOST_KEPT:
                self._cut.clear()
            cut = self._cut[word, width] = self.elidedText(word, Qt.TextElideMode.ElideRight, width)
        return cut


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of text, each no wider than `width`."""

    lines: tuple[str, ...]
    widths: tuple[float, ...]
    width: float
    is_rtl: bool = False

    def tight(self) -> Fitted:
        """The same lines in a box no wider than they are."""
        return replace(self, width=max(self.widths, default=0.0))


def fit(text: str, measure: Measure, width: float, lines: int) -> Fitted:
    """Break a text into at most `lines` lines of `width`; what is left over ends in an ellipsis."""
    if not text or lines < 1 or width <= 0:
        return Fitted((), (), max(width, 0.0))
    font = measure.font
    # no script fits more than this many characters on a line
    text = text[: int(lines * max(width / max(font.pixelSize() * 0.12, 0.5), 8)) + 8]
    plain = _plain(text, measure, width, lines)
    if plain is not None:
        return plain
    rtl = not text.isascii() and _is_rtl(text)
    if lines == 1:
        return _one(text, measure, width, rtl)
    if len(text) * _NARROW * font.pixelSize() <= width and "\n" not in text:
        advance = measure.horizontalAdvance(text.rstrip())
        if advance <= width:
            return Fitted((text.rstrip(),), (advance,), width, rtl)
    made: list[str] = []
    widths: list[float] = []
    for start, length in _breaks(text.replace("\n", _LINE_BREAK), font, width, lines, rtl):
        last = len(made) == lines - 1
        line = text[start:] if last else text[start : start + length]
        line = line.split("\n", 1)[0] + ("…" if last and "\n" in line.rstrip() else "")
        line = line.rstrip()
        advance = measure.horizontalAdvance(line)
        if advance > width:
            line = measure.elidedText(line, Qt.TextElideMode.ElideRight, width)
            advance = measure.horizontalAdvance(line)
        # a box narrower than the ellipsis itself shows nothing
        is_shown = advance <= width + 0.01
        made.append(line if is_shown else "")
        widths.append(advance if is_shown else 0.0)
    return Fitted(tuple(made), tuple(widths), width, rtl)


def whole_words(text: str, measure: Measure, width: float) -> str:
    """The text with each word that is wider than a line cut short, so that none is broken in two.

    Scripts that are written without spaces break anywhere and are left alone.
    """
    words = text[:_MOST_WORDS].split(" ")
    # no letter of the alphabets is wider than its font is high by much
    safe = max(width / (_WIDEST * max(measure.font.pixelSize(), 1)), 3)
    return " ".join(
        measure.cut(word, width)
        if len(word) > safe and max(word) < _NO_SPACES and measure.word(word) > width
        else word
        for word in words
    )


def draw_fitted(
    painter: Pen, fitted: Fitted, font: QFont, left: float, top: float, line_height: float
) -> None:
    """Draw fitted lines with the painter's pen; right-to-left text starts at the right."""
    painter.setFont(font)
    painter.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if fitted.is_rtl else Qt.LayoutDirection.LeftToRight
    )
    measure = QFontMetricsF(font)
    baseline = (line_height - measure.height()) / 2 + measure.ascent()
    for index, (line, width) in enumerate(zip(fitted.lines, fitted.widths, strict=True)):
        x = left + fitted.width - width if fitted.is_rtl else left
        painter.drawText(QPointF(x, top + index * line_height + baseline), line)
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def line_boxes(fitted: Fitted, left: float, top: float, line_height: float) -> list[QRectF]:
    """Where the words of each line stand."""
    return [
        QRectF(
            left + fitted.width - width if fitted.is_rtl else left, top + i * line_height, width, line_height
        )
        for i, width in enumerate(fitted.widths)
    ]


def _plain(text: str, measure: Measure, width: float, lines: int) -> Fitted | None:
    """A text of plain words; None for any other, and where a line is too close to call."""
    if _PLAIN.fullmatch(text) is None:
        return None
    words = text.split(" ")
    made: list[str] = []
    widths: list[float] = []
    first, filled = 0, 0.0
    for number, word in enumerate(words):
        wide = measure.word(word)
        reach = filled + measure.gap(words[number - 1], word) + wide if number else wide
        if (number > first and abs(reach - width) < _CLOSE) or (wide > width and lines > 1):
            return None
        if reach <= width:
            filled = reach
            continue
        if len(made) == lines - 1:
            line = measure.elidedText(" ".join(words[first : number + 1]), Qt.TextElideMode.ElideRight, width)
            advance = measure.horizontalAdvance(line)
            if advance > width:
                return None
            return Fitted((*made, line), (*widths, advance), width)
        made.append(" ".join(words[first:number]))
        widths.append(filled)
        first, filled = number, wide
    return Fitted((*made, " ".join(words[first:])), (*widths, filled), width)


def _one(text: str, measure: QFontMetricsF, width: float, rtl: bool) -> Fitted:
    """A single line, without laying out a paragraph."""
    first, _, rest = text.partition("\n")
    line = f"{first.rstrip()}…" if rest.strip() else first.rstrip()
    advance = measure.horizontalAdvance(line)
    if advance > width:
        line = measure.elidedText(line, Qt.TextElideMode.ElideRight, width)
        advance = measure.horizontalAdvance(line)
    return Fitted((line,), (advance,), width, rtl) if advance <= width + 0.01 else Fitted((), (), width, rtl)


def _breaks(text: str, font: QFont, width: float, lines: int, rtl: bool) -> list[tuple[int, int]]:
    """Start and length of each line, in code points of the text."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    layout.setTextOption(option)
    index = _code_points(text)
    made: list[tuple[int, int]] = []
    layout.beginLayout()
    while len(made) < lines:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        start, end = index(line.textStart()), index(line.textStart() + line.textLength())
        made.append((start, end - start))
    layout.endLayout()
    return made


def _code_points(text: str) -> _Index:
    """The way from Qt's UTF-16 positions to Python's: they differ past the first astral character."""
    if all(char <= "\uffff" for char in text):
        return lambda at: at
    places: list[int] = []
    for number, char in enumerate(text):
        places.extend([number] * (2 if char > "\uffff" else 1))
    places.append(len(text))
    return lambda at: places[min(at, len(places) - 1)]


def _is_rtl(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for char in text:
        direction = bidirectional(char)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False
