"""Strangers' text: shown without what deceives, cut without what breaks, searched without what differs."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.text import displayed, fold, one_line, shortened

anything = st.text(st.characters(), max_size=60)
family = "👨\u200d👩\u200d👧"
scotland = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@given(anything)
def test_nothing_that_turns_or_controls_is_shown(text: str) -> None:
    shown = displayed(text)
    assert not any("\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" for char in shown)
    assert not any(unicodedata.category(char) == "Cc" and char != "\n" for char in shown)
    shown.encode()
    assert displayed(shown) == shown


@given(anything)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert line == line.strip()


@given(anything, st.integers(-2, 70))
def test_shortened_text_is_short_and_begins_as_the_text(text: str, count: int) -> None:
    short = shortened(text, count)
    assert len(short) <= max(count, 0)
    if short != text:
        assert not short or text.startswith(short[:-1])
        assert not short or short.endswith("…")


@given(st.text(max_size=60))
def test_folding_folds_case_and_accents_once_and_for_all(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("exe\u202egnp.pdf", "exegnp.pdf"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\tb\x00\x07\x1b[0m", "a b[0m"),
        ("a\u200bb\ufeff\u00ad", "ab"),
        ("\ud800", "\ufffd"),
        (family, family),
        (f"{scotland}!", f"{scotland}!"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("ad\u200dmin\u200c", "admin"),
        ("a\u00a0b", "a\u00a0b"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert displayed(text) == shown


@pytest.mark.parametrize(
    ("text", "count", "short"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("a bcd", 3, "a…"),
        ("abcd", 1, "…"),
        ("abcd", 0, ""),
        ("ae\u0301xyz", 3, "a…"),
        (f"a{family}xyz", 5, "a…"),
        ("🇩🇪🇫🇷🇮🇹", 4, "🇩🇪…"),
        ("👍🏽👍🏽👍🏽", 4, "👍🏽…"),
    ],
)
def test_what_is_cut(text: str, count: int, short: str) -> None:
    assert shortened(text, count) == short


@pytest.mark.parametrize(
    ("one", "other"),
    [("Łódź", "lodz"), ("STRASSE", "Straße"), ("Ærø", "aero"), ("ﬁle  name", "File Name"), ("Йод", "иод")],
)
def test_what_search_holds_for_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)
