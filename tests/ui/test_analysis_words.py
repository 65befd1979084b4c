"""Every word of analysis that `board` brings along is there for lupdate."""

from __future__ import annotations

from board.analysis import table
from board.analysis.questions import QUESTIONS, VALUES
from board.analysis.ranks import ORDINALS, PLACES, Rank
from ui import analysis_words


def test_every_word_is_marked() -> None:
    asked = {words for one in QUESTIONS.values() for words in (one.title, one.term, one.means)}
    assert analysis_words.MARKS["Questions"] == asked
    assert analysis_words.MARKS["Table"] == {*table.HEAD, table.JOINT, table.SAMPLED}
    assert analysis_words.MARKS["Measures"] == {*VALUES, *PLACES, *ORDINALS}


def test_places_and_values_are_said() -> None:
    assert analysis_words.rank(Rank(2, 46, False)) == "2nd of 46"
    assert analysis_words.rank(Rank(13, 46, True)) == "joint 13th of 46"
    assert analysis_words.value("betweenness", 0.2468, 46) == "25 %"
    assert analysis_words.value("degree", 9 / 45, 46) == "9 others"
