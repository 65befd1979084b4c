"""Frames of large windows on fine screens, and of boards with photographs on their cards.

A window of 3,200 x 2,000 pixels at two pixels a point has four times the pixels of the other benchmarks;
its yardsticks are as large. Photographs are decoded beside and come to their cards bit by bit.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from board.case import Case
from board.records import Board
from tests.perf.bench_canvas import FRAME, STEPS, BoardBench, Took, apart, drags, yardsticks
from tests.perf.boards import made_case, picture, with_pictures
from tests.perf.measure import Row

_ACROSS, _DOWN = 12, 8
"""So many cards bear photographs."""
_WIDE, _HIGH = 1200, 900
_QUIET = 0.5
"""Seconds."""
_CARDS = 10_000
_MOST_MEMORY = 300.0


def measured() -> Iterator[Row]:
    """Milliseconds of CPU a frame, each kind in a process of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for what, scale in (("print_frames", "2"), ("print_photos", "1")):
        for line in apart(f"bench_screens.{what}()", QT_SCALE_FACTOR=scale).splitlines():
            name, value, unit, peer, most = line.split("\t")
            yield Row(name, float(value), unit, float(peer) or None, float(most) or None)


def print_frames() -> None:
    """Print what frames of 10,000 cards take on 3,200 x 2,000 pixels, one a line."""
    _app = QApplication([])
    bench = BoardBench(made_case(_CARDS))
    ratio = bench.board.devicePixelRatioF()
    blits = yardsticks(ratio)
    _print(f"S, a viewport at {ratio:g} scaled smoothly", blits.smooth)
    for name, scale in (("fit", bench.fit), ("25 %", 0.25), ("50 %", 0.5), ("100 %", 1.0)):
        bench.look_at(scale)
        took = bench.frames(lambda _: bench.board.pan_by(-24, -16), 40)
        _print(f"pan at {name} on 3,200 x 2,000, p95", took.p95, peer=blits.smooth, most=FRAME)
    bench.look_at(bench.fit)
    took = bench.frames(bench.zoom, STEPS + 1)
    _print("zoom on 3,200 x 2,000, median", took.median, peer=blits.nearest, most=FRAME)
    _print("zoom on 3,200 x 2,000, p95", took.p95, peer=blits.smooth, most=FRAME)
    for row in drags(bench, None):
        _print(f"{row.what}, on 3,200 x 2,000", row.value, most=FRAME)
    _print("worst frame of all on 3,200 x 2,000", bench.worst, most=FRAME)


def print_photos() -> None:
    """Print what photographs on cards take: coming, and under way."""
    _app = QApplication([])
    BoardBench(Case([Board("b1")])).rest()
    before = _memory()
    files = {f"{n:064x}": picture(f"{n:064x}", _WIDE, _HIGH) for n in range(_ACROSS * _DOWN)}
    bench = BoardBench(with_pictures(made_case(_CARDS), _ACROSS, _DOWN), files.__getitem__)
    board, started = bench.board, time.process_time()
    bench.look_at(0.45)
    came = _until_quiet(bench)
    whole = time.process_time() - started
    _print(f"{len(files)} photographs come: worst frame", came.worst, most=FRAME)
    _print(f"{len(files)} photographs come: all of it, decoding included", whole, "s")
    for scale in (0.45, 1.0):
        bench.look_at(scale)
        _until_quiet(bench)
        blits = yardsticks()
        took = bench.frames(lambda _: board.pan_by(-24, -16), 30)
        _print(f"pan at {scale:.0%} over photographs, p95", took.p95, peer=blits.smooth, most=FRAME)
    _print("memory with photographs, over an empty board", _memory() - before, "MB", most=_MOST_MEMORY)


def _until_quiet(bench: BoardBench) -> Took:
    """Paint until no photograph has come for a while; gives the window's own part of each frame."""
    took, quiet = [], time.monotonic()
    while time.monotonic() - quiet < _QUIET:
        started = time.thread_time()
        QApplication.processEvents()
        bench.board.repaint()
        took.append((time.thread_time() - started) * 1000)
        if not bench.board.is_at_rest:
            quiet = time.monotonic()
    return Took(took)


def _memory() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE") / 2**20


def _print(what: str, value: float, unit: str = "ms", peer: float = 0.0, most: float = 0.0) -> None:
    print(what, value, unit, peer, most, sep="\t")
