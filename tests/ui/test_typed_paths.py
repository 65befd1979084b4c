"""Whole paths typed into Qt's own file dialog lead to their files."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ui.dialogs.paths import taking_paths


@pytest.mark.parametrize("mode", [QFileDialog.FileMode.ExistingFile, QFileDialog.FileMode.ExistingFiles])
@pytest.mark.parametrize("name", ["log.txt", "logs.txt", "below/log.txt"])
def test_a_typed_path_is_opened(name: str, mode: QFileDialog.FileMode, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "below").mkdir()
    for one in ("log.txt", "logs.txt", "below/log.txt"):
        (tmp_path / one).write_text("22:12")
    dialog = QFileDialog(None, "Which", str(tmp_path))
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(mode)
    with taking_paths():
        dialog.show()
        dialog.activateWindow()
        qtbot.waitActive(dialog)
        (line,) = (one for one in dialog.findChildren(QLineEdit) if one.objectName() == "fileNameEdit")
        line.setFocus()
        qtbot.waitUntil(line.hasFocus)
        QTest.keyClicks(line, str(tmp_path / name))
        QTest.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.result() == QFileDialog.DialogCode.Accepted.value
    assert dialog.selectedFiles() == [str(tmp_path / name)]
