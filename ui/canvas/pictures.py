"""Pictures for cards, decoded away from the window and scaled to what a card can show.

A picture comes from strangers: where there is a worker it is decoded there, and everywhere by
`ui.pictures`, which knows four formats and reads the size before the pixels.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from ui.jobs import Jobs, Lane
from ui.pictures import TOO_LARGE, TOO_MANY, Pixels, decode, image_of
from ui.worker import Refused, Report

_MOST_SIDE = 1024
"""No card shows more of a picture than this many pixels a side."""
_MOST_BYTES = 64 * 2**20
_SMALL, _MOST_SMALL = 256, 128
"""Of pictures that had to be dropped, so many are kept with so many pixels a side at the most."""
_SECONDS = 20.0
"""Time after which a picture is given up."""

OpenPicture = Callable[[str], bytes]


def _silent(_verb: str, _done: int, _total: int) -> None:
    """Nobody asked how far it is."""


class Pictures(QObject):
    """The pictures of a case's cards; each is loaded when it is first asked for."""

    loaded = Signal(str)
    _decoded = Signal(str, object)

    def __init__(
        self, open_picture: OpenPicture, parent: QObject | None = None, most_bytes: int = _MOST_BYTES
    ) -> None:
        super().__init__(parent)
        self._most = most_bytes
        self._open = open_picture
        self.jobs: Jobs | None = None
        """Where there is a worker to decode them."""
        self._kept: OrderedDict[str, QImage | str] = OrderedDict()
        """The least used are dropped first, and loaded again when they are asked for."""
        self._bytes = 0
        self._small: OrderedDict[str, QImage] = OrderedDict()
        """What stands for those dropped until they have been loaded again."""
        self._asked: set[str] = set()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)

    def picture(self, attachment: str) -> QImage | str | None:
        """The picture, "refused" or "broken", or None while it is being loaded."""
        if attachment in self._kept:
            self._kept.move_to_end(attachment)
            return self._kept[attachment]
        if attachment not in self._asked:
            self._asked.add(attachment)
            # the bytes come out of the store in the window's thread, the pixels elsewhere
            try:
                data = self._open(attachment)
            except OSError:
                self._kept[attachment] = "broken"
                return "broken"
            self._begin(attachment, data)
        return self._small.get(attachment)

    def _begin(self, attachment: str, data: bytes) -> None:
        if self.jobs is None:
            self._pool.submit(decoded, data).add_done_callback(partial(self._announce, attachment))
            return
        job = self.jobs.run(decoded, data, lane=Lane.QUICK, seconds=_SECONDS)
        job.finished.connect(partial(self._on_decoded, attachment))
        job.failed.connect(lambda _: self._on_decoded(attachment, "broken"))

    def close(self) -> None:
        """Load no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _announce(self, attachment: str, done: Future[Pixels | str]) -> None:
        if not done.cancelled():
            self._decoded.emit(attachment, done.result())

    def _on_decoded(self, attachment: str, found: Pixels | str) -> None:
        kept = self._kept[attachment] = found if isinstance(found, str) else _fit_to_draw(found)
        self._bytes += _bytes(kept)
        while self._bytes > self._most and len(self._kept) > 1:
            self._drop(*self._kept.popitem(last=False))
        self.loaded.emit(attachment)

    def _drop(self, attachment: str, image: QImage | str) -> None:
        self._bytes -= _bytes(image)
        self._asked.discard(attachment)
        if isinstance(image, QImage):
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._small[attachment] = image.scaled(_SMALL, _SMALL, keep, smooth)
        if len(self._small) > _MOST_SMALL:
            self._small.popitem(last=False)


def decoded(data: bytes, report: Report = _silent) -> Pixels | str:
    """A picture's pixels, no larger than a card can use; a word when it is not to be had."""
    try:
        return decode(data, _MOST_SIDE, report)
    except Refused as error:
        return "refused" if error.sentence in (TOO_MANY, TOO_LARGE) else "broken"


def _bytes(image: QImage | str) -> int:
    return image.sizeInBytes() if isinstance(image, QImage) else 0


def _fit_to_draw(pixels: Pixels) -> QImage:
    return image_of(pixels).convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
