"""Whether a case file is in order, all of it: pages, tables, records, files, words and history."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from board.case import Case
from board.change import Change
from storage import attachments, codec, driver, errors, log, rebuild, rows, schema, words
from storage.connection import Database, translated
from storage.driver import Cursor
from storage.history_check import follows
from storage.migrations import VERSIONS
from storage.packing import unpacked
from storage.report import DAMAGED, GOOD, NOT_A_CASE, Report, number

_VOCABULARY = "SELECT term, doc, col, offset FROM found ORDER BY term, doc, col, offset"


def check(path: Path | str) -> Report:
    """Look at everything in a case file and say what is wrong; nothing is altered.

    Raises LockedCase, NewerCase or ReadOnlyCase where the file cannot be looked at.
    """
    path = Path(path).absolute()
    try:
        if not path.is_file():
            raise errors.NotACase(path) if path.exists() else errors.CaseMissing(path)
        database = _either_way(path)
    except (errors.NotACase, errors.CaseMissing) as error:
        return Report(NOT_A_CASE, [str(error)])
    except errors.DamagedCase as error:
        return Report(DAMAGED, [str(error)])
    try:
        with translated(path):
            return _checked(database)
    except errors.DamagedCase as error:
        return Report(DAMAGED, [str(error)])
    finally:
        database.close()


def _either_way(path: Path) -> Database:
    """The file, for writing if it may be: only then can a half-done write be taken back."""
    try:
        return Database(path)
    except errors.ReadOnlyCase:
        return Database(path, read_only=True)


def _checked(database: Database) -> Report:
    version = database.version()
    if version > max(VERSIONS):
        raise errors.NewerCase(database.path, version=version)
    if version not in VERSIONS:
        raise errors.StrangeCase(database.path)
    database.refuse_strange_schema(VERSIONS[version].expected())
    if findings := _pages(database):
        return Report(DAMAGED, findings)
    database.forgive_text()
    with database.reading() as cursor:
        case, findings = _records(cursor)
        findings += _files(cursor, case)
        for look in (_words, _history):
            try:
                findings += look(cursor, case)
            except driver.Error:
                findings.append("The search index or the history cannot be read.")
    return Report(DAMAGED if findings else GOOD, findings, rebuild.counted(case))


def _pages(database: Database) -> list[str]:
    found = database.driver.execute("PRAGMA integrity_check(100)").fetchall()
    if [row[0] for row in found] == ["ok"]:
        return []
    return [f"The file is damaged in {number(len(found), 'place', 'places')}; recover it into a new case."]


def _records(cursor: Cursor) -> tuple[Case, list[str]]:
    bad = 0
    good = []
    for table in codec.CODECS:
        for row in cursor.execute(rows.selecting(table)):
            try:
                good.append(codec.CODECS[table].record(row))
            except codec.BadRow:
                bad += 1
    standing, findings = rebuild.standing(good)
    if bad:
        findings.append(f"{number(bad, 'record is', 'records are')} not readable.")
    return Case(standing), [line.replace("Left out", "Wrong") for line in findings]


def _files(cursor: Cursor, case: Case) -> list[str]:
    blobs = cursor.execute("SELECT n, sha256 FROM blob WHERE sha256 NOT LIKE 'pending-%'").fetchall()
    altered = sum(attachments.hash_of(cursor, blob) != digest for blob, digest in blobs)
    missing = len(case.attachments.keys() - {digest for _, digest in blobs})
    findings = []
    if altered:
        findings.append(f"{number(altered, 'attached file is', 'attached files are')} not what was put in.")
    if missing:
        findings.append(f"The bytes of {number(missing, 'attached file', 'attached files')} are missing.")
    return findings


def _words(cursor: Cursor, _: Case) -> list[str]:
    fresh = driver.connect("file::memory:")
    try:
        for statement in schema.WORDS:
            fresh.execute(statement)
        made = fresh.cursor()
        for row in cursor.execute("SELECT * FROM item").fetchall():
            item = codec.CODECS["item"].values(codec.CODECS["item"].record(row[1:]))
            words.put_in_row(made, row[0], item)
        for row in cursor.execute("SELECT n, text FROM document").fetchall():
            words.put_in_document(made, row[0], unpacked(row[1]))
        same = all(_same_words(cursor, made, index) for index in ("words", "document_words"))
    except ValueError:
        return ["An extracted text or an item cannot be read, so search is not complete."]
    finally:
        fresh.close()
    return [] if same else ["Search is out of step with the case; opening it for repair builds it anew."]


def _same_words(cursor: Cursor, made: Cursor, index: str) -> bool:
    found = []
    for one in (cursor, made):
        one.execute(f"CREATE VIRTUAL TABLE temp.found USING fts5vocab(main, {index}, instance)")
        found.append(one.execute(_VOCABULARY).fetchall())
        one.execute("DROP TABLE temp.found")
    return all(ours == fresh for ours, fresh in zip_longest(*found))


def _history(cursor: Cursor, case: Case) -> list[str]:

    def change_of(seq: int) -> Change:
        return log.change_of(cursor, seq)

    try:
        history = log.load(cursor)
        for (seq,) in cursor.execute("SELECT step FROM log WHERE action = 'do'").fetchall():
            change_of(seq)  # those that were overtaken are read too
        if not follows(case, history, change_of):
            return ["The history does not lead to the case as it is: undo may stop half-way."]
    except (codec.BadRow, log.BrokenLog):
        return ["A step of the history cannot be read: undo stops there."]
    return []
