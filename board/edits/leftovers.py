"""What is left without use once other records go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from board.case import Case
from board.records import Item, Link, Passage


def unused_passages(
    case: Case, candidates: Iterable[str], before: Iterable[Item | Link], after: Sequence[Item | Link] = ()
) -> list[Passage]:
    """The passages among `candidates` that nothing names once `after` stands in the place of `before`."""
    left = {passage for passage in candidates if passage in case.passages}
    if not left:
        return []
    replaced = {record.key for record in before}
    everything: Iterable[Item | Link] = chain(case.items.values(), case.links.values())
    for record in everything:
        if record.passages and record.key not in replaced:
            left.difference_update(record.passages)
    for record in after:
        left.difference_update(record.passages)
    return [case.passages[passage] for passage in sorted(left)]
