"""Cases on disk as the window uses them: open, make, close, copy, and what belongs to a case beside it.

This is the window's one way to storage. Storage itself is imported when the first case is opened, so
that the start page comes up without it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

import assets
from board.case import Case
from board.change import Change, fold
from board.document import Document
from board.edits import boards as board_edits
from board.edits import files as file_edits
from board.edits import items as item_edits
from board.edits.importing import import_records
from board.kinds import default_size
from board.passages import Reading
from board.records import Attachment, Record
from board.text import one_line
from ui.jobs import Job, Jobs, Lane
from ui.panels.finder import WordHit
from ui.settings import Settings
from ui.worker import Refused

if TYPE_CHECKING:
    from storage import Store
    from storage.exchange import incoming
    from storage.extract import Extracted, Letters, PageImage, SharedFile
    from ui.canvas.drop import About

    Brought = incoming.Incoming
    """What a file of another format brings along."""

ENDING = ".caseboard"
RECENT_MOST = 24
READING_MOST = 60.0
"""Seconds after which a document that is still being read is given up."""
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")

Report = Callable[[str, int, int], None]
Incoming = Path | tuple[str, bytes]
"""A file to keep: where it lies, or its name and bytes."""
Extraction: TypeAlias = "Extracted"
"""What comes out of a document when it is read."""
SharedPages: TypeAlias = "SharedFile"
PageOnScreen: TypeAlias = "PageImage"
PageWords: TypeAlias = "Letters"


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is open: where it is kept, and what is in it."""

    store: Store
    document: Document
    clock: Callable[[], datetime]
    is_scratch: bool = False
    """Whether it is a copy that is gone when it is closed."""

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.store.path

    @property
    def is_editable(self) -> bool:
        """Whether Changes can be made."""
        return not self.store.read_only

    def picture(self, attachment: str) -> bytes:
        """The bytes of a picture, for the board to decode. Raises OSError where there are none."""
        try:
            with self.store.open_file(attachment) as stream:
                return stream.read()
        except known_errors() as error:
            raise FileNotFoundError from error


def known_errors() -> tuple[type[Exception], ...]:
    """What can go wrong with files and has a sentence of its own."""
    from storage import CaseError

    return (CaseError,)


def remedy_for(error: Exception) -> str:
    """What can be offered when a case does not open: a "copy", to "recover" it, or nothing."""
    from storage import DamagedCase, LockedCase

    match error:
        case LockedCase():
            return "copy"
        case DamagedCase():
            return "recover"
        case _:
            return ""


def local_now() -> datetime:
    """The time on this computer, with its zone."""
    return datetime.now().astimezone()


