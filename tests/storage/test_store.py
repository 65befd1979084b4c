"""An open case: files, search, view, and what happens when the world gets in the way."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from board import change as changes
from board.case import Case
from board.document import Document
from board.records import Item
from storage import (
    CaseError,
    CaseExists,
    CaseMissing,
    CaseReplaced,
    CaseVanished,
    DiskFull,
    FileMissing,
    FolderMissing,
    LockedCase,
    NewerCase,
    NotACase,
    ReadOnlyCase,
    Store,
    Unwritable,
    check,
    create_case,
    open_case,
    open_copy,
    save_copy,
    schema,
)
from storage.attachments import CHUNK
from storage.driver import sqlite_version_info
from tests.storage.case_files import document_on, made, opened, retitle, stranger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path / "a case.caseboard")


def test_the_sqlite_we_bring_deletes_nothing_that_a_journal_names() -> None:
    assert sqlite_version_info >= (3, 53)


def test_a_closed_case_is_one_file_only_its_owner_reads(path: Path) -> None:
    with opened(path) as (_, document):
        retitle(document, "Other")
    assert list(path.parent.iterdir()) == [path]
    assert path.stat().st_mode & 0o077 == 0


def test_a_new_case_takes_nobodys_place(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(CaseExists):
        create_case(path)
    assert path.read_bytes() == before
    with pytest.raises(FolderMissing):
        create_case(tmp_path / "nowhere" / "x.caseboard")


def test_typing_is_one_step_also_after_a_restart(path: Path) -> None:
    with opened(path) as (_, document):
        steps = len(document.history.steps)
        for text in ("T", "Ti", "Tim"):
            retitle(document, text, merge="title n00")
        assert document.history.position == steps
    with opened(path) as (_, document):
        assert document.case.items["n00"].title == "Tim"
        document.undo()
        assert document.case.items["n00"].title == "Title 1"


def test_what_was_undone_and_overtaken_stays_in_the_trail(path: Path) -> None:
    with stranger(path) as connection:
        trail = connection.execute("SELECT action, label FROM log ORDER BY n").fetchall()
    assert [action for action, _ in trail] == ["do", "do", "do", "do", "undo"]
    with opened(path) as (_, document):
        document.redo()
        document.go_to(0)
        document.go_to(1)
        retitle(document, "Another way")
    with stranger(path) as connection:
        actions = [row[0] for row in connection.execute("SELECT action FROM log ORDER BY n")]
    assert actions == ["do", "do", "do", "do", "undo", "redo", "undo", "redo", "do"]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 17])
def test_a_file_comes_out_as_it_went_in(path: Path, size: int) -> None:
    content = (hashlib.sha256(b"seed").digest() * (size // 32 + 1))[:size]
    with open_case(path) as store:
        kept = store.add_file(io.BytesIO(content), "x.bin")
        assert (kept.id, kept.size) == (hashlib.sha256(content).hexdigest(), size)
        with store.open_file(kept.id) as stream:
            assert stream.read() == content
            for place in (0, size // 2, max(size - 3, 0), size):
                stream.seek(place)
                assert stream.read(5) == content[place : place + 5]


def give_up(size: int) -> None:
    """Stops a copy."""
    raise ZeroDivisionError


def test_the_same_file_twice_is_kept_once_and_orphans_go(path: Path, tmp_path: Path) -> None:
    with opened(path) as (store, document):
        kept = store.add_file(io.BytesIO(b"kept"), "a.bin")
        assert store.add_file(io.BytesIO(b"kept"), "b.bin").id == kept.id
        document.do(changes.of("Add file", (), [kept]))
        document.undo()
        orphan = store.add_file(io.BytesIO(b"orphan words"), "o.txt")
        with pytest.raises(ZeroDivisionError):
            store.add_file(io.BytesIO(b"given up"), "c.bin", seen=give_up)
    with opened(path) as (store, document):
        with pytest.raises(FileMissing):
            store.open_file(orphan.id)
        document.redo()
        assert store.open_file(kept.id).read() == b"kept"
        assert not store.search("orphan")
    with stranger(path) as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM chunk").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (0,)


def test_search_finds_beginnings_of_words_in_items_and_documents(path: Path) -> None:
    with opened(path) as (store, document):
        kept = store.add_file(io.BytesIO("Le café était fermé.\nZweite Zeile".encode()), "text.txt")
        card = Item(
            "f01", "file", "Paper", aliases=("Журнал",), fields=(("plate", "AB 12"),), files=(kept.id,)
        )
        document.do(changes.of("Add file", (), [kept, card]))
        found = [(hit.item, hit.where) for hit in store.search("cafe zwei")]
        assert found == [("f01", "document")]
        assert store.search("cafe zwei")[0].attachment == kept.id
        assert [(hit.item, hit.where) for hit in store.search("жур")] == [("f01", "aliases")]
        assert [hit.where for hit in store.search("plate")] == ["fields"]
        assert len(store.search("number", limit=5)) == 5
        assert store.search("") == store.search('"*()') == []
        for odd in ("AND", "NEAR(", "title:x", "a\0b", "'; DROP TABLE item"):
            store.search(odd)
        document.undo()
        assert not store.search("cafe") or store.search("cafe")[0].item == ""
        assert not store.search("plate")


def test_how_the_window_was_left_is_no_step(path: Path) -> None:
    with opened(path) as (store, document):
        steps = len(document.history.steps)
        store.set_view_state({"board": "b01", "scale": 0.5})
        case_id = store.case_id
    with opened(path) as (store, document):
        assert store.view_state() == {"board": "b01", "scale": 0.5}
        assert len(document.history.steps) == steps
        assert store.case_id == case_id != ""


def test_deleted_words_leave_the_file_and_purging_empties_the_log(path: Path) -> None:
    with opened(path) as (store, document):
        secret = Item("n90", "note", "zebrastreifen", text="quasarlicht " * 300, note="mondgestein")
        kept = store.add_file(io.BytesIO(b"polarstern in a file " * 50), "s.txt")
        document.do(changes.of("Add note", (), [secret, kept]))
        document.do(changes.of("Delete", [secret, kept], ()))
        store.purge_history()
        case, history = store.load()
        assert case == document.case
        assert not history.steps
    raw = path.read_bytes()
    for word in (b"zebrastreifen", b"quasarlicht", b"mondgestein", b"polarstern", b"zebrastr", b"quasarl"):
        assert word not in raw
    assert check(path).is_good


def test_a_second_opener_gets_a_sentence_and_may_read_a_copy(path: Path) -> None:
    with opened(path) as (store, document):
        retitle(document, "Newest")
        with pytest.raises(LockedCase, match="open in another window"):
            open_case(path)
        script = f"from storage import open_case; open_case({str(path)!r})"
        other = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert "LockedCase" in other.stderr
        with open_copy(path) as copy:
            assert copy.load()[0] == document.case
            assert copy.read_only
        with pytest.raises(LockedCase):  # reading the copy has not let go of the lock
            open_case(path)
        retitle(document, "Newer still")
        assert store.load()[0] == document.case


def nothing_changes(document: Document, store: Store, error: type[CaseError]) -> None:
    """An edit raises, and memory is as before."""
    before = Case(document.case.records())
    steps = [*document.history.steps]
    with pytest.raises(error) as caught:
        retitle(document, "lost " * 20_000)
    assert document.case == before
    assert document.history.steps == steps
    assert "lost" not in str(caught.value)
    assert str(caught.value).count(".") >= 1


def test_a_case_open_for_reading_takes_no_change(path: Path) -> None:
    before = path.read_bytes()
    with open_case(path, read_only=True) as store:
        nothing_changes(document_on(store), store, ReadOnlyCase)
        assert store.back_up() is None
    assert path.read_bytes() == before


def test_a_case_that_vanished_says_so_and_can_be_copied(path: Path, tmp_path: Path) -> None:
    with opened(path) as (store, document):
        path.rename(tmp_path / "moved.caseboard")
        nothing_changes(document, store, CaseVanished)
        store.copy_to(tmp_path / "copy.caseboard")
        with pytest.raises(CaseVanished):
            store.set_view_state({})
    with opened(tmp_path / "copy.caseboard") as (_, again):
        assert again.case == document.case


@pytest.mark.parametrize("how", ["in place", "another file"])
def test_a_case_that_was_replaced_says_so_and_is_not_written_over(
    path: Path, tmp_path: Path, how: str
) -> None:
    older = tmp_path / "older.caseboard"
    shutil.copy(path, older)
    with opened(path) as (store, document):
        retitle(document, "Mine")
        if how == "in place":
            path.write_bytes(older.read_bytes())
        else:
            older.replace(path)
        theirs = path.read_bytes()
        nothing_changes(document, store, CaseReplaced)
        report = save_copy(document.case, tmp_path / "mine.caseboard", store)
        assert report.is_good
        assert path.read_bytes() == theirs
    with opened(tmp_path / "mine.caseboard") as (_, again):
        assert again.case == document.case


def test_a_full_disk_loses_nothing(path: Path) -> None:
    with opened(path) as (store, document):
        pages = store.database.driver.execute("PRAGMA page_count").fetchone()
        assert pages is not None
        store.database.driver.execute(f"PRAGMA max_page_count = {pages[0] + 1}")
        nothing_changes(document, store, DiskFull)
        store.database.driver.execute("PRAGMA max_page_count = 1000000")
        retitle(document, "There is room again")
    assert check(path).is_good


def fill_up(document: Document) -> None:
    """Edits until something gives."""
    for i in range(2000):
        retitle(document, os.urandom(3000).hex(), item=f"n{i % 12:02}")


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts"
)
def test_a_full_file_system_loses_nothing(tmp_path: Path) -> None:
    mounted = subprocess.run(
        ["/bin/mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(tmp_path)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("may not mount")
    try:
        path = made(tmp_path / "case.caseboard")
        with opened(path) as (store, document):
            with pytest.raises(DiskFull):
                fill_up(document)
            with pytest.raises(DiskFull):
                store.add_file(io.BytesIO(os.urandom(3 << 20)), "big.bin")
            assert store.load()[0] == document.case
        with opened(path) as (_, again):
            assert again.case == document.case
        assert check(path).is_good
    finally:
        subprocess.run(["/bin/umount", str(tmp_path)], check=True)


@pytest.mark.parametrize(
    "make",
    [
        lambda item: Item("n90", "note", "\ud800"),
        lambda item: Item("n90", "note", fields=(("x", float("nan")),)),
        lambda item: Item("n90", "note", credibility=2**70),
    ],
)
def test_what_no_file_can_hold_is_refused(path: Path, make: Callable[[object], Item]) -> None:
    with opened(path) as (store, document):
        before = Case(document.case.records())
        with pytest.raises(Unwritable):
            document.do(changes.of("Add note", (), [make(None)]))
        assert document.case == before
        assert store.load()[0] == before


def test_other_files_are_refused_in_a_sentence_and_left_alone(path: Path, tmp_path: Path) -> None:
    text = tmp_path / "letter.txt"
    text.write_text("Dear Sir, " * 1000)
    empty = tmp_path / "empty.caseboard"
    empty.touch()
    other = tmp_path / "other.db"
    with stranger(other) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    for file in (text, empty, other):
        before = file.read_bytes()
        with pytest.raises(NotACase, match="not a Caseboard case"):
            open_case(file)
        assert check(file).status == 2
        assert file.read_bytes() == before
    with pytest.raises(CaseMissing):
        open_case(tmp_path / "none.caseboard")
    with pytest.raises(NotACase):
        open_case(tmp_path)
    with stranger(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(NewerCase, match="version 99"):
        open_case(path)
    assert path.read_bytes() == before


def test_odd_texts_stay_as_they_are(path: Path) -> None:
    odd = ["x" * 100_000, "شهادة", "👨‍👩‍👧‍👦", "a\0b\x07\u202ec", "\r\n", "'\"--;%_"]
    with opened(path) as (_, document):
        cards = [Item(f"n9{i}", "note", text, note=text) for i, text in enumerate(odd)]
        document.do(changes.of("Add notes", (), cards))
    with opened(path) as (_, document):
        assert [document.case.items[f"n9{i}"].title for i in range(len(odd))] == odd
        document.undo()
    assert check(path).is_good


def test_the_tables_written_down_are_those_of_the_records() -> None:
    from sqlalchemy.dialects import sqlite
    from sqlalchemy.schema import CreateTable

    from storage.tables import metadata

    made = [str(CreateTable(table).compile(dialect=sqlite.dialect())) for table in metadata.tables.values()]
    assert schema.of_statements((*made, *schema.WORDS)) == schema.expected()


def test_showing_a_case_does_without_sqlalchemy(path: Path) -> None:
    script = (
        "import sys; from storage import open_case\n"
        f"with open_case({str(path)!r}) as store: store.load(); store.search('note')\n"
        "assert 'sqlalchemy' not in sys.modules; store.warm_up(); assert 'sqlalchemy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
