"""Pages of a PDF: where letters stand, pictures of pages, and the worker process that makes them."""

from __future__ import annotations

from multiprocessing import get_context

import pytest

from storage.extract import (
    NeedsPassword,
    SharedFile,
    Unreadable,
    extract_locked,
    page_image,
    page_letters,
    page_sizes,
)
from storage.extract.pdf_pages import PdfPages, pdf_date
from tests.storage.extract.documents import REAL, pdf, silent


def test_letters_stand_where_they_are_drawn() -> None:
    pages = PdfPages(pdf([["Harbour letters", "Second line"]]))
    letters = pages.letters(1)
    assert letters.text == "Harbour letters\nSecond line"
    assert len(letters.boxes) == 4 * len(letters.text)
    (first,) = letters.rects(0, 7)
    (last,) = letters.rects(letters.text.index("Second"), len(letters.text))
    assert first[0] == pytest.approx(72, abs=2)
    assert first[1] == pytest.approx(842 - 760 - 9, abs=3)
    assert 10 < first[3] < 16
    assert last[1] - first[1] == pytest.approx(14, abs=3)
    assert len(letters.rects(0, len(letters.text))) == 2
    pages.close()


def test_text_and_letters_are_the_same_count_on_real_pages() -> None:
    for path in REAL.glob("*.pdf"):
        try:
            pages = PdfPages(path.read_bytes())
        except Unreadable:
            continue
        for page in range(1, pages.count + 1):
            letters = pages.letters(page)
            width, height = pages.size(page)
            assert letters.text == pages.text(page)
            assert len(letters.boxes) == 4 * len(letters.text)
            for x, y, wide, high in letters.rects(0, len(letters.text)):
                assert -5 <= x <= width + 5
                assert -5 <= y <= height + 5
                assert wide >= 0
                assert high >= 0
        pages.close()


def test_pages_as_pixels() -> None:
    pages = PdfPages(pdf([["Words"]]))
    image = pages.image(1, 0.5)
    assert (image.width, image.height) == (298, 421)
    assert len(image.rgba) == image.width * image.height * 4
    assert {*image.rgba[3::4]} == {255}
    clip = pages.image(1, 2.0, (70, 70, 40, 20))
    assert (clip.width, clip.height) == (80, 40)
    assert min(clip.rgba[::4]) < 100
    assert pages.image(1, 1e6).scale < 20
    with pytest.raises(Unreadable):
        pages.image(2, 1.0)
    pages.close()


def test_a_password_opens() -> None:
    data = (REAL / "issue15893_reduced.pdf").read_bytes()
    for wrong in ("", "no", "\ud800"):
        with pytest.raises(NeedsPassword):
            PdfPages(data, wrong)
    PdfPages(data, "test").close()
    assert extract_locked(data, "test", silent).pages == (0,)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("D:20211024083000+02'00'", "2021-10-24T08:30+02:00"),
        ("D:20211024083000Z", "2021-10-24T08:30Z"),
        ("20211024", "2021-10-24"),
        ("D:2021", "2021"),
        ("yesterday", ""),
    ],
)
def test_dates(written: str, edtf: str) -> None:
    assert pdf_date(written) == edtf


def test_another_process_reads_the_shared_bytes() -> None:
    file = SharedFile(pdf([["First"], ["Second"]]))
    try:
        with get_context("spawn").Pool(1) as pool:
            assert pool.apply(page_sizes, (file.shared, silent)) == [(595.0, 842.0)] * 2
            assert pool.apply(page_letters, (file.shared, 2, silent)).text == "Second"
            assert pool.apply(page_image, (file.shared, 1, 0.1, None, silent)).width == 60
    finally:
        file.close()
