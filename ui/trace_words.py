"""What is said of ways and neighbours, in a sentence or a few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from board.case import Case
from board.text import one_line, shortened

if TYPE_CHECKING:
    from board.analysis.connections import Connection
    from board.analysis.ways import Way
    from ui.tracing import Asked

_NAME = 34
_MOST_NAMED = 12


def name(case: Case, item: str) -> str:
    """A card's title, short enough to stand among others."""
    record = case.items.get(item)
    title = shortened(one_line(record.title[: 4 * _NAME]), _NAME) if record is not None else item
    return title or _tr("Untitled")


def ways_sentence(case: Case, asked: Asked, found: Connection) -> str:
    """How two cards are connected, or why they are not."""
    ways = found.ways
    one, other = (name(case, item) for item in asked.items)
    if ways.ways:
        count = number(len(ways.ways))
        if len(ways.ways) == 1:
            said = _tr("1 way of {steps}.")
        else:
            said = (
                _tr("{count} ways or more, of {steps}.") if ways.is_cut else _tr("{count} ways of {steps}.")
            )
        return said.format(count=count, steps=steps_said(ways.ways))
    if ways.is_tired:
        return _tr("The search was given up: there are too many ways to try.")
    where = {
        "seen": _tr("within what is shown"),
        "board": _tr("on this board"),
        "case": _tr("in this case"),
    }[asked.scope]
    said = _tr("No way leads from {one} to {other} {where}.").format(one=one, other=other, where=where)
    if not found.between:
        return said + " " + _tr("Nothing that was left out would make one.")
    causes = {
        "avoiding": _tr("the cards to be avoided"),
        "direction": _tr("the direction of links"),
        "links": _tr("the kinds of links left out"),
        "filter": _tr("the filter"),
        "board": _tr("that not everything lies on this board"),
    }
    between = ", ".join(causes[one] for one in found.between)
    steps = _tr("1 step") if found.least == 1 else _tr("{count} steps").format(count=number(found.least))
    more = _tr("What stands between: {causes}. Otherwise there is one of {steps}.")
    return said + " " + more.format(causes=between, steps=steps)


def steps_said(ways: Sequence[Way]) -> str:
    """How long some ways are."""
    lengths = sorted({len(way.steps) for way in ways})
    if len(lengths) > 1:
        return _tr("{least} to {most} steps").format(least=lengths[0], most=lengths[-1])
    return _tr("1 step") if lengths[0] == 1 else _tr("{count} steps").format(count=lengths[0])


def names(case: Case, items: Sequence[str]) -> str:
    """The titles of some cards, the first of them where there are many."""
    shown = ", ".join(name(case, item) for item in items[:_MOST_NAMED])
    if len(items) <= _MOST_NAMED:
        return shown
    return shown + ", " + _tr("{count} more").format(count=number(len(items) - _MOST_NAMED))


def cards_said(count: int) -> str:
    """So many cards."""
    return _tr("1 card") if count == 1 else _tr("{count} cards").format(count=number(count))


def number(count: int) -> str:
    """A number as the user's language writes it."""
    return QLocale().toString(count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tracing", text)
