"""Cases in and out of other formats: the work is done elsewhere, can be cancelled, and ends in one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.records import Attachment, Record
from ui.dialogs.paths import ask_open, ask_save

if TYPE_CHECKING:
    from ui.files import Brought, OpenCase
    from ui.main_window import MainWindow

Came = tuple[list[Record], tuple[str, ...]]
"""The records that can come in, and a sentence on each thing that cannot."""


class ExchangeDeeds(QObject):
    """Handlers for importing and exporting cases."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        return {"case.import": self._ask_for_import, "case.export": self._ask_for_export}

    def bring_in(self, path: Path) -> None:
        """Read a case file of another format and bring it in as one step."""
        window = self._window
        current = window.files.current
        if current is None:
            return
        job = window.follow(window.files.read_import(path), self.tr("Reading {name}").format(name=path.name))
        job.finished.connect(partial(self._on_read, current, path))

    def write_out(self, path: Path) -> None:
        """Write the case in an open format."""
        window = self._window
        job = window.follow(window.files.export_case(path), self.tr("Exporting"))
        words = self.tr("Case exported as {name}").format(name=path.name)
        job.finished.connect(lambda _: window.toasts.say(words, "ok", "check"))

    def _ask_for_import(self) -> None:
        kinds = self.tr("Cases in JSON (*.json *.zip);;All files (*)")
        window = self._window
        if path := ask_open(window, window.settings, self.tr("Import a case file"), kinds):
            self.bring_in(path)

    def _ask_for_export(self) -> None:
        window = self._window
        if window.files.current is None:
            return
        kinds = self.tr("Case with its files (*.zip);;Case in JSON (*.json)")
        name = window.files.current.path.stem + ".zip"
        if path := ask_save(window, window.settings, self.tr("Export the case"), name, kinds):
            self.write_out(path)

    def _on_read(self, current: OpenCase, path: Path, brought: Brought) -> None:
        window = self._window
        if window.files.current is not current:
            return
        if not any(isinstance(record, Attachment) for record in brought.records):
            self._take_in(current, path, brought, (list(brought.records), brought.skipped))
            return
        job = window.follow(window.files.keep_import(path, brought), self.tr("Adding files"))
        job.finished.connect(partial(self._take_in, current, path, brought))

    def _take_in(self, current: OpenCase, path: Path, brought: Brought, came: Came) -> None:
        window = self._window
        if window.files.current is not current:
            return
        records, skipped = came
        if not window.deeds.written(partial(window.files.take_in, brought, records)):
            return
        say = window.deeds.boards.say_with_undo
        if skipped:
            words = self.tr("{name} came in; {count} parts could not be used: {first}").format(
                name=path.name, count=len(skipped), first=skipped[0]
            )
            say(words, "info", mood="error")
        else:
            say(self.tr("{name} came in").format(name=path.name), "check")
