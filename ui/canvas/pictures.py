"""Pictures for cards, decoded away from the window's thread and scaled to what a card can show.

A picture comes from strangers: its size is read before its pixels, and one of more than 64 megapixels
is refused, because a few kilobytes may unpack into gigabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

MOST_PIXELS = 64_000_000
_MOST_SIDE = 1024
"""No card shows more of a picture than this many pixels a side."""

OpenPicture = Callable[[str], bytes]


class Pictures(QObject):
    """The pictures of a case's cards; each is loaded when it is first asked for."""

    loaded = Signal(str)
    _decoded = Signal(str, object)

    def __init__(self, open_picture: OpenPicture, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_picture
        self._kept: dict[str, QImage | str] = {}
        self._asked: set[str] = set()
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)

    def picture(self, attachment: str) -> QImage | str | None:
        """The picture, "refused" or "broken", or None while it is being loaded."""
        if attachment in self._kept:
            return self._kept[attachment]
        if attachment not in self._asked:
            self._asked.add(attachment)
            # the bytes come out of the store in the window's thread, the pixels in another
            try:
                data = self._open(attachment)
            except OSError:
                self._kept[attachment] = "broken"
                return "broken"
            self._pool.submit(decoded, data).add_done_callback(lambda done: self._announce(attachment, done))
        return None

    def close(self) -> None:
        """Load no more."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _announce(self, attachment: str, done: Future[QImage | str]) -> None:
        if not done.cancelled():
            self._decoded.emit(attachment, done.result())

    def _on_decoded(self, attachment: str, picture: QImage | str) -> None:
        self._kept[attachment] = picture
        self.loaded.emit(attachment)


def decoded(data: bytes) -> QImage | str:
    """A picture's pixels, no larger than a card can use; a word when it is not to be had."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    try:
        return _read(reader)
    finally:
        # the reader must go before the buffer that it reads from
        del reader
        buffer.close()


def _read(reader: QImageReader) -> QImage | str:
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and size.width() * size.height() > MOST_PIXELS:
        return "refused"
    if not reader.canRead():
        return "broken"
    if size.isValid() and max(size.width(), size.height()) > _MOST_SIDE:
        reader.setScaledSize(size.scaled(QSize(_MOST_SIDE, _MOST_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return "broken"
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
