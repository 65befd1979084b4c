"""What is marked in a document: its passages with the cards they belong to, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from board.case import Case
from board.kinds import item_kind, tag
from board.records import ItemKind, Passage
from ui.wording import kind_name

KINDS = {
    "C": "claim",
    "P": "person",
    "O": "organisation",
    "S": "source",
    "E": "event",
    "L": "place",
    "N": "note",
}
"""Keys that make a card of the words that are selected."""
_SHOWN_AS_DOCUMENTS = ("file", "source")
"""Kinds of items whose pictures are documents; those of others are portraits and views."""
KEY_OF = {kind: key for key, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage where it stands in the text that is shown."""

    passage: str
    start: int
    end: int
    item: str = ""
    """The card it belongs to; empty where it was marked and never placed."""
    kind: ItemKind | None = None
    tag: str = ""
    is_placed: bool = False
    """The card lies on the board in front."""
    is_moved: bool = False
    """It was found by likeness only: somebody has to look at it."""
    areas: tuple[tuple[float, ...], ...] = ()
    """Page, x, y, width and height, where it is a part of a page and no words; start and end are -1 then."""


def owners(case: Case) -> dict[str, list[str]]:
    """The items that passages belong to: their own, else the head of the link that quotes them."""
    found: dict[str, list[str]] = {}
    for item in case.items.values():
        for passage in item.passages:
            found.setdefault(passage, []).append(item.id)
    for link in case.links.values():
        for passage in link.passages:
            held = found.setdefault(passage, [])
            if link.to_id not in held:
                held.append(link.to_id)
    return found


def passages_of(case: Case, item: str) -> list[Passage]:
    """The passages of a card: its own first, then those of the reports of it."""
    record = case.items.get(item)
    if record is None:
        return []
    ids = dict.fromkeys(record.passages)
    links = [case.links[link] for link in sorted(case.links_at(item))]
    ids.update(dict.fromkeys(one for link in links if link.to_id == item for one in link.passages))
    return [case.passages[one] for one in ids if one in case.passages]


def documents(case: Case) -> list[str]:
    """Every attachment that can be read, in the order of the items that have them."""
    found: dict[str, None] = {}
    for item in case.items.values():
        pictures = item.pictures if item.kind in _SHOWN_AS_DOCUMENTS else ()
        found.update(dict.fromkeys(one for one in (*item.files, *pictures) if one in case.attachments))
    found.update(dict.fromkeys(one.attachment for one in case.passages.values()))
    cut_out = {picture for item in case.items.values() if item.passages for picture in item.pictures}
    return [one for one in found if one in case.attachments and one not in cut_out]


def source_of(case: Case, attachment: str) -> str:
    """The item that stands for a document; "" where none does."""
    holding = [item for item in case.items.values() if attachment in (*item.files, *item.pictures)]
    sources = [item.id for item in holding if item.kind == "source"]
    return (sources or [item.id for item in holding] or [""])[0]


def cut_out_name(passage: Passage) -> str:
    """The name of the picture that is cut out for a part of a page, by which it is known again."""
    _, x, y, wide, high = passage.rects[0]
    return f"page {passage.page}, {x:.0f} {y:.0f} {wide:.0f} {high:.0f}.png"


def marks_in(
    case: Case, attachment: str, board: str, places: Mapping[str, tuple[int, int, bool]]
) -> list[Mark]:
    """The marks of a document; `places` says where each passage stands and whether it has moved."""
    held = owners(case)
    there = case.on_board(board)
    found = []
    for passage in _passages(case, attachment):
        areas = passage.rects if not passage.quote else ()
        place = (-1, -1, False) if areas else places.get(passage.id)
        if place is None:
            continue
        start, end, is_moved = place
        items = held.get(passage.id, [])
        best = next((one for one in items if one in there), items[0] if items else "")
        record = case.items.get(best)
        if record is None:
            found.append(Mark(passage.id, start, end, is_moved=is_moved, areas=areas))
        else:
            kind = item_kind(case, record.kind)
            found.append(
                Mark(
                    passage.id,
                    start,
                    end,
                    best,
                    kind,
                    tag(record) or kind_name(kind),
                    best in there,
                    is_moved,
                    areas,
                )
            )
    return sorted(found, key=lambda mark: (mark.start, mark.end, mark.passage))


def _passages(case: Case, attachment: str) -> Iterable[Passage]:
    return (passage for passage in case.passages.values() if passage.attachment == attachment)
