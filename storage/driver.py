"""The SQLite driver behind one typed seam.

`sqlcipher3` brings the same recent SQLite to every system (the host's own may be years old, and
older ones delete whatever file a forged journal names) and, later, encryption with a passphrase.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Protocol

import sqlcipher3.dbapi2

dbapi2: Any = sqlcipher3.dbapi2

Row = tuple[Any, ...]
Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]

Error: type[Exception] = dbapi2.Error
sqlite_version: str = dbapi2.sqlite_version
sqlite_version_info: tuple[int, int, int] = dbapi2.sqlite_version_info
OK: int = dbapi2.SQLITE_OK
DENY: int = dbapi2.SQLITE_DENY
ATTACH: int = dbapi2.SQLITE_ATTACH
DETACH: int = dbapi2.SQLITE_DETACH
MAKES_CODE = frozenset(
    {
        dbapi2.SQLITE_CREATE_TRIGGER,
        dbapi2.SQLITE_CREATE_TEMP_TRIGGER,
        dbapi2.SQLITE_CREATE_VIEW,
        dbapi2.SQLITE_CREATE_TEMP_VIEW,
    }
)
CALLS: int = dbapi2.SQLITE_FUNCTION


class Cursor(Protocol):
    """What this project uses of a DB-API cursor."""

    rowcount: int
    lastrowid: int

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor: ...
    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Cursor: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    def fetchmany(self, size: int, /) -> list[Row]: ...
    def __iter__(self) -> Iterator[Row]: ...


class Connection(Protocol):
    """What this project uses of a DB-API connection."""

    text_factory: Callable[[bytes], str]
    in_transaction: bool

    def cursor(self) -> Cursor: ...
    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Cursor: ...
    def backup(
        self, target: Connection, /, *, pages: int, sleep: float, progress: Callable[[int, int, int], None]
    ) -> None: ...
    def set_authorizer(self, authorizer: Authorizer | None, /) -> None: ...
    def set_progress_handler(self, handler: Callable[[], int] | None, instructions: int, /) -> None: ...
    def close(self) -> None: ...


def connect(uri: str) -> Connection:
    """A connection that leaves transactions to us; calls may come from any thread, one at a time."""
    connection: Connection = dbapi2.connect(
        uri, uri=True, timeout=0.2, isolation_level=None, check_same_thread=False
    )
    return connection
