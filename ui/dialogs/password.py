"""The question for a document's password. What is typed is used while the case is open, and kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from board.text import one_line, shortened
from ui.dialogs.frame import Dialog
from ui.style import Look


class PasswordDialog(Dialog):
    """One line, and a sentence when the last one was wrong."""

    def __init__(self, parent: QWidget, look: Look, name: str, *, was_wrong: bool = False) -> None:
        words = QCoreApplication.translate("PasswordDialog", "Password of {name}")
        title = words.format(name=shortened(one_line(name), 60))
        super().__init__(parent, look, title, 420)
        if was_wrong:
            self.add_words(self.tr("That is not the password of this document; try another."), "warnText")
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(title)
        self.line.setMaxLength(500)
        self.body.addWidget(self.line)
        self.add_words(
            self.tr(
                "The password is not stored. The text that is read is kept with the case, like any other."
            )
        )
        self.add_button(self.tr("Cancel"), self.reject)
        self.add_button(self.tr("Open"), self.accept, primary=True)
        self.line.setFocus()


def ask_password(parent: QWidget, look: Look, name: str, *, was_wrong: bool = False) -> str | None:
    """What was typed; None where nobody knows it."""
    dialog = PasswordDialog(parent, look, name, was_wrong=was_wrong)
    answer = dialog.line.text() if dialog.exec() else None
    dialog.line.clear()
    dialog.deleteLater()
    return answer
