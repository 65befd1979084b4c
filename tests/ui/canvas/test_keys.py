"""The board by keyboard: every drag has a twin, and every row of the table does what it says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from board.query import reading_order
from tests.ui.canvas.desk import ALT, CTRL, NONE, SHIFT, Desk
from ui.actions import ROWS
from ui.canvas import menus
from ui.canvas.commands import COMMANDS

LETTERS = {
    "P": "person",
    "C": "claim",
    "S": "source",
    "O": "organisation",
    "E": "event",
    "L": "place",
    "N": "note",
    "F": "file",
}


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_puts_a_card_under_the_pointer_and_its_words_are_typed(desk: Desk, letter: str) -> None:
    before, steps = set(desk.case.records()), desk.steps
    desk.hover(desk.at(800, 500))
    desk.shortcut(letter)
    desk.type("Found in May")
    desk.key(Qt.Key.Key_Return)
    (made,) = [one for one in desk.case.items.values() if "Found in May" in (one.title, one.text)]
    assert made.kind == LETTERS[letter]
    there = desk.case.placements["b1", made.id]
    assert abs(there.x + there.width / 2 - 800) <= 1
    assert desk.board.selection.items == {made.id}
    assert desk.steps == steps + 1
    desk.document.undo()
    assert set(desk.case.records()) == before


def test_letters_typed_in_a_field_are_only_letters(desk: Desk) -> None:
    desk.click(desk.middle("p01"))
    desk.shortcut("F2")
    count = len(desk.case.items)
    desk.type("pcs")
    assert len(desk.case.items) == count
    desk.key(Qt.Key.Key_Return)
    assert desk.title("p01") == "pcs"


def test_esc_takes_a_fresh_card_back(desk: Desk) -> None:
    before = set(desk.case.records())
    desk.shortcut("C")
    desk.key(Qt.Key.Key_Escape)
    assert set(desk.case.records()) == before


def test_two_cards_at_one_place_do_not_hide_each_other(desk: Desk) -> None:
    desk.hover(desk.at(800, 500))
    for title in ("one", "two"):
        desk.shortcut("C")
        desk.type(title)
        desk.key(Qt.Key.Key_Return)
    first, second = (one.id for one in desk.case.items.values() if one.title in ("one", "two"))
    assert desk.place(first) != desk.place(second)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_enter_and_f2_edit(desk: Desk, key: Qt.Key) -> None:
    desk.click(desk.middle("c01"))
    desk.key(key)
    assert desk.editor.toPlainText() == "Weighed again"
    desk.type("Weighed twice")
    desk.key(Qt.Key.Key_Return)
    assert desk.title("c01") == "Weighed twice"


def test_arrows_move_by_1_and_10_in_one_step(desk: Desk) -> None:
    steps = desk.steps
    desk.click(desk.middle("p01"))
    for _ in range(3):
        desk.key(Qt.Key.Key_Right)
    desk.key(Qt.Key.Key_Down, SHIFT)
    assert desk.place("p01") == (83, 110)
    assert desk.steps == steps + 1
    desk.document.undo()
    assert desk.place("p01") == (80, 100)


def test_arrows_with_nothing_selected_move_the_board(desk: Desk) -> None:
    desk.key(Qt.Key.Key_Right)
    assert desk.board.view.dx < 0


def test_arrows_leave_pinned_cards(desk: Desk) -> None:
    desk.click(desk.middle("p01"))
    desk.shortcut("Ctrl+Shift+P")
    desk.key(Qt.Key.Key_Right)
    assert desk.place("p01") == (80, 100)
    assert "inned" in desk.said[-1]


@pytest.mark.parametrize(
    ("key", "there"), [(Qt.Key.Key_Right, "c01"), (Qt.Key.Key_Down, "s01"), (Qt.Key.Key_Up, "p01")]
)
def test_alt_and_an_arrow_walk(desk: Desk, key: Qt.Key, there: str) -> None:
    desk.click(desk.middle("p01"))
    desk.key(key, ALT)
    assert desk.board.selection.items == {there}


def test_ctrl_and_an_arrow_grow_a_linked_card(desk: Desk) -> None:
    steps = desk.steps
    desk.click(desk.middle("c01"))
    desk.key(Qt.Key.Key_Right, CTRL)
    desk.key(Qt.Key.Key_4)
    desk.type("Port radio")
    desk.key(Qt.Key.Key_Return)
    (item,) = [one for one in desk.case.items.values() if one.title == "Port radio"]
    assert desk.place(item.id)[0] > 640
    assert {link.kind for link in desk.case.links.values()} == {"reports"}
    assert desk.steps == steps + 1


def test_tab_walks_in_reading_order_and_leaves_at_the_end(desk: Desk) -> None:
    seen = []
    order = reading_order(desk.case, "b1")
    for _ in order:
        desk.key(Qt.Key.Key_Tab)
        (item,) = desk.board.selection.items
        seen.append(item)
    assert seen == order
    desk.key(Qt.Key.Key_Backtab)
    assert desk.board.selection.items == {order[-2]}
    assert desk.board.focused_item == order[-2]


def test_ctrl_l_links_two(desk: Desk) -> None:
    desk.board.selection.set(items=["c01", "p01"])
    desk.shortcut("Ctrl+L")
    desk.key(Qt.Key.Key_Return)
    (made,) = [link for link in desk.case.links.values() if link.id != "k01"]
    assert (made.kind, made.from_id, made.to_id) == ("reports", "p01", "c01")


def test_ctrl_g_frames_the_selection(desk: Desk) -> None:
    steps = desk.steps
    desk.board.selection.set(items=["c01", "o01"])
    desk.shortcut("Ctrl+G")
    desk.type("Doubts")
    desk.key(Qt.Key.Key_Return)
    (made,) = [one for one in desk.case.frames.values() if one.id != "g01"]
    assert made.title == "Doubts"
    assert made.x < 420
    assert made.x + made.width > 640
    assert desk.steps == steps + 1


def test_delete_takes_off_this_board_only(desk: Desk) -> None:
    desk.board.selection.set(items=["p01"])
    desk.shortcut("Del")
    assert ("b1", "p01") not in desk.case.placements
    assert ("b2", "p01") in desk.case.placements
    assert desk.said == ["1 card taken off this board"]
    desk.document.undo()
    assert ("b1", "p01") in desk.case.placements


def test_shift_delete_takes_out_of_the_case(desk: Desk) -> None:
    desk.board.selection.set(items=["s01", "p01"], links=["k01"])
    steps = desk.steps
    desk.shortcut("Shift+Del")
    assert desk.case.items.keys() == {"c01", "o01"}
    assert not desk.case.links
    assert "and from 1 other board" in desk.said[-1]
    assert desk.steps == steps + 1


def test_delete_on_a_link_and_a_frame(desk: Desk) -> None:
    desk.board.selection.set(links=["k01"])
    desk.shortcut("Del")
    assert not desk.case.links
    desk.board.selection.set(frames=["g01"])
    desk.shortcut("Del")
    assert not desk.case.frames
    assert desk.said == ["1 link deleted", "1 frame removed"]


def test_duplicate_makes_new_records_beside(desk: Desk) -> None:
    desk.board.selection.set(items=["c01", "s01"])
    desk.shortcut("Ctrl+D")
    assert len(desk.case.items) == 6
    assert len(desk.case.links) == 2
    assert len(desk.board.selection.items) == 2
    assert not desk.board.selection.items & {"c01", "s01"}


def test_select_all_neighbours_same_kind_and_the_rest(desk: Desk) -> None:
    desk.shortcut("Ctrl+A")
    assert desk.board.selection.items == {"p01", "c01", "s01", "o01"}
    assert desk.board.selection.frames == {"g01"}
    desk.board.selection.set(items=["c01"])
    COMMANDS["edit.select_neighbours"](desk.board)
    assert desk.board.selection.items == {"c01", "s01"}
    COMMANDS["edit.select_invert"](desk.board)
    assert desk.board.selection.items == {"p01", "o01"}
    desk.board.selection.set(items=["p01"])
    COMMANDS["edit.select_same_kind"](desk.board)
    assert desk.board.selection.items == {"p01"}


@pytest.mark.parametrize(
    ("command", "holds"),
    [
        ("arrange.left", lambda desk: desk.place("c01")[0] == desk.place("p01")[0] == 80),
        ("arrange.top", lambda desk: desk.place("c01")[1] == desk.place("s01")[1] == 100),
        ("arrange.down", lambda desk: desk.place("s01")[1] == 320),
        ("arrange.match_width", lambda desk: desk.case.placements["b1", "p01"].width == 220),
        ("arrange.match_height", lambda desk: desk.case.placements["b1", "p01"].height == 110),
        ("arrange.pin", lambda desk: desk.case.placements["b1", "p01"].pinned),
        ("arrange.collapse", lambda desk: desk.case.placements["b1", "p01"].collapsed),
        ("arrange.raise", lambda desk: desk.case.placements["b1", "p01"].z > 3),
        ("arrange.lower", lambda desk: desk.case.placements["b1", "p01"].z < 4),
    ],
)
def test_arranging(desk: Desk, command: str, holds) -> None:
    desk.board.selection.set(items=["p01", "c01", "s01"])
    if command in ("arrange.raise", "arrange.lower"):
        desk.board.selection.set(items=["p01"])
    COMMANDS[command](desk.board)
    assert holds(desk)


def test_pin_and_collapse_are_taken_back_by_the_same_command(desk: Desk) -> None:
    desk.board.selection.set(items=["p01"])
    before = desk.case.placements["b1", "p01"]
    for command in ("arrange.pin", "arrange.collapse"):
        COMMANDS[command](desk.board)
        COMMANDS[command](desk.board)
    assert desk.case.placements["b1", "p01"] == before


def test_a_colour_is_chosen_by_key(desk: Desk) -> None:
    desk.board.selection.set(items=["p01"], frames=["g01"])
    steps = desk.steps
    COMMANDS["arrange.colour"](desk.board)
    desk.key(Qt.Key.Key_2)
    assert desk.case.placements["b1", "p01"].colour in desk.board.theme.tokens
    assert desk.case.frames["g01"].colour == desk.case.placements["b1", "p01"].colour
    assert desk.steps == steps + 1


def test_a_link_is_reversed_bent_straight_and_given_another_kind(desk: Desk) -> None:
    desk.board.selection.set(links=["k01"])
    COMMANDS["link.reverse"](desk.board)
    assert desk.case.links["k01"].from_id == "c01"
    COMMANDS["link.reverse"](desk.board)
    COMMANDS["link.kind"](desk.board)
    wanted = desk.chooser.rows.item(1).text()
    desk.key(Qt.Key.Key_2)
    assert desk.case.links["k01"].kind == wanted
    desk.document.undo()
    assert desk.case.links["k01"].kind == "reports"


@pytest.mark.parametrize(
    ("selected", "ids"),
    [
        ({"items": ["p01"]}, menus.CARD),
        ({"items": ["p01", "c01"]}, menus.SEVERAL),
        ({"links": ["k01"]}, menus.LINK),
        ({"frames": ["g01"]}, menus.FRAME),
        ({}, menus.BLANK),
    ],
)
def test_the_menu_key_asks_for_the_menu_of_what_is_selected(
    desk: Desk, selected: dict[str, list[str]], ids: tuple[str, ...]
) -> None:
    desk.board.selection.set(**selected)
    asked = []
    desk.board.menu_requested.connect(lambda hit, at: asked.append(menus.menu_for(desk.board, hit)))
    at = desk.at(500, 300)
    keyboard = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(keyboard, at, desk.board.mapToGlobal(at), NONE)
    QApplication.sendEvent(desk.board, event)
    assert asked == [ids]


def test_a_right_click_selects_what_it_asks_about(desk: Desk) -> None:
    at = desk.middle("c01")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, desk.board.mapToGlobal(at), NONE)
    QApplication.sendEvent(desk.board, event)
    assert desk.board.selection.items == {"c01"}


def test_a_menu_holds_the_actions_that_the_board_was_given(desk: Desk) -> None:
    menu = menus.menu_of(desk.board, desk.board.hit(desk.middle("c01").toPointF()))
    texts = [action.text() for action in menu.actions() if action.text()]
    assert "Duplicate" in texts
    menu.deleteLater()


def test_every_row_of_the_board_has_a_command() -> None:
    of_window = ("analysis.", "help.", "evidence.", "filter.", "layout.", "read.", "trace.")
    rows = {row.id for row in ROWS if row.scope == "board" and not row.id.startswith(of_window)}
    assert rows <= COMMANDS.keys()


def test_a_board_that_is_read_only_takes_no_change(desk: Desk) -> None:
    desk.board.is_read_only = True
    steps = desk.steps
    desk.board.selection.set(items=["p01", "c01"])
    for run in COMMANDS.values():
        run(desk.board)
        desk.board.selection.set(items=["p01", "c01"])
    start = desk.middle("p01")
    desk.board.set_tool("select")
    desk.drag(start, start + (desk.at(60, 60) - desk.at(0, 0)))
    desk.key(Qt.Key.Key_Right)
    desk.double_click(desk.at(900, 600))
    assert not desk.asks
    desk.board.set_tool("link")
    desk.drag(desk.middle("p01"), desk.middle("c01"))
    desk.board.set_tool("frame")
    desk.drag(desk.at(650, 300), desk.at(900, 500))
    assert not desk.asks
    assert not desk.edits
    assert desk.steps == steps
