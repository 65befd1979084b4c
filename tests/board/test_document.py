"""Who listens to a Document only looks, and hears of every Change whatever others do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from board import change as changes
from board.case import Case
from board.change import Change
from board.document import Document, NestedChange
from board.records import Item
from tests.board.strategies import document_of


def _add(name: str) -> Change:
    return changes.of("Add note", (), [Item(name, "note", name)])


@pytest.fixture
def document() -> Document:
    return document_of(Case())


def test_everybody_hears_of_a_change_though_one_fails(document: Document) -> None:
    heard: list[str] = []

    def fails(_: Change) -> None:
        raise KeyError("first")

    document.listen(lambda change: heard.append(f"before {change.label}"))
    stop = document.listen(fails)
    document.listen(lambda change: heard.append(f"after {change.label}"))
    with pytest.raises(KeyError, match="first"):
        document.do(_add("n1"))
    assert heard == ["before Add note", "after Add note"]
    assert "n1" in document.case.items, "a Change that is durable stands"
    assert document.history.position == 1
    document.listen(fails)
    with pytest.raises(ExceptionGroup):
        document.undo()
    stop()
    assert not document.case.items


@pytest.mark.parametrize("act", [lambda document: document.do(_add("n2")), Document.undo], ids=["do", "undo"])
def test_who_is_told_of_a_change_makes_none(document: Document, act: Callable[[Document], None]) -> None:
    document.do(_add("n0"))
    told: list[int] = []
    stop = document.listen(lambda _: act(document))
    document.listen(lambda _: told.append(len(document.case.items)))
    with pytest.raises(NestedChange):
        document.do(_add("n1"))
    assert told == [2]
    stop()
    document.do(_add("n3"))
    assert set(document.case.items) == {"n0", "n1", "n3"}
