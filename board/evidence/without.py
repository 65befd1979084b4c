"""What falls when a voice is taken away.

A claim falls when some chain led from the world to us before and none does without the voice. A person
or organisation takes along the sources it is the voice of. Nothing is rewired: nobody is asked to have
heard it elsewhere, and what was documented only through the voice is not documented without it.
"""

from __future__ import annotations

from collections.abc import Iterable

from board.case import Case
from board.evidence.graph import ClaimGraph, without


def speaking_for(case: Case, items: Iterable[str]) -> frozenset[str]:
    """Some items with all the sources that they are the voice of, at any remove."""
    found = set(items)
    todo = list(found)
    while todo:
        item = todo.pop()
        for identity in case.links_at(item):
            link = case.links[identity]
            if link.kind == "voice_of" and link.from_id == item and link.to_id not in found:
                found.add(link.to_id)
                todo.append(link.to_id)
    return frozenset(found)


def falls(graph: ClaimGraph, voices: Iterable[str]) -> bool:
    """Whether the claim of a graph loses its last chain without some voices."""
    return graph.stands and not without(graph, voices).stands
