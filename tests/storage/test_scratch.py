"""Copies for a moment leave nothing behind, and a case that is closed says so."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

import pytest

from storage import ClosedCase, adopt, create_case, open_copy, sweep

KILLED = """
import os, sys, tempfile
tempfile.tempdir = sys.argv[1]
from storage import open_copy
store = open_copy(sys.argv[2])
print(len(os.listdir(sys.argv[1])), flush=True)
os.kill(os.getpid(), 9)
"""


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "a.caseboard"
    create_case(path, "Harbour").close()
    return path


def test_no_copy_is_left_after_reading_or_adopting(temporary: Path, case: Path, tmp_path: Path) -> None:
    with open_copy(case) as store:
        assert names(temporary)
        assert store.load()[0].info.title == "Harbour"
    adopt(case, tmp_path / "mine.caseboard")
    assert not names(temporary)


@pytest.mark.skipif(os.name == "nt", reason="nothing is killed like that there")
def test_the_copies_of_a_program_that_was_killed_are_swept(temporary: Path, case: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(temporary), str(case)]
    ended = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2]
    )
    assert ended.stdout == "1\n", ended.stderr
    assert len(names(temporary)) == 1
    (temporary / f"caseboard-{os.getpid()}-alive").mkdir()
    (temporary / "caseboard-notes").mkdir()
    sweep()
    assert names(temporary) == [f"caseboard-{os.getpid()}-alive", "caseboard-notes"]


def test_a_closed_case_says_so(case: Path) -> None:
    store = open_copy(case)
    store.close()
    with pytest.raises(ClosedCase, match="has been closed here"):
        store.load()
    with pytest.raises(ClosedCase):
        store.add_file(BytesIO(b"bytes"), "a.bin")
