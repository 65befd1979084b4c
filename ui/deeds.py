"""What the actions do: every row of the table has its handler here, in one of the deeds, or on the board."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.actions import ROWS
from ui.analysis_deeds import AnalysisDeeds
from ui.board_deeds import BoardDeeds
from ui.case_deeds import CaseDeeds
from ui.evidence_deeds import EvidenceDeeds
from ui.exchange_deeds import ExchangeDeeds
from ui.file_deeds import FileDeeds
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


class Deeds(CaseDeeds):
    """Handlers of one window: what has none of its own room, and all the others together."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
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
            "case.close": self.close_case,
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

    # The history.

    def step_to(self, position: int) -> None:
        """Go back or forth in the history, as long as a board is left to stand on."""
        self.written(partial(self._step_to, position))

    def _step_to(self, position: int) -> None:
        document = self._window.document
        way = document.way_to(position)
        if _leaves_no_board(document.case, way):
            words = self.tr("That step made the only board, and a case needs one, so it stays.")
            self._window.toasts.say(words, "ok", "info")
        else:
            document.go_to(position, way)

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


def _leaves_no_board(case: Case, change: Change | None) -> bool:
    """Whether a Change would take the last board away."""
    if change is None or not case.boards:
        return False
    boards = [pair for key, pair in change.pairs.items() if key[0] == "board"]
    return len(case.boards) + sum((after is not None) - (before is not None) for before, after in boards) <= 0
