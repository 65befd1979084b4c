"""Edits of the files that are kept in a case. The bytes are the store's; here are the records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from board.case import Case
from board.change import Change, fold, of
from board.edits.checks import one_or_many
from board.edits.items import add_values
from board.records import Attachment, Item, Link, Record


def attach(case: Case, item: str, files: Iterable[Attachment], field: str = "files") -> Change:
    """Files whose bytes are in the store put with an item, as its `files` or its `pictures`.

    Raises KeyError for an unknown item, TypeError for another field.
    """
    if field not in ("files", "pictures"):
        raise TypeError("an item has files and pictures")
    wanted = {file.id: file for file in files}
    new = of("Attach", (), [file for file in wanted.values() if file.id not in case.attachments])
    return fold("Attach", [new, add_values(case, item, field, *wanted)])


def forget_files(case: Case, ids: str | Iterable[str]) -> Change:
    """Files taken out of the case, out of every item, and with them the passages marked in them.

    Raises KeyError for an unknown file.
    """
    files = {file: case.attachments[file] for file in one_or_many(ids)}
    passages = {key: passage for key, passage in case.passages.items() if passage.attachment in files}
    gone = files.keys() | passages.keys()
    before: list[Record] = [*files.values(), *passages.values()]
    after: list[Record] = []
    for item in case.items.values():
        if not gone.isdisjoint((*item.files, *item.pictures, *item.passages)):
            before.append(item)
            after.append(_without(item, gone))
    for link in case.links.values():
        if not gone.isdisjoint(link.passages):
            before.append(link)
            after.append(_without_passages(link, gone))
    return of("Remove file", before, after)


def _without(item: Item, gone: set[str]) -> Item:
    def left(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in ids if one not in gone)

    return replace(item, files=left(item.files), pictures=left(item.pictures), passages=left(item.passages))


def _without_passages(link: Link, gone: set[str]) -> Link:
    return replace(link, passages=tuple(passage for passage in link.passages if passage not in gone))
