"""Nothing that is confidential, or leads to it, is left in what is shown to others."""

from __future__ import annotations

from hypothesis import given

from board.case import Case
from board.records import Attachment, Board, Item, Link, Passage, Placement, Route, SavedView
from board.redacting import redacted
from storage.exchange.case_json import write
from tests.board.strategies import cases

SECRET = "f" * 64
OPEN = "0" * 64


def case() -> Case:
    return Case(
        [
            Attachment(SECRET, "CANARY.txt"),
            Attachment(OPEN, "open.txt"),
            Item(
                "p01",
                "person",
                "CANARY",
                note="CANARY",
                confidential=True,
                files=(SECRET,),
                passages=("q01",),
            ),
            Item("s01", "source", "A voice", files=(OPEN,)),
            Item("c01", "claim", "Said"),
            Link("k01", "voice_of", "p01", "s01", label="CANARY", note="CANARY"),
            Link("k02", "reports", "s01", "c01", via=("p01",)),
            Link("k03", "about", "c01", "s01", label="CANARY", confidential=True),
            Passage("q01", SECRET, "p01", "CANARY"),
            Board("b01"),
            Placement("b01", "p01", 0, 0, 100, 100, colour="claim"),
            Placement("b01", "s01", 200, 0, 100, 100),
            Placement("b01", "c01", 400, 0, 100, 100),
            Route("b01", "k01", ((1.0, 2.0),)),
            Route("b01", "k03", ((1.0, 2.0),)),
            SavedView("v01", "CANARY", '{"what": "text", "values": ["CANARY"]}'),
        ]
    )


def test_what_is_confidential_goes_with_all_that_leads_to_it() -> None:
    found = redacted(case())
    assert b"CANARY" not in write(found)
    assert b"p01" not in write(found)
    assert set(found.items) == {"s01", "c01"}
    assert set(found.links) == {"k02"}
    assert set(found.attachments) == {OPEN}


def test_a_stand_in_says_nothing_but_that_there_is_something() -> None:
    found = redacted(case(), stand_in="Withheld")
    assert b"CANARY" not in write(found)
    assert found.items["p01"] == Item("p01", "withheld", "Withheld")
    assert found.links["k01"] == Link("k01", "voice_of", "p01", "s01")
    assert found.placements["b01", "p01"].colour == ""
    assert "k03" not in found.links


@given(cases())
def test_what_is_left_is_a_whole_case_and_as_it_was(found: Case) -> None:
    for stand_in in ("", "Withheld"):
        left = redacted(found, stand_in=stand_in)
        assert not any(item.confidential for item in left.items.values())
        assert not any(link.confidential for link in left.links.values())
        for link in left.links.values():
            assert {link.from_id, link.to_id} <= set(left.items)
        assert all(placement.item in left.items for placement in left.placements.values())
        assert redacted(left, stand_in=stand_in) == left
