"""What differs between two boards: of one case, or of a case and an earlier or another copy of it.

Cards are the same when they are of the same item. A board that was copied and pushed aside as a whole has
not moved: cards have, that stand otherwise to most of the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from statistics import median

from board.case import Case
from board.query import links_on
from board.records import Item, Link, Placement

NEAR = 1.0
"""Px at 100 % within which a card stands where it stood."""
_LOOK = ("width", "height", "pinned", "collapsed", "colour")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The way from one board to another; every list is sorted."""

    added: tuple[str, ...]
    """Items that only the other has."""
    gone: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    """Items with the names of the fields, of item or card, that differ."""
    moved: tuple[str, ...]
    links_added: tuple[str, ...]
    links_gone: tuple[str, ...]
    links_changed: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def is_same(self) -> bool:
        """Nothing differs."""
        return not any(getattr(self, field.name) for field in fields(self))

    def sentence(self) -> str:
        """ "3 cards added, 1 gone, 2 moved; 4 links added"."""
        cards = _counted("card", (self.added, "added"), (self.gone, "gone"), (self.changed, "changed"),
                         (self.moved, "moved"))  # fmt: skip
        links = _counted("link", (self.links_added, "added"), (self.links_gone, "gone"),
                         (self.links_changed, "changed"))  # fmt: skip
        return "; ".join(part for part in (cards, links) if part) or "The boards are the same"


def compare(case: Case, board: str, other_board: str, other_case: Case | None = None) -> Comparison:
    """How one board becomes another. Raises KeyError for a board that is not there."""
    other = other_case or case
    before, after = case.on_board(case.boards[board].id), other.on_board(other.boards[other_board].id)
    both = sorted(before.keys() & after.keys())
    changed = [
        (item, names)
        for item in both
        if (names := _differing(case.items[item], other.items[item]) + _looks(before[item], after[item]))
    ]
    links = {link.id: link for link in links_on(case, board)}
    other_links = {link.id: link for link in links_on(other, other_board)}
    return Comparison(
        tuple(sorted(after.keys() - before.keys())),
        tuple(sorted(before.keys() - after.keys())),
        tuple(changed),
        tuple(_moved([(before[item], after[item]) for item in both])),
        tuple(sorted(other_links.keys() - links.keys())),
        tuple(sorted(links.keys() - other_links.keys())),
        tuple(
            (link, names)
            for link in sorted(links.keys() & other_links.keys())
            if (names := _differing(links[link], other_links[link]))
        ),
    )


def _differing(one: Item | Link, other: Item | Link) -> tuple[str, ...]:
    if one is other:
        return ()
    names = (field.name for field in fields(one))
    return tuple(name for name in names if getattr(one, name) != getattr(other, name))


def _looks(one: Placement, other: Placement) -> tuple[str, ...]:
    return tuple(name for name in _LOOK if getattr(one, name) != getattr(other, name))


def _moved(pairs: list[tuple[Placement, Placement]]) -> Iterable[str]:
    """Items whose cards were moved otherwise than most."""
    if not pairs:
        return
    dx = median(after.x - before.x for before, after in pairs)
    dy = median(after.y - before.y for before, after in pairs)
    for before, after in pairs:
        if max(abs(after.x - before.x - dx), abs(after.y - before.y - dy)) > NEAR:
            yield before.item


def _counted(what: str, *lists: tuple[tuple[object, ...], str]) -> str:
    parts = [f"{len(found)} {how}" for found, how in lists if found]
    if not parts:
        return ""
    first, _, rest = parts[0].partition(" ")
    return ", ".join([f"{first} {what}{'' if first == '1' else 's'} {rest}", *parts[1:]])
