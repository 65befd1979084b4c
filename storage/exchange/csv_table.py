"""A table as CSV, for spreadsheets.

A cell that begins like a formula is one to a spreadsheet, whoever wrote it: a title taken from a leak could
run there. With `for_excel` such a cell gets an apostrophe in front, and the file the mark by which Excel
knows UTF-8. Numbers of ours stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

__all__ = ["write"]

_FORMULA = tuple("=+-@\t\r＝＋－＠")


def write(rows: Iterable[Sequence[str | float]], *, for_excel: bool = True) -> bytes:
    """The rows, the first being the head, as a file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_guarded(cell) if for_excel and isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig" if for_excel else "utf-8", "replace")


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
