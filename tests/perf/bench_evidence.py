"""How long it takes to find out what claims rest on, against the same by networkx alone.

The peer is the model written down straightforwardly: a DiGraph for each claim, node connectivity,
dominators and condensation from networkx, the range by conditioning on one voice after another, and
everything done anew at each edit. It leaves shared labels, weighing and indirect support out.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import networkx as nx

from board import change as changes
from board.case import Case
from board.evidence.analysis import Analysis
from board.evidence.case_lists import case_lists
from board.grading import range_of
from board.records import Item, Link, Record
from tests.board.evidence.worlds import moscow
from tests.perf.measure import Row, seconds

CLAIMS, SOURCES, REPORTS = 2_000, 3_000, 12_000
ROOT, YOU = "<root>", "<you>"


def measured() -> Iterator[Row]:
    """The rows of the table."""
    sample = Case(moscow())
    yield Row(
        f"{len(Analysis(sample).claims)} claims of the sample, whole",
        seconds(whole, lambda: sample),
        "s",
        peer=seconds(plainly, lambda: sample),
        most=0.3,
    )
    yield Row(
        "sample: an edit of one report, answered",
        seconds(edit_and_answer, lambda: edited(Case(moscow()), "c34")),
        "s",
        peer=seconds(plainly, lambda: sample),
        most=0.02,
    )
    wide = Case(one_claim_of(300))
    yield Row(
        "counts of a claim with 300 voices",
        seconds(lambda case: Analysis(case).counts("c0000"), lambda: wide),
        "s",
        peer=seconds(lambda case: plain_counts(plain_graph(case, "c0000")), lambda: wide),
        most=0.05,
    )
    records = large(random.Random(7))
    case = Case(records)
    yield Row(
        f"{CLAIMS} claims, {SOURCES} sources, {REPORTS} reports, whole",
        seconds(whole, lambda: case, repeats=3),
        "s",
        peer=seconds(plainly, lambda: case, repeats=1),
        most=10.0,
    )
    yield Row(
        "large case: an edit of one report, answered",
        seconds(edit_and_answer, lambda: edited(Case(records), "c0007"), repeats=3),
        "s",
        most=0.02,
    )


def whole(case: Case) -> object:
    """Everything about every claim, and the lists of the case."""
    analysis = Analysis(case)
    return case_lists(analysis, analysis.whole())


def edited(case: Case, claim: str) -> tuple[Analysis, changes.Change, str]:
    """An analysis that is up to date, and a Change of one report that it has not been told of."""
    analysis = Analysis(case)
    analysis.whole()
    link = next(link for link in case.links.values() if link.kind == "reports" and link.to_id == claim)
    change = changes.of("Edit", [link], [replace(link, basis="unstated", via=())])
    case.apply(change)
    return analysis, change, claim


def edit_and_answer(made: tuple[Analysis, changes.Change, str]) -> object:
    """All findings that an edit concerns, afresh."""
    analysis, change, _ = made
    return [analysis.finding(one) for one in analysis.follow(change) if one in analysis.case.items]


def large(dice: random.Random) -> list[Record]:
    """A case of the size of a long investigation: chains of reports, a few links between claims."""
    claims = [f"c{number:04}" for number in range(CLAIMS)]
    sources = [f"s{number:04}" for number in range(SOURCES)]
    records: list[Record] = [Item(one, "claim", one, credibility=dice.randint(0, 6)) for one in claims]
    records += [
        Item(one, "source", one, reliability=dice.choice("ABCDEF"), held=dice.random() < 0.4)
        for one in sources
    ]
    for number in range(REPORTS):
        claim = claims[number % CLAIMS]
        turn = number // CLAIMS
        voice = sources[(number * 7 + turn) % SOURCES]
        earlier = [
            sources[((number - step * CLAIMS) * 7 + turn - step) % SOURCES] for step in range(1, turn + 1)
        ]
        via = dice.sample(earlier, min(len(earlier), dice.choice((0, 1, 1, 2))))
        basis = "relay" if via else dice.choice(("own", "own", "unstated"))
        stance = "denies" if dice.random() < 0.1 else "affirms"
        records.append(
            Link(f"r{number}", "reports", voice, claim, stance=stance, basis=basis, via=tuple(via))
        )
    for number in range(CLAIMS // 4):
        one, other = dice.sample(claims, 2)
        kind = "supports" if number % 2 else "contradicts"
        records.append(Link(f"t{number}", kind, one, other, strength=dice.choice(("direct", "tension"))))
    return records


def one_claim_of(voices: int) -> list[Record]:
    """One claim that many voices have from two or three others each."""
    dice = random.Random(11)
    ids = [f"s{number:04}" for number in range(voices)]
    records: list[Record] = [Item("c0000", "claim", "c0000")]
    for number, voice in enumerate(ids):
        via = (
            tuple(dice.sample(ids[:number], min(number, dice.choice((1, 2, 3)))))
            if number > voices // 10
            else ()
        )
        records.append(Item(voice, "source", voice, reliability=dice.choice("ABCDEF"), held=number % 9 == 0))
        records.append(
            Link(
                f"r{number}",
                "reports",
                voice,
                "c0000",
                stance="affirms",
                basis="relay" if via else "own",
                via=via,
            )
        )
    return records


def plainly(case: Case) -> object:
    """The peer's counts, range and documents to get for every claim, and its bottlenecks."""
    found = {}
    for claim in [item.id for item in case.items.values() if item.kind == "claim"]:
        graph = plain_graph(case, claim)
        counts = plain_counts(graph)
        gains = {
            voice: len(set(counts[-1]) - set(plain_counts(plain_graph(case, claim, held=voice))[-1]))
            for voice in graph
            if voice in case.items and not case.items[voice].held
        }
        found[claim] = counts, plain_range(case, graph), gains
    return found


