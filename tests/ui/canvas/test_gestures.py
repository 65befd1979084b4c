"""Every drag and click of the select tool: what comes of it, that undo takes it back, that Esc drops it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from board.edits import items, links
from tests.ui.canvas.desk import ALT, CTRL, SHIFT, Desk
from ui.canvas.commands import COMMANDS

Drag = Callable[[Desk, bool], None]


def drag_card(desk: Desk, release: bool) -> None:
    start = desk.middle("p01")
    desk.drag(start, start + QPoint(40, 333), release=release)


def drag_two(desk: Desk, release: bool) -> None:
    desk.board.selection.set(items=["p01", "c01"])
    start = desk.middle("p01")
    desk.drag(start, start + QPoint(0, 60), release=release)


def drag_frame(desk: Desk, release: bool) -> None:
    start = desk.at(100, 452)
    desk.drag(start, start + QPoint(411, 37), release=release)


def copy_card(desk: Desk, release: bool) -> None:
    start = desk.middle("p01")
    desk.drag(start, start + QPoint(600, 340), modifiers=ALT, release=release)


def resize_card(desk: Desk, release: bool) -> None:
    desk.board.selection.set(items=["o01"])
    corner = desk.at(600, 390)
    desk.drag(corner, corner + QPoint(77, 53), release=release)


def resize_frame(desk: Desk, release: bool) -> None:
    edge = desk.at(320, 520)
    desk.drag(edge, edge + QPoint(64, 0), release=release)


def bend_link(desk: Desk, release: bool) -> None:
    desk.board.selection.set(links=["k01"])
    start = link_middle(desk)
    desk.drag(start, start + QPoint(10, 90), release=release)


def rewire_head(desk: Desk, release: bool) -> None:
    desk.board.selection.set(links=["k01"])
    x, y = desk.board.model.lines[desk.board.model.link_row["k01"], -1]
    desk.drag(desk.at(x, y), desk.middle("p01"), release=release)


def rewire_tail(desk: Desk, release: bool) -> None:
    desk.board.selection.set(links=["k01"])
    x, y = desk.board.model.lines[desk.board.model.link_row["k01"], 0]
    desk.drag(desk.at(x, y), desk.middle("o01"), release=release)


def link_middle(desk: Desk) -> QPoint:
    model = desk.board.model
    x, y = model.lines[model.link_row["k01"], 8]
    return desk.at(x, y)


DONE: dict[Drag, Callable[[Desk], bool]] = {
    drag_card: lambda desk: desk.place("p01") == (120, 433),
    drag_two: lambda desk: desk.place("p01")[1] == 160 and desk.place("c01")[1] == 160,
    drag_frame: lambda desk: desk.case.frames["g01"].x == 471 and desk.case.frames["g01"].y == 477,
    copy_card: lambda desk: any(
        item.title == "Ilse Marren" and item.id != "p01" for item in desk.case.items.values()
    ),
    resize_card: lambda desk: desk.case.placements["b1", "o01"].width > 240,
    resize_frame: lambda desk: desk.case.frames["g01"].width == 324,
    bend_link: lambda desk: len(desk.case.routes["b1", "k01"].points) == 1,
    rewire_head: lambda desk: desk.case.links["k01"].to_id == "p01",
    rewire_tail: lambda desk: desk.case.links["k01"].from_id == "o01",
}
DRAGS = pytest.mark.parametrize("drag", list(DONE), ids=lambda drag: drag.__name__)


@DRAGS
def test_a_drag_is_one_step_that_undo_takes_back(desk: Desk, drag: Drag) -> None:
    before, steps = set(desk.case.records()), desk.steps
    drag(desk, True)
    assert DONE[drag](desk)
    assert desk.steps == steps + 1
    assert not desk.board.preview.changes_cards()
    desk.document.undo()
    assert set(desk.case.records()) == before


@DRAGS
def test_esc_drops_a_drag(desk: Desk, drag: Drag) -> None:
    before, steps = set(desk.case.records()), desk.steps
    drag(desk, False)
    assert desk.board.tool.is_busy
    desk.key(Qt.Key.Key_Escape)
    assert not desk.board.tool.is_busy
    desk.release(QPoint(300, 300))
    assert set(desk.case.records()) == before
    assert desk.steps == steps
    assert not desk.board.preview.changes_cards()


@pytest.mark.parametrize("drag", [drag_card, drag_two, copy_card, bend_link, rewire_head, rewire_tail])
def test_a_drag_works_with_the_board_far_away(desk: Desk, drag: Drag) -> None:
    desk.board.set_view(type(desk.board.view)(0.5, 200.0, 100.0))
    steps = desk.steps
    drag(desk, True)
    assert desk.steps == steps + 1


def test_moving_shows_guides_and_rests_on_an_edge(desk: Desk) -> None:
    start = desk.middle("p01")
    desk.drag(start, start + QPoint(337, 480), release=False)
    assert any(not guide.is_gap for guide in desk.board.preview.guides)
    desk.release(start + QPoint(337, 480))
    assert desk.place("p01")[0] == 420
    assert not desk.board.preview.guides


def test_alt_suspends_the_snapping(desk: Desk) -> None:
    start = desk.middle("p01")
    desk.drag(start, start + QPoint(337, 480), release=False)
    desk.move(start + QPoint(337, 480), ALT)
    assert not desk.board.preview.guides
    desk.release(start + QPoint(337, 480), ALT)
    assert desk.place("p01")[0] == 417


def test_a_pinned_card_stays_and_says_so(desk: Desk) -> None:
    desk.board.selection.set(items=["p01"])
    desk.shortcut("Ctrl+Shift+P")
    steps = desk.steps
    start = desk.middle("p01")
    desk.drag(start, start + QPoint(50, 50), release=False)
    gesture = getattr(desk.board.tool, "gesture", None)
    assert "inned" in gesture.hint
    desk.release(start + QPoint(50, 50))
    assert desk.place("p01") == (80, 100)
    assert desk.steps == steps


def test_while_a_copy_is_dragged_the_card_stays(desk: Desk) -> None:
    copy_card(desk, False)
    assert desk.board.preview.ghost is not None
    assert not desk.board.preview.moved
    desk.key(Qt.Key.Key_Escape)
    desk.release(desk.at(900, 650))


def test_dragging_a_frame_takes_what_lies_inside(desk: Desk) -> None:
    start = desk.middle("s01")
    desk.drag(start, start + QPoint(10, 160))
    was = desk.place("s01")
    start = desk.at(100, 452)
    desk.drag(start, start + QPoint(411, 37))
    assert desk.place("s01") == (was[0] + 411, was[1] + 37)


def test_a_drag_at_the_edge_takes_the_board_along(desk: Desk, qtbot) -> None:
    start = desk.middle("p01")
    edge = QPoint(995, 300)
    desk.drag(start, edge, release=False)
    qtbot.waitUntil(lambda: desk.board.view.dx < -40)
    desk.release(edge)
    assert desk.place("p01")[0] > 800


def test_a_card_cannot_be_made_too_small(desk: Desk) -> None:
    desk.board.selection.set(items=["o01"])
    corner = desk.at(600, 390)
    desk.drag(corner, corner + QPoint(-400, -300))
    there = desk.case.placements["b1", "o01"]
    assert (there.x, there.y) == (420, 320)
    assert there.width >= 80
    assert there.height >= 36


def test_a_folded_card_grows_in_width_only(desk: Desk) -> None:
    desk.board.selection.set(items=["o01"])
    COMMANDS["arrange.collapse"](desk.board)
    corner = desk.at(600, 356)
    desk.drag(corner, corner + QPoint(77, 53))
    there = desk.case.placements["b1", "o01"]
    assert there.width > 240
    assert there.height == 70


# -- selecting -----------------------------------------------------------------------------------


def test_click_selects_and_empty_board_lets_go(desk: Desk) -> None:
    desk.click(desk.middle("p01"))
    assert desk.board.selection.items == {"p01"}
    desk.click(desk.middle("c01"))
    assert desk.board.selection.items == {"c01"}
    desk.click(desk.at(900, 650))
    assert not desk.board.selection


@pytest.mark.parametrize("modifier", [SHIFT, CTRL])
def test_shift_and_ctrl_toggle(desk: Desk, modifier: Qt.KeyboardModifier) -> None:
    desk.click(desk.middle("p01"))
    desk.click(desk.middle("c01"), modifier)
    assert desk.board.selection.items == {"p01", "c01"}
    desk.click(desk.middle("p01"), modifier)
    assert desk.board.selection.items == {"c01"}


def test_click_on_one_of_several_leaves_that_one(desk: Desk) -> None:
    desk.board.selection.set(items=["p01", "c01"])
    desk.click(desk.middle("p01"))
    assert desk.board.selection.items == {"p01"}


def test_click_selects_a_link(desk: Desk) -> None:
    desk.click(link_middle(desk))
    assert desk.board.selection.links == {"k01"}


def test_click_inside_a_frame_selects_it(desk: Desk) -> None:
    desk.click(desk.at(200, 540))
    assert desk.board.selection.frames == {"g01"}


def test_a_box_selects_what_it_touches(desk: Desk) -> None:
    desk.drag(desk.at(20, 20), desk.at(300, 360))
    assert desk.board.selection.items == {"p01", "s01"}
    desk.drag(desk.at(700, 20), desk.at(500, 150), modifiers=SHIFT)
    assert desk.board.selection.items == {"p01", "s01", "c01"}


def test_a_lasso_selects_what_it_holds(desk: Desk) -> None:
    corners = [(380, 60), (700, 60), (700, 250), (380, 250)]
    desk.drag(*(desk.at(x, y) for x, y in corners), modifiers=ALT)
    assert desk.board.selection.items == {"c01"}


def test_esc_gives_back_what_was_selected_before_a_box(desk: Desk) -> None:
    desk.click(desk.middle("o01"))
    desk.drag(desk.at(20, 20), desk.at(300, 360), release=False)
    assert desk.board.selection.items == {"p01", "s01"}
    desk.key(Qt.Key.Key_Escape)
    assert desk.board.selection.items == {"o01"}
    desk.release(desk.at(300, 360))


def test_selecting_is_no_step(desk: Desk) -> None:
    steps = desk.steps
    desk.click(desk.middle("p01"))
    desk.drag(desk.at(20, 20), desk.at(700, 400))
    assert desk.steps == steps


# -- linking -------------------------------------------------------------------------------------


def draw_link(desk: Desk, from_item: str, to: QPoint, *, release: bool = True) -> None:
    desk.hover(desk.middle(from_item))
    desk.drag(desk.side(from_item, "right"), to, release=release)


def test_a_dot_dragged_to_a_card_asks_and_links(desk: Desk) -> None:
    steps, links = desk.steps, len(desk.case.links)
    draw_link(desk, "p01", desk.middle("c01"))
    assert len(desk.case.links) == links
    assert desk.chooser.rows.item(0).text() == "says"
    desk.key(Qt.Key.Key_Return)
    (made,) = [link for link in desk.case.links.values() if link.id != "k01"]
    assert (made.kind, made.from_id, made.to_id) == ("reports", "p01", "c01")
    assert desk.linked == [made.id]
    assert desk.board.selection.links == {made.id}
    assert desk.steps == steps + 1
    desk.document.undo()
    assert len(desk.case.links) == links


def test_a_digit_takes_a_kind(desk: Desk) -> None:
    draw_link(desk, "p01", desk.middle("c01"))
    second = desk.chooser.rows.item(1).text()
    desk.key(Qt.Key.Key_2)
    (made,) = [link for link in desk.case.links.values() if link.id != "k01"]
    assert made.kind == second.split()[0]


def test_from_a_claim_to_its_source_the_link_still_leads_from_the_source(desk: Desk) -> None:
    draw_link(desk, "c01", desk.middle("s01"))
    assert desk.chooser.rows.item(0).text() == "reported by"
    desk.key(Qt.Key.Key_Return)
    (made,) = [link for link in desk.case.links.values() if link.id != "k01"]
    assert (made.kind, made.from_id, made.to_id) == ("reports", "s01", "c01")


def test_esc_in_the_question_makes_no_link(desk: Desk) -> None:
    steps = desk.steps
    draw_link(desk, "p01", desk.middle("c01"))
    assert desk.board.preview.pending_link is not None
    desk.key(Qt.Key.Key_Escape)
    assert not desk.asks
    assert desk.board.preview.pending_link is None
    assert desk.steps == steps
    assert desk.board.hasFocus()


def test_esc_while_drawing_makes_no_link(desk: Desk) -> None:
    steps = desk.steps
    draw_link(desk, "p01", desk.middle("c01"), release=False)
    assert desk.board.preview.drop_target == "c01"
    desk.key(Qt.Key.Key_Escape)
    desk.release(desk.middle("c01"))
    assert not desk.asks
    assert desk.steps == steps


def test_an_undo_meanwhile_drops_the_question_and_the_drag(desk: Desk) -> None:
    desk.document.do(items.set_fields(desk.case, "p01", title="Somebody"))
    draw_link(desk, "p01", desk.middle("c01"))
    desk.document.undo()
    assert not desk.asks
    draw_link(desk, "p01", desk.middle("c01"), release=False)
    desk.document.redo()
    assert not desk.board.tool.is_busy
    desk.release(desk.middle("c01"))
    assert not desk.asks


def test_a_press_elsewhere_drops_the_question(desk: Desk) -> None:
    draw_link(desk, "p01", desk.middle("c01"))
    desk.click(desk.at(900, 650))
    assert not desk.asks
    assert len(desk.case.links) == 1


def test_the_question_does_not_hide_the_cards_or_the_link(desk: Desk) -> None:
    draw_link(desk, "p01", desk.middle("c01"))
    body = desk.chooser.body()
    for item in ("p01", "c01"):
        box = desk.board.model.box(item)
        assert not body.intersects(desk.board.view.rect_to_screen(box))
    assert not body.contains(QPointF(desk.at(340, 150)))


def test_a_dot_dropped_on_the_empty_board_makes_a_linked_card_in_one_step(desk: Desk) -> None:
    before, steps = set(desk.case.records()), desk.steps
    draw_link(desk, "c01", desk.at(800, 500))
    assert desk.asks
    desk.key(Qt.Key.Key_S)
    desk.key(Qt.Key.Key_Return)
    desk.type("Port radio")
    desk.key(Qt.Key.Key_Return)
    (item,) = [one for one in desk.case.items.values() if one.title == "Port radio"]
    (link,) = [one for one in desk.case.links.values() if one.id != "k01"]
    assert (link.kind, link.from_id, link.to_id) == ("reports", item.id, "c01")
    assert desk.linked == [link.id]
    assert desk.steps == steps + 1
    desk.document.undo()
    assert set(desk.case.records()) == before


def test_esc_at_any_point_of_growing_leaves_nothing(desk: Desk) -> None:
    before = set(desk.case.records())
    draw_link(desk, "c01", desk.at(800, 500))
    desk.key(Qt.Key.Key_Escape)
    assert set(desk.case.records()) == before
    draw_link(desk, "c01", desk.at(800, 500))
    desk.key(Qt.Key.Key_Return)
    assert desk.edits
    desk.key(Qt.Key.Key_Escape)
    assert set(desk.case.records()) == before
    assert not desk.linked


def test_rewiring_to_nowhere_changes_nothing(desk: Desk) -> None:
    steps = desk.steps
    desk.board.selection.set(links=["k01"])
    x, y = desk.board.model.lines[desk.board.model.link_row["k01"], -1]
    desk.drag(desk.at(x, y), desk.at(900, 650))
    assert desk.steps == steps


def test_a_bend_point_is_moved_and_removed(desk: Desk) -> None:
    bend_link(desk, True)
    (point,) = desk.case.routes["b1", "k01"].points
    here = desk.at(*point)
    desk.drag(here, here + QPoint(30, 20))
    assert desk.case.routes["b1", "k01"].points == ((point[0] + 30, point[1] + 20),)
    here = desk.at(*desk.case.routes["b1", "k01"].points[0])
    desk.double_click(here)
    assert ("b1", "k01") not in desk.case.routes


# -- creating and editing ------------------------------------------------------------------------


def test_double_click_on_empty_board_asks_and_lets_the_title_be_typed(desk: Desk) -> None:
    before, steps = set(desk.case.records()), desk.steps
    desk.double_click(desk.at(800, 500))
    desk.key(Qt.Key.Key_3)
    desk.type("A claim <b>typed</b>")
    desk.key(Qt.Key.Key_Return)
    (made,) = [one for one in desk.case.items.values() if one.title == "A claim <b>typed</b>"]
    assert made.kind == "claim"
    there = desk.case.placements["b1", made.id]
    assert (there.x + there.width / 2, there.y + there.height / 2) == (800, 500)
    assert desk.steps == steps + 1
    assert desk.document.history.last.label == "Add claim"
    desk.document.undo()
    assert set(desk.case.records()) == before


def test_double_click_on_a_card_edits_its_title(desk: Desk) -> None:
    steps = desk.steps
    desk.double_click(desk.middle("p01"))
    assert desk.editor.toPlainText() == "Ilse Marren"
    desk.type("Tomas\tEke"[:5])
    desk.key(Qt.Key.Key_Return)
    assert desk.title("p01") == "Tomas"
    assert desk.steps == steps + 1
    assert desk.board.hasFocus()


def test_esc_ends_an_edit_without_a_step_then_clears_the_selection(desk: Desk) -> None:
    steps = desk.steps
    desk.click(desk.middle("p01"))
    desk.double_click(desk.middle("p01"))
    desk.type("Nobody")
    desk.key(Qt.Key.Key_Escape)
    assert desk.title("p01") == "Ilse Marren"
    assert desk.board.selection.items == {"p01"}
    desk.key(Qt.Key.Key_Escape)
    assert not desk.board.selection
    assert desk.steps == steps


def test_a_click_elsewhere_commits_an_edit(desk: Desk) -> None:
    desk.double_click(desk.middle("p01"))
    desk.type("Eke")
    desk.click(desk.at(900, 650))
    assert desk.title("p01") == "Eke"
    assert not desk.edits


def test_double_click_on_a_report_asks_how_they_know(desk: Desk) -> None:
    asked: list[str] = []
    desk.board.asked_how.connect(asked.append)
    desk.double_click(link_middle(desk))
    assert asked == ["k01"]
    assert not desk.edits


def test_double_click_on_another_link_edits_its_label(desk: Desk) -> None:
    desk.document.do(links.set_link(desk.case, "k01", kind="about"))
    desk.double_click(link_middle(desk))
    desk.type("by letter")
    desk.key(Qt.Key.Key_Return)
    assert desk.case.links["k01"].label == "by letter"


def test_double_click_on_a_frame_edits_its_title(desk: Desk) -> None:
    desk.double_click(desk.at(100, 452))
    desk.type("One origin")
    desk.key(Qt.Key.Key_Return)
    assert desk.case.frames["g01"].title == "One origin"


def test_a_new_card_stays_untitled_when_enter_comes_first(desk: Desk) -> None:
    desk.double_click(desk.at(800, 500))
    desk.key(Qt.Key.Key_1)
    desk.key(Qt.Key.Key_Return)
    assert [one.kind for one in desk.case.items.values() if not one.title] == ["person"]


# -- other tools ---------------------------------------------------------------------------------


def test_the_hand_moves_the_board_only(desk: Desk) -> None:
    steps = desk.steps
    desk.shortcut("H")
    start = desk.middle("p01")
    desk.drag(start, start + QPoint(60, 45))
    assert (desk.board.view.dx, desk.board.view.dy) == (60, 45)
    assert desk.steps == steps
    desk.key(Qt.Key.Key_Escape)
    assert desk.board.tool.name == "select"


@pytest.mark.parametrize("how", ["drag", "click"])
def test_the_link_tool_links_from_anywhere_on_a_card(desk: Desk, how: str) -> None:
    desk.shortcut("K")
    if how == "drag":
        desk.drag(desk.middle("p01"), desk.middle("c01"))
    else:
        desk.click(desk.middle("p01"))
        desk.hover(desk.middle("c01"))
        assert desk.board.preview.drop_target == "c01"
        desk.click(desk.middle("c01"))
    desk.key(Qt.Key.Key_Return)
    assert len(desk.case.links) == 2


def test_esc_drops_the_first_click_of_the_link_tool(desk: Desk) -> None:
    desk.shortcut("K")
    desk.click(desk.middle("p01"))
    desk.hover(desk.middle("c01"))
    desk.key(Qt.Key.Key_Escape)
    assert desk.board.preview.pending_link is None
    desk.click(desk.middle("c01"))
    assert not desk.asks


def test_the_frame_tool_draws_a_frame_and_asks_its_title(desk: Desk) -> None:
    before, steps = set(desk.case.records()), desk.steps
    desk.shortcut("G")
    desk.drag(desk.at(650, 300), desk.at(900, 500))
    desk.type("Doubts")
    desk.key(Qt.Key.Key_Return)
    (made,) = [one for one in desk.case.frames.values() if one.id != "g01"]
    assert (made.title, made.x, made.y, made.width, made.height) == ("Doubts", 650, 300, 250, 200)
    assert desk.board.tool.name == "select"
    assert desk.steps == steps + 1
    desk.document.undo()
    assert set(desk.case.records()) == before
