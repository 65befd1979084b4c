"""The reader under a person's hands: opening, finding, marking, dragging words onto the board."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from board.kinds import tag
from ui.canvas.quoting import PASSAGE, packed
from ui.main_window import MainWindow
from ui.reader.reader import Reader
from ui.reader.text_page import TextPage

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
INTERVIEW = "interview-s-03.txt"


@pytest.fixture
def quay(window: MainWindow, path: Path, qtbot: QtBot) -> MainWindow:
    """The window on the sample with documents."""
    window.files.open_sample("quay-9", path)
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.isVisible())
    return window


def _read(window: MainWindow, qtbot: QtBot, name: str = INTERVIEW) -> Reader:
    case = window.document.case
    window.open_document(next(id_ for id_, file in case.attachments.items() if file.name == name))
    return _reader(window, qtbot, name)


def _reader(window: MainWindow, qtbot: QtBot, name: str = INTERVIEW) -> Reader:
    def shown() -> bool:
        reader = window.workspace.reader if window.workspace else None
        return reader is not None and reader.paper is not None and reader.paper.title == name

    qtbot.waitUntil(shown)
    assert window.workspace is not None
    assert window.workspace.reader is not None
    return window.workspace.reader


def _spot(page: TextPage, words: str) -> QPoint:
    """Where the first letter of some words is seen."""
    place = page.text.index(words)
    page.go_to(place)
    (x, y), (right, _) = page.flow.line_of(place), page.flow.line_of(place + 1)
    margin = page.viewport().width() - page.flow.width
    down = y + margin / 2 - page.verticalScrollBar().value() + page.flow.line / 2
    return QPointF((x + right) / 2 - 1 + margin / 2, down).toPoint()


def _drag_over(page: TextPage, first: str, last: str) -> None:
    start, end = _spot(page, first), _spot(page, last)
    view = page.viewport()
    QTest.mousePress(view, LEFT, pos=start - QPoint(2, 0))
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end - QPoint(2, 0))
    QTest.mouseRelease(view, LEFT, pos=end - QPoint(2, 0))


def _select(page: TextPage, words: str) -> None:
    start = page.text.index(words)
    page.select(start, start + len(words))


def _drop(window: MainWindow, data: QMimeData, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    assert window.workspace is not None
    board, copy = window.workspace.board, Qt.DropAction.CopyAction
    entered = QDragEnterEvent(at, copy, data, LEFT, keys)
    QApplication.sendEvent(board, entered)
    assert entered.isAccepted()
    assert board.preview.hint
    QApplication.sendEvent(board, QDropEvent(QPointF(at), copy, data, LEFT, keys))


def _dragged(window: MainWindow) -> QMimeData:
    passage = window.deeds.reading.marking.selected_passage()
    assert passage is not None
    return packed(passage)


def test_a_passage_of_a_card_opens_the_reader_there(quay: MainWindow, qtbot: QtBot) -> None:
    assert quay.workspace is not None
    quay.workspace.board.selection.set(items=["c01"])
    rows = quay.workspace.inspector.items.passages
    qtbot.waitUntil(lambda: len(rows.quotes) == 3)
    assert rows.count.text() == "3"
    quote = next(row for row in rows.quotes if "weighbridge after" in row.accessibleName())
    qtbot.waitUntil(lambda: quote.height() > 20)
    QTest.mouseClick(quote, LEFT)
    reader = _reader(quay, qtbot)
    start, end = reader.page.selection
    assert reader.page.text[start:end] == "They brought it back to the weighbridge after the seal was on."


def test_highlights_bear_the_tags_of_their_cards(quay: MainWindow, qtbot: QtBot) -> None:
    reader = _read(quay, qtbot)
    items = quay.document.case.items
    assert [mark.tag for mark in reader.page.marks] == [tag(items[one]) for one in ("c01", "c05", "c06")]
    assert reader.placed.text().endswith("of 3 placed")
    assert quay.workspace is not None
    spot = _spot(reader.texts, "brought it back")
    QTest.mouseClick(reader.page.viewport(), LEFT, pos=spot)
    assert quay.workspace.board.selection.items == {"c01"}


def test_words_become_a_card_by_key(quay: MainWindow, qtbot: QtBot) -> None:
    reader, document = _read(quay, qtbot), quay.document
    before, steps = set(document.case.items), len(document.history.steps)
    _drag_over(reader.texts, "I had never seen", "It was ten past")
    assert reader.page.text[slice(*reader.page.selection)].strip() == "I had never seen that done."
    QTest.keyClick(reader.page, Qt.Key.Key_C)
    (made,) = set(document.case.items) - before
    item = document.case.items[made]
    assert (item.kind, item.title) == ("claim", "I had never seen that done.")
    (passage,) = (document.case.passages[one] for one in item.passages)
    assert passage.quote == "I had never seen that done."
    (link,) = (document.case.links[one] for one in document.case.links_at(made))
    assert (link.kind, link.from_id, link.to_id, link.passages) == ("reports", "s03", made, item.passages)
    assert (quay.board_id, made) in document.case.placements
    assert len(document.history.steps) == steps + 1
    qtbot.waitUntil(lambda: len(reader.page.marks) == 4)
    document.undo()
    assert set(document.case.items) == before
    assert passage.id not in document.case.passages
    qtbot.waitUntil(lambda: len(reader.page.marks) == 3)


def test_words_are_dropped_as_claim_note_or_on_a_card(quay: MainWindow, qtbot: QtBot) -> None:
    reader, document = _read(quay, qtbot), quay.document
    before = set(document.case.items)
    _select(reader.texts, "The glove is gone.")
    assert quay.workspace is not None
    board = quay.workspace.board
    free = next(
        QPoint(x, y)
        for y in range(100, 500, 20)
        for x in range(40, 500, 20)
        if board.hit(QPointF(x, y)).kind == "empty"
    )
    _drop(quay, _dragged(quay), free, Qt.KeyboardModifier.AltModifier)
    (note,) = set(document.case.items) - before
    assert document.case.items[note].kind == "note"
    qtbot.waitUntil(lambda: "c01" in board.model.row)
    board.show_items(["c01"])
    card = document.case.placements[quay.board_id, "c01"]
    middle = board.view.to_screen(QPointF(card.x + card.width / 2, card.y + card.height / 2)).toPoint()
    held = len(document.case.items["c01"].passages)
    _drop(quay, _dragged(quay), middle)
    assert len(document.case.items["c01"].passages) == held + 1
    assert set(document.case.items) == before | {note}


def test_a_strangers_passage_is_not_believed(quay: MainWindow, qtbot: QtBot) -> None:
    reader = _read(quay, qtbot)
    _select(reader.texts, "The glove is gone.")
    good = bytes(_dragged(quay).data(PASSAGE).data())
    before = len(quay.document.case.items)
    for bad in (b"", b"[]", b"{}", b"\xff", b"[" * 100_000, good.replace(b'"start": ', b'"start": "'),
                good.replace(b'"attachment": "', b'"attachment": "x')):  # fmt: skip
        data = QMimeData()
        data.setData(PASSAGE, bad)
        QApplication.sendEvent(
            quay.workspace.board if quay.workspace else quay,
            QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction, data, LEFT, NONE),
        )
    assert len(quay.document.case.items) == before


def test_words_are_found_and_walked(quay: MainWindow, qtbot: QtBot) -> None:
    reader = _read(quay, qtbot)
    reader.page.setFocus()
    QTest.keyClick(reader.page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert reader.finder.isVisible()
    QTest.keyClicks(reader.finder.field, "the glove")
    qtbot.waitUntil(lambda: reader.finder.tally.text() == "1 found")
    QTest.keyClick(reader.finder.field, Qt.Key.Key_Return)
    assert reader.page.text[slice(*reader.page.selection)] == "The glove"
    QTest.keyClick(reader.finder.field, Qt.Key.Key_Escape)
    assert not reader.finder.isVisible()
    assert reader.page.hits == []


def test_the_search_lands_on_the_words(quay: MainWindow, qtbot: QtBot) -> None:
    quay.search_from("glove")
    QTest.keyClick(quay.finder.field, Qt.Key.Key_Return)
    reader = _reader(quay, qtbot)
    qtbot.waitUntil(lambda: reader.page.selection[0] > 0)
    assert reader.page.text[reader.page.selection[0] :].startswith("glove")


def test_documents_stand_side_by_side(quay: MainWindow, qtbot: QtBot) -> None:
    reader = _read(quay, qtbot)
    _read(quay, qtbot, "harbour-gazette.txt")
    assert reader.tabs.isVisible()
    assert [reader.tabs.tabText(index) for index in range(2)] == [INTERVIEW, "harbour-gazette.txt"]
    QTest.mouseClick(reader.tabs, LEFT, pos=reader.tabs.tabRect(0).center())
    _reader(quay, qtbot)
    quay.refresh()
    quay.actions_table["read.next"].trigger()
    qtbot.waitUntil(lambda: reader.paper is not None and reader.paper.title != INTERVIEW)
    quay.actions_table["read.show"].trigger()
    assert not reader.isVisible()
    quay.actions_table["read.show"].trigger()
    assert reader.isVisible()


def test_a_document_is_text_and_nothing_else(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    text = (
        "<img src='/etc/hostname'> <b>bold</b> evil\u202egnp.exe 👩‍👩‍👧‍👦 \u0634\u0647\u0631\n"
        "see https://example.org/a?b=c and file:///etc/passwd\n" + "x" * 50_000
    )
    file = tmp_path / "<b>bad<b>.txt"
    file.write_text(text, "utf-8")
    opened.deeds.files.take_files([file])
    qtbot.waitUntil(lambda: bool(opened.document.case.items))
    (item,) = opened.document.case.items.values()
    opened.deeds.reading.open_item(item.id)
    reader = _reader(opened, qtbot, file.name)
    assert reader.page.text == text
    QTest.keyClick(reader.page, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    opened.grab()
    QTest.keyClick(reader.page, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    opened.grab()
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in reader.findChildren(QLabel))
    assert not opened.findChildren(QTextEdit)
    reader.page.link_pressed.disconnect()
    with qtbot.waitSignal(reader.page.link_pressed) as pressed:
        QTest.mouseClick(reader.page.viewport(), LEFT, pos=_spot(reader.texts, "example.org"))
    assert pressed.args == ["https://example.org/a?b=c"]
    assert reader.page.address_under(QPointF(_spot(reader.texts, "etc/passwd"))) == ""


def test_the_arrow_keys_walk_and_select(quay: MainWindow, qtbot: QtBot) -> None:
    page = _read(quay, qtbot).texts
    shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
    page.select(0, 0)
    QTest.keyClick(page, Qt.Key.Key_Right, control | shift)
    assert page.text[slice(*page.selection)].strip() == "INTERVIEW"
    QTest.keyClick(page, Qt.Key.Key_End, shift)
    assert page.text[slice(*page.selection)] == "INTERVIEW S-03"
    for _ in range(len(page.text)):
        QTest.keyClick(page, Qt.Key.Key_Right)
    assert page.cursor_at == len(page.text)
    for _ in range(len(page.text)):
        QTest.keyClick(page, Qt.Key.Key_Left)
    assert page.cursor_at == 0
    QTest.keyClick(page, Qt.Key.Key_Down)
    assert page.cursor_at == page.text.index("Dock")


def test_the_reader_is_made_wider(quay: MainWindow, qtbot: QtBot) -> None:
    reader = _read(quay, qtbot)
    wide = reader.width()
    reader.width_wanted.emit(wide + 60)
    assert reader.width() == wide + 60
    assert quay.settings.reader_width == wide + 60
    reader.width_wanted.emit(10)
    assert reader.width() >= 200


def test_esc_drops_the_selection_and_then_gives_the_keys_back(quay: MainWindow, qtbot: QtBot) -> None:
    reader = _read(quay, qtbot)
    page, workspace = reader.page, quay.workspace
    assert workspace is not None
    page.setFocus()
    page.select(3, 20)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert page.selection == (20, 20)
    assert quay.focusWidget() is page
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert quay.focusWidget() is workspace.board
    assert reader.isVisible()


def test_what_was_searched_for_is_selected(quay: MainWindow, qtbot: QtBot) -> None:
    text = _read(quay, qtbot).page.text
    quay.search_from("tablet")
    row = next(row for row in quay.finder.model.rows if row.do.startswith("place "))
    attachment, _, start = row.do.removeprefix("place ").rpartition(" ")
    assert text
    quay.finder.place_chosen.emit(attachment, int(start))

    def is_shown() -> bool:
        page = quay.workspace.reader.page if quay.workspace and quay.workspace.reader else None
        return page is not None and page.text[slice(*page.selection)].lower() == "tablet"

    qtbot.waitUntil(is_shown)
