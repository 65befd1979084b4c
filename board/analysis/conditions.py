"""What a filter can ask of one item or one link, and how it says so.

A condition speaks of items, and of some links too. Of a link it may have nothing to say (None): then the
two ends decide. Grades are asked only of voices, credibility only of claims: "Grade C or better" takes
weak voices and their reports out of the picture and leaves what they speak about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from board.case import Case
from board.dates import Date, parse
from board.kinds import VOICES, item_kind, link_kind
from board.query import FoldedWords, find
from board.records import Item, Link
from board.text import fold, one_line, shortened

Values = tuple[str, ...]
_LONGEST = 40
_JUDGED = "ABCDE"
"""Reliability that can be judged; F and no grade are not known, which is not "better" than anything."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a filter is asked of: a case, or the part of it that lies on a board."""

    case: Case
    board: str = ""
    communities: Callable[[], Mapping[str, int]] = dict
    """The community of every item, asked for only when a condition needs it."""
    folded: FoldedWords | None = None
    """What was folded for searches before."""

    def items(self) -> list[Item]:
        """The items in question."""
        items = self.case.items
        return [items[one] for one in self.case.on_board(self.board)] if self.board else [*items.values()]


def _says_nothing(_ground: Ground, _values: Values, _link: Link) -> None:
    """Of a link: its ends decide."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be asked."""

    items: Callable[[Ground, Values], set[str]]
    """Ids of the items for which it holds."""
    words: Callable[[Case, Values], str]
    not_words: Callable[[Case, Values], str]
    link: Callable[[Ground, Values, Link], bool | None] = _says_nothing
    """Whether it holds for a link, or None when it says nothing of links."""
    values: range = range(1, 1000)
    """How many values it takes."""

    @property
    def speaks_of_links(self) -> bool:
        """Whether it has anything to say of links."""
        return self.link is not _says_nothing


def _having(test: Callable[[Case, Values, Item], bool]) -> Callable[[Ground, Values], set[str]]:
    return lambda ground, values: {item.id for item in ground.items() if test(ground.case, values, item)}


def _has_tag(_case: Case, values: Values, item: Item) -> bool:
    wanted = set(map(fold, values))
    return any(fold(tag) in wanted for tag in item.tags)


def _is_voice(case: Case, item: Item) -> bool:
    """Whether a grade is to be expected: sources and files, and whoever has one or reports something."""
    if item.kind not in VOICES:
        return False
    if item.reliability or item.kind in ("source", "file"):
        return True
    links = (case.links[link] for link in case.links_at(item.id))
    return any(link.kind == "reports" and link.from_id == item.id for link in links)


def _is_graded(case: Case, values: Values, item: Item) -> bool:
    return not _is_voice(case, item) or _is_within(item.reliability, values[0])


def _is_within(grade: str, least: str) -> bool:
    return bool(grade) and grade in _JUDGED and grade <= least


def _report_is_graded(ground: Ground, values: Values, link: Link) -> bool | None:
    if link.kind != "reports":
        return None
    return _is_within(ground.case.items[link.from_id].reliability, values[0])


def _is_credible(_case: Case, values: Values, item: Item) -> bool:
    return item.kind != "claim" or 1 <= item.credibility <= (int(values[0]) if values[0].isdecimal() else 0)


def _is_within_dates(text: str, values: Values) -> bool:
    """Whether a date can lie between two others; a date nobody can read lies nowhere."""
    date = _read(text)
    first, last = (_read(value) if value else None for value in values)
    if date is None:
        return False
    return (first is None or date.latest >= first.earliest) and (last is None or date.earliest <= last.latest)


@lru_cache(maxsize=20_000)
def _read(text: str) -> Date | None:
    """A date; boards hold the same ones many times, and a filter is asked again at every step."""
    return parse(text)


def _link_is_within_dates(_ground: Ground, values: Values, link: Link) -> bool | None:
    return _is_within_dates(link.date, values) if link.date else None


def _linked_by(ground: Ground, values: Values) -> set[str]:
    links = (link for link in ground.case.links.values() if link.kind in values)
    ends = {end for link in links for end in (link.from_id, link.to_id)}
    return ends & {item.id for item in ground.items()}


