"""Which document to get next: how many single points of failure go away if a voice were held.

Holding a voice in the middle of a chain gives the claim a way past everything after it. A voice that
is already the last of its chain brings no new way. So a single point goes away exactly when the voice
is reached without it, and nothing need be built anew.
"""

from __future__ import annotations

from board.evidence.bits import bits, flood
from board.evidence.cuts import single_points
from board.evidence.graph import ClaimGraph


def get_next(graph: ClaimGraph) -> tuple[tuple[str, int], ...]:
    """Every voice not held with the number of single points that holding it would do away with.

    Most first, then by id. `graph` is the graph of one claim, not a union.
    """
    masks = graph.label_masks()
    reached = [
        flood(graph.starts, graph.feeds, graph.within & ~masks[label]) for label in single_points(graph)
    ]
    found = {}
    for vertex in bits(graph.within & graph.all_voices):
        is_last = graph.undocumented >> vertex & 1
        if is_last or not graph.to_you >> vertex & 1:
            gone = 0 if is_last else sum(past >> vertex & 1 for past in reached)
            found[graph.voices[vertex]] = gone
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
