"""Themes, icons and labels: every role in every theme, crisp at every ratio, and text that stays text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from board.kinds import ITEM_KINDS, LINK_KINDS
from board.records import ItemKind, LinkKind
from ui import icons, theme
from ui.theme import Theme
from ui.widgets import PlainLabel


@pytest.fixture(params=["light", "dark", "print", "corkboard"])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    return theme.load(request.param)


def test_every_kind_has_its_colour(look: Theme) -> None:
    assert len({look.kind_colour(kind).name() for kind in ITEM_KINDS.values()}) == len(ITEM_KINDS)
    assert all(look.link_colour(kind).alpha() == 255 for kind in LINK_KINDS.values())


def test_a_colour_that_no_theme_knows_is_drawn_neutrally(look: Theme) -> None:
    neutral = look.token("graphite").ink
    assert look.kind_colour(ItemKind("x", "X", "star", "no such token")) == neutral
    assert look.link_colour(LinkKind("x", "x", colour="no such token")) == neutral


def test_a_role_that_does_not_exist_is_a_bug(look: Theme) -> None:
    with pytest.raises(KeyError):
        look.colour("no such role")


def test_fonts_are_the_bundled_ones_and_follow_the_scale(qapp: QApplication) -> None:
    plain, large = theme.load("light"), theme.load("light", 1.3)
    assert QFontInfo(plain.font("cardTitle")).family() == "Inter"
    assert QFontInfo(plain.font("quote")).family() == "Source Serif 4"
    assert large.font("body").pixelSize() == 17
    assert large.board_font("body").pixelSize() == plain.board_font("body").pixelSize() == 13


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_icons_have_the_pixels_of_their_screen(look: Theme, ratio: float) -> None:
    made = icons.icon("plus", look).pixmap(QSize(16, 16), ratio)
    assert made.size() == QSize(round(16 * ratio), round(16 * ratio))
    kind = icons.kind_pixmap(ITEM_KINDS["claim"], 24, look, ratio)
    assert kind.deviceIndependentSize() == QSize(24, 24).toSizeF()


def test_a_disabled_icon_is_fainter(look: Theme) -> None:
    icon = icons.icon("plus", look)
    normal, faint = (
        icon.pixmap(QSize(16, 16), 1.0, mode).toImage().pixelColor(8, 8).alpha()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    )
    assert 0 < faint < normal


def test_an_icon_that_is_not_there_has_a_stand_in(look: Theme) -> None:
    for name in ("no-such-icon", "../themes/light", ""):
        assert not icons.pixmap(name, 16, look.colour("text")).toImage().isNull()


@given(st.text(max_size=200))
def test_a_label_shows_text_as_text(qapp: QApplication, text: str) -> None:
    label = PlainLabel(f"<b>{text}</b>")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text().startswith("<b>")
    assert not set(label.text()) & set("\u202e\u2066\0")


def test_a_label_that_elides_takes_no_room_by_force(qapp: QApplication) -> None:
    assert PlainLabel("W" * 500, elides=True).minimumSizeHint().width() == 0
    label = PlainLabel("W" * 500, elides=True)
    label.resize(80, 20)
    assert not label.grab().isNull()
