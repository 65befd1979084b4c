"""A walk through the window reaches no network and touches nothing that a case's words name."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCAL = {"1"}
"""AF_UNIX: pipes between the window and its worker."""


def can_trace() -> bool:
    """Whether programs may be watched here."""
    if shutil.which("strace") is None:
        return False
    tried = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[list[str]], str]:
    """Where the walk was, what Python was asked for, and what the system saw ("" where it cannot tell)."""
    folder = tmp_path_factory.mktemp("walk")
    seen = folder / "calls.txt"
    watched = ["strace", "-f", "-qq", "-s", "300", "-e", "trace=%file,%network", "-o", str(seen)]
    command = [*(watched if can_trace() else []), sys.executable, "-m", "tests.ui.walk", str(folder)]
    own = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "TMPDIR": str(folder)}
    ended = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | own,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    calls = seen.read_text("utf-8", "replace") if seen.exists() else ""
    return folder, json.loads(ended.stdout.splitlines()[-1]), calls


def test_python_opens_nothing_that_the_case_names(walked: tuple[Path, list[list[str]], str]) -> None:
    assert not [entry for entry in walked[1] if "CANARY" in entry[1]]


def test_python_reaches_no_network_and_no_program(walked: tuple[Path, list[list[str]], str]) -> None:
    assert not [entry for entry in walked[1] if entry[0] == "socket" and entry[1] not in LOCAL]
    assert not [entry for entry in walked[1] if entry[0] == "program"]


def test_python_writes_only_where_it_may(walked: tuple[Path, list[list[str]], str]) -> None:
    folder, seen, _ = walked
    may = (str(folder), "/dev/", "/proc/", tempfile.gettempdir() + "/pymp-")
    wrong = [
        path
        for kind, path, how in seen
        if kind == "open" and how == "write" and not path.startswith(may) and "__pycache__" not in path
    ]
    assert not [path for path in wrong if not path.isdigit()]


@pytest.mark.skipif(not can_trace(), reason="calls to the system cannot be watched here")
def test_the_system_is_asked_for_nothing_that_the_case_names(
    walked: tuple[Path, list[list[str]], str],
) -> None:
    assert not [line for line in walked[2].splitlines() if "CANARY" in line and "execve(" not in line]


@pytest.mark.skipif(not can_trace(), reason="calls to the system cannot be watched here")
def test_the_system_is_asked_for_no_network(walked: tuple[Path, list[list[str]], str]) -> None:
    asked = re.findall(r"socket\((AF_\w+).*?\)\s*= (\S+)", walked[2])
    assert not [family for family, answer in asked if family != "AF_UNIX" and not answer.startswith("-1")]
    assert "canary.invalid" not in walked[2]
