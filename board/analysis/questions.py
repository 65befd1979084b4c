"""Every measure as the question it answers, with the term that science has for it beside it."""

from __future__ import annotations

from dataclasses import dataclass

from board.analysis.ranks import Say


@dataclass(frozen=True, slots=True)
class Question:
    """A measure, worded for people."""

    id: str
    title: str
    """As a menu shows it: "Connects groups"."""
    term: str
    """As a textbook calls it: "betweenness"."""
    means: str
    """One sentence on what a high value says."""
    is_group: bool = False
    """It sorts into groups; there is no more or less."""


QUESTIONS: dict[str, Question] = {
    question.id: question
    for question in (
        Question("degree", "Links", "degree", "Linked directly to many others."),
        Question("betweenness", "Connects groups", "betweenness", "Many shortest paths lead through here."),
        Question("closeness", "Close to everyone", "closeness", "Few steps to everybody within reach."),
        Question(
            "harmonic",
            "Close to everyone, gaps counted",
            "harmonic centrality",
            "Few steps to everybody; whom no path leads to adds nothing.",
        ),
        Question(
            "eigenvector",
            "Linked to the well linked",
            "eigenvector centrality",
            "Its neighbours have many well linked neighbours themselves.",
        ),
        Question(
            "pagerank",
            "Come upon by chance",
            "PageRank",
            "Whoever follows links at random comes here often.",
        ),
        Question("core", "In the thick of it", "k-core", "Within a group where each has many links inside."),
        Question(
            "falls_apart",
            "If removed, the board falls apart",
            "articulation points",
            "So many cards would lose their only connection to the rest.",
        ),
        Question(
            "community", "Belong together", "communities, Louvain", "More links within than between.", True
        ),
    )
}
"""In the order of the menu."""


VALUES = (
    "{count} other",
    "{count} others",
    "{share} %",
    "< 0.01 %",
    "core {number}",
    "cuts off {count}",
    "nothing",
    "group {number}",
)
"""How values are said."""


def words(question: str, value: float, count: int, say: Say = str) -> str:
    """One value as people read it; `count` is how many nodes were measured."""
    match question:
        case "degree":
            others = round(value * max(count - 1, 1))
            return say(VALUES[0 if others == 1 else 1]).format(count=others)
        case "betweenness" | "pagerank":
            return _percent(value, say)
        case "core":
            return say(VALUES[4]).format(number=f"{value:.0f}")
        case "falls_apart":
            return say(VALUES[5]).format(count=f"{value:.0f}") if value else say(VALUES[6])
        case "community":
            return say(VALUES[7]).format(number=f"{value + 1:.0f}")
        case "harmonic":
            return f"{value:.1f}"
        case _:
            return f"{value:.3f}"


def _percent(value: float, say: Say) -> str:
    share = 100 * value
    if share and share < 0.01:
        return say(VALUES[3])
    return say(VALUES[2]).format(share=f"{share:.0f}" if share >= 10 or not share else f"{share:.2g}")
