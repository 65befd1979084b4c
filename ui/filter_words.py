"""Filters as chips and menus word them, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from board.analysis.conditions import Values
from board.analysis.filters import All, AnyOf, Condition, Filter, Not
from board.case import Case
from board.dates import parse
from board.kinds import item_kind, link_kind
from board.text import one_line, shortened
from ui.actions import marked
from ui.wording import date_words, kind_name, link_kind_name

ASKABLE: dict[str, tuple[str, str]] = {
    "kind": (marked("Filters", "Kind"), "shapes"),
    "tag": (marked("Filters", "Tag"), "tag"),
    "grade": (marked("Filters", "Grade"), "medal"),
    "credibility": (marked("Filters", "Credibility"), "badge-check"),
    "date": (marked("Filters", "Date"), "calendar-range"),
    "link_kind": (marked("Filters", "Kind of link"), "spline"),
    "community": (marked("Filters", "Group"), "group"),
    "text": (marked("Filters", "Words"), "text-select"),
    "status": (marked("Filters", "Status"), "circle-dot"),
    "documents": (marked("Filters", "With documents"), "paperclip"),
    "confidential": (marked("Filters", "Confidential"), "shield"),
    "ungraded": (marked("Filters", "Voice without a grade"), "circle-dashed"),
}
"""What can be asked, in the order of the menu, with its icon."""
STATUS: dict[str, str] = {
    "open": marked("Filters", "open"),
    "contested": marked("Filters", "contested"),
    "settled": marked("Filters", "settled"),
}
BARE = ("documents", "confidential", "ungraded")
"""Conditions that take no values."""
_MOST_NAMED = 3
_LONGEST = 40


def name(what: str) -> str:
    """What a condition is called in a menu."""
    return _tr(ASKABLE[what][0])


def words(case: Case, wanted: Filter) -> str:
    """A filter in words: "Grade C or better"."""
    said = _words(case, wanted, is_inner=False)
    return said[:1].upper() + said[1:]


def status_name(status: str) -> str:
    """What a status is called."""
    return _tr(STATUS[status]) if status in STATUS else one_line(status)


def _words(case: Case, wanted: Filter, *, is_inner: bool) -> str:
    match wanted:
        case Condition(what, values):
            return _condition(case, what, values)
        case Not(Condition(what, values)):
            return _tr("not: {what}").format(what=_condition(case, what, values))
        case Not(part):
            return _tr("not: {what}").format(what=f"({_words(case, part, is_inner=False)})")
        case All(parts):
            joined = _tr(" and ").join(_words(case, part, is_inner=True) for part in parts)
        case AnyOf(parts):
            joined = _tr(" or ").join(_words(case, part, is_inner=True) for part in parts)
    joined = joined or _tr("everything")
    return f"({joined})" if is_inner and len(parts) > 1 else joined


def _condition(case: Case, what: str, values: Values) -> str:
    match what:
        case "kind":
            return _either([one_line(kind_name(item_kind(case, value))) for value in values])
        case "tag":
            return _tr("tagged {tags}").format(tags=_quoted(values))
        case "grade" | "credibility":
            best = values[0] in ("A", "1")
            if what == "grade":
                said = _tr("grade {grade}") if best else _tr("grade {grade} or better")
            else:
                said = _tr("credibility {grade}") if best else _tr("credibility {grade} or better")
            return said.format(grade=one_line(values[0])[:4])
        case "date":
            return _dated(values)
        case "link_kind":
            names = [one_line(link_kind_name(link_kind(case, value))) for value in values]
            return _tr("linked by {kinds}").format(kinds=_either([f"“{one}”" for one in names]))
        case "community":
            titles = [case.items[one].title if one in case.items else one for one in values]
            return _tr("in the group of {who}").format(who=_either([_short(title) for title in titles]))
        case "text":
            return _tr("with the words {words}").format(words=_quoted(values))
        case "status":
            return _tr("status {status}").format(status=_either([status_name(one) for one in values]))
    return _tr(ASKABLE[what][0])


def _dated(values: Values) -> str:
    first, last = (date_words(date) if (date := parse(value)) else one_line(value) for value in values)
    if first and last:
        said = _tr("dated {first}") if first == last else _tr("dated {first} to {last}")
        return said.format(first=first, last=last)
    if first:
        return _tr("dated {first} or later").format(first=first)
    return _tr("dated {last} or earlier").format(last=last) if last else _tr("dated")


def _quoted(values: Values) -> str:
    return _either([f"“{_short(value)}”" for value in values])


def _either(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        more = _tr("{count} more").format(count=len(names) - _MOST_NAMED + 1)
        names = [*names[: _MOST_NAMED - 1], more]
    return names[0] if len(names) == 1 else _tr(" or ").join([", ".join(names[:-1]), names[-1]])


def _short(text: str) -> str:
    return shortened(one_line(text[: 4 * _LONGEST]), _LONGEST) or _tr("Untitled")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Filters", text)
