"""Dates in running text, in words or figures, as EDTF with the precision they have.

What can be read in two ways (3/4/2022) is not offered. A day without a year takes the year that brings
it closest to the date of the document, and the suggestion says that it was inferred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from board.dates import Date, Moment, parse
from board.suggest.lexicon import MONTHS
from board.suggest.suggestions import Dated, Suggestion
from board.typed_dates import suggest

_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_LONG_NAMES = "|".join(
    sorted((name for name in MONTHS if len(name) > 3 or name == "may"), key=len, reverse=True)
)
_YEAR = r"(?:1[0-9]|20)\d\d"
_DATE = re.compile(
    rf"""
    (?<![\w./-])
    (?: (?P<about>about|around|circa|c\.|ca\.|verso|intorno|около|близько|приблизно) \s (?:il\s)? )?
    (?:
      (?P<iso> {_YEAR}-\d\d(?:-\d\d)? )
    | (?P<figures> \d{{1,2}}[./]\d{{1,2}}[./]{_YEAR} )
    | (?P<d1> [0-3]?\d)(?:st|nd|rd|th|°|º|\.)? \s (?:of\s)? (?P<m1> {_NAMES})\.?,? \s (?:del\s)?
      (?P<y1> {_YEAR})
    | (?P<m2> {_NAMES})\.? \s (?P<d2> [0-3]?\d)(?:st|nd|rd|th)?,? \s (?P<y2> {_YEAR})
    | (?P<m3> {_NAMES})\.?,? \s (?:of\s|del\s)? (?P<y3> {_YEAR})
    | (?P<d4> [0-3]?\d)(?:st|nd|rd|th|°|º)? \s (?:of\s)? (?P<m4> {_LONG_NAMES})
    | (?P<m5> {_LONG_NAMES}) \s (?P<d5> [0-3]?\d)(?:st|nd|rd|th)?
    | (?P<decade> (?:1[0-9]|20)\d) 0['’]?s
    | (?P<year> {_YEAR})
    )
    (?![\w/-]|\.\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|during|of|early|late|mid|after|before|nel|dal|del|fino\sal|в|с|до"
    r"|после|у|з|від|після)\s|[(–-])\Z",
    re.IGNORECASE,
)
_AFTER_YEAR = re.compile(r"\s(?:году|года|год|годом|г\.|року|рік|році|р\.)", re.IGNORECASE)


def dates_in(text: str, near: str = "") -> Iterator[Suggestion]:
    """The dates in a text; `near` is the date of the document, in EDTF."""
    document = parse(near) if near else None
    for found in _DATE.finditer(text):
        payload = _payload(text, found, document)
        if payload is not None:
            yield Suggestion("date", found.start(), found.end(), payload)


def _payload(text: str, found: re.Match[str], document: Date | None) -> Dated | None:
    mark = "~" if found["about"] else ""
    if found["iso"]:
        return _checked(found["iso"] + mark)
    if found["figures"]:
        return _figures(found["figures"], mark)
    if found["decade"]:
        return _checked(found["decade"] + "X" + mark)
    if found["year"]:
        is_year = mark or _BEFORE_YEAR.search(text[max(0, found.start() - 12) : found.start()])
        return _checked(found["year"] + mark) if is_year or _AFTER_YEAR.match(text, found.end()) else None
    month = MONTHS[next(found[name] for name in ("m1", "m2", "m3", "m4", "m5") if found[name]).lower()]
    year = found["y1"] or found["y2"] or found["y3"]
    day = found["d1"] or found["d2"] or found["d4"] or found["d5"]
    if year:
        return _checked(f"{year}-{month:02}" + (f"-{int(day):02}" if day else "") + mark)
    if found["m4"] and found["m4"].lower() == "may" and found["m4"] != "May":
        return None
    return _nearest(month, int(day), document)


def _figures(written: str, mark: str) -> Dated | None:
    """12.3.2022 is a day, a month and a year; with slashes it could be two dates."""
    if "." in written and "/" not in written:
        day, month, year = written.split(".")
        return _checked(f"{year}-{int(month):02}-{int(day):02}{mark}")
    edtf = suggest(written)
    return None if edtf is None else _checked(edtf + mark)


def _nearest(month: int, day: int, document: Date | None) -> Dated | None:
    if document is None or not isinstance(document.start, Moment) or not 0 < document.start.year < 9000:
        return None
    years = (document.start.year - 1, document.start.year, document.start.year + 1)
    known = [date for year in years if (date := parse(f"{year:04}-{month:02}-{day:02}"))]
    if not known:
        return None
    nearest = min(known, key=lambda date: abs(date.earliest - document.earliest))
    return Dated(nearest.text(), True)


def _checked(edtf: str) -> Dated | None:
    date = parse(edtf)
    return None if date is None else Dated(date.text())
