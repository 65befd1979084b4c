"""Layouts beside those of graphviz, networkx and igraph: time, crossings, overlaps, the same picture twice.

Peers are measured where they are: `sfdp` and `dot` of Debian's graphviz, igraph when somebody installed it
(it is GPL, and never a dependency). What is missing is said. Crossings are of straight links; those of
layered drawings are of links bent at every layer, as dot counts its own.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import networkx as nx
import numpy as np

from board.layout.force import force_places
from board.layout.layered import sketched
from board.layout.layers import acyclic
from board.layout.net import net
from board.layout.tidy import inserted, room_made
from tests.perf.layout_graphs import (
    Floats,
    crossings,
    evidence,
    links_of,
    overlaps,
    provenance,
    shapes,
    sizes_of,
    under_cards,
)
from tests.perf.measure import Row, seconds

EVIDENCE = (300, 1_000, 3_000, 10_000)
SLOW_PEERS = 1_000
"""Cards up to which networkx is waited for."""
MOST_SECONDS = {1_000: 0.25, 10_000: 2.5}
MOST_TIMES = {1_000: 1 / 2, 10_000: 1 / 5}
INCH = 72.0
OLD_PROCESSOR = "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_SPR"


def measured() -> Iterator[Row]:
    """The rows of the table."""
    for program in ("sfdp", "dot"):
        if shutil.which(program) is None:
            print(f"{program} is not installed (Debian: graphviz); its columns stay empty.")
    if importlib.util.find_spec("igraph") is None:
        print("igraph is not installed; its rows are left out.")
    force_places(net([(1, 1)] * 70, links_of(nx.cycle_graph(70))))  # what is imported late is imported now
    for count in EVIDENCE:
        yield from _forced(f"evidence {count}", evidence(count), count, 0.8)
    for name, graph in shapes().items():
        yield from _forced(name, graph, 0, 1.1)
    yield Row("same picture on an older processor (1 = no)", float(_differs_elsewhere()), "", most=0)
    yield from _others(evidence(SLOW_PEERS))
    for count in (50, 300, 1_000):
        yield from _layered(count)
    yield from _repairs()


def _forced(name: str, graph: nx.Graph, count: int, most_times: float) -> Iterator[Row]:
    sizes, links = sizes_of(graph), links_of(graph)
    runs: list[tuple[float, Floats]] = [_timed(lambda: force_places(net(sizes, links))) for _ in range(3)]
    took, places = sorted(runs, key=lambda run: run[0])[1][0], runs[0][1]
    peer = _graphviz("sfdp", graph, sizes, "-Goverlap=prism")
    ours = crossings(places, links) / len(links)
    theirs = None if peer is None else crossings(peer[1], links) / len(links)
    # Where the peer has next to none, three in all are as good as none.
    allowed = most_times if theirs else None
    yield Row(f"{name}: crossings per link (sfdp+prism)", ours, "", theirs, most_times=allowed)
    yield Row(
        f"{name}: CPU",
        took,
        "s",
        None if peer is None else peer[0],
        MOST_SECONDS.get(count),
        MOST_TIMES.get(count),
    )
    wrong = overlaps(places, sizes) + sum(bool((run[1] != places).any()) for run in runs)
    yield Row(f"{name}: overlaps, pictures that differ", wrong, "", most=0)
    if count in (0, 300):
        yield Row(
            f"{name}: cards a link runs under",
            under_cards(places, sizes, links),
            "",
            None if peer is None else under_cards(peer[1], sizes, links),
        )


def _others(graph: nx.Graph) -> Iterator[Row]:
    """The other peers, which know no cards: their overlaps beside none of ours."""
    sizes, links = sizes_of(graph), links_of(graph)
    peers: dict[str, Callable[[], Floats]] = {
        "networkx spring": lambda: _array(nx.spring_layout(graph, seed=1)),
        "networkx forceatlas2": lambda: _array(nx.forceatlas2_layout(graph, seed=1)),
    }
    if importlib.util.find_spec("igraph") is not None:
        peers["igraph fr"] = lambda: _igraph(graph)
    took, places = _timed(lambda: force_places(net(sizes, links)))
    ours = crossings(places, links) / len(links)
    for name, draw in peers.items():
        peer_took, drawn = _timed(draw)
        scale = np.sqrt(sizes.prod(axis=1).sum() * 3 / np.ptp(drawn, axis=0).prod())
        yield Row(f"1000 cards: CPU ({name})", took, "s", peer_took)
        yield Row(f"1000 cards: crossings per link ({name})", ours, "", crossings(drawn, links) / len(links))
        yield Row(
            f"1000 cards: overlaps ({name})", overlaps(places, sizes), "", overlaps(drawn * scale, sizes)
        )


def _layered(count: int) -> Iterator[Row]:
    """The order in layers against dot's, on the same directed graph without circles."""
    graph = provenance(count)
    sizes = sizes_of(graph)
    links = acyclic(count, [(int(one), int(other)) for one, other in graph.edges()])
    took, ours = _timed(lambda: _layer_crossings(graph, links))
    straight: nx.DiGraph = nx.empty_graph(count, create_using=nx.DiGraph)
    straight.add_edges_from(links)
    peer = _graphviz("dot", straight, sizes, "-v", "-Grankdir=LR")
    theirs = None
    if peer is not None:
        found = re.findall(r"mincross .*?: (\d+) crossings", peer[2])
        theirs = float(found[-1]) / len(links) if found else None
    yield Row(f"layered {count}: crossings per link (dot)", ours / len(links), "", theirs, most_times=1.1)
    yield Row(f"layered {count}: CPU (dot)", took, "s", None if peer is None else peer[0])


