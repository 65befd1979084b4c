"""Draws the pictures of docs/layouts.md: `python -m tests.perf.layout_pictures`."""

from __future__ import annotations

from pathlib import Path

import assets
from board.case import Case
from board.layout.arrange import LABELS, arrange
from storage.exchange import case_json
from ui import render

FOLDER = Path(__file__).parents[2] / "docs" / "images"
WIDTH = 900


def main() -> None:
    """One picture for each way, of the first board of a sample without its frames."""
    records = case_json.read(assets.path("samples", "moscow-rumours.json").read_bytes()).records
    for how in LABELS:
        case = Case(record for record in records if record.key[0] not in ("frame", "route"))
        board = case.boards_in_order()[0].id
        case.apply(arrange(case, board, how))
        wanted = render.request(case, board, render.Look(margin=24), width=WIDTH)
        (FOLDER / f"layout-{how}.png").write_bytes(render.png_bytes(wanted, _silent))


def _silent(_verb: str, _done: int, _total: int) -> None:
    """Nobody waits."""


if __name__ == "__main__":
    main()
