"""The question over the board: where it stands, and every way to answer it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.canvas.chooser import Choice, Chooser, placed

ROOM = QRectF(0, 0, 1000, 700)
BOX = st.builds(QRectF, st.floats(0, 900), st.floats(0, 600), st.floats(20, 300), st.floats(20, 200))


@given(BOX, BOX)
def test_it_stays_inside_the_board(first: QRectF, second: QRectF) -> None:
    size = QSize(220, 180)
    corner = placed(size, [first, second], [], ROOM)
    assert ROOM.contains(QRectF(corner, size.toSizeF()))


@given(st.floats(60, 380), st.floats(60, 560), st.floats(60, 380), st.floats(60, 560))
def test_with_room_it_hides_neither_card_nor_link(x0: float, y0: float, x1: float, y1: float) -> None:
    cards = [QRectF(x1, y1, 120, 60), QRectF(x0, y0, 120, 60)]
    way = cards[0].center() - cards[1].center()
    line = [cards[1].center() + way * (step / 24) for step in range(25)]
    free = [point for point in line if not any(card.contains(point) for card in cards)]
    shown = QRectF(placed(QSize(200, 150), cards, free, ROOM), QSize(200, 150).toSizeF())
    assert not any(shown.intersects(card) for card in cards)
    assert not any(shown.contains(point) for point in free)


@pytest.fixture
def asked(qtbot: QtBot) -> tuple[Chooser, list[str]]:
    board = QWidget()
    board.resize(800, 600)
    qtbot.addWidget(board)
    board.show()
    names = ("says", "supports", "contradicts", "about")
    choices = [Choice(name, name, lambda painter, rect: None) for name in names]
    chooser = Chooser(board, theme.load("light"), "Claim to claim", choices)
    answers: list[str] = []
    chooser.chosen.connect(answers.append)
    chooser.cancelled.connect(lambda: answers.append("nothing"))
    chooser.open_beside([QRectF(100, 100, 80, 40)], [QPointF(200, 120)])
    chooser.setProperty("kept", board)
    return chooser, answers


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ([Qt.Key.Key_Return], "says"),
        ([Qt.Key.Key_3], "contradicts"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Enter], "supports"),
        ([Qt.Key.Key_Up, Qt.Key.Key_Space], "about"),
        ([Qt.Key.Key_C, Qt.Key.Key_Return], "contradicts"),
        ([Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return], "supports"),
        ([Qt.Key.Key_Escape], "nothing"),
        ([Qt.Key.Key_9, Qt.Key.Key_Escape], "nothing"),
    ],
)
def test_keys_answer_it(asked: tuple[Chooser, list[str]], keys: list[Qt.Key], answer: str) -> None:
    chooser, answers = asked
    for key in keys:
        QTest.keyClick(chooser.rows, key)
    assert answers == [answer]


def test_a_click_answers_it(asked: tuple[Chooser, list[str]]) -> None:
    chooser, answers = asked
    rect = chooser.rows.visualItemRect(chooser.rows.item(2))
    QTest.mouseClick(chooser.rows.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert answers == ["contradicts"]


def test_it_is_answered_once(asked: tuple[Chooser, list[str]]) -> None:
    chooser, answers = asked
    QTest.keyClick(chooser.rows, Qt.Key.Key_Return)
    chooser.cancel()
    assert answers == ["says"]
