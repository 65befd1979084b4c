"""Who is said to have said what, and where nobody is.

A speaker is a name or a role ("an FSB officer") close to a word of saying, in the same sentence. "He" and
"she" stand for the last one the text named, which is a guess and is marked as one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from board.suggest.lexicon import (
    ACCORDING,
    DENIES,
    HEARSAY,
    HEDGE,
    NEGATIONS,
    PRONOUNS,
    ROLES,
    SAYS,
    TELLS,
)
from board.suggest.quotations import Quotation
from board.suggest.suggestions import Mention, Name, Reported, Span, Suggestion, Unsourced
from board.suggest.words import Word

_NEAR = 6
"""Words between a word of saying and its speaker."""
_ARTICLES = frozenset(
    (
        "a",
        "an",
        "the",
        "un",
        "una",
        "uno",
        "il",
        "lo",
        "la",
        "gli",
        "le",
        "i",
        "one",
        "some",
        "two",
        "several",
    )
)
_BELONGING = frozenset(("for", "of", "from", "at", "in", "del", "della", "dello", "dei", "di"))
_STOP = re.compile('[,;:“«"]')
_PHRASE = 5
_BACK = 20
"""Names before a pronoun among which it is sought whom it stands for."""
_AROUND = 160
"""Characters before or after a quotation in which its speaker may stand."""


class _Speaker(NamedTuple):
    words: str
    at: Span | None
    item: str = ""
    is_guess: bool = False


@dataclass(frozen=True)
class Surroundings:
    """A text with what was found in it so far."""

    text: str
    words: list[Word]
    sentences: list[tuple[int, int]]
    names: list[Suggestion]
    """Known and other names in order."""
    quotations: list[Quotation]
    persons: frozenset[str]
    """Ids of the persons among the known."""

    def sentence_at(self, place: int) -> Span:
        """The sentence that a place is in, or after."""
        number = bisect_right(self.sentences, (place, len(self.text))) - 1
        return Span(*self.sentences[max(number, 0)]) if self.sentences else Span(0, 0)

    def words_within(self, start: int, end: int) -> range:
        """Numbers of the words that lie in a range."""
        first = bisect_left(self.words, start, key=attrgetter("start"))
        return range(first, max(first, bisect_right(self.words, end, key=attrgetter("end"))))

    def name_ending(self, word: Word) -> Suggestion | None:
        """The name whose last word this is."""
        number = bisect_left(self.names, word.end, key=attrgetter("end"))
        return self.names[number] if number < len(self.names) and self.names[number].end == word.end else None

    def name_starting(self, word: Word) -> Suggestion | None:
        """The name whose first word this is."""
        number = bisect_left(self.names, word.start, key=attrgetter("start"))
        if number < len(self.names) and self.names[number].start == word.start:
            return self.names[number]
        return None

    def last_person_before(self, place: int) -> Suggestion | None:
        """The last name of a person that stands before a place, outside quotations."""
        number = bisect_left(self.names, place, key=attrgetter("start"))
        for name in reversed(self.names[max(0, number - _BACK) : number]):
            if self.is_person(name) and not self.is_quoted(name.start):
                return name
        return None

    def is_quoted(self, place: int) -> bool:
        """Whether a place lies within a quotation, "he said" included."""
        number = bisect_left(self.quotations, place, key=attrgetter("start")) - 1
        return number >= 0 and place < self.quotations[number].end

    def is_person(self, name: Suggestion) -> bool:
        """Whether a name is known as that of a person, or looks like one."""
        match name.payload:
            case Mention(item=item):
                return item in self.persons
            case Name(title=title):
                return " " in title
            case _:
                return False

    def is_negated(self, number: int, start: int) -> bool:
        """Whether a word of saying, in a sentence that begins at `start`, tells what was not said."""
        before = self.words[max(0, number - 3) : number]
        return any(word.start >= start and word.text.lower() in NEGATIONS for word in before)


def reports_in(around: Surroundings) -> Iterator[Suggestion]:
    """Sentences and quotations that somebody is said to have said."""
    taken: set[int] = set()
    for quotation in around.quotations:
        found = _of_quotation(around, quotation)
        if found is not None:
            taken.add(found.cue.start)
            yield Suggestion("report", quotation.start, quotation.end, found)
    seen: set[Span] = set()
    for cue, stance, speaker in _cues(around):
        claim = around.sentence_at(cue.start)
        if cue.start in taken or claim in seen or speaker is None:
            continue
        seen.add(claim)
        yield Suggestion("report", *claim, _reported(claim, cue, stance, speaker))


def unsourced_in(around: Surroundings) -> Iterator[Suggestion]:
    """Words behind which nobody stands."""
    for why, pattern in (("hearsay", HEARSAY), ("hedge", HEDGE)):
        for found in pattern.finditer(around.text):
            yield Suggestion("unsourced", found.start(), found.end(), Unsourced(why))


def _reported(claim: Span, cue: Span, stance: str, speaker: _Speaker) -> Reported:
    return Reported(claim, cue, stance, speaker.words, speaker.at, speaker.item, speaker.is_guess)


def _cues(around: Surroundings) -> Iterator[tuple[Span, str, _Speaker | None]]:
    """Words of saying outside quotations, with what they say of the claim and who says it."""
    for found in ACCORDING.finditer(around.text):
        sentence = around.sentence_at(found.start())
        yield Span(*found.span()), "affirms", _after(around, found.end(), sentence.end)
    quoted = [(one.start, one.end) for one in around.quotations]
    for number, word in enumerate(around.words):
        lower = word.text.lower()
        if lower not in SAYS and lower not in DENIES:
            continue
        sentence = around.sentence_at(word.start)
        if around.is_negated(number, sentence.start):
            continue
        inside = bisect_right(quoted, (word.start, len(around.text))) - 1
        if inside >= 0 and word.start < quoted[inside][1] and not _is_outside(around, inside, word):
            continue
        stance = "denies" if lower in DENIES else "affirms"
        yield Span(word.start, word.end), stance, _before(around, number, sentence.start)


def _is_outside(around: Surroundings, quotation: int, word: Word) -> bool:
    return not any(start <= word.start < end for start, end in around.quotations[quotation].pieces)


def _of_quotation(around: Surroundings, quotation: Quotation) -> Reported | None:
    """Who said a quotation: between its pieces, after it, or before it."""
    pieces = quotation.pieces
    windows = [(left.end, right.start) for left, right in pairwise(pieces)]
    after = around.text.find("\n\n", quotation.end)
    limit = min(quotation.end + _AROUND, after if after >= 0 else len(around.text))
    sentence = around.sentence_at(quotation.start)
    windows += [
        (quotation.end, min(limit, max(around.sentence_at(quotation.end).end, quotation.end))),
        (max(sentence.start, quotation.start - _AROUND), quotation.start),
    ]
    for start, end in windows:
        for found in ACCORDING.finditer(around.text, start, end):
            speaker = _after(around, found.end(), end)
            if speaker is not None:
                claim = Span(quotation.start, quotation.end)
                return _reported(claim, Span(*found.span()), "affirms", speaker)
        for number in around.words_within(start, end):
            word = around.words[number]
            lower = word.text.lower()
            if (lower in SAYS or lower in DENIES) and not around.is_negated(number, start):
                speaker = _before(around, number, start)
                stance = "denies" if lower in DENIES else "affirms"
                if speaker is not None:
                    claim = Span(quotation.start, quotation.end)
                    return _reported(claim, Span(word.start, word.end), stance, speaker)
    return None


def _before(around: Surroundings, number: int, start: int) -> _Speaker | None:
    """The speaker that stands before a word of saying, or right after it ("said Ferri")."""
    cue = around.words[number]
    limit = _before_aside(around.text, start, cue.start)
    first = bisect_right(around.words, limit, key=attrgetter("end")) - 1
    for place in range(min(first, number - 1), max(-1, min(first, number - 1) - _NEAR), -1):
        word = around.words[place]
        if word.start < start or around.text[word.end : limit].count(","):
            break
        name = around.name_ending(word)
        if name is not None and (bearer := _belonging(around, name)) is not None:
            return bearer
        if speaker := _speaker(around, place, name):
            return speaker
    if cue.text.lower() in TELLS:
        return None
    return _after(around, cue.end, around.sentence_at(cue.start).end, _NEAR // 2)


def _before_aside(text: str, start: int, cue: int) -> int:
    """Where to look back from a word of saying: before ", who knows the place," if that comes between."""
    before = text[start:cue].rstrip()
    if not before.endswith(","):
        return cue
    comma = before.rfind(",", 0, len(before) - 1)
    return start + (comma if comma >= 0 else len(before) - 1)


def _after(around: Surroundings, start: int, end: int, most: int = _NEAR) -> _Speaker | None:
    """The first speaker after a place."""
    found = None
    for place in around.words_within(start, end)[:most]:
        word = around.words[place]
        if _STOP.search(around.text, start, word.start):
            break
        speaker = _speaker(around, place, around.name_starting(word))
        if speaker is not None and speaker.item:
            return speaker
        found = found or speaker
    return found


def _speaker(around: Surroundings, place: int, name: Suggestion | None) -> _Speaker | None:
    """The speaker that a word is, or ends."""
    word = around.words[place]
    lower = word.text.lower()
    if lower in ROLES:
        bearer = _bearer(around, place)
        return _role(around, place) if bearer is None else _named(around, bearer)
    if name is not None:
        role = _role_after(around, place, name)
        return _named(around, name) if role is None else _role(around, role)
    if lower in PRONOUNS:
        last = around.last_person_before(word.start)
        if last is None:
            return _Speaker(word.text, Span(word.start, word.end), is_guess=True)
        return _named(around, last)._replace(is_guess=True)
    return None


def _bearer(around: Surroundings, place: int) -> Suggestion | None:
    """The name right after a role: "the spokeswoman Irena Dobrovolska"."""
    if place + 1 >= len(around.words):
        return None
    word, follower = around.words[place : place + 2]
    is_next = around.text[word.end : follower.start].isspace()
    return around.name_starting(follower) if is_next else None


def _belonging(around: Surroundings, name: Suggestion) -> _Speaker | None:
    """Whom a name only tells more of: "Ilse Marren of the Courier", "the spokesman of Valdora"."""
    back = bisect_left(around.words, name.start, key=attrgetter("start")) - 1
    if back > 0 and around.words[back].text.lower() in _ARTICLES:
        back -= 1
    if back < 1 or around.words[back].text.lower() not in _BELONGING:
        return None
    bearer = around.words[back - 1]
    if not around.text[bearer.end : around.words[back].start].isspace():
        return None
    if bearer.text.lower() in ROLES:
        start = _role(around, back - 1).at
        assert start is not None
        span = Span(start.start, name.end)
        return _Speaker(" ".join(around.text[span.start : span.end].split()), span)
    before = around.name_ending(bearer)
    if before is None:
        return None
    return _belonging(around, before) or (_named(around, before) if around.is_person(before) else None)


def _role_after(around: Surroundings, place: int, name: Suggestion) -> int | None:
    """The role that a name only describes: "the Italian newspaper"."""
    for number in range(place, min(place + 8, len(around.words) - 1)):
        if around.words[number].end == name.end:
            follower = around.words[number + 1]
            is_next = not around.text[name.end : follower.start].strip()
            return number + 1 if is_next and follower.text.lower() in ROLES else None
    return None


def _named(around: Surroundings, name: Suggestion) -> _Speaker:
    item = name.payload.item if isinstance(name.payload, Mention) else ""
    words = " ".join(around.text[name.start : name.end].split())
    if isinstance(name.payload, Name):
        words = name.payload.title
    return _Speaker(words, Span(name.start, name.end), item)


def _head(around: Surroundings, place: int) -> int | None:
    """The role that another belongs to: the spokesman in "the spokesman for the ministry"."""
    for back in range(place - 1, max(0, place - 1 - _PHRASE), -1):
        if around.words[back].text.lower() in _BELONGING:
            return back - 1 if around.words[back - 1].text.lower() in ROLES else None
    return None


def _role(around: Surroundings, place: int) -> _Speaker:
    """ "an anonymous FSB officer": the role with the words that go with it, back to the article."""
    first = place
    if (head := _head(around, place)) is not None:
        inner = _role(around, head)
        end = around.words[place].end
        assert inner.at is not None
        return _Speaker(" ".join(around.text[inner.at.start : end].split()), Span(inner.at.start, end))
    for back in range(place - 1, max(-1, place - 1 - _PHRASE), -1):
        word = around.words[back]
        if around.text[word.end : around.words[back + 1].start].strip():
            break
        if word.text.lower() in _ARTICLES:
            first = back + 1
            break
    span = Span(around.words[first].start, around.words[place].end)
    return _Speaker(" ".join(around.text[span.start : span.end].split()), span)
