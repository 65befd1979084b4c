"""Documents on their way in: read in the worker, or kept as files with a sentence that says why."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow

MAIL = (
    "From: Ilse Marren <ilse@example.org>\r\nTo: desk@example.org\r\nSubject: The second slip\r\n"
    "Date: Thu, 17 Mar 2022 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n'
    "The stamp was on the desk.\r\n--x\r\n"
    'Content-Type: text/plain; name="slip.txt"\r\n'
    'Content-Disposition: attachment; filename="slip.txt"\r\n\r\n'
    "22.2 tonnes\r\n--x--\r\n"
)


def _drop(window: MainWindow, qtbot: QtBot, *files: Path) -> None:
    window.deeds.files.take_files(list(files))
    qtbot.waitUntil(lambda: len(window.document.case.items) == len(files), timeout=30_000)


def test_a_mail_says_who_and_when(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    mail = tmp_path / "slip.eml"
    mail.write_bytes(MAIL.encode())
    _drop(opened, qtbot, mail)
    case = opened.document.case
    (item,) = case.items.values()
    assert (item.kind, item.title, item.held) == ("source", "The second slip", True)
    assert item.date.startswith("2022-03-17")
    assert "Ilse Marren" in str(dict(item.fields)["author"])
    assert [case.attachments[file].name for file in item.files] == ["slip.eml", "slip.txt"]
    assert len(opened.document.history.steps) == 1
    opened.search_from("stamp")
    assert any(row.do.startswith(f"place {item.files[0]}") for row in opened.finder.model.rows)


def test_a_page_keeps_its_address_and_loads_nothing(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<html><head><title>Weighed twice</title>"
        '<link rel="canonical" href="https://example.org/weighed"></head>'
        "<body><img src='file:///etc/hostname'><script>alert(1)</script>"
        "<p>The box went back.</p></body></html>",
        "utf-8",
    )
    _drop(opened, qtbot, page)
    (item,) = opened.document.case.items.values()
    assert item.title == "Weighed twice"
    opened.deeds.reading.open_item(item.id)

    def is_shown() -> bool:
        reader = opened.workspace.reader if opened.workspace else None
        return reader is not None and "The box went back." in reader.page.text

    qtbot.waitUntil(is_shown, timeout=30_000)


def test_what_cannot_be_read_stays_a_file_with_a_sentence(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    odd, broken = tmp_path / "engine.bin", tmp_path / "torn.pdf"
    odd.write_bytes(bytes(range(256)) * 8)
    broken.write_bytes(b"%PDF-1.7\nnot a pdf at all")
    _drop(opened, qtbot, odd, broken)
    items = opened.document.case.items.values()
    assert {item.title for item in items} == {"engine", "torn"}
    assert all(item.files for item in items)
    qtbot.waitUntil(lambda: bool(opened.toasts.texts))
    assert "engine.bin" in opened.toasts.texts[-1]
    assert "1 more" in opened.toasts.texts[-1]
    torn = next(item for item in items if item.title == "torn")
    opened.deeds.reading.open_item(torn.id)

    def says_why() -> bool:
        reader = opened.workspace.reader if opened.workspace else None
        return reader is not None and "PDF" in reader.note.text() and "Opening" not in reader.note.text()

    qtbot.waitUntil(says_why, timeout=30_000)


def test_what_was_added_is_offered_to_be_read(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    art = tmp_path / "art.txt"
    art.write_text("The harbour letters\n\nValdora, Sunday. The box went back.\n", "utf-8")
    _drop(opened, qtbot, art)
    (item,) = opened.document.case.items.values()
    assert item.title == "The harbour letters"
    assert [opened.document.case.attachments[file].name for file in item.files] == ["art.txt"]
    assert opened.toasts.texts == ["Added art.txt"]
    button = next(one for one in opened.toasts.findChildren(QPushButton) if one.text() == "Read")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def is_shown() -> bool:
        reader = opened.workspace.reader if opened.workspace else None
        return reader is not None and "The box went back." in reader.page.text

    qtbot.waitUntil(is_shown, timeout=30_000)
    assert opened.workspace is not None
    assert opened.workspace.reader is not None
    assert opened.focusWidget() is opened.workspace.reader.page
    assert not opened.toasts.texts


def test_the_offer_goes_when_the_files_are_taken_back(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    papers = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for paper in papers:
        paper.write_text(f"Letter {paper.stem}\n\nThe box went back.", "utf-8")
    _drop(opened, qtbot, *papers)
    assert opened.toasts.texts == ["Added 2 documents"]
    opened.actions_table["edit.undo"].trigger()
    assert not opened.document.case.items
    assert not opened.toasts.texts
