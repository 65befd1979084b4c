"""Paper that a picture is put on: whole on one sheet, or over many as a poster to be glued together.

All lengths are in mm. On a poster each sheet repeats a strip of its neighbours, and marks at the corners
of what it shows tell where to cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0), "Letter": (215.9, 279.4)}
MOST_SHEETS = 400
MOST_ACROSS = 20
PX = 25.4 / 96
"""A px at 100 % in mm."""
MOST_SIDE = 14_400 / 72 * 25.4
"""Readers of PDF refuse larger pages."""
_EPSILON = 1e-6
_GIVES_WAY = 0.1
"""How much smaller a poster may be drawn where that saves a row of sheets."""


class TooManySheets(Exception):
    """A poster that nobody could put together."""

    def __init__(self, count: int) -> None:
        super().__init__(f"{count} sheets")
        self.count = count


@dataclass(frozen=True, slots=True)
class Page:
    """What a picture is put on."""

    paper: str = ""
    """A4, A3, Letter or a `custom` one; empty for a page as large as the picture."""
    is_landscape: bool = False
    across: int = 1
    """Sheets beside one another: more than one makes a poster."""
    overlap: float = 10.0
    margin: float = 10.0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper."""
        short, long = PAPERS.get(self.paper) or _measures(self.paper)
        return (long, short) if self.is_landscape else (short, long)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: where it shows what part of the picture."""

    column: int
    row: int
    left: float
    """Of the part it shows, in mm of the whole picture at its size on paper."""
    top: float
    width: float
    height: float

    @property
    def name(self) -> str:
        """Column as a letter and row as a number, from the top left: B3."""
        letters, rest = "", self.column + 1
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(ord("A") + letter) + letters
        return f"{letters}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Spread:
    """A picture laid over sheets."""

    size: tuple[float, float]
    """Of each sheet of paper."""
    scale: float
    """mm on paper for a px of the picture at 100 %."""
    columns: int
    rows: int
    step: tuple[float, float]
    """From one sheet's part to the next one's."""
    inside: tuple[float, float]
    """What can be printed on a sheet."""
    margin: float
    overlap: float
    drawn: tuple[float, float]
    """The picture's size on paper."""

    @property
    def count(self) -> int:
        """How many sheets."""
        return self.columns * self.rows

    @property
    def is_poster(self) -> bool:
        """Whether the sheets are to be put together."""
        return self.count > 1

    def sheets(self) -> Iterator[Sheet]:
        """The sheets row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield Sheet(column, row, column * self.step[0], row * self.step[1], *self.inside)

    def corner(self) -> tuple[float, float]:
        """Where on a sheet its part begins; a picture alone on its sheet stands in the middle."""
        if self.is_poster or not self.margin:
            return self.margin, self.margin
        return (self.size[0] - self.drawn[0]) / 2, (self.size[1] - self.drawn[1]) / 2


def custom(width: float, height: float) -> str:
    """The name of a paper of any measures."""
    return f"{width:.2f}x{height:.2f}"


def _measures(name: str) -> tuple[float, float]:
    width, _, height = name.partition("x")
    return float(width), float(height)


def spread(page: Page, width: float, height: float, scale: float = 1.0) -> Spread:
    """Lay a picture of so many px over paper; without a paper, `scale` says how large it gets.

    A poster whose last row would not fit into MOST_SHEETS raises TooManySheets.
    """
    if not page.paper:
        unit = min(PX * scale, MOST_SIDE / max(width, height))
        whole = (width * unit, height * unit)
        return Spread(whole, unit, 1, 1, whole, whole, 0.0, 0.0, whole)
    inside = (page.size[0] - 2 * page.margin, page.size[1] - 2 * page.margin)
    if page.across <= 1:
        unit = min(inside[0] / width, inside[1] / height, PX * 2)
        drawn = (width * unit, height * unit)
        return Spread(page.size, unit, 1, 1, inside, inside, page.margin, 0.0, drawn)
    step = (inside[0] - page.overlap, inside[1] - page.overlap)
    unit = (page.across * step[0] + page.overlap) / width
    rows = max(ceil((height * unit - page.overlap) / step[1] - _EPSILON), 1)
    less = ((rows - 1) * step[1] + page.overlap) / height
    if rows > 1 and less >= unit * (1 - _GIVES_WAY):
        # a last row of sheets with hardly anything on them is not worth the paper
        unit, rows = less, rows - 1
    if rows * page.across > MOST_SHEETS:
        raise TooManySheets(rows * page.across)
    drawn = (width * unit, height * unit)
    return Spread(page.size, unit, page.across, rows, step, inside, page.margin, page.overlap, drawn)
