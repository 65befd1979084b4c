"""How fluid the board is: CPU per frame while it is panned, zoomed and dragged on, at three sizes.

Frames are real ones, painted into the window off screen (`QT_QPA_PLATFORM=xcb` takes a display). The
yardsticks of the same run are S and N, the smooth and the nearest scaling of one viewport, and a
QGraphicsView with a Python item for each card and link.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QCursor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from board import change as changes
from board.case import Case
from board.document import Document
from board.edits import items, placing
from board.records import Board, Info
from storage import create_case, open_case
from storage.store import now
from tests.board.strategies import document_of
from tests.perf.boards import made_case, moscow
from tests.perf.measure import Row
from tests.perf.naive_view import naive_view
from ui import theme
from ui.canvas.board_widget import BoardWidget
from ui.canvas.pictures import OpenPicture
from ui.canvas.view import View, fitted

SIZE = (1600, 1000)
FRAME = 1000 / 60
_MIDDLE = QPoint(SIZE[0] // 2, SIZE[1] // 2)
STEPS = 60
_BLITS = 80


@dataclass(frozen=True, slots=True)
class Yardsticks:
    """CPU ms for one viewport that is scaled smoothly, and by the nearest pixel."""

    smooth: float
    nearest: float

    def with_later(self, later: Yardsticks) -> Yardsticks:
        """What lies between them and the same measured later: other work on the machine slows both."""
        return Yardsticks((self.smooth + later.smooth) / 2, (self.nearest + later.nearest) / 2)


@dataclass(frozen=True, slots=True)
class Took:
    """CPU ms of each of some frames."""

    frames: list[float]

    @property
    def median(self) -> float:
        return statistics.median(self.frames)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.frames, n=20)[-1]

    @property
    def worst(self) -> float:
        return max(self.frames)


def measured() -> Iterator[Row]:
    """Milliseconds of CPU a frame."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    app = QApplication.instance() or QApplication([])
    blits = yardsticks()
    yield Row("S, a viewport scaled smoothly", blits.smooth, "ms")
    yield Row("N, a viewport scaled to the nearest pixel", blits.nearest, "ms")
    naive = _Naive(made_case(10_000))
    zoom, drag = naive.zoom(), naive.drag()
    naive.close()
    yield Row("naive 10,000 cards: zoom, p95", zoom, "ms")
    yield Row("naive 10,000 cards: drag 500, p95", drag, "ms")
    yield from _named("Moscow", _of_board(moscow(), 1.0, FRAME, None, None))
    yield Row("10,000: open the file to first paint", opening(10_000), "s", most=1.0)
    ten = list(_of_board(made_case(10_000), 1.0, FRAME, zoom, drag))
    fifty = list(_of_board(made_case(50_000), 2.0, 2 * FRAME, None, None))
    yield from _named("10,000", ten)
    yield from _named("50,000", fifty)
    alike = {row.what: row.value for row in ten}
    grown = [
        row.value / alike[row.what]
        for row in fifty
        if row.what in alike and row.what.startswith(("pan", "zoom"))
    ]
    yield Row("50,000 to 10,000, mean of pan and zoom", statistics.geometric_mean(grown), "x", most=1.4)
    for count, most in ((10_000, 200.0), (50_000, 300.0)):
        yield Row(f"{count:,}: memory over an empty board", memory(count) - memory(0), "MB", most=most)
    app.quit()
    if os.environ.get("DISPLAY") and os.environ["QT_QPA_PLATFORM"] == "offscreen":
        yield from _on_display()


def _on_display() -> Iterator[Row]:
    """The same frames in a window of the display."""
    for line in apart("bench_canvas.print_frames()", QT_QPA_PLATFORM="xcb").splitlines():
        what, value, peer, *limits = line.split("\t")
        most, most_times = (float(limit) or None for limit in limits)
        yield Row(f"xcb, {what}", float(value), "ms", float(peer) or None, most, most_times)


