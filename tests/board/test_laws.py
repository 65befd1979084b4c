"""The laws of Change, Case and Document, over runs of edits as the program makes them."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.case import BrokenChange, Case, StaleChange
from board.change import Change, fold, of
from board.document import Document
from board.edits import boards, items
from board.history import History, Step
from board.records import Board, Frame, Item, Link, Record
from tests.board.strategies import MemoryJournal, cases, changes, document_of, run


def copy_of(case: Case) -> Case:
    """The same records in another Case."""
    return Case(case.records())


def assert_sound(case: Case) -> None:
    """The indexes are those of a case built anew, and nothing refers to nothing."""
    fresh = copy_of(case)
    assert case == fresh
    for item in case.items:
        assert case.links_at(item) == fresh.links_at(item)
        assert case.boards_of(item) == fresh.boards_of(item)
    for board in case.boards:
        assert case.on_board(board) == fresh.on_board(board)
        assert case.frames_on(board) == fresh.frames_on(board)
        assert case.routes_on(board) == fresh.routes_on(board)
    for link in case.links.values():
        assert case.routes_of(link.id) == fresh.routes_of(link.id)
        assert {link.from_id, link.to_id, *link.via} <= case.items.keys()
    for board, item in case.placements:
        assert board in case.boards
        assert item in case.items
    assert all(frame.board in case.boards for frame in case.frames.values())
    assert all(board in case.boards and link in case.links for board, link in case.routes)
    assert all(not one.source or one.source in case.items for one in case.passages.values())
    for record in (*case.items.values(), *case.links.values()):
        assert case.passages.keys() >= set(record.passages)


@given(st.data(), cases())
def test_undoing_all_is_the_start_and_redoing_all_the_end(data: st.DataObject, case: Case) -> None:
    start = copy_of(case)
    document = document_of(case)
    run(data.draw, document, data.draw(st.integers(0, 6)))
    end = copy_of(case)
    document.go_to(0)
    assert case == start
    assert_sound(case)
    document.go_to(len(document.history.steps))
    assert case == end
    assert_sound(case)


@given(st.data(), cases())
def test_any_walk_through_the_history_ends_where_the_steps_say(data: st.DataObject, case: Case) -> None:
    document = document_of(case)
    seen = [copy_of(case)]
    for _ in range(data.draw(st.integers(1, 5))):
        run(data.draw, document, 1)
        if document.history.position == len(seen):
            seen.append(copy_of(case))
    for position in data.draw(st.lists(st.integers(-1, len(seen)), max_size=5)):
        before = document.history.position
        document.go_to(position)
        expected = position if 0 <= position < len(seen) else before
        assert document.history.position == expected
        assert case == seen[expected]


@given(st.data(), cases())
def test_every_edit_passes_the_check_and_leaves_nothing_dangling(data: st.DataObject, case: Case) -> None:
    for _ in range(4):
        before = copy_of(case)
        change = data.draw(changes(case))
        assert case == before, "an edit alters nothing by itself"
        case.check(change)
        case.apply(change)
        assert bool(change) == (case != before)
        assert change.label
        assert_sound(case)


@given(st.data(), cases())
def test_folding_changes_is_doing_them_one_by_one(data: st.DataObject, case: Case) -> None:
    other = copy_of(case)
    made = []
    for _ in range(data.draw(st.integers(0, 5))):
        change = data.draw(changes(case))
        case.apply(change)
        made.append(change)
    whole = fold("All", made)
    other.check(whole)
    other.apply(whole)
    assert other == case
    assert_sound(other)


@given(st.data(), cases())
def test_the_inverse_takes_back_and_its_inverse_is_the_change(data: st.DataObject, case: Case) -> None:
    start = copy_of(case)
    change = data.draw(changes(case))
    assert change.inverse().inverse() == change
    assert not fold("Nothing", [change, change.inverse()])
    case.apply(change)
    case.check(change.inverse())
    case.apply(change.inverse())
    assert case == start
    assert_sound(case)


@given(cases())
def test_a_case_pickles(case: Case) -> None:
    other = pickle.loads(pickle.dumps(case))
    assert other == case
    assert_sound(other)


@given(st.data(), cases())
def test_fresh_ids_are_fresh_even_after_the_record_is_gone(data: st.DataObject, case: Case) -> None:
    document = document_of(case)
    used = set(case.items)
    for _ in range(4):
        change, item = items.add_item(case, "claim")
        assert item not in used
        used.add(item)
        document.do(change)
        if data.draw(st.booleans()):
            document.undo()


class _FullDisk(MemoryJournal):
    """A journal whose disk is full from now on."""

    full = True

    def append(self, change: Change, step: Step) -> None:
        if self.full:
            raise OSError("no space left")
        super().append(change, step)

    def extend(self, change: Change, whole: Change, step: Step) -> None:
        if self.full:
            raise OSError("no space left")
        super().extend(change, whole, step)

    def move(self, change: Change, position: Step | None) -> None:
        if self.full:
            raise OSError("no space left")


@given(st.data(), cases())
def test_a_failing_write_changes_nothing(data: st.DataObject, case: Case) -> None:
    journal = _FullDisk()
    document = Document(case, journal, History(), document_of(Case())._clock)
    journal.full = False
    document.do(items.add_item(case, "note", title="one")[0], "typing")
    journal.full = True
    before, steps = copy_of(case), list(document.history.steps)
    told: list[Change] = []
    document.listen(told.append)
    change = data.draw(changes(case).filter(bool))
    for act in (lambda: document.do(change), lambda: document.do(change, "typing"), document.undo):
        with pytest.raises(OSError, match="no space"):
            act()
        assert case == before
        assert document.history.steps == steps
        assert document.history.position == 1
    assert not told
    journal.full = False
    document.do(change)
    assert len(told) == 1


def test_a_run_of_typing_is_one_step_until_it_ends() -> None:
    case = Case([Item("c01", "claim")])
    document = document_of(case)
    for title in ("a", "ab", "abc"):
        document.do(items.set_fields(case, "c01", title=title), "title c01")
    assert [step.label for step in document.history.steps] == ["Rename"]
    document.end_merge()
    document.do(items.set_fields(case, "c01", title="abcd"), "title c01")
    document.undo()
    assert case.items["c01"].title == "abc"
    document.undo()
    assert case.items["c01"].title == ""
    document.redo()
    assert case.items["c01"].title == "abc"


def test_typing_that_comes_back_to_the_start_can_be_undone_and_redone() -> None:
    case = Case([Item("c01", "claim", "a")])
    document = document_of(case)
    document.do(items.set_fields(case, "c01", title="ab"), "title")
    document.do(items.set_fields(case, "c01", title="a"), "title")
    document.undo()
    document.redo()
    assert case.items["c01"].title == "a"
    assert document.history.position == 1


def test_a_new_step_after_an_undo_replaces_what_was_undone() -> None:
    case = Case()
    document = document_of(case)
    document.do(boards.add_board(case, "one")[0])
    document.undo()
    document.do(boards.add_board(case, "two")[0])
    document.redo()
    assert [board.title for board in case.boards.values()] == ["two"]


def test_the_history_names_what_a_step_was_about() -> None:
    records = [
        Item("c01", "claim", "One"),
        Item("c02", "claim", "x" * 500),
        Link("k01", "about", "c01", "c02", "why"),
    ]
    case = Case([*records, Board("b01", "Main"), Frame("g01", "b01", 0, 0, 100, 100, "Inner")])
    document = document_of(case)
    document.do(items.set_fields(case, "c02", note="n"))
    document.do(boards.delete_board(case, "b01"))
    document.do(items.delete_items(case, ["c01"]))
    assert [(step.label, step.subject) for step in document.history.steps] == [
        ("Edit note", "x" * 119 + "…"),
        ("Delete board", "Main"),
        ("Delete", "One"),
    ]
    last = document.history.last
    assert last is not None
    assert (last.size, document.history.next) == (2, None)


def test_listeners_are_told_once_and_may_stop() -> None:
    document = document_of(Case())
    told: list[str] = []
    stop = document.listen(lambda change: told.append(change.label))
    document.do(boards.add_board(document.case)[0])
    document.do(of("Nothing", (), ()))
    document.undo()
    document.undo()
    stop()
    document.redo()
    assert told == ["Add board", "Add board"]


def test_what_has_changed_meanwhile_is_refused() -> None:
    case = Case([Item("c01", "claim", "a")])
    stale = items.set_fields(case, "c01", title="b")
    case.apply(items.set_fields(case, "c01", title="c"))
    with pytest.raises(StaleChange):
        case.check(stale)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([Item("c01", "claim")], []),
        ([], [Link("k09", "about", "c01", "c99")]),
        ([], [Link("k09", "about", "c99", "c01")]),
    ],
)
def test_what_would_dangle_is_refused(before: list[Record], after: list[Record]) -> None:
    case = Case([Item("c01", "claim"), Item("c02", "claim"), Link("k01", "supports", "c01", "c02")])
    with pytest.raises(BrokenChange):
        case.check(of("Break", before, after))


def test_a_record_under_a_key_not_its_own_is_refused() -> None:
    with pytest.raises(BrokenChange):
        Case().check(Change("Break", {("item", "c02"): (None, Item("c01", "claim"))}))


def test_the_case_itself_cannot_be_removed() -> None:
    case = Case()
    with pytest.raises(BrokenChange):
        case.check(of("Break", [case.info], []))


def test_changes_that_do_not_follow_one_another_do_not_fold() -> None:
    case = Case([Item("c01", "claim", "a")])
    change = items.set_fields(case, "c01", title="b")
    with pytest.raises(ValueError, match="follow"):
        fold("Both", [change, change])
