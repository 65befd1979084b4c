"""The column at the right: everything there is to know, and to change, about what is selected."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.canvas.selection import Selection
from ui.panels.board_form import BoardForm, FrameForm
from ui.panels.form import Desk
from ui.panels.item_form import ItemForm
from ui.panels.link_form import LinkForm
from ui.style import Look, dressed

WIDTH = 308


class Inspector(QWidget):
    """One form at a time: cards, links, frames, or the board."""

    def __init__(self, parent: QWidget, look: Look, desk: Desk) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        self.setAccessibleName(self.tr("Details"))
        self._desk = desk
        self.setFixedWidth(look.px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._pages = QStackedWidget(self)
        column.addWidget(self._pages)
        self.items = ItemForm(self, look, desk)
        self.links = LinkForm(self, look, desk)
        self.frames = FrameForm(self, look, desk)
        self.board = BoardForm(self, look, desk)
        self._areas: dict[QWidget, QScrollArea] = {}
        for form in (self.board, self.items, self.links, self.frames):
            self._pages.addWidget(self._scrolling(form))
        self._shown: tuple[QWidget, tuple[str, ...]] = (self.board, ())

    @property
    def form(self) -> QWidget:
        """The form in front."""
        return self._shown[0]

    def show_selection(self, selection: Selection | None) -> None:
        """Show what is selected; nothing selected shows the board."""
        form: QWidget = self.board
        ids: tuple[str, ...] = ()
        if selection is not None and selection.items:
            form, ids = self.items, tuple(sorted(selection.items))
            self.items.show_items(ids)
        elif selection is not None and selection.links:
            form, ids = self.links, tuple(sorted(selection.links))
            self.links.show_links(ids)
        elif selection is not None and selection.frames:
            form, ids = self.frames, tuple(sorted(selection.frames))
            self.frames.show_frames(ids)
        else:
            self.board.refresh()
        if (form, ids) != self._shown:
            self._areas[form].verticalScrollBar().setValue(0)
        self._shown = (form, ids)
        self._pages.setCurrentWidget(self._areas[form])

    def show_item(self, item: str) -> None:
        """Show an item that lies on no board."""
        self.items.show_items((item,))
        self._shown = (self.items, (item,))
        self._pages.setCurrentWidget(self._areas[self.items])

    def refresh_evidence(self) -> None:
        """Show anew what the item in front rests on, or what hangs on it."""
        if self.form is self.items:
            self.items.show_evidence()

    def _scrolling(self, form: QWidget) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        dressed(form, "panel")
        area.setWidget(form)
        self._areas[form] = area
        return area
