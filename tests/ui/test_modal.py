"""The tests' own answers to dialogs: in turn, to the dialog meant, and with an end where none is given."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui import modal
from tests.ui.modal import Answers
from ui.dialogs.messages import ask
from ui.dialogs.password import PasswordDialog, ask_password
from ui.main_window import MainWindow


def test_dialogs_are_answered_in_turn(window: MainWindow, answers: Answers) -> None:
    answers.give(PasswordDialog, lambda dialog: (dialog.line.setText("one"), dialog.accept()))
    answers.give(PasswordDialog, PasswordDialog.reject)
    assert ask_password(window, window.look, "a.pdf") == "one"
    assert ask_password(window, window.look, "a.pdf") is None
    assert answers.are_given


def test_a_dialog_that_nobody_answers_is_shut(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(modal, "PATIENCE", 0.1)
    with qtbot.captureExceptions() as caught:
        assert ask(window, window.look, "Really?", "This stands.", ["Yes"]) == -1
    assert "nobody answered Dialog (Really?)" in str(caught[0][1])
