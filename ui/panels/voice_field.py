"""Naming whom somebody had it from: chips for those named, and a line that finds the next as one types."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from board.case import Case
from board.evidence.sentence import full_name
from board.kinds import VOICES, item_kind
from board.text import fold, one_line, shortened
from ui.icons import kind_icon
from ui.panels.chips import Flow
from ui.style import Look, dressed

MOST = 6
"""Voices offered at once."""
ROW = 26


@dataclass(frozen=True, slots=True)
class Offered:
    """A row of the offer: a voice of the case, or a new one of that name."""

    id: str
    name: str


def offered_voices(case: Case, words: str, without: Collection[str], first: Collection[str]) -> list[Offered]:
    """The voices that hold all the words typed: `first` ones first, then those that begin with them."""
    wanted = fold(words).split()
    found = []
    for item in case.items.values():
        if item.kind not in VOICES or item.id in without:
            continue
        name = fold(item.title)
        text = " ".join([name, *(fold(alias) for alias in item.aliases)])
        if all(word in text for word in wanted):
            begins = bool(wanted) and name.startswith(wanted[0])
            found.append((item.id not in first, not begins, item.kind != "source", name, item.id))
    return [Offered(row[-1], full_name(case, row[-1])) for row in sorted(found)[:MOST]]


class VoiceField(QFrame):
    """Chips, a line to type in, and up to six voices to take."""

    edited = Signal(tuple)
    """The ids named now."""
    created = Signal(str)
    """A voice of this name is wanted that the case does not have."""
    finished = Signal()
    """Enter on an empty line."""
    left_upwards = Signal()
    reshaped = Signal()
    """It offers more or fewer rows, and wants another height."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        self._look = look
        self._case = Case()
        self._without: Collection[str] = ()
        self._first: Collection[str] = ()
        self._offers: list[Offered] = []
        self.voices: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.px(4))
        self._chips = QWidget(self)
        self._flow = Flow(self._chips, look.px(4))
        column.addWidget(self._chips)
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("Whom from? Type a name"))
        self.line.setAccessibleName(self.tr("Had it from"))
        self.line.setMaxLength(300)
        self.line.textEdited.connect(self._on_typed)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.rows = dressed(QListWidget(self), "bare")
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setIconSize(QSize(look.px(16), look.px(16)))
        self.rows.setAccessibleName(self.tr("Voices of this case"))
        self.rows.itemClicked.connect(lambda row: self._take(self.rows.row(row)))
        column.addWidget(self.rows)

    def show_voices(
        self, case: Case, voices: Sequence[str], without: Collection[str], first: Collection[str]
    ) -> None:
        """Show who is named already, and whom else the case has."""
        self._case, self._without, self._first = case, without, first
        self.voices = tuple(voice for voice in voices if voice in case.items)
        self._flow.clear()
        for voice in self.voices:
            chip = dressed(QToolButton(self._chips), "chip")
            name = shortened(full_name(case, voice), 40)
            chip.setText(name.replace("&", "&&") + "  ×")
            chip.setAccessibleName(self.tr("Remove {name}").format(name=name))
            chip.setProperty("voice", voice)
            chip.clicked.connect(self._on_removed)
            # its size is right only once the style sheet has been at it
            chip.ensurePolished()
            chip.show()
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self.voices))
        self._fit_chips()
        self._offer()

    def propose(self, name: str) -> None:
        """Put a name into the line as if it had been typed."""
        self.line.setText(name)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def _fit_chips(self) -> None:
        """As high as the chips are at this width."""
        wanted = self._flow.heightForWidth(self.contentsRect().width())
        self._chips.setFixedHeight(max(wanted, 1))
        self._flow.invalidate()
        self._flow.activate()

    def listen_first(self) -> None:
        """Hear of keys in the line before whoever else listens."""
        self.line.removeEventFilter(self)
        self.line.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        row, count = self.rows.currentRow(), self.rows.count()
        text = self.line.text().strip()
        match event.key():
            case Qt.Key.Key_Down if count:
                self.rows.setCurrentRow(min(row + 1, count - 1))
            case Qt.Key.Key_Up if row > 0 or (row == 0 and not text):
                self.rows.setCurrentRow(row - 1)
            case Qt.Key.Key_Up:
                self.left_upwards.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if row >= 0:
                    self._take(row)
                elif not text:
                    self.finished.emit()
            case Qt.Key.Key_Comma if text and row >= 0:
                self._take(row)
            case Qt.Key.Key_Backspace if not self.line.text() and self.voices:
                self.edited.emit(self.voices[:-1])
            case Qt.Key.Key_Escape if self.line.text():
                self.line.clear()
                self._offer()
            case _:
                return False
        return True

    def _on_typed(self) -> None:
        self._offer()

    def _offer(self) -> None:
        text, before = one_line(self.line.text()), len(self._offers)
        taken = {*self._without, *self.voices}
        self._offers = offered_voices(self._case, text, taken, self._first)
        if text and fold(text) not in {fold(offer.name) for offer in self._offers}:
            self._offers.append(Offered("", text))
        self.rows.clear()
        for offer in self._offers:
            if offer.id:
                row = QListWidgetItem(shortened(offer.name, 80), self.rows)
                kind = item_kind(self._case, self._case.items[offer.id].kind)
                row.setIcon(kind_icon(kind, self._look.theme, self._look.px(16)))
            else:
                words = QCoreApplication.translate("VoiceField", "Add “{name}” as a new voice")
                row = QListWidgetItem(words.format(name=shortened(offer.name, 60)), self.rows)
                row.setIcon(self._look.icon("plus", "accent", 16))
            row.setSizeHint(QSize(0, self._look.px(ROW)))
        self.rows.setCurrentRow(0 if text and self._offers else -1)
        self.rows.setFixedHeight(self._look.px(ROW) * len(self._offers) + 4)
        self.rows.setVisible(bool(self._offers))
        self.updateGeometry()
        if len(self._offers) != before:
            self.reshaped.emit()

    def _take(self, row: int) -> None:
        offer = self._offers[row]
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if offer.id:
            self.edited.emit((*self.voices, offer.id))
        else:
            self.created.emit(offer.name)

    def _on_removed(self) -> None:
        sender = self.sender()
        assert sender is not None
        gone = sender.property("voice")
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit(tuple(voice for voice in self.voices if voice != gone))
