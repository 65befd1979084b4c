"""The tables of a case file for SQLAlchemy Core, read off `board.records`: a field is written down once.

Importing SQLAlchemy takes a fifth of a second and 25 MB, so this is imported when a case is first
written to, and not to show one.
"""

from __future__ import annotations

from dataclasses import fields

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
from sqlalchemy.schema import SchemaItem

from board.records import TABLES, Record
from storage.schema import key_columns

_COLUMN_TYPES = {"str": Text, "int": Integer, "float": REAL, "bool": Integer}

metadata = MetaData()


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
