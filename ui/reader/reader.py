"""The pane left of the board in which documents are read, marked and taken to the board.

It shows what it is given and says what is wanted; what becomes of it is decided in `ui.reader_deeds`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from board.text import one_line, shortened
from ui.icons import pixmap
from ui.reader.area import Area
from ui.reader.find_field import FindField
from ui.reader.marks import Mark
from ui.reader.page import ZOOMS, Page
from ui.reader.papers import Paper
from ui.reader.pdf_page import PdfPage
from ui.reader.text_page import TextPage
from ui.style import Look, dressed, line
from ui.widgets import PlainLabel, tip

_MOST_OUTLINE = 400


class Reader(QWidget):
    """Head, tabs, tools, the page, and what is left to place."""

    document_wanted = Signal(str)
    """Another document is to be shown: its attachment."""
    neighbour_wanted = Signal(int)
    hidden = Signal()
    width_wanted = Signal(int)

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        dressed(self, "panel")
        self._look = look
        self.paper: Paper | None = None
        self._zoom = ZOOMS.index(1.0)
        self._places: dict[str, int] = {}
        """Where each document was left."""
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        outer.addLayout(column, 1)
        outer.addWidget(Edge(self))
        self._build_head(column)
        self._build_tools(column)
        self.finder = FindField(self, look)
        column.addWidget(self.finder)
        self._build_page(column)
        self._build_foot(column)
        for page in (self.texts, self.sheets):
            self.finder.found.connect(page.set_hits)
            page.place_changed.connect(self._show_place)
            page.zoom_wanted.connect(self.zoom_by)
        self.finder.shown.connect(self._on_found)
        self.finder.closed.connect(self._on_find_closed)
        self.setAccessibleName(self.tr("Reader"))

    # -- what is shown ---------------------------------------------------------------------------

    def show_paper(self, paper: Paper) -> None:
        """Bring a document to the front, where it was left."""
        before = self.paper
        if before is not None and not before.is_partial:
            self._places[before.attachment] = self.page.top_place()
        self.paper = paper
        self.title.setText(shortened(one_line(paper.title), 300))
        is_same = before is not None and before.attachment == paper.attachment
        has_come = is_same and before is not None and before.is_partial
        is_other_text = before is None or not is_same or before.reading.text != paper.reading.text
        if is_other_text:
            self.texts.show_text(paper.reading.text)
            self.finder.use_text(paper.reading.text)
        if paper.sizes and is_same and before is not None and before.sizes == paper.sizes:
            self.sheets.take(paper)
        elif paper.sizes:
            self.sheets.show_paper(paper)
        self._choose_page()
        place = self._places.get(paper.attachment, 0)
        has_moved = has_come and self.page.verticalScrollBar().value() > 0
        if is_other_text and not paper.is_partial and not has_moved:
            self.page.go_to(place, 0.0)
        self.note.setText(" ".join(note for note in paper.notes[:4] if note).replace("\n ", "\n"))
        self.note.setVisible(bool(paper.notes))
        self.outline.setEnabled(bool(paper.outline or len(paper.reading.pages) > 1))
        self._add_tab(paper)
        self._show_place()

    @property
    def page(self) -> Page:
        """What is in front: the text, or the pages."""
        return self.sheets if self._stack.currentWidget() is self.sheets else self.texts

    def rects(self, start: int, end: int) -> tuple[tuple[float, ...], ...]:
        """Where words stand on the pages, when pages are in front."""
        return tuple(self.sheets.rects(start, end)) if self.page is self.sheets else ()

    @property
    def area(self) -> Area | None:
        """The part of a page that is drawn around, when pages are in front."""
        return self.sheets.areas.area if self.page is self.sheets else None

    def show_area(self, area: Sequence[float]) -> None:
        """Bring a part of a page into sight, and draw around it."""
        self.as_text.setChecked(False)
        self.sheets.areas.area = Area(round(area[0]), area[1], area[2], area[3], area[4])
        self.sheets.show_area(area)
        self.sheets.viewport().update()

    def _choose_page(self) -> None:
        has_pages = self.paper is not None and bool(self.paper.sizes)
        wanted = self.sheets if has_pages and not self.as_text.isChecked() else self.texts
        self._stack.setCurrentWidget(wanted)
        is_scan = self.paper is not None and self.paper.is_scan
        self.by_area.setVisible(wanted is self.sheets and not is_scan)
        self.suggest.setVisible(not is_scan)
        drag = self.tr("Draw a rectangle to mark a part")
        self.advice.setText(drag if is_scan else self.tr("Drag any highlight onto the board"))

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Show what is marked, and how much of it is on the board."""
        self.texts.set_marks(marks)
        self.sheets.set_marks(marks)
        placed = sum(mark.is_placed for mark in marks)
        words = self.tr("{placed} of {count} placed").format(placed=placed, count=len(marks))
        self.placed.setText(words if marks else "")

    def say_busy(self, words: str) -> None:
        """Say what is being waited for."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def zoom_by(self, way: int) -> None:
        """A step larger or smaller; 0 is neither."""
        self._zoom = min(max(self._zoom + way, 0), len(ZOOMS) - 1) if way else ZOOMS.index(1.0)
        self.texts.set_zoom(ZOOMS[self._zoom])
        self.sheets.set_zoom(ZOOMS[self._zoom])
        self.larger.setEnabled(self._zoom < len(ZOOMS) - 1)
        self.smaller.setEnabled(self._zoom > 0)

    def open_find(self, words: str = "") -> None:
        """Let words be found."""
        self.finder.open_up(self.page.text, self.page.top_place(), words)

    def close_document(self, attachment: str) -> None:
        """Take a document's tab away."""
        for index in range(self.tabs.count()):
            if self.tabs.tabData(index) == attachment:
                self.tabs.removeTab(index)
                break
        self.tabs.setVisible(self.tabs.count() > 1)

    # -- parts -----------------------------------------------------------------------------------

    def _build_head(self, column: QVBoxLayout) -> None:
        look = self._look
        head = QHBoxLayout()
        head.setContentsMargins(look.px(12), look.px(6), look.px(6), look.px(6))
        head.setSpacing(look.px(4))
        self._mark = PlainLabel("", self)
        head.addWidget(self._mark)
        self.title = dressed(PlainLabel("", self, elides=True), "strong")
        head.addSpacing(look.px(2))
        head.addWidget(self.title, 1)
        for icon, text, way in (
            ("chevron-left", self.tr("Previous document"), -1),
            ("chevron-right", self.tr("Next document"), 1),
        ):
            button = look.tool(self, icon, text)
            button.clicked.connect(partial(self._on_neighbour, way))
            head.addWidget(button)
        hide = look.tool(self, "panel-left", self.tr("Hide the reader"), keys="Ctrl+R")
        hide.clicked.connect(self.hidden)
        head.addWidget(hide)
        column.addLayout(head)
        self.tabs = QTabBar(self)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setTabsClosable(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)  # tabs that find no room are scrolled to
        self.tabs.setAccessibleName(self.tr("Open documents"))
        self.tabs.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tabs.customContextMenuRequested.connect(self._on_tab_menu)
        self.tabs.currentChanged.connect(self._on_tab)
        self.tabs.hide()
        column.addWidget(self.tabs)
        column.addWidget(line(self))
        look.changed.connect(self._on_theme)
        self._on_theme()

    def _build_tools(self, column: QVBoxLayout) -> None:
        look = self._look
        row = QHBoxLayout()
        row.setContentsMargins(look.px(12), look.px(4), look.px(6), look.px(4))
        row.setSpacing(look.px(2))
        self.where = dressed(PlainLabel("", self), "muted")
        row.addWidget(self.where, 1)
        self.outline = look.tool(self, "list-tree", self.tr("Outline and pages"))
        self.outline.clicked.connect(self._on_outline)
        search = look.tool(self, "search", self.tr("Find in this document"))
        search.clicked.connect(self._on_search)
        self.smaller = look.tool(self, "zoom-out", self.tr("Smaller"))
        self.smaller.clicked.connect(partial(self._on_zoom, -1))
        self.larger = look.tool(self, "zoom-in", self.tr("Larger"))
        self.larger.clicked.connect(partial(self._on_zoom, 1))
        self.as_text = look.tool(self, "scan-text", self.tr("Text without the pages"))
        self.as_text.setCheckable(True)
        self.as_text.toggled.connect(self._on_as_text)
        self.as_text.hide()
        self.by_area = look.tool(self, "crop", self.tr("Mark a part of the page (or hold Alt)"))
        self.by_area.setCheckable(True)
        self.by_area.toggled.connect(self._on_by_area)
        self.by_area.hide()
        self.suggest = look.tool(self, "highlighter", self.tr("Underline what could become a card"))
        self.suggest.setCheckable(True)
        for button in (
            self.suggest,
            self.by_area,
            self.as_text,
            self.outline,
            search,
            self.smaller,
            self.larger,
        ):
            row.addWidget(button)
        column.addLayout(row)

    def _build_page(self, column: QVBoxLayout) -> None:
        look = self._look
        sheet = dressed(QFrame(self), "page")
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(look.px(12), look.px(12), look.px(12), 0)
        inner.setSpacing(look.px(8))
        self.note = dressed(PlainLabel("", sheet), "muted")
        self.note.setWordWrap(True)
        self.note.hide()
        inner.addWidget(self.note)
        self.texts, self.sheets = TextPage(sheet, look), PdfPage(sheet, look)
        self._stack = QStackedWidget(sheet)
        self._stack.addWidget(self.texts)
        self._stack.addWidget(self.sheets)
        inner.addWidget(self._stack, 1)
        column.addWidget(sheet, 1)
        column.addWidget(line(self))

    def _build_foot(self, column: QVBoxLayout) -> None:
        look = self._look
        foot = QVBoxLayout()
        foot.setContentsMargins(look.px(12), look.px(8), look.px(12), look.px(8))
        foot.setSpacing(look.px(4))
        row = QHBoxLayout()
        self._grip = PlainLabel("", self)
        row.addWidget(self._grip)
        self.advice = dressed(PlainLabel("", self, elides=True), "muted")
        row.addWidget(self.advice, 1)
        self.placed = dressed(PlainLabel("", self), "muted")
        row.addWidget(self.placed)
        foot.addLayout(row)
        self.astray = look.push(self, "", "link")
        self.astray.hide()
        foot.addWidget(self.astray, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)
        self._on_theme()

    # -- slots -----------------------------------------------------------------------------------

    def _add_tab(self, paper: Paper) -> None:
        known = [self.tabs.tabData(index) for index in range(self.tabs.count())]
        words = shortened(one_line(paper.title), 24).replace("&", "&&")
        self.tabs.blockSignals(True)
        if paper.attachment in known:
            index = known.index(paper.attachment)
            self.tabs.setTabText(index, words)
        else:
            index = self.tabs.addTab(words)
            self.tabs.setTabData(index, paper.attachment)
        self.tabs.setTabToolTip(index, tip(shortened(one_line(paper.title), 300)))
        self.tabs.setCurrentIndex(index)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(self.tabs.count() > 1)

    def _show_place(self) -> None:
        if self.paper is None:
            return
        if self.paper.reading.pages:
            page = self.paper.reading.page_at(self.page.top_place())
            page = self.sheets.page_in_sight if self.page is self.sheets else max(page, 1)
            words = self.tr("Page {page} of {count}").format(page=page, count=len(self.paper.reading.pages))
        else:
            bar = self.page.verticalScrollBar()
            share = round(100 * bar.value() / bar.maximum()) if bar.maximum() else 100
            words = self.tr("{share} % read").format(share=share) if bar.maximum() else self.tr("One page")
        self.where.setText(words)

    def _on_theme(self) -> None:
        theme, ratio = self._look.theme, self.devicePixelRatio()
        self._mark.setPixmap(pixmap("file-text", self._look.px(18), theme.colour("text2"), ratio))
        if hasattr(self, "_grip"):
            self._grip.setPixmap(pixmap("grip-vertical", self._look.px(14), theme.colour("text3"), ratio))

    def _on_outline(self) -> None:
        if self.paper is None:
            return
        menu = QMenu(self)
        for title, place, level in self.paper.outline[:_MOST_OUTLINE]:
            words = "    " * (level - 1) + (shortened(one_line(title), 60) or self.tr("Untitled"))
            menu.addAction(words.replace("&", "&&")).triggered.connect(partial(self._go, place))
        if self.paper.outline and self.paper.reading.pages:
            menu.addSeparator()
        for number, place in enumerate(self.paper.reading.pages[:_MOST_OUTLINE], 1):
            menu.addAction(self.tr("Page {page}").format(page=number)).triggered.connect(
                partial(self._go, place)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.outline.mapToGlobal(self.outline.rect().bottomLeft()))

    def _on_as_text(self) -> None:
        place = self.page.top_place()
        self._choose_page()
        self.page.go_to(place, 0.0)

    def _on_by_area(self, is_on: bool) -> None:
        self.sheets.areas.is_on = is_on

    def _on_find_closed(self) -> None:
        self.page.setFocus()

    def _go(self, place: int, _checked: bool = False) -> None:
        self.page.go_to(place, 0.0)

    def _on_found(self, start: int, end: int) -> None:
        self.page.select(start, end)
        self.page.go_to(start)

    def _on_search(self) -> None:
        self.open_find()

    def _on_zoom(self, way: int, _checked: bool = False) -> None:
        self.zoom_by(way)

    def _on_neighbour(self, way: int, _checked: bool = False) -> None:
        self.neighbour_wanted.emit(way)

    def _on_tab(self, index: int) -> None:
        if index >= 0:
            self.document_wanted.emit(str(self.tabs.tabData(index)))

    def _on_tab_menu(self, at: QPoint) -> None:
        index = self.tabs.tabAt(at)
        if index < 0:
            return
        attachment = str(self.tabs.tabData(index))
        menu = QMenu(self)
        close = menu.addAction(self.tr("Close document"))
        close.triggered.connect(partial(self._on_close_document, attachment))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.tabs.mapToGlobal(at))

    def _on_close_document(self, attachment: str, _checked: bool = False) -> None:
        self.close_document(attachment)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # keys for the text must not fall through to the board's window


class Edge(QWidget):
    """The right edge of the reader, by which it is made wider."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self.setFixedWidth(5)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._grip: float | None = None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().x() - self._reader.width()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._reader.width_wanted.emit(round(event.globalPosition().x() - self._grip))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
