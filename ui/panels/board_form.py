"""What the inspector shows when no card is selected: the board, the case, or a frame."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale, QSize
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from board.edits import boards as board_edits
from board.edits import info as info_edits
from board.kinds import item_kind
from board.query import counts
from board.text import one_line, shortened
from ui.icons import kind_pixmap
from ui.panels.controls import GrowingText
from ui.panels.form import Desk, Section, Swatches, common, show_line, show_words
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import kind_name


class BoardForm(QWidget):
    """Title and note of the board and of the case, and what there is of each kind."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent)
        self._look, self._desk = look, desk
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.board_title, self.board_note = self._pair(column, self.tr("Board"), "board", True)
        self._counts = Section(self, look, self.tr("On this board"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(8))
        self._grid.setVerticalSpacing(look.px(4))
        self._grid.setColumnStretch(1, 1)
        self._counts.column.addLayout(self._grid)
        self._rows: list[tuple[PlainLabel, PlainLabel, PlainLabel]] = []
        self._empty = self._counts.add_words(self.tr("Nothing yet."))
        column.addWidget(self._counts)
        self.case_title, self.case_note = self._pair(column, self.tr("Case"), "case", False)
        column.addStretch(1)
        look.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what the case says now."""
        case = self._desk.document.case
        board = case.boards.get(self._desk.board_id)
        if board is None:
            return
        show_line(self.board_title, board.title, False)
        show_words(self.board_note, board.note, False)
        show_line(self.case_title, case.info.title, False)
        show_words(self.case_note, case.info.note, False)
        for field in (self.board_title, self.case_title):
            field.setReadOnly(not self._desk.is_editable)
        for text in (self.board_note, self.case_note):
            text.set_locked(not self._desk.is_editable)
        kinds = counts(case, board.id).kinds[:20]
        self._empty.setVisible(not kinds)
        while len(self._rows) < len(kinds):
            self._add_row()
        for at, row in enumerate(self._rows):
            for label in row:
                label.setVisible(at < len(kinds))
            if at < len(kinds):
                kind = item_kind(case, kinds[at][0])
                side = self._look.px(18)
                row[0].setPixmap(kind_pixmap(kind, side, self._look.theme, self.devicePixelRatio()))
                row[1].setText(shortened(one_line(kind_name(kind)), 40))
                row[2].setText(QLocale().toString(kinds[at][1]))

    def _add_row(self) -> None:
        mark, name, count = (PlainLabel("", self) for _ in range(3))
        mark.setFixedSize(QSize(self._look.px(20), self._look.px(20)))
        dressed(count, "muted")
        at = len(self._rows)
        for place, label in enumerate((mark, name, count)):
            self._grid.addWidget(label, at, place)
        self._rows.append((mark, name, count))

    def _pair(self, column: QVBoxLayout, title: str, what: str, first: bool) -> tuple[QLineEdit, GrowingText]:
        section = Section(self, self._look, title, first)
        name = QLineEdit(self)
        name.setMaxLength(500)
        name.textEdited.connect(partial(self._on_typed, what, "title"))
        name.editingFinished.connect(self._leave)
        section.add_row(self.tr("Title"), name)
        note = GrowingText(self, self.tr("Note"), 2, 12)
        note.typed.connect(partial(self._on_typed, what, "note"))
        note.left.connect(self._leave)
        section.add_below(self.tr("Note"), note)
        column.addWidget(section)
        return name, note

    def _on_typed(self, what: str, field: str, text: str) -> None:
        document, board = self._desk.document, self._desk.board_id
        if what == "case":
            edit = info_edits.set_title if field == "title" else info_edits.set_note
            change = edit(document.case, text)
        else:
            change = board_edits.set_board(document.case, board, **{field: text})
        document.do(change, f"{what} {field} {board}")

    def _leave(self) -> None:
        self._desk.end_typing()


class FrameForm(QWidget):
    """Title and colour of the selected frames."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ids: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        section = Section(self, look, QCoreApplication.translate("FrameForm", "Frame"), True)
        self.title = QLineEdit(self)
        self.title.setMaxLength(500)
        self.title.textEdited.connect(self._on_typed)
        self.title.editingFinished.connect(self._leave)
        section.add_row(self.tr("Title"), self.title)
        self._colour = Swatches(self, look, self.tr("Colour of the frame"))
        for token, button in self._colour.buttons.items():
            button.clicked.connect(partial(self._on_colour, token))
        section.add_below(self.tr("Colour"), self._colour)
        section.add_words(self.tr("Moving a frame takes along what lies inside it."), "faint")
        column.addWidget(section)
        column.addStretch(1)

    def show_frames(self, ids: tuple[str, ...]) -> None:
        """Show these frames."""
        self.ids = ids
        self.refresh()

    def refresh(self) -> None:
        """Show what the case says now."""
        known = self._desk.document.case.frames
        frames = [known[id_] for id_ in self.ids if id_ in known]
        if frames:
            show_line(self.title, *common(frame.title for frame in frames))
            value, mixed = common(frame.colour for frame in frames)
            self._colour.set_value(None if mixed else value)
        self.title.setReadOnly(not self._desk.is_editable)
        self._colour.setEnabled(self._desk.is_editable)

    def _on_typed(self, text: str) -> None:
        self._set(f"frame {' '.join(sorted(self.ids))}", title=text)

    def _on_colour(self, token: str) -> None:
        self._set("", colour=token)

    def _set(self, merge: str, **fields: str) -> None:
        document = self._desk.document
        document.do(board_edits.set_frame(document.case, list(self.ids), **fields), merge)

    def _leave(self) -> None:
        self._desk.end_typing()
