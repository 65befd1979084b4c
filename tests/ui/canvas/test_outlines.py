"""Many outlines are stamped where few are drawn one by one, and look the same."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter, QPen
from pytestqt.qtbot import QtBot

from board.case import Case
from board.records import Board, Item, Placement
from ui import theme
from ui.canvas.cards import CardSource
from ui.canvas.draw import Style
from ui.canvas.model import BoardModel
from ui.canvas.outlines import card_outline, paint_selected
from ui.canvas.view import View


@pytest.mark.parametrize("scale", [0.1, 0.3, 0.6, 1.0])
def test_stamps_look_like_outlines(qtbot: QtBot, scale: float) -> None:
    items = [Item(f"x{n:02}", "claim" if n % 3 else "note", "Words") for n in range(60)]
    spots = [
        Placement("b1", one.id, n % 10 * 240.0, n // 10 * 160.0, 200.0, 96.0) for n, one in enumerate(items)
    ]
    case = Case([Board("b1"), *items, *spots])
    model, cards, style = BoardModel(case, "b1"), CardSource(case, "b1"), Style(theme.load("light"))
    view, made = View(scale, 20, 20), []
    for is_many in (True, False):
        image = QImage(1600, 1000, QImage.Format.Format_RGB32)
        image.fill(style.colour("canvas"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_many:
            paint_selected(painter, model, view, cards, style, np.arange(len(model)), 2.0)
        else:
            painter.setPen(QPen(style.colour("accent"), 2.0))
            for item in model.ids:
                painter.drawPath(card_outline(model, view, cards, style, item, 2.0))
        painter.end()
        made.append(np.frombuffer(image.constBits(), np.uint8).astype(np.int16).reshape(1000, -1))
    drawn = [np.abs(picture - picture[-1, -4]).sum() for picture in made]
    assert drawn[1] * 0.9 < drawn[0] < drawn[1] * 1.1
    assert (np.abs(made[0] - made[1]) > 150).mean() < 0.01
