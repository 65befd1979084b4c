"""Edits of links: who says what, and what ties one item to another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from board.case import Case
from board.change import Change, of
from board.edits.checks import one_or_many, plain, require_finite
from board.edits.leftovers import unused_passages
from board.records import Link, Point, Route

ALLOWED: dict[str, tuple[str, ...]] = {
    "stance": ("", "affirms", "denies"),
    "basis": ("", "own", "relay", "unstated"),
    "sure": ("", "stated", "inferred"),
    "strength": ("", "direct", "tension"),
}
"""The values an attribute of a link may have."""

_LABELS = {
    "kind": "Change kind of link",
    "label": "Label link",
    "note": "Edit note of link",
    "date": "Edit date of link",
    "stance": "Set stance",
    "basis": "Set how they know",
    "via": "Set had from",
    "sure": "Set stated or inferred",
    "strength": "Set strength",
    "confidential": "Mark link confidential",
    "passages": "Change passages of link",
}


def add_link(case: Case, kind: str, from_id: str, to_id: str, **attrs: Any) -> tuple[Change, str]:
    """A new link from one item to another; and its id.

    Raises KeyError for an unknown item (also in `via`), ValueError for a link to itself or an attribute
    that is not in `ALLOWED`, TypeError for an unknown field.
    """
    (link_id,) = case.fresh_ids("k")
    link = Link(link_id, kind, from_id, to_id, **plain(attrs))
    _check(case, link, ("from_id", "to_id", *attrs))
    return of("Link", (), [link]), link_id


def set_link(case: Case, ids: str | Iterable[str], **fields: Any) -> Change:
    """The same fields of one or many links set to the same values; for the ends see `rewire`.

    Raises KeyError for an unknown link or `via`, ValueError as `add_link`, TypeError for an unknown field.
    """
    if not fields.keys().isdisjoint(("id", "from_id", "to_id")):
        raise TypeError("a link keeps its id, and is rewired by rewire")
    before = [case.links[link] for link in one_or_many(ids)]
    values = plain(fields)
    after = [replace(link, **values) for link in before]
    for link in after:
        _check(case, link, fields)
    gone: list[Any] = []
    if "passages" in fields:
        gone = unused_passages(case, [one for link in before for one in link.passages], before, after)
    named = set(fields) - {"via", "basis"}
    label = "Edit link"
    if "basis" in fields and not named:
        label = _LABELS["basis"]
    elif len(fields) == 1:
        label = _LABELS.get(next(iter(fields)), label)
    return of(label, [*before, *gone], after)


def rewire(case: Case, link: str, *, from_id: str | None = None, to_id: str | None = None) -> Change:
    """A link with another tail or head, or both; its bend points stay where both ends still lie.

    Raises KeyError for an unknown link or item, ValueError for a link to itself.
    """
    old = case.links[link]
    tail, head = from_id or old.from_id, to_id or old.to_id
    new = replace(old, from_id=tail, to_id=head)
    _check(case, new, ("from_id", "to_id"))
    stranded = [
        case.routes[board, link]
        for board in case.routes_of(link)
        if tail not in case.on_board(board) or head not in case.on_board(board)
    ]
    return of("Rewire link", [old, *stranded], [new])


def reverse(case: Case, ids: str | Iterable[str]) -> Change:
    """Links turned round: head for tail, and their bend points in the other order."""
    before = [case.links[link] for link in one_or_many(ids)]
    routes = [case.routes[board, link.id] for link in before for board in case.routes_of(link.id)]
    after = [replace(link, from_id=link.to_id, to_id=link.from_id) for link in before]
    turned = [replace(route, points=route.points[::-1]) for route in routes]
    return of("Reverse link", [*before, *routes], [*after, *turned])


def delete_links(case: Case, ids: str | Iterable[str]) -> Change:
    """Links taken out of the case with their bend points and the passages that nobody else uses."""
    links = [case.links[link] for link in one_or_many(ids)]
    routes = [case.routes[board, link.id] for link in links for board in case.routes_of(link.id)]
    passages = unused_passages(case, [one for link in links for one in link.passages], links)
    return of("Delete link", [*links, *routes, *passages], ())


def bend(case: Case, board: str, link: str, points: Sequence[Point]) -> Change:
    """The bend points of a link on a board, from its tail to its head; none draws it straight.

    Raises KeyError for an unknown board or link, ValueError for a point that is not finite.
    """
    key = (case.boards[board].id, case.links[link].id)
    for point in points:
        require_finite(*point)
    before = [case.routes[key]] if key in case.routes else []
    after = [Route(board, link, tuple((x, y) for x, y in points))] if points else []
    return of("Bend link", before, after)


def _check(case: Case, link: Link, touched: Collection[str]) -> None:
    """Raise unless the ends are two items of the case and what is `touched` has sound values."""
    ends = (link.from_id, link.to_id) if "to_id" in touched else ()
    for item in (*ends, *(link.via if "via" in touched else ())):
        if item not in case.items:
            raise KeyError(item)
    if link.from_id == link.to_id and "to_id" in touched:
        raise ValueError("a link joins two items")
    for name in touched:
        if name in ALLOWED and getattr(link, name) not in ALLOWED[name]:
            raise ValueError(f"{name} cannot be that")
