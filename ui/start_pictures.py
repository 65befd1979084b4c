"""The pictures on the start page: the board of a case where there is one, else a little drawn one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from board.kinds import ITEM_KINDS, LINK_KINDS
from ui.actions import marked
from ui.icons import silhouette
from ui.style import Look


@dataclass(frozen=True, slots=True)
class About:
    """What the start page says of a sample."""

    title: str
    words: str
    steps: tuple[str, ...] = ()
    seed: int = 0


SAMPLE_SCENES: dict[str, About] = {
    "quay-9": About(
        marked("StartPage", "Quay 9 cold-store imports"),
        marked("StartPage", "An invented customs case, small enough to see through in five minutes."),
        (
            marked("StartPage", "Drag a kind of card from the left onto the board"),
            marked("StartPage", "See why three reports can be one"),
            marked("StartPage", "Export the finished board as an image"),
        ),
        0,
    ),
    "moscow-rumours": About(
        marked("StartPage", "Coup rumours, Moscow"),
        marked(
            "StartPage",
            "One newspaper article of March 2022, taken apart: who says it, and who they had it from. "
            "Every claim is reported speech, not fact.",
        ),
        (),
        3,
    ),
}

_KINDS = ("source", "claim", "person", "file", "place", "organisation", "event", "note")
_SPOTS = (
    (0.08, 0.18), (0.34, 0.10), (0.62, 0.20), (0.84, 0.10), (0.18, 0.48),
    (0.46, 0.44), (0.74, 0.50), (0.10, 0.80), (0.38, 0.76), (0.66, 0.82), (0.88, 0.74),
)  # fmt: skip
_LINKS = ((0, 5, "reports"), (1, 5, "reports"), (4, 5, "reports"), (5, 2, "about"), (8, 5, "supports"),
          (9, 6, "contradicts"), (2, 3, "associated"), (7, 8, "reports"), (6, 10, "about"))  # fmt: skip


class Scene(QWidget):
    """A picture of a board that keeps its proportions and fills its place."""

    def __init__(self, parent: QWidget, look: Look, seed: int, find: Callable[[], QPixmap | None]) -> None:
        super().__init__(parent)
        self._look, self._seed, self._find = look, seed, find
        self._picture: QPixmap | None = None
        self._is_read = False
        self._fitted = QPixmap()
        look.changed.connect(self._on_theme)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        radius = self._look.theme.size(9)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), self._look.theme.colour("canvas"))
        if not self._is_read:
            # a window that opens on a case never shows it
            self._picture, self._fitted, self._is_read = self._find(), QPixmap(), True
        if self._picture is not None:
            self._paint_picture(painter, self._picture)
        else:
            self._paint_drawn(painter)
        painter.end()

    def _on_theme(self) -> None:
        self._is_read = False
        self.update()

    def _paint_picture(self, painter: QPainter, picture: QPixmap) -> None:
        """A wide board whole; of a tall one the upper part, near enough to make something out."""
        room, size = QRectF(self.rect()), picture.size()
        scale = min(room.width() / size.width(), 1.6 * room.height() / size.height())
        scale = max(scale, min(room.width() / size.width(), 0.5))
        box = QRectF(0, 0, size.width() * scale, size.height() * scale)
        box.moveCenter(room.center())
        box.moveTop(max(0.0, box.top()))
        ratio = self.devicePixelRatioF()
        wanted = (box.size() * ratio).toSize()
        if self._fitted.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._fitted = picture.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.drawPixmap(box, self._fitted, QRectF(self._fitted.rect()))

    def _paint_drawn(self, painter: QPainter) -> None:
        theme, wide, high = self._look.theme, self.width(), self.height()
        spots = [
            QPointF(
                x * wide * 0.86 + wide * 0.05,
                ((y * (1 + self._seed % 3 * 0.07)) % 0.9) * high * 0.9 + high * 0.06,
            )
            for x, y in _SPOTS
        ]
        for tail, head, kind in _LINKS:
            drawn = LINK_KINDS[kind]
            pen = QPen(theme.link_colour(drawn), 1.2)
            if drawn.dash:
                pen.setDashPattern([length / 1.2 for length in drawn.dash])
            painter.setPen(pen)
            start, end = spots[tail], spots[head]
            path = QPainterPath(start)
            bend = (end.x() - start.x()) * 0.5
            path.cubicTo(start + QPointF(bend, 0), end - QPointF(bend, 0), end)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
        for at, spot in enumerate(spots):
            box = QRectF(spot.x() - 22, spot.y() - 11, 44, 22)
            painter.setPen(QPen(theme.colour("border"), 1))
            painter.setBrush(theme.colour("card"))
            painter.drawRoundedRect(box, 4, 4)
            card = ITEM_KINDS[_KINDS[(at * 3 + self._seed) % len(_KINDS)]]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.kind_colour(card))
            painter.drawPath(silhouette(card.silhouette, QRectF(box.x() + 5, box.y() + 5, 12, 12)))
            painter.setBrush(theme.colour("border"))
            painter.drawRect(QRectF(box.x() + 21, box.y() + 7, 18, 2))
            painter.drawRect(QRectF(box.x() + 21, box.y() + 12, 13, 2))
