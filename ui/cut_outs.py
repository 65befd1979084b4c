"""Parts of pages cut out as pictures, for cards that were made of them.

The card is there at once; its picture is drawn by the worker, kept like any file and joins the step that
made the card, so that one undo takes both.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from board.edits import files as file_edits
from board.records import Attachment, Passage
from ui.reader.marks import cut_out_name

if TYPE_CHECKING:
    from ui.files import PageOnScreen
    from ui.main_window import MainWindow
    from ui.page_feed import PageFeed
    from ui.pictures import Pixels

SHARPNESS = 3.0
"""Pixels a point at which a part of a PDF's page is cut out."""
MOST_SIDE = 1600.0


class CutOuts(QObject):
    """Cuts parts out of the document in front."""

    def __init__(self, window: MainWindow, feed: PageFeed) -> None:
        super().__init__(feed)
        self._window, self._feed = window, feed

    def put_on(self, item: str, passage: Passage, step: str) -> None:
        """Give an item the picture of a passage without words, as part of a step."""
        files = self._window.files
        record = self._window.document.case.attachments.get(passage.attachment)
        if record is None or not passage.rects:
            return
        _, x, y, wide, high = passage.rects[0]
        if record.media_type.startswith("image/"):
            job = files.bytes_of(record.id)
            job.finished.connect(partial(self._on_bytes, item, passage, step))
        else:
            scale = min(SHARPNESS, MOST_SIDE / max(wide, high, 1.0))
            drawing = self._feed.cut(passage.page, scale, (x, y, wide, high))
            if drawing is None:
                return
            job = drawing
            job.finished.connect(partial(self._on_cut, item, passage, step))
        job.failed.connect(self._window.deeds.say_failed)

    def _on_bytes(self, item: str, passage: Passage, step: str, data: bytes) -> None:
        _, x, y, wide, high = passage.rects[0]
        job = self._window.files.picture_part(data, (x, y, wide, high), round(MOST_SIDE))
        job.finished.connect(partial(self._on_cut, item, passage, step))
        job.failed.connect(self._window.deeds.say_failed)

    def _on_cut(self, item: str, passage: Passage, step: str, found: PageOnScreen | Pixels) -> None:
        if self._window.files.current is None:
            return
        job = self._window.files.keep_pixels(found.width, found.height, found.rgba, cut_out_name(passage))
        job.finished.connect(partial(self._on_kept, item, step))
        job.failed.connect(self._window.deeds.say_failed)

    def _on_kept(self, item: str, step: str, kept: Attachment) -> None:
        """The picture is in the file: the card gets it, unless it has been taken back meanwhile."""
        if self._window.files.current is None or not self._window.is_editable:
            return
        document = self._window.document
        if item not in document.case.items:
            return
        change = file_edits.attach(document.case, item, [kept], "pictures")
        last = document.history.last
        label = last.label if last is not None and last.merge == step else change.label
        document.do(change.labelled(label), merge=step, resumes=True)
