"""Editing in place: plain text only, where the words stand, kept or dropped as the hand says."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from board.edits import items
from tests.ui.canvas.desk import CTRL, SHIFT, Desk
from ui.canvas.view import View


def test_the_field_lies_on_the_title_and_goes_along(desk: Desk) -> None:
    desk.double_click(desk.middle("p01"))
    box = desk.board.view.rect_to_screen(desk.board.model.box("p01"))
    assert box.contains(desk.editor.geometry().center().toPointF())
    before = desk.editor.geometry().topLeft()
    desk.board.pan_by(30, 40)
    assert desk.editor.geometry().topLeft() - before == QPoint(30, 40)
    size = desk.editor.font().pixelSize()
    desk.board.set_view(View(2.0, 0, 0))
    assert desk.editor.font().pixelSize() == 2 * size
    assert desk.board.view.rect_to_screen(desk.board.model.box("p01")).contains(
        desk.editor.geometry().center()
    )


@pytest.mark.parametrize("scale", [0.1, 0.3, 0.6, 1.0, 2.0])
def test_it_can_be_read_at_every_zoom(desk: Desk, scale: float) -> None:
    desk.board.set_view(View(scale, 300, 200))
    desk.board.selection.set(items=["p01"])
    desk.shortcut("F2")
    assert desk.editor.font().pixelSize() >= 11
    assert desk.editor.width() >= 120
    desk.key(Qt.Key.Key_Escape)


def test_rich_text_is_pasted_as_plain(desk: Desk) -> None:
    data = QMimeData()
    data.setHtml("<h1>Big</h1><img src='http://example.org/x.png'>")
    data.setText("Big\u202e\nand small")
    QGuiApplication.clipboard().setMimeData(data)
    desk.double_click(desk.middle("p01"))
    desk.key(Qt.Key.Key_V, CTRL)
    desk.key(Qt.Key.Key_Return)
    assert desk.title("p01") == "Big and small"


def test_a_note_takes_lines_and_a_title_does_not(desk: Desk) -> None:
    desk.shortcut("N")
    desk.type("Ask the port")
    desk.key(Qt.Key.Key_Return, SHIFT)
    desk.type("for camera 3")
    desk.key(Qt.Key.Key_Return)
    (note,) = [one for one in desk.case.items.values() if one.kind == "note"]
    assert (note.title, note.text) == ("", "Ask the port\nfor camera 3")
    desk.double_click(desk.middle("p01"))
    desk.type("One")
    desk.key(Qt.Key.Key_Return, SHIFT)
    assert desk.title("p01") == "One"


def test_f2_gives_a_note_a_title(desk: Desk) -> None:
    change, note = items.add_item(desk.case, "note", text="only words", board="b1", at=(700, 300))
    desk.document.do(change)
    desk.click(desk.middle(note))
    desk.shortcut("F2")
    desk.type("To do")
    desk.key(Qt.Key.Key_Return)
    assert (desk.case.items[note].title, desk.case.items[note].text) == ("To do", "only words")


def test_a_new_card_grows_to_hold_its_words_in_the_same_step(desk: Desk) -> None:
    steps = desk.steps
    desk.shortcut("N")
    desk.type("Ask the port whether camera three was on that night and who has the recording now, if anybody")
    desk.key(Qt.Key.Key_Return)
    (note,) = [one.id for one in desk.case.items.values() if one.kind == "note"]
    assert desk.case.placements["b1", note].height > 80
    assert desk.steps == steps + 1
    assert desk.document.history.last.label == "Add note"


def test_the_field_stays_in_sight_when_what_it_names_is_not(desk: Desk) -> None:
    desk.board.set_view(View(1.0, -300, -400))
    desk.board.selection.set(frames=["g01"])
    desk.shortcut("F2")
    assert desk.board.rect().contains(desk.editor.geometry())
    desk.key(Qt.Key.Key_Escape)


def test_a_note_with_a_title_is_renamed(desk: Desk) -> None:
    change, note = items.add_item(desk.case, "note", title="To do", text="more", board="b1", at=(700, 300))
    desk.document.do(change)
    desk.double_click(desk.middle(note))
    desk.type("Done")
    desk.key(Qt.Key.Key_Return)
    assert (desk.case.items[note].title, desk.case.items[note].text) == ("Done", "more")


def test_ctrl_z_in_the_field_takes_back_typing_only(desk: Desk) -> None:
    steps = desk.steps
    desk.double_click(desk.middle("p01"))
    desk.type("x")
    desk.key(Qt.Key.Key_Z, CTRL)
    assert desk.editor.toPlainText() == "Ilse Marren"
    assert desk.steps == steps
    desk.key(Qt.Key.Key_Escape)


def test_tab_commits(desk: Desk) -> None:
    desk.double_click(desk.middle("p01"))
    desk.type("Eke")
    desk.key(Qt.Key.Key_Tab)
    assert desk.title("p01") == "Eke"
    assert not desk.edits


def test_another_board_keeps_what_was_typed(desk: Desk) -> None:
    desk.double_click(desk.middle("p01"))
    desk.type("Eke")
    desk.board.set_board("b2")
    assert desk.title("p01") == "Eke"


def test_a_card_deleted_meanwhile_is_no_harm(desk: Desk) -> None:
    desk.double_click(desk.middle("p01"))
    desk.type("Eke")
    desk.document.do(items.delete_items(desk.case, "p01"))
    steps = desk.steps
    desk.key(Qt.Key.Key_Return)
    assert desk.steps == steps


def test_an_endless_title_is_typed_and_shown(desk: Desk) -> None:
    desk.document.do(items.set_fields(desk.case, "p01", title="word " * 20_000))
    desk.double_click(desk.middle("p01"))
    assert desk.editor.height() < 400
    QTest.keyClick(desk.editor, Qt.Key.Key_Escape)
