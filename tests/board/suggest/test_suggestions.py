"""What a text offers: on an invented article with the traps of real ones, and on any text at all."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from board.case import Case
from board.dates import is_date
from board.records import Item, Link
from board.suggest import (
    Dated,
    KnownNames,
    Mention,
    Name,
    Quoted,
    Reported,
    Suggestion,
    Unsourced,
    pairs,
    resembling,
    suggestions,
)
from board.suggest.words import sentences, sound, words_of

ARTICLE = (
    Path(__file__).parents[2].joinpath("fixtures", "documents", "harbour-letters.txt").read_text("utf-8")
)
CASE = Case(
    [
        Item("p01", "person", "Stepan Yurchuk", aliases=("the ex-captain",)),
        Item("p02", "person", "Oleh Holovchenko"),
        Item("o01", "organisation", "The Mariner"),
        Item("l01", "place", "Valdora"),
        Item("c01", "claim", "Ships"),
    ]
)


@cache
def in_article() -> list[Suggestion]:
    """The article's suggestions."""
    return suggestions(ARTICLE, KnownNames.of(CASE), "2021-10-24")


def of(text: str, case: Case | None = None, near: str = "") -> list[Suggestion]:
    """A text's suggestions."""
    return suggestions(text, KnownNames.of(case or CASE), near)


def words(found: Suggestion, text: str = ARTICLE) -> str:
    """What a suggestion is about."""
    return text[found.start : found.end]


def mentions(item: str) -> set[str]:
    """How the article names an item."""
    return {
        words(one) for one in in_article() if isinstance(one.payload, Mention) and one.payload.item == item
    }


def reported(beginning: str) -> Reported:
    """The report whose words begin so."""
    (found,) = (
        one.payload for one in in_article() if one.kind == "report" and words(one).startswith(beginning)
    )
    assert isinstance(found, Reported)
    return found


def test_names_are_known_in_every_spelling() -> None:
    assert mentions("p01") == {"Stepan Yurchuk", "Yurchuk", "Jurčuk"}
    assert mentions("p02") == {"Oleh Holovchenko", "Holovchenko", "Golovčenko", "Oleg Golovcenko"}
    assert mentions("o01") == {"Mariner"}


def test_somebody_with_the_same_surname_is_somebody_else() -> None:
    names = {one.payload.title for one in in_article() if isinstance(one.payload, Name)}
    assert {"Гнат Юрчук", "Anna Ferri", "Irena Dobrovolska", "Marek Sobotka", "Helena Marsh"} <= names
    assert not names & {"Until", "Reportedly", "Sunday", "The", "It"}


def test_a_surname_alone_is_the_name_in_full() -> None:
    found = [one for one in in_article() if isinstance(one.payload, Name) and words(one) == "Ferri"]
    assert {one.payload.title for one in found if isinstance(one.payload, Name)} == {"Anna Ferri"}


def test_quotations_cut_by_a_tag_are_one() -> None:
    cut = [
        one.payload
        for one in in_article()
        if isinstance(one.payload, Quoted) and len(one.payload.pieces) == 2
    ]
    beginnings = {ARTICLE[one.pieces[0].start :][:14] for one in cut}
    assert {
        "I have receive",
        "On the other e",
        "The ships are ",
        "We find there ",
        "There are four",
    } <= beginnings


@pytest.mark.parametrize(
    ("beginning", "speaker", "item", "stance", "is_guess"),
    [
        ('"I have received seven', "Yurchuk", "p01", "affirms", False),
        ("According to the letters", "letters", "", "affirms", False),
        ('"On the other end', "anonymous official", "", "affirms", False),
        ("The Mariner reports", "Mariner", "o01", "affirms", False),
        ("The ministry of transport", "ministry", "", "denies", False),
        ('"The ships are in stop', "Irena Dobrovolska", "", "affirms", False),
        ("The lawyer Anna Ferri", "Anna Ferri", "", "affirms", False),
        ('"We find there', "Anna Ferri", "", "affirms", True),
        ("«Мы видели", "Гнат Юрчук", "", "affirms", False),
        ('"Who wrote those lines', "expert of documents", "", "affirms", False),
        ('"There are four sources', "Anna Ferri", "", "affirms", True),
    ],
)
def test_who_says_it(beginning: str, speaker: str, item: str, stance: str, is_guess: bool) -> None:
    found = reported(beginning)
    assert (found.speaker, found.item, found.stance, found.is_guess) == (speaker, item, stance, is_guess)


