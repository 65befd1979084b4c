"""From the file of an older version to today's, one version at a time.

`VERSIONS` says for each version what its file is made of and how it came from the one before. When
the tables change: raise `schema.VERSION`, write the old version's statements down here word for
word (a test holds them against its fixture file), and add the step. A copy of the file is made
beside it first, and the steps run in one transaction, so a failure leaves the file as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from storage import copies, errors, schema
from storage.connection import Database
from storage.driver import Cursor


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the file format."""

    expected: Callable[[], schema.Schema]
    """Its tables and indexes."""
    upgrade: Callable[[Cursor], None] | None = None
    """Makes it out of the version before."""


VERSIONS: Mapping[int, Version] = {1: Version(schema.expected)}


def bring_up_to_date(database: Database, versions: Mapping[int, Version] = VERSIONS) -> Path | None:
    """Migrate an older file; where its copy lies, or None when it was of today's version."""
    version, newest = database.version(), max(versions)
    if version > newest:
        raise errors.NewerCase(database.path, version=version)
    if version not in versions:
        raise errors.StrangeCase(database.path)
    database.refuse_strange_schema(versions[version].expected())
    if version == newest:
        return None
    if not database.quick_check():
        raise errors.DamagedCase(database.path)
    copy = database.path.with_name(f"{database.path.stem} (before version {newest}){database.path.suffix}")
    copies.write(database, copy)
    with database.writing(database.size) as cursor:
        for number in range(version + 1, newest + 1):
            if upgrade := versions[number].upgrade:
                upgrade(cursor)
        cursor.execute(f"PRAGMA user_version = {newest:d}")
    database.refuse_strange_schema(versions[newest].expected())
    return copy
