"""What a measure says of each card, drawn around it: a halo, a glow, a band as wide as the value, a group.

It lies under links and cards, so that neither the kind of a card nor a badge is ever covered, and nothing of
the case is altered by it. Sprites know nothing of it: turning it on paints the board anew and draws no card.
Colour is never alone: the first places and the groups have their numbers beside the card.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from ui.canvas import batch
from ui.canvas.draw.key import Key, draw_around, draw_label, extent_of
from ui.canvas.draw.marks import mark_sizes
from ui.canvas.draw.style import Style
from ui.canvas.geometry import Floats, Ints
from ui.canvas.model import BoardModel
from ui.canvas.places import touching
from ui.canvas.view import Tier, View

REACH = 24.0
"""How far from its card, in screen px, anything is drawn."""
_STAMPED = (Tier.GLYPH, Tier.DOT)
_LEAST, _MORE = 2.5, {Tier.GLYPH: 9.0, Tier.DOT: 5.0}
"""How far beyond a mark its disc reaches, in screen px: the least, and how much more for the highest."""


@dataclass(frozen=True, eq=False)
class Measured:
    """The tone, the reach and perhaps a few letters for every card that was measured."""

    look: str
    """halo, glow, size, group or mark."""
    tones: Mapping[str, str]
    """The colour role of each card."""
    strengths: Mapping[str, float]
    """From 0 to 1; what has no tone is not drawn."""
    labels: Mapping[str, str]
    key: Key
    _rows: dict[str, tuple[int, Ints, Floats, NDArray[np.bool_]]] = field(
        default_factory=dict, init=False, repr=False
    )
    _stamps: dict[tuple[str, int, float, str], QPixmap] = field(default_factory=dict, init=False, repr=False)

    @property
    def roles(self) -> list[str]:
        """The colour roles that are in use."""
        return sorted(set(self.tones.values()))

    def paint(
        self,
        painter: QPainter,
        area: QRectF,
        model: BoardModel,
        view: View,
        left: AbstractSet[int],
        style: Style,
        faint: NDArray[np.bool_] | None = None,
    ) -> None:
        """Paint what belongs to the cards near a part of the board; that of dimmed cards stands back too."""
        tones = self._by_row(model)[0]
        reach = REACH / view.scale
        near = touching(model.boxes, area.adjusted(-reach, -reach, reach, reach)) & (tones >= 0)
        if model.hiding:
            near &= model.hiding.cards(model)
        near[list(left)] = False
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if faint is not None:
            painter.setOpacity(float(style.theme.metrics["card"]["dimmedOpacity"]))
            self._paint_rows(painter, model, view, np.flatnonzero(near & faint), style)
            painter.setOpacity(1.0)
            near &= ~faint
        self._paint_rows(painter, model, view, np.flatnonzero(near), style)
        painter.restore()

    def _paint_rows(
        self, painter: QPainter, model: BoardModel, view: View, rows: NDArray[np.intp], style: Style
    ) -> None:
        _, strengths, labelled = self._by_row(model)
        if view.tier in _STAMPED:
            self._paint_discs(painter, model, view, rows, style)
            return
        self._paint_around(painter, model, view, rows, strengths, style)
        for row in rows[labelled[rows]].tolist():
            _label_at(painter, model, view, row, self.labels[model.ids[row]], style)

    def _paint_around(
        self,
        painter: QPainter,
        model: BoardModel,
        view: View,
        rows: NDArray[np.intp],
        strengths: Floats,
        style: Style,
    ) -> None:
        radius = float(style.theme.metrics["radius"]["card"]) * view.scale
        corners = model.boxes[rows] * view.scale + np.array([view.dx, view.dy] * 2)
        for (x0, y0, x1, y1), row in zip(corners.tolist(), rows.tolist(), strict=True):
            colour = style.colour(self.tones[model.ids[row]])
            reach = min(extent_of(self.look, float(strengths[row])) * view.scale, REACH - 2)
            draw_around(painter, QRectF(x0, y0, x1 - x0, y1 - y0), colour, self.look, max(reach, 2.5), radius)

    def _paint_discs(
        self, painter: QPainter, model: BoardModel, view: View, rows: NDArray[np.intp], style: Style
    ) -> None:
        """From afar: a disc behind each mark, those that look alike in one call."""
        if not len(rows):
            return
        tones, strengths, _ = self._by_row(model)
        boxes = model.boxes[rows]
        centres = (boxes[:, :2] + boxes[:, 2:]) / 2 * view.scale + (view.dx, view.dy)
        marks = mark_sizes(boxes[:, 3] - boxes[:, 1], view.scale) / 2
        more = strengths[rows] if self.look in ("size", "glow", "halo") else np.full(len(rows), 0.4)
        radii = np.round(marks + _LEAST + _MORE[view.tier] * more).astype(np.int32)
        looks = tones[rows] * 64 + np.minimum(radii, 63)
        ratio, roles = painter.device().devicePixelRatioF(), self.roles
        for look in np.unique(looks).tolist():
            stamp = self._stamp(roles[look >> 6], look & 63, ratio, style)
            batch.draw_stamps(painter, stamp, centres[looks == look])

    def _stamp(self, role: str, radius: int, ratio: float, style: Style) -> QPixmap:
        key = (role, radius, ratio, style.theme.name)
        if key not in self._stamps:
            side = 2 * radius + 2
            pixmap = QPixmap((QSizeF(side, side) * ratio).toSize())
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = QColor(style.colour(role))
            painter.setPen(QPen(colour, 1) if self.look == "size" else Qt.PenStyle.NoPen)
            colour.setAlphaF(0.4 if self.look == "size" else 1.0)
            painter.setBrush(colour)
            painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
            painter.end()
            self._stamps[key] = pixmap
        return self._stamps[key]

    def _by_row(self, model: BoardModel) -> tuple[Ints, Floats, NDArray[np.bool_]]:
        """Tone, strength and whether there are letters, by row; worked out once for a state of the board."""
        kept = self._rows.get(model.board)
        if kept is None or kept[0] != model.version or len(kept[1]) != len(model):
            number = {role: place for place, role in enumerate(self.roles)}
            count = len(model)
            tones = np.fromiter((number.get(self.tones.get(i, ""), -1) for i in model.ids), np.int32, count)
            strengths = np.fromiter((self.strengths.get(i, 0.0) for i in model.ids), float, count)
            labelled = np.fromiter((i in self.labels for i in model.ids), bool, count)
            kept = self._rows[model.board] = (model.version, tones, strengths, labelled)
        return kept[1:]


def _label_at(painter: QPainter, model: BoardModel, view: View, row: int, words: str, style: Style) -> None:
    """Letters above the upper left corner of a card."""
    painter.save()
    x, y = model.boxes[row, :2].tolist()
    painter.translate(view.to_screen(QPointF(x, y)))
    scale = min(max(view.scale, 0.75), 1.25)
    painter.scale(scale, scale)
    draw_label(painter, QPointF(0, 0), words, style)
    painter.restore()
