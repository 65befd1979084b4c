"""What the actions on boards do: tabs, kinds of cards, zooming, exporting; the rest is the canvas' own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtWidgets import QMenu

from board.edits import boards as board_edits
from board.text import one_line, shortened

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.workspace import Workspace

STEP = 1.25
TAB_MENU = (
    "board.rename",
    "board.duplicate",
    "board.left",
    "board.right",
    "",
    "export.board",
    "export.print",
    "",
    "board.delete",
)


class BoardDeeds(QObject):
    """Handlers that concern the board in front."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Handlers by the id of their row."""
        return {
            "kind.new": self.new_kind,
            "board.new": self.new_board,
            "board.rename": self._rename,
            "board.duplicate": self._duplicate,
            "board.delete": self._delete,
            "board.next": partial(self._walk, 1),
            "board.previous": partial(self._walk, -1),
            "board.left": partial(self._shift, -1),
            "board.right": partial(self._shift, 1),
            "export.board": self.export_board,
            "export.picture": self.copy_picture,
            "export.print": self.print_board,
            "view.zoom_in": partial(self._zoom, STEP),
            "view.zoom_out": partial(self._zoom, 1 / STEP),
            "view.actual": self._actual,
            "view.fit": self._fit,
        }

    def command(self, id_: str) -> None:
        """Run one of the canvas' own commands."""
        from ui.canvas.commands import COMMANDS

        if self._window.workspace is not None:
            COMMANDS[id_](self._window.workspace.board)

    def attend(self, workspace: Workspace) -> None:
        """Answer the workspace."""
        window, area = self._window, workspace.area
        area.tabs.board_chosen.connect(window.show_board)
        area.tabs.board_wanted.connect(self.new_board)
        area.tabs.renamed.connect(self._on_renamed)
        area.tabs.moved.connect(self._on_moved)
        area.tabs.menu_asked.connect(self._on_tab_menu)
        area.empty.claim_wanted.connect(partial(self._add, "claim"))
        area.zoom.actual_asked.connect(self._actual)
        area.finding.found.connect(self._on_found)
        area.finding.shown.connect(window.reveal)
        area.finding.closed.connect(workspace.board.setFocus)
        workspace.rail.kind_chosen.connect(self._add)
        workspace.rail.kind_wanted.connect(self.new_kind)
        workspace.rail.kind_edited.connect(self._edit_kind)
        workspace.rail.link_chosen.connect(partial(self.command, "tool.link"))
        workspace.history.step_chosen.connect(self._on_step)
        workspace.history.closed.connect(partial(self._on_history_closed))
        workspace.board.reported.connect(self._on_reported)

    def edit_case(self) -> None:
        """Show title and note of the case, ready to type."""
        workspace = self._window.workspace
        if workspace is not None:
            workspace.show_history(False)
            workspace.show_side(True)
            workspace.board.selection.clear()
            workspace.inspector.show_selection(None)
            workspace.inspector.board.case_title.setFocus()
            workspace.inspector.board.case_title.selectAll()

    def new_board(self) -> None:
        """Add a board, go there, and let its title be typed."""
        document = self._window.document
        count = len(document.case.boards) + 1
        change, id_ = board_edits.add_board(document.case, self.tr("Board {count}").format(count=count))
        document.do(change)
        self._window.show_board(id_)
        self._window.refresh()
        self._rename()

    def export_board(self) -> None:
        """Ask how, and write the board as a picture."""
        from ui.dialogs.export import ExportDialog

        ExportDialog(self._window).open()

    def print_board(self) -> None:
        """Ask how, and put the board on paper."""
        from ui.dialogs.export import ExportDialog

        ExportDialog(self._window, format_="printer").open()

    def copy_picture(self) -> None:
        """Put the board, or what is selected, on the clipboard as a picture."""
        from ui.dialogs.copying import copy_picture

        copy_picture(self._window)

    def keep_thumbnail(self) -> None:
        """Keep a little picture of the board for the start page, if recent cases are listed."""
        from ui.dialogs.thumbnail import keep_thumbnail

        keep_thumbnail(self._window)

    def free_corner(self) -> tuple[float, float]:
        """A place for new cards: right of everything, or in the middle of an empty board."""
        window = self._window
        assert window.workspace is not None
        placed = window.document.case.on_board(window.board_id).values()
        if not placed:
            board = window.workspace.board
            middle = board.view.to_board(QPointF(board.rect().center()))
            return middle.x() - 200, middle.y() - 100
        return max(one.x + one.width for one in placed) + 48, min(one.y for one in placed)

    def new_kind(self) -> None:
        """Define a kind of card."""
        self._open_kind_editor("")

    def _edit_kind(self, kind: str) -> None:
        self._open_kind_editor(kind)

    def _open_kind_editor(self, kind: str) -> None:
        from ui.dialogs.kind_editor import KindEditor

        window = self._window
        document = window.document
        dialog = KindEditor(window, window.look, document.case, document.case.item_kinds.get(kind))

        def done() -> None:
            if dialog.change is not None:
                document.do(dialog.change)
            dialog.deleteLater()

        dialog.finished.connect(done)
        dialog.open()

    def _add(self, kind: str) -> None:
        from ui.canvas.commands import add_at_centre

        if self._window.workspace is not None:
            add_at_centre(self._window.workspace.board, kind)

    def _rename(self) -> None:
        if (workspace := self._window.workspace) is not None:
            workspace.area.tabs.rename(workspace.area.tabs.bar.currentIndex())

    def _duplicate(self) -> None:
        document = self._window.document
        change, id_ = board_edits.duplicate_board(document.case, self._window.board_id)
        document.do(change)
        self._window.show_board(id_)

    def _delete(self) -> None:
        window = self._window
        case = window.document.case
        if len(case.boards) < 2:
            window.toasts.say(self.tr("A case keeps at least one board."), "ok", "info")
            return
        title = shortened(one_line(case.boards[window.board_id].title), 60)
        window.document.do(board_edits.delete_board(case, window.board_id))
        words = self.tr("Board “{title}” deleted; its cards stay in the case").format(title=title)
        self.say_with_undo(words, "trash-2")

    def _walk(self, way: int) -> None:
        order = [board.id for board in self._window.document.case.boards_in_order()]
        if order:
            self._window.show_board(order[(order.index(self._window.board_id) + way) % len(order)])

    def _shift(self, way: int) -> None:
        document, board = self._window.document, self._window.board_id
        order = [own.id for own in document.case.boards_in_order()]
        at = order.index(board) + way
        if 0 <= at < len(order):
            document.do(board_edits.move_board(document.case, board, at))

    def _zoom(self, factor: float) -> None:
        """Larger or smaller: the document where somebody is reading, else the board."""
        workspace = self._window.workspace
        if workspace is None:
            return
        reading = self._window.deeds.reading
        if reading.has_focus and not workspace.area.zoom.underMouse():
            reading.zoom(1 if factor > 1 else -1)
        else:
            workspace.board.zoom_by(factor)

    def _fit(self) -> None:
        if (workspace := self._window.workspace) is not None:
            workspace.fit()

    def _actual(self) -> None:
        workspace = self._window.workspace
        if workspace is None:
            return
        reading = self._window.deeds.reading
        if reading.has_focus and not workspace.area.zoom.underMouse():
            reading.zoom(0)
        else:
            workspace.board.set_scale(1.0)

    def say_with_undo(self, words: str, icon: str = "undo-2", mood: str = "undo") -> None:
        """Say what was done, with an Undo beside it, for as long as it stands."""
        last = self._window.document.history.last
        seq = last.seq if last else 0
        undo = partial(self._undo_step, seq)
        self._window.toasts.say(words, mood, icon, ((self.tr("Undo"), undo),), step=seq)

    def _undo_step(self, seq: int) -> None:
        """Take back the step a message spoke of, and no other that came after it."""
        document = self._window.document
        last = document.history.last
        if last is not None and last.seq == seq:
            self._window.deeds.step_to(document.history.position - 1)
        else:
            words = self.tr("Other steps came after it; the history takes you back.")
            history = self._window.actions_table["edit.history"].trigger
            self._window.toasts.say(words, "undo", "history", ((self.tr("History"), history),))

    def _on_renamed(self, board: str, title: str) -> None:
        document = self._window.document
        document.do(board_edits.rename_board(document.case, board, title))

    def _on_moved(self, board: str, index: int) -> None:
        document = self._window.document
        document.do(board_edits.move_board(document.case, board, index))

    def _on_tab_menu(self, board: str, at: QPoint) -> None:
        from ui.panels.top_bar import filled_menu

        self._window.show_board(board)
        menu: QMenu = filled_menu(self._window, self._window.actions_table, TAB_MENU)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _on_found(self, ids: list[str]) -> None:
        if (workspace := self._window.workspace) is not None:
            workspace.mark(hits=frozenset(ids))

    def _on_step(self, position: int) -> None:
        self._window.deeds.step_to(position)

    def _on_history_closed(self) -> None:
        if (workspace := self._window.workspace) is not None:
            workspace.show_history(False)
            workspace.board.setFocus()

    def _on_reported(self, sentence: str) -> None:
        """What the board did, with an Undo when it was a Change."""
        if self._window.has_just_changed:
            self.say_with_undo(sentence)
        else:
            self._window.toasts.say(sentence, "ok", "info")
