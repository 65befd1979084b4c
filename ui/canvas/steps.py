"""Painting that can be broken off between its steps and gone on with in a later frame.

A strip of the board costs more than a frame can give while the board is panned. Its painting is a
generator: it yields before each step and is sent the painter that the step may use.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias

from PySide6.QtGui import QPainter

Steps: TypeAlias = Generator[None, QPainter, None]


def run(painter: QPainter, steps: Steps) -> None:
    """Paint all at once."""
    try:
        next(steps)
        while True:
            painter.save()
            try:
                steps.send(painter)
            finally:
                painter.restore()
    except StopIteration:
        pass
