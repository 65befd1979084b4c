"""Pictures of a PDF's pages and the places of its letters, fetched from the worker a page at a time.

What was asked for last is fetched first: who scrolls past two hundred pages does not wait for them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from ui.files import Files, PageOnScreen, PageWords, SharedPages
    from ui.jobs import Job

_WAITING = 4
"""Pages that are still fetched when others have been asked for since."""


class PageFeed(QObject):
    """The pages of the one PDF that is in front."""

    drawn = Signal(int, float, QImage)
    """A page, the scale that was asked for, its picture."""
    lettered = Signal(int, object)
    """A page and its letters."""
    failed = Signal(str)

    def __init__(self, parent: QObject, files: Files) -> None:
        super().__init__(parent)
        self._files = files
        self.attachment = ""
        self._file: SharedPages | None = None
        self._waiting: dict[int, float] = {}
        self._is_busy = False
        self._lettered: set[int] = set()
        self._refused: set[int] = set()

    def open(self, attachment: str, password: str = "") -> None:
        """Be ready for another document."""
        if attachment == self.attachment:
            return
        self.close()
        self.attachment = attachment
        job = self._files.bytes_of(attachment)
        job.finished.connect(partial(self._on_bytes, attachment, password))
        job.failed.connect(self.failed)

    def close(self) -> None:
        """Let the document go."""
        self.attachment = ""
        self._waiting.clear()
        self._lettered.clear()
        self._refused.clear()
        if self._file is not None:
            self._file.close()
            self._file = None

    def want(self, page: int, scale: float) -> None:
        """Have a page drawn."""
        if page in self._refused:
            return
        self._waiting.pop(page, None)
        self._waiting[page] = scale
        while len(self._waiting) > _WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._go_on()

    def cut(self, page: int, scale: float, clip: tuple[float, float, float, float]) -> Job | None:
        """Have a part of a page drawn; None while there is no document."""
        return None if self._file is None else self._files.page_part(self._file, page, scale, clip)

    def _on_bytes(self, attachment: str, password: str, data: bytes) -> None:
        if attachment == self.attachment and self._files.current is not None:
            self._file = self._files.share(data, password)
            self._go_on()

    def _go_on(self) -> None:
        if self._is_busy or self._file is None or not self._waiting:
            return
        page = next(reversed(self._waiting))
        self._is_busy = True
        if page in self._lettered:
            scale = self._waiting.pop(page)
            job: Job = self._files.page_image(self._file, page, scale)
            job.finished.connect(partial(self._on_image, self.attachment, page, scale))
        else:
            job = self._files.page_letters(self._file, page)
            job.finished.connect(partial(self._on_letters, self.attachment, page))
        job.failed.connect(partial(self._on_failed, page))
        job.cancelled.connect(self._on_over)

    def _on_letters(self, attachment: str, page: int, letters: PageWords) -> None:
        if attachment == self.attachment:
            self._lettered.add(page)
            self.lettered.emit(page, letters)
        self._on_over()

    def _on_image(self, attachment: str, page: int, scale: float, found: PageOnScreen) -> None:
        if attachment == self.attachment:
            rgba = QImage.Format.Format_RGBA8888
            image = QImage(found.rgba, found.width, found.height, found.width * 4, rgba)
            self.drawn.emit(page, scale, image.copy())
        self._on_over()

    def _on_failed(self, page: int, sentence: str) -> None:
        self._refused.add(page)
        self._waiting.pop(page, None)
        self.failed.emit(sentence)
        self._on_over()

    def _on_over(self) -> None:
        self._is_busy = False
        self._go_on()
