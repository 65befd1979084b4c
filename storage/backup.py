"""Backups beside the case: the newest few, one a day for a week, one a week for two months.

They lie in a folder named after the case, are cases themselves, and are made through the open
connection. A backup's name holds how far the history went, so that a case in which nothing was
done since costs a look at a folder and no more. Not made while the window is starting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from storage import copies
from storage.connection import Database

NEWEST, DAYS, WEEKS = 5, 7, 8
_NAME = re.compile(r"(\d{4}-\d\d-\d\d \d\d-\d\d-\d\d) step (\d{1,18})\.caseboard")


def folder_of(path: Path) -> Path:
    """Where the backups of a case lie."""
    return path.with_name(path.stem + " backups")


def found(path: Path) -> list[tuple[datetime, int, Path]]:
    """The backups of a case, newest first: when, after which row of the log, where."""
    folder = folder_of(path)
    backups = []
    for file in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.fullmatch(file.name):
            try:
                when = datetime.strptime(match[1], "%Y-%m-%d %H-%M-%S").astimezone()
            except (ValueError, OverflowError, OSError):
                continue  # named like one of ours, but at no possible time
            backups.append((when, int(match[2]), file))
    return sorted(backups, reverse=True)


def make(database: Database, now: datetime) -> Path | None:
    """Back an open case up; None when nothing was done since the last backup."""
    with database.reading() as cursor:
        row = cursor.execute("SELECT max(n) FROM log").fetchone()
    done = row[0] if row and row[0] else 0
    existing = found(database.path)
    if not done or (existing and existing[0][1] == done):
        return None
    folder = folder_of(database.path)
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"{now:%Y-%m-%d %H-%M-%S} step {done}.caseboard"
    copies.write(database, target)
    kept = keep([when for when, _, _ in found(database.path)])
    for when, _, file in found(database.path):
        if when not in kept:
            file.unlink(missing_ok=True)
    return target


def keep(times: Iterable[datetime]) -> set[datetime]:
    """Which backups stay: the newest few, and the newest of each recent day and week."""
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:NEWEST])
    days: dict[object, datetime] = {}
    weeks: dict[object, datetime] = {}
    for when in newest_first:
        days.setdefault(when.date(), when)
        weeks.setdefault(when.isocalendar()[:2], when)
    return kept.union([*days.values()][:DAYS], [*weeks.values()][:WEEKS])
