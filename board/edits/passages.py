"""Edits of passages: the words that cards and links were read off, and the documents they stand in.

A card made from a passage, its link to the source and the passage itself are one Change, so that one
undo takes all of it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from board.case import Case
from board.change import Change, fold, of
from board.edits.checks import one_or_many
from board.edits.items import add_item
from board.edits.links import ALLOWED
from board.kinds import VOICES, default_size
from board.passages import Found, Reading, is_lost
from board.records import Attachment, Item, Link, Passage, Point, Record
from board.text import one_line, shortened

TITLE = 120
"""Characters of a title that is made of a passage's words."""
_BESIDE = 40.0
"""Space between a claim's card and the card of the one who says it."""


def item_from_passage(
    case: Case,
    kind: str,
    passage: Passage,
    *,
    title: str = "",
    board: str | None = None,
    at: Point = (0.0, 0.0),
    stance: str = "affirms",
    basis: str = "",
    via: Sequence[str] = (),
    sure: str = "stated",
    speaker: str = "",
    speaker_kind: str = "person",
    **fields: Any,
) -> tuple[Change, str]:
    """A new item read off a passage, linked to the passage's source; and the item's id.

    A claim is *reported* by its source, `basis` and `via` telling how the source knows; anything else
    the source is *about*. `speaker` is the title of a new voice that the source had the claim from.
    Raises KeyError for an unknown board, source or `via`, ValueError for a value a link cannot have.
    """
    for name, value in (("stance", stance), ("basis", basis), ("sure", sure)):
        if value not in ALLOWED[name]:
            raise ValueError(f"{name} cannot be that")
    quote = one_line(passage.quote)
    made: dict[str, Any] = {"title": title or shortened(quote, TITLE), "passages": ()}
    if quote != made["title"]:
        made["text"] = passage.quote
    changes: list[Change] = []
    adding, item = add_item(case, kind, board=board, at=at, **(made | fields))
    changes.append(adding)
    (passage_id,) = case.fresh_ids("q")
    if speaker and kind == "claim":
        beside = (at[0] - default_size(speaker_kind)[0] - _BESIDE, at[1])
        saying, voice = add_item(case, speaker_kind, title=speaker, board=board, at=beside)
        changes.append(saying)
        via = (*via, voice)
    new: list[Record] = [replace(passage, id=passage_id)]
    record = adding.pairs["item", item][1]
    assert isinstance(record, Item)
    changes.append(of("", [record], [replace(record, passages=(passage_id,)), *new]))
    if passage.source:
        link = _tie(case, passage.source, item, kind, passage_id)
        if link.kind == "reports":
            link = replace(link, stance=stance, basis=basis, via=tuple(dict.fromkeys(via)), sure=sure)
        known = {item, *([voice] if speaker and kind == "claim" else []), *case.items}
        if missing := {*link.via, link.from_id} - known:
            raise KeyError(min(missing))
        changes.append(of("", (), [link]))
    return fold(adding.label, changes), item


def add_passage(case: Case, item: str, passage: Passage, *, link: bool = True) -> tuple[Change, str]:
    """A passage added to an item that is there; and the passage's id.

    Where the item is a claim, its report by the passage's source carries the passage too; with `link`
    the report is made when there is none. Raises KeyError for an unknown item or source.
    """
    old = case.items[item]
    (passage_id,) = case.fresh_ids("q")
    before: list[Record] = [old]
    after: list[Record] = [
        replace(old, passages=(*old.passages, passage_id)),
        replace(passage, id=passage_id),
    ]
    source = passage.source
    if source and source != item and old.kind == "claim" and case.items[source].kind in VOICES:
        reports = [one for one in _links_between(case, source, item) if one.kind == "reports"]
        if reports:
            before.append(reports[0])
            after.append(replace(reports[0], passages=(*reports[0].passages, passage_id)))
        elif link:
            after.append(_tie(case, source, item, "claim", passage_id))
    return of("Add passage", before, after), passage_id


