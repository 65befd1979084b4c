"""How the reader holds up: long texts and PDFs on the screen, and suggestions for a thousand words."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from board.passages import Reading
from board.suggest import KnownNames, suggestions
from storage.extract.pdf_pages import PdfPages
from tests.perf.measure import Row
from tests.storage.extract.documents import pdf
from ui.app import make_application
from ui.reader.finding import Search
from ui.reader.papers import Paper
from ui.reader.pdf_page import PdfPage
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
        pause = sorted(_longest_pause(app, text) for _ in range(3))[1]
        yield Row("5 MB of text: longest pause of a search", pause, "s", most=0.05)
        page.close()
        yield from _long_pdf(look)
    words = (LINE + "According to Ilse Marren, the box was weighed on 14 March 2022. ") * 36
    known = KnownNames([("p01", "person", "Ilse Marren"), ("p02", "person", "Tomas Eke")])
    suggestions(words, known)
    took = _seconds(lambda: suggestions(words, known))
    yield Row("suggestions for 1,000 words", took * 1000 / len(words.split()), "s", most=0.1)


def _long_pdf(look: Look) -> Iterator[Row]:
    """The longest frame over 500 pages with what they offer underlined; pictures are there at once."""
    size, count = (595.0, 842.0), 500
    pages = PdfPages(pdf([[LINE[:70]] * 45] * 3))
    letters, picture = pages.letters(1), pages.image(1, 0.6)
    text = "\n\n".join([letters.text] * count)
    starts = tuple(number * (len(letters.text) + 2) for number in range(count))
    hints = [(at, at + 12) for at in range(0, len(text), 90)]
    paper = Paper("f", "Log", Reading(text, "1", "pdf", starts), (size,) * count)
    page = PdfPage(None, look)  # type: ignore[arg-type]
    form = QImage.Format.Format_RGBA8888
    image = QImage(picture.rgba, picture.width, picture.height, picture.width * 4, form)

    def bring(number: int, scale: float) -> None:
        page.put_letters(number, letters)
        page.put_image(number, scale, image)

    page.wanted.connect(bring)
    page.resize(348, 900)
    page.show()
    yield Row("500 pages: shown", _seconds(lambda: page.show_paper(paper)), "s")
    page.set_hints(hints)
    page.set_hits(hints[::3])
    bar = page.verticalScrollBar()

    def scroll(by: int) -> None:
        bar.setValue((bar.value() + by) % bar.maximum())
        page.viewport().grab()

    for what, by in (("with the wheel", 120), ("in leaps", 30_011)):
        longest = max(_seconds(partial(scroll, by)) for _ in range(FRAMES))
        yield Row(f"500 pages: longest frame scrolling {what}", longest, "s", most=0.05)
    page.close()
    pages.close()


def _longest_pause(app: object, text: str) -> float:
    search, over = Search(None), []  # type: ignore[arg-type]
    search.found.connect(lambda _hits, is_done: over.append(is_done))
    assert isinstance(app, QApplication)
    app.processEvents()  # what the window still had to do is no part of the search
    longest = _seconds(lambda: search.start(text, "lazy dog"))
    while not any(over):
        longest = max(longest, _seconds(app.processEvents))
    return longest


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began
