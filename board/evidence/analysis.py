"""The findings of a case, kept up to date while the case changes.

A finding is worked out when it is first asked for, and again only after a Change that can touch it:
the claims a Change names, the claims on which a voice speaks that it names, and from these on the claims
they contradict or support. Everything else stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from board.case import Case
from board.change import Change
from board.evidence import labels
from board.evidence.findings import Finding, finding
from board.evidence.graph import AFFIRMS, DENIES, ClaimGraph, graph_of, without
from board.evidence.indirect import supported
from board.evidence.measures import Counts, counts
from board.evidence.weigh import opposed
from board.evidence.without import falls, speaking_for
from board.grading import range_of
from board.records import Info, Item, Link, Record

Report = Callable[[str, int, int], None]
"""Told what is being done, how much of it is and how much there is; may raise to stop the work."""


class Analysis:
    """What the claims of one case rest on; hand every Change that was made to `follow`."""

    def __init__(self, case: Case, silent: Iterable[str] = ()) -> None:
        """Look at `case` as if the `silent` items, and the sources they are the voice of, had not spoken."""
        self.case = case
        self.silent = speaking_for(case, silent)
        self.labels: dict[str, str] = {}
        self._members: dict[str, tuple[str, ...]] = {}
        self._said: defaultdict[str, set[str]] = defaultdict(set)
        """Claims on which an item speaks, or is named as somebody's source; may name some too many."""
        self._graphs: dict[tuple[str, str], ClaimGraph] = {}
        self._counts: dict[str, Counts] = {}
        self._findings: dict[str, Finding] = {}
        self.low = _Chances(self, 0)
        self.high = _Chances(self, 1)
        for link in case.links.values():
            self._note(link)
        self._join()

    @property
    def claims(self) -> list[str]:
        """Ids of the claims of the case, sorted."""
        return sorted(item.id for item in self.case.items.values() if item.kind == "claim")

    def finding(self, claim: str) -> Finding:
        """Everything about one claim."""
        found = self._findings.get(claim)
        if found is None:
            found = self._findings[claim] = finding(self, claim)
        return found

    def graph(self, claim: str, stance: str = AFFIRMS) -> ClaimGraph:
        """The graph of everybody who affirms, or denies, a claim."""
        graph = self._graphs.get((claim, stance))
        if graph is None:
            graph = graph_of(self.case, claim, stance, self.labels)
            if not self.silent.isdisjoint(graph.voices):
                graph = without(graph, self.silent)
            self._graphs[claim, stance] = graph
        return graph

    def counts(self, claim: str) -> Counts:
        """The counts of a claim as affirmed: what its badge shows, at a fraction of the finding's cost."""
        found = self._counts.get(claim)
        if found is None:
            found = self._counts[claim] = counts(self.graph(claim))
        return found

    def members(self, label: str) -> tuple[str, ...]:
        """The items under a label."""
        return self._members.get(label, (label,))

    def spoken_on(self, item: str) -> list[str]:
        """The claims in whose chains an item stands, affirming or denying, sorted."""
        return sorted(
            claim
            for claim in self._said.get(item, ())
            if self._is_claim(claim)
            and any(item in self.graph(claim, stance).voices for stance in (AFFIRMS, DENIES))
        )

    def hang_on(self, item: str) -> list[str]:
        """The claims that have `item` for a single point of failure, sorted."""
        label = self.labels.get(item, item)
        return [claim for claim in self.spoken_on(item) if label in self.counts(claim).single_points]

    def fallen(self, items: Iterable[str]) -> list[str]:
        """The claims that lose their last chain without some items, sorted."""
        voices = speaking_for(self.case, items)
        spoken = {claim for voice in voices for claim in self._said.get(voice, ())}
        return sorted(claim for claim in spoken if self._is_claim(claim) and falls(self.graph(claim), voices))

    def whole(self, report: Report | None = None) -> dict[str, Finding]:
        """The finding of every claim, by id."""
        claims = self.claims
        for number, claim in enumerate(claims):
            if report is not None:
                report("Following chains", number, len(claims))
            self.finding(claim)
        return {claim: self._findings[claim] for claim in claims}

    def adopt(self, findings: Mapping[str, Finding]) -> None:
        """Take over findings that a worker made of this very case."""
        self._findings.update(findings)
        self._counts.update({claim: found.counts for claim, found in findings.items()})

    def follow(self, change: Change) -> set[str]:
        """Forget what a Change that was just made may have altered; the claims concerned, gone ones too."""
        if self.silent:
            raise ValueError("an analysis without some voices does not follow changes; make it anew")
        touched: set[str] = set()
        is_joined = False
        for before, after in change.pairs.values():
            if isinstance(before, Item) or isinstance(after, Item):
                touched |= self._claims_of_item(before, after)
            elif isinstance(before, Info) and isinstance(after, Info) and before.ranges != after.ranges:
                touched.update(self.claims)
            for record in (before, after):
                if isinstance(record, Link):
                    self._note(record)
                    touched |= self._claims_of_link(record)
                    is_joined |= record.kind == "not_independent"
        if is_joined:
            touched |= self._join()
        return self._forget(touched) if touched else touched

    def _is_claim(self, identity: str) -> bool:
        return identity in self.case.items and self.case.items[identity].kind == "claim"

    def _forget(self, touched: set[str]) -> set[str]:
        """Forget these claims, and the findings of those they contradict or support; all of them."""
        self.low.clear()
        self.high.clear()
        concerned = set(touched)
        for claim in touched:
            self._graphs.pop((claim, AFFIRMS), None)
            self._graphs.pop((claim, DENIES), None)
            self._counts.pop(claim, None)
            concerned.update(other for other, _ in opposed(self.case, claim))
            concerned.update(supported(self.case, claim))
        for claim in concerned:
            self._findings.pop(claim, None)
        return concerned

    def _note(self, link: Link) -> None:
        """Remember who speaks on a claim by a report."""
        if link.kind == "reports":
            for item in (link.from_id, *link.via):
                self._said[item].add(link.to_id)

    def _join(self) -> set[str]:
        """Find the labels anew; the claims on which some voice speaks whose label is not what it was."""
        old, old_members = self.labels, self._members
        self.labels = labels.labels(self.case)
        self._members = labels.members(self.labels)
        moved = {one for one in old | self.labels if old.get(one, one) != self.labels.get(one, one)}
        names = {known.get(one, one) for one in moved for known in (old, self.labels)}
        groups = (old_members, self._members)
        voices = moved.union(*(known.get(name, ()) for name in names for known in groups))
        return {claim for voice in voices for claim in self._said.get(voice, ())}

    def _claims_of_link(self, link: Link) -> set[str]:
        match link.kind:
            case "reports" | "supports":
                return {link.to_id}
            case "contradicts":
                return {link.from_id, link.to_id}
            case "published_by":
                return set(self._said.get(link.from_id, ()))
            case _:
                return set()

    def _claims_of_item(self, before: Record | None, after: Record | None) -> set[str]:
        """The claims that an item is, speaks on under its label, or names the publisher of a voice of."""
        record = after if isinstance(after, Item) else before
        if not isinstance(record, Item) or _bearing(before) == _bearing(after):
            return set()
        voices = set(self.members(self.labels.get(record.id, record.id)))
        for identity in self.case.links_at(record.id):
            link = self.case.links[identity]
            if link.kind == "published_by" and link.to_id == record.id:
                voices.add(link.from_id)
        is_claim = any(isinstance(one, Item) and one.kind == "claim" for one in (before, after))
        touched = {claim for voice in voices for claim in self._said.get(voice, ())}
        return touched | {record.id} if is_claim else touched


def findings_of(case: Case, report: Report) -> dict[str, Finding]:
    """The finding of every claim of a case: work for the worker process, for `Analysis.adopt`."""
    return Analysis(case).whole(report)


class _Chances(dict[str, float]):
    """One end of the range of every label, its weakest member's; worked out when asked for."""

    def __init__(self, analysis: Analysis, end: int) -> None:
        super().__init__()
        self._analysis = analysis
        self._end = end

    def __missing__(self, label: str) -> float:
        case = self._analysis.case
        voices = (case.items[item] for item in self._analysis.members(label) if item in case.items)
        chance = min(range_of(case, voice.reliability)[self._end] for voice in voices)
        self[label] = chance
        return chance


def _bearing(record: Record | None) -> tuple[object, ...]:
    """What of an item any finding depends on."""
    if not isinstance(record, Item):
        return ()
    return (record.kind, record.title, record.reliability, record.held, record.credibility)
