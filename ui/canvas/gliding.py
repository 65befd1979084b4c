"""Cards on their way to where a Change has put them: for a moment only, and only to the eye.

The Change is made already. The preview shows the cards short of their places, less and less; whatever a
person does meanwhile ends it at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from board.change import Change
from board.records import Frame, Placement

if TYPE_CHECKING:
    from ui.canvas.surface import Surface

MOST = 200
"""More cards than this are put there at once: nobody could follow them."""
Way = tuple[float, float]


class Glide(QObject):
    """The cards of one board under way."""

    def __init__(self, board: Surface) -> None:
        super().__init__(board)
        self._board = board
        self._cards: Mapping[str, Way] = {}
        self._frames: Mapping[str, Way] = {}
        self._run = QVariantAnimation(self, startValue=1.0, endValue=0.0)
        self._run.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._run.valueChanged.connect(self._on_step)
        self._run.finished.connect(board.clear_preview)

    @property
    def is_under_way(self) -> bool:
        """Whether cards are still moving."""
        return self._run.state() == QVariantAnimation.State.Running

    def show(self, change: Change) -> None:
        """Let the cards that a Change has just moved be seen to go there, where motion is wanted."""
        here = self._board.board_id
        cards: dict[str, Way] = {}
        frames: dict[str, Way] = {}
        for before, after in change.pairs.values():
            if isinstance(before, Placement) and isinstance(after, Placement) and after.board == here:
                cards[after.item] = (before.x - after.x, before.y - after.y)
            elif isinstance(before, Frame) and isinstance(after, Frame) and after.board == here:
                frames[after.id] = (before.x - after.x, before.y - after.y)
        if not cards or len(cards) > MOST or not self._board.motion.may_animate():
            return
        self._cards, self._frames = cards, frames
        self._run.setDuration(self._board.theme.motion("layout"))
        self._run.start()

    def stop(self) -> None:
        """Have everything where it is."""
        if self.is_under_way:
            self._run.stop()
            self._board.clear_preview()

    def _on_step(self, part: float) -> None:
        preview = self._board.preview
        preview.moved = {item: (dx * part, dy * part) for item, (dx, dy) in self._cards.items()}
        preview.moved_frames = {frame: (dx * part, dy * part) for frame, (dx, dy) in self._frames.items()}
        self._board.preview_changed()
