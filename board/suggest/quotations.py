"""Quotations: the words between marks of any style, put together where "he said" cuts them."""

from __future__ import annotations

import re
from typing import NamedTuple

from board.suggest.lexicon import DENIES, SAYS
from board.suggest.suggestions import Span
from board.suggest.words import words_of

_CLOSING = {
    "“": "”“", "„": "“”", "«": "»", "‘": "’", "‚": "‘’", "‹": "›", '"': '"', "「": "」", "『": "』", "»": "«",
    "〈": "〉", "《": "》",
}  # fmt: skip
_MARK = re.compile('[“”„«»‘’‚‹›"「」『』〈〉《》]')
_PARAGRAPH = re.compile(r"\n\s*\n")
_LONGEST = 4000
_TAG = 100
"""Characters of what may stand between two pieces of one quotation."""
_FEW = 3
"""Words of a quotation below which it is only a word in quotation marks."""


class Quotation(NamedTuple):
    """A quotation with its marks, and its pieces without them."""

    start: int
    end: int
    pieces: tuple[Span, ...]


def quotations(text: str) -> list[Quotation]:
    """The quotations of a text; one that is cut by a short "he said" is one."""
    found: list[Quotation] = []
    start = 0
    for gap in [*_PARAGRAPH.finditer(text), None]:
        end = len(text) if gap is None else gap.start()
        found += _joined(text, _in_paragraph(text, start, end))
        start = end if gap is None else gap.end()
    return [one for one in found if sum(len(words_of(text[a:b])) for a, b in one.pieces) >= _FEW]


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened = -1
    for mark in _MARK.finditer(text, start, end):
        at, char = mark.start(), mark[0]
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if opened >= 0 and at - opened > _LONGEST:
            opened = -1
        if opened >= 0:
            if char not in _CLOSING[text[opened]] or (char in "’‘" and after.isalpha()):
                continue
            if text[opened + 1 : at].strip():
                found.append(Quotation(opened, at + 1, (Span(opened + 1, at),)))
            opened = -1
        elif char in _CLOSING and not before.isalnum() and not after.isspace():
            opened = at
    if opened >= 0 and text[end:].lstrip()[:1] == text[opened] and end - opened <= _LONGEST:
        # each paragraph of a long quotation opens it again, and only the last closes it
        found.append(Quotation(opened, end, (Span(opened + 1, end),)))
    return found


def _joined(text: str, several: list[Quotation]) -> list[Quotation]:
    """Pieces with nothing between them but who says it, put together."""
    found: list[Quotation] = []
    for one in several:
        if found and is_tag(text[found[-1].end : one.start]):
            last = found.pop()
            one = Quotation(last.start, one.end, (*last.pieces, *one.pieces))
        found.append(one)
    return found


def is_tag(between: str) -> bool:
    """Whether a text is "he said" and little else."""
    if len(between) > _TAG or any(char in between.rstrip()[:-1] for char in "!?;\n"):
        return False
    inner = between.strip(" ,.–—-")
    return ". " not in inner and any(
        (word := one.text.lower()) in SAYS or word in DENIES for one in words_of(inner)
    )
