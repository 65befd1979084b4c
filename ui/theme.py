"""How the program looks, as data: colours by role, type, measures and shadows out of `assets/themes`.

Code asks for roles and never for a hexadecimal value, so that a board drawn in the light reads as
well in the dark and on paper. Board drawing uses type at 100 %, which the board's own zoom then
scales; the window's widgets use it at the UI scale that the user picked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase

import assets
from board.records import ItemKind, LinkKind

_FALLBACKS = {"ui": ("Noto Sans", "DejaVu Sans"), "quote": ("Noto Serif", "DejaVu Serif")}
"""Families that take over, before the system's own choice, where a bundled font lacks a script."""


@dataclass(frozen=True)
class Shadow:
    """One layer of a soft shadow: its offset, blur radius and colour."""

    x: float
    y: float
    blur: float
    colour: QColor


@dataclass(frozen=True)
class TokenColours:
    """A colour token in its four uses."""

    ink: QColor
    """Text, silhouettes and outlines."""
    edge: QColor
    """The border of a card or frame that wears it."""
    wash: QColor
    """The face of a card that wears it."""
    frame: QColor
    """The face of a frame that wears it."""


@dataclass(frozen=True, eq=False)
class Theme:
    """One look: light, dark, print or corkboard."""

    name: str
    is_dark: bool
    finish: str
    """plain, or cork where cards are pinned to a board of it."""
    scale: float
    """The user's UI scale: 0.9, 1, 1.15 or 1.3."""
    metrics: Mapping[str, Any]
    """`metrics.json`: everything that is the same in all themes."""
    tokens: Mapping[str, TokenColours]
    _colours: Mapping[str, QColor] = field(repr=False)
    _kinds: Mapping[str, QColor] = field(repr=False)
    _links: Mapping[str, QColor] = field(repr=False)
    _shadows: Mapping[str, tuple[Shadow, ...]] = field(repr=False)
    _fonts: dict[tuple[str, float], QFont] = field(default_factory=dict, repr=False)

    def colour(self, role: str) -> QColor:
        """The colour of a role; raises KeyError for a role that no theme has."""
        return self._colours[role]

    def kind_colour(self, kind: ItemKind) -> QColor:
        """The colour of an item kind, built-in or the user's own."""
        return self.token(kind.colour).ink

    def link_colour(self, kind: LinkKind) -> QColor:
        """The colour of a link kind, built-in or the user's own."""
        found = self._links.get(kind.colour)
        return found if found is not None else self.token(kind.colour).ink

    def token(self, name: str) -> TokenColours:
        """A colour token by name; one that no theme knows reads as graphite."""
        return self.tokens.get(name) or self.tokens["graphite"]

    def shadow(self, state: str) -> tuple[Shadow, ...]:
        """The layers of the shadow `card`, `hover`, `drag` or `overlay`."""
        return self._shadows[state]

    def font(self, role: str) -> QFont:
        """A font of the type scale for widgets, at the UI scale."""
        return QFont(self._font(role, self.scale))

    def board_font(self, role: str) -> QFont:
        """A font of the type scale in board units, without hinting so that it zooms evenly."""
        return QFont(self._font(role, 0.0))

    def size(self, value: float) -> int:
        """A length in px at the UI scale."""
        return round(value * self.scale)

    def motion(self, name: str) -> int:
        """The duration `fast`, `base` or `layout` in ms."""
        return int(self.metrics["motion"][name])

    def _font(self, role: str, scale: float) -> QFont:
        found = self._fonts.get((role, scale))
        if found is None:
            found = _make_font(self.metrics, role, scale)
            self._fonts[role, scale] = found
        return found


def load(name: str, scale: float = 1.0) -> Theme:
    """The theme `light`, `dark`, `print` or `corkboard`; registers the bundled fonts on first use."""
    register_fonts()
    data = _read(f"{name}.json")
    return Theme(
        name=data["name"],
        is_dark=bool(data["dark"]),
        finish=data["finish"],
        scale=scale,
        metrics=_read("metrics.json"),
        tokens={
            token: TokenColours(**{use: QColor(value) for use, value in uses.items()})
            for token, uses in data["tokens"].items()
        },
        _colours={role: QColor(value) for role, value in data["colours"].items()},
        _kinds={kind: QColor(value) for kind, value in data["kinds"].items()},
        _links={link: QColor(value) for link, value in data["links"].items()},
        _shadows={
            state: tuple(Shadow(s["x"], s["y"], s["blur"], QColor(s["colour"])) for s in layers)
            for state, layers in data["shadows"].items()
        },
    )


@cache
def register_fonts() -> None:
    """Make the bundled fonts known to Qt, once in the life of the program."""
    for file in sorted(assets.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@cache
def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(assets.path("themes", name).read_text("utf-8"))
    return data


def _make_font(metrics: Mapping[str, Any], role: str, scale: float) -> QFont:
    spec = metrics["type"][role]
    family = spec["family"]
    font = QFont()
    font.setFamilies([metrics["families"][family], *_FALLBACKS[family]])
    font.setWeight(QFont.Weight(spec["weight"]))
    if scale:
        font.setPixelSize(max(round(spec["size"] * scale), round(metrics["minimumSize"] * min(scale, 1))))
    else:
        font.setPixelSize(spec["size"])
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if role in ("badge", "caption", "small"):
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
