"""Rich Text Format: the words, in the code page of the font they are set in, with notes and text boxes.

The reader is our own because evidence has to be whole: those that are to be had leave out footnotes,
comments, headers and text boxes, or take the code page of the whole file for each font.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from storage.extract.extracted import Extracted, Paragraphs, Report, Unreadable, line

EXTRACTOR = "rtf 1"
MAX_DEPTH = 1000

_PIECE = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 78: "cp932", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_BREAKS = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "row": "\n", "line": "\n", "tab": "\t", "cell": "\t",
    "nestcell": "\t", "nestrow": "\n", "emdash": "—", "endash": "–", "bullet": "•",
    "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "zwj": "\u200d",
    "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_SYMBOLS = {
    b"~": "\xa0",
    b"_": "\u2011",
    b"-": "\xad",
    b"{": "{",
    b"}": "}",
    b"\\": "\\",
    b"\n": "\n\n",
    b"\r": "\n\n",
}
_APART = {
    "footnote": "Footnote", "annotation": "Comment", "header": "Header", "headerl": "Header",
    "headerr": "Header", "headerf": "Header", "footer": "Footer", "footerl": "Footer", "footerr": "Footer",
    "footerf": "Footer",
}  # fmt: skip
"""Groups whose words come after the text."""
_KEPT = frozenset(("shptxt", "fldrslt", "shprslt", "shpinst", "dptxbxtext", "shp", "object", "result"))
_DROPPED = frozenset({
    "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator",
    "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "filetbl", "revtbl", "pict",
    "objdata", "nonshppict", "fldinst", "bkmkstart", "bkmkend", "xe", "tc", "pntext", "pntxta", "pntxtb",
    "sp", "sn", "sv", "listtext", "atrfstart", "atrfend", "atnid", "atnref", "atndate", "atnparent",
    "atnicn", "background", "template", "passwordhash", "userprops", "docvar", "mmathPr", "ftnsep",
    "ftnsepc", "aftnsep", "aftnsepc", "pgptbl", "objclass", "objname", "private", "do", "ud",
    "wgrffmtfilter", "printim", "buptim", "revtim",
})  # fmt: skip
_INFO = {
    "title": "title",
    "author": "author",
    "subject": "subject",
    "creatim": "made",
    "operator": "operator",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds between two braces."""

    where: str = "text"
    """text, dropped, fonts, or the name of an info field or a note."""
    font: int = -1
    skip: int = 1
    """Bytes that stand in for a character in old readers, and are skipped in new ones."""
    is_hidden_if_unknown: bool = False
    note: int = -1
    plain_of: str = ""
    """Within words that stand there twice, where the Unicode ones belong."""


def read(data: bytes, report: Report) -> Extracted:
    """The text of an RTF file."""
    reader = _Reader()
    at = number = 0
    while found := _PIECE.match(data, at):
        number += 1
        if number % 20_000 == 0:
            report("Reading document", at, len(data))
        at = found.end() + reader.take(found)
    return reader.result()


