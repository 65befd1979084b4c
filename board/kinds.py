"""The kinds of items and links that every case knows, and how a case's own stand beside them.

Colours are token names of the theme. Meaning never hangs on colour: every item kind has a silhouette
and an icon of its own, and no two link kinds share dash, caps, mid glyph and width. A kind that a file
brings and nobody has defined is kept as it is and drawn neutrally, under its id as name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from board.case import Case
from board.records import Item, ItemKind, LinkKind

VOICES = ("source", "person", "organisation", "file")
"""Kinds of items that can report a claim."""

SILHOUETTES = (
    "circle",
    "square",
    "speech bubble",
    "hexagon",
    "diamond",
    "pin",
    "cut-corner square",
    "portrait page",
)
CAPS = (
    "none",
    "filled triangle",
    "open triangle",
    "cross bar",
    "open ring",
    "small dot",
    "filled diamond",
    "open diamond",
)
MID_GLYPHS = ("", "plus in disc", "cross in disc", "equals in disc", "link in disc")
"""Every silhouette, cap and glyph a kind may name; the canvas draws them all."""

ITEM_KINDS: dict[str, ItemKind] = {
    kind.id: kind
    for kind in (
        ItemKind("person", "Person", "user", "person", "circle"),
        ItemKind("organisation", "Organisation", "building-2", "organisation", "square"),
        ItemKind("claim", "Claim", "quote", "claim", "speech bubble"),
        ItemKind("source", "Source", "radio-tower", "source", "hexagon"),
        ItemKind("event", "Event", "calendar", "event", "diamond"),
        ItemKind("place", "Place", "map-pin", "place", "pin"),
        ItemKind("note", "Note", "sticky-note", "note", "cut-corner square"),
        ItemKind("file", "File", "file-text", "file", "portrait page"),
    )
}
"""The built-in kinds of items, in the order of the palette."""

_SOLID: tuple[float, ...] = ()
_DOTS = (1.6, 4.4)
_SHORT = (5.0, 4.0)
_LONG = (12.0, 4.0)
_DASH_DOT = (10.0, 4.0, 2.0, 4.0)


def _between(tails: tuple[str, ...], heads: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((tail, head) for tail in tails for head in heads)


_WORKS = ("source", "file")
_ACTORS = ("person", "organisation")
_ALIKE = tuple((kind, kind) for kind in ITEM_KINDS if kind != "claim")

LINK_KINDS: dict[str, LinkKind] = {
    kind.id: kind
    for kind in (
        LinkKind("reports", "reports", _between(VOICES, ("claim",)), reverse="reported by"),
        LinkKind(
            "supports", "supports", (("claim", "claim"),), reverse="supported by",
            colour="supports", width=2.2, mid_glyph="plus in disc",
        ),
        LinkKind(
            "contradicts", "contradicts", (("claim", "claim"),), reverse="contradicted by",
            colour="contradicts", width=2.2, dash=(9.0, 5.0), end_cap="cross bar", mid_glyph="cross in disc",
        ),
        LinkKind(
            "voice_of", "voice behind", _between(_ACTORS, _WORKS), reverse="voice of",
            dash=_SHORT, start_cap="small dot",
        ),
        LinkKind(
            "wrote", "wrote", _between(_ACTORS, (*_WORKS, "note")), reverse="written by",
            start_cap="small dot", end_cap="open triangle",
        ),
        LinkKind(
            "published_by", "published by", _between(_WORKS, ("organisation", "person")), reverse="published",
            dash=_SHORT, end_cap="open triangle",
        ),
        LinkKind(
            "member_of", "member of", (("person", "organisation"), ("organisation", "organisation")),
            reverse="has as member", colour="associated", end_cap="open diamond",
        ),
        LinkKind(
            "part_of", "part of",
            (*_between(_WORKS, _WORKS), *((kind, kind) for kind in ("organisation", "place", "event"))),
            reverse="has as part", colour="associated", end_cap="filled diamond",
        ),
        LinkKind(
            "owns", "owns", _between(_ACTORS, ("organisation", "place", "file")), reverse="owned by",
            colour="associated", start_cap="open ring",
        ),
        LinkKind(
            "took_part", "took part in", _between((*_ACTORS, "source"), ("event",)), reverse="with",
            colour="associated", dash=_SHORT, end_cap="open ring",
        ),
        LinkKind(
            "located", "located in", _between((*_ACTORS, "event", *_WORKS), ("place",)),
            reverse="location of", colour="associated", dash=_DOTS, end_cap="small dot",
        ),
        LinkKind(
            "associated", "associated with", _between(_ACTORS, _ACTORS), directed=False,
            reverse="associated with",
            colour="associated", dash=_DASH_DOT, start_cap="small dot", end_cap="small dot",
        ),
        LinkKind(
            "family", "family of", (("person", "person"),), directed=False, reverse="family of",
            colour="associated", width=2.2, start_cap="small dot", end_cap="small dot",
        ),
        LinkKind(
            "paid", "paid", _between(_ACTORS, _ACTORS), reverse="paid by",
            colour="associated", dash=_LONG,
        ),
        LinkKind(
            "not_independent", "not independent of", _between(VOICES, VOICES), directed=False,
            reverse="not independent of",
            colour="about", dash=_SHORT, end_cap="none", mid_glyph="link in disc",
        ),
        LinkKind(
            "precedes", "comes before", (("event", "event"),), reverse="comes after",
            colour="about", dash=_LONG, end_cap="open triangle",
        ),
        LinkKind(
            "same_as", "same as", (*_ALIKE, ("claim", "claim")), directed=False, reverse="same as",
            colour="associated", end_cap="none", mid_glyph="equals in disc",
        ),
        LinkKind(
            "about", "about", (*_between(("claim", "note", "source", "file"), ("*",)), ("*", "*")),
            reverse="subject of",
            colour="about", dash=_DOTS, end_cap="open ring",
        ),
        LinkKind(
            "related", "related to", (("*", "*"),), directed=False, reverse="related to",
            colour="associated", dash=_SHORT, end_cap="none",
        ),
    )
}  # fmt: skip
"""The built-in kinds of links, the likelier before the less likely."""

_SAYS = replace(LINK_KINDS["reports"], name="says", reverse="said by")
_LAST = ("about", "related")

_PREFIXES = {
    "person": "p",
    "organisation": "o",
    "claim": "c",
    "source": "s",
    "event": "e",
    "place": "l",
    "note": "n",
    "file": "f",
}
_TAGGED = re.compile(r"([a-zA-Z]{1,3})0*([0-9]{1,9})")

_SMALL = (184.0, 80.0)
_SIZES = {"claim": (240.0, 112.0), "place": (184.0, 64.0), "note": (180.0, 64.0)}
MIN_SIZE = (80.0, 36.0)
"""The least width and height of a card, in px at 100 %."""
COLLAPSED_HEIGHT = 36.0
"""The height at which a collapsed card is drawn, whatever its own."""


def item_kind(case: Case, kind_id: str) -> ItemKind:
    """The kind of that id: the case's own, a built-in one, or a neutral stand-in named after the id."""
    known = case.item_kinds.get(kind_id) or ITEM_KINDS.get(kind_id)
    return known or ItemKind(kind_id, _name_from(kind_id).capitalize(), "shapes", "file", "square")


