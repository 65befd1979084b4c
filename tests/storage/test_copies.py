"""Backups, copies, older versions, cases from elsewhere, and what a damaged case gives back."""

from __future__ import annotations

import io
import random
import shutil
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from board import change as changes
from board.records import Record
from storage import CaseExists, DamagedCase, StrangeCase, adopt, check, copies, open_case, salvage, schema
from storage.backup import found, keep
from storage.driver import Cursor
from storage.migrations import VERSIONS, Version
from tests.storage.case_files import made, opened, retitle, stranger
from tests.storage.test_hostile import mutants

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "case.caseboard")


def test_a_copy_is_the_whole_case(path: Path, tmp_path: Path) -> None:
    with opened(path) as (store, document):
        kept = store.add_file(io.BytesIO(b"bytes" * 1000), "x.bin")
        document.do(changes.of("Add file", (), [kept]))
        copy = tmp_path / "copy.caseboard"
        copy.write_text("in the way")
        store.copy_to(copy)
        with pytest.raises(CaseExists):
            store.copy_to(path)
        with opened(copy) as (other, again):
            assert again.case == document.case
            assert again.history.steps == document.history.steps
            assert other.open_file(kept.id).read() == b"bytes" * 1000
    assert sorted(file.name for file in tmp_path.iterdir()) == ["case.caseboard", "copy.caseboard"]


def test_a_copy_over_a_case_that_crashed_does_not_inherit_its_journal(path: Path, tmp_path: Path) -> None:
    copy = made(tmp_path / "copy.caseboard", count=40)
    crashed = tmp_path / "crashed.caseboard"
    with stranger(copy) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE item SET text = hex(randomblob(4000))")
        copies.take_along(copy, crashed)  # as a power cut leaves it: half written, with its journal
        connection.execute("ROLLBACK")
    assert crashed.with_name("crashed.caseboard-journal").stat().st_size
    with opened(path) as (store, document):
        store.copy_to(crashed)
        with opened(crashed) as (_, again):
            assert again.case == document.case
    assert check(crashed).is_good


def test_a_copy_leaves_the_users_own_files_beside_it_alone(path: Path, tmp_path: Path) -> None:
    own = tmp_path / "copy.caseboard.part"
    own.write_text("mine")
    with opened(path) as (store, _):
        store.copy_to(tmp_path / "copy.caseboard")
    assert own.read_text() == "mine"


def test_edits_go_on_while_a_copy_is_made(path: Path, tmp_path: Path) -> None:
    with opened(path) as (store, document):
        store.add_file(io.BytesIO(random.Random(1).randbytes(30 << 20)), "big.bin")
        copying = threading.Thread(target=store.copy_to, args=(tmp_path / "copy.caseboard",))
        copying.start()
        edits = 0
        while copying.is_alive():
            edits += 1
            retitle(document, f"while copying {edits}")
        copying.join()
        assert edits > 1
    assert check(tmp_path / "copy.caseboard").is_good


def test_backups_are_made_when_something_was_done_and_thinned(path: Path) -> None:
    times = iter(datetime(2022, 3, 1, tzinfo=UTC).astimezone() + timedelta(hours=7 * i) for i in range(1000))
    with open_case(path, clock=lambda: next(times)) as store:
        assert store.back_up() is not None
        assert store.back_up() is None
    with open_case(path, clock=lambda: next(times)) as store:
        assert store.back_up() is None
    for i in range(30):
        with opened(path) as (_, document):
            retitle(document, f"day {i}")
        with open_case(path, clock=lambda: next(times)) as store:
            assert store.back_up() is not None
    backups = found(path)
    assert 7 <= len(backups) <= 20
    for _, _, file in backups[:2]:
        assert check(file).is_good
    with opened(backups[0][2]) as (_, document):
        assert document.case.items["n00"].title == "day 29"


def test_the_ladder_keeps_newest_days_and_weeks() -> None:
    start = datetime(2022, 3, 1, 12, tzinfo=UTC)
    times = [start + timedelta(hours=i) for i in range(24 * 120)]
    kept = sorted(keep(times), reverse=True)
    assert kept[:5] == times[:-6:-1]
    assert len({when.date() for when in kept}) >= 7
    assert len({when.isocalendar()[:2] for when in kept}) == 8
    assert len(kept) <= 5 + 7 + 8


def _next_version(cursor: Cursor) -> None:
    cursor.execute("CREATE TABLE extra (n INTEGER PRIMARY KEY) STRICT")
    cursor.execute("UPDATE item SET title = title || '!'")


def next_versions(upgrade: Callable[[Cursor], None]) -> dict[int, Version]:
    """The versions there are, and one that is to come."""
    made_by = (*schema.statements(), "CREATE TABLE extra (n INTEGER PRIMARY KEY) STRICT")
    return {**VERSIONS, max(VERSIONS) + 1: Version(lambda: schema.of_statements(made_by), upgrade)}


