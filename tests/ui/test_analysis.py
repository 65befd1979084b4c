"""Who matters, through the real window: questions, the table, the board, frames, tables, comparison."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from board import change
from board.analysis import measures
from board.analysis.lens import Lens
from board.edits import boards, items, links, placing
from board.records import Item, Link
from ui import render
from ui.canvas.draw.style import Style
from ui.canvas.view import View
from ui.dialogs.export_subject import BoardSubject
from ui.dialogs.export_wish import OUT
from ui.jobs import Job
from ui.main_window import MainWindow
from ui.measure_layer import MeasureLayer
from ui.measuring import Measuring
from ui.panels.analysis import AnalysisPanel
from ui.theme import load
from ui.workspace import Workspace

WAIT = 20_000


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _open(window: MainWindow, qtbot: QtBot, page: str = "ranks") -> tuple[Measuring, AnalysisPanel]:
    window.actions_table[f"analysis.{page}"].trigger()
    space = _space(window)
    assert space.measuring is not None
    assert space.analysis is not None
    measuring = space.measuring
    qtbot.waitUntil(lambda: not measuring.is_busy, timeout=WAIT)
    qtbot.waitUntil(lambda: not space.analysis.notes.isVisible() or not measuring.is_busy, timeout=WAIT)
    return measuring, space.analysis


def _seen(space: Workspace) -> QImage:
    space.board.set_view(View(0.5, 20, 20))
    return space.board.grab().toImage()


def test_the_table_is_what_was_measured(sample: MainWindow, qtbot: QtBot) -> None:
    measuring, panel = _open(sample, qtbot)
    case, board = sample.document.case, sample.board_id
    lens = Lens(board, collapses_relays=True, merges_same=True)
    expected = measures.answers_of(case, lens, ["betweenness"], True)["betweenness"]
    assert measuring.answer is not None
    assert measuring.answer.values == pytest.approx(expected.values)
    qtbot.waitUntil(lambda: len(panel.table.ranks.nodes) == len(case.on_board(board)))
    places = [panel.table.ranks.place(row).place for row in range(len(panel.table.ranks.nodes))]
    assert places == sorted(places)


def test_a_row_goes_to_its_card_and_the_details_say_its_place(sample: MainWindow, qtbot: QtBot) -> None:
    _, panel = _open(sample, qtbot)
    qtbot.waitUntil(lambda: bool(panel.table.ranks.nodes))
    panel.table.setFocus()
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    chosen = panel.table.ranks.nodes[panel.table.currentIndex().row()]
    space = _space(sample)
    assert space.board.selection.items == {chosen}
    qtbot.waitUntil(lambda: space.inspector.items.ids == (chosen,))
    standing = space.inspector.items.standing
    assert standing.isVisible()
    assert standing.rows is not None
    count = len(sample.document.case.on_board(sample.board_id))
    assert f"of {count}" in standing.rows.words[0]
    assert standing.rows.words[0].startswith("Connects groups")


def test_sorting_by_a_column(sample: MainWindow, qtbot: QtBot) -> None:
    _, panel = _open(sample, qtbot)
    table, case = panel.table, sample.document.case
    qtbot.waitUntil(lambda: bool(table.ranks.nodes))
    first = table.ranks.nodes[0]
    table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert table.ranks.nodes[0] == first
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    titles = [case.items[node].title.casefold() for node in table.ranks.nodes]
    assert titles == sorted(titles)
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert table.ranks.nodes[-1] == first


def test_it_is_shown_on_the_board_and_off_by_one_key(sample: MainWindow, qtbot: QtBot) -> None:
    _open(sample, qtbot)
    space = _space(sample)
    space.board.setFocus()
    before = _seen(space)
    QTest.keyClick(space.board, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: space.board.is_measured)
    assert space.area.key is not None
    assert space.area.key.isVisible()
    assert "Connects groups" in space.area.key.accessibleName()
    assert _seen(space) != before
    space.board.selection.clear()
    QTest.keyClick(space.board, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not space.board.is_measured)
    assert not space.area.key.isVisible()
    assert _seen(space) == before
    assert sample.document.history.position == 0


def test_an_edit_asks_again(sample: MainWindow, qtbot: QtBot) -> None:
    _, panel = _open(sample, qtbot)
    document, board = sample.document, sample.board_id
    qtbot.waitUntil(lambda: bool(panel.table.ranks.nodes))
    change, item = items.add_item(document.case, "person", title="Somebody new", board=board, at=(0, 0))
    document.do(change)
    qtbot.waitUntil(lambda: item in panel.table.ranks.nodes, timeout=WAIT)
    document.undo()
    qtbot.waitUntil(lambda: item not in panel.table.ranks.nodes, timeout=WAIT)


def test_a_card_that_is_deleted_leaves_the_table(sample: MainWindow, qtbot: QtBot) -> None:
    _, panel = _open(sample, qtbot)
    qtbot.waitUntil(lambda: bool(panel.table.ranks.nodes))
    item = panel.table.ranks.nodes[0]
    sample.document.do(items.delete_items(sample.document.case, [item]))
    panel.table.viewport().repaint()
    panel.table.grab()
    qtbot.waitUntil(lambda: item not in panel.table.ranks.nodes, timeout=WAIT)


def test_what_counts_can_be_chosen(sample: MainWindow, qtbot: QtBot) -> None:
    measuring, panel = _open(sample, qtbot)
    panel.counts.setChecked(True)
    panel.counting.scope.chosen.emit("case")
    panel.counting.relays.click()
    assert measuring.counting.scope == "case"
    assert not measuring.counting.collapses_relays
    case = sample.document.case
    qtbot.waitUntil(lambda: measuring.nodes == len(case.items) and not measuring.is_busy, timeout=WAIT)
    plain = measures.answers_of(case, Lens(merges_same=True), ["betweenness"], True)["betweenness"]
    assert measuring.answer is not None
    assert measuring.answer.values == pytest.approx(plain.values)


def test_a_community_is_selected_and_framed_in_one_step(sample: MainWindow, qtbot: QtBot) -> None:
    _, panel = _open(sample, qtbot, "structure")
    qtbot.waitUntil(lambda: any(row.section == "groups" and row.members for row in panel.model.rows))
    at = next(at for at, row in enumerate(panel.model.rows) if row.section == "groups" and row.members)
    members = set(panel.model.rows[at].members)
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(at))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    space = _space(sample)
    assert space.board.selection.items == members
    frames = len(sample.document.case.frames)
    panel.frame.click()
    assert len(sample.document.case.frames) == frames + 1
    assert sample.document.history.position == 1
    sample.document.undo()
    assert len(sample.document.case.frames) == frames


def test_groups_have_colours_on_the_board(sample: MainWindow, qtbot: QtBot) -> None:
    _, panel = _open(sample, qtbot, "structure")
    panel.show_button.click()
    space = _space(sample)
    qtbot.waitUntil(lambda: space.board.is_measured)
    assert space.area.key is not None
    assert "Belong together" in space.area.key.accessibleName()


def test_two_boards_are_compared(sample: MainWindow, qtbot: QtBot) -> None:
    document, board = sample.document, sample.board_id
    change, copy = boards.duplicate_board(document.case, board)
    document.do(change)
    sample.show_board(copy)
    gone, moved, *_ = sorted(document.case.on_board(copy))
    document.do(placing.take_off(document.case, copy, [gone]))
    document.do(placing.move_by(document.case, copy, [moved], 400, 0))
    change, added = items.add_item(document.case, "note", title="New here", board=copy, at=(0, 0))
    document.do(change)
    measuring, panel = _open(sample, qtbot, "compare")
    qtbot.waitUntil(lambda: panel.other.findData(board) > 0)
    panel.other.activated.emit(panel.other.findData(board))
    assert measuring.comparison is not None
    assert (measuring.comparison.gone, measuring.comparison.added) == ((gone,), (added,))
    assert measuring.comparison.moved == (moved,)
    qtbot.waitUntil(lambda: {row.item for row in panel.model.rows if row.item} >= {gone, moved, added})
    measuring.show(True)
    space = _space(sample)
    qtbot.waitUntil(lambda: space.board.is_measured)
    sample.show_board(board)
    qtbot.waitUntil(lambda: "gone" in (space.area.key.accessibleName() if space.area.key else ""))


def test_the_table_is_saved(
    sample: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, panel = _open(sample, qtbot)
    qtbot.waitUntil(panel.csv.isEnabled)
    target = tmp_path / "ranking.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "Tables (*.csv)"))
    panel.csv.click()
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("place,of,joint,id,tag,kind,title,Connects groups")
    assert len(lines) == len(sample.document.case.on_board(sample.board_id)) + 1
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "x.csv"), ""))
    panel.csv.click()
    assert any("x.csv" in said for said in sample.toasts.texts)


def test_an_empty_board_and_one_without_links(opened: MainWindow, qtbot: QtBot) -> None:
    measuring, panel = _open(opened, qtbot)
    qtbot.waitUntil(lambda: "no card" in panel.notes.text())
    document = opened.document
    for at in range(3):
        change, _ = items.add_item(document.case, "person", board=opened.board_id, at=(at * 300, 0))
        document.do(change)
    qtbot.waitUntil(lambda: "No link" in panel.notes.text(), timeout=WAIT)
    one, other, _ = sorted(document.case.items)
    change, _ = links.add_link(document.case, "associated", one, other)
    document.do(change)
    qtbot.waitUntil(lambda: measuring.ties == 1, timeout=WAIT)


def test_what_the_board_shows_is_in_the_picture(sample: MainWindow, qtbot: QtBot) -> None:
    _open(sample, qtbot)
    board = sample.board_id
    item = min(sample.document.case.on_board(board))
    sample.document.do(items.set_fields(sample.document.case, [item], confidential=True))
    plain = BoardSubject(sample).prepared("", OUT, _silent)
    assert plain.heat is None
    _space(sample).measuring.show(True)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: _space(sample).board.is_measured)
    found = BoardSubject(sample).prepared("", OUT, _silent)
    assert isinstance(found.heat, MeasureLayer)
    assert found.heat.key.title == "Connects groups"
    assert len(found.heat.cards) > 5
    assert render.png_bytes(found, _silent) != render.png_bytes(plain, _silent)
    own = sample.document.case.placements[board, item]
    assert (own.x, own.y) not in {(card.x, card.y) for card in found.heat.cards}
    style = Style(load("light"))
    assert found.heat.words_height(style, 400) > 60


def _silent(_verb: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def test_an_estimate_comes_first_and_work_can_be_stopped(opened: MainWindow, qtbot: QtBot) -> None:
    count = 2_100
    people = [Item(f"p{number:04}", "person", title=f"Person {number}") for number in range(count)]
    ties = [
        Link(f"k{number:04}", "associated", f"p{number:04}", f"p{(number + 1) % count:04}")
        for number in range(count)
    ]
    opened.document.do(change.of("Add people", (), [*people, *ties]))
    space = _space(opened)
    opened.actions_table["analysis.ranks"].trigger()
    measuring, panel = space.measuring, space.analysis
    assert measuring is not None
    assert panel is not None
    jobs: list[Job] = []
    measuring.started.connect(jobs.append)
    measuring.count(replace(measuring.counting, scope="case"))
    assert jobs
    jobs[0].cancel()
    qtbot.waitUntil(lambda: measuring.was_stopped, timeout=WAIT)
    qtbot.waitUntil(panel.ask_again.isVisible)
    assert measuring.answer is None or measuring.answer.question == "betweenness"
    seen: list[int] = []
    measuring.changed.connect(lambda: seen.append(measuring.answer.sampled if measuring.answer else -1))
    panel.ask_again.click()
    qtbot.waitUntil(lambda: measuring.nodes == count and bool(seen) and seen[-1] == 0, timeout=60_000)
    assert measures.SAMPLE in seen
    assert not panel.ask_again.isVisible()
    assert {rank.is_joint for rank in measuring.answer.ranks.values()} == {True}  # type: ignore[union-attr]


def test_the_key_says_why_it_shows_nothing(sample: MainWindow, qtbot: QtBot) -> None:
    _open(sample, qtbot, "compare")
    board = _space(sample).board
    board.setFocus()
    QTest.keyClick(board, Qt.Key.Key_M)
    words = "Choose a question in the analysis first (Ctrl+Shift+A)."
    qtbot.waitUntil(lambda: words in sample.toasts.texts)
    measuring = _space(sample).measuring
    assert measuring is not None
    assert not measuring.is_shown
    _open(sample, qtbot)
    board.setFocus()
    said = len(sample.toasts.texts)
    QTest.keyClick(board, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: _space(sample).board.is_measured, timeout=WAIT)
    QTest.keyClick(board, Qt.Key.Key_M)
    qtbot.wait(50)
    assert len(sample.toasts.texts) == said


def test_the_key_on_an_empty_board_says_that_it_is_empty(opened: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(_space(opened).board, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: "There are no cards on this board to measure." in opened.toasts.texts)
