"""A pixmap that rolls shows what one that is copied about would show."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from ui.canvas.rolling import RollingPixmap

_WIDTH, _HEIGHT = 40, 30
_STEPS = st.one_of(
    st.tuples(st.just("scroll"), st.integers(-60, 60), st.integers(-60, 60)),
    st.tuples(st.just("clear"), st.integers(-9, 40), st.integers(-9, 30)),
    st.tuples(st.just("put"), st.integers(-9, 40), st.integers(-9, 30)),
    st.tuples(st.just("paint"), st.integers(-9, 40), st.integers(-9, 30)),
)


def _stamp(number: int) -> QPixmap:
    pixmap = QPixmap(13, 9)
    pixmap.fill(QColor.fromHsv(number * 47 % 360, 200, 200))
    return pixmap


def _shown(rolling: RollingPixmap) -> QImage:
    image = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    rolling.draw(painter, QPointF(0, 0), rolling.rect())
    painter.end()
    return image


@settings(deadline=None)
@given(st.lists(_STEPS, max_size=8))
def test_what_rolls_looks_as_if_it_had_been_moved(qtbot: QtBot, steps: list[tuple[str, int, int]]) -> None:
    rolling = RollingPixmap(QSize(_WIDTH, _HEIGHT), 1.0, QColor("white"))
    plain = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    for number, (what, x, y) in enumerate(steps):
        part = QRect(x, y, 13, 9)
        if what == "scroll":
            rolling.scroll(x, y)
            # what comes in at an edge went out at the other: nobody may rely on it
            fresh = QImage(_WIDTH, _HEIGHT, QImage.Format.Format_RGB32)
            painter = QPainter(fresh)
            for dx in range(-2 * _WIDTH, 2 * _WIDTH + 1, _WIDTH):
                for dy in range(-3 * _HEIGHT, 3 * _HEIGHT + 1, _HEIGHT):
                    painter.drawImage(QPoint(x + dx, y + dy), plain)
            painter.end()
            plain = fresh
            continue
        painter = QPainter(plain)
        if what == "clear":
            rolling.clear(part)
            painter.fillRect(part, QColor("white"))
        elif what == "put":
            rolling.put(part.topLeft(), _stamp(number))
            painter.drawPixmap(part.topLeft(), _stamp(number))
        else:
            for _, piece in rolling.painters(part):
                piece.fillRect(QRect(x - 5, y - 5, 40, 40), QColor("black"))
            painter.fillRect(part, QColor("black"))
        painter.end()
    assert _shown(rolling) == plain
