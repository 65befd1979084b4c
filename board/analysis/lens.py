"""What counts: which part of a case, which links, and who is taken for one.

A measure answers "who matters" only for the links it was given. Five papers that have their story from
one agency all report the same claim; counted plainly, each is as well linked as the agency. With
`collapses_relays` a claim is tied to the origins its chains lead back to (`board.evidence`), so that an
echo makes nobody central.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from board.case import Case
from board.evidence.bits import bits, flood
from board.evidence.graph import AFFIRMS, DENIES, ClaimGraph, graph_of, reports_on
from board.evidence.labels import joined, members
from board.kinds import link_kind
from board.records import Link
from board.text import one_line

if TYPE_CHECKING:
    from board.analysis.network import Network

Tie = tuple[str, str, str]
"""Tail, head and the link behind it."""


@dataclass(frozen=True, slots=True)
class Lens:
    """What counts for a measure or a path; everything, unless it says less."""

    board: str = ""
    """Only what lies on this board; empty is the whole case."""
    items: frozenset[str] | None = None
    """Only these items, of the board or case."""
    link_kinds: frozenset[str] | None = None
    """Only links of these kinds."""
    is_directed: bool = False
    """A link counts from its tail to its head only, but for kinds that have no direction."""
    collapses_relays: bool = False
    """Reports count for the origins they lead back to, not for those who pass them on."""
    merges_same: bool = False
    """Items linked by "same as" are one."""
    links: frozenset[str] | None = None
    """Only these links: those that a filter leaves in sight."""

    def as_json(self) -> str:
        """The lens as text for a saved view: without what holds for one board or selection only."""
        said = {name: True for name in _SWITCHES if getattr(self, name)}
        kinds = {} if self.link_kinds is None else {"link_kinds": sorted(self.link_kinds)}
        return json.dumps({**kinds, **said}, ensure_ascii=False) if kinds or said else ""


_SWITCHES = ("is_directed", "collapses_relays", "merges_same")


def from_json(text: str) -> Lens:
    """The lens in a saved view; what cannot be read counts as not said."""
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return Lens()
    if not isinstance(found, dict):
        return Lens()
    given = found.get("link_kinds")
    kinds = frozenset(kind for kind in given if isinstance(kind, str)) if isinstance(given, list) else None
    directed, collapsed, merged = (found.get(name) is True for name in _SWITCHES)
    return Lens("", None, kinds, directed, collapsed, merged)


def sentence(case: Case, lens: Lens) -> str:
    """What counts, in words, for the head of a table or a legend."""
    what = "This board" if lens.board else "The whole case"
    if lens.items is not None:
        what = f"{len(lens.items)} selected cards"
    parts = [what]
    if lens.link_kinds is not None:
        names = sorted(one_line(link_kind(case, kind).name) for kind in lens.link_kinds)
        parts.append(f"only links “{'”, “'.join(names)}”" if names else "no links")
    if lens.is_directed:
        parts.append("along the direction of links")
    if lens.collapses_relays:
        parts.append("relayed reports counted for their origin")
    if lens.merges_same:
        parts.append("“same as” taken for one")
    return "; ".join(parts)


def network(case: Case, lens: Lens) -> Network:
    """Who is tied to whom, seen through a lens."""
    import numpy as np

    from board.analysis.network import of_pairs

    within = scope(case, lens)
    same = _same(case, within) if lens.merges_same else {}
    nodes = sorted({same.get(item, item) for item in within})
    place = {node: number for number, node in enumerate(nodes)}
    behind: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for tail, head, link in _ties(case, lens, within):
        tail, head = same.get(tail, tail), same.get(head, head)
        if tail != head:
            pair = (tail, head) if lens.is_directed or tail <= head else (head, tail)
            behind[pair].append(link)
    pairs = np.array([(place[tail], place[head]) for tail, head in behind], np.int64).reshape(-1, 2)
    links = {pair: tuple(dict.fromkeys(ids)) for pair, ids in behind.items()}
    return of_pairs(nodes, pairs[:, 0], pairs[:, 1], lens.is_directed, links, members(same))


def scope(case: Case, lens: Lens) -> set[str]:
    """The items that count."""
    within = set(case.on_board(lens.board)) if lens.board else set(case.items)
    return within if lens.items is None else within & lens.items


def _same(case: Case, within: set[str]) -> dict[str, str]:
    links = (link for link in case.links.values() if link.kind == "same_as")
    return joined((link.from_id, link.to_id) for link in links if {link.from_id, link.to_id} <= within)


def _ties(case: Case, lens: Lens, within: set[str]) -> Iterator[Tie]:
    """Every tie that counts, a link without direction both ways."""
    kinds, only = lens.link_kinds, lens.links
    for tail, head, link in _all_ties(case, lens, within):
        if only is not None and link not in only:
            continue
        if kinds is not None and case.links[link].kind not in kinds:
            continue
        yield tail, head, link
        if lens.is_directed and not link_kind(case, case.links[link].kind).directed:
            yield head, tail, link


def _all_ties(case: Case, lens: Lens, within: set[str]) -> list[Tie]:
    """Every tie between items that count."""
    if not lens.collapses_relays:
        return [
            (link.from_id, link.to_id, link.id)
            for link in case.links.values()
            if link.from_id in within and link.to_id in within
        ]
    return [tie for tie in _relayed_ties(case) if tie[0] in within and tie[1] in within]


def _relayed_ties(case: Case) -> Iterator[Tie]:
    claims: dict[str, None] = {}
    for link in case.links.values():
        if link.kind == "reports":
            claims[link.to_id] = None
        else:
            yield link.from_id, link.to_id, link.id
    for claim in claims:
        yield from _from_origins(case, claim)


def _from_origins(case: Case, claim: str) -> Iterator[Tie]:
    """The reports of a claim, each as a tie from every origin that it leads back to."""
    for stance in (AFFIRMS, DENIES):
        graph = graph_of(case, claim, stance, {})
        origins: dict[str, set[str]] = {}
        for vertex, voice in enumerate(graph.voices):
            origins[voice] = _origins(graph, vertex)
        for link in sorted(reports_on(case, claim), key=_by_id):
            if (link.stance or AFFIRMS) == stance:
                yield from ((origin, claim, link.id) for origin in sorted(origins[link.from_id]))


def _by_id(link: Link) -> str:
    return link.id


def _origins(graph: ClaimGraph, vertex: int) -> set[str]:
    """The voices at which the trail of one begins; for an unknown origin the first that has it from there."""
    reached = flood(1 << vertex, graph.fed_by, graph.within)
    found = {graph.voices[one] for one in bits(reached & graph.known)}
    for unknown in bits(reached & ~graph.all_voices):
        found.add(graph.voices[next(bits(graph.feeds[unknown]))])
    return found
