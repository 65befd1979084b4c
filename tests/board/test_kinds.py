"""The vocabulary: what fits what, and that nothing is told by colour alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import assets
from board import grading
from board.case import Case
from board.edits import info, kinds
from board.kinds import (
    CAPS,
    ITEM_KINDS,
    LINK_KINDS,
    MID_GLYPHS,
    MIN_SIZE,
    SILHOUETTES,
    all_item_kinds,
    all_link_kinds,
    default_size,
    fits,
    fitting,
    id_prefix,
    item_kind,
    link_kind,
    link_name,
    tag,
)
from board.records import Info, Item, ItemKind, Link, LinkKind


@pytest.fixture
def one_of_each() -> Case:
    """A case with an item of every built-in kind under the kind's name, and one of an unknown kind."""
    twins = [Item(f"{kind}2", kind) for kind in ITEM_KINDS]
    return Case([*(Item(kind, kind) for kind in ITEM_KINDS), *twins, Item("x01", "vehicle")])


def test_no_two_links_look_the_same_without_colour() -> None:
    looks = [
        (kind.dash, kind.start_cap, kind.end_cap, kind.mid_glyph, kind.width) for kind in LINK_KINDS.values()
    ]
    assert len(set(looks)) == len(looks)


def test_no_two_items_share_silhouette_or_icon() -> None:
    for name in ("silhouette", "icon", "colour", "name"):
        assert len({getattr(kind, name) for kind in ITEM_KINDS.values()}) == len(ITEM_KINDS)


def test_kinds_name_only_what_the_themes_and_the_canvas_have() -> None:
    theme = json.loads(assets.path("themes", "light.json").read_text("utf-8"))
    for kind in (*ITEM_KINDS.values(), item_kind(Case(), "unknown")):
        assert kind.silhouette in SILHOUETTES
        assert kind.colour in theme["kinds"]
        assert assets.path("icons", f"{kind.icon}.svg").exists()
    for link in (*LINK_KINDS.values(), link_kind(Case(), "unknown")):
        assert {link.start_cap, link.end_cap} <= set(CAPS)
        assert link.mid_glyph in MID_GLYPHS
        assert link.colour in theme["links"]


@pytest.mark.parametrize(
    ("tail", "head", "names"),
    [
        ("person", "claim", ["says"]),
        ("source", "claim", ["reports"]),
        ("claim", "claim2", ["supports", "contradicts"]),
        ("person", "organisation", ["member of", "owns", "associated with"]),
        ("person", "person2", ["associated with", "family of"]),
        ("event", "place", ["located in"]),
        ("event", "event2", ["part of", "comes before"]),
        ("claim", "person", ["about"]),
        ("note", "x01", ["about"]),
        ("source", "source2", ["part of", "not independent of"]),
    ],
)
def test_the_likeliest_kinds_come_first(one_of_each: Case, tail: str, head: str, names: list[str]) -> None:
    found = [kind.name for kind in fitting(one_of_each, tail, head)]
    assert found[: len(names)] == names


def test_everything_can_be_linked_and_about_and_related_come_last(one_of_each: Case) -> None:
    for tail in one_of_each.items:
        for head in one_of_each.items:
            found = fitting(one_of_each, tail, head)
            assert [kind.id for kind in found[-2:]] == ["about", "related"]
            assert len({kind.id for kind in found}) == len(found)
            pair = (one_of_each.items[tail].kind, one_of_each.items[head].kind)
            assert {kind.id for kind in found} == {
                kind.id for kind in LINK_KINDS.values() if fits(kind, *pair)
            }


def test_a_case_s_own_link_kinds_fit_where_they_say(one_of_each: Case) -> None:
    one_of_each.apply(kinds.define_link_kind(one_of_each, "bribed", pairs=[["person", "*"]])[0])
    one_of_each.apply(kinds.define_link_kind(one_of_each, "near")[0])
    assert [kind.id for kind in fitting(one_of_each, "person", "x01")] == [
        "bribed",
        "near",
        "about",
        "related",
    ]
    assert "bribed" not in [kind.id for kind in fitting(one_of_each, "event", "person")]


def test_links_read_both_ways() -> None:
    assert link_name(LINK_KINDS["reports"]) == "reports"
    assert link_name(LINK_KINDS["reports"], "person") == "says"
    assert link_name(LINK_KINDS["reports"], "person", backwards=True) == "said by"
    assert link_name(LINK_KINDS["owns"], backwards=True) == "owned by"
    assert link_name(LinkKind("x", "met", directed=False), backwards=True) == "met"
    assert link_name(LinkKind("x", "hired"), backwards=True) == "hired (from)"
    assert all(kind.reverse for kind in LINK_KINDS.values())


def test_unknown_kinds_are_kept_and_named_after_their_id() -> None:
    assert item_kind(Case(), "motor_vehicle").name == "Motor vehicle"
    assert link_kind(Case(), "flew-with").name == "flew with"
    assert item_kind(Case(), "").name == "Unknown"


def test_a_case_s_own_kinds_come_after_the_built_in_ones() -> None:
    case = Case([ItemKind("b", "Boat", "ship", "place"), ItemKind("a", "aircraft", "plane", "event")])
    assert [kind.id for kind in all_item_kinds(case)] == [*ITEM_KINDS, "a", "b"]
    assert item_kind(case, "b").name == "Boat"
    own = Case([LinkKind("met", "met")])
    assert [kind.id for kind in all_link_kinds(own)][-3:] == ["met", "about", "related"]


