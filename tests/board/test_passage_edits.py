"""Cards read off passages are one Change, and passages go where their cards and documents go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.case import Case
from board.edits import passages
from board.edits.likeness import are_the_same, are_told_apart, not_the_same
from board.passages import Finder, Found, Reading, mark, mark_area
from board.records import Attachment, Board, Item, Link, Passage
from tests.board.strategies import cases, document_of
from tests.board.test_passages import reading

TEXT = "The ship left at night, said the fisherman. " + "And nobody, he added, has seen it since. " * 5
FILE = Attachment("f" * 64, "letters.pdf", "application/pdf", 9, "2021-10-24T10:00:00+02:00")


def case() -> Case:
    """A held source with its file, and a person."""
    return Case(
        [
            Board("b01", "Board"),
            FILE,
            Item("s01", "source", "The letters", files=(FILE.id,), held=True),
            Item("p01", "person", "The fisherman"),
        ]
    )


def passage(start: int = 0, end: int = 22, source: str = "s01") -> Passage:
    """A passage of the text."""
    return mark(reading(TEXT), start, end, attachment=FILE.id, source=source)


def test_a_claim_its_report_and_its_passage_are_one_change() -> None:
    document = document_of(case())
    change, item = passages.item_from_passage(
        document.case, "claim", passage(), board="b01", at=(10, 20), basis="relay", via=["p01"]
    )
    assert change.label == "Add claim"
    before = Case(document.case.records())
    document.do(change)
    claim = document.case.items[item]
    assert (claim.title, claim.text) == ("The ship left at night", "")
    assert claim.passages == ("q01",)
    (link,) = (document.case.links[one] for one in document.case.links_at(item))
    assert link == Link(
        link.id,
        "reports",
        "s01",
        item,
        stance="affirms",
        basis="relay",
        via=("p01",),
        sure="stated",
        passages=("q01",),
    )
    assert document.case.passages["q01"].quote == "The ship left at night"
    assert document.case.placements["b01", item].x == 10
    document.undo()
    assert document.case == before


def test_long_words_are_a_short_title_and_a_full_text() -> None:
    change, item = passages.item_from_passage(case(), "claim", passage(0, len(TEXT)))
    claim = change.pairs["item", item][1]
    assert isinstance(claim, Item)
    assert len(claim.title) <= passages.TITLE
    assert "\n" not in claim.title
    assert claim.text == TEXT.strip()


def test_a_new_voice_comes_with_its_claim() -> None:
    document = document_of(case())
    change, item = passages.item_from_passage(
        document.case, "claim", passage(), board="b01", speaker="The captain", basis="relay"
    )
    document.do(change)
    (voice,) = (one for one in document.case.items.values() if one.title == "The captain")
    (link,) = (document.case.links[one] for one in document.case.links_at(item))
    assert link.via == (voice.id,)
    assert len(document.case.on_board("b01")) == 2


def test_other_kinds_are_what_the_source_is_about() -> None:
    document = document_of(case())
    change, item = passages.item_from_passage(document.case, "person", passage(29, 42), title="A fisherman")
    document.do(change)
    (link,) = (document.case.links[one] for one in document.case.links_at(item))
    assert (link.kind, link.from_id, link.basis, link.stance) == ("about", "s01", "", "")
    change, item = passages.item_from_passage(document.case, "note", passage(source=""))
    document.do(change)
    assert not document.case.links_at(item)


@pytest.mark.parametrize(
    "wrong", [{"via": ["x99"]}, {"basis": "rumour"}, {"stance": "maybe"}, {"board": "b99"}]
)
def test_what_a_link_or_board_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises((KeyError, ValueError)):
        passages.item_from_passage(case(), "claim", passage(), **wrong)  # type: ignore[arg-type]


def test_a_passage_added_to_a_claim_is_its_sources_report_too() -> None:
    document = document_of(case())
    change, item = passages.item_from_passage(document.case, "claim", passage())
    document.do(change)
    change, second = passages.add_passage(document.case, item, passage(44, 84))
    document.do(change)
    assert document.case.items[item].passages == ("q01", second)
    (link,) = (document.case.links[one] for one in document.case.links_at(item))
    assert link.passages == ("q01", second)
    change, third = passages.add_passage(document.case, "p01", passage(29, 42))
    document.do(change)
    assert passages.read_off(document.case, FILE.id) == {"q01": [item], third: ["p01"], second: [item]}
    document.do(passages.remove_passages(document.case, second))
    assert document.case.items[item].passages == ("q01",)
    assert [one.id for one in passages.passages_in(document.case, FILE.id)] == ["q01", third]


def test_a_second_source_of_a_claim_gets_a_report() -> None:
    document = document_of(case())
    change, item = passages.item_from_passage(document.case, "claim", passage(source=""))
    document.do(change)
    change, _ = passages.add_passage(document.case, item, passage(44, 84))
    document.do(change)
    (link,) = (document.case.links[one] for one in document.case.links_at(item))
    assert (link.kind, link.from_id, link.basis) == ("reports", "s01", "")


def test_passages_follow_a_new_reading_and_lost_ones_are_listed() -> None:
    document = document_of(case())
    for start, end in ((0, 22), (44, 84)):
        document.do(passages.add_passage(document.case, "p01", passage(start, end))[0])
    other = reading("Preface. " + TEXT[:44], "two 1")
    finder = Finder(other)
    found = {one.id: finder.find(one) for one in passages.passages_in(document.case, FILE.id)}
    document.do(passages.anchor(document.case, found, other))
    first, second = document.case.passages["q01"], document.case.passages["q02"]
    assert other.text[first.start : first.end] == first.quote
    assert (first.text_sha256, first.extractor) == (other.sha256, "two 1")
    assert (second.start, second.quote) == (-1, "And nobody, he added, has seen it since.")
    assert passages.lost_passages(document.case) == [second]
    document.undo()
    assert passages.lost_passages(document.case) == []
    assert not passages.anchor(document.case, {"q01": Found("same", 0, 22)}, reading(TEXT))


def test_documents_become_sources_that_are_held_in_one_change() -> None:
    document = document_of(Case([Board("b01")]))
    extra = Attachment("e" * 64, "picture.jpg")
    papers = [
        passages.Paper((FILE, extra), date="2021-10-24", location="https://example.org/a", author="Ann"),
        passages.Paper((extra,), "A picture"),
    ]
    change, (first, second) = passages.add_documents(document.case, papers, board="b01", at=(10, 20))
    assert change.label == "Add documents"
    document.do(change)
    source = document.case.items[first]
    assert (source.kind, source.title, source.held) == ("source", "letters.pdf", True)
    assert source.files == (FILE.id, extra.id)
    assert source.fields == (("url", "https://example.org/a"), ("author", "Ann"))
    assert set(document.case.attachments) == {FILE.id, extra.id}
    assert document.case.placements["b01", second].y > document.case.placements["b01", first].y
    change, _ = passages.add_documents(document.case, [passages.Paper((FILE,))])
    assert ("attachment", FILE.id) not in change.pairs
    with pytest.raises(ValueError, match="file"):
        passages.add_documents(document.case, [passages.Paper(())])


def test_an_area_on_a_scan_is_a_card_with_its_cut_out() -> None:
    document = document_of(case())
    cut = Attachment("c" * 64, "cut-out.png", "image/png")
    area = mark_area(3, (10, 20, 30, 40), attachment=FILE.id, source="s01")
    change, item = passages.item_from_passage(document.case, "claim", area, title="Stamp", pictures=[cut])
    document.do(change)
    assert document.case.items[item].pictures == (cut.id,)
    assert document.case.items[item].text == ""
    assert document.case.passages["q01"].rects == ((3.0, 10, 20, 30, 40),)
    assert not passages.lost_passages(document.case)
    with pytest.raises(ValueError, match="extent"):
        mark_area(1, (0, 0, 0, 5), attachment=FILE.id)


@given(cases(), st.data())
def test_every_edit_of_passages_can_be_undone(drawn: Case, data: st.DataObject) -> None:
    document = document_of(drawn)
    before = Case(drawn.records())
    text: Reading = reading(TEXT)
    source = data.draw(st.sampled_from(["", *drawn.items]))
    start = data.draw(st.integers(0, 40))
    made = mark(text, start, start + data.draw(st.integers(3, 60)), attachment=FILE.id, source=source)
    kind = data.draw(st.sampled_from(["claim", "person", "own"]))
    board = data.draw(st.sampled_from([None, *drawn.boards]))
    change, item = passages.item_from_passage(document.case, kind, made, board=board, speaker="X")
    document.do(change)
    change, _ = passages.add_passage(document.case, item, made)
    document.do(change)
    document.do(passages.remove_passages(document.case, list(document.case.passages)))
    assert not document.case.passages
    for _ in range(3):
        document.undo()
    assert document.case == before


def test_not_the_same_is_remembered_and_undone() -> None:
    document = document_of(Case([Item("p01", "person", "A", extra='{"x": [1]}'), Item("p02", "person", "B")]))
    document.do(not_the_same(document.case, "p02", "p01"))
    assert are_told_apart(document.case, "p01", "p02")
    assert are_told_apart(document.case, "p02", "p01")
    assert document.case.items["p01"].extra == '{"x": [1], "not_same": ["p02"]}'
    document.undo()
    assert not are_told_apart(document.case, "p01", "p02")
    with pytest.raises(ValueError, match="itself"):
        not_the_same(document.case, "p01", "p01")


def test_the_same_is_a_link() -> None:
    tied = Case([Item("p01", "person"), Item("p02", "person"), Link("k01", "same_as", "p01", "p02")])
    assert are_the_same(tied, "p02", "p01")
    odd = Case([Item("p01", "person", extra="not json"), Item("p02", "person")])
    (pair,) = not_the_same(odd, "p01", "p02").pairs.values()
    assert isinstance(pair[1], Item)
    assert "not json" in pair[1].extra
