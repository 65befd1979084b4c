"""No edit that was reported as done is lost when the program is killed at a random moment."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.kill import kills, start


@pytest.mark.skipif(sys.platform == "win32", reason="a killed process's file is let go of late there")
def test_kills_lose_nothing_and_leave_nothing_behind(tmp_path: Path) -> None:
    edits, wrong = kills(start(tmp_path / "case.caseboard"), 15)
    assert not wrong
    assert edits > 0
