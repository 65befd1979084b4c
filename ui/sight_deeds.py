"""What the actions on filters, paths and saved views do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

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
            "filter.add": self.ask_for_filter,
            "filter.hide": self.toggle_hides,
            "filter.clear": self.clear_filter,
        }

    def conditions(self) -> Iterator[str]:
        """The conditions of filters and tracing that hold now, for `Actions.refresh`."""
        workspace = self._window.workspace
        if workspace is not None and workspace.sight.sieve.parts:
            yield "filtered"

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace."""
        workspace.sight.changed.connect(self._window.refresh_soon)
        workspace.sight.working.connect(self._window.follow)

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
