"""The open case: rail, board with what floats over it, and the column of details.

It is made when the first case is opened, so that the start page comes up without the canvas.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from board.case import Case
from board.evidence.chain_layout import make_ready
from ui.actions import Actions
from ui.canvas.accessible import install
from ui.canvas.board_widget import BoardWidget
from ui.canvas.hit import Hit
from ui.canvas.measured import Measured
from ui.canvas.menus import open_menu
from ui.canvas.model import BoardModel
from ui.canvas.scenery import Emphasis
from ui.canvas_area import CanvasArea
from ui.columns import Columns
from ui.evidence import Evidence
from ui.files import OpenCase
from ui.jobs import Jobs
from ui.outlook import Outlook
from ui.panels.banner import Banner
from ui.panels.case_lists import CaseListsPanel
from ui.panels.form import Desk
from ui.panels.history import HistoryPanel
from ui.panels.inspector import WIDTH, Inspector
from ui.panels.preview_bar import PreviewBar
from ui.panels.rail import Rail
from ui.panels.without_bar import WithoutBar
from ui.sight import Sight
from ui.style import Look, dressed, line
from ui.tracing import Asked, Tracing

WARMING = 900
"""Time in ms after which chains are made ready in the background."""
_NOBODY: frozenset[str] = frozenset()


if TYPE_CHECKING:
    from ui.measuring import Measuring
    from ui.panels.analysis import AnalysisPanel
    from ui.panels.measure_key import MeasureKey
    from ui.panels.trace_panel import TracePanel
    from ui.panels.views_panel import ViewsPanel
    from ui.reader.reader import Reader


class Workspace(Outlook):
    """Everything between the top bar and the status bar while a case is open."""

    measuring: Measuring | None = None
    analysis: AnalysisPanel | None = None
    """Questions about the network and their panel, once one was asked."""
    _silenced: frozenset[str] = _NOBODY
    """Dimmed, for their voice is left out."""
    _aside: frozenset[str] = _NOBODY
    """Dimmed by the filter, or by what is traced."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        actions: Actions,
        desk: Desk,
        case: OpenCase,
        board: str,
        jobs: Jobs,
        model: BoardModel | None = None,
    ) -> None:
        super().__init__(parent, look)
        install()
        self._case = case
        self._jobs = jobs
        self.evidence = Evidence(case.document, jobs, self)
        self.board = self._made_board(actions, board, model)
        self.sight = self._made_sight()
        self._emphasis = Emphasis()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail(self, look)
        row.addWidget(self.rail)
        row.addWidget(line(self, upright=True))
        self._row = row
        self.reader: Reader | None = None
        """The pane for documents, once one has been opened."""
        middle = QVBoxLayout()
        middle.setSpacing(0)
        self.banner = Banner(self, look)
        middle.addWidget(self.banner)
        self.without = WithoutBar(self, look)
        middle.addWidget(self.without)
        self.preview = PreviewBar(self, look)
        middle.addWidget(self.preview)
        self.area = CanvasArea(self, look, actions, desk, self.board, self.sight)
        self.area.setMinimumWidth(look.px(320))
        middle.addWidget(self.area, 1)
        row.addLayout(middle, 1)
        self._add_side(desk)
        self._attend_board()
        self.settle_soon()
        self._attend_evidence(desk)
        look.changed.connect(self._on_theme)
        self._on_viewport()

    def _add_side(self, desk: Desk) -> None:
        """The column at the right: details, or what takes their place."""
        look, case = self._look, self._case
        self._edge = line(self, upright=True)
        self._row.addWidget(self._edge)
        self.side = QStackedWidget(self)
        self.side.setFixedWidth(look.px(WIDTH))
        self.inspector = Inspector(self, look, desk)
        self.history = dressed(HistoryPanel(self, look, case.clock), "panel")
        self.side.addWidget(self.inspector)
        self.side.addWidget(self.history)
        self.lists = CaseListsPanel(self, look)
        self.lists.is_editable = case.is_editable
        self.side.addWidget(self.lists)
        self._row.addWidget(self.side)
        self.columns = Columns(self, look)
        self.show_side(look.settings.shown("inspector"))

    def _attend_board(self) -> None:
        """Follow the board, and Tab through the parts in reading order."""
        QWidget.setTabOrder(self.rail, self.area.tabs.bar)
        QWidget.setTabOrder(self.area.tabs.add_button, self.board)
        QWidget.setTabOrder(self.board, self.inspector)
        self.board.viewport_changed.connect(self._on_viewport)
        self.board.menu_requested.connect(self._on_menu)
        self.board.tool_changed.connect(self.area.zoom.show_tool)

    def mark(
        self,
        *,
        hits: frozenset[str] | None = None,
        silenced: frozenset[str] | None = None,
        aside: frozenset[str] | None = None,
        aside_links: frozenset[str] | None = None,
        fallen: frozenset[str] | None = None,
        thin_links: frozenset[str] | None = None,
    ) -> None:
        """Dim, strike through or mark cards and links; what is not named stays as it is.

        Cards are dimmed when they are silenced, and when a filter or what is traced sets them aside.
        """
        old = self._emphasis
        self._silenced = self._silenced if silenced is None else silenced
        self._aside = self._aside if aside is None else aside
        self._emphasis = Emphasis(
            dimmed=self._silenced | self._aside if self._silenced else self._aside,
            dimmed_links=old.dimmed_links if aside_links is None else aside_links,
            fallen=old.fallen if fallen is None else fallen,
            hits=old.hits if hits is None else hits,
            thin_links=old.thin_links if thin_links is None else thin_links,
            measured=old.measured,
        )
        self.board.set_emphasis(self._emphasis)

    def show_measured(self, measured: Measured | None) -> None:
        """Draw what a measure says around the cards, or nothing any more."""
        if measured is not self._emphasis.measured:
            self._emphasis = replace(self._emphasis, measured=measured)
            self.board.set_emphasis(self._emphasis)
        self.area.show_key(measured.key if measured is not None else None)

    def _made_sight(self) -> Sight:
        made = Sight(self._case.document, self.board, self._jobs, self._case.folded, self)
        made.marked.connect(self._on_marked)
        self.tracing = Tracing(self._case.document, made, self._jobs, self)
        self.trace: TracePanel | None = None
        """The panel of what is traced, once it has been asked for."""
        self.views: ViewsPanel | None = None
        """The list of saved views, once it has been asked for."""
        return made

    def _made_board(self, actions: Actions, board: str, model: BoardModel | None) -> BoardWidget:
        case, look = self._case, self._look
        made = BoardWidget(case.document, board, look.theme, case.picture, self, model)
        made.decode_in(self._jobs)
        made.is_read_only = not case.is_editable
        made.actions_by_id = actions.by_id
        made.wheel = look.settings.wheel
        made.makes_room = look.settings.makes_room
        made.motion.is_reduced = look.settings.reduced_motion
        made.framed = self.framed
        made.set_badges(self.evidence.badge)
        made.source_line_of = self.evidence.source_line
        self.evidence.badges_changed.connect(made.refresh_cards)
        actions.attach_board(made)
        return made

    def add_reader(self, reader: Reader) -> None:
        """Put the reader between the rail and the board."""
        self.reader = reader
        self._row.insertWidget(2, reader)
        self._reader_edge = line(self, upright=True)
        self._row.insertWidget(3, self._reader_edge)
        reader.width_wanted.connect(self.columns.widen_reader)
        self.columns.widen_reader(self._look.px(self._look.settings.reader_width))
        QWidget.setTabOrder(self.rail, reader)

    def show_reader(self, shown: bool) -> None:
        """Show or hide the reader."""
        if self.reader is not None:
            if shown:
                self.show_analysis(False)
            self.reader.setVisible(shown)
            self._reader_edge.setVisible(shown)
            self.columns.turned_left(shown)

    def add_analysis(self, measuring: Measuring, panel: AnalysisPanel, key: MeasureKey) -> None:
        """Put the panel of analysis where the reader is, of which one is seen at a time."""
        self.measuring, self.analysis = measuring, panel
        self.area.add_key(key)
        key.closed.connect(partial(measuring.show, False))
        panel.hide()
        self._row.insertWidget(2, panel)
        self._analysis_edge = line(self, upright=True)
        self._row.insertWidget(3, self._analysis_edge)
        QWidget.setTabOrder(self.rail, panel)

    def show_analysis(self, shown: bool) -> None:
        """Show or hide the panel of analysis."""
        if self.analysis is not None and self.measuring is not None:
            if shown:
                self.show_reader(False)
            self.analysis.setVisible(shown)
            self._analysis_edge.setVisible(shown)
            self.columns.turned_left(shown)
            self.measuring.open(shown)

    def show_side(self, shown: bool) -> None:
        """Show or hide the column at the right."""
        self.side.setVisible(shown)
        self._edge.setVisible(shown)
        self.columns.turned_right(shown)

    def show_history(self, shown: bool) -> None:
        """The history in place of the details, or back."""
        self.side.setCurrentWidget(self.history if shown else self.inspector)
        if shown:
            self.show_side(True)
            self.history.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lists(self, shown: bool) -> None:
        """The lists of the case in place of the details, or back."""
        self.side.setCurrentWidget(self.lists if shown else self.inspector)
        if shown:
            self.show_side(True)
            self.evidence.want_lists()
            self.lists.show_evidence(self.evidence)
            self.lists.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_views(self, shown: bool) -> ViewsPanel:
        """The saved views in place of the details, or back."""
        if self.views is None:
            from ui.panels.views_panel import ViewsPanel

            self.views = ViewsPanel(self, self._look)
            self.side.addWidget(self.views)
            self.views.closed.connect(partial(self.show_views, False))
        self.side.setCurrentWidget(self.views if shown else self.inspector)
        if shown:
            self.show_side(True)
        else:
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.views

    @property
    def has_views(self) -> bool:
        """Whether the saved views are in front."""
        return self.side.isVisible() and self.side.currentWidget() is self.views

    def trace_cards(self, asked: Asked) -> TracePanel:
        """Ask how cards are connected or who is around them, in place of the details."""
        panel = self.trace or self._made_trace()
        panel.case = self._case.document.case
        panel.is_editable = self._case.is_editable
        self.side.setCurrentWidget(panel)
        self.show_side(True)
        self.tracing.ask(asked, self.board.board_id)
        return panel

    def _made_trace(self) -> TracePanel:
        from ui.panels.trace_panel import TracePanel

        panel = self.trace = TracePanel(self, self._look, self.tracing, self.sight)
        self.side.addWidget(panel)
        panel.closed.connect(self.end_trace)
        self.side.currentChanged.connect(self._on_side)
        self.board.board_changed.connect(self.end_trace)
        self.board.trace_dismissed.connect(self.end_trace)
        return panel

    def end_trace(self) -> None:
        """Trace nothing any more; the details come back."""
        if self.tracing.asked.mode:
            self.tracing.end()
            if self.side.currentWidget() is self.trace:
                self.side.setCurrentWidget(self.inspector)
                self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_side(self, _index: int) -> None:
        if self.side.currentWidget() is not self.trace:
            self.tracing.end()

    @property
    def has_lists(self) -> bool:
        """Whether the lists of the case are in front."""
        return self.side.isVisible() and self.side.currentWidget() is self.lists

    def show_chain(self, claim: str) -> None:
        """Show the chain of a claim over the board."""
        self.area.chain.show_claim(self.evidence, claim)

    def _attend_evidence(self, desk: Desk) -> None:
        """Show what claims rest on as it changes, and go where it points."""
        evidence, area = self.evidence, self.area
        evidence.changed.connect(self._on_evidence)
        evidence.silence_changed.connect(self._on_silence)
        self.without.claim_chosen.connect(desk.reveal)
        area.chain.voice_chosen.connect(partial(self._on_chosen, desk))
        area.chain.closed.connect(self.board.setFocus)
        self.lists.item_chosen.connect(partial(self._on_chosen, desk))
        self.lists.closed.connect(partial(self.show_lists, False))
        self.lists.suggestion_accepted.connect(desk.accept_suggestion)
        self.lists.suggestion_declined.connect(evidence.decline)
        QTimer.singleShot(WARMING, self, self._warm_up)

    def _warm_up(self) -> None:
        """What drawing a chain needs is read while nobody waits for it."""
        self._jobs.run_in_thread(make_ready)
        self.evidence.want_lists()

    def _on_chosen(self, desk: Desk, item: str) -> None:
        self.area.chain.close_up()
        desk.reveal(item)

    def _on_evidence(self) -> None:
        if self.area.chain.isVisible():
            self.area.chain.refresh()
        if self.has_lists:
            self.lists.show_evidence(self.evidence)
        self.inspector.refresh_evidence()

    def _on_silence(self) -> None:
        evidence, case = self.evidence, self._case.document.case
        silent, fallen = evidence.all_silent(), frozenset(evidence.fallen)
        thin = {link for item in silent | fallen for link in case.links_at(item)}
        self.mark(fallen=fallen, silenced=silent, thin_links=frozenset(thin))
        self.without.show_silence(evidence)
        self._on_evidence()

    @property
    def has_history(self) -> bool:
        """Whether the history is in front."""
        return self.side.isVisible() and self.side.currentWidget() is self.history

    def refresh(self) -> None:
        """Show what the case says now."""
        case, board = self._case.document.case, self.board.board_id
        self.rail.show_kinds(case, self._case.is_editable)
        self.area.tabs.show_boards(case.boards_in_order(), board, self._case.is_editable)
        self.area.legend.show_board(case, board)
        self.area.filters.refresh()
        self.area.empty.setVisible(self._is_empty(case, board) and self._case.is_editable)
        self.area.arrange()
        self.inspector.show_selection(self.board.selection)
        if self.has_history:
            self.history.show_steps(self._case.document)

    def _is_empty(self, case: Case, board: str) -> bool:
        return not case.on_board(board) and not case.frames_on(board)

    def _on_marked(self, items: frozenset[str], links: frozenset[str]) -> None:
        self.mark(aside=items, aside_links=links)

    def _on_menu(self, hit: Hit, at: QPoint) -> None:
        open_menu(self.board, hit, at)

    def _on_viewport(self) -> None:
        self.area.zoom.show_scale(self.board.view.scale)

    def _on_theme(self) -> None:
        self.board.set_theme(self._look.theme)
        self.area.overview.refresh()
