"""Case files that somebody made to do harm, and files that chance has damaged.

`python -m tests.storage.test_hostile 10000` opens so many damaged files and counts what became of them.
"""

from __future__ import annotations

import random
import sqlite3
import struct
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage import CaseError, DamagedCase, StrangeCase, adopt, check, open_case
from tests.storage.case_files import made, opened, retitle, stranger

ATTACKS: dict[str, str] = {
    "trigger that rewrites the cards": "CREATE TRIGGER t AFTER INSERT ON log"
    " BEGIN UPDATE item SET title = 'x'; END",
    "trigger without end": "CREATE TRIGGER t AFTER INSERT ON log BEGIN"
    " INSERT INTO item SELECT * FROM (WITH RECURSIVE"
    " c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT * FROM c); END",
    "view without end in a table's place": "DROP TABLE item; CREATE VIEW item AS WITH RECURSIVE"
    " c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT i FROM c",
    "view of 400 MB a row": "DROP TABLE link; CREATE VIEW link AS SELECT hex(zeroblob(200000000)) AS id",
    "cross join": "DROP TABLE link; CREATE VIEW link AS SELECT a.n FROM item a, item b, item c, item d",
    "view that calls a function": "CREATE VIEW v AS SELECT regexp('a', title) FROM item",
    "default that calls a function": "CREATE TABLE d (x TEXT DEFAULT (hex(randomblob(9))))",
    "view with load_extension": "CREATE VIEW v AS SELECT load_extension('x')",
    "generated column of 100 MB": "ALTER TABLE item ADD COLUMN g TEXT AS (hex(zeroblob(50000000)))",
    "one table more": "CREATE TABLE more (x)",
    "one index more": "CREATE INDEX more ON item (title)",
    "a table less": "DROP TABLE route",
    "not strict": "PRAGMA writable_schema = ON;"
    "UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'item';"
    "PRAGMA writable_schema = RESET",
    "wide column": "PRAGMA writable_schema = ON;"
    "UPDATE sqlite_schema SET sql = replace(sql, 'title TEXT', 'title ANY')",
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "case.caseboard")


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_at_once_and_nothing_of_it_runs(path: Path, tmp_path: Path, attack: str) -> None:
    with stranger(path) as connection:
        connection.execute("PRAGMA writable_schema = OFF")
        for statement in ATTACKS[attack].split(";"):
            if "TRIGGER" in ATTACKS[attack]:
                connection.execute(ATTACKS[attack])
                break
            connection.execute(statement)
    before = path.read_bytes()
    started = time.process_time()
    with pytest.raises(StrangeCase):
        open_case(path)
    with pytest.raises(StrangeCase):
        adopt(path, tmp_path / "own.caseboard")
    assert not check(path).is_good
    assert time.process_time() - started < 10, "gives up long before a person would"
    assert path.read_bytes() == before
    assert not (tmp_path / "own.caseboard").exists()


def test_thirty_thousand_tables_are_refused(path: Path) -> None:
    with stranger(path) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "INSERT INTO sqlite_schema WITH RECURSIVE"
            " c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT 30000)"
            " SELECT 'table', 't' || i, 't' || i, 2, 'CREATE TABLE t' || i || ' (x)' FROM c"
        )
    with pytest.raises(StrangeCase):
        open_case(path)


def test_a_forged_journal_deletes_nothing(path: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    name = str(victim).encode()
    end = struct.pack(">II", len(name), sum(name)) + bytes.fromhex("d9d505f920a163d7")
    header = bytes.fromhex("d9d505f920a163d7") + struct.pack(">IIIII", 0, 0, 10, 512, 4096)
    journal = path.with_name(path.name + "-journal")
    journal.write_bytes(header.ljust(512, b"\0") + struct.pack(">I", 1) + name + end)
    with pytest.raises(StrangeCase):
        open_case(path)
    assert not check(path).is_good
    assert victim.read_text() == "precious"


def set_value(path: Path, table: str, column: str, value: object) -> None:
    with stranger(path) as connection:
        connection.execute(f'UPDATE "{table}" SET "{column}" = {value}')


def test_text_that_is_no_utf_8_is_shown_with_marks(path: Path, tmp_path: Path) -> None:
    with stranger(path) as connection:
        connection.execute("UPDATE item SET title = CAST(x'41ff42' AS TEXT) WHERE id = 'n03'")
    with opened(path) as (store, document):
        assert document.case.items["n03"].title == "A\ufffdB"
        retitle(document, "mended", item="n03")
        assert store.load()[0] == document.case
    assert adopt(path, tmp_path / "own.caseboard").counts


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("item", "aliases", "'{\"a\": 1}'"),
        ("item", "aliases", "'[1, 2]'"),
        ("item", "fields", "'[[\"a\"]]'"),
        ("item", "tags", "'['"),
        ("route", "points", "'[[1, \"x\"]]'"),
        ("item", "tags", "'" + "[" * 20_000 + "]" * 20_000 + "'"),
    ],
)
def test_lists_that_are_none_of_ours_are_damage(path: Path, table: str, column: str, value: str) -> None:
    set_value(path, table, column, value)
    with open_case(path) as store, pytest.raises(DamagedCase):
        store.load()
    assert not check(path).is_good


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"rubbish",
        zlib.compress(b"[" * 100_000),
        zlib.compress(b'[["item","+",4000000000,["id"],[["x"]]]]'),
        zlib.compress(b'[["nothing","+",1,["id"],[["x"]]]]'),
        zlib.compress(b'[["item","+",1,["id","title"],[["x"],[7]]]]'),
        zlib.compress(bytes(1 << 29), 9),
    ],
    ids=["empty", "rubbish", "deep", "many", "unknown", "wrong type", "bomb"],
)
def test_a_forged_step_stops_undo_and_nothing_else(path: Path, payload: bytes) -> None:
    with stranger(path) as connection:
        connection.execute("UPDATE log SET payload = ? WHERE action = 'do'", (payload,))
    with opened(path) as (store, document):
        before = store.load()[0]
        with pytest.raises(DamagedCase):
            document.undo()
        assert store.load()[0] == before == document.case
    assert not check(path).is_good


