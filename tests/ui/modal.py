"""Dialogs that hold up a test until they are answered: each is waited for, and none stands for ever."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

Kind = TypeVar("Kind", bound=QDialog)
PATIENCE = 60.0
"""Seconds a dialog may stand, or be waited for, before the test fails."""


def standing() -> QWidget | None:
    """The dialog that has the user's answer to wait for, once it can be seen."""
    modal = QApplication.activeModalWidget()
    return modal if isinstance(modal, QWidget) and modal.isVisible() else None


def waited_for(qtbot: QtBot, kind: type[Kind]) -> Kind:
    """The dialog of this kind that comes up; for dialogs that are opened and not waited for."""

    def has_come() -> bool:
        return isinstance(standing(), kind)

    qtbot.waitUntil(has_come, timeout=30_000)
    dialog = standing()
    assert isinstance(dialog, kind)
    return dialog


class Answers(QObject):
    """What is answered to the dialogs to come, in turn; one that nobody answers is shut, and fails the test.

    What fails here is raised in a slot, where pytest-qt takes it for the test's own failure.
    """

    def __init__(self) -> None:
        super().__init__()
        self._due: deque[Callable[[], bool]] = deque()
        self._answered: QWidget | None = None
        self._seen: QWidget | None = None
        self._since = monotonic()
        self._is_answering = False
        self._looking = QTimer(self)
        self._looking.setInterval(20)
        self._looking.timeout.connect(self._on_looked)
        self._looking.start()

    @property
    def are_given(self) -> bool:
        """Whether every answer has found its dialog."""
        return not self._due and not self._is_answering

    def give(self, kind: type[Kind], answer: Callable[[Kind], object]) -> None:
        """Do this to the next dialog of this kind, as soon as it stands."""

        def is_given() -> bool:
            dialog = standing()
            if not isinstance(dialog, kind) or dialog is self._answered:
                return False
            self._answered = dialog
            answer(dialog)
            return True

        self._due.append(is_given)

    def stop(self) -> None:
        """Look no more: the test is over."""
        self._looking.stop()
        assert not self._due, f"{len(self._due)} answers were given to no dialog"

    def _on_looked(self) -> None:
        if self._is_answering:  # typing lets time pass, and one dialog is answered once
            return
        dialog = standing()
        if dialog is not self._seen:
            self._seen, self._since = dialog, monotonic()
        if dialog is None:
            return
        if self._due:
            self._is_answering = True
            try:
                if self._due[0]():
                    self._due.popleft()
                    return
            finally:
                self._is_answering = False
        if monotonic() - self._since > PATIENCE:
            self._shut(dialog)

    def _shut(self, dialog: QWidget) -> None:
        words = f"nobody answered {type(dialog).__name__} ({dialog.windowTitle()}) for {PATIENCE:.0f} s"
        if isinstance(dialog, QDialog):
            dialog.done(0)  # some do not close before they are answered
        else:
            dialog.close()
        raise AssertionError(words)
