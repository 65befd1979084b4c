"""Several items that turn out to be one.

The one that is kept takes over what the others had. Where both say something it keeps its own, and the
other's words, date and fields are appended to its note, so that nothing that was written is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from board.case import Case
from board.change import Change, of
from board.edits.checks import one_or_many
from board.records import Item, Link, Placement, Record

_FILLED = ("text", "date", "reliability", "credibility", "grade_reason", "claim_type", "status", "extra")
"""Fields that the kept item takes from the first other that has them, where it has nothing itself."""


def merge_items(case: Case, keep: str, others: str | Iterable[str]) -> Change:
    """Other items merged into one: their links, cards, names, tags, files and passages become its own.

    Links between them go, as do links that become the same as one that is there; their passages stay with
    what is kept. Where both lie on a board, the kept card stays. Raises KeyError for an unknown item.
    """
    kept = case.items[keep]
    gone = {item: case.items[item] for item in one_or_many(others) if item != keep}
    if not gone:
        return of("Merge", (), ())
    before: list[Record] = [kept, *gone.values()]
    after: list[Record] = []
    strays = _merge_links(case, keep, gone.keys(), before, after)
    after.append(_merged(kept, list(gone.values()), strays))
    for passage in case.passages.values():
        if passage.source in gone:
            before.append(passage)
            after.append(replace(passage, source=keep))
    taken: dict[str, Placement] = {}
    for item in gone:
        for board in sorted(case.boards_of(item)):
            card = case.placements[board, item]
            before.append(card)
            if keep not in case.on_board(board):
                taken.setdefault(board, replace(card, item=keep))
    return of("Merge", before, [*after, *taken.values()])


def _merge_links(
    case: Case, keep: str, gone: Iterable[str], before: list[Record], after: list[Record]
) -> tuple[str, ...]:
    """Put what becomes of links in `before` and `after`; return the passages of those between the merged."""
    merged = {*gone, keep}
    touched = sorted(
        (link for link in case.links.values() if _touches(link, merged)), key=lambda link: link.id
    )
    standing: dict[Link, Link] = {}
    strays: list[str] = []
    for old in touched:
        before.append(old)
        new = _pointed(old, keep, merged)
        if new.from_id == new.to_id and old.from_id != old.to_id:
            strays += old.passages
        elif (twin := standing.get(bare := replace(new, id="", passages=()))) is not None:
            standing[bare] = replace(twin, passages=tuple(dict.fromkeys((*twin.passages, *new.passages))))
        else:
            standing[bare] = new
    kept_ids = {link.id for link in standing.values()}
    for old in touched:
        if old.id not in kept_ids:
            before += [case.routes[board, old.id] for board in case.routes_of(old.id)]
    after += standing.values()
    return tuple(strays)


def _touches(link: Link, merged: set[str]) -> bool:
    return link.from_id in merged or link.to_id in merged or not merged.isdisjoint(link.via)


def _pointed(link: Link, keep: str, merged: set[str]) -> Link:
    """The link with the kept item wherever one of the merged stood; nobody has it from themselves."""
    tail = keep if link.from_id in merged else link.from_id
    head = keep if link.to_id in merged else link.to_id
    via = dict.fromkeys(keep if one in merged else one for one in link.via)
    if link.from_id in merged:
        via.pop(keep, None)
    return replace(link, from_id=tail, to_id=head, via=tuple(via))


def _merged(kept: Item, others: list[Item], strays: tuple[str, ...]) -> Item:
    everyone = [kept, *others]
    filled = {
        name: next((value for item in everyone if (value := getattr(item, name))), getattr(kept, name))
        for name in _FILLED
    }
    names = [name for item in everyone for name in (item.title, *item.aliases) if name]
    title = kept.title or next(iter(names), "")
    fields = list(kept.fields)
    notes = [kept.note]
    for item in others:
        notes.append(item.note)
        notes += [str(value) for name in _FILLED[:2] if (value := getattr(item, name)) != filled[name]]
        known = {name for name, _ in fields}
        notes += [
            f"{name}: {value}" for name, value in item.fields if name in known and (name, value) not in fields
        ]
        fields += [(name, value) for name, value in item.fields if name not in known]
    return replace(
        kept,
        **filled,
        title=title,
        aliases=tuple(name for name in dict.fromkeys(names) if name != title),
        tags=_together(item.tags for item in everyone),
        note="\n\n".join(dict.fromkeys(note for note in notes if note)),
        fields=tuple(fields),
        held=any(item.held for item in everyone),
        confidential=any(item.confidential for item in everyone),
        pictures=_together(item.pictures for item in everyone),
        files=_together(item.files for item in everyone),
        passages=_together([*(item.passages for item in everyone), strays]),
    )


def _together(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for several in lists for one in several))