class Files(QObject):
    """The case that is open, if any, and the list of those that were."""

    opened = Signal()
    closing = Signal()
    closed = Signal()
    troubled = Signal(str)
    """Something that nobody asked for did not work; why, in a sentence."""

    def __init__(self, settings: Settings, jobs: Jobs, clock: Callable[[], datetime] = local_now) -> None:
        super().__init__()
        self.settings = settings
        self.clock = clock
        self._jobs = jobs
        self.current: OpenCase | None = None
        self._under_way: list[Job] = []
        """Work on the open case, which ends before its file is let go."""

    def create(self, path: Path, title: str = "") -> None:
        """Make a case with one empty board and open it. Raises CaseError."""
        from storage import create_case

        path = with_ending(path)
        store = create_case(path, title or path.stem)
        try:
            case, history = store.load()
            change, _ = board_edits.add_board(case, self.tr("Main board"))
            Document(case, store, history, self.clock).do(change)
            store.purge_history()
            made = self._ready(store)
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)
            raise
        self._take(made)

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a case in place of the one that is open. Raises CaseError; then nothing has changed."""
        from storage import open_case

        if self.current is not None and self.current.path == path.absolute() and not read_only:
            return
        self._take(self._ready(open_case(path, read_only=read_only)))

    def is_from_elsewhere(self, path: Path) -> bool:
        """Whether a case was neither made here nor taken as one's own. Raises CaseError."""
        from storage import identity

        return path.is_file() and not self.settings.owns(identity(path), path)

    def take_as_own(self, path: Path) -> None:
        """Trust a case as it is, from now on. Raises CaseError."""
        from storage import identity

        self.settings.take_as_own(identity(path), path)

    def adopt(self, path: Path, target: Path) -> Job:
        """Make a case of one's own from one from elsewhere; answers what was left out, in sentences."""
        verb = self.tr("Checking the case")

        def work(report: Report) -> tuple[str, ...]:
            from storage import adopt

            report(verb, 0, 0)
            return tuple(adopt(path, target).findings)

        return self._jobs.run_in_thread(work, known=known_errors())

    def open_copy(self, path: Path) -> None:
        """Open a copy, for reading only, of a case that somebody else has open. Raises CaseError."""
        from storage import open_copy

        self._take(self._ready(open_copy(path), is_scratch=True))

    def open_sample(self, name: str, path: Path) -> None:
        """Make a case out of a sample and open it. Raises CaseError."""
        from storage.exchange import package

        self._take(self._ready(package.create_sample(with_ending(path), name)))

    def close(self) -> None:
        """Let the open case go, once nobody works on it any more; there is nothing to save."""
        if self.current is not None:
            self._end_work()
            self.closing.emit()
            self._remember(self.current)
            store = self.current.store
            self.current = None
            store.close()
            self.closed.emit()

    def stay_open(self, build: Callable[[], None]) -> None:
        """Have everything around the open case made anew; its file, which may be a scratch copy, stays."""
        current = self.current
        if current is not None:
            self._end_work()
            self.closing.emit()
            self.current = None
            self.closed.emit()
        build()
        if current is not None:
            old = current.document
            # a new one: nobody that is gone listens to it, and what was under way does not find it
            self.current = replace(
                current, document=Document(old.case, current.store, old.history, self.clock)
            )
            self.opened.emit()

    def copy_to(self, path: Path) -> Job:
        """Write a copy of the open case elsewhere, in the background."""
        store, case, verb = self._store(), self._document().case, self.tr("Copying")

        def work(report: Report) -> None:
            from storage import CaseReplaced, CaseVanished, save_copy

            report(verb, 0, 0)
            try:
                store.copy_to(path)
            except (CaseReplaced, CaseVanished):
                save_copy(case, path, store)

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def read_import(self, path: Path) -> Job:
        """Read a case file of another format, elsewhere; the job's answer is what it brings along."""
        from storage.exchange import package

        return self._jobs.run(package.incoming_of, path, known=known_errors())

    def keep_import(self, path: Path, brought: Brought) -> Job:
        """Put the files that came along into the case; the answer is the records, and what was left out."""
        from storage.exchange import package

        store, case, verb = self._store(), self._document().case, self.tr("Adding files")

        def work(report: Report) -> tuple[list[Record], tuple[str, ...]]:
            with package.opened(path, incoming=brought) as found:
                return package.keep_files(store, case, found, partial(report, verb))

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def take_in(self, brought: Brought, records: Sequence[Record]) -> None:
        """Bring the records of an import into the case as one step. Raises what `Document.do` raises."""
        document = self._document()
        document.do(import_records(document.case, records, brought.info))

    def export_case(self, path: Path) -> Job:
        """Write the case as it is now in an open format, in the background."""
        from storage.exchange import package

        store, records, verb = self._store(), list(self._document().case.records()), self.tr("Exporting")
        refusal = self._refusal(path)

        def work(report: Report) -> None:
            report(verb, 0, 0)
            _refuse_own(store, path, refusal)
            package.export(Case(records), path, store.open_file)

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def recover(self, path: Path, target: Path) -> None:
        """Bring what can be read of a damaged case into a new one. Raises CaseError."""
        from storage import salvage

        salvage(path, target)

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
                    kept.append(str(error))
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

            _refuse_own(store, path, refusal)
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

    def extract(self, data: bytes, name: str) -> Job:
        """Read the text of a document in the worker; the job's answer is an Extracted."""
        from storage.extract import Unreadable, extract

        return self._bound(
            self._jobs.run(extract, data, name, known=(Unreadable,), seconds=READING_MOST, lane=Lane.READING)
        )

    def share(self, data: bytes) -> SharedFile:
        """A document's bytes where the worker sees them too, until it is closed."""
        from storage.extract import SharedFile

        return SharedFile(data)

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

    def search(self, words: str, limit: int) -> list[WordHit]:
        """Where words stand in the case's texts and documents."""
        if self.current is None:
            return []
        hits = self.current.store.search(words, limit)
        return [WordHit(hit.item, hit.where, hit.excerpt, hit.attachment, hit.start) for hit in hits]

    def view_state(self) -> dict[str, Any]:
        """How the open case was left."""
        return self.current.store.view_state() if self.current else {}

    def set_view_state(self, state: dict[str, Any]) -> None:
        """Remember how the open case is left; a read-only case forgets."""
        if self.current is not None and self.current.is_editable:
            self.current.store.set_view_state(state)

    def look_after(self) -> None:
        """Make the backups that are due, in the background."""
        if self.current is not None and self.current.is_editable:
            store, verb = self.current.store, self.tr("Backing up")
            unmade = self.tr(
                "No backup could be made beside this case; the case itself is kept as ever. "
                "Is there room on the disk, and may you write in its folder?"
            )

            def work(report: Report) -> None:
                report(verb, 0, 0)
                store.back_up()

            job = self._bound(self._jobs.run_in_thread(work, known=known_errors()))
            job.failed.connect(lambda _: self.troubled.emit(unmade))

    def forget(self, path: str) -> None:
        """Take a case off the recent list; the file stays."""
        self.settings.recent = [row for row in self.settings.recent if row["path"] != path]
        self.thumbnail_path(path).unlink(missing_ok=True)

    def relocate(self, path: str, found: Path) -> None:
        """Note where a case went that was not there any more."""
        rows = self.settings.recent
        for row in rows:
            if row["path"] == path:
                row["path"] = str(found)
        self.settings.recent = rows

    def thumbnail_path(self, path: str) -> Path:
        """Where the little picture of a recent case lies."""
        from hashlib import sha256

        return self.settings.folder / "thumbnails" / f"{sha256(path.encode()).hexdigest()[:24]}.png"

    def _ready(self, store: Store, *, is_scratch: bool = False) -> OpenCase:
        """Everything about a case that can fail, done before the one that is open is let go."""
        try:
            case, history = store.load()
            document = Document(case, store, history, self.clock)
            if not case.boards and not store.read_only:
                change, _ = board_edits.add_board(case, self.tr("Main board"))
                document.do(change)
            if not store.read_only:
                self.settings.take_as_own(store.case_id, store.path)
        except BaseException:
            store.close()
            raise
        return OpenCase(store, document, self.clock, is_scratch)

    def _take(self, ready: OpenCase) -> None:
        has_followed = self.current is not None
        self.close()
        self.current = ready
        self._remember(ready)
        self.opened.emit()
        # once what showed the case before is gone too
        QTimer.singleShot(0, self, partial(_spare_collector, has_followed))

    def _bound(self, job: Job) -> Job:
        """A job that ends with the open case."""
        self._under_way = [*(one for one in self._under_way if not one.is_over), job]
        return job

    def _end_work(self) -> None:
        self._jobs.end(one for one in self._under_way if not one.is_over)
        self._under_way.clear()

    def _remember(self, current: OpenCase) -> None:
        if not self.settings.keeps_recent or current.is_scratch:
            return
        path = str(current.path)
        row = {
            "path": path,
            "title": current.document.case.info.title,
            "cards": str(len(current.document.case.items)),
            "when": self.clock().isoformat(timespec="minutes"),
        }
        others = [old for old in self.settings.recent if old["path"] != path]
        self.settings.recent = [row, *others][:RECENT_MOST]

    def _refusal(self, path: Path) -> str:
        words = self.tr("“{name}” is the case that is open; choose another name, and nothing was changed.")
        return words.format(name=one_line(path.name))

    def _store(self) -> Store:
        assert self.current is not None
        return self.current.store

    def _document(self) -> Document:
        assert self.current is not None
        return self.current.document


def _spare_collector(has_followed: bool) -> None:
    """Let the case before go, and what stays be passed over: hundred thousands of objects hold up frames."""
    if has_followed:
        gc.unfreeze()
        gc.collect()
    gc.freeze()


def _refuse_own(store: Store, path: Path, sentence: str) -> None:
    """Raise Refused when a path is the open case's own file, under whatever name."""
    if path.exists() and store.path.exists() and path.samefile(store.path):
        raise Refused(sentence)


def with_ending(path: Path) -> Path:
    """The path of a case, with the ending that cases have."""
    return path if path.suffix == ENDING else path.with_name(path.name + ENDING)


def free_path(folder: Path, name: str) -> Path:
    """A path for a new case that takes no other file's place."""
    path, number = folder / f"{name}{ENDING}", 1
    while path.exists():
        number += 1
        path = folder / f"{name} {number}{ENDING}"
    return path


def samples() -> list[Path]:
    """The sample cases that the program brings along."""
    return sorted(assets.path("samples").glob("*.json"))
