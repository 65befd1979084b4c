"""The words that `board` brings along, in the user's language: names of kinds, grades, hints, badges.

`board` knows no Qt and speaks English; what of it stands on the screen passes through here. lupdate finds
the words in `MARKS` only, which a test holds against `board`. Names of the user's own are left as they are.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from board.dates import Date
from board.evidence.findings import Finding
from board.evidence.measures import Counts
from board.evidence.sentence import HINTS, source_line, word
from board.evidence.sentence import badge_words as _badge_words
from board.evidence.sentence import range_words as _range_words
from board.evidence.support import Support
from board.grading import CREDIBILITY, RELIABILITY
from board.kinds import ITEM_KINDS, LINK_KINDS
from board.kinds import link_name as _link_name
from board.records import ItemKind, LinkKind
from ui.actions import marked

MARKS: dict[str, frozenset[str]] = {
    "ItemKind": frozenset(
        {
            marked("ItemKind", "Person"),
            marked("ItemKind", "Organisation"),
            marked("ItemKind", "Claim"),
            marked("ItemKind", "Source"),
            marked("ItemKind", "Event"),
            marked("ItemKind", "Place"),
            marked("ItemKind", "Note"),
            marked("ItemKind", "File"),
        }
    ),
    "LinkKind": frozenset(
        {
            marked("LinkKind", "reports"),
            marked("LinkKind", "reported by"),
            marked("LinkKind", "says"),
            marked("LinkKind", "said by"),
            marked("LinkKind", "supports"),
            marked("LinkKind", "supported by"),
            marked("LinkKind", "contradicts"),
            marked("LinkKind", "contradicted by"),
            marked("LinkKind", "voice behind"),
            marked("LinkKind", "voice of"),
            marked("LinkKind", "wrote"),
            marked("LinkKind", "written by"),
            marked("LinkKind", "published by"),
            marked("LinkKind", "published"),
            marked("LinkKind", "member of"),
            marked("LinkKind", "has as member"),
            marked("LinkKind", "part of"),
            marked("LinkKind", "has as part"),
            marked("LinkKind", "owns"),
            marked("LinkKind", "owned by"),
            marked("LinkKind", "took part in"),
            marked("LinkKind", "with"),
            marked("LinkKind", "located in"),
            marked("LinkKind", "location of"),
            marked("LinkKind", "associated with"),
            marked("LinkKind", "family of"),
            marked("LinkKind", "paid"),
            marked("LinkKind", "paid by"),
            marked("LinkKind", "not independent of"),
            marked("LinkKind", "comes before"),
            marked("LinkKind", "comes after"),
            marked("LinkKind", "same as"),
            marked("LinkKind", "about"),
            marked("LinkKind", "subject of"),
            marked("LinkKind", "related to"),
        }
    ),
    "Grades": frozenset(
        {
            marked("Grades", "Completely reliable"),
            marked("Grades", "Usually reliable"),
            marked("Grades", "Fairly reliable"),
            marked("Grades", "Not usually reliable"),
            marked("Grades", "Unreliable"),
            marked("Grades", "Reliability cannot be judged"),
            marked("Grades", "Confirmed by other sources"),
            marked("Grades", "Probably true"),
            marked("Grades", "Possibly true"),
            marked("Grades", "Doubtful"),
            marked("Grades", "Improbable"),
            marked("Grades", "Truth cannot be judged"),
        }
    ),
    "Hints": frozenset(
        {
            marked("Hints", "graded 1, but fewer than two independent chains lead to a known origin"),
            marked("Hints", "graded as likely, but no origin is known"),
            marked("Hints", "graded as likely, but more known origins speak against it than for it"),
            marked("Hints", "graded 5, but nothing on the board contradicts it"),
        }
    ),
    "Support": frozenset(
        {
            marked("Support", "none"),
            marked("Support", "weak"),
            marked("Support", "moderate"),
            marked("Support", "strong"),
            marked("Support", "at most {high}"),
            marked("Support", "{low} to {high}"),
        }
    ),
    "Colours": frozenset(
        {
            marked("Colours", "person"),
            marked("Colours", "organisation"),
            marked("Colours", "claim"),
            marked("Colours", "source"),
            marked("Colours", "event"),
            marked("Colours", "place"),
            marked("Colours", "note"),
            marked("Colours", "file"),
            marked("Colours", "stone"),
            marked("Colours", "graphite"),
            marked("Colours", "ink"),
        }
    ),
    "Badges": frozenset(
        {
            marked("Badges", "{count} voice"),
            marked("Badges", "{count} voices"),
            marked("Badges", "{count} origin"),
            marked("Badges", "{count} origins"),
            marked("Badges", "{count} unknown origin"),
            marked("Badges", "{count} unknown origins"),
            marked("Badges", "{known} and {count} unknown"),
            marked("Badges", "{voices}, {origins}"),
        }
    ),
    "SourceLine": frozenset(
        {
            marked("SourceLine", "{count} voice"),
            marked("SourceLine", "{count} voices"),
            marked("SourceLine", "{count} known origin"),
            marked("SourceLine", "{count} known origins"),
            marked("SourceLine", "no known origin"),
            marked("SourceLine", "{origins}, {count} unknown"),
            marked("SourceLine", "{voices}, {origins}"),
            marked("SourceLine", "every chain runs through {names}"),
            marked("SourceLine", " with "),
            marked("SourceLine", "in a circle: {names}"),
            marked("SourceLine", "no document on file from {names}"),
            marked("SourceLine", "No chain is left"),
            marked("SourceLine", "Nobody on the board says it"),
            marked("SourceLine", "against it: {origins}"),
            marked("SourceLine", "Support: {range}."),
        }
    ),
    "Dates": frozenset(
        {
            marked("Dates", "January {year}"),
            marked("Dates", "February {year}"),
            marked("Dates", "March {year}"),
            marked("Dates", "April {year}"),
            marked("Dates", "May {year}"),
            marked("Dates", "June {year}"),
            marked("Dates", "July {year}"),
            marked("Dates", "August {year}"),
            marked("Dates", "September {year}"),
            marked("Dates", "October {year}"),
            marked("Dates", "November {year}"),
            marked("Dates", "December {year}"),
            marked("Dates", "spring {year}"),
            marked("Dates", "summer {year}"),
            marked("Dates", "autumn {year}"),
            marked("Dates", "winter {year}"),
            marked("Dates", "{year} BC"),
            marked("Dates", "the {year}s"),
            marked("Dates", "{start} to {end}"),
            marked("Dates", "some month of {date}"),
            marked("Dates", "some day of {date}"),
            marked("Dates", "{day} {month}"),
            marked("Dates", "{date}, {time}"),
            marked("Dates", "about {date}"),
            marked("Dates", "{date} (uncertain)"),
            marked("Dates", "since {date}"),
            marked("Dates", "until {date}"),
            marked("Dates", "unknown"),
        }
    ),
    "Grounds": frozenset(
        {
            marked("Grounds", "same person behind"),
            marked("Grounds", "same publisher"),
            marked("Grounds", "same description"),
        }
    ),
}
"""The built-in words by context, for lupdate."""


def kind_name(kind: ItemKind) -> str:
    """The name of a kind in the user's language; kinds of the user's own keep theirs."""
    known = ITEM_KINDS.get(kind.id)
    is_built_in = known is not None and known.name == kind.name
    return QCoreApplication.translate("ItemKind", kind.name) if is_built_in else kind.name


def link_kind_name(kind: LinkKind) -> str:
    """The name of a kind of link in the user's language; kinds of the user's own keep theirs."""
    return _link_words(kind, kind.name)


def link_name(kind: LinkKind, from_kind: str = "", *, backwards: bool = False) -> str:
    """The name of a link as read from its tail or its head, in the user's language."""
    return _link_words(kind, _link_name(kind, from_kind, backwards=backwards))


