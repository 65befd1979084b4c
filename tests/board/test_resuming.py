"""A card that is put down and then named is one step, whatever looked at it in between."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from board.case import Case
from board.change import Change, of
from board.document import Document
from board.history import History
from board.records import Item
from tests.board.strategies import MemoryJournal


@pytest.fixture
def document() -> Document:
    made = Document(Case(), MemoryJournal(), History(), lambda: datetime(2026, 1, 1, tzinfo=UTC))
    made.do(of("Add", (), [Item("p1", "person")]), merge="new p1")
    return made


def naming(document: Document, title: str) -> Change:
    return of("Add", [document.case.items["p1"]], [Item("p1", "person", title)])


def test_a_run_resumes_after_its_end(document: Document) -> None:
    document.end_merge()
    document.do(naming(document, "Ilse"), merge="new p1", resumes=True)
    assert len(document.history.steps) == 1
    document.undo()
    assert document.case == Case()
    document.redo()
    assert document.case.items["p1"].title == "Ilse"


def test_without_resuming_it_is_a_step_of_its_own(document: Document) -> None:
    document.end_merge()
    document.do(naming(document, "Ilse"), merge="new p1")
    assert len(document.history.steps) == 2


def test_nothing_resumes_over_another_step(document: Document) -> None:
    document.do(of("Add", (), [Item("p2", "person")]))
    document.do(naming(document, "Ilse"), merge="new p1", resumes=True)
    assert len(document.history.steps) == 3


def test_nothing_resumes_before_what_was_undone(document: Document) -> None:
    document.do(of("Add", (), [Item("p2", "person")]))
    document.undo()
    document.do(naming(document, "Ilse"), merge="new p1", resumes=True)
    assert [step.merge for step in document.history.steps] == ["new p1", "new p1"]
    document.go_to(0)
    assert document.case == Case()
