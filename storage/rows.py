"""Records in and out of their tables.

SQLAlchemy Core writes the statements, once; they run on the driver's own cursor, many rows at a
time, because its result objects and parameter dictionaries would cost more than SQLite itself. It is
imported with the first statement that writes: a window that shows a case need not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from board.records import TABLES, Record
from storage.codec import CODECS, Edits, Row
from storage.driver import Cursor

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Delete, Insert, Table, Update


@cache
def selecting(table: str) -> str:
    """Reads every record of a table, in the order they came."""
    names = ", ".join(f'"{name}"' for name in CODECS[table].columns)
    return f"SELECT {names} FROM {table} ORDER BY n"  # noqa: S608 - our own names


def _sql(statement: Insert | Update | Delete) -> str:
    """A Core statement as the text that the driver takes; values go by place, in the order written."""
    from sqlalchemy.dialects import sqlite

    return str(statement.compile(dialect=sqlite.dialect(paramstyle="qmark")))


@cache
def _inserting(table: str) -> str:
    from sqlalchemy import bindparam, insert

    from storage.tables import RECORD_TABLES

    made = RECORD_TABLES[table]
    # The case's own record is row 1, so that there is never a second one.
    names = ["n", *CODECS[table].columns] if table == "info" else CODECS[table].columns
    return _sql(insert(made).values({made.c[name]: bindparam(name) for name in names}))


@cache
def _updating(table: str, names: tuple[str, ...]) -> str:
    from sqlalchemy import bindparam, update

    from storage.tables import RECORD_TABLES

    made = RECORD_TABLES[table]
    values: dict[Any, Any] = {made.c[name]: bindparam(name) for name in names}
    return _sql(update(made).where(*_is_key(made, table)).values(values))


@cache
def _deleting(table: str) -> str:
    from sqlalchemy import delete

    from storage.tables import RECORD_TABLES

    made = RECORD_TABLES[table]
    return _sql(delete(made).where(*_is_key(made, table)))


def _is_key(made: Table, table: str) -> list[ColumnElement[bool]]:
    from sqlalchemy import bindparam

    return [made.c[name] == bindparam("key_" + name) for name in CODECS[table].key]


def warm_up() -> None:
    """Write the statements that an edit will need most."""
    for table in TABLES:
        _inserting(table)
        _deleting(table)
    _updating("placement", ("x", "y"))


def write(cursor: Cursor, table: str, edits: Edits) -> None:
    """Alter one table as the edits say, touching only the columns that differ."""
    codec = CODECS[table]
    place_of_key = [codec.columns.index(name) for name in codec.key]
    if edits.lost:
        cursor.executemany(_deleting(table), [[row[i] for i in place_of_key] for row in edits.lost])
    for altered, changed in edits.altered.items():
        places = [i for i, differs in enumerate(altered) if differs]
        names = tuple(codec.columns[i] for i in places)
        wanted = [*places, *place_of_key]
        rows: Iterable[Sequence[Any]] = [after for _, after in changed]
        if not set(codec.tuples).isdisjoint(places):
            rows = map(codec.stored, rows)
        # One wanted value alone: a field of `info`, which has no key.
        several = len(wanted) > 1
        values = map(itemgetter(*wanted), rows) if several else ([row[wanted[0]]] for row in rows)
        cursor.executemany(_updating(table, names), values)
    if edits.gained:
        new = [codec.stored(values) for values in edits.gained]
        cursor.executemany(_inserting(table), [[1, *row] for row in new] if table == "info" else new)


def records(cursor: Cursor) -> Iterator[Record]:
    """Every record of the case, table by table."""
    return chain.from_iterable(
        map(CODECS[table].record, cursor.execute(selecting(table))) for table in TABLES
    )


def find(cursor: Cursor, table: str, condition: str, values: Row = ()) -> list[Record]:
    """The records of a table that meet a condition."""
    made = selecting(table).replace(" ORDER BY", f" WHERE {condition} ORDER BY")
    return [CODECS[table].record(row) for row in cursor.execute(made, values)]
