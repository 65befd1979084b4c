"""The text of attached documents, as one version of one extractor read it.

A passage counts characters of such a text, so it is never altered: another extractor version adds
a text of its own. Plain text is read when the file comes in, wherever it comes from; other formats are
read in the worker process, and their text is handed to `keep`.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, BinaryIO

from board.passages import Reading
from storage import words
from storage.driver import Cursor
from storage.packing import unpacked

if TYPE_CHECKING:
    from storage.extract import Extracted

MAX_TEXT = 1 << 25
"""Bytes of a plain-text file that are read as text; a longer one is kept, but not searched."""


def keep(cursor: Cursor, attachment: str, extractor: str, text: str) -> None:
    """Store and index a text, unless this extractor's is there already."""
    raw = text.encode("utf-8", "replace")
    cursor.execute(
        "INSERT OR IGNORE INTO document (attachment, extractor, sha256, text) VALUES (?, ?, ?, ?)",
        (attachment, extractor, hashlib.sha256(raw).hexdigest(), zlib.compress(raw, 6)),
    )
    if cursor.rowcount == 1:
        words.put_in_document(cursor, cursor.lastrowid, raw.decode())


def text_of(cursor: Cursor, attachment: str, extractor: str) -> str | None:
    """The text of an attachment, or None; without an extractor's name, the one read last."""
    row = cursor.execute(
        "SELECT text FROM document WHERE attachment = ? AND ? IN ('', extractor) ORDER BY n DESC",
        (attachment, extractor),
    ).fetchone()
    return None if row is None else unpacked(row[0])


def reading_of(cursor: Cursor, attachment: str) -> Reading | None:
    """The text of an attachment that was read last, with its hash and who read it."""
    row = cursor.execute(
        "SELECT text, sha256, extractor FROM document WHERE attachment = ? ORDER BY n DESC", (attachment,)
    ).fetchone()
    return None if row is None else Reading(unpacked(row[0]), row[1], row[2])


def drop(cursor: Cursor, attachment: str) -> None:
    """Delete every text of an attachment, and its words."""
    for row, packed in cursor.execute(
        "SELECT n, text FROM document WHERE attachment = ?", (attachment,)
    ).fetchall():
        words.take_out_document(cursor, row, unpacked(packed))
        cursor.execute("DELETE FROM document WHERE n = ?", (row,))


def plain_text(stream: BinaryIO) -> Extracted | None:
    """A text file's text; None when it is none, or too long to be read beside the window."""
    from storage.extract import Unreadable, extract

    raw = stream.read(MAX_TEXT + 1)
    if len(raw) > MAX_TEXT:
        return None
    try:
        return extract(raw, "", _unheard)
    except Unreadable:
        return None


def _unheard(_verb: str, _done: int, _all: int) -> None:
    """Whoever keeps a file tells how far it is by its bytes."""
