"""Edits of a case's own kinds of items and links."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

from board.case import Case
from board.change import Change, of
from board.edits.checks import plain
from board.kinds import CAPS, ITEM_KINDS, LINK_KINDS, MID_GLYPHS, SILHOUETTES
from board.records import ItemKind, LinkKind, Record
from board.text import fold

_WORDS = re.compile(r"\w+")


def define_item_kind(
    case: Case,
    name: str,
    icon: str,
    colour: str,
    silhouette: str = "square",
    fields: Sequence[str] = (),
    kind_id: str = "",
) -> tuple[Change, str]:
    """A kind of item of the case's own; and its id, which is made from the name unless it is given.

    Items that a file brought under that id are of this kind from then on.
    Raises ValueError for a name of nothing, a silhouette nobody draws or an id that is taken.
    """
    taken = ITEM_KINDS.keys() | case.item_kinds.keys()
    new_id = kind_id or _id_from(name, taken)
    if new_id in taken:
        raise ValueError("there is such a kind")
    kind = _sound_item_kind(ItemKind(new_id, name, icon, colour, silhouette, tuple(fields)))
    return of("Define kind", (), [kind]), new_id


def define_link_kind(case: Case, name: str, kind_id: str = "", **style: Any) -> tuple[Change, str]:
    """A kind of link of the case's own; and its id, which is made from the name unless it is given.

    `style` holds further fields of `LinkKind`. Raises ValueError as `define_item_kind`.
    """
    taken = LINK_KINDS.keys() | case.link_kinds.keys()
    new_id = kind_id or _id_from(name, taken)
    if new_id in taken:
        raise ValueError("there is such a kind")
    return of("Define kind of link", (), [_sound_link_kind(LinkKind(new_id, name, **plain(style)))]), new_id


def set_item_kind(case: Case, kind: str, **fields: Any) -> Change:
    """A kind of the case's own with other fields. Raises KeyError unless it is the case's own."""
    old = case.item_kinds[kind]
    return of("Change kind", [old], [_sound_item_kind(replace(old, **{**plain(fields), "id": kind}))])


def set_link_kind(case: Case, kind: str, **fields: Any) -> Change:
    """A kind of link of the case's own with other fields. Raises KeyError unless it is its own."""
    old = case.link_kinds[kind]
    return of("Change kind of link", [old], [_sound_link_kind(replace(old, **{**plain(fields), "id": kind}))])


def delete_item_kind(case: Case, kind: str, instead: str = "") -> Change:
    """A kind of the case's own given up; its items become of the kind `instead`, else are drawn neutrally."""
    changed = [item for item in case.items.values() if instead and item.kind == kind]
    return _given_up("Delete kind", case.item_kinds[kind], changed, instead)


def delete_link_kind(case: Case, kind: str, instead: str = "") -> Change:
    """A kind of link given up; its links become of the kind `instead`, else stay, drawn neutrally."""
    changed = [link for link in case.links.values() if instead and link.kind == kind]
    return _given_up("Delete kind of link", case.link_kinds[kind], changed, instead)


def _given_up(label: str, kind: Record, changed: Sequence[Any], instead: str) -> Change:
    after: Iterable[Record] = [replace(record, kind=instead) for record in changed]
    return of(label, [kind, *changed], after)


def _id_from(name: str, taken: Container[str]) -> str:
    base = "_".join(_WORDS.findall(fold(name)))[:40] or "kind"
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}_{number}"
    return candidate


def _sound_item_kind(kind: ItemKind) -> ItemKind:
    if not kind.name.strip():
        raise ValueError("a kind needs a name")
    if kind.silhouette not in SILHOUETTES:
        raise ValueError("there is no such silhouette")
    return kind


def _sound_link_kind(kind: LinkKind) -> LinkKind:
    if not kind.name.strip():
        raise ValueError("a kind needs a name")
    if not {kind.start_cap, kind.end_cap} <= set(CAPS) or kind.mid_glyph not in MID_GLYPHS:
        raise ValueError("there is no such cap or glyph")
    if not all(isfinite(length) and length > 0 for length in (kind.width, *kind.dash)) or len(kind.dash) % 2:
        raise ValueError("a line has a width and pairs of dash and gap, all above 0")
    return kind
