"""Edits of items: what is known about a person, a claim, a source …"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from typing import Any

from board.case import Case
from board.change import Change, of
from board.edits.checks import one_or_many, plain, require_finite
from board.edits.leftovers import unused_passages
from board.grading import CREDIBILITY, RELIABILITY
from board.kinds import ITEM_KINDS, default_size, id_prefix
from board.records import Item, Link, Placement, Point, Record

_LABELS = {
    "title": "Rename",
    "text": "Edit text",
    "note": "Edit note",
    "aliases": "Edit other names",
    "tags": "Edit tags",
    "date": "Edit date",
    "reliability": "Grade source",
    "credibility": "Grade claim",
    "grade_reason": "Edit reason of grade",
    "held": "Mark as held",
    "status": "Set status",
    "claim_type": "Set type of claim",
    "kind": "Change kind",
    "fields": "Edit fields",
    "confidential": "Mark confidential",
    "pictures": "Change pictures",
    "files": "Change files",
    "passages": "Change passages",
}


SEVERAL = ("tags", "aliases", "pictures", "files", "passages")
"""The fields of an item that hold several values."""


def add_item(
    case: Case,
    kind: str,
    *,
    title: str = "",
    board: str | None = None,
    at: Point = (0.0, 0.0),
    size: tuple[float, float] | None = None,
    **fields: Any,
) -> tuple[Change, str]:
    """A new item, on a board if one is named, with its top left corner `at`; and the item's id.

    Raises KeyError for an unknown board, TypeError for an unknown field, ValueError for a bad grade or spot.
    """
    (item_id,) = case.fresh_ids(id_prefix(kind))
    item = Item(item_id, kind, title, **plain(fields))
    _check_grade(item, fields)
    records: list[Record] = [item]
    if board is not None:
        width, height = size or default_size(kind)
        require_finite(*at, width, height)
        z = 1 + max((there.z for there in case.on_board(case.boards[board].id).values()), default=-1)
        records.append(Placement(board, item_id, *at, width, height, z))
    return of(f"Add {kind}" if kind in ITEM_KINDS else "Add item", (), records), item_id


def set_fields(case: Case, ids: str | Iterable[str], **fields: Any) -> Change:
    """The same fields of one or many items set to the same values.

    Raises KeyError for an unknown item, TypeError for an unknown field, ValueError for a bad grade.
    """
    if "id" in fields:
        raise TypeError("an item keeps its id")
    before = [case.items[item] for item in one_or_many(ids)]
    values = plain(fields)
    after = [replace(item, **values) for item in before]
    for item in after:
        _check_grade(item, fields)
    label = _LABELS.get(next(iter(fields)), "Edit") if len(fields) == 1 else "Edit"
    return of(label, before, after)


def add_values(case: Case, ids: str | Iterable[str], field: str, *values: str) -> Change:
    """Values appended to a field that holds several."""
    before = [case.items[item] for item in one_or_many(ids)]
    after = [
        _with_values(item, field, tuple(dict.fromkeys((*getattr(item, field), *values)))) for item in before
    ]
    return of(_LABELS.get(field, "Edit"), before, after)


def remove_values(case: Case, ids: str | Iterable[str], field: str, *values: str) -> Change:
    """Values taken out of a field that holds several; passages that nothing names any more go with them."""
    before = [case.items[item] for item in one_or_many(ids)]
    after = [
        _with_values(item, field, tuple(value for value in getattr(item, field) if value not in values))
        for item in before
    ]
    gone = unused_passages(case, values, before, after) if field == "passages" else []
    return of(_LABELS.get(field, "Edit"), [*before, *gone], after)


def delete_items(case: Case, ids: str | Iterable[str]) -> Change:
    """Items taken out of the case with all that cannot stand without them.

    Their cards, links and bend points go; other reports no longer name them as where it was had from;
    passages that nobody uses any more go, and passages read off them no longer name them.
    Raises KeyError for an unknown item.
    """
    items = {item: case.items[item] for item in one_or_many(ids)}
    links = {link: case.links[link] for item in items for link in case.links_at(item)}
    placements = [case.placements[board, item] for item in items for board in case.boards_of(item)]
    routes = [case.routes[board, link] for link in links for board in case.routes_of(link)]
    named = [link for link in case.links.values() if link.id not in links and _names(link.via, items)]
    unnamed = [replace(link, via=tuple(via for via in link.via if via not in items)) for link in named]
    going: list[Item | Link] = [*items.values(), *links.values()]
    passages = unused_passages(case, [passage for record in going for passage in record.passages], going)
    gone = {passage.id for passage in passages}
    read_off = [one for one in case.passages.values() if one.source in items and one.id not in gone]
    return of(
        "Delete",
        [*items.values(), *placements, *links.values(), *routes, *named, *passages, *read_off],
        [*unnamed, *(replace(passage, source="") for passage in read_off)],
    )


def _names(via: tuple[str, ...], items: dict[str, Item]) -> bool:
    return bool(via) and not items.keys().isdisjoint(via)


def _with_values(item: Item, field: str, values: tuple[str, ...]) -> Item:
    if field not in SEVERAL:
        raise TypeError(f"{field} does not hold several values")
    changed: dict[str, Any] = {field: values}
    return replace(item, **changed)


def _check_grade(item: Item, touched: Container[str]) -> None:
    """Raise for a grade just given that there is not; what a file brought is left alone."""
    if "reliability" in touched and item.reliability not in ("", *RELIABILITY):
        raise ValueError("there is no such reliability")
    if "credibility" in touched and item.credibility not in (0, *CREDIBILITY):
        raise ValueError("there is no such credibility")
