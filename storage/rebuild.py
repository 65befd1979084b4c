"""A fresh case out of what was read from another file.

A case from elsewhere is never used as it is. It is copied without anything beside it, looked at
read-only, and every record, file and step is decoded and written anew; so nothing gets into the
new file that we have not understood.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

from board.case import Case
from board.records import TABLES, Attachment, Frame, Key, Link, Placement, Record, Route
from storage import codec, copies, errors, log, rows, scratch, words
from storage.connection import Database, translated
from storage.history_check import follows
from storage.migrations import bring_up_to_date
from storage.report import DAMAGED, GOOD, Report, number
from storage.store import Store, create_case

Opener = Callable[[str], BinaryIO]


def adopt(path: Path | str, to: Path | str) -> Report:
    """Make a case of our own, at `to`, from a case file that came from elsewhere.

    It takes the place of what is there, but only once it is whole.
    """
    path, to = Path(path).absolute(), Path(to).absolute()
    if not path.is_file():
        raise errors.CaseMissing(path)
    if not to.parent.is_dir():
        raise errors.FolderMissing(to.parent)
    if to.exists() and to.samefile(path):
        raise errors.CaseExists(to)
    try:
        with copies.taking_place(to) as part:
            return _adopted(path, part, to)
    except OSError as error:
        raise errors.not_written(to, error) from error


def _adopted(path: Path, part: Path, to: Path) -> Report:
    with scratch.folder() as folder:
        single = Path(folder, "case.caseboard")
        copies.take_along(path, single)
        single.with_name(single.name + "-journal").unlink(missing_ok=True)
        try:
            source = Database(single, read_only=True, immutable=True)
            try:
                bring_up_to_date(source)
                with translated(path):
                    if not source.quick_check():
                        raise errors.DamagedCase(path)
                source.refuse_huge_rows()
                source.forgive_text()
                return _rebuilt(Store(source), part)
            finally:
                source.close()
        except errors.CaseError as error:
            raise type(error)(to if error.path == part else path, **error.facts) from error


def _rebuilt(source: Store, to: Path) -> Report:
    case, history = source.load()
    with create_case(to) as store:
        findings = fill(store, case.records(), source.open_file)
        if not findings and history.steps and follows(case, history, source.change_of):
            copy_log(source, store)
    return Report(DAMAGED if findings else GOOD, findings, counted(case))


def fill(store: Store, records: Iterable[Record], open_file: Opener) -> list[str]:
    """Write records into an empty case, with their files; what had to be left out, in sentences."""
    kept, findings = standing(records)
    with store.database.writing(sum(map(len, map(repr, kept)))) as cursor:
        cursor.execute("DELETE FROM info")
        for table in TABLES:
            values = codec.CODECS[table].values
            gained = [values(record) for record in kept if record.key[0] == table]
            rows.write(cursor, table, codec.Edits([], gained, {}))
            if table == "item":
                words.put_in(cursor, codec.Edits([], gained, {}))
    lost = sum(not _copied(store, one, open_file) for one in kept if isinstance(one, Attachment))
    if lost:
        findings.append(f"The bytes of {number(lost, 'file', 'files')} could not be read whole.")
    return findings


def standing(records: Iterable[Record]) -> tuple[list[Record], list[str]]:
    """The records that can stand: one for each key, none that refers to nothing."""
    place = {name: i for i, name in enumerate(TABLES)}
    there: dict[Key, Record] = {("info",): TABLES["info"]()}  # type: ignore[call-arg]
    left_out: Counter[str] = Counter()
    for record in sorted(records, key=lambda one: place[one.key[0]]):
        if record.key in there and record.key != ("info",):
            left_out[f"{record.key[0]} that is there twice"] += 1
        elif all(key in there for key in refers_to(record)):
            there[record.key] = record
        else:
            left_out[f"{record.key[0]} that refers to something missing"] += 1
    findings = [f"Left out: {count} {what.replace('_', ' ')}." for what, count in left_out.items()]
    return list(there.values()), findings


def refers_to(record: Record) -> list[Key]:
    """Keys of the records without which this one cannot stand."""
    match record:
        case Link():
            return [("item", record.from_id), ("item", record.to_id)]
        case Placement():
            return [("board", record.board), ("item", record.item)]
        case Frame():
            return [("board", record.board)]
        case Route():
            return [("board", record.board), ("link", record.link)]
        case _:
            return []


def _copied(store: Store, attachment: Attachment, open_file: Opener) -> bool:
    try:
        with open_file(attachment.id) as stream:
            kept = store.add_file(stream, attachment.name)
    except errors.FileMissing:
        return False
    if kept.id != attachment.id:
        store.drop_file(kept.id)
    return kept.id == attachment.id


def copy_log(source: Store, store: Store) -> None:
    """Bring the history along, each step decoded and written anew."""
    with source.database.reading() as old, store.database.writing(source.database.size) as new:
        columns = "n, step, at, action, label, size, subject, merge, payload"
        for row in old.execute(f"SELECT {columns} FROM log ORDER BY n"):  # noqa: S608 - our own names
            payload, files = b"", []
            if row[3] == log.DONE:
                change = codec.unpacked_change(row[4], row[8])
                payload = codec.packed_change(codec.edits_of(change))
                files = [key[1] for key in change.pairs if key[0] == "attachment"]
            log.copy(new, (*row[:8], payload), files)
        held = old.execute("SELECT DISTINCT sha256 FROM log_file").fetchall()
    for (digest,) in held:
        try:
            with source.open_file(digest) as stream:
                store.add_file(stream)
        except errors.FileMissing:
            continue  # a step that brings it back will show a file without bytes


def counted(case: Case) -> list[tuple[str, int]]:
    """How many records of each table a case has."""
    counts = Counter(record.key[0] for record in case.records())
    return [(table, counts[table]) for table in TABLES if counts[table]]


def save_copy(case: Case, to: Path | str, source: Store | None = None) -> Report:
    """Write a case that is in memory to a new file: for when its own file is gone or not to be trusted."""

    def open_file(digest: str) -> BinaryIO:
        if source is None:
            raise errors.FileMissing(to)
        return source.open_file(digest)

    with create_case(to) as store:
        findings = fill(store, case.records(), open_file)
    return Report(DAMAGED if findings else GOOD, findings, counted(case))
