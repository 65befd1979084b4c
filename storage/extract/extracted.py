"""What comes out of a document: its words, where they stand, and what it says of itself.

A passage counts characters of such a text, so its making is strict: an extractor with the same name
and version gives the same text for the same bytes, for ever. Whoever alters what an extractor keeps
gives it another version; the older text stays in the case beside the newer one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Report: TypeAlias = Callable[[str, int, int], None]
"""Told a verb, how much is done and how much there is; it may raise to stop the work."""

MAX_TEXT = 64_000_000
"""Characters that are kept of one document: a shelf of 200 books."""
MAX_PARTS = 5_000
"""Mails of one mailbox, files of one mail, pages of one capture."""
MAX_PART_BYTES = 200_000_000
"""What all of them together may weigh."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_BLANKS = re.compile(r"[^\S\n]+")
_AROUND_BREAKS = re.compile(r"[ \t]?\n[ \t]?")


class Unreadable(Exception):  # named after what happened
    """No text could be had; the message is one sentence for the user, with what is to be put into it."""

    def __init__(self, sentence: str, **values: object) -> None:
        self.sentence, self.values = sentence, values
        super().__init__(sentence.format(**values) if values else sentence)


class NeedsPassword(Unreadable):
    """The document opens only with a password, and the one that was given is not it."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A document that opens only with a password; a sentence that says so."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of a document's outline: where it stands in the text, and how deep."""

    title: str
    start: int
    level: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a document, byte for byte: an attachment of a mail, a mail of a mailbox."""

    name: str
    data: bytes
    media_type: str = ""
    is_document: bool = False
    """It is a document in its own right (a mail, a captured page), not something that came along."""
    location: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document as one version of one extractor read it."""

    text: str
    extractor: str
    """Name and version."""
    title: str = ""
    date: str = ""
    """EDTF; when the document says it was published, sent or made."""
    author: str = ""
    location: str = ""
    """The address it says it came from. Nothing is ever fetched from there."""
    language: str = ""
    pages: tuple[int, ...] = ()
    """Where each page begins in the text; empty for what has no pages."""
    sizes: tuple[tuple[float, float], ...] = ()
    """Width and height of each page, in its own units."""
    outline: tuple[Heading, ...] = ()
    parts: tuple[Part, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    """What the file states beside its text, as shown: ("Camera", "…"), ("To", "…")."""
    notes: tuple[str, ...] = ()
    """What the reader of this text has to know, each a sentence."""
    is_whole: bool = True
    """It is all of the document; else only what can be told of it at a glance."""

    @property
    def sha256(self) -> str:
        """The hash by which a passage knows this text again."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def page_at(self, place: int) -> int:
        """The page, counted from 1, that a place in the text is on; 0 where there are no pages."""
        return sum(start <= place for start in self.pages)


def fit(text: str) -> str:
    """The text as it may be kept: one sort of line break, and nothing that UTF-8 cannot hold."""
    return _UNFIT.sub("\ufffd", _BREAKS.sub("\n", text))


def flowed(text: str) -> str:
    """Text in which white space was only layout: runs are one space, tabs and line breaks stay."""
    return _AROUND_BREAKS.sub("\n", _BLANKS.sub(_blank, fit(text))).strip()


def _blank(found: re.Match[str]) -> str:
    return "\t" if "\t" in found[0] else " "


def line(text: str) -> str:
    """Text for a title or a name: on one line, without what cannot be seen."""
    return " ".join(fit(text).replace("\ufffd", " ").split())[:1000]


class Paragraphs:
    """A text that is being put together, with a blank line between any two paragraphs."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.outline: list[Heading] = []
        self.length = 0

    def add(self, text: str, level: int = 0) -> None:
        """Append a paragraph, unless it is blank; with a level it is a heading."""
        text = flowed(text)
        if not text:
            return
        if self.length:
            self.pieces.append("\n\n")
            self.length += 2
        if self.length + len(text) > MAX_TEXT:
            raise Unreadable("The document holds more text than can be kept.")
        if level:
            self.outline.append(Heading(line(text), self.length, level))
        self.pieces.append(text)
        self.length += len(text)

    def extend(self, other: Extracted) -> None:
        """Append a whole text as it stands, its outline one level further in."""
        if not other.text:
            return
        start = self.length + (2 if self.length else 0)
        if start + len(other.text) > MAX_TEXT:
            raise Unreadable("The document holds more text than can be kept.")
        self.pieces += ["\n\n", other.text] if self.length else [other.text]
        self.length = start + len(other.text)
        self.outline += [Heading(one.title, start + one.start, one.level + 1) for one in other.outline]

    def text(self) -> str:
        """What there is so far."""
        return "".join(self.pieces)


class Budget:
    """How much may still be unpacked; what pretends to be small and is not ends here."""

    def __init__(self, most_bytes: int = MAX_PART_BYTES, most_files: int = MAX_PARTS) -> None:
        self.bytes_left = most_bytes
        self.files_left = most_files

    def spend(self, size: int) -> None:
        """Take note of bytes that were unpacked; raises when it is too much."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise Unreadable("Unpacked, the file would be too large to be read safely.")

    def one_more(self) -> bool:
        """Whether one more file may be taken out."""
        self.files_left -= 1
        return self.files_left >= 0
