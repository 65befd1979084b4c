"""*Why are they not independent?* - asked once, when two voices are declared to be one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit
from typing_extensions import override

from board.evidence.sentence import full_name
from board.text import shortened
from ui.canvas.board_widget import BoardWidget
from ui.panels.popover import Popover
from ui.style import Look, dressed
from ui.widgets import PlainLabel

WIDTH = 320


class ReasonPanel(Popover):
    """Two voices, and a line for why they stand and fall together; Enter declares it."""

    def __init__(
        self,
        board: BoardWidget,
        look: Look,
        pair: tuple[str, str],
        reason: str,
        declare: Callable[[str], object],
    ) -> None:
        super().__init__(board, look, QCoreApplication.translate("ReasonPanel", "Not independent"), WIDTH)
        self._pair, self._declare = pair, declare
        case = board.document.case
        words = self.tr("{one} and {other} count as one voice: they stand and fall together.").format(
            one=shortened(full_name(case, pair[0]), 60), other=shortened(full_name(case, pair[1]), 60)
        )
        label = dressed(PlainLabel(words, self), "muted")
        label.setWordWrap(True)
        self.column.addWidget(label)
        self.line = QLineEdit(shortened(reason, 300), self)
        self.line.setPlaceholderText(self.tr("Why? Same author, same owner …"))
        self.line.setAccessibleName(self.tr("Reason"))
        self.line.setMaxLength(400)
        self.line.installEventFilter(self)
        self.column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch(1)
        self.button = look.push(self, self.tr("Declare"), "primary")
        self.button.clicked.connect(self._on_declared)
        row.addWidget(self.button)
        self.column.addLayout(row)

    @override
    def beside(self) -> Sequence[str]:
        return self._pair

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.escaped()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_declared()
                return True
        return False

    def _on_declared(self) -> None:
        reason = self.line.text().strip()
        self.close_up()
        self._declare(reason)
