"""Text from strangers, made fit to be shown, cut and searched.

Titles and quotes come out of leaks and pages that anybody may have written. Control characters and
bidirectional overrides can make text read as something it is not, and lone surrogates cannot be drawn
at all; so everything that is shown goes through `displayed`. What is kept is never altered.
"""

from __future__ import annotations

import re
import unicodedata

ELLIPSIS = "…"

_ZWJ = "\u200d"
_ZWNJ = "\u200c"
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_JOINERS_ASTRAY = re.compile(r"(?:\A|(?<=[\x00-\x7f\s]))[\u200c\u200d]+|[\u200c\u200d]+(?=\Z|[\x00-\x7f\s])")
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f")
_SPACES = re.compile(r"\s+")
_VISIBLE_FORMAT = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe", "ŧ": "t"}
)


def displayed(text: str) -> str:
    """The text without what cannot be seen: controls, direction overrides, formats, lone surrogates.

    Line breaks of any sort become "\\n", a tab a space. Joiners stay where they shape letters or
    emoji, and the tag characters where they spell a flag.
    """
    if text.isprintable():
        return text
    text = _BREAKS.sub("\n", text)
    flags = _FLAG.findall(text)
    if not flags:
        return _without_unseen(text)
    pieces = [_without_unseen(piece) for piece in _FLAG.split(text)]
    return pieces[0] + "".join(flag + piece for flag, piece in zip(flags, pieces[1:], strict=True))


def one_line(text: str) -> str:
    """The text as shown on a single line: every run of white space is one space."""
    return _SPACES.sub(" ", displayed(text)).strip()


def shortened(text: str, count: int) -> str:
    """At most `count` code points of a text; when cut it ends in an ellipsis, never inside a character.

    What a reader sees as one character (a letter and its accents, an emoji sequence, a flag) is kept
    whole or left out. A `count` below 1 gives the empty string.
    """
    if len(text) <= count:
        return text
    if count < 1:
        return ""
    end = count - 1
    while end and not _may_cut(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS


def fold(text: str) -> str:
    """The text as search compares it: no case, no accents, no unseen characters, single spaces."""
    if text.isascii():
        bare = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text.casefold())
        kept = (char for char in apart if unicodedata.category(char) not in ("Mn", "Me", "Cf"))
        bare = "".join(kept).casefold().translate(_LETTERS)
    return " ".join(bare.split())


def _without_unseen(text: str) -> str:
    shown = "".join(char if char.isprintable() or char == "\n" else _stand_in(char) for char in text)
    return _JOINERS_ASTRAY.sub("", shown) if _ZWJ in shown or _ZWNJ in shown else shown


def _stand_in(char: str) -> str:
    """What is shown for a character that Python calls not printable."""
    if char in (_ZWJ, _ZWNJ) or char in _VISIBLE_FORMAT:
        return char
    match unicodedata.category(char):
        case "Cs":
            return "\ufffd"
        case "Zs":
            return char
        case "Cn" | "Co":
            return char
        case _:
            return " " if char == "\t" else ""


def _may_cut(text: str, at: int) -> bool:
    """Whether text may be cut before index `at` (0 < at < len) without splitting a character."""
    before, after = text[at - 1], text[at]
    if _clings(after) or before == _ZWJ or (before == "\r" and after == "\n"):
        return False
    if _is_flag_letter(before) and _is_flag_letter(after):
        start = at
        while start and _is_flag_letter(text[start - 1]):
            start -= 1
        return (at - start) % 2 == 0
    return True


def _clings(char: str) -> bool:
    """Whether a character belongs to the one before it."""
    if char.isascii():
        return False
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char in (_ZWJ, _ZWNJ)
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # flag tags
        or "\u1160" <= char <= "\u11ff"  # Hangul vowels and finals
    )


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"
