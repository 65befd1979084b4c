"""Suggestions are underlined, and nothing is written before somebody chooses one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from board.edits import items
from ui.main_window import MainWindow
from ui.offering import Offering
from ui.reader.reader import Reader

TEXT = (
    "Harbour notes.\n\nOn 14 March 2022 the crane stood still. According to Ilse Marren, the box was weighed "
    "again after it was sealed. Tomas Eke was not asked. It is believed that the slip was lost."
)


@pytest.fixture
def reading(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> tuple[MainWindow, Reader]:
    """A document in which a person of the case speaks."""
    document = opened.document
    document.do(items.add_item(document.case, "person", title="Ilse Marren", board=opened.board_id)[0])
    file = tmp_path / "notes.txt"
    file.write_text(TEXT, "utf-8")
    opened.deeds.files.take_files([file])
    qtbot.waitUntil(lambda: len(document.case.items) == 2, timeout=30_000)
    opened.deeds.reading.open_item("s01")

    def is_offering() -> bool:
        reader = opened.workspace.reader if opened.workspace else None
        return reader is not None and bool(reader.texts.hints)

    qtbot.waitUntil(is_offering, timeout=30_000)
    assert opened.workspace is not None
    assert opened.workspace.reader is not None
    return opened, opened.workspace.reader


def _words(reader: Reader, place: str) -> list[str]:
    offering = reader.findChild(Offering)
    assert offering is not None
    return [offer.words for offer in offering.offers_at(reader.texts.text.index(place))]


def test_each_sort_of_suggestion_is_offered(reading: tuple[MainWindow, Reader], qtbot: QtBot) -> None:
    window, reader = reading
    steps = len(window.document.history.steps)
    assert "Show Ilse Marren" in _words(reader, "Marren")
    assert any("Tomas Eke" in words for words in _words(reader, "Tomas"))
    assert any("14 March 2022" in words for words in _words(reader, "March"))
    assert any("nobody stands behind" in words for words in _words(reader, "believed"))
    assert len(window.document.history.steps) == steps


def test_a_report_becomes_a_claim_had_from_its_speaker(
    reading: tuple[MainWindow, Reader], qtbot: QtBot
) -> None:
    window, reader = reading
    offering = reader.findChild(Offering)
    assert offering is not None
    place = reader.texts.text.index("weighed")
    offers = [offer for offer in offering.offers_at(place) if offer.kind == "claim"]
    assert "Ilse Marren says it" in offers[0].words
    offering.take(offers[0])
    case = window.document.case
    claim = next(item for item in case.items.values() if item.kind == "claim")
    (link,) = (case.links[one] for one in case.links_at(claim.id))
    assert (link.kind, link.from_id, link.basis, link.via) == ("reports", "s01", "relay", ("p01",))
    assert "weighed again" in case.passages[claim.passages[0]].quote


def test_the_menu_opens_and_the_underlines_go_off(reading: tuple[MainWindow, Reader], qtbot: QtBot) -> None:
    _, reader = reading
    page = reader.texts
    page.select(page.text.index("crane"), page.text.index("crane") + 5)
    view = page.viewport()
    at = QPoint(60, 60)
    QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.mapToGlobal(at)))
    menu = next(menu for menu in reader.findChildren(QMenu) if menu.isVisible())
    assert any("claim from these words" in action.text() for action in menu.actions())
    menu.close()
    QTest.mouseClick(reader.suggest, Qt.MouseButton.LeftButton)
    assert reader.texts.hints == []
    QTest.mouseClick(reader.suggest, Qt.MouseButton.LeftButton)
    assert reader.texts.hints


def _press(reader: Reader, words: str) -> None:
    page = reader.texts
    spot = page.box_of(page.text.index(words) + 2).center().toPoint() + QPoint(2, 0)
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_one_press_and_one_key_make_a_card(reading: tuple[MainWindow, Reader], qtbot: QtBot) -> None:
    window, reader = reading
    reader.page.setFocus()
    _press(reader, "Tomas Eke")
    QTest.keyClick(reader.texts, Qt.Key.Key_P)
    assert "Tomas Eke" in {item.title for item in window.document.case.items.values()}
    _press(reader, "the box was weighed")
    QTest.keyClick(reader.texts, Qt.Key.Key_C)
    (claim,) = (item for item in window.document.case.items.values() if item.kind == "claim")
    (link,) = (link for link in window.document.case.links.values() if link.kind == "reports")
    assert "weighed again" in claim.title
    assert (link.basis, [window.document.case.items[one].title for one in link.via]) == (
        "relay",
        ["Ilse Marren"],
    )


def test_what_was_pressed_is_offered_with_its_keys(reading: tuple[MainWindow, Reader], qtbot: QtBot) -> None:
    window, reader = reading
    offering = reader.findChild(Offering)
    assert offering is not None
    _press(reader, "Tomas Eke")
    assert offering.bar.isVisible()
    first = offering.bar.rows[0]
    assert first.accessibleName() == "P: Add person “Tomas Eke”"
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    assert "Tomas Eke" in {item.title for item in window.document.case.items.values()}
    assert not offering.bar.isVisible()
    _press(reader, "was not asked")
    assert not offering.bar.isVisible()


def test_a_new_name_is_known_from_then_on(reading: tuple[MainWindow, Reader], qtbot: QtBot) -> None:
    window, reader = reading
    document = window.document
    document.do(items.add_item(document.case, "person", title="Tomas Eke", board=window.board_id)[0])
    qtbot.waitUntil(lambda: "Show Tomas Eke" in _words(reader, "Tomas"), timeout=30_000)
    _press(reader, "Tomas Eke")
    QTest.keyClick(reader.texts, Qt.Key.Key_P)
    people = [item for item in document.case.items.values() if item.kind == "person"]
    assert len(people) == 2
    assert sum(len(item.passages) for item in people) == 1
