"""Cases as the user asks for them: new, open, copy, recover, close, and what stands in the way of that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.text import shortened
from ui.dialogs.paths import ask_new, ask_open, ask_save
from ui.faults import said
from ui.files import ENDING, OpenCase, ReadCase, free_path, known_errors, remedy_for, with_ending

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class CaseDeeds(QObject):
    """Handlers of one window that open, make and close cases, and words for what could not be done."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def new_case(self) -> None:
        """Ask where, and make a case there."""
        if path := self.ask_new(self.tr("New case"), self.tr("Untitled")):
            self.guarded(partial(self._window.files.create, path))

    def open_case(self) -> None:
        """Ask which, and open it."""
        window = self._window
        if path := ask_open(window, window.settings, self.tr("Open a case"), self.case_filter()):
            self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open a case; what stands in the way is said, with what can be done."""
        window = self._window
        if not window.has_kept_words():
            return False
        try:
            if window.files.is_from_elsewhere(path):
                from ui.elsewhere import may_open_itself

                if not may_open_itself(window, path, self.open_path):
                    return False
            if window.files.is_large(path):
                self._open_large(path)
            else:
                window.files.open(path)
        except known_errors() as error:
            self._offer(path, error)
            return False
        return True

    def _open_large(self, path: Path) -> None:
        """Open a case that takes its time, while the window goes on."""
        window = self._window

        def done(answer: ReadCase | Exception) -> None:
            if isinstance(answer, Exception):
                self._offer(path, answer)
            else:
                self.guarded(partial(window.files.take_read, answer))

        current = window.files.current
        if current is None or current.path != path.absolute():
            job = window.follow(window.files.read_in(path), self.tr("Opening {name}").format(name=path.name))
            job.finished.connect(done)

    def open_sample(self, name: str) -> None:
        """Make a case of a sample in the documents folder, and open it."""
        about = {"quay-9": "Quay 9", "moscow-rumours": "Moscow rumours"}.get(name, name)
        folder = Path(self._window.settings.folder_used)
        path = free_path(folder, about) if folder.is_dir() else None
        if path is None or not _may_write(folder):
            path = self.ask_new(self.tr("Where to put the sample"), about)
        if path is not None:
            self.guarded(partial(self._window.files.open_sample, name, path))

    def save_copy(self) -> None:
        """Ask where, and write a copy of the open case there."""
        window = self._window
        current = window.files.current
        if current is None:
            return
        stem = self.tr("{name} copy").format(name=current.path.stem)
        path = self.ask_save(self.tr("Save a copy"), stem, self.case_filter())
        if path is not None:
            job = window.follow(window.files.copy_to(with_ending(path)), self.tr("Copying"))
            job.finished.connect(partial(self._on_copied, with_ending(path)))

    def forget_history(self) -> None:
        """Ask, and take what was done and deleted out of the case's file."""
        from ui.dialogs.messages import ask

        window = self._window
        current = window.files.current
        if current is None or not window.has_kept_words():
            return
        words = self.tr(
            "What was done so far can no longer be undone, and what was deleted leaves the file for good: "
            "cards, links, texts, and files that no card has any more. The case as you see it stays.\n\n"
            "The backups in “{folder}” and copies you made still hold all of it. Delete them yourself if it "
            "must not be found there either."
        ).format(folder=f"{current.path.stem} backups")
        answers = [self.tr("Forget the history"), self.tr("Cancel")]
        if ask(
            window, window.look, self.tr("Forget the undo history?"), words, answers
        ) == 0 and self.guarded(window.files.forget_history):
            if window.workspace is not None:
                window.workspace.show_history(window.workspace.has_history)
            window.refresh()
            window.toasts.say(self.tr("The undo history is forgotten"), "ok", "check")

    def close_case(self) -> None:
        """Close the open case; the start page comes back."""
        if self._window.has_kept_words():
            self._window.files.close()

    def greet(self, current: OpenCase) -> None:
        """Say what is special about the case that was just opened."""
        workspace = self._window.workspace
        if workspace is not None and not current.is_editable:
            workspace.banner.show_message(
                self.tr(
                    "This case is open for reading only: look, search and export, but nothing can be changed."
                ),
                "warn",
                ((self.tr("Save a copy to…"), self.save_copy),),
            )

    # What stands in the way.

    def guarded(self, act: Callable[[], object]) -> bool:
        """Do something with files; what stands in the way is said in a sentence."""
        try:
            act()
        except known_errors() as error:
            self.say_failed(said(error))
            return False
        return True

    def written(self, act: Callable[[], object]) -> bool:
        """Do something that alters the case; where it could not be written, that stands above the board."""
        try:
            act()
        except known_errors() as error:
            self.write_failed(error)
            return False
        return True

    def say_failed(self, sentence: str) -> None:
        """Something did not work: say why."""
        self._window.toasts.say(shortened(sentence, 400), "error")

    def write_failed(self, error: Exception) -> None:
        """A Change could not be written: nothing of it happened. Say so until it is closed."""
        workspace = self._window.workspace
        if workspace is None:
            self.say_failed(said(error))
            return
        workspace.banner.show_message(said(error), "error", ((self.tr("Save a copy to…"), self.save_copy),))
        self._window.refresh()

    def _offer(self, path: Path, error: Exception) -> None:
        """Say what stands in the way of opening, and what can be done instead."""
        from ui.dialogs.messages import ask

        window = self._window
        title = self.tr("This case was not opened")
        remedy = remedy_for(error)
        if remedy == "copy":
            answers = [self.tr("Open a copy for reading"), self.tr("Close")]
            if ask(window, window.look, title, said(error), answers) == 0:
                self.guarded(partial(window.files.open_copy, path))
        elif remedy == "recover":
            answers = [self.tr("Recover into a new case…"), self.tr("Close")]
            if ask(window, window.look, title, said(error), answers) == 0:
                self._recover(path)
        else:
            ask(window, window.look, title, said(error), [self.tr("Close")])

    def _recover(self, path: Path) -> None:
        stem = self.tr("{name} recovered").format(name=path.stem)
        target = self.ask_new(self.tr("Where to put what can be read"), stem)
        if target is not None:
            window = self._window
            job = window.follow(
                window.files.recover(path, target), self.tr("Recovering {name}").format(name=path.name)
            )
            job.finished.connect(lambda _: self.open_path(target))

    def _on_copied(self, path: Path, _answer: object) -> None:
        doing = ((self.tr("Open it"), partial(self.open_path, path)),)
        self._window.toasts.say(self.tr("Copy saved as {name}").format(name=path.name), "ok", "check", doing)

    def _on_locate(self, path: str) -> None:
        window = self._window
        title = self.tr("Where is this case now?")
        if found := ask_open(window, window.settings, title, self.case_filter()):
            window.files.relocate(path, found)
            self.open_path(found)

    def _on_forget(self, path: str) -> None:
        self._window.files.forget(path)
        self._window.start.refresh()

    # Asking where.

    def case_filter(self) -> str:
        """What a file dialog shows of cases."""
        return self.tr("Cases (*{ending});;All files (*)").format(ending=ENDING)

    def ask_new(self, title: str, name: str) -> Path | None:
        """Ask where a new case is to be; None when there is to be none."""
        return ask_new(self._window, self._window.settings, title, name + ENDING, self.case_filter())

    def ask_save(self, title: str, name: str, kinds: str) -> Path | None:
        """Ask where something is to be written; None when it is not."""
        name += ENDING if ENDING in kinds else ""
        return ask_save(self._window, self._window.settings, title, name, kinds)


def _may_write(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)
