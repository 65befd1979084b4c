"""Case files for the tests, and the driver without our policy, as a stranger would use it.

`python -m tests.storage.case_files tests/fixtures/version-N.caseboard` writes the fixture of a new
version N of the file format. A fixture of a version that has been released is never written again.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from board import change as changes
from board.document import Document
from board.records import (
    Board,
    Frame,
    Item,
    ItemKind,
    Link,
    LinkKind,
    Passage,
    Placement,
    Record,
    Route,
    SavedView,
)
from storage import Store, create_case, open_case


def document_on(store: Store) -> Document:
    """A document on what the file holds."""
    case, history = store.load()
    return Document(case, store, history, lambda: datetime(2022, 3, 24, 10, tzinfo=UTC))


def some_records(count: int = 12) -> list[Record]:
    """A small case with a bit of everything that lies on boards."""
    items = [
        Item(f"n{i:02}", "note", f"Note {i}", text=f"It says number{i} of {count}.", tags=("t", "ü"))
        for i in range(count)
    ]
    links = [Link(f"k{i:02}", "related", f"n{i:02}", f"n{(i + 1) % count:02}") for i in range(count)]
    placements = [Placement("b01", item.id, i * 10.5, 3.0, 200, 100) for i, item in enumerate(items)]
    return [
        *items,
        *links,
        Board("b01", "Board"),
        *placements,
        Frame("g01", "b01", 0, 0, 10, 10, "Frame"),
        Route("b01", "k01", ((1.0, 2.5), (3.0, 4.0))),
        Passage("q01", "", "n01", "the words", start=3, end=12, page=1, rects=((1.0, 2.0, 3.0, 4.0, 5.0),)),
        ItemKind("vehicle", "Vehicle", "car", "stone", fields=("plate",)),
        LinkKind("bribed", "bribed", (("person", "*"),), dash=(2.0, 1.0)),
        SavedView("v01", "Weak sources", '{"what": "grade", "values": ["D"]}', measure="degree", hides=True),
    ]


def made(path: Path, count: int = 12) -> Path:
    """A case file with those records, a few steps of history, and closed."""
    with create_case(path, "A case") as store:
        document = document_on(store)
        document.do(changes.of("Import", (), some_records(count)))
        for i in range(3):
            retitle(document, f"Title {i}")
        document.undo()
    return path


def retitle(document: Document, title: str, item: str = "n00", merge: str = "") -> None:
    """One small edit."""
    old = document.case.items[item]
    document.do(
        changes.of("Edit title", [old], [Item(old.id, old.kind, title, old.text, old.aliases, old.tags)]),
        merge,
    )


@contextmanager
def stranger(path: Path) -> Iterator[Any]:
    """A connection that obeys none of our rules."""
    with closing(dbapi2.connect(str(path), isolation_level=None)) as connection:
        yield connection


@contextmanager
def opened(path: Path) -> Iterator[tuple[Store, Document]]:
    """A store and the document on it."""
    with open_case(path) as store:
        yield store, document_on(store)


if __name__ == "__main__":
    made(Path(sys.argv[1]))
