"""A case file against the same driver doing the same work with no program around it.

The peer has the same tables, the same durable settings and the same rows; where we write the log,
it writes a row of the same weight. What the ratio shows is what records, Changes, the search index
and the checks add.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from sqlcipher3 import dbapi2

from board import change as changes
from board.change import Change
from board.document import Document
from board.records import Board, Item, Link, Placement, Record
from storage import create_case, open_case
from storage.store import now
from tests.perf.measure import Row, seconds

ITEMS, LINKS = 10_000, 20_000
KINDS = ("person", "claim", "source", "event", "place", "note")
LOG = (
    "INSERT INTO log (step, at, action, label, size, subject, merge, payload)"
    " VALUES (0, '', 'do', '', ?, '', '', ?)"
)
WORDS = ["officer", "letter", "paper", "said", "general", "rumour", "house", "minister", "border", "ring"]


def records() -> Iterator[Record]:
    """An invented case of ordinary proportions."""
    for n in range(ITEMS):
        title = " ".join(WORDS[(n * 7 + i * i) % len(WORDS)] for i in range(5))
        yield Item(
            f"x{n:05}",
            KINDS[n % len(KINDS)],
            f"{title} {n}",
            text=title * 3 if n % 3 == 0 else "",
            tags=("later",) if n % 10 == 0 else (),
            date="2022-03-04" if n % 2 else "",
        )
    for n in range(LINKS):
        yield Link(
            f"k{n:05}",
            "reports",
            f"x{n % ITEMS:05}",
            f"x{(n * 31 + 7) % ITEMS:05}",
            stance="affirms",
            basis="own",
        )
    yield Board("b1", "Everything")
    for n in range(ITEMS):
        yield Placement("b1", f"x{n:05}", n % 100 * 260.0, n // 100 * 160.5, 220.0, 96.0)


def made(path: Path) -> Path:
    """A case file with those records in it."""
    with create_case(path, "Bench") as store:
        case, history = store.load()
        Document(case, store, history, now).do(changes.of("Import", (), records()))
    return path


def opened(path: Path) -> tuple[Any, Document]:
    """A store, and the document on it."""
    store = open_case(path)
    return store, Document(*_in_order(store), now)


def _in_order(store: Any) -> tuple[Any, Any, Any]:
    case, history = store.load()
    return case, store, history


def raw(path: Path) -> Any:
    """The peer's connection, as durable as ours."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    for rule in (
        "locking_mode=EXCLUSIVE",
        "journal_mode=TRUNCATE",
        "synchronous=FULL",
        "secure_delete=ON",
        "temp_store=MEMORY",
        "mmap_size=0",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {rule}")
    return connection


def read_raw(path: Path) -> None:
    """Every row of every record table, as tuples."""
    connection = dbapi2.connect(str(path))
    kept = [
        connection.execute(f"SELECT * FROM {table}").fetchall()
        for table in ("item", "link", "board", "placement")
    ]
    connection.close()
    assert len(kept[0]) == ITEMS


def read(path: Path) -> None:
    """Our way: checked, and as a Case with its indexes."""
    with open_case(path) as store:
        case, _ = store.load()
        assert len(case.items) == ITEMS


def move_of(document: Document, count: int, steps: Iterator[int]) -> Change:
    """Some cards moved, each time elsewhere."""
    by = next(steps)
    before = list(document.case.placements.values())[:count]
    return changes.of("Move", before, [replace(p, x=p.x + by, y=p.y + by) for p in before])


def in_turns(
    ours: Callable[[Any], object],
    theirs: Callable[[Any], object],
    make: Callable[[], Any],
    make_theirs: Callable[[], Any],
    rounds: int,
) -> tuple[float, float]:
    """The medians of both, taken in turns, so that a slow moment of the disk meets both."""
    pairs = [(seconds(ours, make, repeats=5), seconds(theirs, make_theirs, repeats=5)) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def back_and_forth(document: Document) -> None:
    """Undo and redo."""
    document.undo()
    document.redo()


def move_raw(connection: Any, count: int, by: float) -> None:
    """The same rows and a log row of the same weight, by hand."""
    keys = [(f"x{n:05}", n % 100 * 260.0, n // 100 * 160.5) for n in range(count)]
    rows = [(x + by, y + by, "b1", item) for item, x, y in keys]
    payload = zlib.compress(json.dumps([[item, x, y, x + by, y + by] for item, x, y in keys]).encode(), 1)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("UPDATE placement SET x = ?, y = ? WHERE board = ? AND item = ?", rows)
    connection.execute(LOG, (count, payload))
    connection.execute("COMMIT")


def import_raw(connection: Any) -> None:
    """The records' rows and a log row, by hand, without a search index."""
    from storage.codec import CODECS

    rows: dict[str, list[Any]] = {}
    for record in records():
        rows.setdefault(record.key[0], []).append(CODECS[record.key[0]].row(record))
    payload = zlib.compress(json.dumps(rows).encode(), 1)
    connection.execute("BEGIN IMMEDIATE")
    for table, values in rows.items():
        names = ", ".join(f'"{name}"' for name in CODECS[table].columns)
        marks = ", ".join("?" * len(CODECS[table].columns))
        connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)
    connection.execute(LOG, (len(rows), payload))
    connection.execute("COMMIT")


def measured() -> Iterator[Row]:
    """Opening, small and large edits, import, search."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, peer_path = made(folder / "ours.caseboard"), made(folder / "peer.caseboard")
        read(path)
        ours, theirs = in_turns(read, read_raw, lambda: path, lambda: peer_path, 5)
        what = f"open {ITEMS} items, {LINKS} links, {ITEMS} placements"
        yield Row(what, ours, "s", theirs, most=0.5, most_times=2)
        yield from _edits(path, peer_path)
        yield from _import(folder)


def _edits(path: Path, peer_path: Path) -> Iterator[Row]:
    store, document = opened(path)
    peer = raw(peer_path)
    steps = iter(range(1, 10**6))
    for count, rounds, most in ((1, 40, 2), (500, 6, None), (ITEMS, 3, 3)):
        ours, theirs = in_turns(
            document.do,
            partial(move_raw, peer, count),
            partial(move_of, document, count, steps),
            lambda: next(steps),
            rounds,
        )
        yield Row(f"move {count} cards, durable", ours, "s", theirs, most_times=most)
    yield Row("undo and redo a move of all cards", seconds(lambda _: back_and_forth(document), int), "s")
    yield Row("search, two letters", seconds(lambda _: store.search("ru", 50), int, repeats=15), "s")
    yield Row("search, two words", seconds(lambda _: store.search("rumour hou", 50), int, repeats=15), "s")
    peer.close()
    store.close()


def _import(folder: Path) -> Iterator[Row]:
    names = iter(range(10**6))

    def fresh() -> Any:
        path = folder / f"import{next(names)}.caseboard"
        store = create_case(path)
        return store, Document(*_in_order(store), now)

    def fresh_raw() -> Any:
        path = folder / f"import{next(names)}.caseboard"
        create_case(path).close()
        return raw(path)

    change = changes.of("Import", (), records())
    yield Row(
        "import all of it in one Change (the peer without search index)",
        seconds(lambda made: made[1].do(change), fresh, repeats=5),
        "s",
        seconds(import_raw, fresh_raw, repeats=5),
    )
