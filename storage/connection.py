"""The one connection to a case file, and every rule by which we read and write it.

A rollback journal and not a write-ahead log: a case is a document, people copy the file while it
is open and after a crash, and with a write-ahead log such a copy lacks the last edits. TRUNCATE and
FULL lost nothing in 1,000 kills and 5,000 simulated power cuts. The lock is held for as long as
the case is open, so that two programs never write one file in turns.

A file may come from somebody who means harm. Nothing is read from it before its schema equals our
own, word for word; no trigger, view or default of a stranger is ever run. A journal that names a
super-journal is refused: we never write one, and SQLite deletes the file it names.

Python must not open and close the case file beside SQLite: on POSIX systems closing any descriptor
of a file drops all locks this process holds on it. Hence the descriptor kept for the file's header.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage import driver, errors, schema
from storage.codec import CODECS

SUPER_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_POLICY = (
    "cipher_log_level = NONE",
    "locking_mode = EXCLUSIVE",
    "synchronous = FULL",
    "fullfsync = ON",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
    "cache_size = -32000",
)
_WORDED = {
    "database is locked": 5,
    "database table is locked": 6,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database or disk is full": 13,
    "unable to open database file": 14,
    "string or blob too big": 18,
    "file is not a database": 26,
}
_HUGE = 1 << 25
"""Bytes in one record: no honest one comes near."""
_ROOM = 1 << 18
"""Bytes that must be free beyond what a write needs."""


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """The driver's errors as ours; anything that is not about the file passes through."""
    try:
        yield
    except driver.Error as error:
        raise _meaning(_code(error), path) from error
    except (UnicodeDecodeError, MemoryError) as error:
        raise errors.DamagedCase(path) from error
    except (UnicodeEncodeError, OverflowError) as error:
        raise errors.Unwritable(path) from error


def _code(error: Exception) -> int:
    """SQLite's result code; the driver gives it as second argument at times, at times only as words."""
    if len(error.args) > 1 and isinstance(error.args[1], int):
        return error.args[1] & 0xFF
    return _WORDED.get(str(error.args[0]) if error.args else "", 0)


def _meaning(code: int, path: Path) -> errors.CaseError:
    match code:
        case 5 | 6:
            return errors.LockedCase(path)
        case 8:
            return errors.ReadOnlyCase(path) if path.exists() else errors.CaseVanished(path)
        case 13:
            return errors.DiskFull(path)
        case 10:
            return errors.DriveFailed(path) if path.exists() else errors.CaseVanished(path)
        case 14:
            return errors.ReadOnlyCase(path) if path.exists() else errors.CaseMissing(path)
        case 26:
            return errors.NotACase(path)
        case 18 | 19 | 20:
            return errors.Unwritable(path)
        case _:
            return errors.DamagedCase(path)


