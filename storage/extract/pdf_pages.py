"""An open PDF: the text of its pages, where each letter stands, and pages as pictures.

PDFium, the engine of Chrome, does the reading, in a build without JavaScript and without network. Text
is taken letter by letter, so that a place in the text and a place on the page are the same count. A
hyphen that PDFium marks as the end of a line is dropped: the word it divided is one word.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from ctypes import c_int
from dataclasses import dataclass
from typing import Any, NamedTuple

from storage.extract.extracted import NeedsPassword, Unreadable, line

MAX_PIXELS = 40_000_000
MAX_PAGES = 20_000
_WRONG_PASSWORD = 4
_UNITS = 64
"""Steps of a point in which PDFium is asked for places: it answers in whole numbers."""
_SAME_LINE = 0.4
"""How much of a letter's height the middles of two letters of one line may differ."""


class Letters(NamedTuple):
    """A page's text, and where each of its characters stands."""

    text: str
    boxes: array[float]
    """x, y, width, height of each character, in points from the page's top left corner as it is shown;
    all zero for a character that is not drawn."""

    def rects(self, start: int, end: int) -> list[tuple[float, float, float, float]]:
        """Rectangles around a range of characters, one a line."""
        found: list[list[float]] = []
        for at in range(4 * max(start, 0), 4 * min(end, len(self.text)), 4):
            x, y, width, height = self.boxes[at : at + 4]
            if not (width or height):
                continue
            if found and _is_same_line(found[-1], y, height):
                last = found[-1]
                last[0], last[1] = min(last[0], x), min(last[1], y)
                last[2], last[3] = max(last[2], x + width), max(last[3], y + height)
            else:
                found.append([x, y, x + width, y + height])
        return [(left, top, right - left, bottom - top) for left, top, right, bottom in found]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page, or a part of one, as pixels."""

    width: int
    height: int
    rgba: bytes
    """Rows of 4 bytes a pixel, without padding; opaque."""
    scale: float
    """Pixels a point; less than was asked for when it would have been too large."""


class PdfPages:
    """A PDF that is open; raises NeedsPassword or Unreadable when it does not open."""

    def __init__(self, data: bytes, password: str = "") -> None:
        import pypdfium2

        self._raw: Any = pypdfium2.raw
        self._error: type[Exception] = pypdfium2.PdfiumError
        try:
            self.document: Any = pypdfium2.PdfDocument(data, password=password or None)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == _WRONG_PASSWORD:
                raise NeedsPassword("The PDF is protected by a password.") from error
            raise Unreadable("The PDF is damaged and does not open.") from error
        except (ValueError, UnicodeError) as error:
            raise NeedsPassword("That password is not the PDF's.") from error
        self.count = min(len(self.document), MAX_PAGES)
        self._has_forms = False

    def close(self) -> None:
        """Let the document go."""
        self.document.close()

    def size(self, page: int) -> tuple[float, float]:
        """Width and height of a page as it is shown, in points; pages count from 1."""
        try:
            width, height = self.document.get_page_size(page - 1)
        except self._error:
            return 0.0, 0.0
        return float(width), float(height)

    def text(self, page: int) -> str:
        """A page's text; "" for a page that is damaged."""
        sheet = self._sheet(page)
        if sheet is None:
            return ""
        try:
            return self._kept(sheet.get_textpage())[0]
        except self._error:
            return ""
        finally:
            sheet.close()

    def letters(self, page: int) -> Letters:
        """A page's text and the box of every letter."""
        sheet = self._sheet(page)
        if sheet is None:
            return Letters("", array("f"))
        try:
            text_page = sheet.get_textpage()
            text, places = self._kept(text_page)
            boxes = array("f", bytes(16 * len(text)))
            width, height = self.size(page)
            for number, place in enumerate(places):
                boxes[4 * number : 4 * number + 4] = self._box(sheet, text_page, place, width, height)
            return Letters(text, boxes)
        except self._error:
            return Letters("", array("f"))
        finally:
            sheet.close()

    def image(
        self, page: int, scale: float, clip: tuple[float, float, float, float] | None = None
    ) -> PageImage:
        """A page, or what of it lies within `clip` (x, y, width, height in points), as pixels."""
        if not self._has_forms:
            self._has_forms = True
            self.document.init_forms()
        sheet = self._sheet(page)
        if sheet is None:
            raise Unreadable("Page {page} is damaged and cannot be shown.", page=page)
        try:
            width, height = self.size(page)
            x, y, wide, high = clip or (0.0, 0.0, width, height)
            x, y = max(x, 0.0), max(y, 0.0)
            wide, high = min(wide, width - x), min(high, height - y)
            if wide <= 0 or high <= 0:
                raise Unreadable("Page {page} has nothing there to be shown.", page=page)
            # all of it is asked for: what a clip leaves out is not drawn, but its size counts
            scale = min(scale, (MAX_PIXELS / max(wide * high, 1.0)) ** 0.5)
            crop = (x, height - y - high, width - x - wide, y)
            bitmap = sheet.render(
                scale=scale, crop=tuple(max(one, 0.0) for one in crop), prefer_bgrx=True, rev_byteorder=True
            )
            return _pixels(bitmap, scale)
        except (self._error, ValueError, MemoryError) as error:
            raise Unreadable("Page {page} is damaged and cannot be shown.", page=page) from error
        finally:
            sheet.close()

    def has_picture(self, page: int) -> bool:
        """Whether there is a picture on a page."""
        sheet = self._sheet(page)
        if sheet is None:
            return False
        try:
            return any(True for _ in sheet.get_objects(filter=[self._raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        except self._error:
            return False
        finally:
            sheet.close()

    def outline(self) -> Iterator[tuple[str, int, int]]:
        """The document's own table of contents: title, page from 1 (0 when it leads nowhere) and depth."""
        try:
            for number, entry in enumerate(self.document.get_toc()):
                target = entry.get_dest()
                page = None if target is None else target.get_index()
                title = self._title(entry)
                if title:
                    yield title, 0 if page is None else page + 1, entry.level + 1
                if number > MAX_PAGES:
                    return
        except self._error:
            return

    def _title(self, entry: Any) -> str:
        try:
            return line(entry.get_title())
        except (self._error, UnicodeError):
            return ""

    def about(self) -> dict[str, str]:
        """What the document states of itself: Title, Author, CreationDate …"""
        found: dict[str, str] = {}
        for key in self.document.METADATA_KEYS:
            try:
                found[key] = line(self.document.get_metadata_value(key))
            except (self._error, UnicodeError):
                continue
        return found

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Name and bytes of the files that lie in the document."""
        for number in range(min(self.document.count_attachments(), 1000)):
            try:
                attachment = self.document.get_attachment(number)
                yield line(attachment.get_name()), bytes(attachment.get_data())
            except (self._error, ValueError, AssertionError):
                continue

    def _sheet(self, page: int) -> Any:
        """An open page, None when it is damaged or not there."""
        if not 1 <= page <= self.count:
            return None
        try:
            return self.document[page - 1]
        except self._error:
            return None

    def _kept(self, text_page: Any) -> tuple[str, list[int]]:
        """A page's text, and for each character its number among PDFium's."""
        unicode_of, raw = self._raw.FPDFText_GetUnicode, text_page.raw
        codes = [unicode_of(raw, number) for number in range(text_page.count_chars())]
        places = [number for number, code in enumerate(codes) if _is_kept(code)]
        return "".join([chr(codes[number]) for number in places]), places

    def _box(self, sheet: Any, text_page: Any, place: int, width: float, height: float) -> array[float]:
        rect = self._raw.FS_RECTF()
        if not self._raw.FPDFText_GetLooseCharBox(text_page.raw, place, rect):
            return array("f", (0, 0, 0, 0))
        if rect.left == rect.right or rect.bottom == rect.top:
            return array("f", (0, 0, 0, 0))
        x1, y1 = self._shown(sheet, width, height, rect.left, rect.top)
        x2, y2 = self._shown(sheet, width, height, rect.right, rect.bottom)
        return array("f", (min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)))

    def _shown(self, sheet: Any, width: float, height: float, x: float, y: float) -> tuple[float, float]:
        """A point of the page as the file has it, where it is when the page is shown."""
        across, down = c_int(), c_int()
        size = (round(width * _UNITS), round(height * _UNITS))
        self._raw.FPDF_PageToDevice(sheet.raw, 0, 0, *size, 0, x, y, across, down)
        return across.value / _UNITS, down.value / _UNITS


def pdf_date(text: str) -> str:
    """A PDF's "D:20220324100000+03'00'" in EDTF; "" for what is no date."""
    found = _DATE.match(text)
    if found is None:
        return ""
    year, month, day, hour, minute, zone = found.groups()
    if month is None or day is None or hour is None:
        return "-".join(part for part in (year, month, day if month else None) if part)
    sign = "Z" if zone and zone.startswith("Z") else ""
    if zone and zone[0] in "+-":
        digits = re.sub(r"\D", "", zone)
        sign = f"{zone[0]}{digits[:2]}:{digits[2:4] or '00'}"
    return f"{year}-{month}-{day}T{hour}:{minute or '00'}{sign}"


_DATE = re.compile(
    r"(?:D:)?(\d{4})(0[1-9]|1[0-2])?(0[1-9]|[12]\d|3[01])?([01]\d|2[0-3])?([0-5]\d)?(?:[0-5]\d)?"
    r"(Z|[+-]\d\d'?(?:\d\d)?)?",
    re.ASCII,
)


def _is_kept(code: int) -> bool:
    """Whether a character of PDFium's belongs in the text: no fillers, no marks of its own."""
    if code < 32:
        return code in (9, 10)
    return code not in (0x7F, 0xFFFE, 0xFFFF) and not 0xD800 <= code <= 0xDFFF and code <= 0x10FFFF


def _is_same_line(last: list[float], y: float, height: float) -> bool:
    middle, other = (last[1] + last[3]) / 2, y + height / 2
    return abs(middle - other) <= _SAME_LINE * max(height, last[3] - last[1])


def _pixels(bitmap: Any, scale: float) -> PageImage:
    row = bitmap.width * 4
    pixels = bytearray(bitmap.buffer)
    if bitmap.stride != row:
        pixels = bytearray().join(
            pixels[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
        )
    pixels[3::4] = b"\xff" * (len(pixels) // 4)
    image = PageImage(bitmap.width, bitmap.height, bytes(pixels), scale)
    bitmap.close()
    return image
