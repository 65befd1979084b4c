"""`caseboard-case` JSON, version 1: the open form of a case, which loses nothing.

One record a line and a fixed order, so that two exports can be compared line by line, and an
export that is read and written again is the same file, byte for byte.
Reading is forgiving: what cannot be used is left out and listed, the rest comes in.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from board.case import Case
from board.kinds import default_size, id_prefix
from board.records import (
    TABLES,
    Attachment,
    Board,
    Frame,
    Info,
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
from storage.exchange.incoming import Incoming, NotReadable
from storage.exchange.record_json import as_text, extra_keys, from_json, keys_of, to_json

FORMAT = "caseboard-case"
VERSION = 1
MAX_BYTES = 200_000_000
MAX_RECORDS = 500_000
FARTHEST = 10_000_000.0
"""Coordinates beyond this are slips; nobody could find the card."""

_LISTS: dict[str, type[Record]] = {
    "item_kinds": ItemKind,
    "link_kinds": LinkKind,
    "attachments": Attachment,
    "items": Item,
    "passages": Passage,
    "links": Link,
    "saved_views": SavedView,
}
_PREFIXES: dict[type[Record], str] = {Link: "k", Board: "b", Frame: "g", Passage: "q", SavedView: "v"}
_HEAD = {"format", "version", *(key.name for key in keys_of(Info))}
_TOP = {*_HEAD, "boards", *_LISTS}
_ON_BOARD: dict[str, type[Record]] = {"placements": Placement, "frames": Frame, "routes": Route}
_NEEDED = {table: [key for key in keys_of(table) if key.is_needed] for table in TABLES.values()}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DIGITS = re.compile(r"([0-9]{1,18})")


def read(data: bytes) -> Incoming:
    """The records in a file, and a sentence on everything that had to be left out.

    Raises NotReadable with one sentence where nothing can be used.
    """
    reader = _Reader()
    return reader.incoming(_parsed(data, reader.skip))


def write(case: Case) -> bytes:
    """The whole case as a file; the bytes of its attachments travel beside it."""
    top = {"format": FORMAT, "version": VERSION, **to_json(case.info)}
    extra = extra_keys(case.info.extra, _TOP)
    parts = [f" {as_text(name)}: {as_text(top[name])}" for name in top if name in _HEAD]
    by_table: dict[type[Record], list[Record]] = defaultdict(list)
    for record in case.records():
        by_table[type(record)].append(record)
    for name, table in _LISTS.items():
        records = sorted(by_table[table], key=_by_id)
        if records or table in (Item, Link):
            parts.append(_list(name, [as_text(to_json(record)) for record in records]))
    if case.boards:
        parts.append(_list("boards", list(_boards(case, by_table))))
    parts += [f" {as_text(name)}: {as_text(value)}" for name, value in extra.items()]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "replace")


def _boards(case: Case, by_table: dict[type[Record], list[Record]]) -> Iterator[str]:
    on_board: dict[tuple[str, type[Record]], list[Record]] = defaultdict(list)
    for table in _ON_BOARD.values():
        for record in by_table[table]:
            on_board[getattr(record, "board"), table].append(record)  # noqa: B009  # all three have it
    for index, board in enumerate(case.boards_in_order()):
        entry = to_json(board, without=_ON_BOARD)
        entry.pop("order", None)
        if board.order != index:
            entry["order"] = board.order
        parts = [as_text(entry)[1:-1]]
        for name, table in _ON_BOARD.items():
            records = sorted(on_board[board.id, table], key=_by_id)
            if records or table is Placement:
                lines = [as_text(to_json(record, without=["board"])) for record in records]
                parts.append(_list(name, lines, " ").strip())
        yield "{" + ", ".join(parts) + "}"


def _list(name: str, lines: list[str], indent: str = "") -> str:
    body = ",\n".join(f"{indent}  {line}" for line in lines)
    return f" {as_text(name)}: [\n{body}\n{indent} ]" if lines else f" {as_text(name)}: []"


def _by_id(record: Record) -> list[tuple[int, str]]:
    """Sorts c9 before c10; ids that differ sort differently."""
    identity = record.key[-1]
    parts = [
        (int(part), "") if index % 2 else (-1, part) for index, part in enumerate(_DIGITS.split(identity))
    ]
    return [*parts, (-1, identity)]


def _parsed(data: bytes, skip: Callable[[str], None]) -> dict[str, Any]:
    if len(data) > MAX_BYTES:
        raise NotReadable(
            "The file is larger than {size} MB, which no case in JSON is.", size=MAX_BYTES // 1_000_000
        )
    odd: list[str] = []

    def not_finite(name: str) -> None:
        odd.append(name)

    def finite(name: str) -> float | None:
        if math.isfinite(value := float(name)):
            return value
        odd.append(name)
        return None

    try:
        text = data.decode(json.detect_encoding(data))
        found = json.loads(text, parse_constant=not_finite, parse_float=finite)
    except json.JSONDecodeError as error:
        raise NotReadable(
            "The file is not JSON: line {line}, column {column}.", line=error.lineno, column=error.colno
        ) from None
    except UnicodeDecodeError:
        raise NotReadable("The file is not text in UTF-8.") from None
    except RecursionError:
        raise NotReadable("The file is nested too deeply to be a case.") from None
    except ValueError:
        raise NotReadable("The file holds a number with thousands of digits.") from None
    if odd:
        skip(f"{len(odd)} numbers in the file are not finite (NaN or Infinity) and count as not given.")
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NotReadable(
            "The file is JSON, but not a case: it does not begin with “format”: “{format}”.", format=FORMAT
        )
    version = found.get("version", VERSION)
    if isinstance(version, bool) or not isinstance(version, (int, float)) or version > VERSION:
        raise NotReadable("The file was written by a newer Caseboard; update this one to read it.")
    return found


class _Reader:
    """A file that is being read: what was made of it so far, and what had to be left out."""

    def __init__(self) -> None:
        self._records: dict[tuple[str, ...], Record] = {}
        self._skipped: list[str] = []
        self._highest: dict[str, int] = defaultdict(int)

    def skip(self, sentence: str) -> None:
        """Note what was left out."""
        self._skipped.append(sentence)

    def incoming(self, document: dict[str, Any]) -> Incoming:
        """Everything in the file."""
        lists = {name: self._entries(document, name, "The file") for name in [*_LISTS, "boards"]}
        if sum(map(len, lists.values())) > MAX_RECORDS:
            raise NotReadable("The file holds more than {count} records.", count=f"{MAX_RECORDS:,}")
        for entry in [one for entries in lists.values() for one in entries]:
            self._note_id(entry.get("id"))
        info = self._info(document)
        for name, table in _LISTS.items():
            for number, entry in enumerate(lists[name], 1):
                self._read(table, entry, f"{table.__name__} {number}")
        for number, entry in enumerate(lists["boards"]):
            self._read_board(entry, number)
        return Incoming(info, tuple(self._records.values()), tuple(self._skipped))

    def _info(self, document: dict[str, Any]) -> Info:
        own = {name: value for name, value in document.items() if name not in _TOP}
        known = {key.name: document[key.name] for key in keys_of(Info) if key.name in document}
        return Info(**from_json(Info, known | own, lambda what: self.skip(f"The case: {what}."), {}))

    def _read_board(self, entry: dict[str, Any], number: int) -> None:
        inner = {name: entry.get(name) for name in _ON_BOARD}
        rest = {name: value for name, value in entry.items() if name not in _ON_BOARD}
        board = self._read(Board, {"order": number, **rest}, f"Board {number + 1}")
        if board is None:
            return
        for name, table in _ON_BOARD.items():
            for position, one in enumerate(self._entries(inner, name, f"Board {number + 1}"), 1):
                what = f"Board {number + 1}, {table.__name__.lower()} {position}"
                self._read(table, one, what, {"board": board.key[1]})

    def _read(
        self, table: type[Record], entry: dict[str, Any], what: str, given: dict[str, Any] | None = None
    ) -> Record | None:
        found = from_json(
            table, entry, lambda wrong: self.skip(f"{what}: {wrong}; it was left out."), given or {}
        )
        self._complete(table, found)
        for key in _NEEDED[table]:
            if key.field not in found:
                self.skip(f"{what} has no “{key.name}” and was left out.")
                return None
        record: Record = table(**found)
        if record.key in self._records:
            if isinstance(record, (Placement, Route, Attachment)):
                self.skip(f"{what} is there twice; the first one counts.")
                return None
            record = table(**found | {"id": self._fresh(table, found)})
            self.skip(f"{what} has an id that another one has; it came in as {record.key[1]}.")
        if fault := self._fault(record):
            self.skip(f"{what} {fault} and was left out.")
            return None
        self._records[record.key] = record
        return record

    def _complete(self, table: type[Record], found: dict[str, Any]) -> None:
        """Give what a file may leave out: ids, an item's kind, a kind's look, a card's size."""
        if table is Item:
            found.setdefault("kind", "note")
        elif table is Link:
            found.setdefault("kind", "related")
        elif table in (ItemKind, LinkKind) and "id" in found:
            found.setdefault("name", found["id"])
            if table is ItemKind:
                found.setdefault("icon", "")
                found.setdefault("colour", "")
        elif table is Placement and ("item", found.get("item", "")) in self._records:
            item = self._records["item", found["item"]]
            width, height = default_size(getattr(item, "kind", ""))
            found.setdefault("width", width)
            found.setdefault("height", height)
        if table in (Item, *_PREFIXES) and not found.get("id"):
            found["id"] = self._fresh(table, found)

    def _fault(self, record: Record) -> str:
        """What makes a record unusable, as the rest of "Link 3 …"."""
        match record:
            case Link():
                for end, item in (("starts", record.from_id), ("ends", record.to_id)):
                    if ("item", item) not in self._records:
                        return f"{end} at an item that is not in the file"
            case Placement():
                if ("item", record.item) not in self._records:
                    return "is of an item that is not in the file"
                if not _is_box(record):
                    return "lies nowhere that can be shown"
            case Frame() if not _is_box(record):
                return "lies nowhere that can be shown"
            case Route():
                if ("link", record.link) not in self._records:
                    return "is of a link that is not in the file"
                if any(abs(value) > FARTHEST for point in record.points for value in point):
                    return "lies nowhere that can be shown"
            case Attachment() if not _SHA256.fullmatch(record.id):
                return "has an id that is no SHA-256"
        return ""

    def _entries(self, holder: dict[str, Any], name: str, what: str) -> list[dict[str, Any]]:
        entries = holder.get(name)
        if entries is None:
            return []
        if not isinstance(entries, list):
            self.skip(f"{what}: “{name}” is not a list and was left out.")
            return []
        odd = sum(not isinstance(entry, dict) for entry in entries)
        if odd:
            self.skip(f"{what}: {odd} entries of “{name}” are not objects and were left out.")
        return [entry for entry in entries if isinstance(entry, dict)]

    def _fresh(self, table: type[Record], found: dict[str, Any]) -> str:
        prefix = _PREFIXES.get(table) or (id_prefix(str(found.get("kind", ""))) if table is Item else "x")
        self._highest[prefix] += 1
        return f"{prefix}{self._highest[prefix]:02}"

    def _note_id(self, identity: object) -> None:
        if isinstance(identity, str) and (numbered := re.fullmatch(r"([a-z]+)([0-9]{1,15})", identity)):
            prefix, number = numbered.groups()
            self._highest[prefix] = max(self._highest[prefix], int(number))


def _is_box(record: Placement | Frame) -> bool:
    is_near = all(abs(value) <= FARTHEST for value in (record.x, record.y, record.width, record.height))
    return is_near and record.width > 0 and record.height > 0
