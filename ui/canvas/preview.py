"""What a gesture shows before it is done: a layer over the board that no Change knows of.

A tool sets the fields of `board.preview` and calls `board.preview_changed()`; when it ends or is
cancelled it calls `board.clear_preview()`, and the board stands as the case says.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from board.records import LinkKind
from ui.canvas.cards import Card


@dataclass(slots=True)
class PendingLink:
    """A link that is being drawn or one of whose ends is being moved."""

    tail: str = ""
    """The item it starts at; empty when the tail is what moves."""
    head: str = ""
    """The item it will end at, while the pointer is over one."""
    point: QPointF | None = None
    """Where its loose end is, in board units."""
    kind: LinkKind | None = None
    """How it is drawn; None draws a plain line in the accent colour."""
    link: str = ""
    """The link that is being rewired; it is left out below."""


@dataclass(slots=True)
class Guide:
    """A line that shows why a moved card rests where it does, in board units."""

    x0: float
    y0: float
    x1: float
    y1: float
    is_gap: bool = False


@dataclass(slots=True)
class Preview:
    """All that one gesture may show at once."""

    moved: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Items that are being dragged, and by how much, in board units."""
    moved_frames: dict[str, tuple[float, float]] = field(default_factory=dict)
    boxes: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    """Items that are being resized: x, y, width, height."""
    frame_boxes: dict[str, tuple[float, float, float, float]] = field(default_factory=dict)
    bends: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    """Links whose bend points are being moved."""
    pending_link: PendingLink | None = None
    guides: list[Guide] = field(default_factory=list)
    band: QRectF | None = None
    """The box that selects, in board units."""
    lasso: QPolygonF | None = None
    """The loop that selects, in board units."""
    drop_target: str = ""
    """The item that would take what is being dragged."""
    ghost: Card | None = None
    """The card that is being dragged in."""
    ghost_at: QPointF | None = None
    """The top left corner of the ghost, in board units."""
    hint: str = ""
    """A remark under the ghost or beside the card that would take what is dragged."""

    def changes_cards(self) -> bool:
        """Whether cards, frames or links are shown elsewhere than the case has them."""
        return bool(
            self.moved
            or self.moved_frames
            or self.boxes
            or self.frame_boxes
            or self.bends
            or (self.pending_link is not None and self.pending_link.link)
        )
