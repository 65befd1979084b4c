"""What can still be read of a damaged case file, in a new case.

SQLite reads a table from its root down, and one bad page hides all that hangs below it. Every leaf
page, though, says by itself what rows it holds. So the file is walked page by page, each leaf's
cells are read for themselves, and a row is known by the number and types of its columns; every
table's are different. Deleted rows do not come back: their bytes were overwritten with zeros.
The file format: https://sqlite.org/fileformat2.html, sections 1.5, 1.6 and 2.1.
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from typing_extensions import override

from board.records import Attachment, Record
from storage import errors, packing
from storage.codec import CODECS, BadRow
from storage.driver import Row
from storage.rebuild import counted, fill
from storage.report import DAMAGED, NOT_A_CASE, Report, number
from storage.store import create_case

_LEAF = 0x0D
_MOST = 1 << 30
_TYPES: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "REAL": (int, float),
    "TEXT": (str,),
    "BLOB": (bytes,),
}


@cache
def _shapes() -> dict[str, tuple[tuple[type, ...], ...]]:
    """The types of every table's columns after the row number, which a row leaves out."""
    from storage.tables import metadata

    return {
        table.name: tuple(_TYPES[str(column.type)] for column in list(table.columns)[1:])
        for table in metadata.tables.values()
    }


class Pages:
    """A database file as pages, none of which is trusted."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        header = file.read(100)
        stated = int.from_bytes(header[16:18], "big")
        stated = 65536 if stated == 1 else stated
        self.size = stated if stated in {512 << i for i in range(8)} else 4096
        self.usable = self.size - (header[20] if len(header) > 20 and header[20] <= 32 else 0)
        self.count = -(-file.seek(0, io.SEEK_END) // self.size)

    def read(self, page: int) -> bytes:
        """A page by its number, from 1."""
        self._file.seek((page - 1) * self.size)
        return self._file.read(self.size)

    def rows(self, page: int) -> Iterator[tuple[int, Row]]:
        """The rows that a leaf page holds, with their row numbers; unreadable ones are left out."""
        raw = self.read(page)
        start = 100 if page == 1 else 0
        if len(raw) < start + 8 or raw[start] != _LEAF:
            return
        cells = int.from_bytes(raw[start + 3 : start + 5], "big")
        for i in range(min(cells, self.size // 4)):
            place = int.from_bytes(raw[start + 8 + 2 * i : start + 10 + 2 * i], "big")
            with suppress(IndexError, ValueError, struct.error):
                yield self._row(raw, place)

    def _row(self, raw: bytes, place: int) -> tuple[int, Row]:
        length, place = _varint(raw, place)
        row, place = _varint(raw, place)
        payload = self._payload(raw, place, length)
        return row, tuple(_values(payload))

    def _payload(self, raw: bytes, place: int, length: int) -> bytes:
        if not 0 < length <= min(_MOST, self.count * self.size):
            raise ValueError
        least = (self.usable - 12) * 32 // 255 - 23
        local = length
        if length > self.usable - 35:
            local = least + (length - least) % (self.usable - 4)
            local = local if local <= self.usable - 35 else least
        parts = [raw[place : place + local]]
        got, following = local, raw[place + local : place + local + 4]
        while got < length:
            page = int.from_bytes(following, "big")
            if not 1 < page <= self.count:
                raise ValueError
            part = self.read(page)[: self.usable]
            following, part = part[:4], part[4 : 4 + length - got]
            if not part:
                raise ValueError
            got += len(part)
            parts.append(part)
        return b"".join(parts)


def _varint(raw: bytes, place: int) -> tuple[int, int]:
    value = 0
    for i in range(8):
        byte = raw[place + i]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + i + 1
    return value << 8 | raw[place + 8], place + 9


def _values(payload: bytes) -> Iterator[Any]:
    end, place = _varint(payload, 0)
    at = end
    while place < end:
        kind, place = _varint(payload, place)
        size = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 10 else (kind - 12) // 2
        part = payload[at : at + size]
        if len(part) != size or kind in (10, 11):
            raise ValueError
        at += size
        yield _value(kind, part)


def _value(kind: int, part: bytes) -> Any:
    match kind:
        case 0:
            return None
        case 7:
            return struct.unpack(">d", part)[0]
        case 8 | 9:
            return kind - 8
        case kind if kind < 7:
            return int.from_bytes(part, "big", signed=True)
        case _:
            return part.decode("utf-8", "replace") if kind % 2 else part


def _table_of(values: Row) -> str:
    """The table whose columns these values fit; empty for none of ours."""
    for table, shape in _shapes().items():
        if len(values) == len(shape) + 1 and values[0] is None and all(map(isinstance, values[1:], shape)):
            return table
    return ""


class _Found:
    """Rows picked up page by page; the bytes of files are only remembered by place."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages
        self.records: list[Record] = []
        self.unreadable = 0
        self.blobs: dict[str, int] = {}
        self.pieces: dict[tuple[int, int], int] = {}
        self.texts: list[Row] = []
        self._numbers: dict[str, set[int]] = {}
        for page in range(1, pages.count + 1):
            for row, values in pages.rows(page):
                self._take(page, row, _table_of(values), values[1:])

    def _take(self, page: int, row: int, table: str, values: Row) -> None:
        match table:
            case "blob":
                self.blobs[values[0]] = row
            case "chunk":
                self.pieces[values[0], values[1]] = page
            case "document":
                self.texts.append(values)
            case _ if table in CODECS:
                self._numbers.setdefault(table, set()).add(row)
                try:
                    self.records.append(CODECS[table].record(values))
                except BadRow:
                    self.unreadable += 1

    def gaps(self) -> int:
        """Row numbers between those found that are not there: lost rows, or deleted ones."""
        return sum(max(numbers) - len(numbers) for numbers in self._numbers.values())

    def open_file(self, digest: str) -> BinaryIO:
        """An attached file's bytes, in pieces, when all of them are there and right."""
        blob = self.blobs.get(digest, -1)
        count = sum(owner == blob for owner, _ in self.pieces)
        whole = hashlib.sha256()
        for place in range(count):
            whole.update(self._piece(blob, place))
        if whole.hexdigest() != digest:
            raise errors.FileMissing
        return io.BufferedReader(_Joined(self._piece(blob, place) for place in range(count)))

    def _piece(self, blob: int, place: int) -> bytes:
        for _, values in self.pages.rows(self.pieces.get((blob, place), 0) or 1):
            if _table_of(values) == "chunk" and values[1:3] == (blob, place):
                return bytes(values[3])
        raise errors.FileMissing


