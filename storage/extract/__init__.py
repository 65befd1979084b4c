"""Documents as text: a file for each format, `bytes -> Extracted`, nothing opened and nothing fetched.

All of it is meant for the worker process, with a limit of time and memory; what cannot be read ends in
`Unreadable`, whose message is one sentence for the user.
"""

from storage.extract.extracted import Extracted, Heading, Locked, NeedsPassword, Part, Unreadable
from storage.extract.pdf_pages import Letters, PageImage
from storage.extract.reading import extract, extract_locked, extract_or_ask, glance
from storage.extract.shared_pages import SharedFile, page_image, page_letters, page_sizes

__all__ = [
    "Extracted",
    "Heading",
    "Letters",
    "Locked",
    "NeedsPassword",
    "PageImage",
    "Part",
    "SharedFile",
    "Unreadable",
    "extract",
    "extract_locked",
    "extract_or_ask",
    "glance",
    "page_image",
    "page_letters",
    "page_sizes",
]
