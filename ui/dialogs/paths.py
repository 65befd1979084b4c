"""Asking where to: the system's file dialogs, which are not to remember anything by themselves.

Where the system has none, Qt shows its own, and that writes every folder visited into a file of its own
in the user's configuration. Which folders a person works in is nobody else's business, so it is wiped.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.settings import Settings


def ask_save(parent: QWidget, settings: Settings, title: str, name: str, kinds: str = "") -> Path | None:
    """Where to write a file, or None."""
    start = str(Path(settings.folder_used) / name)
    chosen, _ = QFileDialog.getSaveFileName(parent, title, start, kinds)
    return _noted(settings, chosen)


def ask_open(parent: QWidget, settings: Settings, title: str, kinds: str = "") -> Path | None:
    """Which file to read, or None."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, settings.folder_used, kinds)
    return _noted(settings, chosen)


def ask_open_many(parent: QWidget, settings: Settings, title: str, kinds: str = "") -> list[Path]:
    """Which files to read; none when nothing was chosen."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, settings.folder_used, kinds)
    _noted(settings, chosen[0] if chosen else "")
    return [Path(one) for one in chosen]


def _noted(settings: Settings, chosen: str) -> Path | None:
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")
    if not chosen:
        return None
    settings.folder_used = str(Path(chosen).parent)
    return Path(chosen)
