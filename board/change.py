"""The one verb: a Change replaces whole records, and carries what it takes to go back.

The same shape stands in Gramps' transactions, Anki's undo and tldraw's record diffs: because a
Change names the record before and after under every key it touches, its inverse is a swap, two
Changes fold into one, and one mechanism serves saving, undo, the history and the announcement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from board.records import Key, Record

Pair = tuple[Record | None, Record | None]


@dataclass(frozen=True, slots=True)
class Change:
    """A named replacement of records: `{key: (before, after)}`, None where there is none.

    `label` is a short English sentence without names or numbers ("Move", "Add person"), so that
    it can be translated; what it touched is read off the pairs.
    """

    label: str
    pairs: Mapping[Key, Pair] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.pairs)

    def inverse(self) -> Change:
        """The Change that takes this one back."""
        return Change(self.label, {key: (after, before) for key, (before, after) in self.pairs.items()})

    def labelled(self, label: str) -> Change:
        """The same Change under another name."""
        return Change(label, self.pairs)


def of(label: str, before: Iterable[Record], after: Iterable[Record]) -> Change:
    """The Change that puts the records `after` where the records `before` stood.

    Keys in `before` alone are removals, keys in `after` alone are additions; equal pairs are dropped.
    """
    old = {record.key: record for record in before}
    new = {record.key: record for record in after}
    pairs: dict[Key, Pair] = {
        key: (record, later) for key, record in old.items() if (later := new.get(key)) != record
    }
    pairs |= {key: (None, record) for key, record in new.items() if key not in old}
    return Change(label, pairs)


def fold(label: str, changes: Iterable[Change]) -> Change:
    """One Change with the effect of several in a row: first before, last after.

    Raises ValueError when a later Change does not start where an earlier one ended.
    """
    pairs: dict[Key, Pair] = {}
    for change in changes:
        for key, (before, after) in change.pairs.items():
            first, last = pairs.get(key, (before, before))
            if last is not before and last != before:
                raise ValueError(f"the changes do not follow one another at {key[0]}")
            pairs[key] = (first, after)
    return Change(label, {key: pair for key, pair in pairs.items() if pair[0] != pair[1]})
