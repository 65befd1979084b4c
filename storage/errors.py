"""What can go wrong with a case file, each with one sentence for the person at the screen.

A sentence says what happened, what was kept and what to do. It names the file, never its content,
and the driver's own words stay out of it: they can quote a stranger's text.
"""

from __future__ import annotations

import errno
from pathlib import Path
from typing import ClassVar

_BAD_NAMES = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ)


def not_written(path: Path, error: OSError) -> CaseError:
    """What keeps a file from being written, in a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoRoom(path)
    return UnusableName(path) if error.errno in _BAD_NAMES else NotWritten(path)


class CaseError(Exception):
    """Something outside the program stands in the way of a case file."""

    sentence: ClassVar[str] = "The case “{name}” cannot be used; nothing in it was changed."

    def __init__(self, path: Path | str = "", **facts: object) -> None:
        self.path = Path(path)
        self.facts = facts
        self.values = {"name": self.path.name, **facts}
        """What the sentence names; with it the sentence can be said in another language."""
        super().__init__(self.sentence.format(**self.values))


class NotACase(CaseError):
    """The file is something else."""

    sentence = "“{name}” is not a Caseboard case; nothing was changed. To bring in its content, use Import."


class CaseMissing(CaseError):
    """There is no such file."""

    sentence = "There is no case at “{name}”: it may have been moved, renamed or deleted."


class FolderMissing(CaseError):
    """There is no folder to write in."""

    sentence = "There is no folder “{name}” to write the case in; nothing was written."


class CaseExists(CaseError):
    """A new case would take the place of a file that is there."""

    sentence = "There is already a file named “{name}”, and it was left as it is; choose another name."


class NewerCase(CaseError):
    """Written by a version that is not out yet for this program."""

    sentence = (
        "“{name}” was made by a newer Caseboard (file version {version}); it was left as it is. "
        "Open it with that version or a later one."
    )


class DamagedCase(CaseError):
    """The file does not hold what a case must hold."""

    sentence = (
        "“{name}” is damaged and was not opened, so that nothing gets worse. "
        "Recover what can be read into a new case, or open one of its backups."
    )


class StrangeCase(DamagedCase):
    """The file has tables, triggers or side files that no Caseboard makes."""

    sentence = (
        "“{name}” holds parts that Caseboard never writes, so it was not opened and nothing in it was run. "
        "Recover what can be read into a new case."
    )


class LockedCase(CaseError):
    """Somebody else has the case open."""

    sentence = (
        "“{name}” is open in another window or program. Close it there first, "
        "or open a copy of it for reading only."
    )


class ReadOnlyCase(CaseError):
    """The file or its folder may not be written."""

    sentence = (
        "“{name}” may only be read here, so the last change was not made. "
        "Save a copy somewhere you may write and go on there."
    )


class DiskFull(CaseError):
    """No room for a write."""

    sentence = (
        "The disk with “{name}” is full, so the last change was not made; everything before it is kept. "
        "Make some room, or save a copy on another disk."
    )


class CaseVanished(CaseError):
    """The file is gone while the case is open."""

    sentence = (
        "“{name}” has been moved or deleted while it was open, so the last change was not made. "
        "Save a copy to keep what you see."
    )


class CaseReplaced(CaseError):
    """Another file stands in the place of the one that is open."""

    sentence = (
        "“{name}” has been changed by another program while it was open, so the last change was not made. "
        "Save a copy to keep what you see, then open the case again."
    )


class ClosedCase(CaseError):
    """The case has been closed, and somebody still asks for it."""

    sentence = "“{name}” has been closed here, so nothing more was read or written. Open it again to go on."


class UnusableName(CaseError):
    """A name that the disk does not take."""

    sentence = "“{name}” is a name that this disk does not take; choose a shorter or plainer one."


class NotWritten(CaseError):
    """A file that was to be written for others, and could not be."""

    sentence = (
        "“{name}” could not be written there, and nothing else was changed. "
        "Choose a folder that exists and that you may write in."
    )


class NoRoom(CaseError):
    """A file that was to be written for others, and the disk is full."""

    sentence = "The disk is full, so “{name}” was not written. Make some room, or choose another disk."


class Unwritable(CaseError):
    """Text or a number that no file can hold."""

    sentence = "The change holds text or a number that cannot be kept in “{name}”, so it was not made."


class DriveFailed(CaseError):
    """The disk answers with errors."""

    sentence = (
        "The disk with “{name}” did not take the last change, which was not made; "
        "everything before it is kept. Save a copy on another disk."
    )


class FileMissing(CaseError):
    """The bytes of an attachment are not in the case."""

    sentence = "The file is no longer in “{name}”: its bytes are missing or damaged."
