"""The findings in words: the source line of a claim, the ends of its range, the hints.

The line stands on cards, in reports and is what a screen reader says. Names come first, numbers are
counts, and chances are only ever spoken of as none, weak, moderate or strong: one chain is never strong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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


def source_line(
    counts: Counts,
    chain: Sequence[str],
    circles: Iterable[Sequence[str]],
    undocumented: Sequence[str],
    against: int,
    support: Support,
    *,
    is_fallen: bool = False,
) -> str:
    """The generated source sentence of a claim.

    `chain` are the names of its single points in order, `circles` the names in each loop, `undocumented`
    those of the last voices of which nothing is held, `against` the number of known origins that speak
    against it, claims in tension included. A claim is fallen when somebody says it, but no chain is left
    without the voices that are taken away.
    """
    parts = []
    if counts.voices:
        parts.append(f"{_count(counts.voices, 'voice')}, {_origins(counts)}")
        if chain:
            parts.append(f"every chain runs through {', '.join(chain)}")
        parts.extend(f"in a circle: {', '.join(names)}" for names in circles)
        if undocumented:
            parts.append(f"no document on file from {', '.join(undocumented)}")
    else:
        parts.append("No chain is left" if is_fallen else "Nobody on the board says it")
    if against:
        parts.append(f"against it: {_count(against, 'known origin')}")
    line = "; ".join(parts) + "."
    if counts.voices:
        line += f" Support: {range_words(support, counts.width_known)}."
    return line


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


def _origins(counts: Counts) -> str:
    known = _count(counts.origins_known, "known origin") if counts.origins_known else "no known origin"
    return f"{known}, {counts.origins_unknown} unknown" if counts.origins_unknown else known


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
