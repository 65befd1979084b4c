"""Names in a text: those that the case knows, in any spelling, and those that it does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from board.case import Case
from board.suggest.lexicon import DAYS, MONTHS, PARTICLES, STARTERS, TITLES
from board.suggest.suggestions import Mention, Name, Suggestion
from board.suggest.words import Word, plain, sound, words_of

NAMED = ("person", "organisation", "place", "source", "event")
"""Kinds of items that texts mention by name."""
ALIKE = 82.0
"""How alike (of 100) two long words have to sound."""
_LONG = 5
"""Letters of a word that may be compared by likeness; shorter ones have to sound the same."""
_SURNAME = 4
_MOST_WORDS = 8
_OF = "of"


@dataclass(frozen=True, slots=True)
class _Known:
    """A name of an item, as words."""

    item: str
    plain: tuple[str, ...]
    sounds: tuple[str, ...]
    is_part: bool = False
    """It is only the last word of a person's name."""


class KnownNames:
    """All names in a case, by how they sound. It pickles."""

    def __init__(self, entries: Iterable[tuple[str, str, str]]) -> None:
        """Entries are item, kind and name."""
        entries = list(entries)
        self.persons = frozenset(item for item, kind, _ in entries if kind == "person")
        self.by_first: dict[str, list[_Known]] = defaultdict(list)
        surnames: dict[str, list[_Known]] = defaultdict(list)
        for item, kind, name in entries:
            words = [word.text for word in words_of(name)][:_MOST_WORDS]
            while len(words) > 1 and len(words[0]) > 1 and words[0].lower() in STARTERS:
                words = words[1:]
            if not any(word[0].isupper() or not word.islower() for word in words):
                continue
            known = _Known(item, tuple(map(plain, words)), tuple(map(sound, words)))
            self._add(known)
            if kind == "person" and len(words) > 1 and len(words[-1]) >= _SURNAME and words[-1][0].isupper():
                part = _Known(item, known.plain[-1:], known.sounds[-1:], True)
                surnames[part.sounds[0]].append(part)
        for parts in surnames.values():
            if len({part.item for part in parts}) == 1:
                self._add(parts[0])
        for entry in self.by_first.values():
            entry.sort(key=lambda one: (-len(one.sounds), one.is_part, one.item))
        self.firsts = [first for first in self.by_first if len(first) >= _LONG]
        self._near: dict[str, str] = {}

    @classmethod
    def of(cls, case: Case) -> KnownNames:
        """The names in a case, and the other names of its items."""
        return cls(
            (item.id, item.kind, name)
            for item in case.items.values()
            if item.kind in NAMED
            for name in (item.title, *item.aliases)
        )

    def at(self, words: list[Word], place: int) -> tuple[_Known, int] | None:
        """The longest known name that begins with a word, and how many words it takes."""
        first = sound(words[place].text)
        for key in dict.fromkeys((first, self._like(first) if words[place].is_capital else first)):
            for known in self.by_first.get(key, ()):
                count = len(known.sounds)
                there = words[place : place + count]
                if len(there) == count and self._fits(known, there):
                    return known, count
        return None

    def _add(self, known: _Known) -> None:
        if known.sounds and known.sounds[0] and known not in self.by_first[known.sounds[0]]:
            self.by_first[known.sounds[0]].append(known)

    def _fits(self, known: _Known, there: list[Word]) -> bool:
        if not any(word.is_capital for word in there):
            return False
        return all(
            is_like(sound(word.text), wanted) and (len(wanted) > 3 or plain(word.text) == spelt)
            for word, wanted, spelt in zip(there, known.sounds, known.plain, strict=True)
        )

    def _like(self, first: str) -> str:
        """The known first word that sounds most like one, itself when none does."""
        if len(first) < _LONG or first in self.by_first:
            return first
        if first not in self._near:
            from rapidfuzz import fuzz, process

            best = process.extractOne(first, self.firsts, scorer=fuzz.ratio, score_cutoff=ALIKE)
            self._near[first] = best[0] if best else first
        return self._near[first]


