"""The chain view: one claim's chain over the board, origins at the left, you at the right.

It lies over the board like a sheet; Esc or *Back* takes it away and the board is as it was. It follows
edits, can be panned, zoomed and walked by the arrow keys, and every voice in it leads to its card.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPointF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board.evidence.chain_layout import Node
from board.evidence.graph import AFFIRMS, DENIES
from board.evidence.measures import counts as counts_of
from board.evidence.sentence import full_name
from board.text import shortened
from ui.canvas.draw.chain import ChainDrawing, chain_drawing, draw_chain
from ui.canvas.draw.style import Style
from ui.canvas.view import View, fitted
from ui.evidence import Evidence
from ui.panels.controls import Segmented
from ui.panels.evidence_marks import BadgeLabel
from ui.style import Look, dressed, line
from ui.widgets import PlainLabel

LARGEST = 1.25
"""The scale that fitting does not go beyond."""
_NOTCH = 120.0
_ZOOM = 1.2
_FAR = 4


class ChainCanvas(QWidget):
    """The drawing under a hand."""

    voice_chosen = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._style = Style(look.theme)
        self.drawing: ChainDrawing | None = None
        self.silent: tuple[str, ...] = ()
        self.marked: Node | None = None
        self.view = View()
        self._is_moved = False
        """Whether somebody has looked elsewhere; until then it is fitted to the window."""
        self._grip: QPointF | None = None
        self._pressed: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Chain, origins left, you right"))
        look.changed.connect(self._on_theme)

    def show_drawing(self, drawing: ChainDrawing | None, *, afresh: bool) -> None:
        """Show another chain, or the same one after an edit."""
        self.drawing = drawing
        if drawing is None or self.marked not in drawing.layout.boxes:
            self.marked = None
        if afresh:
            self._is_moved = False
        if not self._is_moved:
            self.fit()
        self.update()

    def fit(self) -> None:
        """Show all of it."""
        if self.drawing is not None:
            self._is_moved = False
            self.view = fitted(self.drawing.extent, QSizeF(self.size()), 24.0, LARGEST)
            self.update()

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Zoom about a point, or about the middle."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        self.view = self.view.scaled(self.view.scale * factor, about or middle)
        self._is_moved = True
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.theme.colour("canvas"))
        if self.drawing is not None:
            painter.translate(self.view.dx, self.view.dy)
            painter.scale(self.view.scale, self.view.scale)
            draw_chain(
                painter, self.drawing, self._style, self.view.scale, marked=self.marked, silent=self.silent
            )
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_moved:
            self.fit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = self._pressed = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            over = self._node_at(event.position())
            is_voice = over is not None and over[0] == "voice"
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_voice else Qt.CursorShape.OpenHandCursor)
            return
        if self._pressed is not None and (event.position() - self._pressed).manhattanLength() > _FAR:
            self._pressed = None
        if self._pressed is None:
            way = event.position() - self._grip
            self.view = self.view.moved(way.x(), way.y())
            self._is_moved = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
        self._grip = event.position()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._node_at(event.position()))
        self._grip = self._pressed = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH
        self.zoom_by(_ZOOM**steps, event.position())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in ways:
            self._walk(*ways[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.marked)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _ZOOM)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_Exclam):
            self.fit()
        else:
            super().keyPressEvent(event)

    def _node_at(self, at: QPointF) -> Node | None:
        return self.drawing.node_at(self.view.to_board(at)) if self.drawing is not None else None

    def _choose(self, node: Node | None) -> None:
        if node is not None and node[0] == "voice":
            self.voice_chosen.emit(node[1])

    def _walk(self, across: int, down: int) -> None:
        """Mark the nearest voice in a direction; the leftmost first."""
        if self.drawing is None:
            return
        boxes = {node: box for node, box in self.drawing.layout.boxes.items() if node[0] == "voice"}
        if not boxes:
            return
        if self.marked not in boxes:
            self.marked = min(boxes, key=lambda node: (boxes[node].x, boxes[node].y))
        else:
            here = boxes[self.marked]
            found = []
            for node, box in boxes.items():
                dx = box.x + box.width / 2 - here.x - here.width / 2
                dy = box.middle - here.middle
                along, aside = (dx * across, abs(dy)) if across else (dy * down, abs(dx))
                if along > 1:
                    found.append((along + 2 * aside, node))
            self.marked = min(found)[1] if found else self.marked
        self._tell()
        self.update()

    def _tell(self) -> None:
        if self.drawing is None or self.marked is None:
            return
        words = [self.drawing.cards[self.marked].title, self.drawing.captions[self.marked]]
        if self.drawing.marks[self.marked].is_single_point:
            words.append(self.tr("every chain runs through it"))
        self.setAccessibleDescription(", ".join(word for word in words if word))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _on_theme(self) -> None:
        self._style = Style(self._look.theme)
        self.update()


class ChainView(QWidget):
    """Head, drawing, and what the outlines mean."""

    voice_chosen = Signal(str)
    export_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "canvas")
        self._look = look
        self.claim = ""
        self._evidence: Evidence | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._made_head())
        column.addWidget(line(self))
        self.canvas = ChainCanvas(self, look)
        self.canvas.voice_chosen.connect(self.voice_chosen)
        self.canvas.left.connect(self.close_up)
        column.addWidget(self.canvas, 1)
        column.addWidget(line(self))
        column.addWidget(self._made_foot())
        self.hide()

    def show_claim(self, evidence: Evidence, claim: str) -> None:
        """Show the chain of a claim over whatever lies below."""
        self._evidence = evidence
        is_new = claim != self.claim or not self.isVisible()
        self.claim = claim
        if is_new:
            self.stance.set_value(AFFIRMS)
        self.refresh(afresh=is_new)
        self.show()
        self.raise_()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, *, afresh: bool = False) -> None:
        """Show what the case says now."""
        evidence = self._evidence
        if evidence is None or not self.claim:
            return
        case = evidence.case
        if self.claim not in case.items or case.items[self.claim].kind != "claim":
            self.close_up()
            return
        graph = evidence.analysis.graph(self.claim, self.stance.value or AFFIRMS)
        self.title.setText(shortened(full_name(case, self.claim), 200))
        badge = evidence.badge(self.claim)
        self.badge.show_badge(badge)
        self.badge.setVisible(badge is not None)
        self.stance.setVisible(evidence.analysis.graph(self.claim, DENIES).stands)
        self.sentence.setText(evidence.source_line(self.claim))
        self.canvas.silent = tuple(evidence.all_silent())
        self.export.setEnabled(graph.stands)
        drawing = chain_drawing(case, graph, counts_of(graph)) if graph.stands else None
        self.canvas.show_drawing(drawing, afresh=afresh)

    def close_up(self) -> None:
        """Take the sheet away."""
        if self.isVisible():
            self.hide()
            self.claim = ""
            self.closed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        # what is under the sheet must not hear of presses on it
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            event.accept()
            return True
        return super().event(event)

    def _made_head(self) -> QWidget:
        look = self._look
        head = dressed(QWidget(self), "rail")
        row = QHBoxLayout(head)
        row.setContentsMargins(look.px(10), look.px(6), look.px(10), look.px(6))
        row.setSpacing(look.px(10))
        self.back = look.push(head, self.tr("Back to the board"), "outline", "chevron-left")
        self.back.setToolTip(self.tr("Back to the board (Esc)"))
        self.back.clicked.connect(self.close_up)
        row.addWidget(self.back)
        row.addWidget(dressed(PlainLabel(self.tr("Chain of"), head), "muted"))
        self.title = dressed(PlainLabel("", head, elides=True), "strong")
        row.addWidget(self.title, 1)
        self.badge = BadgeLabel(head, look)
        row.addWidget(self.badge)
        stances = (
            (AFFIRMS, self.tr("For"), self.tr("Those who say it is so")),
            (DENIES, self.tr("Against"), self.tr("Those who say it is not so")),
        )
        self.stance = Segmented(head, stances, self.tr("Stance"), look)
        self.stance.setFixedWidth(look.px(150))
        self.stance.chosen.connect(self._on_stance)
        row.addWidget(self.stance)
        for icon, words, run in (
            ("minus", self.tr("Zoom out"), partial(self._zoom, 1 / _ZOOM)),
            ("plus", self.tr("Zoom in"), partial(self._zoom, _ZOOM)),
            ("expand", self.tr("Show all of it"), self._fit),
        ):
            button = look.tool(head, icon, words)
            button.clicked.connect(run)
            row.addWidget(button)
        self.export = look.push(head, self.tr("Export…"), "outline", "image")
        self.export.clicked.connect(self.export_wanted)
        row.addWidget(self.export)
        return head

    def _made_foot(self) -> QWidget:
        look = self._look
        foot = dressed(QWidget(self), "rail")
        column = QVBoxLayout(foot)
        column.setContentsMargins(look.px(14), look.px(8), look.px(14), look.px(8))
        column.setSpacing(look.px(4))
        self.sentence = PlainLabel("", foot)
        self.sentence.setWordWrap(True)
        column.addWidget(self.sentence)
        words = self.tr(
            "Heavy outline: every chain runs through it. Dashed: nobody knows who. "
            "Shaded: they have it from one another. Press a card to go to it on the board."
        )
        legend = dressed(PlainLabel(words, foot), "faint")
        legend.setWordWrap(True)
        column.addWidget(legend)
        return foot

    def _zoom(self, factor: float) -> None:
        self.canvas.zoom_by(factor)

    def _fit(self) -> None:
        self.canvas.fit()

    def _on_stance(self, value: str) -> None:
        if not value:
            self.stance.set_value(AFFIRMS)
        self.refresh(afresh=True)
