"""Web pages, as saved: every word of them, headings and paragraphs apart.

No guess is made at what the "main content" is, since evidence has to be whole; only what no reader
ever sees as text (scripts, styles) is left out. Nothing on the page is run, loaded or resolved.
What a page says of its own address and date proves nothing, and the notes say so.
"""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from storage.extract.encodings import decoded
from storage.extract.extracted import Extracted, Paragraphs, Report, line
from storage.extract.tags import Token, tokens

EXTRACTOR = "web page 1"
UNPROVEN = "The address and date are what the saved page says of itself; nothing proves them."

_META_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,40})"')
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?")
_SAVED = re.compile(r"url:\s*(\S+)\s+saved date:\s*([^\n(]{10,80})")
_JAVASCRIPT_DATE = re.compile(r"\w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d):\d\d GMT([+-]\d{4})", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "rb", "rp", "rt", "ruby", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "slot",
    "picture", "source",
})  # fmt: skip
_SILENT = frozenset({
    "img", "input", "link", "meta", "base", "param", "track", "embed", "area", "col", "colgroup",
    "noscript", "tbody", "thead",
})  # fmt: skip
_ROWS = frozenset(("li", "tr", "dt", "dd", "option", "summary", "figcaption", "caption", "legend"))


def read(data: bytes, report: Report) -> Extracted:
    """The text of an HTML file, in the encoding it has or says it has."""
    report("Reading page", 0, 0)
    return read_text(decoded(data, declared(data)), report)


def declared(data: bytes) -> str:
    """The encoding that a page names in its head."""
    found = _META_CHARSET.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else ""


def read_text(page: str, report: Report) -> Extracted:
    """The text of a page that is decoded."""
    reader = _Page()
    for number, token in enumerate(tokens(page)):
        reader.take(token)
        if number % 5000 == 0:
            report("Reading page", 0, 0)
    return reader.result()


class _Page:
    """A page while it is read."""

    def __init__(self) -> None:
        self.out = Paragraphs()
        self.pending: list[str] = []
        self.level = 0
        self.kept_blanks = 0
        self.title: list[str] = []
        self.is_title = False
        self.hints: dict[str, str] = {}
        self.facts: list[tuple[str, str]] = []

    def take(self, token: Token) -> None:
        """Take in the next token."""
        match token.kind:
            case "text":
                self._text(token.value)
            case "comment":
                self._comment(token.value)
            case "opaque":
                if token.value == "script" and (found := _PUBLISHED.search(token.rest[:200_000])):
                    self.hints.setdefault("published", found[1])
                elif token.value not in ("script", "style"):
                    self._text(token.rest)
            case "start":
                self._start(token)
            case _:
                self._end(token.value)

    def result(self) -> Extracted:
        """The page, once all of it was taken in."""
        self._flush()
        hints = self.hints
        date = _DAY.match(hints.get("published", "").strip().replace(" ", "T", 1))
        location = hints.get("saved from") or hints.get("canonical", "")
        return Extracted(
            self.out.text(),
            EXTRACTOR,
            line("".join(self.title)) or line(hints.get("title", "")),
            edtf(date[0]) if date else "",
            line(hints.get("author", "")),
            location if location.startswith(("http://", "https://")) else "",
            hints.get("language", "")[:35],
            outline=tuple(self.out.outline),
            facts=tuple(self.facts),
            notes=() if not location else (UNPROVEN,),
        )

    def _text(self, text: str) -> None:
        if self.is_title:
            self.title.append(text)
        elif self.kept_blanks:
            self.pending.append(text)
        else:
            joined = " ".join(text.split())
            before = " " if text[:1].isspace() else ""
            after = " " if joined and text[-1:].isspace() else ""
            self.pending.append(before + joined + after)

    def _start(self, token: Token) -> None:
        name = token.value
        if name == "title":
            self.is_title = not self.title
            return
        self.is_title = False
        if name in ("meta", "link", "html", "time"):
            self._hint(name, token.attributes())
        elif name == "br":
            self.pending.append("\n")
        elif name == "q":
            self.pending.append("“")
        elif name in ("td", "th"):
            self.pending.append("\t")
        elif name not in _INLINE and name not in _SILENT:
            self._flush(row=name in _ROWS)
            self.level = int(name[1]) if name in ("h1", "h2", "h3", "h4", "h5", "h6") else 0
            self.kept_blanks += name in ("pre", "textarea", "listing")

    def _end(self, name: str) -> None:
        if name == "title":
            self.is_title = False
        elif name == "q":
            self.pending.append("”")
        elif name not in _INLINE and name not in _SILENT and name not in ("td", "th", "br"):
            self._flush(row=name in _ROWS)
            self.level = 0
            self.kept_blanks = max(0, self.kept_blanks - (name in ("pre", "textarea", "listing")))

    def _flush(self, *, row: bool = False) -> None:
        """End a paragraph; rows of lists and tables stay lines of one."""
        if row:
            if self.pending and self.pending[-1] != "\n" and any(map(str.strip, self.pending)):
                self.pending.append("\n")
            return
        if self.pending:
            self.out.add("".join(self.pending), self.level)
            self.pending.clear()

    def _hint(self, name: str, given: dict[str, str]) -> None:
        content = given.get("content", "")
        match name:
            case "html":
                self.hints.setdefault("language", given.get("lang", ""))
            case "link" if given.get("rel", "").lower() == "canonical":
                self.hints.setdefault("canonical", given.get("href", ""))
            case "meta":
                what = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
                if kind := _METAS.get(what):
                    self.hints.setdefault(kind, content)
            case "time" if "pubdate" in given or given.get("itemprop", "") == "datePublished":
                self.hints.setdefault("published", given.get("datetime", ""))

    def _comment(self, text: str) -> None:
        """The comment that SingleFile puts at the head of what it saves."""
        if "saved with SingleFile" not in text[:300] or (found := _SAVED.search(text[:5000])) is None:
            return
        self.hints["saved from"] = found[1]
        self.facts.append(("Saved with", "SingleFile"))
        if moment := javascript_date(found[2]):
            self.facts.append(("Saved", moment))


_METAS = {
    "article:published_time": "published",
    "datepublished": "published",
    "date": "published",
    "dc.date": "published",
    "dc.date.issued": "published",
    "parsely-pub-date": "published",
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "og:url": "canonical",
    "og:title": "title",
}


def edtf(text: str) -> str:
    """An ISO time as this program writes dates: to the minute, with its zone."""
    moment = re.sub(r"(?<=T\d\d:\d\d):\d\d(?:\.\d+)?", "", text)
    return re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", moment) if "T" in moment else moment


def javascript_date(text: str) -> str:
    """A browser's "Thu Mar 24 2022 10:00:00 GMT+0300 (…)" in EDTF; the zone's name is in any language."""
    found = _JAVASCRIPT_DATE.search(text)
    if found is None or found[1] not in _MONTHS:
        return ""
    month = _MONTHS.index(found[1]) + 1
    return f"{found[3]}-{month:02}-{found[2]}T{found[4]}{found[5][:3]}:{found[5][3:]}"


def mail_date(text: str) -> str:
    """A mail's "Thu, 24 Mar 2022 10:00:00 +0300" in EDTF; "" for what is no date."""
    try:
        found = parsedate_to_datetime(" ".join(text.split())[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return found.isoformat(timespec="minutes").replace("+00:00", "Z")
