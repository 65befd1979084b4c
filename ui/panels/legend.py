"""The legend over the board: the kinds of links and cards that are in use on it, and no others."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from board.case import Case
from board.kinds import link_kind
from board.query import links_on
from board.records import LinkKind
from board.text import one_line, shortened
from ui.canvas.draw import draw_link_sample
from ui.style import Look, dressed
from ui.widgets import PlainLabel
from ui.wording import link_kind_name

MOST = 9


class _Sample(QWidget):
    """A short piece of a link, drawn as on the board."""

    def __init__(self, parent: QWidget, look: Look, kind: LinkKind) -> None:
        super().__init__(parent)
        self._look, self._kind = look, kind
        self.setFixedSize(QSize(look.px(48), look.px(20)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_link_sample(painter, QRectF(self.rect()), self._kind, self._look.theme)
        painter.end()


class Legend(QFrame):
    """Collapsible list of what the lines mean."""

    folded = Signal(bool)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "raised")
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(12), look.px(6), look.px(6), look.px(8))
        column.setSpacing(look.px(2))
        head = QHBoxLayout()
        head.addWidget(dressed(PlainLabel(self.tr("Legend"), self), "strong"), 1)
        self.fold: QToolButton = look.tool(
            self, "chevron-down", self.tr("Fold or unfold the legend"), "text2", 16
        )
        self.fold.clicked.connect(self._on_fold)
        head.addWidget(self.fold)
        column.addLayout(head)
        self._body = QWidget(self)
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, look.px(6), 0)
        self._rows.setSpacing(0)
        column.addWidget(self._body)
        self._kinds: list[LinkKind] = []
        look.changed.connect(self.update)
        self.is_folded = False

    @property
    def kinds(self) -> list[str]:
        """Ids of the link kinds listed."""
        return [kind.id for kind in self._kinds]

    def show_board(self, case: Case, board: str) -> None:
        """List the kinds of links on a board, the commonest first."""
        used: dict[str, int] = {}
        for link in links_on(case, board):
            used[link.kind] = used.get(link.kind, 0) + 1
        kinds = [link_kind(case, id_) for id_ in sorted(used, key=lambda id_: (-used[id_], id_))][:MOST]
        if kinds != self._kinds:
            self._fill(kinds)

    def set_folded(self, folded: bool) -> None:
        """Show only the title, or all."""
        self.is_folded = folded
        self._body.setVisible(not folded)
        self._fit()

    def _fill(self, kinds: list[LinkKind]) -> None:
        self._kinds = kinds
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for kind in kinds:
            row = QWidget(self._body)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(self._look.px(8))
            line.addWidget(_Sample(row, self._look, kind))
            line.addWidget(
                dressed(PlainLabel(shortened(one_line(link_kind_name(kind)), 24), row), "small"), 1
            )
            self._rows.addWidget(row)
            row.show()
        self._fit()

    def _fit(self) -> None:
        self._body.adjustSize()
        self.adjustSize()
        self.folded.emit(self.is_folded)

    def _on_fold(self) -> None:
        self.set_folded(not self.is_folded)
