"""Cases, records and runs of edits as hypothesis draws them, for the laws of every room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from board.case import Case
from board.change import Change
from board.document import Document
from board.edits import boards as board_edits
from board.edits import clipboard, info, items, kinds, links, merging, placing, showing, views
from board.history import History, Step
from board.kinds import ITEM_KINDS, LINK_KINDS, id_prefix
from board.records import (
    Attachment,
    Board,
    Frame,
    Info,
    Item,
    ItemKind,
    Link,
    LinkKind,
    Passage,
    Placement,
    Record,
    Route,
    SavedView,
)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
"""Any text that UTF-8 can hold."""
words = st.sampled_from(["", "Vladimir Osechkin", "a\u202eb", "Ärger", "письмо", "👨‍👩‍👧", "x" * 300])
coordinates = st.floats(-1e6, 1e6, allow_nan=False, width=32)
lengths = st.floats(80, 2000, allow_nan=False, width=32)
points = st.tuples(coordinates, coordinates)
colours = st.sampled_from(["", "claim", "person", "stone"])
extras = st.sampled_from(["", '{"x": 1}', '{"уровень": [1, null, "a"]}'])
dates = st.sampled_from(["", "2022-03-24", "2022-03~", "199X", "2020/..", "last spring"])
scalars = st.one_of(
    texts, st.integers(-(2**40), 2**40), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
)
item_kinds = st.sampled_from([*ITEM_KINDS, "vehicle", "own"])
link_kinds = st.sampled_from([*LINK_KINDS, "met", "bribed"])


@st.composite
def item_records(draw: st.DrawFn, number: int, passages: list[str], files: list[str]) -> Item:
    """An item, its id in keeping with its kind and number."""
    kind = draw(item_kinds)
    return Item(
        f"{id_prefix(kind)}{number:02}",
        kind,
        draw(texts | words),
        draw(texts),
        tuple(draw(st.lists(texts, max_size=2))),
        tuple(draw(st.lists(words, max_size=2))),
        draw(dates),
        draw(st.sampled_from(["", *"ABCDEF"])),
        draw(st.integers(0, 6)),
        draw(texts),
        draw(st.booleans()),
        draw(st.sampled_from(["", "fact", "opinion", "inference", "forecast"])),
        draw(st.sampled_from(["", "open", "contested", "settled"])),
        draw(texts),
        tuple(draw(st.lists(st.tuples(texts, scalars), max_size=2))),
        draw(st.booleans()),
        tuple(draw(_some(files))),
        tuple(draw(_some(files))),
        tuple(draw(_some(passages))),
        draw(extras),
    )


@st.composite
def link_records(draw: st.DrawFn, number: int, ids: list[str], passages: list[str]) -> Link:
    """A link between two of the items."""
    tail, head = draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    return Link(
        f"k{number:02}",
        draw(link_kinds),
        tail,
        head,
        draw(texts),
        draw(texts),
        draw(dates),
        draw(st.sampled_from(links.ALLOWED["stance"])),
        draw(st.sampled_from(links.ALLOWED["basis"])),
        tuple(draw(_some(ids))),
        draw(st.sampled_from(links.ALLOWED["sure"])),
        draw(st.sampled_from(links.ALLOWED["strength"])),
        draw(st.booleans()),
        tuple(draw(_some(passages))),
        draw(extras),
    )


@st.composite
def cases(draw: st.DrawFn, max_items: int = 6, max_links: int = 8, max_boards: int = 3) -> Case:
    """A sound case with a bit of everything: kinds of its own, files, passages, boards, frames, bends."""
    files = [f"{number:064x}" for number in range(draw(st.integers(0, 2)))]
    passages = [f"q{number:02}" for number in range(1, 1 + draw(st.integers(0, 3)))]
    found = [
        draw(item_records(number, passages, files))
        for number in range(1, 1 + draw(st.integers(0, max_items)))
    ]
    ids = [item.id for item in found]
    tied = []
    if len(ids) > 1:
        tied = [draw(link_records(n, ids, passages)) for n in range(1, 1 + draw(st.integers(0, max_links)))]
    records: list[Record] = [Info(draw(texts), draw(texts), draw(_ranges()), draw(extras)), *found, *tied]
    records += [Attachment(file, draw(texts), "text/plain", 3, "2022-03-24T10:00:00+00:00") for file in files]
    for passage in passages:
        source = draw(st.sampled_from(["", *ids]))
        file = draw(st.sampled_from(["", *files]))
        quote = draw(texts)
        records.append(
            Passage(passage, file, source, quote, start=0, end=len(quote), rects=((1.0, 0.5, 2.0, 3.0, 4.0),))
        )
    if draw(st.booleans()):
        records.append(ItemKind("own", "Own", "star", "claim", fields=("plate",)))
        records.append(LinkKind("bribed", "bribed", (("person", "*"),), reverse="bribed by", dash=(2.0, 2.0)))
    for number in range(1, 1 + draw(st.integers(0, 2))):
        anchor = draw(st.sampled_from(["p01", *ids]))
        picked = draw(st.sampled_from(["", '{"what": "grade", "values": ["C"]}', "odd"]))
        picked = draw(st.sampled_from([picked, f'{{"what": "community", "values": ["{anchor}"]}}']))
        view = (draw(texts), picked, draw(extras), draw(st.sampled_from(["", "degree"])), draw(st.booleans()))
        records.append(SavedView(f"v{number:02}", *view, draw(extras)))
    for number in range(1, 1 + draw(st.integers(0, max_boards))):
        records += draw(_board_records(number, ids, [link.id for link in tied]))
    return Case(records)


@st.composite
def _board_records(draw: st.DrawFn, number: int, ids: list[str], tied: list[str]) -> list[Record]:
    board = f"b{number:02}"
    records: list[Record] = [Board(board, draw(texts), draw(st.integers(0, 3)), draw(texts))]
    for item in draw(_some(ids)):
        box = (draw(coordinates), draw(coordinates), draw(lengths), draw(lengths))
        marks = (draw(st.integers(-5, 5)), draw(st.booleans()), draw(st.booleans()), draw(colours))
        records.append(Placement(board, item, *box, *marks))
    for frame in range(draw(st.integers(0, 2))):
        box = (draw(coordinates), draw(coordinates), draw(lengths), draw(lengths))
        records.append(Frame(f"g{number}{frame}", board, *box, draw(texts)))
    bends = st.lists(points, min_size=1, max_size=3).map(tuple)
    records += [Route(board, link, draw(bends)) for link in draw(_some(tied))]
    return records


def _some(ids: Iterable[str]) -> st.SearchStrategy[list[str]]:
    found = sorted(set(ids))
    return st.lists(st.sampled_from(found), unique=True, max_size=4) if found else st.just([])


def _ranges() -> st.SearchStrategy[tuple[tuple[str, float, float], ...]]:
    return st.sampled_from([(), (("A", 0.95, 1.0),), (("B", 0.5, 0.6), ("E", 0.0, 0.1))])


@st.composite
def changes(draw: st.DrawFn, case: Case) -> Change:
    """An edit of the case as the program makes them; it may alter nothing."""
    possible: list[Callable[[st.DrawFn, Case], Change]] = [_add_item, _add_board, _retitle, _edit_view]
    if case.items:
        possible += [_set_fields, _delete_items]
    if len(case.items) > 1:
        possible += [_add_link, _merge]
    if case.links:
        possible += [_edit_link]
    if case.boards:
        possible += [_edit_board, _edit_cards, _edit_frames]
    if case.boards and case.links:
        possible += [_bend]
    return draw(st.sampled_from(possible))(draw, case)


def run(draw: Callable[[Any], Any], document: Document, count: int) -> None:
    """Do `count` edits in a document, drawn one after another (`draw` is `data.draw`)."""
    for _ in range(count):
        document.do(draw(changes(document.case)))


class MemoryJournal:
    """A journal that keeps its Changes in a list, for laws that need no file."""

    def __init__(self) -> None:
        self.written: dict[int, Change] = {}

    def append(self, change: Change, step: Step) -> None:
        """Keep a new step."""
        self.written[step.seq] = change

    def extend(self, change: Change, whole: Change, step: Step) -> None:
        """Put the whole in the place of the last step."""
        self.written[step.seq] = whole

    def move(self, change: Change, position: Step | None) -> None:
        """Nothing to keep: the position is the history's."""

    def change_of(self, seq: int) -> Change:
        """The Change of a step."""
        return self.written[seq]


