"""Copy, paste and duplicate: what comes out is like what went in, whatever case it comes into."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.case import Case
from board.edits import clipboard, fragment, placing
from board.edits.fragment import NotAFragment
from board.records import Attachment, Board, Frame, Item, Link, LinkKind, Passage, Placement, Route
from tests.board.strategies import cases, texts


@pytest.fixture
def case() -> Case:
    """A paper and a claim in a frame on a board, tied by a bent link, had from a person who is not on it."""
    return Case(
        [
            Attachment("a", "letter.txt"),
            LinkKind("leaked", "leaked"),
            Item("p01", "person", "Osechkin"),
            Item("s01", "source", "The Times", files=("a",)),
            Item("c01", "claim", "The odds rise", passages=("q01",)),
            Passage("q01", "a", "s01", "odds"),
            Link("k01", "leaked", "s01", "c01", basis="relay", via=("p01",)),
            Link("k02", "voice_of", "p01", "s01"),
            Board("b01"),
            Board("b02"),
            Placement("b01", "s01", 100, 100, 160, 64, 1),
            Placement("b01", "c01", 400, 100, 240, 112, 0, True, False, "stone"),
            Route("b01", "k01", ((300.0, 50.0),)),
            Frame("g01", "b01", 80, 40, 600, 200, "Both"),
        ]
    )


def pasted(
    case: Case, board: str, text: str, at: tuple[float, float] | None = None, same: bool = False
) -> list[str]:
    """Ids of what was pasted into the case."""
    change, ids = clipboard.paste(case, board, text, at, same)
    case.check(change)
    case.apply(change)
    return ids


def test_pasting_on_the_same_board_makes_new_ones_beside(case: Case) -> None:
    text = clipboard.copy(case, "b01", ["s01", "c01"])
    assert pasted(case, "b01", text) == ["s02", "c02"]
    assert replace(case.items["s02"], id="s01") == case.items["s01"]
    assert case.items["c02"].passages == ("q01",), "the very passage is shared"
    assert case.links["k03"] == Link("k03", "leaked", "s02", "c02", basis="relay", via=("p01",))
    assert case.routes["b01", "k03"].points == ((324.0, 74.0),)
    card = case.placements["b01", "c02"]
    assert card == Placement("b01", "c02", 424, 124, 240, 112, 2, True, False, "stone")
    assert case.placements["b01", "s02"].z == 3


def test_the_same_records_are_laid_on_another_board_and_never_twice_on_one(case: Case) -> None:
    text = clipboard.copy(case, "b01", ["s01", "c01"])
    assert pasted(case, "b02", text, (0, 0), same=True) == ["s01", "c01"]
    assert len(case.links) == 2
    assert case.routes["b02", "k01"].points == ((200.0, -50.0),)
    assert case.placements["b02", "s01"].x == 0
    assert pasted(case, "b02", text, (0, 0), same=True) == ["s02", "c02"]


def test_what_bears_the_same_id_in_another_case_is_not_the_same(case: Case) -> None:
    text = clipboard.copy(case, "b01", ["s01", "c01"])
    other = Case(
        [Board("b01"), Item("s01", "source", "Another paper"), Item("p01", "person", "Somebody else")]
    )
    assert pasted(other, "b01", text, same=True) == ["s02", "c01"]
    assert other.links["k01"].via == (), "that p01 is somebody else"
    assert other.link_kinds["leaked"].name == "leaked"
    assert other.items["s02"].files == (), "the bytes are not there"
    assert [file.name for file in clipboard.missing_files(other, text)] == ["letter.txt"]
    assert other.passages["q01"].source == "s02"


def test_what_was_cut_keeps_its_ids(case: Case) -> None:
    text = clipboard.copy(case, "b01", ["s01", "c01"])
    empty = Case([Board("b01"), Attachment("a", "letter.txt"), Item("p01", "person", "Osechkin")])
    pasted(empty, "b01", text, (100, 100))
    for key in (
        ("item", "s01"),
        ("item", "c01"),
        ("link", "k01"),
        ("passage", "q01"),
        ("route", "b01", "k01"),
    ):
        assert empty.get(key) == case.get(key)


def test_a_frame_is_copied_with_what_lies_inside(case: Case) -> None:
    text = clipboard.copy(case, "b01", [], ["g01"])
    assert sorted(pasted(case, "b02", text, (0, 0))) == ["c02", "s02"]
    assert case.frames["g02"] == Frame("g02", "b02", 0, 0, 600, 200, "Both")
    assert case.placements["b02", "s02"].x == 20


def test_duplicating_is_one_step_beside_the_first(case: Case) -> None:
    change, ids = clipboard.duplicate(case, "b01", "c01")
    assert change.label == "Duplicate"
    assert ids == ["c02"]
    case.check(change)
    case.apply(change)
    assert case.placements["b01", "c02"].x == 424
    assert len(case.links) == 2


def test_what_is_not_there_cannot_be_copied(case: Case) -> None:
    with pytest.raises(KeyError):
        clipboard.copy(case, "b01", ["p01"])
    with pytest.raises(KeyError):
        clipboard.paste(case, "b99", clipboard.copy(case, "b01", ["c01"]))
    with pytest.raises(ValueError, match="finite"):
        clipboard.paste(case, "b01", clipboard.copy(case, "b01", ["c01"]), (float("nan"), 0))


def test_nothing_copied_is_nothing_pasted(case: Case) -> None:
    change, ids = clipboard.paste(case, "b01", clipboard.copy(case, "b01", []))
    assert not change
    assert ids == []


@given(cases(), st.data(), st.booleans())
def test_a_pasted_copy_is_like_what_was_copied(case: Case, data: st.DataObject, same: bool) -> None:
    boards = sorted(case.boards)
    if not boards:
        return
    source, target = data.draw(st.sampled_from(boards)), data.draw(st.sampled_from(boards))
    there = sorted(case.on_board(source))
    chosen = data.draw(st.lists(st.sampled_from(there), unique=True)) if there else []
    text = clipboard.copy(case, source, chosen)
    before = Case(case.records())
    ids = pasted(case, target, text, same=same)
    assert len(ids) == len(chosen)
    assert not set(ids) & before.on_board(target).keys()
    twins = dict(zip(chosen, ids, strict=True))
    for old, new in twins.items():
        assert replace(case.items[new], id=old) == before.items[old]
        assert _looks(case.placements[target, new]) == _looks(before.placements[source, old])
    old_links = [link for link in before.links.values() if {link.from_id, link.to_id} <= set(chosen)]
    expected = Counter(
        (one.kind, twins[one.from_id], twins[one.to_id], one.label, one.basis) for one in old_links
    )
    made = [link for link in case.links.values() if {link.from_id, link.to_id} <= set(ids)]
    found = Counter((one.kind, one.from_id, one.to_id, one.label, one.basis) for one in made)
    assert expected <= found
    if set(ids).isdisjoint(before.items):
        assert expected == found
    for record in before.records():
        assert case.get(record.key) == record, "pasting alters nothing that was there"


def _looks(card: Placement) -> tuple[object, ...]:
    return card.width, card.height, card.pinned, card.collapsed, card.colour


@given(cases(), st.data())
def test_copy_and_paste_into_an_empty_case_is_the_same_picture(case: Case, data: st.DataObject) -> None:
    for board in case.boards:
        text = clipboard.copy(case, board, sorted(case.on_board(board)), sorted(case.frames_on(board)))
        other = Case([Board(board), *case.attachments.values()])
        if not case.on_board(board) and not case.frames_on(board):
            continue
        pasted(other, board, text)
        again = clipboard.copy(other, board, sorted(other.on_board(board)), sorted(other.frames_on(board)))
        first, second = fragment.read(text), fragment.read(again)
        assert len(first.items) == len(second.items)
        assert [link.id for link in first.links] == [link.id for link in second.links]
        assert [frame.title for frame in first.frames] == [frame.title for frame in second.frames]


@given(cases())
def test_a_fragment_is_read_as_it_was_written(case: Case) -> None:
    for board in case.boards:
        text = clipboard.copy(case, board, sorted(case.on_board(board)), sorted(case.frames_on(board)))
        assert fragment.write(fragment.read(text)) == text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)


@given(st.text() | json_values.map(json.dumps))
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(NotAFragment):
        fragment.read(text)


@given(
    st.sampled_from(["items", "links", "placements", "frames", "routes", "passages", "mentioned"]),
    json_values,
)
def test_strange_tables_are_refused_or_sound(table: str, value: object) -> None:
    text = json.dumps({"format": fragment.FORMAT, "version": fragment.VERSION, table: [value]})
    with pytest.raises(NotAFragment):
        fragment.read(text)


@pytest.mark.parametrize(
    "record",
    [
        {"id": "c01"},
        {"id": "", "kind": "claim"},
        {"id": "x" * 201, "kind": "claim"},
        {"id": "c01", "kind": "claim", "held": 1},
        {"id": "c01", "kind": "claim", "credibility": True},
        {"id": "c01", "kind": "claim", "credibility": 2**63},
        {"id": "c01", "kind": "claim", "tags": "abc"},
        {"id": "c01", "kind": "claim", "tags": [1]},
        {"id": "c01", "kind": "claim", "fields": [["a"]]},
        {"id": "c01", "kind": "claim", "fields": [["a", None]]},
        {"id": "c01", "kind": "claim", "colour": "red"},
    ],
)
def test_records_that_do_not_fit_are_refused(record: dict[str, object]) -> None:
    text = json.dumps({"format": fragment.FORMAT, "version": 1, "items": [record]})
    with pytest.raises(NotAFragment):
        fragment.read(text)


def test_hostile_fragments_leave_the_case_sound(case: Case) -> None:
    whole = {
        "format": fragment.FORMAT,
        "version": 1,
        "items": [{"id": "c01", "kind": "claim", "title": "\ud800\0x"}] * 2
        + [{"id": "c50", "kind": "claim"}],
        "links": [{"id": "k01", "kind": "about", "from_id": "c01", "to_id": "c99"}]
        + [
            {
                "id": "k09",
                "kind": "about",
                "from_id": "c01",
                "to_id": "c50",
                "passages": ["q99"],
                "via": ["p77"],
            }
        ]
        * 2,
        "placements": [{"board": "zz", "item": "c50", "x": 1, "y": 2, "width": -5, "height": 1e300}],
        "routes": [{"board": "zz", "link": "k88", "points": [[1, 2]]}],
        "frames": [{"id": "g01", "board": "zz", "x": 0, "y": 0, "width": 1, "height": 1}] * 2,
    }
    ids = pasted(case, "b02", json.dumps(whole), (0, 0))
    assert ids == ["c02", "c50"]
    assert case.items["c02"].title == "?x"
    assert case.links["k09"].passages == case.links["k09"].via == ()
    assert case.placements["b02", "c50"].width == 80
    far = whole | {
        "placements": [{"board": "z", "item": "c50", "x": 1.7e308, "y": 2, "width": 1.7e308, "height": 1}]
    }
    with pytest.raises(ValueError, match="finite"):
        clipboard.paste(case, "b02", json.dumps(far), (1.7e308, 0))


def test_fresh_ids_do_not_run_into_ids_that_are_kept() -> None:
    first = Case([Board("b01"), Item("c01", "claim", "a"), Item("c02", "claim", "b")])
    for item in ("c01", "c02"):
        first.apply(placing.place(first, "b01", {item: (0, 0)}))
    text = clipboard.copy(first, "b01", ["c01", "c02"])
    second = Case([Board("b01"), Item("c01", "claim", "other")])
    assert pasted(second, "b01", text) == ["c03", "c02"]
