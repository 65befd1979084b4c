"""The board and the panels that float over it, each in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from ui.actions import Actions
from ui.canvas.board_widget import BoardWidget
from ui.canvas.minimap import Minimap
from ui.panels.board_tabs import BoardTabs
from ui.panels.chain_view import ChainView
from ui.panels.empty_board import EmptyBoard
from ui.panels.filter_bar import FilterBar
from ui.panels.find_bar import FindBar
from ui.panels.form import Desk
from ui.panels.legend import Legend
from ui.panels.zoom_bar import ZoomBar
from ui.shade import Shade
from ui.sight import Sight
from ui.style import Look, dressed

if TYPE_CHECKING:
    from ui.canvas.draw.key import Key
    from ui.panels.measure_key import MeasureKey

GAP = 14
MAP = (164, 112)


class CanvasArea(QWidget):
    """The board and what floats over it."""

    resized = Signal()

    def __init__(
        self, parent: QWidget, look: Look, actions: Actions, desk: Desk, board: BoardWidget, sight: Sight
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.board = board
        board.setParent(self)
        self.empty = EmptyBoard(self, look)
        self.tabs = BoardTabs(self, look)
        self.filters = FilterBar(self, look, sight, board)
        self.filters.resized.connect(self._on_filters)
        self.finding = FindBar(self, look, desk)
        self.legend = Legend(self, look)
        self.legend.folded.connect(self.arrange)
        self.zoom = ZoomBar(self, look, actions)
        self.minimap = dressed(QFrame(self), "raised")
        inner = QVBoxLayout(self.minimap)
        inner.setContentsMargins(1, 1, 1, 1)
        self.overview = Minimap(board, self.minimap)
        inner.addWidget(self.overview)
        self.minimap.setFixedSize(look.px(MAP[0]), look.px(MAP[1]))
        self.chain = ChainView(self, look)
        self.key: MeasureKey | None = None
        """The key to what is drawn around cards, once something was."""
        for panel in (self.filters, self.finding, self.legend, self.zoom, self.minimap):
            Shade(panel, look)
        self.has_legend = look.settings.shown("legend")
        self.has_map = look.settings.shown("minimap")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
        self.resized.emit()

    def arrange(self) -> None:
        """Put everything in its place; the map and the legend make way when there is no room."""
        gap, wide, high = self._look.px(GAP), self.width(), self.height()
        self.board.setGeometry(QRect(0, 0, wide, high))
        self.tabs.move(gap, gap)
        self.tabs.fit()
        self.board.clear_top = float(self.tabs.geometry().bottom() + gap // 2)
        self.zoom.adjustSize()
        self.zoom.move((wide - self.zoom.width()) // 2, high - gap - self.zoom.height())
        self.legend.setVisible(self.has_legend and bool(self.legend.kinds))
        self.legend.adjustSize()
        self.legend.move(gap, high - gap - self.legend.height())
        side = self.zoom.x() - gap
        if self.legend.isVisible() and self.legend.width() > side:
            self.legend.move(gap, self.zoom.y() - gap - self.legend.height())
        has_cards = len(self.board.model) > 0
        self.minimap.setVisible(self.has_map and has_cards and self.minimap.width() + gap <= side)
        self.minimap.move(wide - gap - self.minimap.width(), high - gap - self.minimap.height())
        self._arrange_top(gap, wide)
        if self.key is not None:
            self.key.move(gap, 2 * gap + self.tabs.height())
        self.chain.setGeometry(QRect(0, 0, wide, high))
        if self.chain.isVisible():
            self.chain.raise_()
        self.empty.move((wide - self.empty.width()) // 2, (high - self.empty.height()) // 2)

    def add_key(self, key: MeasureKey) -> None:
        """Take in the key to what is drawn around cards."""
        self.key = key
        Shade(key, self._look)

    def show_key(self, key: Key | None) -> None:
        """Show what is drawn around cards, or that nothing is."""
        if self.key is not None:
            self.key.show_key(key)
            self.key.raise_()
            self.arrange()

    def _on_filters(self) -> None:
        # before the tabs have been filled they would take no room, and keep to it
        if self.tabs.bar.count():
            self.arrange()

    def _arrange_top(self, gap: int, wide: int) -> None:
        """Beside the tabs, or below them where they are in the way: the filter, and under it finding."""
        self.filters.setVisible(len(self.board.model) > 0)
        self.filters.fit(wide - 2 * gap)
        beside = wide - gap - self.tabs.geometry().right() - gap
        top = gap if self.filters.width() <= beside else 2 * gap + self.tabs.height()
        self.filters.move(wide - gap - self.filters.width(), top)
        self.finding.adjustSize()
        top = self.filters.geometry().bottom() + gap // 2 if self.filters.isVisibleTo(self) else gap
        if top == gap and self.finding.width() > beside:
            top += self.tabs.height() + gap
        self.finding.move(wide - gap - self.finding.width(), top)
