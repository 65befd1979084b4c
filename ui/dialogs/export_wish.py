"""What was asked for in the export dialog, and how the next one remembers it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from ui.dialogs.parcel import Parcel
from ui.paper import PAPERS, Page
from ui.render import Look

FORMATS = ("png", "svg", "pdf", "printer")
THEMES = ("light", "dark", "print", "corkboard")
OUT, BLANK, SHOWN = "out", "blank", "shown"
"""What becomes of what is confidential: left out, a blank card, or shown."""
_FORGOTTEN = ("part", "title")


@dataclass(frozen=True, slots=True)
class Wish:
    """All that can be chosen; plain values, since it is kept as text."""

    part: str = ""
    """The whole (empty), what is selected, or a frame by id."""
    format: str = "png"
    theme: str = "light"
    scale: int = 2
    """0 goes by `width`."""
    width: int = 3000
    paper: str = ""
    is_landscape: bool = True
    across: int = 1
    margin: int = 48
    title: str = ""
    has_date: bool = False
    has_legend: bool = False
    is_transparent: bool = False
    confidential: str = OUT

    def look(self, day: str) -> Look:
        """How the picture looks, with the date of the day where it is to be there."""
        return Look(
            theme=self.theme,
            is_transparent=self.is_transparent,
            margin=self.margin,
            title=self.title,
            date=day if self.has_date else "",
            has_legend=self.has_legend,
        )

    def page(self) -> Page:
        """What it is put on."""
        if self.format not in ("pdf", "printer"):
            return Page()
        paper = self.paper or ("A4" if self.format == "printer" else "")
        return Page(paper, self.is_landscape, self.across if paper else 1)

    def asked(self, prepared: Parcel, day: str) -> Parcel:
        """A picture that was prepared, as it is wanted."""
        page = self.page()
        width = 0 if self.scale or page.paper else self.width
        return replace(prepared, look=self.look(day), scale=float(self.scale or 1), width=width, page=page)

    def text(self) -> str:
        """What is remembered of it: nothing that says what was drawn."""
        return json.dumps({key: value for key, value in asdict(self).items() if key not in _FORGOTTEN})


def remembered(text: str) -> Wish:
    """The wish that was kept as text, as far as it makes sense."""
    try:
        kept = json.loads(text)
    except ValueError:
        return Wish()
    if not isinstance(kept, dict):
        return Wish()
    plain = asdict(Wish())
    taken: dict[str, Any] = {
        key: kept[key]
        for key, value in plain.items()
        if key not in _FORGOTTEN and type(kept.get(key)) is type(value)
    }
    wish = Wish(**(plain | taken))
    makes_sense = (
        wish.format in FORMATS
        and wish.theme in THEMES
        and wish.paper in ("", *PAPERS)
        and wish.confidential in (OUT, BLANK, SHOWN)
        and 0 <= wish.scale <= 8
        and 16 <= wish.width <= 16_000
        and 1 <= wish.across <= 20
        and 0 <= wish.margin <= 400
    )
    return wish if makes_sense else Wish()
