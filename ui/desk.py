"""The window as its panels and the board see it: what they may ask of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMainWindow

from board.document import Document
from board.query import FoldedWords
from ui.files import Files

if TYPE_CHECKING:
    from board.evidence.independence import Suggestion
    from ui.deeds import Deeds
    from ui.evidence import Evidence
    from ui.measuring import Measuring
    from ui.toasts import Toasts
    from ui.workspace import Workspace

READABLE = 0.6
"""Scale below which a card that is looked for is brought nearer."""


class DeskWindow(QMainWindow):
    """What `ui.panels.form.Desk` asks for, answered with the case that is open."""

    files: Files
    deeds: Deeds
    workspace: Workspace | None
    toasts: Toasts

    def show_board(self, board: str) -> None:
        """Bring a board to the front, as it was left."""
        raise NotImplementedError

    @property
    def document(self) -> Document:
        """The open case."""
        assert self.files.current is not None
        return self.files.current.document

    @property
    def folded(self) -> FoldedWords:
        """The items of the open case as a search compares them."""
        assert self.files.current is not None
        return self.files.current.folded

    @property
    def board_id(self) -> str:
        """The board in front."""
        return self.workspace.board.board_id if self.workspace else ""

    @property
    def is_editable(self) -> bool:
        """Whether the open case can be changed."""
        return self.files.current is not None and self.files.current.is_editable

    def end_typing(self) -> None:
        """A field was left: what is typed next is a step of its own."""
        if self.files.current is not None:
            self.document.end_merge()

    def reveal(self, item: str) -> None:
        """Select an item and bring it into view, on another board where it must be."""
        if self.workspace is None:
            return
        boards = self.document.case.boards_of(item)
        if boards and self.board_id not in boards:
            order = [board.id for board in self.document.case.boards_in_order()]
            self.show_board(next(id_ for id_ in order if id_ in boards))
        if boards:
            if self.workspace.sight.spare([item]):
                self.toasts.say(self.tr("Shown although the filter hides it."), "ok", "eye")
            self.workspace.board.selection.set(items=[item])
            self._bring_into_view([item])
        else:
            self.workspace.inspector.show_item(item)

    def reveal_link(self, link: str) -> None:
        """Select a link and bring both its ends into view."""
        found = self.document.case.links.get(link)
        if self.workspace is None or found is None:
            return
        here = self.document.case.on_board(self.board_id)
        ends = [end for end in (found.from_id, found.to_id) if end in here]
        if len(ends) < 2:
            self.reveal(next((end for end in (found.to_id, found.from_id) if end not in here), found.to_id))
            return
        self.workspace.sight.spare(ends)
        self.workspace.board.selection.set(links=[link])
        self._bring_into_view(ends)

    def add_pictures(self, item: str) -> None:
        """Ask for pictures and put them on an item."""
        self.deeds.files.ask_for_files(item, pictures=True)

    def add_files(self, item: str) -> None:
        """Ask for files and keep them with an item."""
        self.deeds.files.ask_for_files(item, pictures=False)

    def save_file(self, attachment: str) -> None:
        """Ask where to, and write a kept file there."""
        self.deeds.files.save_file(attachment)

    def open_document(self, attachment: str) -> None:
        """Open a kept file in the reader."""
        self.deeds.reading.open_document(attachment)

    def picture(self, attachment: str) -> QImage | None:
        """A kept picture, small; an empty one where it cannot be shown, None while it is on its way."""
        found = self.workspace.board.picture(attachment) if self.workspace else QImage()
        return QImage() if isinstance(found, str) else found

    def show_passage(self, passage: str) -> None:
        """Open the reader at a passage."""
        self.deeds.reading.show_passage(passage)

    @property
    def evidence(self) -> Evidence | None:
        """What the open case rests on."""
        return self.workspace.evidence if self.workspace else None

    @property
    def measuring(self) -> Measuring | None:
        """What was asked of the network of the open case, if anything was."""
        return self.workspace.measuring if self.workspace else None

    def ask_how(self, link: str) -> None:
        """Ask how they know, beside a report."""
        self.deeds.chains.ask(link)

    def show_chain(self, claim: str) -> None:
        """Show the chain of a claim over the board."""
        if self.workspace is not None:
            self.workspace.show_chain(claim)

    def accept_suggestion(self, suggestion: Suggestion) -> None:
        """Declare a suggested pair of voices not independent."""
        self.deeds.chains.accept(suggestion)

    def _bring_into_view(self, items: list[str]) -> None:
        """Near enough to read, and no further than needed."""
        if self.workspace is None:
            return
        board = self.workspace.board
        if board.view.scale < READABLE:
            board.zoom_to_items(items)
        else:
            board.show_items(items)