def test_what_was_not_said_is_no_report() -> None:
    assert not [one for one in of("The prosecutor neither confirms nor denies it.") if one.kind == "report"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Secondo il portavoce, la nave era vuota.", "portavoce"),
        ("По словам Анны Ферри, корабль был пуст.", "Анны Ферри"),
        ("За словами Ганни Феррі, корабель був порожній.", "Ганни Феррі"),
        ("Как сообщила газета, корабль ушёл.", "газета"),
        ("«Корабель був порожній», — сказав Гнат Юрчук.", "Гнат Юрчук"),
        ("„Das Schiff war leer“, said Anna Ferri.", "Anna Ferri"),
        ("«La nave era vuota», ha detto Anna Ferri.", "Anna Ferri"),
        ("‘The ship wasn’t full,’ wrote Anna Ferri.", "Anna Ferri"),
    ],
)
def test_cues_in_four_languages(text: str, speaker: str) -> None:
    found = [one.payload.speaker for one in of(text) if isinstance(one.payload, Reported)]
    assert found == [speaker]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on 24 March 2022,", "2022-03-24"),
        ("on March 24th, 2022", "2022-03-24"),
        ("in March 2022.", "2022-03"),
        ("about March 2022", "2022-03~"),
        ("in 2019 and", "2019"),
        ("the 1990s", "199X"),
        ("il 3 aprile 2020", "2020-04-03"),
        ("24 марта 2022 года", "2022-03-24"),
        ("в марте 2022", "2022-03"),
        ("24 березня 2022 року", "2022-03-24"),
        ("2022 року", "2022"),
        ("12.03.2022", "2022-03-12"),
        ("25/03/2022", "2022-03-25"),
        ("2022-03-24", "2022-03-24"),
    ],
)
def test_dates_keep_their_precision(text: str, edtf: str) -> None:
    assert [one.payload.edtf for one in of(text) if isinstance(one.payload, Dated)] == [edtf]


@pytest.mark.parametrize(
    "text", ["3/4/2022", "31 February 2022", "2019 ships", "may go 5 times", "1.2022.3", "v1.2.2022.1"]
)
def test_what_is_no_plain_date_is_not_offered(text: str) -> None:
    assert not [one for one in of(text) if one.kind == "date"]


def test_a_day_without_a_year_takes_that_of_the_document_and_says_so() -> None:
    (found,) = (one.payload for one in of("On 30 December he left.", near="2022-01-05") if one.kind == "date")
    assert found == Dated("2021-12-30", inferred=True)
    assert not [one for one in of("On 30 December he left.") if one.kind == "date"]


def test_words_behind_which_nobody_stands() -> None:
    found = {words(one).lower(): one.payload for one in in_article() if one.kind == "unsourced"}
    assert found["reportedly"] == Unsourced("hedge")
    assert found["it is believed"] == Unsourced("hearsay")
    russian = of("Как стало известно, он якобы ушёл.")
    assert {one.payload.why for one in russian if isinstance(one.payload, Unsourced)} == {"hedge", "hearsay"}


SPICE = st.sampled_from(
    ['"', "“", "”", "«", "»", " said ", " told ", "according to ", " he ", "Anna ", "Ferri ", "Yurchuk",
     ". ", ", ", "\n\n", "24 March ", "2022", "мая ", "сказал ", "’s ", "officer ", "the ", "neither "]
)  # fmt: skip


@given(
    st.lists(SPICE | st.text(max_size=8), max_size=40).map("".join), st.sampled_from(["", "2022-03", "bad"])
)
def test_suggestions_for_any_text_lie_within_it(text: str, near: str) -> None:
    found = of(text, near=near)
    assert found == sorted(found, key=lambda one: (one.start, one.end, one.kind))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        match one.payload:
            case Mention(item=item):
                assert item in CASE.items
            case Dated(edtf=edtf):
                assert is_date(edtf)
            case Quoted(pieces=pieces):
                assert all(one.start <= a < b <= one.end for a, b in pieces)
            case Reported() as said:
                assert said.speaker
                assert 0 <= said.claim.start < said.claim.end <= len(text)
                assert 0 <= said.cue.start < said.cue.end <= len(text)
                assert said.speaker_at is None or 0 <= said.speaker_at.start < said.speaker_at.end <= len(
                    text
                )
            case _:
                pass


