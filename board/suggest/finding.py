"""All suggestions for a text, in order."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from board.suggest.dates_in_text import dates_in
from board.suggest.names import KnownNames, names_in
from board.suggest.quotations import quotations
from board.suggest.reporting import Surroundings, reports_in, unsourced_in
from board.suggest.suggestions import Quoted, Suggestion
from board.suggest.words import sentences, words_of


def suggestions(text: str, known: KnownNames, near: str = "") -> list[Suggestion]:
    """What a text offers, by where it stands; `near` is the date of the document, in EDTF.

    Places count the characters of the text given; a long document is taken paragraph by paragraph.
    """
    words, found_sentences = words_of(text), sentences(text)
    dates = list(dates_in(text, near))
    starts = _beginnings(text, found_sentences)
    names = [
        name
        for name in names_in(text, words, starts, known)
        if name.kind == "known" or not _touches(dates, name)
    ]
    quoted = quotations(text)
    around = Surroundings(text, words, found_sentences, names, quoted, known.persons)
    found = [
        *names,
        *dates,
        *(Suggestion("quotation", one.start, one.end, Quoted(one.pieces)) for one in quoted),
        *reports_in(around),
        *unsourced_in(around),
    ]
    return sorted(found, key=lambda one: (one.start, one.end, one.kind))


def _touches(several: list[Suggestion], one: Suggestion) -> bool:
    """Whether a suggestion has a character in common with any of several that follow one another."""
    number = bisect_left(several, one.end, key=attrgetter("start"))
    return number > 0 and several[number - 1].end > one.start


def _beginnings(text: str, several: list[tuple[int, int]]) -> set[int]:
    """Where the first word of a sentence or of a quotation stands."""
    starts = set()
    for start, end in several:
        while start < end and not text[start].isalnum():
            start += 1
        starts.add(start)
    starts.update(at + 1 for at, char in enumerate(text) if char in '“„«‘"‹:\n')
    return starts
