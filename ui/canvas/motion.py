"""How the view gets from one place to another: at once, or gliding for a moment.

Motion is short, can be turned off, and never stands in the way: any new wish takes over from where the
view is. While the scale changes the board paints roughly; a moment after the last change, crisply.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QSizeF, QTimer, QVariantAnimation
from PySide6.QtWidgets import QStyle, QWidget

from ui.canvas.view import View, between

_SETTLE = 100
"""Rest in ms after which the board is painted crisply."""


class Motion(QObject):
    """The flights of one widget's view."""

    def __init__(self, widget: QWidget, show: Callable[[View], None], settle: Callable[[], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._show = show
        self._settle = settle
        self.is_reduced = False
        """The user asked for no motion."""
        self.is_moving = False
        """The scale has just changed, or is changing."""
        self._start = self.target = View()
        self._about: QPointF | None = None
        self._flight = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.valueChanged.connect(self._on_step)
        self._rest = QTimer(self, singleShot=True, interval=_SETTLE)
        self._rest.timeout.connect(self._on_rest)

    @property
    def is_flying(self) -> bool:
        """Whether a flight is under way."""
        return self._flight.state() == QVariantAnimation.State.Running

    def may_animate(self) -> bool:
        """Whether neither the user nor the system asks for less motion."""
        if self.is_reduced or not self._widget.isVisible():
            return False
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._widget.style().styleHint(hint, None, self._widget) > 0

    def fly(self, start: View, end: View, duration: int, about: QPointF | None = None) -> None:
        """Go to a view; about a fixed screen point when one is given."""
        self._flight.stop()
        self._start, self.target, self._about = start, end, about
        if duration <= 0 or not self.may_animate() or start == end:
            self._show(end)
            return
        self._flight.setDuration(duration)
        self._flight.start()

    def stop(self) -> None:
        """Stay where the view is."""
        self._flight.stop()

    def note_zoom(self) -> None:
        """The scale has changed: paint roughly until it rests."""
        if not self.may_animate():
            return
        self.is_moving = True
        self._rest.start()

    def _on_step(self, part: float) -> None:
        if self._about is None:
            size = QSizeF(self._widget.size())
            self._show(between(self._start, self.target, part, size))
        elif part >= 1.0:
            self._show(self.target)
        else:
            grown = (self.target.scale / self._start.scale) ** part
            self._show(self._start.scaled(self._start.scale * grown, self._about))

    def _on_rest(self) -> None:
        if self.is_flying:
            self._rest.start()
            return
        self.is_moving = False
        self._settle()