def mutants(good: bytes, count: int, seed: int) -> Any:
    """A good file with something broken in it, in many ways."""
    chance = random.Random(seed)

    def flip(raw: bytearray) -> None:
        for _ in range(chance.choice((1, 1, 3, 30))):
            raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)

    def header(raw: bytearray) -> None:
        raw[chance.randrange(100)] = chance.randrange(256)

    def page_header(raw: bytearray) -> None:
        raw[chance.randrange(len(raw) // 4096) * 4096 + chance.randrange(12)] = chance.randrange(256)

    def zeros(raw: bytearray) -> None:
        place = chance.randrange(len(raw) // 512) * 512
        raw[place : place + 512] = bytes(512)

    def noise(raw: bytearray) -> None:
        place = chance.randrange(len(raw) - 64)
        raw[place : place + 64] = chance.randbytes(64)

    def cut(raw: bytearray) -> None:
        del raw[chance.randrange(len(raw)) :]

    def swap(raw: bytearray) -> None:
        a, b = (chance.randrange(len(raw) // 4096) * 4096 for _ in range(2))
        raw[a : a + 4096], raw[b : b + 4096] = raw[b : b + 4096], raw[a : a + 4096]

    def repeat(raw: bytearray) -> None:
        a, b = (chance.randrange(len(raw) // 4096) * 4096 for _ in range(2))
        raw[a : a + 4096] = raw[b : b + 4096]

    ways: list[Callable[[bytearray], None]] = [flip, header, page_header, zeros, noise, cut, swap, repeat]
    for i in range(count):
        raw = bytearray(good)
        ways[i % len(ways)](raw)
        yield bytes(raw)


def look(path: Path) -> str:
    """What becomes of a file: refused in a sentence, or opened as good and usable."""
    try:
        with opened(path) as (_, document):
            if "n00" in document.case.items:
                retitle(document, "Edited")
                document.undo()
    except CaseError:
        return "refused"
    return "opened"


def test_mutated_files_are_refused_or_good_and_never_a_crash(path: Path, tmp_path: Path) -> None:
    seen = {"opened": 0, "refused": 0}
    victim = tmp_path / "mutant.caseboard"
    for raw in mutants(path.read_bytes(), 240, seed=7):
        victim.with_name(victim.name + "-journal").unlink(missing_ok=True)
        victim.write_bytes(raw)
        seen[look(victim)] += 1
    assert seen["opened"] > 20
    assert seen["refused"] > 100


def test_a_card_that_would_fill_the_memory_is_not_taken_over(path: Path, tmp_path: Path) -> None:
    set_value(path, "item", "text", "CAST(zeroblob(40000000) AS TEXT)")
    with pytest.raises(StrangeCase):
        adopt(path, tmp_path / "own.caseboard")


def test_the_standard_driver_reads_our_files(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM item").fetchone() == (12,)
    connection.close()


def main(count: int) -> None:
    """Open damaged files and say how it went; a crash or another error ends it."""
    with tempfile.TemporaryDirectory() as folder:
        good = made(Path(folder, "good.caseboard")).read_bytes()
        seen = {"opened": 0, "refused": 0}
        slowest = 0.0
        for raw in mutants(good, count, seed=1):
            victim = Path(folder, "mutant.caseboard")
            victim.with_name(victim.name + "-journal").unlink(missing_ok=True)
            victim.write_bytes(raw)
            started = time.perf_counter()
            seen[look(victim)] += 1
            slowest = max(slowest, time.perf_counter() - started)
    print(f"{count} damaged files: {seen}, slowest {slowest:.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]))