def grade_words(grade: object) -> str:
    """The words for a voice's letter or a claim's digit; none for what is no grade."""
    words = CREDIBILITY.get(grade, "") if isinstance(grade, int) else RELIABILITY.get(str(grade), "")
    return QCoreApplication.translate("Grades", words) if words else ""


def hint(name: str) -> str:
    """What a hint on a grade says."""
    return QCoreApplication.translate("Hints", HINTS[name])


def badge_words(counts: Counts) -> str:
    """A claim's badge in words."""
    return _badge_words(counts, lambda words: QCoreApplication.translate("Badges", words))


def range_words(support: Support, width_known: int) -> str:
    """A claim's support range in words."""
    return _range_words(support, width_known, lambda words: QCoreApplication.translate("Support", words))


def source_sentence(found: Finding) -> str:
    """The source sentence of a claim."""
    return source_line(found.line, lambda words: QCoreApplication.translate("SourceLine", words), range_words)


def date_words(date: Date) -> str:
    """A date for people."""
    return date.words(lambda words: QCoreApplication.translate("Dates", words))


def ground(name: str) -> str:
    """Why two voices may be one."""
    return QCoreApplication.translate("Grounds", name)


def support_word(end: float, width_known: int) -> str:
    """The word for one end of a claim's support range."""
    return QCoreApplication.translate("Support", word(end, width_known))


def colour_name(token: str) -> str:
    """What a colour of the theme is called."""
    return QCoreApplication.translate("Colours", token.replace("_", " "))


def _link_words(kind: LinkKind, words: str) -> str:
    is_built_in = kind.id in LINK_KINDS and words in MARKS["LinkKind"]
    return QCoreApplication.translate("LinkKind", words) if is_built_in else words
