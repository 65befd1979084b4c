"""A PDF as pages: pictures out of the worker, words that can be selected on them, passages with a place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.storage.extract.documents import pdf
from ui.main_window import MainWindow
from ui.reader.reader import Reader

LEFT = Qt.MouseButton.LeftButton
LINES = ["They brought it back", "to the weighbridge."]
PAGES = [[f"This is page {number}.", *LINES] for number in range(1, 31)]


def _read(window: MainWindow, qtbot: QtBot, file: Path) -> Reader:
    window.deeds.files.take_files([file])
    qtbot.waitUntil(lambda: bool(window.document.case.items), timeout=30_000)
    window.deeds.reading.open_item(next(iter(window.document.case.items)))

    def shown() -> bool:
        reader = window.workspace.reader if window.workspace else None
        return reader is not None and reader.page is reader.sheets and reader.sheets.has_letters(1)

    qtbot.waitUntil(shown, timeout=30_000)
    assert window.workspace is not None
    assert window.workspace.reader is not None
    return window.workspace.reader


def _middle(reader: Reader, place: int) -> QPoint:
    """Where a letter stands on the pages."""
    page = reader.paper.reading.page_at(place) if reader.paper else 1
    (box,) = reader.sheets.boxes_of(page, place, place + 1)
    return box.center().toPoint()


def test_words_on_a_page_are_marked(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "log.pdf"
    file.write_bytes(pdf(PAGES))
    reader = _read(opened, qtbot, file)
    assert reader.where.text() == "Page 1 of 30"
    start = reader.page.text.index("They brought")
    end = reader.page.text.index("weighbridge.") + len("weighbridge.") - 1
    view = reader.sheets.viewport()
    QTest.mousePress(view, LEFT, pos=_middle(reader, start) - QPoint(2, 0))
    QTest.mouseMove(view, _middle(reader, end) + QPoint(2, 0))
    QTest.mouseRelease(view, LEFT, pos=_middle(reader, end) + QPoint(2, 0))
    chosen = reader.page.text[slice(*reader.page.selection)]
    assert " ".join(chosen.split()) == "They brought it back to the weighbridge."
    QTest.keyClick(reader.sheets, Qt.Key.Key_C)
    (passage,) = opened.document.case.passages.values()
    assert passage.page == 1
    assert [rect[0] for rect in passage.rects] == [1, 1]
    qtbot.waitUntil(lambda: len(reader.sheets.marks) == 1)
    opened.grab()
    QTest.mouseClick(view, LEFT, pos=_middle(reader, start + 5))
    assert opened.workspace is not None
    (claim,) = opened.workspace.board.selection.items
    assert opened.document.case.items[claim].kind == "claim"


def test_pages_come_as_they_are_seen(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "log.pdf"
    file.write_bytes(pdf(PAGES))
    reader = _read(opened, qtbot, file)
    reader.page.go_to(reader.page.text.index("page 20"))
    assert reader.where.text() == "Page 20 of 30"
    qtbot.waitUntil(lambda: reader.sheets.has_letters(20), timeout=30_000)
    assert not reader.sheets.has_letters(12)
    QTest.mouseClick(reader.larger, LEFT)
    assert reader.where.text() == "Page 20 of 30"
    QTest.mouseClick(reader.as_text, LEFT)
    assert reader.page is reader.texts
    assert "page 20" in reader.page.text[reader.page.top_place() :][:60]
    opened.files.close()


def test_a_long_document_is_a_card_at_once_and_its_text_follows(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "long.pdf"
    pages = [["The weighbridge log", ""], *([f"This is page {number}.", *LINES] for number in range(2, 71))]
    file.write_bytes(pdf(pages))
    opened.deeds.files.take_files([file])
    qtbot.waitUntil(lambda: bool(opened.document.case.items), timeout=30_000)
    (source,) = opened.document.case.items.values()
    assert source.title == "The weighbridge log"
    (attachment,) = opened.document.case.attachments
    current = opened.files.current
    assert current is not None

    def text() -> str:
        reading = current.store.reading_of(attachment)
        return reading.text if reading is not None else ""

    qtbot.waitUntil(lambda: "page 70" in text(), timeout=30_000)
    assert text().startswith("The weighbridge log")


def test_a_scan_says_that_it_has_no_text(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(pdf([[], []]))
    reader = _read(opened, qtbot, file)
    assert "no text layer" in reader.note.text()
    QTest.keyClick(reader.sheets, Qt.Key.Key_C)
    assert not opened.document.case.passages
