"""Where two voices may not be independent: suggestions, offered and never applied.

The grounds are what the board already says of them: the same person or organisation behind both, the
same publisher, the same description. Whether they are truly one voice is for the user to declare.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from board.case import Case
from board.evidence.labels import labels
from board.records import Item
from board.text import fold

PERSON = "same person behind"
PUBLISHER = "same publisher"
DESCRIPTION = "same description"

GROUNDS = (PERSON, PUBLISHER, DESCRIPTION)
"""Strongest first."""

MOST_IN_ONE_GROUP = 12
"""A publisher of more sources than this ties them to the first only; all pairs would swamp the list."""

_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_WORDS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two voices that may be one, why, and the item that both have in common ("" for a description)."""

    first: str
    second: str
    ground: str
    common: str = ""


def suggestions(case: Case) -> tuple[Suggestion, ...]:
    """Pairs of voices worth declaring not independent, and not yet declared; strongest ground first."""
    voices = _voices(case)
    declared = labels(case)
    found: dict[tuple[str, str], Suggestion] = {}
    for ground, groups in (
        (PERSON, _behind(case, voices)),
        (PUBLISHER, _published(case, voices)),
        (DESCRIPTION, _described(case, voices)),
    ):
        for common, group in groups:
            for first, second in _pairs(group):
                if declared.get(first, first) != declared.get(second, second):
                    found.setdefault((first, second), Suggestion(first, second, ground, common))
    return tuple(sorted(found.values(), key=lambda one: (GROUNDS.index(one.ground), one.first, one.second)))


def _voices(case: Case) -> set[str]:
    """Everybody who reports something, or is named as somebody's source."""
    reports = [link for link in case.links.values() if link.kind == "reports"]
    named = {item for link in reports for item in (link.from_id, *link.via)}
    return {item for item in named if item in case.items}


def _behind(case: Case, voices: set[str]) -> Iterator[tuple[str, set[str]]]:
    """Voices with one person or organisation behind them, which may itself be a voice."""
    behind: defaultdict[str, set[str]] = defaultdict(set)
    for link in case.links.values():
        if link.kind in ("voice_of", "wrote") and link.to_id in voices and link.from_id != link.to_id:
            behind[link.from_id].add(link.to_id)
    for person, group in sorted(behind.items()):
        yield person, group | ({person} & voices)


def _published(case: Case, voices: set[str]) -> Iterator[tuple[str, set[str]]]:
    published: defaultdict[str, set[str]] = defaultdict(set)
    for link in case.links.values():
        if link.kind == "published_by" and link.from_id in voices:
            published[link.to_id].add(link.from_id)
    yield from sorted(published.items())


def _described(case: Case, voices: set[str]) -> Iterator[tuple[str, set[str]]]:
    described: defaultdict[str, set[str]] = defaultdict(set)
    for voice in voices:
        for description in _descriptions(case.items[voice]):
            described[description].add(voice)
    yield from (("", group) for _, group in sorted(described.items()))


def _descriptions(item: Item) -> Iterator[str]:
    """What an item is called or described by, without case, brackets and punctuation."""
    for text in (item.title, *item.aliases, item.text):
        words = " ".join(_NOT_WORDS.sub(" ", _BRACKETS.sub(" ", fold(text))).split())
        if words:
            yield words


def _pairs(group: Iterable[str]) -> Iterator[tuple[str, str]]:
    members = sorted(group)
    if len(members) <= MOST_IN_ONE_GROUP:
        yield from combinations(members, 2)
    else:
        yield from ((members[0], other) for other in members[1:])


def reasons(suggestion: Suggestion, titles: Mapping[str, str], translated: Callable[[str], str] = str) -> str:
    """The reason to write on the link if the user accepts: "same publisher: Corriere della Sera"."""
    common, ground = titles.get(suggestion.common, ""), translated(suggestion.ground)
    return f"{ground}: {common}" if common else ground
