"""The window: which parts it has and how they hear of one another. What actions do is in `ui.deeds`."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

import assets
from board.change import Change
from board.text import one_line, shortened
from ui.actions import Actions
from ui.desk import DeskWindow
from ui.files import Files, board_in_front, known_errors, local_now
from ui.jobs import Job, Jobs
from ui.panels.finder import Finder
from ui.panels.status_bar import StatusBar
from ui.panels.top_bar import TopBar
from ui.settings import Settings
from ui.start_page import StartPage
from ui.style import Look, line
from ui.toasts import Toasts

if TYPE_CHECKING:
    from ui.workspace import Workspace

LEAST = (1024, 640)
EDGE = 16
"""Room left on the screen for the window's own frame."""
LATER = 1500
"""Time in ms after which a case that was opened is looked after: nobody waits for it."""


class MainWindow(DeskWindow):
    """One window: the start page, or one open case."""

    closed = Signal()
    first_shown = Signal()

    def __init__(self, look: Look, settings: Settings) -> None:
        super().__init__()
        from ui.deeds import Deeds

        self.look, self.settings = look, settings
        self.jobs = Jobs(self)
        self.files = Files(settings, self.jobs)
        self.workspace: Workspace | None = None
        self.has_just_changed = False
        """Whether there was a Change in this turn of the event loop."""
        self._has_refused_to_close = False
        """Whether closing was refused, because words that are being typed cannot be written."""
        self.keeps_pictures = True
        """Whether a picture of the case is kept for the start page when it is closed."""
        self.setWindowTitle("Caseboard")
        self.setWindowIcon(QIcon(str(assets.path("app", "caseboard.svg"))))
        self.setMinimumSize(*LEAST)
        self.setAcceptDrops(True)
        self.deeds = Deeds(self)
        self.actions_table = Actions(self, settings, self.deeds.handlers())
        self.actions_table.suited = self.deeds.layouts.suited
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.refresh)
        self._stop_listening = _nothing
        self._views: dict[str, tuple[float, float, float]] = {}
        self._followed: dict[Job, str] = {}
        """Jobs that are under way and what is said of each, the latest last."""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER)
        self._later.timeout.connect(self.settle)
        self.files.opened.connect(self._on_opened)
        self.files.closing.connect(self._on_closing)
        self.files.closed.connect(self._on_closed)
        self.files.troubled.connect(self.deeds.say_failed)
        settings.changed.connect(self._on_setting)
        look.changed.connect(self._on_theme)
        self._on_theme()
        self._restore()
        self.refresh()

    # What happens.

    @override
    def show_board(self, board: str) -> None:
        """Bring a board to the front, as it was left."""
        if self.workspace is None or board == self.board_id or board not in self.document.case.boards:
            return
        self.workspace.board.finish_editing()
        self._views[self.board_id] = self.workspace.looking_at()
        self.workspace.board.set_board(board)
        self._look_as_left(board)
        self.refresh()

    def refresh(self) -> None:
        """Show what the case says now."""
        self.has_just_changed = False
        current = self.files.current
        self.refresh_actions()
        if current is None or self.workspace is None:
            return
        case = current.document.case
        if self.board_id in case.boards:
            self.workspace.refresh()
            self.deeds.reading.refresh()
            self.deeds.views.refresh()
            self.deeds.likeness.refresh()
        title = shortened(one_line(case.info.title), 120) or self.tr("Untitled case")
        self.top.set_case(title)
        self.setWindowTitle(f"{title} - Caseboard")
        board = self.workspace.board
        self.status.show_counts(len(board.model.ids), len(board.model.link_ids), len(board.selection))

    def refresh_actions(self) -> None:
        """Show what can be done now; nothing else has changed."""
        self.actions_table.refresh(set(self.deeds.conditions()))

    def follow(self, job: Job, words: str = "", *, says_failure: bool = True) -> Job:
        """Show a job in the status bar until it ends; failures become a message."""
        self._followed[job] = words
        job.progressed.connect(partial(self._on_progressed, job))
        if says_failure:
            job.failed.connect(self.deeds.say_failed)
        for signal in (job.finished, job.failed, job.cancelled):
            signal.connect(self.show_work)
        self.show_work()
        return job

    def show_work(self) -> None:
        """Show the latest of the jobs that are under way, if any is."""
        self._followed = {job: words for job, words in self._followed.items() if not job.is_over}
        self.status.show_work(next(reversed(self._followed.values()), ""))

    def search_from(self, text: str) -> None:
        """Open the search, perhaps with something typed already."""
        current = self.files.current
        if current is None:
            self.finder.open_for(None, None, text=text)
        else:
            self.finder.open_for(current.document.case, self.files.search, current.folded, text)

    def settle(self) -> None:
        """What can wait until the window stands: looking after backups of the open case."""
        self.files.look_after()

    def has_kept_words(self) -> bool:
        """Whether what is being typed is in the case; asked again it is let go, or nobody could leave."""
        if self.workspace is None:
            return True
        is_asked_again = self._has_refused_to_close and self.workspace.board.editor is not None
        self.workspace.board.finish_editing()
        self._has_refused_to_close = self.workspace.board.editor is not None and not is_asked_again
        return not self._has_refused_to_close

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.first_shown.emit)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.has_kept_words():
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        self.files.close()
        self.settings.flush()
        self.jobs.close()
        self.closed.emit()
        super().closeEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.finder.close_up()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.deeds.files.take_files(paths)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.start.refresh()

    def _build(self) -> None:
        root = QWidget(self)
        column = QVBoxLayout(root)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top = TopBar(root, self.look, self.actions_table)
        self.top.asked.connect(self.actions_table["find.anything"].trigger)
        ways = self.top.arrange.menu()
        ways.aboutToShow.connect(partial(self.deeds.layouts.show_suited, ways))
        column.addWidget(self.top)
        self._top_line = line(root)
        column.addWidget(self._top_line)
        self.pages = QStackedWidget(root)
        column.addWidget(self.pages, 1)
        self._foot_line = line(root)
        column.addWidget(self._foot_line)
        self.status = StatusBar(root, self.look)
        self.status.cancelled.connect(self._on_cancelled)
        column.addWidget(self.status)
        self.start = StartPage(root, self.look, self.actions_table, self.files)
        self.deeds.attend_start(self.start)
        self.pages.addWidget(self.start)
        self.setCentralWidget(root)
        self.toasts = Toasts(root, self.look)
        self.finder = Finder(root, self.look, self.actions_table)
        self.finder.item_chosen.connect(self.reveal)
        self.finder.view_chosen.connect(self.deeds.views.show)
        self.finder.place_chosen.connect(self.deeds.reading.show_place)
        self.finder.action_chosen.connect(self._on_action)
        self.finder.closed.connect(self._on_finder_closed)
        self._show_page()

    def _rebuild(self) -> None:
        """Make every part anew at another size, around the case that is open."""
        if not self.has_kept_words():
            return
        board = self.board_id
        self.files.stay_open(self._build)
        if self.files.current is not None:
            self.show_board(board)

    def _show_page(self) -> None:
        has_case = self.workspace is not None
        for widget in (self.top, self._top_line, self.status, self._foot_line):
            widget.setVisible(has_case)
        self.pages.setCurrentWidget(self.workspace or self.start)

    def _restore(self) -> None:
        if self.settings.geometry.isEmpty() or not self.restoreGeometry(self.settings.geometry):
            room = self.screen().availableGeometry()
            self.resize(min(1600, room.width() - EDGE), min(1000, room.height() - 3 * EDGE))

    def _on_opened(self) -> None:
        from ui.workspace import Workspace

        current = self.files.current
        assert current is not None
        self._stop_listening = current.document.listen(self._on_change)
        state = self.files.view_state()
        self._views = _views(state.get("views"))
        board = board_in_front(current.document.case, state)
        model = self.files.take_prepared(board)
        self.workspace = Workspace(
            self, self.look, self.actions_table, self, current, board, self.jobs, model
        )
        self.pages.addWidget(self.workspace)
        self.deeds.attend(self.workspace)
        self.workspace.sight.restore(state.get("filters"))
        self.toasts.above = self.workspace.area
        self.workspace.board.selection.changed.connect(self._soon.start)
        self._show_page()
        self.status.show_saved(None, not current.is_editable)
        self.status.show_work("")
        self.refresh()
        self._look_as_left(board)
        self.workspace.board.setFocus()
        self.deeds.greet(current)
        self._later.start()

    def _on_closing(self) -> None:
        self._later.stop()
        self.toasts.clear()
        self.toasts.above = None
        self.finder.close_up()
        self._stop_listening()
        self._stop_listening = _nothing
        current = self.files.current
        if self.workspace is not None and current is not None:
            self.workspace.board.finish_editing()
            self.workspace.evidence.close()
            if self.workspace.measuring is not None:
                self.workspace.measuring.close()
            self._views[self.board_id] = self.workspace.looking_at()
            with suppress(*known_errors()):  # how it was left is not worth a word when the file has gone
                views = {board: list(view) for board, view in self._views.items()}
                filters = self.workspace.sight.state()
                self.files.set_view_state({"board": self.board_id, "views": views, "filters": filters})
            if self.keeps_pictures and not current.is_scratch:
                self.deeds.keep_thumbnail()

    def _on_closed(self) -> None:
        if self.workspace is not None:
            gone, self.workspace = self.workspace, None
            self.pages.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self.setWindowTitle("Caseboard")
        self.start.refresh()
        self._show_page()
        self.refresh()

    def _on_change(self, change: Change) -> None:
        """First of all listeners, so that a board that is gone is left before it is drawn."""
        case = self.document.case
        if self.workspace is not None and self.board_id not in case.boards:
            boards = case.boards_in_order()
            if boards:
                self.workspace.board.set_board(boards[0].id)
                self._look_as_left(boards[0].id)
        self.status.show_saved(local_now())
        if self.workspace is not None:
            self.workspace.banner.withdraw_error()
        last = self.document.history.last
        self.toasts.withdraw(last.seq if last else 0)
        self.has_just_changed = True
        self._soon.start()

    def _look_as_left(self, board: str) -> None:
        if self.workspace is None:
            return
        if board in self._views:
            self.workspace.look_at(*self._views[board])
        else:
            self.workspace.look_at_all()

    def _on_progressed(self, job: Job, words: str, done: int, total: int) -> None:
        """Of several jobs the latest is shown."""
        self._followed[job] = words
        if job is next(reversed(self._followed)):
            self.status.show_work(words, done, total)

    def _on_cancelled(self) -> None:
        for job in list(self._followed)[-1:]:
            job.cancel()

    def _on_action(self, id_: str) -> None:
        self.actions_table[id_].trigger()

    def _on_finder_closed(self) -> None:
        if self.workspace is not None:
            self.workspace.board.setFocus()

    def _on_setting(self, key: str) -> None:
        if key == "look/scale":
            self._rebuild()
        elif key.startswith("keys/"):
            self.actions_table.set_keys()
        elif key.startswith("recent/"):
            self.start.refresh()
        elif key.startswith("board/") and self.workspace is not None:
            self.workspace.board.wheel = self.settings.wheel
            self.workspace.board.makes_room = self.settings.makes_room

    def _on_theme(self) -> None:
        self.actions_table.set_icons(self.look.icon)
        self._show_page()


def _views(stored: object) -> dict[str, tuple[float, float, float]]:
    """Viewports out of a file, as far as they are sound."""
    found: dict[str, tuple[float, float, float]] = {}
    for board, view in (stored if isinstance(stored, dict) else {}).items():
        if isinstance(view, list) and len(view) == 3 and all(isinstance(n, int | float) for n in view):
            x, y, scale = (float(number) for number in view)
            if 0.01 <= scale <= 8 and abs(x) + abs(y) < 1e9:
                found[str(board)] = (x, y, scale)
    return found


def _nothing() -> None:
    """No case, nobody to stop listening to."""
