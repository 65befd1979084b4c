"""Filters: conditions on items and links, put together; as a sentence, and as JSON in a saved view.

What passes is worked out for all items at once, as sets. A link is seen when both its ends are and no
condition that speaks of links speaks against it: conditions that say nothing of it count as unknown, and
All, AnyOf and Not treat unknown as Kleene's logic does.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias

from board.analysis.conditions import RULES, Ground, Values
from board.case import Case
from board.records import Link

MAX_DEPTH = 50
"""Nobody clicks a deeper filter together; a file may hold one to make us stumble."""


class NotAFilter(ValueError):
    """JSON that is no filter of ours; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that is asked; `what` is a name in `conditions.RULES`."""

    what: str
    values: Values = ()

    def __post_init__(self) -> None:
        """Refuse what nobody could answer."""
        rule = RULES.get(self.what)
        if rule is None:
            raise NotAFilter("The filter asks for something this version does not know.")
        if len(self.values) not in rule.values:
            raise NotAFilter(f"The filter does not say which {self.what.replace('_', ' ')} it means.")


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; no parts let everything pass."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Filter


Filter: TypeAlias = Condition | All | AnyOf | Not
EVERYTHING = All()


@dataclass(frozen=True, slots=True)
class Picked:
    """Items and links that stand out, to be shown while the rest is dimmed or hidden."""

    items: frozenset[str]
    links: frozenset[str]


def picked(ground: Ground, wanted: Filter) -> Picked:
    """The items of a board or case that pass a filter, and the links to be seen between them."""
    items, case = _items(ground, wanted), ground.case
    links = [link for link in case.links.values() if link.from_id in items and link.to_id in items]
    if any(RULES[one.what].speaks_of_links for one in conditions(wanted)):
        links = [link for link in links if _verdict(ground, wanted, link) is not False]
    return Picked(frozenset(items), frozenset(link.id for link in links))


def sentence(case: Case, wanted: Filter) -> str:
    """A filter in words, as its chip shows it: "Grade C or better"."""
    words = _words(case, wanted, is_inner=False)
    return words[:1].upper() + words[1:]


def conditions(wanted: Filter) -> list[Condition]:
    """Every condition in a filter, in order."""
    match wanted:
        case Condition():
            return [wanted]
        case Not(part):
            return conditions(part)
        case All(parts) | AnyOf(parts):
            return [one for part in parts for one in conditions(part)]


def as_json(wanted: Filter) -> str:
    """A filter as text for a saved view; what lets everything pass is the empty text."""
    if wanted == EVERYTHING:
        return ""
    return json.dumps(_plain(wanted), ensure_ascii=False)


def from_json(text: str) -> Filter:
    """The filter in a saved view. Raises NotAFilter."""
    if not text:
        return EVERYTHING
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAFilter("The filter cannot be read.") from None
    return _filter(found, MAX_DEPTH)


def with_other_ids(text: str, new: Callable[[str], str]) -> str:
    """A filter's JSON where the items it names go by other ids; what is no filter stays as it is."""
    try:
        wanted = from_json(text)
    except NotAFilter:
        return text
    moved = _moved(wanted, new)
    return text if moved == wanted else as_json(moved)


def _items(ground: Ground, wanted: Filter) -> set[str]:
    match wanted:
        case Condition(what, values):
            return RULES[what].items(ground, values)
        case Not(part):
            return {item.id for item in ground.items()} - _items(ground, part)
        case All(()):
            return {item.id for item in ground.items()}
        case All(parts):
            return reduce(set.__and__, (_items(ground, part) for part in parts))
        case AnyOf(parts):
            return set().union(*(_items(ground, part) for part in parts))


def _verdict(ground: Ground, wanted: Filter, link: Link) -> bool | None:
    """Whether a filter holds for a link, or None when it says nothing of it."""
    match wanted:
        case Condition(what, values):
            return RULES[what].link(ground, values, link)
        case Not(part):
            found = _verdict(ground, part, link)
            return None if found is None else not found
        case All(parts):
            verdicts = {_verdict(ground, part, link) for part in parts}
            return False if False in verdicts else None if None in verdicts else True
        case AnyOf(parts):
            verdicts = {_verdict(ground, part, link) for part in parts}
            return True if True in verdicts else None if None in verdicts else False


def _words(case: Case, wanted: Filter, is_inner: bool) -> str:
    match wanted:
        case Condition(what, values):
            return RULES[what].words(case, values)
        case Not(Condition(what, values)):
            return RULES[what].not_words(case, values)
        case Not(part):
            return f"not ({_words(case, part, is_inner=False)})"
        case All(parts):
            joined = " and ".join(_words(case, part, is_inner=True) for part in parts) or "everything"
        case AnyOf(parts):
            joined = " or ".join(_words(case, part, is_inner=True) for part in parts) or "nothing"
    return f"({joined})" if is_inner and len(parts) > 1 else joined


def _plain(wanted: Filter) -> dict[str, Any]:
    match wanted:
        case Condition(what, values):
            return {"what": what, "values": list(values)} if values else {"what": what}
        case Not(part):
            return {"not": _plain(part)}
        case All(parts):
            return {"all": [_plain(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_plain(part) for part in parts]}


def _filter(found: Any, depth: int) -> Filter:
    if not depth:
        raise NotAFilter("The filter is nested too deeply.")
    match found:
        case {"what": str(what), **rest}:
            values = rest.get("values", [])
            if isinstance(values, list) and all(isinstance(value, str) for value in values):
                return Condition(what, tuple(values))
        case {"not": part}:
            return Not(_filter(part, depth - 1))
        case {"all": [*parts]}:
            return All(tuple(_filter(part, depth - 1) for part in parts))
        case {"any": [*parts]}:
            return AnyOf(tuple(_filter(part, depth - 1) for part in parts))
    raise NotAFilter("The filter cannot be read.")


def _moved(wanted: Filter, new: Callable[[str], str]) -> Filter:
    match wanted:
        case Condition("community", values):
            return Condition("community", tuple(map(new, values)))
        case Condition():
            return wanted
        case Not(part):
            return Not(_moved(part, new))
        case All(parts):
            return All(tuple(_moved(part, new) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_moved(part, new) for part in parts))
