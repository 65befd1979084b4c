"""A case that was not made here: what is said of it, and how it becomes a case of one's own.

Such a file may have been prepared by somebody. It is looked at without following what lies beside it,
and by default rebuilt record by record into a fresh case; the file that came stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from board.text import one_line, shortened
from ui.dialogs import messages
from ui.dialogs.paths import ask_save
from ui.files import ENDING

if TYPE_CHECKING:
    from ui.main_window import MainWindow

MOST_TOLD = 8


def may_open_itself(window: MainWindow, path: Path, go_on: Callable[[Path], object]) -> bool:
    """Ask how to open a case from elsewhere; `go_on` gets the path of a safe copy once there is one."""
    name = shortened(one_line(path.name), 80)
    answer = messages.ask(
        window,
        window.look,
        _tr("This case comes from elsewhere"),
        _tr(
            "“{name}” was not made on this computer, or it has been moved. A safe copy takes over everything "
            "in it that is sound and leaves the file as it is. If the file is your own, open it as it is; "
            "you will not be asked again."
        ).format(name=name),
        [_tr("Open a safe copy…"), _tr("It is mine, open it"), _tr("Close")],
    )
    if answer == 0:
        _copy(window, path, go_on)
    elif answer == 1:
        return window.deeds.guarded(partial(window.files.take_as_own, path))
    return False


def _copy(window: MainWindow, path: Path, go_on: Callable[[Path], object]) -> None:
    stem = _tr("{name} (safe copy)").format(name=path.stem)
    kinds = _tr("Cases (*{ending})").format(ending=ENDING)
    target = ask_save(window, window.settings, _tr("Where to put your copy"), stem + ENDING, kinds)
    if target is None:
        return
    current = window.files.current
    if _is_one(target, path) or (current is not None and _is_one(target, current.path)):
        window.deeds.say_failed(_tr("The copy needs a place of its own; nothing was changed."))
        return

    def done(findings: tuple[str, ...]) -> None:
        if window.deeds.guarded(partial(window.files.take_as_own, target)):
            go_on(target)
        if findings:
            told = "\n".join(findings[:MOST_TOLD])
            title = _tr("Some of it was left out")
            messages.ask(window, window.look, title, told, [_tr("Close")])

    job = window.follow(window.files.adopt(path, target), _tr("Checking the case"))
    job.finished.connect(done)


def _is_one(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file, by whatever way."""
    try:
        return path.samefile(other)
    except OSError:
        return path.absolute() == other.absolute()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Elsewhere", text)
