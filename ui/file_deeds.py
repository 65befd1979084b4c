"""Files that come into a case and go out of it: asked for, dropped on the window, pasted, saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.records import Attachment
from ui.dialogs.paths import ask_open_many
from ui.files import ENDING, Incoming

if TYPE_CHECKING:
    from ui.deeds import Deeds
    from ui.main_window import MainWindow


class FileDeeds(QObject):
    """What is done with kept files in one window."""

    def __init__(self, window: MainWindow, deeds: Deeds) -> None:
        super().__init__(deeds)
        self._window, self._deeds = window, deeds

    def ask_for_board_files(self) -> None:
        """Ask for files and put them on the board."""
        if paths := self._ask_open_many(self.tr("Add files")):
            self.take_files(paths)

    def ask_for_files(self, item: str, pictures: bool) -> None:
        """Ask for files and keep them with an item."""
        title = self.tr("Add picture") if pictures else self.tr("Add file")
        kinds = self.tr("Pictures (*.png *.jpg *.jpeg *.gif *.webp)") if pictures else ""
        if paths := self._ask_open_many(title, kinds):
            self.keep_files(paths, lambda kept: self._window.files.put_on_item(item, list(kept), pictures))

    def take_files(self, paths: list[Path]) -> None:
        """What was dropped on the window: a case is opened, anything else goes into a case."""
        window = self._window
        cases = [path for path in paths if path.suffix == ENDING]
        if cases:
            self._deeds.open_path(cases[0])
            return
        files = [path for path in paths if path.is_file()]
        if not files:
            self._deeds.say_failed(self.tr("Only files can be dropped here, and nothing was changed."))
            return
        if window.files.current is None:
            path = self._deeds.ask_new(self.tr("A new case for these files"), files[0].stem)
            if path is None or not self._deeds.guarded(partial(window.files.create, path)):
                return
        self.keep_files(files, self._put_on_board)

    def keep_files(self, incoming: Sequence[Incoming], then: Callable[[Sequence[Attachment]], None]) -> None:
        """Put bytes into the case in the background and go on with their records."""
        files = self._window.files
        current = files.current
        job = self._window.follow(files.keep(incoming), self.tr("Adding files"))

        def done(answer: list[Attachment | str]) -> None:
            if files.current is not current:
                return
            kept = [one for one in answer if isinstance(one, Attachment)]
            failed = [one for one in answer if isinstance(one, str)]
            if kept:
                self._deeds.reading.read_in(then, kept)
            if failed:
                told = " ".join(dict.fromkeys(failed))
                more = self.tr("The others were added.") if kept else ""
                self._deeds.say_failed(f"{told} {more}".strip())

        job.finished.connect(done)

    def save_file(self, attachment: str) -> None:
        """Ask where to, and write a kept file there."""
        window = self._window
        record = window.document.case.attachments.get(attachment)
        if record is None:
            return
        path = self._deeds.ask_save(self.tr("Save the file"), Path(record.name).name or "file", "")
        if path is not None:
            job = window.follow(window.files.write_out(attachment, path))
            job.finished.connect(lambda: window.toasts.say(self.tr("{name} saved").format(name=path.name)))

    def _put_on_board(self, kept: Sequence[Attachment]) -> None:
        window = self._window
        if window.workspace is None or not kept:
            return
        made = window.files.put_on_board(
            window.board_id, list(kept), self._deeds.boards.free_corner(), self._deeds.reading.about_file
        )
        window.workspace.board.selection.set(items=made)
        window.workspace.board.zoom_to_items(made)

    def _ask_open_many(self, title: str, kinds: str = "") -> list[Path]:
        return ask_open_many(self._window, self._window.settings, title, kinds)
