"""The board as a screen reader meets it, asked through Qt's own accessibility queries."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface

from board.edits import items, placing
from board.query import reading_order
from tests.ui.canvas.desk import Desk


@pytest.fixture
def heard(desk: Desk) -> QAccessibleInterface:
    """The board's side of the bridge."""
    found = QAccessible.queryAccessibleInterface(desk.board)
    assert found is not None
    return found


def name(found: QAccessibleInterface | None) -> str:
    assert found is not None
    return found.text(QAccessible.Text.Name)


def test_every_card_is_a_child_in_reading_order(desk: Desk, heard: QAccessibleInterface) -> None:
    order = reading_order(desk.case, "b1")
    assert heard.childCount() == len(order)
    names = [name(heard.child(index)) for index in range(heard.childCount())]
    assert names[0] == "Person. Ilse Marren"
    assert "Claim. Weighed again" in names
    assert [heard.indexOfChild(heard.child(index)) for index in range(len(order))] == list(range(len(order)))
    assert name(heard) == "Main"


def test_a_card_has_role_place_and_state(desk: Desk, heard: QAccessibleInterface) -> None:
    card = heard.child(0)
    assert card.role() == QAccessible.Role.ListItem
    assert card.parent() is heard
    here = desk.board.mapToGlobal(desk.at(80, 100))
    assert card.rect().topLeft() == here
    assert (card.rect().width(), card.rect().height()) == (180, 70)
    assert not card.state().selected
    desk.board.selection.set(items=["p01"])
    assert card.state().selected
    middle = card.rect().center()
    assert name(heard.childAt(middle.x(), middle.y())) == "Person. Ilse Marren"


def test_tab_moves_the_focus_that_is_heard(desk: Desk, heard: QAccessibleInterface) -> None:
    desk.key(Qt.Key.Key_Tab)
    assert name(heard.focusChild()) == "Person. Ilse Marren"
    assert heard.child(0).state().focused
    desk.key(Qt.Key.Key_Tab)
    assert name(heard.focusChild()) == "Claim. Weighed again"
    assert not heard.child(0).state().focused


def test_a_click_moves_the_focus_that_is_heard(desk: Desk, heard: QAccessibleInterface) -> None:
    desk.click(desk.middle("o01"))
    assert name(heard.focusChild()) == "Organisation. Brightwater"


def test_names_and_children_follow_the_case(desk: Desk, heard: QAccessibleInterface) -> None:
    card = heard.child(0)
    desk.document.do(items.set_fields(desk.case, "p01", title="Tomas\nEke\u202e"))
    assert name(card) == "Person. Tomas Eke"
    desk.document.do(placing.take_off(desk.case, "b1", "p01"))
    assert not card.isValid()
    assert heard.childCount() == 3
    desk.document.undo()
    assert card.isValid()


def test_many_questions_do_no_harm(heard: QAccessibleInterface) -> None:
    for _ in range(2000):
        for index in range(heard.childCount()):
            child = heard.child(index)
            assert child is not None
            assert child.text(QAccessible.Text.Name)
            child.rect(), child.state(), child.role()


def test_fields_and_questions_have_names(desk: Desk, heard: QAccessibleInterface) -> None:
    desk.double_click(desk.middle("p01"))
    assert desk.editor.accessibleName() == "Title"
    desk.key(Qt.Key.Key_Escape)
    desk.double_click(desk.at(800, 500))
    assert desk.chooser.rows.accessibleName() == "New card here"
    desk.key(Qt.Key.Key_Escape)
