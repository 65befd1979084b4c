"""What people type for a date, turned into EDTF: a suggestion, never a silent change.

What can be read in two ways (is 3/4/2022 in March or in April?) is not guessed.
"""

from __future__ import annotations

import re

from board.dates import MONTHS, SEASONS, parse
from board.text import fold

_MONTH_NUMBERS = {
    name[:length].lower(): number
    for number, name in enumerate(MONTHS, 1)
    for length in {3, 4, len(name)}
    if length <= len(name)
}
_SEASON_NUMBERS = {name: number for number, name in SEASONS.items()} | {"fall": 23}

_ABOUT = re.compile(r"(?:c|ca|circa|about|around|approx|approximately)\b\.?\s*(.+)")
_PERHAPS = re.compile(r"(?:perhaps|maybe|probably|possibly)\s+(.+)|(.+?)\s*\?")
_FROM = re.compile(r"(?:since|from)\s+(.+)|(.+?)\s+(?:on|onwards)")
_UNTIL = re.compile(r"(?:until|till|up to)\s+(.+)")
_BETWEEN = re.compile(r"(?:from |between )?\s*(.+?)\s*(?: to | until | and |--| - |–|—)\s*(.+)")
_YEARS = re.compile(r"([0-9]{4})\s*-\s*([0-9]{4})")
_TIME = re.compile(r"(.+?)(?:,?\s+(?:at\s+)?)([0-2]?[0-9]):([0-5][0-9])")
_YEAR_FIRST = re.compile(r"([0-9]{4})([-./ ])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_YEAR_LAST = re.compile(r"(?:([0-9]{1,2})([-./]) ?)?([0-9]{1,2})[-./] ?([0-9]{4})")
_NAMED = (
    re.compile(
        r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?)?(?P<month>[a-z]+)\.?,?\s+(?P<year>[0-9]{4})"
    ),
    re.compile(r"(?P<month>[a-z]+)\.?\s+(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4}),?\s+(?P<month>[a-z]+)\.?(?:\s+(?P<day>[0-9]{1,2}))?"),
)
_DECADE = re.compile(r"(?:the )?([0-9]{2}[1-9])0'?s")
_CENTURY = re.compile(r"(?:the )?([0-9]{1,2})(?:st|nd|rd|th) century")
_BC = re.compile(r"([0-9]{1,4}) ?(?:bc|bce)")
_LONGEST = 80


def suggest(text: str) -> str | None:
    """EDTF for a date as people type it ("24 March 2022", "c. 1999", "2020-2022"), or None.

    None stands for what is no date, and for what could be two.
    """
    if date := parse(text):
        return date.text()
    if len(text) > _LONGEST:
        return None
    found = _read(fold(text).replace("−", "-"))
    date = parse(found) if found else None
    return date.text() if date else None


def _read(text: str) -> str | None:
    if years := _YEARS.fullmatch(text):
        return f"{years[1]}/{years[2]}"
    for pattern, form in ((_UNTIL, "../{}"), (_FROM, "{}/..")):
        if (found := pattern.fullmatch(text)) and (end := _read_one(found[found.lastindex or 1])):
            return form.format(end)
    if found := _BETWEEN.fullmatch(text):
        start, end = _read_one(found[1]), _read_one(found[2])
        return f"{start}/{end}" if start and end else None
    return _read_one(text)


def _read_one(text: str) -> str | None:
    """A single date, with a word or mark that says how sure it is."""
    if found := _ABOUT.fullmatch(text):
        return _marked(found[1], "~")
    if found := _PERHAPS.fullmatch(text):
        return _marked(found[1] or found[2], "?")
    if date := parse(text.upper()):
        return None if date.is_interval else date.text()
    if found := _TIME.fullmatch(text):
        day = _read_plain(found[1])
        return f"{day}T{int(found[2]):02}:{found[3]}" if day and len(day) == len("2022-03-24") else None
    return _read_plain(text)


def _marked(text: str, mark: str) -> str | None:
    found = _read_one(text)
    if found is None or found[-1] in "~?%" or "T" in found:
        return None
    return found + mark


def _read_plain(text: str) -> str | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return _written(found[1], int(found[3]), found[4])
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(found[1], found[3], found[4])
    for pattern in _NAMED:
        if found := pattern.fullmatch(text):
            return _named(found["year"], found["month"], found["day"])
    return _long_ago(text)


def _year_last(first: str | None, second: str, year: str) -> str | None:
    """Day and month before a year: only where it is plain which is which."""
    if first is None:
        return _written(year, int(second), None)
    low, high = sorted((int(first), int(second)))
    if low != high and high <= 12:
        return None
    return _written(year, low, str(high))


def _named(year: str, name: str, day: str | None) -> str | None:
    if name in _SEASON_NUMBERS:
        return None if day else f"{year}-{_SEASON_NUMBERS[name]}"
    month = _MONTH_NUMBERS.get(name)
    return _written(year, month, day) if month else None


def _long_ago(text: str) -> str | None:
    if found := _DECADE.fullmatch(text):
        return f"{found[1]}X"
    if found := _CENTURY.fullmatch(text):
        return f"{int(found[1]) - 1:02}XX" if int(found[1]) else None
    if (found := _BC.fullmatch(text)) and int(found[1]):
        year = 1 - int(found[1])
        return f"-{-year:04}" if year else "0000"
    return None


def _written(year: str, month: int, day: str | None) -> str:
    return f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
