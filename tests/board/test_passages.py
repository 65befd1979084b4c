"""Laws of passages: words are found again where they are, and never said to be where they are not."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from board.passages import CONTEXT, Finder, Found, Reading, is_lost, mark
from board.records import Passage

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
LETTERS = st.sampled_from("abcdefgh äéñ письмо ﬁ漢字 .,“”\n")
written = st.text(LETTERS, min_size=1, max_size=300)


def reading(text: str, extractor: str = "one 1", pages: tuple[int, ...] = ()) -> Reading:
    """A text as it was read."""
    return Reading(text, hashlib.sha256(text.encode()).hexdigest(), extractor, pages)


def marked(data: st.DataObject, text: str) -> Passage:
    """A passage drawn from a text; texts without a word are left out."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(text[start:end].strip())
    return mark(reading(text), start, end, attachment="f")


@given(texts, st.data())
def test_a_passage_is_cut_out_as_it_stands(text: str, data: st.DataObject) -> None:
    passage = marked(data, text)
    assert text[passage.start : passage.end] == passage.quote == passage.quote.strip()
    assert text.startswith(
        passage.prefix + passage.quote + passage.suffix, passage.start - len(passage.prefix)
    )
    assert len(passage.prefix) == min(CONTEXT, passage.start)
    assert len(passage.suffix) == min(CONTEXT, len(text) - passage.end)
    assert not is_lost(passage)


@given(texts, st.data())
def test_a_passage_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    passage = marked(data, text)
    assert Finder(reading(text)).find(passage) == Found("same", passage.start, passage.end)


@given(written, st.data())
def test_another_layout_of_the_same_words_is_seen_through(text: str, data: st.DataObject) -> None:
    """Line breaks, spaces, soft hyphens and split ligatures come out differently in another engine."""
    passage = marked(data, text)
    other = re.sub(r"\s+", data.draw(st.sampled_from(["\n", "  ", "\r\n\t", "\u2003"])), text)
    other = other.replace("ﬁ", data.draw(st.sampled_from(["fi", "ﬁ", "f\u00adi"])))
    other = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), "New. " + other)
    found = Finder(reading(other, "two 1")).find(passage)
    assert found.how in ("found", "moved", "same")
    assert _bare(other[found.start : found.end]) == _bare(passage.quote)


@given(texts, texts, st.data())
def test_what_is_found_is_within_the_text(text: str, other: str, data: st.DataObject) -> None:
    passage = marked(data, text)
    found = Finder(reading(other)).find(passage)
    if found.how == "lost":
        assert found == Found("lost")
    else:
        assert 0 <= found.start < found.end <= len(other)
    if found.how == "found":
        assert _bare(passage.quote) in _bare(other)


def _bare(text: str) -> str:
    unseen = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE))
    return "".join(unicodedata.normalize("NFKC", text).translate(unseen).split())


ARTICLE = (
    "The ship left at night. Nobody saw it. " * 3
    + "The ship left at dawn, said the fisherman. "
    + "The end. " * 9
)


def test_of_several_places_the_one_with_the_same_words_around_is_taken() -> None:
    start = ARTICLE.index("The ship left at dawn")
    passage = mark(reading(ARTICLE), start, start + len("The ship left"), attachment="f")
    other = "A new beginning. " + ARTICLE
    found = Finder(reading(other)).find(passage)
    assert found.how == "found"
    assert other[found.start :].startswith("The ship left at dawn")


def test_places_that_cannot_be_told_apart_are_to_be_confirmed() -> None:
    text = "x " * 100
    passage = mark(reading(text), 100, 101, attachment="f")
    assert Finder(reading(text + "y")).find(passage).how == "same"
    assert Finder(reading("y" + text)).find(passage).how == "moved"


def test_words_that_changed_a_little_are_to_be_confirmed() -> None:
    passage = mark(reading(ARTICLE), 0, 40, attachment="f")
    other = "Before. " + ARTICLE.replace("Nobody saw it", "Nobody saw  her")
    start = ARTICLE.index("The ship left at dawn")
    longer = mark(reading(ARTICLE), start, start + 42, attachment="f")
    changed = ARTICLE.replace("said the fisherman", "said a fisher man")
    found = Finder(reading(changed)).find(longer)
    assert found.how == "moved"
    assert "dawn" in changed[found.start : found.end]
    assert Finder(reading(other)).find(passage).how in ("moved", "found")


def test_lines_from_right_to_left_may_come_in_the_other_order() -> None:
    line = "كان هناك رجل حكيم يعرف كل شيء عن الحياة"
    passage = mark(reading(line), 5, len(line), attachment="f")
    turned = "Before. " + " ".join(reversed(line.split()))
    found = Finder(reading(turned)).find(passage)
    assert found.how == "moved"
    assert "حكيم" in turned[found.start : found.end]


def test_what_is_gone_is_lost_and_short_words_are_never_guessed() -> None:
    passage = mark(reading("secret letters"), 0, 14, attachment="f")
    assert Finder(reading("Something else altogether.")).find(passage) == Found("lost")
    short = mark(reading("dawn"), 0, 4, attachment="f")
    assert Finder(reading("down dusk")).find(short) == Found("lost")
    assert Finder(reading("")).find(passage) == Found("lost")


def test_pages_are_counted_from_one() -> None:
    text = reading("one two three", pages=(0, 4, 8))
    assert [mark(text, place, place + 3, attachment="f").page for place in (0, 4, 8)] == [1, 2, 3]
    passage = mark(text, 8, 13, attachment="f")
    moved = reading("zero one two  three", pages=(0, 5, 9, 14))
    assert Finder(moved).find(passage) == Found("found", 14, 19, 4)


def test_a_range_without_a_word_is_no_passage() -> None:
    with pytest.raises(ValueError, match="word"):
        mark(reading("a \n b"), 1, 4, attachment="f")


def test_a_rectangle_on_a_scan_is_not_lost() -> None:
    assert not is_lost(Passage("q1", "f", rects=((1.0, 0.0, 0.0, 9.0, 9.0),)))
    assert is_lost(Passage("q1", "f", quote="words"))
