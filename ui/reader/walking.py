"""Where the arrow keys lead in a text, and where a word begins and ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextLayout

if TYPE_CHECKING:
    from ui.reader.text_page import TextPage

_WORD = re.compile(r"\w+(?:['’\u2060-]\w+)*")
_AROUND = 200


def word_at(text: str, place: int) -> tuple[int, int]:
    """The word at a place, or the one character there."""
    start = max(place - _AROUND, 0)
    for found in _WORD.finditer(text[start : place + _AROUND]):
        if start + found.start() <= place < start + found.end():
            return start + found.start(), start + found.end()
    return place, min(place + 1, len(text))


def moved(page: TextPage, event: QKeyEvent) -> int | None:
    """Where a key takes the cursor of a page; None for a key that does not move it."""
    flow, at = page.flow, page.cursor_at
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    match event.key():
        case Qt.Key.Key_Home:
            return 0 if control else _line_end(page, at, -1)
        case Qt.Key.Key_End:
            return len(page.text) if control else _line_end(page, at, 1)
        case Qt.Key.Key_Left:
            return _step(page, at, -1, control)
        case Qt.Key.Key_Right:
            return _step(page, at, 1, control)
        case Qt.Key.Key_Up:
            return _line(page, at, -flow.line)
        case Qt.Key.Key_Down:
            return _line(page, at, flow.line)
        case Qt.Key.Key_PageUp:
            return _line(page, at, flow.line - page.viewport().height())
        case Qt.Key.Key_PageDown:
            return _line(page, at, page.viewport().height() - flow.line)
        case _:
            return None


def _step(page: TextPage, at: int, way: int, by_words: bool) -> int:
    """One character or word on; over the end of a paragraph into the next."""
    flow = page.flow
    number = flow.number_of(at)
    start, end = flow.ranges[number]
    if (way < 0 and at == start) or (way > 0 and at >= end):
        return min(max(at + way, 0), len(page.text))
    laid = flow.laid(number)
    mode = QTextLayout.CursorMode.SkipWords if by_words else QTextLayout.CursorMode.SkipCharacters
    shown = laid.piece.to_shown(at - start, is_end=way > 0)
    while True:
        onward = (
            laid.layout.previousCursorPosition(shown, mode)
            if way < 0
            else laid.layout.nextCursorPosition(shown, mode)
        )
        place = start + laid.piece.to_text(onward)
        if place != at or onward == shown:
            return min(place, end)
        shown = onward  # a chip stands here, and the text has nothing to step over


def _line(page: TextPage, at: int, down: float) -> int:
    x, y = page.flow.line_of(at)
    if y + down < 0:
        return 0
    if y + down > page.flow.height:
        return len(page.text)
    return page.flow.place_at(x, y + down + page.flow.line / 2)


def _line_end(page: TextPage, at: int, way: int) -> int:
    y = page.flow.line_of(at)[1] + page.flow.line / 2
    return page.flow.place_at(-10.0 if way < 0 else page.flow.width + 10_000.0, y)
