"""Sentences that need an answer, and the last words when something in the program broke."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from board.text import shortened
from ui.dialogs.frame import Dialog
from ui.style import Look


def ask(parent: QWidget | None, look: Look, title: str, text: str, answers: Sequence[str]) -> int:
    """Show a sentence with answers to press, the first one marked; the answer's place, or -1 for none."""
    dialog = Dialog(parent, look, title, 440)
    dialog.add_words(shortened(text, 1200), "")
    for place, answer in reversed(list(enumerate(answers))):
        dialog.add_button(answer, partial(dialog.done, place + 1), primary=place == 0)
    return dialog.exec() - 1


class CrashDialog(Dialog):
    """What broke, without a word of what the case holds, to be read before it is sent anywhere."""

    def __init__(self, parent: QWidget | None, look: Look, report: str) -> None:
        super().__init__(
            parent, look, QCoreApplication.translate("CrashDialog", "Something in Caseboard broke"), 560
        )
        self.add_words(
            self.tr(
                "The last action was not finished. Everything before it is in the case file; you can go on."
            ),
            "",
        )
        self.add_words(
            self.tr("These lines say where it happened. They hold nothing of your case, and nothing is sent.")
        )
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(self.tr("Where it happened"))
        self.report.setMaximumHeight(look.px(160))
        self.body.addWidget(self.report)
        self.add_button(self.tr("Copy"), self._on_copy)
        self.add_button(self.tr("Go on"), self.accept, primary=True)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
