"""A case on disk: what `board.document.Document` writes its Changes to.

Each call that alters the file is one transaction, durable when it returns; one that raises has
altered nothing. Calls may come from several threads: they take turns.
"""

from __future__ import annotations

import gc
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from board.case import Case
from board.change import Change
from board.history import History, Step
from board.passages import Reading
from board.records import Attachment, Info
from storage import attachments, backup, codec, copies, documents, errors, log, rows, schema, words
from storage import scratch as scratches
from storage.codec import Edits, Tables
from storage.connection import Database, translated
from storage.driver import Cursor
from storage.migrations import VERSIONS, Version, bring_up_to_date
from storage.words import Hit

_ROW_SIZE = 2000
"""About what altering one record adds to the file and the journal, in bytes."""


def now() -> datetime:
    """The time by this computer's clock, with its zone."""
    return datetime.now().astimezone()


def _nothing(_: int) -> None:
    """Nobody asked how far it is."""


class Store:
    """An open case file."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime] = now,
        scratch: TemporaryDirectory[str] | None = None,
    ) -> None:
        self.database = database
        self._clock = clock
        self._position = 0
        """Sequence number of the last step that stands, as the log has it."""
        self._scratch = scratch
        self._closed = False

    @property
    def path(self) -> Path:
        """Where the case is."""
        return self.database.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self.database.read_only

    def load(self) -> tuple[Case, History]:
        """Everything the file holds but attachments."""
        try:
            return self._loaded()
        except errors.DamagedCase:
            self.database.forgive_text()
            return self._loaded()

    def _loaded(self) -> tuple[Case, History]:
        with self.database.reading() as cursor, _damage(self.path), without_collector():
            case = Case(rows.records(cursor))
            history = log.load(cursor)
        self._position = history.last.seq if history.last else 0
        return case, history

    def append(self, change: Change, step: Step) -> None:
        """Write the records of a new step, and the step."""
        tables = codec.edits_of(change)
        payload = self._packed(tables)
        with self.database.writing(_needed(change, payload)) as cursor:
            _write(cursor, tables)
            log.append(cursor, step, payload, _files(change))
        self._position = step.seq

    def extend(self, change: Change, whole: Change, step: Step) -> None:
        """Write the records of `change`; `whole` takes the place of the last step's Change."""
        payload = self._packed(codec.edits_of(whole))
        with self.database.writing(_needed(change, payload)) as cursor:
            _write(cursor, codec.edits_of(change))
            log.extend(cursor, step, payload, _files(change))

    def move(self, change: Change, position: Step | None) -> None:
        """Write the records of an undo or redo; `position` is the last step that stands then."""
        target = 0 if position is None else position.seq
        action = "undo" if target < self._position else "redo"
        with self.database.writing(_needed(change, b"")) as cursor:
            _write(cursor, codec.edits_of(change))
            log.move(cursor, change, position, action, self._now())
        self._position = target

    def change_of(self, seq: int) -> Change:
        """The Change of a step."""
        with self.database.reading() as cursor, _damage(self.path):
            return log.change_of(cursor, seq)

    def add_file(
        self,
        source: BinaryIO | Path,
        name: str = "",
        seen: Callable[[int], None] = _nothing,
    ) -> Attachment:
        """Put a file's bytes into the case; the Attachment is then for a Change to put in.

        `seen` is told the bytes copied so far and may raise to stop, which leaves nothing behind.
        """
        if isinstance(source, Path):
            with source.open("rb") as stream:
                return self.add_file(stream, name or source.name, seen)
        digest, size, head = attachments.keep(self.database, source, seen)
        kind = attachments.media_type(name, head)
        if kind.startswith("text/plain") or kind == "text/markdown":
            with self.open_file(digest) as kept:
                read = documents.plain_text(kept)
            if read is not None:
                self.add_text(digest, read.extractor, read.text)
        return Attachment(digest, name, kind, size, self._now())

    def open_file(self, sha256: str) -> BinaryIO:
        """The bytes of an attachment, as a stream that can be sought."""
        return attachments.stream(self.database, sha256)

    def add_text(self, attachment: str, extractor: str, text: str) -> None:
        """Keep the text that an extractor read off an attachment, and index it."""
        with self.database.writing(2 * len(text)) as cursor:
            documents.keep(cursor, attachment, extractor, text)

    def text_of(self, attachment: str, extractor: str = "") -> str | None:
        """The text of an attachment, None where none was read."""
        with self.database.reading() as cursor:
            return documents.text_of(cursor, attachment, extractor)

    def reading_of(self, attachment: str) -> Reading | None:
        """The text of an attachment that was read last, as passages refer to it."""
        with self.database.reading() as cursor:
            return documents.reading_of(cursor, attachment)

    def search(self, sought: str, limit: int = 50) -> list[Hit]:
        """The best places where every word stands; each may be the beginning of a word."""
        with self.database.reading() as cursor, _damage(self.path):
            return words.search(cursor, sought, limit)

    def view_state(self) -> dict[str, Any]:
        """How the window was left: open board, viewports. No part of the case."""
        try:
            found = json.loads(self._setting("view") or "{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def set_view_state(self, state: dict[str, Any]) -> None:
        """Remember how the window is left."""
        self._set("view", json.dumps(state))

    @property
    def case_id(self) -> str:
        """Tells this case from others, wherever its file is moved."""
        return self._setting("id")

    def copy_to(self, path: Path | str) -> None:
        """Write a whole copy, history and files included, taking the place of what is there."""
        copies.write(self.database, Path(path).absolute())

    def back_up(self) -> Path | None:
        """Make a backup beside the case if something was done since the last; where it lies."""
        return None if self.read_only else backup.make(self.database, self._clock())

    def purge_history(self) -> None:
        """Forget what was done and with it what was deleted; the case stays. Backups still have it.

        Load the case again afterwards: nothing is left to undo.
        """
        with self.database.writing() as cursor:
            cursor.execute("DELETE FROM log")
            cursor.execute("DELETE FROM log_file")
        self._position = 0
        _sweep(self.database)

    def drop_file(self, sha256: str) -> None:
        """Delete the bytes and texts of a file that no record has."""
        with self.database.writing() as cursor:
            row = cursor.execute("SELECT n FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
            if row is not None:
                attachments.drop(cursor, row[0])
                documents.drop(cursor, sha256)

    def warm_up(self) -> None:
        """Load what the first edit will need; for a moment when nobody waits."""
        rows.warm_up()

    def close(self) -> None:
        """Let the file go; there is nothing to save."""
        if not self._closed:
            self._closed = True
            self.database.close()
            if self._scratch is not None:
                self._scratch.cleanup()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _packed(self, tables: Tables) -> bytes:
        try:
            return codec.packed_change(tables)
        except (UnicodeEncodeError, ValueError) as error:
            raise errors.Unwritable(self.path) from error

    def _setting(self, name: str) -> str:
        with self.database.reading() as cursor:
            row = cursor.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _set(self, name: str, value: str) -> None:
        with self.database.writing() as cursor:
            _put_setting(cursor, name, value)

    def _now(self) -> str:
        return self._clock().isoformat(timespec="milliseconds")


def create_case(path: Path | str, title: str = "", clock: Callable[[], datetime] = now) -> Store:
    """A new, empty case in a new file."""
    path = Path(path).absolute()
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise errors.CaseExists(path) from error
    except FileNotFoundError as error:
        raise errors.FolderMissing(path.parent) from error
    except OSError as error:
        raise errors.not_written(path, error) from error
    try:
        database = Database(path, create=True)
        try:
            with database.writing() as cursor:
                _make_tables(cursor)
                rows.write(cursor, "info", Edits([], [codec.CODECS["info"].values(Info(title))], {}))
                _put_setting(cursor, "id", uuid.uuid4().hex)
        except BaseException:
            database.close()
            raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Store(database, clock)


def _make_tables(cursor: Cursor) -> None:
    for statement in schema.statements():
        cursor.execute(statement)
    cursor.execute(f"PRAGMA application_id = {schema.APPLICATION_ID:d}")
    cursor.execute(f"PRAGMA user_version = {schema.VERSION:d}")


def open_case(
    path: Path | str,
    *,
    read_only: bool = False,
    clock: Callable[[], datetime] = now,
    versions: Mapping[int, Version] = VERSIONS,
) -> Store:
    """A case that is there; for reading only where nothing else is possible or wanted."""
    path = Path(path).absolute()
    if not path.is_file():
        raise errors.NotACase(path) if path.exists() else errors.CaseMissing(path)
    read_only = read_only or not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
    database = Database(path, read_only=read_only)
    try:
        bring_up_to_date(database, versions)
        with translated(path):
            if not database.quick_check():
                raise errors.DamagedCase(path)
        if not read_only:
            _sweep(database)
    except BaseException:
        database.close()
        raise
    return Store(database, clock)


def identity(path: Path | str) -> str:
    """The id of a case, read off the file alone: nothing beside it is followed, and nothing is written."""
    with Store(Database(Path(path).absolute(), read_only=True, immutable=True)) as store:
        return store.case_id


def open_copy(path: Path | str) -> Store:
    """A copy for reading only of a case that is open elsewhere; it is gone when it is closed."""
    path = Path(path).absolute()
    for attempt in range(3):
        own = scratches.folder()
        copy = Path(own.name, path.name)
        try:
            copies.take_along(path, copy)
            open_case(copy).close()  # takes back what was half written when the copy was taken
            database = Database(copy, read_only=True)
            return Store(database, scratch=own)
        except errors.DamagedCase as error:
            own.cleanup()
            if attempt == 2:
                raise type(error)(path) from error
        except BaseException:
            own.cleanup()
            raise
    raise errors.DamagedCase(path)


def _sweep(database: Database) -> None:
    """Delete attached bytes that nothing could bring back."""
    with database.reading() as cursor:
        lost = attachments.orphans(cursor)
    for blob, digest in lost:
        with database.writing() as cursor:
            attachments.drop(cursor, blob)
            documents.drop(cursor, digest)


def _write(cursor: Cursor, tables: Tables) -> None:
    items = tables.get("item")
    if items:
        words.take_out(cursor, items)
    for table, edits in tables.items():
        rows.write(cursor, table, edits)
    if items:
        words.put_in(cursor, items)


def _files(change: Change) -> list[str]:
    """Attachments that a Change puts in or takes away."""
    return [key[1] for key in change.pairs if key[0] == "attachment"]


def _needed(change: Change, payload: bytes) -> int:
    return _ROW_SIZE * len(change.pairs) + 2 * len(payload)


def _put_setting(cursor: Cursor, name: str, value: str) -> None:
    cursor.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (codec.BadRow, log.BrokenLog, KeyError) as error:
        raise errors.DamagedCase(path) from error


@contextmanager
def without_collector() -> Iterator[None]:
    """Many objects and no cycles: the collector would walk them again and again while they come."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