class _Reader:
    """An RTF file while it is read."""

    def __init__(self) -> None:
        self.group = _Group()
        self.stack: list[_Group] = []
        self.encoding = "cp1252"
        self.fonts: dict[int, str] = {}
        self.default_font = -1
        self.text: list[str] = []
        self.notes: list[tuple[str, list[str]]] = []
        self.info: dict[str, list[str]] = {}
        self.raw = bytearray()
        """Bytes that wait for the rest of a character."""
        self.to_skip = 0

    def take(self, found: re.Match[bytes]) -> int:
        """Take in a piece; how many bytes after it are no text."""
        word, number, hexed, symbol, brace, plain = found.groups()
        if hexed is not None:
            self._bytes(bytes((int(hexed, 16),)))
        elif plain is not None:
            self._bytes(plain)
        elif word is not None:
            return self._word(word.decode(), None if number is None else int(number))
        elif symbol is not None:
            if symbol == b"*":
                self.group = replace(self.group, is_hidden_if_unknown=True)
            else:
                self._put(_SYMBOLS.get(symbol, ""))
        elif brace == b"{":
            self._flush()
            if len(self.stack) > MAX_DEPTH:
                raise Unreadable("The document is nested too deeply to be read.")
            self.stack.append(self.group)
        elif brace == b"}":
            self._flush()
            if self.stack:
                self.group = self.stack.pop()
        return 0

    def result(self) -> Extracted:
        """The text, once all of it was taken in."""
        self._flush()
        out = Paragraphs()
        for paragraph in "".join(self.text).split("\n\n"):
            out.add(paragraph)
        for number, (label, pieces) in enumerate(self.notes, 1):
            words = " ".join("".join(pieces).split())
            if words:
                counted = f" {number}" if label == "Footnote" else ""
                out.add(f"[{label}{counted}] {words}")
        about = {key: line("".join(pieces)) for key, pieces in self.info.items()}
        return Extracted(
            out.text(),
            EXTRACTOR,
            about.get("title", ""),
            author=about.get("author", ""),
            facts=(("Subject", about["subject"]),) if about.get("subject") else (),
        )

    def _word(self, word: str, number: int | None) -> int:
        self.to_skip = 0
        if word == "u" and number is not None:
            self._unicode(number)
            return 0
        self._flush()
        if word == "bin":
            return max(0, number or 0)
        if word in _BREAKS:
            self._put(_BREAKS[word])
        elif word == "uc":
            self.group = replace(self.group, skip=max(0, min(number or 0, 100)))
        elif word == "ansicpg":
            self.encoding = _codec(number or 1252)
        elif word == "deff":
            self.default_font = number or 0
        elif word == "f":
            self.group = replace(self.group, font=number or 0)
        elif word == "fcharset" and self.group.where == "fonts":
            if encoding := _CHARSETS.get(number or 0):
                self.fonts[self.group.font] = encoding
        elif word in ("plain", "pard"):
            self.group = replace(self.group, font=self.default_font)
        else:
            self._destination(word)
        return 0

    def _destination(self, word: str) -> None:
        """A word that says where a group's words belong."""
        unknown = self.group.is_hidden_if_unknown
        self.group = replace(self.group, is_hidden_if_unknown=False)
        if word == "ud" and self.group.plain_of:
            self.group = replace(self.group, where=self.group.plain_of, plain_of="")
        if self.group.where == "dropped":
            return
        if word == "upr":
            self.group = replace(self.group, where="dropped", plain_of=self.group.where)
            return
        if word == "fonttbl":
            self.group = replace(self.group, where="fonts")
        elif word in _APART and self.stack:
            note = len(self.notes)
            self.notes.append((_APART[word], []))
            if word == "footnote":
                self._put(f"[{note + 1}]")
            self.group = replace(self.group, where="note", note=note)
        elif word in _INFO and any(group.where == "info" for group in self.stack):
            self.group = replace(self.group, where=_INFO[word])
        elif word == "info":
            self.group = replace(self.group, where="info")
        elif word in _DROPPED or (unknown and word not in _KEPT):
            self.group = replace(self.group, where="dropped")

    def _unicode(self, number: int) -> None:
        self._flush()
        code = number % 0x10000
        self._put(chr(code))
        self.to_skip = self.group.skip

    def _bytes(self, data: bytes) -> None:
        if self.to_skip:
            data, self.to_skip = data[self.to_skip :], max(0, self.to_skip - len(data))
        if self.group.where in ("text", "note", *_INFO.values()):
            self.raw += data

    def _flush(self) -> None:
        if self.raw:
            font = self.group.font if self.group.font >= 0 else self.default_font
            encoding = self.fonts.get(font, self.encoding)
            if encoding == "cp1252":
                encoding = self.encoding
            text = bytes(self.raw).decode(encoding, "replace")
            self.raw.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        if self.raw:
            self._flush()
        where = self.group.where
        if where == "text":
            self.text.append(text)
        elif where == "note":
            self.notes[self.group.note][1].append(text)
        elif where in _INFO.values():
            self.info.setdefault(where, []).append(text)


def _codec(page: int) -> str:
    try:
        return codecs.lookup({65001: "utf-8", 10000: "mac_roman"}.get(page, f"cp{page}")).name
    except LookupError:
        return "cp1252"
