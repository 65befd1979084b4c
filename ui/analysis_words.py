"""The words of analysis that `board` brings along, in the user's language; as `ui.wording` does for the rest.

lupdate finds the words in `MARKS` only, which a test holds against `board`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from board.analysis import questions
from board.analysis.ranks import Rank
from ui.actions import marked

MARKS: dict[str, frozenset[str]] = {
    "Questions": frozenset(
        {
            marked("Questions", "Links"),
            marked("Questions", "degree"),
            marked("Questions", "Linked directly to many others."),
            marked("Questions", "Connects groups"),
            marked("Questions", "betweenness"),
            marked("Questions", "Many shortest paths lead through here."),
            marked("Questions", "Close to everyone"),
            marked("Questions", "closeness"),
            marked("Questions", "Few steps to everybody within reach."),
            marked("Questions", "Close to everyone, gaps counted"),
            marked("Questions", "harmonic centrality"),
            marked("Questions", "Few steps to everybody; whom no path leads to adds nothing."),
            marked("Questions", "Linked to the well linked"),
            marked("Questions", "eigenvector centrality"),
            marked("Questions", "Its neighbours have many well linked neighbours themselves."),
            marked("Questions", "Come upon by chance"),
            marked("Questions", "PageRank"),
            marked("Questions", "Whoever follows links at random comes here often."),
            marked("Questions", "In the thick of it"),
            marked("Questions", "k-core"),
            marked("Questions", "Within a group where each has many links inside."),
            marked("Questions", "If removed, the board falls apart"),
            marked("Questions", "articulation points"),
            marked("Questions", "So many cards would lose their only connection to the rest."),
            marked("Questions", "Belong together"),
            marked("Questions", "communities, Louvain"),
            marked("Questions", "More links within than between."),
        }
    ),
    "Table": frozenset(
        {
            marked("Table", "place"),
            marked("Table", "of"),
            marked("Table", "joint"),
            marked("Table", "id"),
            marked("Table", "tag"),
            marked("Table", "kind"),
            marked("Table", "title"),
            marked("Table", "yes"),
            marked("Table", "sampled"),
        }
    ),
    "Measures": frozenset(
        {
            marked("Measures", "{count} other"),
            marked("Measures", "{count} others"),
            marked("Measures", "{share} %"),
            marked("Measures", "< 0.01 %"),
            marked("Measures", "core {number}"),
            marked("Measures", "cuts off {count}"),
            marked("Measures", "nothing"),
            marked("Measures", "group {number}"),
            marked("Measures", "{place} of {count}"),
            marked("Measures", "joint {place} of {count}"),
            marked("Measures", "{number}th"),
            marked("Measures", "{number}st"),
            marked("Measures", "{number}nd"),
            marked("Measures", "{number}rd"),
        }
    ),
}
"""The built-in words by context, for lupdate."""


def title(question: str) -> str:
    """A measure as people ask for it."""
    return asked(questions.QUESTIONS[question].title)


def term(question: str) -> str:
    """What science calls it."""
    return asked(questions.QUESTIONS[question].term)


def means(question: str) -> str:
    """What a high value says."""
    return asked(questions.QUESTIONS[question].means)


def value(question: str, number: float, count: int) -> str:
    """One value; `count` is how many were measured."""
    return questions.words(question, number, count, _said)


def rank(place: Rank) -> str:
    """ "2nd of 46"."""
    return place.words(_said)


def asked(words: str) -> str:
    """What a question or its term is called."""
    return QCoreApplication.translate("Questions", words)


def tabled(words: str) -> str:
    """What an exported table says of itself."""
    return QCoreApplication.translate("Table", words)


def counted(number: int) -> str:
    """A number with the user's separators."""
    return QLocale().toString(number)


def _said(words: str) -> str:
    return QCoreApplication.translate("Measures", words)
