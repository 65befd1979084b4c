"""EDTF as the board reads it: round trips, order, and no text that raises."""

from __future__ import annotations

import datetime
from math import inf

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from board.dates import Moment, parse
from board.typed_dates import suggest

days = st.dates().map(datetime.date.isoformat)
years = st.integers(-9999, 9999).map(lambda year: f"{'-' if year < 0 else ''}{abs(year):04}")
marks = st.sampled_from(["", "~", "?", "%"])
singles = st.one_of(
    st.builds(lambda day, mark: day + mark, days, marks),
    st.builds(lambda year, month, mark: f"{year}-{month:02}{mark}", years, st.integers(1, 12), marks),
    st.builds(lambda year, season: f"{year}-{season}", years, st.integers(21, 24)),
    st.builds(lambda year, mark: year + mark, years, marks),
    st.builds(lambda decade: f"{decade:03}X", st.integers(0, 999)),
    st.builds(lambda century: f"-{century:02}XX", st.integers(1, 99)),
    st.builds(lambda year, rest: f"{year}-{rest}", years, st.sampled_from(["XX", "XX-XX", "06-XX"])),
    st.integers(10**4, 10**11).map(lambda year: f"Y{year}"),
    st.integers(10**4, 10**11).map(lambda year: f"Y-{year}"),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes")),
)
edtf = st.one_of(
    singles,
    singles.map(lambda one: f"{one}/.."),
    singles.map(lambda one: f"../{one}"),
    singles.map(lambda one: f"{one}/"),
    singles.map(lambda one: f"/{one}"),
    st.tuples(singles, singles).map("/".join).filter(lambda text: parse(text) is not None),
)


@given(edtf)
def test_what_is_read_is_written_back_the_same(text: str) -> None:
    date = parse(text)
    assert date is not None
    assert date.text() == text
    assert parse(date.text()) == date
    assert suggest(text) == text
    assert date.words()
    assert date.earliest <= date.latest


@given(st.text(max_size=80))
@example("-0000")
@example("2022-02-30")
@example("٢٠٢٢")
@example("²⁰²²")
@example("Y" + "9" * 60)
@example("/")
@example("1" * 5000)
def test_no_text_raises(text: str) -> None:
    date = parse(text)
    assert date is None or parse(date.text()) == date
    suggestion = suggest(text)
    assert suggestion is None or parse(suggestion) is not None


@given(st.text(alphabet="0123456789-/.~?%XYTZ:+ abcMrh", max_size=24))
def test_no_text_of_the_right_letters_raises(text: str) -> None:
    test_no_text_raises.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@given(edtf, edtf)
def test_what_ends_before_the_other_begins_sorts_before_it(one: str, other: str) -> None:
    first, second = parse(one), parse(other)
    assert first is not None
    assert second is not None
    assert (first.sort_key == second.sort_key) == (one == other)
    if first.latest < second.earliest:
        assert first.sort_key < second.sort_key


@given(st.dates(), st.dates())
def test_days_are_counted_and_ordered_as_the_calendar_does(one: datetime.date, other: datetime.date) -> None:
    first, second = parse(one.isoformat()), parse(other.isoformat())
    assert first is not None
    assert second is not None
    assert first.earliest == first.latest == one.toordinal()
    assert (first.sort_key < second.sort_key) == (one < other)


@given(st.integers(1, 9999), st.integers(1, 12))
def test_a_month_spans_its_days_and_a_year_its_months(year: int, month: int) -> None:
    whole, part = parse(f"{year:04}"), parse(f"{year:04}-{month:02}")
    assert whole is not None
    assert part is not None
    assert part.earliest == datetime.date(year, month, 1).toordinal()
    assert whole.earliest <= part.earliest <= part.latest <= whole.latest


@pytest.mark.parametrize(
    "text",
    [
        "", "2022-13", "2022-00", "2022-01-00", "2022-02-29", "1900-02-29", "-0000", "2004-XX-05", "199X-03",
        "2022-21-XX", "2022-21-03", "../..", "/", "..", "2022/2020", "2022-03-24T25:10",
        "2022-03-24T22:10+15:00", "12/03/2001", "20220324", "2022~~", "2022-3-4", "last spring", "Y2022",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-03~", "about March 2022"),
        ("2022-03/..", "since March 2022"),
        ("../2020", "until 2020"),
        ("2020/", "2020 to unknown"),
        ("199X", "the 1990s"),
        ("19XX", "1900 to 1999"),
        ("190X", "1900 to 1909"),
        ("-199X", "2000 BC to 1991 BC"),
        ("2022-21", "spring 2022"),
        ("1999%", "about 1999 (uncertain)"),
        ("2004-06-XX", "some day of June 2004"),
        ("-0043", "44 BC"),
        ("2022-03-24T22:10Z", "24 March 2022, 22:10Z"),
        ("2022-03-24/2022-04", "24 March 2022 to April 2022"),
    ],
)
def test_dates_in_words(text: str, words: str) -> None:
    date = parse(text)
    assert date is not None
    assert date.words() == words


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("24 March 2022", "2022-03-24"), ("24.3.2022", "2022-03-24"), ("March 2022", "2022-03"),
        ("c. 1999", "1999~"), ("2020-2022", "2020/2022"), ("2020–2022", "2020/2022"),
        ("March 24, 2022", "2022-03-24"), ("24th of March 2022", "2022-03-24"), ("24/3/2022", "2022-03-24"),
        ("3/24/2022", "2022-03-24"), ("3/3/2022", "2022-03-03"), ("Autumn 2021", "2021-23"),
        ("the 1990s", "199X"), ("19th century", "18XX"), ("44 BC", "-0043"), ("1 BC", "0000"),
        ("since 2020", "2020/.."), ("until March 2020", "../2020-03"), ("between 1990 and 1995", "1990/1995"),
        ("about March 2022", "2022-03~"), ("perhaps 1999", "1999?"),
        ("24 Mar 2022, 22:10", "2022-03-24T22:10"), ("2022-3-4", "2022-03-04"), ("2022/03/24", "2022-03-24"),
        ("March 2020 - May 2021", "2020-03/2021-05"),
    ],
)  # fmt: skip
def test_common_forms_are_suggested(typed: str, text: str) -> None:
    assert suggest(typed) == text


@pytest.mark.parametrize(
    "typed",
    ["3/4/2022", "3.4.2022", "03-04-2022", "the 1900s", "31.2.2022", "3 Smarch 2022", "yesterday", "22"],
)
def test_what_can_be_read_in_two_ways_or_none_is_not_guessed(typed: str) -> None:
    assert suggest(typed) is None


def test_open_and_unknown_ends_are_infinitely_far() -> None:
    for text in ("../2020", "/2020"):
        date = parse(text)
        assert date is not None
        assert date.earliest == -inf
    for text in ("2020/..", "2020/"):
        date = parse(text)
        assert date is not None
        assert date.latest == inf


def test_times_of_day_order_dates_of_one_day() -> None:
    texts = ["2022-03-24", "2022-03-24T08:05", "2022-03-24T08:05:10", "2022-03-24T22:10+03:00"]
    dates = [date for text in texts[::-1] if (date := parse(text))]
    assert [date.text() for date in sorted(dates, key=lambda date: date.sort_key)] == texts


def test_a_moment_says_what_is_approximate_and_what_uncertain() -> None:
    date = parse("2022%")
    assert date is not None
    assert date.start == Moment(2022, approximate=True, uncertain=True)
