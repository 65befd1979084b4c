"""A case as it may be shown to others: without anything marked confidential.

Covering a name in a picture or a file leaves it there to be found. So what is confidential is
taken out of the records before anything is drawn or written, together with all that leads to it.
"""

from __future__ import annotations

from dataclasses import replace

from board.case import Case
from board.records import Attachment, Item, Link, Passage, Placement, Record, Route, SavedView

WITHHELD = "withheld"
"""The kind of the card that stands for one that was taken out."""


def redacted(case: Case, *, stand_in: str = "") -> Case:
    """The case without confidential items and links, and without what belongs to them alone.

    With a `stand_in` (a word such as "Withheld") an item leaves a blank card of that title, and its
    links stay as bare lines.
    """
    hidden = {item.id for item in case.items.values() if item.confidential}
    links = {link.id for link in case.links.values() if link.confidential}
    if not stand_in:
        links |= {link.id for link in case.links.values() if {link.from_id, link.to_id} & hidden}
    kept = Case(
        _blank(record, hidden, stand_in)
        for record in case.records()
        if not _is_hidden(record, links, set() if stand_in else hidden)
    )
    files, passages = _used(kept)
    return Case(
        record
        for record in kept.records()
        if not (isinstance(record, Attachment) and record.id not in files)
        and not (
            isinstance(record, Passage)
            and (record.attachment not in files or record.id not in passages or record.source in hidden)
        )
    )


def _is_hidden(record: Record, links: set[str], items: set[str]) -> bool:
    match record:
        case Item():
            return record.id in items
        case Placement():
            return record.item in items
        case Link():
            return record.id in links
        case Route():
            return record.link in links
        case SavedView():
            return True  # the words one searches for tell what one knows
        case _:
            return False


def _blank(record: Record, hidden: set[str], stand_in: str) -> Record:
    """A record without a word on what is hidden."""
    match record:
        case Item() if record.id in hidden:
            return Item(record.id, WITHHELD, stand_in)
        case Placement() if record.item in hidden:
            return replace(record, colour="", extra="")
        case Link():
            return _without_hidden(record, hidden)
        case _:
            return record


def _without_hidden(link: Link, hidden: set[str]) -> Link:
    """The link without a word on what is hidden: a bare line where it ends there."""
    if {link.from_id, link.to_id} & hidden:
        return Link(link.id, link.kind, link.from_id, link.to_id)
    return replace(link, via=tuple(item for item in link.via if item not in hidden))


def _used(case: Case) -> tuple[set[str], set[str]]:
    """Files and passages that something in the case refers to."""
    items, links = case.items.values(), case.links.values()
    files = {file for item in items for file in (*item.files, *item.pictures)}
    passages = {one for item in items for one in item.passages} | {
        one for link in links for one in link.passages
    }
    return files, passages
