"""What every test stands on: no screen, no network of its own, and never the user's own settings."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_HOME = tempfile.TemporaryDirectory(prefix="caseboard-tests-")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_NO_GUI_THREADPOOL"] = "1"
os.environ["QT_ACCESSIBILITY"] = "1"
os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"
for variable, folder in {
    "HOME": ".",
    "USERPROFILE": ".",
    "APPDATA": "config",
    "LOCALAPPDATA": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
}.items():
    os.environ[variable] = str(Path(_HOME.name, folder).resolve())
    Path(os.environ[variable]).mkdir(mode=0o700, exist_ok=True)

_CALM = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.register_profile("dev", _CALM, max_examples=40)
settings.register_profile("ci", _CALM, max_examples=150, print_blob=True)
settings.register_profile("long", _CALM, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "dev"))


@pytest.fixture(scope="session", autouse=True)
def _own_settings() -> Iterator[None]:
    """Keeps QSettings in the tests' own home, on Windows and macOS too."""
    if sys.platform != "linux":
        from PySide6.QtCore import QSettings

        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
            QSettings.setPath(QSettings.Format.IniFormat, scope, os.environ["XDG_CONFIG_HOME"])
    yield
    _empty_clipboard()
    _HOME.cleanup()


def _empty_clipboard() -> None:
    """What Python left on the clipboard must not outlive Python: Qt frees it too late and crashes."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()
