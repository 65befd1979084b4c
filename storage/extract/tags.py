"""HTML as a run of tags and texts, read in one pass.

Every search goes forward only, and what was once not found is not sought again, so a page made to
keep a reader busy (a million unclosed comments or quotes) takes no longer than any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"[a-zA-Z][^\s/>\x00]{0,60}")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]{1,200})(?:\s{0,50}=\s{0,50}(?:"([^"]*)"|'([^']*)'|([^\s>"']*)))?""")
_OPAQUE = ("script", "style", "xmp", "noembed")
"""Elements whose content is no markup."""
_END = re.compile(rf"</({'|'.join(_OPAQUE)})[\s/>]", re.IGNORECASE)


class Token(NamedTuple):
    """A piece of a page: text, an opening or a closing tag, or a comment."""

    kind: str
    """text, start, end, comment or opaque."""
    value: str
    """The text, or the tag's name in lower case."""
    rest: str = ""
    """A tag's attributes as they stand; the content of an opaque element."""

    def attributes(self) -> dict[str, str]:
        """A tag's attributes, the first of each name."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.rest[:20_000]):
            found.setdefault(name.lower(), unescape(double or single or bare))
        return found


class _Seeker:
    """Finds strings ever further on; one that is gone is never sought again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, int] = {}

    def find(self, what: str, start: int) -> int:
        """Where it next stands, -1 when nowhere."""
        known = self._next.get(what, 0)
        if 0 <= known < start or what not in self._next:
            known = self._next[what] = self.text.find(what, start)
        return known


def tokens(page: str) -> Iterator[Token]:
    """The page's tokens in order; text has its character references resolved."""
    seek, at = _Seeker(page), 0
    ends: dict[str, list[int]] = {}
    while at < len(page):
        opening = seek.find("<", at)
        if opening < 0:
            break
        if opening > at:
            yield Token("text", unescape(page[at:opening]))
        token, at = _markup(seek, opening)
        yield token
        if token.kind == "start" and token.value in _OPAQUE:
            if not ends:
                ends = _all_ends(page)
            stop = _after(ends[token.value], at)
            yield Token("opaque", token.value, page[at:stop] if stop >= 0 else "")
            at = stop if stop >= 0 else at
    if at < len(page):
        yield Token("text", unescape(page[at:]))


def _all_ends(page: str) -> dict[str, list[int]]:
    ends: dict[str, list[int]] = {name: [] for name in _OPAQUE}
    for found in _END.finditer(page):
        ends[found[1].lower()].append(found.start())
    for places in ends.values():
        places.reverse()
    return ends


def _after(places: list[int], start: int) -> int:
    """The first of the places from `start` on; those before are dropped."""
    while places and places[-1] < start:
        places.pop()
    return places[-1] if places else -1


def _markup(seek: _Seeker, at: int) -> tuple[Token, int]:
    """What begins with "<" at a place, and where it ends."""
    page = seek.text
    if page.startswith("<!--", at):
        end = seek.find("-->", at + 4)
        if end >= 0:
            return Token("comment", page[at + 4 : end]), end + 3
        return Token("text", "<!--"), at + 4
    is_end = page.startswith("</", at)
    name = _NAME.match(page, at + 1 + is_end)
    if name is None:
        if page.startswith(("<!", "<?", "</"), at) and (end := seek.find(">", at)) >= 0:
            return Token("comment", ""), end + 1
        return Token("text", "<"), at + 1
    end = _tag_end(seek, name.end())
    rest = page[name.end() : end]
    return Token("end" if is_end else "start", name[0].lower(), rest), end + 1


def _tag_end(seek: _Seeker, at: int) -> int:
    """Where a tag closes; a ">" within quotes does not count, if the quotes are closed."""
    while True:
        close = seek.find(">", at)
        if close < 0:
            return len(seek.text)
        quotes = [place for quote in "\"'" if 0 <= (place := seek.find(quote, at)) < close]
        if not quotes:
            return close
        opened = min(quotes)
        is_value = seek.text[at:opened].rstrip().endswith("=")
        closed = seek.find(seek.text[opened], opened + 1) if is_value else opened
        if closed < 0:
            return close
        at = closed + 1
