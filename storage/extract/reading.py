"""Which reader a document is for: told by its first bytes, and by its name only where those are silent."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from storage.extract import (
    docx,
    mail,
    mhtml,
    odt,
    outlook,
    pdf,
    picture,
    plain_text,
    rtf,
    web_archive,
    web_page,
)
from storage.extract.extracted import Extracted, Locked, NeedsPassword, Report, Unreadable
from storage.extract.zipped import Zipped

_OTHERS = ("pdf", "docx", "doc", "odt", "rtf", "msg", "wacz", "warc", "jpg", "jpeg", "png")
Reader: TypeAlias = Callable[[bytes, Report], Extracted]

MAX_SIZE = 500_000_000
MAX_TEXT_SIZE = 200_000_000
"""Bytes of a file that is read as text, a page or a mail."""
NO_TEXT = "No text could be read from this kind of file; it is kept as it is."
PACKED = "This is a packed archive; unpack it and add the files that matter."

_HEAD = 4096
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\xfd7zXZ\0", b"BZh")
_BINARY = (b"\x7fELF", b"MZ", b"SQLite format 3\0", b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"RIFF")
_EMLX = re.compile(rb"\s{0,9}\d{1,12}[ \t]*\r?\n(?=[A-Za-z-]{1,80}:)")
_HEADER_LINE = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,80}):[ \t]", re.MULTILINE)
_MAIL_HEADERS = frozenset(
    b"from to cc subject date mime-version received return-path message-id delivered-to reply-to sender"
    b" x-mailer content-type content-transfer-encoding x-original-to dkim-signature".split()
)
_MHTML = re.compile(
    rb"^(?:Snapshot-Content-Location:|From: <Saved by |Content-Type:\s*multipart/related)",
    re.IGNORECASE | re.MULTILINE,
)
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|div|p|table|h[1-6])\b", re.IGNORECASE
)
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".xht")
_MIME_NAMES = (".mht", ".mhtml")


def extract(data: bytes, name: str, report: Report) -> Extracted:
    """The text of any document; raises Unreadable with one sentence when there is none to be had.

    A module-level function of plain values, so that it can be sent to the worker process.
    """
    return _by(_fitting(data, name), data, name, report)


def glance(data: bytes, name: str, report: Report) -> Extracted | Locked:
    """As much of a document as tells what it is: all but the later pages of a long PDF."""
    reader = _fitting(data, name)
    try:
        return _by(pdf.glance if reader is pdf.read else reader, data, name, report)
    except NeedsPassword as error:
        return Locked(str(error))


def _fitting(data: bytes, name: str) -> Reader:
    """The reader for a file that is not too large for it."""
    if not data:
        raise Unreadable("The file is empty.")
    if len(data) > MAX_SIZE:
        raise Unreadable("The file is too large to be read; it is kept as it is.")
    reader = reader_of(data, name)
    if reader in _WORDY and len(data) > MAX_TEXT_SIZE:
        raise Unreadable("The file is too large to be read as text; it is kept as it is.")
    return reader


def _by(reader: Reader, data: bytes, name: str, report: Report) -> Extracted:
    try:
        return _with_notes(reader(data, report), reader, name)
    except RecursionError as error:
        raise Unreadable("The document is nested too deeply to be read.") from error
    except MemoryError as error:
        raise Unreadable("The document takes more memory than it may have.") from error


def extract_locked(data: bytes, password: str, report: Report) -> Extracted:
    """The text of a PDF that asks for a password; raises NeedsPassword when it is another."""
    return pdf.read(data, report, password)


def extract_or_ask(data: bytes, name: str, password: str, report: Report) -> Extracted | Locked:
    """The text of a file, or what says that a password is wanted, or another one."""
    try:
        return extract_locked(data, password, report) if password else extract(data, name, report)
    except NeedsPassword as error:
        return Locked(str(error))


def _with_notes(found: Extracted, reader: Reader, name: str) -> Extracted:
    """With a word on what is not as the user would expect."""
    notes = found.notes
    ending = name.lower().rpartition(".")[2]
    if reader is plain_text.read and ending in _OTHERS:
        notes = (*notes, f"The name says .{ending}, but the file is plain text.")
    if not found.text.strip() and not notes and not found.parts:
        notes = ("There is no text in it.",)
    return found if notes is found.notes else replace(found, notes=notes)


def reader_of(data: bytes, name: str = "") -> Reader:
    """The reader for a file; raises Unreadable when there is none."""
    head = data[:_HEAD]
    if head.startswith(_PICTURES[:-1]) or _is_other_picture(head):
        return picture.read
    if b"%PDF-" in head[:1024]:
        return pdf.read
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packaged(data)
    if head.startswith(_OLE):
        return outlook.read
    if head.lstrip()[:5].lower() == rb"{\rtf":
        return rtf.read
    if head.startswith(b"WARC/"):
        return web_archive.read
    if head.startswith(b"\x1f\x8b"):
        return _gzipped(data)
    if head.startswith(_ARCHIVES):
        raise Unreadable(PACKED)
    if head.startswith(_BINARY) or not _is_text(data):
        raise Unreadable(NO_TEXT)
    return _worded(head, name.lower())


_WORDY: tuple[Reader, ...] = (
    plain_text.read, web_page.read, mail.read, mail.read_emlx, mail.read_mailbox, mhtml.read, rtf.read
)  # fmt: skip


def _worded(head: bytes, name: str) -> Reader:
    """The reader for a file of text."""
    if head.startswith(b"From ") and b"\n" in head:
        return mail.read_mailbox
    if _EMLX.match(head):
        return mail.read_emlx
    if _is_mail(head):
        return mhtml.read if _MHTML.search(head) and _is_saved_page(head, name) else mail.read
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if name.endswith(_PAGE_NAMES) or (bare.startswith(b"<") and _PAGE.search(head)):
        return web_page.read
    wide = head.replace(b"\0", b"")
    if wide != head and _PAGE.search(wide):
        return web_page.read
    return plain_text.read


def _is_mail(head: bytes) -> bool:
    """Whether a file begins with headers, and with more than one that mails have."""
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    first = _HEADER_LINE.match(block.lstrip(b"\r\n"))
    names = [name.lower() for name in _HEADER_LINE.findall(block)]
    return first is not None and len({*names} & _MAIL_HEADERS) >= 2


def _is_saved_page(head: bytes, name: str) -> bool:
    return name.endswith(_MIME_NAMES) or b"snapshot-content-location" in head.lower() or b"<Saved by " in head


def _packaged(data: bytes) -> Reader:
    """The reader for a document that is a ZIP package."""
    zipped = Zipped(data)
    if zipped.names("word/document", ".xml"):
        return _docx
    if "content.xml" in zipped and _kind(zipped).startswith(b"application/vnd.oasis.opendocument.text"):
        return odt.read
    if (
        "datapackage.json" in zipped
        or zipped.names("archive/", ".warc.gz")
        or zipped.names("archive/", ".warc")
    ):
        return web_archive.read_package
    if "[Content_Types].xml" in zipped or "mimetype" in zipped:
        raise Unreadable(NO_TEXT)
    raise Unreadable(PACKED)


def _kind(zipped: Zipped) -> bytes:
    if "mimetype" in zipped and zipped.entries["mimetype"].file_size < 200:
        return zipped.read("mimetype").strip()
    return b"application/vnd.oasis.opendocument.text"


def _docx(data: bytes, report: Report) -> Extracted:
    return docx.read(data, report, _inserted)


def _inserted(data: bytes, report: Report) -> Extracted:
    """A document inserted whole in another; one level only."""
    reader = reader_of(data)
    if reader is _docx:
        return docx.read(data, report)
    return (mhtml.read if reader is mail.read else reader)(data, report)


def _gzipped(data: bytes) -> Reader:
    """The reader for a packed file, by the first bytes that come out."""
    try:
        head = zlib.decompressobj(31).decompress(data[:_HEAD], 64)
    except zlib.error as error:
        raise Unreadable("The file is damaged: it is packed, and cannot be unpacked.") from error
    if head.startswith(b"WARC/"):
        return web_archive.read
    raise Unreadable(PACKED)


def _is_other_picture(head: bytes) -> bool:
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return True
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"):
        return True
    return (
        head[:2] == b"BM" and len(head) > 26 and head[14:18] in (b"\x28\0\0\0", b"\x7c\0\0\0", b"\x6c\0\0\0")
    )


def _is_text(data: bytes) -> bool:
    """Whether bytes are text in some encoding: hardly a control character, and zeros only in UTF-16."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        return True
    zeros = head.count(0)
    if zeros:
        from storage.extract.encodings import wide

        return wide(data) != "latin-1"
    controls = len(head.translate(None, bytes(range(9, 14)) + bytes(range(27, 28)) + bytes(range(32, 256))))
    return controls * 100 <= len(head)
