"""Dates as precise as they are known: our own parser of EDTF, levels 0 and 1.

An analyst knows "about March 2022", "some time in the 1990s" or "since 2020". EDTF (ISO 8601-2, the
Library of Congress profile) writes that down: `2022-03~`, `199X`, `2020/..`. Wider libraries read ambiguous
day and month orders as if they were certain and are a thousand times slower; here nothing is guessed
(`suggest` refuses what can be read in two ways), and no text whatever raises.

Days are counted from 0001-01-01 as day 1 in the proleptic Gregorian calendar, as `datetime.date.toordinal`
does, but without an end in either direction; an open or unknown end is infinitely far.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import inf

SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}
_SPANS = {"decade": 10, "century": 100}
_UNKNOWN = {
    (0, False, False): "",
    (1, False, False): "decade",
    (2, False, False): "century",
    (0, True, False): "month",
    (0, False, True): "day",
    (0, True, True): "month and day",
}
_LONGEST = 64
"""No date is longer; what is, is not worth the while."""

_ONE = re.compile(
    r"(?P<year>-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX|Y-?[1-9][0-9]{4,11})"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<mark>[~?%])?"
)
_TIMED = re.compile(
    r"(?P<day>-?[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """One date, as precise as it is known."""

    year: int
    month: int = 0
    """1..12, a season 21..24, or 0 when not given."""
    day: int = 0
    unknown: str = ""
    """What is written as X: "decade" (199X), "century" (19XX), "month" (2004-XX), "day" (2004-06-XX),
    or "month and day" (2004-XX-XX)."""
    approximate: bool = False
    uncertain: bool = False
    time: str = ""
    """"22:10", "22:10:05Z" … as written, with its zone if it has one."""

    @property
    def earliest(self) -> int:
        """The first day it can be."""
        year = self.year
        if self.unknown in _SPANS and self.year < 0:
            year = self.year - _SPANS[self.unknown] + 1
        month = _FIRST_MONTH.get(self.month, self.month)
        return _ordinal(year, month or 1, self.day or 1)

    @property
    def latest(self) -> int:
        """The last day it can be."""
        year, month = self.year, self.month
        if self.unknown in _SPANS and self.year >= 0:
            year += _SPANS[self.unknown] - 1
        if month in SEASONS:
            month = _FIRST_MONTH[month] + 2
            if month > 12:
                year, month = year + 1, month - 12
        month = month or 12
        return _ordinal(year, month, self.day or _days_in(year, month))

    def text(self) -> str:
        """The moment in EDTF."""
        sign = "-" if self.year < 0 else ""
        if abs(self.year) > 9999:
            written = f"Y{self.year}"
        else:
            written = f"{sign}{abs(self.year):04}"
        if self.unknown == "decade":
            written = written[:-1] + "X"
        elif self.unknown == "century":
            written = written[:-2] + "XX"
        if self.month:
            written += f"-{self.month:02}"
        if self.day:
            written += f"-{self.day:02}"
        written += {"month": "-XX", "day": "-XX", "month and day": "-XX-XX"}.get(self.unknown, "")
        if self.time:
            written += f"T{self.time}"
        return written + _mark(self.approximate, self.uncertain)

    def words(self, translated: Callable[[str], str] = str) -> str:
        """The moment for people: "about March 2022", "14 March 2022, 22:10", "the 1990s"."""

        def put(template: str, **values: object) -> str:
            return translated(template).format(**values)

        if self.unknown in _SPANS:
            said = _span_words(self, translated)
        else:
            said = _year_words(self.year, translated)
        if self.unknown in ("month", "month and day"):
            said = put("some month of {date}" if self.unknown == "month" else "some day of {date}", date=said)
        elif self.month:
            name = SEASONS[self.month] if self.month in SEASONS else MONTHS[self.month - 1]
            said = put(f"{name} {{year}}", year=said)
        if self.day:
            said = put("{day} {month}", day=self.day, month=said)
        elif self.unknown == "day":
            said = put("some day of {date}", date=said)
        if self.time:
            said = put("{date}, {time}", date=said, time=self.time)
        if self.approximate:
            said = put("about {date}", date=said)
        return put("{date} (uncertain)", date=said) if self.uncertain else said


@dataclass(frozen=True, slots=True)
class Date:
    """A moment, or an interval between two; an end is a moment, ".." for open, or "" for unknown."""

    start: Moment | str
    end: Moment | str | None = None
    """None when it is no interval."""

    @property
    def is_interval(self) -> bool:
        """Whether it has two ends."""
        return self.end is not None

    @property
    def earliest(self) -> float:
        """The first day it can begin, counted from 0001-01-01 = 1; -inf when open or unknown."""
        return self.start.earliest if isinstance(self.start, Moment) else -inf

    @property
    def latest(self) -> float:
        """The last day it can end, counted from 0001-01-01 = 1; inf when open or unknown."""
        last = self.start if self.end is None else self.end
        return last.latest if isinstance(last, Moment) else inf

    @property
    def sort_key(self) -> tuple[float, float, float, str]:
        """Orders dates by when they begin, then by when they end, then by time of day, then as written.

        A date that begins nowhere known sorts by its end, just before what begins there.
        """
        first = self.earliest
        if first == -inf and isinstance(self.end, Moment):
            return (self.end.earliest - 0.5, self.latest, 0.0, self.text())
        return (first, self.latest, _seconds(self.start), self.text())

    def text(self) -> str:
        """The date in EDTF."""
        if self.end is None:
            return _end_text(self.start)
        return f"{_end_text(self.start)}/{_end_text(self.end)}"

    def words(self, translated: Callable[[str], str] = str) -> str:
        """The date for people: "since March 2022", "1999 to unknown"."""
        start, end = self.start, self.end
        first = _end_words(start, translated)
        if end is None:
            return first
        if end == "..":
            return translated("since {date}").format(date=first)
        last = _end_words(end, translated)
        if start == "..":
            return translated("until {date}").format(date=last)
        return translated("{start} to {end}").format(start=first, end=last)


def parse(text: str) -> Date | None:
    """The date in a text that is EDTF level 0 or 1, else None; white space around it is no matter."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    parts = text.split("/")
    ends = [part if part in ("", "..") else _moment(part) for part in parts]
    match ends:
        case [Moment() as one]:
            return Date(one)
        case [(Moment() | str()) as start, (Moment() | str()) as end] if any(
            isinstance(one, Moment) for one in ends
        ):
            date = Date(start, end)
            return date if date.earliest <= date.latest else None
        case _:
            return None


