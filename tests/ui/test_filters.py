"""The filter of a board through the window: chips, editors, dimming, hiding, and that nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from board.analysis.filters import Condition, Not
from board.edits import boards, items
from board.query import inside
from board.records import Link
from ui.dialogs.export_subject import BoardSubject
from ui.dialogs.export_wish import SHOWN
from ui.main_window import MainWindow
from ui.panels.filter_bar import FilterBar
from ui.panels.filter_editor import FilterEditor
from ui.sight import Sight
from ui.widgets import PlainLabel
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


def _space(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def _sight(window: MainWindow) -> Sight:
    return _space(window).sight


def _bar(window: MainWindow) -> FilterBar:
    return _space(window).area.filters


def _editor(window: MainWindow) -> FilterEditor:
    found = _bar(window).editor
    assert found is not None
    assert found.isVisible()
    return found


def _ask(window: MainWindow, what: str) -> FilterEditor:
    """Choose a condition in the menu, as a hand does."""
    _space(window).board.setFocus()
    QTest.keyClick(_space(window).board, Qt.Key.Key_F, Qt.KeyboardModifier.ShiftModifier)
    (menu,) = [one for one in _bar(window).findChildren(QMenu) if one.isVisible()]
    action = next(one for one in menu.actions() if one.text() == what)
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())
    return _editor(window) if _bar(window).editor is not None else None  # type: ignore[return-value]


def _hidden(window: MainWindow) -> frozenset[str]:
    return _space(window).board.model.hiding.items


def test_the_bar_waits_until_there_are_cards(opened: MainWindow, qtbot: QtBot) -> None:
    assert not _bar(opened).isVisible()
    change, _ = items.add_item(opened.document.case, "person", title="A", board=opened.board_id, at=(0, 0))
    opened.document.do(change)
    qtbot.waitUntil(_bar(opened).isVisible)
    assert _bar(opened).add.isVisible()
    assert not _bar(opened).clear.isVisible()


def test_a_kind_is_ticked_and_the_rest_stands_back(sample: MainWindow) -> None:
    editor = _ask(sample, "Kind")
    texts = [editor.list.list.item(row).text() for row in range(editor.list.list.count())]
    row = next(row for row, text in enumerate(texts) if text.startswith("Claim"))
    editor.list.list.setCurrentRow(row)
    QTest.keyClick(editor.list.list, Qt.Key.Key_Space)
    case, board = sample.document.case, sample.board_id
    claims = {item for item in case.on_board(board) if case.items[item].kind == "claim"}
    assert _sight(sample).sieve.parts == (Condition("kind", ("claim",)),)
    assert _sight(sample).passing == len(claims)
    assert _space(sample)._emphasis.dimmed == case.on_board(board).keys() - claims
    assert not _hidden(sample)
    assert f"{len(claims)} of {len(case.on_board(board))} stand out" in _bar(sample).tally.text()
    assert _bar(sample).chips[0].button.accessibleName() == "Claim"
    QTest.keyClick(editor.list.list, Qt.Key.Key_Escape)
    assert _bar(sample).editor is None


def test_hidden_cards_are_gone_for_every_hand(sample: MainWindow) -> None:
    sight, board = _sight(sample), _space(sample).board
    sight.exchange(None, Condition("kind", ("claim",)))
    board.setFocus()
    sample.refresh()
    QTest.keyClick(board, Qt.Key.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert _hidden(sample)
    assert sight.sieve.hides
    QTest.keyClick(board, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert {sample.document.case.items[item].kind for item in board.selection.items} == {"claim"}
    QTest.keyClick(board, Qt.Key.Key_Escape, Qt.KeyboardModifier.ShiftModifier)
    assert not _hidden(sample)
    assert not sight.sieve.parts


def test_a_filter_is_no_step(sample: MainWindow) -> None:
    before = sample.document.history.position
    _sight(sample).exchange(None, Condition("grade", ("C",)))
    _sight(sample).set_hides(True)
    assert sample.document.history.position == before


@pytest.mark.parametrize(("keys", "expected"), [("2016", ("2016", "")), ("spring", None)])
def test_dates_are_typed(
    sample: MainWindow, qtbot: QtBot, keys: str, expected: tuple[str, str] | None
) -> None:
    editor = _ask(sample, "Date")
    QTest.keyClicks(editor.lines[0], keys)
    if expected is None:
        qtbot.waitUntil(editor.trouble.isVisible)
        assert not _sight(sample).sieve.parts
    else:
        qtbot.waitUntil(lambda: bool(_sight(sample).sieve.parts))
        assert _sight(sample).sieve.parts == (Condition("date", expected),)


def test_words_are_asked_as_they_are_typed_and_enter_closes(sample: MainWindow, qtbot: QtBot) -> None:
    editor = _ask(sample, "Words")
    QTest.keyClicks(editor.lines[0], "moscow")
    QTest.keyClick(editor.lines[0], Qt.Key.Key_Return)
    assert _sight(sample).sieve.parts == (Condition("text", ("moscow",)),)
    assert _bar(sample).editor is None
    assert QApplication.focusWidget() is _space(sample).board


def test_a_grade_is_pressed_and_turned_round(sample: MainWindow) -> None:
    editor = _ask(sample, "Grade")
    QTest.mouseClick(editor.grades.buttons[2], LEFT)
    assert _sight(sample).sieve.parts == (Condition("grade", ("C",)),)
    QTest.keyClick(editor.negated, Qt.Key.Key_Space)
    assert _sight(sample).sieve.parts == (Not(Condition("grade", ("C",))),)


def test_what_takes_no_values_is_a_chip_at_once(sample: MainWindow) -> None:
    _ask(sample, "Voice without a grade")
    assert _sight(sample).sieve.parts == (Condition("ungraded"),)
    chip = _bar(sample).chips[0]
    chip.button.setFocus()
    QTest.keyClick(chip.button, Qt.Key.Key_Delete)
    assert not _sight(sample).sieve.parts


def test_groups_come_from_the_worker(sample: MainWindow, qtbot: QtBot) -> None:
    editor = _ask(sample, "Group")
    qtbot.waitUntil(lambda: editor.list.isVisible() and editor.list.list.count() > 0, timeout=20_000)
    QTest.keyClick(editor.list.list, Qt.Key.Key_Space)
    (part,) = _sight(sample).sieve.parts
    assert isinstance(part, Condition)
    assert part.what == "community"
    assert 1 < _sight(sample).passing < _sight(sample).total


def test_all_or_any(sample: MainWindow) -> None:
    sight = _sight(sample)
    sight.exchange(None, Condition("kind", ("claim",)))
    sight.exchange(None, Condition("kind", ("source",)))
    assert sight.passing == 0
    QTest.mouseClick(_bar(sample).joins, LEFT)
    assert sight.passing > 0


def test_every_board_has_its_own_filter(sample: MainWindow) -> None:
    sight, first = _sight(sample), sample.board_id
    sight.exchange(None, Condition("kind", ("claim",)))
    sight.set_hides(True)
    hidden = _hidden(sample)
    change, other = boards.add_board(sample.document.case, "Other")
    sample.document.do(change)
    sample.show_board(other)
    assert not sight.sieve.parts
    assert not _hidden(sample)
    sample.show_board(first)
    assert _hidden(sample) == hidden


def test_what_is_made_under_a_filter_stays_in_sight(sample: MainWindow, qtbot: QtBot) -> None:
    sight = _sight(sample)
    sight.exchange(None, Condition("kind", ("claim",)))
    sight.set_hides(True)
    change, made = items.add_item(sample.document.case, "note", title="N", board=sample.board_id, at=(0, 0))
    sample.document.do(change)
    assert made not in _hidden(sample)
    with qtbot.waitSignal(sight.changed):
        pass
    assert made not in _hidden(sample)
    sight.exchange(None, Condition("kind", ("claim", "source")))
    assert made in _hidden(sample)


def test_what_is_edited_out_of_the_filter_stays_in_the_hand(sample: MainWindow, qtbot: QtBot) -> None:
    sight, board = _sight(sample), _space(sample).board
    sight.exchange(None, Condition("kind", ("claim",)))
    sight.set_hides(True)
    claim = min(sight._passing)
    board.selection.set(items=[claim])
    sample.document.do(items.set_fields(sample.document.case, [claim], kind="note"))
    with qtbot.waitSignal(sight.changed):
        pass
    assert board.selection.items == {claim}


def test_looking_for_a_hidden_card_shows_it_and_says_so(sample: MainWindow) -> None:
    sight = _sight(sample)
    sight.exchange(None, Condition("kind", ("claim",)))
    sight.set_hides(True)
    item = min(_hidden(sample))
    sample.reveal(item)
    assert item not in _hidden(sample)
    assert _space(sample).board.selection.items == {item}
    labels = sample.findChildren(PlainLabel)
    assert any(label.text() == "Shown although the filter hides it." for label in labels)


def test_a_filter_is_there_again_next_time(sample: MainWindow, path: Path, qtbot: QtBot) -> None:
    _sight(sample).exchange(None, Condition("kind", ("claim",)))
    _sight(sample).set_hides(True)
    hidden = _hidden(sample)
    sample.files.close()
    sample.files.open(path)
    qtbot.waitUntil(lambda: sample.workspace is not None and sample.workspace.isVisible())
    assert _hidden(sample) == hidden
    assert _bar(sample).chips[0].isVisible()


@pytest.mark.parametrize(
    "state", [None, [], {"b01": 1}, {"b01": {"filter": "{", "hides": True}}, {"b01": {"filter": 3}}]
)
def test_a_strange_state_is_no_filter(sample: MainWindow, state: object) -> None:
    _sight(sample).restore(state)
    assert not _sight(sample).sieve.parts


def test_the_legend_and_the_find_bar_make_way(sample: MainWindow) -> None:
    for kind in ("claim", "source", "person", "organisation", "event"):
        _sight(sample).exchange(None, Not(Condition("kind", (kind,))))
    area, bar = _space(sample).area, _bar(sample)
    assert bar.geometry().right() <= area.width()
    assert bar.geometry().left() >= 0
    assert not bar.geometry().intersects(area.tabs.geometry())
    sample.actions_table["find.board"].trigger()
    assert not area.finding.geometry().intersects(bar.geometry())


def test_what_is_hidden_is_not_in_an_export(sample: MainWindow) -> None:
    sight = _sight(sample)
    sight.exchange(None, Condition("link_kind", ("reports",)))
    whole = BoardSubject(sample)
    assert whole.parts[0][0] == "The whole board"
    sight.set_hides(True)
    subject = BoardSubject(sample)
    wanted = subject.prepared("", SHOWN, lambda _verb, _done, _total: None)
    assert set(wanted.cards) == _space(sample).board.model.shown()
    assert {record.kind for record in wanted.records if isinstance(record, Link)} == {"reports"}
    assert subject.parts[0][0] == f"What the filter shows: {sight.passing} of {sight.total} cards"


def test_a_frame_takes_hidden_cards_along(sample: MainWindow) -> None:
    sight, case, board = _sight(sample), sample.document.case, sample.board_id
    sight.exchange(None, Condition("kind", ("claim",)))
    sight.set_hides(True)
    frame = next(
        frame
        for frame in case.frames.values()
        if frame.board == board and inside(case, frame.id) & _hidden(sample)
    )
    item = min(inside(case, frame.id) & _hidden(sample))
    x = case.placements[board, item].x
    _space(sample).board.selection.set(frames=[frame.id])
    _space(sample).board.setFocus()
    QTest.keyClick(_space(sample).board, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert case.placements[board, item].x == x + 10
