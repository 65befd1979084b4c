"""A case that was closed does not stay in memory."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow


def test_the_case_before_is_let_go(opened: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    assert opened.files.current is not None
    before = weakref.ref(opened.files.current.document)
    shown = weakref.ref(opened.workspace)
    opened.files.create(tmp_path / "b.caseboard", "Quay")
    qtbot.waitUntil(lambda: before() is None and shown() is None)


def test_the_open_case_is_passed_over_by_the_collector(opened: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    gc.unfreeze()
