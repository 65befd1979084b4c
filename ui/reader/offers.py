"""What a text offers to be made into cards, and how that is said in a menu.

The rules are `board.suggest`'s and run in the worker; nothing is written before somebody chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from board.case import Case
from board.dates import parse
from board.kinds import VOICES
from board.passages import Reading
from board.suggest import (
    Dated,
    KnownNames,
    Mention,
    Name,
    Quoted,
    Reported,
    Span,
    Suggestion,
    Unsourced,
    suggestions,
)
from board.suggest.words import sentences
from board.text import fold, one_line, shortened
from ui.reader.walking import word_at
from ui.wording import date_words

MOST_TEXT = 400_000
"""Characters of a document that are looked through."""
_AT_ONCE = 20_000
_AROUND = 2_000
"""How far to either side of a place its sentence is sought."""
_NAMES = (
    ("person", "Add person “{name}”"),
    ("organisation", "Add organisation “{name}”"),
    ("place", "Add place “{name}”"),
    ("source", "Add source “{name}”"),
)
_SENTENCES = ("claim", "note", "event")
"""Kinds of cards that are made of a sentence where nothing is selected; others are made of a name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be chosen: what it is called and what it does."""

    words: str
    kind: str = ""
    """The kind of card that is made; empty shows the item instead."""
    start: int = 0
    end: int = 0
    title: str = ""
    date: str = ""
    item: str = ""
    """What is shown, or who is said to have said it."""
    speaker: str = ""
    """A voice that the case does not know yet."""
    stance: str = "affirms"


def offered(
    text: str, known: KnownNames, near: str, report: Callable[[str, int, int], None]
) -> list[Suggestion]:
    """All suggestions for a document, in order; for the worker process."""
    text = text[:MOST_TEXT]
    found: list[Suggestion] = []
    start = 0
    while start < len(text):
        report("Looking for names", start, len(text))
        end = text.find("\n", start + _AT_ONCE)
        end = len(text) if end < 0 else end + 1
        found += [_moved(one, start) for one in suggestions(text[start:end], known, near)]
        start = end
    return found


def offers_of(case: Case, reading: Reading, found: Suggestion) -> list[Offer]:
    """What can be chosen for a suggestion."""
    words, start, end = reading.text[found.start : found.end], found.start, found.end
    match found.payload:
        case Mention(item=item) if item in case.items:
            title = _short(case.items[item].title)
            return [
                Offer(_tr("Show {name}").format(name=title), item=item),
                Offer(_tr("Add these words to {name}").format(name=title), "", start, end, item=item),
            ]
        case Name(title=title):
            return [
                Offer(_tr(text).format(name=_short(title)), kind, start, end, title) for kind, text in _NAMES
            ]
        case Dated(edtf=edtf):
            date = parse(edtf)
            said = date_words(date) if date else edtf
            return [Offer(_tr("Add event of {date}").format(date=said), "event", start, end, date=edtf)]
        case Quoted(pieces=pieces) if pieces:
            return [Offer(_tr("Make a claim of this quotation"), "claim", pieces[0].start, pieces[-1].end)]
        case Reported() as told:
            who = _short(case.items[told.item].title if told.item in case.items else told.speaker)
            asked = _tr("Make a claim from this: who says it?")
            named = _tr("Make a claim from this: {who} says it").format(who=who)
            voice = "" if told.item else told.speaker
            return [
                Offer(
                    named if who else asked,
                    "claim",
                    *told.claim,
                    item=told.item,
                    speaker="" if told.is_guess else voice,
                    stance=told.stance,
                )
            ]
        case Unsourced():
            said = _tr("“{words}”: nobody stands behind this. Make a claim?").format(words=_short(words))
            return [Offer(said, "claim", *sentence_at(reading.text, start))]
        case _:
            return []


def offer_of(case: Case, reading: Reading, here: Sequence[Suggestion], place: int, kind: str) -> Offer | None:
    """What a key makes where nothing is selected: what is suggested there, else the sentence or the name.

    `here` are the suggestions at the place. A name that the case knows already gets the words added.
    """
    offers = offers_over(case, reading, here)
    for offer in offers:
        if offer.kind == kind or (not offer.kind and offer.end and case.items[offer.item].kind == kind):
            return offer
    named = next((one for one in here if isinstance(one.payload, Mention | Name)), None)
    if kind in _SENTENCES:
        start, end = sentence_at(reading.text, place)
    elif named is not None:
        start, end = named.start, named.end
    else:
        start, end = word_at(reading.text, place)
    return Offer("", kind, start, end) if reading.text[start:end].strip() else None


def offers_over(case: Case, reading: Reading, here: Sequence[Suggestion]) -> list[Offer]:
    """Everything that can be chosen of several suggestions; a quotation only where nobody is named for it."""
    is_told = any(isinstance(one.payload, Reported) for one in here)
    kept = [one for one in here if not (is_told and isinstance(one.payload, Quoted))]
    return [offer for one in kept for offer in offers_of(case, reading, one)]


def voice_named(case: Case, name: str) -> str:
    """The one voice of the case that bears a name; "" where there is none or several."""
    wanted = fold(name)
    found = [
        item.id
        for item in case.items.values()
        if item.kind in VOICES and wanted in {fold(one) for one in (item.title, *item.aliases)}
    ]
    return found[0] if len(found) == 1 else ""


def voice_kind(name: str) -> str:
    """What a voice is likely to be: "the ministry" and "the letters" are sources, names are persons."""
    return "person" if name[:1].isupper() else "source"


def told_in(found: Sequence[Suggestion], start: int, end: int) -> Reported | None:
    """Who is said to have said the words of a range: of several reports the one that has most of it."""

    def shared(told: Reported) -> int:
        return min(told.claim.end, end) - max(told.claim.start, start)

    told = [one.payload for one in found if isinstance(one.payload, Reported)]
    best = max(told, key=shared, default=None)
    return best if best is not None and 2 * shared(best) > end - start else None


def sentence_at(text: str, place: int) -> tuple[int, int]:
    """The sentence around a place."""
    start = max(text.rfind("\n", 0, place) + 1, place - _AROUND)
    end = text.find("\n", place, place + _AROUND)
    end = min(place + _AROUND, len(text)) if end < 0 else end
    return next(_sentences_over(text, start, end, place), (place, place))


def _sentences_over(text: str, start: int, end: int, place: int) -> Iterator[tuple[int, int]]:
    for first, last in sentences(text[start:end]):
        if place <= start + last:
            yield start + first, start + last


def _moved(found: Suggestion, by: int) -> Suggestion:
    """A suggestion of a part, in places of the whole."""

    def span(old: Span) -> Span:
        return Span(old.start + by, old.end + by)

    payload = found.payload
    if isinstance(payload, Quoted):
        payload = Quoted(tuple(map(span, payload.pieces)))
    elif isinstance(payload, Reported):
        at = payload.speaker_at
        payload = replace(
            payload, claim=span(payload.claim), cue=span(payload.cue), speaker_at=span(at) if at else None
        )
    return Suggestion(found.kind, found.start + by, found.end + by, payload)


def _short(words: str) -> str:
    return shortened(one_line(words), 60)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offers", text)
