"""How fluid the board is: CPU per frame while it is panned, zoomed and dragged on, at two sizes.

Frames are painted off screen; the yardstick is one smooth-scaled blit of the viewport in the same run.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRect, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from board.case import Case
from board.kinds import ITEM_KINDS, LINK_KINDS, default_size
from board.records import Board, Item, Link, Placement, Record
from tests.board.strategies import document_of
from tests.perf.measure import Row
from ui import theme
from ui.canvas.board_widget import BoardWidget
from ui.canvas.view import View

SIZE = (1600, 1000)
_WORDS = ("harbour", "gazette", "weighed", "again", "container", "minister", "said", "Письмо", "報告")


def measured() -> Iterator[Row]:
    """Milliseconds of CPU a frame."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    app = QApplication.instance() or QApplication([])
    blit = _smooth_blit()
    for count in (1_000, 10_000):
        yield from _of_board(count, blit)
    app.quit()


def made_case(count: int, seed: int = 1) -> Case:
    """A board of so many cards in a jittered grid, and twice as many links, most of them short."""
    dice, side = random.Random(seed), int(count**0.5) + 1
    records: list[Record] = [Board("b1")]
    for n in range(count):
        kind = dice.choice(list(ITEM_KINDS))
        title = " ".join(dice.choice(_WORDS) for _ in range(dice.randint(2, 9)))
        records.append(Item(f"x{n}", kind, title))
        x, y = n % side * 280 + dice.randint(-20, 20), n // side * 200 + dice.randint(-20, 20)
        records.append(Placement("b1", f"x{n}", x, y, *default_size(kind)))
    kinds = list(LINK_KINDS)[:6]
    for n in range(2 * count):
        tail, lot = dice.randrange(count), dice.random()
        reach = 2 if lot < 0.75 else 7 if lot < 0.95 else side
        head = (tail + dice.randint(-reach, reach) + side * dice.randint(-reach, reach)) % count
        records.append(Link(f"k{n}", dice.choice(kinds), f"x{tail}", f"x{head}"))
    return Case(records)


def _of_board(count: int, blit: float) -> Iterator[Row]:
    case, name = made_case(count), f"{count:,} cards"
    start = time.process_time()
    board = BoardWidget(document_of(case), "b1", theme.load("light"))
    board.resize(*SIZE)
    board.motion.is_reduced = True
    board.show()
    board.zoom_to_fit()
    paper = QImage(*SIZE, QImage.Format.Format_RGB32)
    board.render(paper)
    yield Row(f"{name}: build and first paint", (time.process_time() - start) * 1000, "ms")
    fit, middle = board.view.scale, board.model.bounds().center()

    def at(scale: float) -> None:
        board.set_view(View(scale).centred(middle, QSizeF(board.size())))
        board.render(paper)

    def pan(step: int) -> None:
        board.pan_by(-24, -16)
        board.render(paper)

    def zoom(step: int) -> None:
        board.set_scale(fit * (1 / fit) ** (step / 40), QPointF(800, 500))
        board.motion.is_moving = True
        board.render(paper)

    for scale in (fit, 0.25, 0.5, 1.0):
        at(scale)
        yield Row(f"{name}: pan at {scale:.0%}, p95", _frames(pan, 40), "ms", peer=blit)
    at(fit)
    yield Row(f"{name}: zoom from fit to 100 %, p95", _frames(zoom, 41), "ms", peer=blit)
    board.motion.is_moving = False
    at(0.25)
    chosen = [board.model.ids[row] for row in board.model.within(board.visible_rect())][:500]

    def drag(step: int) -> None:
        board.preview.moved = dict.fromkeys(chosen, (step * 3.0, step * 2.0))
        board.preview_changed()
        board.render(paper)

    drag(0)
    yield Row(f"{name}: drag {len(chosen)} at 25 %, p95", _frames(drag, 20), "ms", peer=blit)
    board.clear_preview()

    def hit(step: int) -> None:
        for n in range(100):
            board.hit(QPointF(n * 16, step * 25))

    yield Row(f"{name}: hit test", _frames(hit, 40) / 100, "ms")
    board.close()


def _frames(work: Callable[[int], None], count: int) -> float:
    """The 95th percentile of CPU milliseconds."""
    took = []
    for step in range(count):
        start = time.process_time()
        work(step)
        took.append((time.process_time() - start) * 1000)
    return statistics.quantiles(took, n=20)[-1]


def _smooth_blit() -> float:
    """CPU milliseconds to scale one viewport smoothly."""
    source, target = (QImage(*SIZE, QImage.Format.Format_RGB32) for _ in range(2))
    source.fill(0)

    def blit(step: int) -> None:
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target.rect(), source, QRect(8, 8, 1500, 900))
        painter.end()

    return _frames(blit, 20)
