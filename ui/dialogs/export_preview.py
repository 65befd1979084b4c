"""What an export will look like, small, while it is being chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.style import Look

_AIR = 12


class PreviewPane(QWidget):
    """A picture in the middle of a quiet ground."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._picture = QImage()
        self._words = self.tr("Drawing…")
        self.setMinimumSize(look.px(360), look.px(280))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Preview"))
        look.changed.connect(self.update)

    @property
    def picture(self) -> QImage:
        """What is shown; null while nothing is."""
        return self._picture

    def room(self) -> tuple[int, int]:
        """How many pixels of the screen a picture may have."""
        ratio, air = self.devicePixelRatioF(), 2 * _AIR
        wide, high = max(self.width(), self._look.px(480)), max(self.height(), self._look.px(340))
        return round((wide - air) * ratio), round((high - air) * ratio)

    def show_picture(self, png: bytes) -> None:
        """Show a picture."""
        self._picture, self._words = QImage.fromData(png, "png"), ""  # type: ignore[arg-type]
        self.update()

    def show_words(self, words: str) -> None:
        """Show words in place of a picture."""
        self._picture, self._words = QImage(), words
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._picture.isNull():
            painter.setPen(theme.colour("text2"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._words)
        else:
            room = QSizeF(self.width() - 2 * _AIR, self.height() - 2 * _AIR)
            size = QSizeF(self._picture.size()) / self.devicePixelRatioF()
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, 0, 0)
            box.setSize(size)
            painter.drawImage(box, self._picture)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        painter.end()
