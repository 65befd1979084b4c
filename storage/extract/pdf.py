"""PDFs: the text of every page, the outline, and what the file states of itself.

Page breaks are kept as places in the text. A scan has no text; it is said so, and its pages can still
be looked at and rectangles marked on them.
"""

from __future__ import annotations

from storage.extract.extracted import (
    MAX_TEXT,
    Budget,
    Extracted,
    Heading,
    Part,
    Report,
    Unreadable,
    line,
)
from storage.extract.pdf_pages import MAX_PAGES, PdfPages, pdf_date

EXTRACTOR = "pdf 1"
LONG, FIRST = 60, 12
"""Pages up to which a PDF is read at a glance, and how many of a longer one are."""
NO_TEXT_LAYER = "This PDF has no text layer: its pages are pictures."
SOME_WITHOUT = "Some pages have no text layer: they are pictures."
_FEW = 20
"""Characters up to which a page counts as a picture (a scanner's stamp, a page number)."""
_LOOKED_AT = 50
"""Pages with hardly a word on which a picture is sought."""
_BETWEEN = "\n\n"
_FACTS = (
    ("Creator", "Made with"),
    ("Producer", "Written by"),
    ("Subject", "Subject"),
    ("Keywords", "Keywords"),
)


def read(data: bytes, report: Report, password: str = "") -> Extracted:
    """The text of a PDF."""
    pages = PdfPages(data, password)
    try:
        return _read(pages, report, pages.count)
    finally:
        pages.close()


def glance(data: bytes, report: Report) -> Extracted:
    """The text of a PDF; of a long one only what its first pages say, and what it states of itself."""
    pages = PdfPages(data)
    try:
        return _read(pages, report, pages.count if pages.count <= LONG else FIRST)
    finally:
        pages.close()


def _read(pages: PdfPages, report: Report, count: int) -> Extracted:
    texts: list[str] = []
    length = 0
    for page in range(1, count + 1):
        report("Reading pages", page, count)
        texts.append(pages.text(page))
        length += len(texts[-1]) + len(_BETWEEN)
        if length > MAX_TEXT:
            raise Unreadable("The document holds more text than can be kept.")
    sizes = tuple(pages.size(page) for page in range(1, pages.count + 1))
    if not any(width and height for width, height in sizes):
        raise Unreadable("The PDF is damaged: it has no page that opens.")
    starts = _starts(texts)
    about = pages.about()
    made, changed = pdf_date(about.get("CreationDate", "")), pdf_date(about.get("ModDate", ""))
    facts = [(label, about[key]) for key, label in _FACTS if about.get(key)]
    facts += [("Changed", changed)] if changed and changed != made else []
    return Extracted(
        _BETWEEN.join(texts),
        EXTRACTOR,
        line(about.get("Title", "")),
        made,
        line(about.get("Author", "")),
        pages=starts,
        sizes=sizes,
        outline=tuple(
            Heading(title, starts[page - 1] if 0 < page <= len(starts) else 0, level)
            for title, page, level in pages.outline()
        ),
        parts=_parts(pages),
        facts=tuple(facts),
        notes=_notes(pages, texts),
        is_whole=count == pages.count,
    )


def _starts(texts: list[str]) -> tuple[int, ...]:
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    return tuple(starts)


def _parts(pages: PdfPages) -> tuple[Part, ...]:
    budget = Budget()
    parts: list[Part] = []
    for name, data in pages.attachments():
        budget.spend(len(data))
        parts.append(Part(name or f"attachment {len(parts) + 1}", data))
    return tuple(parts)


def _notes(pages: PdfPages, texts: list[str]) -> tuple[str, ...]:
    notes = []
    bare = [page for page, text in enumerate(texts, 1) if len(text.strip()) < _FEW]
    scanned = [page for page in bare[:_LOOKED_AT] if pages.has_picture(page)]
    if not any(map(str.strip, texts)) or (len(bare) == len(texts) and len(scanned) == len(bare[:_LOOKED_AT])):
        notes.append(NO_TEXT_LAYER)
    elif scanned:
        notes.append(SOME_WITHOUT)
    if len(pages.document) > MAX_PAGES:
        notes.append(f"Only the first {MAX_PAGES} pages were read.")
    return tuple(notes)
