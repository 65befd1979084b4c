"""Compressed text, read back with a limit: a forged row must not fill the memory."""

from __future__ import annotations

import zlib

MAX_UNPACKED = 1 << 28
"""Bytes: no honest step or document comes near."""


def unpacked(packed: bytes) -> str:
    """A compressed text; ValueError when it is none, or too long."""
    unzip = zlib.decompressobj()
    try:
        raw = unzip.decompress(packed, MAX_UNPACKED)
    except zlib.error as error:
        raise ValueError from error
    if not unzip.eof or unzip.unused_data:
        raise ValueError
    return raw.decode()
