"""The files that the open case keeps: put in, read, drawn page by page, written out.

Work on them is bound to the case: it ends before the case's own file is let go, so that no answer of one
case reaches the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, Signal
from typing_extensions import TypeIs

from board.case import Case
from board.change import Change, fold
from board.document import Document
from board.edits import files as file_edits
from board.edits import items as item_edits
from board.kinds import default_size
from board.passages import Reading
from board.records import Attachment
from board.text import one_line
from ui.faults import said
from ui.files.open_case import OpenCase, known_errors
from ui.jobs import Job, Jobs, Lane
from ui.worker import Refused

if TYPE_CHECKING:
    from storage import Store
    from storage.extract import Extracted, Letters, Locked, PageImage, SharedFile
    from ui.canvas.drop import About

READING_MOST = 60.0
"""Seconds after which a document that is still being read is given up."""
_CUT_DPI = 216.0
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")

Report = Callable[[str, int, int], None]
Incoming = Path | tuple[str, bytes]
"""A file to keep: where it lies, or its name and bytes."""
Extraction: TypeAlias = "Extracted"
"""What comes out of a document when it is read."""
LockedUp: TypeAlias = "Locked"
"""What comes out of a document that asks for a password."""
SharedPages: TypeAlias = "SharedFile"
PageOnScreen: TypeAlias = "PageImage"
PageWords: TypeAlias = "Letters"


def is_locked(found: object) -> TypeIs[LockedUp]:
    """Whether a document was not read because it asks for a password."""
    from storage.extract import Locked

    return isinstance(found, Locked)


class KeptFiles(QObject):
    """What is done with the files of the case that is open."""

    troubled = Signal(str)
    """Something that nobody asked for did not work; why, in a sentence."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.current: OpenCase | None = None
        self._under_way: list[Job] = []
        """Work on the open case, which ends before its file is let go."""

    def keep(self, incoming: Iterable[Incoming]) -> Job:
        """Put bytes into the case; answers for each its Attachment, or a sentence why there is none."""
        store, wanted, verb = self._store(), list(incoming), self.tr("Adding files")
        unread = self.tr("{name} could not be read.")

        def work(report: Report) -> list[Attachment | str]:
            kept: list[Attachment | str] = []

            def seen(_: int = 0) -> None:
                report(verb, len(kept), len(wanted))

            for one in wanted:
                seen()
                source, name = (one, one.name) if isinstance(one, Path) else (BytesIO(one[1]), one[0])
                try:
                    kept.append(store.add_file(source, name, seen))
                except known_errors() as error:
                    kept.append(said(error))
                except OSError:
                    kept.append(unread.format(name=one_line(name)))
            return kept

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def write_out(self, attachment: str, path: Path) -> Job:
        """Write a kept file's bytes to a path, whole or not at all."""
        store, verb = self._store(), self.tr("Saving")
        refusal = self._refusal(path)

        def work(report: Report) -> None:
            from storage import replacing

            refuse_own(store, path, refusal)
            with store.open_file(attachment) as source, replacing(path) as target:
                while block := source.read(1 << 20):
                    report(verb, 0, 0)
                    target.write(block)

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def reading(self, attachment: str) -> Job:
        """What was read off a kept file; the job's answer is a Reading or None."""
        store, verb = self._store(), self.tr("Opening")

        def work(report: Report) -> Reading | None:
            report(verb, 0, 0)
            return store.reading_of(attachment)

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def bytes_of(self, attachment: str) -> Job:
        """The bytes of a kept file."""
        store, verb = self._store(), self.tr("Opening")

        def work(report: Report) -> bytes:
            report(verb, 0, 0)
            with store.open_file(attachment) as stream:
                return stream.read()

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def extract(self, data: bytes, name: str, password: str = "") -> Job:
        """Read the text of a document in the worker; the job's answer is an Extracted or a Locked."""
        from storage.extract import Unreadable, extract_or_ask

        return self._bound(
            self._jobs.run(
                extract_or_ask,
                data,
                name,
                password,
                known=(Unreadable,),
                seconds=READING_MOST,
                lane=Lane.READING,
            )
        )

    def glance(self, data: bytes, name: str) -> Job:
        """Find out in the worker what a document is; the job's answer is an Extracted or a Locked."""
        from storage.extract import Unreadable, glance

        known = (Unreadable,)
        job = self._jobs.run(glance, data, name, known=known, seconds=READING_MOST, lane=Lane.READING)
        return self._bound(job)

    def share(self, data: bytes, password: str = "") -> SharedFile:
        """A document's bytes where the worker sees them too, until it is closed."""
        from storage.extract import SharedFile

        return SharedFile(data, password)

    def page_sizes(self, file: SharedFile) -> Job:
        """How large the pages are; the job's answer is a list of widths and heights."""
        from storage.extract import Unreadable, page_sizes

        return self._bound(
            self._jobs.run(
                page_sizes, file.shared, known=(Unreadable,), seconds=READING_MOST, lane=Lane.QUICK
            )
        )

    def page_image(self, file: SharedFile, page: int, scale: float) -> Job:
        """Draw a page in the worker; the job's answer is a PageImage."""
        from storage.extract import Unreadable, page_image

        return self._bound(
            self._jobs.run(
                page_image,
                file.shared,
                page,
                scale,
                None,
                known=(Unreadable,),
                seconds=READING_MOST,
                lane=Lane.QUICK,
            )
        )

    def page_part(
        self, file: SharedFile, page: int, scale: float, clip: tuple[float, float, float, float]
    ) -> Job:
        """Draw a part of a page in the worker; the job's answer is a PageImage."""
        from storage.extract import Unreadable, page_image

        return self._bound(
            self._jobs.run(
                page_image,
                file.shared,
                page,
                scale,
                clip,
                known=(Unreadable,),
                seconds=READING_MOST,
                lane=Lane.QUICK,
            )
        )

    def picture(self, data: bytes, most_side: int) -> Job:
        """Decode a picture in the worker; the job's answer is Pixels."""
        from ui import pictures

        return self._bound(
            self._jobs.run(pictures.decode, data, most_side, seconds=READING_MOST, lane=Lane.QUICK)
        )

    def picture_part(self, data: bytes, area: tuple[float, float, float, float], most_side: int) -> Job:
        """Decode a part of a picture in the worker; the job's answer is Pixels."""
        from ui import pictures

        return self._bound(
            self._jobs.run(pictures.decode_part, data, area, most_side, seconds=READING_MOST, lane=Lane.QUICK)
        )

    def keep_pixels(self, width: int, height: int, rgba: bytes, name: str) -> Job:
        """Keep a picture that was made here; the job's answer is its Attachment."""
        store = self._store()

        def work(_: Report) -> Attachment:
            from numpy import frombuffer, uint8

            from ui.png import write

            rows = frombuffer(rgba, uint8).reshape(height, width, 4)[:, :, :3]
            stream = BytesIO()
            write(stream, width, height, [rows], _CUT_DPI)
            stream.seek(0)
            return store.add_file(stream, name)

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def page_letters(self, file: SharedFile, page: int) -> Job:
        """Find out where a page's letters stand; the job's answer is a Letters."""
        from storage.extract import Unreadable, page_letters

        return self._bound(
            self._jobs.run(
                page_letters,
                file.shared,
                page,
                known=(Unreadable,),
                seconds=READING_MOST,
                lane=Lane.QUICK,
            )
        )

    def keep_text(self, attachment: str, extractor: str, text: str) -> Job:
        """Keep what was read off a file, so that it is found and passages can refer to it."""
        store = self._store()

        def work(_: Report) -> None:  # short, and ended by nobody: what was read is worth keeping
            known = store.reading_of(attachment)
            if known is None or known.text != text:
                store.add_text(attachment, extractor, text)

        unkept = self.tr("What was read off a document could not be kept, so a search does not find it.")
        job = self._bound(self._jobs.run_in_thread(work, known=known_errors()))
        job.failed.connect(lambda _: self.troubled.emit(unkept))
        return job

    def put_on_item(self, item: str, kept: list[Attachment], pictures: bool) -> None:
        """Make kept files an item's own. Raises what `Document.do` raises."""
        document = self._document()
        field = "pictures" if pictures else "files"
        document.do(file_edits.attach(document.case, item, kept, field))

    def put_on_board(
        self,
        board: str,
        kept: list[Attachment],
        at: tuple[float, float],
        about: Callable[[str], About],
    ) -> list[str]:
        """Make kept files cards on a board: documents become sources, pictures file cards. One step."""
        document = self._document()
        case = document.case
        steps: list[Change] = []
        made = []
        ahead = Case(case.records())
        for number, file in enumerate(kept):
            is_picture = file.media_type in PICTURES
            kind = "file" if is_picture else "source"
            wide, high = default_size(kind)
            corner = (at[0] + (number % 4) * (wide + 24), at[1] + (number // 4) * (high + 24))
            known = about(file.id)
            fields = {"title": Path(file.name).stem, **known.fields}
            card, id_ = item_edits.add_item(ahead, kind, board=board, at=corner, held=True, **fields)
            ahead.apply(card)
            attached = file_edits.attach(
                ahead, id_, [file, *known.files], "pictures" if is_picture else "files"
            )
            ahead.apply(attached)
            steps += [card, attached]
            made.append(id_)
        document.do(fold("Add files", steps))
        return made

    def _bound(self, job: Job) -> Job:
        """A job that ends with the open case."""
        self._under_way = [*(one for one in self._under_way if not one.is_over), job]
        return job

    def _end_work(self) -> None:
        self._jobs.end(one for one in self._under_way if not one.is_over)
        self._under_way.clear()

    def _refusal(self, path: Path) -> str:
        words = self.tr("“{name}” is the case that is open; choose another name, and nothing was changed.")
        return words.format(name=one_line(path.name))

    def _store(self) -> Store:
        assert self.current is not None
        return self.current.store

    def _document(self) -> Document:
        assert self.current is not None
        return self.current.document


def refuse_own(store: Store, path: Path, sentence: str) -> None:
    """Raise Refused when a path is the open case's own file, under whatever name."""
    if path.exists() and store.path.exists() and path.samefile(store.path):
        raise Refused(sentence)
