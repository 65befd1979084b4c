"""Copy, paste and duplicate.

What is copied is text (`board.edits.fragment`), so that it reaches another board, another window and
another case. Records that are pasted get new ids where theirs are taken; asked to use the same records,
paste lays the item that is there on the board instead of making a second one. An item is taken to be the
same when id, kind and title agree: the text may have come from another case, where ids mean other things.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from board.case import Case
from board.change import Change, of
from board.edits import fragment as fragments
from board.edits.checks import one_or_many, require_finite
from board.edits.fragment import Fragment
from board.edits.placing import top_z
from board.kinds import MIN_SIZE, default_size, id_prefix
from board.query import extent, inside_frames, links_among
from board.records import Attachment, Frame, Item, Link, Passage, Placement, Point, Record

Box = TypeVar("Box", Placement, Frame)

STEP = (24.0, 24.0)
"""How far off its original a duplicate lies, in px at 100 %."""


def copy(case: Case, board: str, items: str | Iterable[str], frames: Iterable[str] = ()) -> str:
    """Cards of a board as text, with the links among them and all that they need; frames take their content.

    Raises KeyError for what is not on the board.
    """
    there = case.on_board(case.boards[board].id)
    chosen = one_or_many(items)
    chosen_frames = list(frames)
    if chosen_frames:
        inner_items, inner_frames = inside_frames(case, board, chosen_frames)
        chosen = list(dict.fromkeys((*chosen, *sorted(inner_items))))
        chosen_frames = list(dict.fromkeys((*chosen_frames, *sorted(inner_frames))))
    copied = [case.items[there[item].item] for item in chosen]
    links = links_among(case, chosen)
    speaking: list[Item | Link] = [*copied, *links]
    passages = [
        case.passages[one] for one in _each(record.passages for record in speaking) if one in case.passages
    ]
    files = _each([*(item.files + item.pictures for item in copied), [one.attachment for one in passages]])
    named = _each([*(link.via for link in links), [one.source for one in passages]]).keys() - set(chosen)
    return fragments.write(
        Fragment(
            tuple(copied),
            tuple(links),
            tuple(there[item] for item in chosen),
            tuple(case.frames[frame] for frame in chosen_frames),
            tuple(case.routes[board, link.id] for link in links if (board, link.id) in case.routes),
            tuple(passages),
            tuple(case.attachments[file] for file in files if file in case.attachments),
            fragments.only(case.item_kinds.values(), (item.kind for item in copied)),
            fragments.only(case.link_kinds.values(), (link.kind for link in links)),
            tuple(_stub(case.items[item]) for item in sorted(named) if item in case.items),
        )
    )


def paste(
    case: Case,
    board: str,
    fragment: str | Fragment,
    at: Point | None = None,
    same_records: bool = False,
) -> tuple[Change, list[str]]:
    """What was copied, laid on a board with its top left corner `at`; and the ids of the items.

    Without `at` it lies a `STEP` off where it was copied from. `same_records` lays items that the case has
    on the board instead of making new ones, unless they lie there already. Files whose bytes the case
    does not have are left out (see `missing_files`).
    Raises NotAFragment for other text, KeyError for an unknown board, ValueError unless `at` is finite.
    """
    there = case.on_board(case.boards[board].id)
    found = fragments.read(fragment) if isinstance(fragment, str) else fragment
    area = extent((*found.placements, *found.frames)) or (0.0, 0.0, 0.0, 0.0)
    left, top = at or (area[0] + STEP[0], area[1] + STEP[1])
    require_finite(left, top)
    names = _Names(case, found, there if same_records else None)
    records = [
        *names.items,
        *names.links,
        *names.passages,
        *_laid(case, board, found, names, left - area[0], top - area[1]),
        *_new_kinds(case, found),
    ]
    return of("Paste", (), records), list(names.item_ids.values())


def duplicate(
    case: Case,
    board: str,
    items: str | Iterable[str],
    frames: Iterable[str] = (),
    at: Point | None = None,
) -> tuple[Change, list[str]]:
    """New items like those on the board, with the links among them; and their ids.

    The same record cannot lie twice on one board; to lay it on another, see `placing.place`.
    """
    change, ids = paste(case, board, copy(case, board, items, frames), at)
    return change.labelled("Duplicate"), ids


def missing_files(case: Case, fragment: str | Fragment) -> list[Attachment]:
    """The files of a fragment that the case does not have yet. Raises NotAFragment."""
    found = fragments.read(fragment) if isinstance(fragment, str) else fragment
    return [file for file in found.attachments if file.id not in case.attachments]


class _Names:
    """What each record of a fragment is called in the case it comes into, and the new records so named.

    `there` holds the cards of the board when the same records are to be used, else it is None.
    """

    def __init__(self, case: Case, found: Fragment, there: Mapping[str, Placement] | None) -> None:
        self._case = case
        items = {item.id: item for item in found.items}
        self._used = {
            item.id
            for item in items.values()
            if there is not None and item.id not in there and _is_same(case.items.get(item.id), item)
        }
        made = _fresh(
            case,
            {item.id: id_prefix(item.kind) for item in items.values() if item.id not in self._used},
            case.items,
        )
        self.item_ids = {item: made.get(item, item) for item in items}
        self._known = self.item_ids | {
            item.id: item.id
            for item in found.mentioned
            if item.id not in self.item_ids and _is_same(case.items.get(item.id), item)
        }
        links = {
            link.id: link
            for link in found.links
            if link.from_id in self.item_ids and link.to_id in self.item_ids
        }
        known = {link.id for link in links.values() if self._is_there(link)}
        made = _fresh(case, {link: "k" for link in links if link not in known}, case.links)
        self.link_ids = {link: made.get(link, link) for link in links}
        self._passage_ids = self._name_passages(found)
        self.items = [self._new_item(item) for item in items.values() if item.id not in self._used]
        self.links = [self._new_link(link) for link in links.values() if link.id not in known]
        self.passages = self._new_passages(found)

    def _name_passages(self, found: Fragment) -> dict[str, str]:
        case = self._case
        there = {one.id: one.id for one in found.passages if case.passages.get(one.id) == one}
        new = {one.id: "q" for one in found.passages if one.id not in there}
        return there | _fresh(case, new, case.passages)

    def _new_item(self, item: Item) -> Item:
        has = self._case.attachments
        return replace(
            item,
            id=self.item_ids[item.id],
            passages=self._named_passages(item.passages),
            files=tuple(file for file in item.files if file in has),
            pictures=tuple(file for file in item.pictures if file in has),
        )

    def _new_link(self, link: Link) -> Link:
        return replace(
            link,
            id=self.link_ids[link.id],
            from_id=self.item_ids[link.from_id],
            to_id=self.item_ids[link.to_id],
            via=tuple(self._known[one] for one in link.via if one in self._known),
            passages=self._named_passages(link.passages),
        )

    def _new_passages(self, found: Fragment) -> list[Passage]:
        """The passages that the case does not have yet and that a new record names."""
        new: list[Item | Link] = [*self.items, *self.links]
        named = _each(record.passages for record in new)
        return [
            replace(passage, id=name, source=self._known.get(passage.source, ""))
            for passage in {one.id: one for one in found.passages}.values()
            if (name := self._passage_ids[passage.id]) in named and name not in self._case.passages
        ]

    def _named_passages(self, passages: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._passage_ids[one] for one in passages if one in self._passage_ids)

    def _is_there(self, link: Link) -> bool:
        """Whether the case has this very link between the same records."""
        known = self._case.links.get(link.id)
        return (
            known is not None
            and link.from_id in self._used
            and link.to_id in self._used
            and (known.kind, known.from_id, known.to_id) == (link.kind, link.from_id, link.to_id)
        )


def _laid(case: Case, board: str, found: Fragment, names: _Names, dx: float, dy: float) -> list[Record]:
    """The cards, frames and bend points of a fragment on a board."""
    cards = {card.item: card for card in found.placements}
    kinds = {item.id: item.kind for item in found.items}
    order = sorted(names.item_ids, key=lambda item: (cards[item].z if item in cards else 0, item))
    records: list[Record] = []
    for z, item in enumerate(order, top_z(case, board) + 1):
        card = cards.get(item) or Placement("", item, -dx, -dy, *default_size(kinds[item]))
        records.append(_moved(replace(card, board=board, item=names.item_ids[item], z=z), dx, dy))
    frame_ids = _fresh(case, {frame.id: "g" for frame in found.frames}, case.frames)
    records += [
        _moved(replace(frame, id=frame_ids[frame.id], board=board), dx, dy)
        for frame in {frame.id: frame for frame in found.frames}.values()
    ]
    for route in found.routes:
        link = names.link_ids.get(route.link)
        if link is not None and (board, link) not in case.routes:
            points = tuple((x + dx, y + dy) for x, y in route.points)
            require_finite(*chain.from_iterable(points))
            records.append(replace(route, board=board, link=link, points=points))
    return records


def _moved(box: Box, dx: float, dy: float) -> Box:
    x, y, width, height = box.x + dx, box.y + dy, max(box.width, MIN_SIZE[0]), max(box.height, MIN_SIZE[1])
    require_finite(x, y, width, height)
    return replace(box, x=x, y=y, width=width, height=height)


def _new_kinds(case: Case, found: Fragment) -> list[Record]:
    return [
        *(kind for kind in found.item_kinds if kind.id not in case.item_kinds),
        *(kind for kind in found.link_kinds if kind.id not in case.link_kinds),
    ]


def _fresh(case: Case, wanted: Mapping[str, str], taken: Container[str]) -> dict[str, str]:
    """A name for each id: itself where it is not taken, else a fresh one with the prefix it is mapped to."""
    kept = {one for one in wanted if one not in taken}
    by_prefix: dict[str, list[str]] = {}
    for one, prefix in wanted.items():
        if one not in kept:
            by_prefix.setdefault(prefix, []).append(one)
    names = {one: one for one in kept}
    for prefix, ids in by_prefix.items():
        free = (one for one in case.fresh_ids(prefix, len(ids) + len(kept)) if one not in kept)
        names |= dict(zip(ids, free, strict=False))
    return {one: names[one] for one in wanted}


def _is_same(known: Item | None, item: Item) -> bool:
    return known is not None and (known.kind, known.title) == (item.kind, item.title)


def _stub(item: Item) -> Item:
    return Item(item.id, item.kind, item.title)


def _each(several: Iterable[Iterable[str]]) -> dict[str, None]:
    """Every id once, in order."""
    return dict.fromkeys(one for ids in several for one in ids if one)
