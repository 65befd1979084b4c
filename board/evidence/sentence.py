"""The findings in words: the source line of a claim, the ends of its range, the hints.

The line stands on cards, in reports and is what a screen reader says. Names come first, numbers are
counts, and chances are only ever spoken of as none, weak, moderate or strong: one chain is never strong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from board.case import Case
from board.evidence import hints
from board.evidence.cuts import WIDEST
from board.evidence.measures import Counts
from board.evidence.support import Support
from board.text import one_line, shortened

NONE, WEAK, MODERATE, STRONG = "none", "weak", "moderate", "strong"

HINTS: dict[str, str] = {
    hints.ONE_CHAIN: "graded 1, but fewer than two independent chains lead to a known origin",
    hints.NO_KNOWN_ORIGIN: "graded as likely, but no origin is known",
    hints.MORE_AGAINST: "graded as likely, but more known origins speak against it than for it",
    hints.UNCONTRADICTED: "graded 5, but nothing on the board contradicts it",
}
"""What each hint says."""

LONGEST_NAME = 80
"""Letters of a voice's name in a sentence."""

_VOICE = " (voice)"


def word(end: float, width_known: int) -> str:
    """The word for one end of a support range: none, weak, moderate or strong."""
    if end <= 0.0:
        return NONE
    if end < 1 / 3:
        return WEAK
    return STRONG if end >= 2 / 3 and width_known >= 2 else MODERATE


def range_words(support: Support, width_known: int, translated: Callable[[str], str] = str) -> str:
    """A support range in words: "none", "at most moderate", "weak to moderate" or "moderate"."""
    low, high = word(support.low, width_known), word(support.high, width_known)
    if low == high:
        return translated(low)
    words = translated("at most {high}" if low == NONE else "{low} to {high}")
    return words.format(low=translated(low), high=translated(high))


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What the source sentence of a claim says, before it is put into words."""

    counts: Counts
    chain: tuple[tuple[str, ...], ...]
    """The single points in order: each the names of the voices under one label."""
    circles: tuple[tuple[str, ...], ...]
    """The names in each loop."""
    undocumented: tuple[str, ...]
    """The names of the last voices of which nothing is held."""
    against: int
    """Known origins that speak against it, claims in tension included."""
    support: Support
    is_fallen: bool = False
    """Somebody says it, but no chain is left without the voices that are taken away."""


def source_line(
    line: SourceLine,
    translated: Callable[[str], str] = str,
    in_words: Callable[[Support, int], str] = range_words,
) -> str:
    """The generated source sentence of a claim; `in_words` says what its support range is."""
    counts, parts = line.counts, []

    def counted(number: int, noun: str) -> str:
        return translated("{count} " + (noun if number == 1 else noun + "s")).format(count=number)

    def named(words: str, names: Iterable[str]) -> str:
        return translated(words).format(names=", ".join(names))

    if counts.voices:
        known = counted(counts.origins_known, "known origin") if counts.origins_known else ""
        origins = known or translated("no known origin")
        if counts.origins_unknown:
            origins = translated("{origins}, {count} unknown").format(
                origins=origins, count=counts.origins_unknown
            )
        said = translated("{voices}, {origins}")
        parts.append(said.format(voices=counted(counts.voices, "voice"), origins=origins))
        if line.chain:
            together = translated(" with ")
            points = (together.join(names) for names in line.chain)
            parts.append(named("every chain runs through {names}", points))
        parts.extend(named("in a circle: {names}", names) for names in line.circles)
        if line.undocumented:
            parts.append(named("no document on file from {names}", line.undocumented))
    else:
        parts.append(translated("No chain is left" if line.is_fallen else "Nobody on the board says it"))
    if line.against:
        against = counted(line.against, "known origin")
        parts.append(translated("against it: {origins}").format(origins=against))
    sentence = "; ".join(parts) + "."
    if counts.voices:
        bearing = in_words(line.support, counts.width_known)
        sentence += " " + translated("Support: {range}.").format(range=bearing)
    return sentence


def badge_text(counts: Counts) -> str:
    """What a claim's badge shows, voices and origins: "6 > 1", or "6 > 2+1" with an unknown origin."""
    unknown = f"+{counts.origins_unknown}" if counts.origins_unknown else ""
    return f"{counts.voices} > {counts.origins_known}{unknown}"


def badge_words(counts: Counts, translated: Callable[[str], str] = str) -> str:
    """The badge in words: "6 voices, 1 origin", "2 voices, 1 unknown origin"."""

    def counted(number: int, noun: str) -> str:
        return translated("{count} " + (noun if number == 1 else noun + "s")).format(count=number)

    known, unknown = counts.origins_known, counts.origins_unknown
    if not unknown:
        origins = counted(known, "origin")
    elif not known:
        origins = counted(unknown, "unknown origin")
    else:
        both = translated("{known} and {count} unknown")
        origins = both.format(known=counted(known, "origin"), count=unknown)
    return translated("{voices}, {origins}").format(voices=counted(counts.voices, "voice"), origins=origins)


def width_words(width: int) -> str:
    """A width as shown: "0" .. "4", "5 or more"."""
    return f"{WIDEST} or more" if width >= WIDEST else str(width)


def short_names(case: Case, voices: Iterable[str]) -> list[str]:
    """What to call some voices in one sentence: short, unless two of them would be called the same."""
    ids = list(voices)
    short = [short_name(case, voice) for voice in ids]
    return [
        name if short.count(name) == 1 else shortened(full_name(case, voice), LONGEST_NAME)
        for voice, name in zip(ids, short, strict=True)
    ]


def short_name(case: Case, voice: str) -> str:
    """A voice's title without "(voice)", or its publisher's where the title begins with that."""
    title = full_name(case, voice)
    for identity in sorted(case.links_at(voice)):
        link = case.links[identity]
        if link.kind == "published_by" and link.from_id == voice:
            publisher = one_line(case.items[link.to_id].title)
            if publisher and title.startswith(publisher + " "):
                title = publisher
                break
    return shortened(title.removesuffix(_VOICE), LONGEST_NAME)


def full_name(case: Case, voice: str) -> str:
    """A voice's title on one line, or its id where it has none."""
    item = case.items.get(voice)
    return (one_line(item.title) if item is not None else "") or one_line(voice)
