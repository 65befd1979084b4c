"""A widget that looks at a board: its view, and how it gets from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Signal
from PySide6.QtWidgets import QWidget

from ui.canvas import view as views
from ui.canvas.model import BoardModel
from ui.canvas.motion import Motion
from ui.canvas.selection import Selection
from ui.canvas.view import View
from ui.theme import Theme

_IN_SIGHT = 32.0
"""Room in screen px around what is scrolled into sight."""


class Viewport(QWidget):
    """What of a board is in sight; a subclass shows it."""

    viewport_changed = Signal()

    model: BoardModel
    theme: Theme

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = View()
        self.selection = Selection(self)
        self.framed: Callable[[QRectF], View] | None = None
        """How to look at a part of the board where panels float over it."""
        self.motion = Motion(self, self._show_view, self._on_settled)

    def visible_rect(self) -> QRectF:
        """The part of the board in sight, in board units."""
        return self.view.visible(QSizeF(self.size()))

    def set_view(self, view: View, duration: int = 0) -> None:
        """Look elsewhere, gliding there when a duration in ms is given."""
        self.motion.fly(self.view, view, duration)

    def pan_by(self, dx: float, dy: float) -> None:
        """Drag the board by so many screen px."""
        self.motion.stop()
        self._show_view(self.view.moved(dx, dy))

    def set_scale(self, scale: float, about: QPointF | None = None, duration: int = 0) -> None:
        """Zoom about a screen point, or about the middle."""
        about = QPointF(self.width() / 2, self.height() / 2) if about is None else about
        self.motion.fly(self.view, self.view.scaled(scale, about), duration, about)

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom by a factor from where the view is, or is already going."""
        base = self.motion.target.scale if self.motion.is_flying else self.view.scale
        self.set_scale(base * factor, about, self.theme.motion("base"))

    def zoom_to_fit(self, *, animated: bool = True) -> None:
        """Show the whole board."""
        self._zoom_to(self.extent(), animated)

    def extent(self) -> QRectF:
        """All that there is to see on the board."""
        return self.model.bounds()

    def zoom_to_selection(self, *, animated: bool = True) -> None:
        """Show all that is selected."""
        self._zoom_to(self._bounds_of_selection(), animated)

    def zoom_to_items(self, items: Iterable[str], *, animated: bool = True) -> None:
        """Show these cards."""
        self._zoom_to(self.model.bounds(items), animated)

    def show_items(self, items: Iterable[str]) -> None:
        """Scroll as little as it takes to have these cards in sight."""
        rect = self.view.rect_to_screen(self.model.bounds(items))
        if rect.isEmpty():
            return
        seen = QRectF(self.rect()).adjusted(_IN_SIGHT, _IN_SIGHT, -_IN_SIGHT, -_IN_SIGHT)
        if rect.width() > seen.width() or rect.height() > seen.height():
            self._zoom_to(self.model.bounds(items), True)
            return
        dx = max(seen.left() - rect.left(), 0) + min(seen.right() - rect.right(), 0)
        dy = max(seen.top() - rect.top(), 0) + min(seen.bottom() - rect.bottom(), 0)
        if dx or dy:
            self.motion.fly(self.view, self.view.moved(dx, dy), self.theme.motion("base"))

    def show_point(self, point: QPointF) -> None:
        """Bring a board point to the middle."""
        view = self.view.centred(point, QSizeF(self.size()))
        self.motion.fly(self.view, view, self.theme.motion("layout"))

    def _zoom_to(self, rect: QRectF, animated: bool) -> None:
        if rect.isEmpty():
            return
        view = self.framed(rect) if self.framed else views.fitted(rect, QSizeF(self.size()))
        self.motion.fly(self.view, view, self.theme.motion("layout") if animated else 0)

    def _bounds_of_selection(self) -> QRectF:
        model, chosen = self.model, self.selection
        rect = model.bounds(chosen.items)
        for frame in model.frames:
            if frame.id in chosen.frames:
                rect = rect.united(QRectF(frame.x, frame.y, frame.width, frame.height))
        ends = [model.link_row[link] for link in chosen.links if link in model.link_row]
        cards = [model.ids[card] for row in ends for card in (model.tails[row], model.heads[row])]
        return rect.united(model.bounds(cards)) if cards else rect

    def _show_view(self, view: View) -> None:
        view = view.snapped(self.devicePixelRatioF())
        if view == self.view:
            return
        if view.scale != self.view.scale:
            self.motion.note_zoom()
        self.view = view
        self.update()
        self.viewport_changed.emit()

    def _on_settled(self) -> None:
        self.update()
