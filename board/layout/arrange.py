"""Every automatic arrangement of a board: one function, one Change, one step to undo.

Pinned cards and what is not selected stay where they are. What is linked to nothing that moves along
is arranged all the same. Heavy work is imported when it is asked for: the window starts without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from board.case import Case
from board.change import Change, fold, of
from board.dates import parse
from board.edits.placing import place
from board.kinds import default_size
from board.query import links_on, shown_height
from board.records import Placement, Point, Route

if TYPE_CHECKING:
    from board.layout.blocks import Scene
    from board.layout.net import Flags, Floats, Ints

Report = Callable[[str, int, int], None]
Placed = tuple["Floats", dict[str, tuple[Point, ...]]]

LABELS = {
    "force": "Arrange by links",
    "layered": "Arrange in layers",
    "timeline": "Arrange by date",
    "radial": "Arrange around a card",
    "kind": "Arrange by kind",
    "grid": "Arrange as a grid",
    "tidy": "Tidy up",
}
"""The ways to arrange, and the name of each step in the history."""
INSIDE = ("force", "layered", "kind", "grid", "tidy")
"""Ways that make sense of the cards in each frame by themselves; dates and rings are of the whole board."""
ATTRIBUTION = ("reports", "supports")
"""Kinds of links that say who had it from whom, and what rests on what."""
MANY = 5
"""Fewer links or dates than this say nothing of a board."""


def arrange(
    case: Case,
    board: str,
    how: str,
    *,
    items: Iterable[str] | None = None,
    seed: int = 0,
    centre: str = "",
    is_routed: bool = True,
    report: Report | None = None,
) -> Change:
    """The cards of a board, or of a selection, arranged in one of the ways of `LABELS`.

    Frames move with all that lies in them. Where no card of the board lies outside of them, the cards in
    each are arranged as well, by the ways of `INSIDE`.
    `centre` is the card in the middle of a radial layout, by default the one with the most links;
    `is_routed` gives the long links of a layered one bends. `report` is called with a verb and how far
    the work is; what it raises ends the work. Raises KeyError for an unknown board, item or way.
    """
    scene, tell = _scene(case, board, items), report or _silent
    seed %= 1 << 32  # any number is a seed
    again = partial(_in_blocks, how=how, seed=seed, centre=centre, is_routed=is_routed, tell=tell)
    if items is not None:
        return again(case, scene)
    first = of(LABELS[how], (), ())
    if how in INSIDE:
        from board.layout.framed import is_all_framed, within_frames

        if is_all_framed(scene):
            first = within_frames(
                scene, LABELS[how], lambda some: again(case, _scene(case, board, some)), fits=how != "tidy"
            )
    if first:
        case = Case(case.records())
        case.apply(first)
        scene = scene.after(case)
    change = fold(LABELS[how], [first, again(case, scene)])
    return _with_axis(case, board, change, how) if len(scene.blocks) and how != "tidy" else change


def _in_blocks(
    case: Case, scene: Scene, *, how: str, seed: int, centre: str, is_routed: bool, tell: Report
) -> Change:
    """Cards and frames arranged, a frame as one with what is in it."""
    label = LABELS[how]
    if not len(scene.blocks):
        return of(label, (), ())
    tell("Arranging", 0, 0)
    if how == "tidy":
        from board.layout.tidy import tidied

        return scene.moved(_tidy_among(scene, tidied, tell), label, keeps_bends=True)
    places, bends = _placed(case, scene, how, seed, centre, tell)
    change = scene.moved(places, label, bends if is_routed else {})
    tell("Arranging", 1, 1)
    return change


def insert(
    case: Case, board: str, items: Sequence[str], sizes: Mapping[str, tuple[float, float]] | None = None
) -> Change:
    """Items laid on a board beside their neighbours there; nothing that lies on it moves."""
    from board.layout.beside import beside

    there = case.on_board(case.boards[board].id)
    new = [item for item in dict.fromkeys(items) if item not in there]
    room = {item: (sizes or {}).get(item) or default_size(case.items[item].kind) for item in new}
    links = [case.links[link] for link in sorted({link for item in new for link in case.links_at(item)})]
    return place(case, board, beside(there, room, links), room)


def route_links(
    case: Case, board: str, links: Iterable[str] | None = None, *, report: Report | None = None
) -> Change:
    """Bends for the links of a board, or some of them, that run under cards and can be led around.

    Links that have bends keep them, and so does a link for which there is no short way around.
    """
    import numpy as np

    from board.layout.routing import routed

    cards = case.on_board(case.boards[board].id)
    number = {item: place for place, item in enumerate(sorted(cards))}
    wanted = None if links is None else set(links)
    straight = [
        link
        for link in links_on(case, board)
        if (wanted is None or link.id in wanted) and (board, link.id) not in case.routes
    ]
    boxes = [(card.x, card.y, card.width, shown_height(card)) for _, card in sorted(cards.items())]
    corners = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    sizes = corners[:, 2:]
    ends = [(number[link.from_id], number[link.to_id]) for link in straight]
    found = routed(corners[:, :2] + sizes / 2, sizes, ends, report or _silent)
    return of("Route links", (), [Route(board, straight[place].id, bends) for place, bends in found.items()])


def moved(change: Change) -> int:
    """How many cards a Change puts elsewhere on their board."""
    return sum(
        isinstance(before, Placement)
        and isinstance(after, Placement)
        and (before.x, before.y) != (after.x, after.y)
        for before, after in change.pairs.values()
    )


def suits(case: Case, board: str) -> str:
    """The way to arrange that fits a board best: layers for who had it from whom, dates, else links."""
    there = case.on_board(board)
    kinds = [link.kind for link in links_on(case, board)]
    if len(kinds) > MANY and sum(kind in ATTRIBUTION for kind in kinds) * 2 >= len(kinds):
        return "layered"
    dated = sum(1 for item in there if case.items[item].date)
    return "timeline" if dated > MANY and dated * 3 >= len(there) * 2 else "force"


def _with_axis(case: Case, board: str, change: Change, how: str) -> Change:
    """The arrangement of a whole board, with the note whether that was by date."""
    from board.layout.axis import show_time_axis

    noted = show_time_axis(case, board, how == "timeline")
    return Change(change.label, {**change.pairs, **noted.pairs})


def _silent(_verb: str, _done: int, _total: int) -> None:
    """A report to nobody."""


def _scene(case: Case, board: str, items: Iterable[str] | None) -> Scene:
    from board.layout.blocks import Scene

    return Scene(case, board, items)


def _tidy_among(
    scene: Scene, tidied: Callable[[Floats, Floats, Flags, Report], Floats], report: Report
) -> Floats:
    """The blocks tidied up, with what does not move around them."""
    import numpy as np

    count = len(scene.blocks)
    fixed = np.concatenate([scene.pinned, np.ones(len(scene.still), dtype=bool)])
    found: Floats = tidied(
        np.concatenate([scene.middles, scene.still_middles]),
        np.concatenate([scene.sizes, scene.still_sizes]),
        fixed,
        report,
    )
    return found[:count]


def _placed(case: Case, scene: Scene, how: str, seed: int, centre: str, report: Report) -> Placed:
    """Where the blocks go, and the bends of links."""
    import numpy as np

    from board.layout.blocks import Scene

    assert isinstance(scene, Scene)
    places = scene.middles.copy()
    if how == "force" and scene.pinned.any():
        return _force_with_pins(scene, seed, report), {}
    free = np.flatnonzero(~scene.pinned)
    if not len(free):
        return places, {}
    shape, bends = _shape(case, scene, free.tolist(), how, seed, centre, report)
    shift = _shift(scene, shape, free)
    places[free] = shape + shift
    dx, dy = shift.tolist()
    return places, {link: tuple((x + dx, y + dy) for x, y in points) for link, points in bends.items()}


def _shape(
    case: Case, scene: Scene, free: list[int], how: str, seed: int, centre: str, report: Report
) -> Placed:
    """The free blocks arranged, somewhere."""
    from board.layout import net as nets
    from board.layout.packing import in_rows

    sizes = scene.sizes[free]
    place_of = {number: place for place, number in enumerate(free)}
    ids, links = [], []
    for link, (tail, head) in zip(scene.link_ids(), scene.links(), strict=True):
        if tail in place_of and head in place_of:
            ids.append(link)
            links.append((place_of[tail], place_of[head]))
    match how:
        case "force":
            from board.layout.force import force_places

            return force_places(nets.net(sizes, links), seed=seed, report=report), {}
        case "layered":
            return _in_layers(sizes, ids, links, report)
        case "radial":
            from board.layout.radial import radial_places, widest

            graph = nets.net(sizes, links)
            number = scene.number_of(centre)
            middle = place_of.get(number) if number is not None else None
            middle = widest(graph) if middle is None else middle
            return radial_places(graph, middle, seed=seed, report=report), {}
        case "timeline":
            return _by_date(case, scene, free), {}
        case "kind":
            return _by_kind(case, scene, free, links), {}
        case _:
            order = sorted(range(len(free)), key=lambda place: _kind_key(case, scene, free[place]))
            found_rows = in_rows(sizes[order])
            places = sizes * 0.0
            places[order] = found_rows
            return places, {}


def _in_layers(sizes: Floats, ids: Sequence[str], links: Sequence[tuple[int, int]], report: Report) -> Placed:
    """Layers, and a strand of its lane for each link that passes one."""
    from board.layout.layered import layered_places, strand

    found = layered_places(sizes, links, report)
    alike: dict[tuple[int, int], list[str]] = {}
    for link, (tail, head) in zip(ids, links, strict=True):
        alike.setdefault((min(tail, head), max(tail, head)), []).append(link)
    bends = {}
    for link, (tail, head) in zip(ids, links, strict=True):
        points = found.bends.get((tail, head)) or found.bends.get((head, tail), ())[::-1]
        if points:
            there = alike[min(tail, head), max(tail, head)]
            off = strand(there.index(link), len(there))
            bends[link] = tuple((x, y + off) for x, y in points)
    return found.places, bends


def _force_with_pins(scene: Scene, seed: int, report: Report) -> Floats:
    """The blocks about those that are pinned, off everything that does not move."""
    import numpy as np

    from board.layout.force import force_places
    from board.layout.net import net
    from board.layout.overlap import apart

    graph = net(scene.sizes, scene.links())
    places = force_places(graph, seed=seed, fixed=scene.pinned, at=scene.middles, report=report)
    if not len(scene.still):
        return places
    fixed = np.concatenate([scene.pinned, np.ones(len(scene.still), dtype=bool)])
    whole = apart(
        np.concatenate([places, scene.still_middles]),
        np.concatenate([scene.sizes, scene.still_sizes]),
        fixed=fixed,
        report=report,
    )
    return whole[: len(places)]


def _shift(scene: Scene, shape: Floats, free: Ints) -> Floats:
    """How far an arrangement is moved: to where its cards were, beside everything that stays."""
    import numpy as np

    from board.layout.overlap import free_place, overlapping
    from board.layout.packing import bounds

    sizes = scene.sizes[free]
    low, high = bounds(shape, sizes)
    old_low, old_high = bounds(scene.middles[free], sizes)
    shift = np.rint((old_low + old_high - low - high) / 2)
    stays = np.concatenate([scene.middles[scene.pinned], scene.still_middles])
    stay_sizes = np.concatenate([scene.sizes[scene.pinned], scene.still_sizes])
    if not len(stays):
        return shift
    one, other = overlapping(np.concatenate([shape + shift, stays]), np.concatenate([sizes, stay_sizes]), 1.0)
    if not ((one < len(shape)) & (other >= len(shape))).any():
        return shift
    middle = (low + high) / 2
    found: Floats = np.rint(free_place(middle + shift, high - low, stays, stay_sizes) - middle)
    return found


def _by_date(case: Case, scene: Scene, free: list[int]) -> Floats:
    from board.layout.axis import day_of
    from board.layout.timeline import timeline_places

    days, bands = [], []
    for number in free:
        dates = [
            date
            for card in scene.blocks[number].cards
            if (date := parse(case.items[card.item].date)) is not None
        ]
        days.append(min(map(day_of, dates), default=None))
        bands.append(_kind_key(case, scene, number)[0])
    return timeline_places(days, bands, scene.sizes[free])


def _by_kind(case: Case, scene: Scene, free: list[int], links: Sequence[tuple[int, int]]) -> Floats:
    import numpy as np

    from board.layout.columns import columns
    from board.records import Item, Link

    names = [f"{place:06}" for place in range(len(free))]
    kinds = [_kind_of(case, scene, number) for number in free]
    stand_ins = [Item(name, kind) for name, kind in zip(names, kinds, strict=True)]
    ties = [Link(str(count), "", names[tail], names[head]) for count, (tail, head) in enumerate(links)]
    sizes = scene.sizes[free]
    corners = columns(stand_ins, ties, dict(zip(names, map(tuple, sizes.tolist()), strict=True)))
    found: Floats = np.array([corners[name] for name in names]) + sizes / 2
    return found


def _kind_of(case: Case, scene: Scene, number: int) -> str:
    item = scene.items[number]
    return case.items[item].kind if item else ""


def _kind_key(case: Case, scene: Scene, number: int) -> tuple[int, str, str]:
    from board.layout.columns import KIND_COLUMNS

    item = scene.items[number]
    kind = case.items[item].kind if item else ""
    order = [one for column in KIND_COLUMNS for one in column]
    rank = order.index(kind) if kind in order else len(order)
    return rank, kind, case.items[item].title if item else ""