def plain_graph(case: Case, claim: str, held: str = "") -> nx.DiGraph:
    """The graph of a claim by networkx, as if `held` were held."""
    reports = [case.links[link] for link in case.links_at(claim) if case.links[link].kind == "reports"]
    reports = [report for report in reports if report.stance == "affirms"]
    voices = nx.DiGraph()
    voices.add_nodes_from(report.from_id for report in reports)
    for report in reports:
        voices.add_edges_from((source, report.from_id) for source in report.via if source != report.from_id)
    graph = voices.copy()
    graph.add_nodes_from((ROOT, YOU))
    graph.add_edges_from(
        (ROOT, report.from_id) for report in reports if report.basis == "own" and not report.via
    )
    graph.add_edges_from((voice, YOU) for voice in voices if case.items[voice].held or voice == held)
    condensed = nx.condensation(voices)
    for component in condensed:
        members = condensed.nodes[component]["members"]
        if not condensed.in_degree(component) and not any(graph.has_edge(ROOT, one) for one in members):
            unknown = f"? {min(members)}"
            graph.add_edge(ROOT, unknown)
            graph.add_edges_from((unknown, one) for one in members)
        if not condensed.out_degree(component) and not any(graph.has_edge(one, YOU) for one in members):
            graph.add_edges_from((one, YOU) for one in members)
    return graph


def plain_counts(graph: nx.DiGraph) -> tuple[object, ...]:
    """Voices, origins, widths, loops and single points by networkx."""
    voices = [node for node in graph if node not in (ROOT, YOU) and not node.startswith("?")]
    if not voices:
        return 0, []
    known = graph.subgraph([ROOT, YOU, *voices])
    widths = [
        len(nx.minimum_node_cut(one, ROOT, YOU)) if nx.has_path(one, ROOT, YOU) else 0
        for one in (graph, known)
    ]
    loops = [one for one in nx.strongly_connected_components(known) if len(one) > 1]
    above = nx.immediate_dominators(graph, ROOT)
    points, node = [], YOU
    while (node := above[node]) != ROOT:
        points.append(node)
    return len(voices), known.out_degree(ROOT), widths, loops, points


def plain_range(case: Case, graph: nx.DiGraph) -> tuple[float, float]:
    """The two ends of the range, one voice after another held or failed."""
    low, high = (
        {
            node: float(end) if node.startswith("?") else range_of(case, case.items[node].reliability)[end]
            for node in graph
            if node not in (ROOT, YOU)
        }
        for end in (0, 1)
    )
    return plain_chance(graph, list(low), low), plain_chance(graph, list(high), high)


def plain_chance(graph: nx.DiGraph, open_: list[str], chances: dict[str, float]) -> float:
    """The chance of a way from ROOT to YOU, the nodes in `open_` undecided."""
    if not nx.has_path(graph, ROOT, YOU):
        return 0.0
    if not open_:
        return 1.0
    node, *rest = open_
    chance = chances[node]
    holds = plain_chance(graph, rest, chances) if chance else 0.0
    if chance == 1.0:
        return holds
    left = graph.copy()
    left.remove_node(node)
    return chance * holds + (1.0 - chance) * plain_chance(left, rest, chances)
