"""The soft shadow of a panel that floats over others, as the mock-ups have it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.canvas.draw.shadow import Patch, draw_patch, patch_of
from ui.style import Look

RADIUS = 10
STATE = "overlay"
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ShowToParent)


class Shade(QWidget):
    """Lies right under a panel and goes where it goes; the pointer does not feel it."""

    def __init__(self, panel: QWidget, look: Look) -> None:
        super().__init__(panel.parentWidget())
        self._panel, self._look = panel, look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._patch: Patch | None = None
        self._ratio = 0.0
        panel.installEventFilter(self)
        panel.destroyed.connect(self.deleteLater)
        look.changed.connect(self._on_theme)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._panel:
            if event.type() in (QEvent.Type.Hide, QEvent.Type.HideToParent):
                self.hide()
            elif event.type() in _MOVES and not self._panel.isHidden():
                self._follow()
            elif event.type() == QEvent.Type.ZOrderChange:
                self.stackUnder(self._panel)
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._panel.isHidden():
            return
        ratio = self.devicePixelRatioF()
        if self._patch is None or self._ratio != ratio:
            layers = self._look.theme.shadow(STATE)
            if not layers:
                return
            self._patch, self._ratio = patch_of(layers, self._look.px(RADIUS), ratio), ratio
        painter = QPainter(self)
        draw_patch(painter, self._patch, QRectF(self._panel.geometry().translated(-self.pos())))
        painter.end()

    def _follow(self) -> None:
        layers = self._look.theme.shadow(STATE)
        reach = ceil(max((one.blur + max(abs(one.x), abs(one.y)) for one in layers), default=0))
        self.setGeometry(self._panel.geometry().adjusted(-reach, -reach, reach, reach))
        self.stackUnder(self._panel)
        self.show()
        self.update()

    def _on_theme(self) -> None:
        self._patch = None
        self.update()
