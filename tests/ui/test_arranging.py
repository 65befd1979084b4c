"""Arranging by the Arrange menu: worked out elsewhere, one step, shown first when it is much."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from board.change import Change, of
from board.edits import items, placing
from board.layout.arrange import LABELS
from board.layout.axis import show_time_axis
from board.query import inside_frames
from board.records import Item, Link, Placement
from ui import render
from ui.canvas import creating
from ui.canvas.hit import EMPTY
from ui.canvas.menus import ARRANGE, menu_of
from ui.canvas.under import cards_over
from ui.canvas.view import View
from ui.main_window import MainWindow

WAIT = 20_000


def places(window: MainWindow) -> dict[str, tuple[float, float]]:
    there = window.document.case.on_board(window.board_id)
    return {item: (card.x, card.y) for item, card in there.items()}


def run(window: MainWindow, how: str, qtbot: QtBot) -> None:
    """Trigger an action of the menu and wait for its answer."""
    window.refresh()
    action = window.actions_table[f"layout.{how}"]
    assert action.isEnabled()
    action.trigger()
    qtbot.waitUntil(lambda: window.deeds.layouts._job is None, timeout=WAIT)


def crowd(window: MainWindow, count: int) -> None:
    """A board with many linked cards, in one step."""
    names = [f"c{number:03}" for number in range(count)]
    records = [Item(name, "claim", name, date=f"{1900 + number}") for number, name in enumerate(names)]
    cards = [
        Placement(window.board_id, name, 40.0 * at, 30.0 * (at % 7), 200, 90) for at, name in enumerate(names)
    ]
    links = [Link(f"k{at:03}", "about", names[at], names[at // 2]) for at in range(1, count)]
    window.document.do(of("Import", (), [*records, *cards, *links]))


@pytest.mark.parametrize("how", [how for how in LABELS if how not in ("radial", "tidy")])
def test_the_sample_is_arranged_in_one_step(sample: MainWindow, how: str, qtbot: QtBot) -> None:
    before, steps = places(sample), len(sample.document.history.steps)
    run(sample, how, qtbot)
    assert places(sample) != before
    assert len(sample.document.history.steps) == steps + 1
    qtbot.waitUntil(lambda: any("cards moved" in text for text in sample.toasts.texts))
    sample.document.undo()
    assert places(sample) == before


def test_only_what_is_selected_moves(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    board = sample.workspace.board
    before = places(sample)
    frame = min(sample.document.case.frames_on(sample.board_id))
    chosen = sorted(inside_frames(sample.document.case, sample.board_id, [frame])[0])[:9]
    assert len(chosen) > 2
    board.selection.set(items=chosen)
    run(sample, "grid", qtbot)
    after = places(sample)
    assert {item for item in before if after[item] != before[item]} <= set(chosen)
    assert board.selection.items == set(chosen)


def test_around_a_card_asks_for_one(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    board = sample.workspace.board
    before = places(sample)
    sample.refresh()
    sample.actions_table["layout.radial"].trigger()
    assert "goes in the middle" in sample.toasts.texts[-1]
    assert sample.deeds.layouts._job is None
    centre = min(before)
    board.selection.set(items=[centre])
    run(sample, "radial", qtbot)
    assert places(sample) != before


def test_what_is_asked_has_an_answer_to_press(sample: MainWindow, qtbot: QtBot) -> None:
    before = places(sample)
    sample.refresh()
    sample.actions_table["layout.radial"].trigger()
    press = next(
        button for button in sample.toasts.findChildren(QPushButton) if button.text() == "The best linked"
    )
    QTest.mouseClick(press, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: places(sample) != before, timeout=WAIT)


def test_much_is_shown_first_and_esc_leaves_all_as_it_was(opened: MainWindow, qtbot: QtBot) -> None:
    crowd(opened, 230)
    assert opened.workspace is not None
    board, bar = opened.workspace.board, opened.workspace.preview
    before, steps = places(opened), len(opened.document.history.steps)
    run(opened, "force", qtbot)
    assert bar.isVisible()
    assert "230" in bar.words.text() or "cards would move" in bar.words.text()
    assert board.is_supposing
    assert board.is_read_only
    assert places(opened) == before
    shown = board.model.boxes.copy()
    QTest.keyClick(board, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not board.is_read_only
    assert (board.model.boxes != shown).any()
    assert len(opened.document.history.steps) == steps
    run(opened, "force", qtbot)
    QTest.mouseClick(bar.apply, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert places(opened) != before
    assert len(opened.document.history.steps) == steps + 1
    assert (board.model.boxes == shown).all()


def test_undo_takes_a_preview_away_and_nothing_behind_it(opened: MainWindow, qtbot: QtBot) -> None:
    crowd(opened, 230)
    space = opened.workspace
    assert space is not None
    space.look_at(300, 100, 0.5)
    before, position = places(opened), opened.document.history.position
    run(opened, "force", qtbot)
    assert space.preview.isVisible()
    QTest.keyClick(space.preview.apply, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not space.preview.isVisible()
    assert not space.board.is_supposing
    assert opened.document.history.position == position
    assert places(opened) == before
    assert space.looking_at() == pytest.approx((300, 100, 0.5))
    QTest.keyClick(space.board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.history.position == position - 1


@pytest.mark.parametrize("count", [40, 230])
def test_undo_looks_where_one_looked_before(opened: MainWindow, count: int, qtbot: QtBot) -> None:
    crowd(opened, count)
    space = opened.workspace
    assert space is not None
    space.look_at(300, 100, 0.8)
    run(opened, "force", qtbot)
    if space.preview.isVisible():
        QTest.mouseClick(space.preview.apply, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: space.looking_at() != pytest.approx((300, 100, 0.8)))
    qtbot.wait(500)
    arranged = space.looking_at()
    QTest.keyClick(space.board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(500)
    assert space.looking_at() == pytest.approx((300, 100, 0.8))
    opened.actions_table["edit.redo"].trigger()
    qtbot.wait(500)
    assert space.looking_at() == pytest.approx(arranged)
    QTest.keyClick(space.board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(500)
    assert space.looking_at() == pytest.approx((300, 100, 0.8))


def test_a_change_takes_a_preview_away(opened: MainWindow, qtbot: QtBot) -> None:
    crowd(opened, 230)
    assert opened.workspace is not None
    run(opened, "kind", qtbot)
    case = opened.document.case
    opened.document.do(items.set_fields(case, ["c001"], title="Other"))
    assert not opened.workspace.preview.isVisible()
    assert not opened.workspace.board.is_supposing
    assert "changed meanwhile" in opened.toasts.texts[-1]


def test_an_answer_to_a_board_that_changed_is_dropped(sample: MainWindow, qtbot: QtBot) -> None:
    case = sample.document.case
    sample.refresh()
    sample.actions_table["layout.force"].trigger()
    job = sample.deeds.layouts._job
    assert job is not None
    first = min(case.on_board(sample.board_id))
    sample.document.do(placing.move_by(case, sample.board_id, [first], 10, 10))
    now = places(sample)
    assert sample.deeds.layouts._job is None
    assert "changed meanwhile" in sample.toasts.texts[-1]
    qtbot.waitUntil(lambda: job.is_over, timeout=WAIT)
    assert places(sample) == now


def test_typing_meanwhile_changes_nothing(sample: MainWindow, qtbot: QtBot) -> None:
    before = places(sample)
    case = sample.document.case
    first = min(case.on_board(sample.board_id))
    sample.refresh()
    sample.actions_table["layout.grid"].trigger()
    sample.document.do(items.set_fields(case, [first], note="A remark"))
    qtbot.waitUntil(lambda: places(sample) != before, timeout=WAIT)


def test_leaving_the_board_drops_the_answer(sample: MainWindow, qtbot: QtBot) -> None:
    first, second = (board.id for board in sample.document.case.boards_in_order()[:2])
    before = places(sample)
    sample.refresh()
    sample.actions_table["layout.force"].trigger()
    sample.show_board(second)
    assert sample.deeds.layouts._job is None
    sample.show_board(first)
    assert places(sample) == before


def test_a_board_by_date_has_an_axis_until_it_is_arranged_otherwise(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    board = sample.workspace.board
    assert not board.has_axis
    run(sample, "timeline", qtbot)
    assert board.has_axis
    board.grab()
    sample.actions_table["layout.axis"].trigger()
    assert not board.has_axis
    sample.document.undo()
    assert board.has_axis
    run(sample, "grid", qtbot)
    assert not board.has_axis
    sample.document.undo()
    assert board.has_axis


def test_cards_glide_unless_motion_is_not_wanted(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    board = sample.workspace.board
    board.motion.is_reduced = True
    run(sample, "kind", qtbot)
    assert not board.glide.is_under_way
    board.motion.is_reduced = False
    run(sample, "grid", qtbot)
    if board.motion.may_animate():
        assert board.glide.is_under_way
        qtbot.waitUntil(lambda: not board.glide.is_under_way)
    assert not board.preview.moved


def test_nothing_to_do_is_said(opened: MainWindow, qtbot: QtBot) -> None:
    assert not opened.actions_table["layout.force"].isEnabled()
    crowd(opened, 2)
    opened.document.do(_without_dates(opened))
    opened.refresh()
    opened.actions_table["layout.timeline"].trigger()
    assert "has a date" in opened.toasts.texts[-1]
    run(opened, "tidy", qtbot)
    run(opened, "tidy", qtbot)
    assert "in its place already" in opened.toasts.texts[-1]


def _without_dates(window: MainWindow) -> Change:
    case = window.document.case
    return items.set_fields(case, sorted(case.items), date="")


def test_the_menu_of_the_board_offers_the_ways(sample: MainWindow) -> None:
    assert sample.workspace is not None
    menu = menu_of(sample.workspace.board, EMPTY)
    (inner,) = [action.menu() for action in menu.actions() if action.menu() is not None]
    assert [action.objectName() for action in inner.actions() if action.objectName()] == [
        id_ for id_ in ARRANGE if id_
    ]
    menu.deleteLater()


def test_what_suits_the_board_is_marked(sample: MainWindow, qtbot: QtBot) -> None:
    sample.refresh()
    menu = sample.top.arrange.menu()
    menu.aboutToShow.emit()
    assert menu.defaultAction() is sample.actions_table["layout.layered"]
    sample.search_from(">arrange")
    first = next(row for row in sample.finder.model.rows if row.do)
    assert first.do == "action layout.layered"
    assert "suits this board" in first.detail
    QTest.keyClick(sample.finder.field, Qt.Key.Key_Escape)


def test_a_card_dropped_on_others_has_room_made(opened: MainWindow, qtbot: QtBot) -> None:
    crowd(opened, 3)
    assert opened.workspace is not None
    board, document = opened.workspace.board, opened.document
    board.set_view(View(1.0, 0.0, 0.0))
    there = {"c000": (40.0, 140.0), "c001": (400.0, 140.0), "c002": (400.0, 400.0)}
    document.do(placing.place(document.case, opened.board_id, there))
    steps = len(document.history.steps)

    def drag(modifier: Qt.KeyboardModifier) -> None:
        start, end = QPoint(140, 180), QPoint(440, 170)
        QTest.mousePress(board, Qt.MouseButton.LeftButton, modifier, start)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(board, start + (end - start) * part)
        QTest.mouseRelease(board, Qt.MouseButton.LeftButton, modifier, end)

    drag(Qt.KeyboardModifier.NoModifier)
    cards = document.case.on_board(opened.board_id)
    assert cards["c000"].x > 250
    assert cards["c001"].x != 400.0 or cards["c001"].y != 140.0
    assert (cards["c002"].x, cards["c002"].y) == there["c002"]
    assert len(document.history.steps) == steps + 1
    document.undo()
    opened.settings.makes_room = False
    drag(Qt.KeyboardModifier.NoModifier)
    cards = document.case.on_board(opened.board_id)
    assert cards["c000"].x > 250
    assert (cards["c001"].x, cards["c001"].y) == there["c001"]


def test_a_new_card_on_another_has_room_made_in_its_own_step(opened: MainWindow) -> None:
    crowd(opened, 2)
    assert opened.workspace is not None
    board, document = opened.workspace.board, opened.document
    document.do(placing.place(document.case, opened.board_id, {"c000": (0.0, 0.0), "c001": (900.0, 900.0)}))
    before, steps = places(opened), len(document.history.steps)
    made = creating.add_card(board, "claim", QPointF(60, 40))
    after = places(opened)
    assert after["c000"] != before["c000"]
    assert after["c001"] == before["c001"]
    assert len(document.history.steps) == steps + 1
    assert board.editor is not None
    QTest.keyClick(board.editor, Qt.Key.Key_Escape)
    assert made not in document.case.items
    assert places(opened) == before


def test_the_axis_is_in_pictures_of_the_board(opened: MainWindow, qtbot: QtBot) -> None:
    def drawn(only: list[str] | None = None) -> tuple[tuple[int, int], bytes]:
        wanted = render.request(opened.document.case, opened.board_id, render.Look(), only=only)
        return render.size_of(wanted), render.png_bytes(wanted, lambda *_: None)

    crowd(opened, 9)
    run(opened, "timeline", qtbot)
    with_axis, some = drawn(), drawn(["c000"])
    opened.document.do(show_time_axis(opened.document.case, opened.board_id, shown=False))
    without = drawn()
    assert without[0][1] < with_axis[0][1]
    assert without[1] != with_axis[1]
    assert some == drawn(["c000"])


def test_only_links_that_run_under_cards_are_led_around_them(opened: MainWindow, qtbot: QtBot) -> None:
    names = ("left", "between", "right", "below")
    spots = {"left": (0.0, 0.0), "between": (400.0, 0.0), "right": (800.0, 0.0), "below": (400.0, 500.0)}
    records = [Item(name, "claim", name) for name in names]
    cards = [Placement(opened.board_id, name, *spots[name], 200, 90) for name in names]
    links = [Link("k1", "about", "left", "right"), Link("k2", "about", "left", "below")]
    opened.document.do(of("Import", (), [*records, *cards, *links]))
    assert opened.workspace is not None
    assert cards_over(opened.workspace.board.model, ["k1", "k2"]) == {"k1": 1, "k2": 0}
    run(opened, "routes", qtbot)
    assert set(opened.document.case.routes) == {(opened.board_id, "k1")}
    assert cards_over(opened.workspace.board.model, ["k1"]) == {"k1": 0}
    assert opened.toasts.texts[-1].startswith("1 link led")
    run(opened, "routes", qtbot)
    assert "No link runs under a card" in opened.toasts.texts[-1]
