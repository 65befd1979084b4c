"""Records as rows, and Changes as bytes.

A row is read into a plain twin class with the same slots, which then becomes the frozen record:
a frozen dataclass sets its fields one by one through `object.__setattr__`, nine times as slow, and
a case of 40,000 records is read each time it is opened. The twin's reader is generated from the
fields, as `dataclasses` generates `__init__`.

A Change is kept in the log as compressed JSON: what was there in full, and of what came after only
the fields that differ. Fields are named, so that a later version can still read the steps.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter, ne
from typing import Any

from board.change import Change, Pair
from board.records import TABLES, Key, Record
from storage.packing import unpacked
from storage.schema import key_columns

Row = tuple[Any, ...]
MAX_RECORDS = 5_000_000
"""In one step: a forged one must not fill the memory."""


class BadRow(ValueError):
    """A row or step that is none of ours."""


def _strings(value: Any) -> bool:
    return all(isinstance(part, str) for part in value)


def _numbers(value: Any) -> bool:
    return all(type(part) in (int, float) for part in value)


_SHAPES: dict[str, Callable[[Any], bool]] = {
    "tuple[str, ...]": _strings,
    "tuple[float, ...]": _numbers,
    "tuple[Point, ...]": lambda value: all(len(part) == 2 and _numbers(part) for part in value),
    "tuple[Range, ...]": lambda value: all(
        len(part) == 3 and isinstance(part[0], str) and _numbers(part[1:]) for part in value
    ),
    "tuple[tuple[str, str], ...]": lambda value: all(len(part) == 2 and _strings(part) for part in value),
    "tuple[tuple[float, ...], ...]": lambda value: all(_numbers(part) for part in value),
    "tuple[tuple[str, Scalar], ...]": lambda value: all(
        len(part) == 2 and isinstance(part[0], str) and isinstance(part[1], str | int | float)
        for part in value
    ),
}
"""Whether a tuple read from a file is what the field says; there is one for each tuple type used."""


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if type(value) is list else value


def _packed(value: tuple[Any, ...]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) if value else ""


def _unpacker(kind: str) -> Callable[[Any], tuple[Any, ...]]:
    fits = _SHAPES[kind]

    def unpack(text: Any) -> tuple[Any, ...]:
        try:
            value = _tuples(json.loads(text) if isinstance(text, str) else text)
            if isinstance(value, tuple) and fits(value):
                return value
        except (ValueError, TypeError, RecursionError):
            pass
        raise BadRow

    return unpack


class Codec:
    """How one kind of record stands in its table."""

    def __init__(self, table: str) -> None:
        self.table = table
        self.record_type = TABLES[table]
        kinds = {f.name: str(f.type) for f in fields(self.record_type)}
        self.columns = tuple(kinds)
        self.key = key_columns(table)
        self.values: Callable[[Record], Row] = attrgetter(*self.columns)
        self.kinds = tuple(kinds.values())
        self.tuples = [i for i, kind in enumerate(self.kinds) if kind.startswith("tuple")]
        self._unpack = {i: _unpacker(self.kinds[i]) for i in self.tuples}
        self.record = self._reader()
        self.defaults = self._defaults()

    def row(self, record: Record) -> list[Any]:
        """A record as the values of its columns."""
        return self.stored(self.values(record))

    def stored(self, values: Iterable[Any]) -> list[Any]:
        """A record's values as the file holds them."""
        row = list(values)
        for i in self.tuples:
            row[i] = _packed(row[i])
        return row

    def records(self, count: int, given: Mapping[str, list[Any]]) -> list[Record]:
        """Records from named columns; fields that another version lacked take their defaults.

        A column of one value has it all the way. BadRow when a value is not of its field's type.
        """
        columns = []
        for name, kind, default in zip(self.columns, self.kinds, self.defaults, strict=True):
            column = given.get(name, [default])
            if not _TYPES.get(kind, _TUPLE_TYPES).issuperset(map(type, column)):
                raise BadRow
            columns.append(column if len(column) == count else column * count)
        return [*map(self.record, zip(*columns, strict=True))]

    def _defaults(self) -> list[Any]:
        plain = {"str": "", "int": 0, "float": 0.0, "bool": False}
        wanted: list[Any] = []
        for f in fields(self.record_type):
            default = f.default if isinstance(f.default, str | int | float | tuple) else None
            wanted.append(plain.get(str(f.type), ()) if default is None else default)
        return wanted

    def _reader(self) -> Callable[[Row], Record]:
        twin = type(self.record_type.__name__ + "Row", (), {"__slots__": self.columns})
        given: dict[str, Any] = {"Twin": twin, "Record": self.record_type}
        lines = ["def record(row):", " it = Twin()"]
        lines.append(" " + " ".join(f"it.{name}," for name in self.columns) + " = row")
        for i, (name, kind) in enumerate(zip(self.columns, self.kinds, strict=True)):
            if kind == "bool":
                lines.append(f" it.{name} = it.{name} == 1")
            elif i in self._unpack:
                given[f"unpack_{i}"] = self._unpack[i]
                lines.append(f" it.{name} = unpack_{i}(it.{name}) if it.{name} else ()")
        lines += [" it.__class__ = Record", " return it"]
        exec("\n".join(lines), given)  # noqa: S102 - the names are those of our own fields
        reader: Callable[[Row], Record] = given["record"]
        return reader


