"""What supporting claims add: counts on the layered graph, which never enter the support range.

The arrival of a supporting claim feeds the claim it supports, over any number of steps; so the layers
lie side by side between the world and us, and a voice that speaks in several is still one voice.
"""

from __future__ import annotations

from dataclasses import dataclass

from board.case import Case
from board.evidence.measures import Counts


@dataclass(frozen=True, slots=True)
class Indirect:
    """The claims that support a claim, near and far, and the counts of it and them together."""

    claims: tuple[str, ...]
    counts: Counts


def supporting(case: Case, claim: str) -> tuple[str, ...]:
    """The claims from which supports lead to a claim, sorted, itself left out."""
    return _along(case, claim, upwards=True)


def supported(case: Case, claim: str) -> tuple[str, ...]:
    """The claims to which supports lead from a claim, sorted, itself left out."""
    return _along(case, claim, upwards=False)


def _along(case: Case, claim: str, *, upwards: bool) -> tuple[str, ...]:
    seen = {claim}
    todo = [claim]
    while todo:
        here = todo.pop()
        for identity in case.links_at(here):
            link = case.links[identity]
            end, other = (link.to_id, link.from_id) if upwards else (link.from_id, link.to_id)
            if link.kind == "supports" and end == here and other not in seen:
                seen.add(other)
                todo.append(other)
    return tuple(sorted(seen - {claim}))