def document_of(case: Case) -> Document:
    """The case opened on a journal in memory."""
    return Document(case, MemoryJournal(), History(), lambda: datetime.now(UTC))


def _add_item(draw: st.DrawFn, case: Case) -> Change:
    board = draw(st.sampled_from([None, *case.boards]))
    return items.add_item(case, draw(item_kinds), title=draw(texts), board=board, at=draw(points))[0]


def _add_board(draw: st.DrawFn, case: Case) -> Change:
    return board_edits.add_board(case, draw(texts))[0]


def _retitle(draw: st.DrawFn, case: Case) -> Change:
    if draw(st.booleans()):
        return info.set_title(case, draw(texts))
    return kinds.define_item_kind(case, "Kind " + draw(texts), "star", "claim")[0]


def _set_fields(draw: st.DrawFn, case: Case) -> Change:
    fields = draw(
        st.fixed_dictionaries(
            {"title": texts},
            optional={
                "tags": st.lists(texts, max_size=2),
                "reliability": st.sampled_from("ABF"),
                "held": st.booleans(),
            },
        )
    )
    return items.set_fields(case, draw(_chosen(case.items)), **fields)


def _delete_items(draw: st.DrawFn, case: Case) -> Change:
    return items.delete_items(case, draw(_chosen(case.items)))


