"""Centrality as plain data, for `analyse --json` and other programs.

The keys are part of the program's open interface (docs/analysis.md). Everything is of the undirected simple
graph of the case's items and links, normalised as networkx does, and exact whatever its size.
"""

from __future__ import annotations

from board.analysis import lens
from board.analysis.lens import Lens
from board.analysis.measures import answer
from board.case import Case

MEASURES = ("degree", "betweenness", "closeness", "eigenvector", "pagerank", "community")
_DIGITS = 12


def centrality(case: Case, seen: Lens | None = None) -> dict[str, dict[str, float]]:
    """The measures of every item of a case, by id."""
    net = lens.network(case, seen or Lens())
    answers = {measure: answer(net, measure, is_exact=True) for measure in MEASURES}
    found: dict[str, dict[str, float]] = {}
    for item in sorted(net.node_of):
        values = {measure: answers[measure].of(item) or 0.0 for measure in MEASURES}
        found[item] = {name: round(value, _DIGITS) for name, value in values.items()}
        found[item]["community"] = int(values["community"])
    return found
