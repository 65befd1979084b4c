"""Files that are written whole or not at all.

What is written stands beside its place under a name nobody else uses, and takes the place only when
every byte is on the disk. So a full disk, a crash or a second thought costs nothing that was there.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from storage import errors


@contextmanager
def part_of(path: Path, stale: Iterable[Path] = ()) -> Iterator[Path]:
    """A free name beside `path`; the file made there takes its place, and `stale` goes with the old one."""
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        for old in stale:
            old.unlink(missing_ok=True)
        part.replace(path)
        _sync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only when it is whole. Raises CaseError when the disk does not let it."""
    try:
        with part_of(path) as part, part.open("xb") as stream:
            yield stream
    except OSError as error:
        raise errors.not_written(path, error) from error


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # a folder cannot be synced on Windows
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
