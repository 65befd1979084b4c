"""How long the window does not answer, on a case of 10,000 cards and 20,000 links.

A heartbeat beats in the window's own event loop every millisecond; the longest gap between two beats is
how long a key or a click would have waited. Everything goes through the real window on a real file.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from board import change as changes
from board.analysis.filters import Condition
from board.document import Document
from board.edits import placing
from board.records import Info
from storage import create_case
from tests.perf.boards import made_case
from tests.perf.measure import Row
from ui.app import make_application
from ui.files import local_now
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.sight import Sieve
from ui.style import Look

CARDS = 10_000
MOST = 50.0
"""Milliseconds a window may keep somebody waiting."""
QUIET = 0.6
"""Seconds without a change after which what was begun counts as done."""
SIZE = (1600, 1000)


class Heart:
    """A heartbeat, and the longest time it stood still."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = self._spent = 0.0
        self.longest = 0.0
        self.busiest = 0.0
        """The most this thread worked between two beats: on a busy machine the fairer figure."""
        self._timer.start(1)

    def begin(self) -> None:
        """Count from now on."""
        self.longest = self.busiest = 0.0
        self._last, self._spent = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, (now - self._last) * 1000)
        self.busiest = max(self.busiest, (spent - self._spent) * 1000)
        self._last, self._spent = now, spent


class Desk:
    """A window on a large case, and the time that things take in it."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(folder / "config")
        settings.theme = "light"
        settings.folder_used = str(folder)
        self.window = MainWindow(Look(settings), settings)
        self.window.resize(*SIZE)
        self.window.show()
        self.heart = Heart()
        self.path = folder / "large.caseboard"
        store = create_case(self.path, "Large")
        case, history = store.load()
        made = [record for record in made_case(CARDS).records() if not isinstance(record, Info)]
        Document(case, store, history, local_now).do(changes.of("Import", (), made))
        store.purge_history()
        settings.take_as_own(store.case_id, store.path)
        store.close()
        self.spin(QUIET)

    def spin(self, seconds: float) -> None:
        """Let the window live for a while."""
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)

    def took(self, act: Callable[[], object], is_done: Callable[[], bool] = lambda: True) -> Heart:
        """Do something as from an event, and wait until it is done and all is quiet."""
        self.spin(0.1)
        gc.collect()
        self.spin(0.05)
        self.heart.begin()
        begun: list[bool] = []

        def go() -> None:
            begun.append(True)
            act()

        QTimer.singleShot(0, go)
        while not (begun and is_done()):
            self.spin(0.02)
        self.spin(QUIET)
        return self.heart


def measured() -> Iterator[Row]:
    """The longest gap of each thing that is done."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    QApplication.instance() or make_application(["caseboard"])
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        window = desk.window
        for what, heart in _walk(desk):
            yield Row(f"{what}: longest gap {heart.longest:.0f} ms, at work", heart.busiest, "ms", most=MOST)
        window.close()


def _walk(desk: Desk) -> Iterator[tuple[str, Heart]]:
    window = desk.window

    def is_open() -> bool:
        return window.workspace is not None and window.workspace.isVisible()

    yield "open", desk.took(lambda: window.deeds.open_path(desk.path), is_open)
    assert window.workspace is not None
    board = window.workspace.board
    act = window.actions_table
    ids = list(board.model.ids)

    def move() -> None:
        case = window.document.case
        window.document.do(placing.move_by(case, window.board_id, ids, 40, 40))

    yield "move all", desk.took(move)
    yield "undo it", desk.took(act["edit.undo"].trigger)
    yield "select all", desk.took(act["edit.select_all"].trigger)
    yield "select none", desk.took(board.selection.clear)
    board.selection.set(items=ids[:1000])
    yield "copy 1,000", desk.took(act["edit.copy"].trigger)
    yield "paste 1,000", desk.took(act["edit.paste"].trigger)
    yield "undo it", desk.took(act["edit.undo"].trigger)
    board.selection.set(items=ids[:5000])
    yield "erase 5,000", desk.took(act["edit.erase"].trigger)
    yield "undo it", desk.took(act["edit.undo"].trigger)
    yield "select one", desk.took(partial(board.selection.set, items=ids[:1]))
    yield from _finding(desk)
    yield from _sifting(desk)
    yield from _tracing(desk)
    yield from _analysing(desk)
    yield "other theme", desk.took(act["view.theme"].trigger)
    yield "close", desk.took(window.files.close)


def _finding(desk: Desk) -> Iterator[tuple[str, Heart]]:
    window = desk.window
    yield "open the finder", desk.took(window.actions_table["find.anything"].trigger)
    for key in "harb":
        yield f"type {key}", desk.took(partial(QTest.keyClick, window.finder.field, key))
    window.finder.close_up()
    yield "find on the board", desk.took(window.actions_table["find.board"].trigger)
    assert window.workspace is not None
    field = window.workspace.area.finding.field
    for key in "ha":
        yield f"type {key} there", desk.took(partial(QTest.keyClick, field, key))
    window.workspace.area.finding.close_up()


def _sifting(desk: Desk) -> Iterator[tuple[str, Heart]]:
    workspace = desk.window.workspace
    assert workspace is not None
    sight = workspace.sight
    for what, wanted in (
        ("words", Condition("text", ("harbour",))),
        ("other words", Condition("text", ("report",))),
        ("kind", Condition("kind", ("claim", "source"))),
        ("links", Condition("link_kind", ("about",))),
    ):
        yield f"filter by {what}", desk.took(partial(sight.set_sieve, Sieve((wanted,))))
    yield "hide what is left out", desk.took(partial(sight.set_hides, True))
    yield "no filter", desk.took(sight.clear)


def _tracing(desk: Desk) -> Iterator[tuple[str, Heart]]:
    window = desk.window
    workspace = window.workspace
    assert workspace is not None
    board, tracing, act = workspace.board, workspace.tracing, window.actions_table
    ids = board.model.ids

    def ask(row: str, items: list[str]) -> None:
        board.selection.set(items=items)
        window.refresh()
        act[row].trigger()

    def is_found() -> bool:
        return not tracing.is_busy

    yield "ask how two are connected", desk.took(partial(ask, "trace.ways", [ids[0], ids[-1]]), is_found)
    yield "ask again", desk.took(partial(ask, "trace.ways", [ids[5], ids[-5]]), is_found)
    yield "around a card", desk.took(partial(ask, "trace.around", [ids[7]]), is_found)
    yield "trace nothing", desk.took(act["trace.end"].trigger)


def _analysing(desk: Desk) -> Iterator[tuple[str, Heart]]:
    window = desk.window
    act = window.actions_table

    def is_answered() -> bool:
        measuring = window.deeds.analysis.measuring
        return measuring is not None and measuring.answer is not None and not measuring.is_busy

    yield "open the analysis", desk.took(act["analysis.ranks"].trigger, is_answered)
    measuring = window.deeds.analysis.measuring
    assert measuring is not None
    yield "show it on the board", desk.took(act["analysis.shown"].trigger)
    yield "as heat", desk.took(partial(measuring.wear, "glow"))
    yield "another question", desk.took(partial(measuring.choose, "degree"), is_answered)
    yield "structure", desk.took(act["analysis.structure"].trigger, lambda: measuring.structure is not None)
    yield "show it no more", desk.took(act["analysis.shown"].trigger)
    yield "close the analysis", desk.took(act["analysis.structure"].trigger)
