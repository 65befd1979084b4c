"""What the actions on saved views do: save what is seen, show it again, rename, update, delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.analysis import lens as lenses
from board.analysis.filters import NotAFilter, from_json
from board.analysis.lens import Lens
from board.analysis.questions import QUESTIONS
from board.edits.views import Spot, delete_view, save_view, set_view, spot_of
from board.records import SavedView
from board.text import one_line, shortened
from ui.sight import Sieve

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.panels.views_panel import ViewsPanel


class ViewDeeds(QObject):
    """Handlers that concern saved views."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        return {"views.show": self.toggle, "views.save": self.ask_for_name}

    def toggle(self) -> None:
        """Show the list of saved views in place of the details, or the details again."""
        if (workspace := self._window.workspace) is not None:
            if workspace.has_views:
                workspace.show_views(False)
            elif self._window.document.case.saved_views:
                self._shown().list.setFocus()
            else:
                # nothing to choose yet: the first view wants a name
                self._shown().begin()

    def ask_for_name(self) -> None:
        """Ask under which name to save what is seen."""
        if self._window.workspace is not None:
            self._shown().begin()

    def show(self, view_id: str) -> None:
        """Show the board as a view has it."""
        window = self._window
        view, workspace = window.document.case.saved_views.get(view_id), window.workspace
        if view is None or workspace is None:
            return
        try:
            wanted = from_json(view.filter)
        except NotAFilter:
            words = self.tr("The view “{title}” asks for something that this version does not know.")
            window.deeds.say_failed(words.format(title=_title(view)))
            return
        spot = spot_of(view)
        if spot is not None and spot.board not in window.document.case.boards:
            words = self.tr("The board of the view “{title}” has been deleted; it is shown on this one.")
            window.toasts.say(words.format(title=_title(view)), "ok", "info")
            spot = None
        if spot is not None:
            window.show_board(spot.board)
        workspace.end_trace()
        workspace.sight.set_sieve(Sieve.of(wanted, view.hides))
        if spot is not None:
            workspace.look_at(spot.x, spot.y, spot.scale)
        self._measure(view)

    def save(self, title: str) -> None:
        """Keep what is seen under a name; a view that has it is replaced."""
        document, window = self._window.document, self._window
        if window.workspace is None:
            return
        lens, measure = self._measured()
        sieve = window.workspace.sight.sieve
        change, _ = save_view(
            document.case,
            title,
            wanted=sieve.wanted,
            lens=lens,
            measure=measure,
            hides=sieve.hides and bool(sieve.parts),
            spot=self._spot(),
        )
        document.do(change)
        words = self.tr("View “{title}” saved").format(title=shortened(one_line(title), 60))
        window.deeds.boards.say_with_undo(words, "bookmark")

    def update(self, view_id: str) -> None:
        """Keep what is seen now under the name of a view."""
        if (view := self._window.document.case.saved_views.get(view_id)) is not None:
            self.save(view.title)

    def rename(self, view_id: str, title: str) -> None:
        """Give a view another name; one that is taken, or none, is not taken on."""
        window, case = self._window, self._window.document.case
        view = case.saved_views.get(view_id)
        taken = {one.title for one in case.saved_views.values() if one.id != view_id}
        if view is not None and title and title != view.title and title not in taken:
            window.document.do(set_view(case, view_id, title=title))
        elif title in taken:
            window.toasts.say(self.tr("Another view has this name already."), "ok", "info")
        self.refresh()

    def delete(self, view_id: str) -> None:
        """Give a view up."""
        window = self._window
        view = window.document.case.saved_views.get(view_id)
        if view is not None:
            window.document.do(delete_view(window.document.case, view_id))
            words = self.tr("View “{title}” deleted").format(title=_title(view))
            window.deeds.boards.say_with_undo(words, "trash-2")

    def refresh(self) -> None:
        """Show the views as the case has them."""
        workspace = self._window.workspace
        if workspace is not None and workspace.views is not None:
            case = self._window.document.case
            workspace.views.show_views(case, is_editable=self._window.is_editable)

    def _shown(self) -> ViewsPanel:
        workspace = self._window.workspace
        assert workspace is not None
        is_new = workspace.views is None
        panel = workspace.show_views(True)
        if is_new:
            panel.save_wanted.connect(self.save)
            panel.chosen.connect(self.show)
            panel.renamed.connect(self.rename)
            panel.updated.connect(self.update)
            panel.deleted.connect(self.delete)
        self.refresh()
        return panel

    def _spot(self) -> Spot:
        workspace = self._window.workspace
        assert workspace is not None
        return Spot(self._window.board_id, *workspace.looking_at())

    def _measured(self) -> tuple[Lens | None, str]:
        """What the board shows of a measure now."""
        measuring = self._window.deeds.analysis.measuring
        if measuring is None or not measuring.is_shown:
            return None, ""
        return (measuring.lens(), measuring.in_view) if measuring.in_view else (None, "")

    def _measure(self, view: SavedView) -> None:
        """Show the measure of a view; one without a measure shows none."""
        analysis = self._window.deeds.analysis
        if view.measure in QUESTIONS:
            analysis.show_question(view.measure, lenses.from_json(view.lens))
        else:
            analysis.hide()


def _title(view: SavedView) -> str:
    return shortened(one_line(view.title), 60)
