"""The window under a person's hands: boards, palette, search, history, themes, coming back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from board.edits import items
from storage import open_case
from ui.dialogs.preferences import PreferencesDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.main_window import MainWindow
from ui.panels.rail import KIND_MIME

CTRL = Qt.KeyboardModifier.ControlModifier


def _titles(window: MainWindow) -> list[str]:
    return [board.title for board in window.document.case.boards_in_order()]


def test_a_new_case_teaches(opened: MainWindow, path: Path) -> None:
    assert opened.workspace is not None
    assert opened.workspace.area.empty.isVisible()
    assert opened.windowTitle() == "Harbour - Caseboard"
    assert not opened.document.history.steps
    assert path.is_file()


def test_the_palette_adds_by_press(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    QTest.mouseClick(opened.workspace.rail.buttons["person"], Qt.MouseButton.LeftButton)
    assert [item.kind for item in opened.document.case.items.values()] == ["person"]
    qtbot.waitUntil(lambda: not opened.workspace.area.empty.isVisible())
    assert "1 card" in opened.status.counts.text()


def test_the_palette_adds_by_drag(opened: MainWindow) -> None:
    assert opened.workspace is not None
    board = opened.workspace.board
    data = QMimeData()
    data.setData(KIND_MIME, b"claim")
    at = QPoint(300, 250)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(board, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(board, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, left, none))
    (item,) = opened.document.case.items.values()
    place = opened.document.case.placements[opened.board_id, item.id]
    spot = board.view.to_board(QPointF(at))
    assert item.kind == "claim"
    assert place.x <= spot.x() <= place.x + place.width


def test_boards_are_added_renamed_moved_and_deleted(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    tabs = opened.workspace.area.tabs
    QTest.mouseClick(tabs.add_button, Qt.MouseButton.LeftButton)
    field = tabs.findChild(QLineEdit)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "Ownership")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _titles(opened) == ["Main board", "Ownership"]
    assert tabs._field is None
    opened.refresh()
    opened.actions_table["board.left"].trigger()
    assert _titles(opened) == ["Ownership", "Main board"]
    opened.refresh()
    opened.actions_table["board.duplicate"].trigger()
    assert len(_titles(opened)) == 3
    opened.actions_table["board.delete"].trigger()
    assert len(_titles(opened)) == 2
    assert opened.board_id in opened.document.case.boards
    assert "deleted" in opened.toasts.texts[-1]
    opened.refresh()
    opened.actions_table["edit.undo"].trigger()
    assert len(_titles(opened)) == 3


def test_esc_leaves_a_title_as_it_was(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    tabs = opened.workspace.area.tabs
    tabs.rename(0)
    field = tabs.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "nonsense")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert _titles(opened) == ["Main board"]


def test_the_last_board_stays(opened: MainWindow) -> None:
    opened.actions_table["board.delete"].trigger()
    assert _titles(opened) == ["Main board"]


def test_undoing_a_board_that_is_in_front(opened: MainWindow) -> None:
    opened.deeds.boards.new_board()
    second = opened.board_id
    opened.document.undo()
    assert opened.board_id != second
    assert opened.board_id in opened.document.case.boards


def test_search_finds_cards_and_runs_commands(sample: MainWindow, qtbot: QtBot) -> None:
    finder = sample.finder
    QTest.keyClick(sample, Qt.Key.Key_K, CTRL)
    assert finder.isVisible()
    QTest.keyClicks(finder.field, "bolyuch")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert not finder.isVisible()
    assert sample.workspace is not None
    (chosen,) = sample.workspace.board.selection.items
    assert "bolyuch" in str(sample.document.case.items[chosen]).lower()
    QTest.keyClick(sample, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(finder.field, ">history")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert sample.workspace.has_history


def test_search_narrows_to_people(sample: MainWindow, qtbot: QtBot) -> None:
    sample.search_from("@osechkin")
    rows = [row for row in sample.finder.model.rows if row.do]
    assert rows
    assert all(row.kind is not None and row.kind.id in ("person", "organisation") for row in rows)
    QTest.keyClick(sample.finder.field, Qt.Key.Key_Escape)
    assert not sample.finder.isVisible()


def test_find_on_the_board_walks_the_hits(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    QTest.keyClick(sample, Qt.Key.Key_F, CTRL)
    bar = sample.workspace.area.finding
    QTest.keyClicks(bar.field, "putin")
    assert "found" in bar.tally.text()
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    first = sample.workspace.board.selection.items
    QTest.keyClick(bar.field, Qt.Key.Key_Return)
    assert sample.workspace.board.selection.items != first
    QTest.keyClick(bar.field, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_history_goes_back_and_forth(opened: MainWindow, qtbot: QtBot) -> None:
    document = opened.document
    for title in ("One", "Two", "Three"):
        document.do(items.add_item(document.case, "person", title=title, board=opened.board_id)[0])
    opened.refresh()
    opened.actions_table["edit.history"].trigger()
    assert opened.workspace is not None
    steps = opened.workspace.history
    assert "Three" in str(steps.model.index(0).data())
    first = steps.list.visualRect(steps.model.index(2)).center()
    QTest.mouseClick(steps.list.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert [item.title for item in document.case.items.values()] == ["One"]
    qtbot.waitUntil(lambda: steps.list.currentIndex().row() == 2)
    top = steps.list.visualRect(steps.model.index(0)).center()
    QTest.mouseClick(steps.list.viewport(), Qt.MouseButton.LeftButton, pos=top)
    assert len(document.case.items) == 3


def test_the_theme_turns_while_it_runs(sample: MainWindow, qtbot: QtBot) -> None:
    sample.actions_table["app.preferences"].trigger()
    dialog = sample.findChild(PreferencesDialog)
    assert dialog is not None
    dialog.theme.setCurrentIndex(dialog.theme.findData("dark"))
    dialog.theme.activated.emit(dialog.theme.currentIndex())
    assert sample.look.theme.name == "dark"
    assert sample.workspace is not None
    assert sample.workspace.board.theme.name == "dark"
    dialog.close()
    sample.actions_table["view.theme"].trigger()
    assert sample.look.theme.name == "light"


def test_the_sheet_finds_shortcuts(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(ShortcutsDialog)
    assert sheet is not None
    QTest.keyClicks(sheet.table.filter, "whole board")
    tree = sheet.table.tree
    heads = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    assert [head.child(0).text(1) for head in heads if head is not None] == ["Shift+1"]
    sheet.close()


def test_it_comes_back_as_it_was_left(sample: MainWindow, path: Path, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    second = sample.document.case.boards_in_order()[1].id
    sample.show_board(second)
    sample.workspace.look_at(100.0, 50.0, 0.5)
    sample.files.close()
    assert sample.start.isVisible()
    sample.files.open(path)
    assert sample.board_id == second
    back = sample.workspace
    qtbot.waitUntil(lambda: [round(number) for number in back.looking_at()[:2]] == [100, 50])
    assert back.board.view.scale == 0.5


def test_saved_is_said_after_the_write(opened: MainWindow, path: Path) -> None:
    change, item = items.add_item(opened.document.case, "note", title="Kept", board=opened.board_id)
    opened.document.do(change)
    assert opened.status.saved.text().startswith("Saved ")
    opened.files.close()
    with open_case(path, read_only=True) as store:
        assert store.load()[0].items[item].title == "Kept"


def test_the_legend_holds_what_is_used(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    legend = sample.workspace.area.legend
    assert "reports" in legend.kinds
    tall = legend.height()
    sample.show_board(sample.document.case.boards_in_order()[-1].id)
    sample.show_board(sample.document.case.boards_in_order()[0].id)
    assert legend.height() == tall
    assert "paid" not in legend.kinds
    QTest.mouseClick(legend.fold, Qt.MouseButton.LeftButton)
    assert legend.is_folded


def test_documents_dropped_become_sources(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    note = tmp_path / "Interview.txt"
    note.write_text("They brought it back to the weighbridge.", "utf-8")
    opened.deeds.files.take_files([note])
    qtbot.waitUntil(lambda: bool(opened.document.case.items))
    (item,) = opened.document.case.items.values()
    title = "They brought it back to the weighbridge."
    assert (item.kind, item.title, item.held) == ("source", title, True)
    assert [opened.document.case.attachments[file].name for file in item.files] == ["Interview.txt"]
    assert len(opened.document.history.steps) == 1
    opened.search_from("weighbridge")
    assert any(row.do == f"place {item.files[0]} 28" for row in opened.finder.model.rows)


def test_a_message_undoes_its_own_step_only(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    document, board = opened.document, opened.workspace.board
    for title in ("One", "Two"):
        document.do(items.add_item(document.case, "person", title=title, board=opened.board_id)[0])
    board.selection.set(items=[next(iter(document.case.items))])
    qtbot.waitUntil(opened.actions_table["edit.delete"].isEnabled)
    opened.actions_table["edit.delete"].trigger()
    assert len(document.case.on_board(opened.board_id)) == 1
    undo = next(own for own in opened.toasts.findChildren(QPushButton) if own.text() == "Undo")
    document.do(items.add_item(document.case, "person", title="Three", board=opened.board_id)[0])
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert "Three" in {item.title for item in document.case.items.values()}
    assert "Other steps came after" in opened.toasts.texts[-1]
    document.undo()
    opened.toasts.clear()
    opened.refresh()
    opened.actions_table["edit.undo"].trigger()
    assert len(document.case.on_board(opened.board_id)) == 2


def test_words_without_a_change_offer_no_undo(opened: MainWindow, qtbot: QtBot) -> None:
    assert opened.workspace is not None
    document = opened.document
    document.do(items.add_item(document.case, "person", title="One", board=opened.board_id)[0])
    qtbot.waitUntil(lambda: not opened.has_just_changed)
    opened.workspace.board.reported.emit("Copied")
    assert opened.toasts.texts == ["Copied"]
    assert not [own for own in opened.toasts.findChildren(QPushButton) if own.text() == "Undo"]


def test_another_size_makes_every_part_anew(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    before, board = sample.workspace.side.width(), sample.board_id
    steps = len(sample.document.history.steps)
    sample.settings.scale = 130
    assert sample.workspace is not None
    assert sample.workspace.side.width() > before
    assert sample.board_id == board
    assert len(sample.document.history.steps) == steps
    change, item = items.add_item(sample.document.case, "person", title="After", board=board)
    sample.document.do(change)
    qtbot.waitUntil(lambda: not sample.has_just_changed)
    sample.workspace.board.selection.set(items=[item])
    qtbot.waitUntil(lambda: sample.workspace.inspector.items.ids == (item,))
    sample.settings.scale = 100
