"""What a filter on a board can choose among: kinds, tags, links, status and groups, each with its count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from board.case import Case
from board.kinds import item_kind, link_kind
from board.query import degree, links_on
from board.text import fold, one_line, shortened
from ui.filter_words import STATUS, status_name
from ui.wording import kind_name, link_kind_name

MOST_GROUPS = 40
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to choose."""

    value: str
    text: str
    count: int


def picks(case: Case, board: str, what: str, groups: Mapping[str, int]) -> list[Pick]:
    """What can be chosen for a condition, the commonest first."""
    items = [case.items[item] for item in case.on_board(board)]
    match what:
        case "kind":
            kinds = Counter(item.kind for item in items)
            found = [Pick(kind, one_line(kind_name(item_kind(case, kind))), n) for kind, n in kinds.items()]
        case "tag":
            found = _tags(
                Counter(tag for item in items for tag in {fold(tag): tag for tag in item.tags}.values())
            )
        case "link_kind":
            kinds = Counter(link.kind for link in links_on(case, board))
            found = [
                Pick(kind, one_line(link_kind_name(link_kind(case, kind))), n) for kind, n in kinds.items()
            ]
        case "status":
            counted = Counter(fold(item.status) for item in items if item.status)
            found = [Pick(status, status_name(status), counted[status]) for status in counted.keys() | STATUS]
        case "community":
            return _groups(case, board, groups)
        case _:
            found = []
    return sorted(found, key=lambda pick: (-pick.count, fold(pick.text), pick.value))


def group_of(value: str, groups: Mapping[str, int]) -> int:
    """The group of the card that a value names; -1 where it is in none."""
    return groups.get(value, -1)


def _tags(counted: Counter[str]) -> list[Pick]:
    """Tags that differ in case only are one."""
    merged: dict[str, Pick] = {}
    for tag, count in counted.items():
        old = merged.get(fold(tag))
        merged[fold(tag)] = Pick(
            old.value if old else tag, old.text if old else _cut(tag), count + (old.count if old else 0)
        )
    return list(merged.values())


def _groups(case: Case, board: str, groups: Mapping[str, int]) -> list[Pick]:
    """Groups of two and more, each named after its best linked card."""
    members: dict[int, list[str]] = {}
    for item in case.on_board(board):
        if item in groups:
            members.setdefault(groups[item], []).append(item)
    found = []
    for _, inside in sorted(members.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(inside) > 1:
            first = max(inside, key=lambda item: (degree(case, item, board), item))
            words = QCoreApplication.translate("Filters", "around {who}")
            title = _cut(case.items[first].title) or QCoreApplication.translate("Filters", "Untitled")
            found.append(Pick(first, words.format(who=title), len(inside)))
    return found[:MOST_GROUPS]


def _cut(text: str) -> str:
    return shortened(one_line(text[: 4 * _LONGEST]), _LONGEST)
