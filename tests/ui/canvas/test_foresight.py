"""What lies around the window is made ready at rest, so that a pan finds it there."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.board.strategies import document_of
from tests.perf.boards import made_case
from ui import theme
from ui.canvas.board_widget import BoardWidget


@pytest.mark.parametrize("scale", [0.5, 1.0])
def test_a_pan_finds_the_cards_around_the_window_ready(qtbot: QtBot, scale: float) -> None:
    board = BoardWidget(document_of(made_case(600)), "b1", theme.load("light"))
    board.motion.is_reduced = True
    qtbot.addWidget(board)
    board.resize(600, 400)
    with qtbot.waitExposed(board):
        board.show()
    board.zoom_to_fit()
    board.set_scale(scale)
    board.repaint()
    while not board.is_at_rest:
        board.repaint()
    while not board.paint_ahead():
        pass
    made = board._scenery.sprites.made
    for _ in range(3):
        board.pan_by(-24, -16)
        board.repaint()
    while not board.is_at_rest:
        board.repaint()
    assert board._scenery.sprites.made == made
    board.close()
