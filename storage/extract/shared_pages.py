"""Pages of a PDF, read in the worker process while somebody looks at it in the window.

The window puts the file's bytes into memory that both processes see, and asks for one page after the
other; the worker keeps the document open in between. Nothing is written to disk. A worker that died
and was replaced opens the document again by itself.
"""

from __future__ import annotations

from functools import lru_cache
from multiprocessing.shared_memory import SharedMemory
from typing import NamedTuple

from storage.extract.extracted import Report, Unreadable
from storage.extract.pdf_pages import Letters, PageImage, PdfPages


class Shared(NamedTuple):
    """Where bytes lie that another process can read, and how they are unlocked."""

    name: str
    size: int
    password: str = ""


class SharedFile:
    """A file's bytes in memory that the worker process can read; they are gone when it is closed."""

    def __init__(self, data: bytes, password: str = "") -> None:
        self._memory = SharedMemory(create=True, size=max(len(data), 1))
        assert self._memory.buf is not None
        self._memory.buf[: len(data)] = data
        self.shared = Shared(self._memory.name, len(data), password)

    def close(self) -> None:
        """Let the memory go; what the worker has open stays open there until it opens another."""
        self._memory.close()
        self._memory.unlink()


def page_sizes(shared: Shared, report: Report) -> list[tuple[float, float]]:
    """Width and height of every page, in points."""
    report("Opening document", 0, 0)
    pages = _pages(shared)
    return [pages.size(page) for page in range(1, pages.count + 1)]


def page_image(
    shared: Shared, page: int, scale: float, clip: tuple[float, float, float, float] | None, report: Report
) -> PageImage:
    """A page as pixels, or the part of it within `clip` (x, y, width, height in points)."""
    report("Drawing page", 0, 0)
    return _pages(shared).image(page, scale, clip)


def page_letters(shared: Shared, page: int, report: Report) -> Letters:
    """A page's text and where each letter stands, for selecting and for marking."""
    report("Reading page", 0, 0)
    return _pages(shared).letters(page)


@lru_cache(maxsize=1)
def _pages(shared: Shared) -> PdfPages:
    """The document that is open; the one before is closed when another is asked for."""
    try:
        memory = SharedMemory(shared.name)
    except (OSError, ValueError) as error:
        raise Unreadable("The document was closed.") from error
    assert memory.buf is not None
    try:
        return PdfPages(bytes(memory.buf[: shared.size]), shared.password)
    finally:
        memory.close()
