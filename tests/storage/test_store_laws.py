"""The laws of a case on disk: what the file loads is what memory holds, whatever was done."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from board import change as changes_of
from board.case import Case
from board.document import Document
from board.records import Record
from storage import Store, check, create_case, open_case
from storage.codec import CODECS, edits_of, packed_change, unpacked_change
from tests.board.strategies import cases, changes


def document_on(store: Store) -> Document:
    """A document on what the file holds."""
    case, history = store.load()
    return Document(case, store, history, lambda: datetime(2022, 3, 24, tzinfo=UTC))


def reopened(store: Store) -> tuple[Store, Document]:
    """The same case, closed and opened again."""
    store.close()
    store = open_case(store.path)
    return store, document_on(store)


def assert_same(store: Store, document: Document) -> None:
    """What the file would load now is what memory holds."""
    case, history = store.load()
    assert case == document.case
    assert spelt(case.records()) == spelt(document.case.records())
    assert history.steps == document.history.steps
    assert history.position == document.history.position


def spelt(records: Iterable[Record | None]) -> list[str]:
    """Every record as it would be written, so that 1 is not True; minus zero is zero."""
    return sorted(repr(record).replace("=-0.0,", "=0.0,") for record in records)


def some_work(data: st.DataObject, document: Document, reopen: Callable[[Document], Document]) -> Document:
    """Edits, runs of typing, walks through the history and restarts, as drawn."""
    for what in data.draw(st.lists(st.sampled_from(["do", "do", "type", "walk", "reopen"]), max_size=8)):
        match what:
            case "do":
                document.do(data.draw(changes(document.case)))
            case "type":
                document.do(data.draw(changes(document.case)), merge="typing")
            case "walk":
                document.go_to(data.draw(st.integers(-1, len(document.history.steps) + 1)))
            case _:
                document = reopen(document)
    return document


@settings(max_examples=20, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data(), cases())
def test_the_file_loads_what_memory_holds_and_undo_goes_all_the_way(data: st.DataObject, case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = create_case(Path(folder, "law.caseboard"))
        document = document_on(store)
        start = Case(document.case.records())
        document.do(changes_of.of("Import", start.records(), case.records()))

        def reopen(left: Document) -> Document:
            nonlocal store
            assert_same(store, left)
            store, opened = reopened(store)
            return opened

        document = some_work(data, document, reopen)
        assert_same(store, document)
        document.go_to(len(document.history.steps))
        end = Case(document.case.records())
        store, document = reopened(store)
        document.go_to(0)
        assert document.case == start
        store, document = reopened(store)
        assert document.case == start
        document.go_to(len(document.history.steps))
        assert document.case == end
        assert_same(store, document)
        store.close()
        # The drawn attachments never had bytes; all else must be in order.
        assert not [finding for finding in check(store.path).findings if "bytes of" not in finding]
        assert [path.name for path in Path(folder).iterdir()] == ["law.caseboard"]


@given(st.data(), cases())
def test_a_change_comes_back_from_its_bytes(data: st.DataObject, case: Case) -> None:
    change = data.draw(changes(case))
    again = unpacked_change(change.label, packed_change(edits_of(change)))
    assert again == change
    for side in range(2):
        assert spelt(pair[side] for pair in again.pairs.values()) == spelt(
            pair[side] for pair in change.pairs.values()
        )


@given(cases())
def test_a_record_comes_back_from_its_row(case: Case) -> None:
    for record in case.records():
        codec = CODECS[record.key[0]]
        row = tuple(int(value) if isinstance(value, bool) else value for value in codec.row(record))
        assert spelt([codec.record(row)]) == spelt([record])
        assert codec.record(row) == record
        assert hash(codec.record(row)) == hash(record)
