"""What stands out or back on 10,000 cards at once: longest frame until it is shown, and sprites drawn for it.

Dimming, search hits, a silenced voice, a filter that hides, all cards selected, a card hovered.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from tests.perf.bench_canvas import FRAME, BoardBench
from tests.perf.boards import made_case
from tests.perf.measure import Row
from ui.canvas.board_widget import BoardWidget
from ui.canvas.emphasis import Emphasis

_CARDS = 10_000


def measured() -> Iterator[Row]:
    """Milliseconds of CPU of the longest frame."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    app = QApplication.instance() or QApplication([])
    bench = BoardBench(made_case(_CARDS))
    board, drawn = bench.board, 0
    for name, scale in (("fit", bench.fit), ("25 %", 0.25), ("50 %", 0.5), ("100 %", 1.0)):
        bench.look_at(scale)
        for what, act in _acts(board):
            before = board.sprites_drawn
            took = [bench.frame(act), *bench.rest()]
            drawn += board.sprites_drawn - before
            yield Row(f"{what} at {name}, longest frame of {len(took)}", max(took), "ms", most=FRAME)
        board.selection.set(board.model.row)
        bench.rest()
        took = bench.frames(lambda _: board.pan_by(-9, -6), 20).frames
        yield Row(f"pan with all selected at {name}, longest frame", max(took), "ms", most=FRAME)
        board.selection.clear()
    yield Row("sprites drawn for all of it", drawn, "", most=0.0)
    board.close()
    app.quit()


def _acts(board: BoardWidget) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is done, one thing after the other."""
    items, links = list(board.model.row), list(board.model.link_row)
    half, some = frozenset(items[::2]), frozenset(items[::7])
    silenced = Emphasis(dimmed=frozenset(items[1::7]), fallen=some, thin_links=frozenset(links[::5]))
    yield f"dim {len(half):,}", lambda: board.set_emphasis(Emphasis(dimmed=half))
    yield f"mark {len(some):,} hits", lambda: board.set_emphasis(Emphasis(hits=some))
    yield "silence a voice", lambda: board.set_emphasis(silenced)
    yield "as before", lambda: board.set_emphasis(Emphasis())
    yield f"hide {len(half):,}", lambda: board.set_hidden(half)
    yield "show them again", lambda: board.set_hidden(())
    yield f"select {len(items):,}", lambda: board.selection.set(items)
    yield "select none", board.selection.clear
    yield "hover", lambda: board.set_hovered(board.hit(QPointF(800, 500)))
