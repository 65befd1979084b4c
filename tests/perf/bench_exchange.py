"""A large case out to JSON and back, and as a picture, against the same work by plain libraries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from board.case import Case
from board.edits.importing import import_records
from board.records import Board, Info, Item, Link, Placement, Record
from storage.exchange.case_json import read, write
from tests.perf.measure import Row, seconds
from ui import render
from ui.render import Look

CARDS, WIDTH = 10_000, 8_000
_COLUMNS = 100

cpu = partial(seconds, cpu=True)


def measured() -> Iterator[Row]:
    """The rows of the table."""
    records = large()
    case, bare = Case(records), [one for one in records if isinstance(one, (Item, Link))]
    data = write(case)
    plain = json.loads(data)
    as_json = cpu(lambda found: json.dumps(found, ensure_ascii=False).encode(), lambda: plain, repeats=3)
    from_json = cpu(json.loads, lambda: data, repeats=3)
    yield Row(
        "10,000 items, 20,000 links: written as JSON",
        cpu(write, lambda: case, repeats=3),
        "s",
        as_json,
    )
    yield Row(
        "the same read, every record checked",
        cpu(read, lambda: data, repeats=3),
        "s",
        from_json,
    )
    work = cpu(lambda found: import_records(Case(), found), lambda: bare, repeats=3)
    yield Row("the same laid out in columns and made a Change", work, "s", most=1.0)
    render.application()
    wanted = render.request(case, "b01", Look(), width=WIDTH)
    yield Row(
        f"a picture of 10,000 cards, {WIDTH} px wide",
        cpu(lambda found: render.png_bytes(found, _silent), lambda: wanted, repeats=1),
        "s",
        most=8.0,
    )
    small = render.request(case, "b01", Look(), width=480)
    image = cpu(lambda found: render.png_bytes(found, _silent), lambda: small, repeats=1, cpu=True)
    yield Row("its thumbnail", image, "s", most=2.0)


def large() -> list[Record]:
    """Ten thousand cards in a grid, each linked to two neighbours."""
    kinds = ("claim", "source", "person", "event")
    records: list[Record] = [Info("Large"), Board("b01", "All")]
    for number in range(CARDS):
        kind = kinds[number % len(kinds)]
        x, y = number % _COLUMNS * 280.0, number // _COLUMNS * 200.0
        records.append(Item(f"x{number:05}", kind, f"Number {number} has words to fill two lines of a card"))
        records.append(Placement("b01", f"x{number:05}", x, y, 220.0, 110.0))
        for step in (1, _COLUMNS):
            other = f"x{(number + step) % CARDS:05}"
            records.append(Link(f"k{number:05}-{step}", "about", f"x{number:05}", other))
    return records


def _silent(_verb: str, _done: int, _total: int) -> None:
    """The table has no bar."""
