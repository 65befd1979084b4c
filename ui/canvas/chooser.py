"""The small list that asks "which kind?" in the middle of a gesture, without a dialog.

It is a child of the board, so that it never leaves the window and Esc reaches it first. Enter takes
the marked row, a digit takes a row at once, a letter goes to the next row that begins with it, and a
press anywhere else drops the question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme import Theme
from ui.widgets import PlainLabel

ROW = 30
SAMPLE = 44
KEY = 20
SHADOW = 14
GAP = 14.0
DIGITS = "123456789"


@dataclass(frozen=True, slots=True)
class Choice:
    """One row: what it stands for, its words, and how its sample is drawn."""

    id: str
    text: str
    paint: Callable[[QPainter, QRectF], None]


def placed(size: QSize, beside: Sequence[QRectF], keep_clear: Iterable[QPointF], within: QRectF) -> QPointF:
    """The top left corner at which a popup hides least: not the boxes, and not the points of a line.

    Candidates stand at the sides of each box; the earlier box and the right side come first.
    """
    points = list(keep_clear)
    wide, high = float(size.width()), float(size.height())

    def inside(x: float, y: float) -> QRectF:
        left = max(within.left(), min(x, within.right() - wide))
        top = max(within.top(), min(y, within.bottom() - high))
        return QRectF(left, top, wide, high)

    def hidden(rect: QRectF) -> float:
        covered = sum(_area(rect.intersected(box)) for box in beside)
        return covered + 400.0 * sum(rect.adjusted(-8, -8, 8, 8).contains(point) for point in points)

    spots = []
    for box in beside:
        middle = QPointF(box.center().x() - wide / 2, box.center().y() - high / 2)
        spots += [
            inside(box.right() + GAP, box.top()),
            inside(box.left() - GAP - wide, box.top()),
            inside(middle.x(), box.bottom() + GAP),
            inside(middle.x(), box.top() - GAP - high),
            inside(box.right() + GAP, box.bottom() - high),
            inside(box.left() - GAP - wide, box.bottom() - high),
        ]
    if not spots:
        spots = [inside(within.center().x() - wide / 2, within.center().y() - high / 2)]
    return min(spots, key=hidden).topLeft()


def _area(rect: QRectF) -> float:
    return max(0.0, rect.width()) * max(0.0, rect.height())


class _Rows(QStyledItemDelegate):
    """How a row looks: sample, words, and the digit that takes it."""

    def __init__(self, theme: Theme, choices: Sequence[Choice], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices = choices

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.size(ROW))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        row, theme = index.row(), self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row == self._current():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accentSoft"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 5, 5)
        choice = self._choices[row]
        painter.save()
        choice.paint(painter, QRectF(rect.left() + 8, rect.top(), SAMPLE, rect.height()))
        painter.restore()
        words = rect.adjusted(SAMPLE + 18, 0, -KEY - 14, 0)
        painter.setFont(theme.font("body"))
        painter.setPen(theme.colour("text"))
        text = painter.fontMetrics().elidedText(choice.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)
        if row < len(DIGITS):
            self._draw_key(
                painter, QRectF(rect.right() - KEY - 6, rect.center().y() - 8, KEY, 18), DIGITS[row]
            )
        painter.restore()

    def _draw_key(self, painter: QPainter, rect: QRectF, digit: str) -> None:
        painter.setPen(QPen(self._theme.colour("border"), 1))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(self._theme.colour("text2"))
        painter.setFont(self._theme.font("caption"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), digit)

    def _current(self) -> int:
        view = self.parent()
        return view.currentRow() if isinstance(view, QListWidget) else -1


class Chooser(QFrame):
    """A question over the board with a handful of answers."""

    chosen = Signal(str)
    cancelled = Signal()
    answered = Signal()
    """Before either: the question is off the board."""

    def __init__(self, board: QWidget, theme: Theme, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(board)
        self._board = board
        self._theme = theme
        self._choices = list(choices)
        self._is_answered = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        label = PlainLabel(title, self)
        label.setFont(theme.font("small"))
        label.setStyleSheet(f"color:{theme.colour('text3').name()}")
        self.rows = self._make_rows(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SHADOW + 6, SHADOW + 6, SHADOW + 6, SHADOW + 6)
        layout.setSpacing(4)
        label.setContentsMargins(8, 3, 8, 0)
        layout.addWidget(label)
        layout.addWidget(self.rows)
        self.resize(self._wanted_width(label), self.sizeHint().height())
        self.hide()

    def _make_rows(self, title: str) -> QListWidget:
        rows = QListWidget(self)
        rows.setObjectName("chooserRows")
        rows.setAccessibleName(title)
        rows.setFrameShape(QFrame.Shape.NoFrame)
        rows.setStyleSheet("QListWidget{background:transparent;border:none;outline:none;padding:0}")
        rows.setMouseTracking(True)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setItemDelegate(_Rows(self._theme, self._choices, rows))
        for choice in self._choices:
            QListWidgetItem(choice.text, rows)
        rows.setCurrentRow(0)
        rows.setFixedHeight(self._theme.size(ROW) * min(len(self._choices), 12) + 2)
        rows.entered.connect(lambda index: rows.setCurrentRow(index.row()))
        rows.itemClicked.connect(lambda item: self._take(rows.row(item)))
        rows.installEventFilter(self)
        return rows

    def _wanted_width(self, label: QWidget) -> int:
        metrics = QFontMetrics(self._theme.font("body"))
        widest = max((metrics.horizontalAdvance(choice.text) for choice in self._choices), default=0)
        inner = max(SAMPLE + widest + KEY + 48, label.sizeHint().width() + 16)
        least, most = self._theme.size(190), self._theme.size(340)
        return min(max(inner, least), most) + 2 * (SHADOW + 6)

    def mark(self, choice: str) -> None:
        """Begin at this choice instead of the first."""
        for row, one in enumerate(self._choices):
            if one.id == choice:
                self.rows.setCurrentRow(row)

    def open_beside(self, boxes: Sequence[QRectF], keep_clear: Iterable[QPointF] = ()) -> None:
        """Show the question beside boxes of the board, off the line that it is about."""
        bare = self.size() - QSize(2 * SHADOW, 2 * SHADOW)
        within = QRectF(self._board.rect()).adjusted(8, 8, -8, -8)
        corner = placed(bare, boxes, keep_clear, within)
        self.move((corner - QPointF(SHADOW, SHADOW)).toPoint())
        self.show()
        self.raise_()
        self.rows.setFocus(Qt.FocusReason.PopupFocusReason)

    def body(self) -> QRectF:
        """The part of the board that it hides, its shadow left out."""
        return QRectF(self.geometry()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    def cancel(self) -> None:
        """Drop the question."""
        if not self._is_answered:
            self._close()
            self.cancelled.emit()

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._choices) and not self._is_answered:
            self._close()
            self.chosen.emit(self._choices[row].id)

    def _close(self) -> None:
        self._is_answered = True
        if self.rows.hasFocus():
            self._board.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.answered.emit()
        self.deleteLater()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            self._on_focus_lost(event.reason())
        return super().eventFilter(watched, event)

    def _on_focus_lost(self, reason: Qt.FocusReason) -> None:
        # another window in front does not answer the question
        if reason != Qt.FocusReason.ActiveWindowFocusReason:
            self.cancel()

    def _key(self, event: QKeyEvent) -> bool:
        key, text = event.key(), event.text()
        count, row = len(self._choices), self.rows.currentRow()
        if key == Qt.Key.Key_Escape:
            self.cancel()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(row)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Tab):
            self.rows.setCurrentRow((row + 1) % count)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab):
            self.rows.setCurrentRow((row - 1) % count)
        elif text and text in DIGITS:
            self._take(DIGITS.index(text))
        elif text.strip():
            self._go_to_letter(text)
        else:
            return False
        return True

    def _go_to_letter(self, letter: str) -> None:
        count, row = len(self._choices), self.rows.currentRow()
        for step in range(1, count + 1):
            at = (row + step) % count
            if self._choices[at].text.casefold().startswith(letter.casefold()):
                self.rows.setCurrentRow(at)
                return

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        draw_raised(painter, body, self._theme)


def draw_raised(painter: QPainter, body: QRectF, theme: Theme, radius: float = 10.0) -> None:
    """A raised surface with a soft shadow round it."""
    shade = theme.colour("scrim")
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(SHADOW, 0, -2):
        shade.setAlphaF(0.018)
        painter.setBrush(shade)
        grown = body.adjusted(-step, -step + 4, step, step + 2).intersected(body.adjusted(-13, -13, 13, 13))
        painter.drawRoundedRect(grown, radius + step, radius + step)
    painter.setPen(QPen(theme.colour("border"), 1))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(body.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
