"""Where a card stands in the network, in the details: its place by the question in view, and its links."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from board.analysis.measures import Answer
from board.analysis.scale import scale_of
from ui import analysis_words
from ui.measure_views import tone, what_counts
from ui.measuring import BESIDE, Measuring
from ui.panels.form import cleared
from ui.style import Look, dressed
from ui.widgets import PlainLabel


class Bar(QWidget):
    """A value as the length of a bar."""

    def __init__(self, parent: QWidget, look: Look, strength: float) -> None:
        super().__init__(parent)
        self._look, self._strength = look, strength
        self.setFixedSize(look.px(60), look.px(16))
        look.changed.connect(self.update)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, high = self._look.theme, self._look.px(6)
        box = QRectF(0, (self.height() - high) / 2, self.width(), high)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("sunken"))
        painter.drawRoundedRect(box, high / 2, high / 2)
        if self._strength > 0:
            painter.setBrush(theme.colour(tone(self._strength)))
            box.setWidth(max(box.width() * self._strength, high))
            painter.drawRoundedRect(box, high / 2, high / 2)
        painter.end()


class StandingRows(QWidget):
    """A row for each question that was answered, and what counts."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(6))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(look.px(4))
        column.addLayout(self._rows)
        self.counts = dressed(PlainLabel("", self), "faint")
        self.counts.setWordWrap(True)
        column.addWidget(self.counts)
        self.words: list[str] = []
        """What the rows say, for tests and for those who hear it."""

    def show_item(self, measuring: Measuring, item: str) -> bool:
        """Show where an item stands; False where it was not measured."""
        cleared(self._rows)
        self.words = []
        for question in dict.fromkeys((measuring.question, BESIDE)):
            answer = measuring.answer_to(question)
            if answer is not None and (value := answer.of(item)) is not None:
                self._add(answer, item, value)
        self.counts.setText(what_counts(measuring.document.case, measuring.counting))
        return bool(self.words)

    def _add(self, answer: Answer, item: str, value: float) -> None:
        look, question = self._look, answer.question
        rank = analysis_words.rank(answer.ranks[answer.node_of.get(item, item)])
        said = analysis_words.value(question, value, len(answer.values))
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(look.px(8))
        line.addWidget(PlainLabel(analysis_words.title(question), row, elides=True), 1)
        line.addWidget(Bar(row, look, scale_of(answer.values.values()).strength(value) if value > 0 else 0.0))
        line.addWidget(dressed(PlainLabel(rank, row), "strong"))
        self._rows.addWidget(row)
        below = dressed(PlainLabel(said, self), "muted")
        self._rows.addWidget(below)
        row.setAccessibleName(f"{analysis_words.title(question)}: {rank}, {said}")
        self.words.append(row.accessibleName())
