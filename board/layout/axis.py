"""The time axis of a board that was arranged by date.

That a board has one is noted on it (`has_time_axis`), by the step that arranges it: any other
arrangement of the whole board takes the note away, and so does undo. Where the axis runs is read off
the cards themselves, so that it stays right when some are moved by hand: of the dated cards the most
that stand in the order of time carry it, and those that were put elsewhere are passed over.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from board.case import Case
from board.change import Change, of
from board.dates import Date, Moment, parse
from board.query import inside_frames, shown_height
from board.records import Board, Frame, Placement

REACH = 480.0
"""The furthest that the axis goes on beyond the dates it knows."""
HEADROOM = 96.0
"""Kept free above the uppermost of what stands under the axis, for its line and its dates."""
YEAR = 365.2425
MOST_TICKS = 400
_MARK = "time_axis"
_YEARS = tuple(step * 10**power for power in range(9, -1, -1) for step in (5, 2, 1))
_MONTHS = (6, 3, 1)
_DAYS = (14, 7, 2, 1)
_LEVELS = (
    *(("year", step) for step in _YEARS),
    *(("month", step) for step in _MONTHS),
    *(("day", step) for step in _DAYS),
)
"""How marks can be set, from the coarsest to the finest."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis, and the moment that is written at it."""

    x: float
    moment: Moment


