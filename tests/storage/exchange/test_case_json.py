"""The open case format: lossless on our own cases, forgiving on everybody else's."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assets
from board.case import Case
from board.records import (
    Attachment,
    Board,
    Frame,
    Info,
    Item,
    ItemKind,
    Link,
    LinkKind,
    Passage,
    Placement,
    Record,
    Route,
)
from storage.exchange.case_json import read, write
from storage.exchange.incoming import NotReadable

# The law: what is written comes back, byte for byte and record for record

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
ids = st.from_regex(r"[a-z]{1,2}[0-9]{0,3}", fullmatch=True)
numbers = st.floats(-1e6, 1e6, allow_nan=False)
lengths = st.floats(1, 1e4)
words = st.lists(texts, max_size=3).map(tuple)
scalars = st.one_of(
    texts,
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
extras = st.one_of(
    st.just(""),
    st.dictionaries(
        texts.map(lambda name: f"x-{name}"),
        st.recursive(scalars, lambda inner: st.lists(inner, max_size=2), max_leaves=4),
        min_size=1,
        max_size=2,
    ).map(lambda found: json.dumps(found, ensure_ascii=False)),
)
shas = st.binary(min_size=1, max_size=2).map(lambda data: (data * 32)[:32].hex())


def records_of(table: type[Record], **given_fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any record of a kind: every field not named is filled by its type."""
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "str": texts,
        "int": st.integers(-(2**31), 2**31),
        "bool": st.booleans(),
        "float": numbers,
        "tuple[str, ...]": words,
        "tuple[float, ...]": st.lists(lengths, max_size=3).map(tuple),
        "tuple[Point, ...]": st.lists(st.tuples(numbers, numbers), max_size=3).map(tuple),
        "tuple[tuple[float, ...], ...]": st.lists(st.lists(numbers, max_size=3).map(tuple), max_size=2).map(
            tuple
        ),
        "tuple[tuple[str, str], ...]": st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
        "tuple[Range, ...]": st.lists(st.tuples(texts, numbers, numbers), max_size=2).map(tuple),
        "tuple[tuple[str, Scalar], ...]": st.dictionaries(texts, scalars, max_size=3).map(
            lambda found: tuple(found.items())
        ),
    }
    annotated = {name: str(field.type) for name, field in table.__dataclass_fields__.items()}
    strategies = {
        name: by_type[kind]
        for name, kind in annotated.items()
        if name not in given_fields and name != "extra"
    }
    if "extra" in annotated:
        strategies["extra"] = extras
    return st.builds(table, **strategies | given_fields)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A whole case with every kind of record in it."""
    item_ids = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    some_item = st.sampled_from(item_ids)
    records: list[Record] = [draw(records_of(Item, id=st.just(one), kind=texts)) for one in item_ids]
    link_ids = draw(st.lists(ids, max_size=4, unique=True))
    records += [
        draw(records_of(Link, id=st.just(one), from_id=some_item, to_id=some_item)) for one in link_ids
    ]
    for board in draw(st.lists(ids, max_size=3, unique=True)):
        records.append(draw(records_of(Board, id=st.just(board))))
        box = {"board": st.just(board), "width": lengths, "height": lengths}
        for item in draw(st.lists(some_item, max_size=4, unique=True)):
            records.append(draw(records_of(Placement, item=st.just(item), **box)))
        records += draw(
            st.lists(records_of(Frame, id=ids.map(lambda one, b=board: f"{b}-{one}"), **box), max_size=2)
        )  # type: ignore[misc]
        for link in draw(st.lists(st.sampled_from(link_ids), max_size=2, unique=True)) if link_ids else []:
            records.append(draw(records_of(Route, board=st.just(board), link=st.just(link))))
    records += draw(st.lists(records_of(Passage, id=ids), max_size=2))
    records += draw(st.lists(records_of(Attachment, id=shas), max_size=2))
    records += draw(st.lists(records_of(ItemKind, id=ids), max_size=2))
    records += draw(st.lists(records_of(LinkKind, id=ids), max_size=2))
    records.append(draw(records_of(Info)))
    return Case(records)


@given(cases())
@settings(max_examples=50, deadline=None)
def test_a_case_that_is_written_and_read_is_the_same_case(case: Case) -> None:
    data = write(case)
    incoming = read(data)
    assert incoming.skipped == ()
    again = Case([incoming.info, *incoming.records])
    assert again == case
    assert write(again) == data


def test_the_order_of_records_in_memory_does_not_matter() -> None:
    items = [Item(f"c{number}", "claim") for number in (10, 9, 1)]
    assert write(Case(items)) == write(Case(reversed(items)))
    assert [one.id for one in read(write(Case(items))).records if isinstance(one, Item)] == [
        "c1",
        "c9",
        "c10",
    ]


def test_keys_are_those_of_the_format() -> None:
    case = Case(
        [
            Item("s01", "source", "A voice"),
            Item("c01", "claim", "Said"),
            Link("k01", "reports", "s01", "c01", stance="affirms", via=("s01",)),
            Board("b01", "Main"),
            Placement("b01", "c01", 10.0, 20.5, 240.0, 96.0),
        ]
    )
    found = json.loads(write(case))
    assert found["links"] == [
        {"id": "k01", "kind": "reports", "from": "s01", "to": "c01", "stance": "affirms", "via": ["s01"]}
    ]
    assert found["boards"][0]["placements"] == [
        {"item": "c01", "x": 10, "y": 20.5, "width": 240, "height": 96}
    ]


# The reference file


def reference() -> Path:
    return assets.path("samples", "moscow-rumours.json")


def test_the_moscow_case_comes_in_whole() -> None:
    incoming = read(reference().read_bytes())
    kinds = [record.kind for record in incoming.records if isinstance(record, Item)]
    expected = {
        "person": 13,
        "organisation": 16,
        "source": 16,
        "event": 15,
        "place": 8,
        "claim": 39,
        "note": 19,
    }
    assert {kind: kinds.count(kind) for kind in kinds} == expected
    assert incoming.counts()["Link"] == 240
    assert incoming.skipped == ()
    claim = next(one for one in incoming.records if isinstance(one, Item) and one.id == "c01")
    assert json.loads(claim.extra) == {"paragraphs": [0, 1, 2, 3, 7]}


# Files that are not quite a case


def file(**parts: Any) -> bytes:
    return json.dumps({"format": "caseboard-case", "version": 1, "title": "T"} | parts).encode()


def test_links_that_dangle_are_left_out_and_named() -> None:
    incoming = read(file(items=[{"id": "a"}], links=[{"from": "a", "to": "zzz"}, {"from": "a", "to": "a"}]))
    assert [one for one in incoming.records if isinstance(one, Link)] == [Link("k02", "related", "a", "a")]
    assert incoming.skipped == ("Link 1 ends at an item that is not in the file and was left out.",)


def test_an_item_with_an_id_that_is_taken_comes_in_under_another() -> None:
    incoming = read(
        file(
            items=[{"id": "c01", "kind": "claim", "title": "A"}, {"id": "c01", "kind": "claim", "title": "B"}]
        )
    )
    assert {one.id: one.title for one in incoming.records if isinstance(one, Item)} == {
        "c01": "A",
        "c02": "B",
    }
    assert len(incoming.skipped) == 1


def test_values_of_the_wrong_type_cost_only_themselves() -> None:
    odd = {
        "id": 7,
        "kind": "claim",
        "title": ["x"],
        "credibility": "4",
        "held": "yes",
        "tags": "one",
        "fields": [1],
    }
    incoming = read(file(items=[odd, 5, None, "text"], links={"no": "list"}))
    assert incoming.records == (Item("7", "claim", credibility=4, tags=("one",)),)
    assert len(incoming.skipped) == 5
    assert all(sentence.endswith(".") for sentence in incoming.skipped)


def test_numbers_that_are_none_are_not_given() -> None:
    boards = [
        {
            "id": "b",
            "placements": [{"item": "a", "x": float("nan"), "y": 1}, {"item": "c", "x": 1e300, "y": 0}],
        }
    ]
    incoming = read(file(items=[{"id": "a"}, {"id": "c"}], boards=boards, more=float("inf")))
    assert not [one for one in incoming.records if isinstance(one, Placement)]
    assert len(incoming.skipped) == 3


def test_placements_without_a_size_take_the_size_of_their_kind() -> None:
    incoming = read(
        file(items=[{"id": "a", "kind": "claim"}], boards=[{"placements": [{"item": "a", "x": 1, "y": 2}]}])
    )
    placement = next(one for one in incoming.records if isinstance(one, Placement))
    assert placement.board == "b01"
    assert placement.width > 100


def test_half_characters_and_nul_are_replaced() -> None:
    incoming = read(
        b'{"format": "caseboard-case", "items": [{"id": "a", "title": "\\ud800x\\u0000", "own": "\\udfff"}]}'
    )
    assert incoming.records[0] == Item("a", "note", "?x\ufffd", extra='{"own": "?"}')
    write(Case(incoming.records))


def test_a_byte_order_mark_and_utf_16_are_read() -> None:
    text = file(items=[{"id": "a", "title": "ß"}]).decode()
    for coding in ("utf-8-sig", "utf-16"):
        assert read(text.encode(coding)).counts()["Item"] == 1


def test_own_keys_too_deep_to_be_written_again_are_left_out() -> None:
    deep: Any = 1
    for _ in range(200):
        deep = [deep]
    incoming = read(file(items=[{"id": "a", "deep": deep, "flat": 1}]))
    assert incoming.records[0] == Item("a", "note", extra='{"flat": 1}')
    assert len(incoming.skipped) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b'{"format": "caseboard-case"',
        b"[]",
        b"{}",
        b'{"format": "other"}',
        b'{"format": "caseboard-case", "version": 2}',
        b'{"format": "caseboard-case", "version": "new"}',
        b"[" * 10_000_000,
        b'{"a":' * 2_000_000,
        b'{"format": "caseboard-case", "n": ' + b"9" * 5000 + b"}",
        b"\xff\xfe\xfa\x00\xd8",
        b'{"format": "\xc3\x28"}',
    ],
    ids=lambda data: repr(data[:20]),
)
def test_what_cannot_be_used_at_all_gets_one_sentence(data: bytes) -> None:
    with pytest.raises(NotReadable) as caught:
        read(data)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "id",
                        "kind",
                        "from",
                        "to",
                        "items",
                        "links",
                        "boards",
                        "placements",
                        "item",
                        "x",
                        "y",
                        "title",
                        "frames",
                        "points",
                        "routes",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=40,
    )
)
@settings(max_examples=150, deadline=None)
def test_no_json_breaks_the_reader(found: Any) -> None:
    parts = found if isinstance(found, dict) else {"items": found, "boards": found}
    incoming = read(
        file(**{name: value for name, value in parts.items() if name not in ("format", "version")})
    )
    case = Case([incoming.info, *incoming.records])
    assert Case([read(write(case)).info, *read(write(case)).records]) == case


def test_info_is_the_head_of_the_file() -> None:
    info = Info("T", "N", (("A", 0.5, 1.0),), '{"own": [1, 2]}')
    assert read(write(Case([info]))).info == info
    assert write(Case([replace(info, extra='{"items": 5}')])) == write(Case([replace(info, extra="")]))
