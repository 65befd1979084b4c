"""Places in a text and places in what is shown of it: each leads back to the other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ui.reader.paragraphs import LONGEST, Chip, Piece, fit, ranges

TEXTS = st.text(alphabet=st.sampled_from("ab \t\n\u202e\u200dé👩\U0001f467\ud800\x00"), max_size=60)


@given(TEXTS)
def test_a_stand_in_for_every_character_that_must_not_be_seen(text: str) -> None:
    shown = fit(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("\u202e\x00\t\n\ud800")


@given(st.text(max_size=400), st.integers(0, 3))
def test_paragraphs_cover_the_text(text: str, longer: int) -> None:
    text += "x" * LONGEST * longer
    found = ranges(text)
    assert "\n".join(text[start:end] for start, end in found).replace("\n", "") == text.replace("\n", "")
    assert all(end - start <= LONGEST for start, end in found)
    assert all(before[1] <= after[0] <= before[1] + 1 for before, after in pairwise(found))


@given(TEXTS, st.lists(st.integers(0, 60), max_size=4))
def test_places_lead_there_and_back(text: str, at: list[int]) -> None:
    text = text.replace("\n", "")
    chips = [Chip(min(place, len(text)), " C-1 ", number) for number, place in enumerate(at)]
    piece = Piece(text, chips)
    assert len(piece.shown.encode("utf-16-le", "surrogatepass")) // 2 == piece.to_shown(len(text))
    for offset in range(len(text) + 1):
        assert piece.to_text(piece.to_shown(offset)) == offset
        assert piece.to_text(piece.to_shown(offset, is_end=True)) == offset
