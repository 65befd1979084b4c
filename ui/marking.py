"""What is selected in the reader on its way to the board: by a key, by a drag, onto a card that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QPointF, Qt
from PySide6.QtGui import QDrag, QKeyEvent, QPixmap

from board.kinds import default_size
from board.passages import mark, mark_area
from board.records import Passage
from ui.reader.marks import KINDS, source_of

if TYPE_CHECKING:
    from ui.canvas.board_widget import BoardWidget
    from ui.main_window import MainWindow
    from ui.offering import Offering

_ROOM = 24.0


class Marking(QObject):
    """Makes passages of what is selected, and cards of passages."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.offering: Offering | None = None
        """What the pressed words offer, once a reader is there."""

    def selected_passage(self) -> Passage | None:
        """What is selected in the reader, as a passage."""
        reader = self._window.workspace.reader if self._window.workspace else None
        if reader is None or reader.paper is None:
            return None
        attachment, area = reader.paper.attachment, reader.area
        source = source_of(self._window.document.case, attachment)
        if area is not None:
            return mark_area(area.page, area[1:], attachment=attachment, source=source)
        start, end = reader.page.selection
        if not reader.page.text[start:end].strip():
            return None
        rects = reader.rects(start, end)
        return mark(reader.paper.reading, start, end, attachment=attachment, source=source, rects=rects)

    def make_card(self, kind: str) -> None:
        """A card of the words that are selected, else of what stands where the text was pressed."""
        passage = self.selected_passage()
        if self.offering is None or not self._window.is_editable:
            return
        if passage is None:
            self.offering.make_at_cursor(kind)
        else:
            self.offering.make(passage, kind)

    def add_to(self, passage: Passage, item: str) -> None:
        """Put a passage on a card that is there."""
        from ui.canvas import quoting

        if (workspace := self._window.workspace) is not None and self._window.is_editable:
            quoting.add_to_card(workspace.board, passage, item)
            self._clear()

    def make_from(self, passage: Passage, kind: str, **more: Any) -> None:
        """A card of a passage, where the board has room for it."""
        from ui.canvas import quoting
        from ui.canvas.walking import clear_spot

        workspace = self._window.workspace
        if workspace is None or not self._window.is_editable:
            return
        board = workspace.board
        middle = board.view.to_board(QPointF(board.rect().center()))
        spot = clear_spot(board.model.boxes, (middle.x(), middle.y()), default_size(kind), _ROOM)
        if "speaker" in more:
            more["speaker_at"] = self._beside(board, spot, kind, more.get("speaker_kind", "person"))
        quoting.make_card(board, passage, QPointF(*spot), kind, **more)
        self._clear()

    def _beside(
        self, board: BoardWidget, spot: tuple[float, float], kind: str, voice: str
    ) -> tuple[float, float]:
        """The corner for the card of whoever says it: left of the claim's, where nothing else lies."""
        from ui.canvas.walking import clear_spot

        (wide, high), (other, tall) = default_size(kind), default_size(voice)
        x, y = spot
        taken = np.vstack((board.model.boxes, [(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)]))
        left, top = clear_spot(taken, (x - wide / 2 - other / 2 - 2 * _ROOM, y), (other, tall), _ROOM)
        return left - other / 2, top - tall / 2

    def drag(self, passage_id: str) -> None:
        """Take what is selected, or a passage that was marked before, to the board."""
        from ui.canvas.quoting import packed

        workspace = self._window.workspace
        known = self._window.document.case.passages.get(passage_id)
        passage = known or self.selected_passage()
        if workspace is None or workspace.reader is None or passage is None:
            return
        drag = QDrag(workspace.reader)
        drag.setMimeData(packed(passage))
        blank = QPixmap(1, 1)  # the board shows the card to be
        blank.fill(Qt.GlobalColor.transparent)
        drag.setPixmap(blank)
        drag.exec(Qt.DropAction.CopyAction)

    def take_key(self, event: QKeyEvent) -> None:
        """Make a card, when the key stands for one."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        kind = KINDS.get(event.text().upper()) if plain else None
        if kind is not None:
            self.make_card(kind)

    def _clear(self) -> None:
        """Select nothing in the reader."""
        if (workspace := self._window.workspace) is not None and workspace.reader is not None:
            workspace.reader.page.clear_selection()