class _Joined(io.RawIOBase):
    """Pieces of bytes as one stream."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Any) -> int:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        part, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def salvage(path: Path | str, to: Path | str) -> Report:
    """Read what can be read of a damaged case into a new one at `to`; what is missing, in sentences.

    The history does not come along: it would not lead to what was recovered.
    """
    path = Path(path).absolute()
    if not path.is_file():
        raise errors.CaseMissing(path)
    with path.open("rb") as file:
        found = _Found(Pages(file))
        if not found.records:
            return Report(NOT_A_CASE, [f"Nothing that looks like a case could be found in “{path.name}”."])
        with create_case(to) as store:
            findings = fill(store, found.records, found.open_file)
            for attachment, extractor, _, packed in found.texts:
                with suppress(ValueError):
                    store.add_text(attachment, extractor, packing.unpacked(packed))
            case, _ = store.load()
    files = sum(isinstance(record, Attachment) for record in found.records)
    if found.unreadable:
        findings.append(f"{number(found.unreadable, 'record was', 'records were')} found but not readable.")
    if gaps := found.gaps():
        findings.append(
            f"Up to {number(gaps, 'record', 'records')} may be missing; deleted ones count here too."
        )
    if not files and found.blobs:
        findings.append("Attached files were found, but not what they were called.")
    findings.append("The history was not recovered: nothing done before can be undone.")
    return Report(DAMAGED, findings, counted(case))
