"""Taking records in: nothing that is there is altered, nothing that comes in is lost or out of sight."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from board.case import Case
from board.edits.importing import import_records
from board.records import Board, Info, Item, ItemKind, Link, LinkKind, Passage, Placement, SavedView
from tests.board.strategies import cases


def taken(case: Case, incoming: Case) -> Case:
    change = import_records(case, list(incoming.records()), incoming.info)
    after = Case(case.records())
    after.check(change)
    after.apply(change)
    return after


@given(cases(), cases())
def test_whatever_is_there_stays_as_it_is(case: Case, incoming: Case) -> None:
    after = taken(case, incoming)
    for record in case.records():
        if not isinstance(record, Info):
            assert after.get(record.key) == record
    assert all(after.boards_of(item) for item in set(after.items) - set(case.items))


@given(cases())
def test_an_empty_case_takes_everything_as_it_is(incoming: Case) -> None:
    after = taken(Case(), incoming)
    for record in incoming.records():
        assert after.get(record.key) == record


@given(cases())
def test_the_same_records_twice_are_there_once(incoming: Case) -> None:
    once = taken(Case(), incoming)
    assert taken(once, once) == once


def test_what_refers_to_a_record_with_a_new_id_follows() -> None:
    case = Case([Item("p01", "person", "A"), Item("c01", "claim", "B"), Link("k01", "about", "c01", "p01")])
    incoming = Case(
        [
            ItemKind("vessel", "Vessel", "ship", "stone"),
            Item("p01", "person", "Other", passages=("q01",)),
            Item("c01", "claim", "B"),
            Link("k01", "reports", "p01", "c01", via=("p01",)),
            Passage("q01", "f" * 64, source="p01"),
        ]
    )
    after = taken(case, incoming)
    assert after.items["p02"].title == "Other"
    assert after.links["k02"] == Link("k02", "reports", "p02", "c01", via=("p02",))
    assert after.passages["q01"].source == "p02"
    assert set(after.items) == {"p01", "p02", "c01"}


def test_a_kind_of_the_same_name_that_looks_otherwise_gets_a_name_of_its_own() -> None:
    case = Case([ItemKind("vessel", "Vessel", "ship", "stone"), LinkKind("owes", "owes")])
    incoming = Case(
        [
            ItemKind("vessel", "Boat", "ship", "stone"),
            LinkKind("owes", "owes", pairs=(("vessel", "*"),)),
            Item("x01", "vessel"),
            Link("k01", "owes", "x01", "x01"),
        ]
    )
    after = taken(case, incoming)
    assert after.items["x01"].kind == "vessel-2"
    assert after.link_kinds["owes-2"].pairs == (("vessel-2", "*"),)
    assert after.links["k01"].kind == "owes-2"


def test_items_on_no_board_go_on_the_one_that_is_named() -> None:
    case = Case([Board("b01", "Main"), Item("p01", "person"), Placement("b01", "p01", 0, 0, 100, 400)])
    records = [Item("p02", "person"), Item("p03", "person")]
    for name in ("b01", "Main"):
        change = import_records(case, records, board=name)
        placed = [after for _, after in change.pairs.values() if isinstance(after, Placement)]
        assert {one.board for one in placed} == {"b01"}
        assert min(one.y for one in placed) > 400
    change = import_records(case, records, board="New")
    assert Board("b02", "New", 1) in [after for _, after in change.pairs.values()]


def test_the_case_keeps_what_it_says_of_itself() -> None:
    case = Case([Info("Mine", "My note")])
    assert taken(case, Case([Info("Theirs", "Their note")])).info == Info("Mine", "My note")
    assert taken(Case(), Case([Info("Theirs", "N")])).info == Info("Theirs", "N")
    assert taken(Case([Info("Mine")]), Case([Info("", "N")])).info == replace(Info("Mine"), note="N")


def test_a_saved_view_keeps_meaning_the_same_card() -> None:
    picked = '{"what": "community", "values": ["p01"]}'
    case = Case([Item("p01", "person", "Anna"), SavedView("v01", "Mine")])
    after = taken(case, Case([Item("p01", "person", "Boris"), SavedView("v01", "Theirs", picked)]))
    (new,) = set(after.items) - {"p01"}
    assert after.saved_views["v01"].title == "Mine"
    assert after.saved_views["v02"].filter == picked.replace("p01", new)


def test_what_is_linked_to_a_card_there_is_put_beside_it() -> None:
    there = [
        Board("b1", "Main"),
        Item("p1", "person", "Ann"),
        Placement("b1", "p1", 5000.0, 40.0, 220.0, 90.0),
    ]
    case = Case([*there, Item("p2", "person", "Bob"), Placement("b1", "p2", 0.0, 0.0, 220.0, 90.0)])
    new = [Item("c1", "claim", "Near"), Item("c2", "claim", "Nearer"), Item("c3", "claim", "Alone")]
    links = [Link("k1", "about", "c1", "p1"), Link("k2", "about", "c2", "c1")]
    change = import_records(case, [*there[:2], *new, *links], board="b1")
    case.check(change)
    before = dict(case.on_board("b1"))
    case.apply(change)
    cards = case.on_board("b1")
    assert {item: cards[item] for item in before} == before
    assert all(abs(cards[item].x - 5000) < 700 for item in ("c1", "c2"))
    assert cards["c3"].y > max(card.y + card.height for item, card in cards.items() if item != "c3")
