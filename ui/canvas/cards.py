"""What a card shows, as plain data: made from the case, drawn by `ui.canvas.draw`.

A Card holds no position, so that equal cards share one sprite and moving one costs nothing. Its words
are already fit to be shown and short enough to be laid out; a title of a megabyte never reaches Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntFlag

from board.case import Case
from board.change import Change
from board.dates import parse
from board.kinds import COLLAPSED_HEIGHT, item_kind, tag
from board.records import Item, ItemKind, Placement
from board.text import displayed, one_line, shortened
from ui.wording import date_words, kind_name

_MOST_TITLE = 400
_MOST_BODY = 1600
_MOST_SUBLINE = 60
_READ_AHEAD = 4
"""A text is cut to this many times what is kept before it is cleaned, so that cleaning stays cheap."""
_QUOTED = frozenset({"claim", "source", "file"})
"""Kinds whose text is in a source's own words."""


class CardState(IntFlag):
    """What the moment adds to a card; a sprite knows none of it."""

    REST = 0
    HOVER = 1
    SELECTED = 2
    FOCUS = 4
    DROP = 8
    DIMMED = 16
    FALLEN = 32
    """Would fall *without this voice*: struck through."""
    HIT = 64
    """Found by the search."""


@dataclass(frozen=True, slots=True)
class Badge:
    """What a claim rests on, in figures and in words; the evidence rooms make it."""

    short: str
    """Voices and known origins: `6 > 1`."""
    words: str = ""
    """The same where there is room: `6 voices, 1 origin`."""
    is_echo: bool = False
    """More voices than origins: drawn in amber."""
    has_unknown: bool = False
    """An origin is unknown: a dotted ring."""
    is_contradicted: bool = False
    has_hint: bool = False
    """The grade and the evidence do not fit."""


@dataclass(frozen=True, slots=True)
class Card:
    """All that is seen of one item on one board."""

    kind: ItemKind
    width: float
    height: float
    kind_line: str = ""
    title: str = ""
    body: str = ""
    is_quote: bool = False
    """The body is in a source's own words."""
    links: int = 0
    grade: str = ""
    """A reliability letter, a credibility digit, or both."""
    badge: Badge | None = None
    is_confidential: bool = False
    is_pinned: bool = False
    is_collapsed: bool = False
    colour: str = ""
    """A colour token; empty takes the kind's own."""
    picture: str = ""
    """The attachment that is shown on the card."""
    is_lasting: bool = True
    """False for the ghost of a card that is being dragged in."""


BadgeOf = Callable[[str], Badge | None]


def card_of(case: Case, item: Item, placement: Placement, badge: Badge | None = None) -> Card:
    """The card of an item as placed on a board."""
    kind = item_kind(case, item.kind)
    picture = item.pictures[0] if item.pictures and item.pictures[0] in case.attachments else ""
    return Card(
        kind=kind,
        width=placement.width,
        height=COLLAPSED_HEIGHT if placement.collapsed else placement.height,
        kind_line=kind_line(kind, item),
        title=_tidy(item.title, _MOST_TITLE),
        body=shortened(displayed(item.text[: _MOST_BODY * _READ_AHEAD]).strip(), _MOST_BODY),
        is_quote=item.kind in _QUOTED,
        links=len(case.links_at(item.id)),
        grade=grade_of(item),
        badge=badge,
        is_confidential=item.confidential,
        is_pinned=placement.pinned,
        is_collapsed=placement.collapsed,
        colour=placement.colour,
        picture=picture,
    )


def kind_line(kind: ItemKind, item: Item) -> str:
    """The small line above the title: the kind, and what tells this one from its like."""
    name = one_line(kind_name(kind))
    more = _subline(item)
    return f"{name} · {more}" if more else name


def grade_of(item: Item) -> str:
    """The grade as it stands on the card: a claim's digit, every other's letter."""
    digit = str(item.credibility) if item.credibility in range(1, 7) else ""
    letter = item.reliability if item.reliability in tuple("ABCDEF") else ""
    return digit or letter if item.kind == "claim" else letter or digit


class CardSource:
    """The cards of one board, each made once and kept until a Change touches it."""

    def __init__(self, case: Case, board: str, badge_of: BadgeOf | None = None) -> None:
        self.case = case
        self.board = board
        self._badge_of = badge_of
        self._made: dict[str, Card] = {}

    def card(self, item: str) -> Card:
        """The card of an item that lies on the board."""
        made = self._made.get(item)
        if made is None:
            badge = self._badge_of(item) if self._badge_of is not None else None
            placement = self.case.placements[self.board, item]
            made = self._made[item] = card_of(self.case, self.case.items[item], placement, badge)
        return made

    def set_badges(self, badge_of: BadgeOf | None) -> None:
        """Take badges from elsewhere."""
        self._badge_of = badge_of
        self._made.clear()

    def forget(self, items: Iterable[str]) -> None:
        """Make these cards again when they are next asked for."""
        for item in items:
            self._made.pop(item, None)

    def follow(self, change: Change) -> None:
        """Forget what a Change has touched."""
        for key, (before, after) in change.pairs.items():
            match key:
                case ("item", item) | ("placement", _, item):
                    self._made.pop(item, None)
                case ("link", _):
                    for record in (before, after):
                        self.forget((getattr(record, "from_id", ""), getattr(record, "to_id", "")))
                case ("item_kind", _) | ("attachment", _):
                    self._made.clear()


def _subline(item: Item) -> str:
    if item.kind == "claim":
        return tag(item)
    if item.kind == "event" and item.date:
        date = parse(item.date)
        return _tidy(date_words(date) if date else item.date, _MOST_SUBLINE)
    if item.tags:
        return _tidy(item.tags[0], _MOST_SUBLINE)
    return tag(item)


def _tidy(text: str, most: int) -> str:
    return shortened(one_line(text[: most * _READ_AHEAD]), most)
