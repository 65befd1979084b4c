"""How cards are connected and who is around them, through the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from board.analysis.filters import Condition
from board.edits import items, links
from ui import tracing
from ui.canvas.hit import Hit
from ui.canvas.menus import menu_for
from ui.main_window import MainWindow
from ui.panels.trace_panel import TracePanel
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _panel(window: MainWindow) -> TracePanel:
    panel = _space(window).trace
    assert panel is not None
    return panel


def _press(window: MainWindow, key: Qt.Key, *chosen: str) -> TracePanel:
    board = _space(window).board
    board.selection.set(items=chosen)
    board.setFocus()
    window.refresh()
    QTest.keyClick(board, key, SHIFT)
    return _panel(window)


def _dimmed(window: MainWindow) -> set[str]:
    return set(_space(window)._emphasis.dimmed)


@pytest.fixture
def net(opened: MainWindow) -> MainWindow:
    """A - B - D, A - C - D with a weak report, D - E, and F apart."""
    for at, name in enumerate("ABCDEF"):
        kind = "source" if name in "BC" else "claim"
        grade = {"B": "B", "C": "E"}.get(name, "")
        place = (at % 3 * 320, at // 3 * 240)
        change, _ = items.add_item(
            opened.document.case, kind, title=name, board=opened.board_id, at=place, reliability=grade
        )
        opened.document.do(change)
    ids = _ids(opened)
    for kind, one, other in (
        ("reports", "B", "A"),
        ("reports", "B", "D"),
        ("reports", "C", "A"),
        ("reports", "C", "D"),
        ("supports", "D", "E"),
    ):
        change, _ = links.add_link(opened.document.case, kind, ids[one], ids[other])
        opened.document.do(change)
    opened.refresh()
    return opened


def _ids(window: MainWindow) -> dict[str, str]:
    return {item.title: item.id for item in window.document.case.items.values()}


def test_two_cards_and_one_key(net: MainWindow) -> None:
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    assert [found.title for found in _space(net).tracing.rows] == ["All 2 ways", "A → B → D", "A → C → D"]
    assert _space(net).tracing.rows[2].detail == "2 steps; weakest report: C (E)"
    assert panel.sentence.text() == "2 ways of 2 steps."
    assert _dimmed(net) == {ids["E"], ids["F"]}
    assert QApplication.focusWidget() is panel.list
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert _dimmed(net) == {ids["C"], ids["E"], ids["F"]}
    QTest.keyClick(panel.list, Qt.Key.Key_Escape)
    assert not _dimmed(net)
    assert QApplication.focusWidget() is _space(net).board


def test_esc_on_the_board_lets_go_of_the_cards_and_then_of_the_way(net: MainWindow) -> None:
    ids, board = _ids(net), _space(net).board
    _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not board.selection.items
    assert _dimmed(net)
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not _dimmed(net)
    assert _space(net).side.currentWidget() is _space(net).inspector


def test_hovering_draws_a_row_and_leaving_gives_the_marked_one_back(net: MainWindow) -> None:
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    view = panel.list.viewport()
    QTest.mouseMove(view, QPoint(4, 4))
    QTest.mouseMove(view, panel.list.visualItemRect(panel.list.item(2)).center())
    assert _dimmed(net) == {ids["B"], ids["E"], ids["F"]}
    QTest.mouseMove(_space(net).board, QPoint(5, 5))
    QApplication.sendEvent(view, _leave())
    assert _dimmed(net) == {ids["E"], ids["F"]}


def _leave() -> object:
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.Leave)


def test_one_card_asks_for_the_other_by_name(net: MainWindow) -> None:
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_H, ids["A"])
    line = panel.ends[1].line
    assert QApplication.focusWidget() is line
    QTest.keyClicks(line, "E")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert _space(net).tracing.asked.items == (ids["A"], ids["E"])
    assert panel.sentence.text() == "2 ways of 3 steps."


def test_or_by_a_press_on_the_board(net: MainWindow) -> None:
    ids = _ids(net)
    _press(net, Qt.Key.Key_H, ids["A"])
    board = _space(net).board
    box = board.model.box(ids["B"])
    assert box is not None
    QTest.mouseClick(board, LEFT, pos=board.view.to_screen(box.center()).toPoint())
    assert _space(net).tracing.asked.items == (ids["A"], ids["B"])


def test_more_ways_and_around_a_card(net: MainWindow) -> None:
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["B"])
    assert len(_space(net).tracing.rows) == 1
    QTest.keyClicks(panel.list, "+++")
    assert [found.title for found in _space(net).tracing.rows] == ["All 2 ways", "A → B", "A → C → D → B"]
    _space(net).board.selection.set(items=[ids["C"]])
    net.refresh()
    _space(net).board.setFocus()
    QTest.keyClick(_space(net).board, Qt.Key.Key_A, SHIFT)
    assert [found.title for found in _space(net).tracing.rows] == ["A → B"]
    assert panel.avoiding.isVisible()


def test_a_card_of_a_row_is_avoided_by_its_menu(net: MainWindow) -> None:
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    panel._on_menu(panel.list.visualItemRect(panel.list.item(1)).center())
    (menu,) = [one for one in panel.findChildren(QMenu) if one.isVisible()]
    assert [action.text() for action in menu.actions()] == ["Avoid B"]
    menu.actions()[0].trigger()
    menu.close()
    assert [found.title for found in _space(net).tracing.rows] == ["A → C → D"]


def test_no_way_says_what_stands_between_and_looks_without_it(net: MainWindow) -> None:
    ids = _ids(net)
    _space(net).sight.exchange(None, Condition("kind", ("claim",)))
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    assert not _space(net).tracing.rows
    assert "What stands between: the filter. Otherwise there is one of 2 steps." in panel.sentence.text()
    QTest.mouseClick(panel.lift, LEFT)
    assert len(_space(net).tracing.rows) == 3
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["F"])
    assert "Nothing that was left out would make one." in panel.sentence.text()
    assert not panel.lift.isVisible()


def test_a_hidden_card_on_the_way_is_shown_while_it_is_traced(net: MainWindow) -> None:
    ids, space = _ids(net), _space(net)
    space.sight.exchange(None, Condition("kind", ("claim",)))
    space.sight.set_hides(True)
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    QTest.mouseClick(panel.lift, LEFT)
    assert ids["B"] not in space.board.model.hiding.items
    space.end_trace()
    assert ids["B"] in space.board.model.hiding.items


@pytest.mark.parametrize("button", ["frame", "board"])
def test_what_was_found_is_kept_in_one_step(net: MainWindow, button: str) -> None:
    ids, before = _ids(net), net.document.history.position
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    case, boards = net.document.case, len(net.document.case.boards)
    QTest.mouseClick(getattr(panel, button), LEFT)
    assert net.document.history.position == before + 1
    if button == "board":
        assert set(case.on_board(net.board_id)) == {ids[one] for one in "ABCD"}
        assert case.boards[net.board_id].title == "From A to D"
    else:
        assert [frame.title for frame in case.frames.values()] == ["From A to D"]
    net.document.undo()
    assert (len(case.boards), len(case.frames)) == (boards, 0)


def test_the_neighbourhood_grows_by_digits(net: MainWindow) -> None:
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_N, ids["E"])
    assert _dimmed(net) == {ids[one] for one in "ABCF"}
    QTest.keyClicks(panel.list, "3")
    assert _dimmed(net) == {ids["F"]}
    assert [found.title for found in _space(net).tracing.rows] == [
        "1 step away: 1 card",
        "2 steps away: 2 cards",
        "3 steps away: 1 card",
    ]
    QTest.keyClicks(panel.list, "-")
    assert _dimmed(net) == {ids["A"], ids["F"]}


def test_common_neighbours(net: MainWindow) -> None:
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_B, ids["A"], ids["D"])
    assert [found.title for found in _space(net).tracing.rows] == ["All 2 of them", "B", "C"]
    assert _dimmed(net) == {ids["E"], ids["F"]}
    assert panel.sentence.text() == "2 cards are linked to all of them."


def test_an_edit_is_followed_and_a_lost_end_ends_it(net: MainWindow, qtbot: QtBot) -> None:
    ids = _ids(net)
    _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    net.document.do(items.delete_items(net.document.case, [ids["B"]]))
    qtbot.waitUntil(lambda: [found.title for found in _space(net).tracing.rows] == ["A → C → D"])
    net.document.do(items.delete_items(net.document.case, [ids["A"]]))
    qtbot.waitUntil(lambda: not _space(net).tracing.asked.mode)
    assert not _dimmed(net)


def test_a_large_case_is_searched_in_the_worker(
    net: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tracing, "AT_ONCE", 0)
    ids = _ids(net)
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["D"])
    assert panel.sentence.text() == "Looking for ways …"
    qtbot.waitUntil(lambda: len(_space(net).tracing.rows) == 3, timeout=20_000)
    panel = _press(net, Qt.Key.Key_H, ids["A"], ids["E"])
    net._on_cancelled()
    qtbot.waitUntil(lambda: not _space(net).tracing.is_busy, timeout=20_000)
    assert panel.sentence.text() in ("The search was given up.", "2 ways of 3 steps.")


def test_right_clicks_offer_it(net: MainWindow) -> None:
    ids, board = _ids(net), _space(net).board
    board.selection.set(items=[ids["A"]])
    assert {"trace.ways", "trace.around"} <= set(menu_for(board, Hit("card", ids["A"])))
    board.selection.set(items=[ids["A"], ids["D"]])
    assert {"trace.ways", "trace.around", "trace.shared"} <= set(menu_for(board, Hit("card", ids["A"])))
    assert "filter.add" in menu_for(board, Hit("empty"))


def test_another_board_ends_it(sample: MainWindow) -> None:
    case = sample.document.case
    first, second = sorted(case.on_board(sample.board_id))[:2]
    _press(sample, Qt.Key.Key_H, first, second)
    other = case.boards_in_order()[1].id
    sample.show_board(other)
    assert not _space(sample).tracing.asked.mode
    assert _space(sample).side.currentWidget() is _space(sample).inspector
