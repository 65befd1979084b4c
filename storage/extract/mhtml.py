"""Pages that a browser saved with all that belongs to them in one file (.mhtml).

Only the pages' words are read; pictures and styles stay where they are, in the file.
"""

from __future__ import annotations

from email import policy
from email.message import Message
from email.parser import BytesParser

from storage.extract.encodings import decoded
from storage.extract.extracted import Extracted, Paragraphs, Report, Unreadable, line
from storage.extract.mail import payload
from storage.extract.web_page import UNPROVEN, declared, mail_date, read_text

EXTRACTOR = "mhtml 1"
MAX_PAGES = 500


def read(data: bytes, report: Report) -> Extracted:
    """The text of the page and of the pages framed in it."""
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(data)
        pages = [part for part in message.walk() if part.get_content_type() in _PAGES][:MAX_PAGES]
    except RecursionError as error:
        raise Unreadable("The saved page has parts within parts, too deep to be read.") from error
    if not pages:
        raise Unreadable("The file is a saved page without any text in it.")
    read_pages = [_page(part, report) for part in pages]
    out = Paragraphs()
    for each in read_pages:
        out.extend(each)
    main = read_pages[0]
    location = _address(message, "Snapshot-Content-Location") or _address(pages[0], "Content-Location")
    saved = mail_date(line(str(message.get("Date", ""))))
    return Extracted(
        out.text(),
        EXTRACTOR,
        main.title or line(str(message.get("Subject", ""))),
        main.date,
        main.author,
        location or main.location,
        main.language,
        outline=tuple(out.outline),
        facts=(("Saved", saved),) if saved else (),
        notes=(UNPROVEN,),
    )


_PAGES = ("text/html", "application/xhtml+xml")


def _page(part: Message, report: Report) -> Extracted:
    data = payload(part)
    label = part.get_content_charset("") if isinstance(part.get_param("charset", ""), str) else ""
    return read_text(decoded(data, str(label) or declared(data)), report)


def _address(message: Message, name: str) -> str:
    value = "".join(str(message.get(name, "")).split())
    return value if value.startswith(("http://", "https://")) else ""
