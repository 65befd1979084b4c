"""A text as words and sentences, and names as they sound.

Names from other alphabets are written in many ways: Boljukh, Bolyuch and Болюх are one name. `sound`
takes a word to what its spellings have in common; it is for finding, never for showing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from board.text import fold

_WORD = re.compile(r"[^\W_](?:\w|[’'ʼ-](?=\w)(?!s\b))*")
_END = re.compile(r"[.!?…]+[\"”»’')\]]*(?=\s|\Z)|\n\s*\n")
_SHORT = frozenset((
    "mr", "mrs", "ms", "dr", "st", "gen", "col", "lt", "maj", "sgt", "capt", "prof", "sen", "rep",
    "gov", "hon", "no", "vs", "etc", "e.g", "i.e", "sig", "dott", "avv", "on", "ing", "г", "гг",
    "ул", "им", "т", "д", "п", "см", "ред", "р", "м", "вул", "ім",
))  # fmt: skip
_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tsch|tch|sch|shch|sh|ch|kh|cz|gh|h|g", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"tz|ts|zz|zh|z", "z"),
        (r"ck|c|q|k", "k"),
        (r"x", "ks"),
        (r"w|v", "v"),
        (r"ou|oo|u", "u"),
        (r"[eiyj]+", "i"),
    )
)
_HACEKS = str.maketrans({"č": "ch", "ć": "ch", "š": "sh", "ş": "sh", "ś": "sh", "ž": "zh", "ż": "zh"})
_DOUBLED = re.compile(r"(.)\1+")


class Word(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    text: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def words_of(text: str) -> list[Word]:
    """The words of a text in order; an apostrophe or hyphen within is part of the word."""
    return [Word(found.start(), found.end(), found[0]) for found in _WORD.finditer(text)]


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a text, less white space; abbreviations and initials do not end one."""
    found: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if end[0][0] == "." and _is_abbreviation(text, end.start(), end.end()):
            continue
        _append(found, text, start, end.end())
        start = end.end()
    _append(found, text, start, len(text))
    return found


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        start += len(piece) - len(piece.lstrip())
        found.append((start, start + len(bare)))


def _is_abbreviation(text: str, dot: int, end: int) -> bool:
    start = dot
    while start and dot - start < 12 and (text[start - 1].isalnum() or text[start - 1] == "."):
        start -= 1
    word = text[start:dot]
    following = text[end : end + 4].lstrip()[:1]
    if len(word) == 1 and word.isupper() and word != "I":
        return True
    return word.lower() in _SHORT or (bool(following) and following.islower())


@lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """A word without case, accents or alphabet: "болюх" -> "boliukh"."""
    folded = fold(word)
    return folded if folded.isascii() else fold(anyascii(folded))


@lru_cache(maxsize=1 << 15)
def sound(word: str) -> str:
    """What the spellings of a name have in common: "boljukh", "bolyuch", "болюх" -> "boliuh"."""
    key = "".join(char for char in plain(word.lower().translate(_HACEKS)) if char.isalnum())
    for pattern, to in _SOUNDS:
        key = pattern.sub(to, key)
    return _DOUBLED.sub(r"\1", key)
