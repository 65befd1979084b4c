"""Where every paragraph of a document stands: laid out when it comes into sight, guessed until then.

A text of five megabytes is a hundred thousand paragraphs; laying them all out would take seconds. Heights
are guessed from lengths, and put right as paragraphs are seen, so that scrolling never waits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from ui.reader.paragraphs import Piece, ranges

LINE = 1.57
"""Height of a line in sizes of the font."""
_GAP = 0.55
"""Height of an empty paragraph in lines."""
_KEPT = 400
"""Paragraphs that stay laid out."""


@dataclass(slots=True)
class Laid:
    """A paragraph as it is drawn."""

    piece: Piece
    layout: QTextLayout
    height: float


Dress = Callable[[int, str], tuple[Piece, list[QTextLayout.FormatRange]]]
"""The piece and the formats of a paragraph, by its number and its text."""


class Flow:
    """The paragraphs of one text at one width and font."""

    def __init__(self, text: str, dress: Dress) -> None:
        self.text = text
        self._dress = dress
        self.ranges = ranges(text)
        self._starts = np.array([start for start, _ in self.ranges], dtype=np.int64)
        self._lengths = np.array([end - start for start, end in self.ranges], dtype=np.int64)
        self._laid: dict[int, Laid] = {}
        self._known: NDArray[np.bool_] = np.zeros(len(self.ranges), dtype=bool)
        self._heights: NDArray[np.float64] = np.zeros(len(self.ranges))
        self._tops: NDArray[np.float64] | None = None
        self.font = QFont()
        self.width = 0.0
        self.line = 1.0

    def set_shape(self, font: QFont, width: float) -> None:
        """Lay out at another width or in another font."""
        if width == self.width and font == self.font:
            return
        self.font, self.width = QFont(font), max(width, 40.0)
        self.line = round(font.pixelSize() * LINE)
        across = max(self.width / max(QFontMetricsF(font).averageCharWidth(), 1.0), 4.0)
        lines = np.maximum(np.ceil(self._lengths / across), 1)
        self._heights = np.where(self._lengths > 0, lines * self.line, round(self.line * _GAP))
        self._known[:] = self._lengths == 0
        self._laid.clear()
        self._tops = None

    def dress_again(self) -> None:
        """Marks have changed: lay out what is seen again."""
        self._laid.clear()
        self._known[:] = self._lengths == 0

    @property
    def height(self) -> float:
        """The height of the whole text, as far as is known."""
        tops = self.tops()
        return float(tops[-1] + self._heights[-1])

    def tops(self) -> NDArray[np.float64]:
        """Where each paragraph begins."""
        if self._tops is None:
            self._tops = np.concatenate(([0.0], np.cumsum(self._heights)[:-1]))
        return self._tops

    def at(self, y: float) -> int:
        """The paragraph at a height."""
        found = int(np.searchsorted(self.tops(), y, side="right")) - 1
        return min(max(found, 0), len(self.ranges) - 1)

    def number_of(self, place: int) -> int:
        """The paragraph that a place of the text is in."""
        found = int(np.searchsorted(self._starts, place, side="right")) - 1
        return min(max(found, 0), len(self.ranges) - 1)

    def laid(self, number: int) -> Laid:
        """A paragraph, laid out."""
        found = self._laid.get(number)
        if found is not None:
            return found
        start, end = self.ranges[number]
        piece, formats = self._dress(number, self.text[start:end])
        layout = QTextLayout(piece.shown, self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setUseDesignMetrics(True)
        layout.setTextOption(option)
        layout.setFormats(formats)
        height = self._broken(layout) if piece.shown else float(self._heights[number])
        if len(self._laid) >= _KEPT:
            for old in list(self._laid)[: _KEPT // 2]:
                del self._laid[old]
        made = self._laid[number] = Laid(piece, layout, height)
        self._known[number] = True
        if self._heights[number] != height:
            self._heights[number] = height
            self._tops = None
        return made

    def is_known(self, number: int) -> bool:
        """Whether a paragraph's height is no guess."""
        return bool(self._known[number])

    def _broken(self, layout: QTextLayout) -> float:
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self.width)
            line.setPosition(QPointF(0, y + (self.line - line.height()) / 2))
            y += self.line
        layout.endLayout()
        return y

    def place_at(self, x: float, y: float) -> int:
        """The place in the text at a point."""
        number = self.at(y)
        laid = self.laid(number)
        start, end = self.ranges[number]
        inside = y - float(self.tops()[number])
        count = laid.layout.lineCount()
        if not count:
            return start
        row = min(max(int(inside / self.line), 0), count - 1)
        cursor = laid.layout.lineAt(row).xToCursor(x)
        return min(start + laid.piece.to_text(cursor), end)

    def chip_at(self, x: float, y: float) -> int | None:
        """The mark whose chip is at a point."""
        number = self.at(y)
        laid = self.laid(number)
        inside = QPointF(x, y - float(self.tops()[number]))
        for index, chip in enumerate(laid.piece.chips):
            box = chip_box(laid, index, self.line)
            if box[0] <= inside.x() <= box[0] + box[2] and box[1] <= inside.y() <= box[1] + box[3]:
                return chip.mark
        return None

    def line_of(self, place: int) -> tuple[float, float]:
        """Where a place stands: x, and the top of its line."""
        number = self.number_of(place)
        laid = self.laid(number)
        start, end = self.ranges[number]
        shown = laid.piece.to_shown(min(place, end) - start, is_end=True)
        line = laid.layout.lineForTextPosition(shown)
        top = float(self.tops()[number])
        if not line.isValid():
            return 0.0, top
        return _across(line, shown), top + line.lineNumber() * self.line


def chip_box(laid: Laid, index: int, line_height: float) -> tuple[float, float, float, float]:
    """The box around a chip within its paragraph: x, y, width, height."""
    start, length = laid.piece.chip_range(index)
    line = laid.layout.lineForTextPosition(start + 1)  # a line may break at its first space
    if not line.isValid():
        return 0.0, 0.0, 0.0, 0.0
    left, right = sorted(_across(line, at) for at in (start + 1, start + length - 1))
    high = line_height * 0.72
    y = line.lineNumber() * line_height + (line_height - high) / 2
    return left + 1, y, right - left + 1, high


def _across(line: QTextLine, shown: int) -> float:
    x: tuple[float, int] = line.cursorToX(shown)  # type: ignore[assignment]  # the stub has only the x
    return x[0]


def ranges_within(spans: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int, int]]:
    """The parts of spans that lie in a range: number of the span, and both ends counted from `start`."""
    return [
        (number, max(a, start) - start, min(b, end) - start)
        for number, (a, b) in enumerate(spans)
        if a < end and b > start
    ]
