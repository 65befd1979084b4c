"""Mails (.eml, .emlx) and mailboxes (.mbox): who wrote what to whom, and what came along.

A mail's text begins with its main headers, then the words: the plain version if there is one, else
the text of the page it was written as. Attachments come out byte for byte, each a file of its own.
Addresses and dates are what the mail says; headers are easily forged. The parser is the standard
library's oldest and plainest, since the newer one raises on headers that real mails have.
"""

from __future__ import annotations

import re
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value

from storage.extract.encodings import decoded
from storage.extract.extracted import Budget, Extracted, Paragraphs, Part, Report, Unreadable, flowed, line
from storage.extract.web_page import declared, mail_date, read_text

EXTRACTOR = "mail 1"
MAX_DEPTH = 50
_SHOWN = ("From", "Sender", "To", "Cc", "Bcc", "Date", "Subject")
_FACTS = ("To", "Cc", "Bcc", "Reply-To", "Message-ID", "In-Reply-To", "X-Mailer", "X-Originating-IP")
_COUNT = re.compile(rb"\s{0,9}(\d{1,12})[ \t]*\r?\n")
_APART = re.compile(rb"(?:\A|(?<=\n))From [^\r\n]*\r?\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_HEADER_LIMIT = 20_000


def read(data: bytes, report: Report) -> Extracted:
    """A single mail."""
    report("Reading mail", 0, 0)
    return _read_message(_parsed(data), report)


def read_emlx(data: bytes, report: Report) -> Extracted:
    """A mail as Apple Mail keeps it: a count of bytes, the mail, and a list of the program's own."""
    found = _COUNT.match(data)
    if found is None:
        return read(data, report)
    return read(data[found.end() : found.end() + int(found[1])], report)


def read_mailbox(data: bytes, report: Report) -> Extracted:
    """A mailbox: its text is the list of mails, each of which is a document of its own."""
    starts = [found for found in _APART.finditer(data) if found.start() == 0 or _is_blank_before(data, found)]
    if not starts:
        return read(data, report)
    ends = [found.start() for found in starts[1:]] + [len(data)]
    mails = [
        _QUOTED.sub(rb"\1", data[found.end() : end]).rstrip(b"\r\n") + b"\n"
        for found, end in zip(starts, ends, strict=True)
    ]
    if len(mails) == 1:
        return read(mails[0], report)
    budget = Budget()
    out = Paragraphs()
    parts: list[Part] = []
    for number, mail in enumerate(mails, 1):
        report("Reading mails", number, len(mails))
        if not budget.one_more():
            break
        budget.spend(len(mail))
        message = _parsed(mail, headers_only=True)
        subject, date = _header(message, "Subject"), mail_date(_header(message, "Date"))
        out.add(f"{number}. {date.replace('T', ' ')} {_header(message, 'From')}: {subject or 'no subject'}")
        parts.append(Part(f"{number:04} {subject[:80]}.eml", mail, "message/rfc822", True, date=date))
    left = len(mails) - len(parts)
    notes = (f"The mailbox holds {len(mails)} mails; the last {left} were left out.",) if left else ()
    return Extracted(out.text(), EXTRACTOR, parts=tuple(parts), notes=notes)


def _is_blank_before(data: bytes, found: re.Match[bytes]) -> bool:
    return data[max(0, found.start() - 4) : found.start()].endswith((b"\n\n", b"\r\n\r\n"))


def _parsed(data: bytes, *, headers_only: bool = False) -> Message:
    try:
        return BytesParser(policy=policy.compat32).parsebytes(data, headersonly=headers_only)
    except RecursionError as error:
        raise Unreadable("The mail has parts within parts, too deep to be read.") from error


def _read_message(message: Message, report: Report) -> Extracted:
    reader = _Mail(report)
    try:
        reader.walk(message, 0)
    except RecursionError as error:
        raise Unreadable("The mail has parts within parts, too deep to be read.") from error
    out = Paragraphs()
    shown = [(name, _header(message, name)) for name in _SHOWN]
    out.add("\n".join(f"{name}: {value}" for name, value in shown if value))
    for paragraph in "\n\n".join(reader.bodies).split("\n\n"):
        out.add(paragraph)
    dated = _header(message, "Date")
    facts = [(name, value) for name in _FACTS if (value := _header(message, name))]
    if dated and not mail_date(dated):
        facts.append(("Date as written", dated))
    return Extracted(
        out.text(),
        EXTRACTOR,
        _header(message, "Subject"),
        mail_date(dated),
        _header(message, "From") or _header(message, "Sender"),
        parts=tuple(reader.parts),
        facts=tuple(facts),
        notes=tuple(dict.fromkeys(reader.notes)),
    )


class _Mail:
    """A mail while its parts are walked."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.bodies: list[str] = []
        self.parts: list[Part] = []
        self.notes: list[str] = []
        self.budget = Budget()

    def walk(self, message: Message, depth: int) -> None:
        """Take in a part and all within it."""
        self.report("Reading mail", 0, 0)
        if depth > MAX_DEPTH:
            self.notes.append("Parts within parts, too deep to be read, were left out.")
            return
        kind = message.get_content_type()
        if kind == "message/rfc822":
            self._attach(message, _inner_bytes(message), kind)
        elif message.is_multipart():
            inner = [part for part in message.get_payload() if isinstance(part, Message)]
            if kind == "multipart/alternative":
                inner = _best(inner)
            for part in inner:
                self.walk(part, depth + 1)
        elif kind in ("text/plain", "text/html") and message.get_content_disposition() != "attachment":
            self._body(message, kind)
        else:
            self._attach(message, payload(message), kind)

    def _body(self, message: Message, kind: str) -> None:
        data = payload(message)
        label = _label(message)
        if kind == "text/html":
            text = read_text(decoded(data, label or declared(data)), self.report).text
        else:
            text = flowed(decoded(data, label))
        if text:
            self.bodies.append(text)

    def _attach(self, message: Message, data: bytes, kind: str) -> None:
        if not data:
            return
        if not self.budget.one_more():
            self.notes.append("The mail has more attachments than can be kept; the rest were left out.")
            return
        self.budget.spend(len(data))
        name = _file_name(message) or f"attachment {len(self.parts) + 1}{_ENDINGS.get(kind, '')}"
        self.parts.append(Part(name, data, kind))


_ENDINGS = {"message/rfc822": ".eml", "image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


def payload(message: Message) -> bytes:
    """A part's bytes, decoded as far as they can be."""
    try:
        data = message.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    raw = message.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _inner_bytes(message: Message) -> bytes:
    inner = message.get_payload()
    if not isinstance(inner, list):
        return payload(message)
    try:
        return b"\n".join(part.as_bytes() for part in inner if isinstance(part, Message))
    except (LookupError, ValueError, AttributeError, TypeError, HeaderParseError):
        return b"\n".join(payload(part) for part in inner if isinstance(part, Message))


def _best(parts: list[Message]) -> list[Message]:
    """Of the same words in several forms, the plain ones if there are any; other parts come along."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and payload(part).strip()]
    return [part for part in parts if part.get_content_type() != "text/html"] if plain else parts


def _label(message: Message) -> str:
    try:
        label = message.get_param("charset", "")
        return collapse_rfc2231_value(label)
    except (LookupError, ValueError):
        return ""


def _file_name(message: Message) -> str:
    """The last part of the name an attachment gives itself; a path is never believed."""
    try:
        given = message.get_filename("") or ""
    except (LookupError, ValueError, TypeError):
        given = ""
    name = line(_words(given)).replace("\\", "/").rpartition("/")[2]
    return name.strip(". ")[:200]


def _header(message: Message, name: str) -> str:
    """A header's words, decoded, on one line."""
    wanted = name.lower()
    raw = next((value for key, value in message.raw_items() if key.lower() == wanted), "")
    return line(_words(str(raw)[:_HEADER_LIMIT]))


def _words(raw: str) -> str:
    if not raw.isascii():
        raw = decoded(raw.encode("utf-8", "surrogateescape"))
    if "=?" not in raw:
        return raw
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    return "".join(
        piece if isinstance(piece, str) else decoded(piece, label or "") for piece, label in pieces
    )
