"""Where a claim's credibility grade and its chains do not go together. A hint never sets a grade."""

from __future__ import annotations

from board.evidence.measures import Counts

ONE_CHAIN = "one_chain"
NO_KNOWN_ORIGIN = "no_known_origin"
MORE_AGAINST = "more_against"
UNCONTRADICTED = "uncontradicted"

CONFIRMED = 1
PROBABLE = 2
IMPROBABLE = 5


def hints(credibility: int, counts: Counts, against_known: int, *, contradicted: bool) -> tuple[str, ...]:
    """The hints due to a claim, in words in `sentence.HINTS`.

    `against_known` counts the known origins of denials and direct contradictions; `contradicted` says
    whether anything at all, a claim in tension included, speaks against it.
    """
    found = []
    if credibility == CONFIRMED and counts.width_known < 2:
        found.append(ONE_CHAIN)
    if credibility in (CONFIRMED, PROBABLE):
        if not counts.origins_known:
            found.append(NO_KNOWN_ORIGIN)
        if against_known > counts.origins_known:
            found.append(MORE_AGAINST)
    if credibility == IMPROBABLE and not contradicted:
        found.append(UNCONTRADICTED)
    return tuple(found)