def _add_link(draw: st.DrawFn, case: Case) -> Change:
    tail, head = draw(_two(case))
    return links.add_link(case, draw(link_kinds), tail, head, via=draw(_some(case.items)))[0]


def _merge(draw: st.DrawFn, case: Case) -> Change:
    keep, other = draw(_two(case))
    return merging.merge_items(case, keep, [other])


def _edit_link(draw: st.DrawFn, case: Case) -> Change:
    link = draw(st.sampled_from(sorted(case.links)))
    match draw(st.integers(0, 3)):
        case 0:
            return links.set_link(
                case, link, label=draw(texts), stance=draw(st.sampled_from(("affirms", "denies")))
            )
        case 1:
            tail, head = draw(_two(case))
            return links.rewire(case, link, from_id=tail, to_id=head)
        case 2:
            return links.reverse(case, link)
        case _:
            return links.delete_links(case, [link])


def _edit_board(draw: st.DrawFn, case: Case) -> Change:
    board = draw(st.sampled_from(sorted(case.boards)))
    match draw(st.integers(0, 5)):
        case 0:
            return board_edits.rename_board(case, board, draw(texts))
        case 4:
            return showing.board_of(case, draw(_some(case.items)), draw(texts), like=board)[0]
        case 5 if chosen := draw(_some(case.items)):
            return showing.frame_of(case, board, chosen, draw(texts))[0]
        case 1:
            return board_edits.move_board(case, board, draw(st.integers(0, 4)))
        case 2:
            return board_edits.duplicate_board(case, board)[0]
        case _:
            return board_edits.delete_board(case, board)


def _edit_view(draw: st.DrawFn, case: Case) -> Change:
    if case.saved_views and draw(st.booleans()):
        return views.delete_view(case, draw(st.sampled_from(sorted(case.saved_views))))
    return views.save_view(case, "View " + draw(texts), measure="degree", hides=draw(st.booleans()))[0]


def _edit_cards(draw: st.DrawFn, case: Case) -> Change:
    board = draw(st.sampled_from(sorted(case.boards)))
    there = draw(_chosen(case.on_board(board)))
    dx, dy = draw(points)
    match draw(st.integers(0, 9)):
        case 0:
            return placing.place(case, board, dict.fromkeys(draw(_chosen(case.items)), (dx, dy)))
        case 1:
            return placing.take_off(case, board, there)
        case 2:
            return placing.pin(case, board, there, draw(st.booleans()))
        case 3:
            return placing.collapse(case, board, there, draw(st.booleans()))
        case 4:
            return placing.align(case, board, there, draw(st.sampled_from(EDGES)))
        case 5:
            return placing.distribute(case, board, there, draw(st.sampled_from(("horizontal", "vertical"))))
        case 6:
            return draw(st.sampled_from((placing.raise_, placing.lower)))(case, board, there)
        case 7:
            fragment = clipboard.copy(case, board, there)
            return clipboard.paste(case, board, fragment, (dx, dy), same_records=draw(st.booleans()))[0]
        case 8:
            return placing.colour(case, board, there, draw(colours))
        case _:
            return placing.move_by(case, board, there, dx, dy, draw(_some(case.frames_on(board))))


EDGES = ("left", "centre", "right", "top", "middle", "bottom")


def _edit_frames(draw: st.DrawFn, case: Case) -> Change:
    board = draw(st.sampled_from(sorted(case.boards)))
    frames = sorted(case.frames_on(board))
    match draw(st.integers(0, 2)) if frames else 0:
        case 0:
            box = (draw(coordinates), draw(coordinates), draw(lengths), draw(lengths))
            return board_edits.add_frame(case, board, box=box, title=draw(texts))[0]
        case 1:
            return board_edits.set_frame(case, frames[0], title=draw(texts), x=draw(coordinates))
        case _:
            return board_edits.delete_frame(case, frames)


def _bend(draw: st.DrawFn, case: Case) -> Change:
    board = draw(st.sampled_from(sorted(case.boards)))
    return links.bend(
        case, board, draw(st.sampled_from(sorted(case.links))), draw(st.lists(points, max_size=3))
    )


def _chosen(ids: Iterable[str]) -> st.SearchStrategy[list[str]]:
    return _some(ids)


def _two(case: Case) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(sorted(case.items)), min_size=2, max_size=2, unique=True)
