"""Words of many items that go at once leave the file, and only theirs."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from board import change as changes
from board.document import Document
from board.records import Item
from storage import create_case, open_case
from storage.store import now


def token(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()[:14]


def test_words_of_many_deleted_items_are_gone_from_the_file_once_nothing_can_bring_them_back(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.caseboard"
    items = [Item(f"x{n}", "claim", token(n), text=token(n + 1000)) for n in range(900)]
    with create_case(path) as store:
        document = Document(*store.load()[:1], store, store.load()[1], now)
        for at in range(0, 900, 300):
            document.do(changes.of("Import", (), items[at : at + 300]))
        document.do(changes.of("Delete", items[:500], ()))
        document.undo()
        assert [hit.item for hit in store.search(token(7), 5)] == ["x7"]
        document.redo()
        assert not store.search(token(7), 5)
        assert [hit.item for hit in store.search(token(700), 5)] == ["x700"]
        store.purge_history()
    data = path.read_bytes()
    # an index keeps what two words begin with only once, so the end of a word is looked for
    assert not [
        n for n in range(500) if token(n)[4:].encode() in data or token(n + 1000)[4:].encode() in data
    ]
    assert all(token(n)[4:].encode() in data for n in range(500, 900))
    with open_case(path) as store:
        assert [hit.item for hit in store.search(token(1700), 5)] == ["x700"]
