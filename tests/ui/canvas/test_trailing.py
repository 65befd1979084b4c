"""The links of what is dragged run, lightly drawn, where they run when they are drawn in full."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from board.case import Case
from board.kinds import LINK_KINDS
from board.records import Board, Item, Link, Placement, Route
from ui import theme
from ui.canvas import trailing
from ui.canvas.draw import Style
from ui.canvas.emphasis import Emphasis
from ui.canvas.model import BoardModel
from ui.canvas.sprites import Sprites
from ui.canvas.view import View

COUNT = 24


def model() -> BoardModel:
    """A hub with two dozen links of every kind around it, one of them bent."""
    kinds = list(LINK_KINDS)
    around = [(-1500 + n % 6 * 600, -900 + n // 6 * 500) for n in range(COUNT)]
    return BoardModel(
        Case(
            [
                Board("b1"),
                Item("hub", "claim", "Hub"),
                Placement("b1", "hub", -80, -40, 200, 100),
                *(Item(f"c{n}", "claim", f"Claim {n}") for n in range(COUNT)),
                *(Placement("b1", f"c{n}", x, y, 200, 100) for n, (x, y) in enumerate(around)),
                *(Link(f"k{n}", kinds[n % len(kinds)], f"c{n}", "hub") for n in range(COUNT)),
                Route("b1", "k3", ((40.0, -500.0),)),
            ]
        ),
        "b1",
    )


@pytest.mark.parametrize("scale", [0.05, 0.2, 0.4, 1.0])
@pytest.mark.parametrize("dimmed", [frozenset[str](), frozenset({"c1"})])
def test_lines_run_where_the_links_do(qtbot: QtBot, scale: float, dimmed: frozenset[str]) -> None:
    board, size = model(), QSizeF(1600, 1000)
    view = View(scale).centred(board.bounds().center(), size)
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    sprites = Sprites(Style(theme.load("light")))
    rows = np.arange(COUNT)
    trailing.paint(painter, board, view, rows, sprites, Emphasis(dimmed=dimmed), QRectF(image.rect()))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    inked = (pixels[..., :3] < 250).any(axis=2)
    for line in board.lines[:, 4:13] * scale + (view.dx, view.dy):
        x, y = np.round(line).astype(int).T
        seen = (x >= 4) & (x < image.width() - 4) & (y >= 4) & (y < image.height() - 4)
        near = [inked[b - 4 : b + 5, a - 4 : a + 5].any() for a, b in zip(x[seen], y[seen], strict=True)]
        # a dashed line has gaps
        assert sum(near) >= len(near) / 3
