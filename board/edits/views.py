"""Edits of saved views: ways of looking at a board that are kept under a name.

Where one stood - board, middle and scale - is kept in the view's `extra`, for a view is good for every
board and case; its own place is only where it began.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from board.analysis.filters import EVERYTHING, Filter, as_json
from board.analysis.lens import Lens
from board.case import Case
from board.change import Change, of
from board.records import SavedView

_FIELDS = {"title", "filter", "lens", "measure", "hides"}
_FARTHEST, _LEAST, _MOST = 1e9, 0.01, 8.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one looks: a board, the point in the middle of what is seen, and the scale."""

    board: str
    x: float
    y: float
    scale: float


def save_view(
    case: Case,
    title: str,
    *,
    wanted: Filter = EVERYTHING,
    lens: Lens | None = None,
    measure: str = "",
    hides: bool = False,
    spot: Spot | None = None,
) -> tuple[Change, str]:
    """A view under a name, in the place of one that has it; and its id. Raises ValueError for no name."""
    title = _named(title)
    old = next((view for view in views(case) if view.title == title), None)
    identity = old.id if old else case.fresh_ids("v")[0]
    view = SavedView(identity, title, as_json(wanted), lens.as_json() if lens else "", measure, hides)
    if old:
        return of("Change view", [old], [replace(view, extra=_with_spot(old.extra, spot))]), identity
    return of("Save view", (), [replace(view, extra=_with_spot("", spot))]), identity


def set_view(case: Case, view: str, **fields: Any) -> Change:
    """A view with other fields. Raises KeyError for an unknown view, TypeError for another field."""
    if not fields.keys() <= _FIELDS:
        raise TypeError("a view keeps its id")
    if "title" in fields:
        fields["title"] = _named(fields["title"])
    label = "Rename view" if fields.keys() == {"title"} else "Change view"
    old = case.saved_views[view]
    return of(label, [old], [replace(old, **fields)])


def spot_of(view: SavedView) -> Spot | None:
    """Where a view was saved, as far as that can be read."""
    match _noted(view.extra):
        case {"board": str(board), "viewport": [int() | float() as x, int() | float() as y, scale]}:
            is_sound = isinstance(scale, int | float) and _LEAST <= scale <= _MOST
            if is_sound and abs(x) + abs(y) < _FARTHEST:
                return Spot(board, float(x), float(y), float(scale))
    return None


def with_other_board(extra: str, new: Callable[[str], str]) -> str:
    """A view's `extra` where its board goes by another id."""
    noted = _noted(extra)
    if not isinstance(noted.get("board"), str):
        return extra
    return json.dumps(noted | {"board": new(noted["board"])}, ensure_ascii=False)


def delete_view(case: Case, view: str) -> Change:
    """A view given up."""
    return of("Delete view", [case.saved_views[view]], ())


def views(case: Case) -> list[SavedView]:
    """The views of a case by name, as their menu lists them."""
    return sorted(case.saved_views.values(), key=lambda view: (view.title.casefold(), view.id))


def _with_spot(extra: str, spot: Spot | None) -> str:
    """What else a view holds, with its place or without one."""
    kept = {name: value for name, value in _noted(extra).items() if name not in ("board", "viewport")}
    if spot is not None:
        numbers = [round(spot.x, 3), round(spot.y, 3), round(spot.scale, 6)]
        kept |= {"board": spot.board, "viewport": numbers}
    return json.dumps(kept, ensure_ascii=False) if kept else ""


def _noted(extra: str) -> dict[str, Any]:
    try:
        found = json.loads(extra) if extra else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _named(title: str) -> str:
    if not title.strip():
        raise ValueError("a view needs a name")
    return title.strip()