@dataclass(frozen=True, slots=True)
class Span:
    """The time that an item may be of, from left to right at the top of its card."""

    left: float
    right: float
    y: float
    is_open_left: bool = False
    is_open_right: bool = False


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A time axis in board units: where every day stands, and what spans of time there are."""

    days: tuple[float, ...]
    xs: tuple[float, ...]
    """Where those days stand; between them time runs evenly."""
    left: float
    right: float
    top: float
    bottom: float
    """What the dated cards take up; the top is that of all that stands where the dates are written."""
    spans: dict[str, Span]
    tray: tuple[float, float] | None = None
    """Left and top of the cards without a date, where they lie apart from those with one."""
    _kept: dict[int, tuple[Tick, ...]] = field(default_factory=dict, repr=False, compare=False)

    def x(self, day: float) -> float:
        """Where a day stands: beyond the known ones time goes as fast as in all."""
        days, xs = self.days, self.xs
        if day <= days[0] or day >= days[-1]:
            pace = (xs[-1] - xs[0]) / (days[-1] - days[0])
            end = 0 if day <= days[0] else -1
            return xs[end] + max(-REACH, min(REACH, (day - days[end]) * pace))
        last = bisect_right(days, day) - 1
        part = (day - days[last]) / (days[last + 1] - days[last])
        return xs[last] + (xs[last + 1] - xs[last]) * part

    def ticks(self, least: float = 0.0) -> tuple[Tick, ...]:
        """Marks at round dates, so far apart that most keep about `least` between them."""
        step = math.ceil(2 * math.log2(max(least, 1.0)))
        if step not in self._kept:
            self._kept[step] = self._made_ticks(2 ** (step / 2))
        return self._kept[step]

    def _made_ticks(self, least: float) -> tuple[Tick, ...]:
        """Round dates, the roundest first, and finer ones between them where time has been given room."""
        return tuple(
            Tick(self.x(moment.earliest), moment)
            for moment in self._between(self.days[0] - 1, self.days[-1] + 1, 0, least, (0.0, 0.0))
        )

    def _between(
        self, first: float, last: float, level: int, least: float, air: tuple[float, float]
    ) -> Iterator[Moment]:
        """Moments of a level and finer, with `air` left at both ends."""
        low, high = self.x(first) + air[0], self.x(last) - air[1]
        if level == len(_LEVELS) or high < low:
            return
        start, keep, wait = first, air[0], low
        for moment in _moments(*_LEVELS[level], first, last):
            day = moment.earliest
            at = self.x(day)
            if first < day < last and wait <= at <= high:
                yield from self._between(start, day, level + 1, least, (keep, least))
                yield moment
                start, keep, wait = day, least, at + least
        yield from self._between(start, last, level + 1, least, (keep, air[1]))


def has_time_axis(board: Board) -> bool:
    """Whether a board was arranged by date last."""
    return _noted(board).get(_MARK) is True


def with_time_axis(board: Board, *, shown: bool) -> Board:
    """The board with the note that it was arranged by date, or without it."""
    noted = _noted(board)
    noted.pop(_MARK, None)
    if shown:
        noted[_MARK] = True
    return replace(board, extra=json.dumps(noted, ensure_ascii=False) if noted else "")


def show_time_axis(case: Case, board: str, shown: bool = True) -> Change:
    """A board with its time axis, or without. Raises KeyError for an unknown board."""
    old = case.boards[board]
    label = "Show time axis" if shown else "Hide time axis"
    if has_time_axis(old) == shown:
        return of(label, (), ())
    return of(label, [old], [with_time_axis(old, shown=shown)])


def time_axis(case: Case, board: str, only: Collection[str] | None = None) -> TimeAxis | None:
    """The time axis of a board that was arranged by date, as long as cards stand in the order of time.

    With `only` some of its cards are there, and nothing is told of the others.
    """
    record = case.boards.get(board)
    return axis_of(case, board, only) if record is not None and has_time_axis(record) else None


def axis_of(case: Case, board: str, only: Collection[str] | None = None) -> TimeAxis | None:
    """The axis that the dated cards of a board make, or None when they do not follow time."""
    dated: list[tuple[Placement, Date]] = []
    undated: list[Placement] = []
    for item, card in sorted(case.on_board(board).items()):
        if only is not None and item not in only:
            continue
        text = case.items[item].date
        date = _parsed(text) if text else None
        if date is None:
            undated.append(card)
        else:
            dated.append((card, date))
    days, xs = _anchors([(day_of(date), card.x + card.width / 2) for card, date in dated])
    if len(days) < 2:
        return None
    cards = [card for card, _ in dated]
    bottom = max(card.y + shown_height(card) for card in cards)
    axis = TimeAxis(
        tuple(days),
        tuple(xs),
        min(card.x for card in cards),
        max(card.x + card.width for card in cards),
        _top(case, board, cards, undated),
        bottom,
        {},
        _tray(undated, bottom),
    )
    axis.spans.update((card.item, _span(axis, card, date)) for card, date in dated)
    return axis


def day_of(date: Date) -> float:
    """The day at which a date stands: the middle of what it can be, or its only known end."""
    first, last = date.earliest, date.latest
    if math.isinf(first) or math.isinf(last):
        return last if math.isinf(first) else first
    return (first + last) / 2


@lru_cache(8192)
def _parsed(text: str) -> Date | None:
    return parse(text)


def _noted(board: Board) -> dict[str, object]:
    try:
        found = json.loads(board.extra) if board.extra else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _anchors(dated: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """The most days whose places rise with time, if those are most of all; a day stands amid its cards."""
    at: defaultdict[float, list[float]] = defaultdict(list)
    for day, x in dated:
        at[day].append(x)
    order = [(day, _middle(at[day])) for day in sorted(at)]
    least: list[float] = []  # the least x at which a run of each length ends
    ends: list[int] = []
    before: list[int] = []
    for number, (_, x) in enumerate(order):
        length = bisect_left(least, x)
        before.append(ends[length - 1] if length else -1)
        least[length : length + 1] = [x]
        ends[length : length + 1] = [number]
    run: list[int] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        run.append(number)
        number = before[number]
    if 2 * len(run) < len(order):
        return [], []
    found = [order[number] for number in reversed(run)]
    return [day for day, _ in found], [x for _, x in found]


def _middle(places: list[float]) -> float:
    """The median, so that one card put elsewhere does not count."""
    places.sort()
    half = len(places) // 2
    return places[half] if len(places) % 2 else (places[half - 1] + places[half]) / 2


def _top(case: Case, board: str, dated: Sequence[Placement], undated: Sequence[Placement]) -> float:
    """Above the dated cards, and above all that would lie over the dates: frames around them, other cards.

    A frame counts where a card that is told of lies in it.
    """
    left = min(card.x for card in dated)
    right = max(card.x + card.width for card in dated)
    top = min(card.y for card in dated)
    told = {card.item for card in (*dated, *undated)}
    others: list[Placement | Frame] = [*undated, *(case.frames[frame] for frame in case.frames_on(board))]
    for part in sorted(others, key=lambda part: (-part.y, part.key)):
        is_across = part.x < right and part.x + part.width > left
        if not (is_across and part.y < top < part.y + shown_height(part) + HEADROOM):
            continue
        if isinstance(part, Placement) or inside_frames(case, board, [part.id])[0] & told:
            top = part.y
    return top


def _span(axis: TimeAxis, card: Placement, date: Date) -> Span:
    opens, closes = math.isinf(date.earliest), math.isinf(date.latest)
    middle = card.x + card.width / 2
    left = axis.x(date.latest) - REACH if opens else axis.x(date.earliest)
    right = axis.x(date.earliest) + REACH if closes else axis.x(date.latest)
    if opens and closes:
        left, right = middle - REACH, middle + REACH
    return Span(left, right, card.y, opens, closes)


def _tray(undated: Sequence[Placement], bottom: float) -> tuple[float, float] | None:
    """Left and top of the undated cards, when they lie below all others."""
    if not undated or min(card.y for card in undated) <= bottom:
        return None
    return min(card.x for card in undated), min(card.y for card in undated)


def _moments(unit: str, step: int, first: float, last: float) -> Iterator[Moment]:
    """Moments at every so many whole years, months or days; none when there are too many to be told."""
    length = {"year": YEAR, "month": YEAR / 12, "day": 1.0}[unit] * step
    if (last - first) / length > MOST_TICKS:
        return
    if unit == "year":
        begin = math.ceil((first / YEAR + 1) / step) * step
        years = (Moment(year) for year in range(begin, int(last / YEAR) + 2, step))
        yield from (year for year in years if first <= year.earliest <= last)
        return
    for month in range(math.floor(first / YEAR * 12) - 1, math.ceil(last / YEAR * 12) + 2):
        year, number = divmod(month, 12)
        moment = Moment(year + 1, number + 1)
        if unit == "month":
            yield from [moment] if number % step == 0 and first <= moment.earliest <= last else []
            continue
        days = moment.latest - moment.earliest + 1
        marks = range(1, days + 2 - min(step, 3), step)
        dates = (Moment(year + 1, number + 1, day) for day in marks)
        yield from (day for day in dates if first <= day.earliest <= last)
