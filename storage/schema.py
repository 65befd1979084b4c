"""The tables of a case file: one for each kind of record, and what belongs to the file itself.

The record tables are read off `board.records`, so a field is written down in one place. Every
table is STRICT and a rowid table (a damaged file's leaf pages can then be read one by one, see
`storage.salvage`). Tuples are JSON text, and the empty tuple is the empty string.
References between records are kept by `board.case`, not by foreign keys: a Change may put a
record before what it refers to, and the check costs nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import cache

from sqlalchemy import (
    REAL,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateTable, SchemaItem

from board.records import TABLES, Record
from storage import driver

APPLICATION_ID = 0x43734264
"""In every case file's header, at byte 68."""
VERSION = 1

_KEYS = {"info": (), "placement": ("board", "item"), "route": ("board", "link")}
_COLUMN_TYPES = {"str": Text, "int": Integer, "float": REAL, "bool": Integer}

metadata = MetaData()


def key_columns(table: str) -> tuple[str, ...]:
    """The columns that say which record a row is; none for the one row of `info`."""
    return _KEYS.get(table, ("id",))


def _record_table(name: str, record: type[Record]) -> Table:
    columns: list[SchemaItem] = [Column("n", Integer, primary_key=True)]
    columns += [Column(f.name, _COLUMN_TYPES.get(str(f.type), Text), nullable=False) for f in fields(record)]
    if keys := key_columns(name):
        columns.append(UniqueConstraint(*keys))
    return Table(name, metadata, *columns, sqlite_strict=True)


RECORD_TABLES = {name: _record_table(name, record) for name, record in TABLES.items()}

LOG = Table(
    "log",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("step", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("merge", Text, nullable=False),
    Column("payload", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""What was done, undone and redone, in order: rows are added at the end, and only there."""

LOG_FILE = Table(
    "log_file",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("log", Integer, nullable=False),
    Column("sha256", Text, nullable=False),
    sqlite_strict=True,
)
"""Attachments that a step of the log could bring back: their bytes stay."""

BLOB = Table(
    "blob",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    sqlite_strict=True,
)
CHUNK = Table(
    "chunk",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("blob", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    UniqueConstraint("blob", "place"),
    sqlite_strict=True,
)
DOCUMENT = Table(
    "document",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("attachment", Text, nullable=False),
    Column("extractor", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("text", LargeBinary, nullable=False),
    UniqueConstraint("attachment", "extractor"),
    sqlite_strict=True,
)
"""The text of an attachment as one version of one extractor read it, compressed; never altered."""

SETTING = Table(
    "setting",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)
"""What belongs to the file and is no Change: its id, and how its window was left."""

_FTS = "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"
WORDS = (
    f"CREATE VIRTUAL TABLE words USING fts5(title, aliases, text, tags, note, fields, content='', {_FTS})",
    f"CREATE VIRTUAL TABLE document_words USING fts5(text, content='', {_FTS})",
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",
    "INSERT INTO document_words(document_words, rank) VALUES('secure-delete', 1)",
)
"""Full-text indexes by the row number of `item` and `document`. They hold no second copy of the text."""


def statements() -> list[str]:
    """The SQL that makes an empty case."""
    dialect = sqlite.dialect()
    made = [str(CreateTable(table).compile(dialect=dialect)).strip() for table in metadata.tables.values()]
    return [
        *made,
        *WORDS,
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"PRAGMA user_version = {VERSION}",
    ]


Schema = frozenset[tuple[str, str, str, str | None]]


@cache
def expected() -> Schema:
    """Every table and index that a case of this version has, word for word."""
    return of_statements(tuple(statements()))


def of_statements(made_by: tuple[str, ...]) -> Schema:
    """The schema that some statements make."""
    memory = driver.connect("file::memory:")
    for statement in made_by:
        memory.execute(statement)
    schema = normal(read(memory, 1000))
    memory.close()
    return schema


def normal(parts: Iterable[tuple[str, str, str, str | None]]) -> Schema:
    """A schema without its line breaks: another release of SQLAlchemy may set them differently."""
    return frozenset((kind, name, table, sql and " ".join(sql.split())) for kind, name, table, sql in parts)


def read(connection: driver.Connection, limit: int) -> list[tuple[str, str, str, str | None]]:
    """What a file says it is made of."""
    sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema LIMIT ?"
    return [(row[0], row[1], row[2], row[3]) for row in connection.execute(sql, (limit,))]
