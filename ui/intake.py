"""Files on their way into the case: kept byte for byte first, then read in the worker, then put on the board.

A file that cannot be read stays a file, and one sentence says why. What comes out of another file - the
mails of a mailbox, what was attached to a mail - is kept as files of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from board.records import Attachment
from board.text import one_line, shortened
from board.titling import document_title
from ui.canvas.drop import About
from ui.files import PICTURES, Files, is_locked

if TYPE_CHECKING:
    from ui.files import Extraction, LockedUp
    from ui.jobs import Job

MOST_DOCUMENTS = 500
"""Mails of one mailbox that become cards at once."""


class Intake(QObject):
    """One lot of files that is being read."""

    started = Signal(object)
    """A Job whose progress may be shown."""
    finished = Signal(object)
    """The Attachments that are documents or files of their own, in order."""
    cancelled = Signal()
    """Nobody wants them any more, or the case they came into is closed."""

    def __init__(self, parent: QObject, files: Files) -> None:
        super().__init__(parent)
        self._files = files
        self._case = files.current
        self._is_over = False
        self._waiting: list[tuple[Attachment, Extraction | None]] = []
        self._done: list[Attachment] = []
        self.known: dict[str, About] = {}
        """What is known of each document beside its bytes."""
        self.readable: set[str] = set()
        """Files that have text or pages to be read."""
        self.unread: list[Attachment] = []
        """Long documents of which only the first pages were looked at; their text is not kept yet."""
        self.failures: list[str] = []

    def start(self, kept: Sequence[Attachment]) -> None:
        """Read these one after the other."""
        self._waiting = [(file, None) for file in kept]
        self._go_on()

    def _go_on(self) -> None:
        while self._waiting:
            file, origin = self._waiting.pop(0)
            self._done.append(file)
            job = self._files.bytes_of(file.id)
            job.finished.connect(partial(self._on_bytes, file, origin))
            self._attend(job, file)
            return
        self.finished.emit(self._done)

    def _attend(self, job: Job, file: Attachment) -> None:
        job.failed.connect(partial(self._on_failed, file))
        job.cancelled.connect(self._on_cancelled)

    def _is_given_up(self) -> bool:
        """Whether this is over, or its case is no longer the one that is open."""
        if self._files.current is not self._case:
            self._on_cancelled()
        return self._is_over

    def _on_bytes(self, file: Attachment, origin: Extraction | None, data: bytes) -> None:
        if self._is_given_up():
            return
        job: Job = self._files.glance(data, file.name)
        job.finished.connect(partial(self._on_taken, file, origin))
        self._attend(job, file)
        self.started.emit(job)

    def _on_taken(self, file: Attachment, origin: Extraction | None, taken: Extraction | LockedUp) -> None:
        if self._is_given_up():
            return
        if is_locked(taken):
            self.readable.add(file.id)
            self._on_failed(
                file, self.tr("It opens only with a password, which is asked for when it is read.")
            )
            return
        self.known[file.id] = About(_facts(file, taken))
        if taken.text.strip() or taken.sizes:
            self.readable.add(file.id)
        if not taken.text.strip() and not taken.sizes and file.media_type not in PICTURES:
            self.failures += [f"{_named(file)}: {note}" for note in taken.notes]
        if not taken.is_whole:
            self.unread.append(file)
        elif taken.text.strip():
            self._files.keep_text(file.id, taken.extractor, taken.text)
        if taken.parts and origin is None:
            parts = taken.parts
            job = self._files.keep([(part.name, part.data) for part in parts])
            job.finished.connect(partial(self._on_parts, file, taken))
            self._attend(job, file)
        else:
            self._go_on()

    def _on_parts(self, file: Attachment, taken: Extraction, kept: Sequence[Attachment | str]) -> None:
        if self._is_given_up():
            return
        self.failures += [one for one in kept if isinstance(one, str)]
        pairs = [
            (part, one) for part, one in zip(taken.parts, kept, strict=True) if isinstance(one, Attachment)
        ]
        along = [one for part, one in pairs if not part.is_document]
        documents = [one for part, one in pairs if part.is_document]
        if len(documents) > MOST_DOCUMENTS:
            self.failures.append(
                self.tr(
                    "{name}: only the first {count} of {all} documents in it were put on the board"
                ).format(name=_named(file), count=MOST_DOCUMENTS, all=len(documents))
            )
            along += documents[MOST_DOCUMENTS:]
        self.known[file.id] = About(_facts(file, taken), tuple(along))
        self._waiting = [(one, taken) for one in documents[:MOST_DOCUMENTS]] + self._waiting
        self._go_on()

    def _on_cancelled(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.cancelled.emit()

    def _on_failed(self, file: Attachment, sentence: str) -> None:
        if self._is_given_up():
            return
        self.failures.append(f"{_named(file)}: {sentence}")
        self._go_on()


def _named(file: Attachment) -> str:
    return shortened(one_line(Path(file.name).name), 60)


def _facts(file: Attachment, taken: Extraction) -> dict[str, Any]:
    is_list = any(part.is_document for part in taken.parts)
    headings = [(one.title, one.start) for one in taken.outline]
    title = document_title(taken.title, headings, "" if is_list else taken.text, Path(file.name).stem)
    found: dict[str, Any] = {"title": shortened(one_line(title), 300)}
    if taken.date:
        found["date"] = taken.date
    stated = [("url", taken.location), ("author", taken.author)]
    if file.media_type in PICTURES:
        stated += [(name, value) for name, value in taken.facts if name != "Taken"]
    found["fields"] = tuple((name, value) for name, value in stated if value)
    return found
