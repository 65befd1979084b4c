"""Cases on disk as the window uses them: open, make, close, copy, and what belongs to a case beside it.

This is the window's one way to storage. Storage itself is imported when the first case is opened, so
that the start page comes up without it.
"""

from ui.files.cases import Brought, Files
from ui.files.kept import (
    PICTURES,
    Extraction,
    Incoming,
    LockedUp,
    PageOnScreen,
    PageWords,
    SharedPages,
    is_locked,
)
from ui.files.open_case import (
    ENDING,
    OpenCase,
    free_path,
    known_errors,
    local_now,
    remedy_for,
    with_ending,
)
from ui.files.read_case import ReadCase, board_in_front

__all__ = [
    "ENDING",
    "PICTURES",
    "Brought",
    "Extraction",
    "Files",
    "Incoming",
    "LockedUp",
    "OpenCase",
    "PageOnScreen",
    "PageWords",
    "ReadCase",
    "SharedPages",
    "board_in_front",
    "free_path",
    "is_locked",
    "known_errors",
    "local_now",
    "remedy_for",
    "with_ending",
]
