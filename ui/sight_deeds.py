"""What the actions on filters, paths and saved views do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.edits.showing import board_of, frame_of
from ui.trace_words import name
from ui.tracing import Asked, Found

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.workspace import Workspace


class SightDeeds(QObject):
    """Handlers that concern what is in sight on the board."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        return {
            "trace.ways": self.trace_ways,
            "trace.around": self.trace_around,
            "trace.shared": self.trace_shared,
            "trace.avoid": self.avoid,
            "trace.end": self.end_trace,
            "filter.add": self.ask_for_filter,
            "filter.hide": self.toggle_hides,
            "filter.clear": self.clear_filter,
        }

    def conditions(self) -> Iterator[str]:
        """The conditions of filters and tracing that hold now, for `Actions.refresh`."""
        workspace = self._window.workspace
        if workspace is None:
            return
        mode = workspace.tracing.asked.mode
        facts = {
            "filtered": bool(workspace.sight.sieve.parts),
            "tracing": bool(mode),
            "ways": mode == "ways",
        }
        yield from (name for name, holds in facts.items() if holds)

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace."""
        workspace.sight.changed.connect(self._window.refresh_actions)
        workspace.sight.working.connect(self._window.follow)
        workspace.tracing.changed.connect(self._window.refresh_actions)
        workspace.tracing.working.connect(self._window.follow)
        workspace.board.selection.changed.connect(self._on_selected)
        workspace.area.filters.save_wanted.connect(self._window.deeds.views.ask_for_name)
        workspace.rail.views_chosen.connect(self._window.deeds.views.toggle)

    # -- tracing ---------------------------------------------------------------------------------

    def trace_ways(self) -> None:
        """Ask how the selected cards are connected; of one alone, ask for the other."""
        chosen = self._chosen()
        if len(chosen) > 2:
            words = self.tr("Select two cards to see how they are connected, or one and choose the other.")
            self._window.toasts.say(words, "ok", "route")
        elif chosen:
            self._trace("ways", chosen)

    def trace_around(self) -> None:
        """Show who is around the selected cards."""
        if chosen := self._chosen():
            self._trace("around", chosen)

    def trace_shared(self) -> None:
        """Show whom the selected cards have in common."""
        if len(chosen := self._chosen()) > 1:
            self._trace("shared", chosen)

    def avoid(self) -> None:
        """Look for ways around the selected cards."""
        workspace = self._window.workspace
        if workspace is not None and workspace.trace is not None:
            for item in self._chosen():
                workspace.trace.avoid(item)

    def end_trace(self) -> None:
        """Trace nothing any more."""
        if (workspace := self._window.workspace) is not None:
            workspace.end_trace()

    def _trace(self, mode: str, chosen: tuple[str, ...]) -> None:
        workspace = self._window.workspace
        assert workspace is not None
        is_new = workspace.trace is None
        asked = Asked(mode=mode, items=chosen, scope=workspace.tracing.asked.scope)
        panel = workspace.trace_cards(asked)
        if is_new:
            panel.frame_wanted.connect(self.keep_in_frame)
            panel.board_wanted.connect(self.keep_as_board)
            panel.select_wanted.connect(self._on_select_wanted)
            panel.shown.connect(self._on_shown)
        panel.take_focus()
        if found := panel.current():
            self._on_shown(found)

    def keep_in_frame(self, found: Found) -> None:
        """Put what was found in a frame on this board, in one step."""
        document, window = self._window.document, self._window
        title = self._title(found)
        change, frame = frame_of(
            document.case, window.board_id, sorted(found.items), title, columns=found.columns
        )
        document.do(change)
        window.deeds.boards.say_with_undo(self.tr("Kept in the frame “{title}”").format(title=title), "frame")
        if window.workspace is not None:
            window.workspace.board.selection.set(frames=[frame])
            window.workspace.board.zoom_to_selection()

    def keep_as_board(self, found: Found) -> None:
        """Make a new board of what was found, laid out step by step, in one step."""
        document, window = self._window.document, self._window
        title = self._title(found)
        change, board = board_of(document.case, sorted(found.items), title, columns=found.columns)
        document.do(change)
        window.show_board(board)
        window.deeds.boards.say_with_undo(self.tr("New board “{title}”").format(title=title), "plus")

    def _title(self, found: Found) -> str:
        """What a kept answer is called."""
        workspace = self._window.workspace
        assert workspace is not None
        asked, case = workspace.tracing.asked, self._window.document.case
        names = [name(case, item) for item in asked.items[:3]]
        if asked.mode == "ways":
            return self.tr("From {one} to {other}").format(one=names[0], other=names[-1])
        who = ", ".join(names) + (" …" if len(asked.items) > len(names) else "")
        said = self.tr("Around {who}") if asked.mode == "around" else self.tr("Common to {who}")
        return said.format(who=who)

    def _chosen(self) -> tuple[str, ...]:
        """The selected cards, in the order of their titles."""
        workspace, case = self._window.workspace, self._window.document.case
        chosen = workspace.board.selection.items if workspace is not None else frozenset()
        return tuple(sorted(chosen & case.items.keys(), key=lambda item: (case.items[item].title, item)))

    def _on_shown(self, found: Found) -> None:
        """Bring what is marked into view."""
        if (workspace := self._window.workspace) is not None:
            workspace.board.show_items(found.items & workspace.board.model.row.keys())

    def _on_select_wanted(self, found: Found) -> None:
        if (workspace := self._window.workspace) is not None:
            workspace.board.selection.set(items=found.items & workspace.board.model.row.keys())

    def _on_selected(self) -> None:
        """A card pressed on the board may be the one that a question still lacks."""
        workspace = self._window.workspace
        if (
            workspace is not None
            and workspace.trace is not None
            and len(workspace.board.selection.items) == 1
        ):
            workspace.trace.take_card(next(iter(workspace.board.selection.items)))

    # -- filters ---------------------------------------------------------------------------------

    def ask_for_filter(self) -> None:
        """Ask what to filter the board by."""
        if (workspace := self._window.workspace) is not None:
            workspace.area.filters.open_menu()

    def toggle_hides(self) -> None:
        """Hide what is filtered out, or only dim it."""
        if (workspace := self._window.workspace) is not None:
            workspace.sight.set_hides(not workspace.sight.sieve.hides)

    def clear_filter(self) -> None:
        """Let everything pass again."""
        if (workspace := self._window.workspace) is not None:
            workspace.sight.clear()
            workspace.board.setFocus()
