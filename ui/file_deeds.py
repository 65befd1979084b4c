"""Files that come into a case and go out of it: asked for, dropped on the window, pasted, saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.records import Attachment
from board.text import displayed, shortened
from ui.dialogs.paths import ask_open_many
from ui.files import ENDING, Incoming

if TYPE_CHECKING:
    from ui.canvas.drop import About
    from ui.deeds import Deeds
    from ui.intake import Intake
    from ui.main_window import MainWindow


class FileDeeds(QObject):
    """What is done with kept files in one window."""

    def __init__(self, window: MainWindow, deeds: Deeds) -> None:
        super().__init__(deeds)
        self._window, self._deeds = window, deeds
        self._known: dict[str, About] = {}
        """What is known of files that were read since the case was opened."""
        window.files.closing.connect(self._known.clear)

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
                self.read_in(then, kept)
            if failed:
                told = " ".join(dict.fromkeys(failed))
                more = self.tr("The others were added.") if kept else ""
                self._deeds.say_failed(f"{told} {more}".strip())

        job.finished.connect(done)

    def read_in(self, then: Callable[[Sequence[Attachment]], None], kept: Sequence[Attachment]) -> None:
        """Read files that have just been kept, and go on with what they are; what fails is said."""
        from ui.intake import Intake

        intake = Intake(self, self._window.files)
        intake.started.connect(partial(self._window.follow, says_failure=False))
        intake.cancelled.connect(intake.deleteLater)
        intake.finished.connect(partial(self._on_read_in, intake, then))
        intake.start(kept)

    def about_file(self, attachment: str) -> About:
        """What is known of a kept file beside its bytes."""
        from ui.canvas.drop import About

        return self._known.get(attachment) or About({})

    def _on_read_in(
        self,
        intake: Intake,
        then: Callable[[Sequence[Attachment]], None],
        files: Sequence[Attachment],
    ) -> None:
        intake.deleteLater()
        self._known.update(intake.known)
        then(files)
        self._say_added([file for file in files if file.id in intake.readable])
        for file in intake.unread:
            self._deeds.reading.read_on(file)
        if failures := intake.failures:
            words = shortened(failures[0], 300)
            if len(failures) > 1:
                words = self.tr("{first} And {count} more.").format(first=words, count=len(failures) - 1)
            self._window.toasts.say(words, "error", "file-warning")

    def _say_added(self, read: Sequence[Attachment]) -> None:
        """Say that there is something to read now, and offer it; the picture of a picture is seen anyway."""
        document = self._window.document
        added = [
            file
            for file in read
            if file.id in document.case.attachments and not file.media_type.startswith("image/")
        ]
        if not added:
            return
        name = shortened(displayed(added[0].name), 80)
        words = self.tr("Added {name}").format(name=name)
        if len(added) > 1:
            words = self.tr("Added {count} documents").format(count=len(added))
        last = document.history.last
        doing = ((self.tr("Read"), partial(self._deeds.reading.read, added[0].id)),)
        self._window.toasts.say(words, "undo", "book-open", doing, step=last.seq if last else 0)

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
            window.board_id, list(kept), self._deeds.boards.free_corner(), self.about_file
        )
        window.workspace.board.selection.set(items=made)
        window.workspace.board.zoom_to_items(made)

    def _ask_open_many(self, title: str, kinds: str = "") -> list[Path]:
        return ask_open_many(self._window, self._window.settings, title, kinds)
