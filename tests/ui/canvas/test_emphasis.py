"""What stands out or back, on all cards at once: seen, and no sprite is drawn for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSizeF
from pytestqt.qtbot import QtBot

from tests.board.strategies import document_of
from tests.ui.canvas.test_surface import case
from ui import theme
from ui.canvas.board_widget import BoardWidget
from ui.canvas.emphasis import Emphasis
from ui.canvas.view import View

_LOOKS: dict[str, Callable[[frozenset[str], frozenset[str]], Emphasis]] = {
    "dimmed": lambda items, _: Emphasis(dimmed=items),
    "hits": lambda items, _: Emphasis(hits=items),
    "fallen": lambda items, links: Emphasis(fallen=items, thin_links=links),
    "links": lambda _, links: Emphasis(dimmed_links=links),
}


@pytest.fixture(params=[0.1, 0.3, 0.5, 1.0])
def board(request: pytest.FixtureRequest, qtbot: QtBot) -> BoardWidget:
    made = BoardWidget(document_of(case()), "b1", theme.load("light"))
    made.motion.is_reduced = True
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.set_view(View(request.param).centred(made.model.bounds().center(), QSizeF(made.size())))
    made.grab()
    return made


@pytest.mark.parametrize("name", _LOOKS)
def test_standing_out_or_back_is_seen_and_draws_no_sprite(board: BoardWidget, name: str) -> None:
    before, drawn = board.grab().toImage(), board.sprites_drawn
    items, links = frozenset(board.model.row), frozenset(board.model.link_row)
    board.set_emphasis(_LOOKS[name](items, links))
    assert board.grab().toImage() != before
    board.set_emphasis(Emphasis())
    assert board.grab().toImage() == before
    assert board.sprites_drawn == drawn


def test_hiding_and_selecting_all_draws_no_sprite(board: BoardWidget) -> None:
    before, drawn = board.grab().toImage(), board.sprites_drawn
    board.selection.set(board.model.row)
    assert board.grab().toImage() != before
    board.selection.clear()
    board.set_hidden(list(board.model.row)[::2])
    assert board.grab().toImage() != before
    board.set_hidden(())
    assert board.grab().toImage() == before
    assert board.sprites_drawn == drawn
