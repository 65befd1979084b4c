"""What goes wrong, in the user's language: the sentences of errors, wherever they were made.

Cases are opened and jobs are done where nothing is translated, so an error brings along its words and what
is to be put into them. lupdate finds the words here; a test holds them against `storage`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.actions import marked
from ui.worker import Sentence, sentence_of

MARKS = frozenset(
    {
        marked("Faults", "A picture is between 16 and {most} pixels wide."),
        marked("Faults", "A picture is drawn at a scale between 0.05 and 8, with a margin up to 2000."),
        marked(
            "Faults",
            "The picture would be {width} by {height} pixels; "
            "at most {most} either way can be written. Choose a smaller size.",
        ),
        marked("Faults", "The poster would have {count} sheets. Choose fewer beside one another."),
        marked("Faults", "The case “{name}” cannot be used; nothing in it was changed."),
        marked(
            "Faults",
            "“{name}” is not a Caseboard case; nothing was changed. To bring in its content, use Import.",
        ),
        marked("Faults", "There is no case at “{name}”: it may have been moved, renamed or deleted."),
        marked("Faults", "There is no folder “{name}” to write the case in; nothing was written."),
        marked(
            "Faults", "There is already a file named “{name}”, and it was left as it is; choose another name."
        ),
        marked(
            "Faults",
            "“{name}” was made by a newer Caseboard (file version {version}); it was left as it is. "
            "Open it with that version or a later one.",
        ),
        marked(
            "Faults",
            "“{name}” is damaged and was not opened, so that nothing gets worse. Recover what can be "
            "read into a new case, or open one of its backups.",
        ),
        marked(
            "Faults",
            "“{name}” holds parts that Caseboard never writes, so it was not opened and nothing in it"
            " was run. Recover what can be read into a new case.",
        ),
        marked(
            "Faults",
            "“{name}” is open in another window or program. Close it there first, or open a copy of "
            "it for reading only.",
        ),
        marked(
            "Faults",
            "“{name}” may only be read here, so the last change was not made. Save a copy somewhere "
            "you may write and go on there.",
        ),
        marked(
            "Faults",
            "The disk with “{name}” is full, so the last change was not made; everything before it is"
            " kept. Make some room, or save a copy on another disk.",
        ),
        marked(
            "Faults",
            "“{name}” has been moved or deleted while it was open, so the last change was not made. "
            "Save a copy to keep what you see.",
        ),
        marked(
            "Faults",
            "“{name}” has been changed by another program while it was open, so the last change was "
            "not made. Save a copy to keep what you see, then open the case again.",
        ),
        marked(
            "Faults",
            "“{name}” has been closed here, so nothing more was read or written. Open it again to go on.",
        ),
        marked("Faults", "“{name}” is a name that this disk does not take; choose a shorter or plainer one."),
        marked(
            "Faults",
            "“{name}” could not be written there, and nothing else was changed. Choose a folder that "
            "exists and that you may write in.",
        ),
        marked(
            "Faults", "The disk is full, so “{name}” was not written. Make some room, or choose another disk."
        ),
        marked(
            "Faults", "The change holds text or a number that cannot be kept in “{name}”, so it was not made."
        ),
        marked(
            "Faults",
            "The disk with “{name}” did not take the last change, which was not made; everything "
            "before it is kept. Save a copy on another disk.",
        ),
        marked("Faults", "The file is no longer in “{name}”: its bytes are missing or damaged."),
        marked("Faults", "This takes more memory than it may have."),
        marked("Faults", "Something went wrong, and nothing was changed ({place})."),
        marked("Faults", "The work broke off, and nothing was changed."),
        marked("Faults", "The work took too long and was stopped."),
        marked("Faults", "This is no PNG, JPEG, GIF or WebP picture."),
        marked("Faults", "The picture is larger than {count} MB."),
        marked("Faults", "The picture has {count} million pixels; at most {most} million can be shown."),
        marked("Faults", "There is nothing of the picture there."),
        marked("Faults", "The picture is damaged and cannot be shown."),
    }
)
"""Every sentence that an error can bring along, for lupdate."""

READING = frozenset(
    {
        marked("Faults", "No text could be read from this kind of file; it is kept as it is."),
        marked("Faults", "Page {page} has nothing there to be shown."),
        marked("Faults", "Page {page} is damaged and cannot be shown."),
        marked("Faults", "That password is not the PDF's."),
        marked("Faults", "The PDF is damaged and does not open."),
        marked("Faults", "The PDF is damaged: it has no page that opens."),
        marked("Faults", "The PDF is protected by a password."),
        marked("Faults", "The capture holds no pages."),
        marked("Faults", "The capture is damaged, and nothing of it can be read."),
        marked("Faults", "The document holds a declaration that could make it harmful, so it is not read."),
        marked("Faults", "The document holds more text than can be kept."),
        marked("Faults", "The document is damaged: its inner parts are not sound XML."),
        marked("Faults", "The document is nested too deeply to be read."),
        marked("Faults", "The document is protected by a password; save it without one to have it read."),
        marked("Faults", "The document takes more memory than it may have."),
        marked("Faults", "The document was closed."),
        marked("Faults", "The file holds a number with thousands of digits."),
        marked("Faults", "The file holds more than {count} records."),
        marked("Faults", "The file is JSON, but not a case: it does not begin with “format”: “{format}”."),
        marked("Faults", "The file is a package of too many parts to be read safely."),
        marked("Faults", "The file is a saved page without any text in it."),
        marked("Faults", "The file is damaged: a part of it cannot be unpacked."),
        marked("Faults", "The file is damaged: it is a Word package without its text."),
        marked("Faults", "The file is damaged: it is a ZIP package that does not open."),
        marked("Faults", "The file is damaged: it is an OpenDocument package without its text."),
        marked("Faults", "The file is damaged: it is an Outlook item that does not open."),
        marked("Faults", "The file is damaged: it is packed, and cannot be unpacked."),
        marked("Faults", "The file is empty."),
        marked("Faults", "The file is larger than {size} MB, which no case in JSON is."),
        marked("Faults", "The file is nested too deeply to be a case."),
        marked("Faults", "The file is no zip, or it is damaged."),
        marked("Faults", "The file is not JSON: line {line}, column {column}."),
        marked("Faults", "The file is not text in UTF-8."),
        marked("Faults", "The file is protected by a password."),
        marked("Faults", "The file is too large to be read as text; it is kept as it is."),
        marked("Faults", "The file is too large to be read; it is kept as it is."),
        marked("Faults", "The file was written by a newer Caseboard; update this one to read it."),
        marked("Faults", "The mail has parts within parts, too deep to be read."),
        marked("Faults", "The saved page has parts within parts, too deep to be read."),
        marked("Faults", "The zip holds no “case.json”, so it is no case."),
        marked("Faults", "The zip holds too many files to be a case."),
        marked("Faults", "The zip is locked with a password."),
        marked("Faults", "The zip is too large, or holds two files of one name."),
        marked("Faults", "The zip unpacks to far more than it can hold, so it was not opened."),
        marked(
            "Faults",
            "This is a Word document of the old kind (.doc); save it as .docx or PDF to have it read.",
        ),
        marked("Faults", "This is a packed archive; unpack it and add the files that matter."),
        marked(
            "Faults",
            "This is an Excel workbook of the old kind (.xls); it is kept, but no text could be read.",
        ),
        marked("Faults", "Unpacked, the file would be too large to be read safely."),
        marked("Faults", "“{name}” cannot be read."),
        marked("Faults", "“{name}” cannot be read: it is not there, or it is no file."),
    }
)
"""What stands in the way of reading a document or a case of another format."""


def spoken(sentence: Sentence) -> str:
    """A sentence about what went wrong."""
    words = QCoreApplication.translate("Faults", sentence.words)
    return words.format(**sentence.values) if sentence.values else words


def said(error: BaseException) -> str:
    """What an error says."""
    return spoken(sentence_of(error))
