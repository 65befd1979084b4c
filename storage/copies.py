"""Whole copies of a case file.

A copy of an open case goes through the connection that has it open, a few pages at a time: edits
made meanwhile are carried over, and nobody waits for the whole copy.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from storage import driver, errors
from storage.connection import Database, translated
from storage.whole import part_of

_PAGES = 512


def write(database: Database, target: Path) -> None:
    """Copy an open case to a file, taking the place of what is there."""
    if target.exists() and database.path.exists() and target.samefile(database.path):
        raise errors.CaseExists(target)
    try:
        if shutil.disk_usage(target.parent).free < database.size:
            raise errors.DiskFull(target)
    except OSError as error:
        raise errors.FolderMissing(target.parent) from error
    try:
        with taking_place(target) as part, translated(target):
            _copy_pages(database, part)
    except OSError as error:
        raise errors.DriveFailed(target) from error


def taking_place(target: Path) -> AbstractContextManager[Path]:
    """A free name for a case that then takes the place of one, whose journal would be played into it."""
    return part_of(target, [_journal(target)])


def _copy_pages(database: Database, part: Path) -> None:
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = driver.connect(f"{part.absolute().as_uri()}?mode=rwc")

    def let_others(*_: int) -> None:
        database.lock.release()
        time.sleep(0.0005)
        database.lock.acquire()

    try:
        for rule in ("cipher_log_level = NONE", "journal_mode = OFF", "synchronous = OFF"):
            copy.execute(f"PRAGMA {rule}")
        with database.lock:
            database.refuse_if_replaced()
            database.driver.backup(copy, pages=_PAGES, sleep=0.0, progress=let_others)
    finally:
        copy.close()


def take_along(path: Path, target: Path) -> None:
    """Copy a file that may be open elsewhere, and its journal, byte for byte.

    The descriptor stays open for as long as the program runs: should the case be open in this very
    process, closing it would release that window's lock.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    with target.open("wb") as copy:
        while piece := os.read(descriptor, 1 << 20):
            copy.write(piece)
    with suppress(FileNotFoundError):
        shutil.copyfile(_journal(path), _journal(target))


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")
