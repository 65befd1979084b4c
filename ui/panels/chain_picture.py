"""The chain of one claim small enough for the inspector: one row a voice, origins on top, lines down to you.

Where several voices all have it from one, the picture is drawn lying: their names at the left run
together into the one at the right. It is the picture of an echo, and is to be known at a glance.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from board.case import Case
from board.evidence.chain_layout import Node, chain_layout
from board.evidence.chain_marks import ORIGIN, READER, UNKNOWN, Marks, chain_marks
from board.evidence.graph import YOU, ClaimGraph
from board.evidence.measures import Counts
from board.evidence.sentence import short_names
from ui.style import Look

ROW = 22
LANE = 14
MOST_ROWS = 12
MOST_LANES = 6
DOT = 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A node with its place in the picture, in px at 100 %."""

    node: Node
    name: str
    marks: Marks
    x: float
    y: float


class ChainPicture(QWidget):
    """Dots, lines and names; a press on a name goes to its card."""

    voice_chosen = Signal(str)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._spots: list[Spot] = []
        self._lines: list[tuple[Node, Node]] = []
        self._rest = 0
        self._is_star = False
        self._at = -1
        self._lanes = 1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Chain, origins first"))
        look.changed.connect(self.update)

    def show_chain(self, case: Case, graph: ClaimGraph, counts: Counts) -> None:
        """Show another chain."""
        layout, marks = chain_layout(graph), chain_marks(graph, counts)
        columns: dict[float, list[Node]] = {}
        for node in sorted(layout.boxes, key=lambda node: layout.boxes[node].y):
            box = layout.boxes[node]
            columns.setdefault(box.x + box.width / 2, []).append(node)
        order = [node for _, column in sorted(columns.items()) for node in column]
        voices = [node[1] for node in order if node[0] == "voice"]
        names = dict(zip(voices, short_names(case, voices), strict=True))
        self._is_star = _is_star(graph, counts)
        rank = {node: number for column in columns.values() for number, node in enumerate(column)}
        self._lanes = min(max(rank.values()) + 1, MOST_LANES)
        shown = order if len(order) <= MOST_ROWS else [*order[: MOST_ROWS - 1], YOU]
        self._rest = len(order) - len(shown)
        self._spots = [
            Spot(
                node,
                self._name(node, names),
                marks[node],
                DOT + 3 + (rank[node] % MOST_LANES) * LANE,
                ROW * (row + 0.5),
            )
            for row, node in enumerate(shown)
        ]
        if self._is_star:
            self._spots = _star(self._spots)
        known = {spot.node for spot in self._spots}
        self._lines = [ends for ends in layout.lines if known.issuperset(ends)]
        self._at = -1
        self.setAccessibleDescription(", ".join(spot.name for spot in self._spots))
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @override
    def sizeHint(self) -> QSize:
        rows = max((spot.y for spot in self._spots), default=0.0) / ROW + 0.5
        return QSize(120, self._look.px(ROW * (rows + bool(self._rest))) + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(self._look.scale, self._look.scale)
        spots = {spot.node: spot for spot in self._spots}
        for start, end in self._lines:
            self._draw_line(painter, spots[start], spots[end])
        for number, spot in enumerate(self._spots):
            self._draw_spot(painter, spot, is_marked=number == self._at)
        if self._rest:
            box = QRectF(self._left(), ROW * len(self._spots), self.width() / self._look.scale, ROW)
            self._draw_words(painter, box, self.tr("and {count} more").format(count=self._rest), "text3")
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position())
        if at != self._at:
            self._at = at
            self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._at = -1
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._under(event.position()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        voices = [number for number, spot in enumerate(self._spots) if spot.node[0] == "voice"]
        if step and voices:
            here = voices.index(self._at) if self._at in voices else -1 if step > 0 else 0
            self._at = voices[(here + step) % len(voices)]
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        if number >= 0 and self._spots[number].node[0] == "voice":
            self.voice_chosen.emit(self._spots[number].node[1])

    def _under(self, at: QPointF) -> int:
        point = at / self._look.scale
        for number, spot in enumerate(self._spots):
            if spot.node[0] == "voice" and self._words_box(spot).contains(point):
                return number
        return -1

    def _name(self, node: Node, names: dict[str, str]) -> str:
        if node[0] == "voice":
            return names[node[1]]
        return self.tr("Unknown origin") if node[0] == "unknown" else self.tr("You")

    def _left(self) -> float:
        return DOT + 3 + self._lanes * LANE

    def _words_box(self, spot: Spot) -> QRectF:
        """Where the name of a spot stands."""
        whole = self.width() / self._look.scale
        if not self._is_star:
            return QRectF(self._left(), spot.y - ROW / 2, whole - self._left(), ROW)
        if spot.marks.role == ORIGIN:
            left = whole * 0.62 + 12
            return QRectF(left, spot.y - ROW / 2, whole - left, ROW)
        return QRectF(0, spot.y - ROW / 2, whole * 0.4, ROW)

    def _point(self, spot: Spot) -> QPointF:
        if not self._is_star:
            return QPointF(spot.x, spot.y)
        whole = self.width() / self._look.scale
        return QPointF(whole * (0.62 if spot.marks.role == ORIGIN else 0.4) + 4, spot.y)

    def _draw_line(self, painter: QPainter, start: Spot, end: Spot) -> None:
        one, other = self._point(start), self._point(end)
        path = QPainterPath(one)
        if self._is_star:
            middle = (one.x() + other.x()) / 2
            path.cubicTo(QPointF(middle, one.y()), QPointF(middle, other.y()), other)
        elif abs(one.y() - other.y()) <= ROW + 1 or one.x() != other.x():
            bend = ROW * 0.8 if other.y() > one.y() else -ROW * 0.8
            path.cubicTo(one + QPointF(0, bend), other - QPointF(0, bend), other)
        else:
            aside = QPointF(-LANE * 0.45, 0)
            path.cubicTo(one + aside + QPointF(0, 4), other + aside - QPointF(0, 4), other)
        painter.setPen(QPen(self._look.theme.colour("text3"), 1.3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)

    def _draw_spot(self, painter: QPainter, spot: Spot, *, is_marked: bool) -> None:
        theme, at = self._look.theme, self._point(spot)
        ink = theme.token("source").ink
        face: QColor = theme.colour("panel")
        match spot.marks.role:
            case role if role == UNKNOWN:
                pen = QPen(theme.colour("text2"), 1.4, Qt.PenStyle.CustomDashLine)
                pen.setDashPattern([1.4, 1.6])
                painter.setPen(pen)
                painter.setBrush(face)
                painter.drawEllipse(at, DOT + 1, DOT + 1)
            case role if role == READER:
                painter.setPen(QPen(theme.colour("text2"), 1.4))
                painter.setBrush(face)
                painter.drawRect(QRectF(at.x() - DOT, at.y() - DOT, 2 * DOT, 2 * DOT))
            case role:
                size = DOT + 1 if role == ORIGIN else DOT - 0.5
                if spot.marks.is_single_point:
                    painter.setPen(QPen(theme.colour("text"), 1.6))
                    painter.setBrush(face)
                    painter.drawEllipse(at, size + 2, size + 2)
                painter.setPen(QPen(ink, 1.4))
                painter.setBrush(ink)
                painter.drawEllipse(at, size, size)
        box = self._words_box(spot)
        if is_marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentSoft"))
            painter.drawRoundedRect(box.adjusted(-3, 1, 0, -1), 4, 4)
        role = "text" if spot.node[0] == "voice" else "text2"
        self._draw_words(painter, box, spot.name, role, is_strong=spot.marks.role == ORIGIN)

    def _draw_words(
        self, painter: QPainter, box: QRectF, text: str, role: str, *, is_strong: bool = False
    ) -> None:
        font = QFont(self._look.theme.board_font("small"))
        if is_strong:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._look.theme.colour(role))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(box.width()) - 2)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _is_star(graph: ClaimGraph, counts: Counts) -> bool:
    """Whether two or more voices all have it from one origin and from nobody else."""
    if counts.origins_known != 1 or counts.origins_unknown or not 3 <= counts.voices <= 7:
        return False
    origin = graph.known & graph.within
    others = graph.within & graph.all_voices & ~origin
    if origin.bit_count() != 1:
        return False
    vertices = [vertex for vertex in range(len(graph.voices)) if others >> vertex & 1]
    return all(graph.fed_by[vertex] & graph.within == origin for vertex in vertices)


def _star(spots: list[Spot]) -> list[Spot]:
    """The spots of a star, lying: the repeaters one below the other, the origin beside their middle."""
    origin = next(spot for spot in spots if spot.marks.role == ORIGIN)
    others = [spot for spot in spots if spot.node[0] == "voice" and spot is not origin]
    made = [Spot(spot.node, spot.name, spot.marks, 0.0, ROW * (row + 0.5)) for row, spot in enumerate(others)]
    middle = ROW * len(others) / 2
    return [*made, Spot(origin.node, origin.name, origin.marks, 0.0, middle)]
