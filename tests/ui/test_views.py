"""Saved views through the window: saved, shown again, renamed, updated, deleted, and what goes wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from board.analysis.filters import Condition
from board.change import of
from board.edits import boards
from board.edits.views import spot_of
from board.records import SavedView
from ui.main_window import MainWindow
from ui.panels.views_panel import ViewsPanel, described
from ui.widgets import PlainLabel
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton
CLAIMS = Condition("kind", ("claim",))


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _panel(window: MainWindow) -> ViewsPanel:
    panel = _space(window).views
    assert panel is not None
    return panel


def _save(window: MainWindow, name: str) -> SavedView:
    window.actions_table["views.save"].trigger()
    line = _panel(window).line
    assert QApplication.focusWidget() is line
    QTest.keyClicks(line, name)
    QTest.keyClick(line, Qt.Key.Key_Return)
    window.refresh()
    return next(view for view in window.document.case.saved_views.values() if view.title == name)


def _said(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(PlainLabel) if label.isVisible()]


def test_a_view_is_saved_in_one_step_and_shown_again(sample: MainWindow) -> None:
    space, first = _space(sample), sample.board_id
    space.sight.exchange(None, CLAIMS)
    space.sight.set_hides(True)
    space.look_at(300, 200, 1.25)
    before = sample.document.history.position
    view = _save(sample, "What is claimed")
    assert sample.document.history.position == before + 1
    spot = spot_of(view)
    assert spot is not None
    assert (spot.board, spot.scale) == (first, 1.25)
    hidden = space.board.model.hiding.items
    space.sight.clear()
    sample.show_board(sample.document.case.boards_in_order()[1].id)
    panel = _panel(sample)
    space.show_views(True)
    panel.list.setCurrentRow(0)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert sample.board_id == first
    assert space.board.model.hiding.items == hidden
    assert abs(space.looking_at()[0] - 300) < 2
    assert space.board.view.scale == 1.25


def test_the_key_leads_to_the_name_of_the_first_view_and_then_to_the_list(sample: MainWindow) -> None:
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    assert not sample.document.case.saved_views
    QTest.keyClick(_space(sample).board, Qt.Key.Key_V, both)
    panel = _panel(sample)
    assert QApplication.focusWidget() is panel.line
    QTest.keyClicks(panel.line, "First")
    QTest.keyClick(panel.line, Qt.Key.Key_Return)
    assert [view.title for view in sample.document.case.saved_views.values()] == ["First"]
    QTest.keyClick(panel.line, Qt.Key.Key_V, both)
    assert not _space(sample).has_views
    QTest.keyClick(_space(sample).board, Qt.Key.Key_V, both)
    assert QApplication.focusWidget() is panel.list


def test_it_is_there_after_a_restart(sample: MainWindow, path: Path, qtbot: QtBot) -> None:
    _space(sample).sight.exchange(None, CLAIMS)
    view = _save(sample, "Claims")
    sample.files.close()
    sample.files.open(path)
    qtbot.waitUntil(lambda: sample.workspace is not None and sample.workspace.isVisible())
    _space(sample).sight.clear()
    sample.deeds.views.show(view.id)
    assert _space(sample).sight.sieve.parts == (CLAIMS,)


def test_a_view_is_renamed_updated_and_deleted_by_key_each_undoable(sample: MainWindow, qtbot: QtBot) -> None:
    view = _save(sample, "One")
    panel, case = _panel(sample), sample.document.case
    panel.list.setCurrentRow(0)
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    field = panel.list.findChild(QLineEdit)
    assert field is not None
    field.setText("Two")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: case.saved_views[view.id].title == "Two")
    _space(sample).sight.exchange(None, CLAIMS)
    sample.refresh()
    panel.list.setCurrentRow(0)
    QTest.mouseClick(panel.update_button, LEFT)
    assert "claim" in case.saved_views[view.id].filter
    sample.refresh()
    panel.list.setCurrentRow(0)
    panel.list.setFocus()
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert not case.saved_views
    for _ in range(3):
        sample.document.undo()
    assert case.saved_views[view.id].title == "One"
    assert not case.saved_views[view.id].filter


def test_a_taken_name_is_not_given_twice(sample: MainWindow) -> None:
    one, two = _save(sample, "One"), _save(sample, "Two")
    sample.deeds.views.rename(two.id, "One")
    case = sample.document.case
    assert (case.saved_views[one.id].title, case.saved_views[two.id].title) == ("One", "Two")
    assert "Another view has this name already." in _said(sample)


def test_a_view_of_a_deleted_board_is_shown_here_and_says_so(sample: MainWindow) -> None:
    _space(sample).sight.exchange(None, CLAIMS)
    view = _save(sample, "Gone")
    case, first = sample.document.case, sample.board_id
    other = case.boards_in_order()[1].id
    sample.show_board(other)
    sample.document.do(boards.delete_board(case, first))
    assert described(case, case.saved_views[view.id]).endswith("Its board has been deleted.")
    sample.deeds.views.show(view.id)
    assert sample.board_id == other
    assert _space(sample).sight.sieve.parts == (CLAIMS,)
    assert any("has been deleted" in words for words in _said(sample))


def test_a_view_that_cannot_be_read_changes_nothing(sample: MainWindow) -> None:
    strange = SavedView("v99", "Strange", '{"what": "tomorrow"}')
    sample.document.do(of("Save view", (), [strange, replace(strange, id="v98", title="S", filter="{")]))
    before = _space(sample).sight.sieve
    for view in ("v99", "v98"):
        sample.deeds.views.show(view)
    assert _space(sample).sight.sieve == before
    assert any("does not know" in words for words in _said(sample))


def test_the_search_finds_a_view(sample: MainWindow, qtbot: QtBot) -> None:
    _space(sample).sight.exchange(None, CLAIMS)
    _save(sample, "Zebra crossing")
    _space(sample).sight.clear()
    sample.search_from("zebra")
    finder = sample.finder
    qtbot.waitUntil(lambda: any(row.do.startswith("view ") for row in finder.model.rows))
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert _space(sample).sight.sieve.parts == (CLAIMS,)


def test_a_view_keeps_a_measure(sample: MainWindow) -> None:
    sample.deeds.analysis.toggle_shown()
    measuring = sample.deeds.analysis.measuring
    assert measuring is not None
    measuring.choose("degree")
    view = _save(sample, "Links")
    assert view.measure == "degree"
    measuring.show(False)
    measuring.choose("betweenness")
    sample.deeds.views.show(view.id)
    assert measuring.is_shown
    assert measuring.question == "degree"
