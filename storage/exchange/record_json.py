"""One record as a JSON object, and back.

Which keys a record has is read off the record itself, so that a field added to `board.records` is
written and read from that day on. A key the record does not know goes to its `extra` and is
written back; a value of the wrong type is left out and named.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection
from dataclasses import MISSING, fields
from typing import Any, NamedTuple

from board.records import TABLES, Record, Scalar

MAX_DEPTH = 100
MAX_TEXT = 10_000_000
"""Characters in one field. Documents are files of the case; a longer text is a slip or a trap."""
_JSON_NAMES = {"from_id": "from", "to_id": "to"}
_ALWAYS = {"id", "kind", "title", "name"}
_LARGEST = 2**63 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


class WrongType(Exception):
    """A value that is not what its key asks for; the message is what was expected."""


class Key(NamedTuple):
    """One key of a record: its name in the file, its field, and how its value is read and written."""

    name: str
    field: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    is_needed: bool
    is_always_written: bool
    default: Any


def to_json(record: Record, without: Collection[str] = ()) -> dict[str, Any]:
    """The record as an object; `without` names keys that its place in the file already says."""
    found: dict[str, Any] = {}
    for key in keys_of(type(record)):
        value = getattr(record, key.field)
        if (key.is_always_written or value != key.default) and key.name not in without:
            found[key.name] = key.write(value)
    extra = getattr(record, "extra", "")
    return found | extra_keys(extra, [*_BY_NAME[type(record)], *without]) if extra else found


def from_json(
    table: type[Record], entry: dict[str, Any], complain: Callable[[str], None], given: dict[str, Any]
) -> dict[str, Any]:
    """The record's fields as they stand in an object; `given` are those its place in the file says.

    `complain` is called with what was left out: "tags are not a list of words".
    """
    keys = _BY_NAME[table]
    found: dict[str, Any] = dict(given)
    rest: dict[str, Any] = {}
    for name, value in entry.items():
        key = keys.get(name)
        if key is None:
            rest[name] = value
        elif value is not None and key.field not in given:
            try:
                found[key.field] = key.read(value)
            except WrongType as error:
                complain(f"“{name}” is not {error}")
    if rest and "extra" in table.__dataclass_fields__:
        found["extra"] = _kept(rest, complain)
    return found


def extra_keys(text: str, known: Collection[str]) -> dict[str, Any]:
    """What was kept from elsewhere, without anything that would hide our own keys."""
    try:
        kept = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: value for name, value in kept.items() if name not in known}


def as_text(value: Any) -> str:
    """A value as JSON on one line, in the one way that all our files have."""
    return _ENCODER.encode(value)


def keys_of(table: type[Record]) -> tuple[Key, ...]:
    """The keys of a kind of record, in the order in which they are written."""
    return _KEYS[table]


def _keys(table: type[Record]) -> tuple[Key, ...]:
    found = []
    for field in fields(table):
        if field.name == "extra":
            continue
        read, write = _CODECS[str(field.type)]
        is_needed = field.default is MISSING
        found.append(
            Key(
                _JSON_NAMES.get(field.name, field.name),
                field.name,
                read,
                write,
                is_needed,
                is_needed or field.name in _ALWAYS,
                None if is_needed else field.default,
            )
        )
    return tuple(found)


def _kept(rest: dict[str, Any], complain: Callable[[str], None]) -> str:
    usable = {}
    for name, value in rest.items():
        if _is_deeper(value, MAX_DEPTH):
            complain("one of its own keys is nested too deeply")
        elif isinstance(value, str) and len(value) > MAX_TEXT:
            complain("one of its own keys holds too much text")
        else:
            usable[name] = value
    return _clean(as_text(usable)) if usable else ""


def _is_deeper(value: Any, depth: int) -> bool:
    """Whether a value is nested deeper than so many levels; walks level by level, so it cannot overflow."""
    level = [value]
    for _ in range(depth):
        level = [
            inner
            for outer in level
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True


def _clean(text: str) -> str:
    """Text without what no file could hold: half characters (lone surrogates) and NUL."""
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("\0", "\ufffd") if "\0" in text else text


def _read_str(value: Any) -> str:
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise WrongType("text of a length that a case can hold")
        return _clean(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    raise WrongType("text")


def _read_int(value: Any) -> int:
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        value = int(value) if len(value) < 20 else _LARGEST + 1
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
        raise WrongType("a whole number")
    return value


def _read_float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise WrongType("a number")
    try:
        return float(value)
    except OverflowError:
        raise WrongType("a number of use") from None


def _read_bool(value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongType("true or false")
    return value


def _read_strs(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (_clean(value),)
    if not isinstance(value, list):
        raise WrongType("a list of words")
    return tuple(_read_str(entry) for entry in value)


def _read_numbers(value: Any) -> tuple[float, ...]:
    if not isinstance(value, list):
        raise WrongType("a list of numbers")
    return tuple(_read_float(entry) for entry in value)


def _read_points(value: Any) -> tuple[tuple[float, ...], ...]:
    rows = _read_rows(value)
    if any(len(row) != 2 for row in rows):
        raise WrongType("a list of points")
    return rows


def _read_rows(value: Any) -> tuple[tuple[float, ...], ...]:
    if not isinstance(value, list):
        raise WrongType("a list of lists of numbers")
    return tuple(_read_numbers(entry) for entry in value)


def _read_pairs(value: Any) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list) or any(not isinstance(row, list) or len(row) != 2 for row in value):
        raise WrongType("a list of pairs of kinds")
    return tuple(_read_strs(row) for row in value)


def _read_ranges(value: Any) -> tuple[tuple[str, float, float], ...]:
    if not isinstance(value, list) or any(not isinstance(row, list) or len(row) != 3 for row in value):
        raise WrongType("a list of grade, lowest and highest chance")
    return tuple((_read_str(grade), _read_float(low), _read_float(high)) for grade, low, high in value)


def _read_fields(value: Any) -> tuple[tuple[str, Scalar], ...]:
    if not isinstance(value, dict):
        raise WrongType("an object")
    return tuple((_clean(name), _scalar(entry)) for name, entry in value.items() if entry is not None)


def _scalar(value: Any) -> Scalar:
    """A field's value; lists and objects of other programs are kept as their JSON."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value
    if isinstance(value, int):
        return value if -_LARGEST <= value <= _LARGEST else str(value)
    if isinstance(value, str):
        return _read_str(value)
    return "…" if _is_deeper(value, MAX_DEPTH) else _clean(as_text(value))


