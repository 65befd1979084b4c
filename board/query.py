"""Questions on a case that the board, the panels and the edits ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from board.case import Case
from board.kinds import COLLAPSED_HEIGHT
from board.records import Frame, Item, Link, Placement
from board.text import fold


def other_end(link: Link, item: str) -> str:
    """The item at the other end of a link."""
    return link.to_id if link.from_id == item else link.from_id


def neighbours(case: Case, items: str | Iterable[str], board: str | None = None) -> set[str]:
    """The items linked to these, these themselves left out; on one board only if it is named."""
    chosen = {items} if isinstance(items, str) else set(items)
    found = {other_end(case.links[link], item) for item in chosen for link in case.links_at(item)}
    found -= chosen
    return found if board is None else found & case.on_board(board).keys()


def degree(case: Case, item: str, board: str | None = None) -> int:
    """How many links an item has; with a board, only those whose other end lies there too."""
    links = case.links_at(item)
    if board is None:
        return len(links)
    there = case.on_board(board)
    return sum(other_end(case.links[link], item) in there for link in links)


def same_kind(case: Case, items: Iterable[str], board: str | None = None) -> set[str]:
    """Every item of the kinds that these are of, these among them."""
    kinds = {case.items[item].kind for item in items}
    among = case.items if board is None else case.on_board(board)
    return {item for item in among if case.items[item].kind in kinds}


def links_on(case: Case, board: str) -> list[Link]:
    """The links of which both ends lie on a board, in the order of the case."""
    there = case.on_board(board)
    return [link for link in case.links.values() if link.from_id in there and link.to_id in there]


def links_among(case: Case, items: Iterable[str]) -> list[Link]:
    """The links between these items, ordered by id."""
    chosen = set(items)
    links = (case.links[link] for link in {link for item in chosen for link in case.links_at(item)})
    return sorted(
        (link for link in links if link.from_id in chosen and link.to_id in chosen), key=attrgetter("id")
    )


@dataclass(frozen=True, slots=True)
class Counts:
    """How much lies on a board, or in a case."""

    items: int
    links: int
    frames: int
    kinds: tuple[tuple[str, int], ...]
    """Items by kind, the commonest first."""


def counts(case: Case, board: str | None = None) -> Counts:
    """What the status bar tells of a board, or of the whole case."""
    items = case.items if board is None else case.on_board(board)
    links = len(case.links) if board is None else len(links_on(case, board))
    frames = len(case.frames) if board is None else len(case.frames_on(board))
    kinds = Counter(case.items[item].kind for item in items)
    return Counts(
        len(items), links, frames, tuple(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    )


class FoldedItem:
    """An item as `find` compares it; what is not asked for is not folded."""

    __slots__ = ("_everything", "_names", "item", "title")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.title = fold(item.title)
        self._names = self._everything = ""

    @property
    def names(self) -> str:
        """Title, other names and tags."""
        if not self._names:
            self._names = " ".join([self.title, *map(fold, self.item.aliases), *map(fold, self.item.tags)])
        return self._names

    @property
    def everything(self) -> str:
        """All that is looked at."""
        if not self._everything:
            item = self.item
            values = (str(value) for _, value in item.fields)
            rest = fold(" ".join([item.id, item.text, item.note, item.date, *values]))
            self._everything = f"{self.names} {rest}"
        return self._everything

    def learn(self) -> None:
        """Fold everything, for a moment when nobody waits."""
        self._everything = self.everything

    def rank(self, wanted: Sequence[str]) -> int | None:
        """How well it fits these words, 0 best; None when one of them is missing."""
        if all(word in self.title for word in wanted):
            return 0 if self.title.startswith(wanted[0]) else 1
        if all(word in self.names for word in wanted):
            return 2
        return 3 if all(word in self.everything for word in wanted) else None


class FoldedWords:
    """Items as `find` compares them, each kept as long as its record stands.

    Folding ten thousand items takes a third of a second, comparing them a fiftieth.
    """

    def __init__(self) -> None:
        self._known: dict[str, FoldedItem] = {}

    def of(self, item: Item) -> FoldedItem:
        """An item, folded now or before."""
        known = self._known.get(item.id)
        if known is None or known.item is not item:
            known = self._known[item.id] = FoldedItem(item)
        return known


def find(
    case: Case, words: str, board: str | None = None, limit: int = 0, folded: FoldedWords | None = None
) -> list[Item]:
    """The items that hold every word in title, other names, tags, text, note or fields, best first.

    Words are compared folded (`board.text.fold`), in part too. A title that begins with the words comes
    first, then one that holds them, then other names, then the rest. No words find nothing; `limit` 0 is all.
    Who asks again and again brings what was folded before.
    """
    wanted = fold(words).split()
    if not wanted:
        return []
    among = case.items if board is None else case.on_board(board)
    folding = folded.of if folded is not None else FoldedItem
    found = []
    for item_id in among:
        one = folding(case.items[item_id])
        if (rank := one.rank(wanted)) is not None:
            found.append((rank, one.title, item_id, one.item))
    found.sort(key=lambda entry: entry[:3])
    items = [entry[3] for entry in found]
    return items[:limit] if limit else items


def on_no_board(case: Case) -> list[Item]:
    """The items that lie on no board, in the order of the case."""
    return [item for item in case.items.values() if not case.boards_of(item.id)]


def loose_attachments(case: Case) -> list[str]:
    """Ids of the files that no item and no passage uses."""
    used = {one for item in case.items.values() for one in (*item.pictures, *item.files)}
    used.update(passage.attachment for passage in case.passages.values())
    return [attachment for attachment in case.attachments if attachment not in used]


def reading_order(case: Case, board: str) -> list[str]:
    """The items of a board row by row, left to right: what Tab walks.

    A row takes in the cards whose middle lies above the lower edge of its first card.
    """
    cards = sorted(case.on_board(board).values(), key=lambda card: (card.y, card.x, card.item))
    order: list[str] = []
    row: list[Placement] = []
    for card in cards:
        if row and _middle(card)[1] >= row[0].y + shown_height(row[0]):
            order += _left_to_right(row)
            row = []
        row.append(card)
    return order + _left_to_right(row)


def towards(
    case: Case, board: str, item: str, dx: float, dy: float, *, passing: Collection[str] = ()
) -> str | None:
    """The nearest card from a card in a direction (1, 0 is right; 0, 1 is down), or None.

    Only cards within 45 degrees of the direction count, and none of those to be passed over; straying
    sideways counts double.
    Raises KeyError for an item that is not on the board.
    """
    there = case.on_board(board)
    start_x, start_y = _middle(there[item])
    best: tuple[float, str] | None = None
    for other, card in there.items():
        x, y = _middle(card)
        ahead = (x - start_x) * dx + (y - start_y) * dy
        aside = abs((x - start_x) * dy - (y - start_y) * dx)
        if other == item or other in passing or ahead <= 0 or aside > ahead:
            continue
        entry = (ahead + 2 * aside, other)
        best = entry if best is None else min(best, entry)
    return best[1] if best else None


def inside(case: Case, frame: str) -> set[str]:
    """The items that lie in a frame: those whose card has its middle in it. Raises KeyError."""
    area = case.frames[frame]
    cards = case.on_board(area.board).items()
    return {item for item, card in cards if _holds(area, *_middle(card))}


def inside_frames(case: Case, board: str, frames: Sequence[str]) -> tuple[set[str], set[str]]:
    """The items, and the other frames, that lie in any of some frames of a board.

    A frame lies in another when all of it does; an item when the middle of its card does.
    """
    areas = [case.frames[frame] for frame in frames]
    inner = {
        other
        for other in case.frames_on(board)
        if other not in frames and any(_encloses(area, case.frames[other]) for area in areas)
    }
    areas += [case.frames[frame] for frame in inner]
    items = {
        item
        for item, card in case.on_board(board).items()
        if any(_holds(area, *_middle(card)) for area in areas)
    }
    return items, inner


def extent(boxes: Iterable[Placement | Frame]) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of what encloses all the boxes; None when there are none."""
    found = list(boxes)
    if not found:
        return None
    return (
        min(box.x for box in found),
        min(box.y for box in found),
        max(box.x + box.width for box in found),
        max(box.y + shown_height(box) for box in found),
    )


def shown_height(box: Placement | Frame) -> float:
    """The height at which a card or frame is drawn, in px at 100 %: a collapsed card is one line high."""
    return COLLAPSED_HEIGHT if isinstance(box, Placement) and box.collapsed else box.height


def _left_to_right(row: list[Placement]) -> list[str]:
    return [card.item for card in sorted(row, key=lambda card: (card.x, card.y, card.item))]


def _middle(card: Placement) -> tuple[float, float]:
    return card.x + card.width / 2, card.y + shown_height(card) / 2


def _holds(area: Frame, x: float, y: float) -> bool:
    return area.x <= x <= area.x + area.width and area.y <= y <= area.y + area.height


def _encloses(area: Frame, other: Frame) -> bool:
    return (
        area.x <= other.x
        and area.y <= other.y
        and other.x + other.width <= area.x + area.width
        and other.y + other.height <= area.y + area.height
    )