def _near(ground: Ground, values: Values) -> set[str]:
    communities = ground.communities()
    wanted = {communities[anchor] for anchor in values if anchor in communities}
    return {item.id for item in ground.items() if item.id in values or communities.get(item.id) in wanted}


def _found(ground: Ground, values: Values) -> set[str]:
    return {
        item.id for item in find(ground.case, " ".join(values), ground.board or None, folded=ground.folded)
    }


def _quoted(values: Values) -> str:
    return _either([f"“{shortened(one_line(value), _LONGEST)}”" for value in values])


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _kinds(case: Case, values: Values) -> str:
    names = [one_line(item_kind(case, value).name) for value in values]
    return _either([names[0], *(name.lower() for name in names[1:])])


def _link_kinds(case: Case, values: Values) -> str:
    return _either([f"“{one_line(link_kind(case, value).name)}”" for value in values])


def _best(letter: str) -> str:
    return letter if letter in ("A", "1") else f"{letter} or better"


def _dated(_case: Case, values: Values) -> str:
    first, last = (date.words() if (date := parse(value)) else one_line(value) for value in values)
    if first and last:
        return f"dated {first}" if first == last else f"dated {first} to {last}"
    return f"dated {first} or later" if first else f"dated {last} or earlier" if last else "dated"


def _of(case: Case, values: Values) -> str:
    titles = [case.items[value].title if value in case.items else value for value in values]
    return _either([shortened(one_line(title), _LONGEST) or value for title, value in zip(titles, values)])  # noqa: B905


def _said(
    positive: str, negative: str
) -> tuple[Callable[[Case, Values], str], Callable[[Case, Values], str]]:
    return (lambda _case, values: positive.format(values=_quoted(values) if values else "")), (
        lambda _case, values: negative.format(values=_quoted(values) if values else "")
    )


NONE = range(1)
RULES: dict[str, Rule] = {
    "kind": Rule(
        _having(lambda _case, values, item: item.kind in values),
        _kinds,
        lambda case, values: f"not {_kinds(case, values).lower()}",
    ),
    "tag": Rule(_having(_has_tag), *_said("tagged {values}", "not tagged {values}")),
    "grade": Rule(
        _having(_is_graded),
        lambda _case, values: f"grade {_best(values[0])}",
        lambda _case, values: f"not grade {_best(values[0])}",
        _report_is_graded,
        range(1, 2),
    ),
    "ungraded": Rule(
        _having(lambda case, _values, item: _is_voice(case, item) and not _is_within(item.reliability, "E")),
        *_said("voice without a grade", "no voice without a grade"),
        values=NONE,
    ),
    "credibility": Rule(
        _having(_is_credible),
        lambda _case, values: f"credibility {_best(values[0])}",
        lambda _case, values: f"not credibility {_best(values[0])}",
        values=range(1, 2),
    ),
    "date": Rule(
        _having(lambda _case, values, item: _is_within_dates(item.date, values)),
        _dated,
        lambda case, values: f"not {_dated(case, values)}",
        _link_is_within_dates,
        range(2, 3),
    ),
    "link_kind": Rule(
        _linked_by,
        lambda case, values: f"linked by {_link_kinds(case, values)}",
        lambda case, values: f"not linked by {_link_kinds(case, values)}",
        lambda _ground, values, link: link.kind in values,
    ),
    "community": Rule(
        _near,
        lambda case, values: f"in the community of {_of(case, values)}",
        lambda case, values: f"not in the community of {_of(case, values)}",
    ),
    "text": Rule(_found, *_said("with the words {values}", "without the words {values}")),
    "confidential": Rule(
        _having(lambda _case, _values, item: item.confidential),
        *_said("confidential", "not confidential"),
        lambda _ground, _values, link: link.confidential,
        NONE,
    ),
    "documents": Rule(
        _having(lambda _case, _values, item: bool(item.files or item.pictures)),
        *_said("with documents", "without documents"),
        values=NONE,
    ),
    "status": Rule(
        _having(lambda _case, values, item: fold(item.status) in set(map(fold, values))),
        *_said("status {values}", "not status {values}"),
    ),
}
"""Everything that can be asked, by the name it has in files."""
