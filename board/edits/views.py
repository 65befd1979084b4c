"""Edits of saved views: ways of looking at a board that are kept under a name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from board.analysis.filters import EVERYTHING, Filter, as_json
from board.analysis.lens import Lens
from board.case import Case
from board.change import Change, of
from board.records import SavedView

_FIELDS = {"title", "filter", "lens", "measure", "hides"}


def save_view(
    case: Case,
    title: str,
    *,
    wanted: Filter = EVERYTHING,
    lens: Lens | None = None,
    measure: str = "",
    hides: bool = False,
) -> tuple[Change, str]:
    """A view under a name, in the place of one that has it; and its id. Raises ValueError for no name."""
    title = _named(title)
    old = next((view for view in views(case) if view.title == title), None)
    identity = old.id if old else case.fresh_ids("v")[0]
    view = SavedView(identity, title, as_json(wanted), lens.as_json() if lens else "", measure, hides)
    if old:
        return of("Change view", [old], [replace(view, extra=old.extra)]), identity
    return of("Save view", (), [view]), identity


def set_view(case: Case, view: str, **fields: Any) -> Change:
    """A view with other fields. Raises KeyError for an unknown view, TypeError for another field."""
    if not fields.keys() <= _FIELDS:
        raise TypeError("a view keeps its id")
    if "title" in fields:
        fields["title"] = _named(fields["title"])
    label = "Rename view" if fields.keys() == {"title"} else "Change view"
    old = case.saved_views[view]
    return of(label, [old], [replace(old, **fields)])


def delete_view(case: Case, view: str) -> Change:
    """A view given up."""
    return of("Delete view", [case.saved_views[view]], ())


def views(case: Case) -> list[SavedView]:
    """The views of a case by name, as their menu lists them."""
    return sorted(case.saved_views.values(), key=lambda view: (view.title.casefold(), view.id))


def _named(title: str) -> str:
    if not title.strip():
        raise ValueError("a view needs a name")
    return title.strip()
