"""Tables for spreadsheets, in which nothing runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.exchange.csv_table import write
from tests.board.strategies import texts

rows = st.lists(st.lists(texts | st.floats(allow_nan=False, allow_infinity=False), min_size=1), min_size=1)


@given(rows)
def test_what_is_written_is_read_again(table: list[list[str | float]]) -> None:
    data = write(table, for_excel=False).decode("utf-8")
    assert list(csv.reader(io.StringIO(data, newline=""))) == [[str(cell) for cell in row] for row in table]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a"])
def test_no_cell_is_a_formula(cell: str) -> None:
    data = write([["title", cell, "a=b", -1.5]]).decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(data, newline=""))) == ["title", f"'{cell}", "a=b", "-1.5"]
    assert cell in next(csv.reader(io.StringIO(write([[cell]], for_excel=False).decode(), newline="")))