_TYPES: dict[str, frozenset[type]] = {
    "str": frozenset({str}),
    "int": frozenset({int}),
    "float": frozenset({int, float}),
    "bool": frozenset({bool}),
}
_TUPLE_TYPES: frozenset[type] = frozenset({list, tuple})

CODECS = {table: Codec(table) for table in TABLES}


@dataclass(frozen=True, slots=True)
class Edits:
    """What a Change does to one table."""

    lost: list[Row]
    gained: list[Row]
    altered: dict[tuple[bool, ...], list[tuple[Row, Row]]]
    """Rows before and after, by which columns differ."""


Tables = dict[str, Edits]


def edits_of(change: Change) -> Tables:
    """What a Change does, table by table."""
    pairs_of: defaultdict[str, list[Pair]] = defaultdict(list)
    for key, pair in change.pairs.items():
        pairs_of[key[0]].append(pair)
    return {table: _sorted_out(pairs, CODECS[table].values) for table, pairs in pairs_of.items()}


def _sorted_out(pairs: list[Pair], values: Callable[[Record], Row]) -> Edits:
    lost: list[Row] = []
    gained: list[Row] = []
    altered: dict[tuple[bool, ...], list[tuple[Row, Row]]] = {}
    for before, after in pairs:
        if before is None:
            if after is not None:
                gained.append(values(after))
        elif after is None:
            lost.append(values(before))
        else:
            old, new = values(before), values(after)
            altered.setdefault(tuple(map(ne, old, new)), []).append((old, new))
    return Edits(lost, gained, altered)


def packed_change(tables: Mapping[str, Edits]) -> bytes:
    """A Change without its label, as the log keeps it."""
    parts: list[list[Any]] = []
    for table, edits in tables.items():
        if edits.lost:
            parts.append([table, "-", *_columnar(table, edits.lost)])
        if edits.gained:
            parts.append([table, "+", *_columnar(table, edits.gained)])
        for altered, changed in edits.altered.items():
            before = _columnar(table, [pair[0] for pair in changed])
            places = [i for i, differs in enumerate(altered) if differs]
            names = [CODECS[table].columns[i] for i in places]
            after = [_short([pair[1][i] for pair in changed]) for i in places]
            parts.append([table, "=", *before, names, after])
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode(), 1)


def _columnar(table: str, rows: list[Row]) -> tuple[int, list[str], list[list[Any]]]:
    """Rows as columns, without those that are all default: alike values side by side pack well."""
    codec = CODECS[table]
    count = len(rows)
    names: list[str] = []
    columns: list[list[Any]] = []
    for name, default, column in zip(codec.columns, codec.defaults, zip(*rows, strict=True), strict=True):
        if column.count(default) != count:
            names.append(name)
            columns.append(_short(list(column)))
    return count, names, columns


def _short(column: list[Any]) -> list[Any]:
    """A column, or its first value when that fills it."""
    first = column[0]  # in a tuple, 1 and True are equal and not the same
    return [first] if type(first) is not tuple and column.count(first) == len(column) else column


def unpacked_change(label: str, payload: bytes) -> Change:
    """The Change that a row of the log holds; BadRow when it holds none."""
    try:
        text = unpacked(payload)
        pairs: dict[Key, Pair] = {}
        for table, sign, count, names, columns, *rest in json.loads(text):
            if type(count) is not int or not 0 < count <= min(len(text), MAX_RECORDS):
                raise BadRow
            codec = CODECS[table]
            given = _named(count, names, columns)
            before = codec.records(count, given)
            if sign == "=":
                after = codec.records(count, given | _named(count, *rest))
                pairs.update((new.key, (old, new)) for old, new in zip(before, after, strict=True))
            else:
                pairs.update((one.key, (one, None) if sign == "-" else (None, one)) for one in before)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadRow from error
    return Change(label, pairs)


def _named(count: int, names: list[str], columns: list[list[Any]]) -> dict[str, list[Any]]:
    if len(names) != len(columns) or any(len(column) not in (1, count) for column in columns):
        raise BadRow
    return dict(zip(names, columns, strict=True))
