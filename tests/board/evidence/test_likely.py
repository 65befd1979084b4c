"""What is offered first when somebody is asked how a voice knows."""

from __future__ import annotations

from board.case import Case
from board.evidence.likely import Answer, likely_answer
from board.records import Item, Link

SOURCES = tuple(Item(name, "source", name) for name in ("gazette", "courier", "herald", "letter"))
CLAIMS = (Item("c1", "claim"), Item("c2", "claim"))


def _report(id_: str, voice: str, claim: str = "c1", basis: str = "", *via: str) -> Link:
    return Link(id_, "reports", voice, claim, basis=basis, via=via)


def _offered(new: Link, *links: Link, items: tuple[Item, ...] = ()) -> Answer:
    return likely_answer(Case((*SOURCES, *CLAIMS, *items, *links, new)), new)


def test_what_is_answered_stands() -> None:
    assert _offered(_report("k9", "gazette", "c1", "own")) == Answer("own")
    assert _offered(_report("k9", "gazette", "c1", "relay", "letter")) == Answer("relay", ("letter",))


def test_the_first_voice_is_not_guessed() -> None:
    assert _offered(_report("k9", "gazette")) == Answer("unstated")


def test_people_speak_for_themselves() -> None:
    clerk = Item("p1", "person", "Clerk")
    assert _offered(_report("k9", "p1"), _report("k1", "letter", "c1", "own"), items=(clerk,)) == Answer(
        "own"
    )


def test_a_second_paper_likely_had_it_from_the_one_who_knows() -> None:
    known = (_report("k1", "letter", "c1", "own"), _report("k2", "courier", "c1", "relay", "letter"))
    assert _offered(_report("k9", "gazette"), *known) == Answer("relay", ("letter",))


def test_two_who_know_leave_it_open() -> None:
    known = (_report("k1", "letter", "c1", "own"), _report("k2", "courier", "c1", "own"))
    assert _offered(_report("k9", "gazette"), *known) == Answer("unstated")


def test_a_paper_goes_on_having_it_from_where_it_had_it() -> None:
    known = (
        _report("k1", "gazette", "c2", "relay", "courier"),
        _report("k2", "courier"),
        _report("k3", "letter", "c1", "own"),
    )
    assert _offered(_report("k9", "gazette"), *known) == Answer("relay", ("courier",))


def test_denials_are_no_ground_for_an_affirmation() -> None:
    denial = Link("k1", "reports", "letter", "c1", stance="denies", basis="own")
    assert _offered(_report("k9", "gazette"), denial) == Answer("unstated")
