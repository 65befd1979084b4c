"""Documents of the open case on their way to the reader: text out of the case, or read off the file first.

Text that was read once lies in the case and is there at once. A file that nobody has read yet is read in
the worker process; and so is one whose pages and headings are wanted, once a session.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from board.passages import Finder, Found, Reading
from board.records import Attachment
from ui.files import is_locked
from ui.pictures import Pixels, image_of
from ui.reader.papers import Paper

if TYPE_CHECKING:
    from ui.files import Extraction, Files, LockedUp
    from ui.jobs import Job

PLAIN = "text/plain"
PDF = "application/pdf"
PICTURE_SIDE = 3_000
"""Pixels either way at which a picture is read; what is cut out of it is cut out of all its pixels."""
_PICTURES = 3
"""Pictures that stay decoded."""


class Shelf(QObject):
    """Documents that have been opened since the case was."""

    ready = Signal(str)
    """A document can be shown, or more of it is known: its attachment."""
    failed = Signal(str, str)
    """A document could not be read: its attachment, and why in a sentence."""
    locked = Signal(str, bool)
    """A document asks for a password: its attachment, and whether one was tried."""
    started = Signal(object)
    """A Job whose progress may be shown."""

    def __init__(self, parent: QObject, files: Files) -> None:
        super().__init__(parent)
        self._files = files
        self._papers: dict[str, Paper] = {}
        self._finders: dict[str, Finder] = {}
        self._places: dict[str, tuple[object, Found]] = {}
        self._asked: set[str] = set()
        self._passwords: dict[str, str] = {}

    def clear(self) -> None:
        """Forget everything: another case is open."""
        self._papers.clear()
        self._finders.clear()
        self._places.clear()
        self._asked.clear()
        self._passwords.clear()

    def paper(self, attachment: str) -> Paper | None:
        """A document, if it can be shown already."""
        return self._papers.get(attachment)

    def want(self, file: Attachment) -> None:
        """Have a document made ready."""
        if file.id in self._papers:
            self.ready.emit(file.id)
        elif file.id not in self._asked:
            self._asked.add(file.id)
            job = self._files.reading(file.id)
            job.finished.connect(partial(self._on_reading, file))
            self._attend(job, file.id)

    def found(self, attachment: str, passage_id: str) -> Found | None:
        """Where a passage of the open case stands in a document that is ready."""
        current, paper = self._files.current, self._papers.get(attachment)
        record = current.document.case.passages.get(passage_id) if current else None
        if paper is None or record is None:
            return None
        known = self._places.get(passage_id)
        if known is not None and known[0] == (record, paper.reading.sha256):
            return known[1]
        if record.text_sha256 == paper.reading.sha256 and 0 <= record.start < record.end:
            # somebody saw it there in this very text, be it in other words
            page = paper.reading.page_at(record.start)
            return Found("same", record.start, min(record.end, len(paper.reading.text)), page)
        finder = self._finders.setdefault(attachment, Finder(paper.reading))
        place = finder.find(record)
        self._places[passage_id] = ((record, paper.reading.sha256), place)
        return place

    def password(self, attachment: str) -> str:
        """The password that a document was opened with; kept while the case is open, and nowhere else."""
        return self._passwords.get(attachment, "")

    def unlock(self, file: Attachment, password: str) -> None:
        """Try a password."""
        self._passwords[file.id] = password
        self._fetch(file)

    def _on_reading(self, file: Attachment, reading: Reading | None) -> None:
        if self._files.current is None:
            return
        # a PDF is shown by its pages, which are there sooner than its text is found on them
        if reading is not None and file.media_type != PDF:
            self._put(Paper(file.id, title_of(file), reading))
            if file.media_type.startswith(PLAIN):
                return
        self._fetch(file)

    def _fetch(self, file: Attachment) -> None:
        job = self._files.bytes_of(file.id)
        if file.media_type.startswith("image/"):
            job.finished.connect(partial(self._on_picture_bytes, file))
        else:
            job.finished.connect(partial(self._on_bytes, file))
        self._attend(job, file.id)

    def _attend(self, job: Job, attachment: str) -> None:
        job.failed.connect(partial(self._on_failed, attachment))
        job.cancelled.connect(partial(self._on_cancelled, attachment))

    def _on_cancelled(self, attachment: str) -> None:
        """Given up: it may be asked for again."""
        self._asked.discard(attachment)

    def _on_bytes(self, file: Attachment, data: bytes) -> None:
        if self._files.current is None:
            return
        if file.media_type == PDF and file.id not in self._papers:
            shared = self._files.share(data, self.password(file.id))
            sizes: Job = self._files.page_sizes(shared)
            sizes.finished.connect(partial(self._on_sizes, file))
            for ended in (sizes.finished, sizes.failed, sizes.cancelled):
                ended.connect(lambda *_: shared.close())
        job: Job = self._files.extract(data, file.name, self.password(file.id))
        job.finished.connect(partial(self._on_extracted, file))
        self._attend(job, file.id)
        self.started.emit(job)

    def _on_sizes(self, file: Attachment, sizes: list[tuple[float, float]]) -> None:
        """The pages can be shown; what stands on them comes later."""
        if self._files.current is not None and file.id not in self._papers:
            pages = (0,) * len(sizes)
            self._put(
                Paper(file.id, title_of(file), Reading("", "", "", pages), tuple(sizes), is_partial=True)
            )

    def _on_extracted(self, file: Attachment, found: Extraction | LockedUp) -> None:
        """Show what was read; a text that the case has not got yet is kept."""
        current = self._files.current
        if current is None:
            return
        if is_locked(found):
            was_wrong = self._passwords.pop(file.id, "") != ""
            self._asked.discard(file.id)
            self.locked.emit(file.id, was_wrong)
            return
        before = self._papers.get(file.id)
        self._put(paper_of(file, found))
        if current.is_editable and (before is None or before.reading.sha256 != found.sha256):
            self._files.keep_text(file.id, found.extractor, found.text)

    def _on_picture_bytes(self, file: Attachment, data: bytes) -> None:
        if self._files.current is None:
            return
        job = self._files.picture(data, PICTURE_SIDE)
        job.finished.connect(partial(self._on_picture, file, data))
        self._attend(job, file.id)

    def _on_picture(self, file: Attachment, data: bytes, pixels: Pixels) -> None:
        """Show a picture as the one page of a document, with what the camera wrote beside it."""
        if self._files.current is None:
            return
        job: Job = self._files.extract(data, file.name)
        job.finished.connect(partial(self._on_picture_facts, file, pixels))
        self._attend(job, file.id)

    def _on_picture_facts(self, file: Attachment, pixels: Pixels, found: Extraction) -> None:
        if self._files.current is None:
            return
        shown = [one for one, paper in self._papers.items() if paper.picture is not None]
        for old in shown[: max(len(shown) - _PICTURES + 1, 0)]:
            del self._papers[old]
            self._asked.discard(old)
        self._put(picture_paper(file, pixels, found))

    def _put(self, paper: Paper) -> None:
        self._papers[paper.attachment] = paper
        self._finders.pop(paper.attachment, None)
        self.ready.emit(paper.attachment)

    def _on_failed(self, attachment: str, sentence: str) -> None:
        self._asked.discard(attachment)
        self.failed.emit(attachment, sentence)


def title_of(file: Attachment) -> str:
    """What a document is called in the reader: its file's name."""
    return Path(file.name).name or file.id[:12]


def picture_paper(file: Attachment, pixels: Pixels, found: Extraction) -> Paper:
    """A picture as the reader holds it."""
    facts = "\n".join(f"{name}: {value}" for name, value in found.facts)
    return Paper(
        file.id,
        title_of(file),
        Reading("", found.sha256, found.extractor, (0,)),
        ((float(pixels.full_width), float(pixels.full_height)),),
        (),
        (facts + "\n" if facts else "", *found.notes),
        picture=image_of(pixels),
    )


def paper_of(file: Attachment, found: Extraction) -> Paper:
    """The document as the reader holds it."""
    return Paper(
        file.id,
        title_of(file),
        Reading(found.text, found.sha256, found.extractor, found.pages),
        found.sizes,
        tuple((one.title, one.start, one.level) for one in found.outline),
        found.notes,
    )
