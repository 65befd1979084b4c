"""What the actions do: every row of the table has its handler here, in `ui.board_deeds` or on the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from board.text import shortened
from ui.actions import ROWS
from ui.analysis_deeds import AnalysisDeeds
from ui.board_deeds import BoardDeeds
from ui.dialogs.paths import ask_new, ask_open, ask_save
from ui.evidence_deeds import EvidenceDeeds
from ui.exchange_deeds import ExchangeDeeds
from ui.faults import said
from ui.file_deeds import FileDeeds
from ui.files import ENDING, OpenCase, ReadCase, free_path, known_errors, remedy_for, with_ending
from ui.layout_deeds import LayoutDeeds
from ui.likeness_deeds import LikenessDeeds
from ui.reader_deeds import ReaderDeeds
from ui.sight_deeds import SightDeeds
from ui.view_deeds import ViewDeeds

if TYPE_CHECKING:
    from board.case import Case
    from board.change import Change
    from ui.main_window import MainWindow
    from ui.start_page import StartPage
    from ui.workspace import Workspace

Handler = Callable[[], object]


class Deeds(QObject):
    """Handlers of one window: cases, files, finding, looks and help."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.boards = BoardDeeds(window)
        self.chains = EvidenceDeeds(window)
        self.exchange = ExchangeDeeds(window)
        self.reading = ReaderDeeds(window)
        self.sight = SightDeeds(window)
        self.views = ViewDeeds(window)
        self.analysis = AnalysisDeeds(window)
        self.files = FileDeeds(window, self)
        self.layouts = LayoutDeeds(window)
        self.likeness = LikenessDeeds(window)

    def handlers(self) -> dict[str, Handler]:
        """Every handler by the id of its row."""
        own: dict[str, Handler] = {
            "case.new": self.new_case,
            "case.open": self.open_case,
            "case.details": self.boards.edit_case,
            "case.add_files": self.files.ask_for_board_files,
            "case.copy": self.save_copy,
            "case.forget": self.forget_history,
            "case.close": self._window_files_close,
            "app.preferences": self.preferences,
            "app.quit": self._window.close,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
            "edit.history": self._history,
            "find.anything": partial(self._search, ""),
            "find.case": partial(self._search, ""),
            "find.board": self._find,
            "view.inspector": self._inspector,
            "view.legend": partial(self._toggle_overlay, "legend"),
            "view.minimap": partial(self._toggle_overlay, "minimap"),
            "view.theme": self._theme,
            "view.full_screen": self._full_screen,
            "help.shortcuts": self.shortcuts,
            "help.question": self.shortcuts,
            "help.about": self.about,
            **self.boards.handlers(),
            **self.chains.handlers(),
            **self.exchange.handlers(),
            **self.reading.handlers(),
            **self.layouts.handlers(),
            **self.likeness.handlers(),
            **self.sight.handlers(),
            **self.views.handlers(),
            **self.analysis.handlers(),
        }
        return {row.id: own.get(row.id) or partial(self.boards.command, row.id) for row in ROWS}

    def conditions(self) -> Iterator[str]:
        """The conditions that hold now, for `Actions.refresh`."""
        window = self._window
        current, workspace = window.files.current, window.workspace
        if current is None or workspace is None:
            return
        history = current.document.history
        selection = workspace.board.selection
        count = len(selection.items)
        facts = {
            "case": True,
            "edit": current.is_editable,
            "undo": current.is_editable and history.position > 0,
            "redo": current.is_editable and history.next is not None,
            "any": bool(selection),
            "items": count > 0,
            "one": count == 1,
            "two": count >= 2,
            "three": count >= 3,
            "link": bool(selection.links),
        }
        yield from (name for name, holds in facts.items() if holds)
        yield from self.chains.conditions()
        yield from self.reading.conditions()
        yield from self.layouts.conditions()
        yield from self.likeness.conditions()
        yield from self.sight.conditions()
        yield from self.analysis.conditions()

    # Cases.

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

    # Errors.

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

    def step_to(self, position: int) -> None:
        """Go back or forth in the history, as long as a board is left to stand on."""
        self.written(partial(self._step_to, position))

    def _step_to(self, position: int) -> None:
        document = self._window.document
        if _leaves_no_board(document.case, document.way_to(position)):
            words = self.tr("That step made the only board, and a case needs one, so it stays.")
            self._window.toasts.say(words, "ok", "info")
        else:
            document.go_to(position)

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

    # Wiring.

    def attend_start(self, start: StartPage) -> None:
        """Answer the start page."""
        start.path_chosen.connect(lambda path: self.open_path(Path(path)))
        start.locate_asked.connect(self._on_locate)
        start.forget_asked.connect(self._on_forget)
        start.sample_chosen.connect(self.open_sample)
        start.files_dropped.connect(self.files.take_files)

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace."""
        self.boards.attend(workspace)
        self.chains.attend(workspace)
        self.reading.attend(workspace)
        self.likeness.attend(workspace)
        self.layouts.attend(workspace)
        self.sight.attend(workspace)
        workspace.board.keep_files = self.files.keep_files
        workspace.board.about_file = self.files.about_file
        workspace.area.empty.files_wanted.connect(self.files.ask_for_board_files)
        workspace.rail.settings_chosen.connect(self.preferences)

    def keep_thumbnail(self) -> None:
        """Keep a little picture of the board for the start page."""
        self.boards.keep_thumbnail()

    def preferences(self) -> None:
        """Show the preferences."""
        from ui.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._window, self._window.look, self._window.settings)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def shortcuts(self) -> None:
        """Show the shortcut sheet."""
        from ui.dialogs.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self._window, self._window.look, self._window.settings)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def about(self) -> None:
        """Show who made what."""
        from ui.dialogs.about import AboutDialog

        dialog = AboutDialog(self._window, self._window.look)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # Smaller ones.

    def _window_files_close(self) -> None:
        if self._window.has_kept_words():
            self._window.files.close()

    def _undo(self) -> None:
        # what is only shown is the last thing that was done, to the eye
        if not self.layouts.decline():
            self.step_to(self._window.document.history.position - 1)

    def _redo(self) -> None:
        self.step_to(self._window.document.history.position + 1)

    def _history(self) -> None:
        if (workspace := self._window.workspace) is not None:
            workspace.show_history(not workspace.has_history)
            self._window.refresh()

    def _search(self, text: str) -> None:
        self._window.search_from(text)

    def _find(self) -> None:
        if self.reading.has_focus:
            self.reading.find()
        elif (workspace := self._window.workspace) is not None:
            workspace.area.finding.open_up()
            workspace.area.arrange()

    def _inspector(self) -> None:
        window = self._window
        if window.workspace is not None:
            shown = not window.workspace.side.isVisible()
            window.workspace.show_side(shown)
            window.settings.set_shown("inspector", shown)

    def _toggle_overlay(self, name: str) -> None:
        window = self._window
        shown = not window.settings.shown(name)
        window.settings.set_shown(name, shown)
        if window.workspace is not None:
            area = window.workspace.area
            area.has_legend = window.settings.shown("legend")
            area.has_map = window.settings.shown("minimap")
            area.arrange()

    def _theme(self) -> None:
        self._window.look.toggle()

    def _full_screen(self) -> None:
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

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


def _leaves_no_board(case: Case, change: Change | None) -> bool:
    """Whether a Change would take the last board away."""
    if change is None or not case.boards:
        return False
    boards = [pair for key, pair in change.pairs.items() if key[0] == "board"]
    return len(case.boards) + sum((after is not None) - (before is not None) for before, after in boards) <= 0


def _may_write(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK)
