"""The real window on real case files: nothing is stood in for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.modal import Answers
from ui.app import make_application
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.style import Look


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    return make_application(["caseboard"])


@pytest.fixture(autouse=True)
def answers(qapp: QApplication) -> Iterator[Answers]:
    """What is answered to dialogs that hold up the test; one that nobody answers is shut after a while."""
    found = Answers()
    yield found
    found.stop()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(tmp_path / "config")
    found.theme = "light"
    found.folder_used = str(tmp_path)
    return found


@pytest.fixture
def look(qapp: QApplication, settings: Settings) -> Look:
    return Look(settings)


@pytest.fixture
def window(qtbot: QtBot, look: Look, settings: Settings) -> Iterator[MainWindow]:
    found = MainWindow(look, settings)
    found.resize(1280, 800)
    found.show()
    qtbot.waitExposed(found)
    found.activateWindow()
    yield found
    found.close()
    found.deleteLater()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.caseboard"


@pytest.fixture
def opened(window: MainWindow, path: Path, qtbot: QtBot) -> MainWindow:
    """The window on a fresh case with one empty board."""
    window.files.create(path, "Harbour")
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.isVisible())
    return window


@pytest.fixture
def sample(window: MainWindow, path: Path, qtbot: QtBot) -> MainWindow:
    """The window on the Moscow sample."""
    window.files.open_sample("moscow-rumours", path)
    qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.isVisible())
    return window
