"""The export dialog: opens at once, shows what will come, remembers, and writes whole files or none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from board.edits import items
from ui.dialogs.copying import copy_picture
from ui.dialogs.export import ExportDialog, export_chain
from ui.dialogs.export_wish import Wish, remembered
from ui.main_window import MainWindow


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Have the file dialog answer with a path."""

    def answer(path: Path) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return answer


def opened(window: MainWindow, qtbot: QtBot, format_: str = "") -> ExportDialog:
    dialog = ExportDialog(window, format_=format_)
    qtbot.addWidget(dialog)
    dialog.open()
    drawn(dialog, qtbot)
    return dialog


def drawn(dialog: ExportDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not dialog.preview.picture.isNull() and not dialog.is_busy, timeout=30_000)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_every_kind_of_file_is_written(
    sample: MainWindow, qtbot: QtBot, tmp_path: Path, answer: Callable[[Path], None], kind: str
) -> None:
    dialog = opened(sample, qtbot, kind)
    out = tmp_path / f"board.{kind}"
    out.write_bytes(b"before")
    answer(out)
    dialog.save.click()
    qtbot.waitUntil(lambda: out.read_bytes() != b"before", timeout=30_000)
    assert out.read_bytes().startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind])
    assert [path.name for path in tmp_path.glob("board.*")] == [out.name]


def test_what_was_chosen_last_is_chosen_again(
    sample: MainWindow, qtbot: QtBot, tmp_path: Path, answer: Callable[[Path], None]
) -> None:
    dialog = opened(sample, qtbot, "pdf")
    dialog.form.theme.setCurrentIndex(dialog.form.theme.findData("corkboard"))
    dialog.form.paper.setCurrentIndex(dialog.form.paper.findData("A4"))
    dialog.form.across.setValue(2)
    drawn(dialog, qtbot)
    assert "2 across" in dialog.tally.text()
    out = tmp_path / "board.pdf"
    answer(out)
    dialog.save.click()
    qtbot.waitUntil(out.exists, timeout=30_000)
    again = opened(sample, qtbot)
    wish = again.form.wish()
    assert (wish.format, wish.theme, wish.paper, wish.across) == ("pdf", "corkboard", "A4", 2)
    assert "Moscow" not in sample.settings.export


def test_a_strange_memory_is_forgotten() -> None:
    for text in ("", "{", "[]", '{"format": 3}', '{"format": "exe"}', '{"across": 5000}', '{"width": "x"}'):
        assert remembered(text) == Wish()
    assert remembered(Wish(theme="dark", title="Secret", part="g1").text()) == Wish(theme="dark")


def test_a_size_too_large_is_said_and_not_written(sample: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(sample, qtbot, "png")
    assert dialog.save.isEnabled()
    dialog.form.size_choice.setCurrentIndex(dialog.form.size_choice.findData("0"))
    dialog.form.width_field.setValue(16_000)
    dialog.form.margin.setValue(0)
    dialog.form.what.setCurrentIndex(0)
    drawn(dialog, qtbot)
    assert dialog.tally.text()
    dialog.form.size_choice.setCurrentIndex(dialog.form.size_choice.findData("4"))
    drawn(dialog, qtbot)
    assert dialog.save.isEnabled()


def test_cancelling_leaves_nothing(sample: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = opened(sample, qtbot)
    before = sample.settings.export
    dialog.reject()
    assert sample.settings.export == before
    assert not list(tmp_path.glob("*.png"))


def test_what_is_confidential_is_left_out_blank_or_shown(sample: MainWindow, qtbot: QtBot) -> None:
    sample.document.do(items.set_fields(sample.document.case, "s06", confidential=True))
    dialog = opened(sample, qtbot)
    counts = {}
    for value in ("out", "blank", "shown"):
        dialog.form.confidential.setCurrentIndex(dialog.form.confidential.findData(value))
        qtbot.waitUntil(lambda: dialog.wanted is not None, timeout=30_000)
        drawn(dialog, qtbot)
        assert dialog.wanted is not None
        counts[value] = [card.title for card in dialog.wanted.opened().cards.values()]
    assert len(counts["out"]) == len(counts["shown"]) - 1
    assert "Withheld" in counts["blank"]


def test_what_is_hidden_on_the_board_is_not_in_the_picture(sample: MainWindow, qtbot: QtBot) -> None:
    assert sample.workspace is not None
    some = sorted(sample.document.case.on_board(sample.board_id))[:3]
    sample.workspace.board.set_hidden(some[:2])
    dialog = opened(sample, qtbot)
    assert dialog.wanted is not None
    assert not set(some[:2]) & set(dialog.wanted.opened().cards)
    assert some[2] in dialog.wanted.opened().cards


def test_a_frame_is_exported_with_what_lies_in_it(sample: MainWindow, qtbot: QtBot) -> None:
    dialog = opened(sample, qtbot)
    whole = dialog.wanted
    dialog.form.what.setCurrentIndex(dialog.form.what.count() - 1)
    qtbot.waitUntil(lambda: dialog.wanted is not None, timeout=30_000)
    drawn(dialog, qtbot)
    part = dialog.wanted
    assert whole is not None
    assert part is not None
    assert 0 < len(part.opened().cards) < len(whole.opened().cards)


def test_a_chain_has_the_same_dialog(
    sample: MainWindow, qtbot: QtBot, tmp_path: Path, answer: Callable[[Path], None]
) -> None:
    export_chain(sample, "c01", "affirms")
    dialog = sample.findChild(ExportDialog)
    assert dialog is not None
    drawn(dialog, qtbot)
    dialog.form.format.setCurrentIndex(dialog.form.format.findData("svg"))
    drawn(dialog, qtbot)
    out = tmp_path / "chain.svg"
    answer(out)
    dialog.save.click()
    qtbot.waitUntil(out.exists, timeout=30_000)
    assert b"<text" in out.read_bytes()


@pytest.mark.parametrize("across", [1, 2])
def test_a_board_is_printed_sheet_by_sheet(
    sample: MainWindow, qtbot: QtBot, tmp_path: Path, across: int
) -> None:
    from pypdf import PdfReader
    from PySide6.QtPrintSupport import QPrintDialog

    dialog = opened(sample, qtbot, "printer")
    assert dialog.save.text() == "Print…"
    assert dialog.form.wish().page().paper == "A4"
    dialog.form.across.setValue(across)
    drawn(dialog, qtbot)
    dialog.save.click()
    asked = sample.findChild(QPrintDialog)
    assert asked is not None
    out = tmp_path / "printed.pdf"
    asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asked.printer().setOutputFileName(str(out))
    asked.done(1)
    qtbot.waitUntil(lambda: out.exists() and out.read_bytes().endswith(b"%%EOF\n"), timeout=60_000)
    assert len(PdfReader(out).pages) == (1 if across == 1 else 4)
    assert len(PdfReader(out).pages[0].images) > 1


def test_a_copied_board_is_a_picture_and_a_drawing(sample: MainWindow, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    copy_picture(sample)
    qtbot.waitUntil(lambda: clipboard.mimeData().hasImage(), timeout=30_000)
    mime = clipboard.mimeData()
    assert bytes(mime.data("image/svg+xml").data()).startswith(b"<?xml")
    assert QImage.fromData(mime.data("image/png")).size() == QImage(mime.imageData()).size() != QSize()
    assert mime.data("text/plain") == QByteArray()
    clipboard.clear()
