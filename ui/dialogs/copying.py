"""A picture of the board on the clipboard, as PNG and as SVG, for whichever the other program takes.

Nothing is written to the disk. The bytes are handed over when somebody asks for them; the pixels, which
take long to unpack, only where another program asks for those.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCoreApplication, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from typing_extensions import override

from ui import render
from ui.dialogs import picture_file
from ui.dialogs.export_subject import BoardSubject
from ui.dialogs.export_wish import OUT
from ui.dialogs.parcel import Parcel, prepared
from ui.worker import Bulk, Refused

if TYPE_CHECKING:
    from ui.main_window import MainWindow

_PNG, _SVG = "image/png", "image/svg+xml"
_PIXELS = "application/x-qt-image"
"""What Qt calls a picture that it hands over in whatever form is asked for."""


class PictureMime(QMimeData):
    """A picture as PNG, as SVG, and as pixels."""

    def __init__(self, picture: bytes, drawing: bytes) -> None:
        super().__init__()
        self._data = {_PNG: picture, _SVG: drawing}

    @override
    def formats(self) -> list[str]:
        return [*self._data, _PIXELS]

    @override
    def hasFormat(self, mimetype: str) -> bool:
        return mimetype in self.formats()

    @override
    def retrieveData(self, mimetype: str, preferredType: object) -> object:
        if mimetype == _PIXELS:
            return QImage.fromData(self._data[_PNG], "png")  # type: ignore[arg-type]
        return QByteArray(self._data.get(mimetype, b""))


def copy_picture(window: MainWindow) -> None:
    """Put the board, or what is selected, on the clipboard, without what is confidential."""
    if window.workspace is None:
        return
    subject = BoardSubject(window)
    verb = QCoreApplication.translate("Export", "Drawing the picture")
    look = render.Look(theme=window.look.theme.name)

    def draw(parcel: Parcel) -> None:
        work = window.jobs.run(picture_file.copied, replace(parcel, look=look), known=(Refused, OSError))
        window.follow(work, verb).finished.connect(keep)

    def keep(made: Bulk) -> None:
        QGuiApplication.clipboard().setMimeData(PictureMime(*made.parts))
        window.toasts.say(QCoreApplication.translate("Export", "Picture copied"), "ok", "copy")

    part = subject.parts[0][1]
    job = window.jobs.run_in_thread(prepared, subject, part, OUT, known=(Refused, OSError))
    window.follow(job, verb).finished.connect(draw)
