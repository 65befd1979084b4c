"""Files kept in the case, byte for byte, under the SHA-256 of their bytes.

A file goes in and comes out in pieces of 4 MiB, each a row and a transaction of its own, so that a
film neither fills the memory nor holds up an edit. Before a file counts as kept it is read back
and its hash taken again. Pieces of a file that never got that far are swept away at the next open,
and so are files that no record has and no step of the history could bring back.
"""

from __future__ import annotations

import hashlib
import io
import mimetypes
import uuid
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import BinaryIO

from typing_extensions import override

from storage import errors
from storage.connection import Database
from storage.driver import Cursor

CHUNK = 1 << 22
_PENDING = "pending-"
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
)


def keep(database: Database, stream: BinaryIO, seen: Callable[[int], None]) -> tuple[str, int, bytes]:
    """Put a stream's bytes into the case; its hash, its size and its first bytes.

    `seen` is told the bytes that are in so far; what it raises ends the copying.
    """
    with database.writing() as cursor:
        cursor.execute("INSERT INTO blob (sha256, size) VALUES (?, 0)", (_PENDING + uuid.uuid4().hex,))
        blob = cursor.lastrowid
    try:
        digest, size, head = _copied(database, stream, blob, seen)
        if _read_back(database, blob) != digest:
            raise errors.DriveFailed(database.path)
        with database.writing() as cursor:
            _settle(cursor, blob, digest, size)
    except BaseException:
        _discard(database, blob)
        raise
    return digest, size, head


def _copied(
    database: Database, stream: BinaryIO, blob: int, seen: Callable[[int], None]
) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    for place, piece in enumerate(_pieces(stream)):
        with database.writing(len(piece)) as cursor:
            cursor.execute("INSERT INTO chunk (blob, place, bytes) VALUES (?, ?, ?)", (blob, place, piece))
        digest.update(piece)
        size += len(piece)
        head = head or piece[:64]
        seen(size)
    return digest.hexdigest(), size, head


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    """A stream in pieces of one size, the last one shorter; a pipe may give less at a time."""
    while True:
        parts, missing = [], CHUNK
        while missing and (part := stream.read(missing)):
            parts.append(part)
            missing -= len(part)
        if not parts:
            return
        yield b"".join(parts)


def _read_back(database: Database, blob: int) -> str:
    """The SHA-256 of what the file holds; between two pieces an edit may go first."""
    digest, place = hashlib.sha256(), 0
    while True:
        with database.reading() as cursor:
            sql = "SELECT bytes FROM chunk WHERE blob = ? AND place = ?"
            piece = cursor.execute(sql, (blob, place)).fetchone()
        if piece is None:
            return digest.hexdigest()
        digest.update(piece[0])
        place += 1


def _settle(cursor: Cursor, blob: int, digest: str, size: int) -> None:
    if cursor.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone():
        drop(cursor, blob)
    else:
        cursor.execute("UPDATE blob SET sha256 = ?, size = ? WHERE n = ?", (digest, size, blob))


def _discard(database: Database, blob: int) -> None:
    try:
        with database.writing() as cursor:
            drop(cursor, blob)
    except errors.CaseError:
        return  # the next open sweeps it away


def drop(cursor: Cursor, blob: int) -> None:
    """Delete a file's bytes."""
    cursor.execute("DELETE FROM chunk WHERE blob = ?", (blob,))
    cursor.execute("DELETE FROM blob WHERE n = ?", (blob,))


def hash_of(cursor: Cursor, blob: int) -> str:
    """The SHA-256 of what the file holds, read piece by piece."""
    digest = hashlib.sha256()
    for (piece,) in cursor.execute("SELECT bytes FROM chunk WHERE blob = ? ORDER BY place", (blob,)):
        digest.update(piece)
    return digest.hexdigest()


def orphans(cursor: Cursor) -> list[tuple[int, str]]:
    """Files that nothing has and nothing could bring back."""
    return [
        (row[0], row[1])
        for row in cursor.execute(
            "SELECT n, sha256 FROM blob WHERE sha256 NOT IN (SELECT id FROM attachment)"
            " AND sha256 NOT IN (SELECT sha256 FROM log_file)"
        )
    ]


def media_type(name: str, head: bytes) -> str:
    """What a file is, by its first bytes where they tell, else by its name."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    guessed = mimetypes.MimeTypes().guess_type(PurePath(name).name)[0]
    return "application/octet-stream" if guessed is None or guessed.startswith("image/") else guessed


class _Pieces(io.RawIOBase):
    """A kept file as a stream that can be sought; one piece in memory at a time."""

    def __init__(self, database: Database, blob: int, size: int) -> None:
        self._database = database
        self._blob = blob
        self._size = size
        self._place = 0
        self._at = -1
        self._piece = b""

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        return self._place

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("before the start of the file")
        self._place = start + offset
        return self._place

    @override
    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._place >= self._size:
            return 0
        at, inside = divmod(self._place, CHUNK)
        if at != self._at:
            self._piece, self._at = self._read(at), at
        part = self._piece[inside : inside + len(buffer)]
        if not part:
            raise errors.FileMissing(self._database.path)
        buffer[: len(part)] = part
        self._place += len(part)
        return len(part)

    def _read(self, at: int) -> bytes:
        with self._database.reading() as cursor:
            row = cursor.execute(
                "SELECT bytes FROM chunk WHERE blob = ? AND place = ?", (self._blob, at)
            ).fetchone()
        if row is None:
            raise errors.FileMissing(self._database.path)
        return bytes(row[0])


def stream(database: Database, digest: str) -> BinaryIO:
    """A kept file for reading."""
    with database.reading() as cursor:
        row = cursor.execute("SELECT n, size FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    if row is None:
        raise errors.FileMissing(database.path)
    return io.BufferedReader(_Pieces(database, row[0], row[1]), 1 << 16)
