"""What a case file is made of, and what marks it as one.

Every table is STRICT and a rowid table (a damaged file's leaf pages can then be read one by one, see
`storage.salvage`). Tuples are JSON text, and the empty tuple is the empty string.
References between records are kept by `board.case`, not by foreign keys: a Change may put a
record before what it refers to, and the check costs nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from storage import driver, version_1

APPLICATION_ID = 0x43734264
"""In every case file's header, at byte 68."""
VERSION = 1

_KEYS = {"info": (), "placement": ("board", "item"), "route": ("board", "link")}


def key_columns(table: str) -> tuple[str, ...]:
    """The columns that say which record a row is; none for the one row of `info`."""
    return _KEYS.get(table, ("id",))


_FTS = "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"
WORDS = (
    f"CREATE VIRTUAL TABLE words USING fts5(title, aliases, text, tags, note, fields, content='', {_FTS})",
    f"CREATE VIRTUAL TABLE document_words USING fts5(text, content='', {_FTS})",
    "INSERT INTO words(words, rank) VALUES('secure-delete', 1)",
    "INSERT INTO document_words(document_words, rank) VALUES('secure-delete', 1)",
)
"""Full-text indexes by the row number of `item` and `document`. They hold no second copy of the text."""


def statements() -> tuple[str, ...]:
    """The SQL that makes an empty case of today's version."""
    return (*version_1.TABLES, *WORDS)


Schema = frozenset[tuple[str, str, str, str | None]]


@cache
def expected() -> Schema:
    """Every table and index that a case of this version has, word for word."""
    return of_statements(statements())


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
