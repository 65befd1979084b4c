"""A document as a screen reader meets it, asked through Qt's own accessibility queries."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow

TEXT = "The first paragraph.\n\nThe second one is longer.\n\nThe last."


def test_paragraphs_are_read_out(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(TEXT, "utf-8")
    opened.deeds.files.take_files([file])
    qtbot.waitUntil(lambda: bool(opened.document.case.items), timeout=30_000)
    opened.deeds.reading.open_item("s01")

    def shown() -> bool:
        reader = opened.workspace.reader if opened.workspace else None
        return reader is not None and reader.page.text == TEXT

    qtbot.waitUntil(shown, timeout=30_000)
    assert opened.workspace is not None
    assert opened.workspace.reader is not None
    page = opened.workspace.reader.page
    heard = QAccessible.queryAccessibleInterface(page)
    assert heard is not None
    assert heard.role() == QAccessible.Role.Document
    name = QAccessible.Text.Name
    children = [heard.child(at) for at in range(heard.childCount())]
    assert [one.text(name) for one in children] == TEXT.split("\n\n")
    assert [heard.indexOfChild(one) for one in children] == [0, 1, 2]
    page.select(TEXT.index("second"), TEXT.index("second"))
    assert heard.focusChild() is children[1]
    assert heard.text(QAccessible.Text.Value) == "The second one is longer."
    page.select(0, 9)
    assert heard.text(QAccessible.Text.Value) == "The first"
    middle = children[2].rect().center()
    assert heard.childAt(middle.x(), middle.y()) is children[2]
