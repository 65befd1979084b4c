"""Full-text search over items and documents, kept in step by the transaction that alters them.

The indexes hold no second copy of the text. To take words out, FTS5 is told exactly the text that
was put in; a Change carries it. Deleted words leave the file at once (FTS5's secure-delete).
Ranking looks at the first 1,000 matches: ranking every match of two letters is 30 times slower,
and nobody reads beyond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from board.records import Item, Record
from storage import rows
from storage.codec import CODECS, Edits, Row
from storage.driver import Cursor
from storage.packing import unpacked

_COLUMNS = ("title", "aliases", "text", "tags", "note", "fields")
_PLACES = tuple(CODECS["item"].columns.index(name) for name in _COLUMNS)
_ID = CODECS["item"].columns.index("id")

_PUT = (
    "INSERT INTO words (rowid, title, aliases, text, tags, note, fields)"
    " SELECT n, ?, ?, ?, ?, ?, ? FROM item WHERE id = ?"
)
_TAKE = (
    "INSERT INTO words (words, rowid, title, aliases, text, tags, note, fields)"
    " SELECT 'delete', n, ?, ?, ?, ?, ?, ? FROM item WHERE id = ?"
)
_SECURE = "INSERT INTO words (words, rank) VALUES ('secure-delete', ?)"
_MANY = 200
"""Items of which the words are taken out together."""
_RANK = "SELECT bm25(words, 10, 8, 3, 2, 2, 2), rowid FROM words WHERE words MATCH ? LIMIT 1000"
_RANK_DOCUMENTS = (
    "SELECT bm25(document_words), rowid FROM document_words WHERE document_words MATCH ? LIMIT 1000"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand: in a field of an item, or in a document."""

    item: str
    """The item's id; empty for a document that belongs to none."""
    where: str
    """title, aliases, text, tags, note, fields or document."""
    excerpt: str
    attachment: str = ""
    start: int = -1
    """In a document: the first character of the first word found."""


def take_out(cursor: Cursor, edits: Edits) -> None:
    """Forget the words of items that are about to be altered or deleted; before their rows are."""
    texts = [*map(_texts, edits.lost), *(_texts(before) for before, _ in _reworded(edits))]
    if len(texts) < _MANY:
        cursor.executemany(_TAKE, texts)
        return
    # marked as gone, and gone at once with the old index: ten times quicker than one by one
    cursor.execute(_SECURE, (0,))
    cursor.executemany(_TAKE, texts)
    cursor.execute("INSERT INTO words (words) VALUES ('optimize')")
    cursor.execute(_SECURE, (1,))


def put_in(cursor: Cursor, edits: Edits) -> None:
    """Index the words of items that were added or altered; after their rows were."""
    new = [after for _, after in _reworded(edits)]
    cursor.executemany(_PUT, [*map(_texts, edits.gained), *map(_texts, new)])


def put_in_row(cursor: Cursor, row: int, values: Row) -> None:
    """Index an item's words under a row number, whether or not its row is there."""
    cursor.execute(
        "INSERT INTO words (rowid, title, aliases, text, tags, note, fields) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (row, *_texts(values)[:-1]),
    )


def _reworded(edits: Edits) -> Iterator[tuple[Row, Row]]:
    for altered, changed in edits.altered.items():
        if any(altered[i] for i in _PLACES):
            yield from changed


def _texts(row: Row) -> list[str]:
    return [*(_plain(row[i]) for i in _PLACES), row[_ID]]


def _plain(value: object) -> str:
    """A field as words: lists one part a line."""
    if isinstance(value, tuple):
        return "\n".join(map(_plain, value))
    return str(value)


def put_in_document(cursor: Cursor, row: int, text: str) -> None:
    """Index a document's text."""
    cursor.execute("INSERT INTO document_words (rowid, text) VALUES (?, ?)", (row, text))


def take_out_document(cursor: Cursor, row: int, text: str) -> None:
    """Forget a document's words."""
    cursor.execute(
        "INSERT INTO document_words (document_words, rowid, text) VALUES ('delete', ?, ?)", (row, text)
    )


def rebuild(cursor: Cursor) -> None:
    """Index everything anew."""
    cursor.execute("INSERT INTO words (words) VALUES ('delete-all')")
    cursor.execute("INSERT INTO document_words (document_words) VALUES ('delete-all')")
    values = CODECS["item"].values
    put_in(cursor, Edits([], [values(item) for item in rows.find(cursor, "item", "1")], {}))
    for row, packed in cursor.execute("SELECT n, text FROM document").fetchall():
        put_in_document(cursor, row, unpacked(packed))


def query(words: str) -> str:
    """What the user typed, as an FTS5 query: every word must be there, each may be a beginning."""
    found = re.findall(r"\w+", words)
    return " ".join(f'"{word}"*' for word in found[:20])


def search(cursor: Cursor, words: str, limit: int) -> list[Hit]:
    """The best places where all words stand, items first."""
    wanted = query(words)
    if not wanted:
        return []
    hits = [_item_hit(record, words) for record in _ranked_items(cursor, wanted, limit)]
    if len(hits) < limit:
        hits += _document_hits(cursor, wanted, words, limit - len(hits))
    return hits


def _ranked_items(cursor: Cursor, wanted: str, limit: int) -> list[Item]:
    ranked = cursor.execute(_RANK, (wanted,)).fetchall()
    found: list[Record] = []
    for _, row in sorted(ranked)[:limit]:
        found += rows.find(cursor, "item", "n = ?", (row,))
    return [item for item in found if isinstance(item, Item)]


def _item_hit(item: Item, words: str) -> Hit:
    texts = [_plain(getattr(item, name)) for name in _COLUMNS]
    first = _pattern(words)
    for name, text in zip(_COLUMNS, texts, strict=True):
        if match := first.search(text):
            return Hit(item.id, name, excerpt(text, match.start()))
    return Hit(item.id, "title", excerpt(item.title, 0))


def _document_hits(cursor: Cursor, wanted: str, words: str, limit: int) -> list[Hit]:
    ranked = cursor.execute(_RANK_DOCUMENTS, (wanted,)).fetchall()
    owners: dict[str, str] = {}
    for item in rows.find(cursor, "item", "files <> ''") if ranked else ():
        if isinstance(item, Item):
            owners.update(dict.fromkeys(item.files, item.id))
    hits = []
    seen = set()
    for _, row in sorted(ranked):
        found = cursor.execute(
            "SELECT document.attachment, document.text FROM document"
            " JOIN attachment ON attachment.id = document.attachment WHERE document.n = ?",
            (row,),
        ).fetchone()
        if found is None or found[0] in seen:
            continue
        seen.add(found[0])
        text = unpacked(found[1])
        match = _pattern(words).search(text)
        start = match.start() if match else 0
        hits.append(Hit(owners.get(found[0], ""), "document", excerpt(text, start), found[0], start))
        if len(hits) == limit:
            break
    return hits


def _pattern(words: str) -> re.Pattern[str]:
    found = sorted(re.findall(r"\w+", words), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, found)) + ")", re.IGNORECASE)


def excerpt(text: str, place: int, width: int = 120) -> str:
    """Some words on either side of a place, on one line."""
    start = max(0, place - width // 3)
    if start and (space := text.find(" ", start, place)) >= 0:
        start = space + 1
    cut = text[start : start + width]
    line = " ".join(cut.split())
    return ("… " if start else "") + line + (" …" if start + width < len(text) else "")
