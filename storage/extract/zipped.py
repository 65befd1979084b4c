"""ZIP files from strangers: what they hold, counted while it is unpacked.

What a ZIP says of its sizes may be a lie, so the bytes are counted as they come. Nothing is ever
written to disk, so names can do no harm; a ZIP inside a ZIP is not opened.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from storage.extract.extracted import Budget, Unreadable

MAX_ENTRIES = 20_000
MAX_RATIO = 200
_SMALL = 10_000_000
"""Bytes up to which nobody minds how well something was packed."""
_PIECE = 1 << 18


class Zipped:
    """An open ZIP file, and how much may still be unpacked from it."""

    def __init__(self, data: bytes, budget: Budget | None = None) -> None:
        try:
            self.file = zipfile.ZipFile(io.BytesIO(data))
            self.entries = {entry.filename: entry for entry in self.file.infolist()}
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise Unreadable("The file is damaged: it is a ZIP package that does not open.") from error
        if len(self.entries) > MAX_ENTRIES:
            raise Unreadable("The file is a package of too many parts to be read safely.")
        self.budget = budget or Budget()

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def names(self, start: str = "", end: str = "") -> list[str]:
        """Names of the parts that begin and end so, in order."""
        return sorted(name for name in self.entries if name.startswith(start) and name.endswith(end))

    def read(self, name: str) -> bytes:
        """A part's bytes; raises Unreadable when it is damaged, locked or grows too large."""
        entry = self.entries[name]
        if entry.flag_bits & 0x1:
            raise Unreadable("The file is protected by a password.")
        pieces: list[bytes] = []
        size = 0
        try:
            with self.file.open(entry) as stream:
                while piece := stream.read(_PIECE):
                    size += len(piece)
                    self.budget.spend(len(piece))
                    if size > _SMALL and size > MAX_RATIO * max(entry.compress_size, 1):
                        raise Unreadable("Unpacked, the file would be too large to be read safely.")
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, NotImplementedError,
                RuntimeError) as error:  # fmt: skip
            raise Unreadable("The file is damaged: a part of it cannot be unpacked.") from error
        return b"".join(pieces)
