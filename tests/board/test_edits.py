"""What each edit of items, links and files does, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.case import Case
from board.change import Change
from board.edits import boards, files, items, links, merging
from board.records import Attachment, Board, Frame, Item, Link, Passage, Placement, Point, Route
from tests.board.strategies import cases


@pytest.fixture
def case() -> Case:
    """Two papers and a person on a claim, with a passage, a file and a bent link on a board."""
    return Case(
        [
            Attachment("a", "letter.txt"),
            Item("p01", "person", "Vladimir Osechkin"),
            Item("s01", "source", "The Times", files=("a",)),
            Item("s02", "source", "Italian paper", passages=("q02",)),
            Item("c01", "claim", "The odds rise", passages=("q01",)),
            Passage("q01", "a", "s01", "odds"),
            Passage("q02", "a", "s01", "paper"),
            Passage("q03", "a", "s01", "said"),
            Link("k01", "reports", "s01", "c01", basis="relay", via=("p01",), passages=("q03",)),
            Link("k02", "reports", "s02", "c01", basis="relay", via=("s01", "p01"), passages=("q01",)),
            Link("k03", "voice_of", "p01", "s01"),
            Board("b01", "Main", 0),
            Board("b02", "Other", 1),
            Placement("b01", "p01", 0, 0, 160, 64),
            Placement("b01", "s01", 200, 0, 160, 64),
            Placement("b01", "c01", 400, 0, 240, 112),
            Placement("b02", "c01", 0, 0, 240, 112),
            Route("b01", "k01", ((380.0, 10.0), (390.0, 20.0))),
            Frame("g01", "b01", -24, -52, 700, 300, "All"),
        ]
    )


def done(case: Case, change: Change) -> Case:
    """The case after a Change that it accepts."""
    case.check(change)
    case.apply(change)
    return case


def test_a_new_item_lies_on_top_of_its_board(case: Case) -> None:
    change, item = items.add_item(case, "claim", title="New", board="b01", at=(5, 6), tags=["x"])
    assert change.label == "Add claim"
    assert item == "c02"
    done(case, change)
    assert case.items["c02"] == Item("c02", "claim", "New", tags=("x",))
    assert case.placements["b01", "c02"] == Placement("b01", "c02", 5, 6, 240, 112, 1)
    change, item = items.add_item(case, "vehicle", board="b02", size=(100, 50))
    assert (change.label, item) == ("Add item", "x01")
    assert done(case, change).placements["b02", "x01"].width == 100


def test_fields_are_set_on_one_or_many(case: Case) -> None:
    change = items.set_fields(case, ["s01", "s02"], reliability="B")
    assert change.label == "Grade source"
    assert len(change.pairs) == 2
    assert items.set_fields(case, "c01", title="x", note="y").label == "Edit"
    assert not items.set_fields(case, "c01", title="The odds rise")
    assert not items.set_fields(case, [], title="x")
    long = "x" * 100_000
    assert done(case, items.set_fields(case, "c01", title=long)).items["c01"].title == long


def test_values_are_added_once_and_taken_out(case: Case) -> None:
    done(case, items.add_values(case, ["c01", "s01"], "tags", "a", "b", "a"))
    assert case.items["s01"].tags == ("a", "b")
    done(case, items.remove_values(case, "s01", "tags", "a"))
    assert case.items["s01"].tags == ("b",)
    assert not items.remove_values(case, "s01", "tags", "a")


def test_a_passage_goes_with_its_last_user(case: Case) -> None:
    done(case, items.remove_values(case, "c01", "passages", "q01"))
    assert "q01" in case.passages, "the link k02 still names it"
    done(case, links.set_link(case, "k02", passages=()))
    assert "q01" not in case.passages


def test_deleting_an_item_takes_all_that_hangs_on_it(case: Case) -> None:
    start = Case(case.records())
    change = items.delete_items(case, ["s01"])
    done(case, change)
    assert set(case.items) == {"p01", "s02", "c01"}
    assert set(case.links) == {"k02"}
    assert case.links["k02"].via == ("p01",)
    assert not case.routes
    assert ("b01", "s01") not in case.placements
    assert set(case.passages) == {"q01", "q02"}
    assert {passage.source for passage in case.passages.values()} == {""}
    assert done(case, change.inverse()) == start


def test_deleting_links_takes_bends_and_passages(case: Case) -> None:
    done(case, links.delete_links(case, ["k01", "k02"]))
    assert set(case.links) == {"k03"}
    assert not case.routes
    assert set(case.passages) == {"q01", "q02"}


def test_links_are_made_set_turned_and_rewired(case: Case) -> None:
    change, link = links.add_link(case, "reports", "p01", "c01", stance="denies", via=["s02"])
    assert link == "k04"
    done(case, change)
    assert case.links["k04"].via == ("s02",)
    assert links.set_link(case, ["k01", "k02"], basis="own", via=()).label == "Set how they know"
    assert not links.set_link(case, "k04", stance="denies")
    done(case, links.reverse(case, "k01"))
    assert (case.links["k01"].from_id, case.links["k01"].to_id) == ("c01", "s01")
    assert case.routes["b01", "k01"].points == ((390.0, 20.0), (380.0, 10.0))
    done(case, links.rewire(case, "k01", from_id="p01"))
    assert case.routes, "both ends still lie on the board"
    done(case, links.rewire(case, "k01", from_id="s02"))
    assert not case.routes, "s02 lies on no board"
    assert case.links_at("s02") == {"k01", "k02"}


def test_links_are_bent_and_made_straight(case: Case) -> None:
    done(case, links.bend(case, "b01", "k03", [(1, 2)]))
    assert case.routes["b01", "k03"].points == ((1, 2),)
    done(case, links.bend(case, "b01", "k03", []))
    assert ("b01", "k03") not in case.routes
    assert not links.bend(case, "b01", "k03", [])


@pytest.mark.parametrize(
    ("edit", "arguments", "fields"),
    [
        (items.add_item, ["claim"], {"board": "b99"}),
        (items.set_fields, [["c01", "c99"]], {"title": "x"}),
        (items.delete_items, ["c99"], {}),
        (links.add_link, ["about", "c01", "c99"], {}),
        (links.add_link, ["reports", "p01", "c01"], {"via": ["c99"]}),
        (links.set_link, ["k99"], {"label": ""}),
        (links.rewire, ["k01"], {"to_id": "c99"}),
        (links.reverse, ["k99"], {}),
        (links.delete_links, ["k99"], {}),
        (links.bend, ["b99", "k01", []], {}),
        (links.bend, ["b01", "k99", []], {}),
        (merging.merge_items, ["c01", "c99"], {}),
        (files.attach, ["c99", []], {}),
        (files.forget_files, ["z"], {}),
        (boards.add_frame, ["b01", ["s02"]], {}),
        (boards.set_frame, ["g99"], {"title": ""}),
        (boards.delete_frame, ["g99"], {}),
        (boards.rename_board, ["b99", ""], {}),
        (boards.move_board, ["b99", 0], {}),
        (boards.duplicate_board, ["b99"], {}),
        (boards.delete_board, ["b99"], {}),
    ],
)
def test_what_is_not_there_is_a_key_error(
    case: Case, edit: Any, arguments: list[Any], fields: dict[str, Any]
) -> None:
    with pytest.raises(KeyError):
        edit(case, *arguments, **fields)


@pytest.mark.parametrize(
    ("edit", "arguments", "fields"),
    [
        (items.add_item, ["source"], {"reliability": "G"}),
        (items.add_item, ["claim"], {"board": "b01", "at": (float("nan"), 0)}),
        (items.add_item, ["claim"], {"board": "b01", "size": (float("inf"), 0)}),
        (items.set_fields, ["c01"], {"credibility": 7}),
        (links.add_link, ["about", "c01", "c01"], {}),
        (links.add_link, ["reports", "s01", "c01"], {"basis": "rumour"}),
        (links.set_link, ["k01"], {"stance": "maybe"}),
        (links.rewire, ["k01"], {"to_id": "s01"}),
        (links.bend, ["b01", "k01", [(0, float("inf"))]], {}),
        (boards.add_frame, ["b01"], {}),
        (boards.add_frame, ["b01"], {"box": (0, 0, float("nan"), 1)}),
        (boards.set_frame, ["g01"], {"x": float("inf")}),
    ],
)
def test_what_makes_no_sense_is_a_value_error(
    case: Case, edit: Any, arguments: list[Any], fields: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        edit(case, *arguments, **fields)


@pytest.mark.parametrize(
    ("edit", "arguments", "fields"),
    [
        (items.set_fields, ["c01"], {"id": "c02"}),
        (items.set_fields, ["c01"], {"colour": "red"}),
        (items.add_values, ["c01", "title", "x"], {}),
        (links.set_link, ["k01"], {"to_id": "c01"}),
        (boards.set_board, ["b01"], {"order": 3}),
        (boards.set_frame, ["g01"], {"board": "b02"}),
        (files.attach, ["c01", [], "tags"], {}),
    ],
)
def test_what_cannot_be_set_is_a_type_error(
    case: Case, edit: Any, arguments: list[Any], fields: dict[str, Any]
) -> None:
    with pytest.raises(TypeError):
        edit(case, *arguments, **fields)


def test_odd_grades_that_a_file_brought_do_not_stop_other_edits() -> None:
    case = Case([Item("s01", "source", reliability="G"), Link("k01", "reports", "s01", "s01", basis="odd")])
    assert items.set_fields(case, "s01", title="x")
    assert links.set_link(case, "k01", label="x")


def test_boards_are_added_named_and_moved(case: Case) -> None:
    change, board = boards.add_board(case, "Third")
    assert board == "b03"
    done(case, change)
    assert [one.id for one in case.boards_in_order()] == ["b01", "b02", "b03"]
    done(case, boards.move_board(case, "b03", 0))
    assert [one.id for one in case.boards_in_order()] == ["b03", "b01", "b02"]
    done(case, boards.move_board(case, "b03", 99))
    assert [one.id for one in case.boards_in_order()] == ["b01", "b02", "b03"]
    assert not boards.move_board(case, "b03", 2)
    done(case, boards.rename_board(case, "b03", "Last"))
    assert case.boards["b03"].title == "Last"
    assert not boards.rename_board(case, "b03", "Last")


def test_a_duplicated_board_lies_beside_and_looks_the_same(case: Case) -> None:
    change, board = boards.duplicate_board(case, "b01", "Copy")
    done(case, change)
    assert [one.id for one in case.boards_in_order()] == ["b01", board, "b02"]
    assert case.on_board(board).keys() == case.on_board("b01").keys()
    assert case.routes[board, "k01"].points == case.routes["b01", "k01"].points
    assert [case.frames[frame].title for frame in case.frames_on(board)] == ["All"]
    done(case, boards.delete_board(case, board))
    assert "p01" in case.items
    assert not case.frames_on(board)


def test_frames_go_around_cards_and_away_again(case: Case) -> None:
    change, frame = boards.add_frame(case, "b01", ["p01", "s01"], title="Voices")
    done(case, change)
    assert case.frames[frame] == Frame(frame, "b01", -24, -52, 408, 140, "Voices", "", 1)
    assert boards.set_frame(case, frame, title="x").label == "Rename frame"
    done(case, boards.set_frame(case, frame, width=10))
    assert case.frames[frame].width == 80
    done(case, boards.delete_frame(case, [frame, "g01"]))
    assert not case.frames
    assert len(case.on_board("b01")) == 3


def test_files_are_attached_and_forgotten(case: Case) -> None:
    picture = Attachment("b", "face.png", "image/png", 5)
    done(case, files.attach(case, "p01", [picture, picture], "pictures"))
    assert case.attachments["b"] == picture
    assert case.items["p01"].pictures == ("b",)
    assert not files.attach(case, "p01", [picture], "pictures")
    done(case, files.forget_files(case, ["a", "b"]))
    assert not case.attachments
    assert not case.passages
    assert not case.items["p01"].pictures
    assert not case.items["s01"].files
    assert not case.links["k01"].passages


def test_merging_moves_everything_to_the_one_that_is_kept(case: Case) -> None:
    done(case, items.set_fields(case, "s01", tags=("a",), date="2022", note="one", held=True))
    done(case, items.set_fields(case, "s02", tags=("b",), date="2021", note="two", reliability="B"))
    change = merging.merge_items(case, "s02", ["s01"])
    start = Case(case.records())
    done(case, change)
    merged = case.items["s02"]
    assert (merged.title, merged.aliases) == ("Italian paper", ("The Times",))
    assert (merged.tags, merged.date, merged.reliability, merged.held) == (("b", "a"), "2021", "B", True)
    assert merged.note == "two\n\none\n\n2022"
    assert merged.files == ("a",)
    assert set(case.links) == {"k01", "k03"}, "the two reports have become the same"
    assert case.links["k01"].via == ("p01",), "nobody has it from themselves"
    assert case.links["k01"].passages == ("q03", "q01")
    assert case.links["k03"].to_id == "s02"
    assert case.placements["b01", "s02"].x == 200
    assert {passage.source for passage in case.passages.values()} == {"s02"}
    assert done(case, change.inverse()) == start


def test_merging_drops_links_between_the_merged_and_doubled_links() -> None:
    case = Case(
        [
            *(Item(one, "person", one) for one in ("p01", "p02", "p03")),
            Link("k01", "associated", "p01", "p02", passages=("q01",)),
            Link("k02", "associated", "p01", "p03", passages=("q02",)),
            Link("k03", "associated", "p02", "p03", passages=("q03",)),
            *(Passage(one, "a") for one in ("q01", "q02", "q03")),
            Board("b01"),
            Route("b01", "k01", ((0.0, 0.0),)),
            Route("b01", "k03", ((0.0, 0.0),)),
            Placement("b01", "p01", 1, 2, 100, 100),
            Placement("b01", "p02", 3, 4, 100, 100),
        ]
    )
    done(case, merging.merge_items(case, "p01", ["p02", "p01"]))
    assert set(case.links) == {"k02"}
    assert case.links["k02"].passages == ("q02", "q03")
    assert case.items["p01"].passages == ("q01",)
    assert not case.routes
    assert case.placements["b01", "p01"].x == 1
    assert not merging.merge_items(case, "p01", ["p01"])


@given(cases(), st.data())
def test_merging_loses_no_words(case: Case, data: st.DataObject) -> None:
    if len(case.items) < 2:
        return
    keep, other = data.draw(
        st.lists(st.sampled_from(sorted(case.items)), min_size=2, max_size=2, unique=True)
    )
    said = [case.items[keep], case.items[other]]
    done(case, merging.merge_items(case, keep, other))
    merged = case.items[keep]
    text = "\n".join(
        [merged.title, *merged.aliases, merged.text, merged.note, *(str(pair) for pair in merged.fields)]
    )
    for item in said:
        assert all(words in text for words in (item.title, item.text, item.note, *item.aliases))
        assert set(item.tags) <= set(merged.tags)
        assert set(item.passages) <= set(merged.passages)
        assert {name for name, _ in item.fields} <= {name for name, _ in merged.fields}
    assert case.boards_of(other) == set()


def test_ids_of_every_length_leave_room_for_fresh_ones() -> None:
    case = Case([Item("c99", "claim"), Item("c" + "9" * 30, "claim"), Item("", "claim"), Item("12", "claim")])
    assert case.fresh_ids("c", 2) == ["c100", "c101"]
    assert case.fresh_ids("p") == ["p01"]


def test_points_may_come_as_lists(case: Case) -> None:
    points: list[Point] = [(1.0, 2.0)]
    assert done(case, links.bend(case, "b01", "k03", points)).routes["b01", "k03"].points == ((1.0, 2.0),)
