"""Asking where to: the system's file dialogs, which are not to remember anything by themselves.

Where the system has none, Qt shows its own, and that writes every folder visited into a file of its own
in the user's configuration. Which folders a person works in is nobody else's business, so it is wiped.

A dialog asks whether a file may be replaced before the ending is put to its name, and some systems'
dialogs do so even when they are told the ending. So a name that only the ending makes that of another
file is asked about once more, under the name that it really gets.

Qt's own dialog follows a whole path that is typed from folder to folder, and at Enter it opens the folder
that it marked on the way and empties the line. There Enter goes to the file that was typed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit, QWidget
from typing_extensions import override

from board.text import one_line, shortened
from ui.settings import Settings

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _TypedPaths(QObject):
    """Lets whole paths be typed into Qt's own file dialog."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QFileDialog):
            for name in watched.findChildren(QLineEdit):
                # the list of completions would take Enter before anyone else hears of it
                name.setCompleter(None)  # type: ignore[arg-type]
        elif event.type() == QEvent.Type.KeyPress and isinstance(watched, QLineEdit):
            dialog = watched.window()
            if isinstance(event, QKeyEvent) and event.key() in _ENTER and isinstance(dialog, QFileDialog):
                _go_to(dialog, watched)
        return False


def _go_to(dialog: QFileDialog, name: QLineEdit) -> None:
    """Have the file whose whole path was typed looked for in its own folder, by its name."""
    typed = Path(name.text())
    if typed.is_absolute() and typed.is_file():
        for view in dialog.findChildren(QAbstractItemView):
            view.clearSelection()
        dialog.setDirectory(str(typed.parent))
        name.setText(typed.name)


@contextmanager
def taking_paths() -> Iterator[None]:
    """While this lasts, whole paths can be typed into Qt's own file dialog."""
    application, taking = QApplication.instance(), _TypedPaths()
    assert application is not None
    application.installEventFilter(taking)
    try:
        yield
    finally:
        application.removeEventFilter(taking)


def ask_save(parent: QWidget, settings: Settings, title: str, name: str, kinds: str = "") -> Path | None:
    """Where to write a file, with one of the endings in `kinds`, or None; what is there may be replaced."""
    start = str(Path(settings.folder_used) / name)
    while True:
        with taking_paths():
            chosen, kind = QFileDialog.getSaveFileName(parent, title, start, kinds)
        found = _noted(settings, chosen)
        if found is None:
            return None
        path = _with_ending(found, _endings(kind) or _endings(kinds), _endings(kinds))
        if path == found or not os.path.lexists(path):
            return path
        said = QCoreApplication.translate("Paths", "“{name}” is already there: replace it or change the name")
        title, start = said.format(name=shortened(one_line(path.name), 60)), str(path)


def ask_new(parent: QWidget, settings: Settings, title: str, name: str, kinds: str) -> Path | None:
    """Where to make a file that is not there yet, or None; nothing is ever replaced."""
    start = str(Path(settings.folder_used) / name)
    options = QFileDialog.Option.DontConfirmOverwrite
    while True:
        with taking_paths():
            chosen, kind = QFileDialog.getSaveFileName(parent, title, start, kinds, "", options)
        found = _noted(settings, chosen)
        if found is None:
            return None
        path = _with_ending(found, _endings(kind) or _endings(kinds), _endings(kinds))
        if not os.path.lexists(path):
            return path
        said = QCoreApplication.translate("Paths", "“{name}” is already there: choose another name")
        title, start = said.format(name=shortened(one_line(path.name), 60)), str(path)


def ask_open(parent: QWidget, settings: Settings, title: str, kinds: str = "") -> Path | None:
    """Which file to read, or None."""
    with taking_paths():
        chosen, _ = QFileDialog.getOpenFileName(parent, title, settings.folder_used, kinds)
    return _noted(settings, chosen)


def ask_open_many(parent: QWidget, settings: Settings, title: str, kinds: str = "") -> list[Path]:
    """Which files to read; none when nothing was chosen."""
    with taking_paths():
        chosen, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder_used, kinds)
    _noted(settings, chosen[0] if chosen else "")
    return [Path(one) for one in chosen]


def forget_folders() -> None:
    """Wipe what Qt's own file dialog has noted of where the user has been."""
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")


def _endings(kinds: str) -> list[str]:
    return re.findall(r"\*(\.\w+)", kinds)


def _with_ending(path: Path, wanted: list[str], known: list[str]) -> Path:
    """A path with an ending that is known as it stands, or else with the one that is wanted."""
    if not known or path.suffix in known:
        return path
    if path.suffix.lower() in known:
        return path.with_suffix(path.suffix.lower())
    return path.with_name(path.name + wanted[0])


def _noted(settings: Settings, chosen: str) -> Path | None:
    forget_folders()
    if not chosen:
        return None
    settings.folder_used = str(Path(chosen).parent)
    return Path(chosen)
