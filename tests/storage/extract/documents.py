"""Documents made for the tests: small, whole, and of every format."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from storage.extract import Extracted, Unreadable, extract

REAL = Path(__file__).parents[2] / "fixtures" / "documents"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def silent(_verb: str, _done: int, _total: int) -> None:
    """A report that nobody hears."""


def read(data: bytes, name: str = "") -> Extracted:
    """A document as extracted, after the checks that hold for each."""
    found = extract(data, name, silent)
    found.text.encode()
    assert "\r" not in found.text
    assert "\0" not in found.text
    assert found.extractor
    assert list(found.pages) == sorted(found.pages)
    assert len(found.sizes) == len(found.pages)
    places = [*found.pages, *(heading.start for heading in found.outline)]
    assert all(0 <= place <= len(found.text) for place in places)
    assert all(note.endswith(".") for note in found.notes)
    return found


def outcome(data: bytes, name: str = "") -> Extracted | str:
    """A document as extracted, or the sentence that says why it cannot be."""
    try:
        return read(data, name)
    except Unreadable as told:
        sentence = str(told)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def real(name: str) -> Extracted:
    """A real file as extracted."""
    return read((REAL / name).read_bytes(), name)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document with a body of WordprocessingML; other parts by name."""
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped(
        {"word/document.xml": document} | {f"word/{name}.xml": part for name, part in parts.items()}
    )


def odt(body: str) -> bytes:
    """An OpenDocument text."""
    names = " ".join(f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "text", "table"))
    content = (
        f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def pdf(pages: Iterable[Iterable[str]]) -> bytes:
    """A PDF with lines of ASCII text on each page, 12 points high, from the top down."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 760 Td\n{shown}ET".encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%b\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects)
        )
    objects[0] = b"<</Type/Catalog/Pages 2 0 R>>"
    numbers = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(kids), numbers)
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def jpeg(entries: Mapping[int, bytes], inner: Mapping[int, bytes], gps: Mapping[int, bytes]) -> bytes:
    """A JPEG with nothing in it but EXIF; values are text, or raw 8-byte rationals for GPS tags 2 and 4."""
    block = bytearray(b"II*\0\x08\0\0\0")
    start_of = {0x8769: 0, 0x8825: 0}
    for tags, pointer in ((entries, 0), (inner, 0x8769), (gps, 0x8825)):
        if pointer:
            start_of[pointer] = len(block)
        pairs = [(tag, raw) for tag, raw in sorted(tags.items())]
        if not pointer:
            pairs += [(tag, b"") for tag in start_of]
        place = len(block) + 2 + 12 * len(pairs)
        rows, values = b"", b""
        for tag, raw in pairs:
            if tag in start_of:
                rows += struct.pack("<HHII", tag, 4, 1, 0)
                continue
            is_rational = pointer == 0x8825 and tag in (2, 4)
            kind, count = (5, len(raw) // 8) if is_rational else (2, len(raw) + 1)
            raw += b"" if is_rational else b"\0"
            if len(raw) <= 4:
                rows += struct.pack("<HHI4s", tag, kind, count, raw)
            else:
                rows += struct.pack("<HHII", tag, kind, count, place + len(values))
                values += raw
        block += struct.pack("<H", len(pairs)) + rows + values
    for tag, start in start_of.items():
        at = bytes(block).index(struct.pack("<HHI", tag, 4, 1))
        block[at + 8 : at + 12] = struct.pack("<I", start)
    body = b"Exif\0\0" + bytes(block)
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xd9"
