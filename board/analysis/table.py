"""The ranked table: who comes where by one question, and the answers to others beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from board.analysis.measures import Answer
from board.analysis.questions import QUESTIONS, words
from board.analysis.ranks import Rank
from board.case import Case
from board.kinds import item_kind, tag
from board.text import one_line


@dataclass(frozen=True, slots=True)
class Line:
    """One row: an item, or several that are taken for one."""

    item: str
    rank: Rank
    values: tuple[float, ...]
    """One for each question, in the order they were asked."""


def ranked(answers: Mapping[str, Answer], by: str) -> list[Line]:
    """Everybody that was measured, first places first; `by` is the question that orders them."""
    return [
        Line(item, rank, tuple(answer.values[item] for answer in answers.values()))
        for item, rank in answers[by].ranks.items()
    ]


def standing(answers: Mapping[str, Answer], item: str) -> dict[str, Rank]:
    """An item's place by each question that was answered: what the inspector shows."""
    found = {}
    for question, answer in answers.items():
        node = answer.node_of.get(item, item)
        if not QUESTIONS[question].is_group and node in answer.values:
            found[question] = answer.ranks[node]
    return found


def cells(case: Case, answers: Mapping[str, Answer], by: str) -> list[list[str | float]]:
    """The table as it is exported, with its head: numbers in full, groups counted from 1 as on the screen."""
    head: list[str | float] = ["place", "of", "joint", "id", "tag", "kind", "title"]
    rows = [head + [_titled(answer) for answer in answers.values()]]
    for line in ranked(answers, by):
        item = case.items[line.item]
        kind = one_line(item_kind(case, item.kind).name)
        rank = line.rank
        place: list[str | float] = [rank.place, rank.of, "yes" if rank.is_joint else ""]
        pairs = zip(answers, line.values, strict=True)
        values = [value + 1 if QUESTIONS[question].is_group else value for question, value in pairs]
        rows.append([*place, item.id, tag(item), kind, one_line(item.title), *values])
    return rows


def shown(answers: Mapping[str, Answer], line: Line) -> list[str]:
    """The values of a line in words, for the screen."""
    return [
        words(question, value, len(answer.values))
        for (question, answer), value in zip(answers.items(), line.values, strict=True)
    ]


def notes(answers: Sequence[Answer]) -> list[str]:
    """What has to be said with the numbers: that some are estimates, or have not come to rest."""
    said = []
    for answer in answers:
        title = QUESTIONS[answer.question].title
        if answer.sampled:
            said.append(f"“{title}” is estimated from {answer.sampled:,} starting points.")
        if not answer.is_settled:
            said.append(f"“{title}” did not come to rest; the numbers are a stage on the way.")
    return said


def _titled(answer: Answer) -> str:
    question = QUESTIONS[answer.question]
    return f"{question.title} ({question.term}{', sampled' if answer.sampled else ''})"
