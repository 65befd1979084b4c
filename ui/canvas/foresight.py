"""What the cards around the part in sight are drawn from, made before the board is panned to them.

Most of what a band costs that was never seen is the sprites of its cards and the lines of its links. They
are made while nothing else is to be done, by painting cards where nobody sees it.
"""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPixmap

from ui.canvas.model import BoardModel
from ui.canvas.scenery import Scenery
from ui.canvas.steps import Steps
from ui.canvas.view import View

_REACH = 560.0
"""How far around what is in sight, in screen px, cards are made ready."""


class Foresight:
    """The making ready for one view, in steps."""

    def __init__(self) -> None:
        self._key: tuple[Scenery, BoardModel, int, View, float] | None = None
        self._steps: Steps | None = None
        self._nowhere = QPixmap(1, 1)

    def forget(self) -> None:
        """What was being made ready is no more."""
        self._key = self._steps = None

    def go_on(
        self, scenery: Scenery, model: BoardModel, view: View, window: QRectF, ratio: float, until: float
    ) -> bool:
        """Make the cards around the window ready until a moment; gives whether nothing is left to be done."""
        key = (scenery, model, model.version, view, ratio)
        if key != self._key:
            self._key = key
            self._steps = scenery.foreseen_steps(
                model, view, window.adjusted(-_REACH, -_REACH, _REACH, _REACH)
            )
            next(self._steps)
        if self._steps is None:
            return True
        self._nowhere.setDevicePixelRatio(ratio)
        painter = QPainter(self._nowhere)
        try:
            while perf_counter() < until:
                painter.save()
                self._steps.send(painter)
                painter.restore()
        except StopIteration:
            painter.restore()
            self._steps = None
        finally:
            painter.end()
        return self._steps is None
