"""The samples read at a glance: nothing overlaps or is out of sight, sources left, people right."""

from __future__ import annotations

from itertools import combinations
from statistics import mean

import pytest

from board.case import Case
from board.records import Placement
from storage.exchange import case_json, package

NAMES = sorted(package.samples())


def sample(name: str) -> Case:
    data = package.samples()[name].read_bytes()
    incoming = case_json.read(data)
    assert incoming.skipped == ()
    case = Case([incoming.info, *incoming.records])
    assert case_json.write(case) == data
    return case


def overlap(one: Placement, other: Placement) -> bool:
    across = one.x < other.x + other.width and other.x < one.x + one.width
    return across and one.y < other.y + other.height and other.y < one.y + one.height


@pytest.mark.parametrize("name", NAMES)
def test_no_two_cards_overlap_and_every_item_is_on_a_board(name: str) -> None:
    case = sample(name)
    for board in case.boards:
        assert not [
            (one.item, other.item)
            for one, other in combinations(case.on_board(board).values(), 2)
            if overlap(one, other)
        ]
    assert all(case.boards_of(item) for item in case.items)


@pytest.mark.parametrize("name", NAMES)
def test_the_first_board_has_sources_left_claims_in_the_middle_others_right(name: str) -> None:
    case = sample(name)
    places: dict[str, list[float]] = {"source": [], "claim": [], "other": []}
    for item, placement in case.on_board(case.boards_in_order()[0].id).items():
        kind = case.items[item].kind
        if kind not in ("note", "file"):
            places[kind if kind in places else "other"].append(placement.x)
    assert max(places["source"]) < min(places["claim"])
    assert max(places["claim"]) < min(places["other"])
    assert mean(places["source"]) < mean(places["claim"]) < mean(places["other"])


@pytest.mark.parametrize("name", NAMES)
def test_no_card_covers_a_frames_title(name: str) -> None:
    case = sample(name)
    for frame in case.frames.values():
        title = Placement(frame.board, "", frame.x, frame.y, frame.width, 30)
        assert not [one.item for one in case.on_board(frame.board).values() if overlap(one, title)]


def test_every_claim_of_the_moscow_case_is_marked_as_reported_speech() -> None:
    assert "reported speech" in sample("moscow-rumours").info.note
