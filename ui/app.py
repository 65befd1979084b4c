"""The application: one QApplication, its language, its look, one window, and what is done when it breaks."""

from __future__ import annotations

import linecache
import logging
import logging.handlers
import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, QMimeData, QTimer, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken

import assets
from ui.settings import Settings
from ui.style import Look

if TYPE_CHECKING:
    from ui.main_window import MainWindow

log = logging.getLogger("caseboard")


def run(path: Path | None, *, exit_after_first_paint: bool = False, sample: str = "") -> int:
    """Open the window, on a case if one is named, and stay until it is closed."""
    if is_without_display():
        message = QCoreApplication.translate("App", "There is no display to open a window on.")
        sys.stderr.write(f"caseboard: {message}\n")
        return 1
    app = make_application([sys.argv[0]])
    settings = Settings()
    install_language(app, settings)
    start_log(settings.folder)
    look = Look(settings)
    from ui.main_window import MainWindow

    # PySide6 looks into the source of every module imported after it, and linecache keeps it: 9 MB in all
    linecache.clearcache()
    window = MainWindow(look, settings)
    watch(window)
    linecache.clearcache()
    if path is not None:
        begin_with(window, path, sample)
        linecache.clearcache()
    window.show()
    if exit_after_first_paint:
        window.keeps_pictures = False
        window.first_shown.connect(lambda: QTimer.singleShot(0, window.close))
    else:
        window.first_shown.connect(lambda: QTimer.singleShot(0, window.settle))
    status = app.exec()
    let_go_of_clipboard()
    sys.excepthook = sys.__excepthook__
    return status


def is_without_display() -> bool:
    """Whether there is no screen, where Qt would end the program without a word of ours."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)


def let_go_of_clipboard() -> None:
    """What was copied goes with the program: data that Python made cannot outlive it, and need not."""
    clipboard = QGuiApplication.clipboard()
    held: QMimeData | None = clipboard.mimeData()
    # a platform without a clipboard of its own, as offscreen or VNC, never says that it is ours
    if clipboard.ownsClipboard() or (held is not None and Shiboken.createdByPython(held)):
        clipboard.clear()


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication, as every entry to the program wants it."""
    # Qt's own thread pool makes thin lines several times dearer on the board
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    QCoreApplication.setApplicationName("caseboard")
    QCoreApplication.setOrganizationName("caseboard")
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(arguments)
    app.setApplicationDisplayName("Caseboard")
    app.setDesktopFileName("caseboard")
    app.setStyle("Fusion")
    return app


def install_language(app: QApplication, settings: Settings) -> None:
    """Speak the language of the preferences or of the system, where there is a translation."""
    locale = QLocale(settings.language) if settings.language else QLocale.system()
    if settings.language:
        QLocale.setDefault(locale)
    translator = QTranslator(app)
    if translator.load(locale, "caseboard", "_", str(assets.path("translations"))):
        app.installTranslator(translator)


def begin_with(window: MainWindow, path: Path, sample: str = "") -> None:
    """Open the case that was named; one that is not there yet is made."""
    from functools import partial

    if path.exists():
        window.deeds.open_path(path)
    elif sample:
        window.deeds.guarded(partial(window.files.open_sample, sample, path))
    else:
        window.deeds.guarded(partial(window.files.create, path))


def start_log(folder: Path) -> None:
    """Log to a small file that rolls over; what is written there holds nothing of any case."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "caseboard.log", maxBytes=200_000, backupCount=1, delay=True, encoding="utf-8"
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False


def report_of(error: BaseException) -> str:
    """Class and places of an error, and nothing it says: messages can quote the case."""
    places = traceback.extract_tb(error.__traceback__)[-12:]
    lines = (f"  {Path(place.filename).name}:{place.lineno} {place.name}" for place in places)
    return "\n".join((type(error).__name__, *lines))


def watch(window: MainWindow) -> None:
    """Have what nobody caught become a message: known errors a sentence, bugs a report."""
    is_open = False

    def hook(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        nonlocal is_open
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        if isinstance(error, _known()):
            window.deeds.write_failed(error)
            return
        report = report_of(error)
        log.error(report)
        if is_open:
            return
        is_open = True
        from ui.dialogs.messages import CrashDialog

        CrashDialog(window, window.look, report).exec()
        is_open = False

    sys.excepthook = hook
    # what breaks elsewhere would be printed with its words, and what is printed is kept by many systems
    threading.excepthook = lambda broken: _log_only(broken.exc_value)
    sys.unraisablehook = lambda broken: _log_only(broken.exc_value)


def _log_only(error: BaseException | None) -> None:
    if error is not None:
        log.error(report_of(error))


def _known() -> tuple[type[Exception], ...]:
    from ui.files import known_errors

    return known_errors()
