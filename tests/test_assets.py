"""Laws of what the program brings along."""

from __future__ import annotations

import json
from itertools import pairwise, product
from typing import Any

import pytest
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication

import assets

THEMES = ("light", "dark", "print", "corkboard")
SURFACES = ("canvas", "rail", "panel", "card", "raised", "page")


def read(*parts: str) -> Any:
    return json.loads(assets.path(*parts).read_text(encoding="utf-8"))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    shade = QColor(colour)
    parts = (shade.redF(), shade.greenF(), shade.blueF())
    red, green, blue = (float(x) / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def shape(value: Any) -> Any:
    """The keys of nested objects."""
    return {key: shape(part) for key, part in value.items()} if isinstance(value, dict) else None


@pytest.mark.parametrize("name", THEMES)
def test_themes_have_the_same_keys(name: str) -> None:
    assert shape(read("themes", f"{name}.json")) == shape(read("themes", "light.json"))


@pytest.mark.parametrize("name", THEMES)
def test_every_colour_is_one_and_links_are_opaque(name: str) -> None:
    theme = read("themes", f"{name}.json")
    flat = [*theme["colours"].values(), *theme["kinds"].values(), *theme["links"].values()]
    flat += [colour for token in theme["tokens"].values() for colour in token.values()]
    flat += [layer["colour"] for layers in theme["shadows"].values() for layer in layers]
    assert all(QColor.isValidColorName(colour) for colour in flat)
    assert all(QColor(colour).alpha() == 255 for colour in theme["links"].values())


@pytest.mark.parametrize("name", THEMES)
def test_words_can_be_read_on_every_surface(name: str) -> None:
    colours = read("themes", f"{name}.json")["colours"]
    pairs = list(product(("text", "text2", "text3", "accent"), SURFACES))
    pairs += [("warnText", "warnBg"), ("errorText", "errorBg"), ("okText", "okBg"), ("onAccent", "accent")]
    pairs += [("onTooltip", "tooltip"), ("onGradeSolid", "gradeSolid"), ("text", "gradeTint")]
    assert not [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]


@pytest.mark.parametrize("name", THEMES)
def test_kinds_can_be_told_from_cards(name: str) -> None:
    theme = read("themes", f"{name}.json")
    assert not [
        kind
        for kind, colour in theme["kinds"].items()
        if min(contrast(colour, theme["colours"][surface]) for surface in ("card", "canvas")) < 4.5
        or contrast(colour, theme["colours"]["onKind"]) < 4.5
    ]


@pytest.mark.parametrize("name", THEMES)
def test_the_ramp_can_be_read_without_seeing_colours(name: str) -> None:
    theme = read("themes", f"{name}.json")
    steps = [luminance(theme["colours"][f"ramp{step}"]) for step in range(1, 7)]
    assert steps == sorted(steps, reverse=not theme["dark"])
    pairs = pairwise(theme["colours"][f"ramp{step}"] for step in range(1, 7))
    assert min(contrast(one, other) for one, other in pairs) > 1.25
    assert contrast(theme["colours"]["ramp6"], theme["colours"]["canvas"]) > 7


def test_every_icon_that_is_named_is_there() -> None:
    metrics = read("themes", "metrics.json")
    named = [*metrics["kindIcons"], *(kind["icon"] for kind in metrics["kinds"].values())]
    assert not [name for name in named if not assets.path("icons", f"{name}.svg").is_file()]


def test_icons_take_their_colour_from_the_theme() -> None:
    icons = list(assets.path("icons").glob("*.svg"))
    assert len(icons) > 100
    for icon in icons:
        text = icon.read_text(encoding="utf-8")
        assert 'stroke="currentColor"' in text
        assert "href" not in text
        assert "<script" not in text


@pytest.mark.parametrize("family", ["Inter", "Source Serif 4"])
def test_fonts_write_latin_cyrillic_and_greek(qapp: QGuiApplication, family: str) -> None:
    for font in assets.path("fonts").glob("*.ttf"):
        assert QFontDatabase.addApplicationFont(str(font)) != -1
    metrics = QFontMetrics(QFont(family, 12))
    for words in ("Quay 9, “sealed” – ½ €…", "Zażółć gęślą jaźń", "Москва, Київ, Ђорђе", "Αθήνα, Όμηρος"):
        assert all(metrics.inFontUcs4(ord(character)) for character in words)


def test_every_licence_that_is_shown_is_there() -> None:
    for entry in read("licences", "licences.json"):
        assert entry["name"]
        assert entry["licence"]
        assert not entry["file"] or assets.path("licences", entry["file"]).stat().st_size > 500
