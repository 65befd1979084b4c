"""How the reader holds up: a text of five megabytes on the screen, and suggestions for a thousand words."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from board.suggest import KnownNames, suggestions
from tests.perf.measure import Row
from ui.app import make_application
from ui.reader.finding import Search
from ui.reader.text_page import TextPage
from ui.settings import Settings
from ui.style import Look

LINE = "The quick brown fox jumps over the lazy dog and goes home to think about it again. "
FRAMES = 60


def measured() -> Iterator[Row]:
    """The longest frame of each sort, and the suggestions."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_NO_GUI_THREADPOOL"] = "1"
    app = QApplication.instance() or make_application(["caseboard"])
    text = (LINE * 4 + "\n\n") * 15_000
    with TemporaryDirectory() as folder:
        look = Look(Settings(Path(folder)))
        page = TextPage(None, look)  # type: ignore[arg-type]  # on its own, as no window is needed
        page.resize(348, 900)
        page.show()
        yield Row("5 MB of text: shown", _seconds(lambda: page.show_text(text)), "s")
        bar = page.verticalScrollBar()

        def scroll(by: int) -> None:
            bar.setValue((bar.value() + by) % bar.maximum())
            page.viewport().repaint()

        for what, by in (("line by line", 66), ("in leaps", 700_001)):
            longest = max(_seconds(partial(scroll, by)) for _ in range(FRAMES))
            yield Row(f"5 MB of text: longest frame scrolling {what}", longest, "s", most=0.05)
        yield Row("5 MB of text: longest pause of a search", _longest_pause(app, text), "s", most=0.05)
        page.close()
    words = (LINE + "According to Ilse Marren, the box was weighed on 14 March 2022. ") * 36
    known = KnownNames([("p01", "person", "Ilse Marren"), ("p02", "person", "Tomas Eke")])
    suggestions(words, known)
    took = _seconds(lambda: suggestions(words, known))
    yield Row("suggestions for 1,000 words", took * 1000 / len(words.split()), "s", most=0.1)


def _longest_pause(app: object, text: str) -> float:
    search, over = Search(None), []  # type: ignore[arg-type]
    search.found.connect(lambda _hits, is_done: over.append(is_done))
    longest = _seconds(lambda: search.start(text, "lazy dog"))
    assert isinstance(app, QApplication)
    while not any(over):
        longest = max(longest, _seconds(app.processEvents))
    return longest


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