def remove_passages(case: Case, ids: str | Iterable[str]) -> Change:
    """Passages taken out of the case, and off every card and link.

    Raises KeyError for an unknown passage.
    """
    gone = {passage: case.passages[passage] for passage in one_or_many(ids)}
    named: list[Item | Link] = [
        *(item for item in case.items.values() if not gone.keys().isdisjoint(item.passages)),
        *(link for link in case.links.values() if not gone.keys().isdisjoint(link.passages)),
    ]
    after = [
        replace(record, passages=tuple(one for one in record.passages if one not in gone)) for record in named
    ]
    return of("Remove passage", [*gone.values(), *named], after)


def anchor(case: Case, found: Mapping[str, Found], reading: Reading) -> Change:
    """Passages put where they stand in a text that was read anew; their words stay as they were.

    One that is lost keeps its rectangles and its words, and has no place.
    Raises KeyError for an unknown passage.
    """
    before = [case.passages[passage] for passage in found]
    after = [
        replace(
            passage,
            start=where.start,
            end=where.end,
            page=where.page or passage.page,
            text_sha256=reading.sha256,
            extractor=reading.extractor,
        )
        for passage, where in zip(before, found.values(), strict=True)
    ]
    return of("Find passages again", before, after)


def source_from_files(
    case: Case,
    files: Sequence[Attachment],
    *,
    title: str = "",
    date: str = "",
    location: str = "",
    author: str = "",
    kind: str = "source",
    board: str | None = None,
    at: Point = (0.0, 0.0),
) -> tuple[Change, str]:
    """A source that we hold: the document comes first among the files, what came along after it.

    Nothing is fetched from `location`; it is kept as words. Raises ValueError when there is no file,
    KeyError for an unknown board.
    """
    if not files:
        raise ValueError("a document has a file")
    stated = tuple((name, value) for name, value in (("url", location), ("author", author)) if value)
    adding, item = add_item(
        case,
        kind,
        title=one_line(title) or one_line(files[0].name),
        date=date,
        held=True,
        fields=stated,
        files=tuple(dict.fromkeys(file.id for file in files)),
        board=board,
        at=at,
    )
    new = {file.id: file for file in files if file.id not in case.attachments}
    return fold("Add document", [of("", (), list(new.values())), adding]), item


def passages_in(case: Case, attachment: str) -> list[Passage]:
    """The passages of a document in the order in which they stand; lost ones last."""
    found = [passage for passage in case.passages.values() if passage.attachment == attachment]
    return sorted(found, key=lambda one: (is_lost(one), one.page, one.start, one.end, one.id))


def read_off(case: Case, attachment: str) -> dict[str, list[str]]:
    """For each passage of a document the ids of the items that were read off it."""
    found: dict[str, list[str]] = {passage.id: [] for passage in passages_in(case, attachment)}
    for item in case.items.values():
        for passage in item.passages:
            if passage in found:
                found[passage].append(item.id)
    return found


def lost_passages(case: Case) -> list[Passage]:
    """Passages whose words were not found again, in order of their documents."""
    lost = [passage for passage in case.passages.values() if is_lost(passage)]
    return sorted(lost, key=lambda one: (one.attachment, one.id))


def _tie(case: Case, source: str, item: str, kind: str, passage: str) -> Link:
    """A new link from a source to what was read off it."""
    is_report = kind == "claim" and case.items[source].kind in VOICES
    (link_id,) = case.fresh_ids("k")
    name = "reports" if is_report else "about"
    stance = "affirms" if is_report else ""
    return Link(link_id, name, source, item, stance=stance, passages=(passage,))


def _links_between(case: Case, tail: str, head: str) -> list[Link]:
    links = [case.links[link] for link in sorted(case.links_at(tail))]
    return [link for link in links if link.from_id == tail and link.to_id == head]