def print_frames() -> None:
    """Print what frames of a large board take, one a line."""
    _app = QApplication([])
    for name, count, pan in (("10,000", 10_000, 1.0), ("50,000", 50_000, 2.0)):
        for row in _of_board(made_case(count), pan, FRAME, None, None):
            if row.what.startswith(("pan", "zoom", "drag", "begin", "drop", "worst")):
                figures = (row.value, row.peer or 0, row.most or 0, row.most_times or 0)
                print(f"{name}: {row.what}", *figures, sep="\t")


def opening(count: int) -> float:
    """Seconds of CPU from a case file of so many cards to its board painted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "case.caseboard")
        with create_case(path, "Bench") as store:
            case, history = store.load()
            records = [record for record in made_case(count).records() if not isinstance(record, Info)]
            Document(case, store, history, now).do(changes.of("Import", (), records))
        return float(apart(f"bench_canvas.open_file({str(path)!r})"))


def open_file(path: str) -> None:
    """Open a case, show its board and print the seconds that took."""
    _app = QApplication([])
    gc.disable()
    started = time.process_time()
    with open_case(Path(path)) as store:
        case, history = store.load()
        board = BoardWidget(Document(case, store, history, now), "b1", theme.load("light"))
        board.resize(*SIZE)
        board.show()
        board.zoom_to_fit(animated=False)
        QApplication.processEvents()
        while board.is_painting:
            board.repaint()
        print(time.process_time() - started)


def apart(call: str, **environment: str) -> str:
    """What a call in a process of its own prints."""
    return subprocess.run(
        [sys.executable, "-c", f"from tests.perf import {call.partition('.')[0]}; {call}"],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        env={**os.environ, **environment},
    ).stdout


def _named(name: str, rows: Iterable[Row]) -> Iterator[Row]:
    for row in rows:
        yield replace(row, what=f"{name}: {row.what}")


class BoardBench:
    """A board in a window, and what is done to it frame by frame."""

    def __init__(self, case: Case, open_picture: OpenPicture | None = None) -> None:
        started = time.process_time()
        self.document = document_of(case)
        self.board = BoardWidget(self.document, min(case.boards), theme.load("light"), open_picture)
        self.board.resize(*SIZE)
        self.board.show()
        # where it will be zoomed about
        QCursor.setPos(self.board.mapToGlobal(_MIDDLE))
        self.board.zoom_to_fit(animated=False)
        QApplication.processEvents()
        while self.board.is_painting:
            self.board.repaint()
        self.first_paint = (time.process_time() - started) * 1000
        self.fit = self.board.view.scale
        self.middle = self.board.model.bounds().center()
        self.worst = 0.0
        # the app does the same after loading
        gc.collect()
        gc.freeze()

    def rest(self) -> list[float]:
        """Paint until nothing is left to be painted; gives what each frame took."""
        self.board.motion.is_moving = False
        took = [self.frame()]
        while not self.board.is_at_rest:
            took.append(self.frame())
        while not self.board.paint_ahead():
            pass
        return took

    def spent(self, work: Callable[[], object]) -> float:
        """How long something takes that paints nothing."""
        started = time.process_time()
        work()
        return (time.process_time() - started) * 1000

    def frame(self, work: Callable[[], object] = lambda: None) -> float:
        """Do something and paint a frame; what is decoded beside it does not count."""
        started = time.thread_time()
        work()
        self.board.repaint()
        return (time.thread_time() - started) * 1000

    def frames(self, work: Callable[[int], object], count: int) -> Took:
        """Do something frame by frame, and let the board come to rest."""
        took = Took([self.frame(partial(work, step)) for step in range(count)])
        self.worst = max(self.worst, took.worst, *self.rest())
        return took

    def look_at(self, scale: float, middle: QPointF | None = None) -> None:
        self.board.set_view(View(scale).centred(middle or self.middle, QSizeF(self.board.size())))
        self.rest()

    def zoom(self, step: int) -> None:
        self.board.set_scale(self.fit * (1 / self.fit) ** (step / STEPS), QPointF(_MIDDLE))
        self.board.motion.is_moving = True

    def drag(self, chosen: list[str], step: int) -> None:
        self.board.preview.moved = dict.fromkeys(chosen, (step * 3.0, step * 2.0))
        self.board.preview_changed()

    def drop(self, chosen: list[str], step: int) -> None:
        change = placing.move_by(self.document.case, self.board.board_id, chosen, 60 + step, 40)
        self.document.do(change)
        self.board.clear_preview()


def _of_board(
    case: Case,
    pan: float,
    worst: float,
    naive_zoom: float | None,
    naive_drag: float | None,
) -> Iterator[Row]:
    bench = BoardBench(case)
    board = bench.board
    yield Row(
        "build and first paint", bench.first_paint, "ms", most=300.0 if len(board.model) <= 10_000 else 1000
    )
    for name, scale in (("fit", bench.fit), ("25 %", 0.25), ("50 %", 0.5), ("100 %", 1.0)):
        bench.look_at(scale)
        before = yardsticks()
        took = bench.frames(lambda _: board.pan_by(-24, -16), 40)
        blits = before.with_later(yardsticks())
        yield Row(f"pan at {name}, p95", took.p95, "ms", peer=blits.smooth, most_times=pan)
    bench.look_at(bench.fit)
    before = yardsticks()
    took = bench.frames(bench.zoom, STEPS + 1)
    blits = before.with_later(yardsticks())
    yield Row("zoom, median", took.median, "ms", peer=blits.nearest, most_times=2.5)
    yield Row("zoom, p95", took.p95, "ms", peer=blits.smooth, most_times=2.0)
    if naive_zoom is not None:
        yield Row("zoom, p95, of naive", took.p95, "ms", peer=naive_zoom, most_times=0.01)
    yield from drags(bench, naive_drag)
    bench.look_at(0.5)
    yield Row("hit test", bench.frame(lambda: _hits(board)) / 100, "ms", most=0.2)
    bench.document.do(placing.move_by(bench.document.case, board.board_id, board.model.ids[:1], 1, 1))
    yield Row(
        "first hit test after an edit", bench.spent(lambda: board.hit(QPointF(800, 500))), "ms", most=1.0
    )
    band = QRectF(bench.middle - QPointF(6400, 4000), QSizeF(12800, 8000))
    started = time.process_time()
    for _ in range(20):
        board.model.items_in(band)
    yield Row("rubber band", (time.process_time() - started) * 50, "ms", most=1.0)
    yield Row("worst frame of all, drop and settling included", bench.worst, "ms", most=worst)
    board.close()
    gc.unfreeze()


def drags(bench: BoardBench, naive_drag: float | None) -> Iterator[Row]:
    board, degree = bench.board, bench.board.model.degree()
    hub = board.model.ids[int(degree.argmax())]
    box = board.model.box(hub)
    assert box is not None
    for scale in (0.5, bench.fit):
        bench.look_at(scale, box.center())
        took = bench.frames(partial(bench.drag, [hub]), 30)
        yield Row(f"drag a card with {degree.max()} links at {scale:.0%}, p95", took.p95, "ms", most=4.0)
        board.clear_preview()
        bench.rest()
    for scale in (0.25, 0.5):
        bench.look_at(scale, box.center())
        for name, edit in (
            ("rename", lambda n: items.set_fields(bench.document.case, [hub], title=f"Title {n}")),
            ("move", lambda n: placing.move_by(bench.document.case, board.board_id, [hub], n, n)),
        ):
            took = bench.frames(lambda n, edit=edit: bench.document.do(edit(n)), 10)  # type: ignore[misc]
            yield Row(f"{name} a card at {scale:.0%}, worst", took.worst, "ms", most=50.0)
    bench.look_at(0.25)
    chosen = [board.model.ids[row] for row in board.model.within(board.visible_rect())][:500]
    begun = bench.frames(partial(bench.drag, chosen), 1)
    yield Row(f"begin to drag {len(chosen)}", begun.worst, "ms", most=50.0)
    took = bench.frames(partial(bench.drag, chosen), 40)
    yield Row(f"drag {len(chosen)} at 25 %, p95", took.p95, "ms", peer=naive_drag, most=5.0, most_times=0.025)
    yield Row(f"drop {len(chosen)}", bench.frames(partial(bench.drop, chosen), 1).worst, "ms", most=50.0)


def _hits(board: BoardWidget) -> None:
    for n in range(100):
        board.hit(QPointF(n * 16, n * 10))


class _Naive:
    """The same by a QGraphicsView of Python items."""

    def __init__(self, case: Case) -> None:
        self.view, self._cards = naive_view(case, "b1", theme.load("light"))
        self.view.resize(*SIZE)
        self.view.show()
        QApplication.processEvents()
        self._bounds = self.view.sceneRect()
        self._fit = fitted(self._bounds, QSizeF(*SIZE)).scale
        self._paint()

    def zoom(self) -> float:
        """The 95th percentile of zooming from fit to 100 %."""
        took = []
        for step in range(20):
            scale = self._fit * (1 / self._fit) ** (step / 19)
            started = time.process_time()
            self.view.resetTransform()
            self.view.scale(scale, scale)
            self.view.centerOn(self._bounds.center())
            self._paint()
            took.append((time.process_time() - started) * 1000)
        return Took(took).p95

    def drag(self) -> float:
        """The 95th percentile of dragging 500 cards at 25 %."""
        self.view.resetTransform()
        self.view.scale(0.25, 0.25)
        self.view.centerOn(self._bounds.center())
        self._paint()
        seen = self.view.mapToScene(self.view.rect()).boundingRect()
        chosen = [card for card in self._cards.values() if seen.intersects(card.sceneBoundingRect())][:500]
        took = []
        for _ in range(8):
            started = time.process_time()
            for card in chosen:
                card.moveBy(3, 2)
            self._paint()
            took.append((time.process_time() - started) * 1000)
        return Took(took).p95

    def close(self) -> None:
        self.view.close()

    def _paint(self) -> None:
        self.view.viewport().repaint()


def memory(count: int) -> float:
    """MB that a process of its own holds after a board has been panned and zoomed at every scale."""
    return float(apart(f"bench_canvas.use({count})"))


def use(count: int) -> None:
    """Use a board of that size and print the memory held."""
    _app = QApplication([])
    bench = BoardBench(made_case(count) if count else Case([Board("b1")]))
    for scale in (bench.fit, 0.1, 0.25, 0.5, 1.0, 2.0):
        bench.look_at(scale)
        bench.frames(lambda _: bench.board.pan_by(-60, -40), 20)
    bench.look_at(bench.fit)
    bench.frames(bench.zoom, STEPS + 1)
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    print(pages * os.sysconf("SC_PAGESIZE") / 2**20)


def yardsticks(ratio: float = 1.0) -> Yardsticks:
    """The blits of a viewport with so many pixels a point."""
    return Yardsticks(_blit(ratio, smooth=True), _blit(ratio, smooth=False))


def _blit(ratio: float, *, smooth: bool) -> float:
    """CPU milliseconds, the median of many, to scale a picture of one viewport to fill the viewport.

    Both are of the window's own format, and the scale is none that could be taken a short cut for.
    """
    pixels = QSizeF(*SIZE) * ratio
    target, source = QImage(pixels.toSize(), QImage.Format.Format_RGB32), QPixmap(pixels.toSize())
    source.fill(Qt.GlobalColor.white)
    part = QRectF(QPointF(3.3, 2.7), pixels / 1.2)
    took = []
    for _ in range(_BLITS):
        started = time.process_time()
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        painter.drawPixmap(QRectF(target.rect()), source, part)
        painter.end()
        took.append((time.process_time() - started) * 1000)
    return Took(took).median
