"""Pictures: no text, but what the camera wrote beside the pixels, as facts to be weighed.

Two dates are told apart, when it was taken and when the file was last changed by a program; a blank
one is none. The position is what the device thought. All of it is easily altered, and a note says so.
The few tags are read here, from JPEG, PNG, WebP and TIFF; no pixel is decoded.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import TypeAlias

from storage.extract.extracted import Extracted, Report, line

EXTRACTOR = "picture 1"
NO_TEXT = "A picture: there is no text in it to be read."
EASY = "What a picture says of its time, place and camera is easily altered."
Value: TypeAlias = str | float | tuple[float, ...]

_TIFF = (b"II*\0", b"MM\0*")
_IFD, _GPS = 0x8769, 0x8825
_TAGS = {
    0x010E: "Description", 0x010F: "Make", 0x0110: "Model", 0x0131: "Software", 0x0132: "changed",
    0x013B: "Artist", 0x8298: "Copyright", 0x9003: "taken", 0x9011: "zone", 0x9010: "changed zone",
    0xA431: "Camera serial number",
}  # fmt: skip
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_FORMS = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 11: "f", 12: "d"}
_WHEN = re.compile(r"(\d{4})[:.-](\d\d)[:.-](\d\d)[ T](\d\d):(\d\d):(\d\d)")
_MOST = 4096
"""Entries of a directory, and bytes of a value, that are looked at."""


def read(data: bytes, report: Report) -> Extracted:
    """What a picture says of itself."""
    report("Reading picture", 0, 0)
    found: dict[str, Value] = {}
    for block in _blocks(data):
        found |= _Directory(block).entries()
    taken, changed = _when(found, "taken", "zone"), _when(found, "changed", "changed zone")
    camera = " ".join(dict.fromkeys(str(found[key]) for key in ("Make", "Model") if found.get(key)))
    facts = [("Taken", taken), ("Changed", changed), ("Camera", camera), ("Position", _position(found))]
    facts += [(key, str(found.get(key, ""))) for key in _TAGS.values() if key[0].isupper()]
    shown = tuple((key, line(value)) for key, value in facts if line(value) and key not in ("Make", "Model"))
    notes = [NO_TEXT, EASY] if shown else [NO_TEXT]
    if taken and changed and taken[:16] != changed[:16]:
        notes.append("The file was changed by a program at another time than the picture was taken.")
    return Extracted(
        "", EXTRACTOR, date=taken, author=line(str(found.get("Artist", ""))), facts=shown, notes=tuple(notes)
    )


def _blocks(data: bytes) -> Iterator[bytes]:
    """The EXIF blocks of a picture."""
    if data.startswith(_TIFF):
        yield data
    elif data.startswith(b"\xff\xd8"):
        yield from _in_jpeg(data)
    elif data.startswith(b"\x89PNG"):
        yield from (body for kind, body in _chunks(data, 8, ">I4s", 4) if kind == b"eXIf")
    elif data.startswith(b"RIFF"):
        yield from (
            body.removeprefix(b"Exif\0\0") for kind, body in _chunks(data, 12, "<4sI", 0) if kind == b"EXIF"
        )


def _in_jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, size = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in (0xDA, 0xD9) or size < 2:
            return
        body = data[at + 4 : at + 2 + size]
        if marker == 0xE1 and body.startswith(b"Exif\0"):
            yield body[6:]
        at += 2 + size


def _chunks(data: bytes, at: int, form: str, after: int) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each chunk of a PNG or WebP."""
    while at + 8 <= len(data):
        one, other = struct.unpack_from(form, data, at)
        kind, size = (one, other) if isinstance(one, bytes) else (other, one)
        yield kind, data[at + 8 : at + 8 + size]
        at += 8 + size + after + (size % 2 if not after else 0)


class _Directory:
    """The directories of tags in a TIFF block."""

    def __init__(self, block: bytes) -> None:
        self.block = block
        self.order = "<" if block[:2] == b"II" else ">"

    def entries(self) -> dict[str, Value]:
        """The tags that mean something to us, by name; GPS tags as "gps 2"."""
        if not self.block.startswith(_TIFF):
            return {}
        found: dict[str, Value] = {}
        inner: dict[int, int] = {}
        for tag, value in self._at(self._number(4)):
            if tag in (_IFD, _GPS) and isinstance(value, float):
                inner[tag] = int(value)
            elif tag in _TAGS:
                found[_TAGS[tag]] = value
        for tag, value in self._at(inner.get(_IFD, 0)):
            if tag in _TAGS:
                found[_TAGS[tag]] = value
        for tag, value in self._at(inner.get(_GPS, 0)):
            found[f"gps {tag}"] = value
        return {key: value for key, value in found.items() if value not in ("", ())}

    def _at(self, place: int) -> Iterator[tuple[int, Value]]:
        if not 8 <= place <= len(self.block) - 2:
            return
        count = min(struct.unpack_from(self.order + "H", self.block, place)[0], _MOST)
        for at in range(place + 2, min(place + 2 + 12 * count, len(self.block) - 11), 12):
            tag, kind, length = struct.unpack_from(self.order + "HHI", self.block, at)
            size = _SIZES.get(kind, 0) * length
            if 0 < size <= _MOST:
                start = at + 8 if size <= 4 else self._number(at + 8)
                yield tag, self._value(kind, length, self.block[start : start + size])

    def _value(self, kind: int, count: int, raw: bytes) -> Value:
        if kind in (2, 7):
            text = raw.split(b"\0")[0] if kind == 2 else raw
            return text.decode("utf-8", "replace").strip(" \0")
        if len(raw) < _SIZES[kind] * count:
            return ""
        if kind in (5, 10):
            halves = struct.unpack(f"{self.order}{2 * count}{'I' if kind == 5 else 'i'}", raw)
            values = [top / low if low else 0.0 for top, low in zip(halves[::2], halves[1::2], strict=True)]
        else:
            values = [float(one) for one in struct.unpack(f"{self.order}{count}{_FORMS[kind]}", raw)]
        return values[0] if count == 1 else tuple(values)

    def _number(self, at: int) -> int:
        return int.from_bytes(self.block[at : at + 4], "little" if self.order == "<" else "big")


def _when(found: dict[str, Value], key: str, zone_key: str) -> str:
    """A camera's "2022:03:24 10:00:00" in EDTF; "" for a blank or impossible one."""
    match = _WHEN.match(str(found.get(key, "")))
    if match is None or match[1] == "0000" or "00" in (match[2], match[3]) or int(match[4]) > 23:
        return ""
    zone = str(found.get(zone_key, ""))
    zone = zone if re.fullmatch(r"[+-]\d\d:\d\d", zone) else ""
    return f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6]}{zone}"


def _position(found: dict[str, Value]) -> str:
    """Degrees north and east, from degrees, minutes and seconds or from decimals."""
    latitude = _degrees(found.get("gps 2"), str(found.get("gps 1", "N")) in "Ss", 90)
    longitude = _degrees(found.get("gps 4"), str(found.get("gps 3", "E")) in "Ww", 180)
    return f"{latitude:.6f}, {longitude:.6f}" if latitude is not None and longitude is not None else ""


def _degrees(value: Value | None, is_negative: bool, most: int) -> float | None:
    if value is None or isinstance(value, str):
        return None
    parts = (value,) if isinstance(value, float) else value
    degrees: float = sum(part / 60.0**power for power, part in enumerate(parts[:3]))
    if not 0 <= degrees <= most:
        return degrees if len(parts) == 1 and -most <= degrees < 0 else None
    return -degrees if is_negative else degrees
