"""What a case is made of: frozen records, each addressed by one key.

A record never changes; an edit puts another record under the same key (`board.change`).
Records hold plain values only (strings, numbers, booleans and tuples of them), so that they
compare, hash, pickle to the worker process and map to table columns without any special case.

An empty string means "not given". What a file holds beyond these fields is kept in `extra`,
a JSON object as text, and is written back unchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Key: TypeAlias = tuple[str, ...]
"""Table name and identity: `("item", "c01")`, `("placement", "b1", "c01")`, `("info",)`."""

Scalar: TypeAlias = str | int | float | bool
Point: TypeAlias = tuple[float, float]
Range: TypeAlias = tuple[str, float, float]
"""A grade letter and the lowest and highest chance it stands for, both within 0..1."""


@dataclass(frozen=True, slots=True)
class Info:
    """The case itself: one record."""

    title: str = ""
    note: str = ""
    ranges: tuple[Range, ...] = ()
    """Chances per reliability grade where the case departs from `board.grading.RANGES`."""
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("info",)


@dataclass(frozen=True, slots=True)
class Item:
    """A person, organisation, claim, source, event, place, note, file or a kind of the user's own."""

    id: str
    kind: str
    title: str = ""
    text: str = ""
    aliases: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    date: str = ""
    """EDTF level 0 or 1 as written (`board.dates`); a date that is no EDTF is kept as typed."""
    reliability: str = ""
    """A..F: how far this voice can be relied on."""
    credibility: int = 0
    """1..6: the user's verdict on a claim; 0 is ungraded. An output, never an input."""
    grade_reason: str = ""
    held: bool = False
    """We have it in the case: the file itself, or our own interview note."""
    claim_type: str = ""
    """fact, opinion, inference or forecast."""
    status: str = ""
    note: str = ""
    fields: tuple[tuple[str, Scalar], ...] = ()
    confidential: bool = False
    """Left out of, or blacked out in, everything that is exported for others."""
    pictures: tuple[str, ...] = ()
    """Attachment ids; the first is shown on the card."""
    files: tuple[str, ...] = ()
    """Attachment ids of the documents this item is, or comes with."""
    passages: tuple[str, ...] = ()
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("item", self.id)


@dataclass(frozen=True, slots=True)
class Link:
    """A typed, directed tie from one item to another, with its attribution where it reports a claim."""

    id: str
    kind: str
    from_id: str
    to_id: str
    label: str = ""
    note: str = ""
    date: str = ""
    stance: str = ""
    """reports: affirms or denies."""
    basis: str = ""
    """reports: own, relay or unstated."""
    via: tuple[str, ...] = ()
    """reports: ids of the items it was had from. It belongs to the report, not to the reporter."""
    sure: str = ""
    """reports: stated or inferred."""
    strength: str = ""
    """contradicts: direct or tension."""
    confidential: bool = False
    passages: tuple[str, ...] = ()
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("link", self.id)


@dataclass(frozen=True, slots=True)
class Board:
    """A named surface on which items are placed; `order` is its place among the tabs."""

    id: str
    title: str = ""
    order: int = 0
    note: str = ""
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("board", self.id)


@dataclass(frozen=True, slots=True)
class Placement:
    """An item on a board: its card. Units are px at 100 %; x, y is the top left corner."""

    board: str
    item: str
    x: float
    y: float
    width: float
    height: float
    z: int = 0
    pinned: bool = False
    collapsed: bool = False
    colour: str = ""
    """A colour token (`assets` themes); empty takes the kind's own."""
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("placement", self.board, self.item)


@dataclass(frozen=True, slots=True)
class Frame:
    """A titled rectangle on a board that takes along what lies inside it."""

    id: str
    board: str
    x: float
    y: float
    width: float
    height: float
    title: str = ""
    colour: str = ""
    z: int = 0
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("frame", self.id)


@dataclass(frozen=True, slots=True)
class Route:
    """The bend points of one link on one board, in order from its tail to its head."""

    board: str
    link: str
    points: tuple[Point, ...]

    @property
    def key(self) -> Key:
        return ("route", self.board, self.link)


@dataclass(frozen=True, slots=True)
class Passage:
    """The exact words in a document that an item or link was read off.

    `start` and `end` count code points of the text extracted by `extractor`, whose hash is
    `text_sha256`; `rects` are (page, x, y, width, height) in the page's own units.
    """

    id: str
    attachment: str
    source: str = ""
    """The item that stands for the document."""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    start: int = -1
    end: int = -1
    page: int = 0
    rects: tuple[tuple[float, ...], ...] = ()
    text_sha256: str = ""
    extractor: str = ""
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("passage", self.id)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file kept in the case; its bytes lie in the store under the same id."""

    id: str
    """SHA-256 of the bytes, in hexadecimal."""
    name: str = ""
    media_type: str = ""
    size: int = 0
    added: str = ""
    """ISO 8601 time of import."""
    width: int = 0
    height: int = 0
    """Pixels, for pictures."""
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("attachment", self.id)


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A kind of item of the user's own; the built-in ones are in `board.kinds`."""

    id: str
    name: str
    icon: str
    colour: str
    silhouette: str = "square"
    fields: tuple[str, ...] = ()
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("item_kind", self.id)


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A kind of link: what it joins and how it is drawn."""

    id: str
    name: str
    pairs: tuple[tuple[str, str], ...] = ()
    """Kinds it fits, tail and head; "*" fits every kind. None means it fits everything."""
    directed: bool = True
    reverse: str = ""
    """The name read from its head: "owned by"."""
    colour: str = "says"
    width: float = 1.6
    dash: tuple[float, ...] = ()
    start_cap: str = "none"
    end_cap: str = "filled triangle"
    mid_glyph: str = ""
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("link_kind", self.id)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A way of looking at any board, kept under a name: what is picked out and what is measured."""

    id: str
    title: str = ""
    filter: str = ""
    """JSON of `board.analysis.filters`; empty picks out everything."""
    lens: str = ""
    """JSON of `board.analysis.lens`: what counts for the measure; empty is everything."""
    measure: str = ""
    """A question of `board.analysis.questions`, shown on the board; empty is none."""
    hides: bool = False
    """What is not picked out is hidden, and not only dimmed."""
    extra: str = ""

    @property
    def key(self) -> Key:
        return ("saved_view", self.id)


Record: TypeAlias = (
    Info
    | Item
    | Link
    | Board
    | Placement
    | Frame
    | Route
    | Passage
    | Attachment
    | ItemKind
    | LinkKind
    | SavedView
)

TABLES: dict[str, type[Record]] = {
    "info": Info,
    "item_kind": ItemKind,
    "link_kind": LinkKind,
    "attachment": Attachment,
    "item": Item,
    "passage": Passage,
    "link": Link,
    "board": Board,
    "placement": Placement,
    "frame": Frame,
    "route": Route,
    "saved_view": SavedView,
}
"""Every table, each after those it refers to."""
