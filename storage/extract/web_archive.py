"""Web captures (.warc, .warc.gz, .wacz): every page that was captured is a document of its own.

A capture's own text is the list of its pages; when there is but one, it is that page's text. A file
that breaks off gives what stands before the break, and says so. Addresses and times are what the
capture states; whether its signature is good is not checked here.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from storage.extract.encodings import decoded
from storage.extract.extracted import Budget, Extracted, Paragraphs, Part, Report, Unreadable, line
from storage.extract.web_page import UNPROVEN, declared, read_text
from storage.extract.zipped import Zipped

EXTRACTOR = "web archive 1"
BROKEN = "The capture is damaged; what stands before the damage was read."
_PIECE = 1 << 16
_HEADER = re.compile(rb"^([!-9;-~]{1,100}):[ \t]*([^\r\n]*)", re.MULTILINE)
_VERSION = re.compile(rb"WARC/\d\.\d\r?\n")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")


@dataclass(frozen=True, slots=True)
class _Page:
    """A captured answer of a server that holds text."""

    address: str
    date: str
    media_type: str
    label: str
    body: bytes


def read(data: bytes, report: Report) -> Extracted:
    """A WARC file, packed or not."""
    budget = Budget()
    pages, is_whole = _pages(data, budget, report)
    if not pages and not is_whole:
        raise Unreadable("The capture is damaged, and nothing of it can be read.")
    return _result(pages, is_whole, report)


def read_package(data: bytes, report: Report) -> Extracted:
    """A WACZ file: a ZIP of WARC files, with a list of the pages that somebody asked for."""
    zipped = Zipped(data)
    archives = [each for each in zipped.names("archive/") if each.endswith((".warc", ".warc.gz"))]
    if not archives:
        raise Unreadable("The capture holds no pages.")
    pages: list[_Page] = []
    is_whole = True
    for each in archives:
        found, whole = _pages(zipped.read(each), zipped.budget, report)
        pages += found
        is_whole &= whole
    listed = _listed(zipped)
    asked_for = [page for page in pages if page.address in listed]
    return _result(asked_for or pages, is_whole, report, listed)


def _result(
    pages: list[_Page], is_whole: bool, report: Report, titles: dict[str, str] | None = None
) -> Extracted:
    notes = (*(() if is_whole else (BROKEN,)), UNPROVEN)
    if len(pages) == 1:
        page = pages[0]
        text = _text(page, report)
        notes = tuple(dict.fromkeys((*notes, *text.notes)))
        return replace(
            text, extractor=EXTRACTOR, location=page.address, facts=(("Captured", page.date),), notes=notes
        )
    out = Paragraphs()
    parts = []
    for page in pages:
        title = (titles or {}).get(page.address, "")
        out.add(f"{page.address} ({page.date})" + (f"\n{title}" if title else ""))
        ending = ".txt" if page.media_type == "text/plain" else ".html"
        bare = re.sub(r"[^\w.-]+", "_", page.address.partition("//")[2])[:80].strip("_.")
        body = page.body
        if page.label and page.label.lower() not in ("utf-8", "utf8"):
            body = decoded(page.body, page.label).encode("utf-8-sig")
        parts.append(Part((bare or "page") + ending, body, page.media_type, True, page.address, page.date))
    if not pages:
        notes = (*notes, "The capture holds no page with text.")
    return Extracted(out.text(), EXTRACTOR, parts=tuple(parts), notes=notes)


def _text(page: _Page, report: Report) -> Extracted:
    if page.media_type == "text/plain":
        from storage.extract import plain_text

        return plain_text.read(page.body, report)
    return read_text(decoded(page.body, page.label or declared(page.body)), report)


def _pages(data: bytes, budget: Budget, report: Report) -> tuple[list[_Page], bool]:
    """The pages of a WARC file, and whether all of it could be read."""
    plain, is_whole = (data, True) if data.startswith(b"WARC/") else _unpacked(data, budget)
    pages: list[_Page] = []
    at = 0
    while at < len(plain):
        report("Reading capture", at, len(plain))
        if plain[at : at + 2] == b"\r\n" or plain[at : at + 1] == b"\n":
            at += 1 if plain[at : at + 1] == b"\n" else 2
            continue
        end_of_headers = _blank_line(plain, at)
        headers = _headers(plain[at:end_of_headers])
        length = headers.get("content-length", "")
        if not _VERSION.match(plain, at) or not length.isdigit() or len(length) > 12:
            return pages, False
        block = plain[end_of_headers : end_of_headers + int(length)]
        if len(block) < int(length):
            is_whole = False
        if (page := _page(headers, block, budget)) is not None and budget.one_more():
            pages.append(page)
        at = end_of_headers + int(length)
    return pages, is_whole


def _unpacked(data: bytes, budget: Budget) -> tuple[bytes, bool]:
    """All members of a gzip file one after the other, as far as they are sound."""
    out = bytearray()
    rest = data
    while rest.startswith(b"\x1f\x8b"):
        member = zlib.decompressobj(31)
        try:
            for piece in _inflated(member, rest):
                budget.spend(len(piece))
                out += piece
        except zlib.error:
            return bytes(out), False
        if not member.eof:
            return bytes(out), False
        rest = member.unused_data
    return bytes(out), not rest.strip(b"\0")


def _inflated(member: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    while data and not member.eof:
        yield member.decompress(data, _PIECE)
        data = member.unconsumed_tail
    if not member.eof:
        yield member.flush()


def _blank_line(data: bytes, at: int) -> int:
    """The end of the headers that begin at a place."""
    ends = [
        found + len(mark)
        for mark in (b"\r\n\r\n", b"\n\n")
        if (found := data.find(mark, at, at + _PIECE)) >= 0
    ]
    return min(ends, default=min(len(data), at + _PIECE))


def _headers(raw: bytes) -> dict[str, str]:
    return {name.decode().lower(): value.decode("utf-8", "replace") for name, value in _HEADER.findall(raw)}


def _page(headers: dict[str, str], block: bytes, budget: Budget) -> _Page | None:
    """The page in a record, if it is one."""
    kind = headers.get("warc-type", "")
    address = line(headers.get("warc-target-uri", "")).strip("<>")
    date = re.sub(r":\d\d(?:\.\d+)?Z$", "Z", headers.get("warc-date", ""))
    if kind == "resource":
        media_type, label = _media(headers.get("content-type", ""))
        body = block
    elif kind == "response" and block.startswith(b"HTTP/"):
        start = _blank_line(block, 0)
        answer = _headers(block[:start])
        media_type, label = _media(answer.get("content-type", ""))
        if media_type not in _PAGES:
            return None
        body = _body(answer, block[start:], budget)
    else:
        return None
    if media_type not in _PAGES or not body.strip() or not address.startswith(("http://", "https://")):
        return None
    return _Page(address, date, media_type, label, body)


def _media(header: str) -> tuple[str, str]:
    kind, _, rest = header.partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", rest, re.IGNORECASE)
    return kind.strip().lower(), found[1] if found else ""


def _body(answer: dict[str, str], body: bytes, budget: Budget) -> bytes:
    """What the server sent, put together and unpacked; left as it is where it is not what it says."""
    if "chunked" in answer.get("transfer-encoding", "").lower():
        body = _joined(body)
    encoding = answer.get("content-encoding", "").strip().lower()
    if encoding in ("gzip", "x-gzip", "deflate"):
        out = bytearray()
        try:
            for piece in _inflated(zlib.decompressobj(31 if "gzip" in encoding else 15), body):
                budget.spend(len(piece))
                out += piece
        except zlib.error:
            return bytes(out) or body
        return bytes(out)
    return b"" if encoding == "br" else body


def _joined(body: bytes) -> bytes:
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size + (2 if body[found.end() + size : found.end() + size + 2] == b"\r\n" else 1)
    return b"".join(pieces) or body


def _listed(zipped: Zipped) -> dict[str, str]:
    """Addresses and titles of the pages that somebody asked for."""
    found: dict[str, str] = {}
    for name in zipped.names("pages/", ".jsonl"):
        for raw in zipped.read(name).splitlines()[:5000]:
            try:
                entry = json.loads(raw)
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict) and isinstance(entry.get("url"), str):
                found[line(entry["url"])] = line(str(entry.get("title") or ""))
    return found