def is_date(text: str) -> bool:
    """Whether a text is EDTF level 0 or 1."""
    return parse(text) is not None


def _moment(text: str) -> Moment | None:
    if timed := _TIMED.fullmatch(text):
        return _timed_moment(timed)
    found = _ONE.fullmatch(text)
    if found is None:
        return None
    year, month, day, mark = found["year"], found["month"] or "", found["day"] or "", found["mark"] or ""
    unknown = _UNKNOWN.get((year.count("X"), month == "XX", day == "XX"))
    if (
        unknown is None
        or "00" in (month, day)
        or (unknown in _SPANS and month)
        or (month == "XX" and day.isdigit())
    ):
        return None
    number = int(year.lstrip("Y").replace("X", "0"))
    if number == 0 and year.startswith("-"):
        return None
    moment = Moment(
        number,
        int(month) if month.isdigit() else 0,
        int(day) if day.isdigit() else 0,
        unknown,
        mark in ("~", "%"),
        mark in ("?", "%"),
    )
    return moment if _exists(moment) else None


def _timed_moment(found: re.Match[str]) -> Moment | None:
    day = _moment(found["day"])
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    zone = found["zone"] or ""
    if day is None or hour > 23 or minute > 59 or second > 59 or not _is_zone(zone):
        return None
    time = f"{hour:02}:{minute:02}" + (f":{second:02}" if found["second"] else "") + zone
    return Moment(day.year, day.month, day.day, time=time)


def _is_zone(zone: str) -> bool:
    digits = zone[1:].replace(":", "")
    return not digits or (int(digits[:2]) <= 14 and int(digits[2:] or 0) <= 59)


def _exists(moment: Moment) -> bool:
    if moment.month in SEASONS:
        return not moment.day and not moment.unknown
    return moment.month <= 12 and moment.day <= (_days_in(moment.year, moment.month) if moment.day else 0)


def _days_in(year: int, month: int) -> int:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else _DAYS[month - 1]


def _ordinal(year: int, month: int, day: int) -> int:
    before = year - 1
    days = before * 365 + before // 4 - before // 100 + before // 400
    return days + sum(_days_in(year, one) for one in range(1, month)) + day


def _mark(approximate: bool, uncertain: bool) -> str:
    if approximate and uncertain:
        return "%"
    return "~" if approximate else "?" if uncertain else ""


def _seconds(moment: Moment | str) -> float:
    """The time of day a moment is written with, as it stands on the clock there; none is before all."""
    if isinstance(moment, str) or not moment.time:
        return -1.0
    hour, minute, second = moment.time[:2], moment.time[3:5], moment.time[6:8]
    seconds = int(second) if moment.time[5:6] == ":" and second.isdigit() else 0
    return int(hour) * 3600.0 + int(minute) * 60 + seconds


def _year_words(year: int, translated: Callable[[str], str]) -> str:
    return str(year) if year > 0 else translated("{year} BC").format(year=1 - year)


def _span_words(moment: Moment, translated: Callable[[str], str]) -> str:
    """A decade or century: "the 1990s", "1900 to 1999"."""
    if moment.unknown == "decade" and moment.year > 0 and moment.year % 100:
        return translated("the {year}s").format(year=moment.year)
    span = _SPANS[moment.unknown] - 1
    first, last = sorted((moment.year, moment.year + (span if moment.year >= 0 else -span)))
    start, end = _year_words(first, translated), _year_words(last, translated)
    return translated("{start} to {end}").format(start=start, end=end)


def _end_text(end: Moment | str) -> str:
    return end if isinstance(end, str) else end.text()


def _end_words(end: Moment | str, translated: Callable[[str], str]) -> str:
    return translated("unknown") if isinstance(end, str) else end.words(translated)
