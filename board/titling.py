"""What a document is called when it comes in: what it calls itself, else its headline, else its file.

A file's name is often a download's number. What a program wrote into the file as its title is often no
better ("Microsoft Word - art.doc", "Untitled"), so neither is believed blindly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from board.text import one_line

MOST = 140
"""Characters of a first line that may be a headline; what is longer is running text."""
_LOOKED_AT = 4_000
_PROGRAM = re.compile(
    r"^(microsoft (word|powerpoint|excel)|openoffice|libreoffice)\s*[-–—:]\s*", re.IGNORECASE
)
_EMPTY = re.compile(
    r"((untitled|new)( document)?|no ?name|title|document|doc|(powerpoint )?presentation|slide|scan"
    r"|unbenannt|senza titolo|без имени|документ)[\s_.-]*\d*",
    re.IGNORECASE,
)
_FILE = re.compile(
    r"\S+\.(docx?|odt|rtf|pdf|indd|pages|tex|dvi|ps|qxd|pub|pptx?|xlsx?|html?|txt|md)", re.IGNORECASE
)
_MARKS = re.compile(r"^[#>*=\-_~\s]+|[#*=\-_~\s]+$")
_NO_PROSE = re.compile(r"^[\[{<;]|\S[,;|\t]\S.*\S[,;|\t]\S|^\S+:\s|://|^\w+ ?=")


def document_title(stated: str, headings: Sequence[tuple[str, int]], text: str, stem: str) -> str:
    """The title of a document by what it states, its headings with their places, its text and file's stem."""
    found = sensible(stated) or _first_heading(headings, text) or headline(text)
    return found or stem


def sensible(stated: str) -> str:
    """A title that a file states, "" when only a program can have written it."""
    words = _PROGRAM.sub("", one_line(stated))
    if _EMPTY.fullmatch(words) or _FILE.fullmatch(words) or not _letters(words):
        return ""
    return words


def headline(text: str) -> str:
    """The first line of a text, when it stands by itself and reads like a line of words; "" else."""
    lines = text[:_LOOKED_AT].lstrip("\ufeff").split("\n")
    at = next((number for number, line in enumerate(lines) if line.strip()), None)
    if at is None:
        return ""
    first = _MARKS.sub("", one_line(lines[at]))
    follower = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if len(first) > MOST or _letters(first) * 2 < len(first) or _NO_PROSE.search(first):
        return ""
    runs_on = follower[:1].islower() and first[-1:] not in (".", "!", "?", "…")
    return "" if runs_on else first


def _first_heading(headings: Sequence[tuple[str, int]], text: str) -> str:
    """The heading that the text begins with."""
    for title, place in headings[:1]:
        if not text[:place].strip() and _letters(title):
            return one_line(title)
    return ""


def _letters(words: str) -> int:
    return sum(char.isalpha() for char in words)
