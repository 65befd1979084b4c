"""An arrangement as it is asked for and done elsewhere: only what it looks at crosses to the worker.

What comes back is a Change on the records as they were sent. It is made only if they still stand as they
did; `touches` tells whether a Change to the case has altered something that the arrangement looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from board.case import Case
from board.change import Change
from board.query import links_on
from board.records import Item, Record

ROUTES = "routes"
"""The way that moves no card but bends links."""

MOST_ROUTED = 1_500
"""Links beyond which none gets bends: there are too many for the eye to follow one."""

Report = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be arranged, and how."""

    board: str
    how: str
    """A way of `board.layout.arrange.LABELS`, or `ROUTES`."""
    items: tuple[str, ...] | None = None
    """The cards that may move; None is the whole board."""
    centre: str = ""
    """The card in the middle of a radial layout."""
    seed: int = 0
    links: tuple[str, ...] = ()
    """The links that are to be led around cards."""


def looked_at(case: Case, board: str) -> list[Record]:
    """All that an arrangement of a board looks at: what is not asked for is not sent."""
    there = case.on_board(board)
    records: list[Record] = [case.boards[board], *case.item_kinds.values(), *case.link_kinds.values()]
    for item in there:
        record = case.items[item]
        records.append(Item(item, record.kind, record.title, date=record.date))
    records += there.values()
    records += links_on(case, board)
    records += (case.frames[frame] for frame in sorted(case.frames_on(board)))
    records += (case.routes[board, link] for link in sorted(case.routes_on(board)))
    return records


def arranged(records: Sequence[Record], wish: Wish, report: Report) -> Change:
    """The worker's part: the Change that a wish comes to."""
    from board.layout.arrange import arrange, route_links

    case = Case(records)
    if wish.how == ROUTES:
        return route_links(case, wish.board, wish.links, report=report)
    return arrange(
        case,
        wish.board,
        wish.how,
        items=wish.items,
        seed=wish.seed,
        centre=wish.centre,
        is_routed=len(case.links) <= MOST_ROUTED,
        report=report,
    )


def make_ready(_report: Report) -> None:
    """What arranging needs is read while nobody waits for it."""
    import scipy.fft
    import scipy.optimize
    import scipy.spatial  # noqa: F401

    import board.layout.arrange  # noqa: F401


def touches(change: Change, board: str, items: frozenset[str]) -> bool:
    """Whether a Change alters what an arrangement of a board looked at: places, links, frames, dates."""
    for key, (before, after) in change.pairs.items():
        match key:
            case ("placement" | "route", there, *_) if there == board:
                return True
            case ("board", there) if there == board:
                return True
            case ("frame", _):
                if any(getattr(one, "board", "") == board for one in (before, after)):
                    return True
            case ("link", _):
                ends = {getattr(one, end, "") for one in (before, after) for end in ("from_id", "to_id")}
                if ends & items:
                    return True
            case ("item", item) if item in items:
                old, new = before, after
                if not isinstance(old, Item) or not isinstance(new, Item):
                    return True
                if (old.kind, old.date) != (new.kind, new.date):
                    return True
            case _:
                pass
    return False
