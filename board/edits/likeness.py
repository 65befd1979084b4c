"""What people decided about items that resemble one another: "not the same", kept with the case.

It is kept in the `extra` of one of the two, and not as a link: nobody asserts a tie, so none is to be
drawn, counted or exported as one. It can be undone like any edit, travels with the case, and goes when
the item goes. "The same" needs no note: it is a merge, or a `same_as` link.
"""

from __future__ import annotations

import json
from dataclasses import replace

from board.case import Case
from board.change import Change, of
from board.records import Item

_KEY = "not_same"


def not_the_same(case: Case, one: str, other: str) -> Change:
    """Two items told apart for good. Raises KeyError for an unknown item, ValueError for one item."""
    if one == other:
        raise ValueError("an item is the same as itself")
    first, second = sorted((one, other))
    kept, apart = case.items[first], case.items[second]
    noted = sorted({*_noted(kept), apart.id})
    written = json.dumps(_extra(kept) | {_KEY: noted}, ensure_ascii=False)
    return of("Tell apart", [kept], [replace(kept, extra=written)])


def are_told_apart(case: Case, one: str, other: str) -> bool:
    """Whether somebody decided that two items are not the same."""
    first, second = sorted((one, other))
    return first in case.items and second in _noted(case.items[first])


def are_the_same(case: Case, one: str, other: str) -> bool:
    """Whether somebody tied two items together as the same."""
    return any(case.links[link].kind == "same_as" for link in case.links_at(one) & case.links_at(other))


def _noted(item: Item) -> list[str]:
    found = _extra(item).get(_KEY, []) if _KEY in item.extra else []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _extra(item: Item) -> dict[str, object]:
    """What a file brought for the item beside its fields; what is no object is kept under a name."""
    try:
        found = json.loads(item.extra or "{}")
    except (ValueError, RecursionError):
        found = item.extra
    return found if isinstance(found, dict) else {"extra": found}
