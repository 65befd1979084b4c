"""Passages of a whole case that do not stand any more where they stood in their documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from board.passages import LOST, Finder, Found, Reading, is_lost
from board.records import Passage


def astray(
    reading: Reading | None, passages: Sequence[Passage], report: Callable[[str, int, int], None]
) -> list[tuple[str, Found]]:
    """Those of a document's passages that moved or are lost, by id; for a worker.

    Without a text (nobody has read the document yet) only those are told that were lost before.
    """
    if reading is None:
        return [(passage.id, LOST) for passage in passages if is_lost(passage)]
    finder = Finder(reading)
    found = []
    for number, passage in enumerate(passages):
        report("Finding passages", number, len(passages))
        has_stood = passage.text_sha256 == reading.sha256 and 0 <= passage.start < passage.end
        if passage.quote and not has_stood:
            place = finder.find(passage)
            if place.how in ("moved", "lost"):
                found.append((passage.id, place))
    return found
