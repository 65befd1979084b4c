"""A piece of a case as text: what the clipboard carries between boards, windows and cases.

It is JSON: one list of records a table, each with the fields that differ from their defaults. Whoever
can write to the clipboard can write such text, so reading checks every value against the records' own
types, and says no to all of it rather than take half.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from math import isfinite
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from board.records import (
    Attachment,
    Frame,
    Item,
    ItemKind,
    Link,
    LinkKind,
    Passage,
    Placement,
    Record,
    Route,
)

FORMAT = "caseboard-fragment"
VERSION = 1
_LONGEST_ID = 200

R = TypeVar("R", bound=Record)


class NotAFragment(ValueError):
    """Text that is not a piece of a case."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Records that were copied together."""

    items: tuple[Item, ...] = ()
    links: tuple[Link, ...] = ()
    placements: tuple[Placement, ...] = ()
    frames: tuple[Frame, ...] = ()
    routes: tuple[Route, ...] = ()
    passages: tuple[Passage, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    item_kinds: tuple[ItemKind, ...] = ()
    link_kinds: tuple[LinkKind, ...] = ()
    mentioned: tuple[Item, ...] = ()
    """Items that were not copied but are named by what was: their id, kind and title only."""


_TABLES: dict[str, type[Record]] = {
    "items": Item,
    "links": Link,
    "placements": Placement,
    "frames": Frame,
    "routes": Route,
    "passages": Passage,
    "attachments": Attachment,
    "item_kinds": ItemKind,
    "link_kinds": LinkKind,
    "mentioned": Item,
}
_HINTS: dict[Any, dict[str, Any]] = {kind: get_type_hints(kind) for kind in _TABLES.values()}
_REQUIRED: dict[Any, frozenset[str]] = {
    kind: frozenset(one.name for one in fields(kind) if one.default is MISSING) for kind in _TABLES.values()
}


def write(fragment: Fragment) -> str:
    """The fragment as text."""
    tables = {name: [_bare(record) for record in getattr(fragment, name)] for name in _TABLES}
    return json.dumps({"format": FORMAT, "version": VERSION} | tables, ensure_ascii=False)


def read(text: str) -> Fragment:
    """The fragment in a text. Raises NotAFragment, a ValueError, for any text that is none."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAFragment("the text is no JSON") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT or whole.get("version") != VERSION:
        raise NotAFragment("the text is no piece of a case")
    tables: dict[str, Any] = {name: _records(kind, whole.get(name, [])) for name, kind in _TABLES.items()}
    return Fragment(**tables)


def _records(kind: type[R], found: Any) -> tuple[R, ...]:
    if not isinstance(found, list):
        raise NotAFragment("a table is no list")
    return tuple(_record(kind, entry) for entry in found)


def _record(kind: type[R], entry: Any) -> R:
    hints = _HINTS[kind]
    if not isinstance(entry, dict) or not entry.keys() <= hints.keys():
        raise NotAFragment("a record is none")
    values = {name: _value(hints[name], value) for name, value in entry.items()}
    if not _REQUIRED[kind] <= values.keys():
        raise NotAFragment("a record lacks a field")
    record: R = kind(**values)
    if not all(0 < len(part) <= _LONGEST_ID for part in record.key):
        raise NotAFragment("a record has no sound id")
    return record


def _value(hint: Any, value: Any) -> Any:
    """The JSON value as a record holds it; raises NotAFragment where it does not fit the field's type."""
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if isinstance(value, list):
            if parts[-1] is Ellipsis:
                return tuple(_value(parts[0], one) for one in value)
            if len(value) == len(parts):
                return tuple(map(_value, parts, value))
    elif isinstance(value, str) and _allows(hint, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "")
    elif isinstance(value, bool):
        if _allows(hint, bool):
            return value
    elif isinstance(value, int) and abs(value) < 2**63:
        if _allows(hint, int):
            return value
        if _allows(hint, float):
            return float(value)
    elif isinstance(value, float) and isfinite(value) and _allows(hint, float):
        return value
    raise NotAFragment("a value does not fit its field")


def _allows(hint: Any, kind: type) -> bool:
    return kind in get_args(hint) if isinstance(hint, UnionType) else hint is kind


def _bare(record: Record) -> dict[str, Any]:
    """The fields of a record that differ from their defaults."""
    values = {one.name: (getattr(record, one.name), one.default) for one in fields(record)}
    return {name: value for name, (value, default) in values.items() if value != default}


def only(records: Iterable[R], ids: Iterable[str]) -> tuple[R, ...]:
    """The records with one of these ids."""
    wanted = set(ids)
    return tuple(record for record in records if record.key[-1] in wanted)
