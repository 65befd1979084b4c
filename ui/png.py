"""PNG files written piece by piece, with nothing in them but the picture.

Qt's own writer wants the whole picture in memory and copies along what a picture carries: comments,
profiles, times. Here a file has a header, its resolution, pixels and an end, and nothing else.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.uint8]
"""Pixels of some rows: (rows, columns, 3 or 4)."""

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _RGBA = 2, 6
_AS_IT_IS, _UP = 0, 2
_LEVEL, _MEMORY = 1, 9
"""For flat areas a higher level takes up to twice as long and packs hardly better."""
_TRIED = 9
"""Rows in the middle of a band that are packed both ways, to see which packs better."""
_INCH = 0.0254


def write(stream: BinaryIO, width: int, height: int, bands: Iterable[Rows], dots_per_inch: float) -> None:
    """Write a picture whose rows come in bands from top to bottom."""
    stream.write(_SIGNATURE)
    packer = _packer()
    above: Rows | None = None
    rows = 0
    for band in bands:
        if above is None:
            channels = band.shape[2]
            colour = _RGBA if channels == 4 else _RGB
            _chunk(stream, b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0))
            per_metre = round(dots_per_inch / _INCH)
            _chunk(stream, b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1))
            above = np.zeros((width * channels,), np.uint8)
        flat = band.reshape(band.shape[0], -1)
        rows += len(flat)
        if packed := packer.compress(_filtered(flat, above).data):
            _chunk(stream, b"IDAT", packed)
        above = flat[-1].copy()
    if rows != height:
        raise ValueError("the bands are not as high as the picture")
    _chunk(stream, b"IDAT", packer.flush())
    _chunk(stream, b"IEND", b"")


def _filtered(flat: Rows, above: Rows) -> Rows:
    """Rows as they are packed: letters and lines as they are, photographs as differences between rows."""
    made = np.empty((len(flat), flat.shape[1] + 1), np.uint8)
    middle = max((len(flat) - _TRIED) // 2, 0)
    tried = flat[middle : middle + _TRIED]
    if _packed_size(tried[1:]) <= _packed_size(tried[1:] - tried[:-1]):
        made[:, 0] = _AS_IT_IS
        made[:, 1:] = flat
    else:
        made[:, 0] = _UP
        made[0, 1:] = flat[0] - above
        np.subtract(flat[1:], flat[:-1], out=made[1:, 1:])
    return made


def _packed_size(rows: Rows) -> int:
    packer = _packer()
    return len(packer.compress(rows.data)) + len(packer.flush())


def _packer() -> zlib._Compress:
    return zlib.compressobj(_LEVEL, memLevel=_MEMORY)


def _chunk(stream: BinaryIO, name: bytes, data: bytes) -> None:
    stream.write(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))
