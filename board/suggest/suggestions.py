"""What can be suggested about a range of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias


class Span(NamedTuple):
    """A range of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that the case knows, perhaps in another spelling."""

    item: str
    exact: bool
    """It is spelt as the case has it, but for case and accents."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the case does not know."""

    title: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in words or figures."""

    edtf: str
    inferred: bool = False
    """The text gives no year; it was taken from the date of the document."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words within quotation marks; a quotation that "he said" cuts has several pieces."""

    pieces: tuple[Span, ...]
    """Without the marks."""


@dataclass(frozen=True, slots=True)
class Reported:
    """Somebody is said to have said something: make a claim from this; who says it?"""

    claim: Span
    """The sentence, or the quotation."""
    cue: Span
    """The words that tell: "said", "according to"."""
    stance: str = "affirms"
    speaker: str = ""
    """The speaker as the text names them; empty when it does not."""
    speaker_at: Span | None = None
    item: str = ""
    """The speaker's id, when the case knows them."""
    is_guess: bool = False
    """The text has only "he" or "she"; the speaker is the last one it named."""


@dataclass(frozen=True, slots=True)
class Unsourced:
    """A word behind which nobody stands: "reportedly", "it is believed"."""

    why: str
    """hedge (the text does not vouch for it) or hearsay (somebody said it, the text does not say who)."""


Payload: TypeAlias = Mention | Name | Dated | Quoted | Reported | Unsourced


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that could be made of a range of a text."""

    kind: str
    """known, name, date, quotation, report or unsourced."""
    start: int
    end: int
    payload: Payload
