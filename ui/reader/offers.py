"""What a text offers to be made into cards, and how that is said in a menu.

The rules are `board.suggest`'s and run in the worker; nothing is written before somebody chooses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from board.case import Case
from board.dates import parse
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
from board.text import one_line, shortened

MOST_TEXT = 400_000
"""Characters of a document that are looked through."""
_AT_ONCE = 20_000


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
            return [Offer(_tr("Show {name}").format(name=title), item=item)]
        case Name(title=title):
            return [
                Offer(_tr(text).format(name=_short(title)), kind, start, end, title)
                for kind, text in (
                    ("person", "Add person “{name}”"),
                    ("organisation", "Add organisation “{name}”"),
                    ("place", "Add place “{name}”"),
                )
            ]
        case Dated(edtf=edtf):
            date = parse(edtf)
            said = date.words() if date else edtf
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
            return [Offer(said, "claim", *_sentence(reading.text, start, end))]
        case _:
            return []


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


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a word."""
    first = max(text.rfind(mark, max(0, start - 600), start) + len(mark) for mark in (". ", "\n", "! ", "? "))
    ends = [at for mark in (".", "\n", "!", "?") if (at := text.find(mark, end, end + 600)) >= 0]
    last = min(ends, default=end)
    return max(first, start - 600, 0), min(last + 1, len(text))


def _short(words: str) -> str:
    return shortened(one_line(words), 60)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Offers", text)
