"""The chain view laid out: boxes apart, lines past them, origins left and you right."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings

from board.evidence.chain_layout import LOOP_GAP, ROW_GAP, Box, ChainLayout, chain_layout
from board.evidence.chain_marks import ORIGIN, RELAY, UNKNOWN, Marks, chain_marks
from board.evidence.graph import ROOT, YOU, ClaimGraph, digraph
from board.layout.layer_order import crossings, ordered
from board.records import Point, Record
from tests.board.evidence.worlds import CLAIM, analysis_of, claim, moscow, report, source, worlds

SLACK = 1e-6


def graph_with(voices: int, relays: int, seed: int, *, circles: bool = False) -> ClaimGraph:
    """The graph of a claim that many voices have from a few others each."""
    dice = random.Random(seed)
    ids = [f"s{number:03}" for number in range(voices)]
    records: list[Record] = [claim()]
    for number, voice in enumerate(ids):
        others = ids if circles else ids[:number]
        via = dice.sample(others, min(len(others), relays)) if dice.random() < 0.8 else []
        records += [
            source(voice, held=dice.random() < 0.3),
            report(voice, "relay" if via else "own", via),
        ]
    return analysis_of(records).graph(CLAIM)


def apart(one: Box, other: Box, gap: float = 0.0) -> bool:
    across = one.x + one.width + gap <= other.x + SLACK or other.x + other.width + gap <= one.x + SLACK
    return (
        across or one.y + one.height + gap <= other.y + SLACK or other.y + other.height + gap <= one.y + SLACK
    )


def enters(start: Point, end: Point, box: Box) -> bool:
    """Whether a straight line runs through the inside of a box (Liang and Barsky's clipping)."""
    first, last = 0.0, 1.0
    for at, way, low, size in (
        (start[0], end[0] - start[0], box.x + SLACK, box.width - 2 * SLACK),
        (start[1], end[1] - start[1], box.y + SLACK, box.height - 2 * SLACK),
    ):
        if abs(way) < SLACK:
            if not low < at < low + size:
                return False
            continue
        one, other = sorted(((low - at) / way, (low + size - at) / way))
        first, last = max(first, one), min(last, other)
    return first < last


def assert_sound(graph: ClaimGraph, laid: ChainLayout) -> None:
    drawn = digraph(graph)
    assert laid.boxes.keys() == set(drawn) - {ROOT}
    assert laid.lines.keys() == {ends for ends in drawn.edges if ROOT not in ends}
    for one, other in combinations(laid.boxes.values(), 2):
        assert apart(one, other, min(LOOP_GAP, ROW_GAP))
    circling = {node: number for number, loop in enumerate(laid.loops) for node in inside(laid, loop)}
    for (start, end), line in laid.lines.items():
        first, last = laid.boxes[start], laid.boxes[end]
        in_one_circle = start in circling and circling[start] == circling.get(end)
        if not in_one_circle:
            assert first.x + first.width < last.x
            assert line[0] == pytest.approx((first.x + first.width, first.middle))
            assert line[-1] == pytest.approx((last.x, last.middle))
        for one, other in pairwise(line):
            assert in_one_circle or one[0] <= other[0] + SLACK
            assert not any(enters(one, other, box) for box in laid.boxes.values())
    assert all(box.x <= laid.boxes[YOU].x for box in laid.boxes.values())
    for box in (*laid.boxes.values(), *laid.loops):
        assert -SLACK <= box.x <= box.x + box.width <= laid.width + SLACK
        assert -SLACK <= box.y <= box.y + box.height <= laid.height + SLACK


def inside(laid: ChainLayout, loop: Box) -> list[tuple[str, ...]]:
    return [node for node, box in laid.boxes.items() if not apart(box, loop)]


@settings(max_examples=300, deadline=None)
@given(worlds())
def test_any_claim_is_laid_out_soundly(records: list[Record]) -> None:
    analysis = analysis_of(records)
    graph = analysis.graph(CLAIM)
    laid = chain_layout(graph)
    assert_sound(graph, laid)
    marks = chain_marks(graph, analysis.counts(CLAIM))
    assert marks.keys() == laid.boxes.keys()
    held = {node[1] for node, mark in marks.items() if mark.is_held}
    assert held == {voice for voice in graph.voices if analysis.case.items[voice].held}
    shaded = sorted(tuple(sorted(node[1] for node in inside(laid, loop))) for loop in laid.loops)
    assert shaded == sorted(analysis.counts(CLAIM).loops)


@pytest.mark.parametrize("circles", [False, True])
@pytest.mark.parametrize("relays", [1, 2])
def test_a_hundred_voices(relays: int, circles: bool) -> None:
    graph = graph_with(100, relays, seed=5, circles=circles)
    laid = chain_layout(graph, lambda node: (150.0 + len(node[-1]) * 10, 40.0 + len(node) * 6))
    assert_sound(graph, laid)
    assert chain_layout(graph, lambda node: (150.0 + len(node[-1]) * 10, 40.0 + len(node) * 6)) == laid


def test_the_longest_chain_of_the_sample_is_one_straight_line() -> None:
    laid = chain_layout(analysis_of(moscow()).graph("c01"))
    order = [("voice", f"s0{number}") for number in (6, 5, 4, 3, 2, 1)] + [YOU]
    assert sorted(laid.boxes, key=lambda node: laid.boxes[node].x) == order
    assert len({round(box.middle, 3) for box in laid.boxes.values()}) == 1
    assert all(len({round(y, 3) for _, y in line}) == 1 for line in laid.lines.values())


def test_the_marks_of_a_chain() -> None:
    analysis = analysis_of(moscow())
    marks = chain_marks(analysis.graph("c34"), analysis.counts("c34"))
    assert marks["voice", "s14"] == Marks(ORIGIN)
    assert marks["voice", "s12"] == Marks(RELAY, is_single_point=True)
    assert marks["voice", "s01"] == Marks(RELAY, is_single_point=True, is_held=True)
    unknown = chain_marks(analysis.graph("c22"), analysis.counts("c22"))
    assert unknown["unknown", "s02"] == Marks(UNKNOWN)


def test_trees_are_drawn_without_a_crossing() -> None:
    layers = [[0, 1], [2, 3, 4, 5], [6, 7, 8, 9, 10, 11]]
    after = {0: [5, 3], 1: [2, 4], 5: [6, 9], 2: [7, 11], 3: [8], 4: [10]}
    before = {end: [start] for start, ends in after.items() for end in ends}
    assert crossings(layers, after) > 0
    assert crossings(ordered(layers, after, before), after) == 0


def test_few_lines_cross_on_a_hundred_voices() -> None:
    """A chain of relays has a planar order or nearly one; shuffled it would have thousands of crossings."""
    laid = chain_layout(graph_with(100, 1, seed=5))
    lines = list(laid.lines.values())
    pieces = [piece for line in lines for piece in pairwise(line)]
    crossing = sum(crosses(one, other) for one, other in combinations(pieces, 2))
    assert crossing <= len(lines) // 10


def crosses(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < -SLACK and side(c, d, a) * side(c, d, b) < -SLACK


def test_a_claim_nobody_makes_leaves_you_alone() -> None:
    laid = chain_layout(analysis_of([claim()]).graph(CLAIM))
    assert list(laid.boxes) == [YOU]
    assert laid.lines == {}
