"""A board widget on a real case file, and a hand that uses it as a person would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from board.case import Case
from board.change import of
from board.document import Document
from board.records import Board, Frame, Item, Link, Placement
from storage import Store, create_case
from ui import theme
from ui.actions import ROWS
from ui.canvas.board_widget import BoardWidget
from ui.canvas.chooser import Chooser
from ui.canvas.commands import COMMANDS
from ui.canvas.editor import InPlaceEditor

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


def clock() -> datetime:
    """A moment that does not pass."""
    return datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Desk:
    """A case, the board it is shown on, and what the board said."""

    store: Store
    document: Document
    board: BoardWidget
    said: list[str]
    linked: list[str]

    @property
    def case(self) -> Case:
        return self.document.case

    def at(self, x: float, y: float) -> QPoint:
        """The screen point of a board point."""
        return self.board.view.to_screen(QPointF(x, y)).toPoint()

    def middle(self, item: str) -> QPoint:
        """The screen point of a card's middle."""
        box = self.board.model.box(item)
        assert box is not None
        return self.board.view.to_screen(box.center()).toPoint()

    def side(self, item: str, side: str) -> QPoint:
        """The screen point of a card's dot."""
        box = self.board.model.box(item)
        assert box is not None
        middle = box.center()
        x = {"left": box.left(), "right": box.right()}.get(side, middle.x())
        y = {"top": box.top(), "bottom": box.bottom()}.get(side, middle.y())
        return self.at(x, y)

    def hover(self, point: QPoint) -> None:
        self._mouse(QEvent.Type.MouseMove, point, NONE, Qt.MouseButton.NoButton)

    def press(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mousePress(self.board, LEFT, modifiers, point)

    def move(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self._mouse(QEvent.Type.MouseMove, point, modifiers, LEFT)

    def release(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseRelease(self.board, LEFT, modifiers, point)

    def click(self, point: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.press(point, modifiers)
        self.release(point, modifiers)

    def double_click(self, point: QPoint) -> None:
        QTest.mouseDClick(self.board, LEFT, NONE, point)

    def drag(self, *way: QPoint, modifiers: Qt.KeyboardModifier = NONE, release: bool = True) -> None:
        """Press at the first point, move over the others, release at the last."""
        self.press(way[0], modifiers)
        for start, end in pairwise(way):
            for part in (0.2, 0.6, 1.0):
                step = QPointF(start) + (QPointF(end) - QPointF(start)) * part
                self.move(step.toPoint(), modifiers)
        if release:
            self.release(way[-1], modifiers)

    def _mouse(
        self, kind: QEvent.Type, point: QPoint, modifiers: Qt.KeyboardModifier, buttons: Qt.MouseButton
    ) -> None:
        place, everywhere = QPointF(point), QPointF(self.board.mapToGlobal(point))
        event = QMouseEvent(kind, place, everywhere, Qt.MouseButton.NoButton, buttons, modifiers)
        QApplication.sendEvent(self.board, event)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """A key pressed where the focus is."""
        QTest.keyClick(self.focused(), key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focused(), text)

    def focused(self) -> QWidget:
        """Who has the focus on the board."""
        return QApplication.focusWidget() or self.board

    def shortcut(self, keys: str) -> None:
        """Keys of a row of the table of actions, pressed on the board."""
        combination = QKeySequence.fromString(keys)[0]
        QTest.keyClick(self.board, combination.key(), combination.keyboardModifiers())

    @property
    def chooser(self) -> Chooser:
        """The question that is open."""
        (found,) = [one for one in self.board.findChildren(Chooser) if one.isVisible()]
        return found

    @property
    def editor(self) -> InPlaceEditor:
        """The field that is open."""
        (found,) = [one for one in self.board.findChildren(InPlaceEditor) if one.isVisible()]
        return found

    @property
    def asks(self) -> bool:
        return any(one.isVisible() for one in self.board.findChildren(Chooser))

    @property
    def edits(self) -> bool:
        return any(one.isVisible() for one in self.board.findChildren(InPlaceEditor))

    @property
    def steps(self) -> int:
        """How many steps of the history stand."""
        return self.document.history.position

    def title(self, item: str) -> str:
        return self.case.items[item].title

    def place(self, item: str) -> tuple[float, float]:
        there = self.case.placements[self.board.board_id, item]
        return (there.x, there.y)


RECORDS = (
    Board("b1", "Main", 0),
    Board("b2", "Other", 1),
    Item("p01", "person", "Ilse Marren"),
    Item("c01", "claim", "Weighed again"),
    Item("s01", "source", "Harbour Gazette"),
    Item("o01", "organisation", "Brightwater"),
    Placement("b1", "p01", 80, 100, 180, 70, 1),
    Placement("b1", "c01", 420, 100, 220, 110, 2),
    Placement("b1", "s01", 80, 320, 180, 70, 3),
    Placement("b1", "o01", 420, 320, 180, 70, 4),
    Placement("b2", "p01", 0, 0, 180, 70, 1),
    Link("k01", "reports", "s01", "c01"),
    Frame("g01", "b1", 60, 440, 260, 140, "Echo"),
)


def make_desk(qtbot: QtBot, path: Path, records: Sequence[object] = RECORDS) -> Desk:
    """A case file with a few cards, open on a board 1:1."""
    store = create_case(path / "case.caseboard", "Test", clock)
    case, history = store.load()
    document = Document(case, store, history, clock)
    document.do(of("Start", (), records))  # type: ignore[arg-type]
    board = BoardWidget(document, "b1", theme.load("light"))
    said: list[str] = []
    linked: list[str] = []
    board.reported.connect(said.append)
    board.linked.connect(linked.append)
    # as the window's forms do when another thing is selected
    board.selection.changed.connect(document.end_merge)
    _give_keys(board)
    board.resize(1000, 700)
    qtbot.addWidget(board)
    board.show()
    qtbot.waitExposed(board)
    board.activateWindow()
    board.setFocus()
    board.set_view(type(board.view)(1.0, 0.0, 0.0))
    return Desk(store, document, board, said, linked)


def _give_keys(board: BoardWidget) -> None:
    """The window's rows on the board, as the window puts them there."""
    for row in ROWS:
        if row.scope == "board" and row.id in COMMANDS:
            action = QAction(row.text, board)
            action.setShortcuts([QKeySequence.fromString(keys) for keys in row.keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, run=COMMANDS[row.id]: run(board))
            board.addAction(action)
            board.actions_by_id[row.id] = action
