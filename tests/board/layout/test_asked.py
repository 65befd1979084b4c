"""What crosses to the worker and comes back, and when it has become void."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from board.case import Case
from board.change import Change, of
from board.layout.arrange import LABELS, arrange
from board.layout.asked import ROUTES, Wish, arranged, looked_at, touches
from board.records import Board, Frame, Item, Link, Placement, Record, Route


def board() -> Case:
    records: list[Record] = [Board("b1"), Board("b2"), Item("far", "note"), Item("s0", "source", text="long")]
    records += [Item(f"c{number}", "claim", f"Claim {number}", date=f"20{number:02}") for number in range(9)]
    records += [
        Placement("b1", f"c{number}", number * 90.0, number * 50.0, 200.0, 100.0) for number in range(9)
    ]
    records += [Placement("b1", "s0", 900.0, 0.0, 200.0, 100.0), Placement("b2", "far", 0.0, 0.0, 9.0, 9.0)]
    records += [Link(f"k{number}", "reports", "s0", f"c{number}") for number in range(9)]
    return Case([*records, Frame("g1", "b1", 850.0, -50.0, 300.0, 200.0), Route("b1", "k1", ((5.0, 5.0),))])


def heard(_verb: str, _done: int, _total: int) -> None:
    """Nobody listens."""


@pytest.mark.parametrize("how", LABELS)
@pytest.mark.parametrize("items", [None, ("c1", "c2", "c3")])
def test_the_worker_answers_as_if_it_had_the_case(how: str, items: tuple[str, ...] | None) -> None:
    case = board()
    records = pickle.loads(pickle.dumps(looked_at(case, "b1")))
    change = arranged(records, Wish("b1", how, items), heard)
    assert change == arrange(case, "b1", how, items=items)
    case.check(change)


def test_no_more_is_sent_than_is_looked_at() -> None:
    records = looked_at(board(), "b1")
    assert not [one for one in records if isinstance(one, Item) and (one.text or one.id == "far")]
    assert {one.id for one in records if isinstance(one, Board)} == {"b1"}


def test_routes_are_a_way_too() -> None:
    case = board()
    change = arranged(looked_at(case, "b1"), Wish("b1", ROUTES, links=("k0", "k8")), heard)
    assert {key[2] for key in change.pairs} <= {"k0", "k8"}
    assert all(key[0] == "route" for key in change.pairs)


def changed(record: Record, **fields: object) -> Change:
    return of("Edit", [record], [replace(record, **fields)])  # type: ignore[arg-type]


def test_what_it_looked_at_makes_it_void_and_nothing_else() -> None:
    case = board()
    items = frozenset(case.on_board("b1"))
    move = changed(case.placements["b1", "c1"], x=1.0)
    void = [
        move,
        move.inverse(),
        changed(case.boards["b1"], title="Other"),
        changed(case.frames["g1"], x=1.0),
        changed(case.links["k1"], to_id="c5"),
        changed(case.items["c1"], date="1999"),
        of("Straighten", [case.routes["b1", "k1"]], ()),
    ]
    fine = [
        changed(case.items["c1"], title="Other words"),
        changed(case.items["far"], date="1999"),
        changed(case.placements["b2", "far"], x=1.0),
        changed(case.boards["b2"], title="Other"),
    ]
    assert all(touches(change, "b1", items) for change in void)
    assert not any(touches(change, "b1", items) for change in fine)
