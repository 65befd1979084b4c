"""What the actions of analysis do: the panel, what of it the board shows, frames and tables made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from board.analysis.questions import QUESTIONS
from board.edits.showing import frame_of
from board.text import one_line
from ui.actions import ROW, keys_of, native

if TYPE_CHECKING:
    from board.analysis.lens import Lens
    from ui.canvas.measured import Measured
    from ui.main_window import MainWindow
    from ui.measuring import Measuring
    from ui.panels.analysis import AnalysisPanel
    from ui.workspace import Workspace

PAGES = {
    "analysis.ranks": "ranks",
    "analysis.structure": "structure",
    "analysis.compare": "comparison",
}


class AnalysisDeeds(QObject):
    """Handlers that concern who matters; what they need is made when it is first asked for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._measured: Measured | None = None
        self._was_asked = False
        """The board was asked to show an answer, and does not show or lack one yet."""
        self._soon = QTimer(self, singleShot=True, interval=0)
        """After the panel, in a turn of its own: on a large board both take a while."""
        self._soon.timeout.connect(self._show_known)

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        pages = {row: partial(self.open_page, page) for row, page in PAGES.items()}
        return {**pages, "analysis.shown": self.toggle_shown, "analysis.csv": self.save_table}

    def conditions(self) -> Iterator[str]:
        """The conditions that hold now."""
        measuring = self.measuring
        if measuring is not None and measuring.answer is not None:
            yield "measured"

    @property
    def measuring(self) -> Measuring | None:
        """The questions and answers of the open case, once one was asked."""
        workspace = self._window.workspace
        return workspace.measuring if workspace is not None else None

    def open_page(self, page: str) -> None:
        """Open the panel at a page; where it is in front already, close it."""
        workspace = self._window.workspace
        if workspace is None:
            return
        measuring, panel = self._made(workspace)
        if panel.isVisible() and measuring.page == page:
            self._close()
            return
        measuring.turn_to(page)
        workspace.show_analysis(True)
        panel.show_selection(workspace.board.selection.items)
        first = panel.other if page == "comparison" else panel.table if page == "ranks" else panel.list
        first.setFocus()

    def toggle_shown(self) -> None:
        """Show it on the board, or no more; opens nothing."""
        if (workspace := self._window.workspace) is not None:
            measuring, _ = self._made(workspace)
            self._was_asked = not measuring.is_shown
            measuring.show(self._was_asked)

    def show_question(self, question: str, lens: Lens) -> None:
        """Show the answer to a question on the board, counted as a saved view has it; opens nothing."""
        if (workspace := self._window.workspace) is not None:
            measuring, _ = self._made(workspace)
            counted = replace(
                measuring.counting,
                link_kinds=lens.link_kinds,
                is_directed=lens.is_directed,
                collapses_relays=lens.collapses_relays,
                merges_same=lens.merges_same,
            )
            measuring.count(counted)
            if QUESTIONS[question].is_group:
                measuring.turn_to("structure")
            else:
                measuring.turn_to("ranks")
                measuring.choose(question)
            measuring.show(True)

    def hide(self) -> None:
        """Show nothing of it on the board."""
        if (measuring := self.measuring) is not None:
            measuring.show(False)

    def save_table(self) -> None:
        """Ask where to, and write the ranked table."""
        from ui.dialogs.ranking import save_ranking

        if (measuring := self.measuring) is not None:
            save_ranking(self._window, measuring)

    def _made(self, workspace: Workspace) -> tuple[Measuring, AnalysisPanel]:
        """The questions and the panel; made where this is the first time."""
        if workspace.measuring is not None and workspace.analysis is not None:
            return workspace.measuring, workspace.analysis
        from ui.measuring import Measuring
        from ui.panels.analysis import AnalysisPanel
        from ui.panels.measure_key import MeasureKey

        window, board = self._window, workspace.board
        measuring = Measuring(window.document, window.jobs, lambda: board.board_id, workspace)
        panel = AnalysisPanel(workspace, window.look, measuring)
        workspace.add_analysis(measuring, panel, MeasureKey(workspace.area, window.look))
        measuring.changed.connect(self._soon.start)
        measuring.started.connect(window.follow)
        board.board_changed.connect(measuring.board_changed)
        board.selection.changed.connect(self._on_selection)
        board.measure_dismissed.connect(self.hide)
        panel.item_chosen.connect(window.reveal)
        panel.items_chosen.connect(self._on_items)
        panel.frame_wanted.connect(self._on_frame)
        panel.csv_wanted.connect(self.save_table)
        panel.closed.connect(self._close)
        return measuring, panel

    def _close(self) -> None:
        if (workspace := self._window.workspace) is not None:
            workspace.show_analysis(False)
            workspace.board.setFocus()

    def _show_known(self) -> None:
        """Show on the board, in its key and in the details what is known now."""
        from ui.measure_views import measured_of

        workspace, measuring = self._window.workspace, self.measuring
        if workspace is None or measuring is None:
            return
        measured = measured_of(measuring, self._window.board_id)
        workspace.show_measured(measured)
        if self._was_asked and not measuring.is_busy:
            self._was_asked = False
            if measured is None and measuring.is_shown:
                self._say_nothing_is_measured(measuring)
        workspace.inspector.refresh_evidence()
        self._window.actions_table.refresh(set(self._window.deeds.conditions()))

    def _say_nothing_is_measured(self, measuring: Measuring) -> None:
        """There is nothing to show on the board: say so, and what to do; the next press asks again."""
        measuring.show(False)
        if not self._window.document.case.on_board(self._window.board_id):
            self._window.toasts.say(self.tr("There are no cards on this board to measure."), "ok", "info")
            return
        row = ROW["analysis.ranks"]
        keys = native(keys_of(row, self._window.settings))
        words = self.tr("Choose a question in the analysis first ({keys}).")
        words = words.format(keys=keys) if keys else self.tr("Choose a question in the analysis first.")
        is_there = measuring.is_open and measuring.page == PAGES[row.id]
        way = () if is_there else ((self.tr("Who matters"), partial(self.open_page, PAGES[row.id])),)
        self._window.toasts.say(words, "undo", "info", way)

    def _on_selection(self) -> None:
        workspace = self._window.workspace
        if workspace is not None and workspace.analysis is not None and workspace.analysis.isVisible():
            workspace.analysis.show_selection(workspace.board.selection.items)

    def _on_items(self, items: list[str]) -> None:
        """Select several cards, as far as they lie on the board in front, and bring them into view."""
        workspace = self._window.workspace
        if workspace is None:
            return
        here = [item for item in items if item in workspace.board.model.row]
        if here:
            workspace.board.selection.set(items=here)
            workspace.board.zoom_to_items(here)
        elif items:
            self._window.reveal(items[0])

    def _on_frame(self, wanted: list[object]) -> None:
        """A frame around a community, in one step."""
        window = self._window
        title, members = wanted
        assert isinstance(members, list)
        document = window.document
        here = [item for item in members if item in document.case.on_board(window.board_id)]
        if not window.is_editable or not here or window.workspace is None:
            return
        change, frame = frame_of(document.case, window.board_id, here, one_line(str(title)))
        document.do(change.labelled("Frame a community"))
        window.workspace.board.selection.set(frames=[frame])
        window.workspace.board.zoom_to_selection()
        words = self.tr("{count} cards put into a frame").format(count=len(here))
        window.deeds.boards.say_with_undo(words, "frame")