def is_like(one: str, other: str) -> bool:
    """Whether two sounds may be the same word."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG:
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) >= ALIKE


def names_in(text: str, words: list[Word], starts: set[int], known: KnownNames) -> Iterator[Suggestion]:
    """Known names, then other capitalised ones; `starts` are where sentences begin."""
    place = 0
    full: dict[str, str] = {}
    mid_sentence = {word.text for word in words if word.is_capital and word.start not in starts}
    while place < len(words):
        word = words[place]
        if found := known.at(words, place):
            name, count = found
            last = words[place + count - 1]
            exact = name.plain == tuple(plain(one.text) for one in words[place : place + count])
            yield Suggestion("known", word.start, last.end, Mention(name.item, exact))
            place += count
        elif word.is_capital:
            place, other = _other_name(text, words, place, starts, mid_sentence, known)
            if other is not None:
                yield _in_full(other, full)
        else:
            place += 1


def _in_full(found: Suggestion, full: dict[str, str]) -> Suggestion:
    """A surname with the first name that the text gave it before."""
    assert isinstance(found.payload, Name)
    title = found.payload.title
    if " " in title:
        full[title.rpartition(" ")[2]] = title
        return found
    return Suggestion(found.kind, found.start, found.end, Name(full.get(title, title)))


def _other_name(
    text: str,
    words: list[Word],
    place: int,
    starts: set[int],
    mid_sentence: set[str],
    known: KnownNames,
) -> tuple[int, Suggestion | None]:
    """A run of capitalised words that nobody knows, and where to go on."""
    first = words[place]
    if first.start in starts and first.text.lower() in STARTERS:
        return place + 1, None
    if _is_turn(text, words, place, starts):
        return place + 2, None
    end = place + 1
    while end < len(words) and end - place < _MOST_WORDS:
        follower = words[end]
        between = text[words[end - 1].end : follower.start]
        joins = between in (" ", "\u00a0", "-") or (between == ". " and len(words[end - 1].text) == 1)
        if not joins or (words[end - 1].text != _OF and _is_another(words, end, known)):
            break
        if not follower.is_capital:
            after = words[end + 1] if end + 1 < len(words) else None
            is_part = follower.text in PARTICLES or (follower.text == _OF and _has_article(words, place))
            if not is_part or after is None or not after.is_capital:
                break
        end += 1
    while words[end - 1].text in PARTICLES or words[end - 1].text == _OF:
        end -= 1
    last = words[end - 1]
    if end - place == 1 and not _is_name(first, first.start in starts, mid_sentence):
        return end, None
    title = " ".join(text[first.start : last.end].split())
    return end, Suggestion("name", first.start, last.end, Name(title))


def _is_another(words: list[Word], place: int, known: KnownNames) -> bool:
    """Whether a known name begins here, and not just the surname of somebody else."""
    there = known.at(words, place)
    return there is not None and not (there[0].is_part and _is_first(words, place))


def _has_article(words: list[Word], place: int) -> bool:
    """Whether "the" comes before: "the Courier of Trieste" is one name, "Ilse of Trieste" is not."""
    return place > 0 and words[place - 1].text.lower() == "the"


def _is_first(words: list[Word], place: int) -> bool:
    """Whether the word before a surname makes it somebody else's: a first name, not a title."""
    return words[place - 1].text.lower() not in TITLES


def _is_turn(text: str, words: list[Word], place: int, starts: set[int]) -> bool:
    """Whether a letter is no initial but tells who speaks: "Q. Where were you?"."""
    first, follower = words[place], words[place + 1] if place + 1 < len(words) else None
    if follower is None or len(first.text) > 1 or first.start not in starts:
        return False
    return text[first.end : follower.start] == ". " and follower.text.lower() in STARTERS


def _is_name(word: Word, is_first: bool, mid_sentence: set[str]) -> bool:
    """Whether a single capitalised word is a name and not the first of a sentence or a month."""
    lower = word.text.lower()
    if len(word.text) < 2 or lower in STARTERS or lower in MONTHS or lower in DAYS:
        return False
    return not is_first or word.text in mid_sentence or (word.text.isupper() and len(word.text) > 1)