@given(st.text(max_size=200))
def test_sentences_and_words_follow_one_another(text: str) -> None:
    for spans in (sentences(text), [(one.start, one.end) for one in words_of(text)]):
        assert all(a < b for a, b in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(isinstance(sound(one.text), str) for one in words_of(text))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Boljukh", "Bolyuch", "Болюх"),
        ("Chernov", "Tschernow", "Чернов"),
        ("Osechkin", "Ossetschkin", "Осечкин"),
        ("Holovchenko", "Golovčenko", "Головченко"),
    ],
)
def test_spellings_of_a_name_sound_the_same(spellings: tuple[str, ...]) -> None:
    assert len({sound(one) for one in spellings}) == 1


def people(*names: str) -> Case:
    """A case of persons."""
    return Case([Item(f"p{number:02}", "person", name) for number, name in enumerate(names, 1)])


def test_items_that_resemble_one_another_are_offered_once() -> None:
    case = people("Dmytro Bolyuch", "Dmitro Boljukh", "Anna Ferri", "A. Ferri", "Marco Ferri", "Bolyuch")
    assert [(one, found.item) for one, found in pairs(case)] == [
        ("p01", "p02"), ("p01", "p06"), ("p02", "p06"), ("p03", "p04"),
    ]  # fmt: skip
    assert [found.item for found in resembling(case, "person", "Boljukh")] == ["p01", "p02", "p06"]
    assert not resembling(case, "organisation", "Boljukh")


def test_what_was_decided_is_not_offered_again() -> None:
    from board.edits.likeness import not_the_same
    from tests.board.strategies import document_of

    document = document_of(people("Dmytro Bolyuch", "Dmitro Boljukh", "Dmytro Boliuh"))
    document.do(not_the_same(document.case, "p01", "p02"))
    assert [(one, found.item) for one, found in pairs(document.case)] == [("p01", "p03"), ("p02", "p03")]
    tied = Case([*people("Anna Ferri", "Ana Ferri").records(), Link("k01", "same_as", "p01", "p02")])
    assert not pairs(tied)
    assert not resembling(tied, "person", "Anna Ferri", "p01")


@given(st.lists(st.text(max_size=20), max_size=6))
def test_any_names_can_be_compared(names: list[str]) -> None:
    case = people(*names)
    for one, found in pairs(case):
        assert one < found.item
    KnownNames.of(case)


def test_letters_that_tell_who_speaks_are_no_initials() -> None:
    text = "Q. Where were you?\nA. On the late shift.\nQ. Did Ilse Marren see it? J. Marsh saw it."
    found = [one.payload.title for one in suggestions(text, KnownNames([])) if isinstance(one.payload, Name)]
    assert found == ["Ilse Marren", "J. Marsh"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The official denied it, citing the British weekly.", "British weekly"),
        ("The Courier of Trieste reported that the ship had left.", "Courier of Trieste"),
        ("The ship had left, reported the Courier of Valdora.", "Courier of Valdora"),
        ("The Bank of Ireland said it was fine.", "Bank of Ireland"),
    ],
)
def test_a_paper_speaks_by_its_whole_name(text: str, speaker: str) -> None:
    (report,) = [one.payload for one in of(text) if isinstance(one.payload, Reported)]
    assert report.speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Anna Ferri of Valdora said the crane had stopped.", "Anna Ferri"),
        ("Petra Kolb from the Harbour Office in Trieste said it was late.", "Petra Kolb"),
        ("Last week Petra Kolb in Trieste told us it was late.", "Petra Kolb"),
        ("“It was late,” Anna Ferri of the Courier said.", "Anna Ferri"),
        ("On Friday the spokesman of Valdora said it was late.", "spokesman of Valdora"),
        ("In Valdora, Petra Kolb said it was late.", "Petra Kolb"),
    ],
)
def test_where_a_speaker_is_from_does_not_speak(text: str, speaker: str) -> None:
    (report,) = [one.payload for one in of(text) if isinstance(one.payload, Reported)]
    assert report.speaker == speaker


def test_of_joins_no_person_to_a_place() -> None:
    names = [
        one.payload.title for one in of("We saw Petra Kolb of Trieste.") if isinstance(one.payload, Name)
    ]
    assert names == ["Petra Kolb", "Trieste"]


def test_a_particle_does_not_end_a_name() -> None:
    found = [one for one in of("We read Corriere di Valdora.") if one.kind in ("name", "known")]
    text = "We read Corriere di Valdora."
    assert [text[one.start : one.end] for one in found] == ["Corriere", "Valdora"]
