"""Words as far as they are seen: what lies under a card is not to be found in a file of words either.

In a picture made of pixels what is covered is gone. In SVG and PDF it would still be there for anyone who
selects the words or moves the upper card aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetrics, QFontMetricsF

Covers: TypeAlias = Callable[[QRectF], Sequence[QRectF]]
"""What may lie on a rectangle, in the units drawn in; more than that does no harm."""

_CAPITALS = 0.8
"""How high letters stand over their line, in parts of what their font may take."""
_LETTERS_BELOW = "\u0590"
_SIGNS = frozenset("…–—‘’“”€•")
_MARKS = range(0x300, 0x370)


def seen(
    words: str, at: QPointF, measure: QFontMetrics | QFontMetricsF, covers: Covers | None
) -> Iterator[tuple[QPointF, str]]:
    """The parts of words on a base line that are seen, each with where it starts.

    Scripts whose letters join or run from right to left are parted nowhere: they stay whole while any of
    them is seen.
    """
    box = QRectF(at.x(), at.y() - measure.ascent() * _CAPITALS, 0, measure.ascent())
    if covers is None:
        yield at, words
        return
    box.setWidth(measure.horizontalAdvance(words))
    over = [one for one in covers(box) if one.intersects(box)]
    if any(one.contains(box) for one in over):
        return
    over = [one for one in over if one.top() <= box.top() and one.bottom() >= box.bottom()]
    if not over or not all(_stands_alone(char) for char in words):
        yield at, words
        return
    edges = [at.x() + measure.horizontalAdvance(words[:end]) for end in range(len(words) + 1)]
    start = 0
    for end in range(len(words) + 1):
        is_seen = end < len(words) and not any(
            one.left() <= edges[end] and edges[end + 1] <= one.right() for one in over
        )
        if is_seen:
            continue
        if words[start:end].strip():
            yield QPointF(edges[start], at.y()), words[start:end]
        start = end + 1


def _stands_alone(char: str) -> bool:
    return char in _SIGNS or (char < _LETTERS_BELOW and ord(char) not in _MARKS)
