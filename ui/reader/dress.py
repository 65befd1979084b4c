"""How a paragraph of a document is dressed: its marks and their chips, what was found, and addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextLayout

from ui.reader.flow import ranges_within
from ui.reader.marks import Mark
from ui.reader.paragraphs import Chip, Piece
from ui.theme import Theme

ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"'\u2060]{2,2000}[^\s<>\"'.,;:!?)\]\u2060]")
"""What is taken for an address in a text. It is shown before it is opened, and opened by no one else."""
Underline = QTextCharFormat.UnderlineStyle


def dressed(
    text: str,
    start: int,
    marks: Sequence[Mark],
    hits: Sequence[tuple[int, int]],
    hints: Sequence[tuple[int, int]],
    theme: Theme,
    zoom: float,
) -> tuple[Piece, list[QTextLayout.FormatRange]]:
    """The paragraph that begins at `start` as it is given to Qt, and the formats of its parts."""
    end = start + len(text)
    inside = ranges_within([(mark.start, mark.end) for mark in marks], start, end)
    chips = [
        Chip(b, f" \u00a0{marks[at].tag}\u00a0 ", at)
        for at, _, b in inside
        if marks[at].tag and start < marks[at].end <= end
    ]
    piece = Piece(text, chips)
    formats: list[QTextLayout.FormatRange] = []

    def put(a: int, b: int, form: QTextCharFormat) -> None:
        first, last = piece.to_shown(a), piece.to_shown(b, is_end=True)
        for at in range(len(piece.chips)):  # a chip of another mark within stays as it is
            start_of_chip, length = piece.chip_range(at)
            if first < start_of_chip < last:
                formats.append(span(first, start_of_chip - first, form))
                first = start_of_chip + length
        if last > first:
            formats.append(span(first, last - first, form))

    for found in ADDRESS.finditer(text):
        put(found.start(), found.end(), underlined(theme.colour("accent"), ink=theme.colour("accent")))
    for _, a, b in ranges_within(hints, start, end):
        put(a, b, underlined(theme.colour("borderControl"), Underline.DotLine))
    for at, a, b in inside:
        put(a, b, _mark_format(marks[at], theme))
    for _, a, b in ranges_within(hits, start, end):
        form = QTextCharFormat()
        form.setBackground(theme.colour("accentSoft"))
        put(a, b, form)
    for index, chip in enumerate(piece.chips):
        form = QTextCharFormat()
        form.setFont(_chip_font(theme, zoom))
        form.setForeground(mark_colour(marks[chip.mark], theme))
        formats.append(span(*piece.chip_range(index), form))
    return piece, formats


def mark_colour(mark: Mark, theme: Theme) -> QColor:
    """The colour of the kind of card that a passage belongs to."""
    return theme.kind_colour(mark.kind) if mark.kind else theme.colour("text2")


def span(start: int, length: int, form: QTextCharFormat) -> QTextLayout.FormatRange:
    """A part of a paragraph and its format."""
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, length, form
    return made


def underlined(
    line: QColor, style: Underline = Underline.SingleUnderline, ink: QColor | None = None
) -> QTextCharFormat:
    """The format of words with a line below them."""
    form = QTextCharFormat()
    form.setUnderlineStyle(style)
    form.setUnderlineColor(line)
    if ink is not None:
        form.setForeground(ink)
    return form


def _mark_format(mark: Mark, theme: Theme) -> QTextCharFormat:
    is_dashed = not mark.is_placed or mark.is_moved
    form = underlined(
        mark_colour(mark, theme), Underline.DashUnderline if is_dashed else Underline.SingleUnderline
    )
    form.setBackground(theme.colour("highlight" if mark.is_placed else "highlightSoft"))
    return form


def _chip_font(theme: Theme, zoom: float) -> QFont:
    font = theme.font("badge")
    font.setPixelSize(max(round(font.pixelSize() * min(zoom, 1.5)), 6))
    return font
