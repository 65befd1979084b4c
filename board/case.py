"""A case in memory: one dictionary a table, and the indexes every room asks for.

Only `board.document.Document` applies Changes to the case that is open; everybody else reads.
A Case pickles, so that the worker process can be given one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from typing_extensions import override

from board.change import Change
from board.records import (
    TABLES,
    Attachment,
    Board,
    Frame,
    Info,
    Item,
    ItemKind,
    Key,
    Link,
    LinkKind,
    Passage,
    Placement,
    Record,
    Route,
    SavedView,
)

_NO_PLACEMENTS: Mapping[str, Placement] = MappingProxyType({})
_MOST_DIGITS = 15
"""Longer numbers in ids are no count of ours (attachments' hashes end in digits too)."""


class StaleChange(Exception):  # named by what it is
    """A Change that does not start from the case as it is."""


class BrokenChange(Exception):
    """A Change that would leave a record referring to nothing."""


class Case:
    """All records of one case, who is linked to whom, and what lies on which board."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self.infos: dict[tuple[()], Info] = {(): Info()}
        self.items: dict[str, Item] = {}
        self.links: dict[str, Link] = {}
        self.boards: dict[str, Board] = {}
        self.placements: dict[tuple[str, str], Placement] = {}
        """By board and item."""
        self.frames: dict[str, Frame] = {}
        self.routes: dict[tuple[str, str], Route] = {}
        """By board and link."""
        self.passages: dict[str, Passage] = {}
        self.attachments: dict[str, Attachment] = {}
        self.item_kinds: dict[str, ItemKind] = {}
        self.link_kinds: dict[str, LinkKind] = {}
        self.saved_views: dict[str, SavedView] = {}
        self._tables: dict[str, dict[Any, Any]] = {
            "info": self.infos,
            "item": self.items,
            "link": self.links,
            "board": self.boards,
            "placement": self.placements,
            "frame": self.frames,
            "route": self.routes,
            "passage": self.passages,
            "attachment": self.attachments,
            "item_kind": self.item_kinds,
            "link_kind": self.link_kinds,
            "saved_view": self.saved_views,
        }
        self._links_at: defaultdict[str, set[str]] = defaultdict(set)
        self._on_board: defaultdict[str, dict[str, Placement]] = defaultdict(dict)
        self._boards_of: defaultdict[str, set[str]] = defaultdict(set)
        self._frames_on: defaultdict[str, set[str]] = defaultdict(set)
        self._routes_on: defaultdict[str, set[str]] = defaultdict(set)
        self._routes_of: defaultdict[str, set[str]] = defaultdict(set)
        self._highest: defaultdict[str, int] = defaultdict(int)
        self._unnoted = True
        """The ids that were loaded do not count in `_highest` yet: a tenth of the time of opening."""
        self._load(records)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Case) and self._tables == other._tables

    __hash__ = None  # type: ignore[assignment]  # a case changes

    @property
    def info(self) -> Info:
        """Title, note and settings of the case."""
        return self.infos[()]

    def records(self) -> Iterator[Record]:
        """Every record, table by table."""
        for table in self._tables.values():
            yield from table.values()

    def get(self, key: Key) -> Record | None:
        """The record under a key, or None."""
        table = self._tables.get(key[0])
        return None if table is None else table.get(_identity(key))

    def links_at(self, item: str) -> AbstractSet[str]:
        """Ids of the links that start or end at an item."""
        return self._links_at.get(item, frozenset())

    def on_board(self, board: str) -> Mapping[str, Placement]:
        """The placements on a board, by item."""
        return self._on_board.get(board, _NO_PLACEMENTS)

    def boards_of(self, item: str) -> AbstractSet[str]:
        """Ids of the boards an item lies on."""
        return self._boards_of.get(item, frozenset())

    def frames_on(self, board: str) -> AbstractSet[str]:
        """Ids of the frames on a board."""
        return self._frames_on.get(board, frozenset())

    def routes_on(self, board: str) -> AbstractSet[str]:
        """Ids of the links that have bend points on a board."""
        return self._routes_on.get(board, frozenset())

    def routes_of(self, link: str) -> AbstractSet[str]:
        """Ids of the boards on which a link has bend points."""
        return self._routes_of.get(link, frozenset())

    def boards_in_order(self) -> list[Board]:
        """The boards as their tabs stand."""
        return sorted(self.boards.values(), key=lambda board: (board.order, board.id))

    def fresh_ids(self, prefix: str, count: int = 1) -> list[str]:
        """Ids that no record has had while this case was open: `c40`, `c41` …"""
        self._note_loaded_ids()
        first = self._highest.get(prefix, 0) + 1
        return [f"{prefix}{number:02}" for number in range(first, first + count)]

    def check(self, change: Change) -> None:
        """Raise StaleChange or BrokenChange where a Change must not be applied."""
        for key, (before, after) in change.pairs.items():
            here = self.get(key)
            if here is not before and here != before:
                raise StaleChange(f"{key[0]} has changed in the meantime")
            if after is not None and after.key != key:
                raise BrokenChange(f"{key[0]} stands under another's key")
        for key, (before, after) in change.pairs.items():
            # What a placement or route refers to is its key: where it stood before, that stands too.
            stays = before is not None and isinstance(after, Placement | Route)
            for needed in () if after is None or stays else _needs(after):
                if not self._will_have(needed, change):
                    raise BrokenChange(f"{key[0]} refers to a {needed[0]} that is not there")
            if after is None and before is not None:
                self._check_removal(key, change)

    def apply(self, change: Change) -> None:
        """Put every "after" in place; the Change has been checked."""
        for key, (_, after) in change.pairs.items():
            if after is None:
                self._remove(key)
            else:
                self._put(key, after)

    def _will_have(self, key: Key, change: Change) -> bool:
        return change.pairs[key][1] is not None if key in change.pairs else self.get(key) is not None

    def _check_removal(self, key: Key, change: Change) -> None:
        """Raise where a record that the Change does not touch needs what it removes."""
        if key == ("info",):
            raise BrokenChange("a case cannot be without its own record")
        for left in self._dependants(key):
            if left not in change.pairs:
                raise BrokenChange(f"{left[0]} would refer to a {key[0]} that is gone")

    def _dependants(self, key: Key) -> Iterator[Key]:
        """Keys of the records that cannot stand without this one."""
        match key:
            case ("item", item):
                yield from (("link", link) for link in self.links_at(item))
                yield from (("placement", board, item) for board in self.boards_of(item))
            case ("board", board):
                yield from (("placement", board, item) for item in self.on_board(board))
                yield from (("frame", frame) for frame in self.frames_on(board))
                yield from (("route", board, link) for link in self.routes_on(board))
            case ("link", link):
                yield from (("route", board, link) for board in self.routes_of(link))
            case _:
                return

    def _load(self, records: Iterable[Record]) -> None:
        """Fill an empty case: what `_put` does for each, in a few long loops (a third of the time)."""
        found: defaultdict[type[Record], list[Record]] = defaultdict(list)
        for kind, alike in groupby(records, type):
            found[kind] += alike
        for name, kind in TABLES.items():
            self._tables[name].update(zip(map(_IDENTITIES[name], found[kind]), found[kind], strict=True))
        links_at, on_board, boards_of = self._links_at, self._on_board, self._boards_of
        for link in self.links.values():
            links_at[link.from_id].add(link.id)
            links_at[link.to_id].add(link.id)
        for placement in self.placements.values():
            on_board[placement.board][placement.item] = placement
            boards_of[placement.item].add(placement.board)
        for frame in self.frames.values():
            self._index(frame)
        for route in self.routes.values():
            self._index(route)

    def _put(self, key: Key, record: Record) -> None:
        identity = _identity(key)
        table = self._tables[key[0]]
        if identity in table:
            self._unindex(table[identity])
        elif isinstance(identity, str) and not self._unnoted:
            self._note_ids((identity,))
        self._index(record)
        table[identity] = record

    def _remove(self, key: Key) -> None:
        self._note_loaded_ids()
        self._unindex(self._tables[key[0]].pop(_identity(key)))

    def _index(self, record: Record) -> None:
        match record:
            case Placement(board=board, item=item):
                self._on_board[board][item] = record
                self._boards_of[item].add(board)
            case Link():
                self._links_at[record.from_id].add(record.id)
                self._links_at[record.to_id].add(record.id)
            case Frame():
                self._frames_on[record.board].add(record.id)
            case Route():
                self._routes_on[record.board].add(record.link)
                self._routes_of[record.link].add(record.board)
            case _:
                pass

    def _unindex(self, record: Record) -> None:
        match record:
            case Placement(board=board, item=item):
                del self._on_board[board][item]
                self._boards_of[item].discard(board)
            case Link():
                self._links_at[record.from_id].discard(record.id)
                self._links_at[record.to_id].discard(record.id)
            case Frame():
                self._frames_on[record.board].discard(record.id)
            case Route():
                self._routes_on[record.board].discard(record.link)
                self._routes_of[record.link].discard(record.board)
            case _:
                pass

    def _note_loaded_ids(self) -> None:
        """Make `_highest` true, before it is asked for and before an id is gone."""
        if self._unnoted:
            self._unnoted = False
            for name, table in self._tables.items():
                if name not in ("info", "placement", "route", "attachment"):
                    self._note_ids(table)

    def _note_ids(self, identities: Iterable[str]) -> None:
        highest = self._highest
        for identity in identities:
            prefix = identity.rstrip("0123456789")
            digits = identity[len(prefix) :]
            if digits and len(digits) <= _MOST_DIGITS and (number := int(digits)) > highest[prefix]:
                highest[prefix] = number


_IDENTITIES: dict[str, Callable[[Any], Any]] = dict.fromkeys(TABLES, attrgetter("id")) | {
    "info": lambda _: (),
    "placement": attrgetter("board", "item"),
    "route": attrgetter("board", "link"),
}
"""What each table's dictionary is keyed by, read off a record: `_identity` of its key, but quick."""


def _identity(key: Key) -> Any:
    """What a table's dictionary is keyed by: the id, or the pair of ids."""
    return key[1] if len(key) == 2 else key[1:]


def _needs(record: Record) -> Iterator[Key]:
    """Keys of the records that must be there for this one to stand."""
    match record:
        case Link():
            yield ("item", record.from_id)
            yield ("item", record.to_id)
        case Placement():
            yield ("board", record.board)
            yield ("item", record.item)
        case Frame():
            yield ("board", record.board)
        case Route():
            yield ("board", record.board)
            yield ("link", record.link)
        case _:
            return
