"""Mails that Outlook saved (.msg): a small file system with a stream for each property.

Only the properties that a reader of evidence asks for are taken: who, to whom, when, what, and the
attachments. The container is read by olefile.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.extract.encodings import decoded
from storage.extract.extracted import Budget, Extracted, Paragraphs, Part, Report, Unreadable, flowed, line
from storage.extract.web_page import declared, read_text

EXTRACTOR = "outlook 1"
_SUBJECT, _BODY, _HTML, _RTF = "0037", "1000", "1013", "1009"
_SENDER, _ADDRESS, _SMTP = "0C1A", "0C1F", "5D01"
_TO, _CC = "0E04", "0E03"
_SENT, _DELIVERED, _CREATED = 0x0039, 0x0E06, 0x3007
_LONG_NAME, _SHORT_NAME, _DATA, _MEDIA = "3707", "3704", "3701", "370E"
_TIME, _INTEGER = 0x0040, 0x0003
_CODE_PAGES = (0x3FFD, 0x3FDE, 0x66C3)


def read(data: bytes, report: Report) -> Extracted:
    """A mail, or another of Outlook's items, with what is attached to it."""
    report("Reading mail", 0, 0)
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(path).upper(): path for path in ole.listdir()}
            if any(each in names for each in ("ENCRYPTEDPACKAGE", "ENCRYPTIONINFO")):
                raise Unreadable(
                    "The document is protected by a password; save it without one to have it read."
                )
            if "__PROPERTIES_VERSION1.0" not in names:
                raise Unreadable(_old_office(names))
            return _Item(ole, names, report).result()
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error) as error:
        raise Unreadable("The file is damaged: it is an Outlook item that does not open.") from error


def _old_office(names: dict[str, list[str]]) -> str:
    if "WORDDOCUMENT" in names:
        return "This is a Word document of the old kind (.doc); save it as .docx or PDF to have it read."
    if "WORKBOOK" in names or "BOOK" in names:
        return "This is an Excel workbook of the old kind (.xls); it is kept, but no text could be read."
    return "No text could be read from this kind of file; it is kept as it is."


class _Item:
    """An Outlook item in its open container."""

    def __init__(self, ole: Any, names: dict[str, list[str]], report: Report) -> None:
        self.ole = ole
        self.names = names
        self.report = report
        self.budget = Budget()
        self.times: dict[int, str] = {}
        self.code_page = ""
        self._fixed()

    def result(self) -> Extracted:
        """The mail."""
        sender = self.text("", _SENDER)
        address = self.text("", _SMTP) or self.text("", _ADDRESS)
        if "@" in address and address != sender:
            sender = f"{sender} <{address}>".strip()
        sent = next((self.times[each] for each in (_SENT, _DELIVERED, _CREATED) if each in self.times), "")
        subject = self.text("", _SUBJECT)
        shown = (
            ("From", sender), ("To", self.text("", _TO)), ("Cc", self.text("", _CC)),
            ("Date", sent.replace("T", " ")), ("Subject", subject),
        )  # fmt: skip
        out = Paragraphs()
        out.add("\n".join(f"{name}: {line(value)}" for name, value in shown if value))
        for paragraph in self.body().split("\n\n"):
            out.add(paragraph)
        notes = () if self.body() or not self.stream("", _RTF, "0102") else (_IN_RTF,)
        return Extracted(
            out.text(), EXTRACTOR, line(subject), sent, line(sender), parts=tuple(self.parts()), notes=notes
        )

    def body(self) -> str:
        """The words, of the plain version if there is one."""
        if text := self.text("", _BODY).strip():
            return flowed(text)
        page = self.stream("", _HTML, "0102")
        if page:
            return read_text(decoded(page, declared(page)), self.report).text
        return read_text(self.text("", _HTML), self.report).text

    def parts(self) -> Iterator[Part]:
        """What is attached, byte for byte; a mail within the mail is left in the file."""
        folders = sorted(
            {name.split("/")[0] for name in self.names if name.startswith("__ATTACH_VERSION1.0_#")}
        )
        for number, folder in enumerate(folders, 1):
            data = self.stream(folder + "/", _DATA, "0102")
            if data and self.budget.one_more():
                self.budget.spend(len(data))
                name = self.text(folder + "/", _LONG_NAME) or self.text(folder + "/", _SHORT_NAME)
                bare = line(name).replace("\\", "/").rpartition("/")[2].strip(". ")[:200]
                yield Part(bare or f"attachment {number}", data, line(self.text(folder + "/", _MEDIA)))

    def text(self, folder: str, number: str) -> str:
        """A property that is text; "" when there is none."""
        if wide := self.stream(folder, number, "001F"):
            return wide.decode("utf-16-le", "replace")
        return decoded(self.stream(folder, number, "001E"), self.code_page)

    def stream(self, folder: str, number: str, kind: str) -> bytes:
        """A property's bytes."""
        path = self.names.get(f"{folder}__SUBSTG1.0_{number}{kind}")
        return b"" if path is None else bytes(self.ole.openstream(path).read())

    def _fixed(self) -> None:
        """Take the times and the code page from the list of properties of fixed size."""
        raw = bytes(self.ole.openstream(self.names["__PROPERTIES_VERSION1.0"]).read())
        for at in range(32, len(raw) - 15, 16):
            kind, number, _, value = struct.unpack_from("<HHIQ", raw, at)
            if kind == _TIME and 0 < value < 1 << 58:
                moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=value // 10)
                self.times[number] = moment.isoformat(timespec="minutes").replace("+00:00", "Z")
            elif kind == _INTEGER and number in _CODE_PAGES:
                page = value & 0xFFFFFFFF
                self.code_page = self.code_page or {65001: "utf-8", 20127: "ascii"}.get(page, f"cp{page}")


_IN_RTF = "The mail's words are kept in a form that is not read; open the original."
