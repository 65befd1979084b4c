"""Which case is open: open, make, close, copy, bring in, and the list of those that were open."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QTimer, Signal

from board.case import Case
from board.document import Document
from board.edits import boards as board_edits
from board.edits import files as file_edits
from board.edits.importing import import_records
from board.query import loose_attachments
from board.records import Record
from ui.files.kept import KeptFiles, Report, refuse_own
from ui.files.open_case import OpenCase, known_errors, local_now, with_ending
from ui.files.read_case import ReadCase, loaded, read_case
from ui.jobs import Job, Jobs
from ui.panels.finder import WordHit
from ui.settings import Settings

if TYPE_CHECKING:
    from storage import Store
    from storage.exchange import incoming
    from ui.canvas.model import BoardModel

RECENT_MOST = 24
LARGE = 1_500_000
"""Bytes of a file above which a case is read beside the window's own work."""

Brought: TypeAlias = "incoming.Incoming"
"""What a file of another format brings along."""


class Files(KeptFiles):
    """The case that is open, if any, and the list of those that were."""

    opened = Signal()
    closing = Signal()
    closed = Signal()

    def __init__(self, settings: Settings, jobs: Jobs, clock: Callable[[], datetime] = local_now) -> None:
        super().__init__(jobs)
        self.settings = settings
        self.clock = clock
        self._prepared: BoardModel | None = None
        self._reading_in: Job | None = None
        self._read_in: list[ReadCase] = []
        """What is being read in, once it holds its file."""

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

    def is_large(self, path: Path) -> bool:
        """Whether opening a case takes so long that the window should go on meanwhile."""
        try:
            return path.stat().st_size > LARGE
        except OSError:
            return False

    def read_in(self, path: Path) -> Job:
        """Read a case beside the window's own work, for `take_read`; answers it, or what is in the way."""
        self._stop_reading_in()
        verb, read = self.tr("Opening"), self._read_in

        def work(report: Report) -> ReadCase | Exception:
            from storage import open_case

            report(verb, 0, 0)
            try:
                read.append(read_case(open_case(path)))
            except known_errors() as error:
                return error
            return read[-1]

        self._reading_in = self._jobs.run_in_thread(work)
        return self._reading_in

    def take_read(self, read: ReadCase) -> None:
        """Open a case that was read, in place of the one that is open. Raises CaseError."""
        self._reading_in = None
        self._read_in.clear()
        self._take(self._ready_from(read), read.model)

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
        self._stop_reading_in()
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
            refuse_own(store, path, refusal)
            package.export(Case(records), path, store.open_file)

        return self._bound(self._jobs.run_in_thread(work, known=known_errors()))

    def recover(self, path: Path, target: Path) -> Job:
        """Bring what can be read of a damaged case into a new one, in the background."""
        verb = self.tr("Recovering")

        def work(report: Report) -> None:
            from storage import salvage

            report(verb, 0, 0)
            salvage(path, target)

        return self._jobs.run_in_thread(work, known=known_errors())

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

    def forget_history(self) -> None:
        """Take what was done, and what was deleted, out of the open case's file. Raises CaseError.

        A file that no card has any more is deleted as well: it was only there to be brought back.
        """
        self._end_work()
        document = self._document()
        document.do(file_edits.forget_files(document.case, loose_attachments(document.case)))
        self._store().purge_history()
        document.forget_steps()

    def look_after(self) -> None:
        """Make the backups that are due, in the background."""
        if self.current is not None and self.current.is_editable:
            store, verb = self.current.store, self.tr("Backing up")
            unmade = self.tr(
                "No backup could be made beside this case; the case itself is kept as ever. "
                "Is there room on the disk, and may you write in its folder?"
            )

            def work(report: Report) -> None:
                from storage import sweep

                report(verb, 0, 0)
                sweep()
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
        return self._ready_from(ReadCase(store, *loaded(store)), is_scratch=is_scratch)

    def _ready_from(self, read: ReadCase, *, is_scratch: bool = False) -> OpenCase:
        store, case = read.store, read.case
        try:
            document = Document(case, store, read.history, self.clock)
            if not case.boards and not store.read_only:
                change, _ = board_edits.add_board(case, self.tr("Main board"))
                is_new = not document.history.steps
                document.do(change)
                if is_new:  # like a case that was made here
                    store.purge_history()
                    document.forget_steps()
            if not store.read_only:
                self.settings.take_as_own(store.case_id, store.path)
        except BaseException:
            store.close()
            raise
        return OpenCase(store, document, self.clock, is_scratch=is_scratch)

    def take_prepared(self, board: str) -> BoardModel | None:
        """The arrays of a board of the case that was just opened, where they were made with it."""
        prepared, self._prepared = self._prepared, None
        return prepared if prepared is not None and prepared.board == board else None

    def _stop_reading_in(self) -> None:
        if self._reading_in is not None:
            self._jobs.end([self._reading_in])
            self._reading_in = None
        while self._read_in:
            self._read_in.pop().store.close()

    def _take(self, ready: OpenCase, prepared: BoardModel | None = None) -> None:
        has_followed = self.current is not None
        self.close()
        self.current, self._prepared = ready, prepared
        self._remember(ready)
        self.opened.emit()
        # once what showed the case before is gone too
        QTimer.singleShot(0, self, partial(_spare_collector, has_followed))

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


def _spare_collector(has_followed: bool) -> None:
    """Let the case before go, and what stays be passed over: hundred thousands of objects hold up frames."""
    if has_followed:
        gc.unfreeze()
        gc.collect()
    gc.freeze()
