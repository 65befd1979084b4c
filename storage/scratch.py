"""Copies of a case that live for a moment in the system's folder for such things, and are gone afterwards.

A program that is killed leaves its copies behind. Each is in a folder that names the process it belongs
to, so that the next one can tell those of nobody and take them away.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

_LOOKING = 0x1000
_NAME = re.compile(r"caseboard-(\d+)-")


def folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for a copy, for this user's eyes only; gone when it is cleaned up or the program ends."""
    sweep()
    return tempfile.TemporaryDirectory(prefix=f"caseboard-{os.getpid()}-", ignore_cleanup_errors=True)


def sweep() -> None:
    """Take away the folders of processes that are no more."""
    for left in Path(tempfile.gettempdir()).glob("caseboard-*"):
        owner = _NAME.match(left.name)
        if owner and not left.is_symlink() and left.is_dir() and not _lives(int(owner[1])):
            shutil.rmtree(left, ignore_errors=True)


def _lives(process: int) -> bool:
    if sys.platform == "win32":  # there os.kill would end it
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(_LOOKING, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
