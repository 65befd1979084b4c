"""Parts of pages: drawn around, made into cards with their picture, found again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.storage.extract.documents import pdf
from ui.main_window import MainWindow
from ui.panels.passage_rows import CutOut
from ui.reader.reader import Reader

LEFT = Qt.MouseButton.LeftButton
ALT = Qt.KeyboardModifier.AltModifier


def _scan(folder: Path) -> Path:
    image = QImage(600, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y in range(200, 300):
        for x in range(100, 400):
            image.setPixelColor(x, y, QColor("black"))
    path = folder / "scan.png"
    assert image.save(str(path))
    return path


def _read(window: MainWindow, qtbot: QtBot, file: Path) -> Reader:
    window.deeds.files.take_files([file])
    qtbot.waitUntil(lambda: bool(window.document.case.items), timeout=30_000)
    window.deeds.reading.open_item(next(iter(window.document.case.items)))

    def shown() -> bool:
        reader = window.workspace.reader if window.workspace else None
        return reader is not None and reader.paper is not None and reader.page is reader.sheets

    qtbot.waitUntil(shown, timeout=30_000)
    assert window.workspace is not None
    assert window.workspace.reader is not None
    return window.workspace.reader


def _draw(reader: Reader, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    view = reader.sheets.viewport()
    box = reader.sheets.area_box(1, (90, 190, 320, 120))
    QTest.mousePress(view, LEFT, keys, box.topLeft().toPoint())
    QTest.mouseMove(view, box.center().toPoint())
    QTest.mouseMove(view, box.bottomRight().toPoint())
    QTest.mouseRelease(view, LEFT, keys, box.bottomRight().toPoint())


def test_a_picture_is_a_page_with_parts(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    reader = _read(opened, qtbot, _scan(tmp_path))
    case = opened.document.case
    assert reader.where.text() == "Page 1 of 1"
    reader.sheets.setFocus()
    _draw(reader)
    assert reader.area is not None
    opened.grab()
    QTest.keyClick(reader.sheets, Qt.Key.Key_N)
    (passage,) = case.passages.values()
    assert passage.rects[0] == pytest.approx((1, 90, 190, 320, 120), abs=4)
    (note,) = (item for item in case.items.values() if item.kind == "note")
    assert note.title == "Part of scan"
    assert reader.area is None
    qtbot.waitUntil(lambda: bool(case.items[note.id].pictures), timeout=30_000)
    (picture,) = case.items[note.id].pictures
    assert opened.files.current is not None
    cut = QImage.fromData(opened.files.current.picture(picture))
    assert cut.width() == pytest.approx(320, abs=6)
    assert cut.pixelColor(cut.width() // 2, cut.height() // 2) == QColor("black")
    assert cut.pixelColor(2, 2) == QColor("white")
    qtbot.waitUntil(lambda: len(reader.sheets.marks) == 1)
    assert opened.workspace is not None
    opened.workspace.board.selection.set(items=[note.id])
    rows = opened.workspace.inspector.findChildren(CutOut)
    assert rows
    opened.grab()
    opened.document.undo()
    assert set(case.items) == {"f01"}


def test_a_part_is_found_again(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    reader = _read(opened, qtbot, _scan(tmp_path))
    _draw(reader)
    QTest.keyClick(reader.sheets, Qt.Key.Key_P)
    case = opened.document.case
    (passage,) = case.passages
    (person,) = (item for item in case.items if item.startswith("p"))
    qtbot.waitUntil(lambda: bool(case.items[person].pictures), timeout=30_000)
    opened.deeds.reading.show_passage(passage)
    qtbot.waitUntil(lambda: reader.area is not None)
    QTest.keyClick(reader.sheets, Qt.Key.Key_Escape)
    assert reader.area is None
    view = reader.sheets.viewport()
    assert opened.workspace is not None
    opened.workspace.board.selection.clear()
    spot = reader.sheets.area_box(1, (90, 190, 320, 120)).center().toPoint()
    QTest.mouseClick(view, LEFT, pos=spot + QPoint(20, 10))
    assert set(opened.workspace.board.selection.items) == {person}


def test_alt_marks_a_part_of_a_page_with_words(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "log.pdf"
    file.write_bytes(pdf([["They brought it back"] * 20]))
    reader = _read(opened, qtbot, file)
    qtbot.waitUntil(lambda: reader.sheets.has_letters(1), timeout=30_000)
    _draw(reader)
    assert reader.area is None
    _draw(reader, ALT)
    assert reader.area is not None
    reader.sheets.setFocus()
    QTest.keyClick(reader.sheets, Qt.Key.Key_L)
    case = opened.document.case
    (place,) = (item for item in case.items if item.startswith("l"))
    qtbot.waitUntil(lambda: bool(case.items[place].pictures), timeout=30_000)
    (passage,) = case.passages.values()
    assert not passage.quote
    assert passage.page == 1
