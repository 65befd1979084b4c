"""The exact words of a document that a card was read off, and how they are found again.

A passage knows its words, 32 characters on either side, and where they stood in one particular text
(by its hash). When the document is read anew by another extractor, line breaks, hyphens and ligatures
come out differently, so the words are sought again: first where they were, then the same letters
without any white space, then the most alike place, which somebody has to confirm. What is found
nowhere keeps its words and is listed as lost; nothing is ever dropped.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from board.records import Passage

CONTEXT = 32
"""Characters kept on either side of the words."""
ALIKE = 75.0
"""How alike (of 100) a place has to be to be offered."""
SHORTEST = 8
"""Letters of a quote below which nothing is offered that is not the same."""
_MOST_HITS = 10_000
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE))
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's text as one version of one extractor read it."""

    text: str
    sha256: str
    """Of the text, in UTF-8."""
    extractor: str
    pages: tuple[int, ...] = ()
    """Where each page begins."""

    def page_at(self, place: int) -> int:
        """The page, from 1, that a place is on; 0 where there are no pages."""
        return bisect_right(self.pages, place)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a passage stands in a text."""

    how: str
    """same (where it was), found (the same letters elsewhere), moved (somebody has to confirm) or lost."""
    start: int = -1
    end: int = -1
    page: int = 0


LOST = Found("lost")


def mark(
    reading: Reading,
    start: int,
    end: int,
    *,
    attachment: str,
    source: str = "",
    rects: tuple[tuple[float, ...], ...] = (),
) -> Passage:
    """The passage for a range of a text, less white space at its ends; it has no id yet.

    Raises ValueError when there is no word in the range.
    """
    start, end = max(start, 0), min(end, len(reading.text))
    words = reading.text[start:end]
    quote = words.strip()
    if not quote:
        raise ValueError("a passage has at least one word")
    start += len(words) - len(words.lstrip())
    end = start + len(quote)
    return Passage(
        "",
        attachment,
        source,
        quote,
        reading.text[max(0, start - CONTEXT) : start],
        reading.text[end : end + CONTEXT],
        start,
        end,
        reading.page_at(start),
        rects,
        reading.sha256,
        reading.extractor,
    )


def mark_area(
    page: int, area: tuple[float, float, float, float], *, attachment: str, source: str = ""
) -> Passage:
    """The passage for a rectangle on a page without text, in the page's own units; it has no id yet.

    Raises ValueError for a rectangle without extent.
    """
    x, y, width, height = area
    if page < 1 or not (width > 0 and height > 0):
        raise ValueError("an area has a page and an extent")
    return Passage("", attachment, source, page=page, rects=((float(page), x, y, width, height),))


def is_lost(passage: Passage) -> bool:
    """Whether a passage has words that its document's text does not have any more."""
    return bool(passage.quote) and passage.start < 0


class Finder:
    """Finds passages again in one text; the text is prepared once for all of them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def find(self, passage: Passage) -> Found:
        """Where a passage stands in this text."""
        start, end, text = passage.start, passage.end, self.reading.text
        if 0 <= start < end and text[start:end] == passage.quote and (
            passage.text_sha256 == self.reading.sha256 or self._is_at_home(passage)
        ):  # fmt: skip
            return Found("same", start, end, self.reading.page_at(start))
        sought = _bare(passage.quote)
        if not sought:
            return LOST
        found = self._exact(passage, sought) or self._alike(sought)
        if found is None and _is_right_to_left(sought):
            found = self._alike(_turned(passage.quote))
        return found or LOST

    def _is_at_home(self, passage: Passage) -> bool:
        text = self.reading.text
        before = text[max(0, passage.start - CONTEXT) : passage.start]
        return before == passage.prefix and text[passage.end : passage.end + CONTEXT] == passage.suffix

    @cached_property
    def _bared(self) -> _Bared:
        return _Bared(self.reading.text)

    def _exact(self, passage: Passage, sought: str) -> Found | None:
        bared = self._bared.text
        hits = _places(bared, sought)
        if not hits:
            return None
        before, after = _bare(passage.prefix), _bare(passage.suffix)
        expected = self._bared.bare_place(max(passage.start, 0))

        def fit(hit: int) -> tuple[int, float]:
            end = hit + len(sought)
            left = _common_end(bared[max(0, hit - len(before)) : hit], before)
            right = _common_start(bared[end : end + len(after)], after)
            return left + right, -abs(hit - expected)

        ranked = sorted(hits, key=fit, reverse=True)
        is_plain = len(hits) == 1 or fit(ranked[0])[0] > fit(ranked[1])[0]
        return self._at("found" if is_plain else "moved", ranked[0], ranked[0] + len(sought))

    def _alike(self, sought: str) -> Found | None:
        if not SHORTEST <= len(sought) <= len(self._bared.text):
            return None
        from rapidfuzz.fuzz import partial_ratio_alignment

        best = partial_ratio_alignment(sought, self._bared.text, score_cutoff=ALIKE)
        return None if best is None else self._at("moved", best.dest_start, best.dest_end)

    def _at(self, how: str, bare_start: int, bare_end: int) -> Found | None:
        if bare_end <= bare_start:
            return None
        start, end = self._bared.range(bare_start, bare_end)
        return Found(how, start, end, self.reading.page_at(start))


class _Bared:
    """A text without white space and unseen characters, and where its letters stood."""

    def __init__(self, text: str) -> None:
        self.words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
        self.original = text
        pieces = [_bare_word(text[start:end]) for start, end in self.words]
        self.text = "".join(pieces)
        self.starts = [0, *accumulate(map(len, pieces))]
        """Where each word begins among the bare letters; one more than there are words."""

    def bare_place(self, place: int) -> int:
        """About where a place of the text lies among the bare letters."""
        word = bisect_right(self.words, (place, len(self.original))) - 1
        return self.starts[max(word, 0)]

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text for a range of bare letters; never in the middle of a letter."""
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, bare: int) -> tuple[int, int]:
        """Start and end of the letter of the text that a bare one came from."""
        word = bisect_right(self.starts, bare) - 1
        start, end = self.words[word]
        left = bare - self.starts[word]
        for first, last in _letters(self.original, start, end):
            left -= len(_bare_word(self.original[first:last]))
            if left < 0:
                return first, last
        return start, end


def _letters(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The letters of a word, each with the marks that belong to it."""
    found: list[tuple[int, int]] = []
    for at in range(start, end):
        if found and at > start and _joins(text[at]):
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _joins(char: str) -> bool:
    """Whether a character becomes one with the one before: an accent, a Hangul vowel or final."""
    return not char.isascii() and (unicodedata.combining(char) > 0 or "\u1160" <= char <= "\u11ff")


def _bare_word(word: str) -> str:
    if word.isascii():
        return word
    bare = unicodedata.normalize("NFKC", word).translate(_UNSEEN)
    return "".join(bare.split())


def _bare(text: str) -> str:
    return "".join(map(_bare_word, text.split()))


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _turned(quote: str) -> str:
    """The bare letters of a quote with the words of each line in the other order."""
    return "".join(_bare_word(word) for line in quote.splitlines() for word in reversed(line.split()))


def _places(text: str, sought: str) -> list[int]:
    places: list[int] = []
    at = text.find(sought)
    while at >= 0 and len(places) < _MOST_HITS:
        places.append(at)
        at = text.find(sought, at + 1)
    return places


def _common_start(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _common_end(one: str, other: str) -> int:
    return _common_start(one[::-1], other[::-1])
