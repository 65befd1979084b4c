"""The ranked table as a file for spreadsheets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from board.analysis.table import cells
from board.text import one_line, shortened
from ui import analysis_words
from ui.dialogs.paths import ask_save
from ui.faults import said
from ui.wording import kind_name

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.measuring import Measuring


def save_ranking(window: MainWindow, measuring: Measuring) -> None:
    """Ask where to, and write the table in view; the places are by the question in view."""
    from storage import CaseError, replacing
    from storage.exchange import csv_table
    from ui.dialogs.export import file_name

    answer = measuring.answer
    if answer is None:
        return
    title = _tr("Save the ranking")
    name = file_name(analysis_words.title(answer.question)) or "ranking"
    path = ask_save(window, window.settings, title, f"{name}.csv", _tr("Tables (*.csv)"))
    if path is None:
        return
    answers = {answer.question: answer}
    answers |= {one: found for one in ("degree",) if (found := measuring.answer_to(one)) is not None}
    data = csv_table.write(
        cells(
            window.document.case,
            answers,
            answer.question,
            analysis_words.tabled,
            analysis_words.asked,
            kind_name,
        )
    )
    try:
        with replacing(path) as stream:
            stream.write(data)
    except CaseError as error:
        window.deeds.say_failed(said(error))
        return
    told = _tr("Ranking saved as {name}").format(name=shortened(one_line(path.name), 60))
    folder = QUrl.fromLocalFile(str(path.parent))
    show = (_tr("Show file"), partial(QDesktopServices.openUrl, folder))
    window.toasts.say(told, "undo", "check", (show,))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Ranking", text)
