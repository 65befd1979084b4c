"""A document that asks for its password: asked once, a wrong one is said, and none is ever stored."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.storage.extract.documents import pdf
from tests.ui.modal import Answers
from ui.dialogs.password import PasswordDialog
from ui.main_window import MainWindow
from ui.widgets import PlainLabel

SECRET = "seven-letters-0815"


def _locked(folder: Path) -> Path:
    plain = folder / "plain.pdf"
    plain.write_bytes(pdf([["The scales were moved at night."]]))
    writer = PdfWriter(clone_from=PdfReader(plain))
    writer.encrypt(SECRET, algorithm="RC4-128")
    path = folder / "locked.pdf"
    writer.write(path)
    return path


def test_a_locked_document_opens_with_its_password(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, answers: Answers
) -> None:
    opened.deeds.files.take_files([_locked(tmp_path)])
    qtbot.waitUntil(lambda: bool(opened.document.case.items), timeout=30_000)
    said: list[str] = []

    def answer(dialog: PasswordDialog, word: str) -> None:
        said.append(" ".join(label.text() for label in dialog.findChildren(PlainLabel)))
        QTest.keyClicks(dialog.line, word)
        (button,) = (one for one in dialog.findChildren(QPushButton) if one.isDefault())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    for word in ("wrong", SECRET):
        answers.give(PasswordDialog, partial(answer, word=word))
    opened.deeds.reading.open_item("s01")

    def is_open() -> bool:
        reader = opened.workspace.reader if opened.workspace else None
        return reader is not None and "scales" in reader.page.text

    qtbot.waitUntil(is_open, timeout=30_000)
    assert len(said) == 2
    assert "not the password" not in said[0]
    assert "That is not the password" in said[1]
    assert opened.files.current is not None
    path = opened.files.current.path
    opened.files.close()
    for file in path.parent.glob(path.name + "*"):
        assert SECRET.encode() not in file.read_bytes()


def test_a_locked_document_can_be_left_alone(
    opened: MainWindow, tmp_path: Path, qtbot: QtBot, answers: Answers
) -> None:
    opened.deeds.files.take_files([_locked(tmp_path)])
    qtbot.waitUntil(lambda: bool(opened.document.case.items), timeout=30_000)

    answers.give(PasswordDialog, PasswordDialog.reject)
    opened.deeds.reading.open_item("s01")

    def is_said() -> bool:
        reader = opened.workspace.reader if opened.workspace else None
        return reader is not None and "only with its password" in reader.note.text()

    qtbot.waitUntil(is_said, timeout=30_000)
    assert not opened.document.case.passages