class Database:
    """A case file that is open: its connection, its lock, and the look of its header when we left it."""

    def __init__(self, path: Path, *, read_only: bool = False, create: bool = False, immutable: bool = False):
        self.path = path
        self.read_only = read_only
        self.lock = threading.RLock()
        self._descriptor = -1
        try:
            self._refuse_forged_journal()
        except OSError as error:
            raise errors.not_written(path, error) if create else errors.DriveFailed(path) from error
        with translated(path):
            self.driver = self._connected(create=create, immutable=immutable)
        try:
            with translated(path):
                self._prepare(create=create)
            self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            self._seen = self._look()
        except BaseException:
            self._let_go()
            raise

    def forgive_text(self) -> None:
        """From here on read text that is no UTF-8 with marks in place of what is broken.

        Not from the start: a decoder in Python takes half as long again as reading the rows.
        """
        self.driver.text_factory = _decoded

    def cursor(self) -> driver.Cursor:
        """A cursor of the driver, for the statements whose speed matters."""
        return self.driver.cursor()

    @contextmanager
    def reading(self) -> Iterator[driver.Cursor]:
        """A cursor on one state of the file."""
        with self.lock, translated(self.path):
            self._refuse_if_closed()
            cursor = self.driver.cursor()
            own = not self.driver.in_transaction
            if own:
                cursor.execute("BEGIN")
            try:
                yield cursor
            finally:
                if own:
                    with suppress(driver.Error):
                        self.driver.execute("COMMIT")

    @contextmanager
    def writing(self, needed: int = 0) -> Iterator[driver.Cursor]:
        """A cursor whose statements are durable together when this ends, or never were.

        `needed` is about how many bytes will be written.
        """
        with self.lock:
            self._refuse_if_closed()
            if self.read_only:
                raise errors.ReadOnlyCase(self.path)
            self._refuse_if_altered()
            self._refuse_if_full(needed)
            with translated(self.path):
                cursor = self.driver.cursor()
                cursor.execute("BEGIN IMMEDIATE")
                try:
                    yield cursor
                    cursor.execute("COMMIT")
                except BaseException:
                    with suppress(driver.Error):
                        self.driver.execute("ROLLBACK")
                    raise
            self._seen = self._look()

    @property
    def size(self) -> int:
        """Bytes in the file that is open, wherever it lies by now."""
        return os.fstat(self._descriptor).st_size

    def close(self) -> None:
        """Close, leaving one file and nothing beside it."""
        with self.lock:
            if not self.read_only:
                with suppress(driver.Error):
                    # Under an exclusive lock SQLite leaves an empty journal lying that it has not
                    # written itself, such as one that it took back at the open.
                    self.driver.execute("PRAGMA locking_mode = NORMAL")
                    self.driver.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                    self.driver.execute("PRAGMA journal_mode = DELETE")
            self._let_go()

    def quick_check(self) -> bool:
        """Whether SQLite finds the file's pages, rows and types in order."""
        with self._hurried(5 + self.size / 2e7):
            found = self.driver.execute("PRAGMA quick_check(1)").fetchone()
        return found is not None and found[0] == "ok"

    def _connected(self, *, create: bool, immutable: bool) -> driver.Connection:
        mode = "ro" if self.read_only else "rwc" if create else "rw"
        uri = f"{self.path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
        return driver.connect(uri)

    def _prepare(self, *, create: bool) -> None:
        connection = self.driver

        connection.set_authorizer(_allowed)
        for rule in _POLICY:
            connection.execute(f"PRAGMA {rule}")
        if not self.read_only:
            if not create:
                self._refuse_other_formats()
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode = TRUNCATE")
        if not create:
            self._refuse_other_formats()

    def _refuse_other_formats(self) -> None:
        application = self.driver.execute("PRAGMA application_id").fetchone()
        if application is None or application[0] != schema.APPLICATION_ID:
            raise errors.NotACase(self.path)

    def version(self) -> int:
        """The schema version that the file names."""
        row = self.driver.execute("PRAGMA user_version").fetchone()
        return int(row[0]) if row else 0

    def refuse_strange_schema(self, expected: schema.Schema) -> None:
        """Raise StrangeCase unless the file is made of exactly the tables that we make."""
        with translated(self.path), self._hurried(5):
            found = schema.normal(schema.read(self.driver, len(expected) + 1))
        if found != expected:
            raise errors.StrangeCase(self.path)

    def refuse_huge_rows(self) -> None:
        """Raise StrangeCase for a row that would fill the memory; only its length is looked at."""
        with translated(self.path), self._hurried(5 + self.size / 2e7):
            for table, codec in CODECS.items():
                length = " + ".join(f'octet_length("{name}")' for name in codec.columns)
                sql = f"SELECT 1 FROM {table} WHERE {length} > {_HUGE} LIMIT 1"  # noqa: S608 - our own names
                if self.driver.execute(sql).fetchone():
                    raise errors.StrangeCase(self.path)

    @contextmanager
    def _hurried(self, seconds: float) -> Iterator[None]:
        """Reading that gives up after a while: a damaged or forged file must not hang the window."""
        end = time.monotonic() + seconds
        self.driver.set_progress_handler(lambda: int(time.monotonic() > end), 20_000)
        try:
            yield
        finally:
            self.driver.set_progress_handler(None, 0)

    def _refuse_forged_journal(self) -> None:
        journal = self.path.with_name(self.path.name + "-journal")
        with suppress(FileNotFoundError), journal.open("rb") as file:
            if file.seek(0, os.SEEK_END) >= len(SUPER_JOURNAL):
                file.seek(-len(SUPER_JOURNAL), os.SEEK_END)
                if file.read() == SUPER_JOURNAL:
                    raise errors.StrangeCase(self.path)

    def _look(self) -> tuple[int, ...]:
        """What tells that the file is the one we left: where it lies, its size, its time, its counter."""
        found = self.path.stat()
        counter = int.from_bytes(_read_at(self._descriptor, 24, 4), "big")
        # Windows notes the time of a write when it likes to, which would look like another's.
        written = 0 if os.name == "nt" else found.st_mtime_ns
        return found.st_dev, found.st_ino, found.st_size, written, counter

    def refuse_if_replaced(self) -> None:
        """Raise CaseReplaced when what is read now may be half another file; a vanished one still reads."""
        if self.path.exists():
            self._refuse_if_altered()

    def _refuse_if_closed(self) -> None:
        if self._descriptor < 0:
            raise errors.ClosedCase(self.path)

    def _refuse_if_altered(self) -> None:
        try:
            now = self._look()
        except FileNotFoundError as error:
            raise errors.CaseVanished(self.path) from error
        except OSError as error:
            raise errors.DriveFailed(self.path) from error
        if now != self._seen:
            raise errors.CaseReplaced(self.path)

    def _refuse_if_full(self, needed: int) -> None:
        # The journal first takes a copy of every page that is altered, hence twice.
        if shutil.disk_usage(self.path.parent).free < 2 * needed + _ROOM:
            raise errors.DiskFull(self.path)

    def _let_go(self) -> None:
        self.driver.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _decoded(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _allowed(
    action: int, first: str | None, second: str | None, _schema: str | None, inside: str | None
) -> int:
    """What a statement may do: nothing from within a trigger or view, no other files, no extensions."""
    if inside is not None or action in driver.MAKES_CODE:
        return driver.DENY
    if action == driver.ATTACH and first:  # VACUUM attaches a nameless file
        return driver.DENY
    if action == driver.CALLS and second == "load_extension":
        return driver.DENY
    return driver.OK


def _read_at(descriptor: int, place: int, size: int) -> bytes:
    read: Callable[[int, int, int], bytes] | None = getattr(os, "pread", None)
    if read is not None:
        return read(descriptor, size, place)
    os.lseek(descriptor, place, os.SEEK_SET)
    return os.read(descriptor, size)
