"""What is hidden is drawn nowhere and cannot be taken hold of; and nothing of it is lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, Qt

from board.case import Case
from board.edits import items
from tests.board.strategies import cases
from tests.ui.canvas.desk import ALT, CTRL, Desk
from ui.canvas.emphasis import Emphasis
from ui.canvas.hit import card_hit
from ui.canvas.model import BoardModel

WHOLE = QRectF(-1e7, -1e7, 2e7, 2e7)


@settings(max_examples=60)
@given(st.data(), cases(max_items=8, max_links=12, max_boards=1))
def test_what_is_hidden_is_found_by_nothing(data: st.DataObject, case: Case) -> None:
    board = min(case.boards, default="none")
    model = BoardModel(case, board)
    hidden = data.draw(st.sets(st.sampled_from(model.ids or ["x"])))
    runs = data.draw(st.sets(st.sampled_from(model.link_ids or ["x"])))
    model.hide(hidden, runs)
    seen = set(model.ids) - hidden
    assert set(model.items_in(WHOLE)) == {model.ids[row] for row in model.within(WHOLE)} == seen
    assert model.shown() == seen
    shown = {model.link_ids[row] for row in model.links_touching(WHOLE)}
    assert shown == {
        link
        for link in model.link_ids
        if link not in runs and {case.links[link].from_id, case.links[link].to_id} <= seen
    }
    for item in model.ids:
        box = model.box(item)
        assert box is not None
        found = card_hit(model, box.center(), 1.0)
        assert found is None or found.id in seen
    model.hide(())
    assert set(model.items_in(WHOLE)) == set(model.ids)


def test_a_hidden_card_cannot_be_pressed_banded_or_selected(desk: Desk) -> None:
    board = desk.board
    board.selection.set(items=["p01", "c01"])
    board.set_hidden(["p01"])
    assert board.selection.items == {"c01"}
    desk.click(desk.middle("p01"))
    assert not board.selection.items
    desk.drag(desk.at(20, 20), desk.at(300, 390))
    assert board.selection.items == {"s01"}
    corners = [(20, 20), (380, 20), (380, 400), (20, 400)]
    desk.drag(*(desk.at(x, y) for x, y in corners), modifiers=ALT)
    assert board.selection.items == {"s01"}
    desk.key(Qt.Key.Key_A, CTRL)
    assert board.selection.items == {"c01", "s01", "o01"}


def test_tab_and_arrows_pass_over_what_is_hidden(desk: Desk) -> None:
    board = desk.board
    board.set_hidden(["c01"])
    walked = []
    for _ in range(3):
        desk.key(Qt.Key.Key_Tab)
        walked += board.selection.items
    assert walked == ["p01", "s01", "o01"]
    board.selection.set(items=["p01"])
    board.set_focused("p01")
    desk.key(Qt.Key.Key_Right, ALT)
    assert board.selection.items == {"o01"}


def test_a_link_goes_with_its_end_and_can_go_alone(desk: Desk) -> None:
    board = desk.board
    row = board.model.link_row["k01"]
    x, y = board.model.lines[row, 8].tolist()
    assert board.hit(board.view.to_screen(QPointF(x, y))).id == "k01"
    board.set_hidden((), ["k01"])
    assert board.hit(board.view.to_screen(QPointF(x, y))).kind == "empty"
    board.set_hidden(["s01"])
    assert board.hit(board.view.to_screen(QPointF(x, y))).kind == "empty"


def test_what_is_hidden_leaves_no_trace_in_the_picture(desk: Desk) -> None:
    board = desk.board
    before = board.grab().toImage()
    board.set_hidden(["p01", "c01", "s01", "o01"])
    bare = board.grab().toImage()
    box = board.view.rect_to_screen(board.model.bounds(["p01"])).toRect()
    assert before.copy(box) != bare.copy(box)
    empty = bare.copy(box.translated(500, 360))
    inks = {bare.pixel(x, y) for x in range(box.left(), box.right(), 3) for y in range(box.top(), 160, 3)}
    assert inks <= {empty.pixel(x, y) for x in range(empty.width()) for y in range(empty.height())}
    board.set_hidden(())
    assert board.grab().toImage().copy(box) == before.copy(box)


def test_the_whole_board_is_what_is_shown_of_it(desk: Desk) -> None:
    board = desk.board
    board.set_hidden(["c01", "o01"])
    assert board.model.bounds().right() <= 420


def test_links_can_be_dimmed_alone(desk: Desk) -> None:
    board = desk.board
    row = board.model.link_row["k01"]
    (x0, y0), (x1, y1) = board.model.lines[row].min(axis=0), board.model.lines[row].max(axis=0)
    area = QRectF(x0, y0, x1 - x0, y1 - y0).toRect()
    before = board.grab().toImage()
    board.set_emphasis(Emphasis(dimmed_links=frozenset({"k01"})))
    after = board.grab().toImage()
    assert before.copy(area) != after.copy(area)
    card = board.view.rect_to_screen(board.model.bounds(["o01"])).toRect()
    assert before.copy(card) == after.copy(card)


def test_masks_follow_the_arrays(desk: Desk) -> None:
    board = desk.board
    board.set_hidden(["p01"])
    change, made = items.add_item(desk.case, "note", title="New", board="b1", at=(700, 500))
    desk.document.do(change)
    shown = board.model.hiding.cards(board.model)
    assert len(shown) == len(board.model)
    assert np.flatnonzero(~shown).tolist() == [board.model.row["p01"]]
    assert made in board.model.shown()
