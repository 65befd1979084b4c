"""Bringing records from elsewhere into a case, as one Change.

A record that stands there already, equal in everything, is the same record. One whose id is taken
by another gets a new id, and whatever refers to it follows. Items that lie on no board are put beside
the cards they are linked to, and the others in columns by kind, so that nothing that came in is out of
sight; no card that was there moves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from board import change as changes
from board.analysis.filters import with_other_ids
from board.case import Case
from board.change import Change
from board.edits.views import with_other_board
from board.kinds import default_size, id_prefix
from board.layout.beside import MOST, beside, reaching
from board.layout.columns import columns
from board.records import (
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

Ids = dict[Key, str]
"""The new id of each record whose own was taken."""

GAP_BELOW = 120.0
_PREFIXES: dict[type[Record], str] = {Link: "k", Board: "b", Frame: "g", Passage: "q", SavedView: "v"}


def import_records(
    case: Case, records: Sequence[Record], info: Info | None = None, board: str = ""
) -> Change:
    """Take records into the case; `info` counts only where the case has nothing to say of itself.

    Items that the records place on no board go on `board`: the id or title of one that is there,
    else the title of a new one.
    """
    incoming = Case(records)
    ids = _new_ids(case, incoming)
    taken: list[Record] = [record for record in records if not isinstance(record, Info)]
    if ids:
        taken = [_rewritten(record, ids) for record in taken]
    after = [_in_last_place(record, case) for record in taken if case.get(record.key) is None]
    if info is not None and case.info == Info(title=case.info.title):
        after.append(replace(info, title=info.title or case.info.title))
    after += _laid_out(case, after, board or (info.title if info else ""))
    before = [case.info] if any(isinstance(record, Info) for record in after) else []
    return changes.of("Import", before, after)


def _new_ids(case: Case, incoming: Case) -> Ids:
    """Ids for the records whose own is taken by a different record.

    A new id changes the records that refer to it, so that goes on until nothing moves any more.
    """
    ids: Ids = {}
    fresh = _allocator(case, incoming)
    moved = True
    while moved:
        moved = False
        for record in incoming.records():
            if record.key in ids or isinstance(record, (Info, Placement, Route)) or len(record.key) != 2:
                continue
            there = case.get(record.key)
            if there is not None and record.key[0] != "attachment" and there != _rewritten(record, ids):
                ids[record.key] = fresh(record)
                moved = True
    return ids


def _allocator(case: Case, incoming: Case) -> Callable[[Record], str]:
    given: dict[str, int] = {}

    def fresh(record: Record) -> str:
        if isinstance(record, (ItemKind, LinkKind)):
            number = 2
            while any(one.get((record.key[0], f"{record.id}-{number}")) for one in (case, incoming)):
                number += 1
            return f"{record.id}-{number}"
        prefix = id_prefix(record.kind) if isinstance(record, Item) else _PREFIXES[type(record)]
        if prefix not in given:
            given[prefix] = max(_number(one.fresh_ids(prefix)[0], prefix) for one in (case, incoming))
        else:
            given[prefix] += 1
        return f"{prefix}{given[prefix]:02}"

    return fresh


def _number(identity: str, prefix: str) -> int:
    return int(identity.removeprefix(prefix))


def _rewritten(record: Record, ids: Ids) -> Record:
    """The record with the new ids of itself and of what it refers to."""

    def new(table: str, identity: str) -> str:
        return ids.get((table, identity), identity)

    def all_new(table: str, identities: Iterable[str]) -> tuple[str, ...]:
        return tuple(new(table, identity) for identity in identities)

    match record:
        case Item():
            return replace(
                record,
                id=new("item", record.id),
                kind=new("item_kind", record.kind),
                passages=all_new("passage", record.passages),
            )
        case Link():
            return replace(
                record,
                id=new("link", record.id),
                kind=new("link_kind", record.kind),
                from_id=new("item", record.from_id),
                to_id=new("item", record.to_id),
                via=all_new("item", record.via),
                passages=all_new("passage", record.passages),
            )
        case Placement():
            return replace(record, board=new("board", record.board), item=new("item", record.item))
        case Route():
            return replace(record, board=new("board", record.board), link=new("link", record.link))
        case Frame():
            return replace(record, id=new("frame", record.id), board=new("board", record.board))
        case Passage():
            return replace(record, id=new("passage", record.id), source=new("item", record.source))
        case LinkKind():
            pairs = tuple((new("item_kind", tail), new("item_kind", head)) for tail, head in record.pairs)
            return replace(record, id=new("link_kind", record.id), pairs=pairs)
        case SavedView():
            picked = with_other_ids(record.filter, lambda item: new("item", item))
            extra = with_other_board(record.extra, lambda board: new("board", board))
            return replace(record, id=new("saved_view", record.id), filter=picked, extra=extra)
        case Board() | ItemKind():
            return replace(record, id=new(record.key[0], record.id))
        case _:
            return record


def _in_last_place(record: Record, case: Case) -> Record:
    """A board that comes in stands behind the tabs that are there."""
    if not isinstance(record, Board) or not case.boards:
        return record
    return replace(record, order=record.order + 1 + max(board.order for board in case.boards.values()))


def _laid_out(case: Case, records: Sequence[Record], board: str) -> list[Record]:
    """Cards for the items that lie on no board, and the board where it is a new one."""
    placed = {record.item for record in records if isinstance(record, Placement)}
    items = [record for record in records if isinstance(record, Item) and record.id not in placed]
    if not items:
        return []
    boards = {one.id: one for one in records if isinstance(one, Board)}
    found = case.boards.get(board) or next(
        (one for one in case.boards_in_order() if one.title == board), None
    )
    new: list[Record] = []
    if found is None:
        order = 1 + max((one.order for one in [*case.boards.values(), *boards.values()]), default=-1)
        found = Board(_free_id(case, boards), board or "Imported", order)
        new.append(found)
    sizes = {item.id: default_size(item.kind) for item in items}
    links = [record for record in records if isinstance(record, Link)]
    there = dict(case.on_board(found.id))
    there |= {one.item: one for one in records if isinstance(one, Placement) and one.board == found.id}
    made = _beside(found.id, there, sizes, links)
    stand = [*there.values(), *made]
    left = min((placement.x for placement in stand), default=0.0)
    below = max((placement.y + placement.height + GAP_BELOW for placement in stand), default=0.0)
    known = {placement.item for placement in made}
    places = columns([item for item in items if item.id not in known], links, sizes, (left, below))
    rest = [Placement(found.id, item, x, y, *sizes[item]) for item, (x, y) in places.items()]
    return [*new, *made, *rest]


def _beside(
    board: str,
    there: Mapping[str, Placement],
    sizes: Mapping[str, tuple[float, float]],
    links: Sequence[Link],
) -> list[Placement]:
    """Cards beside those they are linked to, where they are few enough to be an addition."""
    linked = reaching(there, sizes, links)
    if not linked or len(linked) > MOST:
        return []
    room = {item: size for item, size in sizes.items() if item in linked}
    return [Placement(board, item, x, y, *room[item]) for item, (x, y) in beside(there, room, links).items()]


def _free_id(case: Case, others: Iterable[str]) -> str:
    number = max(
        _number(one.fresh_ids("b")[0], "b") for one in (case, Case(Board(other) for other in others))
    )
    return f"b{number:02}"
