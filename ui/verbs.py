"""What a job is doing, in the user's language.

Work is done where nothing is translated, so a job tells its verb in English; it is worded when it arrives.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.actions import marked

MARKS = frozenset(
    {
        marked("Work", "Arranging"),
        marked("Work", "Comparing names"),
        marked("Work", "Finding passages"),
        marked("Work", "Drawing"),
        marked("Work", "Drawing page"),
        marked("Work", "Finding communities"),
        marked("Work", "Finding room"),
        marked("Work", "Following chains"),
        marked("Work", "Following shortest paths"),
        marked("Work", "Looking for names"),
        marked("Work", "Looking for ways"),
        marked("Work", "Looking for what stands between"),
        marked("Work", "Measuring distances"),
        marked("Work", "Measuring the board"),
        marked("Work", "Opening document"),
        marked("Work", "Opening picture"),
        marked("Work", "Packing"),
        marked("Work", "Pushing cards apart"),
        marked("Work", "Reading capture"),
        marked("Work", "Reading document"),
        marked("Work", "Reading mail"),
        marked("Work", "Reading mails"),
        marked("Work", "Reading page"),
        marked("Work", "Reading pages"),
        marked("Work", "Reading picture"),
        marked("Work", "Reading text"),
        marked("Work", "Routing links"),
        marked("Work", "Spreading"),
    }
)
"""Every verb that a job tells, for lupdate."""


def doing(verb: str) -> str:
    """What a job is doing; a verb that is in the user's language already stays."""
    return QCoreApplication.translate("Work", verb) if verb in MARKS else verb