def link_kind(case: Case, kind_id: str) -> LinkKind:
    """The kind of that id: the case's own, a built-in one, or a neutral stand-in named after the id."""
    known = case.link_kinds.get(kind_id) or LINK_KINDS.get(kind_id)
    if known:
        return known
    name = _name_from(kind_id)
    return LinkKind(kind_id, name, reverse=name, colour="associated", end_cap="open triangle")


def all_item_kinds(case: Case) -> list[ItemKind]:
    """The built-in kinds in palette order, then the case's own by name."""
    own = sorted(case.item_kinds.values(), key=lambda kind: (kind.name.casefold(), kind.id))
    return [case.item_kinds.get(kind.id, kind) for kind in ITEM_KINDS.values()] + [
        kind for kind in own if kind.id not in ITEM_KINDS
    ]


def all_link_kinds(case: Case) -> list[LinkKind]:
    """The built-in kinds, then the case's own by name, then those that fit anything."""
    own = sorted(case.link_kinds.values(), key=lambda kind: (kind.name.casefold(), kind.id))
    known = {kind_id: case.link_kinds.get(kind_id, kind) for kind_id, kind in LINK_KINDS.items()}
    special = [kind for kind_id, kind in known.items() if kind_id not in _LAST]
    return special + [kind for kind in own if kind.id not in LINK_KINDS] + [known[last] for last in _LAST]


def fitting(case: Case, from_item: str, to_item: str) -> list[LinkKind]:
    """The kinds of link that fit from one item to another, most likely first; never empty.

    A report by a person or an organisation bears the name "says". Ask with the items swapped for
    what fits the other way. Raises KeyError for an unknown item.
    """
    pair = (case.items[from_item].kind, case.items[to_item].kind)
    ranked = [(rank, kind) for kind in all_link_kinds(case) if (rank := _rank(kind, pair)) is not None]
    ranked.sort(key=lambda entry: entry[0])
    return [spoken(kind, pair[0]) for _, kind in ranked]


def fits(kind: LinkKind, from_kind: str, to_kind: str) -> bool:
    """Whether a link of this kind may lead from one kind of item to another."""
    return _rank(kind, (from_kind, to_kind)) is not None


def spoken(kind: LinkKind, from_kind: str) -> LinkKind:
    """The kind as it is named for a tail of that kind: people and organisations *say*, papers report."""
    return _SAYS if from_kind in _ACTORS and kind == LINK_KINDS["reports"] else kind


def link_name(kind: LinkKind, from_kind: str = "", *, backwards: bool = False) -> str:
    """The name of a link as read from its tail, or `backwards` from its head ("reported by")."""
    named = spoken(kind, from_kind)
    if not backwards:
        return named.name
    return named.reverse or (f"{named.name} (from)" if named.directed else named.name)


def default_size(kind: str) -> tuple[float, float]:
    """Width and height of a new card of a kind, in px at 100 %."""
    return _SIZES.get(kind, _SMALL)


def id_prefix(kind: str) -> str:
    """The letter that ids of this kind of item begin with."""
    return _PREFIXES.get(kind, "x")


def tag(item: Item) -> str:
    """The short name shown on a card ("C-14") when the id has the form letters and digits, else ""."""
    numbered = _TAGGED.fullmatch(item.id)
    return f"{numbered[1].upper()}-{numbered[2]}" if numbered else ""


def _rank(kind: LinkKind, pair: tuple[str, str]) -> int | None:
    """How closely a kind fits a pair: 0 exactly, 1 at one end, 2 as everything does, None not at all."""
    if not kind.pairs or pair in kind.pairs:
        return 0 if kind.pairs else 2
    if (pair[0], "*") in kind.pairs or ("*", pair[1]) in kind.pairs:
        return 1
    return 2 if ("*", "*") in kind.pairs else None


def _name_from(kind_id: str) -> str:
    return kind_id.replace("_", " ").replace("-", " ").strip() or "unknown"