def test_an_older_case_is_copied_and_then_brought_up_to_date(path: Path) -> None:
    before = path.read_bytes()
    with open_case(path, versions=next_versions(_next_version)) as store:
        assert store.load()[0].items["n00"].title == "Title 1!"
    copy = path.with_name("case (before version 2).caseboard")
    with opened(copy) as (_, document):
        assert document.case.items["n00"].title == "Title 1"
    assert path.read_bytes() != before
    with open_case(path, versions=next_versions(_next_version)) as store:
        assert store.load()[0].items["n00"].title == "Title 1!"


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    def fails(cursor: Cursor) -> None:
        _next_version(cursor)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        open_case(path, versions=next_versions(fails))
    with opened(path) as (_, document):
        assert document.case.items["n00"].title == "Title 1"
    with pytest.raises(StrangeCase):  # a step that does not make the tables it says is found out
        open_case(path, versions=next_versions(lambda cursor: None))


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("version-*.caseboard")), ids=lambda file: file.name)
def test_files_of_every_version_open(fixture: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(fixture, tmp_path))
    with opened(path) as (store, document):
        assert document.case.items["n00"].title == "Title 1"
        assert len(document.history.steps) == 4
        document.go_to(0)
        document.go_to(4)
        assert document.case.items["n00"].title == "Title 2"
        assert store.search("number7")[0].item == "n07"
    assert check(path).is_good


def test_a_case_from_elsewhere_is_built_anew_with_its_history_and_files(path: Path, tmp_path: Path) -> None:
    with opened(path) as (store, document):
        kept = store.add_file(io.BytesIO(b"words of a file"), "x.txt")
        document.do(changes.of("Add file", (), [kept]))
        document.do(changes.of("Delete file", [kept], ()))
        document.undo()
        document.undo()
        document.redo()
    report = adopt(path, tmp_path / "own.caseboard")
    assert report.is_good
    with opened(tmp_path / "own.caseboard") as (store, own):
        assert own.case == document.case
        assert own.history.steps == document.history.steps
        assert own.history.position == document.history.position
        assert store.open_file(kept.id).read() == b"words of a file"
        assert store.search("words")[0].attachment == kept.id
        own.go_to(0)
        own.go_to(len(own.history.steps))
    assert check(tmp_path / "own.caseboard").is_good


def test_a_case_from_elsewhere_takes_a_place_only_once_it_is_whole(path: Path, tmp_path: Path) -> None:
    own = made(tmp_path / "own.caseboard", count=3)
    before = own.read_bytes()
    broken = tmp_path / "broken.caseboard"
    broken.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(DamagedCase, match="broken"):
        adopt(broken, own)
    with pytest.raises(CaseExists):
        adopt(own, own)
    assert own.read_bytes() == before
    assert adopt(path, own).is_good
    with opened(path) as (_, document), opened(own) as (_, again):
        assert again.case == document.case
    assert sorted(file.suffix for file in tmp_path.iterdir()) == [".caseboard"] * 3


def test_an_undamaged_case_is_salvaged_whole(path: Path, tmp_path: Path) -> None:
    content = random.Random(3).randbytes(9 << 20)
    with opened(path) as (store, document):
        kept = store.add_file(io.BytesIO(content), "big.bin")
        text = store.add_file(io.BytesIO(b"plain words"), "t.txt")
        document.do(changes.of("Add file", (), [kept, text]))
    report = salvage(path, tmp_path / "own.caseboard")
    assert list(report.findings) == ["The history was not recovered: nothing done before can be undone."]
    with opened(tmp_path / "own.caseboard") as (store, own):
        assert own.case == document.case
        assert store.open_file(kept.id).read() == content
        assert store.text_of(text.id) == "plain words"
    assert check(tmp_path / "own.caseboard").is_good


def test_damaged_cases_give_back_most_of_their_rows_and_no_wrong_ones(tmp_path: Path) -> None:
    path = made(tmp_path / "case.caseboard", count=200)
    with opened(path) as (_, document):
        true = {record.key: record for record in document.case.records()}
    shares = []
    for i, raw in enumerate(mutants(path.read_bytes(), 40, seed=11)):
        broken, own = tmp_path / "broken.caseboard", tmp_path / f"own{i}.caseboard"
        broken.write_bytes(raw)
        report = salvage(broken, own)
        assert report.findings
        if not own.exists():
            shares.append(0.0)
            continue
        with opened(own) as (_, document):
            kept: list[Record] = list(document.case.records())
        assert check(own).is_good
        shares.append(sum(record.key in true for record in kept) / len(true))
    assert sum(shares) / len(shares) >= 0.75


def test_check_names_what_is_wrong(path: Path) -> None:
    with opened(path) as (store, document):
        kept = store.add_file(io.BytesIO(b"words of a file"), "x.bin")
        document.do(changes.of("Add file", (), [kept]))
    assert check(path).is_good
    with stranger(path) as connection:
        connection.execute("UPDATE chunk SET bytes = x'00'")
        connection.execute("DELETE FROM item WHERE id = 'n03'")
        connection.execute("UPDATE item SET title = 'unheard of' WHERE id = 'n04'")
    findings = " ".join(check(path).findings)
    assert "not what was put in" in findings
    assert "link that refers to something missing" in findings
    assert "Search is out of step" in findings
    assert "history does not lead" in findings
