"""What is written takes its place whole, or everything stays as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage import NotWritten, UnusableName, replacing


def half_written(path: Path) -> None:
    """What comes of a source that breaks off."""
    with replacing(path) as stream:
        stream.write(b"half")
        raise EOFError


def test_a_file_is_replaced_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.bin"
    path.write_bytes(b"before")
    with pytest.raises(EOFError):
        half_written(path)
    assert path.read_bytes() == b"before"
    with replacing(path) as stream:
        stream.write(b"whole")
        assert path.read_bytes() == b"before"
    assert path.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [path]


def test_others_may_read_it_as_far_as_the_user_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        with replacing(tmp_path / "out.bin"):
            pass
    finally:
        os.umask(before)
    assert (tmp_path / "out.bin").stat().st_mode & 0o777 == 0o600


def test_what_stands_in_the_way_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match=r"out\.bin"), replacing(tmp_path / "no" / "out.bin"):
        pass
    with pytest.raises(UnusableName), replacing(tmp_path / ("x" * 300)):
        pass
    (tmp_path / "folder").mkdir()
    with pytest.raises(NotWritten, match="folder"), replacing(tmp_path / "folder"):
        pass
    assert [file.name for file in tmp_path.iterdir()] == ["folder"]