def _as_is(value: Any) -> Any:
    return value


def _write_float(value: float) -> float | int:
    """A number as short as it can be: 120.0 is written 120."""
    return int(value) if abs(value) < 1e15 and value == int(value) else value


def _write_row(value: tuple[Any, ...]) -> list[Any]:
    return [_write_float(entry) if isinstance(entry, float) else entry for entry in value]


def _write_rows(value: tuple[tuple[Any, ...], ...]) -> list[list[Any]]:
    return [_write_row(row) for row in value]


def _write_fields(value: tuple[tuple[str, Scalar], ...]) -> dict[str, Scalar]:
    return {
        name: str(entry) if isinstance(entry, float) and not math.isfinite(entry) else entry
        for name, entry in value
    }


_CODECS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "str": (_read_str, _as_is),
    "int": (_read_int, _as_is),
    "float": (_read_float, _write_float),
    "bool": (_read_bool, _as_is),
    "tuple[str, ...]": (_read_strs, list),
    "tuple[float, ...]": (_read_numbers, _write_row),
    "tuple[Point, ...]": (_read_points, _write_rows),
    "tuple[tuple[float, ...], ...]": (_read_rows, _write_rows),
    "tuple[tuple[str, str], ...]": (_read_pairs, _write_rows),
    "tuple[Range, ...]": (_read_ranges, _write_rows),
    "tuple[tuple[str, Scalar], ...]": (_read_fields, _write_fields),
}
"""How to read and write each type of field; keyed by the annotation as it stands."""

_KEYS: dict[type[Record], tuple[Key, ...]] = {table: _keys(table) for table in TABLES.values()}
_BY_NAME = {table: {key.name: key for key in keys} for table, keys in _KEYS.items()}
