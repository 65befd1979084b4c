"""Who matters, what holds the board together, and what differs from another board: beside the board."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from board.analysis.questions import QUESTIONS
from board.case import Case
from board.text import one_line, shortened
from ui import analysis_words
from ui.measure_views import what_counts
from ui.measuring import COMPARISON, RANKS, STRUCTURE, Measuring
from ui.panels.analysis_rows import comparison_rows, structure_rows
from ui.panels.case_lists import RowDelegate, RowsModel, RowsPanel
from ui.panels.controls import Choice, Segmented
from ui.panels.counting_form import CountingForm
from ui.panels.list_rows import Row
from ui.panels.rank_table import RankTable
from ui.style import Look, dressed
from ui.widgets import PlainLabel, tip

WIDTH = 348


class AnalysisPanel(RowsPanel):
    """Questions in plain words, what counts, and the answers; every row goes to its cards."""

    item_chosen = Signal(str)
    items_chosen = Signal(list)
    frame_wanted = Signal(list)
    csv_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, look: Look, measuring: Measuring) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        self.setAccessibleName(self.tr("Analysis"))
        self.setFixedWidth(look.px(WIDTH))
        self._look, self.measuring = look, measuring
        self.case: Case = measuring.document.case
        self._selected: frozenset[str] = frozenset()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(16), look.px(12), look.px(12), look.px(10))
        column.setSpacing(look.px(8))
        self._build_head(column)
        self.ask_again = look.push(self, self.tr("Ask again"), "outline", "refresh-cw")
        self.ask_again.clicked.connect(measuring.begin_again)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._ranks_page())
        self._pages.addWidget(self._rows_page())
        column.addWidget(self._pages, 1)
        self.notes = dressed(PlainLabel("", self), "muted")
        self.notes.setWordWrap(True)
        column.addWidget(self.notes)
        column.addWidget(self.ask_again)
        self._build_foot(column)
        measuring.changed.connect(self.refresh)
        look.changed.connect(self.list.viewport().update)
        self.refresh()

    # -- building --------------------------------------------------------------------------------

    def _build_head(self, column: QVBoxLayout) -> None:
        look = self._look
        head = QHBoxLayout()
        head.addWidget(dressed(PlainLabel(self.tr("Analysis"), self), "title"), 1)
        close = look.tool(self, "x", self.tr("Close the analysis"), "text2", 16)
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        pages = (
            (RANKS, self.tr("Who matters"), self.tr("Who comes where, by one question")),
            (STRUCTURE, self.tr("Structure"), self.tr("What holds the board together")),
            (COMPARISON, self.tr("Compare"), self.tr("What differs from another board")),
        )
        self.page = Segmented(self, pages, self.tr("What is shown"), look)
        self.page.chosen.connect(self._on_page)
        column.addWidget(self.page)
        self.question = Choice(self, look, self.tr("Question"))
        for question in QUESTIONS.values():
            if not question.is_group:
                words = f"{analysis_words.title(question.id)} · {analysis_words.term(question.id)}"
                self.question.addItem(words, question.id)
        self.question.activated.connect(self._on_question)
        column.addWidget(self.question)
        self.other = Choice(self, look, self.tr("The board to compare with"))
        self.other.activated.connect(self._on_other)
        column.addWidget(self.other)
        self.means = dressed(PlainLabel("", self), "muted")
        self.means.setWordWrap(True)
        column.addWidget(self.means)
        self.counts = look.push(self, "", "quiet", "sliders-horizontal")
        self.counts.setCheckable(True)
        self.counts.toggled.connect(self._on_unfolded)
        column.addWidget(self.counts)
        self.counting = CountingForm(self, look)
        self.counting.chosen.connect(self.measuring.count)
        self.counting.hide()
        column.addWidget(self.counting)

    def _ranks_page(self) -> QWidget:
        self.table = RankTable(self, self._look)
        self.table.item_chosen.connect(self.item_chosen)
        self.table.installEventFilter(self)
        return self.table

    def _rows_page(self) -> QWidget:
        self.model = RowsModel(self)
        self.model.folded = {"bridges", "pieces", "cores", "links_added", "links_gone"}
        self.list = dressed(QListView(self), "bare")
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self, self._look, self.model))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.clicked.connect(self._on_pressed)
        self.list.installEventFilter(self)
        return self.list

    def _build_foot(self, column: QVBoxLayout) -> None:
        look = self._look
        looks = (
            ("halo", self.tr("Halo"), self.tr("A halo round every card, as dark as its value")),
            ("glow", self.tr("Heat"), self.tr("A glow round every card, as wide and dark as its value")),
            ("size", self.tr("Size"), self.tr("A band round every card, as wide as its value")),
        )
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        self.shown = dressed(PlainLabel(self.tr("On the board"), self), "muted")
        row.addWidget(self.shown)
        self.look_choice = Segmented(self, looks, self.tr("Shown on the board"), look)
        self.look_choice.chosen.connect(self.measuring.wear)
        row.addWidget(self.look_choice, 1)
        self.show_button = look.push(self, self.tr("Show on the board"), "outline", "eye")
        self.show_button.setCheckable(True)
        self.show_button.clicked.connect(self.measuring.show)
        row.addWidget(self.show_button, 1)
        column.addLayout(row)
        self.csv = look.push(self, self.tr("Save as CSV…"), "outline", "download")
        self.csv.clicked.connect(self.csv_wanted)
        column.addWidget(self.csv)
        self.frame = look.push(self, self.tr("Make a frame from it"), "outline", "frame")
        self.frame.clicked.connect(self._on_frame)
        column.addWidget(self.frame)

    # -- showing ---------------------------------------------------------------------------------

    def show_selection(self, items: frozenset[str]) -> None:
        """Follow what is selected on the board."""
        self._selected = items
        self.counting.show_counting(self.case, self.measuring.counting, items)
        self.table.follow(next(iter(items)) if len(items) == 1 else "")

    def refresh(self) -> None:
        """Show what is asked and known now."""
        if not self.measuring.is_open:
            return
        measuring = self.measuring
        self.case = measuring.document.case
        self.page.set_value(measuring.page)
        is_ranks, is_comparison = measuring.page == RANKS, measuring.page == COMPARISON
        self._pages.setCurrentIndex(0 if is_ranks else 1)
        self.question.setVisible(is_ranks)
        self.question.setCurrentIndex(self.question.findData(measuring.question))
        self.other.setVisible(is_comparison)
        self.counts.setVisible(not is_comparison)
        self.counting.setVisible(not is_comparison and self.counts.isChecked())
        self._show_counting()
        self.means.setText(self._means())
        self.means.setVisible(bool(self.means.text()))
        self.look_choice.setVisible(is_ranks)
        self.shown.setVisible(is_ranks)
        self.look_choice.set_value(measuring.look if measuring.is_shown else "")
        can_show = measuring.comparison is not None if is_comparison else measuring.structure is not None
        can_show = can_show and not is_ranks
        self.show_button.setVisible(can_show)
        self.show_button.setChecked(can_show and measuring.is_shown)
        self.csv.setVisible(is_ranks)
        self.csv.setEnabled(measuring.answer is not None)
        self.frame.setVisible(measuring.page == STRUCTURE)
        if is_ranks:
            one = next(iter(self._selected)) if len(self._selected) == 1 else ""
            self.table.show_answer(self.case, measuring.answer, one)
        else:
            self._show_rows(comparison_rows(measuring) if is_comparison else structure_rows(measuring))
        notes = self._notes()
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        may_refine = measuring.page == RANKS and measuring.may_refine
        self.ask_again.setText(" " + (self.tr("Work it out exactly") if may_refine else self.tr("Ask again")))
        self.ask_again.setVisible(measuring.was_stopped or may_refine)

    def _show_counting(self) -> None:
        words = what_counts(self.case, self.measuring.counting)
        self.counts.setText(" " + shortened(words, 44).replace("&", "&&"))
        self.counts.setAccessibleName(self.tr("What counts: {words}").format(words=words))
        self.counts.setToolTip(tip(self.counts.accessibleName()))
        self.counting.show_counting(self.case, self.measuring.counting, self._selected)
        if self.measuring.page == COMPARISON:
            self._show_boards()

    def _show_boards(self) -> None:
        """The boards there are to choose from, but the one in front."""
        boards = self.case.boards_in_order()
        earlier, later = self.measuring.pair
        self.other.clear()
        self.other.addItem(self.tr("Choose a board"), "")
        for board in boards:
            if board.id != (later or self.measuring.board_in_front):
                self.other.addItem(shortened(one_line(board.title), 60), board.id)
        self.other.setCurrentIndex(max(self.other.findData(earlier), 0))

    def _means(self) -> str:
        measuring = self.measuring
        if measuring.page == RANKS:
            return analysis_words.means(measuring.question)
        if measuring.page == STRUCTURE:
            if measuring.structure is None:
                return ""
            words = self.tr("{cards} cards, {ties} ties between them")
            counted = analysis_words.counted
            return words.format(cards=counted(measuring.nodes), ties=counted(measuring.ties))
        if len(self.case.boards) < 2:
            return self.tr("The case has only one board. Duplicate it before you change it, then compare.")
        found = measuring.comparison
        if found is None:
            return self.tr(
                "How did the other board become this one? What was added, is gone, was moved or looks "
                "different is listed here, and marked on both boards."
            )
        return self.tr("The boards are the same.") if found.is_same else ""

    def _notes(self) -> list[str]:
        measuring = self.measuring
        if measuring.page == COMPARISON:
            return []
        if measuring.trouble:
            return [measuring.trouble]
        if measuring.was_stopped:
            return [self.tr("Stopped before there was an answer.")]
        notes = []
        answer = measuring.answer if measuring.page == RANKS else None
        if measuring.is_busy:
            notes.append(self.tr("Working it out …"))
        if answer is not None and answer.sampled:
            words = self.tr("Sampled: estimated from {count} starting points.").format(count=answer.sampled)
            more = self.tr("The exact numbers are on their way.") if measuring.is_refining else ""
            notes.append(f"{words} {more}".strip())
        if answer is not None and not answer.is_settled:
            notes.append(self.tr("It did not come to rest; the numbers are a stage on the way."))
        if answer is not None and not answer.values:
            notes.append(self.tr("There is no card to be measured."))
        elif answer is not None and not measuring.ties:
            notes.append(self.tr("No link counts, so all are level."))
        return notes

    def _show_rows(self, rows: list[Row]) -> None:
        chosen = self.current()
        self.model.show(rows)
        again = next((at for at, row in enumerate(self.model.rows) if chosen and row == chosen), -1)
        self.list.setCurrentIndex(self.model.index(again) if again >= 0 else QModelIndex())
        self._show_frame_button()

    def current(self) -> Row | None:
        """The row of the list that is marked."""
        at = self.list.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    # -- answering -------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.current() if watched is self.list else None
            if event.key() == Qt.Key.Key_Escape:
                self._on_escape()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
                self._on_pressed(self.list.currentIndex())
                return True
            folds = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}.get(Qt.Key(event.key()))
            if folds is not None and row is not None and row.is_head:
                if (row.section in self.model.folded) == folds:
                    self._fold(row)
                return True
        return False

    def _on_escape(self) -> None:
        if self.measuring.is_shown:
            self.measuring.show(False)
        else:
            self.closed.emit()

    def _on_page(self, page: str) -> None:
        self.measuring.turn_to(page or self.measuring.page)

    def _on_question(self, index: int) -> None:
        self.measuring.choose(str(self.question.itemData(index)))

    def _on_other(self, index: int) -> None:
        self.measuring.compare_with(str(self.other.itemData(index)))

    def _on_unfolded(self, unfolded: bool) -> None:
        self.counting.setVisible(unfolded)

    def _on_pressed(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.is_head:
            self._fold(row)
            return
        self._show_frame_button()
        if row.members:
            self.items_chosen.emit([item for item in row.members if item in self.case.items])
        elif row.item in self.case.items:
            self.item_chosen.emit(row.item)

    def _fold(self, row: Row) -> None:
        self.model.fold(row.section)
        self.list.setCurrentIndex(self.model.index(self.model.rows.index(row)))

    def _show_frame_button(self) -> None:
        row = self.current()
        self.frame.setEnabled(row is not None and row.section == "groups" and bool(row.members))

    def _on_frame(self) -> None:
        row = self.current()
        if row is not None and row.members:
            self.frame_wanted.emit([row.text, list(row.members)])
