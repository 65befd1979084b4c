"""What goes to the worker and comes back."""

from __future__ import annotations

import pickle

from hypothesis import given, settings

from board.analysis.asked import case_of, outline, worked_out
from board.analysis.lens import Lens, network
from board.analysis.measures import answers_of
from board.case import Case
from tests.board.strategies import cases

LENSES = (Lens(), Lens(collapses_relays=True, merges_same=True), Lens(is_directed=True))


@settings(max_examples=40)
@given(cases())
def test_an_outline_is_enough_to_measure_by(case: Case) -> None:
    drawn = pickle.loads(pickle.dumps(outline(case)))
    for lens in LENSES:
        ours, theirs = network(case_of(drawn), lens), network(case, lens)
        assert ours.nodes == theirs.nodes
        assert ours.links == theirs.links
    found = worked_out(drawn, LENSES[1], ["degree", "betweenness"], True, True)
    assert found.answers == answers_of(case, LENSES[1], ["degree", "betweenness"], True)
    assert found.structure is not None
    assert found.nodes == len(network(case, LENSES[1]).nodes)
