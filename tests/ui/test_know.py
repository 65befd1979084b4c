"""*How do they know?* by mouse and by keys, up to what the claim's card says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from board.edits import items, links
from storage import open_case
from ui.canvas.board_widget import BoardWidget
from ui.canvas.chooser import Chooser
from ui.main_window import MainWindow
from ui.panels.know import KnowPanel

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def _board(window: MainWindow) -> BoardWidget:
    assert window.workspace is not None
    return window.workspace.board


def _added(window: MainWindow, kind: str, title: str, x: float, y: float) -> str:
    case = window.document.case
    change, item = items.add_item(case, kind, title=title, board=window.board_id, at=(x, y))
    window.document.do(change)
    return item


def _panel(window: MainWindow) -> KnowPanel:
    (found,) = [one for one in window.findChildren(KnowPanel) if one.isVisible()]
    return found


def _asks(window: MainWindow) -> bool:
    return any(one.isVisible() for one in window.findChildren(KnowPanel))


def _press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def _type(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def _select(window: MainWindow, *chosen: str) -> None:
    board = _board(window)
    board.selection.set(items=chosen)
    board.setFocus()
    window.refresh()


def _link(window: MainWindow, source: str, claim: str) -> None:
    """Two cards selected, Ctrl+L, Enter: the likeliest kind between a source and a claim."""
    _select(window, source, claim)
    QTest.keyClick(_board(window), Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    _press(Key.Key_Return)


@pytest.fixture
def pair(opened: MainWindow) -> tuple[MainWindow, str, str]:
    claim = _added(opened, "claim", "Weighed twice", 420, 60)
    return opened, _added(opened, "source", "Gazette", 40, 60), claim


def test_one_key_answers_and_it_is_one_step(pair: tuple[MainWindow, str, str]) -> None:
    window, source, claim = pair
    steps = window.document.history.position
    _link(window, source, claim)
    assert _asks(window)
    _press(Key.Key_1)
    assert not _asks(window)
    (link,) = window.document.case.links.values()
    assert (link.from_id, link.to_id, link.basis, link.via) == (source, claim, "own", ())
    assert window.document.history.position == steps + 1
    window.document.undo()
    assert not window.document.case.links


def test_esc_is_does_not_say(pair: tuple[MainWindow, str, str]) -> None:
    window, source, claim = pair
    _link(window, source, claim)
    _press(Key.Key_Escape)
    assert not _asks(window)
    assert [link.basis for link in window.document.case.links.values()] == ["unstated"]
    assert QApplication.focusWidget() is _board(window)


def test_a_name_is_found_as_it_is_typed(pair: tuple[MainWindow, str, str]) -> None:
    window, source, claim = pair
    letter = _added(window, "source", "The eleven letters", 40, 200)
    person = _added(window, "person", "Letizia", 40, 300)
    _link(window, source, claim)
    _press(Key.Key_2)
    _type("elev")
    _press(Key.Key_Return)
    _type("letiz")
    _press(Key.Key_Return)
    _press(Key.Key_Return)
    (link,) = window.document.case.links.values()
    assert (link.basis, link.via) == ("relay", (letter, person))
    assert not _asks(window)


def test_the_question_grows_with_what_it_offers(pair: tuple[MainWindow, str, str], qtbot: QtBot) -> None:
    window, source, claim = pair
    _link(window, source, claim)
    _press(Key.Key_1)
    _link(window, _added(window, "source", "Port radio", 40, 260), claim)
    panel = _panel(window)
    _press(Key.Key_2)
    assert panel.field.voices == (source,)
    assert not panel.field.rows.isVisible()
    high, whole = panel.height(), panel.field.line.height()
    _type("clerk")
    qtbot.waitUntil(panel.field.rows.isVisible)
    qtbot.waitUntil(lambda: panel.height() >= high + panel.field.rows.height())
    assert panel.field.line.height() == whole
    assert panel.parentWidget().rect().contains(panel.geometry())


def test_a_new_voice_joins_the_step(pair: tuple[MainWindow, str, str], path: Path) -> None:
    window, source, claim = pair
    steps = window.document.history.position
    _link(window, source, claim)
    _press(Key.Key_3)
    _type("A clerk")
    _press(Key.Key_Return)
    _press(Key.Key_Backspace)
    _type("Dock worker")
    _press(Key.Key_Return)
    _press(Key.Key_Return)
    (link,) = window.document.case.links.values()
    titles = {item.title: item.id for item in window.document.case.items.values()}
    assert (link.basis, link.via) == ("own", (titles["Dock worker"],))
    assert (window.board_id, titles["Dock worker"]) in window.document.case.placements
    assert window.document.history.position == steps + 1
    window.files.close()
    with open_case(path, read_only=True) as store:
        assert [kept.via for kept in store.load()[0].links.values()] == [(titles["Dock worker"],)]


def test_arrows_walk_and_letters_turn(pair: tuple[MainWindow, str, str]) -> None:
    window, source, claim = pair
    _link(window, source, claim)
    _press(Key.Key_D)
    _press(Key.Key_I)
    _press(Key.Key_Down)
    assert _panel(window).answers[0].hasFocus()
    _press(Key.Key_Return)
    (link,) = window.document.case.links.values()
    assert (link.stance, link.sure, link.basis) == ("denies", "inferred", "own")


def test_answers_by_mouse(pair: tuple[MainWindow, str, str], qtbot: QtBot) -> None:
    window, source, claim = pair
    letter = _added(window, "source", "Letter", 40, 200)
    _link(window, source, claim)
    panel = _panel(window)
    qtbot.mouseClick(panel.answers[1], LEFT)
    rows = panel.field.rows
    at = rows.visualItemRect(rows.item(0)).center()
    qtbot.mouseClick(rows.viewport(), LEFT, pos=at)
    (link,) = window.document.case.links.values()
    assert link.via == (letter,)
    board = _board(window)
    qtbot.mouseClick(board, LEFT, pos=QPoint(board.width() // 2, board.height() - 8))
    assert not _asks(window)
    assert [kept.basis for kept in window.document.case.links.values()] == ["relay"]


def test_it_is_asked_again_by_key_and_double_click(pair: tuple[MainWindow, str, str], qtbot: QtBot) -> None:
    window, source, claim = pair
    change, link = links.add_link(window.document.case, "reports", source, claim, basis="own")
    window.document.do(change)
    board = _board(window)
    board.set_view(type(board.view)(1.0, 100.0, 100.0))
    board.selection.set(links=[link])
    board.setFocus()
    window.refresh()
    QTest.keyClick(board, Key.Key_W)
    assert _panel(window).answers[0].hasFocus()
    _press(Key.Key_Escape)
    assert window.document.case.links[link].basis == "own"
    x, y = board.model.lines[board.model.link_row[link]][12].tolist()
    QTest.mouseDClick(board, LEFT, pos=board.view.to_screen(QPointF(x, y)).toPoint())
    assert _asks(window)
    _press(Key.Key_4)
    assert window.document.case.links[link].basis == "unstated"


def test_nothing_is_asked_of_other_links(opened: MainWindow) -> None:
    one, other = _added(opened, "claim", "One", 40, 60), _added(opened, "claim", "Two", 420, 60)
    _link(opened, one, other)
    assert not _asks(opened)
    assert [link.kind for link in opened.document.case.links.values()] == ["supports"]


def test_undoing_the_link_takes_the_question_away(pair: tuple[MainWindow, str, str]) -> None:
    window, source, claim = pair
    _link(window, source, claim)
    window.document.undo()
    assert not _asks(window)


def test_three_papers_and_a_letter_from_an_empty_board(opened: MainWindow, qtbot: QtBot) -> None:
    """A newcomer's way: keys put the cards down, dots are dragged, the marked answer is taken."""
    board = _board(opened)
    spots = {
        "Weighed twice": ("C", 620, 180),
        "Gazette": ("S", 200, 130),
        "Courier": ("S", 200, 290),
        "Herald": ("S", 200, 450),
    }
    for title, (key, x, y) in spots.items():
        board.setFocus()
        opened.refresh()
        QTest.mouseMove(board, QPoint(x - 2, y))
        QTest.mouseMove(board, QPoint(x, y))
        board.pointer = QPointF(x, y)
        QTest.keyClick(board, getattr(Key, f"Key_{key}"))
        _type(title)
        _press(Key.Key_Return)
    by_title = {item.title: item.id for item in opened.document.case.items.values()}
    assert set(by_title) == set(spots)
    claim = by_title["Weighed twice"]
    for paper, answer in (("Gazette", Key.Key_1), ("Courier", Key.Key_Return), ("Herald", Key.Key_Return)):
        _drag_link(board, by_title[paper], claim)
        assert [one for one in board.findChildren(Chooser) if one.isVisible()]
        _press(Key.Key_Return)
        assert _asks(opened)
        _press(answer)
    badge = board.card(claim).badge
    assert badge is not None
    assert badge.words == "3 voices, 1 origin"
    assert badge.is_echo
    assert "3 voices, 1 known origin" in board.source_line(claim)


def _drag_link(board: BoardWidget, source: str, claim: str) -> None:
    """Drag the dot at the right of a card onto another."""
    start_box, end_box = board.model.box(source), board.model.box(claim)
    assert start_box is not None
    assert end_box is not None
    view = board.view
    start = view.to_screen(QPointF(start_box.right(), start_box.center().y())).toPoint()
    end = view.to_screen(end_box.center()).toPoint()
    QTest.mouseMove(board, view.to_screen(start_box.center()).toPoint())
    QTest.mouseMove(board, start)
    QTest.mousePress(board, LEFT, pos=start)
    for part in (0.2, 0.5, 0.8, 1.0):
        QTest.mouseMove(board, start + (end - start) * part)
    QTest.mouseRelease(board, LEFT, pos=end)