def _layer_crossings(graph: nx.DiGraph, links: list[tuple[int, int]]) -> int:
    """How many links cross in all groups laid out in layers."""
    total = 0
    for group in nx.weakly_connected_components(graph):
        number = {card: place for place, card in enumerate(sorted(group))}
        total += sketched(
            len(group), [(number[one], number[other]) for one, other in links if one in number]
        ).crossings
    return total


def _repairs() -> Iterator[Row]:
    """One card more on a board of a thousand."""
    graph = evidence(1_000)
    sizes, links = sizes_of(graph), links_of(graph)
    places = force_places(net(sizes, links))
    new = np.array([[220.0, 120.0]])
    near = [[10, 400, 401]]
    took = seconds(lambda _: inserted(places, sizes, new, near), lambda: None)
    yield Row("1000 cards: one inserted", took, "s", most=0.02)
    moved = places.copy()
    moved[0] = moved[500] + (40, 20)
    still = np.zeros(1_000, dtype=bool)
    found = room_made(moved, sizes, np.array([0]), still)
    took = seconds(lambda _: room_made(moved, sizes, np.array([0]), still), lambda: None)
    yield Row("1000 cards: room made for one", took, "s")
    far = np.hypot(*(found - moved).T)
    yield Row("1000 cards: moved to make room", float((far > 0).sum()), "")
    yield Row("1000 cards: farthest move, in cards", float(far.max()) / 220, "")


def _differs_elsewhere() -> bool:
    """Whether a process that may not use this processor's newer instructions draws another picture."""
    if os.environ.get("NPY_DISABLE_CPU_FEATURES"):
        return False
    code = "from tests.perf.bench_layout import fingerprint; print(fingerprint())"
    output = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={**os.environ, "NPY_DISABLE_CPU_FEATURES": OLD_PROCESSOR, "OPENBLAS_CORETYPE": "Prescott"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return output.split()[-1] != fingerprint()


def fingerprint() -> str:
    """A digest of a picture of 1,000 cards."""
    graph = evidence(1_000)
    return hashlib.sha256(force_places(net(sizes_of(graph), links_of(graph))).tobytes()).hexdigest()


def _timed(work: Callable[[], Floats | int]) -> tuple[float, Floats]:
    started = time.process_time()
    found = work()
    return time.process_time() - started, found  # type: ignore[return-value]


def _graphviz(
    program: str, graph: nx.Graph, sizes: Floats, *options: str
) -> tuple[float, Floats, str] | None:
    """CPU, places and messages of a program of graphviz, or None when it is not there."""
    if shutil.which(program) is None:
        return None
    arrow = "->" if graph.is_directed() else "--"
    lines = ['node [shape=box, fixedsize=true, label=""];']
    lines += [f"{card} [width={w / INCH:.5f}, height={h / INCH:.5f}];" for card, (w, h) in enumerate(sizes)]
    lines += [f"{one} {arrow} {other};" for one, other in graph.edges()]
    text = "\n".join(["digraph {" if graph.is_directed() else "graph {", *lines, "}"])
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(
        [program, "-Tplain", *options], input=text, capture_output=True, text=True, check=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    places = np.zeros((len(sizes), 2))
    for line in run.stdout.splitlines():
        if line.startswith("node "):
            _, name, x, y, *_ = line.split()
            places[int(name)] = float(x) * INCH, float(y) * INCH
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, places, run.stderr


def _igraph(graph: nx.Graph) -> Floats:
    import igraph

    drawn = igraph.Graph(len(graph), list(graph.edges())).layout_fruchterman_reingold()
    return np.array(drawn.coords)


def _array(places: dict[int, Floats]) -> Floats:
    return np.array([places[card] for card in sorted(places)])
