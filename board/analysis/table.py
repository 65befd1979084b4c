"""The ranked table: who comes where by one question, and the answers to others beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from board.analysis.measures import Answer
from board.analysis.questions import QUESTIONS
from board.analysis.ranks import Rank
from board.case import Case
from board.kinds import item_kind, tag
from board.records import ItemKind
from board.text import one_line

HEAD = ("place", "of", "joint", "id", "tag", "kind", "title")
JOINT, SAMPLED = "yes", "sampled"


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


def cells(
    case: Case,
    answers: Mapping[str, Answer],
    by: str,
    said: Callable[[str], str] = str,
    asked: Callable[[str], str] = str,
    kind_name: Callable[[ItemKind], str] = attrgetter("name"),
) -> list[list[str | float]]:
    """The table as it is exported, with its head: numbers in full, groups counted from 1 as on the screen.

    What it says of itself can be said in another language: `said` its own words, `asked` those of questions.
    """
    head: list[str | float] = [said(word) for word in HEAD]
    rows = [head + [_titled(answer, said, asked) for answer in answers.values()]]
    for line in ranked(answers, by):
        item = case.items[line.item]
        kind = one_line(kind_name(item_kind(case, item.kind)))
        rank = line.rank
        place: list[str | float] = [rank.place, rank.of, said(JOINT) if rank.is_joint else ""]
        pairs = zip(answers, line.values, strict=True)
        values = [value + 1 if QUESTIONS[question].is_group else value for question, value in pairs]
        rows.append([*place, item.id, tag(item), kind, one_line(item.title), *values])
    return rows


def _titled(answer: Answer, said: Callable[[str], str], asked: Callable[[str], str]) -> str:
    question = QUESTIONS[answer.question]
    terms = [asked(question.term), *([said(SAMPLED)] if answer.sampled else [])]
    return f"{asked(question.title)} ({', '.join(terms)})"
