"""Items that may be one and the same: names that sound alike.

A likeness is only ever offered. What somebody decided ("not the same", or tied together as the same)
is not offered again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from board.case import Case
from board.edits.likeness import are_the_same, are_told_apart
from board.records import Item
from board.suggest.lexicon import STARTERS
from board.suggest.names import NAMED, is_like
from board.suggest.words import sound, words_of

_MOST = 200
"""Items that share a word's sound, or its beginning, beyond which that says nothing."""
_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """An item that may be another, and the two names that sound alike."""

    item: str
    name: str
    other_name: str


def resembling(case: Case, kind: str, title: str, item: str = "") -> list[Likeness]:
    """Items of a kind whose name is like a title; `item` is the one that bears it, if it is there."""
    names = [title, *(case.items[item].aliases if item in case.items else ())]
    others = [
        (other.id, (other.title, *other.aliases))
        for other in case.items.values()
        if other.kind == kind and other.id != item and not (item and is_decided(case, item, other.id))
    ]
    return alike_among(kind, names, others)


def alike_among(
    kind: str,
    names: Sequence[str],
    others: Sequence[tuple[str, Sequence[str]]],
    report: Callable[[str, int, int], None] | None = None,
) -> list[Likeness]:
    """Those of other items (id and names) of a kind that bear a name like one of these; fit for a worker."""
    found = []
    for place, (other, theirs) in enumerate(others):
        if report is not None and place % 2_000 == 0:
            report("Comparing names", place, len(others))
        if pair := _alike(list(names), list(theirs), kind):
            found.append(Likeness(other, pair[1], pair[0]))
    return found


def pairs_of(case: Case, report: Callable[[str, int, int], None]) -> list[tuple[str, Likeness]]:
    """`pairs` for a worker."""
    report("Comparing names", 0, 0)
    return pairs(case)


def pairs(case: Case) -> list[tuple[str, Likeness]]:
    """Every two items of the case that may be one, each pair once."""
    by_sound: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for item in case.items.values():
        if item.kind in NAMED:
            for name in (item.title, *item.aliases):
                for word in _sounds(name):
                    by_sound[item.kind, word].add(item.id)
                    by_sound[item.kind, word[:_BEGINNING] + "…"].add(item.id)
    candidates = {
        pair for ids in by_sound.values() if len(ids) <= _MOST for pair in combinations(sorted(ids), 2)
    }
    found = []
    for one, other in sorted(candidates):
        if not is_decided(case, one, other):
            left, right = case.items[one], case.items[other]
            if alike := _alike(_names(left), _names(right), left.kind):
                found.append((one, Likeness(other, alike[1], alike[0])))
    return found


def _names(item: Item) -> list[str]:
    return [item.title, *item.aliases]


def is_decided(case: Case, one: str, other: str) -> bool:
    """Whether somebody said that two items are the same, or that they are not."""
    return are_told_apart(case, one, other) or are_the_same(case, one, other)


def _alike(names: list[str], others: list[str], kind: str) -> tuple[str, str] | None:
    """The first name of each that sound alike."""
    sounds = [(name, _sounds(name)) for name in names]
    for other in others:
        heard = _sounds(other)
        for name, sound_of_name in sounds:
            if _is_alike(sound_of_name, heard, kind):
                return name, other
    return None


def _is_alike(one: tuple[str, ...], other: tuple[str, ...], kind: str) -> bool:
    """Whether two names may be one: the same words in any order, or a person's surname and initials."""
    short, long = sorted((one, other), key=len)
    if not short or (kind != "person" and len(short) != len(long)):
        return False
    left = list(long)
    matched = 0
    for word in short:
        if same := next((there for there in left if is_like(word, there)), None):
            left.remove(same)
            matched += len(word) > 1
        elif initial := next((there for there in left if _is_initial(word, there)), None):
            left.remove(initial)
        else:
            return False
    if kind == "person" and len(short) < len(long):
        return matched > 0 and is_like(short[-1], long[-1])
    return matched > 0


def _is_initial(word: str, other: str) -> bool:
    return min(len(word), len(other)) == 1 and word[:1] == other[:1]


@lru_cache(maxsize=1 << 15)
def _sounds(name: str) -> tuple[str, ...]:
    """The words of a name as they sound."""
    words = [one.text for one in words_of(name)]
    kept = [word for word in words if len(word) == 1 or word.lower() not in STARTERS] or words
    return tuple(key for word in kept if (key := sound(word)))
