"""What was worked out, as the board and the legend show it: tones, reaches, letters, and a key in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication

from board.analysis.measures import Answer
from board.analysis.scale import Scale, scale_of
from board.case import Case
from board.kinds import link_kind
from board.text import one_line, shortened
from ui import analysis_words
from ui.canvas.draw.key import Key, KeyRow
from ui.canvas.measured import Measured
from ui.measuring import COMPARISON, STRUCTURE, Counting, Measuring
from ui.wording import link_kind_name

TONES, GROUPS, FIRST = 6, 8, 10
"""Tones of the ramp, colours for groups, and places that have their number beside the card."""
MARKS = {
    "added": ("group1", "+"),
    "gone": ("groupOther", "−"),
    "changed": ("group3", "≠"),
    "moved": ("group4", "→"),
}


def measured_of(measuring: Measuring, board: str) -> Measured | None:
    """What the board is to show; None where nothing is to be shown, or known yet."""
    case = measuring.document.case
    if not measuring.is_shown:
        return None
    if measuring.page == COMPARISON:
        return _compared(measuring, board)
    if measuring.page == STRUCTURE:
        found = measuring.answer_to("community")
        return _grouped(case, found, measuring.counting) if found is not None else None
    answer = measuring.answer
    return _ranked(case, answer, measuring) if answer is not None and answer.values else None


def tone(strength: float) -> str:
    """The colour role of a strength."""
    return f"ramp{min(int(strength * TONES), TONES - 1) + 1}"


def group_tone(number: int) -> str:
    """The colour role of a group; those beyond the last share one."""
    return f"group{number + 1}" if number < GROUPS else "groupOther"


def what_counts(case: Case, counting: Counting) -> str:
    """What counts, in a few words."""
    match counting.scope:
        case "board":
            parts = [_tr("This board")]
        case "selection":
            parts = [_tr("{count} selected cards").format(count=len(counting.items))]
        case _:
            parts = [_tr("The whole case")]
    if counting.link_kinds is not None:
        names = sorted(one_line(link_kind_name(link_kind(case, kind))) for kind in counting.link_kinds)
        parts.append(
            _tr("only {kinds}").format(kinds=shortened(", ".join(names), 40)) if names else _tr("no links")
        )
    if counting.is_directed:
        parts.append(_tr("along the direction of links"))
    if counting.collapses_relays:
        parts.append(_tr("relays count for their origin"))
    return ", ".join(parts)


def _ranked(case: Case, answer: Answer, measuring: Measuring) -> Measured:
    values, look = answer.values, measuring.look
    scale = scale_of(values.values())
    strengths = _spread(answer, {node: scale.strength(value) for node, value in values.items() if value > 0})
    tones = {item: "ramp4" if look == "size" else tone(strength) for item, strength in strengths.items()}
    places = Counter(rank.place for rank in answer.ranks.values())
    labels: dict[str, str] = {}
    for node, rank in answer.ranks.items():
        if len(labels) + places[rank.place] > FIRST and rank.place not in _placed(labels):
            break
        if values[node] > 0:
            labels[node] = f"={rank.place}" if rank.is_joint else str(rank.place)
    notes = [what_counts(case, measuring.counting)]
    if answer.sampled:
        notes.append(_tr("Estimated from {count} starting points").format(count=answer.sampled))
    key = Key(
        look,
        analysis_words.title(answer.question),
        analysis_words.term(answer.question),
        "\n".join(notes),
        tuple(_stops(answer, scale, look)),
    )
    return Measured(look, tones, strengths, labels, key)


def _placed(labels: Mapping[str, str]) -> set[int]:
    return {int(label.lstrip("=")) for label in labels.values()}


def _stops(answer: Answer, scale: Scale, look: str) -> list[KeyRow]:
    rows = []
    for stop in scale.stops(answer.values.values()):
        strength = scale.strength(stop)
        said = analysis_words.value(answer.question, stop, len(answer.values))
        rows.append(KeyRow("ramp4" if look == "size" else tone(strength), strength, "", said))
    return list({row.words: row for row in rows}.values())


def _spread(answer: Answer, by_node: dict[str, float]) -> dict[str, float]:
    """The same for every item that was taken for one with others."""
    return by_node | {item: by_node[node] for item, node in answer.node_of.items() if node in by_node}


def _grouped(case: Case, answer: Answer, counting: Counting) -> Measured:
    groups = Counter(int(number) for number in answer.values.values())
    numbers = _spread(answer, dict(answer.values))
    shown = {item: int(number) for item, number in numbers.items() if groups[int(number)] > 1}
    rows = [
        KeyRow(group_tone(number), 1.0, str(number + 1), _cards(count))
        for number, count in sorted(groups.items())[:GROUPS]
        if count > 1
    ]
    more = sum(1 for number, count in groups.items() if number >= GROUPS and count > 1)
    if more:
        rows.append(KeyRow("groupOther", 1.0, "", _tr("{count} smaller groups").format(count=more)))
    key = Key(
        "group",
        analysis_words.title("community"),
        analysis_words.term("community"),
        what_counts(case, counting),
        tuple(rows),
    )
    tones = {item: group_tone(number) for item, number in shown.items()}
    labels = {item: str(number + 1) for item, number in shown.items()}
    return Measured("group", tones, dict.fromkeys(tones, 1.0), labels, key)


def _compared(measuring: Measuring, board: str) -> Measured | None:
    found, (earlier, later) = measuring.comparison, measuring.pair
    if found is None or board not in measuring.pair:
        return None
    lists = {
        "moved": found.moved,
        "changed": [item for item, _ in found.changed],
        "added": found.added if board == later else (),
        "gone": found.gone if board == earlier else (),
    }
    marks = {item: name for name, items in lists.items() for item in items}
    counts = Counter(marks.values())
    words: dict[str, Callable[[], str]] = {
        "added": lambda: _tr("only here"),
        "gone": lambda: _tr("only here, gone from the other"),
        "changed": lambda: _tr("looks different"),
        "moved": lambda: _tr("stands elsewhere"),
    }
    rows = tuple(
        KeyRow(MARKS[name][0], 1.0, MARKS[name][1], f"{words[name]()}: {counts[name]}")
        for name in MARKS
        if counts[name]
    )
    boards = measuring.document.case.boards
    other = shortened(one_line(boards[earlier if board == later else later].title), 40)
    key = Key("mark", _tr("Compared with {board}").format(board=other), "", "", rows)
    return Measured(
        "mark",
        {item: MARKS[name][0] for item, name in marks.items()},
        dict.fromkeys(marks, 1.0),
        {item: MARKS[name][1] for item, name in marks.items()},
        key,
    )


def _cards(count: int) -> str:
    return _tr("{count} card").format(count=1) if count == 1 else _tr("{count} cards").format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Analysis", text)
