"""Places with their ties, and the table that is exported."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.analysis.lens import Lens
from board.analysis.measures import answers_of
from board.analysis.ranks import ordinal, ranks
from board.analysis.table import cells, ranked, standing
from tests.board.analysis.graphs import case_of

values = st.dictionaries(st.text("abc", min_size=1), st.sampled_from([0.0, 0.1, 0.1 + 1e-17, 0.5, 2.0, 40.0]))


@given(values)
def test_a_place_is_one_more_than_those_above(given_values: dict[str, float]) -> None:
    for one, rank in ranks(given_values).items():
        above = [other for other in given_values if given_values[other] > given_values[one] + 1e-12]
        level = [other for other in given_values if abs(given_values[other] - given_values[one]) < 1e-12]
        assert rank.place == len(above) + 1
        assert rank.is_joint == (len(level) > 1)
        assert rank.of == len(given_values)


def test_places_in_words() -> None:
    found = ranks({"a": 3.0, "b": 2.0, "c": 2.0, "d": 0.0})
    assert [found[one].words() for one in "abcd"] == [
        "1st of 4",
        "joint 2nd of 4",
        "joint 2nd of 4",
        "4th of 4",
    ]
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th",
    ]  # fmt: skip


def test_the_table_lists_everybody_by_one_question() -> None:
    case = case_of(nx.star_graph(3))
    answers = answers_of(case, Lens(), ["degree", "community"], is_exact=False)
    lines = ranked(answers, "degree")
    assert [(line.item, line.rank.words()) for line in lines] == [
        ("n000", "1st of 4"),
        ("n001", "joint 2nd of 4"),
        ("n002", "joint 2nd of 4"),
        ("n003", "joint 2nd of 4"),
    ]
    assert cells(case, answers, "degree")[:3] == [
        [
            "place",
            "of",
            "joint",
            "id",
            "tag",
            "kind",
            "title",
            "Links (degree)",
            "Belong together (communities, Louvain)",
        ],
        [1, 4, "", "n000", "N-0", "Person", "n000", 1.0, 1.0],
        [2, 4, "yes", "n001", "N-1", "Person", "n001", pytest.approx(1 / 3), 1.0],
    ]
    assert {question: rank.words() for question, rank in standing(answers, "n002").items()} == {
        "degree": "joint 2nd of 4"
    }
    assert standing(answers, "elsewhere") == {}
