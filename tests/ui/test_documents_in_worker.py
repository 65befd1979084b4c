"""Documents are read in the worker process, where what is hostile or endless costs only that process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from storage.extract import (
    Extracted,
    NeedsPassword,
    SharedFile,
    Unreadable,
    extract,
    page_image,
    page_letters,
    page_sizes,
)
from tests.storage.extract.documents import REAL, docx, pdf
from ui.jobs import Job, Jobs


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    """Jobs of a window, ended after the test."""
    made = Jobs()
    yield made
    made.close()


def answer(qtbot: QtBot, job: Job) -> Any:
    """What comes of a job: its answer, or its sentence."""
    heard: list[Any] = []
    job.finished.connect(heard.append)
    job.failed.connect(heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=30_000)
    return heard[0]


def read(jobs: Jobs, data: bytes, name: str, seconds: float = 60) -> Job:
    """A document on its way through the worker."""
    return jobs.run(extract, data, name, known=(Unreadable, NeedsPassword), seconds=seconds)


def test_real_documents_of_every_format(qtbot: QtBot, jobs: Jobs) -> None:
    """Every reader and its library work where no socket and no program can be had."""
    for path in sorted(REAL.iterdir()):
        found = answer(qtbot, read(jobs, path.read_bytes(), path.name))
        assert isinstance(found, Extracted) or found.endswith(".")
        assert "Something went wrong" not in str(found)[:40], path.name
    old = "Мы видели, как корабли уходили, и никто не знал, кто отдал приказ.".encode("koi8-r")
    assert answer(qtbot, read(jobs, old, "a.txt")).text.startswith("Мы видели")


def test_a_sentence_comes_back_and_the_next_document_is_read(qtbot: QtBot, jobs: Jobs) -> None:
    assert answer(qtbot, read(jobs, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc")).endswith(".")
    assert answer(qtbot, read(jobs, docx("<w:p><w:r><w:t>Words</w:t></w:r></w:p>"), "a.docx")).text == "Words"


def test_what_takes_too_long_ends_in_a_sentence(qtbot: QtBot, jobs: Jobs) -> None:
    endless = pdf([["words"] * 40] * 8000)
    assert "too long" in answer(qtbot, read(jobs, endless, "a.pdf", seconds=0.3))
    assert answer(qtbot, read(jobs, b"Words", "a.txt")).text == "Words"


def test_a_pdf_is_shown_page_by_page_without_sending_it_again(qtbot: QtBot, jobs: Jobs) -> None:
    file = SharedFile(pdf([["First"], ["Second"]]))
    try:
        assert answer(qtbot, jobs.run(page_sizes, file.shared)) == [(595.0, 842.0)] * 2
        assert answer(qtbot, jobs.run(page_letters, file.shared, 2)).text == "Second"
        assert answer(qtbot, jobs.run(page_image, file.shared, 1, 0.1, None)).width == 60
        sentence = answer(qtbot, jobs.run(page_image, file.shared, 3, 0.1, None, known=(Unreadable,)))
        assert sentence == "Page 3 is damaged and cannot be shown."
    finally:
        file.close()
    locked = SharedFile((REAL / "issue15893_reduced.pdf").read_bytes())
    try:
        assert "password" in answer(qtbot, jobs.run(page_sizes, locked.shared, known=(NeedsPassword,)))
    finally:
        locked.close()
