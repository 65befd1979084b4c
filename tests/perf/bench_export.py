"""Pictures of a board of 10,000 cards and 20,000 links: CPU, size, and how long the window waits."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from tests.perf.bench_window import MOST, Desk
from tests.perf.boards import made_case
from tests.perf.measure import Row
from ui import render, vector
from ui.app import make_application
from ui.dialogs.copying import copy_picture
from ui.dialogs.export import ExportDialog, export_to
from ui.render import Look, Request

CARDS = 10_000
WIDTH = 8_000


def measured() -> Iterator[Row]:
    """Seconds of CPU, megabytes, and milliseconds without an answer."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    QApplication.instance() or make_application(["caseboard"])
    case = made_case(CARDS)
    board = case.boards_in_order()[0].id
    wanted = render.request(case, board, Look(), width=WIDTH)
    yield _cpu("PNG of 8,000 px", render.write_png, wanted, 5.0)[0]
    row, size = _cpu("SVG", vector.write_svg, wanted)
    yield row
    yield Row("SVG, size", size / 1e6, "MB", most=20)
    row, size = _cpu("PDF", vector.write_pdf, replace(wanted, width=0))
    yield row
    yield Row("PDF, size", size / 1e6, "MB")
    with TemporaryDirectory() as folder:
        yield from _in_the_window(Path(folder))


def _cpu(
    what: str, write: Callable[..., object], wanted: Request, most: float | None = None
) -> tuple[Row, int]:
    stream, start = io.BytesIO(), time.process_time()
    write(wanted, stream, lambda *_: None)
    return Row(f"{what}, CPU", time.process_time() - start, "s", most=most), len(stream.getvalue())


def _in_the_window(folder: Path) -> Iterator[Row]:
    desk = Desk(folder)
    window = desk.window
    desk.took(lambda: window.deeds.open_path(desk.path), lambda: window.workspace is not None)
    ExportDialog(window).reject()  # what it takes to import it is not the case's doing
    made: list[ExportDialog] = []

    def show() -> None:
        start = time.perf_counter()
        made.append(ExportDialog(window))
        made[0].open()
        opened.append((time.perf_counter() - start) * 1000)

    opened: list[float] = []
    heart = desk.took(show, lambda: bool(made) and not made[0].preview.picture.isNull())
    yield Row("export dialog: opened", opened[0], "ms", most=MOST)
    yield Row(
        f"export dialog to its preview: longest gap {heart.longest:.0f} ms, at work",
        heart.busiest,
        "ms",
        most=MOST,
    )
    wanted = made[0].wanted
    assert wanted is not None
    made[0].reject()
    for kind in ("png", "svg", "pdf"):
        out = folder / f"out.{kind}"
        heart = desk.took(partial(export_to, window, replace(wanted, scale=0.3), kind, out), out.exists)
        yield Row(
            f"{kind} written: longest gap {heart.longest:.0f} ms, at work", heart.busiest, "ms", most=MOST
        )
    QApplication.clipboard().setText("before")
    heart = desk.took(lambda: copy_picture(window), lambda: QApplication.clipboard().mimeData().hasImage())
    yield Row(f"copied: longest gap {heart.longest:.0f} ms, at work", heart.busiest, "ms", most=MOST)
    QApplication.clipboard().clear()
    window.close()
