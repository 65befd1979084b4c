"""Documents: how soon a long PDF can be read, suggestions, and passages found again by another engine."""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterator
from functools import partial

from board.case import Case
from board.passages import Finder, Reading, mark
from board.records import Item
from board.suggest import KnownNames, suggestions
from storage.extract import Unreadable, extract
from storage.extract.pdf_pages import PdfPages
from tests.perf.measure import Row, seconds
from tests.storage.extract.documents import REAL, pdf, silent

PAGES = 500
QUOTES = 30
"""Quotations taken from each PDF; 12 to 120 characters long."""


def measured() -> Iterator[Row]:
    """The rows of the table."""
    article = (REAL / "harbour-letters.txt").read_text("utf-8")
    yield from _long_pdf(article)
    yield from _suggestions(article)
    yield from _found_again(article)


def _long_pdf(article: str) -> Iterator[Row]:
    data = long_pdf(article, PAGES)
    yield Row(
        f"a {PAGES}-page PDF opened, first page as picture and letters",
        seconds(_first_page, lambda: data, repeats=3),
        "s",
        most=1.5,
    )
    read = partial(extract, name="long.pdf", report=silent)
    yield Row("its text, all pages", seconds(read, lambda: data, repeats=3), "s", most=10.0)
    yield Row(
        "any later page as picture", seconds(_some_page, lambda: PdfPages(data), repeats=5), "s", most=0.1
    )


def _suggestions(article: str) -> Iterator[Row]:
    text = " ".join((article + article).split(" ")[:1000])
    small = KnownNames.of(
        Case([Item("p01", "person", "Stepan Yurchuk"), Item("o01", "organisation", "The Mariner")])
    )
    yield Row(
        "suggestions for 1,000 words",
        seconds(lambda known: suggestions(text, known, "2021-10-24"), lambda: small),
        "s",
        most=0.1,
    )
    source = random.Random(1)
    letters = "abcdefghiklmnoprstuvz"
    people = Case(
        Item(
            f"p{number:05}",
            "person",
            " ".join("".join(source.choices(letters, k=7)).title() for _ in range(2)),
        )
        for number in range(10_000)
    )
    yield Row(
        "the names of a case of 10,000 persons prepared",
        seconds(KnownNames.of, lambda: people, repeats=3),
        "s",
    )
    large = KnownNames.of(people)
    yield Row(
        "suggestions for 1,000 words with them",
        seconds(lambda known: suggestions(text, known, "2021-10-24"), lambda: large, repeats=3),
        "s",
        most=0.1,
    )


def _found_again(article: str) -> Iterator[Row]:
    """What becomes of passages, in per cent, when another engine reads the same PDFs."""
    documents = [path.read_bytes() for path in sorted(REAL.glob("*.pdf"))] + [long_pdf(article, 4)]
    source = random.Random(4)
    total, ways = 0, Counter[str]()
    for data in documents:
        try:
            ours = extract(data, "a.pdf", silent)
        except Unreadable:
            continue
        theirs = other_engine(data)
        if len(ours.text.strip()) < 40 or not theirs.strip():
            continue
        here = Reading(ours.text, ours.sha256, ours.extractor, ours.pages)
        finder = Finder(Reading(theirs, hashlib.sha256(theirs.encode()).hexdigest(), "pypdf"))
        for _ in range(QUOTES):
            start = source.randrange(len(here.text))
            end = start + source.randint(12, 120)
            if len(here.text[start:end].strip()) < 12:
                continue
            total += 1
            ways[finder.find(mark(here, start, end, attachment="f")).how] += 1
    for how in ("same", "found", "moved"):
        yield Row(f"{total} passages in pypdf's text: {how}", 100 * ways[how] / total, "%")
    yield Row(f"{total} passages in pypdf's text: lost", 100 * ways["lost"] / total, "%", most=5.0)


def other_engine(data: bytes) -> str:
    """A PDF's text as pypdf reads it."""
    import io

    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    text = "\n".join(page.extract_text() for page in reader.pages)
    return text.encode("utf-8", "replace").decode()


def long_pdf(article: str, count: int) -> bytes:
    """A PDF of so many pages of 50 lines, no two alike."""
    words = article.encode("ascii", "ignore").decode().split()
    source = random.Random(count)
    return pdf([[" ".join(source.choices(words, k=13)) for _ in range(50)] for _ in range(count)])


def _first_page(data: bytes) -> None:
    pages = PdfPages(data)
    for page in range(1, pages.count + 1):
        pages.size(page)
    pages.image(1, 1.5)
    pages.letters(1)
    pages.close()


def _some_page(pages: PdfPages) -> None:
    pages.image(PAGES // 2, 1.5)
