"""What holds a board together, and what differs between two, as rows of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest

from PySide6.QtCore import QCoreApplication

from board.analysis.measures import Answer
from board.analysis.structure import Structure
from board.case import Case
from board.kinds import link_kind
from board.text import one_line, shortened
from ui import analysis_words
from ui.measuring import Measuring
from ui.panels.list_rows import Row
from ui.wording import link_kind_name

LONGEST = 160
MOST = 500
"""Rows of one list that are shown; the heading says how many there are."""
_NAMES = 4
_FIELDS = {
    "width": "size",
    "height": "size",
    "pinned": "pinned",
    "collapsed": "folded",
    "colour": "colour",
}


def structure_rows(measuring: Measuring) -> list[Row]:
    """Communities, what would break the board, and where it is dense."""
    case, found = measuring.document.case, measuring.structure
    rows: list[Row] = []
    if (answer := measuring.answer_to("community")) is not None:
        rows += _under_head("groups", _tr("Belong together"), list(_groups(case, answer)))
    if found is not None:
        points = [item for item in found.points if item in case.items]
        points.sort(key=lambda item: (-found.points[item].cut_off, item))
        words = _tr("If removed, the board falls apart")
        rows += _under_head("points", words, list(_points(case, found, points[:MOST])), len(points))
        bridges = [ends for ends in found.bridges if ends[0] in case.items and ends[1] in case.items]
        bridges.sort(key=lambda ends: (-found.bridges[ends].cut_off, ends))
        words = _tr("The only tie between two parts")
        rows += _under_head("bridges", words, list(_bridges(case, found, bridges[:MOST])), len(bridges))
        rows += _under_head("pieces", _tr("Pieces that hang together"), list(_pieces(found)))
    if (answer := measuring.answer_to("core")) is not None:
        rows += _under_head("cores", _tr("In the thick of it"), list(_cores(case, answer)))
    return rows


def comparison_rows(measuring: Measuring) -> list[Row]:
    """What was added, is gone, looks different or stands elsewhere."""
    found, case = measuring.comparison, measuring.document.case
    if found is None:
        return []
    changed = [
        Row("changed", _title(case, item), more=_fields(names), item=item) for item, names in found.changed
    ]
    sections = [
        ("added", _tr("Cards added"), _item_rows("added", case, found.added)),
        ("gone", _tr("Cards gone"), _item_rows("gone", case, found.gone)),
        ("changed", _tr("Cards that look different"), changed),
        ("moved", _tr("Cards moved"), _item_rows("moved", case, found.moved)),
        ("links_added", _tr("Links added"), _link_rows("links_added", case, found.links_added)),
        ("links_gone", _tr("Links gone"), _link_rows("links_gone", case, found.links_gone)),
    ]
    return [row for section in sections for row in _under_head(*section)]


def members_of(answer: Answer) -> dict[int, list[str]]:
    """The items of every group, the largest group first."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for node, number in answer.values.items():
        groups[int(number)].append(node)
    for item, node in answer.node_of.items():
        if item != node and node in answer.values:
            groups[int(answer.values[node])].append(item)
    return dict(sorted(groups.items()))


def _groups(case: Case, answer: Answer) -> Iterator[Row]:
    for number, members in members_of(answer).items():
        kept = [item for item in members if item in case.items]
        if len(kept) > 1:
            best = nsmallest(_NAMES, kept, key=lambda item: (-len(case.links_at(item)), item))
            names = ", ".join(shortened(_title(case, item), 40) for item in best)
            words = _tr("Group {number}").format(number=number + 1)
            yield Row("groups", words, count=_counted(len(kept)), more=names, members=tuple(kept))


def _points(case: Case, found: Structure, items: Iterable[str]) -> Iterator[Row]:
    for item in items:
        breaks = found.points[item]
        more = _tr("in {count} pieces").format(count=breaks.pieces)
        yield Row("points", _title(case, item), count=_cut_off(breaks.cut_off), more=more, item=item)


def _bridges(case: Case, found: Structure, ties: Iterable[tuple[str, str]]) -> Iterator[Row]:
    for one, other in ties:
        more, count = (
            _tr("to {name}").format(name=_title(case, other)),
            _cut_off(found.bridges[one, other].cut_off),
        )
        yield Row("bridges", _title(case, one), count=count, more=more, item=one, members=(one, other))


def _pieces(found: Structure) -> Iterator[Row]:
    alone = sum(1 for size in found.pieces if size == 1)
    for number, size in enumerate((size for size in found.pieces if size > 1), 1):
        yield Row("pieces", _tr("Piece {number}").format(number=number), count=_counted(size))
    if alone:
        yield Row("pieces", _tr("Cards without any link"), count=_counted(alone))


def _cores(case: Case, answer: Answer) -> Iterator[Row]:
    cores: defaultdict[int, list[str]] = defaultdict(list)
    for node, depth in answer.values.items():
        if node in case.items:
            cores[int(depth)].append(node)
    for depth, members in sorted(cores.items(), reverse=True):
        if depth > 1:
            words = _tr("Core {number}: each has {number} ties inside").format(number=depth)
            yield Row("cores", words, count=_counted(len(members)), members=tuple(sorted(members)))


def _item_rows(section: str, case: Case, items: Iterable[str]) -> list[Row]:
    return [Row(section, _title(case, item), item=item) for item in items]


def _link_rows(section: str, case: Case, links: Iterable[str]) -> list[Row]:
    rows = []
    for link in (case.links[one] for one in links):
        more = f"{one_line(link_kind_name(link_kind(case, link.kind)))} {_title(case, link.to_id)}"
        ends = (link.from_id, link.to_id)
        rows.append(Row(section, _title(case, link.from_id), more=more, item=link.from_id, members=ends))
    return rows


def _fields(names: Iterable[str]) -> str:
    said = {
        "size": _tr("size"),
        "pinned": _tr("pinned"),
        "folded": _tr("folded"),
        "colour": _tr("colour"),
    }
    found = dict.fromkeys(_FIELDS.get(name, "") for name in names)
    return ", ".join(said[name] for name in found if name in said)


def _under_head(section: str, words: str, rows: list[Row], count: int = 0) -> list[Row]:
    """The first rows of a section under a head that says how many there are."""
    head = Row(section, words, is_head=True, count=analysis_words.counted(count or len(rows)))
    return [head, *rows[:MOST]] if rows else []


def _title(case: Case, item: str) -> str:
    found = case.items.get(item)
    return (shortened(one_line(found.title), LONGEST) if found is not None else "") or _tr("Untitled")


def _cut_off(count: int) -> str:
    return _tr("cuts off {count}").format(count=analysis_words.counted(count))


def _counted(count: int) -> str:
    return analysis_words.counted(count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Analysis", text)
