"""Small cases of the kind the laws are about: who says one thing, from whom, and how they are graded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

import assets
from board.case import Case
from board.evidence.analysis import Analysis
from board.records import Item, Link, Record

CLAIM = "c01"
OTHER = "c02"
GRADES = ("A", "B", "C", "D", "E", "F", "")
WORST_FIRST = "EDCBA"
VOICES = tuple(f"s{number:02}" for number in range(1, 8))


def claim(identity: str = CLAIM, credibility: int = 0) -> Item:
    return Item(identity, "claim", f"Claim {identity}", credibility=credibility)


def source(identity: str, grade: str = "", *, held: bool = False) -> Item:
    return Item(identity, "source", f"Source {identity}", reliability=grade, held=held)


def report(
    voice: str,
    basis: str = "own",
    via: Iterable[str] = (),
    *,
    stance: str = "affirms",
    of: str = CLAIM,
    number: int = 0,
) -> Link:
    return Link(
        f"r-{of}-{voice}-{stance}-{number}", "reports", voice, of, stance=stance, basis=basis, via=tuple(via)
    )


def tie(kind: str, one: str, other: str, strength: str = "") -> Link:
    return Link(f"{kind}-{one}-{other}", kind, one, other, strength=strength)


def case_of(*records: Record) -> Case:
    return Case(records)


def analysis_of(records: Iterable[Record]) -> Analysis:
    return Analysis(Case(records))


def with_record(records: Sequence[Record], new: Record) -> list[Record]:
    """The records with one put in, in the place of the one under its key if there is one."""
    return [record for record in records if record.key != new.key] + [new]


def moscow() -> list[Record]:
    """The sample case, read without the storage room; links are numbered in order."""
    data = json.loads(assets.path("samples", "moscow-rumours.json").read_text(encoding="utf-8"))
    items = [
        Item(
            item["id"],
            item["kind"],
            item["title"],
            reliability=item.get("reliability", ""),
            held=item.get("held", False),
            credibility=item.get("credibility", 0),
        )
        for item in data["items"]
    ]
    links = [
        Link(
            f"k{number}",
            link["kind"],
            link["from"],
            link["to"],
            **{name: link.get(name, "") for name in ("stance", "basis", "sure", "strength")},
            via=tuple(link.get("via", ())),
        )
        for number, link in enumerate(data["links"], start=1)
    ]
    return [*items, *links]


@st.composite
def worlds(
    draw: st.DrawFn,
    *,
    most: int = len(VOICES),
    stances: Sequence[str] = ("affirms",),
    claims: Sequence[str] = (CLAIM,),
    shared: bool = True,
) -> list[Record]:
    """Up to `most` voices on some claims, some declared not independent."""
    voices = VOICES[: draw(st.integers(1, most))]
    records: list[Record] = [claim(one) for one in claims]
    for voice in voices:
        records.append(source(voice, draw(st.sampled_from(GRADES)), held=draw(st.booleans())))
        for one in claims:
            for stance in stances:
                for number in range(draw(st.sampled_from((0, 1, 1, 1, 2)))):
                    basis = draw(st.sampled_from(("own", "own", "relay", "relay", "unstated")))
                    via = draw(st.lists(st.sampled_from(voices), max_size=3, unique=True))
                    if basis == "own" and draw(st.booleans()):
                        via = []
                    records.append(report(voice, basis, via, stance=stance, of=one, number=number))
    if shared and len(voices) > 1:
        pairs = st.lists(st.sampled_from(voices), min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
        for one, other in draw(st.lists(pairs, max_size=2, unique=True)):
            records.append(tie("not_independent", one, other))
    return records


def regraded(records: Sequence[Record], voice: str, grade: str) -> list[Record]:
    """The records with one voice under another grade."""
    return [
        replace(record, reliability=grade) if isinstance(record, Item) and record.id == voice else record
        for record in records
    ]


def speaking(analysis: Analysis, of: str = CLAIM) -> tuple[str, ...]:
    """Who affirms a claim."""
    return analysis.graph(of).voices
