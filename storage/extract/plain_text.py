"""Plain text and Markdown: kept as written, but for the line breaks."""

from __future__ import annotations

import re

from storage.extract.encodings import decoded
from storage.extract.extracted import MAX_TEXT, Extracted, Heading, Report, Unreadable, fit, line

EXTRACTOR = "text 1"
_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t]*#*$", re.MULTILINE)


def read(data: bytes, report: Report) -> Extracted:
    """The whole text; Markdown headings make the outline."""
    report("Reading text", 0, 0)
    text = fit(decoded(data))
    if len(text) > MAX_TEXT:
        raise Unreadable("The document holds more text than can be kept.")
    outline = tuple(
        Heading(line(found[2]), found.start(), len(found[1])) for found in _HEADING.finditer(text)
    )
    notes = () if text.strip() else ("The file is empty.",)
    title = outline[0].title if outline and outline[0].start == 0 else ""
    return Extracted(text, EXTRACTOR, title, outline=outline, notes=notes)