def test_sizes_prefixes_and_tags() -> None:
    for kind in (*ITEM_KINDS, "vehicle"):
        width, height = default_size(kind)
        assert 160 <= width <= 240
        assert 64 <= height <= 120
        assert width >= MIN_SIZE[0]
        assert height >= MIN_SIZE[1]
    prefixes = [id_prefix(kind) for kind in (*ITEM_KINDS, "vehicle")]
    assert len(set(prefixes)) == len(prefixes)
    assert tag(Item("c14", "claim")) == "C-14"
    assert tag(Item("c014", "claim")) == "C-14"
    assert tag(Item("7f3a-uuid", "claim")) == ""
    assert tag(Item("кл14", "claim")) == ""


def test_own_kinds_are_defined_changed_and_given_up() -> None:
    case = Case([Item("x01", "vehicle")])
    change, kind = kinds.define_item_kind(case, "Vehicle", "car", "place", fields=["plate"])
    case.apply(change)
    assert kind == "vehicle"
    assert item_kind(case, "vehicle").fields == ("plate",)
    assert kinds.define_item_kind(case, "véhicle!", "car", "place")[1] == "vehicle_2"
    case.apply(kinds.set_item_kind(case, "vehicle", name="Car"))
    assert item_kind(case, "vehicle").name == "Car"
    left = kinds.delete_item_kind(case, "vehicle")
    assert len(left.pairs) == 1
    case.apply(kinds.delete_item_kind(case, "vehicle", instead="note"))
    assert case.items["x01"].kind == "note"
    assert not case.item_kinds


def test_own_link_kinds_are_defined_changed_and_given_up() -> None:
    case = Case([Item("p01", "person"), Item("p02", "person"), Link("k01", "met", "p01", "p02")])
    change, kind = kinds.define_link_kind(case, "met", directed=False, dash=[2, 2])
    case.apply(change)
    assert kind == "met"
    case.apply(kinds.set_link_kind(case, kind, reverse="met by"))
    assert link_kind(case, "met").reverse == "met by"
    case.apply(kinds.delete_link_kind(case, "met", instead="associated"))
    assert case.links["k01"].kind == "associated"


def test_kinds_that_cannot_be_drawn_are_refused() -> None:
    case = Case()
    with pytest.raises(ValueError, match="name"):
        kinds.define_item_kind(case, " ", "car", "place")
    with pytest.raises(ValueError, match="silhouette"):
        kinds.define_item_kind(case, "Car", "car", "place", "banana")
    with pytest.raises(ValueError, match="such a kind"):
        kinds.define_item_kind(case, "Person", "user", "person", kind_id="person")
    with pytest.raises(ValueError, match="name"):
        kinds.define_link_kind(case, "")
    with pytest.raises(ValueError, match="cap"):
        kinds.define_link_kind(case, "met", end_cap="banana")
    with pytest.raises(ValueError, match="dash"):
        kinds.define_link_kind(case, "met", dash=[1.0, float("nan")])
    with pytest.raises(ValueError, match="such a kind"):
        kinds.define_link_kind(case, "x", kind_id="reports")
    for act in (kinds.set_item_kind, kinds.set_link_kind, kinds.delete_item_kind, kinds.delete_link_kind):
        with pytest.raises(KeyError):
            act(case, "person")


def test_grades_have_words_and_ranges() -> None:
    assert set(grading.RANGES) == {*grading.RELIABILITY, ""}
    assert list(grading.CREDIBILITY) == [1, 2, 3, 4, 5, 6]
    assert (
        grading.range_of(Case(), "F")
        == grading.range_of(Case(), "")
        == grading.range_of(Case(), "Z")
        == (0, 1)
    )


def test_a_case_may_set_its_own_ranges() -> None:
    case = Case()
    case.apply(info.set_range(case, "C", 0.4, 0.6))
    assert grading.range_of(case, "C") == (0.4, 0.6)
    assert grading.ranges(case)["A"] == grading.RANGES["A"]
    assert not info.set_range(case, "C", 0.4, 0.6)
    case.apply(info.set_range(case, "C", *grading.RANGES["C"]))
    assert case.info == Info()
    case.apply(info.set_range(case, "E", 0.1, 0.1))
    case.apply(info.reset_ranges(case))
    assert grading.ranges(case) == grading.RANGES


@pytest.mark.parametrize(
    ("grade", "low", "high"),
    [("F", 0, 0.5), ("", 0, 0.5), ("Z", 0, 1), ("A", 0.9, 0.8), ("A", -0.1, 1), ("A", 0, float("nan"))],
)
def test_ranges_that_make_no_sense_are_refused_and_ignored(grade: str, low: float, high: float) -> None:
    with pytest.raises(ValueError, match="range"):
        info.set_range(Case(), grade, low, high)
    assert grading.ranges(Case([replace(Info(), ranges=((grade, low, high),))])) == grading.RANGES


def test_the_case_has_a_title_and_a_note() -> None:
    case = Case()
    case.apply(info.set_title(case, "Quay 9"))
    case.apply(info.set_note(case, "since March"))
    assert case.info == Info("Quay 9", "since March")
