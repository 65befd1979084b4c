"""What is typed and picked at the right is in the file, one step at a time."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from board.case import Case
from board.edits import items, links
from storage import open_case
from ui.main_window import MainWindow
from ui.panels.inspector import Inspector


def _added(window: MainWindow, kind: str, title: str = "") -> str:
    change, item = items.add_item(window.document.case, kind, title=title, board=window.board_id)
    window.document.do(change)
    return item


def _select(window: MainWindow, qtbot: QtBot, **chosen: list[str]) -> Inspector:
    assert window.workspace is not None
    window.workspace.board.selection.set(**chosen)
    inspector = window.workspace.inspector
    wanted = set(chosen.get("items") or chosen.get("links") or ())
    qtbot.waitUntil(lambda: set(getattr(inspector.form, "ids", ())) == wanted)
    return inspector


def _kept(path: Path) -> Case:
    with open_case(path, read_only=True) as store:
        return store.load()[0]


def _pick(qtbot: QtBot, picker: object, text: str) -> None:
    assert hasattr(picker, "findChildren")
    button = next(own for own in picker.findChildren(QToolButton) if own.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_typed_title_is_one_step_and_in_the_file(opened: MainWindow, path: Path, qtbot: QtBot) -> None:
    item = _added(opened, "claim")
    inspector = _select(opened, qtbot, items=[item])
    steps = len(opened.document.history.steps)
    inspector.items.edit_title()
    QTest.keyClicks(inspector.items.title, "The box was weighed twice")
    assert opened.document.case.items[item].title == "The box was weighed twice"
    assert len(opened.document.history.steps) == steps + 1
    opened.files.close()
    assert _kept(path).items[item].title == "The box was weighed twice"


def test_undo_and_redo_by_keys(opened: MainWindow, qtbot: QtBot) -> None:
    item = _added(opened, "person", "Ilse")
    assert opened.workspace is not None
    board = opened.workspace.board
    board.setFocus()
    qtbot.waitUntil(opened.actions_table["edit.undo"].isEnabled)
    QTest.keyClick(board, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert item not in opened.document.case.items
    qtbot.waitUntil(opened.actions_table["edit.redo"].isEnabled)
    QTest.keyClick(board, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert opened.document.case.items[item].title == "Ilse"


def test_leaving_a_field_ends_the_step(opened: MainWindow, qtbot: QtBot) -> None:
    item = _added(opened, "claim")
    inspector = _select(opened, qtbot, items=[item])
    field = inspector.items._texts["note"]
    steps = len(opened.document.history.steps)
    field.setFocus()
    QTest.keyClicks(field, "one")
    inspector.items.title.setFocus()
    field.setFocus()
    QTest.keyClicks(field, " two")
    assert sorted(opened.document.case.items[item].note.split()) == ["one", "two"]
    assert len(opened.document.history.steps) == steps + 2


def test_grades_are_picked_in_words(opened: MainWindow, qtbot: QtBot) -> None:
    claim, source = _added(opened, "claim"), _added(opened, "source")
    inspector = _select(opened, qtbot, items=[claim])
    _pick(qtbot, inspector.items.credibility, "3")
    assert opened.document.case.items[claim].credibility == 3
    qtbot.waitUntil(lambda: "Possibly true" in inspector.items.grade_words.text())
    assert not inspector.items.reliability.isVisible()
    inspector = _select(opened, qtbot, items=[source])
    _pick(qtbot, inspector.items.reliability, "B")
    assert opened.document.case.items[source].reliability == "B"
    qtbot.waitUntil(lambda: "Usually reliable" in inspector.items.grade_words.text())
    _pick(qtbot, inspector.items.reliability, "B")
    assert opened.document.case.items[source].reliability == ""


def test_a_date_says_how_it_was_understood(opened: MainWindow, qtbot: QtBot) -> None:
    item = _added(opened, "event")
    inspector = _select(opened, qtbot, items=[item])
    field = inspector.items._lines["date"]
    QTest.keyClicks(field, "2022-03-24")
    qtbot.waitUntil(lambda: "24 March 2022" in inspector.items.date.words.text())
    field.clear()
    QTest.keyClicks(field, "24 March 2022")
    qtbot.waitUntil(inspector.items.date.offer.isVisible)
    QTest.mouseClick(inspector.items.date.offer, Qt.MouseButton.LeftButton)
    assert opened.document.case.items[item].date == "2022-03-24"


def test_several_share_what_they_share(opened: MainWindow, qtbot: QtBot) -> None:
    first, second = _added(opened, "claim", "One"), _added(opened, "claim", "Two")
    inspector = _select(opened, qtbot, items=[first, second])
    assert not inspector.items.title.isVisible()
    _pick(qtbot, inspector.items.status, "Contested")
    field = inspector.items._lines["date"]
    QTest.keyClicks(field, "2022")
    case = opened.document.case
    assert [(case.items[own].status, case.items[own].date) for own in (first, second)] == [
        ("contested", "2022")
    ] * 2
    opened.document.do(items.set_fields(case, first, note="only here"))
    qtbot.waitUntil(lambda: inspector.items._texts["note"].placeholderText() == "several")


def test_tags_come_and_go(opened: MainWindow, qtbot: QtBot) -> None:
    item = _added(opened, "person")
    inspector = _select(opened, qtbot, items=[item])
    chips = inspector.items._tags
    chips._field.setFocus()
    QTest.keyClicks(chips._field, "harbour")
    QTest.keyClick(chips._field, Qt.Key.Key_Return)
    assert opened.document.case.items[item].tags == ("harbour",)
    qtbot.waitUntil(lambda: bool(chips.findChildren(QToolButton)))
    QTest.mouseClick(chips.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    assert opened.document.case.items[item].tags == ()


def test_free_fields_keep_their_type(opened: MainWindow, qtbot: QtBot) -> None:
    item = _added(opened, "organisation")
    opened.document.do(
        items.set_fields(opened.document.case, item, fields=(("founded", 1990), ("seat", "Riga")))
    )
    inspector = _select(opened, qtbot, items=[item])
    row = inspector.items.fields._rows[0]
    row.value.selectAll()
    QTest.keyClicks(row.value, "1991")
    assert opened.document.case.items[item].fields == (("founded", 1991), ("seat", "Riga"))
    QTest.mouseClick(inspector.items.fields._rows[1].remove, Qt.MouseButton.LeftButton)
    assert opened.document.case.items[item].fields == (("founded", 1991),)


def test_a_report_says_how_it_knows(opened: MainWindow, qtbot: QtBot) -> None:
    paper, radio, claim = (
        _added(opened, "source", "Gazette"),
        _added(opened, "source", "Radio"),
        _added(opened, "claim"),
    )
    change, link = links.add_link(opened.document.case, "reports", paper, claim)
    opened.document.do(change)
    inspector = _select(opened, qtbot, links=[link])
    _pick(qtbot, inspector.links._pickers["stance"], "Denies")
    inspector.links.via._field.setFocus()
    QTest.keyClicks(inspector.links.via._field, "radio")
    QTest.keyClick(inspector.links.via._field, Qt.Key.Key_Return)
    kept = opened.document.case.links[link]
    assert (kept.stance, kept.basis, kept.via) == ("denies", "relay", (radio,))


def test_a_reading_copy_cannot_be_typed_in(opened: MainWindow, path: Path, qtbot: QtBot) -> None:
    item = _added(opened, "claim", "Kept")
    opened.files.close()
    opened.files.open(path, read_only=True)
    inspector = _select(opened, qtbot, items=[item])
    QTest.keyClicks(inspector.items.title, "x")
    assert opened.document.case.items[item].title == "Kept"
    assert opened.workspace is not None
    assert opened.workspace.banner.isVisible()
    assert not opened.workspace.rail.buttons["claim"].isEnabled()
