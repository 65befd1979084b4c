"""A document's text cut into pieces that can be laid out one by one, and fit to be shown.

Places are counted in code points of the extracted text, as passages count them; what is shown holds a
stand-in for every character that must not be, so that no place ever shifts. Qt counts UTF-16 units and
the pieces carry chips that the text does not have: `Piece` translates.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 2_000
"""Characters of a paragraph that are laid out at once."""
_JOINER = "\u2060"
_SHAPING = "\u200c\u200d"
_BLANKS = "\t\x0b\x0c\x85\u2028\u2029"
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Chip:
    """A short name put into the shown text after a place."""

    at: int
    """Offset in the paragraph."""
    text: str
    mark: int
    """Which mark it stands for."""


def ranges(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph; very long ones are cut, at spaces where there are any."""
    found: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        at = start
        while end - at > LONGEST:
            cut = text.rfind(" ", at + LONGEST // 2, at + LONGEST)
            cut = at + LONGEST if cut < 0 else cut + 1
            found.append((at, cut))
            at = cut
        found.append((at, end))
        start = end + 1
    return found


def fit(text: str) -> str:
    """A paragraph with a stand-in for everything that cannot or must not be seen, of the same length."""
    return text if text.isprintable() else "".join(map(_stand_in, text))


def _stand_in(char: str) -> str:
    if char.isprintable() or char in _SHAPING:
        return char
    if char in _BLANKS or char.isspace():
        return " "
    return "\ufffd" if "\ud800" <= char <= "\udfff" else _JOINER


class Piece:
    """One paragraph as it is given to Qt: fit to be shown, with its chips."""

    def __init__(self, text: str, chips: Sequence[Chip] = ()) -> None:
        text = fit(text)
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]
        self._length = len(text)
        self.chips = sorted(chips, key=lambda chip: chip.at)
        self._ends: list[int] = []
        """Where each chip ends in what is shown, in UTF-16 units."""
        parts, last, shown = [], 0, 0
        for chip in self.chips:
            part = text[last : chip.at]
            shown += _units(part) + _units(chip.text)
            parts += [part, chip.text]
            self._ends.append(shown)
            last = chip.at
        self.shown = "".join([*parts, text[last:]])

    def to_shown(self, offset: int, *, is_end: bool = False) -> int:
        """Where a place of the paragraph is in what is shown; at a chip an end lies before it."""
        units = offset + bisect_right(self._astral, offset - 1)
        for chip in self.chips:
            if chip.at < offset or (chip.at == offset and not is_end):
                units += _units(chip.text)
        return units

    def to_text(self, shown: int) -> int:
        """Which place of the paragraph something shown belongs to."""
        for chip, end in zip(reversed(self.chips), reversed(self._ends), strict=True):
            if shown >= end - _units(chip.text):
                return self._back(max(shown, end), chip)
        return self._bare(shown)

    def chip_range(self, number: int) -> tuple[int, int]:
        """Start and length of a chip in what is shown."""
        units = _units(self.chips[number].text)
        return self._ends[number] - units, units

    def _back(self, shown: int, last: Chip) -> int:
        before = sum(_units(chip.text) for chip in self.chips[: self.chips.index(last) + 1])
        return self._bare(shown - before)

    def _bare(self, units: int) -> int:
        offset = units
        for place in self._astral:
            if place < offset:
                offset -= 1
        return min(max(offset, 0), self._length)


def _units(text: str) -> int:
    return len(text) + len(_ASTRAL.findall(text))
