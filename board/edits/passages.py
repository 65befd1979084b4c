"""Edits of passages: the words that cards and links were read off, and the documents they stand in.

A card made from a passage, its link to the source and the passage itself are one Change, so that one
undo takes all of it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from board.case import Case
from board.change import Change, fold, of
from board.edits.checks import one_or_many, require_finite
from board.edits.items import add_item
from board.edits.links import ALLOWED
from board.edits.placing import top_z
from board.kinds import VOICES, default_size, id_prefix
from board.passages import Found, Reading, is_lost
from board.records import Attachment, Item, Link, Passage, Placement, Point, Record
from board.text import one_line, shortened

TITLE = 120
"""Characters of a title that is made of a passage's words."""
_BELOW = 24.0
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
    speaker_at: Point | None = None,
    pictures: Sequence[Attachment] = (),
    **fields: Any,
) -> tuple[Change, str]:
    """A new item read off a passage, linked to the passage's source; and the item's id.

    A claim is *reported* by its source, `basis` and `via` telling how the source knows; anything else
    the source is *about*. `speaker` is the title of a new voice that the source had the claim from;
    its card lies beside the claim's or at `speaker_at`. `pictures` are files whose bytes are kept
    already, such as the cut-out of an area on a scan.
    Raises KeyError for an unknown board, source or `via`, ValueError for a value a link cannot have.
    """
    for name, value in (("stance", stance), ("basis", basis), ("sure", sure)):
        if value not in ALLOWED[name]:
            raise ValueError(f"{name} cannot be that")
    quote = one_line(passage.quote)
    made: dict[str, Any] = {"title": title or shortened(quote, TITLE), "passages": ()}
    if quote != made["title"]:
        made["text"] = passage.quote
    if pictures:
        made["pictures"] = tuple(picture.id for picture in pictures)
    changes: list[Change] = []
    adding, item = add_item(case, kind, board=board, at=at, **(made | fields))
    changes.append(adding)
    (passage_id,) = case.fresh_ids("q")
    if speaker and kind == "claim":
        beside = speaker_at or (at[0] - default_size(speaker_kind)[0] - _BESIDE, at[1])
        saying, voice = add_item(case, speaker_kind, title=speaker, board=board, at=beside)
        changes.append(saying)
        via = (*via, voice)
    new: list[Record] = [replace(passage, id=passage_id)]
    new += [picture for picture in pictures if picture.id not in case.attachments]
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


class Paper(NamedTuple):
    """A document that comes into the case: its file first, then what came along (a mail's attachments)."""

    files: tuple[Attachment, ...]
    title: str = ""
    date: str = ""
    location: str = ""
    """Where it says it came from; kept as words, and never fetched."""
    author: str = ""


def add_documents(
    case: Case,
    papers: Sequence[Paper],
    *,
    kind: str = "source",
    board: str | None = None,
    at: Point = (0.0, 0.0),
) -> tuple[Change, list[str]]:
    """Sources that we hold, one below the other on a board if one is named; and their ids.

    Raises ValueError for a document without a file, KeyError for an unknown board.
    """
    if not all(paper.files for paper in papers):
        raise ValueError("a document has a file")
    ids = case.fresh_ids(id_prefix(kind), len(papers))
    width, height = default_size(kind)
    require_finite(*at)
    first = 0 if board is None else top_z(case, case.boards[board].id) + 1
    records: list[Record] = []
    for number, (item, paper) in enumerate(zip(ids, papers, strict=True)):
        files = {file.id: file for file in paper.files}
        records += [file for file in files.values() if file.id not in case.attachments]
        stated = tuple(
            (name, value) for name, value in (("url", paper.location), ("author", paper.author)) if value
        )
        title = one_line(paper.title) or one_line(paper.files[0].name)
        records.append(Item(item, kind, title, date=paper.date, held=True, fields=stated, files=tuple(files)))
        if board is not None:
            y = at[1] + number * (height + _BELOW)
            records.append(Placement(board, item, at[0], y, width, height, first + number))
    label = "Add document" if len(papers) == 1 else "Add documents"
    return of(label, (), records), ids


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
